"""The pure core as a world: facts in memory, and the product's own functions over them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from lindung.kernel import ledger, values
from lindung.monitoring import allocation, coherence, cover, rolls
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage
from lindung.registers.coverage import queries as packages
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.workers.changes import facts as changes
from tests import oracle
from tests.machines.stories import PERSONS

BOOK = rulebook.shipped()
BORN = dt.date(1980, 6, 13)
IDS = {person: uuid.UUID(int=person + 1) for person in PERSONS}
NUMBERS = {one: person for person, one in IDS.items()}


class World:
    """Remembers what was told, and derives nothing before it is asked."""

    villages = ("75.03.01.2004", "75.03.01.2005", "75.03.08.2001")

    def begin(self, start: dt.date) -> None:
        self._today = start
        self._lists: dict[str, Sequence[int]] = {}
        self._payments: dict[int, ledger.Payment] = {}
        self._listed: list[ledger.Listed[uuid.UUID]] = []
        self._corrected: set[int] = set()
        self._into: dict[uuid.UUID, uuid.UUID] = {}
        self._who = changes.NOBODY_ELSE
        self._money_told()

    def today(self, day: dt.date) -> None:
        self._today = day
        self._told()

    def _told(self) -> None:
        """What rests on lists, on approvals or on the day is derived anew."""
        self._roll: rolls.Roll | None = None
        self._grounds: dict[str, cover.Ground] | None = None

    def _money_told(self) -> None:
        """So is what rests on money, on whom BPJS named and on who is who."""
        self._told()
        self._named: list[ledger.Listed[uuid.UUID]] | None = None
        self._claims: list[ledger.Claim[uuid.UUID]] | None = None
        self._shared: list[tuple[ledger.Payment, ledger.Allocation]] | None = None

    def listed(self, village: str, persons: Sequence[int]) -> None:
        self._lists[village] = tuple(persons)
        self._told()

    def paid(self, key: int, receipt: oracle.Receipt) -> None:
        one = ledger.Payment(
            key, receipt.village, receipt.paid_on, values.Month(*receipt.first), receipt.months, receipt.heads,
            values.Rupiah(receipt.amount),
        )  # fmt: skip
        self._payments.setdefault(key, one)
        self._money_told()

    def named(self, key: int, rows: Sequence[tuple[int, int, dt.date]]) -> None:
        self._listed += [ledger.Listed(number, key, IDS[person], start) for number, person, start in rows]
        self._money_told()

    def reversed(self, key: int, receipt: oracle.Receipt) -> None:
        self._payments[key] = dataclasses.replace(self._payments[key], reversed_on=receipt.reversed_on)
        self._money_told()

    def correction_asked(self, key: int) -> None:
        pass

    def correction_decided(self, key: int, *, approved: bool) -> None:
        if approved and self._payments[key].reversed_on is None:
            self._corrected.add(key)
        self._told()

    def month_closed(self) -> None:
        pass

    def merged(self, kept: int, gone: int) -> None:
        self._into[IDS[gone]] = IDS[kept]
        self._known()

    def unmerged(self, gone: int) -> None:
        del self._into[IDS[gone]]
        self._known()

    def _known(self) -> None:
        self._who = changes.Who({one: changes.root(one, self._into) for one in self._into})
        self._money_told()

    def _rows(self) -> list[ledger.Listed[uuid.UUID]]:
        """What BPJS told, with everybody as who they are by now."""
        if self._named is None:
            self._named = self._members()
        return self._named

    def _members(self) -> list[ledger.Listed[uuid.UUID]]:
        """Who is on which list, as they were told first; whoever turned out to be another one, as that one."""
        first: dict[tuple[int, uuid.UUID], ledger.Listed[uuid.UUID]] = {}
        for one in self._listed:
            first.setdefault((one.payment, one.person), one)
        return [self._as_known(one) for one in first.values()]

    def _as_known(self, one: ledger.Listed[uuid.UUID]) -> ledger.Listed[uuid.UUID]:
        return dataclasses.replace(one, person=self._who.of(one.person)) if one.person in self._into else one

    def _of(self, person: int) -> uuid.UUID:
        return self._who.of(IDS[person])

    # Asked

    def owners(self, person: int, *, savings: bool) -> dict[oracle.Month, tuple[int, list[int]]]:
        claims = self._all_claims()
        if savings:
            buys = {key: one for key, one in self._payments.items() if packages.SAVINGS in packages.packages(BOOK, one)}
            claims = ledger.claims(buys, [one for one in self._rows() if one.payment in buys])
        return {
            (one.month.year, one.month.number): (one.payment, list(one.turned_away))
            for one in claims
            if one.person == self._of(person)
        }

    def _all_claims(self) -> list[ledger.Claim[uuid.UUID]]:
        if self._claims is None:
            self._claims = ledger.claims(self._payments, self._rows())
        return self._claims

    def shares(self) -> dict[int, tuple[int, list[int], list[int], int, int]]:
        if self._shared is None:
            self._shared = list(allocation.share_out(self._payments, self._payments, self._rows(), book=BOOK))
        return {
            one.id: (one.amount, list(share.to_persons), list(share.to_heads), share.unallocated, share.short)
            for one, share in self._shared
        }

    def split(self, village: str, day: dt.date) -> tuple[int, int, int, int]:
        return dataclasses.astuple(self._ground()[village].split(day))

    def told(self, person: int, day: dt.date) -> str:
        return self._person(person).on(day, book=BOOK).state

    def memberships(self, person: int, first: dt.date, ends_before: dt.date) -> list[tuple[dt.date, dt.date]]:
        found = self._person(person).stretches(first, ends_before, book=BOOK)
        covered = [(one.span.starts_on, one.span.ends_before) for one in found if one.told.state in cover.COVERED]
        return [(one.starts_on, one.cover_ends_before) for one in ledger.spells(BOOK, covered)]

    def coherent(self, *, ended: bool) -> None:
        pass

    def _person(self, person: int) -> cover.Person:
        judged = self._judged()
        standing = [
            name.region
            for name in self._names()
            if name.person == self._of(person) and all(fault.name != name for fault in judged.faults)
        ]
        return cover.Person(self._of(person), standing[0] if standing else None, list(self._ground().values()))

    def _names(self) -> list[enrolment.Name]:
        return [
            enrolment.Name(village, self._of(person), BORN, "rentan", "daftar.xlsx", "A", row)
            for village in self.villages
            for row, person in enumerate(self._lists.get(village, ()))
        ]

    def _judged(self) -> rolls.Roll:
        if self._roll is None:
            self._roll = self._judge()
        return self._roll

    def _judge(self) -> rolls.Roll:
        accepted: dict[str, dict[uuid.UUID, dt.date]] = {}
        for one in self._rows():
            if one.starts_on <= self._today:
                there = accepted.setdefault(self._payments[one.payment].payer, {})
                there[one.person] = min(one.starts_on, there.get(one.person, one.starts_on))
        return rolls.judge(
            self._names(), first_paid={}, on=self._today, book=BOOK, called=str, of_bpjs=rolls.OfBpjs(accepted)
        )

    def _ground(self) -> dict[str, cover.Ground]:
        if self._grounds is None:
            valid = self._judged().valid
            self._grounds = {village: self._ground_of(village, valid.get(village, 0)) for village in self.villages}
        return self._grounds

    def _ground_of(self, village: str, valid: int) -> cover.Ground:
        here = {key: one for key, one in self._payments.items() if one.payer == village}
        due = [fact for key, one in here.items() for fact in coherence.cover_due(one, key in self._corrected)]
        return cover.Ground(
            village,
            valid,
            [coverage.Fact(key, heads, starts_on, after) for key, _, _, heads, starts_on, after in due],
            [
                coverage.Membership(
                    one.payment, village, one.person, "", one.starts_on, self._today, "bpjs.xlsx", "", 1
                )
                for one in self._rows()
                if one.payment in here
            ],
        )
