"""A regency on a day, as known on a day: everything that any report of it shows."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from lindung.kernel import language, values
from lindung.monitoring import amounts, facts, findings, indicators, rolls, standing
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.funding import queries as funding
from lindung.registers.programmes import queries as programmes


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
        warnings=(*amounts.payment_warnings(known), *amounts.budget_warnings(known)),
    )


def _known(code: values.RegionCode, *, year: int, on: dt.date, known_at: dt.date) -> standing.Known:
    places = {place.code: place for place in regions.within(code, on=on)}
    receipts: dict[str, list] = {}
    for receipt in funding.receipts(code, known_at=known_at):
        receipts.setdefault(receipt.region, []).append(receipt)
    lists = [found for found in enrolment.in_force(year=year, known_at=known_at, within=code) if found.region in places]
    book = rulebook.book()
    roll = rolls.judge(
        enrolment.names(lists),
        first_paid=standing.first_paid(receipts, on=on),
        on=on,
        book=book,
        called=lambda village: f"{places[village].titled} ({village})",
    )
    held: dict[str, list] = {}
    for row in enrolment.held(lists):
        held.setdefault(row.region, []).append(row)
    villages = [place for place in places.values() if place.kind in ("desa", "desa_adat")]
    return standing.Known(
        regency=places[code],
        places=places,
        year=year,
        on=on,
        quotas=programmes.quotas([place.code for place in villages], year=year, known_at=known_at),
        budgets=funding.budgets(code, year=year, known_at=known_at),
        lists={found.region: found for found in lists},
        held=held,
        roll=roll,
        receipts=receipts,
        cover=coverage.heads_on(code, on=on, known_at=known_at),
        confirmed=coverage.confirmed_on(code, on=on, known_at=known_at),
        registered=coverage.registered_on(code, on=on, known_at=known_at),
        last_covered=coverage.last_covered(code, on=on, known_at=known_at),
        due_days=[m.due_on for m in programmes.milestones(code, year=year, known_at=known_at)],
        book=book,
    )


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
