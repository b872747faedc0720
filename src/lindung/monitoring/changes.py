"""What changed on the lists of a region within a month: who came, who went and why, and who is listed as something
else. What BPJS asks of a group each month (laporan perubahan bulanan)."""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import values
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.movements import facts
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.enrolment.submissions import queries as submissions
from lindung.registers.workers import facts as workers
from lindung.registers.workers.changes import queries as identity

Kind = Literal["in", "out", "changed"]
_ORDER: tuple[Kind, ...] = ("in", "out", "changed")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """``day``: the first or last day on the list, or when the list that says otherwise came in. ``why``: the reason of
    a departure; empty where a list no longer names the person and nobody said why. ``sent_on``: when last sent to BPJS.
    """

    kind: Kind
    region: str
    who: workers.Identity
    day: dt.date
    why: str = ""
    before: str = ""
    after: str = ""
    sent_on: dt.date | None = None


def within(region: str, *, month: values.Month, known_at: dt.date) -> tuple[Change, ...]:
    """The changes of a month on the lists of the villages in ``region``, by what was known on a day."""
    last = min(month.plus(1).first_day - _DAY, known_at)
    now = _lists(region, year=month.year, known_at=last)
    then = _lists(region, year=month.year - 1, known_at=month.first_day - _DAY)
    then |= _lists(region, year=month.year, known_at=month.first_day - _DAY)
    stays = movements.stays(region, known_at=known_at, who=identity.everybody(known_at=known_at))
    found = _left(region, month, known_at) + _came(month, stays, now, known_at)
    told = {(one.region, one.who.id) for one in found}
    of_both = [one.listing_id for lists in (now, then) for one in lists.values()]
    listed = submissions.listed_as(of_both, known_at=known_at)
    moved = stays.keys() | told
    for village, one in now.items():
        before = then.get(village)
        if before is None or before.listing_id != one.listing_id:
            earlier = listed.get(before.listing_id, {}) if before else {}
            who = functools.partial(_who, known_at=known_at)
            found += _differences(one, before, listed.get(one.listing_id, {}), earlier, moved, who)
    sent = _sent(region, month.year, last)
    marked = [_with(one, sent.get((one.region, one.who.id))) for one in found]
    return tuple(sorted(marked, key=lambda one: (_ORDER.index(one.kind), one.region, one.day, one.who.name)))


def _lists(region: str, *, year: int, known_at: dt.date) -> dict[str, enrolment_facts.ListInForce]:
    """The lists in force in the region, by village."""
    lists = enrolment.in_force(year=year, known_at=known_at)
    return {one.region: one for one in lists if one.region == region or one.region.startswith(f"{region}.")}


def _left(region: str, month: values.Month, known_at: dt.date) -> list[Change]:
    left = movements.left(region, known_at=known_at)
    return [
        Change("out", one.region, one.who, one.last_on, one.reason) for one in left if _in(month, one.last_on)
    ]  # fmt: skip


def _came(
    month: values.Month, stays: facts.Stays, now: Mapping[str, enrolment_facts.ListInForce], known_at: dt.date
) -> list[Change]:
    """Whoever was let in within the month, be it in somebody's place or in a free one."""
    came: dict[str, dict[uuid.UUID, dt.date]] = {}
    for (village, person), stay in stays.items():
        for span in stay:
            if span.starts_on is not None and _in(month, span.starts_on):
                came.setdefault(village, {})[person] = span.starts_on
    return [
        Change("in", village, who, persons[one])
        for village, persons in came.items()
        if village in now
        for one, who in _who(now[village].listing_id, list(persons), known_at=known_at).items()
    ]


def _in(month: values.Month, day: dt.date) -> bool:
    return month.first_day <= day < month.plus(1).first_day


_As = Mapping[uuid.UUID, str]


def _differences(
    now: enrolment_facts.ListInForce, before: enrolment_facts.ListInForce | None, listed: _As, earlier: _As,
    told: set[tuple[str, uuid.UUID]], called: Callable[[int, Sequence[uuid.UUID]], dict[uuid.UUID, workers.Identity]],
) -> list[Change]:  # fmt: skip
    """Between two lists of a village, without who left or came by a record of its own."""
    village = now.region
    new = [one for one in listed if one not in earlier and (village, one) not in told]
    other = [one for one in listed if one in earlier and earlier[one] != listed[one]]
    lost = [one for one in earlier if one not in listed and (village, one) not in told]
    who = called(now.listing_id, [*new, *other]) | (called(before.listing_id, lost) if before else {})
    day = now.received_on
    return [
        *(Change("in", village, who[one], day) for one in new),
        *(Change("changed", village, who[one], day, "", earlier[one], listed[one]) for one in other),
        *(Change("out", village, who[one], day) for one in lost),
    ]


def _who(listing_id: int, persons: Sequence[uuid.UUID], *, known_at: dt.date) -> dict[uuid.UUID, workers.Identity]:
    if not persons:
        return {}
    return {row.person.id: row.person for row in enrolment.rows_of(listing_id, known_at=known_at, persons=persons)}


def _sent(region: str, year: int, on: dt.date) -> dict[tuple[str, uuid.UUID], dt.date]:
    return {(one.region, one.person): one.sent_on for one in submissions.sent(region, year=year, on=on, known_at=on)}


def _with(one: Change, sent_on: dt.date | None) -> Change:
    return Change(one.kind, one.region, one.who, one.day, one.why, one.before, one.after, sent_on)
