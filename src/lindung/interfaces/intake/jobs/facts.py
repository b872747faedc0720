"""What crosses the door of jobs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from dataclasses import dataclass
from typing import BinaryIO, Literal

from lindung.kernel import values
from lindung.platform.access import facts as access

State = Literal["waiting", "reading", "done", "refused"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it arrives: a table, a scan, or an archive of such; its name may say folders."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class Line:
    """A problem or warning at a row that Excel shows (0 = the whole sheet or file)."""

    sheet: str
    row: int
    kind: str
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What was understood of a file, and what is wrong with it.

    ``kinds`` counts all lines of a kind; ``lines`` holds the first of them. ``held``: people who do not count yet.
    ``known``: the same file came in before. ``read`` False: no office sends tables as this kind of file.
    """

    name: str
    budgets: int = 0
    payments: int = 0
    people: int = 0
    held: int = 0
    problems: int = 0
    warnings: int = 0
    kinds: dict[str, int] = dataclasses.field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    known: bool = False
    read: bool = True
    answers: int = 0
    members: int = 0
    bills: int = 0

    @property
    def counted(self) -> int:
        return self.people - self.held


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a delivery, file by file in the order of their names."""

    files: tuple[FileOutcome, ...]

    def total(self, what: str) -> int:
        """The sum over the files of one of FileOutcome's numbers."""
        return sum(getattr(file, what) for file in self.files)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its office sees it."""

    id: uuid.UUID
    state: State
    regency: str
    year: int
    received_on: dt.date
    office_name: str
    sender_name: str
    files: int
    files_read: int
    created_at: dt.datetime
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    refusal_code: str
    refusal: str
    outcome: Outcome | None

    @property
    def ended(self) -> bool:
        return self.state in ("done", "refused")


@dataclass(frozen=True, slots=True)
class Work:
    """A job in the hands of a worker: what must be known to take its files into the registers."""

    id: uuid.UUID
    worker: str
    regency: str
    year: int
    received_on: dt.date
    by: values.Actor
    scope: access.Scope
    tries: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sealed file of a job, by its id and its path inside the delivery."""

    id: uuid.UUID
    name: str
