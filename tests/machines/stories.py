"""A story as the oracle keeps it: who is on which list, what was paid, whom BPJS named; and the world it is told to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests import oracle

PERSONS = range(6)
STARTS = (dt.date(2023, 1, 5), dt.date(2020, 5, 20))
"""The second runs into the months in which 1 % of the contribution was asked for."""


Known = tuple[dict[int, oracle.Receipt], dict[str, list[int]]]
"""Receipts and lists."""


class World(Protocol):
    """What a story is told to and asked of. Villages are codes in rising order, persons the numbers of ``PERSONS``."""

    villages: Sequence[str]

    def begin(self, start: dt.date) -> None: ...
    def today(self, day: dt.date) -> None: ...
    def listed(self, village: str, persons: Sequence[int]) -> None: ...
    def paid(self, key: int, receipt: oracle.Receipt) -> None: ...
    def named(self, key: int, rows: Sequence[tuple[int, int, dt.date]]) -> None: ...
    def reversed(self, key: int, receipt: oracle.Receipt) -> None: ...
    def correction_asked(self, key: int) -> None: ...
    def correction_decided(self, key: int, *, approved: bool) -> None: ...
    def month_closed(self) -> None: ...
    def merged(self, kept: int, gone: int) -> None: ...
    def unmerged(self, gone: int) -> None: ...

    def owners(self, person: int, *, savings: bool) -> dict[oracle.Month, tuple[int, list[int]]]:
        """Of each funded month whose it is and who else offered."""

    def shares(self) -> dict[int, tuple[int, list[int], list[int], int, int]]:
        """Of each receipt that stands: received; with persons and with heads by month; unallocated; short."""

    def split(self, village: str, day: dt.date) -> tuple[int, int, int, int]:
        """Heads, confirmed, presumed, undetermined."""

    def told(self, person: int, day: dt.date) -> str: ...
    def memberships(self, person: int, first: dt.date, ends_before: dt.date) -> list[tuple[dt.date, dt.date]]: ...
    def coherent(self, *, ended: bool) -> None:
        """Raises where what the world itself derives does not agree. ``ended``: the story is over."""


@dataclass
class Story:
    world: World
    start: dt.date
    today: dt.date = field(init=False)
    lists: dict[str, list[int]] = field(init=False)
    receipts: dict[int, oracle.Receipt] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)
    """Receipts about which BPJS was asked and has not answered."""
    became: dict[int, int] = field(default_factory=dict)
    """Of each person who turned out to be another one, that one."""
    met: set[int] = field(default_factory=set)
    """Everybody whom some list named at some time."""
    told: int = 0
    """How many rows of BPJS's lists have been told."""
    steps: int = 0

    def __post_init__(self) -> None:
        self.today = self.start
        self.lists = {village: [] for village in self.world.villages}
        self.world.begin(self.start)

    def village(self, number: int) -> str:
        return self.world.villages[number % len(self.world.villages)]

    def key(self, number: int) -> int:
        """One of the receipts, the youngest first."""
        keys = sorted(self.receipts, reverse=True)
        return keys[number % len(keys)]

    def named_somewhere(self) -> list[int]:
        return sorted({person for names in self.lists.values() for person in names})

    def send_list(self, village: str, names: list[int]) -> None:
        self.lists[village] = names
        self.met |= set(names)
        self.world.listed(village, names)

    def pay(self, receipt: oracle.Receipt) -> None:
        key = len(self.receipts) + 1
        self.receipts[key] = receipt
        self.world.paid(key, receipt)

    def name(self, key: int, persons: Sequence[int], starts_on: dt.date) -> None:
        """A list of BPJS for a receipt comes in."""
        rows = [(self.told + place, person, starts_on) for place, person in enumerate(persons, 1)]
        self.told += len(rows)
        self.met |= set(persons)
        self.receipts[key].listed += rows
        self.world.named(key, rows)

    def may_correct(self, key: int) -> bool:
        """Whether there are days that were paid late, money that stands, and no yes yet."""
        one = self.receipts[key]
        return one.late and one.reversed_on is None and not one.corrected and key not in self.waiting

    def human(self, person: int) -> int:
        """Who a person is by now."""
        while person in self.became:
            person = self.became[person]
        return person

    def humans(self) -> list[int]:
        """Everybody whom some list named and who is still spoken of as themselves."""
        return sorted(one for one in self.met if one not in self.became)

    def as_known(self) -> Known:
        """Receipts and lists with everybody as who they are by now."""
        if not self.became:
            return self.receipts, self.lists
        become = {one: self.human(one) for one in self.became}
        receipts = {key: oracle.as_one(one, become) for key, one in self.receipts.items()}
        return receipts, {place: [become.get(one, one) for one in names] for place, names in self.lists.items()}

    def months(self) -> list[oracle.Month]:
        """Every month that anything is paid for."""
        return sorted({month for one in self.receipts.values() for month in one.paid})
