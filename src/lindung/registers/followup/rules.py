"""When a duty is due, and to whom it goes when nobody acts. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from lindung.kernel import law
from lindung.registers.followup import facts


def due(book: law.Book, *, kind: str, opened_on: dt.date) -> dt.date:
    """The last working day on which the first office is in time. Raises NoRule."""
    return law.add_workdays(book, opened_on, law.duty_term(book, kind=kind, on=opened_on).days)


def steps_passed(book: law.Book, *, kind: str, taken: Sequence[facts.Step], on: dt.date) -> Iterator[facts.Step]:
    """The steps that a round has come to by ``on`` and that are not among those ``taken``: one office along the line
    after the other, each on the first working day after the term of the one before; after the last there is none.

    Raises NoRule.
    """
    last, reached = taken[-1], {step.office for step in taken}
    while True:
        above = law.escalation_line(book, office=last.office, on=last.due_on)[1:2]
        reached_on = law.add_workdays(book, last.due_on, 1)
        if not above or above[0] in reached or reached_on > on:
            return
        days = law.duty_term(book, kind=kind, on=reached_on).step_days
        due_on = law.add_workdays(book, reached_on, days)
        last = facts.Step(last.number + 1, above[0], reached_on, due_on, law.informed(book, on=reached_on))
        reached.add(last.office)
        yield last


def fault_of(reply: facts.Reply, *, today: dt.date) -> str:
    """Why an answer can't be taken as it is; nothing where it can."""
    if reply.said not in facts.SAID:
        return "jawabannya tidak dikenal"
    if reply.said == "promised" and reply.on is None:
        return "tanggal janjinya belum ditulis"
    if reply.said == "promised" and reply.on is not None and reply.on < today:
        return "tanggal janjinya sudah lewat"
    if reply.said == "not_possible" and reply.obstacle not in facts.OBSTACLES:
        return "kendalanya belum dipilih"
    if reply.obstacle == "lain" and not reply.words.strip():
        return "kendala lain belum dijelaskan"
    return ""


FAULTS = (
    "jawabannya tidak dikenal", "tanggal janjinya belum ditulis", "tanggal janjinya sudah lewat",
    "kendalanya belum dipilih", "kendala lain belum dijelaskan",
)  # fmt: skip
