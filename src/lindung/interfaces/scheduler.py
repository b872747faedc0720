"""What time brings: the findings of a day become duties, gone ones close them, overdue ones go along the line.

Whether it ran yesterday or a week ago makes no difference but to the day on which it was noticed; a second run of a day
writes nothing.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
import uuid
from collections.abc import Iterable, Iterator

from django.db import transaction

from lindung.interfaces import monitor
from lindung.kernel import values
from lindung.monitoring import facts as monitoring
from lindung.monitoring import findings, indicators, sentences
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.journal import queries as journal_queries
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup import facts, operations, queries
from lindung.registers.funding import queries as funding

ACTOR = values.Actor("penjadwal", "Lindung")
NO_DUTY = frozenset({"fund_overridden"})
"""Findings that say what two people have answered for: there is nothing left to do."""

_WHY = "membuka dan menutup tugas: temuan diturunkan dari seluruh kabupaten"
_TRIES = 3
_FIGURES = (
    "budget_rupiah", "budget_heads", "valid", "submitted", "registered", "paid_rupiah", "paid_heads", "protected",
)  # fmt: skip
"""What a closing keeps of its place's day."""


def run(regency: str, *, on: dt.date, at: dt.datetime) -> facts.Brought:
    """Bring a regency's duties up to a day: all of it or nothing. Raises DayBefore."""
    with scope.everything(_WHY):
        for _ in range(_TRIES - 1):
            version = journal_queries.last_line()
            days = list(_days(regency, on))
            with transaction.atomic():
                journal_operations.act(by=ACTOR)
                if journal_queries.last_line() == version:
                    return _bring(regency, days, on, at)
        with transaction.atomic():
            journal_operations.act(by=ACTOR)
            return _bring(regency, list(_days(regency, on)), on, at)


def _days(regency: str, on: dt.date) -> Iterator[monitoring.RegencyDay]:
    """The day of this year, and of each earlier one of which a duty is still open: it is judged by its own year."""
    still_open = queries.duties(regency, on=on, known_at=dt.date.max, state="open")
    for year in sorted({one.year for one in still_open if not one.by_hand} | {on.year}):
        yield monitor.regency_day(regency, year=year, on=on, known_at=on)


def _bring(regency: str, days: Iterable[monitoring.RegencyDay], on: dt.date, at: dt.datetime) -> facts.Brought:
    stamp = journal.Stamp(ACTOR, at, uuid.uuid4(), on)
    book = rulebook.book(regency, on)
    brought = facts.Brought()
    for day in days:
        brought += operations.bring_in(
            within=regency, year=day.year, found=found_on(day), proof_of=functools.partial(_proof, day), book=book,
            on=on, stamp=stamp, opens=day.year == on.year,
        )  # fmt: skip
    return brought


def found_on(day: monitoring.RegencyDay) -> tuple[facts.Found, ...]:
    """The findings of a day as duties: those of one kind about one place together, said as to the place itself."""
    by_key: dict[tuple[str, str], list[monitoring.Finding]] = {}
    for one in day.findings:
        if one.kind not in NO_DUTY:
            told = findings.told_to(one, functools.partial(operator.eq, one.region))
            by_key.setdefault((one.kind, one.region), []).append(told)
    places = {str(place.code): place for place in day.places}
    return tuple(
        facts.Found(
            kind, region, day.year, told[0].office, sentences.together(one.sentence for one in told),
            tuple(dict.fromkeys(_row(row) for one in told for row in one.evidence)),
            _missing([places[region]] if region in places else day.villages),
        )
        for (kind, region), told in by_key.items()
    )  # fmt: skip


def _row(evidence: monitoring.Evidence) -> facts.Evidence:
    return facts.Evidence(evidence.file, evidence.sheet, evidence.row)


def _missing(places: Iterable[monitoring.PlaceDay]) -> int:
    return sum(max(place.quota - place.protected, 0) for place in places)


def _proof(day: monitoring.RegencyDay, region: str) -> facts.Proof:
    """What shows that a finding is gone: the region's figures, and the rows of its budget in force and of what was paid
    for the year."""
    place = next((one for one in day.places if one.code == region), None)
    if place is None:
        return facts.Proof((), {key: indicators.value(key, day.villages) for key in ("budgeted", "paid", "at_quota")})
    said = funding.budgets(region, year=day.year, known_at=day.known_at).get(region, [])
    paid = [one for one in funding.receipts(region, known_at=day.known_at) if one.region == region]
    standing = [one for one in paid if one.stands_on(day.on) and one.touches(day.year)]
    rows = [*funding.in_force(said, on=day.on), *standing]
    figures = {key: getattr(place, key) for key in _FIGURES}
    return facts.Proof(tuple(facts.Evidence(row.file, row.sheet, row.row) for row in rows), figures)
