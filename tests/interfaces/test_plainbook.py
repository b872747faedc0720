"""A workbook of very many rows: text stays text, whatever it looks like; numbers and days stay what they are."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from lindung.interfaces.reports import plainbook, sheets
from lindung.interfaces.web import tables
from lindung.kernel import values

HOSTILE = ("=1+1", "+1", "-1", "@x", "http://contoh.go.id", "mailto:x@y", "\t=1", "<b>&", "7503010101800001", "a\0b")


def read(content: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_written_as_text_and_leads_nowhere(text):
    content = plainbook.written("Data", ["Teks"], [(text,)], ("Keterangan", [text]))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = book["Data"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (sheets.plain(text).strip("\t") or text, "s", None) or (
        cell.value == sheets.plain(text) and cell.data_type == "s" and cell.hyperlink is None
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist())
    assert b"<f>" not in said
    assert b"<hyperlink" not in said


def test_numbers_money_months_and_days_stay_what_they_are():
    row = (7, sheets.Money(20_160_000), values.Month(2023, 4), dt.date(2024, 2, 29), None, 10**15, dt.date(1899, 1, 1))
    said = read(plainbook.written("Data", list("abcdefg"), [row], ("Keterangan", ["uji"])))
    assert said["Data"][1] == (
        7, 20_160_000, dt.datetime(2023, 4, 1), dt.datetime(2024, 2, 29), None, "1000000000000000", "1899-01-01",
    )  # fmt: skip


def test_headings_alike_are_told_apart():
    said = read(plainbook.written("Data", ["Kode", "Kode", "Kode"], [(1, 2, 3)], ("Keterangan", [])))
    assert said["Data"] == [("Kode", "Kode 2", "Kode 3"), (1, 2, 3)]


def test_a_long_table_of_the_site_says_the_same_cells_and_whose_copy_it_is():
    columns = (tables.Column("Nama"), tables.Column("Rupiah", "rupiah"), tables.Column("Hari", "day"))
    rows = tuple(tables.Row((f"=Orang {n}", n, dt.date(2023, 4, 13))) for n in range(plainbook.FROM))
    table = tables.Table("pekerja", "Daftar pekerja", "Bone Bolango, 13 April 2023", "Rekaan.", columns, rows)
    mark = sheets.Mark("00ab", "Salinan 00ab untuk Sekda", "Salinan", (("Siapa", "Sekda"),))
    said = read(tables.as_xlsx(table, mark))
    assert said["Daftar pekerja"][0] == ("Nama", "Rupiah", "Hari", "Salinan 00ab untuk Sekda")
    assert said["Daftar pekerja"][1] == ("=Orang 0", 0, dt.datetime(2023, 4, 13), "00ab")
    assert len(said["Daftar pekerja"]) == plainbook.FROM + 1
    about = [row[0] for row in said["Keterangan"]]
    assert about == ["Keterangan", "Daftar pekerja", "Bone Bolango, 13 April 2023", "Rekaan.", "Siapa: Sekda"]
