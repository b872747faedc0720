"""The three sources of a regency's year: whose names stand on its lists, what was paid, what BPJS said."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lindung.monitoring import facts, offers
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.names import facts as name_facts
from lindung.registers.enrolment.names import queries as names
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding
from lindung.registers.workers.changes import queries as identity

Key = tuple[str, uuid.UUID]
"""A person in a place."""


@dataclass(frozen=True, slots=True)
class Known:
    """The three sources of a region's year: whose names stand where, what was paid, what BPJS said."""

    region: str
    year: int
    roster: Mapping[Key, facts.Evidence]
    receipts: tuple[funding_facts.KnownReceipt, ...]
    offers: offers.Offers
    behind_codes: Mapping[tuple[int, uuid.UUID], facts.Evidence]
    accepted: Mapping[Key, facts.Evidence]
    rejected: Mapping[Key, tuple[str, facts.Evidence]]
    otherwise: Mapping[Key, name_facts.Otherwise] = field(default_factory=dict)


def known_of(region: str, *, year: int, on: dt.date, known_at: dt.date) -> Known:
    """What was received by ``known_at`` of a regency's year up to ``on``."""
    receipts = tuple(
        one for one in funding.receipts(region, known_at=known_at) if one.paid_on <= on and one.touches(year)
    )
    offered = offers.beside(receipts, on=on, known_at=known_at)
    members = coverage.members_within(region, known_at=known_at)
    of_year = {one.receipt_id for one in receipts if one.stands_on(on)}
    lists = [one for one in enrolment.in_force(year=year, known_at=known_at) if one.region.startswith(region)]
    roster: dict[Key, facts.Evidence] = {}
    who = identity.everybody(known_at=known_at)
    for name in enrolment.names(lists, who=who):
        roster.setdefault((name.region, name.person), facts.Evidence(name.file, name.sheet, name.row))
    accepted, rejected = _answered(region, year=year, on=on, known_at=known_at, listed={person for _, person in roster})
    for one in [*members, *coverage.kept_waiting(region, known_at=known_at)]:
        if one.received_on.year >= year or (one.region, one.person) in roster:
            accepted.setdefault((one.region, one.person), facts.Evidence(one.file, one.sheet, one.row))
    return Known(
        region=region,
        year=year,
        roster=roster,
        receipts=receipts,
        offers=offered,
        behind_codes={
            (one.receipt_id, one.person): facts.Evidence(one.file, one.sheet, one.row)
            for one in members
            if one.receipt_id in of_year
        },
        accepted=accepted,
        rejected=rejected,
        otherwise=names.otherwise(region, known_at=known_at, who=who, places=roster.keys()),
    )


def _answered(
    region: str, *, year: int, on: dt.date, known_at: dt.date, listed: Collection[uuid.UUID]
) -> tuple[dict[Key, facts.Evidence], dict[Key, tuple[str, facts.Evidence]]]:
    """Whom BPJS accepted by ``on``, and whom it rejected and why, with the row that says it last.

    Of people on no roster of the year only what came in since it began: the others were last year's.
    """
    said = enrolment.answered(region, on=on, known_at=known_at, who=identity.everybody(known_at=known_at))
    places = {
        (one.region, one.person, one.accepted_on is not None): facts.Evidence(one.file, one.sheet, one.row)
        for one in enrolment.answers_within(region, known_at=known_at)
        if one.person in listed or one.received_on.year >= year
    }
    accepted = ((place, person) for place, persons in said.accepted.items() for person in persons)
    return (
        {key: places[*key, True] for key in accepted if (*key, True) in places},
        {key: (why, places[*key, False]) for key, why in said.rejected.items() if (*key, False) in places},
    )
