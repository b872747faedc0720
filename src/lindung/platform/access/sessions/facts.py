"""What crosses the door of sessions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a session: whose it is, from where, and its content as text."""

    account_id: int | None
    content: str
    address: str
    device: str
    began_at: dt.datetime
    seen_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A session as its holder sees it in a list."""

    id: int
    address: str
    device: str
    began_at: dt.datetime
    seen_at: dt.datetime
    is_this: bool
