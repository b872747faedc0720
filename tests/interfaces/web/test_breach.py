"""After a leak: who is to be told, by when, and what they are told; from an account or from a file's number."""

from __future__ import annotations

import csv
import datetime as dt

import openpyxl
import pytest

from lindung.interfaces import breach
from lindung.platform.journal import models as journal
from tests import chronicle
from tests import conftest as root
from tests.interfaces.web import desks

ON = "?per=2023-04-13&diketahui=2023-04-13"
TODAY = dt.datetime.now(dt.UTC).date()


def asked(account: str = "", export: str = "", first: dt.date = TODAY, last: dt.date = TODAY) -> breach.Asked:
    around = dt.timedelta(days=1)
    return breach.Asked(account, export, first - around, last + around)


def listed(folder) -> list[list[str]]:
    with (folder / "orang.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))[1:]


@pytest.fixture
def leaked(example) -> str:
    """The operator looked at the own village twice, the branch took a file; returns the file's number."""
    operator = desks.seated("operator")
    operator.get(f"/wilayah/{desks.VILLAGE}/{ON}")
    operator.get(f"/wilayah/{desks.VILLAGE}/pekerja/{example.persons[desks.VILLAGE]}/{ON}")
    operator.get(f"/wilayah/{desks.ABROAD}/")
    desks.seated("bpjs").get(f"/wilayah/{desks.ELSEWHERE}/daftar/enrolled_valid/{ON}&bentuk=xlsx")
    return journal.View.objects.get(kind="export").export.hex


def test_an_account_exposes_the_persons_that_its_pages_showed(leaked, tmp_path):
    stamp = root.stamp_on(chronicle.MONITORING_DAY)
    assert breach.write(asked("operator"), tmp_path / "paket", stamp=stamp) == 3
    rows = listed(tmp_path / "paket")
    assert {(row[2], row[3]) for row in rows} == {("Huangobotu", desks.VILLAGE)}
    assert all("••••••••" in row[1] for row in rows)
    assert sorted(row[4] for row in rows) == ["1", "1", "2"]
    (twice,) = [row for row in rows if row[4] == "2"]
    assert twice[7] == "Daftar pekerja desa, Halaman satu orang"
    assert sorted(path.name for path in (tmp_path / "paket").iterdir()) == [
        "orang.csv", "orang.xlsx", "pembacaan.csv", "pembacaan.xlsx", "surat-pemberitahuan.txt",
    ]  # fmt: skip
    looks = openpyxl.load_workbook(tmp_path / "paket" / "pembacaan.xlsx").active
    assert "Ditolak" not in str([cell for row in looks.values for cell in row])


def test_a_files_number_leads_to_the_persons_in_it_and_to_who_took_it(leaked, tmp_path):
    breach.write(asked(export=leaked[:12]), tmp_path / "paket", stamp=root.stamp_on(chronicle.MONITORING_DAY))
    rows = listed(tmp_path / "paket")
    assert {(row[2], row[8]) for row in rows} == {("Talumopatu", leaked[:12])}
    assert len(rows) == 5
    said = (tmp_path / "paket" / "pembacaan.csv").read_text("utf-8-sig")
    assert "BPJS Ketenagakerjaan Cabang Gorontalo" in said


def test_the_notice_says_what_the_law_asks_and_leaves_open_what_nobody_can_know(leaked, tmp_path):
    breach.write(asked("operator"), tmp_path / "paket", stamp=root.stamp_on(chronicle.MONITORING_DAY))
    notice = (tmp_path / "paket" / "surat-pemberitahuan.txt").read_text("utf-8")
    for said in (
        "pasal 46 Undang-Undang Nomor 27 Tahun 2022", "paling lambat 3 x 24 jam", "1. Data pribadi yang terungkap",
        "2. Kapan dan bagaimana data terungkap", "3. Upaya penanganan dan pemulihan", "   3 orang:", "akun operator",
    ):  # fmt: skip
        assert said in notice


def test_that_the_pack_was_made_is_in_the_journal(leaked, tmp_path):
    breach.write(asked("operator"), tmp_path / "paket", stamp=root.stamp_on(chronicle.MONITORING_DAY))
    line = journal.Line.objects.last()
    assert (line.verb, line.about, line.row_count) == ("access.exposure_listed", "operator", 3)


@pytest.mark.parametrize(
    ("which", "kind"),
    [
        (asked("tiada"), breach.NoSuchAccount),
        (asked(export="0" * 12), breach.NoSuchExport),
        (asked(export="ab"), breach.NoSuchExport),
        (asked("sekda"), breach.NothingSeen),
        (asked("operator", first=dt.date(2020, 1, 1), last=dt.date(2020, 1, 2)), breach.NothingSeen),
    ],
)
def test_what_leads_nowhere_is_refused_and_nothing_is_written(leaked, tmp_path, which, kind):
    with pytest.raises(kind):
        breach.write(which, tmp_path / "paket", stamp=root.stamp_on(chronicle.MONITORING_DAY))
    assert not (tmp_path / "paket").exists()


def test_an_earlier_pack_is_not_written_over(leaked, tmp_path):
    with pytest.raises(breach.PackThere):
        breach.write(asked("operator"), tmp_path, stamp=root.stamp_on(chronicle.MONITORING_DAY))
