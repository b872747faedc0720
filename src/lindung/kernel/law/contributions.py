"""What is due, month by month, and what an amount of money means in persons."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import Literal, NotRequired, TypedDict, Unpack

from lindung.kernel import values
from lindung.kernel.law import entries

Explanation = Literal["jkk_jkm", "jkk_jkm_jht", "jkk_jkm_discounted", "jkk_jkm_jht_discounted"]


class NotABill(values.Refusal):
    code = "tagihan-tidak-sah"
    sentence = "Iuran tidak dapat dihitung: {fault}. Periksa angka pada tagihan atau anggaran itu."


class NotWholeRupiah(values.Refusal):
    code = "iuran-tidak-bulat"
    sentence = "Iuran {programme} bulan {month} menjadi {amount} rupiah, tidak bulat. Periksa tarif dan keringanannya."


class Terms(TypedDict):
    """Whose contribution, and out of whose money. The two money flags have no default: to forget one halves a bill.

    ``public_money`` is APBN or APBD; ``village_money`` is APBDes, which gets a discount that excludes public money only
    when the book's switch says yes. ``income`` is rupiah a month; None means the programme's own tier.
    """

    sector: entries.Sector
    public_money: bool
    village_money: bool
    income: NotRequired[values.Rupiah | None]
    with_jht: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class QuoteLine:
    month: values.Month
    each: values.Rupiah
    rupiah: values.Rupiah


@dataclass(frozen=True, slots=True)
class Quote:
    """A bill foretold, month by month; ``book_version`` is the law that made it."""

    heads: int
    lines: tuple[QuoteLine, ...]
    book_version: str

    @property
    def total(self) -> values.Rupiah:
        return values.Rupiah(sum(line.rupiah for line in self.lines))

    @property
    def parts(self) -> tuple[tuple[int, values.Rupiah], ...]:
        """(months, rupiah each) for every stretch of one rate: 2 × 8.400 then 4 × 16.800."""
        return tuple((len(list(run)), each) for each, run in groupby(self.lines, key=lambda line: line.each))


def tier(book: entries.Book, *, month: values.Month, income: values.Rupiah | None = None) -> entries.Tier:
    """The JKK tier of an income in rupiah a month; without one, the tier of the programme's package.

    A tier reaches up to the next tier's floor (PP 44/2015, annex II, has gaps). Raises NoRule before the annex or
    for a negative income.
    """
    floors, tiers = _tiers(book, month)
    if income is None:
        return tiers[entries.in_force(book.package, on=month.first_day, what="paket program").value.tier - 1]
    place = bisect_right(floors, income)
    if place == 0:
        raise entries.NoRule(what=f"tingkat JKK bagi penghasilan Rp{income}", when=month)
    return tiers[place - 1]


@lru_cache(maxsize=4096)
def _tiers(book: entries.Book, month: values.Month) -> tuple[tuple[int, ...], tuple[entries.Tier, ...]]:
    tiers = entries.in_force(book.jkk_tiers, on=month.first_day, what="tingkat JKK").value
    return tuple(row.from_income for row in tiers), tiers


def discount(
    book: entries.Book, *, month: values.Month, sector: entries.Sector, public_money: bool, village_money: bool
) -> entries.Dated[entries.Discount] | None:
    """The discount that a contribution for that month gets, or None.

    A discount that excludes public money (PP 50/2025 art. 4) covers village money only if the switch
    ``discount_covers_village_money`` says yes; unknown and silence count as no.
    """
    day = month.first_day
    for entry in book.discount:
        if day in entry.span and sector in entry.value.sectors:
            excluded = public_money or (village_money and village_money_answer(book, month=month) != "yes")
            return None if entry.value.excludes_public_money and excluded else entry
    return None


def village_money_answer(book: entries.Book, *, month: values.Month) -> entries.Answer:
    """Whether discounts that exclude APBN/APBD cover APBDes money; unknown also where the book is silent."""
    return next((e.value for e in book.discount_covers_village_money if month.first_day in e.span), "unknown")


def contribution(book: entries.Book, *, month: values.Month, **terms: Unpack[Terms]) -> values.Rupiah:
    """Rupiah due for one person for one month, by the law of that month whenever it is paid.

    A change inside a month counts from the next one. Raises NoRule (nothing in force, or JHT not on offer) and
    NotWholeRupiah (nothing is ever rounded).
    """
    return _rates(book, month, 1, **terms)[0]


def monthly_rates(
    book: entries.Book, *, first: values.Month, months: int, **terms: Unpack[Terms]
) -> tuple[values.Rupiah, ...]:
    """Rupiah due for one person in each of ``months`` months from ``first``: the table for reckoning in bulk.

    Raises NotABill when ``months`` is below one; NoRule and NotWholeRupiah as ``contribution``.
    """
    return _rates(book, first, months, **terms)


@lru_cache(maxsize=16384)
def _rates(
    book: entries.Book,
    first: values.Month,
    months: int,
    *,
    sector: entries.Sector,
    public_money: bool,
    village_money: bool,
    income: values.Rupiah | None = None,
    with_jht: bool = False,
) -> tuple[values.Rupiah, ...]:
    if months < 1:
        raise NotABill(fault=f"{months} bulan")
    rates = []
    for month in first.until(months):
        number = tier(book, month=month, income=income).number
        relief = discount(book, month=month, sector=sector, public_money=public_money, village_money=village_money)
        rates.append(_due(book, month, number, with_jht, relief.value if relief else None))
    return tuple(rates)


@lru_cache(maxsize=65536)
def _due(
    book: entries.Book, month: values.Month, number: int, with_jht: bool, relief: entries.Discount | None
) -> values.Rupiah:
    """Kept per tier, not per income: few answers serve every worker."""
    day, base = month.first_day, _tiers(book, month)[1][number - 1].base
    package = entries.in_force(book.package, on=day, what="paket program").value
    if with_jht and "JHT" not in package.optional:
        raise entries.NoRule(what="JHT sebagai pilihan", when=month)
    total = 0
    for programme in (*package.programmes, *(("JHT",) if with_jht else ())):
        if programme == "JKM":
            due = Fraction(entries.in_force(book.jkm, on=day, what="iuran JKM").value)
        else:
            rates = book.jkk_rate if programme == "JKK" else book.jht_rate
            due = base * entries.in_force(rates, on=day, what=f"tarif {programme}").value
        if relief and programme in relief.programmes:
            due *= relief.pays
        if due.denominator != 1:
            raise NotWholeRupiah(programme=programme, month=month, amount=due)
        total += int(due)
    return values.Rupiah(total)


def quote(book: entries.Book, *, first: values.Month, months: int, heads: int, **terms: Unpack[Terms]) -> Quote:
    """A prepayment split by month, each at the rate of its own month, so it is right across a change of rate.

    Raises NotABill for less than one month or negative heads; NoRule and NotWholeRupiah as ``contribution``.
    """
    if heads < 0:
        raise NotABill(fault=f"{heads} orang")
    rates = _rates(book, first, months, **terms)
    lines = (
        QuoteLine(month, each, values.Rupiah(each * heads))
        for month, each in zip(first.until(months), rates, strict=True)
    )
    return Quote(heads, tuple(lines), book.version)


def heads_sufficing(
    book: entries.Book, *, amount: values.Rupiah, first: values.Month, months: int, **terms: Unpack[Terms]
) -> int:
    """How many persons an amount of rupiah pays for through all the months: ⌊amount ÷ sum of the monthly rates⌋.

    Raises NotABill for a negative amount, less than one month, or when nothing is due; NoRule as ``contribution``.
    """
    if amount < 0:
        raise NotABill(fault=f"jumlah Rp{amount}")
    each = sum(_rates(book, first, months, **terms))
    if each == 0:
        raise NotABill(fault="iuran untuk bulan-bulan itu nol")
    return amount // each


_EXPLAINED: tuple[tuple[Explanation, Terms], ...] = (
    ("jkk_jkm", {"sector": "non_transport", "public_money": True, "village_money": False}),
    ("jkk_jkm_jht", {"sector": "non_transport", "public_money": True, "village_money": False, "with_jht": True}),
    ("jkk_jkm_discounted", {"sector": "non_transport", "public_money": False, "village_money": False}),
    ("jkk_jkm_discounted", {"sector": "transport", "public_money": False, "village_money": False}),
    (
        "jkk_jkm_jht_discounted",
        {"sector": "non_transport", "public_money": False, "village_money": False, "with_jht": True},
    ),
    (
        "jkk_jkm_jht_discounted",
        {"sector": "transport", "public_money": False, "village_money": False, "with_jht": True},
    ),
)


def explains_amount(
    book: entries.Book, *, amount: values.Rupiah, heads: int, first: values.Month, months: int
) -> Explanation | None:
    """Which rate of the programme's tier makes an amount in rupiah exactly heads × the sum of the monthly rates.

    None when no rate does, or for no heads. Raises as ``paid_rates``.
    """
    return paid_rates(book, amount=amount, heads=heads, first=first, months=months)[0]


def paid_rates(
    book: entries.Book, *, amount: values.Rupiah, heads: int, first: values.Month, months: int
) -> tuple[Explanation | None, tuple[values.Rupiah, ...]]:
    """The rates, month by month, at which an amount was paid, and which they are; those of public money, and None,
    where no rate makes it.

    Public money's rate comes first. The discounted one (PP 50/2025) is tried unless the switch says no in every month:
    while nobody knows, a branch may have granted it. A list that mixes sectors under a discount stays unexplained.
    Raises NotABill for less than one month; NoRule as ``contribution``.
    """
    full = _rates(book, first, months, sector="non_transport", public_money=True, village_money=False)
    if heads < 1:
        return None, full
    for name, terms in _EXPLAINED:
        if not terms["public_money"] and _no_discount(book, first, months):
            break
        rates = _rates(book, first, months, **terms)
        if amount == heads * sum(rates):
            return name, rates
    return None, full


def _no_discount(book: entries.Book, first: values.Month, months: int) -> bool:
    return all(village_money_answer(book, month=month) == "no" for month in first.until(months))
