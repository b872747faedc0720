"""What crosses the door of submissions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import values
from lindung.registers.workers import facts as workers

State = Literal["waiting", "refused", "sent", "answered"]
"""Waits for the second person; refused by them; at BPJS; BPJS has answered about everybody on it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or a decree: its number, and the day that stands on it."""

    number: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Agreement:
    """The PKS with the branch, and the first and last day on which it holds."""

    number: str
    starts_on: dt.date
    last_on: dt.date


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose list goes to BPJS, for which year, into which group (wadah), with which papers."""

    region: str
    year: int
    group: str
    group_number: str
    letter: Paper
    decree: Paper
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission as known: who proposed it, who decided on it, and what has become of it."""

    id: int
    wanted: Wanted
    persons: int
    persons_digest: str
    proposed_by: int
    proposer: str
    proposed_on: dt.date
    state: State
    answered: int
    decided_by: int | None = None
    decider: str = ""
    decided_on: dt.date | None = None
    decided_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class InClear:
    """A person as the file for BPJS names them: every column opened, for nobody else."""

    id: uuid.UUID
    nik: values.Nik
    name: str
    born_on: dt.date
    sex: values.Sex
    occupation: str
    particulars: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SentName:
    """A person who was sent to BPJS, and when."""

    region: str
    person: uuid.UUID
    sent_on: dt.date


@dataclass(frozen=True, slots=True)
class Standing:
    """How persons stand with BPJS by what it and the offices have said: on a list that waits for the second person or
    for an answer; accepted; rejected, and not mended since (``mended``: on a list that came in after the rejection)."""

    waiting: frozenset[uuid.UUID]
    accepted: frozenset[uuid.UUID]
    rejected: frozenset[uuid.UUID]
    mended: frozenset[uuid.UUID]


Identity = workers.Identity
