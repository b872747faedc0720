"""What the registers should say, worked out the slow way: day by day, month by month, rupiah by rupiah.

Written from ``docs/kamus.md`` and the law's words, not from the code: it imports nothing of Lindung and knows no
database. Months are (year, number), days are dates, money is int, persons and receipts are whatever tells them apart.
"""

from __future__ import annotations

import dataclasses
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
    joined: bool = False
    """Some of the rows are of persons who turned out to be one: that one may stand there twice."""
    paid: list[Month] = field(init=False)
    ends_before: dt.date = field(init=False)
    """The first day after its months."""

    def __post_init__(self) -> None:
        *self.paid, after = months_from(self.first, self.months + 1)
        self.ends_before = dt.date(*after, 1)

    @property
    def late(self) -> bool:
        """Paid after the first of its months had begun."""
        return dt.date(*self.first, 1) < self.paid_on

    def stands(self, day: dt.date) -> bool:
        return self.reversed_on is None or day < self.reversed_on

    def covers_somebody(self, day: dt.date) -> bool:
        """Whether its heads are covered on a day: a paid month, money there, not taken back."""
        if not self.heads or month_of(day) not in self.paid:
            return False
        return self.stands(day) if day >= self.paid_on else self.corrected

    def members(self) -> list[tuple[int, Hashable, dt.date]]:
        """Everybody on BPJS's list once, as they were told first; who turned out to be one, by each of their rows."""
        if self.joined:
            return self.listed
        kept: dict[Hashable, tuple[int, Hashable, dt.date]] = {}
        for row in sorted(self.listed, key=lambda one: one[0]):
            kept.setdefault(row[1], row)
        return list(kept.values())

    def named(self) -> list[tuple[int, Hashable, dt.date]]:
        """As many human beings of them as there are heads, in the order in which they were told."""
        found: list[tuple[int, Hashable, dt.date]] = []
        for row in self.members():
            if len(found) < self.heads and all(row[1] != other for _, other, _ in found):
                found.append(row)
        return found

    def counted(self) -> list[tuple[int, Hashable, dt.date]]:
        """The rows that the money was paid for: as many human beings as there are heads; and where heads are left, the
        rows that name one of them again, because two turned out to be one."""
        named = self.named()
        those = {person for _, person, _ in named}
        again = [row for row in sorted(self.members()) if row[1] in those and row not in named]
        return sorted(named + again[: self.heads - len(named)], key=lambda row: row[0])

    def rates(self) -> tuple[bool, list[int]]:
        """Whether it buys old-age savings too, and its months' rates: what makes the amount exactly, else the base."""
        for savings in (False, True):
            due = [rate(month, savings=savings) for month in self.paid]
            if self.heads and self.heads * sum(due) == self.amount:
                return savings, due
        return False, [rate(month) for month in self.paid]


def rate(month: Month, *, savings: bool = False) -> int:
    """One person, one month, lowest tier: JKK 1 % of a million and JKM 6.800 (PP 44/2015); 1 % of that from August 2020
    to January 2021 (PP 49/2020); savings 2 % of a million, never relieved."""
    base = 168 if (2020, 8) <= month <= (2021, 1) else 16_800
    return base + (20_000 if savings else 0)


Payer = tuple[int | None, list[int]]
"""Whose a worker-month is, and who else offered."""


def payers(receipts: dict[int, Receipt], person: Hashable, months: Iterable[Month]) -> dict[Month, Payer]:
    """Of the receipts not taken back, a month is that one's whose list named the person first."""
    offers = sorted(
        (number, key, month_of(starts_on))
        for key, receipt in receipts.items()
        if receipt.reversed_on is None
        for number, who, starts_on in receipt.counted()
        if who == person
    )
    found: dict[Month, Payer] = {}
    for month in months:
        keys = [key for _, key, start in offers if start <= month and month in receipts[key].paid]
        found[month] = (keys[0], keys[1:]) if keys else (None, [])
    return found


def payer(receipts: dict[int, Receipt], person: Hashable, month: Month) -> Payer:
    return payers(receipts, person, [month])[month]


def shares(
    receipts: dict[int, Receipt], key: int, rates: Sequence[int]
) -> tuple[list[int], list[int], int, int]:  # fmt: skip
    """A receipt's rupiah: per month with persons and with unnamed heads; left over; head-months it does not reach."""
    receipt = receipts[key]
    left, short, persons, heads = receipt.amount, 0, [], []
    rows = receipt.counted() if receipt.reversed_on is None else []
    owners = {person: payers(receipts, person, receipt.paid) for _, person, _ in rows}
    for month, rate in zip(receipt.paid, rates, strict=True):
        held = away = 0
        for person, by_month in owners.items():
            offered = sum(who == person and month_of(start) <= month for _, who, start in rows)
            mine = 1 if offered and by_month[month][0] == key else 0
            held, away = held + mine, away + offered - mine
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
        for _, person, starts_on in one.members()
        if starts_on <= day
    }


def split_on(receipts: Iterable[Receipt], village: str, day: dt.date, *, valid: int) -> tuple[int, int, int, int]:
    """A village's heads on a day: all, confirmed, presumed, undetermined."""
    live = [one for one in receipts if one.village == village and one.covers_somebody(day)]
    heads, listed = heads_on(live, village, day), len(confirmed_on(live, village, day))
    confirmed = presumed = 0
    while confirmed < min(heads, listed):
        confirmed += 1
    if heads >= valid:
        while confirmed + presumed < valid:
            presumed += 1
    return heads, confirmed, presumed, heads - confirmed - presumed


def rests_on(
    receipts: Sequence[Receipt], person: Hashable, day: dt.date, *, counts_in: str | None, valid: int
) -> tuple[str, list[Receipt]]:  # fmt: skip
    """confirmed, presumed, undetermined or none, by the definitions' words, and by which receipts. ``valid``: names of
    the village in which the person counts."""
    live = [one for one in receipts if one.covers_somebody(day)]
    listing = [one for one in live if any(who == person and start <= day for _, who, start in one.members())]
    if listing:
        return "confirmed", listing
    if counts_in is not None:
        _, _, presumed, undetermined = split_on(live, counts_in, day, valid=valid)
        if presumed or undetermined:
            return ("presumed" if presumed else "undetermined"), [one for one in live if one.village == counts_in]
    return "none", []


def state_on(
    receipts: Sequence[Receipt], person: Hashable, day: dt.date, *, counts_in: str | None, valid: int
) -> str:  # fmt: skip
    """What is told of a person on a day; uncovered: grace for three months after the last paid month that covered
    them to its end, then ended. Money that was taken back leaves no grace."""
    state, _ = rests_on(receipts, person, day, counts_in=counts_in, valid=valid)
    if state != "none":
        return state
    for end in sorted({one.ends_before for one in receipts if one.ends_before <= day}, reverse=True):
        _, until_then = rests_on(receipts, person, end - dt.timedelta(days=1), counts_in=counts_in, valid=valid)
        if any(one.ends_before == end for one in until_then):
            return "grace" if day < months_later(end, GRACE_MONTHS) else "ended"
    return "none"


def as_one(receipt: Receipt, become: dict[Hashable, Hashable]) -> Receipt:
    """A receipt, where some persons turned out to be others: each row is that other's."""
    rows = [(number, become.get(person, person), start) for number, person, start in receipt.members()]
    return dataclasses.replace(receipt, listed=rows, joined=True)


Lists = dict[str, Iterable[Hashable]]
"""Of each village the names on its list."""


def counts_in(lists: Lists, receipts: Iterable[Receipt], person: Hashable, today: dt.date) -> str | None:
    """Of the villages whose list names a person: the one from which BPJS accepted them first, where it did by today,
    whatever became of the money; else the one with the lower code."""
    naming = sorted(village for village, names in lists.items() if person in names)
    accepted = sorted(
        (start, one.village)
        for one in receipts
        for _, who, start in one.members()
        if who == person and start <= today and one.village in naming
    )
    return accepted[0][1] if accepted else next(iter(naming), None)


def valid_names(lists: Lists, receipts: Sequence[Receipt], village: str, today: dt.date) -> int:
    """The names of a village's list that count there."""
    return sum(counts_in(lists, receipts, person, today) == village for person in set(lists.get(village, ())))


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
