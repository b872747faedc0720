"""``lindung work`` in a process of its own: killed while it reads, started again, asked to stop; no NIK in clear."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests import conftest, server
from tests.interfaces import desks
from tests.officer import folder as folders
from tests.officer import people

KERAMAT, MERANTI = desks.KERAMAT, desks.MERANTI
SEND = """
import pathlib, sys
from lindung.interfaces import store
from lindung.platform.access import scope
from tests import conftest, server
from tests.interfaces import desks
folder, kept = pathlib.Path(sys.argv[1]), sys.argv[2]
store.open_kept(store.place(kept))
with scope.everything("uji"):
    desks.send(desks.desk(), kiriman__zip=desks.zip_of(folder))
store.close()
"""


class Machine:
    """A folder for the data, one for the keys, one for what is temporary; commands that run on them."""

    def __init__(self, path: pathlib.Path, kept: str) -> None:
        self.kept, self.temporary, self.folder = kept, path / "sementara", path / "berkas"
        self.niks: list[str] = []
        self.temporary.mkdir()
        root = pathlib.Path(__file__).parents[2]
        self.environment = os.environ | {
            "LINDUNG_KEYS": str(path / "kunci" / "kunci.json"),
            "DJANGO_SETTINGS_MODULE": "lindung.config.settings",
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
        }

    def run(self, *command: str) -> None:
        done = subprocess.run([sys.executable, *command], env=self.environment, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr.decode()

    def send(self) -> None:
        script = "import lindung.interfaces.cli" + SEND
        self.run("-c", script, str(self.folder), str(self.kept))

    def worker(self, *more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "lindung.interfaces.cli", "work", "--db", str(self.kept), *more]
        return subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE)

    def asked(self, question: str) -> list[tuple]:
        if conftest.ON_SERVER:
            with server.asked(self.kept) as connection:
                connection.execute("SET lindung.scope = '*'")
                return connection.execute(question).fetchall()
        database = sqlite3.connect(f"file:{self.kept}?mode=ro", uri=True)
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()

    def state(self) -> str:
        ((state,),) = self.asked("SELECT state FROM intake_job")
        return state

    def rows(self) -> dict[str, int]:
        tables = ("enrolment_entry", "enrolment_heldrow", "funding_budget", "funding_receipt", "coverage_cover")
        return {table: self.asked(f"SELECT count(*) FROM {table}")[0][0] for table in tables}

    def written(self) -> bytes:
        """All that the database holds (in a file: with its log), and everything temporary."""
        temporary = [path.read_bytes() for path in self.temporary.rglob("*") if path.is_file()]
        if conftest.ON_SERVER:
            tables = [name for (name,) in self.asked("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
            rows = [row for table in tables for (row,) in self.asked(f'SELECT t::text FROM "{table}" t')]
            return b"".join([*temporary, *(row.encode() for row in rows)])
        beside = pathlib.Path(self.kept).parent.iterdir()
        return b"".join([*temporary, *(path.read_bytes() for path in beside if path.is_file())])


def until(so: Callable[[], bool], seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < ends
        time.sleep(0.01)


@pytest.fixture
def machine(tmp_path, new_database) -> Machine:
    """Keramat paid for and lists 40, two of them with a mistake; one file takes the reader a while."""
    made, drawn = Machine(tmp_path, new_database), people.People(11, desks.DAY)
    folder = folders.OfficerFolder(made.folder)
    folder.budget(KERAMAT)
    folder.paid(KERAMAT, desks.DAY.replace(month=1))
    folder.roster(KERAMAT, [*drawn.many(38), drawn.mistaken("nik_length"), drawn.mistaken("category_pu")])
    folder.leftover("a lama.csv", "\n".join(f"{n};catatan;rapat;desa" for n in range(250_000)).encode())
    folder.write()
    made.niks = [person.nik for file in folder.files for person in _persons(file)]
    made.send()
    return made


def _persons(file: folders.File) -> list[people.Person]:
    return [entry.person for entries in file.entries for entry in entries]


WHOLE = {
    "enrolment_entry": 38, "enrolment_heldrow": 2, "funding_budget": 1, "funding_receipt": 1, "coverage_cover": 1,
}  # fmt: skip


def test_killed_while_it_reads_the_job_is_read_again_and_nothing_stands_twice(machine):
    assert machine.state() == "waiting"
    waiting = machine.written()
    assert len(machine.niks) == 40
    assert [nik for nik in machine.niks if nik.encode() in waiting] == []
    with machine.worker() as process:
        until(lambda: machine.state() == "reading" and any(machine.temporary.rglob("a lama.csv")))
        process.kill()
    assert machine.state() == "reading"
    with machine.worker("--once") as again:
        assert again.wait(60) == 0, again.stderr.read().decode()
    assert (machine.state(), machine.rows()) == ("done", WHOLE)
    assert machine.asked("SELECT count(*) FROM intake_upload") == [(0,)]
    assert list(machine.temporary.iterdir()) == []
    after = machine.written()
    assert [nik for nik in machine.niks if nik.encode() in after] == []
    ((outcome,),) = machine.asked("SELECT outcome FROM intake_job")
    assert [file["people"] for file in json.loads(outcome)["files"]] == [0, 0, 0, 40]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGTERM that a process could answer")
def test_asked_to_stop_it_ends_in_order_and_the_job_is_done_or_waits(machine):
    with machine.worker() as process:
        until(lambda: machine.state() == "reading")
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, process.stderr.read().decode()
    assert machine.state() == "waiting"
    assert machine.rows() == dict.fromkeys(WHOLE, 0)
    assert list(machine.temporary.iterdir()) == []
