"""What crosses the door of coverage."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from lindung.platform.journal import facts as journal_facts


@dataclass(frozen=True, slots=True)
class Heads:
    """Heads covered in a region on a day, and the first day on which none of that cover is left."""

    heads: int
    ends_before: dt.date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person whom BPJS lists for a receipt: membership number as BPJS writes it, and the day it records as start."""

    person: uuid.UUID
    membership: str
    starts_on: dt.date
    place: journal_facts.Place
