"""What crosses the door of the people on lists."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from lindung.kernel import values
from lindung.registers.workers import facts as workers


@dataclass(frozen=True, slots=True)
class OnLists:
    """A person as stated, with the villages that list them this year, and those that did the year before."""

    person: uuid.UUID
    name: str
    born_on: dt.date
    sex: values.Sex
    now: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A person with what is sealed about them that two people are told apart by: not to be shown as it is."""

    who: workers.Identity
    nik: values.Nik
    mother: str
    phone: str
