"""A report as files: PDF, scorecards, workbook, CSV and JSON. In Indonesian, whoever asks: papers of office."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import functools
import importlib.resources
import io
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import typst
import xlsxwriter
from django.utils import translation

from lindung.interfaces.reports import sheets, words
from lindung.interfaces.reports.kpi import drawing, facts, tables
from lindung.kernel import language
from lindung.registers.reporting import facts as reporting


@dataclass(frozen=True, slots=True)
class Approved:
    """A report, what was agreed to, and the key that signed it. ``approval`` None: a draft, and every page says so."""

    report: facts.Report
    approval: reporting.Approval | None = None
    signer: str = ""

    @property
    def dated(self) -> dt.date:
        """The day that stands in the files as when they were made: always the same for the same report."""
        return self.approval.decided_on if self.approval else self.report.day.known_at


def name(made: Approved) -> str:
    """For a file: no blanks, no two reports of one name."""
    day = made.report.day
    kind = "laporan" if made.approval else "konsep"
    return f"{kind}-{day.code}-{made.report.year}-tw{made.report.quarter}"


# As pages

_lock = threading.Lock()


@functools.cache
def _compiler() -> typst.Compiler:
    """One for the process, because it holds the fonts. Only those in the wheel, so that any machine sets alike."""
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))


@functools.cache
def _template() -> bytes:
    return (importlib.resources.files("lindung.interfaces.reports.kpi") / "rapor.typ").read_bytes()


def _set(made: Approved, what: Callable[..., Mapping[str, Any]]) -> bytes:
    with translation.override("id"):
        data = json.dumps(what(made.report, made.approval, made.signer), ensure_ascii=False)
    at = calendar.timegm(made.dated.timetuple())
    with _lock:
        return _compiler().compile(_template(), format="pdf", sys_inputs={"data": data}, timestamp=at)


def pdf(made: Approved) -> bytes:
    """The same bytes from the same report, by the same Typst and the same template."""
    return _set(made, drawing.report)


def scorecards(made: Approved) -> bytes:
    """A page for each camat."""
    return _set(made, drawing.scorecards)


# As tables


def workbook(made: Approved) -> bytes:
    """A sheet for each table, text typed as text."""
    target = io.BytesIO()
    with translation.override("id"), xlsxwriter.Workbook(target, sheets.SAFE) as book:
        created = dt.datetime.combine(made.dated, dt.time.min)
        book.set_properties({"title": tables.title(made.report), "author": "Lindung", "created": created})
        pages = sheets.Sheets(book, f"{tables.title(made.report)}: {made.report.day.name}", *_said(made))
        for one in tables.every(made.report):
            pages.add(one.title[:_SHEET_NAME], [column.title for column in one.columns], _cells(one, made.report))
    return target.getvalue()


_SHEET_NAME = 31
"""Excel takes no longer one."""


def _cells(one: tables.Table, report: facts.Report) -> list[tuple[sheets.Cell, ...]]:
    return [
        tuple(_cell(column.kind, cell, report) for column, cell in zip(one.columns, row, strict=True))
        for row in one.rows
    ]  # fmt: skip


def _cell(kind: tables.Kind, cell: tables.Cell, report: facts.Report) -> sheets.Cell:
    """Rupiah and numbers as such; a share and a weighed head as they are printed, because they are cut, not rounded."""
    if isinstance(cell, int) and kind == "rupiah":
        return sheets.Money(cell)
    if kind in ("share", "weighed"):
        return tables.text(kind, cell, report.weight.whole)
    return cell


def headline(made: Approved) -> str:
    """Which report, of which day, and its finding in one sentence."""
    with translation.override("id"):
        said = "".join(piece.text for piece in words.headline(made.report.day))
        return f"{tables.title(made.report)}, {made.report.day.name}. {words.as_of(made.report.day)}\n{said}"


def _said(made: Approved) -> list[str]:
    day = made.report.day
    lines = [words.as_of(day), "".join(piece.text for piece in words.headline(day))]
    if made.approval is None:
        lines.append("KONSEP: belum disetujui orang kedua")
    else:
        lines += [
            f"Disetujui {made.approval.decider}, {made.approval.decider_office}, "
            f"{language.day_in_words(made.approval.decided_on)}; sha256 {made.approval.sha256}",
            f"Kepala jurnal {made.approval.journal_head}",
        ]
    return [*lines, words.EXAMPLE] if made.report.example else lines


def flat(made: Approved) -> bytes:
    """Every cell of every table as a line of CSV: table, row, column, value."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(("tabel", "baris", "kolom", "nilai"))
    with translation.override("id"):
        for one in tables.every(made.report):
            for number, row in enumerate(_cells(one, made.report), 1):
                for column, cell in zip(one.columns, row, strict=True):
                    writer.writerow((one.key, number, column.title, _safe("" if cell is None else str(cell))))
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _safe(text: str) -> str:
    """A cell that a spreadsheet would run begins with an apostrophe; a number below zero is one."""
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not _is_whole(text)) else text


def _is_whole(text: str) -> bool:
    return text[1:].isdigit()


def document(made: Approved) -> bytes:
    """For machines: the approval, and every table with its cells as values."""
    day, approval = made.report.day, made.approval
    with translation.override("id"):
        said = {
            "title": tables.title(made.report),
            "regency": day.code,
            "year": made.report.year,
            "quarter": made.report.quarter,
            "as_of": day.on,
            "known_at": day.known_at,
            "headline": "".join(piece.text for piece in words.headline(day)),
            "due_on": made.report.duty.due_on,
            "example": made.report.example,
            "rests_on": dict(made.report.rests_on),
            "approval": {key: getattr(approval, key) for key in reporting.Approval.__slots__} if approval else None,
            "signer": made.signer,
            "tables": {one.key: _as_json(one, made.report) for one in tables.every(made.report)},
        }
    return (json.dumps(said, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _as_json(one: tables.Table, report: facts.Report) -> dict[str, Any]:
    return {
        "title": one.title,
        "note": one.note,
        "columns": [column.title for column in one.columns],
        "rows": [list(row) for row in _cells(one, report)],
    }


FILES: Mapping[str, tuple[str, str, Callable[[Approved], bytes]]] = {
    "pdf": (".pdf", "application/pdf", pdf),
    "kartu": ("-kartu-camat.pdf", "application/pdf", scorecards),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
    "csv": (".csv", "text/csv; charset=utf-8", flat),
    "json": (".json", "application/json", document),
}
"""By the word that asks for it: how the name ends, its type, and what writes it."""
