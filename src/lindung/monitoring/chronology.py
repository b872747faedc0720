"""A village's payments month by month: which months nobody paid in time, what came for them later, and what BPJS was
asked about it («koreksi iuran lanjutan»). What the dossier for the branch is written from."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lindung.kernel import values
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import queries as coverage
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding


@dataclass(frozen=True, slots=True)
class MonthTold:
    """A month: heads paid for before it was over; heads paid for afterwards, and when the first of that came."""

    month: values.Month
    in_time: int
    late: int
    late_since: dt.date | None

    @property
    def unpaid(self) -> bool:
        return not self.in_time and not self.late


@dataclass(frozen=True, slots=True)
class LatePayment:
    """A receipt that pays months that were over when it came, with all that BPJS was asked about it, and answered."""

    receipt: funding_facts.KnownReceipt
    late_months: tuple[values.Month, ...]
    asked: tuple[coverage_facts.KnownCorrection, ...]

    @property
    def joined(self) -> bool:
        """Whether BPJS agreed that the old membership goes on."""
        return any(one.approved for one in self.asked)


@dataclass(frozen=True, slots=True)
class Chronology:
    """What happened to a village's contributions from its first paid month to a day."""

    village: str
    months: tuple[MonthTold, ...]
    payments: tuple[funding_facts.KnownReceipt, ...]
    late: tuple[LatePayment, ...]

    @property
    def gaps(self) -> tuple[values.Month, ...]:
        """The months that nobody had paid for when they were over."""
        return tuple(one.month for one in self.months if not one.in_time)


def of_village(village: str, *, on: dt.date, known_at: dt.date) -> Chronology:
    """A village's chronology up to the last month that is over on ``on``; money that was taken back by then paid none.

    Questions to BPJS and its answers are those recorded by ``known_at``.
    """
    told = [one for one in funding.receipts(village, known_at=known_at) if one.region == village and one.paid_on <= on]
    standing = [one for one in told if one.stands_on(on)]
    asked: dict[int, list[coverage_facts.KnownCorrection]] = {}
    for one in coverage.corrections(village):
        if one.asked_at.date() <= known_at:
            asked.setdefault(one.receipt_id, []).append(_as_known(one, known_at))
    late = tuple(
        LatePayment(one, months, tuple(asked.get(one.receipt_id, ())))
        for one in standing
        if (months := late_months(one))
    )
    return Chronology(village, tuple(_months(standing, on)), tuple(told), late)


def _as_known(one: coverage_facts.KnownCorrection, known_at: dt.date) -> coverage_facts.KnownCorrection:
    """Without an answer that was recorded later."""
    if one.decided_at is None or one.decided_at.date() <= known_at:
        return one
    return dataclasses.replace(one, approved=None, answer=None, decided_by=None, decided_at=None)


def late_months(one: funding_facts.KnownReceipt) -> tuple[values.Month, ...]:
    """The months of a receipt that were over when it came."""
    return tuple(month for month in one.first_month.until(one.months) if month.plus(1).first_day <= one.paid_on)


def _months(receipts: Iterable[funding_facts.KnownReceipt], on: dt.date) -> Iterator[MonthTold]:
    in_time: dict[values.Month, int] = {}
    late: dict[values.Month, tuple[int, dt.date]] = {}
    for one in receipts:
        behind = set(late_months(one))
        for month in one.first_month.until(one.months):
            if month in behind:
                heads, since = late.get(month, (0, one.paid_on))
                late[month] = heads + one.heads, min(since, one.paid_on)
            else:
                in_time[month] = in_time.get(month, 0) + one.heads
    known = in_time.keys() | late.keys()
    if not known:
        return
    month = min(known, key=lambda one: one.first_day)
    while month.plus(1).first_day <= on:
        heads, since = late.get(month, (0, None))
        yield MonthTold(month, in_time.get(month, 0), heads, since)
        month = month.plus(1)
