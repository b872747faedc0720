"""What crosses the door of changes."""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lindung.kernel import values
from lindung.registers.workers import facts as workers

Kind = Literal["correct", "merge", "split"]
Part = Literal["nik", "name", "born_on", "sex"]
PARTS: tuple[Part, ...] = ("nik", "name", "born_on", "sex")
State = Literal["waiting", "approved", "denied"]


@dataclass(frozen=True, slots=True, repr=False)
class Statement:
    """Who a person is said to be."""

    nik: values.Nik
    name: str
    born_on: dt.date
    sex: values.Sex


@dataclass(frozen=True, slots=True, repr=False)
class Grounds:
    """Why a change is asked for, and which paper was seen, with its number."""

    reason: str
    paper: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change that somebody asked for, and what became of it.

    ``said``: of a correction what should stand; ``before``: what stood until it was agreed to. Both, and the grounds,
    are None where the person was erased since. ``undone_on``: of a merge, since when the two are two again.
    """

    id: int
    kind: Kind
    region: str
    person: uuid.UUID
    other: uuid.UUID | None
    parts: tuple[Part, ...]
    said: Statement | None
    grounds: Grounds | None
    undoes: int | None
    proposed_by: str
    proposed_on: dt.date
    approved: bool | None
    decided_by: str
    decided_on: dt.date | None
    before: Statement | None
    undone_on: dt.date | None

    @property
    def state(self) -> State:
        return "waiting" if self.approved is None else "approved" if self.approved else "denied"


Outcome = Literal["waiting", "denied", "split"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two persons were brought forward to be merged: where, and what came of it on which day."""

    number: int
    region: str
    outcome: Outcome
    on: dt.date | None


@dataclass(frozen=True)
class Who:
    """Who is who, as known on a day. ``survivor``: of each person who was merged into another one, that one; ``born``:
    of whomever a row that leads to them would say otherwise; ``load`` gives these persons as they were known."""

    survivor: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    born: Mapping[uuid.UUID, dt.date] = field(default_factory=dict)
    load: Callable[[], Mapping[uuid.UUID, workers.Identity]] = dict
    later: bool = False
    """Whether two of them were merged or split since: what is derived as of now is then not theirs of that day."""

    @functools.cached_property
    def _stated(self) -> Mapping[uuid.UUID, workers.Identity]:
        return self.load() if self else {}

    def __bool__(self) -> bool:
        return bool(self.survivor or self.born)

    def of(self, person: uuid.UUID) -> uuid.UUID:
        """The person that this one is."""
        return self.survivor.get(person, person)

    def all_of(self, persons: Iterable[uuid.UUID]) -> list[uuid.UUID]:
        """These, and everybody who is one with one of them."""
        found = dict.fromkeys(persons)
        if self.survivor:
            meant = {self.of(one) for one in found}
            found |= dict.fromkeys(meant) | dict.fromkeys(one for one, into in self.survivor.items() if into in meant)
        return list(found)

    def called(self, one: workers.Identity) -> workers.Identity:
        """The person as they were known."""
        return self._stated.get(self.of(one.id), one)

    def born_on(self, person: uuid.UUID, said: dt.date) -> dt.date:
        return self.born.get(self.of(person), said)


def root(one: uuid.UUID, into: Mapping[uuid.UUID, uuid.UUID]) -> uuid.UUID:
    """Whom a person became, merge after merge. Only who is merged into nobody may be merged, so that this ends."""
    while one in into:
        one = into[one]
    return one


NOBODY_ELSE = Who()
"""Everybody is who their row says."""


def both(one: Who, other: Who) -> Who:
    """What both say of who is one with whom."""
    return Who(
        {**one.survivor, **other.survivor},
        {**one.born, **other.born},
        lambda: {**one.load(), **other.load()},
        one.later or other.later,
    )
