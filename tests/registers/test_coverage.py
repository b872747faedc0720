"""The protection ledger: heads are a sum of facts, on any day, as known on any day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lindung.registers.coverage import facts, models
from lindung.registers.coverage import queries as coverage
from tests import chronicle
from tests.chronicle import HUANGOBOTU, MONITORING_DAY, PAUWO, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db

FOR_100 = 20_160_000


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def heads(on: dt.date, known_at: dt.date = dt.date(2030, 1, 1), village: str = TALUMOPATU) -> int:
    found = coverage.heads_on("75.03", on=on, known_at=known_at)
    return found[village].heads if village in found else 0


def test_cover_starts_on_the_day_of_receipt_when_that_is_later(regency):
    regency.paid(TALUMOPATU, QUARTER_END)
    assert [heads(dt.date(2023, 3, 30)), heads(QUARTER_END)] == [0, 100]


def test_cover_starts_with_the_period_when_that_is_later(regency):
    regency.paid(TALUMOPATU, QUARTER_END, first="2023-05", months=3)
    assert [heads(dt.date(2023, 4, 30)), heads(dt.date(2023, 5, 1))] == [0, 100]


def test_cover_ends_with_the_last_paid_month(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3)
    assert [heads(QUARTER_END), heads(dt.date(2023, 4, 1))] == [100, 0]
    assert coverage.heads_on("75.03", on=QUARTER_END, known_at=MONITORING_DAY) == {
        TALUMOPATU: facts.Heads(100, dt.date(2023, 4, 1))
    }


# BPJS's list


def test_whom_bpjs_lists_is_confirmed_from_the_start_that_bpjs_records(regency):
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5))
    assert regency.confirmed(code, chronicle.people(3), starts_on=dt.date(2023, 1, 20)) == 3
    known = {"known_at": MONITORING_DAY}
    assert coverage.confirmed_on("75.03", on=dt.date(2023, 1, 19), **known) == {}
    assert coverage.confirmed_on("75.03", on=dt.date(2023, 1, 20), **known) == {TALUMOPATU: 3}
    assert coverage.confirmed_on("75.03", on=dt.date(2024, 1, 1), **known) == {}
    assert coverage.confirmed_on("75.03", on=QUARTER_END, known_at=QUARTER_END) == {}


def test_the_same_list_again_confirms_nobody_twice(regency):
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5))
    persons = chronicle.people(3)
    regency.confirmed(code, persons)
    assert regency.confirmed(code, persons) == 0
    assert coverage.confirmed_on("75.03", on=MONITORING_DAY, known_at=MONITORING_DAY) == {TALUMOPATU: 3}


def test_a_reversed_receipt_confirms_nobody_from_its_day_on(regency):
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5))
    regency.confirmed(code, chronicle.people(3))
    regency.reversed(code, dt.date(2023, 4, 1), amount=FOR_100)
    known = {"known_at": MONITORING_DAY}
    assert coverage.confirmed_on("75.03", on=QUARTER_END, **known) == {TALUMOPATU: 3}
    assert coverage.confirmed_on("75.03", on=dt.date(2023, 4, 1), **known) == {}


def test_arrears_cover_nobody(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 4, 1), first="2023-01", months=3)
    regency.paid(HUANGOBOTU, dt.date(2023, 4, 1), first="2022-01", months=12)
    assert not models.Cover.objects.exists()


def test_arrears_paid_within_their_last_month_cover_what_is_left_of_it(regency):
    regency.paid(TALUMOPATU, QUARTER_END, first="2023-01", months=3)
    assert [heads(QUARTER_END), heads(dt.date(2023, 4, 1))] == [100, 0]


def test_instalments_add_up_only_where_their_months_meet(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), first="2023-01", months=3, heads=40)
    regency.paid(TALUMOPATU, dt.date(2023, 3, 5), first="2023-03", months=3, heads=60)
    found = [heads(dt.date(2023, month, 15)) for month in (1, 2, 3, 4, 5, 6)]
    assert found == [40, 40, 100, 60, 60, 0]


def test_a_reversal_takes_its_heads_away_from_its_own_day_on(regency):
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5))
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=40)
    regency.reversed(code, dt.date(2023, 4, 10), amount=FOR_100)
    assert [heads(dt.date(2023, 4, 9)), heads(dt.date(2023, 4, 10)), heads(dt.date(2023, 12, 31))] == [140, 40, 40]


def test_a_reversal_before_the_period_begins_leaves_no_cover_at_all(regency):
    code = regency.paid(TALUMOPATU, dt.date(2022, 12, 20))
    regency.reversed(code, dt.date(2022, 12, 28), amount=FOR_100)
    assert [heads(dt.date(2022, 12, 25)), heads(dt.date(2023, 1, 1)), heads(MONITORING_DAY)] == [0, 0, 0]


def test_a_reversal_after_the_cover_is_over_changes_no_day(regency):
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3)
    regency.reversed(code, MONITORING_DAY, amount=5_040_000)
    assert [heads(QUARTER_END), heads(MONITORING_DAY)] == [100, 0]
    assert models.Cover.objects.count() == 1


def test_the_ledger_can_be_asked_as_it_was_known_on_an_earlier_day(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END, received_on=dt.date(2023, 4, 5))
    regency.reversed(code, dt.date(2023, 4, 6), amount=FOR_100, received_on=MONITORING_DAY)
    asked = dt.date(2023, 4, 7)
    known = [heads(asked, dt.date(2023, 4, day)) for day in (4, 5, 12, 13)]
    assert known == [0, 100, 100, 0]


def test_what_an_earlier_document_says_too_was_known_earlier(regency):
    """The recap of April was loaded first, then that of March was found, which holds the same receipt."""
    code = regency.paid(TALUMOPATU, dt.date(2023, 3, 5), received_on=MONITORING_DAY)
    regency.reversed(code, dt.date(2023, 3, 20), amount=FOR_100, received_on=MONITORING_DAY)
    assert heads(dt.date(2023, 3, 10), known_at=QUARTER_END) == 0
    regency.paid(TALUMOPATU, dt.date(2023, 3, 5), code=code, received_on=dt.date(2023, 3, 6))
    assert heads(dt.date(2023, 3, 25), known_at=QUARTER_END) == 100
    regency.reversed(code, dt.date(2023, 3, 20), amount=FOR_100, received_on=QUARTER_END)
    assert heads(dt.date(2023, 3, 25), known_at=QUARTER_END) == 0
    assert heads(dt.date(2023, 3, 10), known_at=QUARTER_END) == 100


def test_a_receipt_for_nobody_covers_nobody(regency):
    regency.paid(TALUMOPATU, QUARTER_END, heads=0, amount=FOR_100)
    assert not models.Cover.objects.exists()


def test_kelurahan_and_the_regency_itself_are_places_too(regency):
    regency.paid(PAUWO, QUARTER_END, heads=20)
    regency.paid("75.03", QUARTER_END, heads=5)
    found = coverage.heads_on("75.03", on=QUARTER_END, known_at=MONITORING_DAY)
    assert {code: place.heads for code, place in found.items()} == {PAUWO: 20, "75.03": 5}


def test_the_last_covered_day_is_that_of_the_cover_that_ends_last(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3)
    regency.paid(TALUMOPATU, dt.date(2023, 2, 5), first="2023-02", months=1, heads=40)
    ended = coverage.last_covered("75.03", on=MONITORING_DAY, known_at=MONITORING_DAY)
    assert ended == {TALUMOPATU: dt.date(2023, 4, 1)}


def test_what_was_taken_back_is_no_cover_that_ended_last(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=1)
    code = regency.paid(TALUMOPATU, dt.date(2023, 2, 5), first="2023-02", months=2)
    regency.reversed(code, dt.date(2023, 2, 6), amount=3_360_000)
    ended = coverage.last_covered("75.03", on=MONITORING_DAY, known_at=MONITORING_DAY)
    assert ended == {TALUMOPATU: dt.date(2023, 2, 1)}


# Any history


@dataclass(frozen=True)
class Told:
    """A receipt, and its reversal where there is one; every day as a number of days after 1 November 2022.

    A reversal is heard of 30 days after it at the earliest, and so after the receipt.
    """

    village: str
    paid: int
    heard: int
    heard_again: int
    first: str
    months: int
    heads: int
    reversed_after: int | None
    reversal_heard: int
    reversal_heard_again: int

    def on(self, days: int) -> dt.date:
        return dt.date(2022, 11, 1) + dt.timedelta(days)


tellings = st.builds(
    Told,
    village=st.sampled_from((TALUMOPATU, HUANGOBOTU)),
    paid=st.integers(0, 200),
    heard=st.integers(0, 30),
    heard_again=st.integers(0, 30),
    first=st.sampled_from([f"2022-{month}" for month in (10, 11, 12)] + [f"2023-{month:02d}" for month in range(1, 8)]),
    months=st.integers(1, 14),
    heads=st.integers(0, 120),
    reversed_after=st.none() | st.integers(0, 200),
    reversal_heard=st.integers(0, 30),
    reversal_heard_again=st.integers(0, 30),
)


questions = st.tuples(st.integers(0, 500), st.integers(0, 500))
"""The day asked about and the day of knowledge."""


def counted(told: list[Told], village: str, on: dt.date, known_at: dt.date) -> int:
    """The heads of a day by going through the receipts one by one: paid by then, for that month, not taken back."""
    total = 0
    for one in told:
        year, month = map(int, one.first.split("-"))
        later = (on.year - year) * 12 + on.month - month
        paid = one.on(one.paid) <= on and one.on(one.paid + min(one.heard, one.heard_again)) <= known_at
        back = one.reversed_after is not None and (
            one.on(one.paid + one.reversed_after) <= on
            and one.on(one.paid + one.reversed_after + min(one.reversal_heard, one.reversal_heard_again) + 30)
            <= known_at
        )
        if one.village == village and paid and not back and 0 <= later < one.months:
            total += one.heads
    return total


def replayed(regency: chronicle.Chronicle, told: list[Told]) -> None:
    """Each receipt and reversal is told by two documents, of which either may have come in first."""
    for one in told:
        said = {"first": one.first, "months": one.months, "heads": one.heads, "amount": 777}
        paid_on = one.on(one.paid)
        code = regency.paid(one.village, paid_on, received_on=one.on(one.paid + one.heard), **said)
        regency.paid(one.village, paid_on, received_on=one.on(one.paid + one.heard_again), code=code, **said)
        if one.reversed_after is not None:
            since = one.paid + one.reversed_after
            for heard in (one.reversal_heard, one.reversal_heard_again):
                regency.reversed(code, one.on(since), amount=777, received_on=one.on(since + heard + 30))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(tellings, max_size=5), asked=st.lists(questions, min_size=8, max_size=8))
def test_the_heads_of_any_day_are_what_counting_the_receipts_one_by_one_gives(regency, told, asked):
    with transaction.atomic():
        replayed(regency, told)
        for on, known in asked:
            day, known_at = dt.date(2022, 11, 1) + dt.timedelta(on), dt.date(2022, 11, 1) + dt.timedelta(known)
            for village in (TALUMOPATU, HUANGOBOTU):
                assert heads(day, known_at, village) == counted(told, village, day, known_at)
        transaction.set_rollback(True)
