"""Reading budgets and receipts as known on a day."""

from __future__ import annotations

import datetime as dt

from lindung.kernel import values
from lindung.registers.funding import facts, models


def budgets(region: str, *, year: int, known_at: dt.date) -> dict[str, list[facts.KnownBudget]]:
    """Budget facts per village in ``region``, in the order in which they came in."""
    rows = models.Budget.objects.filter(
        region__code__startswith=region, year=year, document__received_on__lte=known_at
    ).order_by("document__received_on", "id")
    found: dict[str, list[facts.KnownBudget]] = {}
    for row in rows.values_list(
        "region_id", "stage", "fund", "heads", "months", "amount", "reference", "decided_on",
        "document__batch", "document__name", "sheet", "row",
    ):  # fmt: skip
        found.setdefault(row[0], []).append(facts.KnownBudget(*row))
    return found


def in_force(known: list[facts.KnownBudget], *, on: dt.date) -> list[facts.KnownBudget]:
    """Of one village's facts: those that make up its budget on ``on``.

    The latest amendment decided by then replaces all before it; without one, the decided lines of the batch that spoke
    last (a recap sent again replaces the recap). A fact without a date is taken to be decided.
    """
    decided = [
        fact for fact in known if fact.stage in facts.DECIDED and (fact.decided_on is None or fact.decided_on <= on)
    ]
    amended = [fact for fact in decided if fact.stage == "perubahan"]
    if amended:
        last = max(amended, key=lambda fact: fact.decided_on or dt.date.min)
        amended = [fact for fact in amended if fact.decided_on == last.decided_on]
        return [fact for fact in amended if fact.batch == amended[-1].batch]
    return [fact for fact in decided if fact.batch == decided[-1].batch] if decided else []


def receipts(region: str, *, known_at: dt.date) -> list[facts.KnownReceipt]:
    """Receipts for villages in ``region`` and for the region itself, by day; reversals known by then included."""
    rows = (
        models.Receipt.objects.filter(region__code__startswith=region, document__received_on__lte=known_at)
        .order_by("paid_on", "id")
        .values_list(
            "id", "region_id", "code", "group_name", "paid_on", "first_month", "months", "heads", "amount",
            "reversal__reversed_on", "reversal__document__received_on", "document__name", "sheet", "row",
        )
    )  # fmt: skip
    return [
        facts.KnownReceipt(
            pk, code, kode, group, paid_on, values.Month.of(first), months, heads, amount,
            reversed_on if known_on is not None and known_on <= known_at else None, *place,
        )
        for pk, code, kode, group, paid_on, first, months, heads, amount, reversed_on, known_on, *place in rows
    ]  # fmt: skip
