"""``lindung verdict`` and ``lindung check`` on a kept database, as they are typed."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.sqlite
TELL = """
import datetime as dt, pathlib, sys
import lindung.interfaces.cli
from django.db import transaction
from lindung.interfaces import store
from lindung.platform.access import scope
from tests import chronicle
store.open_kept(pathlib.Path(sys.argv[1]))
with scope.everything("uji"), transaction.atomic():
    regency, (aminah, rahma, siti) = chronicle.Chronicle(), chronicle.people(3)
    code = regency.paid(chronicle.TALUMOPATU, dt.date(2023, 1, 5), heads=2)
    regency.confirmed(code, [aminah])
    regency.listed(chronicle.TALUMOPATU, [aminah, rahma])
    regency.listed(chronicle.DUNGGALA, [siti])
print(aminah.nik, rahma.nik, siti.nik)
"""


@pytest.fixture
def run(tmp_path):
    root = pathlib.Path(__file__).parents[2]
    (tmp_path / "data").mkdir()
    environment = os.environ | {
        "LINDUNG_KEYS": str(tmp_path / "kunci" / "kunci.json"),
        "LINDUNG_DATABASE": str(tmp_path / "data" / "l.sqlite3"),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
    }

    def run(*said: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *said], env=environment, capture_output=True, text=True, timeout=90)

    return run


def test_a_verdict_is_told_with_its_chain_and_the_books_agree(run, tmp_path):
    told = run("-c", TELL, str(tmp_path / "data" / "l.sqlite3"))
    assert told.returncode == 0, told.stderr
    command = ("-m", "lindung.interfaces.cli")
    asked = [run(*command, "verdict", "--nik", nik, "--on", "2023-04-13") for nik in told.stdout.split()]
    assert [one.returncode for one in asked] == [0, 0, 1], [one.stderr for one in asked]
    confirmed, presumed, nothing = (one.stdout for one in asked)
    assert ": TERLINDUNGI (" in confirmed and "peserta bpjs.xlsx" in confirmed and "Talumopatu" in confirmed
    assert "DIANGGAP TERLINDUNGI" in presumed and "daftar desa" in presumed
    assert "TIDAK TERLINDUNGI" in nothing and "Dunggala" in nothing
    checked = run(*command, "check")
    assert checked.returncode == 0 and "COCOK: semua angka" in checked.stdout
