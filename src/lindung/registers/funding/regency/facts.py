"""What crosses the door of a regency's own budget."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lindung.platform.journal import facts as journal_facts

Stage = Literal["rka", "dpa", "dppa"]
"""How far a line is: planned (RKA), decided (DPA), changed (DPPA)."""

STAGES: tuple[Stage, ...] = ("rka", "dpa", "dppa")


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be recorded: ``amount`` rupiah of a fund for so many heads and months. ``dpa``: the number of the DPA
    or DPPA; ``sk``: that of the letter which names who is paid for. 0 takes the line back."""

    region: str
    year: int
    stage: Stage
    fund: str
    heads: int | None
    months: int | None
    amount: int
    dpa: str
    dpa_on: dt.date | None
    sk: str
    sk_on: dt.date | None
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line as known, and where it stands."""

    stage: Stage
    fund: str
    heads: int | None
    months: int | None
    amount: int
    dpa: str
    dpa_on: dt.date | None
    sk: str
    sk_on: dt.date | None
    received_on: dt.date
    file: str
    sheet: str
    row: int

    @property
    def key(self) -> tuple[str, ...]:
        """What it is a line of: said again with the same numbers, the later one stands."""
        return self.fund.upper(), self.stage, self.dpa, self.sk
