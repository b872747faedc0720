"""What crosses the door of the journal."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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
    """A line at which the chain does not hold, and why."""

    line_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A line as it is told to whom it is about: when, by whom, what."""

    at: dt.datetime
    actor: str
    office: str
    verb: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a printed digest stands: its line, when it was written, and how many lines came after it."""

    line_id: int
    at: dt.datetime | None
    later: int


Kind = Literal["person", "roster", "list", "export", "outcome", "nik", "export_nik", "refused", "entered"]
"""One person's page, a village's names, the people behind a figure, a file, what came of a delivery (rows of people
that could not be taken); one person's NIK in clear, a file with the NIK in clear; a door that stayed shut; and somebody
who signed in."""
IN_CLEAR: frozenset[Kind] = frozenset({"nik", "export_nik"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the account, for which office, in which role, from which address."""

    account: int
    actor: str
    office: str
    role: str
    address: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen, or refused: of which region, on which page, which persons. ``count``: rows of people who have no
    id, because they could not be taken. ``reason``: what it was wanted for, where that had to be said."""

    kind: Kind
    about: str
    what: str
    persons: frozenset[uuid.UUID] = frozenset()
    count: int = 0
    export: uuid.UUID | None = None
    times: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many looks of one kind an account has since a moment."""

    since: dt.datetime
    at_most: int


@dataclass(frozen=True, slots=True)
class View:
    """A view as it was recorded, the persons apart."""

    view_id: int
    at: dt.datetime
    account: int
    actor: str
    office: str
    role: str
    address: str
    kind: Kind
    about: str
    what: str
    count: int
    export: uuid.UUID | None
    times: int
    reason: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal as an auditor reads it."""

    line_id: int
    at: dt.datetime
    actor: str
    office: str
    verb: str
    about: str
    why: str
    row_count: int
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """Whether the rows that lines of some verbs wrote into a table are still what was sealed.

    ``read`` lines agree; ``differs`` is the first that does not, after which the table can't be matched any further;
    ``loose``: rows that no line tells of.
    """

    table: str
    verbs: tuple[str, ...]
    read: int
    differs: int | None = None
    loose: int = 0
