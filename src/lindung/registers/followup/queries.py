"""Reading duties as they stood on a day, by what was known on a day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from lindung.registers.followup import facts, models


def duties(within: str, *, on: dt.date, known_at: dt.date, state: facts.State | None = None) -> tuple[facts.Duty, ...]:
    """Every duty about a region or one in it that was opened by ``on``, in the order of regions; of one ``state``."""
    found = _standing(models.Duty.objects.filter(region__code__within=within), on=on, known_at=known_at)
    return tuple(one for one in found if state is None or one.state == state)


def duty(key: uuid.UUID, *, on: dt.date, known_at: dt.date) -> facts.Duty | None:
    """One duty; None where there is none in scope, or it was not opened yet."""
    return next(iter(_standing(models.Duty.objects.filter(key=key), on=on, known_at=known_at)), None)


def last_day(within: str) -> dt.date | None:
    """The latest day on which a duty of a region was opened, escalated or closed by the days' findings."""
    of_region = Q(round__duty__region__code__within=within)
    days = [
        models.Round.objects.filter(duty__region__code__within=within).order_by("-opened_on").values_list("opened_on"),
        models.Step.objects.filter(of_region).order_by("-reached_on").values_list("reached_on"),
        models.Closing.objects.filter(of_region).order_by("-closed_on").values_list("closed_on"),
    ]
    return max((row[0][0] for row in ([*rows[:1]] for rows in days) if row), default=None)


# How a duty stands


_Rows = dict[int, list[Any]]


def _standing(rows: QuerySet[models.Duty], *, on: dt.date, known_at: dt.date) -> Iterator[facts.Duty]:
    known = list(rows.filter(received_on__lte=known_at).order_by("region_id", "kind", "id"))
    rounds = _last_rounds(known, on=on, known_at=known_at)
    ids = [one.pk for one in rounds.values()]
    steps, answers = _steps(ids, on, known_at), _answers(ids, on, known_at)
    waivers, closings = _waivers(ids, on, known_at), _closings(ids, on, known_at)
    for one in known:
        last = rounds.get(one.pk)
        if last is None:
            continue
        first = facts.Step(0, last.office, last.opened_on, last.due_on)
        yield facts.Duty(
            one.key, one.region_id, one.kind, one.year, on, last.number, last.opened_on, last.sentence,
            _rows_of(json.loads(last.evidence)), last.missing, (first, *steps.get(last.pk, ())),
            tuple(answers.get(last.pk, ())), tuple(waivers.get(last.pk, ())), closings.get(last.pk),
        )  # fmt: skip


def _last_rounds(known: Iterable[models.Duty], *, on: dt.date, known_at: dt.date) -> dict[int, models.Round]:
    rows = models.Round.objects.filter(
        duty_id__in=[one.pk for one in known], opened_on__lte=on, received_on__lte=known_at
    )
    return {row.duty_id: row for row in rows.order_by("number")}


def _steps(ids: list[int], on: dt.date, known_at: dt.date) -> _Rows:
    found: _Rows = defaultdict(list)
    rows = models.Step.objects.filter(round_id__in=ids, reached_on__lte=on, received_on__lte=known_at)
    for row in rows.order_by("number"):
        found[row.round_id].append(_step(row))
    return found


def _step(row: models.Step) -> facts.Step:
    informed = tuple(one for one in row.informed.split(",") if one)
    return facts.Step(row.number, row.office, row.reached_on, row.due_on, informed)


def _said_by(on: dt.date, known_at: dt.date) -> dict[str, dt.date]:
    """What somebody says is about the day on which it became known."""
    return {"received_on__lte": min(on, known_at)}


def _answers(ids: list[int], on: dt.date, known_at: dt.date) -> _Rows:
    found: _Rows = defaultdict(list)
    rows = models.Answer.objects.filter(round_id__in=ids, **_said_by(on, known_at)).select_related("account")
    for row in rows.order_by("id"):
        found[row.round_id].append(
            facts.Answer(_reply(row), row.role, row.office, row.account.person_name, row.account_id, row.received_on)
        )
    return found


def _reply(row: models.Answer) -> facts.Reply:
    return facts.Reply(row.said, row.promised_on, row.obstacle, row.words)


def _waivers(ids: list[int], on: dt.date, known_at: dt.date) -> _Rows:
    found: _Rows = defaultdict(list)
    rows = models.Waiver.objects.filter(round_id__in=ids, **_said_by(on, known_at))
    for row in rows.select_related("proposed_by", "decision__decided_by").order_by("id"):
        found[row.round_id].append(_waiver(row, min(on, known_at)))
    return found


def _waiver(row: models.Waiver, by: dt.date) -> facts.Waiver:
    asked = facts.Waiver(
        row.pk, facts.Request(row.reason, row.reference, row.ends_before), row.proposed_by_id,
        row.proposed_by.person_name, row.received_on,
    )  # fmt: skip
    decision = getattr(row, "decision", None)
    if decision is None or decision.received_on > by:
        return asked
    return dataclasses.replace(
        asked, approved=decision.approved, decider=decision.decided_by.person_name, decided_on=decision.received_on
    )


def _closings(ids: list[int], on: dt.date, known_at: dt.date) -> dict[int, facts.Closing]:
    rows = models.Closing.objects.filter(round_id__in=ids, closed_on__lte=on, received_on__lte=known_at)
    return {row.round_id: _closing(row) for row in rows}


def _closing(row: models.Closing) -> facts.Closing:
    said = json.loads(row.proof)
    return facts.Closing(row.closed_on, row.why, facts.Proof(_rows_of(said["rows"]), said["figures"]))


def _rows_of(said: Iterable[Iterable[Any]]) -> tuple[facts.Evidence, ...]:
    return tuple(facts.Evidence(*one) for one in said)


# History


def history(key: uuid.UUID, *, on: dt.date, known_at: dt.date) -> tuple[facts.Event, ...]:
    """All that happened to a duty, round by round, in the order of days and, on one day, of moments."""
    rounds = models.Round.objects.filter(duty__key=key, opened_on__lte=on, received_on__lte=known_at)
    numbers = {row.pk: row.number for row in rounds}
    found = [
        *_openings(rounds), *_escalations(numbers, on, known_at), *_sayings(numbers, on, known_at),
        *_requests(numbers, on, known_at), *_endings(numbers, on, known_at),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.round, one.on, one.at)))


def _openings(rounds: Iterable[models.Round]) -> Iterator[facts.Event]:
    for row in rounds:
        kind: facts.EventKind = "opened" if row.number == 1 else "reopened"
        yield facts.Event(kind, row.opened_on, row.recorded_at, row.number, row.office, "", row.due_on)


def _escalations(numbers: dict[int, int], on: dt.date, known_at: dt.date) -> Iterator[facts.Event]:
    rows = models.Step.objects.filter(round_id__in=numbers, reached_on__lte=on, received_on__lte=known_at)
    for row in rows:
        yield facts.Event(
            "escalated", row.reached_on, row.recorded_at, numbers[row.round_id], row.office, "", row.due_on
        )


def _sayings(numbers: dict[int, int], on: dt.date, known_at: dt.date) -> Iterator[facts.Event]:
    said = _said_by(on, known_at)
    for row in models.Answer.objects.filter(round_id__in=numbers, **said).select_related("account"):
        yield facts.Event(
            "answered", row.received_on, row.recorded_at, numbers[row.round_id], row.office,
            row.account.person_name, reply=_reply(row),
        )  # fmt: skip
    for paper in models.Attachment.objects.filter(round_id__in=numbers, **said).select_related("account"):
        yield facts.Event(
            "attached", paper.received_on, paper.recorded_at, numbers[paper.round_id], paper.office,
            paper.account.person_name,
            paper=facts.Paper(
                paper.reference, paper.dated_on, paper.name, paper.sha256, paper.size, paper.pk
            ),
        )  # fmt: skip


def _requests(numbers: dict[int, int], on: dt.date, known_at: dt.date) -> Iterator[facts.Event]:
    rows = models.Waiver.objects.filter(round_id__in=numbers, **_said_by(on, known_at))
    for row in rows.select_related("proposed_by", "decision__decided_by"):
        request, number = facts.Request(row.reason, row.reference, row.ends_before), numbers[row.round_id]
        yield facts.Event(
            "waiver_proposed", row.received_on, row.recorded_at, number, person=row.proposed_by.person_name,
            request=request,
        )  # fmt: skip
        decision = getattr(row, "decision", None)
        if decision is not None and decision.received_on <= min(on, known_at):
            yield facts.Event(
                "waiver_approved" if decision.approved else "waiver_refused", decision.received_on,
                decision.recorded_at, number, person=decision.decided_by.person_name, request=request,
            )  # fmt: skip


def _endings(numbers: dict[int, int], on: dt.date, known_at: dt.date) -> Iterator[facts.Event]:
    rows = models.Closing.objects.filter(round_id__in=numbers, closed_on__lte=on, received_on__lte=known_at)
    for row in rows:
        yield facts.Event(
            "closed", row.closed_on, row.recorded_at, numbers[row.round_id], closing=_closing(row)
        )  # fmt: skip
