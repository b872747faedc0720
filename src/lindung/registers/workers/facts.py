"""What crosses the door of workers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from lindung.kernel import values


@dataclass(frozen=True, slots=True)
class Claimed:
    """A person as a list states them: a NIK without fault, and what stood beside it."""

    nik: values.Nik
    name: str
    born_on: dt.date
    sex: values.Sex
    particulars: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as registered, without the NIK."""

    id: uuid.UUID
    name: str
    born_on: dt.date
    sex: values.Sex


@dataclass(frozen=True, slots=True)
class Identity(Person):
    """A person with as much of the NIK as may be shown: 7503••••••••0001."""

    masked_nik: str


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """That somebody's data be erased: who brought it forward, when, why; what the second person said, if anything."""

    proposed_by: str
    proposed_at: dt.datetime
    reason: str
    approved: bool | None
    decided_by: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Record(Person):
    """All that stands in a person's own row, in clear: only to be given to that person."""

    nik: values.Nik
    particulars: Mapping[str, str]
    recorded_at: dt.datetime
