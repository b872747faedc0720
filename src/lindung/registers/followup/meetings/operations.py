"""Writing what becomes of meetings."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, Model

from lindung.kernel import language, law, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.followup import facts as duties
from lindung.registers.followup import operations as followup
from lindung.registers.followup.meetings import facts, models, queries

_CLOCK = re.compile(r"([01]\d|2[0-3])\.[0-5]\d")


class NoMeeting(values.Refusal):
    code = "rapat-tidak-ada"
    sentence = "Rapat ini tidak ada. Muat ulang halaman Rapat, lalu pilih lagi."


class NotYourMeeting(values.Refusal):
    code = "bukan-rapat-kantor-ini"
    sentence = "Kantor Anda hanya membaca rapat ini. Yang dapat {what}: {who}."


class MeetingClosed(values.Refusal):
    code = "rapat-sudah-ditutup"
    sentence = "Notula rapat ini sudah ditutup pimpinan rapat. Yang terlewat atau keliru ditulis sebagai tambahan."


class MeetingOpen(values.Refusal):
    code = "rapat-belum-ditutup"
    sentence = "Notula rapat ini belum ditutup, jadi belum perlu tambahan. Tulis langsung pada rapatnya."


class MeetingAhead(values.Refusal):
    code = "rapat-belum-berlangsung"
    sentence = "Rapat ini baru berlangsung {day}. Sebelum hari itu hanya agendanya yang dapat disiapkan."


class CallIncomplete(values.Refusal):
    code = "rapat-tidak-lengkap"
    sentence = "Rapat belum dapat dibuat: {fault}. Lengkapi, lalu kirim lagi."


class EntryIncomplete(values.Refusal):
    code = "isian-rapat-tidak-lengkap"
    sentence = "Belum dapat dicatat: {fault}. Lengkapi, lalu simpan lagi."


FAULTS = (
    "acaranya belum ditulis", "tempatnya belum ditulis", "jamnya tidak seperti 09.00", "harinya sudah lewat",
    "wilayahnya di luar wilayah kantor Anda", "wilayahnya bukan kabupaten atau kecamatan",
    "pimpinan rapatnya tidak sesuai dengan wilayahnya", "agendanya belum ditulis", "kantornya belum ditulis",
    "kehadirannya tidak dikenal", "nama yang hadir belum ditulis", "wilayahnya bukan wilayah rapat ini",
    "yang disampaikan belum ditulis", "jumlah rupiahnya harus lebih dari nol", "bukti yang menyusul belum ditulis",
    "putusannya belum ditulis", "simpulannya belum ditulis", "tambahannya belum ditulis",
)  # fmt: skip
"""What can be missing, for who says it in another language."""
ACTS = ("mengundang rapat", "menulis di dalamnya", "menutup notula")
"""What only some offices do."""


@transaction.atomic
def call(*, wanted: facts.Call, desk: access.Desk, stamp: journal_facts.Stamp) -> uuid.UUID:
    """Call a meeting; returns its key. Raises NotYourMeeting, CallIncomplete."""
    journal.act(by=stamp.by)
    _refuse_role(desk, facts.CALLS, "mengundang rapat")
    fault = _fault_of_call(wanted, desk, stamp.received_on)
    if fault:
        raise CallIncomplete(fault=fault)
    key = uuid.uuid4()
    row = (
        key.hex, wanted.region, wanted.topic.strip(), wanted.held_on, wanted.begins, wanted.place.strip(),
        wanted.chair, desk.office_name, desk.account_id, stamp.received_on,
    )  # fmt: skip
    _add(models.Meeting, "meetings.called", [row], wanted.region, stamp)
    return key


def _fault_of_call(wanted: facts.Call, desk: access.Desk, today: dt.date) -> str:
    level = wanted.region.count(".") + 1
    if not desk.scope.covers(wanted.region):
        return "wilayahnya di luar wilayah kantor Anda"
    if level not in facts.CHAIRS:
        return "wilayahnya bukan kabupaten atau kecamatan"
    if wanted.chair not in facts.CHAIRS[level]:
        return "pimpinan rapatnya tidak sesuai dengan wilayahnya"
    if not wanted.topic.strip():
        return "acaranya belum ditulis"
    if not wanted.place.strip():
        return "tempatnya belum ditulis"
    if not _CLOCK.fullmatch(wanted.begins):
        return "jamnya tidak seperti 09.00"
    return "harinya sudah lewat" if wanted.held_on < today else ""


@transaction.atomic
def take_agenda(
    *, meeting: uuid.UUID, points: Sequence[facts.Point], desk: access.Desk, stamp: journal_facts.Stamp
) -> None:
    """The day's findings and duties become the agenda, as values; a later taking stands in its place. What was added by
    hand stays. Raises NotYourMeeting, NoMeeting, MeetingClosed."""
    journal.act(by=stamp.by)
    row, held = _open_meeting(meeting, desk, stamp)
    last = models.Item.objects.filter(meeting_id=row).aggregate(last=Max("taking"))["last"] or 0
    rows = [
        (row, last + 1, number, one.section, one.kind, one.region, one.sentence.strip(), stamp.received_on)
        for number, one in enumerate(points, 1)
    ]
    if rows:
        _add(models.Item, "meetings.agenda_taken", rows, held.call.region, stamp)


@transaction.atomic
def add_item(*, meeting: uuid.UUID, point: facts.Point, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """A point of somebody's own. Raises NotYourMeeting, NoMeeting, MeetingClosed, EntryIncomplete."""
    journal.act(by=stamp.by)
    row, held = _open_meeting(meeting, desk, stamp)
    _need(point.sentence, "agendanya belum ditulis")
    _within(point.region, held)
    number = models.Item.objects.filter(meeting_id=row, taking=0).count() + 1
    said = (row, 0, number, point.section, point.kind, point.region, point.sentence.strip(), stamp.received_on)
    _add(models.Item, "meetings.item_added", [said], held.call.region, stamp)


@transaction.atomic
def attend(*, meeting: uuid.UUID, attending: facts.Attending, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Who came for an office. Written again for the same office, the later stands. Raises NotYourMeeting, NoMeeting,
    MeetingClosed, MeetingAhead, EntryIncomplete."""
    journal.act(by=stamp.by)
    row, held = _begun_meeting(meeting, desk, stamp)
    _need(attending.office, "kantornya belum ditulis")
    if attending.said not in facts.ATTENDED:
        raise EntryIncomplete(fault="kehadirannya tidak dikenal")
    if attending.said == "present":
        _need(attending.name, "nama yang hadir belum ditulis")
    said = (
        row, attending.office.strip(), attending.name.strip(), attending.said, attending.words.strip(),
        stamp.received_on,
    )  # fmt: skip
    _add(models.Attendance, "meetings.attended", [said], held.call.region, stamp)


@transaction.atomic
def state(
    *, meeting: uuid.UUID, stated: facts.Stated, desk: access.Desk, book: law.Book, stamp: journal_facts.Stamp
) -> uuid.UUID:
    """Keep what was said, its evidence pending, and open the duty to hand the evidence in; returns that duty's key.

    No figure counts it. Raises NotYourMeeting, NoMeeting, MeetingClosed, MeetingAhead, EntryIncomplete,
    WantedIncomplete, NoRule.
    """
    journal.act(by=stamp.by)
    row, held = _begun_meeting(meeting, desk, stamp)
    _need(stated.words, "yang disampaikan belum ditulis")
    _need(stated.evidence, "bukti yang menyusul belum ditulis")
    _within(stated.region, held)
    if stated.amount is not None and stated.amount <= 0:
        raise EntryIncomplete(fault="jumlah rupiahnya harus lebih dari nol")
    duty = followup.open_by_hand(
        wanted=duties.Wanted(
            stated.region, f"Serahkan bukti: {stated.evidence.strip()}. Disampaikan di rapat: {stated.words.strip()}",
            facts.HANDS_IN[stated.region.count(".") + 1], stated.due_on, _reference(held),
        ),
        desk=desk, book=book, stamp=stamp,
    )  # fmt: skip
    number = models.Statement.objects.filter(meeting_id=row).count() + 1
    said = (
        row, number, stated.region, stated.about, stated.speaker.strip(), stated.amount, stated.words.strip(),
        stated.evidence.strip(), stated.due_on, duty.hex, stamp.received_on,
    )  # fmt: skip
    _add(models.Statement, "meetings.stated", [said], stated.region, stamp)
    return duty


@transaction.atomic
def decide(
    *, meeting: uuid.UUID, resolved: facts.Resolved, desk: access.Desk, book: law.Book, stamp: journal_facts.Stamp
) -> uuid.UUID:
    """What was decided becomes a duty; returns its key. Raises NotYourMeeting, NoMeeting, MeetingClosed, MeetingAhead,
    EntryIncomplete, WantedIncomplete, NoRule."""
    journal.act(by=stamp.by)
    row, held = _begun_meeting(meeting, desk, stamp)
    _need(resolved.sentence, "putusannya belum ditulis")
    _within(resolved.region, held)
    duty = followup.open_by_hand(
        wanted=duties.Wanted(
            resolved.region, resolved.sentence.strip(), resolved.office, resolved.due_on, _reference(held)
        ),
        desk=desk, book=book, stamp=stamp,
    )  # fmt: skip
    number = models.Decision.objects.filter(meeting_id=row).count() + 1
    said = (
        row, number, resolved.region, resolved.office, resolved.sentence.strip(), resolved.due_on, duty.hex,
        stamp.received_on,
    )  # fmt: skip
    _add(models.Decision, "meetings.decided", [said], resolved.region, stamp)
    return duty


@transaction.atomic
def close(*, meeting: uuid.UUID, summary: str, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """The chair approves the minutes, once; from then on nothing but addenda. Raises NotYourMeeting, NoMeeting,
    MeetingClosed, MeetingAhead, EntryIncomplete."""
    journal.act(by=stamp.by)
    row, held = _begun_meeting(meeting, desk, stamp)
    _refuse_role(desk, frozenset({held.call.chair}), "menutup notula")
    _need(summary, "simpulannya belum ditulis")
    digest = queries.digest(held, summary.strip())
    said = (row, summary.strip(), digest, desk.office_name, desk.account_id, stamp.received_on)
    _add(models.Minutes, "meetings.closed", [said], held.call.region, stamp)


@transaction.atomic
def add_addendum(*, meeting: uuid.UUID, words: str, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Put right or add something after the minutes were closed. Raises NotYourMeeting, NoMeeting, MeetingOpen,
    EntryIncomplete."""
    journal.act(by=stamp.by)
    row, held = _meeting(meeting, desk, stamp)
    if not held.closed:
        raise MeetingOpen()
    _need(words, "tambahannya belum ditulis")
    said = (row, len(held.addenda) + 1, words.strip(), desk.office_name, desk.account_id, stamp.received_on)
    _add(models.Addendum, "meetings.addendum", [said], held.call.region, stamp)


def _meeting(key: uuid.UUID, desk: access.Desk, stamp: journal_facts.Stamp) -> tuple[int, facts.Meeting]:
    """The meeting with its row, where this office writes in it."""
    _refuse_role(desk, facts.CALLS, "menulis di dalamnya")
    held = queries.meeting(key, known_at=stamp.received_on)
    if held is None or not desk.scope.covers(held.call.region):
        raise NoMeeting()
    return models.Meeting.objects.get(key=key).pk, held


def _open_meeting(key: uuid.UUID, desk: access.Desk, stamp: journal_facts.Stamp) -> tuple[int, facts.Meeting]:
    row, held = _meeting(key, desk, stamp)
    if held.closed:
        raise MeetingClosed()
    return row, held


def _begun_meeting(key: uuid.UUID, desk: access.Desk, stamp: journal_facts.Stamp) -> tuple[int, facts.Meeting]:
    row, held = _open_meeting(key, desk, stamp)
    if stamp.received_on < held.call.held_on:
        raise MeetingAhead(day=language.day(held.call.held_on))
    return row, held


def _refuse_role(desk: access.Desk, roles: frozenset[str], what: str) -> None:
    if desk.role not in roles:
        raise NotYourMeeting(what=what, who=", ".join(one for one in access.ROLES if one in roles))


def _need(said: str, fault: str) -> None:
    if not said.strip():
        raise EntryIncomplete(fault=fault)


def _within(region: str, held: facts.Meeting) -> None:
    if region != held.call.region and not region.startswith(held.call.region + "."):
        raise EntryIncomplete(fault="wilayahnya bukan wilayah rapat ini")


def _reference(held: facts.Meeting) -> str:
    return f"Rapat {language.day_in_words(held.call.held_on)}, {held.call.place}"


def _add(
    model: type[Model], verb: str, rows: Sequence[Sequence[object]], about: str, stamp: journal_facts.Stamp
) -> None:
    """Rows of one table with their line, in the order of the columns that the line seals."""
    journal.record(verb=verb, about=about, rows=rows, stamp=stamp)
    columns = model.SEALED_BY[verb]  # type: ignore[attr-defined]
    model._default_manager.bulk_create(
        model(**dict(zip(columns, row, strict=True)), recorded_at=stamp.at) for row in rows
    )
