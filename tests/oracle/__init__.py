"""What the registers should say, worked out the slow way: day by day, month by month, rupiah by rupiah.

Written from ``docs/kamus.md`` and the law's words, not from the code: it imports nothing of Lindung and knows no
database. Months are (year, number), days are dates, money is int, persons and receipts are whatever tells them apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

GRACE_MONTHS = 3
Month = tuple[int, int]


def months_from(first: Month, count: int) -> list[Month]:
    found, (year, number) = [], first
    for _ in range(count):
        found.append((year, number))
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return found


def month_of(day: dt.date) -> Month:
    return day.year, day.month


@dataclass
class Receipt:
    village: str
    paid_on: dt.date
    first: Month
    months: int
    heads: int
    amount: int
    reversed_on: dt.date | None = None
    corrected: bool = False
    listed: list[tuple[int, Hashable, dt.date]] = field(default_factory=list)
    """(order in which it was told, person, day that BPJS records as start)"""

    def stands(self, day: dt.date) -> bool:
        return self.reversed_on is None or day < self.reversed_on

    def covers_somebody(self, day: dt.date) -> bool:
        """Whether its heads are covered on a day: a paid month, money there, not taken back."""
        if month_of(day) not in months_from(self.first, self.months) or self.heads == 0:
            return False
        late = dt.date(*self.first, 1) < self.paid_on
        there = day >= self.paid_on or (self.corrected and late)
        return there and (self.stands(day) if day >= self.paid_on else True)

    def named(self) -> list[tuple[int, Hashable, dt.date]]:
        """As many different persons as there are heads, in the order in which they were told."""
        kept: list[tuple[int, Hashable, dt.date]] = []
        for number, person, starts_on in sorted(self.listed, key=lambda one: one[0]):
            if all(person != other for _, other, _ in kept) and len(kept) < self.heads:
                kept.append((number, person, starts_on))
        return kept


def payer(receipts: dict[int, Receipt], person: Hashable, month: Month) -> tuple[int | None, list[int]]:
    """Whose a worker-month is, and who else offered: of receipts not taken back, the list that named them first."""
    offers = []
    for key, receipt in receipts.items():
        if receipt.reversed_on is not None or month not in months_from(receipt.first, receipt.months):
            continue
        for number, who, starts_on in receipt.named():
            if who == person and month_of(starts_on) <= month:
                offers.append((number, key))
    offers.sort()
    return (offers[0][1], [key for _, key in offers[1:]]) if offers else (None, [])


def shares(
    receipts: dict[int, Receipt], key: int, rates: Sequence[int]
) -> tuple[list[int], list[int], int, int]:  # fmt: skip
    """A receipt's rupiah: per month with persons and with unnamed heads; left over; head-months it does not reach."""
    receipt = receipts[key]
    left, short, persons, heads = receipt.amount, 0, [], []
    for month, rate in zip(months_from(receipt.first, receipt.months), rates, strict=True):
        held = away = 0
        for _, person, starts_on in receipt.named() if receipt.reversed_on is None else ():
            if month_of(starts_on) <= month:
                owner, _ = payer(receipts, person, month)
                held, away = held + (owner == key), away + (owner != key)
        paid = [0, 0]
        for which, count in ((0, held), (1, receipt.heads - held - away)):
            for _ in range(count):
                if left >= rate:
                    left, paid[which] = left - rate, paid[which] + rate
                else:
                    short += 1
        persons.append(paid[0])
        heads.append(paid[1])
    return persons, heads, left, short


def heads_on(receipts: Iterable[Receipt], village: str, day: dt.date) -> int:
    return sum(one.heads for one in receipts if one.village == village and one.covers_somebody(day))


def confirmed_on(receipts: Iterable[Receipt], village: str, day: dt.date) -> set[Hashable]:
    return {
        person
        for one in receipts
        if one.village == village and one.covers_somebody(day)
        for _, person, starts_on in one.listed
        if starts_on <= day
    }


def covered_on(
    receipts: Sequence[Receipt], person: Hashable, day: dt.date, *, counts_in: str | None, valid: int
) -> str:  # fmt: skip
    """confirmed, presumed, undetermined or none, by the definitions' words. ``valid``: names of the village."""
    villages = {one.village for one in receipts}
    if any(person in confirmed_on(receipts, village, day) for village in villages):
        return "confirmed"
    if counts_in is None:
        return "none"
    heads = heads_on(receipts, counts_in, day)
    listed = min(len(confirmed_on(receipts, counts_in, day)), heads)
    if heads >= valid:
        presumed = valid - listed
        if presumed > 0:
            return "presumed"
        return "undetermined" if heads > listed else "none"
    return "undetermined" if heads > listed else "none"


def months_later(day: dt.date, months: int) -> dt.date:
    year, number = months_from((day.year, day.month), months + 1)[-1]
    for number_of_day in range(day.day, 0, -1):
        try:
            return dt.date(year, number, number_of_day)
        except ValueError:
            continue
    raise AssertionError


def spells(covered: set[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """Memberships as (first day, first day after the last cover): walk the days; a gap that outlasts the grace ends."""
    found: list[tuple[dt.date, dt.date]] = []
    for day in sorted(covered):
        if found:
            start, ended = found[-1]
            if day == ended or day < months_later(ended, GRACE_MONTHS):
                found[-1] = (start, day + dt.timedelta(days=1))
                continue
        found.append((day, day + dt.timedelta(days=1)))
    return found
