"""The finding as a workbook: every figure, district, village, finding and problem, text typed as text."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable

import xlsxwriter

from lindung.interfaces.reports import kinds, sheets
from lindung.kernel import language
from lindung.monitoring import facts, indicators

Cell = sheets.Cell


def write(day: facts.RegencyDay, path: pathlib.Path, *, example: bool) -> None:
    """Write the workbook beside ``path`` and put it in its place whole."""
    beside = path.with_name(f".{path.name}.tmp")
    book = xlsxwriter.Workbook(str(beside), sheets.SAFE)
    book.set_properties({"title": f"Temuan {day.name} {language.day(day.on)}", "company": "", "author": "Lindung"})
    pages = _pages(book, day, example)
    pages.add(
        "Ringkasan",
        ("Kunci", "Angka", "Nilai", "Satuan", "Kelurahan (terpisah)", "Cara menghitung", "Sumber"),
        _summary(day),
    )
    pages.add("Kecamatan", _district_headings(), _districts(day))
    pages.add("Desa", _place_headings(), [_place(place) for place in day.places])
    pages.add("Tindak lanjut", _FINDINGS, _findings(day))
    pages.add("Masalah", _PROBLEMS, [_problem(problem) for problem in day.problems])
    pages.add("Peringatan", _PROBLEMS, [_problem(warning) for warning in day.warnings])
    book.close()
    os.replace(beside, path)


def _pages(book: xlsxwriter.Workbook, day: facts.RegencyDay, example: bool) -> sheets.Sheets:
    title = f"{day.name}: {language.day_in_words(day.on)} ({day.zone}), program {day.year}"
    known = f"Menurut yang diterima sampai {language.day_in_words(day.known_at)}"
    return sheets.Sheets(book, title, known + (" · DATA CONTOH: orang dan uang rekaan" if example else ""))


def _figure(indicator: indicators.Indicator, value: int) -> int:
    return sheets.Money(value) if indicator.unit == "rupiah" else value


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
