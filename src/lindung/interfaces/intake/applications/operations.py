"""Beginning, going on with, submitting and deciding an application; letting go of what was said in it.

A draft writes no line in the journal: nobody has said yet that they mean it. What is submitted and decided does.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from lindung.interfaces.intake import beside, models, typed
from lindung.interfaces.intake import operations as intake
from lindung.interfaces.intake.applications import facts, queries, sealing
from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment.movements import facts as movement_facts
from lindung.registers.enrolment.movements import operations as movements
from lindung.registers.workers import operations as workers
from lindung.registers.workers.consents import facts as consent_facts
from lindung.registers.workers.consents import operations as consents

_LONGEST = 200


class NotADraft(values.Refusal):
    code = "isian-sudah-dikirim"
    sentence = "Isian ini sudah dikirim atau sudah dihapus, jadi tidak diubah lagi. Lihat keadaannya dengan kodenya."


class NotComplete(values.Refusal):
    code = "permohonan-belum-lengkap"
    sentence = "Masih ada pertanyaan yang belum dijawab ({step}), jadi belum dikirim. Jawab dulu, lalu kirim."


class NotPending(values.Refusal):
    code = "permohonan-tidak-menunggu"
    sentence = "Permohonan ini sudah diputuskan, atau tidak ada. Muat ulang daftarnya."


class FilledInYourself(values.Refusal):
    code = "permohonan-diisi-sendiri"
    sentence = "Anda sendiri yang mengisi permohonan ini, jadi bukan Anda yang menerimanya. Minta rekan sekantor."


class CardDiffers(values.Refusal):
    code = "nik-ktp-berbeda"
    sentence = "NIK ini tidak sama dengan yang diajukan. Periksa KTP-nya sekali lagi; bila memang berbeda, tolak."


class HeldForRegency(values.Refusal):
    code = "permohonan-ditahan"
    sentence = "Permohonan ini ditahan untuk diperiksa kabupaten, jadi belum dapat diterima di sini. Hubungi Dinas PMD."


class RowFaulty(values.Refusal):
    code = "permohonan-tidak-lolos-periksa"
    sentence = "Belum dapat diterima: {why}"

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(why=" ".join(message for _, message in faults))
        self.faults = faults


class NotThisWay(values.Refusal):
    code = "jalur-permohonan-tidak-sesuai"
    sentence = "Permohonan jalur ini tidak dapat ditempatkan di sana. Pilih tempat menurut jalur yang diminta."


class CodeTaken(values.Refusal):
    code = "kode-tanda-terima-terpakai"
    sentence = "Satu kode tanda terima pada kiriman ini sudah dipakai permohonan lain, jadi tidak ada yang diambil."


# By whoever asks


@transaction.atomic
def begin(*, asked: facts.Asked, stamp: journal_facts.Stamp) -> str:
    """A new draft; returns the code with which it is gone on with, told nowhere else."""
    journal.act(by=stamp.by, alone=False)
    code, key = queries.new_code(), uuid.uuid4()
    _insert(key, code, asked, {}, stamp.at)
    return code


def _insert(key: uuid.UUID, code: str, asked: facts.Asked, said: Mapping[str, str], at: dt.datetime) -> None:
    key_sealed, said_sealed = sealing.sealed(key, said)
    models.Application.objects.create(
        id=key, region_id=asked.region, route=asked.route, event=asked.event, helped_by_id=asked.helped_by,
        digest=queries.digest(code), key_sealed=key_sealed, said_sealed=said_sealed, index_key=vault.current(),
        begun_at=at, saved_at=at,
    )  # fmt: skip


@transaction.atomic
def save(*, application: uuid.UUID, said: Mapping[str, str], stamp: journal_facts.Stamp) -> None:
    """Keep more answers of a draft. Raises NotADraft."""
    journal.act(by=stamp.by, alone=False)
    row = _draft(application)
    before = sealing.opened(row.id, row.key_sealed, row.said_sealed)
    answers = before | {name: text[:_LONGEST] for name, text in said.items()}
    row.said_sealed, row.saved_at = sealing.again(row.id, row.key_sealed, answers), stamp.at
    row.save()


@transaction.atomic
def submit(*, application: uuid.UUID, stamp: journal_facts.Stamp) -> None:
    """From now on it waits for a desk. Whether the NIK is known somewhere is not asked. Raises NotADraft,
    NotComplete."""
    journal.act(by=stamp.by)
    _submit(_draft(application), stamp)


def _submit(row: models.Application, stamp: journal_facts.Stamp) -> None:
    said = sealing.opened(row.id, row.key_sealed, row.said_sealed)
    missing = facts.first_missing(said)
    if missing:
        raise NotComplete(step=missing)
    row.nik_index, row.index_key = vault.blind_index(said["nik"]), vault.current()
    row.submitted_at = row.saved_at = stamp.at
    row.save()
    about = (row.id.hex, row.region_id, row.route, row.event, row.helped_by_id, bytes(row.said_sealed).hex())
    details = {"helped_by": row.helped_by_id} if row.helped_by_id else {}
    journal.record(verb="intake.applied", about=row.region_id, rows=[about], stamp=stamp, details=details)


@transaction.atomic
def take_submitted(
    *, submitted: Sequence[facts.Submitted], stamp: journal_facts.Stamp
) -> int:  # fmt: skip
    """Have applications wait that were filled in elsewhere: all of them or none; returns how many are new.

    Raises CodeTaken.
    """
    journal.act(by=stamp.by)
    known = set(models.Application.objects.filter(pk__in=[one.id for one in submitted]).values_list("pk", flat=True))
    new = [one for one in submitted if one.id not in known]
    codes = [queries.digest(one.code) for one in new]
    if len(set(codes)) < len(codes) or models.Application.objects.filter(digest__in=codes).exists():
        raise CodeTaken()
    for one in new:
        _insert(one.id, one.code, one.asked, one.said, stamp.at)
        _submit(_draft(one.id), stamp)
    return len(new)


def _draft(application: uuid.UUID) -> models.Application:
    row = models.Application.objects.select_for_update().filter(pk=application, submitted_at=None).first()
    if row is None:
        raise NotADraft()
    return row


# By a desk


@transaction.atomic
def accept(
    *, acceptance: facts.Acceptance, desk: access.Desk, on: dt.date, stamp: journal_facts.Stamp
) -> uuid.UUID:  # fmt: skip
    """Take somebody in by the way that a typed row takes, with its checks; returns who it is.

    Asked with everything in scope. Raises NotPending, FilledInYourself, CardDiffers, HeldForRegency, RowFaulty,
    NotThisWay, AlreadyListed, ListedAlready, WaitsAlready, NoSuchGroup.
    """
    journal.act(by=stamp.by)
    one = _to_decide(acceptance.application, desk)
    if one.asked.helped_by == desk.account_id:
        raise FilledInYourself()
    if "".join(acceptance.nik.split()) != one.said.get("nik"):
        raise CardDiffers()
    if (acceptance.placed == "mandiri") is not (one.asked.route == "mandiri"):
        raise NotThisWay()
    found = queries.beside(one, sees=desk.scope.regions, on=on)
    if found.outside and not desk.scope.covers(values.RegionCode(one.asked.region).at(2)):
        raise HeldForRegency()
    own = dataclasses.replace(stamp, batch=one.id)
    judged = _judged(one, on, stamp.at)
    person = _take(one, acceptance, judged, on, own)
    _consented(one, person, desk, stamp)
    decision = facts.Decision("accepted", "", acceptance.placed, person, stamp.received_on, stamp.at)
    _decide(one, decision, desk, stamp)
    return person


def _judged(one: facts.Application, on: dt.date, at: dt.datetime) -> typed.Judged:
    """What was said through the checks of a typed row, the age gate among them. Raises RowFaulty."""
    born_on = dt.date.fromisoformat(one.said["lahir"])
    cells = {
        "nik": one.said["nik"], "name": one.said["nama"], "birth": language.day(born_on),
        "occupation": one.said["pekerjaan"], "phone": one.said["telepon"],
    }  # fmt: skip
    form = typed.Form(one.id, "roster", one.asked.region, on, cells)
    judged = typed.judge(form, at=at)
    if not judged.faults:
        beside.weigh(form, judged)
    if judged.faults:
        raise RowFaulty([(fault.kind, fault.message) for fault in judged.faults])
    return judged


def _take(
    one: facts.Application,
    acceptance: facts.Acceptance,
    judged: typed.Judged,
    on: dt.date,
    stamp: journal_facts.Stamp,
) -> uuid.UUID:
    """Onto the list, the waiting list, or only among the persons: whoever pays themselves is on no village's list."""
    (claim,) = judged.delivery.people
    person = claim.row.person
    assert person is not None  # noqa: S101  a row without a fault is a person
    if acceptance.placed == "daftar":
        intake.accept_typed(
            delivery=judged.delivery, regency=values.RegionCode(one.asked.region).at(2), stamp=stamp
        )  # fmt: skip
    elif acceptance.placed == "tunggu":
        wish = movement_facts.Wish(one.asked.region, person, acceptance.group, on)
        movements.waits(wish=wish, book=rulebook.book(one.asked.region), stamp=stamp)
    return workers.take(people=[person], stamp=stamp)[person.nik]


_AT_THE_COUNTER = "petugas loket, akun nomor {account}"


def _consented(
    one: facts.Application, person: uuid.UUID, desk: access.Desk, stamp: journal_facts.Stamp
) -> None:  # fmt: skip
    """What they agreed to becomes a fact of its own; at the counter it was said before whoever filled it in."""
    given_on = dt.date.fromisoformat(one.said["setuju-pada"])
    way: consent_facts.Way = "oral" if one.asked.helped_by else "online"
    shown_by = _AT_THE_COUNTER.format(account=one.asked.helped_by) if one.asked.helped_by else ""
    given = consent_facts.Consent(one.asked.region, person, one.said["setuju"], given_on, way, shown_by)
    with contextlib.suppress(consents.ConsentThere):
        consents.give(consent=given, account=desk.person_name[:60], stamp=stamp)


@transaction.atomic
def decline(
    *, application: uuid.UUID, reason: facts.Reason, desk: access.Desk, stamp: journal_facts.Stamp
) -> None:  # fmt: skip
    """Say no, for a reason out of the list. Raises NotPending."""
    journal.act(by=stamp.by)
    one = _to_decide(application, desk)
    _decide(one, facts.Decision("declined", reason, "", None, stamp.received_on, stamp.at), desk, stamp)


def _to_decide(application: uuid.UUID, desk: access.Desk) -> facts.Application:
    models.Application.objects.select_for_update().filter(pk=application).first()
    one = queries.of(application)
    if one is None or one.state != "pending" or not desk.scope.covers(one.asked.region):
        raise NotPending()
    if desk.role not in facts.DECIDES[one.asked.route]:
        raise NotPending()
    return one


def _decide(
    one: facts.Application, said: facts.Decision, desk: access.Desk, stamp: journal_facts.Stamp
) -> None:  # fmt: skip
    person = said.person.hex if said.person else None
    row = (one.id.hex, said.outcome, said.reason, said.placed, person, desk.account_id, said.decided_on)
    journal.record(verb="intake.application_decided", about=one.asked.region, rows=[row], stamp=stamp)
    models.ApplicationDecision.objects.create(
        application_id=one.id, outcome=said.outcome, reason=said.reason, placed=said.placed, person_id=said.person,
        account_id=desk.account_id, received_on=said.decided_on, recorded_at=said.recorded_at,
    )  # fmt: skip


# By time


@transaction.atomic
def forget(
    *, drafts_before: dt.datetime, decided_before: dt.datetime, stamp: journal_facts.Stamp
) -> tuple[int, int]:  # fmt: skip
    """Let go of drafts that nobody went on with, and of what was said in applications long decided; their keys go with
    it. Returns how many of each."""
    journal.act(by=stamp.by)
    drafts = models.Application.objects.filter(submitted_at=None, saved_at__lt=drafts_before).delete()[0]
    old = models.Application.objects.filter(decision__recorded_at__lt=decided_before).exclude(key_sealed=b"")
    chosen = list(old.values_list("pk", flat=True))
    blank = {"key_sealed": b"", "said_sealed": b"", "nik_index": b""}
    said = models.Application.objects.filter(pk__in=chosen).update(**blank)
    if drafts or said:
        details = {"drafts": drafts, "said": said}
        journal.record(verb="intake.applications_forgotten", about="", rows=[], stamp=stamp, details=details)
    return drafts, said
