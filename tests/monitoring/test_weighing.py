"""Heads as BPJS weighs them: 1.000 people for three months are 500, for eight months 1.000."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from lindung.kernel import values
from lindung.monitoring import weighing
from lindung.registers.funding import facts as funding
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, QUARTER_END, TALUMOPATU


def receipt(heads: int, first: str, months: int) -> funding.KnownReceipt:
    return funding.KnownReceipt(
        1, TALUMOPATU, "1", "", QUARTER_END, values.Month.parse(first), months, heads, 1, None, "x", "", 1
    )


@pytest.mark.parametrize(
    ("receipts", "persons"),
    [
        ([(1000, "2023-01", 3)], 500),
        ([(1000, "2023-01", 8)], 1000),
        ([(100, "2023-01", 3), (100, "2023-04", 3)], 100),
        ([(100, "2023-01", 3), (100, "2023-01", 3)], 100),
        ([(60, "2022-10", 6)], 30),
        ([(60, "2023-10", 12)], 30),
        ([(40, "2023-01", 12), (60, "2023-10", 3)], 70),
        ([], 0),
    ],
)
def test_people_by_months_paid(receipts, persons):
    assert weighing.parts([receipt(*one) for one in receipts], year=2023, whole=6) == persons * 6


def test_it_is_the_sum_over_people_of_their_months_cut_at_the_whole():
    """Said person by person, the longest paid first, for many villages drawn by lot."""
    lot = random.Random(20230331)
    for _ in range(300):
        drawn = [
            (lot.randrange(0, 9), f"2023-{lot.randrange(1, 13):02d}", lot.randrange(1, 13))
            for _ in range(lot.randrange(5))
        ]
        heads = [0] * 12
        for people, first, months in drawn:
            for month in range(int(first[5:]) - 1, min(int(first[5:]) - 1 + months, 12)):
                heads[month] += people
        one_by_one = sum(min(6, sum(1 for here in heads if here > person)) for person in range(max(heads)))
        assert weighing.parts([receipt(*one) for one in drawn], year=2023, whole=6) == one_by_one


@pytest.mark.django_db
def test_of_a_regency_only_what_stands_and_is_known_weighs():
    told = chronicle.Chronicle()
    told.paid(TALUMOPATU, QUARTER_END, heads=40, months=3)
    told.paid(DUNGGALA, QUARTER_END, heads=10, months=12, received_on=MONITORING_DAY)
    taken = told.paid(DUNGGALA, QUARTER_END, heads=99, months=12)
    told.reversed(taken, dt.date(2023, 4, 2), amount=99 * 12 * chronicle.RATE)

    def parts(on: dt.date, known_at: dt.date) -> dict[str, int]:
        return dict(weighing.of_regency("75.03", year=2023, on=on, known_at=known_at, whole=6))

    assert parts(QUARTER_END, QUARTER_END) == {TALUMOPATU: 120, DUNGGALA: 594}
    assert parts(QUARTER_END, MONITORING_DAY) == {TALUMOPATU: 120, DUNGGALA: 654}
    assert parts(MONITORING_DAY, MONITORING_DAY) == {TALUMOPATU: 120, DUNGGALA: 60}
