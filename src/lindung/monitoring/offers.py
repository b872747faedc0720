"""What the lists behind kode iuran offer to pay for whom, as known on a day, and what is offered twice."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lindung.kernel import law, ledger, values
from lindung.monitoring import allocation, facts
from lindung.registers.coverage import queries as coverage
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding
from lindung.registers.workers.changes import facts as identity


@dataclass(frozen=True, slots=True)
class Offers:
    """Receipts dated by the day, those of elsewhere that pay for the same persons among them, and everybody listed."""

    on: dt.date
    receipts: Mapping[int, funding_facts.KnownReceipt]
    listed: tuple[ledger.Listed[uuid.UUID], ...]

    def payments(self) -> dict[int, ledger.Payment]:
        return {key: one.weighed(self.on) for key, one in self.receipts.items()}

    def claims(self) -> list[ledger.Claim[uuid.UUID]]:
        """Whose each worker-month is."""
        return ledger.claims(self.payments(), self.listed)


def beside(receipts: Iterable[funding_facts.KnownReceipt], *, on: dt.date, known_at: dt.date) -> Offers:
    """These receipts, everybody on their lists, and whatever else pays for any of them. All must be in scope."""
    own = {one.receipt_id: one for one in receipts if one.paid_on <= on}
    listed = coverage.lists_beside(own, known_at=known_at)
    others = funding.receipts_of({one.payment for one in listed} - own.keys(), known_at=known_at)
    known = own | {one.receipt_id: one for one in others if one.paid_on <= on}
    return Offers(on, known, tuple(one for one in listed if one.payment in known))


def doubled(
    region: str,
    *,
    year: int,
    on: dt.date,
    known_at: dt.date,
    book: law.Book,
    person: uuid.UUID | None = None,
    who: identity.Who | None = None,
) -> tuple[facts.Doubled, ...]:
    """The worker-months of a year that a receipt in ``region`` offered to pay for and another had paid for before; all
    those of ``person``, where one is said."""
    named = coverage.named_twice(region, known_at=known_at, who=who, person=person)
    receipts = funding.receipts_of(set().union(*named.values()), known_at=known_at)
    standing = {one.receipt_id: one for one in receipts if one.stands_on(on) and one.touches(year)}
    overlapping: set[int] = set()
    for found in named.values():
        overlapping |= {key for key in found if found.count(key) > 1 and key in standing}
    for keys in {frozenset(found) for found in named.values()}:
        for one, other in itertools.combinations(sorted(keys & standing.keys()), 2):
            if _months(standing[one], year) & _months(standing[other], year):
                overlapping |= {one, other}
    if not overlapping:
        return ()
    offers = beside([standing[key] for key in sorted(overlapping)], on=on, known_at=known_at)
    return of_claims(offers, offers.claims(), region=region, year=year, book=book)


def _months(receipt: funding_facts.KnownReceipt, year: int) -> set[values.Month]:
    return {month for month in receipt.first_month.until(receipt.months) if month.year == year}


def of_claims(
    offers: Offers, claims: Iterable[ledger.Claim[uuid.UUID]], *, region: str, year: int, book: law.Book
) -> tuple[facts.Doubled, ...]:
    """What was turned away of the receipts in ``region``, by person and by the two payers; who stands twice on one list
    has one payer twice."""
    found: dict[tuple[int, int, uuid.UUID], list[values.Month]] = {}
    for claim in claims:
        if claim.month.year == year:
            for turned in claim.turned_away:
                if offers.receipts[turned].region.startswith(region):
                    found.setdefault((turned, claim.payment, claim.person), []).append(claim.month)
    rates = {turned: dict(_rated(offers.receipts[turned], offers.on, book)) for turned, _, _ in found}
    return tuple(
        facts.Doubled(
            person,
            tuple(sorted(months, key=str)),
            sum(rates[turned][month] for month in months),
            payer(offers.receipts[turned]),
            payer(offers.receipts[holder]),
        )
        for (turned, holder, person), months in sorted(found.items())
    )


def _rated(
    receipt: funding_facts.KnownReceipt, on: dt.date, book: law.Book
) -> Iterable[tuple[values.Month, values.Rupiah]]:
    payment = receipt.weighed(on)
    return zip(payment.first_month.until(payment.months), allocation.rates(payment, book=book), strict=True)


def payer(receipt: funding_facts.KnownReceipt) -> facts.Payer:
    """Who paid a receipt, and where that stands."""
    where = facts.Evidence(receipt.file, receipt.sheet, receipt.row)
    return facts.Payer(receipt.region, receipt.code, receipt.receipt_id, receipt.paid_on, where)


def seen_by(found: Iterable[facts.Doubled], covers: Callable[[str], bool]) -> tuple[facts.Doubled, ...]:
    """For someone who sees only what ``covers`` says: which other place paid is for who covers both."""
    return tuple(
        one if one.there is None or covers(one.there.region) else dataclasses.replace(one, there=None)
        for one in found
        if covers(one.here.region)
    )
