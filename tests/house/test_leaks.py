"""That a NIK in clear would be found where a run of the tests left it, in whatever form; and that a run then fails."""

from __future__ import annotations

import base64
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator

import pytest
import xlsxwriter

from tests import leaks

ROOT = pathlib.Path(__file__).parents[2]
NIK = "7503015306809913"
"""One that no generator makes, so that the search after this run does not look for it."""


@pytest.fixture
def place() -> Iterator[pathlib.Path]:
    """A folder that is gone before the run's own search: what is planted here is for these tests alone."""
    with tempfile.TemporaryDirectory() as name:
        yield pathlib.Path(name)


def found(place: pathlib.Path) -> set[str]:
    return {leak.form for leak in leaks.search(place, {NIK}).leaks}


FORMS = {
    "a line of a log": (f"orang {NIK} ditolak".encode(), "angka"),
    "with spaces": (b"7503 0153 0680 9913", "angka"),
    "with dots": (b"75.03.01.530680.9913", "angka"),
    "between other digits": (f"00{NIK}1".encode(), "angka"),
    "as an address has it": (f"/cari?nik={NIK}&per=1".encode(), "angka"),
    "UTF-16": (NIK.encode("utf-16-le"), "UTF-16"),
    "UTF-16, the other way round": (NIK.encode("utf-16-be"), "UTF-16"),
    "base64": (base64.b64encode(NIK.encode()), "base64"),
    "base64 of a sentence": (base64.b64encode(f"a nik={NIK}".encode()), "base64"),
    "base64 of another": (base64.urlsafe_b64encode(f"ab nik={NIK}>>?".encode()), "base64"),
    "hexadecimal": (f"x'{NIK.encode().hex()}'".encode(), "heksadesimal"),
    "compressed": (zlib.compress(NIK.encode(), wbits=31), "angka"),
    "in a stream of a PDF": (b"%PDF-1.7\nstream\n" + zlib.compress(NIK.encode()) + b"\nendstream", "angka"),
}


@pytest.mark.parametrize(("content", "form"), FORMS.values(), ids=FORMS)
def test_a_nik_is_found_in_any_form(place, content, form):
    (place / "sisa").write_bytes(b"\x00awal " + content + b" akhir" if content[:1] not in b"%\x1f" else content)
    assert found(place) == {form}


@pytest.mark.parametrize("said", ["7503015306809914", "750301530680991", "7503-015306809912", "7503015306809913"[::-1]])
def test_another_number_is_none(place, said):
    (place / "sisa.txt").write_text(said, "ascii")
    assert found(place) == set()


def test_a_nik_is_found_in_a_workbook_and_in_a_zip_within_a_zip(place):
    with xlsxwriter.Workbook(str(place / "buku.xlsx")) as book:
        book.add_worksheet().write_string(0, 0, f"NIK {NIK}")
    assert found(place) == {"angka"}
    with zipfile.ZipFile(place / "luar.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(place / "buku.xlsx", "dalam.xlsx")
    (place / "buku.xlsx").unlink()
    assert [leak.path for leak in leaks.search(place, {NIK}).leaks] == ["luar.zip!dalam.xlsx!xl/sharedStrings.xml"]


def test_a_nik_is_found_in_a_database_its_log_of_writes_and_a_cell_longer_than_a_page(place):
    database = sqlite3.connect(place / "l.sqlite3")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE orang (isi)")
    database.execute("INSERT INTO orang VALUES (?)", [NIK])
    database.commit()
    assert "l.sqlite3-wal" in {leak.path for leak in leaks.search(place, {NIK}).leaks}
    database.execute("DELETE FROM orang")
    for before in range(4070, 4090):  # one of them lies across the end of a page
        database.execute("INSERT INTO orang VALUES (?)", ["x" * before + NIK])
    database.commit()
    database.close()
    assert "l.sqlite3!orang" in {leak.path for leak in leaks.search(place, {NIK}).leaks}


def test_what_an_officer_handed_over_is_an_input_and_its_niks_are_looked_for_elsewhere(place):
    (place / "berkas" / "daftar").mkdir(parents=True)
    (place / "berkas" / "daftar" / "desa.csv").write_text(f"Nama;NIK\nSiti;{NIK}\n", "ascii")
    assert leaks.search(place, ()).leaks == ()
    (place / "laporan.html").write_text(f"<td>{NIK}</td>", "ascii")
    (leak,) = leaks.search(place, ()).leaks
    assert (leak.path, NIK in str(leak)) == ("laporan.html", False)


TEST = "test_ditanam.py"
PLANTED = """
from tests import leaks

def test_that_passes_and_leaves_a_log(tmp_path):
    (tmp_path / "situs.log").write_text("masuk " + leaks.made("{nik}"))
"""


@pytest.mark.sqlite
@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_that_left_one_fails_though_each_of_its_tests_passed(place, workers):
    (place / TEST).write_text(PLANTED.format(nik=NIK), "ascii")
    beside = ROOT / "tests" / "kernel" / "test_language.py"  # whatever stands with the others: their conftest holds
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", workers, place / TEST, beside]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "TMPDIR": str(place)}
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert told.returncode == 1, told.stdout + told.stderr
    assert "situs.log: 750301••••••9913 (angka)" in told.stdout
    assert "100%" in told.stdout
    assert "FAILED" not in told.stdout
