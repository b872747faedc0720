"""Reading cards and cases as known on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from lindung.registers.claims import facts, models
from lindung.registers.workers import queries as workers


def card_steps(region: str, person: uuid.UUID, number: int) -> dict[facts.Step, dt.date]:
    """What has happened to one card, and when."""
    rows = models.CardStep.objects.filter(region_id=region, person_id=person, number=number)
    return dict(rows.values_list("step", "happened_on"))


def cards(region: str, *, on: dt.date, known_at: dt.date) -> dict[uuid.UUID, facts.Card]:
    """The latest card of each person in ``region`` of whose card anything had happened by ``on``."""
    rows = models.CardStep.objects.filter(
        region__code__within=region, happened_on__lte=on, received_on__lte=known_at
    ).order_by("number", "id")
    steps: dict[uuid.UUID, dict[str, models.CardStep]] = {}
    for row in rows:
        held = steps.setdefault(row.person_id, {})
        if any(one.number < row.number for one in held.values()):
            held.clear()
        held[row.step] = row
    return {person: _card(person, held) for person, held in steps.items()}


def _card(person: uuid.UUID, held: dict[str, models.CardStep]) -> facts.Card:
    days = {step: row.happened_on for step, row in held.items()}
    told = [held[step] for step in reversed(facts.STEPS) if step in held]
    return facts.Card(
        person,
        told[0].number,
        days.get("printed"),
        days.get("handed_over"),
        days.get("signed"),
        next((row.received_by for row in told if row.received_by), ""),
        next((row.evidence for row in told if row.evidence), ""),
    )


_CASE = (
    "id", "key", "region_id", "event", "event_on", "reported_on", "reporter", "state", "receipts", "member_since_on",
)  # fmt: skip


def cases(region: str, *, known_at: dt.date) -> list[facts.Case]:
    """The cases of ``region`` known by a day, the latest report first."""
    return _cases(models.Case.objects.filter(region__code__within=region), known_at)


def case(key: uuid.UUID, *, known_at: dt.date) -> facts.Case | None:
    """One case, or None."""
    return next(iter(_cases(models.Case.objects.filter(key=key), known_at)), None)


def _cases(rows: QuerySet[models.Case], known_at: dt.date) -> list[facts.Case]:
    known = rows.filter(received_on__lte=known_at).order_by("-reported_on", "-id")
    found = list(known.values_list(*_CASE, *workers.IDENTITY))
    ids = [row[0] for row in found]
    held, decided = _held(ids, known_at), _decided(ids, known_at)
    return [
        facts.Case(
            row[1], row[2], workers.identity(*row[len(_CASE) :]), row[3], row[4], row[5], row[6], row[7],
            tuple(int(one) for one in row[8].split(",") if one), row[9], tuple(held.get(row[0], ())),
            tuple(decided.get(row[0], ())),
        )
        for row in found
    ]  # fmt: skip


def _held(ids: Iterable[int], known_at: dt.date) -> dict[int, list[facts.Held]]:
    rows = models.CaseDocument.objects.filter(case_id__in=list(ids), received_on__lte=known_at).order_by("id")
    found: dict[int, list[facts.Held]] = {}
    for case_id, *said in rows.values_list("case_id", "code", "held_on", "evidence"):
        found.setdefault(case_id, []).append(facts.Held(*said))
    return found


def _decided(ids: Iterable[int], known_at: dt.date) -> dict[int, list[facts.Decision]]:
    rows = models.CaseDecision.objects.filter(case_id__in=list(ids), received_on__lte=known_at).order_by("id")
    found: dict[int, list[facts.Decision]] = {}
    for case_id, *said in rows.values_list("case_id", "outcome", "decided_on", "amount", "reference"):
        found.setdefault(case_id, []).append(facts.Decision(*said))
    return found


def told(key: uuid.UUID) -> tuple[str, tuple[str, ...]]:
    """What was told of the course of a case, and the reasons of its decisions, opened: only for who may read of a
    person's health; nothing of somebody who was erased. Raises SealBroken; Case.DoesNotExist."""
    rows = models.Case.objects.values_list("id", "person_id", "person__key_sealed", "told_sealed")
    case_id, person, held, told_sealed = rows.get(key=key)
    reasons = models.CaseDecision.objects.filter(case_id=case_id).order_by("id").values_list("key", "reason_sealed")
    return (
        workers.opened_note(person, held, told_sealed, about=b"case" + key.bytes),
        tuple(workers.opened_note(person, held, sealed, about=b"decision" + one.bytes) for one, sealed in reasons),
    )
