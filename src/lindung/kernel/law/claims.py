"""What may be said of a benefit, and what papers are asked for: to explain, never to decide. BPJS decides and pays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lindung.kernel import values
from lindung.kernel.law import entries, persons

_PAYS: dict[entries.Event, str] = {"death": "JKM", "work_death": "JKK_MENINGGAL"}
"""The benefit that a sum can be named for. An accident is treated and compensated by what the doctors find."""


@dataclass(frozen=True, slots=True)
class Potential:
    """What BPJS might pay for an event on its day; ``full_from``: the first day on which all of it is paid, where the
    version knows a waiting time. ``rupiah`` None: no sum can be named beforehand.
    """

    programme: str
    rupiah: values.Rupiah | None
    whole: values.Rupiah | None
    full_from: dt.date | None
    version: entries.Dated[entries.Benefit] | None

    @property
    def waits(self) -> bool:
        """Whether the event came before the whole benefit is paid."""
        return self.rupiah != self.whole


def potential(book: entries.Book, *, event: entries.Event, on: dt.date, member_since: dt.date | None) -> Potential:
    """By the version of the event's day. Where a waiting time applies and the start of membership is not known, only
    what is paid without it: a family must not be told of money that may not come. Raises NoRule.
    """
    programme = _PAYS.get(event)
    if programme is None:
        return Potential("JKK", None, None, None, None)
    version = persons.benefit(book, programme=programme, on=on)
    said = version.value
    if said.full_after_months is None:
        return Potential(programme, said.total, said.total, None, version)
    if member_since is None:
        return Potential(programme, said.before_that, said.total, None, version)
    full_from = persons.full_benefit_from(book, programme=programme, member_since=member_since)
    whole = full_from is None or on >= full_from
    return Potential(programme, said.total if whole else said.before_that, said.total, full_from, version)


def documents(
    book: entries.Book, *, event: entries.Event, on: dt.date
) -> tuple[entries.Dated[entries.ClaimDocument], ...]:
    """The papers asked for on a day, in the order of the book."""
    return tuple(one for one in book.claim_document if one.value.event == event and on in one.span)
