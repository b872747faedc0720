"""Years before the books: taken from a file of another book, each with its source, as often as anyone likes."""

from __future__ import annotations

import pathlib

import openpyxl
import pytest

from lindung.interfaces.intake import histories
from lindung.registers.reporting import facts, queries
from tests import chronicle
from tests.chronicle import MONITORING_DAY

pytestmark = pytest.mark.django_db
HEAD = "Tahun;Orang terlindungi;Desa membayar;Anggaran (Rp);Sumber\n"
TOLD = [
    facts.Year(2018, 1150, None, None, "Buku uji 2018"),
    facts.Year(2022, 2640, 38, 532_224_000, "DPA 2022"),
]


def file(folder: pathlib.Path, text: str) -> pathlib.Path:
    path = folder / "riwayat.csv"
    path.write_text(text, encoding="utf-8")
    return path


def take(path: pathlib.Path) -> int:
    return histories.take(path, region="75.03", stamp=chronicle.Chronicle.stamp(MONITORING_DAY))


@pytest.fixture(autouse=True)
def regency(db) -> None:
    chronicle.Chronicle()


def test_a_csv_is_taken_once(tmp_path):
    path = file(tmp_path, f"Riwayat program\n{HEAD}2018;1.150;-;;Buku uji 2018\n2022;2640;38;Rp532.224.000;DPA 2022\n")
    assert take(path) == 2
    assert take(path) == 0
    assert queries.history("75.03", known_at=MONITORING_DAY) == TOLD


def test_a_workbook_says_the_same(tmp_path):
    path = tmp_path / "riwayat.xlsx"
    book = openpyxl.Workbook()
    for row in (
        ("Sumber", "Tahun", "Pekerja terlindungi", "Desa yang membayar", "Dana"),
        ("Buku uji 2018", 2018, 1150, None, None),
        ("DPA 2022", 2022, 2640, 38, 532_224_000),
    ):
        book.active.append(row)
    book.save(path)
    assert take(path) == 2
    assert queries.history("75.03", known_at=MONITORING_DAY) == TOLD


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2018;1150;;;", "sumbernya kosong"),
        (";1150;;;buku", "tahunnya kosong"),
        ("2018;seribu;;;buku", "«seribu» bukan bilangan bulat"),
        ("2018;-5;;;buku", "bukan bilangan bulat"),
        ("2031;1;;;buku", "bukan tahun yang lalu"),
        ("2018;1;;;buku\n2018;2;;;buku", "tertulis dua kali"),
    ],
)
def test_a_row_that_says_something_wrong_stops_all_of_it(tmp_path, row, why):
    with pytest.raises(histories.NotAHistoryRow, match=why):
        take(file(tmp_path, f"{HEAD}2019;1;1;1;buku\n{row}\n"))
    assert queries.history("75.03", known_at=MONITORING_DAY) == []


@pytest.mark.parametrize("text", ["", "Nama;NIK\nx;1\n", HEAD, "%PDF-1.7"])
def test_what_is_no_history_is_refused(tmp_path, text):
    with pytest.raises(histories.NotAHistory):
        take(file(tmp_path, text))


def test_a_regency_that_is_not_here_has_no_history(tmp_path):
    path = file(tmp_path, f"{HEAD}2019;1;1;1;buku\n")
    with pytest.raises(histories.NoSuchRegency):
        histories.take(path, region="75.04", stamp=chronicle.Chronicle.stamp(MONITORING_DAY))
