"""What crosses the door of consents."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Literal, get_args

Way = Literal["signature", "thumbprint", "oral", "online"]
"""Signed on the list, a thumbprint there, said before a witness, given on a page of one's own."""
WAYS: tuple[Way, ...] = get_args(Way)
WITNESSED: tuple[Way, ...] = ("thumbprint", "oral")
"""What nobody can compare with a hand needs somebody who was there."""
State = Literal["given", "withdrawn", "none"]


@dataclass(frozen=True, slots=True)
class Consent:
    """A person agreed to a version of the text. ``shown_by``: the witness, or where the signed list is kept."""

    region: str
    person: uuid.UUID
    version: str
    given_on: dt.date
    way: Way
    shown_by: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A consent as it was recorded, by which account, and the day that it was taken back."""

    consent_id: int
    consent: Consent
    recorded_by: str
    received_on: dt.date
    withdrawn_on: dt.date | None = None
    withdrawal_shown_by: str = ""

    def state(self, on: dt.date) -> State:
        return "withdrawn" if self.withdrawn_on is not None and self.withdrawn_on <= on else "given"
