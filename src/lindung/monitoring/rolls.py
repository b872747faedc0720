"""Which names on the lists count: the age gate, and each person once.

A person on two lists counts where BPJS has accepted them; else in the village with the lower code until the camat
decides. Nothing else about a file (its name, its place in the folder) has a say between villages. Whom BPJS rejected is
no name that counts until BPJS accepts them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
class OfBpjs:
    """What BPJS has said of persons: per place since when each is accepted, and why it rejected whom, by place."""

    accepted: Mapping[str, Mapping[uuid.UUID, dt.date]] = field(default_factory=dict)
    rejected: Mapping[tuple[str, uuid.UUID], str] = field(default_factory=dict)

    def held_by(self) -> dict[uuid.UUID, list[str]]:
        """Of each accepted person the places that BPJS accepted them from, the first before the next."""
        since: dict[uuid.UUID, list[tuple[dt.date, str]]] = {}
        for place, persons in self.accepted.items():
            for person, day in persons.items():
                since.setdefault(person, []).append((day, place))
        return {person: [place for _, place in sorted(said)] for person, said in since.items()}


NOTHING_SAID = OfBpjs()


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
    of_bpjs: OfBpjs = NOTHING_SAID,
) -> Roll:
    """Judge ``names``, given by village and row. Age is taken on the village's first receipt, else on ``on``; of
    whoever came later, on their own first day.

    ``called`` gives a village's name for a sentence. Who left counts no longer from the day after the last day on, and
    stands in nobody's way elsewhere; who is still to come does not count yet.
    """
    valid, other, faults = dict[str, int](), dict[str, int](), list[Fault]()
    going = stays or {}
    own_fault = _own_fault(first_paid, on, book, going, of_bpjs)
    judged = [(name, own_fault(name)) for name in names]
    moved = _movements([name for name, fault in judged if fault is None], going, on)
    here = [one for one in judged if movements.stands(going.get((one[0].region, one[0].person)), on)]
    held = _held([name for name, fault in here if fault is None], of_bpjs)
    counted = dict(held)
    for name, fault in here:
        if fault:
            faults.append(Fault(name, *fault))
            continue
        first = counted.setdefault(name.person, name)
        if first is name:
            valid[name.region] = valid.get(name.region, 0) + 1
            if name.category == "bpu_lain":
                other[name.region] = other.get(name.region, 0) + 1
        else:
            faults.append(_twice(name, first, called, accepted=name.person in held))
            if first.region != name.region:
                moved.pop((name.region, name.person), None)
    return Roll(valid, other, tuple(faults), tuple(moved.values()))


def _own_fault(
    first_paid: Mapping[str, dt.date], on: dt.date, book: law.Book, going: movements.Stays, of_bpjs: OfBpjs
) -> Callable[[enrolment.Name], tuple[str, str] | None]:
    """What bars a name by itself: BPJS rejected it, or its age on the day that counts."""
    fault_of_age = functools.lru_cache(maxsize=None)(functools.partial(age_fault, book))

    def fault(name: enrolment.Name) -> tuple[str, str] | None:
        reason = of_bpjs.rejected.get((name.region, name.person))
        if reason is not None:
            return "rejected_by_bpjs", remarks.HELD["rejected_by_bpjs"].sentence.format(reason=reason)
        first_day = _first_day(going.get((name.region, name.person)), on) or first_paid.get(name.region)
        return fault_of_age(name.born_on, first_day or on, first_day is not None)

    return fault


def _movements(
    names: Iterable[enrolment.Name], stays: movements.Stays, on: dt.date
) -> dict[tuple[str, uuid.UUID], facts.Moved]:
    """Of these names, each person who left or came later, with how they stand on the day."""
    found: dict[tuple[str, uuid.UUID], facts.Moved] = {}
    for name in names if stays else ():
        stay = stays.get((name.region, name.person))
        if stay is not None:
            where = facts.Evidence(name.file, name.sheet, name.row)
            found.setdefault(
                (name.region, name.person), facts.Moved(name.region, where, stay, movements.stands(stay, on))
            )  # fmt: skip
    return found


def _first_day(stay: movements.Stay | None, on: dt.date) -> dt.date | None:
    """The first day of whoever came later, by ``on``; None for who stood there from the beginning."""
    begun = [span.starts_on for span in stay or () if span.starts_on is None or span.starts_on <= on]
    return begun[-1] if begun else None


def _held(names: Sequence[enrolment.Name], of_bpjs: OfBpjs) -> dict[uuid.UUID, enrolment.Name]:
    """Of each person whom BPJS accepted from a village that lists them: the name there that counts."""
    if not of_bpjs.accepted:
        return {}
    places = of_bpjs.held_by()
    by_place: dict[tuple[uuid.UUID, str], enrolment.Name] = {}
    for name in names:
        if name.person in places:
            by_place.setdefault((name.person, name.region), name)
    found: dict[uuid.UUID, enrolment.Name] = {}
    for person, regions in places.items():
        standing = (by_place[person, region] for region in regions if (person, region) in by_place)
        first = next(standing, None)
        if first is not None:
            found[person] = first
    return found


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


def _twice(name: enrolment.Name, first: enrolment.Name, called: Callable[[str], str], *, accepted: bool) -> Fault:
    """``accepted``: because BPJS accepted the person there, and not only for now."""
    if first.region != name.region:
        kind = "accepted_other_village" if accepted else "duplicate_other_village"
        return Fault(name, kind, remarks.HELD[kind].sentence.format(other=called(first.region)), first)
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
    message = remarks.HELD[problem.kind].sentence.format(other=sentences.ANOTHER_VILLAGE)
    return dataclasses.replace(problem, message=message, other="")
