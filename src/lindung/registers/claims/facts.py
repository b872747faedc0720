"""What crosses the door of claims."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import law
from lindung.registers.workers import facts as workers

Step = Literal["printed", "handed_over", "signed"]
STEPS: tuple[Step, ...] = ("printed", "handed_over", "signed")
"""What happens to a card, in this order."""
State = Literal["confirmed", "presumed", "undetermined", "grace", "ended", "none"]
OPENS: tuple[State, ...] = ("confirmed", "presumed", "undetermined", "grace")
"""With which standing a case is opened. ``grace`` is «belum pasti»: BPJS has to say whether it still pays."""
Outcome = Literal["paid", "rejected"]


@dataclass(frozen=True, slots=True)
class CardStep:
    """One thing that happened to a person's card. ``number``: 1 for the first card, 2 for what was printed anew."""

    region: str
    person: uuid.UUID
    step: Step
    happened_on: dt.date
    received_by: str = ""
    evidence: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """How far a person's latest card has come, by what was told."""

    person: uuid.UUID
    number: int
    printed_on: dt.date | None
    handed_over_on: dt.date | None
    signed_on: dt.date | None
    received_by: str
    evidence: str

    @property
    def reached(self) -> bool:
        """Whether somebody has it in hand."""
        return self.handed_over_on is not None or self.signed_on is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stood on the day of the event, as whoever worked it out says: the receipts it rests on, and since
    when they were a member without a break, where that can be shown."""

    state: State
    receipts: tuple[int, ...] = ()
    member_since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A death or an accident as it was reported. ``told``: the course of it, which may speak of health."""

    region: str
    person: uuid.UUID
    event: law.Event
    event_on: dt.date
    reported_on: dt.date
    reporter: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A paper of a case that is at hand."""

    code: str
    held_on: dt.date
    evidence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What BPJS said: paid so much on a day under a reference, or rejected. Why is sealed."""

    outcome: Outcome
    decided_on: dt.date
    amount: int | None
    reference: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case with what is held for it and what was decided; nothing of what was told about health."""

    key: uuid.UUID
    region: str
    who: workers.Identity
    event: law.Event
    event_on: dt.date
    reported_on: dt.date
    reporter: str
    state: State
    receipts: tuple[int, ...]
    member_since: dt.date | None
    held: tuple[Held, ...]
    decisions: tuple[Decision, ...]

    @property
    def uncertain(self) -> bool:
        """Opened within the grace: whether BPJS pays is not certain."""
        return self.state == "grace"

    @property
    def closed_on(self) -> dt.date | None:
        """The day of the last decision, which ends the waiting; None while it is open."""
        return max((one.decided_on for one in self.decisions), default=None)

    def days_open(self, on: dt.date) -> int:
        """Days from the report to the last decision, or to the day asked about."""
        return max(((self.closed_on or on) - self.reported_on).days, 0)

    @property
    def paid(self) -> int:
        """Rupiah that BPJS paid."""
        return sum(one.amount or 0 for one in self.decisions if one.outcome == "paid")
