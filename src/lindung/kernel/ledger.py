"""What money does: each rupiah to a worker-month, a village-month or nobody yet; whose claim on a month holds; how
stretches of cover make one membership.

Owns: allocation, the one-payer rule, spells and the clock that a new membership starts.
Promises: what was received equals what is allocated and what is not, to the rupiah; a worker-month has one payer, the
same one whatever order the facts were told in; a gap longer than the grace starts a new membership.
Never: reads a table, a file or the clock; decides what BPJS decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lindung.kernel import law, values

Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Payment:
    """A receipt: ``heads`` for ``months`` months from ``first_month``, and the day on which it was taken back."""

    id: int
    payer: str
    paid_on: dt.date
    first_month: values.Month
    months: int
    heads: int
    amount: values.Rupiah
    reversed_on: dt.date | None = None

    @property
    def span(self) -> values.Span:
        """The days of its months."""
        return values.Span.of_months(self.first_month, self.months)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Person]):
    """A person on BPJS's list for a payment; ``number`` is the order in which that was told, over all lists."""

    number: int
    payment: int
    person: Person
    starts_on: dt.date


@dataclass(frozen=True, slots=True)
class Claim(Generic[Person]):
    """A worker-month and the payment whose it is; ``turned_away``: the later ones that offered to pay for it too. A
    payment whose list names one human being twice, under two NIK, is among them itself."""

    person: Person
    month: values.Month
    payment: int
    turned_away: tuple[int, ...] = ()


def claims(payments: Mapping[int, Payment], listed: Iterable[Listed[Person]]) -> list[Claim[Person]]:
    """Whose each worker-month is: of the payments that stand, the one whose list named the person first.

    A list names no more persons than its payment has heads: those below are on it and hold no month. A person holds no
    month before the one in which BPJS says that they start. ``listed``: each row of a list once; whoever stands on it
    twice turned out to be one.
    """
    found: list[Claim[Person]] = []
    months: dict[int, values.Month] = {}
    for person, offers in offered(payments, listed).items():
        for index, (first, *rest) in offers.items():
            month = months.get(index) or months.setdefault(index, values.Month.at(index))
            found.append(Claim(person, month, first, tuple(rest)))
    return found


def offered(payments: Mapping[int, Payment], listed: Iterable[Listed[Person]]) -> dict[Person, dict[int, list[int]]]:
    """Per person and month (its index) the payments that offer to pay for it; it is the first one's."""
    found: dict[Person, dict[int, list[int]]] = {}
    for one in within_heads(payments, listed):
        offers = found.setdefault(one.person, {})
        for index in indexes_of(payments[one.payment], one.starts_on):
            offers.setdefault(index, []).append(one.payment)
    return found


def within_heads(payments: Mapping[int, Payment], listed: Iterable[Listed[Person]]) -> list[Listed[Person]]:
    """Of payments that stand, as many of each list as there are heads, in the order in which they were told.

    Persons go first: where a list is longer than the heads, whoever stands below moves up in the place of a row that
    names somebody again. Only where there are heads left, such a row was paid for, too.
    """
    taken: dict[int, set[Person]] = {}
    kept: list[Listed[Person]] = []
    again: list[Listed[Person]] = []
    for one in sorted(listed, key=lambda row: row.number):
        payment, here = payments[one.payment], taken.setdefault(one.payment, set())
        if payment.reversed_on is None and one.person in here:
            again.append(one)
        elif payment.reversed_on is None and len(here) < payment.heads:
            here.add(one.person)
            kept.append(one)
    left = {key: payments[key].heads - len(here) for key, here in taken.items()}
    for one in again:
        if left[one.payment] > 0:
            left[one.payment] -= 1
            kept.append(one)
    return sorted(kept, key=lambda row: row.number) if again else kept


def indexes_of(payment: Payment, starts_on: dt.date) -> range:
    """The months of a payment, by their index, that a person who starts on that day may hold."""
    first = payment.first_month.index
    return range(max(first, values.Month.of(starts_on).index), first + payment.months)


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where a payment's rupiah are, month by month: with named persons, with the village's heads, with nobody yet.

    ``short``: head-months that were stated and that the money does not reach.
    """

    months: tuple[values.Month, ...]
    to_persons: tuple[values.Rupiah, ...]
    to_heads: tuple[values.Rupiah, ...]
    unallocated: values.Rupiah
    short: int

    @property
    def allocated(self) -> values.Rupiah:
        return values.Rupiah(sum(self.to_persons) + sum(self.to_heads))


def allocate(
    payment: Payment, *, rates: Sequence[values.Rupiah], held: Sequence[int], turned_away: Sequence[int]
) -> Allocation:
    """Share a payment out at the rates of its months: ``held[i]`` persons hold month i by it, ``turned_away[i]`` were
    paid for by somebody else, the other heads are the village's.

    Money for who was turned away stays unallocated, and so does what is left over. Where it does not reach, the later
    months go without, and in a month the unnamed heads before the named. Raises ValueError for figures that don't fit.
    """
    if not len(rates) == len(held) == len(turned_away) == payment.months:
        raise ValueError("one figure for each month")
    left, short = int(payment.amount), 0
    persons: list[values.Rupiah] = []
    heads: list[values.Rupiah] = []
    for rate, named, away in zip(rates, held, turned_away, strict=True):
        unnamed = payment.heads - named - away
        if min(rate, named, away, unnamed) < 0:
            raise ValueError("more named than heads")
        for count, to in ((named, persons), (unnamed, heads)):
            reached = min(count, left // rate) if rate else count
            to.append(values.Rupiah(reached * rate))
            left -= reached * rate
            short += count - reached
    months = tuple(payment.first_month.until(payment.months))
    return Allocation(months, tuple(persons), tuple(heads), values.Rupiah(left), short)


@dataclass(frozen=True, slots=True)
class Spell:
    """One membership: the stretches of cover that no gap longer than the grace parts."""

    covered: tuple[tuple[dt.date, dt.date], ...]
    """Of each stretch the first day, and the first day after it."""

    @property
    def starts_on(self) -> dt.date:
        return self.covered[0][0]

    @property
    def cover_ends_before(self) -> dt.date:
        return self.covered[-1][1]


def spells(book: law.Book, covered: Iterable[tuple[dt.date, dt.date]]) -> list[Spell]:
    """The memberships that stretches of cover (first day, first day after) make, in order.

    Cover that begins before the grace of the one before is over goes on with the same membership; later, it is a new
    one, with a waiting of its own. Perdir BPJS Ketenagakerjaan 22/PERDIR.02/072022.
    """
    made: list[list[tuple[dt.date, dt.date]]] = []
    for starts_on, ends_before in sorted(covered):
        if made:
            last_start, last_end = made[-1][-1]
            if starts_on <= last_end:
                made[-1][-1] = (last_start, max(last_end, ends_before))
                continue
            if starts_on < law.grace_ends_before(book, cover_ends_before=last_end):
                made[-1].append((starts_on, ends_before))
                continue
        made.append([(starts_on, ends_before)])
    return [Spell(tuple(stretches)) for stretches in made]


def spell_on(made: Iterable[Spell], day: dt.date, *, book: law.Book) -> Spell | None:
    """The membership that a day lies in: its cover, a gap within it, or the grace after it."""
    for one in made:
        if one.starts_on <= day < law.grace_ends_before(book, cover_ends_before=one.cover_ends_before):
            return one
    return None
