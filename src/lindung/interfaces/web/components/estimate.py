"""What one worker pays who pays alone, and what their family would receive from which day: for anybody who asks.

Every number is the law functions' own. The whole death benefit is never said of a day before it is paid.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from lindung.kernel import law, values

MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Wish:
    """Income in rupiah a month, the kind of work, and the months from the first one."""

    income: values.Rupiah
    sector: law.Sector
    first: values.Month
    months: int
    with_jht: bool = False

    @property
    def terms(self) -> law.Terms:
        """Out of the worker's own pocket."""
        return {
            "sector": self.sector, "public_money": False, "village_money": False, "income": self.income,
            "with_jht": self.with_jht,
        }  # fmt: skip

    @property
    def cover(self) -> tuple[dt.date, dt.date]:
        """The first day covered, and the first that no longer is."""
        return self.first.first_day, self.first.plus(self.months).first_day


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of months of one rate; ``relief``: the discount that is in it."""

    first: values.Month
    months: int
    each: values.Rupiah
    relief: law.Dated[law.Discount] | None

    @property
    def last(self) -> values.Month:
        return self.first.plus(self.months - 1)

    @property
    def rupiah(self) -> int:
        return self.each * self.months


@dataclass(frozen=True, slots=True)
class Sum:
    """What is paid for a death on the days from ``first`` to ``last``; ``named``: as which part of the whole, where it
    is not all of it."""

    first: dt.date
    last: dt.date
    rupiah: values.Rupiah
    whole: bool
    named: str
    version: law.Dated[law.Benefit]


@dataclass(frozen=True, slots=True)
class Death:
    """The death benefit over the covered days; ``later``: the day of the whole sum, where the cover ends before it."""

    sums: tuple[Sum, ...]
    later: dt.date | None
    whole: values.Rupiah | None


def parts(book: law.Book, wish: Wish) -> list[Part]:
    """Raises NoRule, NotWholeRupiah, NotABill, NotAMonth."""
    found: list[Part] = []
    rates = law.monthly_rates(book, first=wish.first, months=wish.months, **wish.terms)
    for month, each in zip(wish.first.until(wish.months), rates, strict=True):
        relief = law.discount(book, month=month, sector=wish.sector, public_money=False, village_money=False)
        if found and (found[-1].each, found[-1].relief) == (each, relief):
            found[-1] = Part(found[-1].first, found[-1].months + 1, each, relief)
        else:
            found.append(Part(month, 1, each, relief))
    return found


def death(book: law.Book, wish: Wish) -> Death:
    """The benefit for a death that is no accident at work, day by day of the cover, for who first joins on its first
    day. Raises NoRule."""
    starts, ends = wish.cover
    full_from = law.full_benefit_from(book, programme="JKM", member_since=starts)
    turns = [entry.span.starts_on for entry in book.benefit if entry.value.programme == "JKM"]
    days = sorted({starts, *(day for day in (full_from, *turns) if day and starts < day < ends)})
    sums: list[Sum] = []
    for day, after in zip(days, [*days[1:], ends], strict=True):
        paid = law.potential(book, event="death", on=day, member_since=starts)
        assert paid.rupiah is not None and paid.version is not None  # noqa: S101  a death has a sum named
        last = after - dt.timedelta(days=1)
        if sums and (sums[-1].rupiah, sums[-1].whole) == (paid.rupiah, not paid.waits):
            sums[-1] = dataclasses.replace(sums[-1], last=last)
        else:
            sums.append(Sum(day, last, paid.rupiah, not paid.waits, _named(paid), paid.version))
    later = full_from if full_from and full_from >= ends else None
    whole = law.benefit(book, programme="JKM", on=later).value.total if later else None
    return Death(tuple(sums), later, whole)


def _named(paid: law.Potential) -> str:
    """The part of the whole that is paid before it, by its code."""
    if not paid.waits or paid.version is None:
        return ""
    return next((name for name, rupiah in paid.version.value.parts if rupiah == paid.rupiah), "")


def other_sums(book: law.Book, wish: Wish) -> list[tuple[str, law.Dated[law.Benefit]]]:
    """What else the book names for the first day, each with its code: those of the lowest tier are said to be so."""
    names = ("JKK_MENINGGAL", "JKK_CACAT_TOTAL", "JKK_STMB", "BEASISWA")
    day = wish.first.first_day
    return [
        (name, entry)
        for name in names
        for entry in book.benefit
        if entry.value.programme == name and day in entry.span
    ]  # fmt: skip


def sources(book: law.Book, wish: Wish) -> list[tuple[str, str]]:
    """Label and source of every entry that the contribution rests on, each once."""
    held: list[law.Dated[object]] = []
    for part in parts(book, wish):
        day = part.first.first_day
        held += [
            law.in_force(book.jkk_tiers, on=day, what="tingkat JKK"),
            law.in_force(book.jkk_rate, on=day, what="tarif JKK"),
            law.in_force(book.jkm, on=day, what="iuran JKM"),
            *([law.in_force(book.jht_rate, on=day, what="tarif JHT")] if wish.with_jht else []),
            *([part.relief] if part.relief else []),
        ]
    return list(dict.fromkeys((entry.label, entry.source) for entry in held))
