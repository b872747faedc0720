"""What crosses the door of guessing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PURPOSES = ("name", "address", "factor")


@dataclass(frozen=True, slots=True)
class Guess:
    """One try: under which name, from which address, or with the codes of which account."""

    purpose: str
    said: str


@dataclass(frozen=True, slots=True)
class Hold:
    """No try is looked at before this moment."""

    until: dt.datetime
