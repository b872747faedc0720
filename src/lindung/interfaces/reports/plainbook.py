"""A workbook of very many rows: one plain sheet and one that says what it is, written ten times as fast as a set one.

As safe as the others: what is text is written as text inside its cell, so nothing is taken for a formula or a link; a
number that Excel would not keep exactly becomes text. The title stands on the second sheet, because the first one
begins with its headings.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence

import rustpy_xlsxwriter

from lindung.interfaces.reports import sheets
from lindung.kernel import values

FROM = 20_000
"""Rows: below it the set workbook costs less than a second, and it prints better."""


def written(
    name: str, headings: Sequence[str], rows: Iterable[Sequence[sheets.Cell]], about: tuple[str, Sequence[str]]
) -> bytes:
    """``name`` of the sheet; ``about``: the name of the second one, and what it says, a line each."""
    keys = _apart(headings)
    records = (dict(zip(keys, map(_typed, row), strict=True)) for row in rows)
    target = io.BytesIO()
    told = [{about[0]: sheets.plain(line)} for line in about[1]]
    with rustpy_xlsxwriter.FastExcel(target) as book:
        book.format(bold_headers=True, datetime_format="dd-mm-yyyy").freeze(row=1)
        book.sheet(name, records).sheet(about[0], told)
    return target.getvalue()


def _apart(headings: Sequence[str]) -> list[str]:
    """Headings as the writer wants them, each another: of two alike the later gets a number."""
    found: list[str] = []
    for heading in map(sheets.plain, headings):
        said, count = heading, 2
        while said in found:
            said, count = f"{heading} {count}", count + 1
        found.append(said)
    return found


def _typed(cell: sheets.Cell) -> str | int | dt.date | None:
    if isinstance(cell, str):
        return sheets.plain(cell)
    if isinstance(cell, values.Month):
        return cell.first_day
    if isinstance(cell, dt.date):
        return cell if cell.year >= sheets.FIRST_YEAR else cell.isoformat()
    if isinstance(cell, int):
        return int(cell) if abs(cell) < sheets.EXACT else str(int(cell))
    return None
