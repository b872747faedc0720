"""What crosses the door of resealing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Batch:
    """What one batch did: rows sealed anew, and after which row the next one goes on; None: the table is through."""

    rows: int
    after: Any
