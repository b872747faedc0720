"""Sending a delivery, and what its worker does with it: each step of a job's life, and no other way to take one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
import zoneinfo
from collections.abc import Collection, Iterable

import msgspec
from django.db import transaction
from django.db.models import F, Q, QuerySet

from lindung.interfaces.intake import models
from lindung.interfaces.intake.jobs import archives, facts
from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault import queries as vault

_MOST_TRIES = 3
_YEARS = range(2015, 2101)
_READER = values.Actor("lindung", "pembaca kiriman")
"""Who moves a job from hand to hand; what a delivery says is written on behalf of whoever sent it."""


class NotYourRegency(values.Refusal):
    code = "kabupaten-di-luar-kewenangan"
    sentence = "Kantor Anda tidak berwenang atas kabupaten {regency}. Pilih kabupaten dari daftar, lalu kirim lagi."


class NotAProgrammeYear(values.Refusal):
    code = "tahun-program-tidak-sah"
    sentence = "{year} bukan tahun program. Tulis tahun antara 2015 dan 2100, misalnya 2023."


class ReceivedInFuture(values.Refusal):
    code = "diterima-di-masa-depan"
    sentence = "Hari berkas diterima ({day}) belum tiba. Tulis hari ini atau hari sebelumnya."


class GivenUp(values.Refusal):
    code = "kiriman-gagal-berulang"
    sentence = (
        "Pembacaan kiriman ini terhenti {tries} kali, jadi tidak diulang lagi. Kirim berkasnya sebagian demi sebagian "
        "untuk menemukan berkas penyebabnya, dan sampaikan hal ini kepada pengelola."
    )


class NothingToRead(values.Refusal):
    code = "tidak-ada-tabel"
    sentence = (
        "Tidak ada berkas yang dapat memuat daftar di antara yang dikirim. Kirim berkas Excel, ODS atau CSV dari rekap "
        "anggaran, rekap pembayaran dan daftar pekerja."
    )


class WorkFailed(values.Refusal):
    code = "kiriman-gagal"
    sentence = (
        "Kiriman tidak selesai karena kesalahan pada Lindung, bukan pada berkas Anda. Kirim lagi (tidak ada yang "
        "tercatat dua kali); bila terulang, sampaikan nomor kiriman {job} kepada pengelola."
    )


@transaction.atomic
def submit(
    *, files: Iterable[facts.Sent], regency: str, year: int, desk: access.Desk, stamp: journal_facts.Stamp
) -> uuid.UUID:
    """Take in what an office sends, sealed, to be read in the background; returns the job's id, the stamp's batch.

    The same batch again from the same office is the same job. Raises NotYourRegency, NotAProgrammeYear,
    ReceivedInFuture and the refusals of ``archives.files``: then nothing of it is kept.
    """
    journal.act(by=stamp.by)
    sent_by = models.Job.objects.filter(pk=stamp.batch).values_list("office_id", flat=True).first()
    if sent_by == desk.office_id:
        return stamp.batch
    if sent_by is not None:  # a number that another office used: nothing of it may show here
        stamp = dataclasses.replace(stamp, batch=uuid.uuid4())
    code = values.RegionCode(regency)
    if code.level != 2 or not desk.scope.overlaps(code):
        raise NotYourRegency(regency=regency)
    if year not in _YEARS:
        raise NotAProgrammeYear(year=year)
    if stamp.received_on > stamp.at.astimezone(zoneinfo.ZoneInfo(language.zone_of(code))).date():
        raise ReceivedInFuture(day=language.day(stamp.received_on))
    job = models.Job.objects.create(
        id=stamp.batch,
        regency=code,
        year=year,
        received_on=stamp.received_on,
        office_id=desk.office_id,
        office_name=desk.office_name,
        sender_name=desk.person_name,
        scope=",".join(sorted(desk.scope.regions)),
        created_at=stamp.at,
    )
    rows = [_seal(job, name, content) for name, content in archives.files(files)]
    models.Job.objects.filter(pk=job.pk).update(files=len(rows))
    details = {"regency": regency, "year": year, "received_on": stamp.received_on.isoformat()}
    journal.record(verb="intake.sent", about=str(job.pk), rows=rows, stamp=stamp, details=details)
    return job.pk


def _seal(job: models.Job, name: str, content: bytes) -> tuple[str, int]:
    key = uuid.uuid4()
    sealed = vault.seal_bytes(content, about=b"upload" + key.bytes)
    models.Upload.objects.create(id=key, job=job, name=name, size=len(content), content_sealed=sealed)
    return name, len(content)


@transaction.atomic
def claim(*, worker: str, at: dt.datetime) -> facts.Work | None:
    """Put the job that waits longest into the hands of ``worker``; None where none waits.

    Of two workers that want the same job one gets it, and the other the next: SQLite lets one in at a time, PostgreSQL
    passes over a row that another is about to take.
    """
    journal.act(by=_READER, alone=False)
    waiting = models.Job.objects.select_for_update(skip_locked=True).filter(state="waiting")
    found = waiting.order_by("created_at", "id").first()
    if found is None:
        return None
    models.Job.objects.filter(pk=found.pk).update(
        state="reading", worker=worker, tries=F("tries") + 1, files_read=0, started_at=at, seen_at=at
    )
    by = values.Actor(found.sender_name, found.office_name)
    scope = access.Scope(frozenset(filter(None, found.scope.split(","))))
    said = (found.regency, found.year, found.received_on)
    return facts.Work(found.pk, worker, *said, by, scope, found.tries + 1)


@transaction.atomic
def progress(*, work: facts.Work, read: int, at: dt.datetime) -> bool:
    """So many files are read. False where the job is no longer in this worker's hands."""
    journal.act(by=_READER, alone=False)
    return bool(_held(work).update(files_read=read, seen_at=at))


@transaction.atomic
def finish(*, work: facts.Work, outcome: facts.Outcome, stamp: journal_facts.Stamp) -> bool:
    """Keep what came of a job, and remove its files. False where it is no longer in this worker's hands."""
    journal.act(by=stamp.by)
    said = msgspec.json.encode(outcome).decode()
    return _end(work, stamp, state="done", outcome=said, files_read=F("files"))


@transaction.atomic
def refuse(*, work: facts.Work, refusal: values.Refusal, stamp: journal_facts.Stamp) -> bool:
    """Keep why a job was not done, and remove its files. False where it is no longer in this worker's hands."""
    journal.act(by=stamp.by)
    return _end(work, stamp, state="refused", refusal_code=refusal.code, refusal=str(refusal))


def _end(work: facts.Work, stamp: journal_facts.Stamp, *, state: facts.State, **columns: object) -> bool:
    if not _held(work).update(state=state, finished_at=stamp.at, seen_at=stamp.at, worker="", **columns):
        return False
    models.Upload.objects.filter(job_id=work.id).delete()
    details = {"state": state, "code": str(columns.get("refusal_code", ""))}
    journal.record(verb="intake.ended", about=str(work.id), rows=[], stamp=stamp, details=details)
    return True


@transaction.atomic
def put_back(*, work: facts.Work) -> None:
    """The worker stops of its own will: the job waits again, and this try does not count."""
    journal.act(by=_READER, alone=False)
    _held(work).update(state="waiting", worker="", files_read=0, tries=F("tries") - 1)


@transaction.atomic
def release(*, workers: Collection[str], unseen_since: dt.datetime) -> int:
    """Put jobs back whose worker is among ``workers`` (which are gone) or was not seen since then; returns how many.

    Reading again is safe: a delivery is taken whole or not at all, and what was taken is not taken twice.
    """
    journal.act(by=_READER, alone=False)
    lost = models.Job.objects.filter(Q(worker__in=list(workers)) | Q(seen_at__lt=unseen_since), state="reading")
    return lost.update(state="waiting", worker="", files_read=0)


def worn_out(*, work: facts.Work) -> GivenUp | None:
    """Why a job is not tried again: its readings ended with their worker too often."""
    return GivenUp(tries=_MOST_TRIES) if work.tries > _MOST_TRIES else None


def _held(work: facts.Work) -> QuerySet[models.Job]:
    return models.Job.objects.filter(pk=work.id, state="reading", worker=work.worker)


@transaction.atomic
def forget(*, uploads_before: dt.datetime, outcomes_before: dt.datetime, stamp: journal_facts.Stamp) -> tuple[int, int]:
    """Let go of what deliveries that ended left behind, and of what is told of their rows; returns how many of each."""
    journal.act(by=stamp.by)
    files = models.Upload.objects.filter(job__finished_at__lt=uploads_before).delete()[0]
    told = models.Job.objects.filter(finished_at__lt=outcomes_before).exclude(outcome="").update(outcome="")
    if files or told:
        details = {"files": files, "outcomes": told}
        journal.record(verb="intake.forgotten", about="", rows=[], stamp=stamp, details=details)
    return files, told
