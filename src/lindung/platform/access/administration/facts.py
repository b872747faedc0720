"""What crosses the door of administration."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from lindung.platform.access import facts as access

Kind = Literal["post", "password", "factor"]
APPOINTS: dict[access.Role, frozenset[access.Role]] = {
    "dpmd": frozenset({"operator", "kades", "camat"}) | access.REGENCY_ROLES,
    "camat": access.VILLAGE_ROLES,
}
"""Which role fills which posts. What sees a whole regency waits for a second person besides."""
DECIDES: frozenset[access.Role] = frozenset({"dpmd", "sekda", "bupati"})
LEVEL: dict[access.Role, int] = {"operator": 4, "kades": 4, "camat": 3} | dict.fromkeys(access.REGENCY_ROLES, 2)
"""At which level of regions an office of that role answers: a camat's post gives nobody a regency."""


@dataclass(frozen=True, slots=True)
class Post:
    """A person in an office, as an administrator sees it."""

    account_id: int
    name: str
    person_name: str
    office_id: int
    office_name: str
    role: access.Role
    regions: frozenset[str]
    starts_on: dt.date
    ends_before: dt.date | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office within somebody's scope and who sits there, from some day on or still."""

    id: int
    name: str
    regions: frozenset[str]
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What waits for a second person, or what became of it."""

    id: int
    kind: Kind
    account_id: int
    name: str
    person_name: str
    office_name: str
    role: access.Role
    starts_on: dt.date
    leaves: str
    proposed_by: int
    proposer: str
    proposed_at: dt.datetime
    approved: bool | None = None
    decider: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An account within somebody's scope."""

    id: int
    name: str
    person_name: str
    is_active: bool
    posts: tuple[Post, ...]
    waiting: tuple[Proposal, ...]
    sees_regency: bool
    held: object = field(default=None)
