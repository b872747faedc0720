"""Who may have a card on a day, of which days of cover, and who of them has one that says so."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from lindung.kernel import law, values
from lindung.monitoring import cases, cover, facts, judging, persons
from lindung.registers.claims.cards import facts as cards
from lindung.registers.claims.cards import queries as card_queries
from lindung.registers.coverage import facts as coverage

PROVEN: tuple[cover.State, ...] = ("confirmed", "presumed")
"""Whoever is covered by name. Of heads that nobody can name, nobody gets a card."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """A worker who is covered by name on a day: from when until before when without a break, and on what ground.

    ``expires_on``: the first day after the grace; ``membership``: the BPJS number, where BPJS has told it.
    """

    person: uuid.UUID
    name: str
    starts_on: dt.date
    ends_before: dt.date
    expires_on: dt.date
    confirmed: bool
    full_from: dt.date | None
    membership: str

    def told_by(self, card: cards.Issued | None) -> bool:
        """Whether that card says what is so: none is missing, and none was made of fewer days."""
        return card is not None and (card.starts_on, card.ends_before) == (self.starts_on, self.ends_before)


@dataclass(frozen=True, slots=True)
class Holding:
    """A name that counts on a village's list, how far its card has come, and the card that was issued and holds."""

    holder: cases.Holder
    issued: cards.Issued | None

    def holds(self, on: dt.date) -> bool:
        """Whether a card of ours is out that is good on a day."""
        return self.issued is not None and on < self.issued.ends_before


def holdings(day: facts.RegencyDay, village: str) -> tuple[Holding, ...]:
    """Every name that counts on a village's list with its card, who has none first."""
    held = card_queries.in_hand(village, known_at=day.known_at)
    found = [Holding(one, held.get(one.name.row.person.id)) for one in cases.holders(day, village)]
    return tuple(sorted(found, key=lambda one: one.holds(day.on)))


def entitled(day: facts.RegencyDay, village: str) -> tuple[Entitled, ...]:
    """Everybody on a village's list who is covered by name on the day, by name."""
    names = [one for one in persons.roster(day, village).names if one.counts]
    traced = persons.traces_of([one.row.person.id for one in names], known_at=day.known_at)
    judged = judging.OfDay(day)
    found = (_entitled(judged, one) for one in traced.values())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.name.casefold(), one.person)))


def _entitled(judged: judging.OfDay, traced: persons.Traces) -> Entitled | None:
    """None where they are not covered by name on the day."""
    year, on, book = persons.year(judged, traced), judged.on, judged.book
    now = year.on(on)
    if now is None or now.state not in PROVEN:
        return None
    starts_on, ends_before = _run(year, on)
    since = year.member_since(on, book=book)
    return Entitled(
        person=traced.who.id,
        name=traced.who.name,
        starts_on=starts_on,
        ends_before=ends_before,
        expires_on=law.grace_ends_before(book, cover_ends_before=ends_before),
        confirmed=now.state == "confirmed",
        full_from=law.full_benefit_from(book, programme="JKM", member_since=since) if since else None,
        membership=_number(traced.memberships),
    )


def _run(year: persons.PersonYear, on: dt.date) -> tuple[dt.date, dt.date]:
    """The days without a break around a day on which the person is covered by name.

    What BPJS confirmed runs on into the next year as far as its receipts are paid; a presumption ends with the year's
    list, on which it stands.
    """
    runs: list[list[persons.PersonDays]] = []
    for one in year.days:
        joined = runs and runs[-1][-1].span.ends_before == one.span.starts_on and runs[-1][-1].state in PROVEN
        if joined and one.state in PROVEN:
            runs[-1].append(one)
        else:
            runs.append([one])
    run = next(found for found in runs if any(on in one.span for one in found))
    first, last = run[0].span.starts_on or on, run[-1]
    end = last.span.ends_before or on
    if last.state == "confirmed" and (end.month, end.day) == (1, 1):
        paid = [values.Span.of_months(one.first_month, one.months).ends_before for one in last.receipts]
        end = max([end, *(one for one in paid if one)])
    return first, end


def _number(memberships: tuple[coverage.Membership, ...]) -> str:
    told = sorted(((one.received_on, one.membership) for one in memberships if one.membership), key=lambda one: one[0])
    return told[-1][1] if told else ""
