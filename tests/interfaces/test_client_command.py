"""``lindung client``: what another program reads with is printed once, and ended by name."""

from __future__ import annotations

import datetime as dt
import os
import pathlib
import subprocess
import sys

import pytest

pytestmark = pytest.mark.sqlite


@pytest.fixture
def lindung(tmp_path):
    root = pathlib.Path(__file__).parents[2]
    (tmp_path / "data").mkdir()
    environment = os.environ | {
        "LINDUNG_KEYS": str(tmp_path / "kunci" / "kunci.json"),
        "LINDUNG_DATABASE": str(tmp_path / "data" / "l.sqlite3"),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
    }

    def run(*said: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "lindung.interfaces.cli", *said]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90)

    return run


def test_a_program_is_given_a_token_and_loses_it(lindung):
    until = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=90)).isoformat()
    about = ("--person", "Rina Contoh", "--office", "Diskominfo", "--regions", "75.03", "--until", until)
    first, again = lindung("client", "satu-data", *about), lindung("client", "satu-data", "--until", until)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    tokens = [said.stdout.splitlines()[0].rpartition(": ")[2] for said in (first, again)]
    assert (len(set(tokens)), {len(one) for one in tokens}) == (2, {43})
    ended = lindung("client", "satu-data", "--end")
    assert ended.stdout == "Token program satu-data diakhiri.\n"


def test_a_name_that_is_no_program_is_said_to_be_none(lindung):
    refused = lindung("client", "siapa", "--end")
    assert refused.returncode != 0
    assert "«siapa» bukan akun program lain" in refused.stderr
