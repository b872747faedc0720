"""What crosses the door of enrolment."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lindung.platform.journal import facts as journal_facts
from lindung.registers.workers import facts as workers

Category = Literal["rentan", "bpu_lain"]
"""rentan = vulnerable worker; bpu_lain = other BPU (imam, guru ngaji, kader), shown apart."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is held: a stable kind, the column as the file names it, and the sentence for the officer."""

    kind: str
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A row that can be believed."""

    person: workers.Claimed
    category: Category
    occupation: str
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class Held:
    """A row that is held back; ``content`` is the row as it stood, sealed when it is kept."""

    problems: tuple[Problem, ...]
    content: tuple[str, ...]
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class VillageList:
    """All that one batch brings for one village and year. ``digest`` is over what it says."""

    region: str
    year: int
    listed: tuple[Listed, ...]
    held: tuple[Held, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name on a list in force: what is needed to judge it, and where it stands."""

    region: str
    person: uuid.UUID
    born_on: dt.date
    category: str
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class HeldName:
    """A held row of a list in force."""

    region: str
    problems: tuple[Problem, ...]
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class ListInForce:
    """The list that holds for a village: how many rows it declares and since when it is known."""

    listing_id: int
    region: str
    declared: int
    received_on: dt.date
    digest: str


@dataclass(frozen=True, slots=True)
class Row:
    """A person's row on a list: who, as what, on which list, and where it stands."""

    person: workers.Identity
    occupation: str
    category: Category
    listing_id: int
    region: str
    year: int
    received_on: dt.date
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Answer:
    """BPJS's answer about a person of a village: ``accepted_on`` with ``membership``, or None with ``reason``."""

    region: str
    person: uuid.UUID
    membership: str
    accepted_on: dt.date | None
    reason: str
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer of BPJS, when it came in, and where it stands."""

    region: str
    person: uuid.UUID
    membership: str
    accepted_on: dt.date | None
    reason: str
    received_on: dt.date
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers about the people of a region, summed up: since when each was first accepted, per place; and why those
    were rejected whom BPJS has not accepted there."""

    accepted: Mapping[str, Mapping[uuid.UUID, dt.date]]
    rejected: Mapping[tuple[str, uuid.UUID], str]
