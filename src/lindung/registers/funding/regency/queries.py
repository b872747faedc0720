"""Reading a regency's own budget as known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from lindung.registers.funding import models
from lindung.registers.funding.regency import facts

_COLUMNS = (
    "stage", "fund", "heads", "months", "amount", "dpa", "dpa_on", "sk", "sk_on", "document__received_on",
    "document__name", "sheet", "row",
)  # fmt: skip


def lines(region: str, *, year: int, known_at: dt.date) -> list[facts.KnownLine]:
    """All that was said of the regency's year, in the order in which it came in."""
    rows = models.RegencyBudget.objects.filter(region_id=region, year=year, document__received_on__lte=known_at)
    rows = rows.order_by("document__received_on", "id")
    return [facts.KnownLine(*row) for row in rows.values_list(*_COLUMNS)]


def in_force(known: Iterable[facts.KnownLine], *, on: dt.date) -> list[facts.KnownLine]:
    """The lines that make up the budget on ``on``: of each fund those of the latest DPPA, else those of its DPA.

    Of a line said twice the later stands. One without a date is taken to be decided; a plan (RKA) is no budget.
    """
    standing: dict[tuple[str, ...], facts.KnownLine] = {}
    for line in known:
        if line.stage != "rka" and (line.dpa_on is None or line.dpa_on <= on):
            standing[line.key] = line
    changed: dict[str, tuple[dt.date, str]] = {}
    for line in standing.values():
        if line.stage == "dppa":
            fund, change = line.fund.upper(), (line.dpa_on or dt.date.min, line.dpa)
            changed[fund] = max(changed.get(fund, change), change)
    return [
        line
        for line in standing.values()
        if line.amount
        and (
            (line.dpa_on or dt.date.min, line.dpa) == changed[line.fund.upper()]
            if line.stage == "dppa"
            else line.fund.upper() not in changed
        )
    ]
