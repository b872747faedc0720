"""Working days, the days an office has to settle a finding, who is asked next, and what is asked each quarter."""

from __future__ import annotations

import datetime as dt

from lindung.kernel.law import entries

_SATURDAY = 5
OTHER = "lainnya"
"""The term of a kind that has none of its own."""


def is_workday(book: entries.Book, day: dt.date) -> bool:
    """Whether offices work on a day: no weekend, and no holiday of any list in force on it.

    A year whose holidays are not in the book yet has weekends only.
    """
    if day.weekday() >= _SATURDAY:
        return False
    return not any(day == one for entry in book.holidays if day in entry.span for one, _name in entry.value.days)


def add_workdays(book: entries.Book, day: dt.date, count: int) -> dt.date:
    """The day that comes ``count`` working days after ``day``; with 0 the first working day from it on."""
    found = day
    for _ in range(count):
        found = _next_workday(book, found + dt.timedelta(days=1))
    return _next_workday(book, found)


def _next_workday(book: entries.Book, day: dt.date) -> dt.date:
    while not is_workday(book, day):
        day += dt.timedelta(days=1)
    return day


def duty_term(book: entries.Book, *, kind: str, on: dt.date) -> entries.DutyTerm:
    """How many working days there are to settle a finding of that kind. Raises NoRule."""
    own = [entry for entry in book.duty_term if entry.value.kind == kind]
    others = [entry for entry in book.duty_term if entry.value.kind == OTHER]
    return entries.in_force([*own, *others], on=on, what=f"jangka waktu tindak lanjut «{kind}»").value


def escalation_line(book: entries.Book, *, office: str, on: dt.date) -> tuple[str, ...]:
    """The offices that are asked one after the other, ``office`` first; alone where it stands beside the line.

    Raises NoRule.
    """
    rule = entries.in_force(book.escalation, on=on, what="urutan penagihan").value
    if office in rule.line:
        return rule.line[rule.line.index(office) :]
    above = dict(rule.joins).get(office)
    return (office, *rule.line[rule.line.index(above) :]) if above in rule.line else (office,)


def informed(book: entries.Book, *, on: dt.date) -> tuple[str, ...]:
    """The offices that are told of every step. Raises NoRule."""
    return entries.in_force(book.escalation, on=on, what="urutan penagihan").value.informed


def evaluation_questions(book: entries.Book, *, on: dt.date) -> tuple[entries.EvaluationQuestion, ...]:
    """What a camat says of a village in the quarter of a day, in the order of the book; none where nothing is asked."""
    return tuple(entry.value for entry in book.evaluation if on in entry.span)
