"""The doctor: a healthy machine, and each thing that can be wrong with it, said with its code."""

from __future__ import annotations

import datetime as dt
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import pytest
from django.db import connection

from lindung.interfaces import doctor, servers, store
from lindung.interfaces.web import models as web
from lindung.platform.access import operations as access
from lindung.platform.journal import operations as journal
from lindung.platform.vault import operations as vault
from tests import chronicle, conftest

NOW = conftest.MORNING + dt.timedelta(hours=1)


@pytest.fixture
def patient(tmp_path, monkeypatch) -> doctor.Patient:
    """A database in a folder of its own, its key elsewhere, an empty folder for what is temporary."""
    for name in ("data", "sementara"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("LINDUNG_KEYS", str(tmp_path / "kunci" / "kunci.json"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    vault.unlock(tmp_path / "kunci" / "kunci.json", data=tmp_path / "data")
    return doctor.Patient(tmp_path / "data" / "l.sqlite3", "127.0.0.1", NOW)


def outside(patient: doctor.Patient) -> dict[str, str]:
    return {one.code: one.state for check in doctor._OUTSIDE for one in check(patient)}


def inside(patient: doctor.Patient) -> dict[str, str]:
    return {one.code: one.state for check in doctor._INSIDE for one in check(patient)}


def test_a_healthy_machine_has_nothing_to_mend_and_says_what_is_not_known(patient):
    found = outside(patient)
    assert {state for state in found.values()} == {"good", "unknown"}
    assert found["cadangan-tidak-diketahui"] == "unknown"
    assert found["kunci"] == "good"
    doctor.refuse_unsafe(patient)


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("DEBUG", True, "debug-menyala"),
        ("ALLOWED_HOSTS", ["*"], "host-bebas"),
        ("ALLOWED_HOSTS", ["*.id"], "host-bebas"),
    ],
)
def test_an_unsafe_setting_keeps_the_site_shut(patient, settings, setting, value, code):
    setattr(settings, setting, value)
    assert outside(patient)[code] == "refuse"
    with pytest.raises(doctor.Unsafe, match=rf"\[{code}\].*lindung doctor") as refused:
        doctor.refuse_unsafe(patient)
    assert refused.value.code == "tidak-aman"


@pytest.mark.parametrize(("address", "secure", "shut"), [
    ("0.0.0.0", False, True), ("192.168.1.5", False, True), ("0.0.0.0", True, False), ("127.0.0.1", False, False),
])  # fmt: skip
def test_beyond_this_machine_only_with_https(patient, settings, address, secure, shut):
    settings.SECURE = secure
    found = outside(doctor.Patient(patient.database, address, NOW))
    assert (found.get("tanpa-https") == "refuse") is shut


def test_a_key_file_that_others_read_or_that_goes_along_with_the_backups_is_refused(patient, tmp_path, monkeypatch):
    keys = pathlib.Path(os.environ["LINDUNG_KEYS"])
    keys.chmod(0o644)
    assert outside(patient)["kunci-terbuka"] == "refuse"
    keys.chmod(0o600)
    (tmp_path / "OneDrive - Pemda").mkdir()
    moved = keys.rename(tmp_path / "OneDrive - Pemda" / "kunci.json")
    monkeypatch.setenv("LINDUNG_KEYS", str(moved))
    assert outside(patient)["kunci-di-cadangan"] == "refuse"
    moved = moved.rename(patient.database.parent / "kunci.json")
    monkeypatch.setenv("LINDUNG_KEYS", str(moved))
    assert outside(patient)["kunci-di-samping-data"] == "refuse"
    moved.unlink()
    assert outside(patient)["kunci-belum-ada"] == "mend"


def test_a_database_that_others_open_is_to_be_closed_unless_its_folder_is(patient):
    patient.database.write_bytes(b"")
    patient.database.chmod(0o644)
    patient.database.parent.chmod(0o755)
    assert outside(patient)["basis-data-terbuka"] == "mend"
    patient.database.parent.chmod(0o700)
    assert outside(patient)["basis-data"] == "good"


def test_little_room_and_what_a_killed_reading_left_behind_are_said(patient, monkeypatch):
    monkeypatch.setattr(doctor, "_LEAST_FREE", 2**60)
    left = pathlib.Path(tempfile.gettempdir()) / "lindung-baca-1"
    left.mkdir()
    os.utime(left, (NOW.timestamp() - 90_000, NOW.timestamp() - 90_000))
    found = outside(patient)
    assert (found["cakram-penuh"], found["sisa-sementara"]) == ("mend", "mend")


def test_an_sqlite_with_the_race_is_said(patient, settings):
    settings.WAL_IS_SAFE = False
    assert outside(patient)["sqlite-lama"] == "good"


# Inside


def test_a_sound_database_has_nothing_to_mend(db, patient, stamp):
    chronicle.Chronicle().listed(chronicle.TALUMOPATU, chronicle.people(2))
    found = inside(patient)
    found.pop("tidak-tahan-padam", None)  # on PostgreSQL: the server of the tests is thrown away, and waits for no disk
    assert set(found.values()) == {"good"}


@pytest.mark.postgresql
def test_a_server_that_a_power_cut_would_harm_is_said(db, patient, monkeypatch):
    (said,) = [one for one in doctor._power(patient) if one.code == "tidak-tahan-padam"]
    assert (said.state, "fsync, full_page_writes = off" in said.text) == ("mend", True)  # commits wait all the same
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        assert servers.not_durable() == ["fsync", "full_page_writes", "synchronous_commit"]
        cursor.execute("SET synchronous_commit = on")
    monkeypatch.setattr(servers, "not_durable", list)
    assert [(one.code, one.state) for one in doctor._power(patient)] == [("tahan-padam", "good")]


def test_a_clock_that_was_set_back_is_noticed(db, patient, stamp):
    journal.record(verb="trial", about="75.03", rows=[], stamp=stamp)
    for off, said in ((dt.timedelta(hours=-3), "jam-mundur"), (dt.timedelta(days=4000), "jam-maju")):
        assert inside(doctor.Patient(patient.database, "", stamp.at + off))[said] == "mend"


def test_accounts_that_should_not_be_there_are_named(db, patient, stamp):
    access.open_account(name="dpmd", person_name="Contoh", password="lima-kata-yang-panjang", example=True, stamp=stamp)
    found = {one.code: one.text for check in doctor._INSIDE for one in check(patient)}
    assert "dpmd" in found["akun-contoh"]
    assert "dpmd" in found["akun-tanpa-jabatan"]
    access.mark_example(shown_on=chronicle.MONITORING_DAY, stamp=stamp)
    assert "akun-contoh" not in inside(patient)


def test_what_is_sealed_with_a_key_that_is_gone_is_a_danger(db, patient, stamp):
    chronicle.Chronicle().listed(chronicle.TALUMOPATU, chronicle.people(2))
    vault.add_key()
    assert inside(patient)["penggantian-belum-selesai"] == "mend"
    vault.drop_key(1, keep_blind=False)
    assert inside(patient)["segel-tanpa-kunci"] == "refuse"


def test_a_page_that_remembers_more_than_the_journal_is_noticed(db, patient):
    empty = {"glance": "", "page_id": "", "page_en": "", "summary": b"", "evidence": b""}
    day = chronicle.MONITORING_DAY
    web.KeptDay.objects.create(regency="75.03", year=2023, as_on=day, known_on=day, version=10_000, **empty)
    assert inside(patient)["halaman-lebih-baru"] == "mend"


# The command


def lindung(tmp_path: pathlib.Path, *said: str, **more: str) -> subprocess.CompletedProcess[str]:
    keys = str(tmp_path / "kunci" / "kunci.json")
    folders = {"LINDUNG_KEYS": keys, "TMPDIR": str(tmp_path / "sementara")}
    environment = os.environ | folders | {"PYTHONPATH": os.pathsep.join(sys.path)} | more
    command = [sys.executable, "-m", "lindung.interfaces.cli", *said]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90)


def test_the_command_is_silent_about_nothing_and_its_exit_code_is_the_verdict(tmp_path):
    for name in ("data", "sementara"):
        (tmp_path / name).mkdir()
    kept = tmp_path / "data" / "l.sqlite3"
    made = lindung(tmp_path, "account", "siti.dpmd", "--db", str(kept), "--person", "Siti", "--office", "Dinas PMD",
                   "--role", "dpmd", "--regions", "75.03")  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert kept.stat().st_mode & 0o777 == 0o600
    well = lindung(tmp_path, "doctor", "--db", str(kept), "--json")
    assert well.returncode == 0, well.stdout + well.stderr
    assert {one["state"] for one in json.loads(well.stdout)} == {"good", "unknown"}
    with sqlite3.connect(kept) as raw:
        raw.execute("DROP TRIGGER journal_line_no_update")
    ill = lindung(tmp_path, "doctor", "--db", str(kept))
    assert (ill.returncode, "[penjaga-hilang]" in ill.stdout) == (1, True)
    assert "1 hal harus dibetulkan" in ill.stderr
    shut = lindung(tmp_path, "serve", "--db", str(kept), "--address", "0.0.0.0")
    assert (shut.returncode, "[tanpa-https]" in shut.stderr) == (1, True)
    none = lindung(tmp_path, "doctor", "--db", str(tmp_path / "data" / "lain.sqlite3"))
    assert (none.returncode, "[basis-data-belum-ada]" in none.stdout) == (1, True)
    assert not (tmp_path / "data" / "lain.sqlite3").exists()


def test_the_key_file_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("LINDUNG_KEYS", str(tmp_path / "k.json"))
    assert store.key_file() == tmp_path / "k.json"
