"""A delivery from the form to its end: sealed while it waits, in one worker's hands at a time, its office's alone."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.apps import apps

from lindung.interfaces.intake import models
from lindung.interfaces.intake.jobs import archives, facts, operations, queries
from lindung.platform.journal import facts as journal
from lindung.platform.journal import models as journal_models
from lindung.platform.vault import queries as vault
from tests import conftest
from tests.interfaces import desks

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
FARMER = "7503011306780003"
ROSTER = f"DESA KERAMAT\nNIK;NAMA;TGL LAHIR\n{FARMER};Abdul Podungge;13-06-1978\n"
NOTHING = facts.Outcome(())


def stamp() -> journal.Stamp:
    return journal.Stamp(conftest.OFFICER, NOON, uuid.uuid4(), desks.DAY)


def uploads() -> int:
    return models.Upload.objects.count()


# Sending


def test_what_is_sent_waits_sealed_and_opens_to_what_it_was():
    officer = desks.desk()
    job = desks.send(officer, daftar__csv=ROSTER)
    found = desks.seen(officer, job)
    assert (found.state, found.files, found.files_read, found.outcome) == ("waiting", 1, 0, None)
    assert (found.office_name, found.sender_name, found.received_on) == ("Dinas PMD", "Petugas Contoh", desks.DAY)
    (waiting,) = queries.uploads(job)
    assert (waiting.name, queries.content(waiting.id)) == ("daftar.csv", ROSTER.encode())
    everything = "\n".join(repr(row) for model in apps.get_models() for row in model.objects.values_list())
    assert "daftar.csv" in everything
    assert FARMER not in everything
    assert "Podungge" not in everything


def test_a_sealed_file_moved_to_another_row_does_not_open():
    desks.send(desks.desk(), satu__csv="1", dua__csv="2")
    one, two = models.Upload.objects.order_by("name")
    models.Upload.objects.filter(pk=one.pk).update(content_sealed=two.content_sealed)
    with pytest.raises(vault.SealBroken):
        queries.content(one.pk)


def test_the_same_form_sent_twice_is_one_job():
    officer, form = desks.desk(), uuid.uuid4()
    assert desks.send(officer, form=form, daftar__csv=ROSTER) == form
    assert desks.send(officer, form=form, daftar__csv=ROSTER) == form
    assert (len(queries.jobs(office_id=officer.office_id)), uploads()) == (1, 1)


def test_the_number_of_another_offices_form_shows_nothing_of_it():
    form = desks.send(desks.desk(), daftar__csv=ROSTER)
    camat = desks.desk("Kecamatan Tapa", "75.03.01", role="camat")
    own = desks.send(camat, form=form, lain__csv=ROSTER)
    assert own != form
    assert [file.name for file in queries.uploads(own)] == ["lain.csv"]


def test_a_job_is_its_offices_alone():
    officer, camat = desks.desk(), desks.desk("Kecamatan Tapa", "75.03.01", role="camat")
    job = desks.send(officer, daftar__csv=ROSTER)
    assert queries.job(job, office_id=camat.office_id) is None
    assert queries.jobs(office_id=camat.office_id) == []
    assert [one.id for one in queries.jobs(office_id=officer.office_id)] == [job]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"regency": "75.01"}, operations.NotYourRegency),
        ({"regency": "75.03.01"}, operations.NotYourRegency),
        ({"year": 23}, operations.NotAProgrammeYear),
        ({"received_on": dt.date(2023, 4, 14)}, operations.ReceivedInFuture),
        ({"kiriman__zip": b"bukan zip"}, archives.ArchiveBroken),
    ],
)
def test_what_is_refused_leaves_nothing(said, refusal):
    officer = desks.desk()
    lines = journal_models.Line.objects.count()
    with pytest.raises(refusal):
        desks.send(officer, **{"daftar__csv": ROSTER, **said})
    assert (models.Job.objects.count(), uploads(), journal_models.Line.objects.count()) == (0, 0, lines)


def test_after_midnight_in_gorontalo_today_is_the_new_day():
    """16.30 UTC is 00.30 WITA of the day after."""
    late = dt.datetime(2023, 4, 13, 16, 30, tzinfo=dt.UTC)
    officer = desks.desk()
    job = desks.send(officer, at=late, received_on=dt.date(2023, 4, 14), daftar__csv=ROSTER)
    assert desks.seen(officer, job).received_on == dt.date(2023, 4, 14)


# In a worker's hands


def test_of_two_workers_each_job_has_one_and_the_oldest_is_first():
    officer = desks.desk()
    second = desks.send(officer, at=NOON, b__csv="b")
    first = desks.send(officer, at=NOON - dt.timedelta(hours=1), a__csv="a")
    one, two = operations.claim(worker="satu", at=NOON), operations.claim(worker="dua", at=NOON)
    assert (one.id, two.id) == (first, second)
    assert operations.claim(worker="satu", at=NOON) is None
    assert queries.workers() == {"satu", "dua"}


def test_a_worker_knows_who_sent_and_what_they_answered_for():
    desks.send(desks.desk("BPJS Cabang Gorontalo", "75.01", "75.03", role="bpjs"), a__csv="a")
    work = operations.claim(worker="satu", at=NOON)
    assert (work.by.name, work.by.office) == ("Petugas Contoh", "BPJS Cabang Gorontalo")
    assert (work.scope.regions, work.scope.everything) == (frozenset({"75.01", "75.03"}), "")


def test_an_office_that_answers_for_nothing_never_turns_into_one_that_answers_for_all():
    officer = desks.desk()
    job = desks.send(officer, a__csv="a")
    models.Job.objects.filter(pk=job).update(scope="")
    assert not operations.claim(worker="satu", at=NOON).scope.covers("75.03.01.2028")


def test_progress_is_seen_and_the_end_is_kept_without_the_files():
    officer = desks.desk()
    job = desks.send(officer, a__csv="a", b__csv="b")
    work = operations.claim(worker="satu", at=NOON)
    assert operations.progress(work=work, read=1, at=NOON)
    assert (desks.seen(officer, job).state, desks.seen(officer, job).files_read) == ("reading", 1)
    assert operations.finish(work=work, outcome=NOTHING, stamp=stamp())
    found = desks.seen(officer, job)
    assert (found.state, found.files_read, found.outcome, found.finished_at) == ("done", 2, NOTHING, NOON)
    assert uploads() == 0


def test_a_refusal_is_kept_with_its_code_and_sentence():
    officer = desks.desk()
    job = desks.send(officer, a__csv="a")
    work = operations.claim(worker="satu", at=NOON)
    assert operations.refuse(work=work, refusal=archives.NothingSent(), stamp=stamp())
    found = desks.seen(officer, job)
    assert (found.state, found.refusal_code) == ("refused", "tidak-ada-berkas")
    assert found.refusal.startswith("Belum ada berkas.")
    assert uploads() == 0


def test_a_job_whose_worker_is_gone_waits_again_and_the_lost_worker_has_no_more_say():
    officer = desks.desk()
    job = desks.send(officer, a__csv="a")
    lost = operations.claim(worker="hilang", at=NOON)
    operations.progress(work=lost, read=1, at=NOON)
    long_ago = NOON - dt.timedelta(hours=1)
    assert operations.release(workers=["lain"], unseen_since=long_ago) == 0
    assert operations.release(workers=["hilang"], unseen_since=long_ago) == 1
    assert (desks.seen(officer, job).state, desks.seen(officer, job).files_read) == ("waiting", 0)
    again = operations.claim(worker="baru", at=NOON)
    assert not operations.progress(work=lost, read=1, at=NOON)
    assert not operations.finish(work=lost, outcome=NOTHING, stamp=stamp())
    assert (desks.seen(officer, job).state, uploads()) == ("reading", 1)
    assert operations.finish(work=again, outcome=NOTHING, stamp=stamp())


def test_a_worker_that_was_not_seen_for_long_is_taken_for_gone():
    desks.send(desks.desk(), a__csv="a")
    operations.claim(worker="jauh", at=NOON)
    assert operations.release(workers=[], unseen_since=NOON) == 0
    assert operations.release(workers=[], unseen_since=NOON + dt.timedelta(seconds=1)) == 1


def test_a_job_that_ended_is_never_released():
    officer = desks.desk()
    job = desks.send(officer, a__csv="a")
    operations.finish(work=operations.claim(worker="satu", at=NOON), outcome=NOTHING, stamp=stamp())
    assert operations.release(workers=["satu", ""], unseen_since=NOON + dt.timedelta(days=1)) == 0
    assert desks.seen(officer, job).state == "done"


def test_a_job_that_was_lost_three_times_is_given_up_but_a_worker_that_stops_does_not_count():
    desks.send(desks.desk(), a__csv="a")
    for _ in range(2):
        operations.put_back(work=operations.claim(worker="satu", at=NOON))
    for _ in range(3):
        work = operations.claim(worker="satu", at=NOON)
        assert operations.worn_out(work=work) is None
        operations.release(workers=["satu"], unseen_since=NOON)
    refusal = operations.worn_out(work=operations.claim(worker="satu", at=NOON))
    assert "terhenti 3 kali" in str(refusal)
