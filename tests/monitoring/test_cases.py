"""How somebody stood on the day of an event, who has no card, and which cases wait too long."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.monitoring import cases
from lindung.registers.claims import facts as claims
from lindung.registers.claims import operations, queries
from lindung.registers.funding import queries as funding
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from tests import chronicle
from tests.chronicle import MONITORING_DAY, NEW_YEAR, TALUMOPATU

pytestmark = pytest.mark.django_db
JANUARY_5 = dt.date(2023, 1, 5)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def id_of(person: workers.Claimed) -> uuid.UUID:
    found = worker_queries.by_nik(person.nik)
    assert found is not None
    return found.id


@pytest.mark.parametrize(
    ("on", "state", "since"),
    [
        (dt.date(2023, 1, 4), "none", None),
        (dt.date(2023, 3, 10), "presumed", JANUARY_5),
        (dt.date(2023, 5, 10), "grace", JANUARY_5),
        (dt.date(2023, 8, 10), "ended", None),
    ],
)
def test_demand_20_the_standing_of_the_day_comes_with_its_receipts(regency, on, state, since):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=4)
    found = cases.standing(regency.day(on), id_of(aminah))
    receipts = [one.receipt_id for one in funding.receipts("75.03", known_at=MONITORING_DAY)]
    assert (found.state, found.member_since) == (state, since)
    assert list(found.receipts) == ([] if state == "none" else receipts)


def test_a_grace_that_was_paid_again_does_not_break_the_membership(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=2)
    regency.paid(TALUMOPATU, dt.date(2023, 4, 10), heads=1, first="2023-04", months=3)
    assert cases.standing(regency.day(), id_of(aminah)).member_since == JANUARY_5


def test_of_earlier_years_only_bpjs_list_is_believed(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    code = regency.paid(TALUMOPATU, dt.date(2022, 10, 3), heads=2, first="2022-10", months=9)
    assert cases.standing(regency.day(), id_of(aminah)).member_since == NEW_YEAR
    regency.confirmed(code, [aminah], starts_on=dt.date(2022, 10, 3))
    assert cases.standing(regency.day(), id_of(aminah)).member_since == dt.date(2022, 10, 3)


def test_who_has_no_card_yet_comes_first(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    step = claims.CardStep(TALUMOPATU, id_of(aminah), "handed_over", dt.date(2023, 2, 5), "Aminah")
    operations.record_card(step=step, stamp=regency.stamp(MONITORING_DAY))
    found = cases.holders(regency.day(), TALUMOPATU)
    assert [(one.name.row.person.id, one.reached) for one in found] == [(id_of(idrus), False), (id_of(aminah), True)]


def test_a_case_that_waits_for_more_days_than_the_book_says_is_a_finding(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    reported = claims.Report(TALUMOPATU, id_of(aminah), "death", JANUARY_5, dt.date(2023, 3, 14), "Kepala Dusun")
    key = operations.open_case(
        report=reported, standing=claims.Standing("presumed"), stamp=regency.stamp(MONITORING_DAY)
    )
    open_cases = queries.cases("75.03", known_at=MONITORING_DAY)
    assert cases.overdue(open_cases, on=MONITORING_DAY) == ()
    assert [(one.case.key, one.days, one.limit) for one in cases.overdue(open_cases, on=dt.date(2023, 4, 14))] == [
        (key, 31, 30)
    ]
