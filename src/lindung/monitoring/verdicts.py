"""Was this person covered on that day, paid by whom, on what evidence?

The chain: receipt → the worker-month that is the person's → the law that made its rate → the row that names them. What
is known later never changes what was known; what is not certain is said to be so.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import law, ledger, values
from lindung.monitoring import cover, facts, judging, offers, persons
from lindung.platform.access import scope
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding
from lindung.registers.workers import facts as workers

Answer = Literal["covered", "undetermined", "grace", "not_covered"]
"""``undetermined``: heads of the village are covered and nobody knows which, so nobody is told that they are."""
Share = Literal["person", "village", "elsewhere"]
"""Whose the month of a receipt is: the person's own; the village's, where BPJS named nobody yet or others; or the
person's by another receipt, which had it first."""


@dataclass(frozen=True, slots=True)
class Link:
    """One receipt that the answer rests on. ``each``: rupiah for the person for the month of the day asked about.

    ``law``: where the rate stands; ``named``: the row that names the person to BPJS, or on the village's list;
    ``holder``: who paid for the month before, for who may know it.
    """

    receipt: funding_facts.KnownReceipt
    month: values.Month
    share: Share
    each: values.Rupiah
    rate: law.Explanation | None
    book_version: str
    law: tuple[str, ...]
    named: coverage_facts.Membership | enrolment_facts.Row | None
    holder: facts.Payer | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``villages``: every one that listed the person or paid for them. ``known_since``: the day since which all that it
    rests on is known; ``full_from``: the day from which JKM is paid in full."""

    who: workers.Identity
    on: dt.date
    known_at: dt.date
    answer: Answer
    state: cover.State
    village: str | None
    villages: frozenset[str]
    until: dt.date | None
    known_since: dt.date | None
    spell: ledger.Spell | None
    full_from: dt.date | None
    links: tuple[Link, ...]


def of_person(person_id: uuid.UUID, *, on: dt.date, known_at: dt.date) -> list[Verdict]:
    """The verdict of each regency that listed the person, paid for them or was answered about them, as far as may be
    read.

    No regency is judged for it: what is read is what the indexes give for one person, and one village's names where the
    answer is a presumption. It is the same as ``verdict`` of the regency's day.
    """
    traced = persons.traces(person_id, known_at=known_at)
    if traced is None:
        return []
    codes = {values.RegionCode(one.region).at(2) for one in (*traced.rows, *traced.memberships, *traced.answers)}
    judgements = (judging.Alone(code, on.year, on, known_at, traced.one_with) for code in sorted(codes))
    return [_verdict(judged, persons.year(judged, traced)) for judged in judgements]


def verdict(day: facts.RegencyDay, person_id: uuid.UUID) -> Verdict | None:
    """The verdict for the day, as of what was known; None for whoever nobody ever listed, as far as may be read."""
    found = persons.person(day, person_id)
    return _verdict(judging.OfDay(day), found) if found else None


def _verdict(judged: judging.Judgement, found: persons.PersonYear) -> Verdict:
    now = found.on(judged.on)
    state = now.state if now else "none"
    spell = ledger.spell_on(found.spells, judged.on, book=judged.book)
    return Verdict(
        who=found.who,
        on=judged.on,
        known_at=judged.known_at,
        answer=_ANSWERS.get(state, "not_covered"),
        state=state,
        village=found.counts_in or _last_village(found),
        villages=frozenset([*(one.row.region for one in found.rows), *(one.region for one in found.memberships)]),
        until=now.span.ends_before if now else None,
        known_since=now.known_since if now else None,
        spell=spell,
        full_from=_full_from(judged.book, spell),
        links=tuple(_links(judged, found, now.receipts if now else ())),
    )


_ANSWERS: dict[cover.State, Answer] = {
    "confirmed": "covered", "presumed": "covered", "undetermined": "undetermined", "grace": "grace",
}  # fmt: skip


def _last_village(found: persons.PersonYear) -> str | None:
    return next((one.region for one in reversed(found.memberships)), None)


def _full_from(book: law.Book, spell: ledger.Spell | None) -> dt.date | None:
    if spell is None:
        return None
    return law.full_benefit_from(book, programme="JKM", member_since=spell.starts_on)


def _links(
    judged: judging.Judgement, found: persons.PersonYear, receipts: Sequence[funding_facts.KnownReceipt]
) -> Iterable[Link]:
    if not receipts:
        return
    book, held = judged.book, _held(judged, found)
    turned = {(one.here.receipt_id, month): one for one in judged.doubled(found.who.id) for month in one.months}
    for one in receipts:
        span = values.Span.of_months(one.first_month, one.months)
        last = one.first_month.plus(one.months - 1)
        month = values.Month.of(judged.on) if judged.on in span else last
        rate, rates = law.paid_rates(
            book, amount=values.Rupiah(one.amount), heads=one.heads, first=one.first_month, months=one.months
        )
        owner = held.get((found.who.id, coverage.BASE, month.first_day))
        double = turned.get((one.receipt_id, month))
        share: Share = "village" if owner is None else "person" if owner == one.receipt_id else "elsewhere"
        again = double is not None and double.there is not None and double.there.receipt_id == one.receipt_id
        if double is not None and not again:  # whose it is instead may lie out of scope
            share = "elsewhere"
        at = (month.year - one.first_month.year) * 12 + month.number - one.first_month.number
        yield Link(
            one, month, share, rates[at], rate, book.version, law.rate_sources(book, month=month, rate=rate),
            _named(found, one), double.there if double and not again else None,
        )  # fmt: skip


def _held(judged: judging.Judgement, found: persons.PersonYear) -> dict[coverage.Held, int]:
    """The person's months and whose each is. Where the person was merged with another since, or split from one, by what
    was known on the day: the table knows of today only."""
    if not found.one_with.later:
        return coverage.funded_months([found.who.id], who=found.one_with)
    with scope.everything("satu bulan seorang pekerja dibayar satu kali, di mana pun ia didaftarkan"):
        known = funding.receipts_of({one.receipt_id for one in found.memberships}, known_at=judged.known_at)
        offered = offers.beside(known, on=judged.on, known_at=judged.known_at)
        return {(one.person, coverage.BASE, one.month.first_day): one.payment for one in offered.claims()}


def _named(
    found: persons.PersonYear, receipt: funding_facts.KnownReceipt
) -> coverage_facts.Membership | enrolment_facts.Row | None:
    by_bpjs: Sequence[coverage_facts.Membership] = [
        one for one in found.memberships if one.receipt_id == receipt.receipt_id
    ]
    if by_bpjs:
        return by_bpjs[0]
    return next((one.row for one in found.rows if one.in_force and one.row.region == receipt.region), None)
