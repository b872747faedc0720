"""What came of a delivery, file by file, in words that its sender may read."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable

from lindung.interfaces import monitor
from lindung.interfaces.intake import problems
from lindung.interfaces.intake.jobs import facts
from lindung.monitoring import facts as monitoring
from lindung.monitoring import remarks, rolls, sentences

MOST_LINES = 200
_HOLDS = {kind for kind, known in (problems.ALL | remarks.ALL).items() if known.holds}


def of(
    taken: monitor.Taken, day: monitoring.RegencyDay, *, names: Iterable[str], sender: monitor.Sender
) -> facts.Outcome:
    """What was understood of each file and what is wrong with it, from the file itself and from all registers together.

    ``names`` are all files that were sent; ``day`` is the regency as it stands after them.
    """
    found = [_File(file.name) for file in taken.delivery.files]
    for what in ("budgets", "payments", "people", "answers", "members", "bills"):
        for claim in getattr(taken.delivery, what):
            found[claim.file].count(what)
    for person in taken.delivery.people:
        if person.row.person is None:
            found[person.file].hold(person.sheet, person.row.number)
        for fault in person.row.faults:
            line = facts.Line(person.sheet, person.row.number, fault.kind, fault.column, fault.message)
            found[person.file].lines.append(line)
    for note in taken.delivery.notes:
        line = facts.Line(note.sheet, note.row, note.kind, note.column, note.message)
        found[note.file].lines.append(line)
    _add_derived({file.name: file for file in found}, day, sender)
    shelf = f"{sender.shelf}/" if sender.shelf else ""
    read = {
        file.name.removeprefix(shelf): file.outcome(known=at in taken.known, shelf=shelf)
        for at, file in enumerate(found)
    }
    return facts.Outcome(tuple(read.get(name) or facts.FileOutcome(name, read=False) for name in sorted(names)))


def _add_derived(files: dict[str, _File], day: monitoring.RegencyDay, sender: monitor.Sender) -> None:
    """Faults that no file shows by itself: a person named twice, an age, an amount."""
    for problem in (*day.problems, *day.warnings):
        file = files.get(problem.evidence.file)
        if file is None or problem.kind not in remarks.ALL or not sender.allowed.covers(problem.region or day.code):
            continue
        message = problem.message
        if problem.kind == "duplicate_other_village" and not sender.allowed.covers(day.code):
            message = sentences.LISTED_ELSEWHERE  # which village it is, is not theirs to know
        if problem.kind == "accepted_other_village":
            message = rolls.told_to(problem, sender.allowed.covers).message
        where = problem.evidence
        file.lines.append(facts.Line(where.sheet, where.row, problem.kind, problem.column, message))
        if problem.kind in remarks.HELD:
            file.hold(where.sheet, where.row)


@dataclasses.dataclass(slots=True)
class _File:
    """A file's outcome while it is put together."""

    name: str
    counts: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    held: set[tuple[str, int]] = dataclasses.field(default_factory=set)
    lines: list[facts.Line] = dataclasses.field(default_factory=list)

    def count(self, what: str) -> None:
        self.counts[what] += 1

    def hold(self, sheet: str, row: int) -> None:
        self.held.add((sheet, row))

    def outcome(self, *, known: bool, shelf: str) -> facts.FileOutcome:
        """Its lines in the order of the sheet, what holds a row before what only warns."""
        lines = sorted(self.lines, key=lambda line: (line.kind not in _HOLDS, line.sheet, line.row))
        lines = [
            dataclasses.replace(line, message=line.message.replace(shelf, "")) if shelf else line for line in lines
        ]
        problems_found = sum(line.kind in _HOLDS for line in lines)
        return facts.FileOutcome(
            name=self.name.removeprefix(shelf),
            budgets=self.counts["budgets"],
            payments=self.counts["payments"],
            people=self.counts["people"],
            held=len(self.held),
            problems=problems_found,
            warnings=len(lines) - problems_found,
            kinds=dict(collections.Counter(line.kind for line in lines)),
            lines=tuple(lines[:MOST_LINES]),
            known=known,
            answers=self.counts["answers"],
            members=self.counts["members"],
            bills=self.counts["bills"],
        )
