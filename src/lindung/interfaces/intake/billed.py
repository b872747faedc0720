"""The bills that BPJS sends as a sheet: a row for each kode iuran, or a row for each person behind it. Records nothing.

What is said of a kode iuran is what its first row with an amount says; rows that name only people are its list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lindung.interfaces.intake import answers, cells, layouts, problems, rosters, tables
from lindung.kernel import language, values
from lindung.registers.workers import facts as workers

_MOST_MONTHS, _MOST_HEADS = 120, 10_000_000


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A person on the list behind a kode iuran, before it is paid."""

    number: int
    nik: values.Nik
    person: workers.Claimed | None
    name: str


@dataclass(frozen=True, slots=True)
class BillRow:
    """A kode iuran as a sheet states it, with whoever the sheet names behind it. ``issued_on`` None: not said."""

    number: int
    cells: dict[str, Any]
    code: str
    group_number: str
    group_name: str
    issued_on: dt.date | None
    due_on: dt.date | None
    first_month: values.Month
    months: int
    heads: int
    amount: int
    receipt: str
    replaces: str
    named: tuple[NamedRow, ...]


@dataclass(slots=True)
class _Sheet:
    """The rows of one kode iuran."""

    rows: list[tables.Row] = field(default_factory=list)
    named: list[NamedRow] = field(default_factory=list)


def bills(
    table: tables.Table, layout: layouts.Layout, *, year: int, on: dt.date, note: answers.Note
) -> Iterator[BillRow]:
    """The bills of a table; ``year`` is for months written without one."""
    for code, sheet in _by_code(table, layout, on, note).items():
        row = next((one for one in sheet.rows if cells.whole(one.cells.get("amount"))), sheet.rows[0])
        yield from _bill(code, row, sheet, layout, year, note)


def _by_code(table: tables.Table, layout: layouts.Layout, on: dt.date, note: answers.Note) -> dict[str, _Sheet]:
    above = layouts.code_above(table.above)
    sheets: dict[str, _Sheet] = {}
    last = above
    niks = [row.cells.get("nik") for row in table.rows if cells.text(row.cells.get("nik"))]
    damage = rosters.damaged(niks) if niks else None
    if damage:
        number = next(row.number for row in table.rows if cells.text(row.cells.get("nik")))
        note(number, "nik_damaged_by_excel", table.headings["nik"], zeros=damage[0], count=damage[1])
    for row in table.rows:
        nik, said = cells.digits(row.cells.get("nik")), cells.digits(row.cells.get("code"))
        code = said if any(sign.isdigit() for sign in said) else ""
        if not code and not (nik and last):
            continue
        last = code or last
        sheet = sheets.setdefault(last, _Sheet())
        sheet.rows.append(row)
        if nik and not damage:
            sheet.named += _named(table, layout, row, nik, on, note)
    return sheets


def _named(
    table: tables.Table, layout: layouts.Layout, row: tables.Row, nik: str, on: dt.date, note: answers.Note
) -> Iterator[NamedRow]:
    faults = rosters.nik_faults(table, nik, on)
    for fault in faults:
        note(row.number, fault.kind, fault.column, message=fault.message)
    if not faults:
        known = values.Nik(nik)
        yield NamedRow(row.number, known, answers.person(layout, row, known, on), answers.name(row))


def _bill(
    code: str, row: tables.Row, sheet: _Sheet, layout: layouts.Layout, year: int, note: answers.Note
) -> Iterator[BillRow]:
    """The bill, or a note about what it does not say."""
    amount = cells.whole(row.cells.get("amount"))
    period, closing = (cells.months(row.cells.get(name), year) for name in ("period", "period_end"))
    first = period[0] if period else None
    last = closing[0] if closing else period[1] if period else None
    months = cells.leading_whole(row.cells.get("months"))
    if months is None and first is not None:
        months = (last.year - first.year) * 12 + last.number - first.number + 1 if last else None
    heads = cells.leading_whole(row.cells.get("heads")) or len({one.nik for one in sheet.named}) or None
    said = {
        problems.AMOUNT: amount is not None and amount > 0,
        problems.FIRST_MONTH: first is not None,
        problems.MONTHS: months is not None and 0 < months <= _MOST_MONTHS,
        problems.HEADS: heads is not None and 0 < heads <= _MOST_HEADS,
    }
    unread = [name for name, there in said.items() if not there]
    if unread or amount is None or first is None or months is None or heads is None:
        note(row.number, "bill_incomplete", "", code=code, missing=language.listed(unread))
        return
    group_number, group_name, receipt = (
        cells.without_nik(cells.text(row.cells.get(name))) for name in ("group_number", "group", "receipt")
    )
    yield BillRow(
        row.number, row.cells, code, group_number, group_name, layout.day(row.cells.get("issued_on")),
        layout.day(row.cells.get("due_on")), first, months, heads, amount, receipt,
        cells.digits(row.cells.get("replaces")), tuple(sheet.named),
    )  # fmt: skip
