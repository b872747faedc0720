"""The command on a kept database: killed for real, taken up again, and an older database that is brought up to date."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import pytest


class Machine:
    """Data, keys, and the command that works on them."""

    def __init__(self, path: pathlib.Path) -> None:
        self.kept, self.keys = path / "data" / "l.sqlite3", path / "kunci" / "kunci.json"
        self.kept.parent.mkdir()
        root = pathlib.Path(__file__).parents[2]
        self.environment = os.environ | {
            "LINDUNG_KEYS": str(self.keys),
            "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
        }

    def run(self, *said: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *said], env=self.environment, capture_output=True, text=True, timeout=90)

    def lindung(self, *said: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "lindung.interfaces.cli", *said)

    def numbers(self) -> list[str]:
        return sorted(json.loads(self.keys.read_text())["keys"])


@pytest.fixture
def machine(tmp_path) -> Machine:
    return Machine(tmp_path)


TELL = """
import pathlib, sys
import lindung.interfaces.cli
from django.db import transaction
from lindung.interfaces import store
from lindung.platform.access import scope
from tests import chronicle
store.open_kept(pathlib.Path(sys.argv[1]))
with scope.everything("uji"), transaction.atomic():
    chronicle.Chronicle().listed(
        chronicle.TALUMOPATU, chronicle.people(20), held=[("nik_length", "NIK: 750301130678003")] * 3
    )
"""
KILL = """
import datetime as dt, os, pathlib, signal, sys
import lindung.interfaces.cli
from lindung.interfaces import rotation, store
from lindung.kernel import values
from lindung.platform.access import scope
store.open_kept(pathlib.Path(sys.argv[1]))
def kill(table, rows):
    if rows >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
with scope.everything("uji"):
    rotation.rotate(
        by=values.Actor("uji", "uji"), now=lambda: dt.datetime.now(dt.UTC), at_once=4, after_batch=kill
    )
"""
CHECK = """
import json, pathlib, sys
import lindung.interfaces.cli
from lindung.interfaces import store
from lindung.platform.access import scope
from lindung.platform.journal.resealing import queries as sealed
from lindung.registers.workers import models, queries
store.open_kept(pathlib.Path(sys.argv[1]))
with scope.everything("uji"):
    niks = {queries.nik_of(key) for key in models.Person.objects.values_list("id", flat=True)}
    found = [queries.by_nik(nik).name for nik in niks]
    print(json.dumps([len(niks), len(found), sorted({number for _, number in sealed.numbers_in_use()})]))
"""


def checked(machine: Machine) -> list:
    done = machine.run("-c", CHECK, str(machine.kept))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("rows", [4, 20, 23])
def test_killed_in_the_middle_the_site_opens_and_the_next_call_ends_the_rotation(machine, rows):
    assert machine.run("-c", TELL, str(machine.kept)).returncode == 0
    killed = machine.run("-c", KILL, str(machine.kept), str(rows))
    assert killed.returncode == -9, killed.stderr
    assert checked(machine) == [20, 20, [1, 2] if rows < 23 else [2]]
    done = machine.lindung("keys", "rotate", "--db", str(machine.kept))
    assert done.returncode == 0, done.stderr
    assert f"Kunci 2 sekarang menyegel semuanya; {23 - rows} baris disegel ulang." in done.stdout
    assert checked(machine) == [20, 20, [2]]


def test_a_key_is_taken_away_only_when_that_was_read_and_said(machine):
    assert machine.run("-c", TELL, str(machine.kept)).returncode == 0
    refused = machine.lindung("keys", "retire", "1", "--db", str(machine.kept), "--yes")
    assert (refused.returncode, "[kunci-sedang-dipakai]" in refused.stderr) == (1, True)
    assert machine.lindung("keys", "rotate", "--db", str(machine.kept)).returncode == 0
    asked = machine.lindung("keys", "retire", "1", "--db", str(machine.kept))
    assert (asked.returncode, "[kunci-dihapus-selamanya]" in asked.stderr) == (1, True)
    assert machine.numbers() == ["1", "2"]
    done = machine.lindung("keys", "retire", "1", "--db", str(machine.kept), "--yes")
    assert (done.returncode, machine.numbers()) == (0, ["2"]), done.stderr
    assert machine.keys.stat().st_mode & 0o777 == 0o600
    assert checked(machine) == [20, 20, [2]]


def test_an_old_copy_of_the_key_file_opens_nothing_after_a_rotation(machine):
    assert machine.run("-c", TELL, str(machine.kept)).returncode == 0
    old = machine.keys.read_bytes()
    assert machine.lindung("keys", "rotate", "--db", str(machine.kept)).returncode == 0
    machine.keys.write_bytes(old)
    refused = machine.lindung("keys", "rotate", "--db", str(machine.kept))
    assert (refused.returncode, "[kunci-kurang]" in refused.stderr) == (1, True)


def test_no_database_is_made_by_a_slip_of_the_pen(machine):
    refused = machine.lindung("keys", "rotate", "--db", str(machine.kept))
    assert (refused.returncode, "[basis-data-belum-ada]" in refused.stderr) == (1, True)
    assert not machine.kept.exists()


OLDER = """
import datetime as dt, pathlib, sys, uuid
import lindung.interfaces.cli
from django.core import management
from django.db import connection, transaction
from lindung.interfaces import store
from lindung.platform.vault import queries as vault
real = management.call_command
store.vault.unlock(store.key_file(), data=pathlib.Path(sys.argv[1]).parent)
store._connect(pathlib.Path(sys.argv[1]))
real("migrate", "workers", "0001", verbosity=0, interactive=False)
with transaction.atomic(), connection.cursor() as cursor:
    store.journal.act(by=store._SYSTEM)
    for number in range(1, 4):
        key, nik = uuid.uuid4(), f"750301530680{number:04d}"
        cursor.execute(
            "INSERT INTO workers_person (id, nik_sealed, nik_index, name, born_on, sex, particulars_sealed, "
            "recorded_at) VALUES (%s, %s, %s, 'Aminah', '1980-06-13', 'P', %s, '2023-04-13 01:30:00')",
            [key.hex, vault.seal(nik, about=b"nik" + key.bytes), vault.blind_index(nik),
             vault.seal('{"ibu": "Hajar"}', about=b"particulars" + key.bytes)],
        )
"""


def test_a_database_from_before_data_keys_is_opened_and_each_person_gets_one(machine):
    made = machine.run("-c", OLDER, str(machine.kept))
    assert made.returncode == 0, made.stderr
    assert checked(machine) == [3, 3, [1]]
