"""Taking lists."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment import facts, models, queries
from lindung.registers.workers import operations as workers


@transaction.atomic
def take_lists(*, lists: Sequence[facts.VillageList], stamp: journal_facts.Stamp) -> list[str]:
    """Take the lists that a batch brings; each replaces its village's earlier list. One journal line a village.

    A list whose digest is that of the list in force is left as it is. Returns the villages whose list is new.
    """
    in_force = {
        (found.region, year): found.digest
        for year in {village.year for village in lists}
        for found in queries.in_force(year=year, known_at=stamp.received_on)
    }
    new = [village for village in lists if in_force.get((village.region, village.year)) != village.digest]
    people = workers.take(people=[row.person for village in new for row in village.listed], stamp=stamp)
    for village in new:
        _take(village, people, stamp)
    return [village.region for village in new]


def _take(village: facts.VillageList, people: Mapping[str, uuid.UUID], stamp: journal_facts.Stamp) -> None:
    entries = [
        (people[row.person.nik], row.category, row.occupation, row.place.document_id, row.place.sheet, row.place.row)
        for row in village.listed
    ]
    held = [(_said(row.problems), row.place.document_id, row.place.sheet, row.place.row) for row in village.held]
    declared = len(entries) + len(held)
    journal.record(
        verb="enrolment.listed",
        about=f"{village.region}/{village.year}",
        rows=[*((person.hex, *rest) for person, *rest in entries), *held],
        stamp=stamp,
        details={"declared": declared, "held": len(held)},
    )
    listing = models.Listing.objects.create(
        region_id=village.region,
        year=village.year,
        batch=stamp.batch,
        received_on=stamp.received_on,
        recorded_at=stamp.at,
        declared=declared,
        digest=village.digest,
    )
    columns = ("listing", "person", "category", "occupation", "document", "sheet", "row")
    rows.insert(models.Entry, columns, [(listing.pk, *entry) for entry in entries])
    rows.insert(
        models.HeldRow,
        ("listing", "problems", "document", "sheet", "row", "content_sealed"),
        [
            (listing.pk, *said, vault.seal(json.dumps(row.content, ensure_ascii=False), about=b"held"))
            for said, row in zip(held, village.held, strict=True)
        ],
    )


def _said(problems: Sequence[facts.Problem]) -> str:
    return json.dumps([[problem.kind, problem.column, problem.message] for problem in problems], ensure_ascii=False)
