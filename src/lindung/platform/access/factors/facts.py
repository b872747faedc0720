"""What crosses the door of factors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal["totp", "passkey"]


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor as its holder sees it in a list."""

    id: int
    kind: Kind
    label: str
    created_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Passkey:
    """The public half of a passkey, as WebAuthn writes it, and how often it has signed."""

    id: int
    credential: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """What an account has."""

    factors: tuple[Factor, ...]
    codes_left: int

    def __bool__(self) -> bool:
        return bool(self.factors)
