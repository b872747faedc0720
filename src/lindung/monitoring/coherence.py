"""Whether the books are coherent: everything that is derived when money is told, worked out again from the facts.

Each question is asked of the whole database. What is found is said with its place; nothing is mended here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lindung.kernel import ledger
from lindung.monitoring import allocation
from lindung.platform.journal import queries as journal
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import queries as coverage
from lindung.registers.funding import queries as funding
from lindung.registers.funding.transfers import queries as transfers


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not agree: a stable ``kind``, and the facts that say where."""

    kind: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Books:
    """What was worked out again, and what did not agree. Money in rupiah: received is the sum of the other three."""

    receipts: int
    covers: int
    worker_months: int
    received: int
    allocated: int
    unallocated: int
    refunded: int
    faults: tuple[Fault, ...]


def look() -> Books:
    """Work everything out again. Everything must be in scope."""
    payments, written = funding.payments(), coverage.written()
    wanted, held = coverage.claimed(), coverage.funded_months()
    shared = list(allocation.of_payments(payments))
    faults = (
        *_chain(),
        *_covers(payments, coverage.corrected(), written),
        *_heads(written),
        *_months(wanted, held),
        *_rupiah(payments, shared),
        *_transfers(),
    )
    return Books(
        receipts=len(payments),
        covers=len(written),
        worker_months=len(held),
        received=sum(one.amount for one in payments.values()),
        allocated=sum(share.allocated for _, share in shared),
        unallocated=sum(share.unallocated for _, share in shared),
        refunded=sum(one.amount for one in payments.values() if one.reversed_on is not None),
        faults=faults,
    )


def _chain() -> Iterator[Fault]:
    broken = journal.first_break()
    if broken is not None:
        yield Fault("journal", {"line": broken.line_id, "why": broken.why})


Due = tuple[int, str, str, int, dt.date, dt.date]


def _covers(
    payments: dict[int, ledger.Payment], corrected: set[int], written: Iterable[coverage_facts.Written]
) -> Iterator[Fault]:
    there = Counter(
        (one.receipt_id, one.basis, one.region, one.heads, one.starts_on, one.ends_before) for one in written
    )
    due = Counter(fact for one in payments.values() for fact in cover_due(one, one.id in corrected))
    for kind, facts in (("cover_missing", due - there), ("cover_unfounded", there - due)):
        for receipt, basis, region, heads, starts_on, ends_before in facts:
            where = {"receipt": receipt, "basis": basis, "region": region, "heads": heads}
            yield Fault(kind, where | {"starts_on": starts_on, "ends_before": ends_before})


def cover_due(one: ledger.Payment, corrected: bool) -> Iterator[Due]:
    """The facts of cover that a receipt, its reversal and its correction come to."""
    first, after = one.first_month.first_day, one.first_month.plus(one.months).first_day
    starts_on = max(first, one.paid_on)
    if not one.heads:
        return
    if starts_on < after:
        yield one.id, "paid", one.payer, one.heads, starts_on, after
        taken_back = one.reversed_on and max(one.reversed_on, starts_on)
        if taken_back and taken_back < after:
            yield one.id, "reversed", one.payer, -one.heads, taken_back, after
    if corrected and first < one.paid_on:
        yield one.id, "corrected", one.payer, one.heads, first, min(one.paid_on, after)


def _heads(written: Iterable[coverage_facts.Written]) -> Iterator[Fault]:
    """On no day are fewer than no heads covered anywhere."""
    turns: dict[str, Counter[dt.date]] = {}
    for one in written:
        of_region = turns.setdefault(one.region, Counter())
        of_region[one.starts_on] += one.heads
        of_region[one.ends_before] -= one.heads
    for region, days in turns.items():
        heads = 0
        for day in sorted(days):
            heads += days[day]
            if heads < 0:
                yield Fault("heads_below_none", {"day": day, "region": region, "heads": heads})


def _months(wanted: dict[coverage.Held, int], held: dict[coverage.Held, int]) -> Iterator[Fault]:
    for key in sorted({*wanted, *held}, key=str):
        if wanted.get(key) != held.get(key):
            person, package, month = key
            said = {"person": person, "package": package, "month": month}
            yield Fault("worker_month", said | {"wanted": wanted.get(key), "held": held.get(key)})


def _transfers() -> Iterator[Fault]:
    """The parts of a transfer come to its amount, taken back or not."""
    for one in transfers.unbalanced():
        yield Fault("transfer", {"transfer": one.transfer_id, "amount": one.amount, "parts": one.parts})


def _rupiah(
    payments: dict[int, ledger.Payment], shared: Iterable[tuple[ledger.Payment, ledger.Allocation]]
) -> Iterator[Fault]:
    seen = set()
    for one, share in shared:
        seen.add(one.id)
        if share.allocated + share.unallocated != one.amount:
            said = {"received": one.amount, "allocated": share.allocated, "unallocated": share.unallocated}
            yield Fault("rupiah", {"receipt": one.id} | said)
    for missing in {key for key, one in payments.items() if one.reversed_on is None} - seen:
        yield Fault("rupiah_nowhere", {"receipt": missing})
