"""Whose number it is, and what waits to be sent."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass

from lindung.kernel import values
from lindung.platform.vault import queries as vault
from lindung.registers.workers import models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity

GOOD_FOR = dt.timedelta(minutes=10)
FORGOTTEN_AFTER = dt.timedelta(days=1)
DIGITS = 6
AT_MOST_A_DAY = 2_000
"""Codes asked for in a day, all together: each may cost a message."""
_NUMBER = re.compile(r"62[2-9]\d{7,11}")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: the number, the code, and until when it opens."""

    asked: uuid.UUID
    number: str
    code: str
    until: dt.datetime


def plain(typed: str) -> str:
    """A number as it is kept, 628…, however it was typed; nothing where it is none of this country."""
    said = re.sub(r"[\s().+-]", "", typed[:40])
    said = f"62{said[1:]}" if said.startswith("0") else said
    return said if _NUMBER.fullmatch(said) else ""


def about(person: uuid.UUID, day: dt.date) -> bytes:
    """What a sealed number is bound to."""
    return b"phone" + person.bytes + day.isoformat().encode()


def number_of(person: uuid.UUID) -> str:
    """The last number told; nothing where there is none, it was taken back, or the person was erased."""
    told = _told(person, known_at=identity.NOW)
    return _opened(told[0]) if told else ""


def told_of(person: uuid.UUID, *, known_at: dt.date) -> list[tuple[dt.date, str, str, str]]:
    """Each number a person gave: since when, where, by whom it was written down; the latest first."""
    told = _told(person, known_at=known_at)
    return [(row.agreed_on, row.region_id, row.recorded_by, _opened(row)) for row in told]


def _told(person: uuid.UUID, *, known_at: dt.date) -> list[models.Phone]:
    """Of a person, and of whoever is one with them: whoever asks may bear the NIK of either."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    rows = models.Phone.objects.filter(person_id__in=persons, received_on__lte=known_at)
    return list(rows.select_related("person").order_by("-id"))


def _opened(row: models.Phone) -> str:
    return workers.opened_note(
        row.person_id, bytes(row.person.key_sealed), bytes(row.number_sealed),
        about=about(row.person_id, row.agreed_on),
    )  # fmt: skip


def known(person: uuid.UUID, *, known_at: dt.date) -> dt.date | None:
    """Since when there is a number; None where there is none."""
    told = told_of(person, known_at=known_at)
    return told[0][0] if told and told[0][3] else None


def asked_since(moment: dt.datetime) -> int:
    return models.AskedCode.objects.filter(asked_at__gt=moment).count()


def digest(asked: uuid.UUID, typed: str) -> str:
    said = "".join(letter for letter in typed[:40] if letter.isdigit())
    return vault.token_digest(f"{asked.hex}:{said}", purpose="phone-code")


def nik_of(asked: uuid.UUID, typed: str, *, at: dt.datetime) -> values.Nik | None:
    """The NIK for which this code was asked; None for a wrong one, one used before, or one that is too old."""
    row = models.AskedCode.objects.filter(
        id=asked, digest=digest(asked, typed), used_at=None, asked_at__gt=at - GOOD_FOR
    ).first()  # fmt: skip
    return values.Nik(vault.opened(bytes(row.nik_sealed), about=models.asked_about(row))) if row else None


def waiting(*, at: dt.datetime) -> list[tuple[uuid.UUID, Message | None]]:
    """What was asked for and not dealt with, the oldest first; with no message where nobody has that NIK and a
    number."""
    found: list[tuple[uuid.UUID, Message | None]] = []
    for row in models.AskedCode.objects.filter(dealt_at=None, asked_at__gt=at - GOOD_FOR).order_by("asked_at", "id"):
        person = workers.by_nik(values.Nik(vault.opened(bytes(row.nik_sealed), about=models.asked_about(row))))
        number = number_of(person.id) if person else ""
        code = vault.opened(bytes(row.code_sealed), about=models.asked_about(row))
        found.append((row.id, Message(row.id, number, code, row.asked_at + GOOD_FOR) if number else None))
    return found
