"""One village's people and one person's year, as of a day of their regency: who counts, who is covered, and why.

Whether a name counts was decided when the regency was judged as a whole, because the same person may stand on another
village's list; here that judgement is only asked for (``judging``). Everything else is read within the scope in force.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict, TypeVar

from lindung.kernel import language, law, ledger, values
from lindung.monitoring import cover, facts, judging
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.names import queries as called
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding
from lindung.registers.workers import facts as workers
from lindung.registers.workers.changes import facts as identity_facts
from lindung.registers.workers.changes import queries as identity


@dataclass(frozen=True, slots=True)
class MonthCover:
    """A month of the programme year: the heads paid for, and the heads covered on its last day (in the running month:
    on the day asked about). ``to_come``: the month lies ahead, the figures are what has been paid so far.
    """

    month: values.Month
    on: dt.date
    to_come: bool
    paid_heads: int
    covered: cover.Split
    receipts: tuple[funding_facts.KnownReceipt, ...]


@dataclass(frozen=True, slots=True)
class ListedName:
    """A row on the list in force; ``fault`` is what keeps the name from counting, None where it counts; ``moved``: its
    days, where the person left or came; ``otherwise``: the list has another name than the register."""

    row: enrolment_facts.Row
    fault: facts.RowProblem | None
    moved: facts.Moved | None = None
    otherwise: bool = False

    @property
    def counts(self) -> bool:
        """Whether the name counts on the day asked about."""
        return self.fault is None and (self.moved is None or self.moved.here)


@dataclass(frozen=True, slots=True)
class Roster:
    """A village's list in force: its names, and the rows that are held until they are mended."""

    received_on: dt.date | None
    names: tuple[ListedName, ...]
    held: tuple[enrolment_facts.HeldName, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row about a person. ``in_force``: it stands on its village's latest list of that year; ``moved``: its days,
    where the person left or came."""

    row: enrolment_facts.Row
    in_force: bool
    fault: facts.RowProblem | None
    moved: facts.Moved | None = None


@dataclass(frozen=True, slots=True)
class PersonDays:
    """Days on which the same is told of a person, the receipts that it rests on, and since when all that is known."""

    span: values.Span
    state: cover.State
    receipts: tuple[funding_facts.KnownReceipt, ...]
    known_since: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonYear:
    """A person, every list they stand on, the receipts that BPJS lists them for, what it answered, and their cover on
    each day of the year.

    ``spells``: their memberships up to the end of the year, by what BPJS confirmed and, in this year, by what else is
    told of them: a name on this year's list says nothing of earlier ones.
    """

    who: workers.Identity
    rows: tuple[PersonRow, ...]
    memberships: tuple[coverage_facts.Membership, ...]
    answers: tuple[enrolment_facts.KnownAnswer, ...]
    counts_in: str | None
    days: tuple[PersonDays, ...]
    spells: tuple[ledger.Spell, ...]
    one_with: identity_facts.Who = field(default=identity_facts.NOBODY_ELSE, compare=False)

    def member_since(self, day: dt.date, *, book: law.Book) -> dt.date | None:
        """Since when the person is a member on a day, as far as it can be shown; None where they are none."""
        spell = ledger.spell_on(self.spells, day, book=book)
        return spell.starts_on if spell else None

    def on(self, day: dt.date) -> PersonDays | None:
        """What is told of the person on a day of the year."""
        return next((one for one in self.days if day in one.span), None)


def months(day: facts.RegencyDay, village: str) -> tuple[MonthCover, ...]:
    """A village's twelve months. On the day asked about they equal its PlaceDay. Raises PlaceUnknown."""
    if village not in {place.code for place in day.places}:
        raise PlaceUnknown(code=village)
    ground = _ground(judging.OfDay(day), village, (), {})
    standing = [one for one in funding.receipts(village, known_at=day.known_at) if one.stands_on(day.on)]
    return tuple(
        _month(ground, [one for one in standing if one.region == village], values.Month(day.year, number), day.on)
        for number in range(1, 13)
    )


def _month(
    ground: cover.Ground, receipts: Iterable[funding_facts.KnownReceipt], month: values.Month, on: dt.date
) -> MonthCover:
    days = values.Span.of_months(month, 1)
    asked = on if on in days else month.plus(1).first_day - dt.timedelta(days=1)
    paying = tuple(one for one in receipts if month.first_day in values.Span.of_months(one.first_month, one.months))
    heads = sum(one.heads for one in paying)
    return MonthCover(month, asked, month.first_day > on, heads, ground.split(asked), paying)


def roster(day: facts.RegencyDay, village: str) -> Roster:
    """The names on a village's list in force, with what holds each, and the held rows. NIK are masked."""
    lists = enrolment.in_force(year=day.year, known_at=day.known_at, village=village)
    if not lists:
        return Roster(None, (), ())
    judged = judging.OfDay(day)
    faults, moved = judged.faults, judged.moved
    said = called.on_list(village, known_at=day.known_at)
    names = tuple(
        ListedName(row, faults.get(_where(row)), moved.get(_where(row)), _otherwise(row.person, said))
        for row in enrolment.rows_of(lists[0].listing_id, known_at=day.known_at)
    )
    return Roster(lists[0].received_on, names, tuple(enrolment.held(lists)))


def _otherwise(who: workers.Identity, said: Mapping[uuid.UUID, str]) -> bool:
    return language.plain_name(said.get(who.id, who.name)) != language.plain_name(who.name)


def valid_names(day: facts.RegencyDay) -> dict[str, list[uuid.UUID]]:
    """Of each village of a regency who stands on its list in force and counts on the day. The day must be whole."""
    judged = judging.OfDay(day)
    faults, moved = judged.faults, judged.moved
    found: dict[str, list[uuid.UUID]] = {}
    lists = enrolment.in_force(year=day.year, known_at=day.known_at, within=str(day.code))
    for name in enrolment.names(lists, who=identity.everybody(known_at=day.known_at)):
        where = name.region, facts.Evidence(name.file, name.sheet, name.row)
        if where not in faults and (where not in moved or moved[where].here):
            found.setdefault(name.region, []).append(name.person)
    return found


@dataclass(frozen=True, slots=True)
class Traces:
    """A person, and all that may be read about them: their rows on the lists of villages and on those of BPJS, and what
    BPJS answered."""

    who: workers.Identity
    rows: tuple[enrolment_facts.Row, ...]
    memberships: tuple[coverage_facts.Membership, ...]
    answers: tuple[enrolment_facts.KnownAnswer, ...]
    one_with: identity_facts.Who


def traces(person_id: uuid.UUID, *, known_at: dt.date) -> Traces | None:
    """What is known of a person, and of whoever is one with them; None for whoever stands on no list, and on no list of
    BPJS, that may be read, and about whom BPJS has answered nothing."""
    return traces_of([person_id], known_at=known_at).get(person_id)


def traces_of(persons: Sequence[uuid.UUID], *, known_at: dt.date) -> dict[uuid.UUID, Traces]:
    """The same of each of these, read together; nothing of whom nothing may be told."""
    found: dict[uuid.UUID, Traces] = {}
    for start in range(0, len(persons), _AT_ONCE):
        found |= _traces(persons[start : start + _AT_ONCE], known_at)
    return found


_AT_ONCE = 300  # and whoever is one with them, in one statement


def _traces(persons: Sequence[uuid.UUID], known_at: dt.date) -> dict[uuid.UUID, Traces]:
    known = identity.who(persons, known_at=known_at)
    of: _Of = {"known_at": known_at, "who": known}
    rows = _by_person((known.of(row.person.id), row) for row in enrolment.rows_about(persons, **of))
    members = _by_person((one.person, one) for one in coverage.memberships_of(persons, **of))
    answers = _by_person((one.person, one) for one in enrolment.answers_of(persons, **of))
    found = {}
    for person in persons:
        who = known.of(person)
        there = rows.get(who, ())
        named = there[0].person if there else coverage.member(person, **of) or enrolment.whom_answered(person, **of)
        if named is not None:
            found[person] = Traces(named, there, members.get(who, ()), answers.get(who, ()), known)
    return found


_T = TypeVar("_T")


def _by_person(said: Iterable[tuple[uuid.UUID, _T]]) -> dict[uuid.UUID, tuple[_T, ...]]:
    found: dict[uuid.UUID, list[_T]] = {}
    for person, one in said:
        found.setdefault(person, []).append(one)
    return {person: tuple(of) for person, of in found.items()}


class _Of(TypedDict):
    known_at: dt.date
    who: identity_facts.Who


def person(day: facts.RegencyDay, person_id: uuid.UUID) -> PersonYear | None:
    """A person's year as of the day; None for whoever stands on no list, and on no list of BPJS, that may be read,
    and about whom BPJS has answered nothing."""
    found = traces(person_id, known_at=day.known_at)
    return year(judging.OfDay(day), found) if found else None


def year(judged: judging.Judgement, of: Traces) -> PersonYear:
    """A person's year as it is judged.

    Only where a day comes on which heads of the person's village are covered and BPJS does not name the person, is the
    village looked at as a whole: how many of its names count, and whom else BPJS lists.
    """
    rows, memberships = _judged(judged, of.rows), of.memberships
    in_regency = judged.here({one.region for one in (*of.rows, *memberships)})
    of_year = [one for one in rows if one.row.region in in_regency and _of_year(one, judged.year)]
    standing = next((one for one in of_year if one.moved is None or one.moved.here), None)
    stays = {one.row.region: one.moved.spans for one in of_year if one.moved}
    named = {one.region for one in memberships} | ({standing.row.region} if standing else set()) | stays.keys()
    receipts = judged.receipts(in_regency & named)
    for ground_of in (_own_ground, _ground):
        asked = cover.Person(
            id=of.who.id,
            counts_in=standing.row.region if standing else None,
            grounds=[ground_of(judged, village, memberships, stays) for village in sorted(receipts)],
            stays=stays,
        )
        try:
            days = _days(judged, asked, memberships, standing or next(iter(of_year), None), receipts)
        except cover.NotJudged:
            continue
        spells = _spells(judged, asked, days)
        return PersonYear(of.who, rows, memberships, of.answers, asked.counts_in, days, spells, of.one_with)
    raise AssertionError("a village that was judged says that it was not")


def _of_year(one: PersonRow, year: int) -> bool:
    return one.in_force and one.fault is None and one.row.year == year


def _spells(judged: judging.Judgement, asked: cover.Person, days: Iterable[PersonDays]) -> tuple[ledger.Spell, ...]:
    book, new_year = judged.book, dt.date(judged.year, 1, 1)
    starts = [fact.starts_on for ground in asked.grounds for fact in ground.facts]
    before = dataclasses.replace(asked, counts_in=None, stays={})
    earlier = before.stretches(min(starts), new_year, book=book) if starts and min(starts) < new_year else []
    covered = [one.span for one in earlier if one.told.state in cover.COVERED]
    covered += [one.span for one in days if one.state in cover.COVERED]
    return tuple(ledger.spells(book, [(s.starts_on, s.ends_before) for s in covered if s.starts_on and s.ends_before]))


def _judged(judged: judging.Judgement, rows: Sequence[enrolment_facts.Row]) -> tuple[PersonRow, ...]:
    """What is said of a name is of the judged year's list: a list of another year may well have the same file's name,
    sheet and row."""
    weighed = judged.weighed(rows) if rows else judging.NOTHING
    return tuple(
        PersonRow(row, True, weighed.faults.get(_where(row)), weighed.moved.get(_where(row)))
        if row.listing_id in weighed.in_force and row.year == judged.year
        else PersonRow(row, row.listing_id in weighed.in_force, None)
        for row in rows
    )


def _days(
    judged: judging.Judgement,
    asked: cover.Person,
    memberships: Iterable[coverage_facts.Membership],
    standing: PersonRow | None,
    receipts: Mapping[str, Sequence[funding_facts.KnownReceipt]],
) -> tuple[PersonDays, ...]:
    """The stretches of the year, each with its receipts and the day since which all that it rests on is known."""
    stretches = asked.stretches(dt.date(judged.year, 1, 1), dt.date(judged.year + 1, 1, 1), book=judged.book)
    known = {one.receipt_id: one for ground in asked.grounds for one in receipts[ground.region]}
    heard = judged.ground.heard({receipt for one in stretches for receipt in one.told.receipts})
    listed = {one.receipt_id: one.received_on for one in memberships}
    names_known = standing.row.received_on if standing else None

    def since(told: cover.Told) -> dt.date | None:
        if told.state == "confirmed":  # any one of BPJS's lists is enough
            return min(max(heard[one], listed[one]) for one in told.receipts)
        days = [heard[one] for one in told.receipts]
        return max([*days, names_known] if names_known else days) if days else None

    return tuple(
        PersonDays(
            one.span,
            one.told.state,
            tuple(found for key, found in known.items() if key in one.told.receipts),
            since(one.told),
        )
        for one in stretches
    )


_Memberships = Iterable[coverage_facts.Membership]
_Stays = Mapping[str, Sequence[values.Span]]


def _ground(judged: judging.Judgement, place: str, memberships: _Memberships, stays: _Stays) -> cover.Ground:
    """What the place's cover rests on, whoever is asked about."""
    names = judged.names(place)
    return cover.Ground(
        region=place,
        valid=names.always,
        stays=names.stays,
        facts=judged.ground.facts(place),
        members=judged.ground.members(place),
    )


def _own_ground(judged: judging.Judgement, place: str, memberships: _Memberships, stays: _Stays) -> cover.Ground:
    """As much of it as says where BPJS itself names the person."""
    return cover.Ground(
        region=place,
        valid=None,
        stays=[stays[place]] if place in stays else [],
        facts=judged.ground.facts(place),
        members=[one for one in memberships if one.region == place],
    )


def _where(row: enrolment_facts.Row) -> tuple[str, facts.Evidence]:
    return row.region, facts.Evidence(row.file, row.sheet, row.row)


class PlaceUnknown(values.Refusal):
    code = "tempat-tidak-dikenal"
    sentence = "Tempat {code} tidak ada di kabupaten ini pada hari itu. Periksa kodenya."
