"""Reading grievances as they stand on a day."""

from __future__ import annotations

import datetime as dt
import json
import uuid

from django.db.models import QuerySet

from lindung.platform.vault import queries as vault
from lindung.registers.claims.grievances import facts, models, rules

LETTERS, LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 16
"""80 bits, and no letter that is read as another."""


def digest(typed: str) -> str:
    plain = "".join(letter for letter in typed.upper()[:80] if letter.isalnum())
    return vault.token_digest(plain, purpose="grievance")


def within(region: str, *, on: dt.date, known_at: dt.date) -> list[facts.Grievance]:
    """Those of a region that were lodged by a day: open ones first, the latest of them on top."""
    by = min(on, known_at)
    rows = models.Grievance.objects.filter(region__code__within=region, received_on__lte=by)
    return sorted(_grievances(rows, on, by), key=lambda one: (not one.open, -one.days_late, one.due_on, one.lodged_on))


def one(key: uuid.UUID, region: str, *, on: dt.date) -> facts.Grievance | None:
    """A grievance of that very region."""
    found = _grievances(models.Grievance.objects.filter(key=key, region_id=region), on, on)
    return found[0] if found else None


def by_code(typed: str, *, on: dt.date) -> facts.Grievance | None:
    """Whose code it is."""
    found = _grievances(models.Grievance.objects.filter(digest=digest(typed)), on, on)
    return found[0] if found else None


def open_in(region: str, *, on: dt.date) -> tuple[int, int]:
    """How many are open in a region, and how many of these are late."""
    found = [one for one in within(region, on=on, known_at=on) if one.open]
    return len(found), sum(one.days_late > 0 for one in found)


def told(key: uuid.UUID) -> facts.Told:
    """Its texts, opened. Raises SealBroken."""
    row = models.Grievance.objects.select_related("text_key", "answer").get(key=key)
    held = getattr(row, "text_key", None)
    if held is None:
        return facts.Told("", "", "")
    data_key = vault.opened_bytes(held.key_sealed, about=models.key_about(held))
    answer = getattr(row, "answer", None)
    return facts.Told(
        vault.opened_under(data_key, row.words_sealed, about=b"words" + key.bytes),
        vault.opened_under(data_key, row.contact_sealed, about=b"contact" + key.bytes),
        vault.opened_under(data_key, answer.words_sealed, about=b"answer" + key.bytes) if answer else "",
    )


def sealed(key: uuid.UUID, text: str, *, what: bytes) -> bytes:
    """A text of a grievance, sealed under its own key. Raises SealBroken."""
    held = models.TextKey.objects.get(grievance__key=key)
    data_key = vault.opened_bytes(held.key_sealed, about=models.key_about(held))
    return vault.seal_under(data_key, text, about=what + key.bytes)


def over(*, before: dt.date) -> QuerySet[models.TextKey]:
    """The keys of texts of grievances that were answered before a day."""
    return models.TextKey.objects.filter(grievance__answer__received_on__lt=before)


def _grievances(rows: QuerySet[models.Grievance], on: dt.date, known_at: dt.date) -> list[facts.Grievance]:
    held = list(rows.select_related("answer"))
    passed: dict[int, list[facts.Turn]] = {}
    of_them = models.Passing.objects.filter(grievance__in=rows.order_by().values("pk"), received_on__lte=known_at)
    for one in of_them.order_by("id"):
        passed.setdefault(one.grievance_id, []).append(facts.Turn(one.office, one.due_on))
    return [_grievance(row, passed.get(row.pk, []), on, known_at) for row in held]


def _grievance(row: models.Grievance, passed: list[facts.Turn], on: dt.date, known_at: dt.date) -> facts.Grievance:
    planned = tuple(facts.Turn(office, dt.date.fromisoformat(day)) for office, day in json.loads(row.line))
    answer = getattr(row, "answer", None)
    answered = answer if answer and answer.received_on <= known_at else None
    turns = rules.turns(planned, passed, on=answered.received_on if answered else on)
    return facts.Grievance(
        row.key, row.region_id, row.kind, row.received_on, turns,  # type: ignore[arg-type]
        0 if answered else rules.days_late(turns[0].due_on, on=on),
        answered.received_on if answered else None, answered.office if answered else "",
        frozenset(row.informed.split()) if len(turns) > 1 else frozenset(),
    )  # fmt: skip
