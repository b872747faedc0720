"""Where each rupiah of a receipt is: with persons on BPJS's list, with the village's heads, or with nobody yet."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lindung.kernel import law, ledger, values
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import queries as coverage


def of_payments(payments: Mapping[int, ledger.Payment]) -> Iterator[tuple[ledger.Payment, ledger.Allocation]]:
    """Each of these receipts that stands, with its allocation, by what is recorded now. All must be in scope."""
    listed, beside = coverage.offers_to(payments)
    yield from share_out(payments, {**beside, **payments}, listed, book=rulebook.book())


def share_out(
    asked: Mapping[int, ledger.Payment],
    payments: Mapping[int, ledger.Payment],
    listed: Iterable[ledger.Listed[uuid.UUID]],
    *,
    book: law.Book,
) -> Iterator[tuple[ledger.Payment, ledger.Allocation]]:
    """The same over facts in hand: ``payments`` are all that anybody on these lists is paid by."""
    held: Counter[tuple[int, int]] = Counter()  # by receipt and the index of the month
    away: Counter[tuple[int, int]] = Counter()
    for offers in ledger.offered(payments, listed).values():
        for month, (first, *others) in offers.items():
            held[first, month] += 1
            for other in others:
                away[other, month] += 1
    for one in (payment for payment in asked.values() if payment.reversed_on is None):
        months = range(one.first_month.index, one.first_month.index + one.months)
        yield (
            one,
            ledger.allocate(
                one,
                rates=rates(one, book=book),
                held=[held[one.id, month] for month in months],
                turned_away=[away[one.id, month] for month in months],
            ),
        )


def rates(payment: ledger.Payment, *, book: law.Book) -> tuple[values.Rupiah, ...]:
    """What a head of it costs in each of its months, by the rate that its amount was paid at."""
    return law.paid_rates(
        book, amount=payment.amount, heads=payment.heads, first=payment.first_month, months=payment.months
    )[1]
