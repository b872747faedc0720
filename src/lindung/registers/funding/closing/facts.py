"""What crosses the door of closed years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

CLOSES = frozenset({"dpmd", "sekda"})
REOPENS = frozenset({"dpmd", "sekda", "bupati"})


@dataclass(frozen=True, slots=True)
class Close:
    """A closed year: ``figures`` are values, never computed again; ``reopening``: the number of what waits."""

    id: int
    region: str
    year: int
    figures: Mapping[str, int]
    book_version: str
    closed_by: str
    closed_on: dt.date
    recorded_at: dt.datetime
    reopening: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """A fact about a closed year that came in after it was closed."""

    kind: Literal["budget", "receipt", "reversal"]
    region: str
    amount: int
    received_on: dt.date
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Asked:
    """That a closed year be opened again, which waits for a second person."""

    region: str
    year: int
    proposed_by: int
    proposer: str
    proposed_at: dt.datetime
