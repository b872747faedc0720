"""Reading issued cards as known on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Q, QuerySet

from lindung.registers.claims import models
from lindung.registers.claims.cards import facts
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity

_COLUMNS = (
    "id", "region_id", "person_id", "number", "serial", "issued_on", "starts_on", "ends_before", "expires_on", "key_id",
    "digest", "revocation__revoked_on", "revocation__reason", "revocation__received_on",
)  # fmt: skip


def in_hand(region: str, *, known_at: dt.date) -> dict[uuid.UUID, facts.Issued]:
    """The last card of each person of ``region`` that was not revoked; whether its days are over is for the reader."""
    rows = models.CardIssue.objects.filter(region__code__within=region)
    who = identity.everybody(known_at=known_at)
    return {who.of(one.person): one for one in _read(rows, known_at) if one.revoked_on is None}


def held_by(persons: Iterable[uuid.UUID], *, known_at: dt.date) -> list[facts.Issued]:
    """Every card of these persons that was not revoked, in any village, the first one first."""
    asked = list(persons)
    meant = identity.who(asked, known_at=known_at).all_of(asked)
    rows = models.CardIssue.objects.filter(person_id__in=meant)
    return [one for one in _read(rows, known_at) if one.revoked_on is None]


def of_person(person: uuid.UUID, *, known_at: dt.date) -> list[facts.Issued]:
    """Every card that was issued to a person, in any village, the first one first."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    return _read(models.CardIssue.objects.filter(person_id__in=persons), known_at)


def _read(rows: QuerySet[models.CardIssue], known_at: dt.date) -> list[facts.Issued]:
    found = []
    for *said, gone_on, why, heard_on in rows.filter(received_on__lte=known_at).order_by("id").values_list(*_COLUMNS):
        gone = heard_on is not None and heard_on <= known_at
        found.append(facts.Issued(*said, gone_on if gone else None, why if gone else ""))
    return found


def texts(issued: Iterable[facts.Issued]) -> dict[int, str]:
    """What stands in the code of each of these cards; nothing of who was erased. Raises SealBroken."""
    rows = models.CardIssue.objects.filter(id__in=[one.id for one in issued])
    columns = ("id", "person_id", "person__key_sealed", "serial", "token_sealed")
    found = {
        key: workers.opened_note(person, data_key, sealed, about=about(serial))
        for key, person, data_key, serial, sealed in rows.values_list(*columns)
    }
    return {key: text for key, text in found.items() if text}


def about(serial: str) -> bytes:
    """What the text of a card is bound to."""
    return b"card text " + serial.encode()


_BEHIND = dt.timedelta(days=2)
"""A reader whose clock is a day behind believes a list of tomorrow; to it the card is not over yet."""


def revoked(*, on: dt.date) -> list[bytes]:
    """The serials of all cards that were revoked and would not be over on a day, or were not the day before, in their
    order."""
    rows = models.CardRevocation.objects.filter(issue__expires_on__gt=on - _BEHIND)
    return sorted(bytes.fromhex(serial) for serial in rows.values_list("issue__serial", flat=True))


def last_numbers(region: str, persons: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The highest number of any card of these persons there, told of or issued."""
    wanted, found = Q(region_id=region, person_id__in=list(persons)), dict[uuid.UUID, int]()
    for model in (models.CardStep, models.CardIssue):
        rows: Any = model.objects.filter(wanted).order_by().values_list("person_id")
        for person, last in rows.annotate(last=Max("number")):
            found[person] = max(last, found.get(person, 0))
    return found
