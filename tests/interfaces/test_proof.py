"""Whether a database is still what its journal says: found, located, said; also by whoever has nothing but Python."""

from __future__ import annotations

import collections
import datetime as dt
import json
import os
import pathlib
import random
import re
import subprocess
import sys

import pytest
from django.db import connection

from lindung.interfaces import proof
from lindung.platform.access import operations as access
from lindung.platform.journal import queries as journal
from lindung.registers.workers import models as worker_models
from lindung.registers.workers import operations as workers
from tests import chronicle, conftest
from tests.torture import tampering

ROOT = pathlib.Path(__file__).parents[2]
in_a_file = pytest.mark.sqlite
"""Tampering is done in SQLite's own words: a file is what somebody can lay hands on."""
UNTOLD = ("journal_document",)
"""Tables whose rows the chronicle tells without a line of their own."""


def changed(table: str, sql: str, *said: object) -> None:
    """As somebody with the database file would: the guards dropped, then plain SQL."""
    tampering.drop_guards(table)
    with connection.cursor() as cursor:
        cursor.execute(sql, said)


def differing() -> dict[str, int | None]:
    """The tables that are not as they were sealed, with the line that no longer agrees; None for rows of no line."""
    found = proof.look().rows
    return {one.table: one.differs for one in found if one.table not in UNTOLD and (one.differs or one.loose)}


def line_of(verb: str, nth: int = 0) -> int:
    return [one.line_id for one in reversed(journal.told(since=_LONG_AGO, before=_LATER)) if one.verb == verb][nth]


_LONG_AGO, _LATER = conftest.MORNING.replace(year=2000), conftest.MORNING.replace(year=2100)


@pytest.fixture
def told(db) -> chronicle.Chronicle:
    """Two villages with a budget, a payment and a list; one payment taken back, members confirmed, a seat given."""
    here = chronicle.Chronicle()
    for village in (chronicle.TALUMOPATU, chronicle.DUNGGALA):
        here.budget(village)
        here.listed(village, chronicle.people(3), held=[("nik_length", "7503")])
    code = here.paid(chronicle.TALUMOPATU, chronicle.QUARTER_END, heads=3)
    here.confirmed(code, chronicle.people(2))
    here.reversed(code, chronicle.MONITORING_DAY, amount=3 * 12 * 16_800)
    stamp = conftest.stamp_on(chronicle.MONITORING_DAY)
    account = access.open_account(
        name="siti", person_name="Siti", password="tiga ekor kambing", example=False, stamp=stamp
    )
    access.appoint(
        account_id=account,
        office_id=access.open_office(name="DPMD", regions=["75.03"], starts_on=stamp.received_on, stamp=stamp),
        role="dpmd", starts_on=stamp.received_on, stamp=stamp,
    )  # fmt: skip
    return here


def test_every_row_that_was_told_is_read_again_and_agrees(told):
    found = proof.look()
    read = {verb: one.read for one in found.rows for verb in one.verbs}
    assert differing() == {}
    assert (read["funding.budgeted"], read["enrolment.listed"], read["funding.reversed"]) == (2, 2, 1)
    assert (read["coverage.covered"], read["regions.taken"], read["programmes.target_set"]) == (2, 1, 1)
    if connection.vendor == "sqlite":
        assert read["workers.taken"] == 3  # a server can't tell their order: each is weighed by its own seal
    assert found.unread == {}


@in_a_file
@pytest.mark.parametrize(
    ("table", "sql", "verb", "nth"),
    [
        ("funding_budget", "UPDATE funding_budget SET amount = amount + 1 WHERE id = 2", "funding.budgeted", 1),
        ("funding_budget", "DELETE FROM funding_budget WHERE id = 1", "funding.budgeted", 0),
        ("funding_receipt", "UPDATE funding_receipt SET paid_on = 'kapan'", "funding.received", 0),
        ("enrolment_entry", "UPDATE enrolment_entry SET occupation = 'PNS' WHERE id = 4", "enrolment.listed", 1),
        ("enrolment_heldrow", "DELETE FROM enrolment_heldrow WHERE id = 1", "enrolment.listed", 0),
        ("workers_person", "UPDATE workers_person SET name = 'Orang Lain' WHERE rowid = 4", "workers.taken", 1),
        ("programmes_target", "UPDATE programmes_target SET quota = 10", "programmes.target_set", 0),
        ("coverage_cover", "UPDATE coverage_cover SET heads = 9 WHERE basis = 'reversed'", "coverage.withdrawn", 0),
        ("access_post", "UPDATE access_post SET role = 'auditor'", "access.appointed", 0),
    ],
)
def test_a_row_that_was_changed_past_the_journal_is_located_at_the_line_that_wrote_it(told, table, sql, verb, nth):
    first = {one: _first(one) for one in ("funding_budget", "enrolment_entry", "enrolment_heldrow")}
    shifted = re.sub(r"id = (\d)", lambda said: f"id = {int(said[1]) + first.get(table, 1) - 1}", sql, count=1)
    changed(table, shifted if "rowid" not in sql else sql)
    assert list(differing().values()) == [line_of(verb, nth)]
    assert not proof.look().holds


def _first(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {table}")
        return cursor.fetchone()[0]


@in_a_file
def test_a_row_that_no_line_tells_of_is_counted(told):
    columns = "region_id, year, stage, fund, heads, months, amount, reference, decided_on, document_id, sheet, row"
    changed("funding_budget", f"INSERT INTO funding_budget ({columns}) SELECT {columns} FROM funding_budget LIMIT 1")
    assert differing() == {"funding_budget": None}


@in_a_file
def test_a_worker_added_by_hand_is_read_again_beside_the_list_that_was_there(told):
    from lindung.registers.enrolment import facts as enrolment_facts
    from lindung.registers.enrolment import operations as enrolment

    stamp = conftest.stamp_on(chronicle.MONITORING_DAY)
    place = told.place(stamp, "ketik.csv")
    row = enrolment_facts.Listed(chronicle.someone(name="Rahma"), "rentan", "Nelayan", place)
    addition = enrolment_facts.VillageList(chronicle.DUNGGALA, 2023, (row,), (), "a" * 64)
    enrolment.extend_list(addition=addition, stamp=stamp)
    assert differing() == {}
    changed("enrolment_entry", "UPDATE enrolment_entry SET category = 'bpu_lain' WHERE id = (SELECT max(id) FROM "
                               "enrolment_entry) - 1")  # fmt: skip
    assert differing() == {"enrolment_listing": line_of("enrolment.added")}


@in_a_file
def test_whoever_was_erased_by_two_officers_breaks_no_line_and_hides_no_change_to_the_others(told):
    siti, asked = conftest.stamp_on(chronicle.MONITORING_DAY), {"reason": "surat 12", "account": "siti"}
    erased, stays = worker_models.Person.objects.order_by("recorded_at", "nik_index")[:2]
    number = workers.propose_erasure(person_id=erased.pk, **asked, stamp=siti)
    workers.decide_erasure(
        erasure_id=number, approved=True, account="rahmat", born_on=dt.date(1980, 7, 1), stamp=siti
    )  # fmt: skip
    assert differing() == {}
    changed("workers_person", "UPDATE workers_person SET name = 'Orang Lain' WHERE id = %s", stays.pk.hex)
    assert list(differing()) == ["workers_person"]


@in_a_file
def test_an_erasure_that_nobody_decided_is_found(told):
    changed(
        "workers_person",
        "UPDATE workers_person SET name = '', key_sealed = x'', nik_sealed = x'', erased_at = recorded_at "
        "WHERE rowid = 1",
    )
    assert differing() == {"workers_person": line_of("workers.taken", 0)}


# The head


@in_a_file
def test_a_head_printed_earlier_is_found_with_what_came_after_it_or_missed(told):
    head = journal.head()
    stamp = conftest.stamp_on(chronicle.MONITORING_DAY)
    access.open_office(name="Camat", regions=["75.03.01"], starts_on=stamp.received_on, stamp=stamp)
    found = proof.look(asked=head).asked_head
    assert (found.line_id, found.later) == (journal.last_line() - 1, 1)
    changed("journal_line", "DELETE FROM journal_line WHERE id >= %s", found.line_id)
    cut = proof.look(asked=head)
    assert (cut.breaks, cut.asked_head, cut.holds) == ((), None, False)
    assert "TIDAK ADA dalam jurnal ini" in proof.said(cut)


@in_a_file
def test_missing_guards_are_said(told):
    changed("funding_receipt", "SELECT 1")
    assert proof.look().unguarded == ("funding_receipt",)
    assert "Penjaga HILANG pada tabel funding_receipt" in proof.said(proof.look())


@in_a_file
def test_hundreds_of_tamperings_are_all_located(db, record_property):
    """Each raises where it passes or is misplaced; ``make torture`` tries 2,000 others of a new seed."""
    tampering.write()
    seeds = range(600)
    print(f"benih jurnal {seeds.start}–{seeds.stop - 1}")
    met = collections.Counter(tampering.tamper(random.Random(f"jurnal {seed}")) for seed in seeds)
    located = tampering.located(met)
    record_property("tampered", located)
    assert located >= 500
    assert located + met["ditolak basis data"] + met["tanpa perubahan"] == 600
    assert {what.rpartition(",")[0] for what in met} - {""} == set(tampering.WAYS), "a way that never succeeded"
    assert sum(count for what, count in met.items() if what.endswith("kepala hilang")) >= 5


EACH_COLUMN = [(chain, column) for chain in tampering.CHAINS for column in (*chain.fields, "digest")]


@in_a_file
@pytest.mark.parametrize(("chain", "column"), EACH_COLUMN, ids=lambda one: getattr(one, "table", one))
def test_an_edit_of_any_column_of_either_chain_is_located(db, chain, column):
    tampering.write()

    def edit(chain: tampering.Chain, draw: random.Random) -> set[int]:
        return tampering.edit_column(chain, draw, column)

    said = {tampering.tried(chain, "mengubah", edit, random.Random(f"{column} {seed}")) for seed in range(6)}
    assert "mengubah, ditemukan di tempatnya" in said
    assert said <= {"mengubah, ditemukan di tempatnya", "ditolak basis data", "tanpa perubahan"}


# On the command line


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> pathlib.Path:
    """The example, as ``lindung demo`` keeps it."""
    place = tmp_path_factory.mktemp("bukti")
    assert lindung(place, "demo", "--no-serve", "--to", str(place / "contoh")).returncode == 0
    return place


def lindung(place: pathlib.Path, *said: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "LINDUNG_KEYS": str(place / "kunci" / "kunci.json"), "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "lindung.interfaces.cli", *said]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_verify_says_in_words_and_by_its_exit_code_whether_a_database_holds(kept):
    database = str(kept / "contoh" / "lindung.sqlite3")
    told = lindung(kept, "demo", "--no-serve", "--to", str(kept / "contoh")).stdout
    head, line = re.search(r"Kepala jurnal: (\w{64}) \(baris (\d+), \d\d-\d\d-\d{4} \d\d\.\d\d UTC\)", told).groups()
    sound = lindung(kept, "verify", "--db", database, "--head", head)
    assert (sound.returncode, sound.stderr) == (0, "")
    assert f"ada: baris {line}," in sound.stdout
    assert sound.stdout.rstrip().endswith("UTUH: tidak ada baris yang diubah, dihapus, disisipkan atau dipindah.")
    other = lindung(kept, "verify", "--db", database, "--head", "1" * 64, "--json")
    assert (other.returncode, json.loads(other.stdout)["asked_head"]) == (1, None)
    missing = lindung(kept, "verify", "--db", str(kept / "tiada.sqlite3"))
    assert (missing.returncode, "basis-data-tidak-ada" in missing.stderr) == (1, True)
    assert not (kept / "tiada.sqlite3").exists()


def test_twenty_lines_of_plain_python_find_what_verify_finds(kept, tmp_path):
    """The checker stands in the guide to the journal; nothing of ours is imported by it."""
    checker = tmp_path / "periksa.py"
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "jurnal.md").read_text("utf-8"), re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 22
    assert "lindung" not in code
    checker.write_text(code, encoding="utf-8")
    exported = tmp_path / "jurnal.jsonl"
    said = lindung(kept, "journal", "export", str(exported), "--db", str(kept / "contoh" / "lindung.sqlite3"))
    head = re.search(r"Kepala jurnal: (\w{64})", said.stdout)[1]
    assert checked(checker, exported, head) == (0, f"kepala {head}\n")
    lines = exported.read_text("utf-8").splitlines()
    exported.write_text("\n".join([*lines[:4], lines[4].replace("baris perintah", "kantor lain"), *lines[5:]]), "utf-8")
    assert checked(checker, exported, head) == (1, f"baris 5 isi baris berubah\nkepala {head}\n")
    exported.write_text("\n".join([*lines[:4], *lines[5:]]), "utf-8")
    assert checked(checker, exported, head) == (1, f"baris 6 baris sebelumnya hilang atau dipindah\nkepala {head}\n")
    exported.write_text("\n".join(lines[:-1]), "utf-8")
    assert checked(checker, exported, head)[1].endswith("kepala yang dicari tidak ada\n")


def checked(checker: pathlib.Path, exported: pathlib.Path, head: str) -> tuple[int, str]:
    command = [sys.executable, "-I", str(checker), str(exported), head]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return found.returncode, found.stdout
