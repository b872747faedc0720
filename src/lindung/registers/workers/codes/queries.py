"""Whose code it is."""

from __future__ import annotations

import datetime as dt
import uuid

from lindung.platform.vault import queries as vault
from lindung.registers.workers import models
from lindung.registers.workers.changes import queries as identity

LETTERS, LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 16
"""80 bits, and no letter that is read as another: 0 and O, 1 and I."""
GOOD_FOR = dt.timedelta(days=365)


def plain(typed: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(letter for letter in typed.upper()[:80] if letter.isalnum())


def digest(typed: str) -> str:
    return vault.token_digest(plain(typed), purpose="own-code")


def person_of(typed: str, *, on: dt.date) -> uuid.UUID | None:
    """The worker whose code this is on the day; None for one that is too old, was replaced, or never was."""
    found = models.OwnCode.objects.filter(digest=digest(typed)).values_list("id", "person_id", "received_on").first()
    if found is None or not found[2] <= on < found[2] + GOOD_FOR:
        return None
    who = identity.who([found[1]], known_at=identity.NOW)
    given = models.OwnCode.objects.filter(person_id__in=who.all_of([found[1]]))
    last = given.order_by("-id").values_list("id", flat=True).first()
    return who.of(found[1]) if last == found[0] else None


def given_on(person: uuid.UUID, *, known_at: dt.date) -> list[tuple[dt.date, str, str]]:
    """When a person was given codes, in which village and by whom, the latest first."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    rows = models.OwnCode.objects.filter(person_id__in=persons, received_on__lte=known_at).order_by("-id")
    return list(rows.values_list("received_on", "region_id", "given_by"))
