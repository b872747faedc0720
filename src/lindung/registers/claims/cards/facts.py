"""What crosses the door of issued cards."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Literal

Reason = Literal["moved", "dead", "erroneous", "lost", "replaced", "erased"]
GIVEN: tuple[Reason, ...] = ("moved", "dead", "lost", "erroneous")
"""The reasons that somebody gives; ``replaced`` and ``erased`` follow from what was done."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A card that is to be made: of whom, of which days of cover, and what else it says."""

    region: str
    person: uuid.UUID
    name: str
    village: str
    starts_on: dt.date
    ends_before: dt.date
    expires_on: dt.date
    confirmed: bool
    full_from: dt.date | None = None
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A card as it was issued. ``revoked_on`` and ``reason``: where it holds no longer."""

    id: int
    region: str
    person: uuid.UUID
    number: int
    serial: str
    issued_on: dt.date
    starts_on: dt.date
    ends_before: dt.date
    expires_on: dt.date
    key_id: str
    digest: str
    revoked_on: dt.date | None = None
    reason: str = ""
