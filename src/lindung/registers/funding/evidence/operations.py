"""Recording what proves a budget."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from lindung.kernel import law, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.funding import models
from lindung.registers.funding.evidence import queries


class NotAsked(values.Refusal):
    code = "bukti-tidak-diminta"
    sentence = "Bukti «{kind}» tidak ada pada daftar tahap {stage} tahun {year}. Pilih salah satu dari daftarnya."


class NoProof(values.Refusal):
    code = "bukti-tanpa-nomor"
    sentence = "Bukti ini belum menyebut berkas, atau nomor dan tanggal suratnya. Isi salah satu."


class ProofAhead(values.Refusal):
    code = "bukti-belum-terbit"
    sentence = "Bukti bertanggal {day} belum terbit pada hari dicatat. Periksa tanggal suratnya."


@transaction.atomic
def attach(
    *, book: law.Book, region: str, year: int, stage: str, kind: str, reference: str = "",
    dated_on: dt.date | None = None, document_id: int | None = None, stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """Attach a document to a stage: one that came in, or a number with its day.

    Raises NotAsked, NoProof, ProofAhead.
    """
    journal.act(by=stamp.by)
    asked = law.checklist(book, payer=queries.payer(region), stage=stage, year=year)
    if kind not in dict(asked):
        raise NotAsked(kind=kind, stage=stage, year=year)
    if document_id is None and not (reference.strip() and dated_on):
        raise NoProof()
    if dated_on is not None and dated_on > stamp.received_on:
        raise ProofAhead(day=dated_on)
    said = (region, year, stage, kind, reference.strip(), dated_on, document_id, stamp.received_on)
    row = models.Evidence.objects.create(
        **dict(zip(_COLUMNS, said, strict=True)), recorded_at=stamp.at
    )  # fmt: skip
    journal.record(verb="funding.evidenced", about=f"{region}/{year} {stage}", rows=[said], stamp=stamp)
    return row.pk


_COLUMNS = ("region_id", "year", "stage", "kind", "reference", "dated_on", "document_id", "received_on")
