"""Sheets of a workbook that look alike and cannot run: text is typed as text, numbers as numbers, days as days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter import format as xlsx_format
from xlsxwriter import worksheet as xlsx_worksheet

from lindung.kernel import values

Cell = str | int | dt.date | values.Month | None
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LONGEST = 32_767  # characters that Excel keeps in a cell
_IN_A_MARGIN = 230  # Excel takes 255 signs, our own codes among them
EXACT = 10**15  # Excel keeps fifteen digits of a number; what is longer is written as text
FIRST_YEAR = 1901  # Excel's calendar begins in 1900, with a leap day that never was
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Money(int):
    """Rupiah, shown as Rp1.234.567 where Excel's own language is Indonesian."""


def plain(text: str) -> str:
    """Text without what no cell can hold: control characters, halves of characters, what is longer than a cell."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _NO_TEXT.sub("", text)
    return text if len(text) * 2 <= _LONGEST else _fitting(text)


def _fitting(text: str) -> str:
    kept = cut(text, _LONGEST)
    return text if kept == text else cut(text, _LONGEST - 1) + "…"


def cut(text: str, longest: int) -> str:
    """At most so many characters as Excel counts them: one beyond the basic plane is two."""
    return text.encode("utf-16-le")[: longest * 2].decode("utf-16-le", "ignore")


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose copy a file is: ``number``; ``line``, who took it for which office, when and by which choice; ``facts`` the
    same and what else is to be said of it, a name and a text each."""

    number: str
    line: str
    sheet: str
    facts: tuple[tuple[str, str], ...]


class Sheets:
    """A title, lines that say of which day and from what, a frozen heading with a filter, columns as wide as text."""

    def __init__(self, book: xlsxwriter.Workbook, title: str, *said: str, mark: Mark | None = None) -> None:
        self._book, self._title, self._mark = book, title, mark
        self._said = (*said, mark.line) if mark else said
        self._bold = book.add_format({"bold": True, "font_size": 13})
        self._mute = book.add_format({"font_color": "#526171"})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#0b4a6f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
        )
        self._text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._whole = book.add_format({"num_format": "#,##0", "valign": "top"})
        self._money = book.add_format({"num_format": '"Rp"#,##0', "valign": "top"})
        self._day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"})
        self._month = book.add_format({"num_format": "mmm yyyy", "valign": "top", "align": "left"})

    def add(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, plain(self._title), self._bold)
        for number, line in enumerate(self._said, 1):
            sheet.write_string(number, 0, plain(line), self._mute)
        top = len(self._said) + 2
        for column, heading in enumerate(headings):
            sheet.write_string(top, column, plain(heading), self._head)
        for number, row in enumerate(rows, top + 1):
            for column, cell in enumerate(row):
                self._write(sheet, number, column, cell)
        for column, heading in enumerate(headings):
            longest = max([len(heading), *(len(_shown(row[column])) for row in rows[:400])])
            sheet.set_column(column, column, min(max(longest + 2, 9), 60))
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, max(top + len(rows), top + 1), len(headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        self._sign(sheet)

    def add_mark(self) -> None:
        """A sheet of its own that says whose copy this is."""
        if self._mark is None:
            return
        sheet = self._book.add_worksheet(self._mark.sheet)
        for row, (name, said) in enumerate(self._mark.facts):
            sheet.write_string(row, 0, plain(name), self._bold)
            sheet.write_string(row, 1, plain(said), self._text)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        self._sign(sheet)

    def _sign(self, sheet: xlsx_worksheet.Worksheet) -> None:
        """On every printed page, above and below."""
        if self._mark is not None:
            said = _margin(self._mark.line)
            sheet.set_header(f"&L&8{said}")
            sheet.set_footer(f"&L&8{said}&R&8&P/&N")

    def _write(self, sheet: xlsx_worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
        value, style = self._typed(cell)
        if isinstance(value, int):
            sheet.write_number(row, column, value, style)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, style)
        elif value:
            sheet.write_string(row, column, value, style)

    def _typed(self, cell: Cell) -> tuple[Any, xlsx_format.Format]:
        """What is written for a cell, and how it looks; what Excel would not keep exactly becomes text."""
        if isinstance(cell, values.Month):
            return cell.first_day, self._month
        if isinstance(cell, dt.date):
            return (cell, self._day) if cell.year >= FIRST_YEAR else (cell.isoformat(), self._text)
        if isinstance(cell, int):
            style = self._money if isinstance(cell, Money) else self._whole
            return (cell, style) if abs(cell) < EXACT else (str(int(cell)), self._text)
        return plain(cell or ""), self._text


def _margin(line: str) -> str:
    """A line as a margin holds it, where «&» begins a code; after the size of its letters a figure would be read as
    part of that."""
    said = " " + plain(line).replace("\n", " ")
    while len(said.encode("utf-16-le")) // 2 + said.count("&") > _IN_A_MARGIN:
        said = said[:-1]
    return said.replace("&", "&&")


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)
