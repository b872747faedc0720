"""What crosses the door of disclosure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lindung.platform.access import facts as access

REVEALS: frozenset[access.Role] = frozenset({"operator", "kades", "dpmd", "bpjs", "auditor"})
"""Who compares a NIK with a card or a list, each within their own scope. Who leads, plans or supervises reads the
masked one."""
ASKS = REVEALS
DECIDES: frozenset[access.Role] = frozenset({"dpmd", "sekda"})
"""Who answers for the regency's data; never for what the same account asked."""
State = Literal["waiting", "lapsed", "refused", "ready", "fetched", "ended"]
"""Waits for the second person; waited too long; refused; can be fetched; fetched as often as it may be; over."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list: its key on the site, of which region, as of which day as known on which."""

    region: str
    listed: str
    year: int
    as_on: dt.date
    known_on: dt.date


@dataclass(frozen=True, slots=True)
class Export:
    """What was asked for and what became of it, as of a moment."""

    id: int
    wanted: Wanted
    persons: int
    reason: str
    asked_by: int
    asker: str
    office_name: str
    asked_at: dt.datetime
    state: State
    fetches: int
    mine: bool
    may_decide: bool
    decider: str = ""
    decided_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
