"""Reading everybody on the lists in force of a region, without what is sealed; and of a few of them also that."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from lindung.registers.enrolment import models
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.people import facts
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as changes

_AT_ONCE = 900
_STATED = ("person_id", "person__name", "person__born_on", "person__sex", "listing__region_id", "listing__year")


def on_lists(region: str, *, year: int, known_at: dt.date, who: changes.Who) -> list[facts.OnLists]:
    """Everybody on the lists in force of a year and of the one before in a region, as they are stated now; without
    whoever was erased. Who is one with somebody is that one."""
    lists = [
        one.listing_id
        for wanted in (year, year - 1)
        for one in enrolment.in_force(year=wanted, known_at=known_at, within=region)
    ]
    stated: dict[uuid.UUID, tuple] = {}
    places: dict[uuid.UUID, set[tuple[int, str]]] = {}
    for start in range(0, len(lists), _AT_ONCE):
        rows = models.Entry.objects.filter(listing_id__in=lists[start : start + _AT_ONCE]).order_by()
        for said_of, name, born_on, sex, place, listed in rows.values_list(*_STATED):
            person = who.of(said_of)
            if name and (person == said_of or person not in stated):
                stated[person] = (name, born_on, sex)
            places.setdefault(person, set()).add((listed, place))
    return [
        facts.OnLists(
            person, *said,
            tuple(sorted(place for listed, place in places[person] if listed == year)),
            tuple(sorted(place for listed, place in places[person] if listed != year)),
        )
        for person, said in stated.items()
    ]  # fmt: skip


def opened(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, facts.Opened]:
    """Of these, whom a list names that may be read: NIK in clear, mother and telephone. Raises SealBroken."""
    wanted, found = sorted(persons), {}
    columns = (*workers.IDENTITY, workers.PARTICULARS)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Entry.objects.filter(person_id__in=wanted[start : start + _AT_ONCE])
        for *row, sealed in rows.order_by().values_list(*columns).distinct():
            person, *_, key, nik_sealed = row
            nik = workers.opened_nik(person, key, nik_sealed)
            if nik is not None:
                said = workers.opened_particulars(person, key, sealed)
                who = workers.identity(*row)
                found[person] = facts.Opened(who, nik, said.get("mother", ""), said.get("phone", ""))
    return found
