"""Reading what was reported."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from typing import Any

from lindung.kernel import values
from lindung.registers.reporting import facts, models


class SnapshotDamaged(values.Refusal):
    code = "laporan-tersimpan-berubah"
    sentence = (
        "Isi laporan nomor {number} bukan lagi yang diusulkan: sha256-nya berbeda. Jangan dipakai; jalankan lindung "
        "verify, lalu pulihkan cadangan."
    )


MOST = 64 * 2**20
"""No report is larger; what claims to be is not opened."""


def snapshot(number: int) -> facts.Snapshot | None:
    """One, within the scope in force; None where there is none."""
    return next(iter(_snapshots(pk=number)), None)


def snapshots(within: str = "") -> list[facts.Snapshot]:
    """All within the scope in force (and ``within`` a region), the latest first."""
    return _snapshots(**({"region__code__within": within} if within else {}))


def before(quarter: facts.Quarter) -> facts.Snapshot | None:
    """The last approved one of the region about an earlier day."""
    found = _snapshots(region_id=quarter.region, as_on__lt=quarter.on, decision__approved=True)
    return max(found, key=lambda one: (one.quarter.on, one.id), default=None)


def content(number: int) -> bytes:
    """The bytes of a snapshot as they were proposed. Raises SnapshotDamaged, Snapshot.DoesNotExist."""
    row = models.Snapshot.objects.values_list("packed", "sha256").get(pk=number)
    try:
        found = unpacked(bytes(row[0]))
    except zlib.error:
        raise SnapshotDamaged(number=number) from None
    if hashlib.sha256(found).hexdigest() != row[1]:
        raise SnapshotDamaged(number=number)
    return found


def packed(content: bytes) -> bytes:
    return zlib.compress(content, 9)


def unpacked(kept: bytes) -> bytes:
    """Raises zlib.error: cut short, or larger than any report is."""
    opening = zlib.decompressobj()
    found = opening.decompress(kept, MOST)
    if not opening.eof:
        raise zlib.error("a report that does not end")
    return found


def signed(approval: facts.Approval) -> bytes:
    """What the instance signs: the same bytes from the same approval, anywhere."""
    said = {name: str(getattr(approval, name)) for name in facts.Approval.__slots__}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def approval(one: facts.Snapshot) -> facts.Approval | None:
    """What was signed of a snapshot; None where nobody has approved it."""
    if not one.approved or one.decided_on is None:
        return None
    return facts.Approval(
        one.sha256, one.proposer, one.proposer_office, one.proposed_on, one.decider, one.decider_office,
        one.decided_on, one.journal_head,
    )  # fmt: skip


def history(region: str, *, known_at: dt.date) -> list[facts.Year]:
    """Years as other books tell them, known by a day: of each the line that came in last."""
    rows = models.HistoryYear.objects.filter(region_id=region, received_on__lte=known_at).order_by("received_on", "id")
    latest = {row[0]: facts.Year(*row) for row in rows.values_list("year", "people", "villages", "budget", "source")}
    return [latest[year] for year in sorted(latest)]


def _snapshots(**which: Any) -> list[facts.Snapshot]:
    rows = models.Snapshot.objects.filter(**which).defer("packed").order_by("-id")
    decided = {one.snapshot_id: one for one in models.SnapshotDecision.objects.filter(snapshot__in=rows.values("pk"))}
    return [_snapshot(row, decided.get(row.pk)) for row in rows]


def _snapshot(row: models.Snapshot, said: models.SnapshotDecision | None) -> facts.Snapshot:
    quarter = facts.Quarter(row.region_id, row.year, row.quarter, row.as_on, row.known_on)
    first = (
        row.pk, quarter, row.sha256, row.rests_on, row.proposed_by_id, row.proposer, row.office,
        row.received_on, row.recorded_at,
    )  # fmt: skip
    if said is None:
        return facts.Snapshot(*first)
    return facts.Snapshot(
        *first, said.approved, said.decided_by_id, said.decider, said.office, said.received_on,
        said.recorded_at, said.reason, said.journal_head, said.signature, said.signer,
    )  # fmt: skip
