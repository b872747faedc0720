"""A file that leaves the site says in itself whose copy it is, and nothing in it runs, whatever it is opened with."""

from __future__ import annotations

import csv
import io
import pathlib
import shutil
import string
import subprocess

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindung.interfaces.reports import sheets
from lindung.interfaces.web import tables
from lindung.platform.journal import models as journal
from tests.interfaces.web import desks

ON = "?per=2023-04-13&diketahui=2023-04-13"
NASTY = (
    "=1+1", "=cmd|'/c calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "'=1+1", "{=1+1}",
    "=HYPERLINK(\"http://jahat.example\",\"klik\")", "＝1+1", "＋1", "－1", "＠SUM(1)", "=WEBSERVICE(A1)", ";=1+1",
    '";=1+1;"', '"\r\n=1+1', "a\n=1+1", "=IMPORTXML(A1)", "|=1+1", "%0A=1+1", "\u200b=1+1", "\ufeff=1+1", "\x00=1+1",
    "\x0b=1+1", "\xa0=1+1", "=" * 3, "-", "+", "@", "\u2212" + "1+1",
)  # fmt: skip
MARK = sheets.Mark("0123456789ab", "=1+1 &P & «Dinas»", "Tentang unduhan", (("=2+2", "=3+3"), ("@A", "+1")))


def table(*texts: str, title: str = "=9+9") -> tables.Table:
    rows = tuple(tables.Row((text, number)) for number, text in enumerate(texts))
    return tables.Table("pekerja", title, "=8+8", "+7", (tables.Column("=6"), tables.Column("@n", "number")), rows)


def cells(book: bytes) -> list[tuple[str, object]]:
    found = openpyxl.load_workbook(io.BytesIO(book))
    return [(cell.data_type, cell.value) for sheet in found for row in sheet.iter_rows() for cell in row]


# Nothing runs


def test_no_cell_of_a_workbook_is_a_formula():
    kinds = [kind for kind, _ in cells(tables.as_xlsx(table(*NASTY), MARK))]
    assert {"s", "n"} >= set(kinds)


def _field(text: str) -> str:
    """As a spreadsheet weighs it: what it would skip before a formula is not there."""
    return text.lstrip("\ufeff\u200b\xa0 \"'") if not text.startswith("'") else text


def test_no_field_of_a_csv_begins_as_a_formula():
    said = tables.as_csv(table(*NASTY), MARK).decode("utf-8-sig")
    fields = [field for line in csv.reader(io.StringIO(said, newline=""), delimiter=";") for field in line]
    assert len(fields) == 3 * (1 + len(NASTY))
    assert not [field for field in fields if _field(field)[:1] and _field(field)[0] in "=+-@\t\r\n＝＋－＠"]


HOSTILE = st.lists(
    st.tuples(st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "\n", '"', ";", " ", "＝", "'", "\ufeff", "\xa0="]),
              st.text(max_size=20)).map("".join),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(texts=HOSTILE)
def test_whatever_is_written_stays_text_in_both(texts):
    assert {"s", "n"} >= {kind for kind, _ in cells(tables.as_xlsx(table(*texts), MARK))}
    said = tables.as_csv(table(*texts), MARK).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(said, newline=""), delimiter=";"))
    assert [len(line) for line in lines] == [3] * (1 + len(texts))
    assert not [line[0] for line in lines if _field(line[0])[:1] in tuple("=+-@\t\r\n＝＋－＠")]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("shape", ["xlsx", "csv"])
def test_libreoffice_finds_no_formula_in_it(tmp_path: pathlib.Path, shape):
    """Opened and saved as its own text format, in which a formula is an attribute of its cell."""
    written = tables.SHAPES[shape][0](table(*NASTY, *string.punctuation), MARK)
    (tmp_path / f"berkas.{shape}").write_bytes(written)
    options = ["--infilter=Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"] if shape == "csv" else []
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/rumah", *options]
    command += ["--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / f"berkas.{shape}")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    opened = (tmp_path / "berkas.fods").read_text("utf-8")
    assert opened.count("<table:table-row") > len(NASTY)
    assert "table:formula" not in opened


# Whose copy it is


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        (f"75.03/daftar/declared/{ON}&bentuk=xlsx", "75.03, per=2023-04-13, diketahui=2023-04-13"),
        ("75.03/temuan/?jenis=not_budgeted&per=2023-04-13&bentuk=xlsx", "75.03, jenis=not_budgeted, per=2023-04-13"),
        (f"75.03/temuan.xlsx{ON}", "75.03, per=2023-04-13, diketahui=2023-04-13"),
    ],
)
def test_a_workbook_says_who_took_it_when_and_by_which_choice(example, path, chosen):
    answer = desks.seated("bpjs").get(f"/wilayah/{path}")
    view = journal.View.objects.get(kind="export")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    *pages, mark = book.worksheets
    line = next(cell.value for cell in pages[0]["A"] if str(cell.value).startswith("Unduhan "))
    for said in (view.export.hex[:12], "akun bpjs", "BPJS Ketenagakerjaan Cabang Gorontalo", chosen):
        assert said in line
    for sheet in book.worksheets:
        assert view.export.hex[:12] in sheet.oddHeader.left.text
        assert view.export.hex[:12] in sheet.oddFooter.left.text
    facts = {row[0].value: row[1].value for row in mark.iter_rows()}
    assert mark.title == "Tentang unduhan"
    assert facts["Nomor unduhan"] == view.export.hex[:12]
    assert facts["Akun"] == "bpjs (Contoh Bpjs)"
    assert (facts["Saringan"], facts["Kantor"]) == (chosen, "BPJS Ketenagakerjaan Cabang Gorontalo")
    assert facts["Saat"].endswith(" WITA")


def test_a_csv_says_it_in_its_heading_and_each_row_bears_the_number(example):
    answer = desks.seated("dpmd").get(f"/wilayah/{desks.VILLAGE}/{ON}&tabel=pekerja&bentuk=csv")
    number = journal.View.objects.get(kind="export").export.hex[:12]
    heading, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert heading[-1].startswith(f"Unduhan {number} · akun dpmd · Dinas PMD Bone Bolango · ")
    assert [row[-1] for row in rows] == [number] * 3


def test_an_ampersand_in_an_offices_name_is_no_code_of_the_margin():
    sheet = openpyxl.load_workbook(io.BytesIO(tables.as_xlsx(table("a"), MARK))).worksheets[0]
    assert sheet.oddHeader.left.text.replace("&&", "&").strip() == MARK.line


def test_the_nik_in_a_file_that_anybody_takes_is_masked(example):
    for path in (f"75.03/daftar/declared/{ON}", f"{desks.VILLAGE}/{ON}&tabel=pekerja"):
        said = desks.seated("dpmd").get(f"/wilayah/{path}&bentuk=csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(said), delimiter=";"))
        numbers = [row[1] for row in rows[1:] if row[1]]
        assert len(numbers) >= 3
        assert all(number[4:12] == "••••••••" for number in numbers)
