"""What crosses the door of the journal."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from lindung.kernel import values


@dataclass(frozen=True, slots=True)
class Stamp:
    """Everything a write must say about itself besides its content: who, when, in which batch, known since when."""

    by: values.Actor
    at: dt.datetime
    batch: uuid.UUID
    received_on: dt.date


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands: document, sheet, and the row that Excel shows (0 = the whole file)."""

    document_id: int
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Break:
    """The first line at which the chain does not hold, and why."""

    line_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A line as it is told to whom it is about: when, by whom, what."""

    at: dt.datetime
    actor: str
    office: str
    verb: str
