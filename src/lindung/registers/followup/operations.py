"""Writing what becomes of duties."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Model

from lindung.kernel import language, law, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.followup import facts, models, queries, rules

_ROWS_KEPT = 50  # of a finding's rows; the finding itself shows all of them for as long as it stands


class NoDuty(values.Refusal):
    code = "tugas-tidak-ada"
    sentence = "Tugas ini tidak ada. Muat ulang halaman Tugas, lalu pilih lagi."


class DutyClosed(values.Refusal):
    code = "tugas-sudah-selesai"
    sentence = "Tugas ini sudah selesai sejak {day}. Tidak ada yang perlu dijawab; bila temuannya kembali, dibuka lagi."


class NotYourDuty(values.Refusal):
    code = "bukan-tugas-kantor-ini"
    sentence = "Kantor Anda hanya membaca tugas ini. Yang dapat {what}: {who}."


class AnswerIncomplete(values.Refusal):
    code = "jawaban-tugas-tidak-lengkap"
    sentence = "Jawaban belum dapat dicatat: {fault}. Lengkapi, lalu kirim lagi."


class PaperIncomplete(values.Refusal):
    code = "lampiran-tidak-lengkap"
    sentence = "Lampiran belum menyebut berkas, atau nomor dan tanggal suratnya. Isi salah satu."


class PaperAhead(values.Refusal):
    code = "lampiran-belum-terbit"
    sentence = "Surat bertanggal {day} belum terbit pada hari dicatat. Periksa tanggalnya."


class WantedIncomplete(values.Refusal):
    code = "tugas-tidak-lengkap"
    sentence = "Tugas belum dapat dibuka: {fault}. Lengkapi, lalu kirim lagi."


class WaiverIncomplete(values.Refusal):
    code = "pengecualian-tugas-tidak-lengkap"
    sentence = "Permintaan belum dapat dicatat: {fault}. Lengkapi, lalu kirim lagi."


class WaiverThere(values.Refusal):
    code = "pengecualian-tugas-sudah-diminta"
    sentence = "Pengecualian tugas ini sudah diminta pada {day} dan menunggu keputusan. Tunggu keputusannya."


class NoWaiver(values.Refusal):
    code = "pengecualian-tugas-tidak-ada"
    sentence = "Permintaan itu tidak ada, atau sudah diputuskan. Muat ulang halaman untuk melihat keadaannya."


class WaiverNeedsSecond(values.Refusal):
    code = "pengecualian-tugas-perlu-orang-kedua"
    sentence = "Permintaan ini harus diputuskan orang lain: bukan yang memintanya."


class NotToBeConfirmed(values.Refusal):
    code = "tugas-tidak-dapat-disahkan"
    sentence = "Tugas ini belum dapat disahkan selesai: {fault}."


class DayBefore(values.Refusal):
    code = "tugas-sudah-lebih-akhir"
    sentence = (
        "Tugas tidak diperbarui per {day}: yang tercatat sudah sampai {last}. Yang lalu tidak ditulis ulang; untuk "
        "melihatnya, buka halaman Tugas per hari itu."
    )


# What the findings of a day bring


@transaction.atomic
def bring_in(
    *,
    within: str,
    year: int,
    found: Sequence[facts.Found],
    proof_of: Callable[[str], facts.Proof],
    book: law.Book,
    on: dt.date,
    stamp: journal_facts.Stamp,
    opens: bool = True,
) -> facts.Brought:
    """Bring the findings of a region's day in: what is gone is closed with the proof of its region, what is there is
    opened or opened again, what is overdue goes to the next office. The same day a second time changes nothing.

    ``found``: one for each key, of ``year``. ``opens``: whether duties that never were are opened. Raises DayBefore,
    NoRule.
    """
    journal.act(by=stamp.by)
    last = queries.last_day(within)
    if last is not None and last > on:
        raise DayBefore(day=language.day(on), last=language.day(last))
    standing = {
        (one.kind, one.region, one.year): one
        for one in queries.duties(within, on=on, known_at=dt.date.max)
        if not one.by_hand
    }
    there = {one.key: one for one in found}
    gone = [one for key, one in standing.items() if one.year == year and one.state == "open" and key not in there]
    _close(gone, proof_of, within, on, stamp)
    back = {key: standing[key] for key in there if key in standing and _returns(standing[key], on)}
    new = [one for key, one in there.items() if key not in standing] if opens else []
    named = _name(new, within, stamp)
    _open([(one, named[one.key], 1) for one in new], book, within, on, stamp)
    _open([(there[key], one.key, one.round + 1) for key, one in back.items()], book, within, on, stamp)
    return facts.Brought(
        tuple(named.values()), tuple(one.key for one in back.values()), tuple(one.key for one in gone),
        _escalate(within, book, on, stamp),
    )  # fmt: skip


def _returns(duty: facts.Duty, on: dt.date) -> bool:
    """Whether a finding that is there opens the duty again: not while it is open, nor while it is let be."""
    return duty.state == "closed" and not any(one.holds(on) for one in duty.waivers)


def _name(new: Sequence[facts.Found], within: str, stamp: journal_facts.Stamp) -> dict[tuple[str, str, int], uuid.UUID]:
    if not new:
        return {}
    keys = {one.key: uuid.uuid4() for one in new}
    rows = [(keys[one.key].hex, one.region, one.kind, one.year, stamp.received_on) for one in new]
    _add(models.Duty, "followup.named", rows, within, stamp)
    return keys


def _open(
    rounds: Sequence[tuple[facts.Found, uuid.UUID, int]], book: law.Book, within: str, on: dt.date,
    stamp: journal_facts.Stamp,
) -> None:  # fmt: skip
    if not rounds:
        return
    ids = dict(models.Duty.objects.filter(key__in=[key for _, key, _ in rounds]).values_list("key", "pk"))
    rows = [
        (
            ids[key], number, on, one.office, one.sentence, _as_json(one.evidence), one.missing,
            rules.due(book, kind=one.kind, opened_on=on), "", stamp.received_on,
        )
        for one, key, number in rounds
    ]  # fmt: skip
    _add(models.Round, "followup.opened", rows, within, stamp, on=on.isoformat())


def _add(
    model: type[Model], verb: str, rows: Sequence[Sequence[object]], about: str, stamp: journal_facts.Stamp,
    **details: object,
) -> None:  # fmt: skip
    """Rows of one table with their line, in the order of the columns that the line seals."""
    journal.record(verb=verb, about=about, rows=rows, stamp=stamp, details=details)
    columns = model.SEALED_BY[verb]  # type: ignore[attr-defined]
    model._default_manager.bulk_create(
        model(**dict(zip(columns, row, strict=True)), recorded_at=stamp.at) for row in rows
    )


def _as_json(rows: Iterable[facts.Evidence]) -> str:
    return json.dumps([[one.file, one.sheet, one.row] for one in [*rows][:_ROWS_KEPT]], ensure_ascii=False)


def _close(
    gone: Sequence[facts.Duty],
    proof_of: Callable[[str], facts.Proof],
    within: str,
    on: dt.date,
    stamp: journal_facts.Stamp,
) -> None:
    rounds = _rounds_of(gone)
    _end([(rounds[one.key], "data", proof_of(one.region)) for one in gone], within, on, stamp)


def _end(
    ended: Sequence[tuple[int, facts.Why, facts.Proof]], about: str, on: dt.date, stamp: journal_facts.Stamp
) -> None:
    if not ended:
        return
    rows = [(round_id, on, why, _proof(proof), stamp.received_on) for round_id, why, proof in ended]
    _add(models.Closing, "followup.closed", rows, about, stamp, on=on.isoformat())


def _proof(proof: facts.Proof) -> str:
    rows = json.loads(_as_json(proof.rows))
    return json.dumps({"rows": rows, "figures": dict(proof.figures)}, ensure_ascii=False, sort_keys=True)


def _rounds_of(duties: Iterable[facts.Duty]) -> dict[uuid.UUID, int]:
    """The row of each duty's last round."""
    numbers = {one.key: one.round for one in duties}
    rows = models.Round.objects.filter(duty__key__in=numbers).values_list("duty__key", "number", "pk")
    return {key: pk for key, number, pk in rows if numbers[key] == number}


def _escalate(
    within: str, book: law.Book, on: dt.date, stamp: journal_facts.Stamp
) -> tuple[tuple[uuid.UUID, str], ...]:
    """Whatever is overdue, those that a person opened too."""
    taken = [
        (one, step)
        for one in queries.duties(within, on=on, known_at=dt.date.max, state="open")
        for step in rules.steps_passed(book, kind=one.kind, taken=one.steps, on=on)
    ]
    if not taken:
        return ()
    rounds = _rounds_of(one for one, _ in taken)
    rows = [
        (
            rounds[one.key], step.number, step.office, step.reached_on, step.due_on, ",".join(step.informed),
            stamp.received_on,
        )
        for one, step in taken
    ]  # fmt: skip
    _add(models.Step, "followup.escalated", rows, within, stamp, on=on.isoformat())
    return tuple((one.key, step.office) for one, step in taken)


# What people do


@transaction.atomic
def open_by_hand(*, wanted: facts.Wanted, desk: access.Desk, book: law.Book, stamp: journal_facts.Stamp) -> uuid.UUID:
    """Open a duty that no finding brings: what a meeting decided. Returns its key.

    No figure can prove it done: it closes when a second person confirms it. Raises NotYourDuty, WantedIncomplete,
    NoRule.
    """
    journal.act(by=stamp.by)
    _refuse_role(desk, facts.OPENS, "membuka tugas")
    on, fault = stamp.received_on, _fault_of(wanted, desk, book, stamp.received_on)
    if fault:
        raise WantedIncomplete(fault=fault)
    key = uuid.uuid4()
    named = (key.hex, wanted.region, facts.BY_HAND, on.year, on)
    _add(models.Duty, "followup.named", [named], wanted.region, stamp)
    due_on = wanted.due_on or rules.due(book, kind=facts.BY_HAND, opened_on=on)
    row = (
        models.Duty.objects.get(key=key).pk, 1, on, wanted.office, wanted.sentence.strip(), "[]", 0, due_on,
        wanted.reference.strip(), on,
    )  # fmt: skip
    _add(models.Round, "followup.opened_by_hand", [row], wanted.region, stamp)
    return key


def _fault_of(wanted: facts.Wanted, desk: access.Desk, book: law.Book, on: dt.date) -> str:
    if not wanted.sentence.strip():
        return "yang harus dikerjakan belum ditulis"
    if wanted.office not in facts.ANSWERS | {"bupati"}:
        return "kantor penanggung jawabnya tidak dikenal"
    if not desk.scope.covers(wanted.region):
        return "wilayahnya di luar wilayah kantor Anda"
    if wanted.due_on is not None and (wanted.due_on < on or not law.is_workday(book, wanted.due_on)):
        return "batas waktunya sudah lewat atau bukan hari kerja"
    return ""


@transaction.atomic
def answer(
    *, duty: uuid.UUID, reply: facts.Reply, desk: access.Desk, stamp: journal_facts.Stamp,
    paper: facts.Paper | None = None,
) -> None:  # fmt: skip
    """Say what came of a duty, and attach a paper to it. Nothing that is said closes it. Raises NotYourDuty, NoDuty,
    DutyClosed, AnswerIncomplete, PaperIncomplete, PaperAhead."""
    journal.act(by=stamp.by)
    _refuse_role(desk, facts.ANSWERS, "menjawabnya")
    known, of = _open_duty(duty)
    fault = rules.fault_of(reply, today=stamp.received_on)
    if fault:
        raise AnswerIncomplete(fault=fault)
    row = (
        of, reply.said, reply.on, reply.obstacle, reply.words.strip(), desk.role, desk.office_name, desk.account_id,
        stamp.received_on,
    )  # fmt: skip
    _add(models.Answer, "followup.answered", [row], known.region, stamp, said=reply.said)
    if paper is not None:
        attach(duty=duty, paper=paper, desk=desk, stamp=stamp)


@transaction.atomic
def attach(*, duty: uuid.UUID, paper: facts.Paper, desk: access.Desk, stamp: journal_facts.Stamp) -> int:
    """Attach a letter by its number and day, or a file by its name and digest; returns its number. Raises NotYourDuty,
    NoDuty, DutyClosed, PaperIncomplete, PaperAhead."""
    journal.act(by=stamp.by)
    _refuse_role(desk, facts.ANSWERS, "melampirkan")
    known, of = _open_duty(duty)
    if not (paper.sha256 and paper.name) and not (paper.reference.strip() and paper.dated_on):
        raise PaperIncomplete()
    if paper.dated_on is not None and paper.dated_on > stamp.received_on:
        raise PaperAhead(day=language.day(paper.dated_on))
    row = (
        of, paper.reference.strip(), paper.dated_on, paper.name, paper.sha256, paper.size, desk.office_name,
        desk.account_id, stamp.received_on,
    )  # fmt: skip
    _add(models.Attachment, "followup.attached", [row], known.region, stamp)
    return models.Attachment.objects.filter(round_id=of).latest("pk").pk


@transaction.atomic
def propose_waiver(*, duty: uuid.UUID, request: facts.Request, desk: access.Desk, stamp: journal_facts.Stamp) -> int:
    """Ask that a duty be let be; returns the number under which another person decides. Raises NotYourDuty, NoDuty,
    DutyClosed, WaiverIncomplete, WaiverThere."""
    journal.act(by=stamp.by)
    _refuse_role(desk, facts.PROPOSES, "meminta pengecualian")
    known, of = _open_duty(duty)
    if not request.reason.strip() or not request.reference.strip():
        raise WaiverIncomplete(fault="alasan atau nomor suratnya belum ditulis")
    if request.ends_before is not None and request.ends_before <= stamp.received_on:
        raise WaiverIncomplete(fault="hari berakhirnya sudah lewat")
    if known.waits is not None:
        raise WaiverThere(day=language.day(known.waits.proposed_on))
    row = (
        of, request.reason.strip(), request.reference.strip(), request.ends_before, desk.account_id,
        stamp.received_on,
    )  # fmt: skip
    _add(models.Waiver, "followup.waiver_proposed", [row], known.region, stamp)
    return models.Waiver.objects.filter(round_id=of).latest("pk").pk


@transaction.atomic
def decide_waiver(*, waiver: int, approve: bool, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Decide about a request, as another person than who made it; approved, the round ends. Raises NotYourDuty,
    NoWaiver, DutyClosed, WaiverNeedsSecond."""
    journal.act(by=stamp.by)
    _refuse_role(desk, facts.DECIDES, "memutuskannya")
    row = models.Waiver.objects.select_related("round__duty").filter(pk=waiver, decision=None).first()
    if row is None:
        raise NoWaiver()
    known, of = _open_duty(row.round.duty.key)
    if of != row.round_id:
        raise NoWaiver()
    if row.proposed_by_id == desk.account_id:
        raise WaiverNeedsSecond()
    said = (row.pk, approve, desk.account_id, stamp.received_on)
    _add(models.WaiverDecision, "followup.waiver_decided", [said], known.region, stamp, approved=approve)
    if approve:
        _end([(of, "waiver", facts.Proof())], known.region, stamp.received_on, stamp)


@transaction.atomic
def confirm(*, duty: uuid.UUID, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Close a duty that was opened by hand and said to be done, as another person than who said so. Raises
    NotYourDuty, NoDuty, DutyClosed, NotToBeConfirmed."""
    journal.act(by=stamp.by)
    _refuse_role(desk, facts.DECIDES | {"bupati"}, "mengesahkannya")
    known, of = _open_duty(duty)
    last = known.last_answer
    if not known.by_hand:
        raise NotToBeConfirmed(fault="temuannya harus hilang dari data, dan tugasnya tertutup sendiri")
    if last is None or last.reply.said != "done":
        raise NotToBeConfirmed(fault="belum ada yang menjawab selesai")
    if last.account == desk.account_id:
        raise NotToBeConfirmed(fault="yang mengesahkan harus orang lain, bukan yang menjawab selesai")
    _end([(of, "confirmed", facts.Proof())], known.region, stamp.received_on, stamp)


def _refuse_role(desk: access.Desk, roles: frozenset[str], what: str) -> None:
    if desk.role not in roles:
        raise NotYourDuty(what=what, who=", ".join(one for one in access.ROLES if one in roles))


def _open_duty(key: uuid.UUID) -> tuple[facts.Duty, int]:
    """The duty as it stands, with its round's row."""
    known = queries.duty(key, on=dt.date.max, known_at=dt.date.max)
    if known is None:
        raise NoDuty()
    if known.closing is not None:
        raise DutyClosed(day=language.day(known.closing.on))
    return known, _rounds_of([known])[key]


PHRASES: dict[str, tuple[str, ...]] = {
    "fault": (
        *rules.FAULTS, "yang harus dikerjakan belum ditulis", "kantor penanggung jawabnya tidak dikenal",
        "wilayahnya di luar wilayah kantor Anda", "batas waktunya sudah lewat atau bukan hari kerja",
        "alasan atau nomor suratnya belum ditulis", "hari berakhirnya sudah lewat",
        "temuannya harus hilang dari data, dan tugasnya tertutup sendiri", "belum ada yang menjawab selesai",
        "yang mengesahkan harus orang lain, bukan yang menjawab selesai",
    ),
    "what": ("membuka tugas", "menjawabnya", "melampirkan", "meminta pengecualian", "memutuskannya", "mengesahkannya"),
}  # fmt: skip
"""Words of ours among the facts of a refusal, by the fact's name."""
