"""Reading meetings as they stand by what was known on a day."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, QuerySet

from lindung.registers.followup.meetings import facts, models


def meetings(*, known_at: dt.date) -> tuple[facts.Meeting, ...]:
    """Every meeting in scope, the latest first; without what was said in them."""
    rows = models.Meeting.objects.filter(received_on__lte=known_at).select_related("account", "minutes__account")
    return tuple(_bare(row, known_at) for row in rows.order_by("-held_on", "-id"))


def meeting(key: uuid.UUID, *, known_at: dt.date) -> facts.Meeting | None:
    """All of one meeting; None where there is none in scope."""
    rows = models.Meeting.objects.filter(key=key, received_on__lte=known_at)
    row = rows.select_related("account", "minutes__account").first()
    if row is None:
        return None
    bare, by = _bare(row, known_at), {"meeting_id": row.pk, "received_on__lte": known_at}
    taken_on, agenda = _agenda(models.Item.objects.filter(**by))
    return facts.Meeting(
        bare.key, bare.call, bare.called_by, agenda, taken_on,
        _attendance(models.Attendance.objects.filter(**by)),
        _statements(models.Statement.objects.filter(**by)),
        tuple(
            facts.Decision(
                one.number, facts.Resolved(one.region_id, one.office, one.sentence, one.due_on), one.duty
            )
            for one in models.Decision.objects.filter(**by).order_by("number")
        ),
        bare.minutes,
        tuple(
            facts.Addendum(one.number, one.words, one.office, one.account.person_name, one.received_on)
            for one in models.Addendum.objects.filter(**by).select_related("account").order_by("number")
        ),
    )  # fmt: skip


def stated_of(region: str, *, known_at: dt.date) -> tuple[facts.Statement, ...]:
    """What was said in meetings of a region or one in it. It counts nowhere: it is shown beside the figure."""
    return _statements(models.Statement.objects.filter(region__code__within=region, received_on__lte=known_at))


def _bare(row: models.Meeting, known_at: dt.date) -> facts.Meeting:
    call = facts.Call(row.region_id, row.topic, row.held_on, row.begins, row.place, row.chair)
    return facts.Meeting(row.key, call, row.office, minutes=_minutes(getattr(row, "minutes", None), known_at))


def _minutes(row: models.Minutes | None, known_at: dt.date) -> facts.Minutes | None:
    if row is None or row.received_on > known_at:
        return None
    return facts.Minutes(row.summary, row.digest, row.office, row.account.person_name, row.received_on)


def _agenda(rows: QuerySet[models.Item]) -> tuple[dt.date | None, tuple[facts.Point, ...]]:
    """The last taking, and what was added by hand."""
    last = rows.aggregate(last=Max("taking"))["last"] or 0
    held = list(rows.filter(taking__in=(0, last)).order_by("-taking", "number"))
    ranks = {section: at for at, section in enumerate(facts.SECTIONS)}
    held.sort(key=lambda one: ranks[one.section])
    taken_on = next((one.received_on for one in held if one.taking), None)
    return taken_on, tuple(facts.Point(one.section, one.kind, one.region_id, one.sentence) for one in held)


def _attendance(rows: QuerySet[models.Attendance]) -> tuple[facts.Attending, ...]:
    held = {one.office: facts.Attending(one.office, one.name, one.said, one.words) for one in rows.order_by("id")}
    return tuple(held.values())


def _statements(rows: QuerySet[models.Statement]) -> tuple[facts.Statement, ...]:
    return tuple(
        facts.Statement(
            one.number,
            facts.Stated(
                one.region_id, one.about, one.speaker, one.amount, one.words, one.evidence, one.due_on
            ),
            one.duty, one.received_on,
        )
        for one in rows.order_by("meeting_id", "number")
    )  # fmt: skip


def digest(held: facts.Meeting, summary: str) -> str:
    """One number for all that the minutes say: any other minutes have another."""
    said = [
        str(held.key), _values(held.call), [_values(one) for one in held.agenda],
        [_values(one) for one in held.attendance],
        [[one.number, *_values(one.stated)] for one in held.statements],
        [[one.number, *_values(one.resolved)] for one in held.decisions], summary,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _values(said: Any) -> list[str]:
    return [str(getattr(said, name)) for name in _names(said)]


def _names(said: Any) -> Iterable[str]:
    return tuple(said.__dataclass_fields__)
