"""The finding as a workbook: every figure, district, village, finding and problem, text typed as text."""

from __future__ import annotations

import os
import pathlib

import xlsxwriter
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, sheets, tongue
from lindung.kernel import language
from lindung.monitoring import facts, indicators

Cell = sheets.Cell


def write(day: facts.RegencyDay, path: pathlib.Path, *, example: bool, mark: sheets.Mark | None = None) -> None:
    """Write the workbook beside ``path`` and put it in its place whole. ``mark``: whose copy it is."""
    beside = path.with_name(f".{path.name}.tmp")
    book = xlsxwriter.Workbook(str(beside), sheets.SAFE)
    book.set_properties(
        {"title": f"{_('Temuan')} {day.name} {language.day(day.on)}", "company": "", "author": "Lindung"}
    )
    pages = _pages(book, day, example, mark)
    figures = (
        _("Kunci"), _("Angka"), _("Nilai"), _("Satuan"), _("Kelurahan (terpisah)"), _("Cara menghitung"), _("Sumber"),
    )  # fmt: skip
    pages.add(_("Ringkasan"), figures, _summary(day))
    pages.add(_("Kecamatan"), _district_headings(), _districts(day))
    pages.add(_("Desa"), _place_headings(), [_place(place) for place in day.places])
    pages.add(_("Tindak lanjut"), _finding_headings(), _findings(day))
    pages.add(_("Masalah"), _row_headings(), [_problem(problem) for problem in day.problems])
    pages.add(_("Peringatan"), _row_headings(), [_problem(warning) for warning in day.warnings])
    pages.add_mark()
    book.close()
    os.replace(beside, path)


def _pages(book: xlsxwriter.Workbook, day: facts.RegencyDay, example: bool, mark: sheets.Mark | None) -> sheets.Sheets:
    title = _("%(region)s: %(day)s (%(zone)s), program %(year)s") % {
        "region": day.name, "day": tongue.day(day.on), "zone": day.zone, "year": day.year,
    }  # fmt: skip
    known = _("Menurut yang diterima sampai %(day)s") % {"day": tongue.day(day.known_at)}
    invented = f" · {_('DATA CONTOH: orang dan uang rekaan')}" if example else ""
    return sheets.Sheets(book, title, known + invented, mark=mark)


def _figure(indicator: indicators.Indicator, value: int) -> int:
    return sheets.Money(value) if indicator.unit == "rupiah" else value


def _summary(day: facts.RegencyDay) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (
            one.key,
            _(one.label),
            _figure(one, indicators.value(one.key, day.places)),
            _(one.unit),
            _figure(one, indicators.apart(one.key, day.places)),
            _(one.how),
            _(one.source),
        )
        for one in indicators.ALL
    ]
    for milestone in day.milestones:
        named = {"day": language.day(milestone.on)}
        how = _("%(share)s desa membayar sampai hari itu.") % {
            "share": language.share(round(milestone.share * 1000), 1000),
        }  # fmt: skip
        paid, full = _("Tonggak %(day)s: desa membayar"), _("Tonggak %(day)s: desa mencapai kuota")
        for key, label, count in (
            ("milestone_paid", paid, milestone.villages_paid),
            ("milestone_at_quota", full, milestone.villages_at_quota),
        ):
            rows.append((key, label % named, count, _("desa"), None, how, milestone.legal_basis))
    return rows


def _district_headings() -> tuple[str, ...]:
    return (_("Kode"), _("Kecamatan"), *(_(one.label) for one in indicators.ALL))


def _districts(day: facts.RegencyDay) -> list[tuple[Cell, ...]]:
    return [
        (code, name, *(_figure(one, indicators.value(one.key, day.of_district(code))) for one in indicators.ALL))
        for code, name in day.districts
    ]


def _place_headings() -> tuple[str, ...]:
    own = (
        _("Kode"), _("Jenis"), _("Nama"), _("Kecamatan"), _("Keadaan"), _("Sumber dana"),
        _("Terlindungi sampai sebelum"),
    )  # fmt: skip
    return (*own, *(_(one.label) for one in indicators.ALL))


def _place(place: facts.PlaceDay) -> tuple[Cell, ...]:
    state = _(kinds.BY_STATUS[place.status].title) if place.is_village else _("terpisah")
    ends = language.day(place.cover_ends_before) if place.cover_ends_before else None
    own = (place.code, place.kind, place.name, place.district_name, state, ", ".join(place.funds), ends)
    return (*own, *(_figure(one, one.of(place)) for one in indicators.ALL))


def _finding_headings() -> tuple[str, ...]:
    return (
        _("Jenis"), _("Kode wilayah"), _("Wilayah"), _("Temuan"), _("Penanggung jawab"), _("Sejak"),
        _("Bukti (berkas, lembar, baris)"),
    )  # fmt: skip


def _row_headings() -> tuple[str, ...]:
    return (_("Berkas"), _("Lembar"), _("Baris"), _("Jenis"), _("Kolom"), _("Pesan"))


_ROWS_SHOWN = 4_000  # a cell holds 32,767 characters


def _findings(day: facts.RegencyDay) -> list[tuple[Cell, ...]]:
    return [
        (
            _(kinds.finding_title(found.kind)),
            found.region,
            found.region_name,
            tongue.sentence(found.kind, found.sentence),
            tongue.office(found.responsible),
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
        shown, more = ", ".join(map(str, numbers[:_ROWS_SHOWN])), len(numbers) - _ROWS_SHOWN
        if not any(numbers):
            said.append(place)
        elif more > 0:
            named = {"place": place, "rows": shown, "count": more}
            said.append(_("%(place)s: baris %(rows)s dan %(count)s lagi") % named)
        else:
            said.append(_("%(place)s: baris %(rows)s") % {"place": place, "rows": shown})
    return "; ".join(said)


def _problem(problem: facts.RowProblem) -> tuple[Cell, ...]:
    where_, message = problem.evidence, tongue.sentence(problem.kind, problem.message)
    return (where_.file, where_.sheet, where_.row, problem.kind, problem.column, message)
