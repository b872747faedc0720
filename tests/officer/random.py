"""Draws an officer's folder of any regency and year, with most of what goes wrong in them, and its truth.

What the definitions leave open is not drawn: a reversal falls on the same side of the milestone and of the day as what
it takes back, nobody is in two files of one village, a row has one mistake, amendments don't lie ahead.
"""

from __future__ import annotations

import datetime as dt
import pathlib
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from tests import officer
from tests.officer import folder as folders
from tests.officer import people, truth
from tests.officer.people import Person

WORDS = ("belum dianggarkan", "BELUM ADA", "nihil", "Belum dianggarkan", "tidak dianggarkan")
PLANS: tuple[str, ...] = ("half", "quarter", "instalments", "top_up", "december", "arrears", "across", "late")
PLANS += ("reversed", "again", "wrong")
"""Ways to pay, besides the plain one: the year at once."""
PAYERS, UNPAID_LISTS = 24, 3


def random_folder(
    path: pathlib.Path,
    seed: int,
    regency: str = "75.03",
    year: int = 2023,
    on: dt.date | None = None,
    quota: int = 100,
    without: Collection[str] = (),
) -> tuple[folders.OfficerFolder, truth.Truth]:
    """A folder, written below ``path``, and what is true about it on ``on`` (13 April, if not said).

    ``without`` leaves out: drafts, amendments, edges (ages on the very limit), numbers (NIK as numbers), faults (lists
    without a village), broken (unreadable files), birth_dates, or any plan of PLANS.
    """
    draw = Draw(path, seed, regency, year, on or dt.date(year, 4, 13), quota, frozenset(without))
    draw.forms()
    draw.budgets()
    draw.payments()
    draw.rosters()
    draw.rubbish()
    draw.folder.write()
    return draw.folder, truth.truth_of(draw.folder, draw.on, quota)


class Draw:
    """One draw: each step tells the folder more."""

    def __init__(
        self, path: pathlib.Path, seed: int, regency: str, year: int, on: dt.date, quota: int, without: frozenset[str]
    ) -> None:
        self.random = random.Random(f"{seed} {regency} {year} {on} {quota}")
        self.folder = folders.OfficerFolder(path, regency, year)
        self.people = people.People(self.random.randrange(2**32), on)
        self.on, self.year, self.quota, self.without = on, year, quota, without
        self.milestone = dt.date(year, 3, 31)
        self.lists: dict[str, list[Person]] = {}
        self.paying: dict[str, int] = {}
        places = self.folder.places.values()
        self.names = Counter(self._key(place.name) for place in places)
        self.twice_in_district = len({(place.district, self._key(place.name)) for place in places}) < len(places)

    def chance(self, share: float, what: str = "") -> bool:
        return self.random.random() < share and what not in self.without

    def _name(self, village: str) -> str:
        return self.folder.places[village].name

    @staticmethod
    def _key(name: str) -> str:
        return "".join(sign for sign in name.casefold() if sign.isalnum())

    def forms(self) -> None:
        """How the recaps look. A recap without codes needs names that are clear within their district."""
        coded = self.twice_in_district
        folder = self.folder
        folder.budget_style = self.random.choice([s for s in folders.BUDGET_STYLES if not coded or s != "groups"])
        folder.payment_style = self.random.choice(["code", "export"] if coded else list(folders.PAYMENT_STYLES))
        folder.budget_format, folder.payment_format = self._format(), self._format()
        folder.budget_name = self.random.choice(["REKAP apbdes final (3)", f"anggaran {self.year}", "Book1"])
        folder.payment_name = self.random.choice(["iuran bpjs", "Rekap pembayaran", "data (2)"])

    def _format(self) -> str:
        return self.random.choice(["xlsx"] * 6 + list(officer.FORMATS))

    def _day(self, first: dt.date, last: dt.date) -> dt.date:
        return first + dt.timedelta(self.random.randint(0, max(0, (last - first).days)))

    def _some(self, villages: Iterable[str], most: int) -> list[str]:
        among = list(villages)
        return self.random.sample(among, min(len(among), self.random.randint(0, most)))

    def budgets(self) -> None:
        """Who says nothing, who has nothing, and what the others decided."""
        silent = self._some(self.folder.villages, 4)
        reporting = [village for village in self.folder.villages if village not in silent]
        self.unbudgeted = self._some(reporting, 5)
        last_year = dt.date(self.year - 1, 12, 1)
        for village in reporting:
            if village in self.unbudgeted:
                self.folder.not_budgeted(village, self.random.choice(WORDS))
                continue
            heads = self.random.choice([self.quota] * 8 + [self.part(0.4), self.part(0.6)])
            day = self._day(last_year, dt.date(self.year - 1, 12, 31))
            fund, other = self.random.sample(("ADD", "DD", "PADes"), 2)
            number = self.random.randint(1, 9)
            amount = self.random.choice([None] * 9 + [heads * 200_000])
            stage = "rancangan" if self.chance(0.01, "drafts") else "perdes"
            perdes = f"{number}/{self.year - 1}"
            self.folder.budget(village, heads, 12, fund, perdes, day, stage=stage, amount=amount)
            if self.chance(0.03):
                self.folder.budget(village, self.part(0.2), 12, other, perdes, day, stage=stage)
            elif stage == "perdes" and self.on > dt.date(self.year, 1, 20) and self.chance(0.05, "amendments"):
                new = self.random.choice([self.quota, self.quota, self.part(0.5), 0])
                day = self._day(dt.date(self.year, 1, 10), self.on)
                self.folder.budget(village, new, 12, other, f"{number}/{self.year}", day, stage="perubahan")

    def part(self, share: float) -> int:
        return max(1, round(self.quota * share))

    def payments(self) -> None:
        """A third of the villages at most, by as many plans as there are."""
        amounts = truth.budgets_in_force(self.folder, self.on)
        budgeted = [village for village in self.folder.villages if amounts[village] > 0]
        count = min(PAYERS, len(budgeted) // 3)
        for village in [*self.random.sample(budgeted, count), *self._some(self.unbudgeted, 2)]:
            heads = self.random.choice((self.quota, self.quota, self.part(0.4), self.part(0.2)))
            plan = self.random.choice(["year"] * 5 + [plan for plan in PLANS if plan not in self.without])
            self.paying[village] = heads
            getattr(self, f"_pay_{plan}")(village, heads, self._day(dt.date(self.year, 1, 2), self.on))
        order = self.random.choice(("told", "dated", "mixed"))
        if order == "dated":
            self.folder.payments.sort(key=lambda payment: payment.on)
        elif order == "mixed":
            self.random.shuffle(self.folder.payments)

    def _pay_year(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, day, heads=heads)

    def _pay_half(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, day, months=6, heads=heads)

    def _pay_quarter(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, day, months=3, heads=heads)

    def _pay_instalments(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, day, months=3, heads=heads)
        self.folder.paid(village, self._day(day, self.on), f"04-{self.year}", 3, heads)

    def _pay_top_up(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, day, heads=heads)
        self.folder.paid(village, self._day(day, self.on), f"03-{self.year}", 10, self.part(0.3))

    def _pay_december(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, dt.date(self.year - 1, 12, self.random.randint(10, 30)), heads=heads)

    def _pay_arrears(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, day, f"10-{self.year - 1}", 3, heads)

    def _pay_across(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, day, f"11-{self.year - 1}", self.random.choice((6, 14)), heads)

    def _pay_late(self, village: str, heads: int, day: dt.date) -> None:
        self.folder.paid(village, self.on + dt.timedelta(self.random.randint(1, 20)), heads=heads)

    def _pay_reversed(self, village: str, heads: int, day: dt.date) -> None:
        code = self.folder.paid(village, day, heads=heads)
        self.folder.reversed(code, self._day(day, min(self.on, self.milestone) if day <= self.milestone else self.on))

    def _pay_again(self, village: str, heads: int, day: dt.date) -> None:
        self._pay_reversed(village, heads, day)
        self.folder.paid(village, self._day(self.folder.payments[-1].on, self.on), heads=heads)

    def _pay_wrong(self, village: str, heads: int, day: dt.date) -> None:
        amount = folders.contribution((self.year, 1), 12, heads) + self.random.choice((-50_000, 5_000, 50_000))
        self.folder.paid(village, day, heads=heads, amount=amount)

    def rosters(self) -> None:
        """Lists of most that paid and of some that did not; sound ones first, then the mistakes, then the files."""
        budgeted = {line.village for line in self.folder.budgets if line.stage != "none"}
        unpaid = self.random.sample(sorted(budgeted - set(self.paying)), UNPAID_LISTS)
        for village in sorted([v for v in self.paying if self.chance(0.9)] + unpaid):
            count = max(1, self.paying.get(village, self.part(0.3)) + self.random.choice((-2, 0, 0, 0, 0, 1, 3)))
            self.lists[village] = self.people.many(count, self.folder.places[village].district)
        if self.lists and self.chance(0.7, "numbers"):
            self._list_of_numbers()
        together = self._district_together()
        apart = [village for village in self.lists if village not in together]
        self.sound = {village: list(persons) for village, persons in self.lists.items()}
        for village in apart:
            layout = self.random.choice("ABCD")
            self._spoil(village, layout)
            self._hand_in(village, layout)
        if together:
            for village in together:
                self._spoil(village, "A")
            self.folder.workbook_of_district({village: self.lists[village] for village in together})
        if self.chance(0.6, "faults"):
            self._faults()

    def _list_of_numbers(self) -> None:
        """One list whose NIK are numbers: whole, or as Excel leaves them. No spreadsheet holds those from 91 on."""
        village = self.random.choice(list(self.lists))
        district = self.folder.places[village].district
        persons = self.people.many(len(self.lists.pop(village)), district, prefix=district.replace(".", ""))
        numbers, format = self.random.choice(("whole", "damaged")), self.random.choice(("xlsx", "xls", "ods"))
        self.folder.roster(village, persons, self.random.choice("AD"), format=format, numbers=numbers)

    def _district_together(self) -> list[str]:
        members: dict[str, list[str]] = defaultdict(list)
        for village in self.lists:
            members[self.folder.places[village].district].append(village)
        several = [villages for villages in members.values() if len(villages) > 1]
        return self.random.choice(several) if several and not self.twice_in_district else []

    def _spoil(self, village: str, layout: str) -> None:
        """Up to four rows with a mistake. Only a birth date in digits can have its day and month swapped."""
        persons, district = self.lists[village], self.folder.places[village].district
        kinds = [kind for kind in people.MISTAKES if kind != "birth_date_swapped" or layout in "AB"]
        if "birth_dates" in self.without:
            kinds = [kind for kind in kinds if not kind.startswith("birth_date")]
        kinds += ["copy", "copy", "elsewhere", "elsewhere", "edges"]
        for kind in self.random.choices(kinds, k=self.random.randint(0, 4)):
            if kind == "edges":
                self._edges(village)
                continue
            first = 0
            if kind == "copy":
                person = self.random.choice(self.sound[village])
                first = persons.index(person) + 1
            elif kind == "elsewhere":
                person = self.random.choice(self.sound[self.random.choice(list(self.sound))])
            else:
                person = self.people.mistaken(kind, district)
            persons.insert(self.random.randint(first, len(persons)), person)

    def _edges(self, village: str) -> None:
        """Persons on the very limits of age, where there is no doubt which day counts."""
        payments = [payment for payment in self.folder.payments if payment.village == village]
        days = [payment.on for payment in payments]
        old_debt = any(payment.period[-1][0] < self.year for payment in payments)
        if "edges" in self.without or old_debt or len(days) > 1 or days > [self.on]:
            return
        gate = days[0] if days else self.on
        for years in (-truth.RETIRED, -truth.ADULT):
            for later in (0, 1):
                born = people.birthday(gate, years) + dt.timedelta(later)
                self.lists[village].append(self.people.one(self.folder.places[village].district, born=born))

    def _hand_in(self, village: str, layout: str) -> None:
        """As a file that says the village in its name, in its titles, or in both."""
        place, persons = self.folder.places[village], self.lists[village]
        if layout == "A" and len(persons) > 4 and self.chance(0.2):
            self.folder.sheets_per_hamlet(
                village, persons, self.random.randint(2, 4), format=self.random.choice(("xlsx", "xls", "ods"))
            )
            return
        name = folders.file_name(place.name)
        names = [f"{village}-{name}", f"{village} {name.upper()}", village, f"{village.replace('.', '')}_{name}"]
        if not self.twice_in_district:
            names += [f"{name} Kec {folders.file_name(place.district_name)}"] * 2
            names += [f"daftar ({len(self.folder.files)})"] * 2 if layout != "C" else []
            districts = {self._key(other.district_name) for other in self.folder.places.values()}
            key = self._key(place.name)
            if self.names[key] == 1 and key not in districts and len(key) > 3:
                names += [f"daftar BPJS {name} fix", f"peserta desa {name.lower()} rev2"]
        self.folder.roster(village, persons, layout, self.random.choice(names), self._format())

    def _faults(self) -> None:
        """A list that says no village, and one whose village's name is borne by two."""
        some = self.people.many(5, self.folder.places[self.folder.villages[0]].district)
        self.folder.roster(None, some, self.random.choice("ABC"), "daftar tambahan", self._format())
        villages = Counter(self._key(self._name(village)) for village in self.folder.villages)
        homonyms = [village for village in self.folder.villages if villages[self._key(self._name(village))] > 1]
        if homonyms and not self.twice_in_district:
            village = self.random.choice(homonyms)
            some = self.people.many(12, self.folder.places[village].district)
            layout, name = self.random.choice((("C", f"peserta {self._name(village)}"), ("A", "daftar susulan")))
            fault = "village_ambiguous"
            self.folder.roster(village, some, layout, folders.file_name(name), self._format(), fault=fault)

    def rubbish(self) -> None:
        self.folder.leftover("daftar/~$daftar.xlsx", b"\x05Kantor" + b" " * 158)
        self.folder.leftover("daftar/scan daftar.pdf", b"%PDF-1.4 contoh")
        self.folder.leftover("Thumbs.db", b"\xd0\xcf\x11\xe0")
        if self.chance(0.3, "broken"):
            self.folder.broken("daftar/rusak.xlsx")
