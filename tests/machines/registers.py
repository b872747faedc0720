"""The registers of a real database as a world: each telling is a delivery, in a transaction of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from lindung.kernel import ledger
from lindung.monitoring import allocation, coherence, cover, facts, persons, rolls
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import operations, queries
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.funding import queries as funding
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.changes import queries as identity
from tests import chronicle, identities, oracle
from tests.machines.stories import PERSONS

SOME = 10
"""After so many steps the pages are asked too, and what was known when a month closed is asked again."""


class Deliveries(chronicle.Chronicle):
    """Every document has its line in the journal, as at the intake."""

    @staticmethod
    def place(stamp: journal_facts.Stamp, name: str, row: int = 5) -> journal_facts.Place:
        place = chronicle.Chronicle.place(stamp, name, row)
        said = [(name, hashlib.sha256(stamp.batch.bytes).hexdigest(), 9)]
        journal.record(verb="intake.received", about="1 berkas", rows=said, stamp=stamp)
        return place


def worlds(told: chronicle.Chronicle) -> Iterator[World]:
    """As many worlds as the regency has villages for, each with three of its own."""
    here = (place.code for place in regions.within(told.regency, on=chronicle.MONITORING_DAY) if place.code.level == 4)
    return (World(told, three) for three in zip(*[here] * 3, strict=False))


@dataclass(frozen=True)
class Known:
    """What was known when a month closed, and of whom that was asked."""

    on: dt.date
    person: int
    places: list[facts.PlaceDay]
    told: persons.PersonYear | None


@dataclass(frozen=True)
class Paid:
    """Who a person is, what was paid for them and which months are theirs, as one look at that person alone says."""

    who: changes.Who
    listed: list[ledger.Listed[uuid.UUID]]
    receipts: dict[int, ledger.Payment]
    funded: dict[queries.Held, int]


def _paid_by(one: uuid.UUID) -> Paid:
    who = identity.who([one], known_at=identity.NOW)
    return Paid(who, *queries.offers([one], who=who), queries.funded_months([one], who=who))


class World:
    def __init__(self, told: chronicle.Chronicle, villages: Sequence[str]) -> None:
        self.chronicle, self.villages = told, villages

    def begin(self, start: dt.date) -> None:
        self._today, self._steps = start, 0
        self.chronicle.year = self._year = start.year
        self._people = chronicle.people(len(PERSONS))
        self._ids: dict[int, uuid.UUID] = {}
        self._codes: dict[int, str] = {}
        self._receipts: dict[int, int] = {}
        self._requests: dict[int, int] = {}
        self._merges: dict[int, int] = {}
        self._known: list[Known] = []
        self._forget()

    def today(self, day: dt.date) -> None:
        self._today = day
        self._forget()

    def _forget(self) -> None:
        """Something was told, or it is another day: everything is read again."""
        self._day: facts.RegencyDay | None = None
        self._everybody: changes.Who | None = None
        self._paid_by: dict[uuid.UUID, Paid] = {}
        self._grounds: dict[str, cover.Ground] = {}
        self._roll: rolls.Roll | None = None

    @transaction.atomic
    def listed(self, village: str, names: Sequence[int]) -> None:
        self.chronicle.listed(village, [self._people[one] for one in names], received_on=self._today)
        self._met(names)
        self._forget()

    @transaction.atomic
    def paid(self, key: int, receipt: oracle.Receipt) -> None:
        first = f"{receipt.first[0]}-{receipt.first[1]:02d}"
        code = self.chronicle.paid(
            receipt.village, receipt.paid_on, received_on=self._today, first=first,
            months=receipt.months, heads=receipt.heads, amount=receipt.amount, code=self._codes.get(key),
        )  # fmt: skip
        self._codes[key] = code
        self._receipts[key] = funding.id_of(code) or 0
        self._forget()

    @transaction.atomic
    def named(self, key: int, rows: Sequence[tuple[int, int, dt.date]]) -> None:
        if rows:
            people, (start, *_) = [self._people[person] for _, person, _ in rows], [one for _, _, one in rows]
            self.chronicle.confirmed(self._codes[key], people, starts_on=start, received_on=self._today)
            self._met([person for _, person, _ in rows])
        self._forget()

    def _met(self, persons: Sequence[int]) -> None:
        """Some list named them: the registers know them from now on."""
        new = [one for one in persons if one not in self._ids]
        found = workers.ids_of(self._people[one].nik for one in new)
        self._ids |= {one: found[self._people[one].nik] for one in new}

    @transaction.atomic
    def reversed(self, key: int, receipt: oracle.Receipt) -> None:
        on = receipt.reversed_on or self._today
        for _ in range(2):  # said again it is not a second reversal
            self.chronicle.reversed(self._codes[key], on, amount=receipt.amount, received_on=self._today)
        self._forget()

    @transaction.atomic
    def correction_asked(self, key: int) -> None:
        self._requests[key] = operations.ask_correction(
            receipt_id=self._receipts[key], letter="560/12/2023", reason="ADD cair terlambat", account="siti",
            stamp=self.chronicle.stamp(self._today),
        )  # fmt: skip

    def correction_decided(self, key: int, *, approved: bool) -> None:
        number = self._requests.pop(key)
        if approved and funding.payments([self._receipts[key]])[self._receipts[key]].reversed_on is not None:
            self._refused(number)
            approved = False
        self._decide(number, approved)
        self._forget()

    def _refused(self, number: int) -> None:
        """Nothing can be approved about money that was taken back: the request waits on."""
        try:
            self._decide(number, True)
        except operations.NothingToCorrect:
            return
        raise AssertionError(f"koreksi {number} disetujui bagi uang yang sudah ditarik kembali")

    @transaction.atomic
    def _decide(self, number: int, approved: bool) -> None:
        stamp = self.chronicle.stamp(self._today)
        operations.decide_correction(
            correction_id=number, approved=approved, letter="B/77/2023", account="rahmat",
            document_id=self.chronicle.place(stamp, "surat bpjs.pdf").document_id, stamp=stamp,
        )  # fmt: skip

    @transaction.atomic
    def merged(self, kept: int, gone: int) -> None:
        both = [identities.person(self._people[one]) for one in (kept, gone)]
        self._merges[gone] = identities.merged(self.chronicle.regency, *both, on=self._today)
        self._forget()

    @transaction.atomic
    def unmerged(self, gone: int) -> None:
        identities.split(self.chronicle.regency, self._merges.pop(gone), on=self._today)
        self._forget()

    def month_closed(self) -> None:
        person = len(self._known) % len(PERSONS)
        self._known.append(Known(self._today, person, *self._shown(self._today_here(), person)))

    def _as_known(self, on: dt.date, person: int) -> tuple[list[facts.PlaceDay], persons.PersonYear | None]:
        self.chronicle.year = self._year
        return self._shown(self.chronicle.day(on, on), person)

    def _shown(
        self, day: facts.RegencyDay, person: int
    ) -> tuple[list[facts.PlaceDay], persons.PersonYear | None]:  # fmt: skip
        return [place for place in day.places if place.code in self.villages], self._year_of(day, person)

    # Asked

    def owners(self, person: int, *, savings: bool) -> dict[oracle.Month, tuple[int, list[int]]]:
        one = self._ids.get(person)
        if one is None:
            return {}
        if one not in self._paid_by:
            self._paid_by[one] = _paid_by(one)
        paid, package = self._paid_by[one], queries.SAVINGS if savings else queries.BASE
        book, human = rulebook.shipped(), paid.who.of(one)
        assert human == self._human(one), f"orang {person}: sendiri {human}, bersama yang lain {self._human(one)}"
        buys = {key: receipt for key, receipt in paid.receipts.items() if package in queries.packages(book, receipt)}
        away = {
            (claim.month.year, claim.month.number): claim.turned_away
            for claim in ledger.claims(buys, [row for row in paid.listed if row.payment in buys])
            if claim.person == human
        }
        keys = {receipt: key for key, receipt in self._receipts.items()}
        return {
            (month.year, month.month): (keys[owner], [keys[other] for other in away[month.year, month.month]])
            for (_, held, month), owner in paid.funded.items()
            if held == package
        }

    def shares(self) -> dict[int, tuple[int, list[int], list[int], int, int]]:
        keys = {receipt: key for key, receipt in self._receipts.items()}
        return {
            keys[one.id]: (one.amount, list(to.to_persons), list(to.to_heads), to.unallocated, to.short)
            for one, to in allocation.of_payments(funding.payments(keys))
        }

    def split(self, village: str, day: dt.date) -> tuple[int, int, int, int]:
        return dataclasses.astuple(self._ground(village).split(day))

    def told(self, person: int, day: dt.date) -> str:
        """By the rule over what the registers hold; that the person's page says the same is asked now and then."""
        by_rule = self._person(person).on(day, book=rulebook.shipped()).state
        if day.year == self._year and self._steps % SOME == 0:
            year = self._year_of(self._today_here(), person)
            on = year.on(day) if year else None
            page = on.state if on else "none"
            assert page == by_rule, f"orang {person} pada {day}: halaman {page}, aturan {by_rule}"
        return by_rule

    def memberships(self, person: int, first: dt.date, ends_before: dt.date) -> list[tuple[dt.date, dt.date]]:
        book = rulebook.shipped()
        found = self._person(person).stretches(first, ends_before, book=book)
        covered = [(one.span.starts_on, one.span.ends_before) for one in found if one.told.state in cover.COVERED]
        return [(one.starts_on, one.cover_ends_before) for one in ledger.spells(book, covered)]

    def _today_here(self) -> facts.RegencyDay:
        if self._day is None:
            self.chronicle.year = self._year
            self._day = self.chronicle.day(self._today, self._today)
        return self._day

    def _judged(self) -> rolls.Roll:
        if self._roll is None:
            lists = enrolment.in_force(year=self._year, known_at=self._today)
            lists = [one for one in lists if one.region in self.villages]
            self._names = enrolment.names(lists, who=self._who())
            self._roll = rolls.judge(
                self._names, first_paid={}, on=self._today, book=rulebook.shipped(), called=str,
                of_bpjs=rolls.OfBpjs(self._accepted()),
            )  # fmt: skip
        return self._roll

    def _accepted(self) -> dict[str, dict[uuid.UUID, dt.date]]:
        found = queries.accepted_in(self.chronicle.regency, on=self._today, known_at=self._today, who=self._who())
        return {village: found.get(village, {}) for village in self.villages}

    def _counts_in(self, person: int) -> str | None:
        faulty, one = {fault.name for fault in self._judged().faults}, self._ids.get(person)
        here = [name for name in self._names if one and name.person == self._human(one)]
        return next((name.region for name in here if name not in faulty), None)

    def _ground(self, village: str) -> cover.Ground:
        if village not in self._grounds:
            self._grounds[village] = cover.Ground(
                village,
                self._judged().valid.get(village, 0),
                queries.facts_of(village, on=self._today, known_at=self._today),
                queries.members_in(village, known_at=self._today, who=self._who()),
            )
        return self._grounds[village]

    def _person(self, person: int) -> cover.Person:
        one, counts_in, who = self._ids.get(person), self._counts_in(person), self._who()
        here = {row.region for row in queries.memberships_of([one], known_at=self._today, who=who)} if one else set()
        grounds = [self._ground(village) for village in sorted(here | ({counts_in} if counts_in else set()))]
        return cover.Person(self._human(one) if one else uuid.uuid4(), counts_in, grounds)

    def _who(self) -> changes.Who:
        if self._everybody is None:
            self._everybody = identity.everybody(known_at=self._today)
        return self._everybody

    def _human(self, one: uuid.UUID) -> uuid.UUID:
        return self._who().of(one)

    def _year_of(self, day: facts.RegencyDay, person: int) -> persons.PersonYear | None:
        one = self._ids.get(person)
        return persons.person(day, one) if one else None

    def coherent(self, *, ended: bool) -> None:
        everybody, who = list(self._ids.values()), self._who()
        wanted, held = queries.claimed(everybody, who=who), queries.funded_months(everybody, who=who)
        assert wanted == held, f"bulan-pekerja: menurut fakta {wanted}, pada tabel {held}"
        if self._steps % SOME == 0:
            for place in (one for one in self._today_here().places if one.code in self.villages):
                page = (place.protected, place.confirmed, place.presumed, place.undetermined)
                assert page == self.split(place.code, self._today), f"{place.code} pada halaman: {page}"
        self._steps += 1
        if self._known and (ended or self._steps % SOME == 0):
            for one in self._known if ended else self._known[self._steps % len(self._known) :][:1]:
                assert (one.places, one.told) == self._as_known(one.on, one.person), (
                    f"diketahui {one.on} lain dari dulu"
                )
        if ended:
            found = coherence.look().faults
            assert not found, "; ".join(map(repr, found))
