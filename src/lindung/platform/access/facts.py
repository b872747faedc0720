"""What crosses the door of access."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from lindung.kernel import values

Role = Literal[
    "operator",
    "kades",
    "camat",
    "dpmd",
    "sekda",
    "bupati",
    "bpjs",
    "bappeda",
    "auditor",
    "province",
    "national",
    "client",
]
"""operator and kades sit in a village, camat in a district, bpjs in a branch (several regencies), auditor in an
inspectorate; the others in the regency, province or ministry that their name says. client is no person but
another program, which reads figures with a token."""
ROLES: tuple[Role, ...] = get_args(Role)


VILLAGE_ROLES = frozenset({"operator", "kades"})
REGENCY_ROLES = frozenset({"dpmd", "sekda", "bupati", "bpjs", "bappeda", "auditor"})
PROGRAMS = frozenset({"client"})
WIDE_ROLES = frozenset(ROLES) - VILLAGE_ROLES - PROGRAMS
"""Who sees more than one village: for them a password alone opens nothing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of subtrees of regions. ``everything`` is for work that has to weigh all of them, and says why."""

    regions: frozenset[str]
    everything: str = ""

    def covers(self, code: str) -> bool:
        """Whether ``code`` is one of the regions or lies below one."""
        return bool(self.everything) or any(code == one or code.startswith(one + ".") for one in self.regions)

    def overlaps(self, code: str) -> bool:
        """Whether ``code`` is covered, or a region above one that is."""
        return self.covers(code) or any(one.startswith(code + ".") for one in self.regions)


@dataclass(frozen=True, slots=True)
class Desk:
    """A person at work: the account, the office they act for, in which role, and over which regions.

    ``example_day``: the day that the data here are about, where they are an example. ``example_account``: it belongs to
    them. ``told``: somebody else knows the password. ``password_at``: since when it is the password.
    """

    account_id: int
    person_name: str
    office_id: int
    office_name: str
    role: Role
    scope: Scope
    example_day: dt.date | None = None
    example_account: bool = False
    told: bool = False
    password_at: dt.datetime | None = None

    @property
    def actor(self) -> values.Actor:
        return values.Actor(self.person_name, self.office_name)


PASSWORD_FAULTS = {
    "terlalu-pendek": "Sandi harus sedikitnya {least} huruf.",
    "terlalu-panjang": "Sandi paling banyak {most} huruf.",
    "sudah-bocor": "Sandi ini ada dalam daftar sandi yang sudah bocor atau mudah ditebak.",
    "kata-setempat": "Sandi ini tersusun dari nama dan kata yang pertama kali dicoba orang di sini.",
    "jenis-huruf": "Sandi harus memuat huruf kecil, huruf besar, angka dan tanda baca.",
}
"""Why a password is not taken, by the rule."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account's name, and the name of who holds it."""

    name: str
    person_name: str
