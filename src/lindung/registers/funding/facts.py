"""What crosses the door of funding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import ledger, values
from lindung.platform.journal import facts as journal_facts

Stage = Literal["rkpdes", "rapbdes", "evaluasi", "perdes", "perubahan"]
"""How far a village budget is: plan, draft, evaluated by the camat, decided (Perdes), amended."""

DECIDED: tuple[Stage, ...] = ("perdes", "perubahan")


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget fact to be recorded. Amount in rupiah for the year; 0 declares that nothing is budgeted."""

    region: str
    year: int
    stage: Stage
    fund: str
    heads: int | None
    months: int | None
    amount: int
    reference: str
    decided_on: dt.date | None
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt to be recorded. Amount in rupiah, above zero; ``months`` whole months from ``first_month``."""

    region: str
    code: str
    group_number: str
    group_name: str
    paid_on: dt.date
    first_month: values.Month
    months: int
    heads: int
    amount: int
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill that BPJS issued under a kode iuran. ``due_on``: the last day on which it can be paid; ``replaces``: the
    kode iuran that it was issued anew for; ``book_version``: the law by which its amount was weighed.
    """

    region: str
    code: str
    group_number: str
    group_name: str
    issued_on: dt.date
    due_on: dt.date | None
    first_month: values.Month
    months: int
    heads: int
    amount: int
    replaces: str
    book_version: str
    place: journal_facts.Place

    @property
    def asked(self) -> tuple[object, ...]:
        """What it asks for, whatever its group is called: a form does not say."""
        return (
            self.region, self.code, self.issued_on, self.due_on, self.first_month.first_day, self.months, self.heads,
            self.amount,
        )  # fmt: skip


BillState = Literal["open", "part", "paid", "over", "expired", "reissued"]


@dataclass(frozen=True, slots=True)
class KnownBill:
    """A bill as known, with the day on which another took its place where that is known too. ``acknowledged``: the
    numbers of BPJS's receipts."""

    bill_id: int
    region: str
    code: str
    group_name: str
    issued_on: dt.date
    due_on: dt.date | None
    first_month: values.Month
    months: int
    heads: int
    amount: int
    book_version: str
    replaced_on: dt.date | None
    names: int
    file: str
    sheet: str
    row: int
    acknowledged: tuple[str, ...] = ()

    def touches(self, year: int) -> bool:
        """Whether it asks for any month in ``year``."""
        return self.first_month.year <= year <= self.first_month.plus(self.months - 1).year

    def state(self, *, received: int, on: dt.date) -> BillState:
        """What became of it by a day on which so many rupiah had come in under its kode iuran."""
        if received:
            return "part" if received < self.amount else "paid" if received == self.amount else "over"
        if self.replaced_on is not None and self.replaced_on <= on:
            return "reissued"
        return "expired" if self.due_on is not None and on > self.due_on else "open"


@dataclass(frozen=True, slots=True)
class Reversal:
    """A receipt taken back on a day: found by its kode iuran, or by village, period, heads and amount."""

    region: str
    code: str
    reversed_on: dt.date
    first_month: values.Month | None
    months: int | None
    heads: int | None
    amount: int
    reason: str
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class KnownBudget:
    """A budget fact as known: when it came in, and where it stands."""

    region: str
    stage: Stage
    fund: str
    heads: int | None
    months: int | None
    amount: int
    reference: str
    decided_on: dt.date | None
    batch: str
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class KnownReceipt:
    """A receipt as known, with the day of its reversal where that is known too."""

    receipt_id: int
    region: str
    code: str
    group_name: str
    paid_on: dt.date
    first_month: values.Month
    months: int
    heads: int
    amount: int
    reversed_on: dt.date | None
    file: str
    sheet: str
    row: int
    group_number: str = ""

    def stands_on(self, day: dt.date) -> bool:
        """Dated on or before ``day`` and not reversed by then."""
        return self.paid_on <= day and (self.reversed_on is None or self.reversed_on > day)

    def touches(self, year: int) -> bool:
        """Whether any paid month lies in ``year``."""
        return self.first_month.year <= year <= self.first_month.plus(self.months - 1).year

    def weighed(self, day: dt.date) -> ledger.Payment:
        """As the ledger weighs it on ``day``: what is taken back later still stands."""
        reversed_on = None if self.stands_on(day) else self.reversed_on
        amount = values.Rupiah(self.amount)
        return ledger.Payment(
            self.receipt_id, self.region, self.paid_on, self.first_month, self.months, self.heads, amount, reversed_on
        )


@dataclass(frozen=True, slots=True)
class Coded:
    """A receipt of a kode iuran: whose, and from which day on its cover may begin."""

    receipt_id: int
    region: str
    paid_on: dt.date
    first_month_on: dt.date

    @property
    def begins_on(self) -> dt.date:
        """The later of receipt day and period start."""
        return max(self.paid_on, self.first_month_on)
