"""Reading cards and cases as known on a day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from lindung.registers.claims import facts, models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity


def card_steps(region: str, person: uuid.UUID, number: int) -> dict[facts.Step, dt.date]:
    """What has happened to one card, and when."""
    rows = models.CardStep.objects.filter(region_id=region, person_id=person, number=number)
    return dict(rows.values_list("step", "happened_on"))


def cards(region: str, *, on: dt.date, known_at: dt.date) -> dict[uuid.UUID, facts.Card]:
    """The latest card of each person in ``region`` of whose card anything had happened by ``on``."""
    rows = models.CardStep.objects.filter(
        region__code__within=region, happened_on__lte=on, received_on__lte=known_at
    ).order_by("number", "id")
    steps: dict[uuid.UUID, dict[str, facts.CardStep]] = {}
    who = identity.everybody(known_at=known_at)
    for row in _told_cards(rows):
        held = steps.setdefault(who.of(row.person), {})
        if any(one.number < row.number for one in held.values()):
            held.clear()
        held[row.step] = row
    return {person: _card(person, held) for person, held in steps.items()}


def cards_of(person: uuid.UUID, *, known_at: dt.date) -> list[facts.CardStep]:
    """All that happened to a person's cards, in any village."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    rows = models.CardStep.objects.filter(person_id__in=persons, received_on__lte=known_at)
    rows = rows.order_by("happened_on", "id")
    return list(_told_cards(rows))


def _told_cards(rows: QuerySet[models.CardStep]) -> Iterator[facts.CardStep]:
    columns = ("region_id", "person_id", "step", "happened_on", "number", "person__key_sealed")
    for *said, key, receiver, evidence in rows.values_list(*columns, "received_by_sealed", "evidence_sealed"):
        step = facts.CardStep(*said[:4], number=said[4])
        yield dataclasses.replace(
            step,
            received_by=workers.opened_note(step.person, key, receiver, about=_about_card(step) + b"receiver"),
            evidence=workers.opened_note(step.person, key, evidence, about=_about_card(step)),
        )


def sealed_card(step: facts.CardStep) -> tuple[bytes, bytes]:
    """Who received it and what shows it, under the person's data key. Raises PersonErased."""
    return (
        workers.seal_note(step.person, step.received_by, about=_about_card(step) + b"receiver"),
        workers.seal_note(step.person, step.evidence, about=_about_card(step)),
    )


def printed(
    cards: Sequence[tuple[str, uuid.UUID, int, dt.date]],
) -> list[tuple[facts.CardStep, bytes, bytes]]:
    """That these cards were printed, each with what is sealed of it: nobody received it yet. Raises PersonErased."""
    steps = [facts.CardStep(region, person, "printed", day, number=number) for region, person, number, day in cards]
    notes = [(one.person, "", _about_card(one) + end) for one in steps for end in (b"receiver", b"")]
    sealed = workers.seal_notes(notes)
    return list(zip(steps, sealed[::2], sealed[1::2], strict=True))


def _about_card(step: facts.CardStep) -> bytes:
    return f"card {step.region} {step.number} {step.step} ".encode()


def about_paper(case: uuid.UUID, code: str) -> bytes:
    """What the evidence of a paper is bound to."""
    return b"paper" + case.bytes + code.encode()


def _card(person: uuid.UUID, held: dict[str, facts.CardStep]) -> facts.Card:
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
    "id", "key", "region_id", "event", "event_on", "reported_on", "reporter_sealed", "state", "receipts",
    "member_since_on",
)  # fmt: skip


def cases(region: str, *, known_at: dt.date) -> list[facts.Case]:
    """The cases of ``region`` known by a day, the latest report first."""
    return _cases(models.Case.objects.filter(region__code__within=region), known_at)


def case(key: uuid.UUID, *, known_at: dt.date) -> facts.Case | None:
    """One case, or None."""
    return next(iter(_cases(models.Case.objects.filter(key=key), known_at)), None)


def cases_of(person: uuid.UUID, *, known_at: dt.date) -> list[facts.Case]:
    """The cases of a person, in any village, the latest report first."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    return _cases(models.Case.objects.filter(person_id__in=persons), known_at)


def _cases(rows: QuerySet[models.Case], known_at: dt.date) -> list[facts.Case]:
    known = rows.filter(received_on__lte=known_at).order_by("-reported_on", "-id")
    found = list(known.values_list(*_CASE, *workers.IDENTITY))
    ids = [row[0] for row in found]
    held, decided = _held(ids, known_at), _decided(ids, known_at)
    who = identity.everybody(known_at=known_at)
    return [
        facts.Case(
            row[1], row[2], who.called(workers.identity(*row[len(_CASE) :])), row[3], row[4], row[5],
            _reporter(row), row[7],
            tuple(int(one) for one in row[8].split(",") if one), row[9], tuple(held.get(row[0], ())),
            tuple(decided.get(row[0], ())),
        )
        for row in found
    ]  # fmt: skip


def _reporter(row: tuple[Any, ...]) -> str:
    said = dict(zip((*_CASE, *workers.IDENTITY), row, strict=True))
    return workers.opened_note(
        said["person_id"], said["person__key_sealed"], said["reporter_sealed"], about=b"reporter" + said["key"].bytes
    )


def _held(ids: Iterable[int], known_at: dt.date) -> dict[int, list[facts.Held]]:
    rows = models.CaseDocument.objects.filter(case_id__in=list(ids), received_on__lte=known_at).order_by("id")
    found: dict[int, list[facts.Held]] = {}
    columns = ("case_id", "case__key", "case__person_id", "case__person__key_sealed", "code", "held_on")
    for case_id, key, person, data_key, code, held_on, sealed in rows.values_list(*columns, "evidence_sealed"):
        evidence = workers.opened_note(person, data_key, sealed, about=about_paper(key, code))
        found.setdefault(case_id, []).append(facts.Held(code, held_on, evidence))
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


def last_days(persons: Sequence[uuid.UUID]) -> list[dict[uuid.UUID, dt.date]]:
    """What last happened to the cards and cases of each of these."""
    return [
        workers.latest_days(models.CardStep.objects.all(), "happened_on", persons),
        workers.latest_days(models.Case.objects.all(), "reported_on", persons),
        workers.latest_days(models.Case.objects.all(), "decisions__decided_on", persons),
    ]


def with_open_cases() -> set[uuid.UUID]:
    """Everybody with a case that BPJS has not decided."""
    return set(models.Case.objects.filter(decisions__isnull=True).values_list("person_id", flat=True))


def told_between(person: uuid.UUID, *, first: dt.date, last: dt.date) -> list[tuple[str, str, dt.date]]:
    """What was told of the cards and cases of this very person, not of who is one with them, and came in on these days:
    a card's step or an event, the village, the day."""
    came_in = {"person_id": person, "received_on__gte": first, "received_on__lte": last}
    steps = models.CardStep.objects.filter(**came_in).values_list("step", "region_id", "happened_on")
    cases = models.Case.objects.filter(**came_in).values_list("event", "region_id", "event_on")
    return [*steps.order_by("happened_on", "id"), *cases.order_by("event_on", "id")]
