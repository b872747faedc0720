"""The rows that BPJS sends back: its answer about each person, and the people behind a kode iuran. Records nothing.

What cannot be used is said to ``note`` (row, kind, column, facts), a row at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lindung.interfaces.intake import cells, layouts, problems, rosters, tables
from lindung.kernel import values
from lindung.registers.workers import facts as workers

Note = Callable[..., None]
"""``note(row, kind, column, **facts)``."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """BPJS's answer about one person: accepted with ``membership`` since ``day`` (None: not said), or ``reason``.

    ``person``: who it is, where the row says enough to take someone whom no list names.
    """

    number: int
    cells: dict[str, Any]
    nik: values.Nik
    person: workers.Claimed | None
    accepted: bool
    membership: str
    day: dt.date | None
    reason: str
    name: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person on the list behind a kode iuran, a member since ``day`` (None: not said)."""

    number: int
    cells: dict[str, Any]
    nik: values.Nik
    person: workers.Claimed | None
    code: str
    membership: str
    day: dt.date | None
    name: str


def answers(table: tables.Table, layout: layouts.Layout, *, on: dt.date, note: Note) -> Iterator[AnswerRow]:
    """The answers of a result file; ``on``: which century a birth year belongs to."""
    for row, nik in _people(table, on, note):
        outcome = _outcome(layout, row)
        membership, reason = _membership(row), cells.without_nik(cells.text(row.cells.get("reason")))
        if outcome == "pending":
            note(row.number, "answer_pending", table.headings.get("status", ""))
        elif outcome is None:
            written = cells.text(row.cells.get("status"))
            note(row.number, "answer_unclear", table.headings.get("status", ""), written=written)
        elif outcome == "accepted" and not membership:
            note(row.number, "answer_without_number", table.headings["membership"])
        else:
            accepted = outcome == "accepted"
            yield AnswerRow(
                row.number,
                row.cells,
                nik,
                person(layout, row, nik, on),
                accepted,
                membership,
                layout.day(row.cells.get("day")) if accepted else None,
                "" if accepted else reason or problems.NO_REASON,
                name(row),
            )


def members(table: tables.Table, layout: layouts.Layout, *, on: dt.date, note: Note) -> Iterator[MemberRow]:
    """The people of a list behind a kode iuran."""
    above = layouts.code_above(table.above)
    for row, nik in _people(table, on, note):
        membership, code = _membership(row), cells.digits(row.cells.get("code")) or above
        if not membership:
            note(row.number, "answer_without_number", table.headings["membership"])
        elif not code:
            note(row.number, "member_without_code", table.headings.get("code", ""))
        else:
            day = layout.day(row.cells.get("day"))
            who = person(layout, row, nik, on)
            yield MemberRow(row.number, row.cells, nik, who, code, membership, day, name(row))


def _people(table: tables.Table, on: dt.date, note: Note) -> Iterator[tuple[tables.Row, values.Nik]]:
    """The rows with a NIK without fault; of a column that Excel damaged, none."""
    rows = [row for row in table.rows if rosters.is_person(row.cells)]
    damage = rosters.damaged([row.cells.get("nik") for row in rows])
    if damage and rows:
        note(rows[0].number, "nik_damaged_by_excel", table.headings["nik"], zeros=damage[0], count=damage[1])
        return
    for row in rows:
        nik = cells.digits(row.cells.get("nik"))
        faults = rosters.nik_faults(table, nik, on)
        for fault in faults:
            note(row.number, fault.kind, fault.column, message=fault.message)
        if not faults:
            yield row, values.Nik(nik)


def _membership(row: tables.Row) -> str:
    """The membership number; «-» and the like are none."""
    said = cells.digits(row.cells.get("membership"))
    return said if any(sign.isdigit() for sign in said) else ""


def _outcome(layout: layouts.Layout, row: tables.Row) -> layouts.Outcome | None:
    """By the column of results; where there is none, or it is empty, a number alone or a reason alone says it."""
    said = cells.text(row.cells.get("status"))
    if said:
        return layout.outcome(said)
    number, reason = bool(_membership(row)), bool(cells.text(row.cells.get("reason")))
    if number == reason:
        return None
    return "accepted" if number else "rejected"


def name(row: tables.Row) -> str:
    """What the row calls the person."""
    return cells.without_nik(cells.text(row.cells.get("name")))


def person(layout: layouts.Layout, row: tables.Row, nik: values.Nik, on: dt.date) -> workers.Claimed | None:
    """Who the row says it is, where it gives a name and the birth date that the NIK holds."""
    called = name(row)
    born_on = nik.born_on(on)
    cell = row.cells.get("birth")
    stated = {cells.day(cell), layout.day(cell)}
    if not called or born_on is None or born_on not in stated:
        return None
    return workers.Claimed(nik, called, born_on, nik.sex, {})
