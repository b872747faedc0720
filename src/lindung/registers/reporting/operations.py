"""Writing what is reported: one person proposes a quarter's report, another agrees; years as other books tell them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import transaction

from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as chain
from lindung.platform.vault import queries as vault
from lindung.registers.reporting import facts, models, queries


class NotYourReport(values.Refusal):
    code = "laporan-bukan-wewenang"
    sentence = (
        "Laporan triwulan itu tidak ada, atau bukan wewenang kantor Anda. Dinas PMD mengusulkan, Sekda menyetujui."
    )


class NotOfThisQuarter(values.Refusal):
    code = "hari-di-luar-triwulan"
    sentence = (
        "Keadaan per {day} bukan milik Triwulan {quarter} {year}. Pilih hari sesudah triwulan itu mulai, paling "
        "akhir pada hari terakhir tahunnya."
    )


class NotKnownYet(values.Refusal):
    code = "laporan-mendahului-hari"
    sentence = (
        "Laporan tidak dapat memuat keadaan {day}: hari itu belum tiba. Usulkan sesudahnya, atau pilih hari lain."
    )


class ReportWaits(values.Refusal):
    code = "laporan-masih-menunggu"
    sentence = (
        "Laporan Triwulan {quarter} {year} dengan angka yang sama sudah diusulkan (nomor {number}). Buka yang itu."
    )


class ReportNeedsSecond(values.Refusal):
    code = "laporan-perlu-orang-kedua"
    sentence = "Laporan nomor {number} harus diputuskan orang lain: bukan yang mengusulkannya."


class ReportDecided(values.Refusal):
    code = "laporan-sudah-diputuskan"
    sentence = "Laporan nomor {number} sudah diputuskan. Muat ulang halaman untuk melihat keadaannya."


class ReportRefusalUnexplained(values.Refusal):
    code = "alasan-tolak-laporan-belum-ditulis"
    sentence = "Alasan mengembalikan laporan belum ditulis, jadi pengusul tidak tahu apa yang harus diperbaiki."


@transaction.atomic
def propose(
    *, desk: access.Desk, quarter: facts.Quarter, content: bytes, rests_on: str, stamp: journal_facts.Stamp
) -> int:
    """Freeze a quarter's report; returns the number under which another account decides.

    Raises NotYourReport, NotOfThisQuarter, NotKnownYet, ReportWaits.
    """
    journal.act(by=stamp.by)
    if desk.role not in facts.PROPOSES or quarter.region.count(".") != 1 or not desk.scope.covers(quarter.region):
        raise NotYourReport()
    _refuse_day(quarter, stamp.received_on)
    sha256 = hashlib.sha256(content).hexdigest()
    held = models.Snapshot.objects.filter(region_id=quarter.region, sha256=sha256).values_list("id", flat=True).first()
    if held is not None:
        raise ReportWaits(quarter=ROMAN[quarter.number], year=quarter.year, number=held)
    said = (
        quarter.region, quarter.year, quarter.number, quarter.on, quarter.known_at, sha256, rests_on, desk.account_id,
        desk.person_name, desk.office_name, stamp.received_on,
    )  # fmt: skip
    columns = (
        "region_id", "year", "quarter", "as_on", "known_on", "sha256", "rests_on", "proposed_by_id", "proposer",
        "office", "received_on",
    )  # fmt: skip
    row = models.Snapshot.objects.create(
        **dict(zip(columns, said, strict=True)), packed=queries.packed(content), recorded_at=stamp.at
    )
    details = {"snapshot": row.pk, "year": quarter.year, "quarter": quarter.number, "sha256": sha256}
    journal.record(verb="reporting.proposed", about=quarter.region, rows=[said], stamp=stamp, details=details)
    return row.pk


ROMAN = ("", "I", "II", "III", "IV")


def _refuse_day(quarter: facts.Quarter, today: dt.date) -> None:
    """Not before the quarter begins nor after its year; of no day that has not come."""
    first, last = dt.date(quarter.year, quarter.number * 3 - 2, 1), dt.date(quarter.year, 12, 31)
    if not first <= quarter.on <= last:
        raise NotOfThisQuarter(day=language.day(quarter.on), quarter=ROMAN[quarter.number], year=quarter.year)
    if max(quarter.on, quarter.known_at) > today:
        raise NotKnownYet(day=language.day(max(quarter.on, quarter.known_at)))


@transaction.atomic
def decide(
    *, desk: access.Desk, snapshot_id: int, approve: bool, reason: str, stamp: journal_facts.Stamp
) -> None:  # fmt: skip
    """Another account agrees, and the instance signs; or sends it back and says why.

    Raises NotYourReport, ReportNeedsSecond, ReportDecided, ReportRefusalUnexplained, and SnapshotDamaged.
    """
    journal.act(by=stamp.by)
    found = queries.snapshot(snapshot_id)
    if found is None or desk.role not in facts.DECIDES or not desk.scope.covers(found.quarter.region):
        raise NotYourReport()
    if desk.account_id == found.proposed_by:
        raise ReportNeedsSecond(number=snapshot_id)
    if found.approved is not None:
        raise ReportDecided(number=snapshot_id)
    why = " ".join(reason.split())[:300]
    if not approve and not why:
        raise ReportRefusalUnexplained()
    queries.content(snapshot_id)  # nobody approves what is not what was proposed
    head = chain.head()
    signature, signer = _signed(found, desk, head, stamp.received_on) if approve else ("", "")
    said = (
        snapshot_id, approve, why, head, signature, signer, desk.account_id, desk.person_name, desk.office_name,
        stamp.received_on,
    )  # fmt: skip
    columns = (
        "snapshot_id", "approved", "reason", "journal_head", "signature", "signer", "decided_by_id", "decider",
        "office", "received_on",
    )  # fmt: skip
    models.SnapshotDecision.objects.create(**dict(zip(columns, said, strict=True)), recorded_at=stamp.at)
    details = {"snapshot": snapshot_id, "approved": approve, "sha256": found.sha256}
    journal.record(
        verb="reporting.decided", about=found.quarter.region, rows=[said], stamp=stamp, why=why, details=details
    )  # fmt: skip


def _signed(found: facts.Snapshot, desk: access.Desk, head: str, on: dt.date) -> tuple[str, str]:
    """The instance's signature under the approval, and the key that anyone checks it with."""
    agreed = facts.Approval(
        found.sha256, found.proposer, found.proposer_office, found.proposed_on, desk.person_name, desk.office_name, on,
        head,
    )  # fmt: skip
    return vault.signature(queries.signed(agreed)).hex(), vault.signer().hex()


@transaction.atomic
def take_history(*, region: str, years: Sequence[facts.Year], stamp: journal_facts.Stamp) -> int:
    """Take what a book says of years; said again, it changes nothing. Returns how many lines are new."""
    journal.act(by=stamp.by)
    known = {one.year: one for one in queries.history(region, known_at=stamp.received_on)}
    new = [one for one in years if known.get(one.year) != one]
    if not new:
        return 0
    columns = ("region_id", "year", "people", "villages", "budget", "source", "received_on")
    rows = [(region, *dataclasses.astuple(one), stamp.received_on) for one in new]
    models.HistoryYear.objects.bulk_create(
        models.HistoryYear(**dict(zip(columns, row, strict=True)), recorded_at=stamp.at) for row in rows
    )
    journal.record(verb="reporting.history", about=region, rows=rows, stamp=stamp)
    return len(new)
