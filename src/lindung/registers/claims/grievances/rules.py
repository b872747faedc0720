"""Whose turn it is to answer a grievance, from the days alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from lindung.kernel import law
from lindung.registers.claims.grievances import facts

_FIRST = "kades"


def line(book: law.Book, *, on: dt.date) -> tuple[facts.Turn, ...]:
    """The offices that are asked one after the other, each with its last day. Raises NoRule."""
    term = law.duty_term(book, kind=facts.TERM, on=on)
    turns: list[facts.Turn] = []
    for office in law.escalation_line(book, office=_FIRST, on=on):
        since, days = (turns[-1].due_on, term.step_days) if turns else (on, term.days)
        turns.append(facts.Turn(office, law.add_workdays(book, since, days)))
    return tuple(turns)


def turns(planned: Sequence[facts.Turn], passed: Iterable[facts.Turn], *, on: dt.date) -> tuple[facts.Turn, ...]:
    """Those whose turn has come by a day: the first, each after whose predecessor's last day it is, and whoever was
    asked before that. Who was asked early has their own last day, and the next one comes after it."""
    early = {turn.office: turn for turn in passed}
    found: list[facts.Turn] = []
    for turn in planned:
        due = turn
        if found and turn.office in early:
            due = early[turn.office]
        elif found and not found[-1].due_on < on:
            break
        found.append(due)
    return tuple(found)


def days_late(first: dt.date, *, on: dt.date) -> int:
    """Since the last day of the first office."""
    return max((on - first).days, 0)
