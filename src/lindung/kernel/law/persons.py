"""Age, standing and benefits: what the law says of one person on one day."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

from lindung.kernel import values
from lindung.kernel.law import entries

AgeFault = Literal["age_under", "age_over"]
Standing = Literal["waiting", "active", "grace", "ended"]


def whole_years(*, born_on: dt.date, on: dt.date) -> int:
    """Completed years of life on a day; negative before birth.

    Whoever is born on 29 February completes a common year on 1 March (our inference: the later day, so nobody is
    turned away early).
    """
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def age_verdict(book: entries.Book, *, born_on: dt.date, on: dt.date, continuing: bool = False) -> AgeFault | None:
    """Whether age bars a person on the day of registration or first payment: the age faults, or None.

    A ``continuing`` member may grow past the limit (BPJS, Probis Kepesertaan p. 59 e). Raises NoRule.
    """
    years = whole_years(born_on=born_on, on=on)
    if years < entries.in_force(book.age_min, on=on, what="umur paling muda").value:
        return "age_under"
    if not continuing and years >= entries.in_force(book.age_below, on=on, what="batas umur").value:
        return "age_over"
    return None


def grace_ends_before(book: entries.Book, *, cover_ends_before: dt.date) -> dt.date:
    """The first day that is no longer grace: the day after the last covered day, plus the grace months then in force.

    Perdir BPJS Ketenagakerjaan 22/PERDIR.02/072022. Raises NoRule.
    """
    grace = entries.in_force(book.grace, on=cover_ends_before, what="masa tenggang").value
    return _months_later(cover_ends_before, grace.months)


def standing(book: entries.Book, *, cover_starts_on: dt.date, cover_ends_before: dt.date, on: dt.date) -> Standing:
    """A membership on a day: waiting, active, grace (never to be shown as protected) or ended. Raises NoRule."""
    if on < cover_starts_on:
        return "waiting"
    if on < cover_ends_before:
        return "active"
    return "grace" if on < grace_ends_before(book, cover_ends_before=cover_ends_before) else "ended"


def benefit(book: entries.Book, *, programme: str, on: dt.date) -> entries.Dated[entries.Benefit]:
    """The version of a benefit on the day of the event, in rupiah; to explain, not to decide a claim. Raises NoRule."""
    versions = (entry for entry in book.benefit if entry.value.programme == programme)
    return entries.in_force(versions, on=on, what=f"manfaat {programme}")


def full_benefit_from(book: entries.Book, *, programme: str, member_since: dt.date) -> dt.date | None:
    """The day from which the benefit is paid in full; None where the version of that membership knows no waiting.

    For JKM since Permenaker 1/2025. Raises NoRule.
    """
    wait = benefit(book, programme=programme, on=member_since).value.full_after_months
    return None if wait is None else _months_later(member_since, wait)


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day where it is shorter."""
    month = values.Month.of(day).plus(months)
    return dt.date(month.year, month.number, min(day.day, calendar.monthrange(month.year, month.number)[1]))
