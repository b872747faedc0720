"""Reading field samples."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

from lindung.registers.audit import facts, models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity


def samples(region: str, *, known_at: dt.date) -> list[facts.Sample]:
    """The samples of a regency, the latest first, each with what its visits found; no names."""
    rows = models.Sample.objects.filter(region_id=region, received_on__lte=known_at).select_related("account")
    return [_sample(row, known_at) for row in rows.order_by("-drawn_on", "-id")]


def sample(sample_id: int, *, region: str, known_at: dt.date) -> facts.Sample | None:
    """One of a regency's; None: there is none."""
    rows = models.Sample.objects.filter(pk=sample_id, region_id=region, received_on__lte=known_at)
    row = rows.select_related("account").first()
    return _sample(row, known_at) if row else None


def _sample(row: models.Sample, known_at: dt.date) -> facts.Sample:
    counted = Counter(outcome for outcome, _day in _last(row.pk, known_at).values())
    return facts.Sample(
        row.pk, row.region_id, row.drawn_on, row.as_on, row.per_hundred, row.head, row.seed, row.population,
        row.villages, row.drawn.count(), row.account.person_name,
        {one: counted[one] for one in facts.OUTCOMES if counted[one]},
    )  # fmt: skip


def _last(sample_id: int, known_at: dt.date) -> dict[int, tuple[facts.Outcome, dt.date]]:
    """Of each visited person of a sample the outcome that counts."""
    rows = models.Visit.objects.filter(drawn__sample_id=sample_id, received_on__lte=known_at).order_by("id")
    return {drawn: (outcome, day) for drawn, outcome, day in rows.values_list("drawn_id", "outcome", "visited_on")}


def drawn(sample_id: int, *, known_at: dt.date) -> list[facts.Drawn]:
    """Who was drawn, by village: for the auditor's office alone."""
    last = _last(sample_id, known_at)
    rows = models.Drawn.objects.filter(sample_id=sample_id).order_by("region_id", "id")
    return [
        facts.Drawn(row[0], row[1], workers.identity(*row[2:]), *last.get(row[0], ()))
        for row in rows.values_list("id", "region_id", *workers.IDENTITY)
    ]


def to_visit(sample_id: int, *, known_at: dt.date) -> list[tuple[int, str]]:
    """Of a sample those whom nobody has visited: number and village, no names."""
    visited = _last(sample_id, known_at)
    rows = models.Drawn.objects.filter(sample_id=sample_id).order_by("region_id", "id")
    return [row for row in rows.values_list("id", "region_id") if row[0] not in visited]


def note(drawn_id: int) -> str:
    """The note of the visit that counts, opened; nothing of somebody who was erased. Raises SealBroken."""
    rows = models.Visit.objects.filter(drawn_id=drawn_id).order_by("-id")
    columns = ("key", "note_sealed", "drawn__person_id", "drawn__person__key_sealed")
    for key, sealed, person, held in rows.values_list(*columns)[:1]:
        return workers.opened_note(person, held, sealed, about=b"visit" + key.bytes)
    return ""


def told_of(one: uuid.UUID, *, known_at: dt.date) -> list[facts.Told]:
    """All that is held about a person: for themselves. Raises SealBroken."""
    persons = identity.who([one], known_at=known_at).all_of([one])
    drawn = models.Drawn.objects.filter(person_id__in=persons, sample__received_on__lte=known_at)
    found = [facts.Told(*row) for row in drawn.order_by("id").values_list("region_id", "sample__drawn_on")]
    visits = models.Visit.objects.filter(drawn__person_id__in=persons, received_on__lte=known_at).order_by("id")
    columns = ("drawn__region_id", "drawn__sample__drawn_on", "outcome", "visited_on")
    sealed = ("drawn__person_id", "drawn__person__key_sealed", "note_sealed", "key")
    for *said, person_id, held, note_sealed, key in visits.values_list(*columns, *sealed):
        note = workers.opened_note(person_id, held, note_sealed, about=b"visit" + key.bytes)
        found.append(facts.Told(*said, note))
    return found
