"""Free places and the order of who waits: pure."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from lindung.kernel import law
from lindung.registers.enrolment.movements import facts


def lacking(
    *, starts_on: dt.date, funded: Mapping[dt.date, int], names: Iterable[facts.Stay | None]
) -> tuple[dt.date, int, int] | None:
    """The first day from ``starts_on`` on which one more name would be more than the heads funded, with both numbers;
    None where there is a place on every day that is funded.

    ``funded``: from each day on, until the next one, so many heads. Where nobody is funded any more, everyone waits for
    the next payment alike.
    """
    listed = list(names)
    turns = {span.starts_on for stay in listed if stay for span in stay if span.starts_on}
    days = sorted({starts_on} | {day for day in (*funded, *turns) if day > starts_on})
    for day in days:
        heads = heads_on(funded, day)
        if not heads and day > starts_on:
            return None
        standing = sum(facts.stands(stay, day) for stay in listed)
        if standing + 1 > heads:
            return day, heads, standing
    return None


def crowded(
    *,
    starts_on: dt.date,
    until: dt.date | None,
    funded: Mapping[dt.date, int],
    names: Iterable[facts.Stay | None],
    before: int,
) -> tuple[dt.date, int, int] | None:
    """The first day from ``starts_on`` (up to ``until``) on which a name that stood there ``before`` with so many would
    stand again among more than these and more than the heads funded; with the heads, and the names without it.

    A list longer than what is paid for may stand as it stood; what came into the place meanwhile may not be doubled.
    Where nobody is funded any more, everyone waits for the next payment alike.
    """
    listed = list(names)
    turns = {span.starts_on for stay in listed if stay for span in stay if span.starts_on}
    days = {starts_on} | {day for day in (*funded, *turns) if day > starts_on and (until is None or day <= until)}
    for day in sorted(days):
        heads, standing = heads_on(funded, day), sum(facts.stands(stay, day) for stay in listed)
        if not heads and day > starts_on:
            return None
        if standing + 1 > max(heads, before):
            return day, heads, standing
    return None


def heads_on(funded: Mapping[dt.date, int], day: dt.date) -> int:
    """The heads funded on a day."""
    known = [since for since in funded if since <= day]
    return funded[max(known)] if known else 0


def lot(person: uuid.UUID) -> str:
    """A number drawn when the person was first recorded: it knows neither NIK nor name nor age."""
    return person.hex[:8]


def turn(order: law.WaitingOrder, group: str, listed_on: dt.date, person: uuid.UUID) -> tuple[int, dt.date, str]:
    """What people who wait are sorted by: their group's place in the book, the day, the lot."""
    codes = [code for code, _ in order.groups]
    return codes.index(group) if group in codes else len(codes), listed_on, person.hex
