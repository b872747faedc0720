"""What crosses the door of reporting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lindung.platform.access import facts as access

PROPOSES: frozenset[access.Role] = frozenset({"dpmd"})
"""Who writes the quarter's report."""
DECIDES: frozenset[access.Role] = frozenset({"sekda"})
"""Who answers for it before the Bupati, never for what the same account proposed."""
READS: frozenset[access.Role] = frozenset({"dpmd", "sekda", "bupati", "bappeda", "auditor", "province", "national"})
State = Literal["waiting", "approved", "refused"]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a regency's programme year (triwulan), its figures as of a day and as known on a day."""

    region: str
    year: int
    number: int
    on: dt.date
    known_at: dt.date


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A report as it was proposed, and what the second person said."""

    id: int
    quarter: Quarter
    sha256: str
    rests_on: str
    proposed_by: int
    proposer: str
    proposer_office: str
    proposed_on: dt.date
    proposed_at: dt.datetime
    approved: bool | None = None
    decided_by: int | None = None
    decider: str = ""
    decider_office: str = ""
    decided_on: dt.date | None = None
    decided_at: dt.datetime | None = None
    reason: str = ""
    journal_head: str = ""
    signature: str = ""
    signer: str = ""

    @property
    def state(self) -> State:
        if self.approved is None:
            return "waiting"
        return "approved" if self.approved else "refused"


@dataclass(frozen=True, slots=True)
class Approval:
    """What a signature stands under: which bytes, who proposed and who agreed, on which head of the journal."""

    sha256: str
    proposer: str
    proposer_office: str
    proposed_on: dt.date
    decider: str
    decider_office: str
    decided_on: dt.date
    journal_head: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year as another book tells it; None: the book is silent."""

    year: int
    people: int | None
    villages: int | None
    budget: int | None
    source: str
