"""Closing a year, and opening it again with two people."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.funding import models
from lindung.registers.funding.closing import facts, queries


class NotYourYear(values.Refusal):
    code = "tahun-bukan-wewenang"
    sentence = (
        "Tahun anggaran kabupaten itu tidak dapat ditutup atau dibuka oleh kantor Anda. Minta Dinas PMD atau Sekda."
    )


class YearNotOver(values.Refusal):
    code = "tahun-belum-habis"
    sentence = "Tahun {year} belum habis; tutup paling cepat pada 31 Desember {year}."


class AlreadyClosed(values.Refusal):
    code = "tahun-sudah-ditutup"
    sentence = "Tahun {year} sudah ditutup pada {day} oleh {who}. Pembukaan kembali perlu alasan dan orang kedua."


class NotClosed(values.Refusal):
    code = "tahun-tidak-ditutup"
    sentence = "Tahun {year} tidak sedang ditutup, jadi tidak ada yang dibuka kembali."


class ReopeningReasonMissing(values.Refusal):
    code = "alasan-buka-kembali-belum-ditulis"
    sentence = "Alasan membuka kembali tahun ini belum ditulis."


class ReopeningWaits(values.Refusal):
    code = "buka-kembali-sudah-diusulkan"
    sentence = "Pembukaan kembali sudah diusulkan (nomor {number}) dan menunggu orang kedua."


class NoReopening(values.Refusal):
    code = "buka-kembali-tidak-ada"
    sentence = "Usulan pembukaan kembali nomor {number} tidak ada, atau sudah diputuskan."


class ReopeningNeedsSecond(values.Refusal):
    code = "buka-kembali-perlu-orang-kedua"
    sentence = "Usulan pembukaan kembali nomor {number} harus diputuskan orang lain, bukan pengusulnya."


def _check(desk: access.Desk, region: str, roles: frozenset[str]) -> None:
    if desk.role not in roles or region.count(".") != 1 or not desk.scope.covers(region):
        raise NotYourYear()


@transaction.atomic
def close(
    *, desk: access.Desk, region: str, year: int, figures: Mapping[str, int], book_version: str,
    stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """Close a regency's year with its figures as they are now. Raises NotYourYear, YearNotOver, AlreadyClosed."""
    journal.act(by=stamp.by)
    _check(desk, region, facts.CLOSES)
    if stamp.received_on < dt.date(year, 12, 31):
        raise YearNotOver(year=year)
    held = queries.closed(region, year=year, known_at=dt.date.max)
    if held is not None:
        raise AlreadyClosed(year=year, day=held.closed_on, who=held.closed_by)
    kept = json.dumps(dict(figures), sort_keys=True)
    said = (region, year, kept, book_version, desk.account_id, stamp.received_on)
    columns = ("region_id", "year", "figures", "book_version", "closed_by_id", "closed_on")
    row = models.YearClose.objects.create(**dict(zip(columns, said, strict=True)), recorded_at=stamp.at)
    journal.record(verb="funding.year_closed", about=f"{region}/{year}", rows=[said], stamp=stamp)
    return row.pk


@transaction.atomic
def propose_reopening(*, desk: access.Desk, region: str, year: int, reason: str, stamp: journal_facts.Stamp) -> int:
    """Ask that a closed year be opened again. Raises NotYourYear, NotClosed, ReopeningReasonMissing, ReopeningWaits."""
    journal.act(by=stamp.by)
    _check(desk, region, facts.CLOSES)
    held = queries.closed(region, year=year, known_at=dt.date.max)
    if held is None:
        raise NotClosed(year=year)
    if not reason.strip():
        raise ReopeningReasonMissing()
    if held.reopening is not None:
        raise ReopeningWaits(number=held.reopening)
    said = (held.id, reason, desk.account_id)
    row = models.Reopening.objects.create(
        close_id=held.id, reason=reason, proposed_by_id=desk.account_id, proposed_at=stamp.at
    )
    about = f"{region}/{year}"
    journal.record(verb="funding.reopening_proposed", about=about, rows=[said], stamp=stamp, why=reason)
    return row.pk


@transaction.atomic
def decide_reopening(*, desk: access.Desk, reopening_id: int, approve: bool, stamp: journal_facts.Stamp) -> None:
    """The second person opens the year again, or does not. Raises NoReopening, NotYourYear, ReopeningNeedsSecond."""
    journal.act(by=stamp.by)
    row = models.Reopening.objects.select_related("close").filter(pk=reopening_id, decision__isnull=True).first()
    if row is None:
        raise NoReopening(number=reopening_id)
    _check(desk, row.close.region_id, facts.REOPENS)
    if row.proposed_by_id == desk.account_id:
        raise ReopeningNeedsSecond(number=reopening_id)
    said = (row.pk, approve, desk.account_id, stamp.received_on)
    columns = ("reopening_id", "approved", "decided_by_id", "decided_on")
    models.ReopeningDecision.objects.create(**dict(zip(columns, said, strict=True)), decided_at=stamp.at)
    about = f"{row.close.region_id}/{row.close.year}"
    journal.record(verb="funding.reopening_decided", about=about, rows=[said], stamp=stamp, why=row.reason)
