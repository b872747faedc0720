"""Reading what the sources call people, as known on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from typing import Any

from lindung.kernel import language
from lindung.registers.enrolment import models
from lindung.registers.enrolment.names import facts
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.changes import queries as identity

_AT_ONCE = 900
_KEY = tuple[str, uuid.UUID, str]
_SAID = ("region_id", "person_id", "source", "key", "name_sealed", "person__key_sealed", "document__name", "sheet",
         "row", "document__received_on")  # fmt: skip


def about(key: uuid.UUID) -> bytes:
    """What the seal of a name is bound to."""
    return b"called" + key.bytes


def _opened(rows: Any) -> Iterator[tuple[uuid.UUID, facts.KnownName]]:
    """In the order in which they came in; without those of erased persons. Raises SealBroken."""
    for region, person, source, key, sealed, person_key, *where in rows.order_by(
        "document__received_on", "id"
    ).values_list(*_SAID):
        name = workers.opened_note(person, bytes(person_key), bytes(sealed), about=about(key))
        if name:
            yield person, facts.KnownName(region, source, name, *where)


def last_said(persons: Collection[uuid.UUID], *, known_at: dt.date) -> dict[_KEY, str]:
    """What each source last called each of these persons in each place, where that was kept."""
    wanted, found = sorted(persons), {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.CalledName.objects.filter(person_id__in=wanted[start : start + _AT_ONCE])
        for person, one in _opened(rows.filter(document__received_on__lte=known_at)):
            found[one.region, person, str(one.source)] = one.name
    return found


def own(places: Collection[tuple[str, uuid.UUID]], *, batch: uuid.UUID) -> set[tuple[str, uuid.UUID]]:
    """Of these, the persons whom their village had on a list before that batch, and no other village ever had."""
    wanted = sorted({person for _, person in places})
    listed: dict[uuid.UUID, set[str]] = {}
    before: set[tuple[str, uuid.UUID]] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Entry.objects.filter(person_id__in=wanted[start : start + _AT_ONCE]).order_by()
        for village, person, came in rows.values_list("listing__region_id", "person_id", "listing__batch").distinct():
            listed.setdefault(person, set()).add(village)
            if came != batch:
                before.add((village, person))
    return {place for place in set(places) & before if listed[place[1]] == {place[0]}}


def on_list(village: str, *, known_at: dt.date, who: changes.Who | None = None) -> dict[uuid.UUID, str]:
    """What a village's list last called its people, where that was kept and no correction of a name came after it."""
    who, mended = identity.given(who, known_at=known_at), identity.renamed(village, known_at=known_at)
    rows = models.CalledName.objects.filter(region_id=village, source="daftar", document__received_on__lte=known_at)
    said = {who.of(person): one for person, one in _opened(rows)}
    return {
        person: one.name
        for person, one in said.items()
        if person not in mended or one.received_on > mended[person]
    }  # fmt: skip


def names_about(person_id: uuid.UUID, *, known_at: dt.date) -> list[facts.KnownName]:
    """Every name that was kept of a person, in the order in which they came in."""
    persons = identity.who([person_id], known_at=known_at).all_of([person_id])
    rows = models.CalledName.objects.filter(person_id__in=persons, document__received_on__lte=known_at)
    return [one for _, one in _opened(rows)]


def otherwise(
    region: str, *, known_at: dt.date, places: Collection[tuple[str, uuid.UUID]], who: changes.Who | None = None
) -> dict[tuple[str, uuid.UUID], facts.Otherwise]:
    """Of these people on the lists of these places in ``region``: whom BPJS calls otherwise than the list does.

    BPJS's is the last name that it gave the person anywhere in ``region``; the list's the last that was kept of that
    place, else what the register says. Names are compared as ``language.plain_name`` has them.
    """
    rows = models.CalledName.objects.filter(region__code__within=region, document__received_on__lte=known_at)
    by_bpjs: dict[uuid.UUID, facts.KnownName] = {}
    on_lists: dict[tuple[str, uuid.UUID], str] = {}
    who = identity.given(who, known_at=known_at)
    mended = identity.renamed(region, known_at=known_at)
    for said_of, one in _opened(rows):
        person = who.of(said_of)
        if one.source == "bpjs":
            by_bpjs[person] = one
        elif person not in mended or one.received_on > mended[person]:
            on_lists[one.region, person] = one.name
    registered, found = workers.names_of(by_bpjs), {}
    for place, person in places:
        said = by_bpjs.get(person)
        listed = on_lists.get((place, person)) or registered.get(person, "")
        if said is not None and language.plain_name(said.name) != language.plain_name(listed):
            found[place, person] = facts.Otherwise(listed, said.name, said.file, said.sheet, said.row)
    return found
