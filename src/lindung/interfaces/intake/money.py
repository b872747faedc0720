"""The rows of budget and payment recaps: what each says of money. Reads; records nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lindung.interfaces.intake import cells, columns, problems, tables
from lindung.kernel import values
from lindung.registers.funding import facts as funding

_MOST_MONTHS = 120  # of one budget or payment; more is a number from another column
_MOST_HEADS = 10_000_000  # more people than live in any regency


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A village's line in a budget recap. ``blank``: nothing said of money; ``unreadable``: an amount that is none."""

    number: int
    cells: dict[str, Any]
    stage: funding.Stage
    fund: str
    heads: int | None
    months: int | None
    amount: int
    reference: str
    decided_on: dt.date | None
    blank: bool
    unreadable: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A line in a payment recap. ``missing``: headings of what could not be read and can't be inferred; ``transfer``:
    the bank's reference of the sum that paid it, perhaps with other lines; ``transfer_amount``: that sum, if said."""

    number: int
    cells: dict[str, Any]
    code: str
    group_number: str
    group_name: str
    paid_on: dt.date | None
    first_month: values.Month | None
    months: int | None
    heads: int | None
    amount: int | None
    reversal: bool
    reason: str
    not_made: str
    guessed: tuple[str, ...]
    bank: str = ""
    transfer: str = ""
    transfer_amount: int | None = None


def _said(row: tables.Row, *names: str) -> str:
    return " ".join(filter(None, (cells.text(row.cells.get(name)) for name in names)))


def _is_total(row: tables.Row) -> bool:
    said = [cells.text(cell).lower() for cell in row.cells.values() if cell is not None]
    texts = [one for one in said if not re.fullmatch(r"[\d.,\s]*", one)]
    shape = columns.words("row")
    return not said or any(shape["total"].search(one) for one in texts) or bool(shape["footer"].search(said[0]))


def _names_place(row: tables.Row) -> bool:
    return bool(_said(row, "village_code", "village", "group", "group_number"))


def budgets(table: tables.Table) -> Iterator[BudgetRow]:
    """The lines of a budget recap that speak of a village; a column of amended amounts makes a second line."""
    amendment = bool(_AMENDED_TITLE.search(" ".join(table.above).lower()))
    for row in table.rows:
        if _is_total(row) or not _names_place(row):
            continue
        read = budget(row)
        if amendment and read.stage == "perdes" and read.amount:
            read = dataclasses.replace(read, stage="perubahan")
        yield read
        amended = cells.whole(row.cells.get("amended_amount"))
        if amended is not None and amended >= 0:
            yield dataclasses.replace(
                read, stage="perubahan", amount=amended, heads=None, decided_on=None, blank=False, unreadable=""
            )


_AMENDED_TITLE = re.compile(
    r"\b(apb ?des\w*|anggaran) perubahan\b|^(?!.*\bdan perubahan\b).*\bperubahan (apb ?des\w*|anggaran)\b"
)


def budget(row: tables.Row) -> BudgetRow:
    """What one line says of a budget."""
    shape = columns.words("budget")
    amount = cells.whole(row.cells.get("amount"))
    written = cells.text(row.cells.get("amount"))
    heads, months = cells.leading_whole(row.cells.get("heads")), cells.leading_whole(row.cells.get("months"))
    fund, stage_said = _said(row, "fund"), _said(row, "stage", "note").lower()
    said = [
        one.lower() for one in (fund, written, _said(row, "note"), _said(row, "stage"), _said(row, "reference")) if one
    ]
    nothing = any(shape["nothing"].search(one) for one in said)
    blank = amount is None and not written and not nothing and not heads
    unreadable = written if amount is None and written and not shape["nothing"].search(written.lower()) else ""
    return BudgetRow(
        row.number,
        row.cells,
        _stage(row, stage_said, " ".join(said), amount or 0),
        "" if shape["nothing"].search(fund.lower()) else fund,
        heads if heads is not None and 0 <= heads <= _MOST_HEADS else None,
        months if months is not None and 0 <= months <= _MOST_MONTHS else None,
        max(amount or 0, 0),
        _said(row, "reference"),
        cells.day_of_money(row.cells.get("decided_on")),
        blank,
        unreadable,
    )


def _stage(row: tables.Row, said: str, everything: str, amount: int) -> funding.Stage:
    """Perdes where a recap says nothing else: a recap of APBDes lists what was decided.

    An amount beside «belum dianggarkan» or «ditolak» is a plan, whichever column says so; beside «usulan» or «rencana»
    it is one where no Perdes is named.
    """
    shape = columns.words("budget")
    planned = shape["planned"].search(everything) and not _said(row, "reference", "decided_on")
    if shape["rapbdes"].search(said) or (amount and (planned or shape["rapbdes"].search(everything))):
        return "rkpdes" if shape["rkpdes"].search(said) else "rapbdes"
    stages: tuple[funding.Stage, ...] = ("perubahan", "rkpdes", "evaluasi")
    return next((stage for stage in stages if shape[stage].search(said)), "perdes")


def payments(table: tables.Table, *, year: int) -> Iterator[PaymentRow]:
    """The lines of a payment recap; ``year`` is for months written without one."""
    for row in table.rows:
        named = _names_place(row) or row.cells.get("code") is not None
        if named and not _is_total(row) and _says_money(row):
            yield payment(row, year, dated_by_column="paid_on" in table.columns)


def _says_money(row: tables.Row) -> bool:
    """Not a village that is only listed: an amount, be it one that can't be read, or people with a day or a code."""
    amount = cells.whole(row.cells.get("amount"))
    unreadable = amount is None and re.search(r"[1-9]", _said(row, "amount"))
    dated = bool(_said(row, "paid_on", "code"))
    return bool(amount or unreadable or (dated and cells.leading_whole(row.cells.get("heads"))))


def payment(row: tables.Row, year: int, *, dated_by_column: bool) -> PaymentRow:
    """What one line says of a payment; ``year`` is for months written without one."""
    amount = cells.whole(row.cells.get("amount"))
    heads, months = cells.leading_whole(row.cells.get("heads")), cells.leading_whole(row.cells.get("months"))
    period = cells.months(row.cells.get("period"), year)
    closing = cells.months(row.cells.get("period_end"), year)
    first, last = period if period else (None, None)
    last = closing[0] if closing else last
    guessed: list[str] = []
    if months is None and first is not None and last is not None:
        months = (last.year - first.year) * 12 + last.number - first.number + 1
    paid_on = cells.day_of_money(row.cells.get("paid_on"))
    if first is None and paid_on is not None:
        first = values.Month.of(paid_on)
        guessed.append(problems.FROM_MONTH_PAID)
    note = _said(row, "note", "stage")
    reversal = (amount or 0) < 0 or bool(columns.words("payment")["reversal"].search(note.lower()))
    return PaymentRow(
        row.number,
        row.cells,
        cells.digits(row.cells.get("code")),
        _said(row, "group_number"),
        _said(row, "group"),
        paid_on,
        first,
        months if months is not None and 0 < months <= _MOST_MONTHS else None,
        abs(heads) if heads is not None and abs(heads) <= _MOST_HEADS else None,
        amount,
        reversal,
        note,
        "" if reversal else _not_made(row, note.lower(), undated=paid_on is None, dated_by_column=dated_by_column),
        tuple(guessed),
        _said(row, "bank"),
        _said(row, "transfer"),
        cells.whole(row.cells.get("transfer_amount")),
    )


def _not_made(row: tables.Row, note: str, *, undated: bool, dated_by_column: bool) -> str:
    """Why a line with an amount is a bill, not a payment: its status says so, or its day of payment is left empty."""
    shape = columns.words("payment")
    if shape["unpaid"].search(note) or (undated and shape["unsettled"].search(note)):
        return problems.SAYS_UNPAID.format(note=note)
    if dated_by_column and not re.search(r"\w", _said(row, "paid_on")):
        return problems.UNDATED_BILL
    return ""
