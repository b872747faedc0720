"""Which fund may pay for whom in which year, and the programme's defaults where a regency set none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from lindung.kernel.law import entries


@dataclass(frozen=True, slots=True)
class FundVerdict:
    """Whether a fund may pay; ``source`` is None where the book has nothing. Unknown asks for a letter."""

    status: entries.FundStatus
    basis: entries.Basis
    source: str | None
    confidence: entries.Confidence
    note: str = ""


def fund_verdict(book: entries.Book, *, fund: str, category: entries.Category, year: int) -> FundVerdict:
    """May this fund pay for persons of this category in this budget year?

    Where the book is silent the verdict is unknown, never a guess, and never an error.
    """
    day = dt.date(year, 1, 1)
    for entry in book.fund_rule:
        rule = entry.value
        if rule.fund == fund and rule.category == category and day in entry.span:
            return FundVerdict(rule.status, rule.basis, entry.source, entry.confidence, entry.note)
    return FundVerdict("unknown", "none", None, "none")


def fund(book: entries.Book, *, code: str, on: dt.date) -> entries.Dated[entries.Fund]:
    """A fund by its code, and with it whose money it is. Raises NoRule for a code the book doesn't know on that day."""
    return entries.in_force((e for e in book.fund if e.value.code == code), on=on, what=f"sumber dana «{code}»")


def wadah(book: entries.Book, *, code: str, on: dt.date) -> entries.Dated[entries.Wadah]:
    """A BPJS group type by its code, the first letters of an NPP. Raises NoRule."""
    return entries.in_force((e for e in book.wadah if e.value.code == code), on=on, what=f"kode wadah «{code}»")


def quota(book: entries.Book, *, year: int) -> entries.Dated[int]:
    """Persons per village for a year without a target of its own; a minimum, as it stands on the year's last day.

    Raises NoRule for a year before any instruction.
    """
    return entries.in_force(book.quota, on=dt.date(year, 12, 31), what="kuota")


def milestones(book: entries.Book, *, year: int) -> tuple[tuple[dt.date, Fraction], ...]:
    """(day, share of the quota paid for by then) in a programme year, in order; without those not yet in force."""
    days = ((dt.date(year, e.value.month, e.value.day), e) for e in book.milestone)
    return tuple(sorted((day, entry.value.share) for day, entry in days if day in entry.span))


def budget_due(book: entries.Book, *, year: int) -> dt.date:
    """The last day on which a village's budget for ``year`` is still in time. Raises NoRule."""
    due = entries.in_force(book.budget_due, on=dt.date(year, 1, 1), what="batas Perdes APBDes").value
    return dt.date(year - due.years_before, due.month, due.day)


def report_due(book: entries.Book, *, quarter_ended: dt.date) -> tuple[dt.date, entries.Dated[int]]:
    """The last day on which a quarter's report is still in time, and what says so. Raises NoRule."""
    entry = entries.in_force(book.report_due_days, on=quarter_ended, what="batas laporan triwulan")
    return quarter_ended + dt.timedelta(days=entry.value), entry


def full_weight(book: entries.Book, *, on: dt.date) -> entries.Dated[int]:
    """From how many paid months on a person counts whole in the figure by which BPJS measures its branches. Raises
    NoRule."""
    return entries.in_force(book.kpi_full_weight_months, on=on, what="bobot penuh menurut BPJS")


def checklist(book: entries.Book, *, payer: str, stage: str, year: int) -> tuple[tuple[str, str], ...]:
    """The documents (kind, name) that a stage of that year's budget asks for; none where the book asks for none."""
    day = dt.date(year, 1, 1)
    for entry in book.checklist:
        if (entry.value.payer, entry.value.stage) == (payer, stage) and day in entry.span:
            return entry.value.needs
    return ()
