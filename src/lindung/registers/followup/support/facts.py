"""What crosses the door of support."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["visit", "call", "training", "list_help", "letter"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""How a village was helped: somebody came, called, trained, helped with the list, wrote a letter."""
EVALUATES = frozenset({"camat"})
GIVES = frozenset({"camat", "dpmd", "bpjs"})
READS = frozenset({"operator", "kades", "camat", "dpmd", "sekda", "bupati", "bpjs", "auditor"})
READS_NOTES = frozenset({"camat", "dpmd", "sekda", "bupati", "auditor"})
"""The camat's own words about a village are for those above it."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        after = Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)
        return after.first_day - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A village evaluated for a quarter: the code of the answer to each question, and a note."""

    region: str
    quarter: Quarter
    answers: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was said, by whom, when."""

    said: Said
    person: str
    office: str
    said_on: dt.date


@dataclass(frozen=True, slots=True)
class Given:
    """Help that a village was given on a day: what, what came of it, what comes next and when."""

    region: str
    given_on: dt.date
    kind: Kind
    result: str
    next_step: str = ""
    next_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """What was given, by whom, and when that was written down."""

    given: Given
    person: str
    office: str
    said_on: dt.date
