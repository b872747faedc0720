"""How a person stood on the day of an event, who has no card yet, and which cases wait too long."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from lindung.kernel import law
from lindung.monitoring import facts, persons
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import facts as claims
from lindung.registers.claims import queries as claim_queries


@dataclass(frozen=True, slots=True)
class Holder:
    """A name that counts on a village's list, and how far its card has come; None where nothing was told of any."""

    name: persons.ListedName
    card: claims.Card | None

    @property
    def reached(self) -> bool:
        return self.card is not None and self.card.reached


@dataclass(frozen=True, slots=True)
class Overdue:
    """A case that has been open for longer than the book lets it be without a finding."""

    case: claims.Case
    days: int
    limit: int


def standing(day: facts.RegencyDay, person: uuid.UUID) -> claims.Standing:
    """How a person stood on the day that was asked about, and the receipts that show it."""
    found = persons.person(day, person)
    told = found.on(day.on) if found else None
    if found is None or told is None:
        return claims.Standing("none")
    receipts = tuple(one.receipt_id for one in told.receipts)
    return claims.Standing(told.state, receipts, found.member_since(day.on, book=rulebook.book(day.code, day.known_at)))


def holders(day: facts.RegencyDay, village: str) -> tuple[Holder, ...]:
    """Every name that counts on a village's list, with its card; who has none in hand comes first."""
    cards = claim_queries.cards(village, on=day.on, known_at=day.known_at)
    names = [one for one in persons.roster(day, village).names if one.counts]
    found = [Holder(one, cards.get(one.row.person.id)) for one in names]
    return tuple(sorted(found, key=lambda one: one.reached))


def overdue(cases: Iterable[claims.Case], *, on: dt.date) -> tuple[Overdue, ...]:
    """The open cases that have waited for more days than the book says, the longest first."""
    limit = law.in_force(rulebook.book().claim_open_days, on=on, what="lama kasus terbuka").value
    late = [Overdue(one, one.days_open(on), limit) for one in cases if one.closed_on is None]
    return tuple(sorted((one for one in late if one.days > limit), key=lambda one: -one.days))
