"""What crosses the door of grievances."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["not_listed", "wrong_data", "no_card", "not_paid", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Not on the list, wrong data, card not received, contribution not paid, something else."""
TERM = "keluhan"
"""Under which the books say in how many working days."""
READS = frozenset({"operator", "kades", "camat", "dpmd", "sekda", "bupati", "auditor"})
ANSWERS = frozenset({"operator", "kades", "camat", "dpmd", "sekda", "bupati"})
READS_TEXT = ANSWERS
LONGEST, LONGEST_CONTACT = 1500, 200


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody objects to, and how they may be reached if they want to be."""

    region: str
    kind: Kind
    words: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """An office whose turn it is to answer, and by when."""

    office: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Grievance:
    """One as it stands on a day. ``turns``: every office that it has come to, the first one first."""

    key: uuid.UUID
    region: str
    kind: Kind
    lodged_on: dt.date
    turns: tuple[Turn, ...]
    days_late: int
    answered_on: dt.date | None
    answered_by: str
    beside: frozenset[str]

    @property
    def open(self) -> bool:
        return self.answered_on is None

    @property
    def office(self) -> str:
        """Whose turn it is."""
        return self.turns[-1].office

    @property
    def due_on(self) -> dt.date:
        return self.turns[-1].due_on

    def came_to(self, role: str) -> bool:
        """Whether an office of this role is asked: in its turn, or told of it since the first office was late."""
        return _office(role) in self.beside or any(turn.office == _office(role) for turn in self.turns)

    def is_with(self, role: str) -> bool:
        """Whether it is the turn of an office of this role, which alone may hand it on."""
        return self.open and self.office == _office(role)


def _office(role: str) -> str:
    return "kades" if role == "operator" else role


@dataclass(frozen=True, slots=True)
class Told:
    """What was said in it, opened; empty where it was let go."""

    words: str
    contact: str
    answer: str
