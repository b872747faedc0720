"""What crosses the door of movements."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from lindung.kernel import values
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.workers import facts as workers

Reason = Literal["meninggal", "pindah", "jadi_pu", "umur", "mengundurkan_diri"]
REASONS: tuple[Reason, ...] = get_args(Reason)

Stay = tuple[values.Span, ...]
"""The days on which a name stands on its village's list: half-open, in order. Whoever never moved has none of these."""
Stays = Mapping[tuple[str, uuid.UUID], Stay]
"""By village and person, of those who left or came."""


def stands(stay: Stay | None, day: dt.date) -> bool:
    """Whether a name stands on its list on a day; one that never moved always does."""
    return stay is None or any(day in span for span in stay)


@dataclass(frozen=True, slots=True)
class Departure:
    """A person's last day on a village's list, why, and what shows it."""

    region: str
    person: uuid.UUID
    last_on: dt.date
    reason: Reason
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right of a departure that was recorded wrongly: its day and reason, or (neither) that nobody left."""

    departure_id: int
    why: str
    last_on: dt.date | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Entrance:
    """A new name on a village's list from a day on. ``instead_of``: the departure whose place it takes; ``waiting``:
    where it stood on the waiting list; ``why``: for passing over whoever stands before it there.
    """

    region: str
    listed: enrolment.Listed
    starts_on: dt.date
    instead_of: int | None = None
    waiting: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A person who waits for a place, in a group of the book's order, since a day."""

    region: str
    person: workers.Claimed
    group: str
    listed_on: dt.date
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A departure as known, and who came instead."""

    departure_id: int
    region: str
    who: workers.Identity
    last_on: dt.date
    reason: Reason
    evidence: str
    received_on: dt.date
    replaced_by: workers.Identity | None
    replaced_from: dt.date | None


@dataclass(frozen=True, slots=True)
class Move:
    """What one person's rows say: left, came or waits in a village, from or on which day, why, and what shows it; and
    what was mended of these."""

    what: Literal["left", "came", "waits", "mended", "wait_ended"]
    region: str
    day: dt.date
    why: str
    evidence: str
    received_on: dt.date


@dataclass(frozen=True, slots=True)
class Waits:
    """Who waits, at which place of the order, and what put them there: group, day, then the lot."""

    waiting_id: int
    place: int
    who: workers.Identity
    group: str
    group_name: str
    listed_on: dt.date
    lot: str
