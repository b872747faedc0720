"""What crosses the door of programmes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Milestone:
    """``per_mille`` of the villages are due by the end of ``due_on`` (1000 = all)."""

    due_on: dt.date
    per_mille: int
    legal_basis: str
