"""What crosses the door of coverage."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heads:
    """Heads covered in a region on a day, and the first day on which none of that cover is left."""

    heads: int
    ends_before: dt.date | None
