"""The finding as a workbook: every figure, district, village, finding and problem, text typed as text."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable, Sequence

import xlsxwriter
from xlsxwriter import format as xlsx_format
from xlsxwriter import worksheet as xlsx_worksheet

from lindung.interfaces.reports import kinds
from lindung.kernel import language
from lindung.monitoring import facts, indicators

Cell = str | int | None
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def write(day: facts.RegencyDay, path: pathlib.Path, *, example: bool) -> None:
    """Write the workbook beside ``path`` and put it in its place whole."""
    beside = path.with_name(f".{path.name}.tmp")
    book = xlsxwriter.Workbook(str(beside), _SAFE)
    book.set_properties({"title": f"Temuan {day.name} {language.day(day.on)}", "company": "", "author": "Lindung"})
    sheets = _Sheets(book, day, example)
    sheets.add(
        "Ringkasan",
        ("Kunci", "Angka", "Nilai", "Satuan", "Kelurahan (terpisah)", "Cara menghitung", "Sumber"),
        _summary(day),
    )
    sheets.add("Kecamatan", _district_headings(), _districts(day))
    sheets.add("Desa", _place_headings(), [_place(place) for place in day.places])
    sheets.add("Tindak lanjut", _FINDINGS, _findings(day))
    sheets.add("Masalah", _PROBLEMS, [_problem(problem) for problem in day.problems])
    sheets.add("Peringatan", _PROBLEMS, [_problem(warning) for warning in day.warnings])
    book.close()
    os.replace(beside, path)


class Money(int):
    """Rupiah, shown as Rp1.234.567 where Excel's own language is Indonesian."""


def _figure(indicator: indicators.Indicator, value: int) -> int:
    return Money(value) if indicator.unit == "rupiah" else value


class _Sheets:
    """Sheets that look alike: a title, the day, a frozen heading with a filter, columns as wide as their text."""

    def __init__(self, book: xlsxwriter.Workbook, day: facts.RegencyDay, example: bool) -> None:
        self._book = book
        self._title = f"{day.name}: {language.day_in_words(day.on)} ({day.zone}), program {day.year}"
        self._known = f"Menurut yang diterima sampai {language.day_in_words(day.known_at)}"
        self._known += " · DATA CONTOH: orang dan uang rekaan" if example else ""
        self._bold = book.add_format({"bold": True, "font_size": 13})
        self._mute = book.add_format({"font_color": "#526171"})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#0b4a6f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
        )
        self._text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._whole = book.add_format({"num_format": "#,##0", "valign": "top"})
        self._money = book.add_format({"num_format": '"Rp"#,##0', "valign": "top"})

    def add(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, self._title, self._bold)
        sheet.write_string(1, 0, self._known, self._mute)
        for column, heading in enumerate(headings):
            sheet.write_string(3, column, heading, self._head)
        for number, row in enumerate(rows, 4):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, self._style(cell))
        for column, heading in enumerate(headings):
            longest = max([len(heading), *(len(str(row[column] or "")) for row in rows[:400])])
            sheet.set_column(column, column, min(max(longest + 2, 9), 60))
        sheet.freeze_panes(4, 0)
        sheet.autofilter(3, 0, max(3 + len(rows), 4), len(headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _style(self, cell: Cell) -> xlsx_format.Format:
        if isinstance(cell, Money):
            return self._money
        return self._whole if isinstance(cell, int) else self._text


def _write(sheet: xlsx_worksheet.Worksheet, row: int, column: int, cell: Cell, style: xlsx_format.Format) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, style)
    elif cell:
        sheet.write_string(row, column, cell, style)


def _summary(day: facts.RegencyDay) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (
            one.key,
            one.label,
            _figure(one, indicators.value(one.key, day.places)),
            one.unit,
            _figure(one, indicators.apart(one.key, day.places)),
            one.how,
            one.source,
        )
        for one in indicators.ALL
    ]
    for milestone in day.milestones:
        about = f"Tonggak {language.day(milestone.on)}"
        how = f"{language.share(round(milestone.share * 1000), 1000)} desa membayar sampai hari itu."
        rows.append(
            (
                "milestone_paid",
                f"{about}: desa membayar",
                milestone.villages_paid,
                "desa",
                None,
                how,
                milestone.legal_basis,
            )
        )
        rows.append(
            (
                "milestone_at_quota",
                f"{about}: desa mencapai kuota",
                milestone.villages_at_quota,
                "desa",
                None,
                how,
                milestone.legal_basis,
            )
        )
    return rows


def _district_headings() -> tuple[str, ...]:
    return ("Kode", "Kecamatan", *(one.label for one in indicators.ALL))


def _districts(day: facts.RegencyDay) -> list[tuple[Cell, ...]]:
    return [
        (code, name, *(_figure(one, indicators.value(one.key, day.of_district(code))) for one in indicators.ALL))
        for code, name in day.districts
    ]


_PLACE: tuple[tuple[str, Callable[[facts.PlaceDay], Cell]], ...] = (
    ("Kode", lambda place: place.code),
    ("Jenis", lambda place: place.kind),
    ("Nama", lambda place: place.name),
    ("Kecamatan", lambda place: place.district_name),
    ("Keadaan", lambda place: kinds.BY_STATUS[place.status].title if place.is_village else "terpisah"),
    ("Sumber dana", lambda place: ", ".join(place.funds)),
    (
        "Terlindungi sampai sebelum",
        lambda place: language.day(place.cover_ends_before) if place.cover_ends_before else None,
    ),
)


def _place_headings() -> tuple[str, ...]:
    return (*(heading for heading, _ in _PLACE), *(one.label for one in indicators.ALL))


def _place(place: facts.PlaceDay) -> tuple[Cell, ...]:
    return (*(read(place) for _, read in _PLACE), *(_figure(one, one.of(place)) for one in indicators.ALL))


_FINDINGS = ("Jenis", "Kode wilayah", "Wilayah", "Temuan", "Penanggung jawab", "Sejak", "Bukti (berkas, lembar, baris)")
_PROBLEMS = ("Berkas", "Lembar", "Baris", "Jenis", "Kolom", "Pesan")
_ROWS_SHOWN = 4_000  # a cell holds 32,767 characters


def _findings(day: facts.RegencyDay) -> list[tuple[Cell, ...]]:
    return [
        (
            kinds.finding_title(found.kind),
            found.region,
            found.region_name,
            found.sentence,
            found.responsible,
            language.day(found.since) if found.since else None,
            where(found.evidence),
        )
        for found in day.findings
    ]


def where(evidence: tuple[facts.Evidence, ...]) -> str:
    """Files with their rows: «daftar/x.xlsx, DAFTAR: 5, 8»."""
    rows: dict[str, list[int]] = {}
    for one in evidence:
        rows.setdefault(f"{one.file}, {one.sheet}" if one.sheet else one.file, []).append(one.row)
    said = []
    for place, numbers in rows.items():
        more = f" dan {len(numbers) - _ROWS_SHOWN} lagi" if len(numbers) > _ROWS_SHOWN else ""
        said.append(f"{place}: baris {', '.join(map(str, numbers[:_ROWS_SHOWN]))}{more}" if any(numbers) else place)
    return "; ".join(said)


def _problem(problem: facts.RowProblem) -> tuple[Cell, ...]:
    where_ = problem.evidence
    return (where_.file, where_.sheet, where_.row, problem.kind, problem.column, problem.message)
