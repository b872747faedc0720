"""Keys are changed while the regency works: nothing is lost, nothing is left under the old key, nobody counts twice."""

from __future__ import annotations

import json
import pathlib

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from lindung.interfaces import rotation
from lindung.interfaces.intake import models as intake
from lindung.interfaces.intake.jobs import queries as jobs
from lindung.kernel import values
from lindung.platform.journal import models as journal
from lindung.platform.journal import queries as chain
from lindung.platform.journal.resealing import operations as resealing
from lindung.platform.journal.resealing import queries as sealed
from lindung.platform.vault import operations as vault_operations
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment import models as enrolment
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import models as workers
from lindung.registers.workers import operations as worker_operations
from lindung.registers.workers import queries as persons
from tests import chronicle, conftest
from tests.interfaces import desks

ADMIN = values.Actor("pengelola", "baris perintah")
HELD = "NIK: 750301130678003; nama: Idrus Umara"


class Killed(BaseException):
    """What a kill looks like from inside: nothing is caught, nothing is tidied up."""


def rotate(at_once: int = 500, **more) -> rotation.Rotated:
    return rotation.rotate(by=ADMIN, now=lambda: conftest.MORNING, at_once=at_once, **more)


def retire(number: int) -> None:
    remembered = rotation.let_go(number=number, by=ADMIN, at=conftest.MORNING)
    rotation.drop(number=number, remembered=remembered)


@pytest.fixture
def key_file(tmp_path) -> pathlib.Path:
    path = tmp_path / "kunci" / "kunci.json"
    vault_operations.unlock(path, data=tmp_path / "data")
    return path


@pytest.fixture
def crowd(db, key_file) -> list[workers_facts.Claimed]:
    """Seven on Talumopatu's list, two of its rows held, and a file that waits to be read."""
    regency = chronicle.Chronicle()
    found = chronicle.people(7)
    regency.listed(chronicle.TALUMOPATU, found, held=[("nik_length", HELD), ("nik_length", HELD)])
    return found


def keys_in_use() -> set[int]:
    return {number for _, number in sealed.numbers_in_use()}


def everything_opens(crowd: list[workers_facts.Claimed]) -> bool:
    known = {one.nik: persons.by_nik(one.nik) for one in crowd}
    assert [persons.nik_of(person.id) for person in known.values()] == list(known)
    held = enrolment.HeldRow.objects.values_list("content_sealed", flat=True)
    assert [json.loads(vault.opened(one, about=b"held")) for one in held] == [[HELD], [HELD]]
    return True


# The story


def test_after_a_rotation_everything_opens_with_the_new_key_and_nothing_needs_the_old(crowd, key_file):
    before = {one.nik: persons.by_nik(one.nik).id for one in crowd}
    mark, indexes = vault.fingerprint(), set(workers.Person.objects.values_list("nik_index", flat=True))
    assert rotate() == rotation.Rotated(key=2, rows=9)
    assert keys_in_use() == {2}
    assert everything_opens(crowd)
    retire(1)
    assert everything_opens(crowd)
    assert {one.nik: persons.by_nik(one.nik).id for one in crowd} == before
    assert not indexes & set(workers.Person.objects.values_list("nik_index", flat=True))
    assert vault.fingerprint() == mark
    assert vault.numbers().keys() == {2}
    assert chain.first_break() is None


def test_the_old_key_opens_nothing_that_was_written_or_sealed_anew(crowd, key_file):
    old = json.loads(key_file.read_text())
    rotate()
    vault.hold(1, bytes.fromhex(old["master"]))
    with pytest.raises(vault.SealBroken):
        persons.nik_of(workers.Person.objects.first().id)
    assert persons.by_nik(crowd[0].nik) is None


def test_a_delivery_after_the_rotation_finds_those_who_were_there(crowd, stamp):
    before = worker_operations.take(people=crowd, stamp=stamp)
    rotate()
    assert worker_operations.take(people=crowd, stamp=stamp) == before
    assert workers.Person.objects.count() == 7


def test_the_journal_says_who_changed_the_key_and_of_which_rows(crowd):
    first = journal.Line.objects.count()
    rotate(at_once=5)
    lines = list(journal.Line.objects.order_by("id").values_list("verb", "about", "row_count", "actor"))[first:]
    assert lines[0][:1] + lines[0][2:] == ("keys.rotated", 0, "pengelola")
    assert lines[0][1].split() == ["2", vault.numbers()[2]]
    assert [line[:3] for line in lines[1:]] == [
        ("keys.resealing", "workers_person", 0), ("keys.resealed", "workers_person", 5),
        ("keys.resealing", "workers_person", 0), ("keys.resealed", "workers_person", 2),
        ("keys.resealing", "enrolment_heldrow", 0), ("keys.resealed", "enrolment_heldrow", 2),
        ("keys.rotation_ended", "2", 0),
    ]  # fmt: skip


def test_a_file_that_waits_is_read_under_the_new_key(crowd):
    desks.send(desks.desk(), **{"desa.csv": b"NIK;Nama\n"})
    upload = intake.Upload.objects.get()
    rotate()
    assert bytes(intake.Upload.objects.get().content_sealed)[0] == 2
    assert jobs.content(upload.pk) == b"NIK;Nama\n"


def test_rotated_three_times_there_are_four_keys_until_they_are_retired(crowd):
    for key in (2, 3, 4):
        assert rotate().key == key
    for key in (1, 2, 3):
        retire(key)
    assert vault.numbers().keys() == {4}
    assert everything_opens(crowd)
    assert rotate().key == 5


# While others work


def test_who_holds_the_old_ring_uses_the_new_key_from_the_next_seal_on(crowd, key_file, stamp):
    """The site's process read the file long ago; another process rotates."""
    site = vault._held
    rotate()
    vault._held = site
    newcomer = chronicle.someone(name="Yusuf Hasan")
    worker_operations.take(people=[newcomer, crowd[0]], stamp=stamp)
    assert keys_in_use() == {2}
    assert workers.Person.objects.count() == 8


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_between_two_batches_those_listed_again_are_recognised_and_newcomers_are_under_the_new_key(crowd, stamp, batch):
    newcomer, said = chronicle.someone(), []

    def meanwhile(table: str, rows: int) -> None:
        if rows == 2 * batch:
            ids = worker_operations.take(people=[*crowd, newcomer], stamp=stamp)
            said.append((len(ids), workers.Person.objects.count(), everything_opens(crowd)))

    rotate(at_once=2, after_batch=meanwhile)
    assert said == [(8, 8, True)]
    assert keys_in_use() == {2}


def test_a_process_whose_file_is_away_for_a_moment_goes_on_with_what_it_holds(crowd, key_file):
    away = key_file.rename(key_file.with_name("sebentar"))
    assert everything_opens(crowd)
    assert vault.current() == 1
    away.rename(key_file)


def test_another_ring_in_the_place_of_the_file_is_not_taken_up(crowd, key_file):
    key_file.write_text(json.dumps({"id": 1, "master": "ab" * 32}))
    assert everything_opens(crowd)


# Killed


@pytest.mark.parametrize("after", range(1, 10))
def test_killed_between_any_two_batches_the_next_call_goes_on_with_the_same_key(crowd, after):
    def kill(table: str, rows: int) -> None:
        if rows == after:
            raise Killed

    with pytest.raises(Killed):
        rotate(at_once=1, after_batch=kill)
    assert everything_opens(crowd)
    assert rotate(at_once=1) == rotation.Rotated(key=2, rows=9 - after)
    assert keys_in_use() == {2}
    assert vault.numbers().keys() == {1, 2}
    assert chain.first_break() is None


def test_killed_when_the_key_is_in_the_file_and_not_yet_in_the_journal(crowd, monkeypatch):
    with monkeypatch.context() as torn:
        torn.setattr(resealing.journal, "record", lambda **_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            rotate()
    assert (vault.current(), sealed.made()) == (2, {})
    assert rotate() == rotation.Rotated(key=2, rows=9)


def test_killed_before_the_retired_key_left_the_file_it_is_retired_once_more(crowd):
    rotate()
    rotation.let_go(number=1, by=ADMIN, at=conftest.MORNING)
    assert vault.numbers().keys() == {1, 2}
    retire(1)
    assert vault.numbers().keys() == {2}


# What is refused


def test_a_key_that_still_seals_something_is_not_retired(crowd):
    with pytest.raises(Killed):
        rotate(at_once=7, after_batch=lambda *_: (_ for _ in ()).throw(Killed()))
    with pytest.raises(resealing.KeyInUse, match=r"enrolment_heldrow \(2\)") as refused:
        retire(1)
    assert refused.value.code == "kunci-masih-dipakai"
    assert vault.numbers().keys() == {1, 2}


def test_the_key_in_use_and_one_that_is_not_there_are_not_retired(crowd):
    with pytest.raises(resealing.KeyIsCurrent, match="keys rotate"):
        retire(1)
    with pytest.raises(resealing.NoSuchKey, match="Yang ada: 1"):
        retire(7)


def test_an_old_copy_of_the_key_file_is_noticed(crowd, key_file, tmp_path):
    old = key_file.read_text()
    rotate()
    assert sealed.missing() == []
    key_file.write_text(old)
    vault_operations.unlock(key_file, data=tmp_path / "data")
    assert sealed.missing() == [2]


# No column is forgotten


def test_every_column_that_is_called_sealed_says_how_it_is_sealed(monkeypatch):
    assert sealed.forgotten() == []
    monkeypatch.setattr(intake.Upload, "SEALED", {})
    assert sealed.forgotten() == ["intake.Upload.content_sealed"]


@pytest.mark.django_db
def test_a_forgotten_column_stops_a_rotation_before_it_begins(monkeypatch):
    monkeypatch.setattr(intake.Upload, "SEALED", {})
    with pytest.raises(resealing.Forgotten, match=r"intake\.Upload\.content_sealed"):
        rotate()
    assert vault.numbers().keys() == {1}


NOT_SEALED = {
    "access.Account.password": "a digest that takes its time",
    "access.Session.digest": "a keyed digest of what a browser holds, of the key that lasts",
    "access.RecoveryCode.digest": "a keyed digest of a code on paper, of the key that lasts",
    "access.Token.digest": "a keyed digest of what a program shows, of the key that lasts",
    "workers.OwnCode.digest": "a keyed digest of a code on paper, of the key that lasts",
    "grievances.Grievance.digest": "a keyed digest of a code told once, of the key that lasts",
    "workers.AskedCode.digest": "a keyed digest of a code that opens for ten minutes, of the key that lasts",
    "access.Guesses.digest": "a keyed digest of a name or address, of the key that lasts",
    "intake.Application.digest": "a keyed digest of a code on paper, of the key that lasts",
    "intake.Application.nik_index": "a blind index, made anew with the seal",
    "workers.Person.nik_index": "a blind index, made anew with the seal",
    "workers.FormerNik.nik_index": "likewise",
}


def test_every_secret_column_is_sealed_or_has_a_reason():
    secret = {
        f"{model._meta.label}.{column}": column
        for model in apps.get_models()
        for column in getattr(model, "PRIVACY", {}).get("secret", ())
    }
    assert {name for name, column in secret.items() if not column.endswith("_sealed")} == NOT_SEALED.keys()


# The guard's one exception


def held_row(**changed: object) -> None:
    enrolment.HeldRow.objects.filter(pk=enrolment.HeldRow.objects.first().pk).update(**changed)


def announce(stamp, about: str = "enrolment_heldrow", verb: str = "keys.resealing") -> None:
    resealing.journal.record(verb=verb, about=about, rows=[], stamp=stamp)


@pytest.mark.parametrize(
    ("about", "verb"),
    [("workers_person", "keys.resealing"), ("enrolment_heldrow", "keys.resealed"), ("enrolment_heldrow", "trial")],
)
def test_a_seal_is_not_changed_unless_just_that_was_announced(crowd, stamp, about, verb):
    announce(stamp, about, verb)
    with pytest.raises(DatabaseError, match="hanya ditambah"), transaction.atomic():
        held_row(content_sealed=b"\2lain")


def test_what_is_announced_passes_and_nothing_besides(crowd, stamp):
    announce(stamp)
    for other in ({"problems": "[]"}, {"row": 99}, {"content_sealed": b"\2lain", "sheet": "lain"}):
        with pytest.raises(DatabaseError, match="hanya ditambah"), transaction.atomic():
            held_row(**other)
    with pytest.raises(DatabaseError, match="hanya ditambah"), transaction.atomic():
        enrolment.HeldRow.objects.all()._raw_delete("default")
    held_row(content_sealed=b"\2lain")


def test_the_announcement_ends_with_the_next_line(crowd, stamp):
    announce(stamp)
    announce(stamp, "75.03", "trial")
    with pytest.raises(DatabaseError, match="hanya ditambah"), transaction.atomic():
        held_row(content_sealed=b"\2lain")


def test_an_empty_journal_announces_nothing(crowd):
    with connection.cursor() as cursor:
        on_server = connection.vendor == "postgresql"
        cursor.execute("DROP TRIGGER journal_line_no_delete" + (" ON journal_line" if on_server else ""))
        if on_server:
            cursor.execute("DROP TRIGGER journal_line_by_actor ON journal_line")
        cursor.execute("DELETE FROM journal_line")
    with pytest.raises(DatabaseError, match="hanya ditambah"), transaction.atomic():
        held_row(content_sealed=b"\2lain")
