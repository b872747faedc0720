"""The file for BPJS: columns as data, nothing in it can run, and what its clerk writes into it is read back."""

from __future__ import annotations

import datetime as dt
import io
import pathlib
import zipfile

import openpyxl
import pytest

from lindung.interfaces import monitor
from lindung.interfaces.intake import layouts
from lindung.interfaces.reports import outgoing, sheets
from lindung.kernel import values
from lindung.registers.enrolment.submissions import facts, queries
from lindung.registers.workers import facts as workers
from tests import chronicle
from tests.chronicle import NEW_YEAR, QUARTER_END, TALUMOPATU

MARK = sheets.Mark("abc", "Unduhan abc", "Tentang unduhan", (("Nomor unduhan", "abc"),))
PLACES = outgoing.Places("Desa Talumopatu", "Tapa", "Kabupaten Bone Bolango")
WANTED = facts.Wanted(
    TALUMOPATU, 2023, "SD", "SD000001", facts.Paper("560/14/2023", QUARTER_END), facts.Paper("7/2023", NEW_YEAR),
    facts.Agreement("PKS/12/2023", NEW_YEAR, dt.date(2023, 12, 31)),
)  # fmt: skip
OWN = """
jenis = "pengajuan"
lembar = "Upload"
kepala = ["NPP {nomor_wadah}"]
[[kolom]]
judul = "Nama Peserta"
isi = "nama"
[[kolom]]
judul = "No KTP"
isi = "nik"
[[kolom]]
judul = "Lokasi"
tetap = "Gorontalo"
[[kolom]]
judul = "Ibu"
isi = "nama_ibu"
"""


def written(layout: outgoing.Layout, people: list[facts.InClear]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(outgoing.workbook(layout, WANTED, people, PLACES, MARK)))


def in_clear(**said) -> facts.InClear:
    known = {"name": "Aminah Bakari", "occupation": "Petani", "particulars": {"mother": "Hajar Nusi"}} | said
    one = chronicle.someone()
    return facts.InClear(nik=one.nik, born_on=one.born_on, sex="P", id=one.nik, **known)


def test_the_shipped_layout_names_who_where_and_with_which_papers():
    one = in_clear()
    sheet = written(outgoing.shipped(), [one])["DAFTAR PESERTA"]
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "DAFTAR CALON PESERTA BUKAN PENERIMA UPAH (BPU)",
        "Desa Talumopatu (75.03.01.2004), Kecamatan Tapa, Kabupaten Bone Bolango",
        "Wadah SD SD000001",
        "Surat pengantar 560/14/2023 tanggal 31-03-2023 · SK 7/2023 · PKS PKS/12/2023",
    ]
    heads = [cell.value for cell in sheet[6]]
    assert heads == [
        "NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN", "NAMA IBU KANDUNG", "ALAMAT",
        "DESA", "KODE DESA", "KECAMATAN", "NO HP", "PEKERJAAN", "PENGHASILAN", "AHLI WARIS", "PROGRAM",
    ]  # fmt: skip
    row = dict(zip(heads, [cell.value for cell in sheet[7]], strict=True))
    assert row["NIK"] == str(one.nik)
    assert isinstance(row["NIK"], str)
    assert row["TANGGAL LAHIR"] == dt.datetime(1980, 6, 13)
    assert (row["NAMA IBU KANDUNG"], row["ALAMAT"], row["PROGRAM"]) == ("Hajar Nusi", None, "JKK, JKM")
    assert row["JENIS KELAMIN"] == "PEREMPUAN"


def test_a_branch_has_its_own_columns_without_code(tmp_path, settings):
    (tmp_path / "cabang.toml").write_text(OWN, encoding="utf-8")
    settings.LAYOUTS = str(tmp_path)
    sheet = written(outgoing.of_region(TALUMOPATU), [in_clear()])["Upload"]
    assert sheet["A1"].value == "NPP SD000001"
    assert [cell.value for cell in sheet[3]] == ["Nama Peserta", "No KTP", "Lokasi", "Ibu"]
    assert [cell.value for cell in sheet[4]][2:] == ["Gorontalo", "Hajar Nusi"]


def test_one_folder_serves_two_branches_and_the_way_back_is_not_disturbed(tmp_path, settings):
    (tmp_path / "a.toml").write_text('wilayah = ["75.04"]\n' + OWN, encoding="utf-8")
    settings.LAYOUTS = str(tmp_path)
    assert outgoing.of_region(TALUMOPATU).file == "bpjs-pengajuan.toml"
    assert outgoing.of_region("75.04.01.2003").file == "a.toml"
    assert [one.file for one in layouts.in_force()] == ["bpjs-hasil.toml", "bpjs-daftar.toml", "bpjs-tagihan.toml"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('isi = "nik"', 'isi = "nama"', 'tidak ada kolom dengan isi = "nik"'),
        ('isi = "nama_ibu"', 'isi = "ibu"', "kolom «ibu» tidak dikenal"),
        ("{nomor_wadah}", "{kunci}", "«{kunci}» pada kepala tidak dikenal"),
        ("{nomor_wadah}", "{nomor_wadah.__class__}", "pada kepala tidak dikenal"),
        ("{nomor_wadah}", "{desa:>999999999}", "pada kepala tidak dikenal"),
        ("{nomor_wadah}", "{", "pada kepala tidak dikenal"),
        ('"Upload"', '"a/b"', "lembar harus nama lembar Excel"),
        ('judul = "Ibu"', 'judul = ""', "kolom ke-4 belum mempunyai judul"),
        ('tetap = "Gorontalo"', "", "kolom «Lokasi» belum menyebut isi"),
        ("lembar =", "helai =", "«helai» tidak dikenal"),
        ("[[kolom]]", "[[kolom", "tanda bacanya bukan TOML"),
    ],
)
def test_a_layout_that_can_not_be_used_says_why(old, new, fault):
    with pytest.raises(layouts.LayoutUnusable) as refused:
        outgoing.read("cabang.toml", OWN.replace(old, new))
    assert fault in str(refused.value)


HOSTILE = ('=HYPERLINK("http://x","y")', "+1", "@SUM(1)", "-2", "\t=1+1", "{=1}", "http://x")


def test_no_cell_can_run():
    people = [in_clear(name=said, occupation=said, particulars={"mother": said, "address": said}) for said in HOSTILE]
    content = outgoing.workbook(outgoing.shipped(), WANTED, people, PLACES, MARK)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in parts.namelist() if "externalLink" in name or "hyperlink" in name]
    assert "<f>" not in sheet and "<f " not in sheet and "<hyperlink" not in sheet
    back = openpyxl.load_workbook(io.BytesIO(content))["DAFTAR PESERTA"]
    assert [back.cell(row, 13).value for row in range(7, 14)] == list(HOSTILE)


# There and back


def answered(content: bytes, path: pathlib.Path, rejected: values.Nik) -> None:
    """As a clerk of BPJS does it: three columns more, in the file that came."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["DAFTAR PESERTA"]
    start = sheet.max_column + 1
    for at, head in enumerate(("KPJ", "STATUS", "TANGGAL KEPESERTAAN", "KETERANGAN")):
        sheet.cell(6, start + at, head)
    for row in range(7, sheet.max_row + 1):
        no = sheet.cell(row, 2).value == rejected
        said = ("", "DITOLAK", "", "Nama tidak sama dengan KTP") if no else (f"2200000{row:04d}", "DITERIMA",
                                                                              "20-04-2023", "")  # fmt: skip
        for at, cell in enumerate(said):
            sheet.cell(row, start + at, cell)
    book.save(path)


@pytest.mark.django_db
def test_demand_18_the_file_that_went_out_comes_back_with_answers_and_twice_is_no_news(tmp_path):
    regency = chronicle.Chronicle()
    people: list[workers.Claimed] = chronicle.people(4)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = regency.submitted(TALUMOPATU, people)
    content = outgoing.workbook(outgoing.shipped(), WANTED, queries.in_clear(number), PLACES, MARK)
    came_in = tmp_path / "masuk"
    came_in.mkdir()
    answered(content, came_in / "hasil.xlsx", people[2].nik)
    may = dt.date(2023, 5, 2)
    for _ in range(2):
        monitor.take(
            came_in, regency="75.03", year=2023, quota=100, on=may, received_on=may, by=chronicle.OFFICER,
            at=dt.datetime(2023, 5, 2, 2, 0, tzinfo=dt.UTC),
        )  # fmt: skip
        found = regency.village(TALUMOPATU, may)
        assert (found.submitted, found.registered, found.valid) == (4, 3, 3)
        submission = queries.submission(number, region=TALUMOPATU, known_at=may)
        assert submission is not None
        assert (submission.state, submission.answered) == ("answered", 4)
