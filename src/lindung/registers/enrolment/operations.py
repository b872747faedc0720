"""Taking lists."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

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
    journal.act(by=stamp.by)
    in_force = {
        (found.region, year): found.digest
        for year in {village.year for village in lists}
        for found in queries.in_force(year=year, known_at=stamp.received_on)
    }
    new = [village for village in lists if in_force.get((village.region, village.year)) != village.digest]
    people = workers.take(people=[row.person for village in new for row in village.listed], stamp=stamp)
    listings = models.Listing.objects.bulk_create(_listing(village, people, stamp) for village in new)
    rows.insert(
        models.Entry,
        ("listing", *_ENTRY),
        [(one.pk, *entry) for one, village in zip(listings, new, strict=True) for entry in _entries(village, people)],
    )
    rows.insert(
        models.HeldRow,
        ("listing", *_HELD, "content_sealed"),
        [
            (one.pk, *said, vault.seal(json.dumps(row.content, ensure_ascii=False), about=b"held"))
            for one, village in zip(listings, new, strict=True)
            for said, row in zip(_held(village), village.held, strict=True)
        ],
    )
    return [village.region for village in new]


def _listing(village: facts.VillageList, people: Mapping[str, uuid.UUID], stamp: journal_facts.Stamp) -> models.Listing:
    """A village's list as it will stand, with its line in the journal."""
    entries, held = _entries(village, people), _held(village)
    declared = len(entries) + len(held)
    journal.record(
        verb="enrolment.listed",
        about=f"{village.region}/{village.year}",
        rows=[*((person.hex, *rest) for person, *rest in entries), *held],
        stamp=stamp,
        details={"declared": declared, "held": len(held)},
    )
    return models.Listing(
        region_id=village.region,
        year=village.year,
        batch=stamp.batch,
        received_on=stamp.received_on,
        recorded_at=stamp.at,
        declared=declared,
        digest=village.digest,
    )


_ENTRY = ("person", "category", "occupation", "document", "sheet", "row")
_HELD = ("problems", "document", "sheet", "row")


def _entries(village: facts.VillageList, people: Mapping[str, uuid.UUID]) -> list[tuple[Any, ...]]:
    return [
        (people[row.person.nik], row.category, row.occupation, row.place.document_id, row.place.sheet, row.place.row)
        for row in village.listed
    ]


def _held(village: facts.VillageList) -> list[tuple[Any, ...]]:
    return [(_said(row.problems), row.place.document_id, row.place.sheet, row.place.row) for row in village.held]


def _said(problems: Sequence[facts.Problem]) -> str:
    return json.dumps([[problem.kind, problem.column, problem.message] for problem in problems], ensure_ascii=False)
