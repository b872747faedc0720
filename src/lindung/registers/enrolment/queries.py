"""Reading lists as known on a day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Min, QuerySet

from lindung.kernel import values
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment import facts, models
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.changes import queries as identity

_AT_ONCE = 900


def in_force(
    *, year: int, known_at: dt.date, village: str | None = None, within: str | None = None
) -> list[facts.ListInForce]:
    """The latest list of each village (or of the one asked for, or of those in a region) among those received by
    ``known_at``.
    """
    known = models.Listing.objects.filter(year=year, received_on__lte=known_at)
    if village is not None:
        known = known.filter(region_id=village)
    return _latest(known if within is None else known.filter(region__code__within=within))


def _latest(known: QuerySet[models.Listing]) -> list[facts.ListInForce]:
    latest: dict[str, facts.ListInForce] = {}
    for row in known.order_by("received_on", "id").values_list("id", "region_id", "declared", "received_on", "digest"):
        latest[row[1]] = facts.ListInForce(*row)
    return sorted(latest.values(), key=lambda found: found.region)


def standing(villages: Iterable[str], *, known_at: dt.date) -> set[int]:
    """The lists in force of these villages, of whatever year."""
    latest: dict[tuple[str, int], int] = {}
    for part in _parts(villages):
        known = models.Listing.objects.filter(region_id__in=part, received_on__lte=known_at)
        for pk, region, year in known.order_by("received_on", "id").values_list("id", "region_id", "year"):
            latest[region, year] = pk
    return set(latest.values())


def persons_on(listing_id: int) -> set[uuid.UUID]:
    """The persons on a list."""
    return set(models.Entry.objects.filter(listing_id=listing_id).values_list("person_id", flat=True))


def years(region: str) -> set[int]:
    """Years that any list of a village in ``region`` is for."""
    rows = models.Listing.objects.filter(region__code__within=region)
    return set(rows.order_by().values_list("year", flat=True).distinct())


def first_days(region: str, *, known_at: dt.date) -> dict[str, list[dt.date]]:
    """Of each village in a region the days on which people first entered its list, one a person, in their order."""
    lists = models.Entry.objects.filter(listing__region__code__within=region, listing__received_on__lte=known_at)
    first, who = dict[tuple[str, uuid.UUID], dt.date](), identity.everybody(known_at=known_at)
    for rows in (
        lists.order_by().values_list("listing__region_id", "person_id").annotate(day=Min("listing__received_on")),
        models.Entrance.objects.filter(region__code__within=region, received_on__lte=known_at)
        .order_by().values_list("region_id", "person_id").annotate(day=Min("received_on")),
    ):  # fmt: skip
        for village, listed, day in rows:
            person = who.of(listed)
            first[village, person] = min(day, first.get((village, person), day))
    found: dict[str, list[dt.date]] = {}
    for (village, _person), day in sorted(first.items(), key=lambda one: one[1]):
        found.setdefault(village, []).append(day)
    return found


def _rows(sql: str, listings: Sequence[int]) -> Iterable[tuple]:
    for start in range(0, len(listings), _AT_ONCE):
        part = listings[start : start + _AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(sql.format(", ".join(["%s"] * len(part))), part)
            yield from cursor.fetchall()


_NAME = (
    "SELECT l.region_id, e.person_id, p.born_on, e.category, d.name, e.sheet, e.row, e.id FROM enrolment_entry e "
    "JOIN enrolment_listing l ON l.id = e.listing_id JOIN workers_person p ON p.id = e.person_id "
    "JOIN journal_document d ON d.id = e.document_id "
)


def names(lists: Sequence[facts.ListInForce], *, who: changes.Who | None = None) -> list[facts.Name]:
    """The names on these lists, in the order in which one person's rows are judged: village, file, sheet, row."""
    rows = _rows(_NAME + "WHERE e.listing_id IN ({}) ORDER BY l.region_id, e.id", [one.listing_id for one in lists])
    return _whose([_name(row) for row in rows], identity.given(who, known_at=identity.NOW))


def names_of(
    person_ids: Iterable[uuid.UUID], *, year: int, known_at: dt.date, who: changes.Who | None = None
) -> list[facts.Name]:
    """Of the names on the lists in force those of these persons, in the same order."""
    asked = list(person_ids)
    who = identity.given(who, known_at=known_at, persons=asked)
    wanted = who.all_of(asked)
    entries = [
        one
        for part in _parts(wanted)
        for one in models.Entry.objects.filter(
            person_id__in=part, listing__year=year, listing__received_on__lte=known_at
        ).values_list("id", "listing_id", "listing__region_id")
    ]
    in_force = standing({region for *_, region in entries}, known_at=known_at)
    there = [entry for entry, listing, _ in entries if listing in in_force]
    rows = sorted(_rows(_NAME + "WHERE e.id IN ({})", there), key=lambda row: (row[0], row[-1]))
    return _whose([_name(row) for row in rows], who)


def _whose(names: list[facts.Name], who: changes.Who) -> list[facts.Name]:
    if not who:
        return names
    return [
        dataclasses.replace(one, person=who.of(one.person), born_on=who.born_on(one.person, one.born_on))
        for one in names
    ]


def _name(row: tuple) -> facts.Name:
    region, person, born_on, *rest, _ = row
    return facts.Name(region, _person(person), _day(born_on), *rest)


def _parts(of: Iterable[object]) -> Iterator[list[object]]:
    wanted = iter(of)
    return iter(lambda: list(itertools.islice(wanted, _AT_ONCE)), [])


def _day(stored: object) -> dt.date:
    """SQLite hands a raw query's dates over as text; PostgreSQL as dates."""
    return stored if isinstance(stored, dt.date) else dt.date.fromisoformat(str(stored))


def _person(stored: uuid.UUID | str) -> uuid.UUID:
    """Likewise for who it is."""
    return stored if isinstance(stored, uuid.UUID) else uuid.UUID(stored)


def villages_listing(person: uuid.UUID, *, year: int, known_at: dt.date) -> list[str]:
    """The villages on whose list in force a person stands."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    entries = models.Entry.objects.filter(person_id__in=persons, listing__year=year, listing__received_on__lte=known_at)
    listings = dict(entries.values_list("listing_id", "listing__region_id"))
    return [
        found.region
        for village in sorted(set(listings.values()))
        for found in in_force(year=year, known_at=known_at, village=village)
        if found.listing_id in listings
    ]


def listing(person_ids: Iterable[uuid.UUID], *, year: int, known_at: dt.date) -> dict[uuid.UUID, set[str]]:
    """Of each of these persons: the villages on whose lists in force they stand."""
    standing = {one.listing_id: one.region for one in in_force(year=year, known_at=known_at)}
    asked = list(person_ids)
    who = identity.who(asked, known_at=known_at)
    wanted = who.all_of(asked)
    found: dict[uuid.UUID, set[str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        entries = models.Entry.objects.filter(person_id__in=wanted[start : start + _AT_ONCE], listing__year=year)
        for person, listing_id in entries.values_list("person_id", "listing_id"):
            if listing_id in standing:
                found.setdefault(who.of(person), set()).add(standing[listing_id])
    return {one: found[who.of(one)] for one in asked if who.of(one) in found}


def villages_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The village of the list that was last to name each of these persons."""
    wanted, found = list(person_ids), {}
    for start in range(0, len(wanted), _AT_ONCE):
        entries = models.Entry.objects.filter(person_id__in=wanted[start : start + _AT_ONCE])
        found |= dict(entries.order_by("listing_id").values_list("person_id", "listing__region_id"))
    return found


def niks_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, values.Nik]:
    """The NIK in clear of those on a list that may be read; whoever was erased has none. Raises SealBroken."""
    asked = list(person_ids)
    who = identity.who(asked, known_at=identity.NOW)
    wanted, found = who.all_of(asked), {}
    for start in range(0, len(wanted), _AT_ONCE):
        entries = models.Entry.objects.filter(person_id__in=wanted[start : start + _AT_ONCE])
        for person, *sealed in entries.order_by().values_list(*workers.SEALED_NIK).distinct():
            nik = workers.opened_nik(person, *sealed)
            if nik is not None:
                found[person] = nik
    return identity.niks(asked, found, who)


def held(lists: Sequence[facts.ListInForce]) -> list[facts.HeldName]:
    """The held rows of these lists."""
    sql = (
        "SELECT l.region_id, h.problems, d.name, h.sheet, h.row FROM enrolment_heldrow h "
        "JOIN enrolment_listing l ON l.id = h.listing_id JOIN journal_document d ON d.id = h.document_id "
        "WHERE h.listing_id IN ({}) ORDER BY l.region_id, h.id"
    )
    return [
        facts.HeldName(region, tuple(facts.Problem(*one) for one in json.loads(problems)), *rest)
        for region, problems, *rest in _rows(sql, [one.listing_id for one in lists])
    ]


def held_about(nik: values.Nik) -> list[tuple[int, str]]:
    """Held rows whose sealed content speaks of a NIK: id, and what stands there. Opens every held row."""
    found = []
    for pk, sealed in models.HeldRow.objects.order_by("id").values_list("id", "content_sealed"):
        content = vault.opened(sealed, about=b"held") if sealed else ""
        if nik in "".join(sign for sign in content if sign.isalnum()):
            found.append((pk, content))
    return found


_ROW = (
    "occupation", "category", "listing_id", "listing__region_id", "listing__year", "listing__received_on",
    "document__name", "sheet", "row",
)  # fmt: skip


def rows_of(
    listing_id: int, *, known_at: dt.date, persons: Sequence[uuid.UUID] | None = None
) -> list[facts.Row]:  # fmt: skip
    """The persons on a list, or only those of them who are asked for, in the order of its rows, each as they were known
    by ``known_at``."""
    entries = models.Entry.objects.filter(listing_id=listing_id).order_by("id")
    who = identity.everybody(known_at=known_at)
    if persons is None:
        return _persons_rows(entries, who)
    wanted = who.all_of(persons)
    parts = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    return [row for part in parts for row in _persons_rows(entries.filter(person_id__in=part), who)]


def rows_about(
    persons: Collection[uuid.UUID], *, known_at: dt.date, who: changes.Who | None = None
) -> list[facts.Row]:  # fmt: skip
    """Every row about these persons on any list received by ``known_at``, the latest list first."""
    who = identity.given(who, known_at=known_at, persons=persons)
    known = models.Entry.objects.filter(person_id__in=who.all_of(persons), listing__received_on__lte=known_at)
    return _persons_rows(known.order_by("-listing__received_on", "-id"), who)


def _persons_rows(entries: QuerySet[models.Entry], who: changes.Who) -> list[facts.Row]:
    end = len(workers.IDENTITY)
    return [
        facts.Row(who.called(workers.identity(*row[:end])), *row[end:])
        for row in entries.values_list(*workers.IDENTITY, *_ROW)
    ]


# What BPJS answered

_SAID = ("region_id", "person_id", "membership", "accepted_on", "reason")


def said_of(person_ids: Iterable[uuid.UUID], *, known_at: dt.date) -> set[tuple[object, ...]]:
    """Every answer about these persons that came in by ``known_at``, without where it stands."""
    wanted, found = list(person_ids), set()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Answer.objects.filter(person_id__in=wanted[start : start + _AT_ONCE])
        found |= set(rows.filter(document__received_on__lte=known_at).values_list(*_SAID))
    return found


def answered(
    region: str,
    *,
    on: dt.date,
    known_at: dt.date,
    persons: Collection[uuid.UUID] | None = None,
    who: changes.Who | None = None,
) -> facts.Answered:
    """What BPJS had answered by ``on`` about people in ``region`` (about ``persons`` only, where they are said). An
    acceptance holds: what comes after it about the same person and place (most often «already a member») takes nothing
    back."""
    rows = models.Answer.objects.filter(region__code__within=region, document__received_on__lte=known_at)
    who = identity.given(who, known_at=known_at, persons=persons)
    if persons is not None:
        rows = rows.filter(person_id__in=who.all_of(persons))
    accepted: dict[str, dict[uuid.UUID, dt.date]] = {}
    rejected: dict[tuple[str, uuid.UUID], str] = {}
    for place, said_of, _, accepted_on, reason in rows.order_by("document__received_on", "id").values_list(*_SAID):
        person = who.of(said_of)
        if accepted_on is None:
            rejected[place, person] = reason
        elif accepted_on <= on:
            there = accepted.setdefault(place, {})
            there[person] = min(accepted_on, there.get(person, accepted_on))
    open_ = {key: why for key, why in rejected.items() if key[1] not in accepted.get(key[0], {})}
    return facts.Answered(accepted, open_)


_ANSWER = (*_SAID, "document__received_on", "document__name", "sheet", "row")


def answers_in(village: str, *, known_at: dt.date) -> list[tuple[workers_facts.Identity, facts.KnownAnswer]]:
    """Every answer about people of one place, with the person, in the order in which they came in."""
    rows = models.Answer.objects.filter(region_id=village, document__received_on__lte=known_at)
    end, who = len(workers.IDENTITY), identity.everybody(known_at=known_at)
    return [
        (who.called(workers.identity(*row[:end])), _answer(row[end:], who))
        for row in rows.order_by("document__received_on", "id").values_list(*workers.IDENTITY, *_ANSWER)
    ]


def _answer(row: Sequence[Any], who: changes.Who) -> facts.KnownAnswer:
    return facts.KnownAnswer(row[0], who.of(row[1]), *row[2:])


def answers_within(region: str, *, known_at: dt.date) -> list[facts.KnownAnswer]:
    """Every answer about people of a region, in the order in which they came in."""
    rows = models.Answer.objects.filter(region__code__within=region, document__received_on__lte=known_at)
    who = identity.everybody(known_at=known_at)
    return [_answer(row, who) for row in rows.order_by("document__received_on", "id").values_list(*_ANSWER)]


def answers_of(
    persons: Collection[uuid.UUID], *, known_at: dt.date, who: changes.Who | None = None
) -> list[facts.KnownAnswer]:  # fmt: skip
    """Every answer about these persons, in the order in which they came in."""
    who = identity.given(who, known_at=known_at, persons=persons)
    rows = models.Answer.objects.filter(person_id__in=who.all_of(persons), document__received_on__lte=known_at)
    return [_answer(row, who) for row in rows.order_by("document__received_on", "id").values_list(*_ANSWER)]


def whom_answered(
    person_id: uuid.UUID, *, known_at: dt.date, who: changes.Who
) -> workers_facts.Identity | None:  # fmt: skip
    """The person about whom BPJS answered anything, or None."""
    who = identity.given(who, known_at=known_at, persons=[person_id])
    rows = models.Answer.objects.filter(person_id__in=who.all_of([person_id]), document__received_on__lte=known_at)
    return next((who.called(workers.identity(*row)) for row in rows.values_list(*workers.IDENTITY)[:1]), None)


# As it was written

_Rows = list[tuple[object, ...]]


class ListsWritten:
    """The lists in the order in which they were written, each with its rows, as the journal sealed them."""

    table, verbs = "enrolment_listing", ("enrolment.listed", "enrolment.added")

    def __init__(self) -> None:
        self._listings = models.Listing.objects.order_by("id").values_list("id", "region_id", "year").iterator()

    def take(self, verb: str, count: int) -> Iterator[_Rows]:
        """All rows of a list that came in. Of one that was extended the new rows, where the rest is an earlier list."""
        listing, region, year = next(self._listings, (0, "", 0))
        entries, held = _written(listing)
        if verb == "enrolment.listed":
            yield entries + held
            return
        before = models.Listing.objects.filter(region_id=region, year=year, id__lt=listing).values_list("id", flat=True)
        known = [([], []), *map(_written, before)]
        for new in range(count + 1):
            kept, added = len(entries) - new, len(held) - (count - new)
            if kept >= 0 and added >= 0 and (entries[:kept], held[:added]) in known:
                yield entries[kept:] + held[added:]

    def left(self) -> int:
        return sum(1 for _ in self._listings)


def _written(listing_id: int) -> tuple[_Rows, _Rows]:
    entries = models.Entry.objects.filter(listing_id=listing_id).order_by("id")
    held_rows = models.HeldRow.objects.filter(listing_id=listing_id).order_by("id")
    return (
        list(entries.values_list("person_id", "category", "occupation", "document_id", "sheet", "row")),
        list(held_rows.values_list("problems", "document_id", "sheet", "row")),
    )


def last_days(persons: Sequence[uuid.UUID]) -> list[dict[uuid.UUID, dt.date]]:
    """When a list, a departure, a wish, an entrance, a submission or an answer of BPJS last spoke of each of these."""
    columns = (
        (models.Entry, "listing__received_on"), (models.Departure, "last_on"), (models.Waiting, "listed_on"),
        (models.Entrance, "starts_on"), (models.SubmittedName, "submission__received_on"),
        (models.Answer, "document__received_on"),
    )  # fmt: skip
    found = [workers.latest_days(model.objects.all(), column, persons) for model, column in columns]
    years = workers.latest_days(models.Entry.objects.all(), "listing__year", persons)
    return [*found, {person: dt.date(year, 12, 31) for person, year in years.items()}]
