"""Lodging a grievance, passing it on, answering it, and letting its texts go."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import uuid

from django.db import transaction

from lindung.kernel import law, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault import queries as vault
from lindung.registers.claims.grievances import facts, models, queries, rules


class GrievanceIncomplete(values.Refusal):
    code = "keluhan-belum-lengkap"
    sentence = "Keluhan belum dapat dikirim: pilih jenisnya dan tulis apa yang terjadi, paling panjang {longest} huruf."


class GrievanceThere(values.Refusal):
    code = "keluhan-sudah-dikirim"
    sentence = (
        "Keluhan ini sudah diterima dan kodenya sudah ditampilkan satu kali. Bila kodenya hilang, kirim keluhan baru."
    )


class NotYourGrievance(values.Refusal):
    code = "keluhan-bukan-giliran-kantor-ini"
    sentence = "Keluhan ini belum sampai ke kantor Anda. Tunggu sampai kantor sebelumnya meneruskannya atau terlambat."


class PassedOn(values.Refusal):
    code = "keluhan-sudah-di-kantor-berikut"
    sentence = "Keluhan ini sudah di kantor berikut, jadi tidak diteruskan lagi dari sini. Muat ulang halaman ini."


class GrievanceAnswered(values.Refusal):
    code = "keluhan-sudah-dijawab"
    sentence = "Keluhan ini sudah dijawab, dan jawaban hanya satu kali. Muat ulang halaman untuk membacanya."


class AnswerMissing(values.Refusal):
    code = "jawaban-keluhan-kosong"
    sentence = "Jawaban belum ditulis. Tulis apa yang sudah atau akan dikerjakan, paling panjang {longest} huruf."


class NobodyNext(values.Refusal):
    code = "keluhan-tanpa-kantor-berikut"
    sentence = "Tidak ada kantor berikut pada urutan ini. Jawablah keluhan ini sendiri."


@transaction.atomic
def lodge(*, said: facts.Said, key: uuid.UUID, book: law.Book, stamp: journal_facts.Stamp) -> str:
    """Take a grievance; returns its code, told this once. Raises GrievanceIncomplete, GrievanceThere, NoRule."""
    journal.act(by=stamp.by)
    words, contact = said.words.strip(), said.contact.strip()
    if said.kind not in facts.KINDS or not words or len(words) > facts.LONGEST or len(contact) > facts.LONGEST_CONTACT:
        raise GrievanceIncomplete(longest=facts.LONGEST)
    if models.Grievance.objects.filter(key=key).exists():
        raise GrievanceThere()
    code = "".join(secrets.choice(queries.LETTERS) for _ in range(queries.LENGTH))
    data_key = vault.new_key()
    line = json.dumps([[one.office, one.due_on.isoformat()] for one in rules.line(book, on=stamp.received_on)])
    informed = " ".join(law.informed(book, on=stamp.received_on))
    sealed = vault.seal_under(data_key, words, about=b"words" + key.bytes)
    reached = vault.seal_under(data_key, contact, about=b"contact" + key.bytes)
    row = (
        key.hex, said.region, said.kind, queries.digest(code), line, informed, sealed.hex(), reached.hex(),
        stamp.received_on,
    )  # fmt: skip
    journal.record(verb="grievances.lodged", about=said.region, rows=[row], stamp=stamp, details={"kind": said.kind})
    made = models.Grievance.objects.create(
        key=key, region_id=said.region, kind=said.kind, digest=queries.digest(code), line=line, informed=informed,
        words_sealed=sealed, contact_sealed=reached, received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip
    held = models.TextKey(grievance=made)
    held.key_sealed = vault.seal_bytes(data_key, about=models.key_about(held))
    held.save()
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


@transaction.atomic
def answer(*, key: uuid.UUID, region: str, words: str, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Answer a grievance. Raises NotYourGrievance, GrievanceAnswered, AnswerMissing."""
    journal.act(by=stamp.by)
    row, _standing = _open(key, region, desk, stamp)
    said = words.strip()
    if not said or len(said) > facts.LONGEST:
        raise AnswerMissing(longest=facts.LONGEST)
    sealed = queries.sealed(key, said, what=b"answer")
    told = (row.pk, sealed.hex(), desk.office_name, desk.account_id, stamp.received_on)
    journal.record(verb="grievances.answered", about=region, rows=[told], stamp=stamp)
    models.Answer.objects.create(
        grievance=row, words_sealed=sealed, office=desk.office_name, account_id=desk.account_id,
        received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip


@transaction.atomic
def pass_on(*, key: uuid.UUID, region: str, book: law.Book, desk: access.Desk, stamp: journal_facts.Stamp) -> str:
    """Ask the next office now; returns which. Pressed twice, it does not go two offices on.

    Raises NotYourGrievance, GrievanceAnswered, PassedOn, NobodyNext, NoRule.
    """
    journal.act(by=stamp.by)
    row, standing = _open(key, region, desk, stamp)
    if not standing.is_with(desk.role):
        raise PassedOn()
    offices = [office for office, _day in json.loads(row.line)]
    reached = len(standing.turns)
    if reached >= len(offices):
        raise NobodyNext()
    term = law.duty_term(book, kind=facts.TERM, on=stamp.received_on)
    due = law.add_workdays(book, stamp.received_on, term.step_days)
    told = (row.pk, offices[reached], due, desk.account_id, stamp.received_on)
    journal.record(verb="grievances.passed_on", about=region, rows=[told], stamp=stamp)
    models.Passing.objects.create(
        grievance=row, office=offices[reached], due_on=due, account_id=desk.account_id,
        received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip
    return offices[reached]


def _open(
    key: uuid.UUID, region: str, desk: access.Desk, stamp: journal_facts.Stamp
) -> tuple[models.Grievance, facts.Grievance]:  # fmt: skip
    standing = queries.one(key, region, on=stamp.received_on)
    may = desk.role in facts.ANSWERS and desk.scope.covers(region)
    if standing is None or not may or not standing.came_to(desk.role):
        raise NotYourGrievance()
    if not standing.open:
        raise GrievanceAnswered()
    return models.Grievance.objects.get(key=key), standing


@transaction.atomic
def forget_texts(*, before: dt.date, stamp: journal_facts.Stamp) -> int:
    """Destroy the keys of texts of grievances that were answered before a day; the facts stay. Returns how many."""
    journal.act(by=stamp.by)
    gone = queries.over(before=before)
    count = gone.count()
    if count:
        journal.record(verb="grievances.forgotten", about=before.isoformat(), rows=[], stamp=stamp,
                       details={"count": count})  # fmt: skip
        gone.delete()
    return count
