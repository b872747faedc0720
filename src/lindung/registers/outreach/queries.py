"""Reading outreach."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import tomllib
import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from lindung.platform.access import scope
from lindung.platform.vault import queries as vault
from lindung.registers.outreach import facts, models, rules


@functools.cache
def _book() -> dict[str, Any]:
    return tomllib.loads(importlib.resources.files(__package__).joinpath("pertanyaan.toml").read_text("utf-8"))


def questions(*, on: dt.date) -> tuple[facts.Question, ...]:
    """What is asked at the end of an event of that day."""
    return tuple(one for one in every_question().values() if one.starts_on <= on)


@functools.cache
def every_question() -> dict[str, facts.Question]:
    found = (facts.Question(one["key"], one["text"], one["right"], one["starts_on"]) for one in _book()["question"])
    return {one.key: one for one in found}


@functools.cache
def consent() -> facts.Consent:
    """The sentence by which people leave their name."""
    return facts.Consent(**_book()["consent"])


def campaigns(region: str, *, known_at: dt.date) -> list[facts.Campaign]:
    """The campaigns in a regency, or in all that is seen below a province; the latest first."""
    rows = models.Campaign.objects.filter(region__code__within=region, received_on__lte=known_at)
    columns = ("key", "name", "aim", "starts_on", "ends_before", "owner", "office", "region_id")
    found: dict[uuid.UUID, list[tuple[Any, ...]]] = {}
    for row in rows.order_by("-starts_on", "-id").values_list(*columns):
        found.setdefault(row[0], []).append(row)
    return [facts.Campaign(*rows[0][:-1], tuple(sorted(row[-1] for row in rows))) for rows in found.values()]


def events(region: str, *, known_at: dt.date) -> list[facts.Event]:
    """The events in a region, by their day."""
    rows = models.Event.objects.filter(region__code__within=region, received_on__lte=known_at)
    return sorted(_read(rows, known_at), key=lambda one: (one.on, one.region))


def event(key: uuid.UUID, *, known_at: dt.date) -> facts.Event | None:
    """One of them; None: there is none in scope."""
    return next(_read(models.Event.objects.filter(key=key, received_on__lte=known_at), known_at), None)


_COLUMNS = (
    "id", "key", "code", "region_id", "campaign__key", "campaign__name", "planned_on", "begins", "team", "materials",
    "owner", "office", "cancellation__received_on", "cancellation__reason",
)  # fmt: skip


def _read(rows: QuerySet[models.Event], known_at: dt.date) -> Iterator[facts.Event]:
    attended = _attended(models.Attendance.objects.filter(event__in=rows), known_at)
    pictured: dict[int, list[int]] = {}
    photos = models.Photo.objects.filter(event__in=rows, received_on__lte=known_at).exclude(content_sealed=b"")
    for pk, number in photos.order_by("number").values_list("event_id", "number"):
        pictured.setdefault(pk, []).append(number)
    for pk, *said, name, on, begins, team, materials, owner, office, gone_on, why in rows.values_list(*_COLUMNS):
        gone = gone_on if gone_on is not None and gone_on <= known_at else None
        yield facts.Event(
            *said, name or "", on, begins, team, materials, owner, office, gone, why or "" if gone else "",
            attended.get(pk), tuple(pictured.get(pk, ())),
        )  # fmt: skip


def _attended(rows: QuerySet[models.Attendance], known_at: dt.date) -> dict[int, facts.Attendance]:
    """What stands of each event: the last that was told."""
    told = {row.event_id: row for row in rows.filter(received_on__lte=known_at).order_by("id")}
    answers: dict[int, dict[str, facts.Answered]] = {}
    of_them = models.Answer.objects.filter(attendance__in=[row.pk for row in told.values()]).order_by("id")
    for pk, question, *counts in of_them.values_list("attendance_id", "question", "right", "asked"):
        answers.setdefault(pk, {})[question] = facts.Answered(*counts)
    return {
        event: facts.Attendance(
            row.held_on, row.men, row.women, row.names, row.consent, row.consented_on, answers.get(row.pk, {}),
            bool(row.names) and not row.names_sealed,
        )
        for event, row in told.items()
    }  # fmt: skip


def names(key: uuid.UUID, *, known_at: dt.date) -> list[str]:
    """The names of those who agreed, opened; none where they were taken back. Raises SealBroken."""
    rows = models.Attendance.objects.filter(event__key=key, received_on__lte=known_at).order_by("-id")
    for row in rows[:1]:
        if row.names_sealed:
            return vault.opened(row.names_sealed, about=b"attendance" + row.key.bytes).splitlines()
    return []


def photo(key: uuid.UUID, number: int, *, known_at: dt.date) -> bytes | None:
    """A photo of an event, opened; None: there is none, or it was taken back. Raises SealBroken."""
    row = models.Photo.objects.filter(event__key=key, number=number, received_on__lte=known_at).first()
    return (
        vault.opened_bytes(row.content_sealed, about=b"photo" + row.key.bytes) if row and row.content_sealed else None
    )


def by_code(code: str) -> facts.Called | None:
    """The event whose code somebody holds, and no more of it than the sheet says; None: no event has it."""
    columns = ("key", "code", "region_id", "planned_on", "cancellation__id")
    with scope.everything("kode acara dibaca siapa pun yang memegang lembarnya: hanya desa dan harinya"):
        found = models.Event.objects.filter(code=rules.typed_code(code)).values_list(*columns).first()
    return facts.Called(*found[:-1], found[-1] is not None) if found else None


def visits(region: str, *, known_at: dt.date) -> dict[str, list[dt.date]]:
    """The days on which events were held in each village, in their order: a plan is no visit."""
    found: dict[str, list[dt.date]] = {}
    for one in events(region, known_at=known_at):
        if one.attendance and one.state == "held":
            found.setdefault(one.region, []).append(one.on)
    return found
