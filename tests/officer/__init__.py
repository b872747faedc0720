"""Folders as a regency's officer holds them, made for tests, and what is true about them.

``people``  invents persons, sound ones and ones with a mistake, and knows how a roster writes them.
``folder``  ``OfficerFolder``: say what happened (budgets, payments, rosters), then ``write`` the files.
``truth``   works out every figure from what was said: never from the files, never with the product's code.
``random``  draws a whole messy folder for any regency and year, with its truth.

Here: a sheet, and how it becomes a file of each format.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import pathlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import xlsxwriter
import xlwt
from odf import opendocument, table, text

Cell = str | int | dt.date | None
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""

CSV_FORMATS = {
    "csv;": (";", "utf-8"),
    "csv,": (",", "utf-8"),
    "csvtab": ("\t", "utf-8"),
    "csvbom": (";", "utf-8-sig"),
    "cp1252;": (";", "cp1252"),
    "cp1252,": (",", "cp1252"),
}
FORMATS = ("xlsx", "xls", "ods", *CSV_FORMATS)


@dataclass(slots=True)
class Sheet:
    """``at``: the row number that Excel shows, of each line of the table's body."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    def title(self, words: str, width: int = 7) -> None:
        """A title row, merged over the table, and an empty row."""
        self.merges.append((len(self.rows), 0, len(self.rows), width - 1))
        self.rows += [[words], []]

    def header(self, labels: Sequence[str]) -> None:
        """One row; two with merged cells where a label is ``GROUP|NAME``."""
        if not any("|" in label for label in labels):
            self.rows.append(list(labels))
            return
        top, at = len(self.rows), 0
        upper: list[Cell] = [None] * len(labels)
        for (group, paired), members in itertools.groupby(labels, lambda label: (label.split("|")[0], "|" in label)):
            width = len(list(members))
            upper[at] = group
            if width > 1 or not paired:
                self.merges.append((top, at, top if paired else top + 1, at + width - 1))
            at += width
        self.rows += [upper, [label.split("|")[1] if "|" in label else None for label in labels]]

    def body(self, lines: Iterable[Sequence[Cell]]) -> None:
        for line in lines:
            self.rows.append(list(line))
            self.at.append(len(self.rows))


def extension(format: str) -> str:
    return "csv" if format in CSV_FORMATS else format


def write(path: pathlib.Path, format: str, sheets: Sequence[Sheet]) -> None:
    """Write a workbook of the given format, one of FORMATS. CSV holds one sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if format in CSV_FORMATS:
        (sheet,) = sheets
        _write_csv(path, sheet, *CSV_FORMATS[format])
    else:
        {"xlsx": _write_xlsx, "xls": _write_xls, "ods": _write_ods}[format](path, sheets)


def _write_csv(path: pathlib.Path, sheet: Sheet, delimiter: str, encoding: str) -> None:
    width = max(len(row) for row in sheet.rows)
    with path.open("w", encoding=encoding, newline="") as file:
        lines = csv.writer(file, delimiter=delimiter)
        for row in sheet.rows:
            cells = [f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell for cell in row]
            lines.writerow(cells + [None] * (width - len(cells)))


def _write_xlsx(path: pathlib.Path, sheets: Sequence[Sheet]) -> None:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": dt.datetime(2023, 4, 1, tzinfo=dt.UTC)})  # the same list is the same file
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for merge in sheet.merges:
                page.merge_range(*merge, "")
            for index, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(index, column, cell)
                    elif cell is not None:
                        page.write(index, column, cell, day if isinstance(cell, dt.date) else None)


def _write_xls(path: pathlib.Path, sheets: Sequence[Sheet]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    day, plain = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for top, left, bottom, right in sheet.merges:
            page.merge(top, bottom, left, right)
        for index, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(index, column, cell, day if isinstance(cell, dt.date) else plain)
    book.save(str(path))


def _write_ods(path: pathlib.Path, sheets: Sequence[Sheet]) -> None:
    book = opendocument.OpenDocumentSpreadsheet()
    for sheet in sheets:
        page = table.Table(name=sheet.name)
        spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
        covered = {
            (row, column)
            for top, left, bottom, right in sheet.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - set(spans)
        width = max(len(row) for row in sheet.rows)
        for index, row in enumerate(sheet.rows):
            line = table.TableRow()
            for column, cell in enumerate(row + [None] * (width - len(row))):
                if (index, column) in covered:
                    line.addElement(table.CoveredTableCell())
                else:
                    line.addElement(_ods_cell(cell, spans.get((index, column))))
            page.addElement(line)
        book.spreadsheet.addElement(page)
    book.save(str(path))


def _ods_cell(cell: Cell, span: tuple[int, int] | None) -> table.TableCell:
    options: dict[str, object] = {}
    if span:
        options |= {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    if isinstance(cell, str):
        options["valuetype"] = "string"
    elif isinstance(cell, int):
        options |= {"valuetype": "float", "value": cell}
    elif cell is not None:
        options |= {"valuetype": "date", "datevalue": cell.isoformat()}
    element = table.TableCell(**options)
    if cell not in (None, ""):
        words = f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else str(cell)
        element.addElement(text.P(text=words))
    return element
