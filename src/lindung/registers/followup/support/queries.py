"""Reading evaluations and support as known on a day."""

from __future__ import annotations

import datetime as dt
import json

from django.db.models import QuerySet

from lindung.registers.followup.support import facts, models


def evaluations(within: str, *, known_at: dt.date) -> list[facts.Evaluation]:
    """Every evaluation of the villages of a region, the latest first."""
    return _evaluations(models.Evaluation.objects.filter(region__code__within=within), known_at)


def of_quarter(within: str, *, quarter: facts.Quarter, known_at: dt.date) -> dict[str, facts.Evaluation]:
    """What counts of a quarter: the latest of each village that was evaluated."""
    rows = models.Evaluation.objects.filter(
        region__code__within=within, year=quarter.year, quarter=quarter.number
    )  # fmt: skip
    return {one.said.region: one for one in reversed(_evaluations(rows, known_at))}


def _evaluations(rows: QuerySet[models.Evaluation], known_at: dt.date) -> list[facts.Evaluation]:
    known = rows.filter(received_on__lte=known_at).select_related("account").order_by("-received_on", "-id")
    return [
        facts.Evaluation(
            facts.Said(
                row.region_id, facts.Quarter(row.year, row.quarter), dict(json.loads(row.answers)), row.note
            ),
            row.account.person_name, row.office, row.received_on,
        )
        for row in known
    ]  # fmt: skip


def given(within: str, *, known_at: dt.date) -> list[facts.Support]:
    """The support that the villages of a region were given, the latest first."""
    rows = models.Support.objects.filter(region__code__within=within, received_on__lte=known_at)
    return [
        facts.Support(
            facts.Given(row.region_id, row.given_on, row.kind, row.result, row.next_step, row.next_on),
            row.account.person_name, row.office, row.received_on,
        )
        for row in rows.select_related("account").order_by("-given_on", "-id")
    ]  # fmt: skip
