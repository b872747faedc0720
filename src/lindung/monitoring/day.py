"""A regency on a day, as known on a day: everything that any report of it shows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from lindung.kernel import language, values
from lindung.monitoring import amounts, facts, findings, indicators, judging, offers, remarks, rolls, standing
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.enrolment.submissions import queries as submissions
from lindung.registers.funding import queries as funding
from lindung.registers.programmes import queries as programmes
from lindung.registers.workers.changes import facts as identity_facts
from lindung.registers.workers.changes import queries as identity


class _OfRegion(Protocol):
    @property
    def region(self) -> str: ...


_Row = TypeVar("_Row", bound=_OfRegion)


def of_regency(code: values.RegionCode, *, year: int, on: dt.date, known_at: dt.date) -> facts.RegencyDay:
    """The regency ``code`` on ``on`` for the programme year, from what was received by ``known_at``."""
    known = _known(code, year=year, on=on, known_at=known_at)
    places = tuple(standing.place_day(known, place) for place in known.places.values() if place.code.level in (2, 4))
    villages = [place for place in places if place.is_village]
    milestones = tuple(_milestones(known, villages, known_at=known_at))
    return facts.RegencyDay(
        code=code,
        name=known.regency.name,
        province_name=regions.province_of(code, on=on).name,
        zone=language.ZONES[language.zone_of(code)],
        year=year,
        quota=max((place.quota for place in villages), default=0),
        on=on,
        known_at=known_at,
        places=places,
        districts=tuple((place.code, place.name) for place in known.places.values() if place.code.level == 3),
        milestones=milestones,
        findings=findings.all_of(known, places, milestones),
        problems=_row_problems(known),
        warnings=(*amounts.payment_warnings(known), *amounts.budget_warnings(known), *_waiting(known)),
        doubled=tuple(known.doubled),
        moved=known.roll.moved,
    )


def _known(code: values.RegionCode, *, year: int, on: dt.date, known_at: dt.date) -> standing.Known:
    places = {place.code: place for place in regions.within(code, on=on)}
    receipts = _by_region(funding.receipts(code, known_at=known_at))
    lists = [found for found in enrolment.in_force(year=year, known_at=known_at, within=code) if found.region in places]
    book = rulebook.book(code, known_at)
    who = identity.everybody(known_at=known_at)
    of_bpjs = judging.of_bpjs(code, on=on, known_at=known_at, who=who)
    stays = movements.stays(code, known_at=known_at, who=who)
    roll = rolls.judge(
        enrolment.names(lists, who=who),
        first_paid=standing.first_paid(receipts, on=on),
        on=on,
        book=book,
        called=lambda village: f"{places[village].titled} ({village})",
        stays=stays,
        of_bpjs=of_bpjs,
    )
    return standing.Known(
        regency=places[code],
        places=places,
        year=year,
        on=on,
        quotas=programmes.quotas(_villages(places), year=year, known_at=known_at),
        budgets=funding.budgets(code, year=year, known_at=known_at),
        lists={found.region: found for found in lists},
        held=_by_region(enrolment.held(lists)),
        roll=roll,
        receipts=receipts,
        cover=coverage.heads_on(code, on=on, known_at=known_at),
        confirmed=coverage.confirmed_on(code, on=on, known_at=known_at, who=who),
        submitted=_sent(code, year=year, on=on, known_at=known_at, who=who),
        registered={place: len(persons) for place, persons in of_bpjs.accepted.items()},
        waiting=coverage.still_waiting(code, known_at=known_at),
        last_covered=coverage.last_covered(code, on=on, known_at=known_at),
        due_days=[m.due_on for m in programmes.milestones(code, year=year, known_at=known_at)],
        book=book,
        overrides=rulebook.overrides(code, year=year, known_at=known_at),
        doubled=offers.doubled(code, year=year, on=on, known_at=known_at, book=book, who=who),
        bills=_by_region(funding.bills(code, known_at=known_at)),
    )


def _villages(places: Mapping[str, region_facts.Region]) -> list[str]:
    return [code for code, place in places.items() if place.kind in ("desa", "desa_adat")]


def _by_region(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.region, []).append(row)
    return found


def _sent(code: str, *, year: int, on: dt.date, known_at: dt.date, who: identity_facts.Who) -> dict[str, int]:
    """Per place the people whose list for the year went to BPJS, each once however often they were sent."""
    people: dict[str, set[uuid.UUID]] = {}
    for one in submissions.sent(code, year=year, on=on, known_at=known_at, who=who):
        people.setdefault(one.region, set()).add(one.person)
    return {place: len(persons) for place, persons in people.items()}


def _milestones(
    known: standing.Known, villages: Iterable[facts.PlaceDay], *, known_at: dt.date
) -> Iterable[facts.MilestoneDay]:
    """What had been reached on each milestone's day that has come."""
    for milestone in programmes.milestones(known.regency.code, year=known.year, known_at=known_at):
        day = milestone.due_on
        if day > known.on:
            continue
        heads = coverage.heads_on(known.regency.code, on=day, known_at=known_at)
        then = [_at(known, place, day, heads[place.code].heads if place.code in heads else 0) for place in villages]
        yield facts.MilestoneDay(
            on=milestone.due_on,
            share=milestone.per_mille / 1000,
            legal_basis=milestone.legal_basis,
            villages_paid=indicators.value("paid", then),
            villages_at_quota=indicators.value("at_quota", then),
        )


def _at(known: standing.Known, place: facts.PlaceDay, day: dt.date, heads: int) -> facts.PlaceDay:
    """The place with what was paid and covered on an earlier day, and today's list."""
    paid = any(r.stands_on(day) and r.touches(known.year) for r in known.receipts.get(place.code, ()))
    return dataclasses.replace(place, paid=paid, protected=heads)


def _waiting(known: standing.Known) -> Iterable[facts.RowProblem]:
    """BPJS's lists behind kode iuran that nobody is known to have paid yet."""
    for one in known.waiting:
        message = remarks.WARNED["members_without_receipt"].sentence.format(code=one.code, people=one.people)
        where = facts.Evidence(one.file, one.sheet, one.row)
        yield facts.RowProblem(where, "members_without_receipt", "", message, one.region)


def _row_problems(known: standing.Known) -> tuple[facts.RowProblem, ...]:
    held = [
        facts.RowProblem(
            facts.Evidence(row.file, row.sheet, row.row), problem.kind, problem.column, problem.message, row.region
        )
        for rows in known.held.values()
        for row in rows
        for problem in row.problems
    ]
    return tuple([*held, *(fault.problem for fault in known.roll.faults)])
