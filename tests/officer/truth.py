"""What is true about an ``OfficerFolder`` on a day, by the project's definitions.

An oracle: worked out in plain Python from what was told to the folder, never from its files, never with lindung.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tests.officer import folder as folders
from tests.officer import people

ADULT, RETIRED = 18, 65
TO_2_53 = 2**53
"""From here on a spreadsheet's number no longer holds every digit."""
PROVINCES = frozenset(
    (*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 97))
)

Problem = tuple[str, int, str]
"""File, row that Excel shows (0: the whole file), kind."""
Paid = list[folders.Payment]


@dataclass(frozen=True, slots=True)
class Truth:
    on: dt.date
    quota: int
    villages: int
    kelurahan: int
    budgeted: int
    not_budgeted: list[str]
    not_reporting: list[str]
    budget_total_rupiah: int
    paid: int
    paid_villages: list[str]
    paid_total_rupiah: int
    paid_heads: int
    paid_without_budget: list[str]
    declared: int
    enrolled_valid: int
    enrolled_by_village: dict[str, int]
    at_quota: int
    protected: int
    protected_confirmed: int
    protected_presumed: int
    protected_undetermined: int
    milestones: list[dict[str, object]]
    districts: dict[str, dict[str, object]]
    problems: frozenset[Problem]
    """Rows of rosters that are held, and rosters that could not be taken."""
    money_problems: frozenset[Problem]
    """Payments whose amount is not heads × months × rate. The money counts all the same."""

    def figures(self) -> dict[str, object]:
        """Under the keys of ``lindung monitor --json``."""
        left_out = ("on", "problems", "money_problems", "paid_villages")
        figures = {key: getattr(self, key) for key in self.__slots__ if key not in left_out}
        return figures | {"as_of": self.on.isoformat(), "target_workers": self.villages * self.quota}


def truth_of(folder: folders.OfficerFolder, on: dt.date, quota: int = 100) -> Truth:
    """Every figure for the villages of the folder's regency on the day ``on``."""
    amounts = budgets_in_force(folder, on)
    reported = {line.village for line in folder.budgets}
    touching = receipts(folder, on, year=folder.year)
    paying = {payment.village for payment in touching} & set(folder.villages)
    declared, valid, problems = check_rosters(folder, on)
    covered = covered_heads(folder, on)
    presumed = sum(valid[village] for village, heads in covered.items() if heads >= valid[village])
    not_budgeted = [village for village in folder.villages if village in reported and not amounts[village]]
    return Truth(
        on=on,
        quota=quota,
        villages=len(folder.villages),
        kelurahan=len(folder.places) - len(folder.villages),
        budgeted=sum(amounts[village] > 0 for village in folder.villages),
        not_budgeted=not_budgeted,
        not_reporting=[village for village in folder.villages if village not in reported],
        budget_total_rupiah=sum(amounts.values()),
        paid=len(paying),
        paid_villages=sorted(paying),
        paid_total_rupiah=sum(payment.amount for payment in touching),
        paid_heads=most_heads(touching, folder.year),
        paid_without_budget=sorted(village for village in paying if not amounts[village]),
        declared=declared,
        enrolled_valid=sum(valid.values()),
        enrolled_by_village={village: count for village, count in sorted(valid.items()) if count},
        at_quota=sum(min(heads, valid[village]) >= quota for village, heads in covered.items()),
        protected=sum(covered.values()),
        protected_confirmed=0,
        protected_presumed=presumed,
        protected_undetermined=sum(covered.values()) - presumed,
        milestones=milestones(folder, on, quota, valid),
        districts=districts(folder, set(not_budgeted), paying, valid),
        problems=problems,
        money_problems=wrong_amounts(folder),
    )


def budgets_in_force(folder: folders.OfficerFolder, on: dt.date) -> Counter[str]:
    """By village: the sum of what was decided by ``on``; an amendment replaces what stood, a draft is nothing yet."""
    amounts: Counter[str] = Counter()
    decided = [line for line in folder.budgets if line.stage in ("perdes", "perubahan") and line.on and line.on <= on]
    for line in sorted(decided, key=lambda line: line.on or on):
        before = amounts[line.village] if line.stage == "perdes" else 0
        amounts[line.village] = before + line.amount
    return amounts


def receipts(folder: folders.OfficerFolder, on: dt.date, year: int | None = None) -> Paid:
    """Receipts dated by ``on`` that no reversal dated by ``on`` takes back; with ``year``, those that touch it."""
    by_then = [payment for payment in folder.payments if payment.on <= on]
    taken_back = {payment.code for payment in by_then if payment.amount < 0}
    return [
        payment
        for payment in by_then
        if payment.code not in taken_back and (year is None or any(month[0] == year for month in payment.period))
    ]


def most_heads(paid: Paid, year: int) -> int:
    """Per village the most heads paid for in any month of the year, added up."""
    heads: Counter[tuple[str, int]] = Counter()
    for payment in paid:
        for month_year, month in payment.period:
            if month_year == year:
                heads[payment.village, month] += payment.heads
    most: dict[str, int] = {}
    for (village, _), count in heads.items():
        most[village] = max(count, most.get(village, 0))
    return sum(most.values())


def covered_heads(folder: folders.OfficerFolder, on: dt.date) -> Counter[str]:
    """Heads paid for on the day, by village."""
    heads: Counter[str] = Counter()
    for payment in receipts(folder, on):
        if (on.year, on.month) in payment.period and payment.village in folder.villages:
            heads[payment.village] += payment.heads
    return heads


def milestones(folder: folders.OfficerFolder, on: dt.date, quota: int, valid: Counter[str]) -> list[dict[str, object]]:
    """The end of the first quarter, once it has come: all villages should have paid."""
    due = dt.date(folder.year, 3, 31)
    if due > on:
        return []
    paid = {payment.village for payment in receipts(folder, due, year=folder.year)} & set(folder.villages)
    full = sum(min(heads, valid[village]) >= quota for village, heads in covered_heads(folder, due).items())
    return [{"on": due.isoformat(), "share": 1.0, "villages_paid": len(paid), "villages_at_quota": full}]


def districts(
    folder: folders.OfficerFolder, not_budgeted: set[str], paying: set[str], valid: Counter[str]
) -> dict[str, dict[str, object]]:
    """``unbudgeted``: villages that said so; those that don't report are not among them."""
    members: dict[str, list[folders.Place]] = defaultdict(list)
    for place in folder.places.values():
        members[place.district].append(place)
    figures: dict[str, dict[str, object]] = {}
    for code, places in sorted(members.items()):
        villages = [place.code for place in places if place.is_village]
        figures[code] = {
            "name": places[0].district_name,
            "villages": len(villages),
            "unbudgeted": sum(village in not_budgeted for village in villages),
            "paid": sum(village in paying for village in villages),
            "enrolled": sum(valid[village] for village in villages),
        }
    return figures


def check_rosters(folder: folders.OfficerFolder, on: dt.date) -> tuple[int, Counter[str], frozenset[Problem]]:
    """Declared rows, valid persons by village, and the problems."""
    problems: set[Problem] = set()
    sound: list[tuple[str, str, people.Entry]] = []
    declared = 0
    gates = gate_days(folder, on)
    for file in folder.files:
        if file.fault:
            problems.add((file.name, 0, file.fault))
            continue
        for entries in file.entries:
            declared += len(entries)
            damaged = damaged_by_excel(entries)
            for entry in entries:
                kinds = mistakes(entry, on, gates.get(entry.village or "", on), damaged)
                problems |= {(file.name, entry.row, kind) for kind in kinds}
                if not kinds and entry.village:
                    sound.append((entry.village, file.name, entry))
    valid: Counter[str] = Counter()
    home: dict[str, str] = {}
    for village, name, entry in sorted(sound, key=lambda row: row[0]):
        first = home.setdefault(digits(entry), "")
        if first:
            problems.add((name, entry.row, "duplicate_in_file" if first == village else "duplicate_other_village"))
        else:
            home[digits(entry)] = village
            valid[village] += 1
    return declared, valid, frozenset(problems) | {(name, 0, "unreadable_file") for name in folder.unreadable}


def gate_days(folder: folders.OfficerFolder, on: dt.date) -> dict[str, dt.date]:
    """The day on which ages are taken, by village: that of its first receipt. Without one it is ``on``."""
    days: dict[str, dt.date] = {}
    for payment in receipts(folder, on):
        days[payment.village] = min(payment.on, days.get(payment.village, on))
    return days


def damaged_by_excel(entries: Iterable[people.Entry]) -> bool:
    """Numbers of which at least 60 % end in 0, or that are too large for a spreadsheet to hold."""
    numbers = [entry.number for entry in entries if entry.number is not None]
    if not numbers:
        return False
    return sum(number % 10 == 0 for number in numbers) >= 0.6 * len(numbers) or max(numbers) >= TO_2_53


def digits(entry: people.Entry) -> str:
    """The NIK without the blanks that people put into it."""
    return "".join((entry.person.nik if entry.number is None else str(entry.number)).split())


def mistakes(entry: people.Entry, on: dt.date, gate: dt.date, damaged: bool) -> list[str]:
    """What is wrong with one row by itself."""
    if damaged:
        return ["nik_damaged_by_excel"]
    person = entry.person
    kinds = [] if person.name.strip() else ["name_missing"]
    work = person.occupation.casefold()
    if work in {title.casefold() for title in people.STATE}:
        kinds.append("category_state")
    if work in {title.casefold() for title in people.OFFICIALS}:
        kinds.append("category_pu")
    fault = nik_fault(digits(entry), on)
    if fault:
        return [*kinds, fault]
    born = born_by_nik(digits(entry), on)
    assert born is not None
    age = gate.year - born.year - ((gate.month, gate.day) < (born.month, born.day))
    if age >= RETIRED:
        kinds.append("age_over")
    if age < ADULT:
        kinds.append("age_under")
    written = (person.born.year, person.born.month, person.born.day)
    if written == (born.year, born.day, born.month) and written != (born.year, born.month, born.day):
        kinds.append("birth_date_swapped")
    elif written != (born.year, born.month, born.day):
        kinds.append("birth_date_mismatch")
    return kinds


def nik_fault(nik: str, on: dt.date) -> str | None:
    if not (nik.isascii() and nik.isdigit()):
        return "nik_characters"
    if len(nik) != 16:
        return "nik_length"
    if int(nik[:2]) not in PROVINCES:
        return "nik_region"
    if born_by_nik(nik, on) is None:
        return "nik_date"
    return "nik_serial" if nik.endswith("0000") else None


def born_by_nik(nik: str, on: dt.date) -> dt.date | None:
    """The latest day that the digits can mean and that has come by ``on``; women have 40 added to the day."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    for century in (2000, 1900):
        try:
            born = dt.date(century + year, month, day - 40 if day > 40 else day)
        except ValueError:
            continue
        if born <= on:
            return born
    return None


def wrong_amounts(folder: folders.OfficerFolder) -> frozenset[Problem]:
    return frozenset(
        (folder.payment_file, row, "payment_amount")
        for payment, row in zip(folder.payments, folder.payment_sheet().at, strict=True)
        if payment.amount > 0 and payment.amount != folders.contribution(payment.first, payment.months, payment.heads)
    )
