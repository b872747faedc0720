"""Writing what happened to cards and cases."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from lindung.kernel import language, law, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.claims import facts, models, queries
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity


class CardOutOfOrder(values.Refusal):
    code = "langkah-kartu-tidak-berurutan"
    sentence = (
        "Langkah kartu ini ({step}, {day}) tidak dapat dicatat: {why}. Periksa tanggalnya; kartu yang dicetak ulang "
        "dicatat dengan nomor kartu berikutnya."
    )


class DayAhead(values.Refusal):
    code = "hari-belum-tiba"
    sentence = "Tanggal {day} belum tiba. Yang dicatat adalah yang sudah terjadi; periksa tanggalnya."


class ReportedBeforeEvent(values.Refusal):
    code = "dilaporkan-sebelum-kejadian"
    sentence = "Kejadian {event} dilaporkan {reported}, sebelum terjadi. Kedua tanggal itu harus diperiksa."


class NotCovered(values.Refusal):
    code = "tidak-terlindung-pada-hari-kejadian"
    sentence = (
        "Kasus tidak dibuka: pada {day} orang ini tidak terlindung ({why}). Bila ada bukti bayar atau daftar BPJS yang "
        "belum dikirim, kirim dulu lalu laporkan lagi; bila tidak ada, sampaikan kepada keluarga dan tanyakan kepada "
        "BPJS Ketenagakerjaan cabang, karena BPJS yang memutuskan."
    )


class CaseThere(values.Refusal):
    code = "kasus-sudah-ada"
    sentence = "Kejadian ini sudah dilaporkan: {what}, {day}. Tambahkan berkas dan keputusan pada kasus yang sudah ada."


class NoCase(values.Refusal):
    code = "kasus-tidak-ada"
    sentence = "Kasus ini tidak ada. Periksa alamatnya, atau laporkan kejadiannya dulu."


class NoSuchPaper(values.Refusal):
    code = "berkas-klaim-tidak-dikenal"
    sentence = "Berkas «{paper}» tidak diminta untuk kasus ini menurut buku hukum. Pilih dari daftar berkasnya."


class PaperHeld(values.Refusal):
    code = "berkas-klaim-sudah-ada"
    sentence = "Berkas «{paper}» sudah dicatat ada sejak {day}. Tidak ada yang ditambahkan; periksa berkas berikutnya."


class NotADecision(values.Refusal):
    code = "keputusan-bpjs-tidak-lengkap"
    sentence = "Keputusan BPJS belum dapat dicatat: {fault}. Tulis seperti pada surat atau bukti bayar BPJS."


class DecisionThere(values.Refusal):
    code = "keputusan-bpjs-sudah-ada"
    sentence = (
        "Keputusan dengan nomor {reference} sudah dicatat pada kasus ini. Tidak ada yang ditambahkan untuk kedua kali."
    )


# Cards


@transaction.atomic
def record_card(*, step: facts.CardStep, stamp: journal_facts.Stamp) -> None:
    """Record what happened to a card. Said again, it is left as it is. Raises DayAhead, CardOutOfOrder."""
    journal.act(by=stamp.by)
    _refuse_ahead(step.happened_on, stamp)
    known = queries.card_steps(step.region, step.person, step.number)
    if known.get(step.step) == step.happened_on:
        return
    _refuse_out_of_order(step, known)
    receiver, evidence = queries.sealed_card(step)
    row = (
        step.region, step.person.hex, step.number, step.step, step.happened_on, receiver.hex(), evidence.hex(),
        stamp.received_on,
    )  # fmt: skip
    journal.record(verb="claims.card", about=step.region, rows=[row], stamp=stamp, details={"step": step.step})
    models.CardStep.objects.create(
        region_id=step.region, person_id=step.person, number=step.number, step=step.step,
        happened_on=step.happened_on, received_by_sealed=receiver, evidence_sealed=evidence,
        received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip


_NAMES: dict[facts.Step, str] = {"printed": "dicetak", "handed_over": "diserahkan", "signed": "ditandatangani"}


def _refuse_out_of_order(step: facts.CardStep, known: dict[facts.Step, dt.date]) -> None:
    """Each step once, no step before the one that precedes it, none signed for that nobody handed over."""

    def refuse(why: str) -> None:
        raise CardOutOfOrder(step=_NAMES[step.step], day=language.day(step.happened_on), why=why)

    if step.step in known:
        refuse(f"sudah dicatat {_NAMES[step.step]} pada {language.day(known[step.step])}")
    if step.step == "signed" and "handed_over" not in known:
        refuse("kartunya belum dicatat diserahkan")
    at = facts.STEPS.index(step.step)
    for other, day in known.items():
        before = facts.STEPS.index(other) < at
        if (before and step.happened_on < day) or (not before and step.happened_on > day):
            refuse(f"kartunya {_NAMES[other]} pada {language.day(day)}")


# Cases


@transaction.atomic
def open_case(*, report: facts.Report, standing: facts.Standing, stamp: journal_facts.Stamp) -> uuid.UUID:
    """Open a case for what happened to a person who stood as ``standing`` on that day; returns its key.

    Raises DayAhead, ReportedBeforeEvent, CaseThere, NotCovered.
    """
    journal.act(by=stamp.by)
    _refuse_ahead(max(report.reported_on, report.event_on), stamp)
    if report.reported_on < report.event_on:
        raise ReportedBeforeEvent(event=language.day(report.event_on), reported=language.day(report.reported_on))
    _refuse_second(report)
    if standing.state not in facts.OPENS:
        raise NotCovered(day=language.day(report.event_on), why=_WHY_NOT[standing.state])
    key = uuid.uuid4()
    receipts = ",".join(map(str, sorted(standing.receipts)))
    reporter = workers.seal_note(report.person, report.reporter, about=b"reporter" + key.bytes)
    row = (
        key.hex, report.region, report.person.hex, report.event, report.event_on, report.reported_on, reporter.hex(),
        standing.state, receipts, standing.member_since, stamp.received_on,
    )  # fmt: skip
    told_sealed = workers.seal_note(report.person, report.told, about=b"case" + key.bytes)
    journal.record(verb="claims.opened", about=report.region, rows=[row], stamp=stamp)
    models.Case.objects.create(
        key=key, region_id=report.region, person_id=report.person, event=report.event, event_on=report.event_on,
        reported_on=report.reported_on, reporter_sealed=reporter, state=standing.state, receipts=receipts,
        member_since_on=standing.member_since, told_sealed=told_sealed,
        received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip
    return key


_WHY_NOT: dict[str, str] = {
    "ended": "kepesertaannya sudah berakhir: masa tenggang habis, atau ia sudah keluar dari daftar",
    "none": "tidak ada pembayaran yang melindunginya pada hari itu",
}
EVENTS: dict[law.Event, str] = {
    "death": "meninggal", "accident": "kecelakaan kerja", "work_death": "meninggal karena kecelakaan kerja",
}  # fmt: skip
_DEATHS: tuple[law.Event, ...] = ("death", "work_death")


def _refuse_second(report: facts.Report) -> None:
    """Nobody dies twice; the same accident is one case."""
    persons = identity.who([report.person], known_at=identity.NOW).all_of([report.person])
    known = models.Case.objects.filter(person_id__in=persons)
    same = known.filter(event__in=_DEATHS) if report.event in _DEATHS else known.filter(
        event=report.event, event_on=report.event_on
    )  # fmt: skip
    for event, day in same.values_list("event", "event_on")[:1]:
        raise CaseThere(what=EVENTS[event], day=language.day(day))


@transaction.atomic
def hold_document(*, case: uuid.UUID, held: facts.Held, book: law.Book, stamp: journal_facts.Stamp) -> None:
    """Tick a paper of a case. Raises NoCase, DayAhead, NoSuchPaper, PaperHeld."""
    journal.act(by=stamp.by)
    row = _case(case)
    _refuse_ahead(held.held_on, stamp)
    asked = {one.value.code: one.value.name for one in law.documents(book, event=row.event, on=row.event_on)}
    if held.code not in asked:
        raise NoSuchPaper(paper=held.code)
    for day in models.CaseDocument.objects.filter(case=row, code=held.code).values_list("held_on", flat=True):
        raise PaperHeld(paper=asked[held.code], day=language.day(day))
    evidence = workers.seal_note(row.person_id, held.evidence, about=queries.about_paper(case, held.code))
    said = (row.pk, held.code, held.held_on, evidence.hex(), stamp.received_on)
    journal.record(verb="claims.document_held", about=case.hex, rows=[said], stamp=stamp)
    models.CaseDocument.objects.create(
        case=row, code=held.code, held_on=held.held_on, evidence_sealed=evidence, received_on=stamp.received_on,
        recorded_at=stamp.at,
    )  # fmt: skip


@transaction.atomic
def decide(*, case: uuid.UUID, decision: facts.Decision, reason: str, stamp: journal_facts.Stamp) -> None:
    """Record what BPJS decided, as its letter or receipt says. A rejection may be followed by a payment.

    Raises NoCase, DayAhead, NotADecision, DecisionThere.
    """
    journal.act(by=stamp.by)
    row = _case(case)
    _refuse_ahead(decision.decided_on, stamp)
    fault = _fault(decision, reason, row)
    if fault:
        raise NotADecision(fault=fault)
    if models.CaseDecision.objects.filter(case=row, reference=decision.reference).exists():
        raise DecisionThere(reference=decision.reference)
    key = uuid.uuid4()
    said = (
        key.hex, row.pk, decision.outcome, decision.decided_on, decision.amount, decision.reference, stamp.received_on,
    )  # fmt: skip
    journal.record(verb=_VERBS[decision.outcome], about=case.hex, rows=[said], stamp=stamp)
    models.CaseDecision.objects.create(
        key=key, case=row, outcome=decision.outcome, decided_on=decision.decided_on, amount=decision.amount,
        reference=decision.reference,
        reason_sealed=workers.seal_note(row.person_id, reason, about=b"decision" + key.bytes),
        received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip


_VERBS: dict[facts.Outcome, str] = {"paid": "claims.paid", "rejected": "claims.rejected"}


def _fault(decision: facts.Decision, reason: str, case: models.Case) -> str:
    """What is missing or cannot be; empty where it is a decision."""
    if decision.decided_on < case.event_on:
        return "tanggalnya sebelum kejadian"
    if not decision.reference.strip():
        return "nomor surat atau nomor bukti bayar belum ditulis"
    if decision.outcome == "paid":
        return "" if decision.amount and decision.amount > 0 else "jumlah yang dibayar belum ditulis"
    if decision.amount is not None:
        return "klaim yang ditolak tidak disertai jumlah uang"
    return "" if reason.strip() else "alasan penolakan belum ditulis"


PHRASES: dict[str, tuple[str, ...]] = {
    "step": tuple(_NAMES.values()),
    "what": tuple(EVENTS.values()),
    "why": (
        *_WHY_NOT.values(), "kartunya belum dicatat diserahkan", "sudah dicatat {step} pada {day}",
        "kartunya {step} pada {day}",
    ),
    "fault": (
        "tanggalnya sebelum kejadian", "nomor surat atau nomor bukti bayar belum ditulis",
        "jumlah yang dibayar belum ditulis", "klaim yang ditolak tidak disertai jumlah uang",
        "alasan penolakan belum ditulis",
    ),
}  # fmt: skip
"""Words of ours that may stand among the facts of a refusal, by the fact's name."""


def _case(key: uuid.UUID) -> models.Case:
    found = models.Case.objects.filter(key=key).first()
    if found is None:
        raise NoCase()
    return found


def _refuse_ahead(day: dt.date, stamp: journal_facts.Stamp) -> None:
    if day > stamp.received_on:
        raise DayAhead(day=language.day(day))
