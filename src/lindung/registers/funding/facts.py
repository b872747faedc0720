"""What crosses the door of funding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import values
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
