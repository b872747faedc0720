"""Taking lists."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as journal_queries
from lindung.platform.journal import rows
from lindung.platform.journal.resealing import operations as resealing
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment import facts, models, queries
from lindung.registers.workers import operations as workers


class AlreadyListed(values.Refusal):
    code = "sudah-terdaftar"
    sentence = (
        "Orang ini sudah ada pada daftar {year} desa ini (berkas {file}, baris {row}). Tidak ada yang ditambahkan; "
        "untuk membetulkan datanya, kirim daftar yang sudah diperbaiki."
    )


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
            (one.pk, *said, _sealed(row))
            for one, village in zip(listings, new, strict=True)
            for said, row in zip(_held(village), village.held, strict=True)
        ],
    )
    return [village.region for village in new]


@transaction.atomic
def extend_list(*, addition: facts.VillageList, stamp: journal_facts.Stamp) -> None:
    """Add people to the list in force of a village and year, which begins with them where there is none.

    Whoever is on it stays, where they stand. The longer list keeps the digest of the list that came in: the same file
    sent again is still the same list, and takes nobody off. Raises AlreadyListed.
    """
    journal.act(by=stamp.by)
    known = queries.in_force(year=addition.year, known_at=stamp.received_on, village=addition.region)
    before = known[0] if known else None
    people = workers.take(people=[row.person for row in addition.listed], stamp=stamp)
    kept, held = _standing_on(before)
    for person in people.values():
        _refuse_twice(person, kept, addition.year)
    new, new_held = _entries(addition, people), _held(addition)
    listing = models.Listing.objects.create(
        region_id=addition.region,
        year=addition.year,
        batch=stamp.batch,
        received_on=stamp.received_on,
        recorded_at=stamp.at,
        declared=len(kept) + len(held) + len(new) + len(new_held),
        digest=before.digest if before else addition.digest,
    )
    journal.record(
        verb="enrolment.added",
        about=f"{addition.region}/{addition.year}",
        rows=[*((person.hex, *rest) for person, *rest in new), *new_held],
        stamp=stamp,
        details={"declared": listing.declared},
    )
    rows.insert(models.Entry, ("listing", *_ENTRY), [(listing.pk, *entry) for entry in (*kept, *new)])
    sealed = [(*said, _sealed(row)) for said, row in zip(new_held, addition.held, strict=True)]
    rows.insert(models.HeldRow, ("listing", *_HELD, "content_sealed"), [(listing.pk, *row) for row in (*held, *sealed)])


@transaction.atomic
def take_answers(*, answers: Sequence[facts.Answer], stamp: journal_facts.Stamp) -> int:
    """Record what BPJS answered, in one journal line; what was answered word for word before adds nothing.

    Only an answer that is known by the stamp's day counts as said before: files may be loaded in any order. Returns how
    many are new.
    """
    journal.act(by=stamp.by)
    known = queries.said_of({one.person for one in answers}, known_at=stamp.received_on)
    new = {_answer(one): one.place for one in reversed(answers) if _answer(one) not in known}
    said = [(*answer, where.document_id, where.sheet, where.row) for answer, where in reversed(new.items())]
    if said:
        sealed = [(region, person.hex, *rest) for region, person, *rest in said]
        journal.record(verb="enrolment.answered", about=f"{len(said)} jawaban", rows=sealed, stamp=stamp)
        columns = ("region", "person", "membership", "accepted_on", "reason", "document", "sheet", "row")
        rows.insert(models.Answer, columns, said)
    return len(said)


def _answer(one: facts.Answer) -> tuple[Any, ...]:
    return one.region, one.person, one.membership, one.accepted_on, one.reason


@transaction.atomic
def forget_held(*, nik: values.Nik, why: str, stamp: journal_facts.Stamp) -> int:
    """Blank the content of every held row that speaks of this NIK; returns of how many. That the row is there stays."""
    journal.act(by=stamp.by)
    found = [pk for pk, _ in queries.held_about(nik)]
    resealing.destroy(model=models.HeldRow, pks=found, why=why, stamp=stamp)
    return len(found)


def _standing_on(before: facts.ListInForce | None) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The entries and the held rows of a list, in their order, to be written again for the one that follows it."""
    if before is None:
        return [], []
    entries = models.Entry.objects.filter(listing_id=before.listing_id).order_by("id")
    held = models.HeldRow.objects.filter(listing_id=before.listing_id).order_by("id")
    return (
        list(entries.values_list("person_id", "category", "occupation", "document_id", "sheet", "row")),
        list(held.values_list("problems", "document_id", "sheet", "row", "content_sealed")),
    )


def _refuse_twice(person: uuid.UUID, kept: Sequence[tuple[Any, ...]], year: int) -> None:
    for listed, _, _, document, _, row in kept:
        if listed == person:
            raise AlreadyListed(year=year, file=journal_queries.name_of(document), row=row)


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


def _sealed(row: facts.Held) -> bytes:
    return vault.seal(json.dumps(row.content, ensure_ascii=False), about=b"held")


def _said(problems: Sequence[facts.Problem]) -> str:
    return json.dumps([[problem.kind, problem.column, problem.message] for problem in problems], ensure_ascii=False)
