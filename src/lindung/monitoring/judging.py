"""Which names count, asked about one person or one village alone.

A regency's day judges every name of the regency. What it says of one person follows from that person's own rows, and
how many names of a village count from the rows of those who stand on its list: here only these are read. The answers
are the day's own.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lindung.kernel import law, values
from lindung.monitoring import facts, offers, remarks, rolls, standing
from lindung.platform.access import scope
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import facts as lists
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding
from lindung.registers.workers.changes import facts as identity_facts
from lindung.registers.workers.changes import queries as identity

Where = tuple[str, facts.Evidence]
"""The place and the row of a name."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Of the lists on which a person's rows stand those in force; what keeps names of the year from counting; and the
    days of those who left or came. Others' names may be among them."""

    in_force: Collection[int]
    faults: Mapping[Where, facts.RowProblem]
    moved: Mapping[Where, facts.Moved]


NOTHING = Weighed((), {}, {})


@dataclass(frozen=True, slots=True)
class Names:
    """How many names of a village count on every day, and the days of each that left or came."""

    always: int
    stays: tuple[tuple[values.Span, ...], ...]


class Judgement(Protocol):
    """What a person's year rests on beside what the registers say of that person."""

    @property
    def year(self) -> int: ...
    @property
    def on(self) -> dt.date: ...
    @property
    def known_at(self) -> dt.date: ...
    @property
    def book(self) -> law.Book: ...
    @property
    def ground(self) -> Ground: ...

    def weighed(self, rows: Sequence[lists.Row]) -> Weighed:
        """How a person's rows stand."""

    def here(self, places: Collection[str]) -> set[str]:
        """Those of these places that are the regency's."""

    def receipts(self, places: Collection[str]) -> Mapping[str, Sequence[funding_facts.KnownReceipt]]:
        """The receipts of these places."""

    def names(self, place: str) -> Names:
        """The names of a place that count."""

    def doubled(self, person_id: uuid.UUID) -> Iterable[facts.Doubled]:
        """Months of the person that two receipts offered, as far as may be told."""


class Ground:
    """What cover rests on, each place and each receipt read once for all who are asked about."""

    def __init__(self, on: dt.date, known_at: dt.date) -> None:
        self.on, self.known_at = on, known_at
        self._facts: dict[str, list[coverage_facts.Fact]] = {}
        self._members: dict[str, list[coverage_facts.Membership]] = {}
        self._receipts: dict[str, list[funding_facts.KnownReceipt]] = {}
        self._heard: dict[int, dt.date] = {}

    def facts(self, place: str) -> Sequence[coverage_facts.Fact]:
        """The place's cover as it stood."""
        if place not in self._facts:
            self._facts[place] = coverage.facts_of(place, on=self.on, known_at=self.known_at)
        return self._facts[place]

    def members(self, place: str) -> Sequence[coverage_facts.Membership]:
        """Whom BPJS lists for the place's receipts."""
        if place not in self._members:
            self._members[place] = coverage.members_in(place, known_at=self.known_at)
        return self._members[place]

    def receipts(self, places: Collection[str]) -> Mapping[str, Sequence[funding_facts.KnownReceipt]]:
        new = [place for place in places if place not in self._receipts]
        if new:
            self._receipts |= funding.receipts_at(new, known_at=self.known_at)
        return {place: self._receipts[place] for place in places}

    def heard(self, receipts: Collection[int]) -> Mapping[int, dt.date]:
        """Of each of these receipts since when it is known."""
        new = [one for one in receipts if one not in self._heard]
        if new:
            self._heard |= funding.first_heard(new)
        return {one: self._heard[one] for one in receipts}


class OfDay:
    """As the regency's day judged them."""

    def __init__(self, day: facts.RegencyDay) -> None:
        self.day, self.year, self.on, self.known_at = day, day.year, day.on, day.known_at
        self.ground = Ground(day.on, day.known_at)
        self._in_force: dict[str, set[int]] = {}

    @functools.cached_property
    def book(self) -> law.Book:
        return rulebook.book(self.day.code, self.known_at)

    def weighed(self, rows: Sequence[lists.Row]) -> Weighed:
        places = {row.region for row in rows}
        for place in places - self._in_force.keys():
            self._in_force[place] = enrolment.standing([place], known_at=self.known_at)
        in_force = {one for place in places for one in self._in_force[place]}
        return Weighed(in_force, self.faults, self.moved)

    @functools.cached_property
    def faults(self) -> Mapping[Where, facts.RowProblem]:
        """Other problems are of rows that never became names."""
        return {(one.region, one.evidence): one for one in self.day.problems if one.kind in remarks.HELD}

    @functools.cached_property
    def moved(self) -> Mapping[Where, facts.Moved]:
        return {(one.region, one.evidence): one for one in self.day.moved}

    def here(self, places: Collection[str]) -> set[str]:
        return {place.code for place in self.day.places if place.code in places}

    def receipts(self, places: Collection[str]) -> Mapping[str, Sequence[funding_facts.KnownReceipt]]:
        return self.ground.receipts(places)

    def names(self, place: str) -> Names:
        (valid,) = [one.valid for one in self.day.places if one.code == place]
        return _names(valid, [one for one in self.day.moved if one.region == place])

    def doubled(self, person_id: uuid.UUID) -> Iterable[facts.Doubled]:
        return [one for one in self.day.doubled if one.person == person_id]


def _names(valid: int, moved: Sequence[facts.Moved]) -> Names:
    return Names(valid - sum(one.here for one in moved), tuple(one.spans for one in moved))


class Alone:
    """As the day would judge them, without it. What was read is kept for the next question about the same person."""

    def __init__(
        self, regency: values.RegionCode, year: int, on: dt.date, known_at: dt.date,
        who: identity_facts.Who = identity_facts.NOBODY_ELSE,
    ) -> None:  # fmt: skip
        """``who``: whom else the person that is asked about is one with."""
        self.regency, self.year, self.on, self.known_at, self.who = regency, year, on, known_at, who
        self.book = rulebook.book(regency, known_at)
        self._titled: dict[str, str | None] = {}
        self.ground = Ground(on, known_at)

    def weighed(self, rows: Sequence[lists.Row]) -> Weighed:
        """Others may have rows about the person that are not to be told, and count first."""
        asked, (person, *_) = scope.in_force(), {row.person.id for row in rows}
        with scope.everything(_ALL_LISTS):
            every = rows if asked.everything else enrolment.rows_about([person], known_at=self.known_at, who=self.who)
            in_force = enrolment.standing({row.region for row in every}, known_at=self.known_at)
        counting = [row for row in reversed(every) if row.listing_id in in_force and row.year == self.year]
        counting.sort(key=lambda row: row.region)  # those of one list stay in the order in which they stand there
        roll = self._judged([_name(row) for row in counting], [person], self.who)
        problems = [one.problem for one in roll.faults]
        return Weighed(
            in_force,
            {(one.region, one.evidence): one for one in problems},
            {(one.region, one.evidence): one for one in roll.moved},
        )

    def here(self, places: Collection[str]) -> set[str]:
        return set(self._places(places))

    def receipts(self, places: Collection[str]) -> Mapping[str, Sequence[funding_facts.KnownReceipt]]:
        return self.ground.receipts(places)

    def names(self, place: str) -> Names:
        """Whether a person's name counts hangs on no other person, so they are judged some hundreds at a time."""
        valid, moved, who = 0, list[facts.Moved](), identity.everybody(known_at=self.known_at)
        with scope.everything(_ALL_LISTS):
            there = enrolment.in_force(year=self.year, known_at=self.known_at, village=place)
            persons = sorted({who.of(one) for found in there for one in enrolment.persons_on(found.listing_id)})
            for part in _parts(persons):
                names = enrolment.names_of(part, year=self.year, known_at=self.known_at, who=who)
                roll = self._judged(names, part, who)
                valid += roll.valid.get(place, 0)
                moved += [one for one in roll.moved if one.region == place]
        return _names(valid, moved)

    def doubled(self, person_id: uuid.UUID) -> Iterable[facts.Doubled]:
        asked = scope.in_force()
        with scope.everything("satu bulan seorang pekerja dibayar satu kali, di mana pun ia didaftarkan"):
            said = {"year": self.year, "on": self.on, "known_at": self.known_at, "book": self.book, "who": self.who}
            found = offers.doubled(self.regency, person=person_id, **said)
        whose = self.who.of(person_id)
        return offers.seen_by([one for one in found if one.person == whose], asked.covers)

    def _places(self, codes: Iterable[str]) -> dict[str, str]:
        """By code what each is called. Money may be the regency's own; a district has none."""
        wanted = [code for code in codes if values.RegionCode(code).within(self.regency)]
        new = [code for code in wanted if code not in self._titled]
        if new:
            there = regions.these(new, on=self.on)
            self._titled |= {code: there[code].titled if code in there else None for code in new}
        named = {code: self._titled[code] for code in wanted if values.RegionCode(code).level in (2, 4)}
        return {code: titled for code, titled in named.items() if titled}

    def _judged(
        self, names: Sequence[lists.Name], persons: Collection[uuid.UUID], who: identity_facts.Who
    ) -> rolls.Roll:
        with scope.everything(_ALL_LISTS):
            titled = self._places({one.region for one in names})
            receipts = self.receipts(titled)
            return rolls.judge(
                [one for one in names if one.region in titled],
                first_paid=standing.first_paid(receipts, on=self.on),
                on=self.on,
                book=self.book,
                called=lambda village: f"{titled[village]} ({village})",
                stays=movements.stays(self.regency, known_at=self.known_at, who=who, persons=persons),
                of_bpjs=of_bpjs(self.regency, on=self.on, known_at=self.known_at, who=who, persons=persons),
            )


_ALL_LISTS = "siapa yang dihitung diputuskan atas semua daftar"
_AT_ONCE = 900  # parameters that the oldest SQLite takes in one statement


def _parts(persons: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    wanted = iter(persons)
    return iter(lambda: list(itertools.islice(wanted, _AT_ONCE - 100)), [])  # beside a few others


def _name(row: lists.Row) -> lists.Name:
    return lists.Name(row.region, row.person.id, row.person.born_on, row.category, row.file, row.sheet, row.row)


def of_bpjs(
    code: str,
    *,
    on: dt.date,
    known_at: dt.date,
    persons: Collection[uuid.UUID] | None = None,
    who: identity_facts.Who | None = None,
) -> rolls.OfBpjs:
    """What BPJS has said of the persons of a region, or of these among them.

    Accepted is whom BPJS answered so, and whoever stands on its list behind a kode iuran; that outweighs a no.
    """
    said = enrolment.answered(code, on=on, known_at=known_at, who=who, persons=persons)
    accepted = {place: dict(known) for place, known in said.accepted.items()}
    for place, members in coverage.accepted_in(code, on=on, known_at=known_at, who=who, persons=persons).items():
        there = accepted.setdefault(place, {})
        for person, day in members.items():
            there[person] = min(day, there.get(person, day))
    rejected = {key: why for key, why in said.rejected.items() if key[1] not in accepted.get(key[0], {})}
    return rolls.OfBpjs(accepted, rejected)
