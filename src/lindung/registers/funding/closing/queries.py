"""Whether a year is closed, with which figures, and what came in since."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db.models import Q

from lindung.registers.funding import models
from lindung.registers.funding.closing import facts


def waiting(region: str) -> list[facts.Asked]:
    """The years of a regency that somebody asks to open again."""
    rows = models.Reopening.objects.filter(close__region_id=region, decision__isnull=True).order_by("id")
    columns = ("close__region_id", "close__year", "proposed_by_id", "proposed_by__person_name", "proposed_at")
    return [facts.Asked(*row) for row in rows.values_list(*columns)]


def closed(region: str, *, year: int, known_at: dt.date) -> facts.Close | None:
    """The close of a regency's year that stands on the day of knowledge; None where it is open, or open again."""
    rows = models.YearClose.objects.filter(region_id=region, year=year, closed_on__lte=known_at)
    row = rows.select_related("closed_by").order_by("-id").first()
    if row is None:
        return None
    reopened = Q(decision__approved=True, decision__decided_on__lte=known_at)
    if row.reopenings.filter(reopened).exists():
        return None
    waiting = row.reopenings.filter(decision__isnull=True).values_list("id", "reason").first() or (None, "")
    return facts.Close(
        row.pk, row.region_id, row.year, json.loads(row.figures), row.book_version, row.closed_by.person_name,
        row.closed_on, row.recorded_at, *waiting,
    )  # fmt: skip


_WHERE = ("document__received_on", "document__name", "sheet", "row")


def later(close: facts.Close, region: str, *, known_at: dt.date) -> tuple[facts.Later, ...]:
    """Budgets, receipts and reversals about the closed year in ``region`` that were recorded after it was closed."""
    first, after = dt.date(close.year, 1, 1), dt.date(close.year + 1, 1, 1)

    def since(rows: Any) -> Any:
        return rows.filter(document__recorded_at__gt=close.recorded_at, document__received_on__lte=known_at)

    budgets = since(models.Budget.objects.filter(region__code__within=region, year=close.year))
    receipts = since(models.Receipt.objects.filter(region__code__within=region, first_month__lt=after))
    reversals = since(
        models.Reversal.objects.filter(receipt__region__code__within=region, receipt__first_month__lt=after)
    )
    own = since(models.RegencyBudget.objects.filter(region__code__within=region, year=close.year))
    found = [
        facts.Later("budget", *row)
        for rows in (budgets, own)
        for row in rows.order_by("id").values_list("region_id", "amount", *_WHERE)
    ]
    for kind, rows, path in (("receipt", receipts, ""), ("reversal", reversals, "receipt__")):
        columns = (f"{path}first_month", f"{path}months", f"{path}region_id", f"{path}amount", *_WHERE)
        for month, months, *row in rows.order_by("id").values_list(*columns):
            if month.year * 12 + month.month - 1 + months > first.year * 12:  # touches the closed year
                found.append(facts.Later(kind, *row))  # type: ignore[arg-type]
    return tuple(found)
