"""What crosses the door of the evidence of budgets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that proves a stage: by its number and day, or as a file that came in."""

    kind: str
    reference: str
    dated_on: dt.date | None
    document_id: int | None
    received_on: dt.date


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist of a stage, with its proof; None: it is missing."""

    kind: str
    name: str
    proof: Proof | None
