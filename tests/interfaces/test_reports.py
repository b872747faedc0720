"""The reports of a small regency built by hand: three villages, one kelurahan, and names that try to run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import pathlib
import re

import openpyxl
import pytest

from lindung.interfaces.reports import document, page, words, workbook
from lindung.kernel import values
from lindung.monitoring import facts

HOSTILE = '<script>alert(1)</script>=HYPERLINK("http://x.example","klik")'


def place(code: str, name: str, kind: values.RegionKind = "desa", **said: object) -> facts.PlaceDay:
    silent = facts.PlaceDay(
        code=values.RegionCode(code),
        name=name,
        kind=kind,
        district=values.RegionCode(code[:8]),
        district_name="Tapa",
        quota=100 if kind == "desa" else 0,
        reported=False,
        budget_rupiah=0,
        budget_heads=0,
        funds=(),
        declared=0,
        valid=0,
        other_bpu=0,
        listed=False,
        paid=False,
        paid_rupiah=0,
        paid_heads=0,
        protected=0,
        confirmed=0,
        presumed=0,
        undetermined=0,
        cover_ends_before=None,
        arrears_rupiah=0,
    )
    return dataclasses.replace(silent, **said)


FULL = place(
    "75.03.01.2005",
    "Talulobutu",
    reported=True,
    budget_rupiah=20_160_000,
    budget_heads=100,
    funds=("ADD",),
    listed=True,
    declared=121,
    valid=120,
    paid=True,
    paid_rupiah=24_192_000,
    paid_heads=120,
    protected=120,
    presumed=120,
    cover_ends_before=dt.date(2024, 1, 1),
)
WITHOUT = place("75.03.01.2028", "Keramat", reported=True)
SILENT = place("75.03.01.2029", HOSTILE)
KELURAHAN = place("75.03.01.1001", "Padengo", "kelurahan", paid=True, paid_rupiah=1, paid_heads=7, protected=7)


def regency(*places: facts.PlaceDay, **said: object) -> facts.RegencyDay:
    where = facts.Evidence(f"daftar/{HOSTILE}.xlsx", "=1+1", 12)
    day = facts.RegencyDay(
        code=values.RegionCode("75.03"),
        name="Kabupaten Bone Bolango",
        province_name="Gorontalo",
        zone="WITA",
        year=2023,
        quota=100,
        on=dt.date(2023, 4, 13),
        known_at=dt.date(2023, 4, 13),
        places=places,
        districts=((values.RegionCode("75.03.01"), "Tapa"),),
        milestones=(facts.MilestoneDay(dt.date(2023, 3, 31), 1.0, "Instruksi", 1, 1),),
        findings=(
            facts.Finding(
                "not_budgeted", "75.03.01.2028", "Keramat", f"Belum. {HOSTILE}", "Camat Tapa", None, (where,)
            ),
        ),
        problems=(facts.RowProblem(where, "nik_length", "+NIK", f"-NIK {HOSTILE}"),),
        warnings=(facts.RowProblem(where, "payment_amount", "@Nominal", "Selisih"),),
    )
    return dataclasses.replace(day, **said)


DAY = regency(FULL, WITHOUT, SILENT, KELURAHAN)


def test_a_name_cannot_become_markup_or_reach_outside() -> None:
    html = page.html(DAY, example=True)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    outside = re.findall(r"(?:src|href)=[\"'](?!#)[^\"']*|url\([^)]*\)|@import", html)
    assert outside == []
    assert "default-src &#x27;none&#x27;" in html or "default-src 'none'" in html
    assert re.findall(r"\sstyle=", html) == []


def test_a_cell_cannot_become_a_formula(tmp_path: pathlib.Path) -> None:
    workbook.write(DAY, tmp_path / "x.xlsx", example=True)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    typed = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert typed == {"s", "n"}
    cells = [cell.value for row in book["Masalah"].iter_rows(min_row=5) for cell in row]
    assert cells == [f"daftar/{HOSTILE}.xlsx", "=1+1", 12, "nik_length", "+NIK", f"-NIK {HOSTILE}"]
    assert not any(sheet._hyperlinks for sheet in book)
    assert "DATA CONTOH" in book["Desa"]["A2"].value


def test_surplus_is_shown_and_not_clamped() -> None:
    said = words.finding(regency(FULL))
    assert "120 orang terlindungi, lebih dari sasaran 100" in "".join(
        piece.text for piece in words.headline(regency(FULL))
    ) or "Semua 1 desa" in "".join(piece.text for piece in words.headline(regency(FULL)))
    assert "120 dari 100 pekerja sasaran terlindungi (120%)" in said


def test_kelurahan_are_apart_in_every_form(tmp_path: pathlib.Path) -> None:
    found = document.as_json(DAY)
    assert (found["villages"], found["kelurahan"], found["paid"], found["protected"]) == (3, 1, 1, 120)
    assert (found["kelurahan_apart"]["paid"], found["kelurahan_apart"]["protected"]) == (1, 7)
    assert "3 desa + 1 kelurahan = 4" in words.finding(DAY)
    assert "3 desa + 1 kelurahan = 4" in page.html(DAY, example=False)
    workbook.write(DAY, tmp_path / "x.xlsx", example=False)
    rows = {row[0]: row for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["Ringkasan"].values}
    assert rows["protected"][2:5] == (120, "orang", 7)


def test_a_city_without_villages_is_said_plainly() -> None:
    city = regency(KELURAHAN, name="Kota Gorontalo", findings=(), problems=(), warnings=(), milestones=())
    assert "tidak mempunyai desa" in words.finding(city)
    assert "7 orang" in page.html(city, example=False)


def test_nothing_to_do_is_said() -> None:
    quiet = regency(FULL, findings=(), problems=(), warnings=())
    assert "Tidak ada" in page.html(quiet, example=False)
    assert "SIAPA HARUS BERTINDAK" not in words.finding(quiet)


@pytest.mark.parametrize(
    "key", ["villages", "reported", "budgeted", "listed", "paid", "protected_villages", "at_quota"]
)
def test_the_list_behind_a_figure_is_as_long_as_the_figure(key: str) -> None:
    html = page.html(DAY, example=False)
    block = html[html.index(f'id="daftar-{key}"') :]
    block = block[: block.index("</ol>")]
    assert block.count("<li><a") == document.as_json(DAY)[key]


def test_only_the_example_says_it_is_one() -> None:
    assert "Data contoh" in page.html(DAY, example=True)
    assert "Data contoh" not in page.html(DAY, example=False)
    assert words.finding(DAY, example=True).startswith("Data contoh")
