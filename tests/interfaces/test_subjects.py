"""What Aminah may ask about her data: to have all of it, and to have it erased; and what stays when she has."""

from __future__ import annotations

import datetime as dt
import json
import os
import pathlib
import subprocess
import sys

import openpyxl
import pytest

from lindung.interfaces import rotation, subjects
from lindung.interfaces.reports import document
from lindung.kernel import values
from lindung.platform.access import operations as access
from lindung.platform.journal import models as journal
from lindung.platform.journal import queries as chain
from lindung.platform.vault import queries as vault
from lindung.registers.claims.cards import facts as cards
from lindung.registers.claims.cards import operations as card_operations
from lindung.registers.claims.cards import queries as card_queries
from lindung.registers.enrolment import models as enrolment
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import models as workers
from lindung.registers.workers import operations as worker_operations
from lindung.registers.workers import queries as persons
from tests import chronicle, conftest, leaks

NOW = conftest.MORNING + dt.timedelta(days=1)
LETTER = "Surat permohonan 12/2023"
ADMIN = values.Actor("pengelola", "baris perintah")


@pytest.fixture
def aminah() -> workers_facts.Claimed:
    return chronicle.someone(dt.date(1980, 6, 13), name="Aminah Bakari")


@pytest.fixture
def regency(db, aminah, stamp) -> chronicle.Chronicle:
    """Talumopatu paid for three and lists three, Aminah first; BPJS confirms her; a row about her is held."""
    told = chronicle.Chronicle()
    told.budget(chronicle.TALUMOPATU)
    code = told.paid(chronicle.TALUMOPATU, chronicle.QUARTER_END, heads=3)
    crowd = [aminah, *chronicle.people(2)]
    told.listed(chronicle.TALUMOPATU, crowd, held=[("name_missing", f"NIK: {aminah.nik}"), ("nik_length", "NIK: 75")])
    told.confirmed(code, crowd[:1])
    for name, role in (("siti", "dpmd"), ("rahmat", "sekda"), ("umar", "camat")):
        office = access.open_office(name=f"Kantor {name}", regions=["75.03"], starts_on=chronicle.NEW_YEAR, stamp=stamp)
        account = access.open_account(
            name=name, person_name=name.title(), password="lima-kata-yang-panjang", example=False, stamp=stamp
        )
        access.appoint(account_id=account, office_id=office, role=role, starts_on=chronicle.NEW_YEAR, stamp=stamp)
    return told


def erase(aminah: workers_facts.Claimed) -> int:
    person = subjects.person_of(aminah.nik, on=NOW.date())
    number = subjects.propose(person_id=person, reason=LETTER, account="siti", at=NOW)
    return subjects.decide(erasure_id=number, approved=True, account="rahmat", at=NOW)


# Having it


def test_she_gets_all_that_is_known_and_the_journal_says_that_she_did(regency, aminah):
    person = subjects.person_of(aminah.nik, on=NOW.date())
    found = subjects.export(person_id=person, reason=LETTER, by=ADMIN, at=NOW)
    assert found["diri"]["nik"] == aminah.nik
    assert (found["diri"]["nama"], found["diri"]["ibu"]) == ("Aminah Bakari", "Hajar Nusi")
    assert [(row["desa"], row["tahun"], row["baris"]) for row in found["daftar"]] == [(chronicle.TALUMOPATU, 2023, 5)]
    assert [row["nomor_peserta"] for row in found["bpjs"]] == ["19000000000"]
    assert [row["isi"] for row in found["baris_tertahan"]] == [f"NIK: {aminah.nik}"]
    assert {row["keadaan"] for row in found["perlindungan"]} >= {"confirmed"}
    assert [row["perbuatan"] for row in found["jurnal"]] == ["workers.handed_over"]
    line = journal.Line.objects.get(verb="workers.handed_over")
    assert (line.why, line.about, aminah.nik in str(line.__dict__)) == (LETTER, person.hex, False)


def test_without_a_reason_or_for_a_nik_that_is_nobodys_nothing_is_given(regency, aminah):
    person = subjects.person_of(aminah.nik, on=NOW.date())
    with pytest.raises(worker_operations.ReasonMissing):
        subjects.export(person_id=person, reason=" ", by=ADMIN, at=NOW)
    for nobody in ("7503015306809999", "12", ""):
        with pytest.raises(subjects.NobodyKnown):
            subjects.person_of(nobody, on=NOW.date())


# Having it erased


def test_after_an_erasure_nothing_says_who_she_was_and_the_chain_holds(regency, aminah):
    person = subjects.person_of(aminah.nik, on=NOW.date())
    assert erase(aminah) == 1
    row = workers.Person.objects.get(pk=person)
    assert (row.name, bytes(row.key_sealed), bytes(row.nik_sealed), bytes(row.particulars_sealed)) == ("",) + (b"",) * 3
    assert (row.born_on, row.erased_at) == (dt.date(1980, 7, 1), NOW)
    with pytest.raises(persons.PersonErased):
        persons.nik_of(person)
    contents = [bytes(one) for one in enrolment.HeldRow.objects.order_by("id").values_list("content_sealed", flat=True)]
    assert contents[0] == b""
    assert json.loads(vault.opened(contents[1], about=b"held")) == ["NIK: 75"]
    assert chain.first_break() is None
    assert chain.unguarded() == []


def test_her_card_is_revoked_with_her_data_and_its_text_opens_no_more(regency, aminah, stamp):
    person, after = subjects.person_of(aminah.nik, on=NOW.date()), dt.date(2024, 1, 1)
    draft = cards.Draft(
        chronicle.TALUMOPATU, person, "Aminah Bakari", "Talumopatu", NOW.date(), after, after, confirmed=True
    )
    card_operations.issue(region=chronicle.TALUMOPATU, drafts=[draft], stamp=stamp)
    erase(aminah)
    (card,) = card_queries.of_person(person, known_at=NOW.date())
    assert (card.reason, card_queries.texts([card])) == ("erased", {})
    assert card_queries.revoked(on=NOW.date()) == [bytes.fromhex(card.serial)]


def test_an_erasure_changes_no_figure(regency, aminah):
    before = document.as_json(regency.day(known_at=NOW.date()))
    erase(aminah)
    assert document.as_json(regency.day(known_at=NOW.date())) == before
    assert before["protected"] == 3


def test_where_the_age_gate_turns_on_the_day_of_birth_the_day_stays(regency):
    """He becomes 65 in June 2023: with any other day the figures of some day would change."""
    old = chronicle.someone(dt.date(1958, 6, 13), name="Idrus Umara")
    regency.listed(chronicle.TALULOBUTU, [old])
    erase(old)
    assert workers.Person.objects.exclude(erased_at=None).get().born_on == dt.date(1958, 6, 13)


def test_listed_again_she_is_recognised_and_stays_erased(regency, aminah, stamp):
    person = subjects.person_of(aminah.nik, on=NOW.date())
    erase(aminah)
    assert worker_operations.take(people=[aminah], stamp=stamp) == {aminah.nik: person}
    assert persons.by_nik(aminah.nik).name == "Data dihapus"


def test_she_is_recognised_also_after_the_key_was_changed_and_the_old_one_is_gone(regency, aminah):
    erase(aminah)
    rotation.rotate(by=ADMIN, now=lambda: NOW)
    remembered = rotation.let_go(number=1, by=ADMIN, at=NOW)
    rotation.drop(number=1, remembered=remembered)
    assert remembered == 1
    assert vault.numbers().keys() == {2}
    assert persons.by_nik(aminah.nik).name == "Data dihapus"


def test_it_takes_two(regency, aminah):
    person = subjects.person_of(aminah.nik, on=NOW.date())
    number = subjects.propose(person_id=person, reason=LETTER, account="siti", at=NOW)
    with pytest.raises(worker_operations.ErasureNeedsSecond, match="bukan pengusulnya"):
        subjects.decide(erasure_id=number, approved=True, account="siti", at=NOW)
    with pytest.raises(worker_operations.ErasureWaits):
        subjects.propose(person_id=person, reason=LETTER, account="rahmat", at=NOW)
    for stranger in ("umar", "tidak.ada"):
        with pytest.raises(subjects.NotYourOffice):
            subjects.decide(erasure_id=number, approved=True, account=stranger, at=NOW)
    assert persons.by_nik(aminah.nik).name == "Aminah Bakari"


def test_a_password_that_somebody_else_chose_makes_nobody_a_second_person(regency, aminah, stamp):
    office = access.open_office(name="Sekda baru", regions=["75.03"], starts_on=chronicle.NEW_YEAR, stamp=stamp)
    account = access.open_account(
        name="baru", person_name="Baru", password="lima-kata-yang-panjang", example=False, told=True, stamp=stamp
    )
    access.appoint(account_id=account, office_id=office, role="sekda", starts_on=chronicle.NEW_YEAR, stamp=stamp)
    number = subjects.propose(
        person_id=subjects.person_of(aminah.nik, on=NOW.date()), reason=LETTER, account="siti", at=NOW
    )
    with pytest.raises(subjects.PasswordNotOwn):
        subjects.decide(erasure_id=number, approved=True, account="baru", at=NOW)


def test_what_was_denied_leaves_everything_and_is_not_decided_again(regency, aminah):
    person = subjects.person_of(aminah.nik, on=NOW.date())
    number = subjects.propose(person_id=person, reason=LETTER, account="siti", at=NOW)
    assert subjects.decide(erasure_id=number, approved=False, account="rahmat", at=NOW) == 0
    with pytest.raises(worker_operations.NoErasure):
        subjects.decide(erasure_id=number, approved=True, account="rahmat", at=NOW)
    assert persons.nik_of(person) == aminah.nik
    verbs = [line.verb for line in chain.lines_about(person.hex)]
    assert verbs == ["workers.erasure_proposed", "workers.erasure_denied"]


# By the command: what is asked for, and what is left in the file

TELL = """
import datetime as dt, pathlib, sys
import lindung.interfaces.cli
from django.db import transaction
from lindung.interfaces import store
from lindung.kernel import values
from lindung.platform.access import operations as access, scope
from lindung.registers.workers import facts
from tests import chronicle
store.open_kept(pathlib.Path(sys.argv[1]))
with scope.everything("uji"), transaction.atomic():
    told = chronicle.Chronicle()
    one = facts.Claimed(values.Nik("7503015306800001"), "Zulaikha Ternate", dt.date(1980, 6, 13), "P", {"ibu": "Nusi"})
    told.listed(chronicle.TALUMOPATU, [one, *chronicle.people(5)])
    stamp = told.stamp(chronicle.NEW_YEAR)
    for name, role in (("siti", "dpmd"), ("rahmat", "sekda")):
        office = access.open_office(name=name, regions=["75.03"], starts_on=chronicle.NEW_YEAR, stamp=stamp)
        account = access.open_account(
            name=name, person_name=name, password="lima-kata-yang-panjang", example=False, stamp=stamp
        )
        access.appoint(account_id=account, office_id=office, role=role, starts_on=chronicle.NEW_YEAR, stamp=stamp)
"""


@pytest.fixture
def kept(tmp_path) -> pathlib.Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "l.sqlite3"


def command(kept: pathlib.Path, *said: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    root = pathlib.Path(__file__).parents[2]
    environment = os.environ | {
        "LINDUNG_KEYS": str(kept.parent.parent / "kunci" / "kunci.json"),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
    }
    run = [sys.executable, *said]
    return subprocess.run(run, env=environment, input=typed, capture_output=True, text=True, timeout=90)


def subject(kept: pathlib.Path, *said: str, typed: str) -> subprocess.CompletedProcess[str]:
    return command(kept, "-m", "lindung.interfaces.cli", "subject", *said, "--db", str(kept), typed=typed)


SIGNED = f"lima-kata-yang-panjang\n{leaks.made('7503015306800001')}\n"


def test_the_command_asks_for_nik_and_password_and_leaves_no_name_in_the_file(kept, tmp_path):
    told = command(kept, "-c", TELL, str(kept))
    assert told.returncode == 0, told.stderr
    assert b"Zulaikha" in b"".join(path.read_bytes() for path in kept.parent.iterdir())
    to = tmp_path / leaks.HANDED_OVER / "zulaikha.xlsx"
    to.parent.mkdir()
    given = subject(kept, "export", "--account", "siti", "--reason", LETTER, "--to", str(to), typed=SIGNED)
    assert given.returncode == 0, given.stderr
    assert to.stat().st_mode & 0o777 == 0o600
    cells = {cell.value for sheet in openpyxl.load_workbook(to) for row in sheet.iter_rows() for cell in row}
    assert {"7503015306800001", "Zulaikha Ternate", "Nusi"} <= cells
    wrong = subject(kept, "propose-erasure", "--account", "siti", "--reason", LETTER, typed="salah\n")
    assert (wrong.returncode, "[akun-atau-sandi-keliru]" in wrong.stderr) == (1, True)
    assert subject(kept, "propose-erasure", "--account", "siti", "--reason", LETTER, typed=SIGNED).returncode == 0
    done = subject(kept, "decide-erasure", "1", "yes", "--account", "rahmat", typed=SIGNED)
    assert done.returncode == 0, done.stderr
    everything = b"".join(path.read_bytes() for path in kept.parent.iterdir())
    assert b"Zulaikha" not in everything
    for said in (given, wrong, done):
        assert "7503015306800001" not in said.stdout + said.stderr
