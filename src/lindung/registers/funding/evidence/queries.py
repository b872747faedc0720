"""The checklist of a budget's stage, as known on a day."""

from __future__ import annotations

import datetime as dt

from lindung.kernel import law, values
from lindung.registers.funding import models
from lindung.registers.funding.evidence import facts


def payer(region: str) -> str:
    """Whose checklist: a village's own, or that of a regency as a funder."""
    return "village" if values.RegionCode(region).level == 4 else "regency"


def checklist(book: law.Book, *, region: str, year: int, stage: str, known_at: dt.date) -> tuple[facts.Item, ...]:
    """What that stage of a budget asks for, each with the proof that stands."""
    rows = models.Evidence.objects.filter(region_id=region, year=year, stage=stage, received_on__lte=known_at)
    said = rows.order_by("received_on", "id").values_list("kind", "reference", "dated_on", "document_id", "received_on")
    proofs = {row[0]: facts.Proof(*row) for row in said}
    asked = law.checklist(book, payer=payer(region), stage=stage, year=year)
    return tuple(facts.Item(kind, name, proofs.get(kind)) for kind, name in asked)


def missing(book: law.Book, *, region: str, year: int, stage: str, known_at: dt.date) -> tuple[str, ...]:
    """The names of the documents that are not there yet."""
    items = checklist(book, region=region, year=year, stage=stage, known_at=known_at)
    return tuple(item.name for item in items if item.proof is None)
