"""What crosses the door of coverage."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from lindung.platform.journal import facts as journal_facts


@dataclass(frozen=True, slots=True)
class Heads:
    """Heads covered in a region on a day, and the first day on which none of that cover is left."""

    heads: int
    ends_before: dt.date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person whom BPJS lists for a receipt: membership number as BPJS writes it, and the day it records as start."""

    person: uuid.UUID
    membership: str
    starts_on: dt.date
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class Fact:
    """``heads`` more (after a reversal: fewer) are covered by a receipt from ``starts_on`` until ``ends_before``."""

    receipt_id: int
    heads: int
    starts_on: dt.date
    ends_before: dt.date


@dataclass(frozen=True, slots=True)
class KnownCorrection:
    """What BPJS was asked about a late payment; ``approved`` is None while its answer is not recorded."""

    number: int
    receipt_id: int
    letter: str
    reason: str
    asked_by: str
    asked_at: dt.datetime
    approved: bool | None
    answer: str | None
    decided_by: str | None
    decided_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Written:
    """A fact of cover as its row says it; ``basis``: paid, reversed or corrected."""

    receipt_id: int
    basis: str
    region: str
    heads: int
    starts_on: dt.date
    ends_before: dt.date


@dataclass(frozen=True, slots=True)
class Membership:
    """A person on BPJS's list for a receipt, from the day that BPJS records; when and where that list came in."""

    receipt_id: int
    region: str
    person: uuid.UUID
    membership: str
    starts_on: dt.date
    received_on: dt.date
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Named:
    """A person on BPJS's list for a kode iuran, in a region as far as known; ``starts_on`` where the list says."""

    code: str
    region: str
    person: uuid.UUID
    membership: str
    starts_on: dt.date | None
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A person on a list for a kode iuran that no receipt could be found for; when and where the list came in."""

    region: str
    code: str
    person: uuid.UUID
    received_on: dt.date
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """People of a list for a kode iuran that no receipt could be found for, from the row ``row`` of its sheet on."""

    region: str
    code: str
    file: str
    sheet: str
    row: int
    people: int
