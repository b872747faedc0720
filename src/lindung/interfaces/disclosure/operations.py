"""Opening what is sealed: never without a reason, each time recorded before it is shown; a list never without a second
person."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Collection

from django.db import transaction

from lindung.interfaces.disclosure import facts, limits, models, queries
from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal


class ReasonMissing(values.Refusal):
    code = "alasan-nik-belum-ditulis"
    sentence = (
        "Alasan belum ditulis, atau terlalu singkat. Tulis untuk apa NIK penuh diperlukan dan atas dasar apa, "
        "sedikitnya {least} huruf."
    )


class ReasonNamesNik(values.Refusal):
    code = "alasan-memuat-nik"
    sentence = "Alasan tidak boleh memuat NIK, karena alasan tersimpan terbuka. Sebut orangnya dengan nama atau surat."


class NothingToOpen(values.Refusal):
    code = "nik-sudah-dihapus"
    sentence = "Data orang ini sudah dihapus atas permintaannya; NIK-nya tidak dapat dibuka lagi."


_NIK = re.compile(r"(?:\d[\s.\-]?){15}\d")


def reason_of(*, said: str) -> str:
    """A reason as it is kept: one line. Raises ReasonMissing, ReasonNamesNik."""
    reason = " ".join(said.split())[: limits.LONGEST_REASON]
    if sum(map(str.isalpha, reason)) < limits.LEAST_REASON:
        raise ReasonMissing(least=limits.LEAST_REASON)
    if _NIK.search(reason):
        raise ReasonNamesNik()
    return reason


def reveal(
    *, person_id: uuid.UUID, region: str, reason: str, by: journal_facts.Reader, today_began: dt.datetime,
    at: dt.datetime,
) -> int:  # fmt: skip
    """Record that somebody opens one person's NIK, and why; only then it is shown. Returns the number of the view.

    Raises ReasonMissing, ReasonNamesNik, TooMany.
    """
    seen = journal_facts.Seen("nik", region, "nik", frozenset({person_id}), reason=reason_of(said=reason))
    limit = journal_facts.Limit(today_began, limits.REVEALS_A_DAY)
    return journal.record_view(seen=seen, by=by, at=at, limit=limit)


# A list with full NIK


class NotYours(values.Refusal):
    code = "ekspor-bukan-milik-anda"
    sentence = "Ekspor itu tidak ada, atau bukan urusan kantor Anda."


class NobodyOnIt(values.Refusal):
    code = "ekspor-tanpa-orang"
    sentence = "Daftar ini tidak memuat orang, jadi tidak ada NIK yang dapat diekspor. Pilih daftar atau hari lain."


class AlreadyAsked(values.Refusal):
    code = "ekspor-sudah-diminta"
    sentence = "Ekspor yang sama sudah Anda minta dan menunggu orang kedua. Lihat halaman Ekspor."


class SecondPersonNeeded(values.Refusal):
    code = "ekspor-perlu-orang-kedua"
    sentence = "Ekspor ini harus diputuskan orang lain: bukan yang memintanya."


class AlreadyDecided(values.Refusal):
    code = "ekspor-sudah-diputuskan"
    sentence = "Ekspor ini sudah diputuskan, atau terlalu lama menunggu. Muat ulang halaman untuk melihat keadaannya."


class NotToBeFetched(values.Refusal):
    code = "ekspor-tidak-dapat-diambil"
    sentence = (
        "Ekspor ini tidak dapat diambil: belum disetujui, masanya berakhir, atau sudah diambil. Minta lagi bila perlu."
    )


class ListChanged(values.Refusal):
    code = "ekspor-daftar-berubah"
    sentence = (
        "Orang pada daftar ini berubah sejak ekspor diminta, jadi tidak diambil. Minta lagi untuk daftar yang baru."
    )


@transaction.atomic
def ask(
    *, desk: access.Desk, wanted: facts.Wanted, persons: Collection[uuid.UUID], reason: str,
    stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """Ask for a list with full NIK; returns the number under which another account decides.

    Raises NotYours, ReasonMissing, ReasonNamesNik, NobodyOnIt, AlreadyAsked.
    """
    journal.act(by=stamp.by)
    if desk.role not in facts.ASKS or not desk.scope.covers(wanted.region):
        raise NotYours()
    why = reason_of(said=reason)
    if not persons:
        raise NobodyOnIt()
    waiting = [one for one in queries.exports(desk, at=stamp.at) if one.mine and one.state == "waiting"]
    if any(one.wanted == wanted for one in waiting):
        raise AlreadyAsked()
    row = models.Export.objects.create(
        region=wanted.region, listed=wanted.listed, year=wanted.year, as_on=wanted.as_on, known_on=wanted.known_on,
        persons=len(persons), persons_digest=queries.digest(persons), reason=why, asked_by_id=desk.account_id,
        office_id=desk.office_id, role=desk.role, asked_at=stamp.at,
    )  # fmt: skip
    said = (
        row.region, row.listed, row.year, row.as_on, row.known_on, row.persons, row.persons_digest, row.asked_by_id,
        row.office_id, row.role,
    )  # fmt: skip
    details = {"export": row.pk, "list": row.listed, "persons": row.persons}
    journal.record(
        verb="disclosure.asked", about=row.region, rows=[said], why=why, details=details, stamp=stamp
    )  # fmt: skip
    return row.pk


@transaction.atomic
def decide(*, desk: access.Desk, export_id: int, approve: bool, stamp: journal_facts.Stamp) -> None:
    """Another account of an office that covers the region agrees, or does not.

    Raises NotYours, SecondPersonNeeded, AlreadyDecided.
    """
    journal.act(by=stamp.by)
    row = models.Export.objects.filter(pk=export_id).first()
    if row is None or desk.role not in facts.DECIDES or not desk.scope.covers(row.region):
        raise NotYours()
    if desk.account_id == row.asked_by_id:
        raise SecondPersonNeeded()
    decision = models.ExportDecision.objects.filter(export=row).first()
    if queries.state(row, decision, 0, stamp.at) != "waiting":
        raise AlreadyDecided()
    models.ExportDecision.objects.create(
        export=row, approved=approve, decided_by_id=desk.account_id, decided_at=stamp.at,
        ends_at=stamp.at + limits.LASTS,
    )  # fmt: skip
    said = (row.pk, approve, desk.account_id)
    details = {"export": row.pk, "approved": approve}
    journal.record(
        verb="disclosure.decided", about=row.region, rows=[said], why=row.reason, details=details, stamp=stamp
    )


@transaction.atomic
def fetch(
    *, desk: access.Desk, export_id: int, persons: Collection[uuid.UUID], number: uuid.UUID,
    stamp: journal_facts.Stamp,
) -> None:  # fmt: skip
    """Say that a file of it leaves under ``number``, with the NIK of ``persons``; only then are they opened.

    Raises NotYours, NotToBeFetched, ListChanged.
    """
    journal.act(by=stamp.by)
    row = models.Export.objects.filter(pk=export_id).first()
    if row is None or not queries.theirs(desk, row) or not desk.scope.covers(row.region):
        raise NotYours()
    decision = models.ExportDecision.objects.filter(export=row).first()
    if queries.state(row, decision, models.Fetch.objects.filter(export=row).count(), stamp.at) != "ready":
        raise NotToBeFetched()
    if queries.digest(persons) != row.persons_digest:
        raise ListChanged()
    models.Fetch.objects.create(export=row, number=number, fetched_at=stamp.at)
    details = {"export": row.pk, "number": number.hex[:12]}
    said = (row.pk, number.hex)
    journal.record(
        verb="disclosure.fetched", about=row.region, rows=[said], why=row.reason, details=details, stamp=stamp
    )
