"""What crosses the door of followup."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

BY_HAND = "keputusan"
"""The kind of a duty that a person opened: what a meeting decided. Every other kind is a finding's."""
Said = Literal["invited", "promised", "done", "not_possible"]
SAID: tuple[Said, ...] = get_args(Said)
Obstacle = Literal["dana_desa", "perdes", "kode_iuran", "daftar_kembali", "penjabat", "lain"]
OBSTACLES: tuple[Obstacle, ...] = get_args(Obstacle)
"""Why not: Dana Desa not disbursed, Perdes late, no kode iuran, list returned by BPJS, acting head (Pj.), in words."""
Why = Literal["data", "waiver", "confirmed"]
"""By what a round was closed: the finding is gone; two people let it be; a second person saw what was done by hand."""
State = Literal["open", "closed"]
ANSWERS = frozenset({"operator", "kades", "camat", "dpmd", "sekda", "bpjs"})
OPENS = frozenset({"camat", "dpmd", "sekda", "bupati"})
PROPOSES = frozenset({"kades", "camat", "dpmd", "sekda"})
"""Who may ask that a duty be let be."""
DECIDES = frozenset({"dpmd", "sekda"})
"""Who decides about it, and confirms what was done by hand: another person than who asked, or did it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it stands in the files; row 0 is the whole file."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it becomes a duty: its key, whose it is, and what it says to anyone who sees the region.

    ``missing``: workers of the region that are not protected, whom settling it would help.
    """

    kind: str
    region: str
    year: int
    office: str
    sentence: str
    evidence: tuple[Evidence, ...] = ()
    missing: int = 0

    @property
    def key(self) -> tuple[str, str, int]:
        return self.kind, self.region, self.year


@dataclass(frozen=True, slots=True)
class Wanted:
    """A duty that a person opens: what is to be done, whose it is. ``due_on`` None: the book's term.
    ``reference``: the meeting or letter that it comes from."""

    region: str
    sentence: str
    office: str
    due_on: dt.date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What showed that a finding is gone: the rows that became known since, and the region's figures of that day."""

    rows: tuple[Evidence, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an office says: ``on``: the day of the invitation, or by which it promises; ``obstacle``: why not."""

    said: Said
    on: dt.date | None = None
    obstacle: Obstacle | Literal[""] = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with who gave it, and when."""

    reply: Reply
    role: str
    office: str
    person: str
    account: int
    said_on: dt.date


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that goes with a duty: a letter by its number and day, or a file by its name and digest. ``id``: its
    own number, once it is attached."""

    reference: str = ""
    dated_on: dt.date | None = None
    name: str = ""
    sha256: str = ""
    size: int = 0
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Request:
    """That a duty be let be: why, on what paper, and until when (None: for as long as the round's year)."""

    reason: str
    reference: str
    ends_before: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A request with who made it, and what the second person said; ``approved`` None: it waits."""

    id: int
    request: Request
    proposed_by: int
    proposer: str
    proposed_on: dt.date
    approved: bool | None = None
    decider: str = ""
    decided_on: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        return bool(self.approved) and (self.request.ends_before is None or on < self.request.ends_before)


@dataclass(frozen=True, slots=True)
class Step:
    """The duty reached another office: number 0 is the one it was opened for."""

    number: int
    office: str
    reached_on: dt.date
    due_on: dt.date
    informed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """That a round ended."""

    on: dt.date
    why: Why
    proof: Proof


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it stands on ``on``, by what was known: its last round, and how far that has come."""

    key: uuid.UUID
    region: str
    kind: str
    year: int
    on: dt.date
    round: int
    opened_on: dt.date
    sentence: str
    evidence: tuple[Evidence, ...]
    missing: int
    steps: tuple[Step, ...]
    answers: tuple[Answer, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    closing: Closing | None = None

    @property
    def by_hand(self) -> bool:
        return self.kind == BY_HAND

    @property
    def state(self) -> State:
        return "open" if self.closing is None else "closed"

    @property
    def step(self) -> Step:
        """How far along the line it is."""
        return self.steps[-1]

    @property
    def office(self) -> str:
        """Whose it is now."""
        return self.step.office

    @property
    def due_on(self) -> dt.date:
        return self.step.due_on

    @property
    def days_late(self) -> int:
        """Days since the first office should have settled it; what comes after along the line is no new start."""
        end = self.closing.on if self.closing else self.on
        return max((end - self.steps[0].due_on).days, 0)

    @property
    def last_answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def waits(self) -> Waiver | None:
        """The request that nobody has decided yet."""
        return next((one for one in self.waivers if one.approved is None), None)

    @property
    def reached(self) -> frozenset[str]:
        """Every office that it has come to in this round."""
        return frozenset(one.office for one in self.steps)


EventKind = Literal[
    "opened", "reopened", "escalated", "answered", "attached", "waiver_proposed", "waiver_approved",
    "waiver_refused", "closed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a duty's history: what happened on which day, and what of it is worth telling."""

    kind: EventKind
    on: dt.date
    at: dt.datetime
    round: int
    office: str = ""
    person: str = ""
    due_on: dt.date | None = None
    reply: Reply | None = None
    paper: Paper | None = None
    request: Request | None = None
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing a day's findings in did, by the keys of duties."""

    opened: tuple[uuid.UUID, ...] = ()
    reopened: tuple[uuid.UUID, ...] = ()
    closed: tuple[uuid.UUID, ...] = ()
    escalated: tuple[tuple[uuid.UUID, str], ...] = ()

    def __add__(self, more: Brought) -> Brought:
        return Brought(
            self.opened + more.opened, self.reopened + more.reopened, self.closed + more.closed,
            self.escalated + more.escalated,
        )  # fmt: skip

    @property
    def nothing(self) -> bool:
        return not (self.opened or self.reopened or self.closed or self.escalated)
