"""What crosses the door of audit."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from lindung.registers.workers import facts as workers

Outcome = Literal["found", "not_eligible", "not_found", "moved", "died", "refused"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""Found and a vulnerable worker; found, not eligible; nobody of that name there; moved away; died; would not talk."""
DRAWS = frozenset({"auditor"})
READS_RESULTS = frozenset({"auditor", "dpmd", "sekda", "bupati", "bappeda"})
PER_HUNDRED = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to draw from: the valid names of each village of a regency on a day."""

    region: str
    on: dt.date
    persons: Mapping[str, Collection[uuid.UUID]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample with what it was drawn by and what was found so far: visits by their outcome."""

    id: int
    region: str
    drawn_on: dt.date
    as_on: dt.date
    per_hundred: int
    head: str
    seed: str
    population: int
    villages: int
    persons: int
    drawer: str
    found: Mapping[Outcome, int]

    @property
    def visited(self) -> int:
        return sum(self.found.values())


@dataclass(frozen=True, slots=True)
class Visit:
    """What was found of a person on a day."""

    outcome: Outcome
    visited_on: dt.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is held about a person: that they were drawn, and each visit with its note, opened."""

    region: str
    drawn_on: dt.date
    outcome: Outcome | None = None
    visited_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A person of a sample, and the last that was found; the note stays sealed."""

    id: int
    region: str
    who: workers.Identity
    outcome: Outcome | None = None
    visited_on: dt.date | None = None
