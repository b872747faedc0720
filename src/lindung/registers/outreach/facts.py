"""What crosses the door of outreach."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

OWNS = frozenset({"dpmd", "bpjs"})
"""Who plans and holds: the regency's office for its villages, a branch of BPJS for the regencies that it serves."""
READS = OWNS | {"sekda", "bupati", "bappeda", "auditor"}
SEES_EVENTS = READS | {"camat", "operator", "kades"}
State = Literal["planned", "held", "cancelled"]
MOST_PHOTOS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """A campaign as somebody wants it: over which regencies, on which days, to what end."""

    name: str
    aim: str
    starts_on: dt.date
    ends_before: dt.date
    regencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign, with those of its regencies that the reader sees."""

    key: uuid.UUID
    name: str
    aim: str
    starts_on: dt.date
    ends_before: dt.date
    owner: str
    office: str
    regencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What events in several villages have in common: ``team`` are names with their offices."""

    planned_on: dt.date
    team: str
    materials: str
    begins: str = ""
    campaign: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions at the end of an event, and what counts as right."""

    key: str
    text: str
    right: str
    starts_on: dt.date


@dataclass(frozen=True, slots=True)
class Consent:
    """The sentence by which people leave their name."""

    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Of so many who were asked a question, how many were right."""

    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Told:
    """How an event went, as it is told: ``names``, one a line, of those who agreed on ``consented_on``."""

    held_on: dt.date
    men: int
    women: int
    answers: Mapping[str, Answered] = field(default_factory=dict)
    names: str = ""
    consented_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """How an event went; ``names``: how many left theirs, ``forgotten``: they were taken back."""

    held_on: dt.date
    men: int
    women: int
    names: int
    consent: str
    consented_on: dt.date | None
    answers: Mapping[str, Answered]
    forgotten: bool = False

    @property
    def people(self) -> int:
        return self.men + self.women


@dataclass(frozen=True, slots=True)
class Event:
    """An event in a village. ``code``: printed on its sheet and put into the address where people register."""

    key: uuid.UUID
    code: str
    region: str
    campaign: uuid.UUID | None
    campaign_name: str
    planned_on: dt.date
    begins: str
    team: str
    materials: str
    owner: str
    office: str
    cancelled_on: dt.date | None = None
    reason: str = ""
    attendance: Attendance | None = None
    photos: tuple[int, ...] = ()

    @property
    def state(self) -> State:
        if self.cancelled_on is not None:
            return "cancelled"
        return "held" if self.attendance else "planned"

    @property
    def on(self) -> dt.date:
        """The day it was held, else the day it is planned for."""
        return self.attendance.held_on if self.attendance else self.planned_on


@dataclass(frozen=True, slots=True)
class Called:
    """What anybody may know who holds an event's code."""

    key: uuid.UUID
    code: str
    region: str
    planned_on: dt.date
    cancelled: bool
