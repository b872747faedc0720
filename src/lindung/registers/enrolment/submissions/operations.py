"""Writing what goes to BPJS: one account proposes, another approves; only then does anything leave."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction

from lindung.kernel import language, law, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.enrolment import models
from lindung.registers.enrolment.movements import facts as movements
from lindung.registers.enrolment.movements import queries as moving
from lindung.registers.enrolment.submissions import facts, queries
from lindung.registers.workers.consents import queries as consents


class AgreementMissing(values.Refusal):
    code = "pks-belum-ada"
    sentence = (
        "Nomor PKS dengan BPJS Ketenagakerjaan belum ditulis. Tanpa PKS yang berlaku daftar tidak dapat diajukan; "
        "minta nomornya kepada Dinas PMD."
    )


class AgreementNotInForce(values.Refusal):
    code = "pks-tidak-berlaku"
    sentence = (
        "PKS {number} berlaku dari {first} sampai {last}, jadi tidak berlaku pada {day}. Perpanjang dulu PKS dengan "
        "BPJS Ketenagakerjaan, lalu ajukan dengan PKS yang baru."
    )


class LetterMissing(values.Refusal):
    code = "nomor-surat-pengantar-belum-ada"
    sentence = "Nomor surat pengantar belum ditulis. BPJS Ketenagakerjaan tidak menerima daftar tanpa surat itu."


class DecreeMissing(values.Refusal):
    code = "nomor-sk-belum-ada"
    sentence = "Nomor SK kepala desa belum ditulis. SK itu menetapkan siapa yang diajukan; tulis nomor dan tanggalnya."


class GroupUnknown(values.Refusal):
    code = "kode-wadah-tidak-dikenal"
    sentence = "Kode wadah «{group}» tidak ada pada buku aturan. Pilih salah satu dari daftarnya."


class GroupNumberForeign(values.Refusal):
    code = "nomor-wadah-lain-jenis"
    sentence = "Nomor wadah {number} tidak berawal {group}. Cocokkan nomornya dengan surat BPJS, atau kosongkan."


class NobodyToSubmit(values.Refusal):
    code = "tidak-ada-yang-diajukan"
    sentence = (
        "Tidak ada nama yang dapat diajukan: semua sudah diterima BPJS, sedang diajukan, atau belum sah. Perbaiki dulu "
        "baris yang bermasalah."
    )


class NamesNotReady(values.Refusal):
    code = "nama-belum-dapat-diajukan"
    sentence = (
        "{count} nama tidak dapat diajukan: belum sah, tidak lagi pada daftar, atau ditolak BPJS dan belum diperbaiki. "
        "Muat ulang halaman, lalu ajukan lagi."
    )


class AcceptedAlready(values.Refusal):
    code = "sudah-diterima-bpjs"
    sentence = "{count} nama sudah diterima BPJS, jadi tidak diajukan lagi. Muat ulang halaman, lalu ajukan lagi."


class WaitsForAnswer(values.Refusal):
    code = "sudah-diajukan"
    sentence = (
        "{count} nama sudah ada pada pengajuan yang masih menunggu. Satu orang tidak diajukan dua kali bersamaan."
    )


class NoSuchSubmission(values.Refusal):
    code = "pengajuan-tidak-ada"
    sentence = "Pengajuan itu tidak ada, atau sudah diputuskan. Muat ulang halaman untuk melihat keadaannya."


class SubmissionNeedsSecond(values.Refusal):
    code = "pengajuan-perlu-orang-kedua"
    sentence = "Pengajuan ini harus diputuskan orang lain: bukan yang mengajukannya."


class NotToBeFetched(values.Refusal):
    code = "berkas-pengajuan-tidak-dapat-diambil"
    sentence = (
        "Berkas pengajuan ini tidak dapat diambil: belum disetujui, masanya berakhir, atau Anda sudah cukup sering "
        "mengambilnya. Minta Dinas PMD mengajukan lagi bila perlu."
    )


class ErasedSince(values.Refusal):
    code = "pengajuan-memuat-data-terhapus"
    sentence = (
        "Data {count} orang pada pengajuan ini sudah dihapus atas permintaannya, jadi berkasnya tidak dibuat. Ajukan "
        "lagi tanpa mereka."
    )


@transaction.atomic
def propose(
    *, wanted: facts.Wanted, names: Sequence[uuid.UUID], ready: Collection[uuid.UUID], book: law.Book, account: int,
    stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """Propose that these names go to BPJS; returns the number under which another account decides.

    ``ready``: who counts on the village's list by today's judgement. Raises AgreementMissing, AgreementNotInForce,
    LetterMissing, DecreeMissing, GroupUnknown, GroupNumberForeign, NobodyToSubmit, NamesNotReady, AcceptedAlready,
    WaitsForAnswer.
    """
    journal.act(by=stamp.by)
    _refuse_papers(wanted, book, stamp.received_on)
    persons = sorted(set(names))
    if not persons:
        raise NobodyToSubmit()
    strange = set(persons) - set(ready)
    if strange:
        raise NamesNotReady(count=len(strange))
    _refuse_said(persons)
    digest = queries.digest(persons)
    row = models.Submission.objects.create(
        region_id=wanted.region, year=wanted.year, group=wanted.group, group_number=wanted.group_number,
        letter_number=wanted.letter.number, letter_on=wanted.letter.on, decree_number=wanted.decree.number,
        decree_on=wanted.decree.on, agreement_number=wanted.agreement.number,
        agreement_starts_on=wanted.agreement.starts_on, agreement_last_on=wanted.agreement.last_on,
        persons=len(persons), persons_digest=digest, proposed_by_id=account, received_on=stamp.received_on,
        recorded_at=stamp.at,
    )  # fmt: skip
    said = (
        wanted.region, wanted.year, wanted.group, wanted.group_number, wanted.letter.number, wanted.letter.on,
        wanted.decree.number, wanted.decree.on, wanted.agreement.number, wanted.agreement.starts_on,
        wanted.agreement.last_on, len(persons), digest, account, stamp.received_on,
    )  # fmt: skip
    details = {"submission": row.pk, "persons": len(persons)}
    journal.record(verb="enrolment.proposed", about=wanted.region, rows=[said], stamp=stamp, details=details)
    named = [(row.pk, person.hex) for person in persons]
    journal.record(verb="enrolment.names_proposed", about=wanted.region, rows=named, stamp=stamp, details=details)
    rows.insert(models.SubmittedName, ("submission", "person"), [(row.pk, person) for person in persons])
    return row.pk


def _refuse_papers(wanted: facts.Wanted, book: law.Book, today: dt.date) -> None:
    """A group that the book knows, a letter and a decree with numbers, and an agreement that holds: on the letter's day
    and today."""
    try:
        law.wadah(book, code=wanted.group, on=wanted.letter.on)
    except law.NoRule:
        raise GroupUnknown(group=wanted.group) from None
    if wanted.group_number and not wanted.group_number.upper().startswith(wanted.group):
        raise GroupNumberForeign(number=wanted.group_number, group=wanted.group)
    if not wanted.letter.number.strip():
        raise LetterMissing()
    if not wanted.decree.number.strip():
        raise DecreeMissing()
    _refuse_agreement(wanted.agreement, wanted.letter.on)
    _refuse_agreement(wanted.agreement, today)


def _refuse_agreement(agreement: facts.Agreement, day: dt.date) -> None:
    if not agreement.number.strip():
        raise AgreementMissing()
    if not agreement.starts_on <= day <= agreement.last_on:
        first, last = language.day(agreement.starts_on), language.day(agreement.last_on)
        raise AgreementNotInForce(number=agreement.number, first=first, last=last, day=language.day(day))


def _refuse_said(persons: Sequence[uuid.UUID], *, but: int | None = None) -> None:
    """Nobody whom BPJS has accepted, and nobody twice on lists that wait."""
    standing = queries.standing(persons, but=but)
    if standing.accepted:
        raise AcceptedAlready(count=len(standing.accepted))
    if standing.waiting:
        raise WaitsForAnswer(count=len(standing.waiting))


@transaction.atomic
def decide(*, submission_id: int, approve: bool, account: int, stamp: journal_facts.Stamp) -> None:
    """Another account than the one that proposed approves, or does not. Approved, the list is sent on that day.

    Raises NoSuchSubmission, SubmissionNeedsSecond, AgreementNotInForce, AcceptedAlready, NamesNotReady.
    """
    journal.act(by=stamp.by)
    row = models.Submission.objects.filter(pk=submission_id, decision__isnull=True).first()
    if row is None:
        raise NoSuchSubmission()
    if account == row.proposed_by_id:
        raise SubmissionNeedsSecond()
    if approve:
        agreement = facts.Agreement(row.agreement_number, row.agreement_starts_on, row.agreement_last_on)
        _refuse_agreement(agreement, stamp.received_on)
        persons = queries.persons_of(row.pk)
        _refuse_said(persons, but=row.pk)
        _refuse_gone(row, persons, stamp.received_on)
    models.SubmissionDecision.objects.create(
        submission=row, approved=approve, decided_by_id=account, received_on=stamp.received_on, recorded_at=stamp.at
    )
    said, details = (row.pk, approve, account, stamp.received_on), {"submission": row.pk, "approved": approve}
    journal.record(verb="enrolment.submission_decided", about=row.region_id, rows=[said], stamp=stamp, details=details)


def _refuse_gone(row: models.Submission, persons: Sequence[uuid.UUID], on: dt.date) -> None:
    """Whoever left the list, or took back the consent, since it was proposed is not sent."""
    day = min(on, dt.date(row.year, 12, 31))
    names = moving.standing(row.region_id, on=day, known_at=on)
    withdrawn = consents.withdrawn(persons, known_at=on)
    gone = [
        one for one in persons if one in withdrawn or one not in names or not movements.stands(names[one], day)
    ]  # fmt: skip
    if gone:
        raise NamesNotReady(count=len(gone))


@transaction.atomic
def fetched(
    *, submission_id: int, number: uuid.UUID, account: int, lasts: dt.timedelta, at_most: int,
    stamp: journal_facts.Stamp,
) -> None:  # fmt: skip
    """Say that the file of a submission leaves under ``number``; only then are its NIK opened.

    ``lasts``: for how long after the approval; ``at_most``: how often by one account. Raises NotToBeFetched.
    """
    journal.act(by=stamp.by)
    decision = models.SubmissionDecision.objects.filter(submission_id=submission_id, approved=True).first()
    taken = models.SubmissionFetch.objects.filter(submission_id=submission_id, fetched_by_id=account).count()
    if decision is None or stamp.at >= decision.recorded_at + lasts or taken >= at_most:
        raise NotToBeFetched()
    models.SubmissionFetch.objects.create(
        submission_id=submission_id, number=number, fetched_by_id=account, recorded_at=stamp.at
    )
    region = models.Submission.objects.values_list("region_id", flat=True).get(pk=submission_id)
    details = {"submission": submission_id, "number": number.hex[:12]}
    said = (submission_id, number.hex, account)
    journal.record(verb="enrolment.submission_fetched", about=region, rows=[said], stamp=stamp, details=details)
