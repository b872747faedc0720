"""What crosses the door of applications."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Route = Literal["desa", "mandiri"]
"""Asks the village for one of its places, or pays themselves."""
ROUTES: tuple[Route, ...] = get_args(Route)
DECIDES: Mapping[str, frozenset[str]] = {
    "desa": frozenset({"operator", "kades", "dpmd"}), "mandiri": frozenset({"bpjs"}),
}  # fmt: skip
"""Which roles decide on which route: the village on its own places, the branch on those who pay themselves."""
Outcome = Literal["accepted", "declined"]
Placed = Literal["", "daftar", "tunggu", "mandiri"]
Reason = Literal["nik", "nama", "ganda", "wilayah", "pekerjaan", "umur", "tidak-datang", "ditarik"]
"""NIK or name not as on the identity card, applied twice, lives elsewhere, may not be on this list, too young or old,
never came to show the card, taken back."""
REASONS: tuple[Reason, ...] = get_args(Reason)
State = Literal["draft", "pending", "accepted", "declined"]

STEPS = ("nama", "nik", "lahir", "pekerjaan", "telepon", "setuju")
"""What is asked, in this order; the village comes before."""
OPTIONAL = frozenset({"telepon"})
WORK = (
    "Petani atau pekebun", "Nelayan", "Peternak", "Pedagang", "Pengemudi bentor atau ojek", "Buruh atau tukang",
    "Perajin atau penjahit", "Pekerja rumah tangga", "Imam, guru ngaji atau kader",
)  # fmt: skip
"""What most people do; whoever does something else writes it."""


def first_missing(said: Mapping[str, str]) -> str:
    """The first question that is not answered yet; nothing when all are. What may stay empty was asked all the same."""
    return next((one for one in STEPS if one not in said or not (said[one] or one in OPTIONAL)), "")


@dataclass(frozen=True, slots=True)
class Asked:
    """Where and how somebody asks, before they say who they are. ``helped_by``: the account that fills it in."""

    region: str
    route: Route
    event: str = ""
    helped_by: int | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """An application with what was said in it; ``said`` is empty once that was let go. By step: text as typed."""

    id: uuid.UUID
    asked: Asked
    said: Mapping[str, str]
    saved_at: dt.datetime
    submitted_at: dt.datetime | None
    decision: Decision | None = None

    @property
    def state(self) -> State:
        if self.submitted_at is None:
            return "draft"
        return self.decision.outcome if self.decision else "pending"

    @property
    def missing(self) -> str:
        """The first question that is not answered yet; nothing when all are."""
        return first_missing(self.said)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a desk said to it."""

    outcome: Outcome
    reason: Reason | Literal[""]
    placed: Placed
    person: uuid.UUID | None
    decided_on: dt.date
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Submitted:
    """An application that was filled in without a signal: its number follows from the form's instance, and the code was
    made on the phone."""

    id: uuid.UUID
    code: str
    asked: Asked
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Who else bears the NIK. ``pending``: how many other applications within what the desk sees; ``listed``: villages
    there that list the person; ``outside``: somebody elsewhere in the regency does one of the two."""

    pending: int
    listed: tuple[str, ...]
    outside: bool


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How a desk takes somebody in. ``nik``: typed off the card that was shown; ``group``: of the waiting list."""

    application: uuid.UUID
    nik: str
    placed: Placed
    group: str = ""
