"""Corrections of who somebody is, merges and splits, told as two officers tell them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

from lindung.registers.coverage.merging import operations as merging
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from lindung.registers.workers.changes import facts, operations, queries
from tests import chronicle

GROUNDS = facts.Grounds("nama di KTP lain", "KTP, dilihat di kantor desa")
SITI, RAHMAT = "siti", "rahmat"
TOLD = (GROUNDS.reason, GROUNDS.paper, SITI)


def person(one: workers.Claimed) -> uuid.UUID:
    return worker_queries.by_nik(one.nik).id


def asked(
    region: str, one: workers.Claimed, *, on: dt.date = chronicle.MONITORING_DAY, grounds: facts.Grounds = GROUNDS,
    **said: object,
) -> int:  # fmt: skip
    """Somebody asks that this be stated of a person instead."""
    who = person(one)
    wanted = dataclasses.replace(queries.stands(who), **said)
    return operations.propose_correction(
        person=who, region=region, said=wanted, grounds=grounds, account=SITI, stamp=chronicle.Chronicle.stamp(on)
    )


def decided(number: int, *, on: dt.date = chronicle.MONITORING_DAY, approved: bool = True) -> None:
    merging.decide(change_id=number, approved=approved, account=RAHMAT, stamp=chronicle.Chronicle.stamp(on))


def corrected(region: str, one: workers.Claimed, *, on: dt.date = chronicle.MONITORING_DAY, **said: object) -> int:
    number = asked(region, one, on=on, **said)
    decided(number, on=on)
    return number


def merged(
    region: str, kept: uuid.UUID, gone: uuid.UUID, *, on: dt.date = chronicle.MONITORING_DAY
) -> int:  # fmt: skip
    stamp = chronicle.Chronicle.stamp(on)
    number = operations.propose_merge(
        person=kept, other=gone, region=region, grounds=GROUNDS, account=SITI, stamp=stamp
    )  # fmt: skip
    decided(number, on=on)
    return number


def split(region: str, merge: int, *, on: dt.date = chronicle.MONITORING_DAY) -> int:
    stamp = chronicle.Chronicle.stamp(on)
    number = operations.propose_split(merge=merge, region=region, grounds=GROUNDS, account=SITI, stamp=stamp)
    decided(number, on=on)
    return number
