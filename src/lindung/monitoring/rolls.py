"""Which names on the lists count: the age gate, and each person once.

A person on two lists counts in the village with the lower code until the camat decides; nothing else about a file
(its name, its place in the folder) has a say between villages.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lindung.kernel import language, law
from lindung.monitoring import facts, remarks, sentences
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.enrolment.movements import facts as movements


@dataclass(frozen=True, slots=True)
class Fault:
    """A name that is not counted, and why; ``first`` is the row that counts instead, for a person named twice."""

    name: enrolment.Name
    kind: str
    message: str
    first: enrolment.Name | None = None

    @property
    def problem(self) -> facts.RowProblem:
        where = facts.Evidence(self.name.file, self.name.sheet, self.name.row)
        elsewhere = self.first.region if self.first and self.first.region != self.name.region else ""
        return facts.RowProblem(where, self.kind, "NIK", self.message, self.name.region, elsewhere)


@dataclass(frozen=True, slots=True)
class Roll:
    """The names of a regency, judged: how many count per village, of these other BPU, and the faults."""

    valid: Mapping[str, int]
    other_bpu: Mapping[str, int]
    faults: tuple[Fault, ...]
    moved: tuple[facts.Moved, ...] = ()


def judge(
    names: Iterable[enrolment.Name],
    *,
    first_paid: Mapping[str, dt.date],
    on: dt.date,
    book: law.Book,
    called: Callable[[str], str],
    stays: movements.Stays | None = None,
) -> Roll:
    """Judge ``names``, given by village and row. Age is taken on the village's first receipt, else on ``on``; of
    whoever came later, on their own first day.

    ``called`` gives a village's name for a sentence. Who left counts no longer from the day after the last day on, and
    stands in nobody's way elsewhere; who is still to come does not count yet.
    """
    valid, other, faults = dict[str, int](), dict[str, int](), list[Fault]()
    counted: dict[uuid.UUID, enrolment.Name] = {}
    fault_of_age = functools.lru_cache(maxsize=None)(functools.partial(age_fault, book))
    going = {(region, person.hex): stay for (region, person), stay in (stays or {}).items()}
    moved: dict[tuple[str, str], facts.Moved] = {}
    for name in names:
        stay = going.get((name.region, _hex(name.person))) if going else None
        first_day = _first_day(stay, on) or first_paid.get(name.region)
        fault = fault_of_age(name.born_on, first_day or on, first_day is not None)
        if stay is not None and not fault:
            moved.setdefault((name.region, _hex(name.person)), _moved(name, stay, on))
        if not movements.stands(stay, on):
            continue
        if fault:
            faults.append(Fault(name, *fault))
            continue
        first = counted.setdefault(name.person, name)
        if first is name:
            valid[name.region] = valid.get(name.region, 0) + 1
            if name.category == "bpu_lain":
                other[name.region] = other.get(name.region, 0) + 1
        else:
            faults.append(_twice(name, first, called))
            moved.pop((name.region, _hex(name.person)) if first.region != name.region else ("", ""), None)
    return Roll(valid, other, tuple(faults), tuple(moved.values()))


def _moved(name: enrolment.Name, stay: movements.Stay, on: dt.date) -> facts.Moved:
    where = facts.Evidence(name.file, name.sheet, name.row)
    return facts.Moved(name.region, where, stay, movements.stands(stay, on))


def _hex(person: uuid.UUID | str) -> str:
    """A raw query hands a person's id over as SQLite keeps it."""
    return person.hex if isinstance(person, uuid.UUID) else person


def _first_day(stay: movements.Stay | None, on: dt.date) -> dt.date | None:
    """The first day of whoever came later, by ``on``; None for who stood there from the beginning."""
    begun = [span.starts_on for span in stay or () if span.starts_on is None or span.starts_on <= on]
    return begun[-1] if begun else None


def age_fault(book: law.Book, born_on: dt.date, day: dt.date, paid: bool) -> tuple[str, str] | None:
    """Kind and sentence where age bars a person on a day; ``paid``: that day is the village's first payment."""
    kind = law.age_verdict(book, born_on=born_on, on=day)
    if kind is None:
        return None
    gate = book.age_min if kind == "age_under" else book.age_below
    limit = law.in_force(gate, on=day, what="batas usia").value
    sentence = remarks.HELD[kind].sentence.format(
        age=law.whole_years(born_on=born_on, on=day),
        day=language.day(day),
        which=sentences.FIRST_PAYMENT if paid else sentences.MONITORING_DAY,
        limit=limit,
    )
    return kind, sentence


def _twice(name: enrolment.Name, first: enrolment.Name, called: Callable[[str], str]) -> Fault:
    if first.region != name.region:
        sentence = remarks.HELD["duplicate_other_village"].sentence.format(other=called(first.region))
        return Fault(name, "duplicate_other_village", sentence, first)
    sheet = bool(first.sheet) and first.sheet != name.sheet
    if first.file != name.file:
        kind, where = "duplicate_in_village", sentences.FILE_SHEET_ROW if sheet else sentences.FILE_ROW
    else:
        kind, where = "duplicate_in_file", sentences.SHEET_ROW if sheet else sentences.ROW
    stands = where.format(file=first.file, sheet=first.sheet, row=first.row)
    return Fault(name, kind, remarks.HELD[kind].sentence.format(first=stands), first)


def told_to(problem: facts.RowProblem, covers: Callable[[str], bool]) -> facts.RowProblem:
    """The problem for someone who sees only what ``covers`` says: which other village it is, is for who covers both."""
    if not problem.other or covers(problem.other):
        return problem
    message = remarks.HELD["duplicate_other_village"].sentence.format(other=sentences.ANOTHER_VILLAGE)
    return dataclasses.replace(problem, message=message, other="")
