"""«Sisa iuran»: what was prepaid for months after somebody left, to be agreed upon with BPJS; nothing is refunded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lindung.kernel import law, values
from lindung.monitoring import facts
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment.movements import facts as movements
from lindung.registers.enrolment.movements import queries as movement_queries


@dataclass(frozen=True, slots=True)
class Remainder:
    """The paid months after the month in which somebody left, each at the rate of its own month.

    ``certain``: BPJS lists the person for the receipts, or all that covered the village ended alike; else it is what
    the longest of them paid, and BPJS has to say which was theirs.
    """

    left: movements.Left
    first: values.Month | None
    months: int
    rupiah: int
    book_version: str
    certain: bool


def of_village(day: facts.RegencyDay, village: str) -> tuple[Remainder, ...]:
    """What remains for each who left a village's list by the day."""
    gone = [one for one in movement_queries.left(village, known_at=day.known_at) if one.last_on <= day.on]
    if not gone:
        return ()
    book = rulebook.book(day.code, day.known_at)
    known = coverage.facts_of(village, on=day.on, known_at=day.known_at)
    members = coverage.members_in(village, known_at=day.known_at)
    found = []
    for one in gone:
        live = _live(known, one.last_on)
        own = {member.receipt_id for member in members if member.person == one.who.id} & live.keys()
        ends = {live[receipt] for receipt in own or live}
        found.append(_remainder(book, one, max(ends, default=None), certain=len(ends) < 2 or bool(own)))
    return tuple(found)


def _live(known: Sequence[coverage_facts.Fact], day: dt.date) -> dict[int, dt.date]:
    """The receipts that cover anybody on a day, each with the first day after its cover."""
    there = [fact for fact in known if fact.starts_on <= day < fact.ends_before]
    heads: dict[int, int] = {}
    for fact in there:
        heads[fact.receipt_id] = heads.get(fact.receipt_id, 0) + fact.heads
    return {fact.receipt_id: fact.ends_before for fact in there if heads[fact.receipt_id] > 0}


def _remainder(book: law.Book, left: movements.Left, ends_before: dt.date | None, *, certain: bool) -> Remainder:
    first = values.Month.of(left.last_on).plus(1)
    last = values.Month.of(ends_before - dt.timedelta(days=1)) if ends_before else None
    months = (last.year - first.year) * 12 + last.number - first.number + 1 if last else 0
    if months < 1:
        return Remainder(left, None, 0, 0, book.version, certain)
    quote = law.quote(
        book, first=first, months=months, heads=1, sector="non_transport", public_money=True, village_money=False
    )
    return Remainder(left, first, months, quote.total, quote.book_version, certain)
