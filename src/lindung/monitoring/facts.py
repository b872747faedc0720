"""What crosses the door of this floor: a regency on a day, its places, its findings, its row problems."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import values

Status = Literal["not_reporting", "not_budgeted", "unpaid", "short", "quota"]
"""How far a village has come, for one tile: the lowest step of the ladder that it has not taken."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands in the files: the row number is the one that Excel shows; 0 means the whole file."""

    file: str
    sheet: str
    row: int


Office = Literal["kades", "camat", "dpmd", "sekda", "bpjs"]
"""Whose it is to act first; who comes after them is the rulebook's line of escalation."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, who answers for it, and since when.

    ``responsible`` names the ``office`` in words, as it is called there.
    ``other``: a second place that the sentence names, for whom to show it to; ``discreet``: what is said to who may not
    know it, where the sentence's own words do not yield it.
    """

    kind: str
    region: str
    region_name: str
    sentence: str
    responsible: str
    since: dt.date | None
    evidence: tuple[Evidence, ...]
    other: str = ""
    discreet: str = ""
    office: Office = "dpmd"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that is held back or needs a look, in the officer's words; ``region`` is the place whose row it is,
    ``other`` a second place that the message names."""

    evidence: Evidence
    kind: str
    column: str
    message: str
    region: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who paid a receipt: the place, the kode iuran, the day, and the row that states it."""

    region: str
    code: str
    receipt_id: int
    paid_on: dt.date
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Doubled:
    """Months of a person that ``here`` offered to pay for and ``there`` had paid for before: the offer was stopped.

    ``rupiah``: what the offer came to. ``there`` is None for who may not know; ``here`` itself, where one list names
    the person twice, because two NIK turned out to be one human being.
    """

    person: uuid.UUID
    months: tuple[values.Month, ...]
    rupiah: int
    here: Payer
    there: Payer | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A row of a list whose person left or came, and would count on the days of ``spans``; ``here``: on the day asked
    about too. A row that is away is no problem: there is nothing to mend.
    """

    region: str
    evidence: Evidence
    spans: tuple[values.Span, ...]
    here: bool


@dataclass(frozen=True, slots=True)
class PlaceDay:
    """One place (desa, kelurahan, or the regency for money that no village can be named for) on a day.

    Heads and money are as of the day asked about, from what was known on the day of knowledge. ``submitted`` are the
    people whose list went to BPJS, ``registered`` those whom BPJS accepted, ``billed_heads`` those on kode iuran that
    have not expired.
    """

    code: values.RegionCode
    name: str
    kind: values.RegionKind
    district: values.RegionCode | None
    district_name: str
    quota: int
    reported: bool
    budget_rupiah: int
    budget_heads: int
    funds: tuple[str, ...]
    declared: int
    valid: int
    other_bpu: int
    listed: bool
    submitted: int
    registered: int
    paid: bool
    paid_rupiah: int
    paid_heads: int
    protected: int
    confirmed: int
    presumed: int
    undetermined: int
    cover_ends_before: dt.date | None
    arrears_rupiah: int
    billed_heads: int = 0

    @property
    def is_village(self) -> bool:
        """A desa or desa adat counts in the ladder; a kelurahan is shown apart."""
        return self.kind in ("desa", "desa_adat")

    @property
    def budgeted(self) -> bool:
        return self.budget_rupiah > 0

    @property
    def at_quota(self) -> bool:
        return self.quota > 0 and min(self.valid, self.protected) >= self.quota

    @property
    def status(self) -> Status:
        """A village that paid without a budget still has to budget: the steps are asked in their order."""
        if not self.reported:
            return "not_reporting"
        if not self.budgeted:
            return "not_budgeted"
        if not self.paid:
            return "unpaid"
        return "quota" if self.at_quota else "short"


@dataclass(frozen=True, slots=True)
class MilestoneDay:
    """What had been reached on a milestone's day, beside what was due: ``share`` of the villages."""

    on: dt.date
    share: float
    legal_basis: str
    villages_paid: int
    villages_at_quota: int


@dataclass(frozen=True, slots=True)
class RegencyDay:
    """A regency on the day ``on``, as known on ``known_at``: everything that a report shows is computed from this."""

    code: values.RegionCode
    name: str
    province_name: str
    zone: str
    year: int
    quota: int
    on: dt.date
    known_at: dt.date
    places: tuple[PlaceDay, ...]
    districts: tuple[tuple[values.RegionCode, str], ...]
    milestones: tuple[MilestoneDay, ...]
    findings: tuple[Finding, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    doubled: tuple[Doubled, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def villages(self) -> tuple[PlaceDay, ...]:
        return tuple(place for place in self.places if place.is_village)

    @property
    def kelurahan(self) -> tuple[PlaceDay, ...]:
        return tuple(place for place in self.places if place.kind == "kelurahan")

    def of_district(self, code: str) -> tuple[PlaceDay, ...]:
        return tuple(place for place in self.places if place.district == code)
