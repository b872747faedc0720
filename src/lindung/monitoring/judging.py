"""Which names count, asked about one person or one village alone.

A regency's day judges every name of the regency. What it says of one person follows from that person's own rows, and
how many names of a village count from the rows of those who stand on its list: here only these are read. The answers
are the day's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lindung.kernel import values
from lindung.monitoring import facts, remarks, rolls, standing
from lindung.platform.access import scope
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import facts as lists
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding

Faults = Mapping[tuple[str, facts.Evidence], facts.RowProblem]
"""What keeps names of a year from counting, by place and row."""


class Judgement(Protocol):
    """What a person's year rests on beside what the registers say of that person."""

    @property
    def year(self) -> int: ...
    @property
    def on(self) -> dt.date: ...
    @property
    def known_at(self) -> dt.date: ...

    def weighed(self, rows: Sequence[lists.Row]) -> tuple[set[int], Faults]:
        """Of the lists on which a person's rows stand those in force, and what keeps names on them from counting."""

    def here(self, places: Collection[str]) -> set[str]:
        """Those of these places that are the regency's."""

    def receipts(self, places: Collection[str]) -> Mapping[str, Sequence[funding_facts.KnownReceipt]]:
        """The receipts of these places."""

    def valid(self, place: str) -> int:
        """How many names of a place count."""


@dataclass(frozen=True, slots=True)
class OfDay:
    """As the regency's day judged them."""

    day: facts.RegencyDay

    @property
    def year(self) -> int:
        return self.day.year

    @property
    def on(self) -> dt.date:
        return self.day.on

    @property
    def known_at(self) -> dt.date:
        return self.day.known_at

    def weighed(self, rows: Sequence[lists.Row]) -> tuple[set[int], Faults]:
        return enrolment.standing({row.region for row in rows}, known_at=self.known_at), self.faults()

    def faults(self) -> Faults:
        """Other problems are of rows that never became names."""
        return {(one.region, one.evidence): one for one in self.day.problems if one.kind in remarks.HELD}

    def here(self, places: Collection[str]) -> set[str]:
        return {place.code for place in self.day.places if place.code in places}

    def receipts(self, places: Collection[str]) -> Mapping[str, Sequence[funding_facts.KnownReceipt]]:
        return funding.receipts_of(places, known_at=self.known_at)

    def valid(self, place: str) -> int:
        return next(one.valid for one in self.day.places if one.code == place)


class Alone:
    """As the day would judge them, without it. What was read is kept for the next question about the same person."""

    def __init__(self, regency: values.RegionCode, year: int, on: dt.date, known_at: dt.date) -> None:
        self.regency, self.year, self.on, self.known_at = regency, year, on, known_at
        self._titled: dict[str, str | None] = {}
        self._receipts: dict[str, list[funding_facts.KnownReceipt]] = {}

    def weighed(self, rows: Sequence[lists.Row]) -> tuple[set[int], Faults]:
        """Others may have rows about the person that are not to be told, and count first."""
        told = scope.in_force()
        with scope.everything(_ALL_LISTS):
            every = rows if told.everything else enrolment.rows_about(rows[0].person.id, known_at=self.known_at)
            in_force = enrolment.standing({row.region for row in every}, known_at=self.known_at)
        counting = [row for row in reversed(every) if row.listing_id in in_force and row.year == self.year]
        counting.sort(key=lambda row: row.region)  # those of one list stay in the order in which they stand there
        faults = self._judged([_name(row) for row in counting]).faults
        return in_force, {(one.name.region, one.problem.evidence): one.problem for one in faults}

    def here(self, places: Collection[str]) -> set[str]:
        return set(self._places(places))

    def receipts(self, places: Collection[str]) -> Mapping[str, Sequence[funding_facts.KnownReceipt]]:
        asked = [place for place in places if place not in self._receipts]
        if asked:
            self._receipts |= funding.receipts_of(asked, known_at=self.known_at)
        return {place: self._receipts[place] for place in places}

    def valid(self, place: str) -> int:
        with scope.everything(_ALL_LISTS):
            there = enrolment.in_force(year=self.year, known_at=self.known_at, village=place)
            persons = {one for found in there for one in enrolment.persons_on(found.listing_id)}
            names = enrolment.names_of(persons, year=self.year, known_at=self.known_at)
        return self._judged(names).valid.get(place, 0)

    def _places(self, codes: Iterable[str]) -> dict[str, str]:
        """By code what each is called. Money may be the regency's own; a district has none."""
        wanted = [code for code in codes if values.RegionCode(code).within(self.regency)]
        new = [code for code in wanted if code not in self._titled]
        if new:
            there = regions.these(new, on=self.on)
            self._titled |= {code: there[code].titled if code in there else None for code in new}
        named = {code: self._titled[code] for code in wanted if values.RegionCode(code).level in (2, 4)}
        return {code: titled for code, titled in named.items() if titled}

    def _judged(self, names: Sequence[lists.Name]) -> rolls.Roll:
        with scope.everything(_ALL_LISTS):
            titled = self._places({one.region for one in names})
            receipts = self.receipts(titled)
        return rolls.judge(
            [one for one in names if one.region in titled],
            first_paid=standing.first_paid(receipts, on=self.on),
            on=self.on,
            book=rulebook.book(),
            called=lambda village: f"{titled[village]} ({village})",
        )


_ALL_LISTS = "siapa yang dihitung diputuskan atas semua daftar"


def _name(row: lists.Row) -> lists.Name:
    return lists.Name(row.region, row.person.id, row.person.born_on, row.category, row.file, row.sheet, row.row)
