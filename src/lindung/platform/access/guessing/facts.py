"""What crosses the door of guessing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PURPOSES = ("name", "address", "factor", "network", "overall", "begin", "begin-network", "begin-overall", "write")


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many tries are free, how often one of them is forgiven, and how long the wait grows."""

    free: int
    forgiven_every: dt.timedelta
    longest: dt.timedelta


_MINUTE, _HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
SHARED = {
    "address": Allowance(30, _MINUTE, _HOUR),
    "network": Allowance(120, _MINUTE / 4, _HOUR),
    "overall": Allowance(3000, _MINUTE / 60, _MINUTE),
    "begin": Allowance(60, _MINUTE, _HOUR / 4),
    "begin-network": Allowance(300, _MINUTE / 4, _HOUR / 4),
    "begin-overall": Allowance(5000, _MINUTE / 60, _MINUTE),
    "write": Allowance(3000, _MINUTE / 30, _HOUR / 4),
}
"""What many people share. A building, or a whole mobile network, has one address: it may fail thirty times at once, and
once a minute for ever. All of them together wait a minute at most, or one of them could shut out everybody. A village
where an event is held begins many applications from one address: these are counted apart (``begin``, ``write``)."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One try: under which name, from which address, or with the codes of which account."""

    purpose: str
    said: str


@dataclass(frozen=True, slots=True)
class Hold:
    """No try is looked at before this moment."""

    until: dt.datetime
