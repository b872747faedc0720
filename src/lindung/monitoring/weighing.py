"""Heads as BPJS weighs them for its branches: a person counts by the months paid for, whole from a number of months on.

With h₁ ≥ h₂ ≥ … the heads paid for in the months of a year, in falling order, the sum over people of min(months, n) is
h₁ + … + hₙ: nobody has to be known by name for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from lindung.kernel import values
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding


def parts(receipts: Iterable[funding_facts.KnownReceipt], *, year: int, whole: int) -> int:
    """Worker-months that weigh, of which ``whole`` make one person."""
    by_month: dict[values.Month, int] = {}
    for receipt in receipts:
        for month in receipt.first_month.until(receipt.months):
            if month.year == year:
                by_month[month] = by_month.get(month, 0) + receipt.heads
    return sum(sorted(by_month.values(), reverse=True)[:whole])


def of_regency(
    code: str, *, year: int, on: dt.date, known_at: dt.date, whole: int
) -> Mapping[values.RegionCode, int]:  # fmt: skip
    """``parts`` of each place for which receipts stand on the day."""
    standing: dict[str, list[funding_facts.KnownReceipt]] = {}
    for receipt in funding.receipts(code, known_at=known_at):
        if receipt.stands_on(on) and receipt.touches(year):
            standing.setdefault(receipt.region, []).append(receipt)
    return {
        values.RegionCode(place): parts(receipts, year=year, whole=whole)
        for place, receipts in sorted(standing.items())
    }
