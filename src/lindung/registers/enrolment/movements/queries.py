"""Reading who left, who came and who waits, as known on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from lindung.kernel import law, values
from lindung.registers.enrolment import models
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.movements import facts, rules
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.changes import queries as identity

_DAY = dt.timedelta(days=1)


def stays(
    region: str,
    *,
    known_at: dt.date,
    persons: Collection[uuid.UUID] | None = None,
    who: changes.Who | None = None,
) -> dict[tuple[str, uuid.UUID], facts.Stay]:
    """The days on the list of each person in ``region`` (of ``persons``, where they are said) who left or came, by what
    was known on a day."""
    known = {"region__code__within": region, "received_on__lte": known_at}
    who = identity.given(who, known_at=known_at, persons=persons)
    if persons is not None:
        known["person_id__in"] = who.all_of(persons)
    turns: dict[tuple[str, uuid.UUID], list[tuple[dt.date, bool]]] = {}
    left = list(models.Departure.objects.filter(**known).values_list("id", "region_id", "person_id", "last_on"))
    mended = corrections(region, known_at=known_at) if left else {}
    for pk, code, person, said in left:
        last_on = mended[pk][0] if pk in mended else said
        if last_on is not None:
            turns.setdefault((code, who.of(person)), []).append((last_on + _DAY, False))
    came = models.Entrance.objects.filter(**known).values_list("region_id", "person_id", "starts_on")
    for code, person, starts_on in came:
        turns.setdefault((code, who.of(person)), []).append((starts_on, True))
    return {key: _spans(sorted(found)) for key, found in turns.items()}


def corrections(region: str, *, known_at: dt.date) -> dict[int, tuple[dt.date | None, str]]:
    """Of the departures in ``region`` that were corrected: the day (None: nobody left) and reason that stand."""
    rows = models.DepartureCorrection.objects.filter(
        departure__region__code__within=region, received_on__lte=known_at
    ).order_by("received_on", "id")
    return {pk: (last_on, reason) for pk, last_on, reason in rows.values_list("departure_id", "last_on", "reason")}


def _spans(turns: list[tuple[dt.date, bool]]) -> facts.Stay:
    """From coming to leaving; whoever left first had stood there from the beginning."""
    found, since, there = [], None, not turns[0][1]
    for day, came in turns:
        if came and not there:
            since, there = day, True
        elif not came and there:
            found.append(values.Span(since, day))
            there = False
    return (*found, values.Span(since)) if there else tuple(found)


def standing(region: str, *, on: dt.date, known_at: dt.date) -> dict[uuid.UUID, facts.Stay | None]:
    """The persons on a village's list in force for the year of a day, with the days of those who moved."""
    lists, who = (
        enrolment.in_force(year=on.year, known_at=known_at, village=region),
        identity.everybody(known_at=known_at),
    )
    moved = stays(region, known_at=known_at, who=who)
    entries = models.Entry.objects.filter(listing_id__in=[one.listing_id for one in lists])
    named = map(who.of, entries.values_list("person_id", flat=True))
    return {person: moved.get((region, person)) for person in named}


_LEFT = (
    "id",
    "region_id",
    "last_on",
    "reason",
    "evidence_sealed",
    "received_on",
    "entrance__person_id",
    "entrance__starts_on",
)


def left(region: str, *, known_at: dt.date) -> list[facts.Left]:
    """Who left the lists of ``region``, the latest last day first."""
    rows = models.Departure.objects.filter(region__code__within=region, received_on__lte=known_at)
    mended = corrections(region, known_at=known_at)
    said = rows.order_by("-last_on", "-id").values_list(*_LEFT, *workers.IDENTITY)
    found = [
        (*row[:2], *mended.get(row[0], row[2:4]), _evidence(row), *row[5:])
        for row in said
        if mended.get(row[0], row[2:4])[0]
    ]  # fmt: skip
    found.sort(key=lambda row: (row[2], row[0]), reverse=True)
    new = {one.id: one for one in workers.identities({row[6] for row in found if row[6]})} if found else {}
    who = identity.everybody(known_at=known_at)
    return [
        facts.Left(
            *row[:2], who.called(workers.identity(*row[len(_LEFT) :])), *row[2:6],
            who.called(new[row[6]]) if row[6] in new else None, row[7],
        )
        for row in found
    ]  # fmt: skip


def _evidence(row: tuple[Any, ...]) -> str:
    """Bound to the day that was said first, whatever was corrected since."""
    said = dict(zip((*_LEFT, *workers.IDENTITY), row, strict=True))
    about = about_departure(said["region_id"], said["last_on"])
    return workers.opened_note(said["person_id"], said["person__key_sealed"], said["evidence_sealed"], about=about)


def moves_of(one: uuid.UUID, *, known_at: dt.date) -> list[facts.Move]:
    """All that was recorded of a person's leaving, coming and waiting, in any village, by day."""
    persons = identity.who([one], known_at=known_at).all_of([one])
    known = {"person_id__in": persons, "received_on__lte": known_at}
    found = []
    left = models.Departure.objects.filter(**known)
    for person, region, day, why, key, sealed, since in left.values_list(
        "person_id", "region_id", "last_on", "reason", "person__key_sealed", "evidence_sealed", "received_on"
    ):
        evidence = workers.opened_note(person, key, sealed, about=about_departure(region, day))
        found.append(facts.Move("left", region, day, why, evidence, since))
    waits = models.Waiting.objects.filter(**known)
    for person, region, day, why, key, sealed, since in waits.values_list(
        "person_id", "region_id", "listed_on", "group", "person__key_sealed", "evidence_sealed", "received_on"
    ):
        evidence = workers.opened_note(person, key, sealed, about=about_wish(region, day))
        found.append(facts.Move("waits", region, day, why, evidence, since))
    for person in persons:
        found += _mended(person, known_at)
    came = models.Entrance.objects.filter(**known).values_list("region_id", "starts_on", "received_on")
    found += [facts.Move("came", region, day, "", "", since) for region, day, since in came]
    return sorted(found, key=lambda one: (one.day, one.what))


def _mended(person: uuid.UUID, known_at: dt.date) -> list[facts.Move]:
    """What was corrected of a person's departures, and the waits that ended without a place, each with its reason."""
    rows = models.DepartureCorrection.objects.filter(departure__person_id=person, received_on__lte=known_at)
    found = [
        facts.Move(
            "mended", region, last_on or before, reason or "tidak keluar",
            workers.opened_note(person, key, sealed, about=about_correction(departure, since)), since,
        )
        for departure, region, before, key, last_on, reason, sealed, since in rows.values_list(
            "departure_id", "departure__region_id", "departure__last_on", "departure__person__key_sealed", "last_on",
            "reason", "why_sealed", "received_on",
        )
    ]  # fmt: skip
    ends = models.WaitingEnd.objects.filter(waiting__person_id=person, received_on__lte=known_at).values_list(
        "waiting_id", "waiting__region_id", "waiting__person__key_sealed", "why_sealed", "received_on"
    )
    for waiting, region, key, sealed, since in ends:
        why = workers.opened_note(person, key, sealed, about=about_end(waiting))
        found.append(facts.Move("wait_ended", region, since, "", why, since))
    return found


def about_correction(departure: int, received_on: dt.date) -> bytes:
    """What the reason of a correction is bound to."""
    return f"mended {departure} {received_on}".encode()


def about_end(waiting: int) -> bytes:
    """What the reason is bound to for which a wait ended."""
    return f"wait ended {waiting}".encode()


def about_departure(region: str, last_on: dt.date) -> bytes:
    """What the evidence of a departure is bound to."""
    return f"left {region} {last_on}".encode()


def about_wish(region: str, listed_on: dt.date) -> bytes:
    """What the evidence of somebody who waits is bound to."""
    return f"waits {region} {listed_on}".encode()


def waiting(region: str, *, known_at: dt.date, order: law.WaitingOrder) -> list[facts.Waits]:
    """Who waits in a village for a place, in the order of the book."""
    rows = models.Waiting.objects.filter(region_id=region, received_on__lte=known_at)
    rows = rows.exclude(entrance__received_on__lte=known_at).exclude(end__received_on__lte=known_at)
    found = rows.values_list("id", "group", "listed_on", *workers.IDENTITY)
    inside = sorted(found, key=lambda row: rules.turn(order, row[1], row[2], row[3]))
    names, who = dict(order.groups), identity.everybody(known_at=known_at)
    return [
        facts.Waits(
            row[0],
            place,
            who.called(workers.identity(*row[3:])),
            row[1],
            names.get(row[1], row[1]),
            row[2],
            rules.lot(row[3]),
        )
        for place, row in enumerate(inside, start=1)
    ]


def told_between(person: uuid.UUID, *, first: dt.date, last: dt.date) -> list[tuple[str, str, dt.date]]:
    """What was told of the leaving, coming and waiting of this very person, not of who is one with them, and came in on
    these days: what, the village, the day."""
    came_in = {"person_id": person, "received_on__gte": first, "received_on__lte": last}
    found = [
        *(("left", *row) for row in models.Departure.objects.filter(**came_in).values_list("region_id", "last_on")),
        *(("came", *row) for row in models.Entrance.objects.filter(**came_in).values_list("region_id", "starts_on")),
        *(("waits", *row) for row in models.Waiting.objects.filter(**came_in).values_list("region_id", "listed_on")),
    ]
    return sorted(found, key=lambda one: (one[2], one[0]))
