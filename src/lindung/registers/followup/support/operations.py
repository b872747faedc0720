"""Writing what a camat thinks of a village and what help it was given."""

from __future__ import annotations

import json

from django.db import transaction

from lindung.kernel import language, law, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.followup.support import facts, models


class NotYours(values.Refusal):
    code = "pembinaan-bukan-tugas-kantor-ini"
    sentence = "Kantor Anda hanya membaca pembinaan desa. Mintalah camat yang membawahkan desa ini mencatatnya."


class QuarterShut(values.Refusal):
    code = "triwulan-tidak-dinilai-lagi"
    sentence = (
        "Yang dapat dinilai hanya triwulan ini dan triwulan sebelumnya. Muat ulang halaman, lalu pilih salah satu."
    )


class AnswersMissing(values.Refusal):
    code = "evaluasi-belum-lengkap"
    sentence = "Masih ada pertanyaan yang belum dijawab. Pilih satu jawaban untuk setiap pertanyaan."


class SupportIncomplete(values.Refusal):
    code = "pendampingan-belum-lengkap"
    sentence = "Pendampingan belum dapat dicatat: jenis atau hasilnya belum diisi. Lengkapi, lalu simpan lagi."


class SupportAhead(values.Refusal):
    code = "pendampingan-belum-terjadi"
    sentence = "Tanggal {day} belum tiba. Yang dicatat adalah yang sudah dilakukan; periksa tanggalnya."


class NextBefore(values.Refusal):
    code = "langkah-berikut-sebelum-pendampingan"
    sentence = "Langkah berikut bertanggal {day}, sebelum pendampingannya, tidak dapat dicatat. Periksa tanggalnya."


@transaction.atomic
def evaluate(*, said: facts.Said, book: law.Book, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Say what one thinks of a village in a quarter: this one, or the one before. Said again, the latest counts.

    Raises NotYours, QuarterShut, AnswersMissing.
    """
    journal.act(by=stamp.by)
    if desk.role not in facts.EVALUATES or not desk.scope.covers(said.region):
        raise NotYours()
    now = facts.Quarter.of(stamp.received_on)
    if said.quarter not in (now, now.before):
        raise QuarterShut()
    asked = law.evaluation_questions(book, on=said.quarter.last_day)
    if not asked or any(said.answers.get(one.code) not in dict(one.choices) for one in asked):
        raise AnswersMissing()
    answers = json.dumps([[one.code, said.answers[one.code]] for one in asked])
    row = (
        said.region, said.quarter.year, said.quarter.number, answers, said.note.strip(), desk.office_name,
        desk.account_id, stamp.received_on,
    )  # fmt: skip
    journal.record(verb="support.evaluated", about=said.region, rows=[row], stamp=stamp)
    columns = models.Evaluation.SEALED_BY["support.evaluated"]
    models.Evaluation.objects.create(**dict(zip(columns, row, strict=True)), recorded_at=stamp.at)


@transaction.atomic
def give(*, given: facts.Given, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Write down help that a village was given. Raises NotYours, SupportIncomplete, SupportAhead, NextBefore."""
    journal.act(by=stamp.by)
    if desk.role not in facts.GIVES or not desk.scope.covers(given.region):
        raise NotYours()
    if given.kind not in facts.KINDS or not given.result.strip():
        raise SupportIncomplete()
    if given.given_on > stamp.received_on:
        raise SupportAhead(day=language.day(given.given_on))
    if given.next_on is not None and given.next_on < given.given_on:
        raise NextBefore(day=language.day(given.next_on))
    row = (
        given.region, given.given_on, given.kind, given.result.strip(), given.next_step.strip(), given.next_on,
        desk.office_name, desk.account_id, stamp.received_on,
    )  # fmt: skip
    journal.record(verb="support.given", about=given.region, rows=[row], stamp=stamp, details={"kind": given.kind})
    columns = models.Support.SEALED_BY["support.given"]
    models.Support.objects.create(**dict(zip(columns, row, strict=True)), recorded_at=stamp.at)
