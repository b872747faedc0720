"""The ladder of each place on a day: what was budgeted, listed, paid and covered, from the registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lindung.kernel import law, values
from lindung.monitoring import cover, facts, rolls
from lindung.platform.regions import facts as regions
from lindung.platform.rulebook import facts as rulebook
from lindung.registers.coverage import facts as coverage
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.funding import facts as funding
from lindung.registers.funding import queries as funding_queries

_WHOLE_YEAR = 12  # months of a budget year, where a recap does not say for how many it budgets


@dataclass(frozen=True, slots=True)
class Known:
    """What the registers say of a regency, as known on a day; everything derived starts from here."""

    regency: regions.Region
    places: Mapping[str, regions.Region]
    year: int
    on: dt.date
    quotas: Mapping[str, int]
    budgets: Mapping[str, Sequence[funding.KnownBudget]]
    lists: Mapping[str, enrolment.ListInForce]
    held: Mapping[str, Sequence[enrolment.HeldName]]
    roll: rolls.Roll
    receipts: Mapping[str, Sequence[funding.KnownReceipt]]
    cover: Mapping[str, coverage.Heads]
    confirmed: Mapping[str, int]
    submitted: Mapping[str, int]
    registered: Mapping[str, int]
    waiting: Sequence[coverage.StillWaiting]
    last_covered: Mapping[str, dt.date]
    due_days: Sequence[dt.date]
    book: law.Book
    overrides: Sequence[rulebook.Override] = ()
    doubled: Sequence[facts.Doubled] = ()
    bills: Mapping[str, Sequence[funding.KnownBill]] = field(default_factory=dict)

    def in_force(self, code: str) -> list[funding.KnownBudget]:
        """The budget facts that make up a village's budget on the day."""
        return funding_queries.in_force(list(self.budgets.get(code, ())), on=self.on)

    def standing_receipts(self, code: str) -> list[funding.KnownReceipt]:
        """Receipts of a place dated by the day and not reversed by then, whatever months they pay."""
        return [receipt for receipt in self.receipts.get(code, ()) if receipt.stands_on(self.on)]

    def receipts_of_year(self, code: str) -> list[funding.KnownReceipt]:
        """Of these, the receipts that make a place paid: those for any month of the year."""
        return [receipt for receipt in self.standing_receipts(code) if receipt.touches(self.year)]

    def bills_of_year(self, code: str) -> list[funding.KnownBill]:
        """Bills for any month of the year that were issued by the day, and neither expired nor were replaced."""
        receipts = self.standing_receipts(code)
        return [
            bill
            for bill in self.bills.get(code, ())
            if bill.touches(self.year)
            and bill.issued_on <= self.on
            and bill.state(received=received_under(bill.code, receipts), on=self.on) in LIVE
        ]

    def paid_unbilled(self, code: str) -> list[funding.KnownReceipt]:
        """Receipts of the year under a kode iuran of which no bill is recorded: that it was paid says it was issued."""
        recorded = {bill.code for bill in self.bills.get(code, ())}
        return [one for one in self.receipts_of_year(code) if one.code and one.code not in recorded]


LIVE: tuple[funding.BillState, ...] = ("open", "part", "paid", "over")


def received_under(code: str, receipts: Iterable[funding.KnownReceipt]) -> int:
    """Rupiah that came in under a kode iuran."""
    return sum(one.amount for one in receipts if one.code == code)


def first_paid(receipts: Mapping[str, Sequence[funding.KnownReceipt]], *, on: dt.date) -> dict[str, dt.date]:
    """The day of each place's first receipt that stands on ``on``."""
    days = {code: [r.paid_on for r in of_place if r.stands_on(on)] for code, of_place in receipts.items()}
    return {code: min(of_place) for code, of_place in days.items() if of_place}


def heads_sufficing(book: law.Book, year: int, budgets: Iterable[funding.KnownBudget]) -> int:
    """People that a village's budget pays for: each line ÷ what one person costs over its months, rounded down."""
    return sum(
        law.heads_sufficing(
            book,
            amount=values.Rupiah(budget.amount),
            first=values.Month(year, 1),
            months=budget.months or _WHOLE_YEAR,
            sector="non_transport",
            public_money=False,
            village_money=True,
        )
        for budget in budgets
        if budget.amount
    )


def most_heads(receipts: Iterable[funding.KnownReceipt | funding.KnownBill], *, year: int) -> int:
    """The most people paid or asked for in any one month of the year."""
    by_month: dict[values.Month, int] = {}
    for receipt in receipts:
        for month in receipt.first_month.until(receipt.months):
            if month.year == year:
                by_month[month] = by_month.get(month, 0) + receipt.heads
    return max(by_month.values(), default=0)


def place_day(known: Known, place: regions.Region) -> facts.PlaceDay:
    """One place on the day."""
    code = place.code
    budgets = known.in_force(code)
    receipts = known.standing_receipts(code)
    of_year = known.receipts_of_year(code)
    arrears = [r for r in receipts if r.first_month.plus(r.months - 1).year < known.year]
    heads = known.cover[code].heads if code in known.cover else 0
    valid = known.roll.valid.get(code, 0)
    split = cover.told_apart(heads=heads, valid=valid, on_bpjs_list=known.confirmed.get(code, 0))
    listed = known.lists.get(code)
    district = code.at(3) if code.level == 4 else None
    return facts.PlaceDay(
        code=code,
        name=place.name,
        kind=place.kind,
        district=district,
        district_name=known.places[district].name if district else "",
        quota=known.quotas.get(code, 0),
        reported=code in known.budgets,
        budget_rupiah=sum(budget.amount for budget in budgets),
        budget_heads=heads_sufficing(known.book, known.year, budgets),
        funds=tuple(dict.fromkeys(budget.fund for budget in budgets if budget.fund and budget.amount)),
        declared=listed.declared if listed else 0,
        valid=valid,
        other_bpu=known.roll.other_bpu.get(code, 0),
        listed=listed is not None,
        submitted=known.submitted.get(code, 0),
        registered=known.registered.get(code, 0),
        paid=bool(of_year),
        paid_rupiah=sum(receipt.amount for receipt in of_year),
        paid_heads=most_heads(of_year, year=known.year),
        protected=split.heads,
        confirmed=split.confirmed,
        presumed=split.presumed,
        undetermined=split.undetermined,
        cover_ends_before=known.last_covered.get(code),
        arrears_rupiah=sum(receipt.amount for receipt in arrears),
        billed_heads=most_heads([*known.bills_of_year(code), *known.paid_unbilled(code)], year=known.year),
    )
