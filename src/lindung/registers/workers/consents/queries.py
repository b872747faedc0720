"""Reading who agreed to what, as known on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from lindung.registers.workers import models, queries
from lindung.registers.workers.changes import queries as identity
from lindung.registers.workers.consents import facts


def latest(person: uuid.UUID, *, known_at: dt.date) -> facts.Known | None:
    """What the person last agreed to, by the day it was given; None: nothing is recorded."""
    return next(iter(reversed(of_person(person, known_at=known_at))), None)


def of_person(person: uuid.UUID, *, known_at: dt.date) -> list[facts.Known]:
    """All that the person ever agreed to, the earliest first."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    return list(_known(models.Consent.objects.filter(person_id__in=persons), known_at))


def within(region: str, *, known_at: dt.date) -> dict[uuid.UUID, facts.Known]:
    """What each person in a region last agreed to."""
    rows = models.Consent.objects.filter(region__code__within=region)
    who = identity.everybody(known_at=known_at)
    return {who.of(one.consent.person): one for one in _known(rows, known_at)}


def withdrawn(persons: Iterable[uuid.UUID], *, known_at: dt.date) -> set[uuid.UUID]:
    """Of these, who took back what they last agreed to."""
    asked, last = list(persons), dict[uuid.UUID, facts.Known]()
    who = identity.who(asked, known_at=known_at)
    wanted = who.all_of(asked)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Consent.objects.filter(person_id__in=wanted[start : start + _AT_ONCE])
        for one in _known(rows, known_at):
            before = last.get(who.of(one.consent.person))
            if before is None or (before.consent.given_on, before.consent_id) < (one.consent.given_on, one.consent_id):
                last[who.of(one.consent.person)] = one
    gone = {person for person, one in last.items() if one.state(known_at) == "withdrawn"}
    return {person for person in asked if who.of(person) in gone}


_AT_ONCE = 900
_COLUMNS = (
    "id", "region_id", "person_id", "version", "given_on", "way", "shown_by_sealed", "person__key_sealed",
    "recorded_by", "received_on", "withdrawal__withdrawn_on", "withdrawal__shown_by_sealed", "withdrawal__received_on",
)  # fmt: skip


def _known(rows: QuerySet[models.Consent], known_at: dt.date) -> Iterator[facts.Known]:
    known = rows.filter(received_on__lte=known_at).order_by("given_on", "id")
    for row in known.values_list(*_COLUMNS):
        yield _one(dict(zip(_COLUMNS, row, strict=True)), known_at)


def _one(said: dict[str, Any], known_at: dt.date) -> facts.Known:
    person, key, region, day = said["person_id"], said["person__key_sealed"], said["region_id"], said["given_on"]
    shown_by = queries.opened_note(person, key, said["shown_by_sealed"], about=about(region, day))
    consent = facts.Consent(region, person, said["version"], day, said["way"], shown_by)
    since = said["withdrawal__received_on"]
    if since is None or since > known_at:
        return facts.Known(said["id"], consent, said["recorded_by"], said["received_on"])
    ended = queries.opened_note(
        person, key, said["withdrawal__shown_by_sealed"], about=about_withdrawal(said["id"])
    )  # fmt: skip
    return facts.Known(
        said["id"], consent, said["recorded_by"], said["received_on"], said["withdrawal__withdrawn_on"], ended
    )


def about(region: str, given_on: dt.date) -> bytes:
    """What the words about a consent are bound to."""
    return f"consent {region} {given_on}".encode()


def about_withdrawal(consent_id: int) -> bytes:
    """What the words about taking it back are bound to."""
    return f"withdrawal {consent_id}".encode()
