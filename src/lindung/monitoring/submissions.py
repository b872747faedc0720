"""Which names of a village can go to BPJS: those that count, and those whom it rejected whose row is mended."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from lindung.monitoring import facts, persons, rolls
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.submissions import queries as submissions
from lindung.registers.workers.changes import queries as identity
from lindung.registers.workers.consents import queries as consents

State = Literal["ready", "mended", "waiting", "accepted", "away", "held", "withdrawn"]
"""Never sent; rejected by BPJS and mended since; on a list that waits; accepted; not on the list on that day; held by
a problem of the row; took back the consent."""
CAN_GO: frozenset[State] = frozenset({"ready", "mended"})
_OF_BPJS = "rejected_by_bpjs"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name on the list in force, and whether it can go to BPJS; ``fault``: what holds it."""

    row: enrolment_facts.Row
    state: State
    fault: facts.RowProblem | None = None


def candidates(day: facts.RegencyDay, village: str) -> tuple[Candidate, ...]:
    """The names on a village's list, in its order, each with how it stands with BPJS now."""
    names = persons.roster(day, village).names
    standing = submissions.standing([one.row.person.id for one in names])
    accepted = set(standing.accepted)
    who = identity.everybody(known_at=day.known_at)
    for members in coverage.accepted_in(village, on=day.on, known_at=day.known_at, who=who).values():
        accepted |= members.keys()
    elsewhere = _elsewhere(day, village, {one.row.person.id for one in names if one.fault})
    withdrawn = consents.withdrawn([one.row.person.id for one in names], known_at=day.known_at)
    found = []
    for one in names:
        person, row = one.row.person.id, one.row
        fault = one.fault
        if fault is not None and fault.kind == _OF_BPJS and person in standing.mended and person not in elsewhere:
            fault = _fault_of_age(day, row)
            state: State = "mended" if fault is None else "held"
        elif fault is not None:
            state = "held"
        else:
            state = "ready" if one.counts else "away"
        if person in accepted:
            state = "accepted"
        elif person in standing.waiting:
            state = "waiting"
        elif person in withdrawn:
            state = "withdrawn"
        found.append(Candidate(row, state, fault if state == "held" else None))
    return tuple(found)


def _elsewhere(day: facts.RegencyDay, village: str, wanted: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these, who also stands on another village's list: whose name it is, the camat decides first."""
    listed = enrolment.listing(wanted, year=day.year, known_at=day.known_at)
    return {person for person, villages in listed.items() if villages - {village}}


def _fault_of_age(day: facts.RegencyDay, row: enrolment_facts.Row) -> facts.RowProblem | None:
    """A mended row is judged as a new one: by its age on the day."""
    found = rolls.age_fault(rulebook.book(), row.person.born_on, day.on, paid=False)
    if found is None:
        return None
    return facts.RowProblem(facts.Evidence(row.file, row.sheet, row.row), found[0], "", found[1], row.region)


def can_go(found: Collection[Candidate], *, at_most: int | None = None) -> list[uuid.UUID]:
    """Who of these can go to BPJS, in the order of the list; not more than ``at_most``."""
    return [one.row.person.id for one in found if one.state in CAN_GO][:at_most]


@dataclass(frozen=True, slots=True)
class Beyond:
    """More names with BPJS, or on the way there, than money is there for. ``funded``: for how many heads the budget is
    enough or BPJS was paid, whichever is more."""

    named: int
    funded: int


def beyond_funds(place: facts.PlaceDay, found: Collection[Candidate]) -> Beyond | None:
    """Whether a village's names outnumber its money; None where they don't."""
    named = sum(one.state in CAN_GO or one.state in ("waiting", "accepted") for one in found)
    funded = max(place.budget_heads, place.paid_heads)
    return Beyond(named, funded) if named > funded else None
