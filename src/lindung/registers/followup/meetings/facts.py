"""What crosses the door of meetings."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Literal, get_args

CALLS = frozenset({"sekda", "dpmd", "camat"})
"""Who calls a meeting and writes in it: the Sekda, the Dinas PMD as its secretary, a camat in the own district."""
READS = CALLS | {"bupati", "auditor"}
CHAIRS: dict[int, tuple[str, ...]] = {2: ("sekda",), 3: ("camat", "sekda")}
"""Which office leads a meeting, by the level of the region that it is about."""
Section = Literal[
    "coverage", "not_budgeted", "paid", "short", "obstacles", "instructions", "claims", "other",
]  # fmt: skip
SECTIONS: tuple[Section, ...] = get_args(Section)
"""The order of the field's own pack: where things stand, who has not budgeted, who paid, too few, why not, who does
what by when, what the programme gave to whom; last what somebody added."""
Attended = Literal["present", "excused", "absent"]
ATTENDED: tuple[Attended, ...] = get_args(Attended)
About = Literal["budgeted", "paid", "registered", "other"]
ABOUT: tuple[About, ...] = get_args(About)
"""What a statement is about."""
HANDS_IN = {4: "kades", 3: "camat", 2: "dpmd"}
"""Whose it is to hand evidence in, by the level of the region that something was said of."""


@dataclass(frozen=True, slots=True)
class Call:
    """A meeting to be called. ``begins``: 09.00 on the clock of the region."""

    region: str
    topic: str
    held_on: dt.date
    begins: str
    place: str
    chair: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda as a value: a finding's kind, region and sentence, or words of somebody's own."""

    section: Section
    kind: str
    region: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody of an office who came, or did not."""

    office: str
    name: str
    said: Attended
    words: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What was said of a region: ``evidence`` is what its own office is to hand in by ``due_on``."""

    region: str
    about: About
    speaker: str
    amount: int | None
    words: str
    evidence: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is decided: who (``office``) does what about which region by when."""

    region: str
    office: str
    sentence: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its number, and the duty to hand its evidence in."""

    number: int
    stated: Stated
    duty: uuid.UUID
    said_on: dt.date


@dataclass(frozen=True, slots=True)
class Decision:
    number: int
    resolved: Resolved
    duty: uuid.UUID


@dataclass(frozen=True, slots=True)
class Minutes:
    """That the chair closed it; ``digest``: of everything that stood in the minutes."""

    summary: str
    digest: str
    office: str
    person: str
    closed_on: dt.date


@dataclass(frozen=True, slots=True)
class Addendum:
    number: int
    words: str
    office: str
    person: str
    added_on: dt.date


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it stands: ``agenda`` in the order of the pack, ``taken_on`` the day whose findings it holds."""

    key: uuid.UUID
    call: Call
    called_by: str
    agenda: tuple[Point, ...] = ()
    taken_on: dt.date | None = None
    attendance: tuple[Attending, ...] = ()
    statements: tuple[Statement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    minutes: Minutes | None = None
    addenda: tuple[Addendum, ...] = ()

    @property
    def closed(self) -> bool:
        return self.minutes is not None

    def count(self, said: Attended) -> int:
        return sum(one.said == said for one in self.attendance)
