"""The step between registered and paid: a kode iuran was issued and has not expired."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.kernel import values
from lindung.registers.funding import facts, operations
from tests import chronicle
from tests.chronicle import NEW_YEAR, TALUMOPATU

pytestmark = pytest.mark.django_db

JANUARY_31, FEBRUARY_1 = dt.date(2023, 1, 31), dt.date(2023, 2, 1)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def bill(regency, code: str, *, heads: int = 40, first: str = "2023-01", months: int = 12, replaces: str = "") -> None:
    """Issued on New Year's day (anew: on 1 February), to be paid by the end of January (anew: of March)."""
    issued_on, due_on = (FEBRUARY_1, dt.date(2023, 3, 31)) if replaces else (NEW_YEAR, JANUARY_31)
    stamp = regency.stamp(issued_on)
    said = facts.Bill(
        TALUMOPATU, code, "", "", issued_on, due_on, values.Month.parse(first), months, heads, heads * months * 16_800,
        replaces, "buku uji", regency.place(stamp, "tagihan.xlsx"),
    )  # fmt: skip
    operations.record_bills(bills=[said], stamp=stamp)


def heads(regency, on: dt.date) -> int:
    return regency.village(TALUMOPATU, on).billed_heads


def test_a_village_is_billed_until_the_last_day_of_its_kode_iuran(regency):
    bill(regency, "1")
    assert [heads(regency, day) for day in (dt.date(2022, 12, 31), NEW_YEAR, JANUARY_31, FEBRUARY_1)] == [0, 40, 40, 0]


def test_what_was_paid_does_not_expire(regency):
    bill(regency, "1")
    regency.paid(TALUMOPATU, dt.date(2023, 1, 20), heads=10, code="1")
    assert heads(regency, FEBRUARY_1) == 40


def test_a_bill_that_another_replaced_is_asked_for_no_more(regency):
    bill(regency, "1")
    bill(regency, "2", heads=30, replaces="1")
    assert [heads(regency, day) for day in (JANUARY_31, FEBRUARY_1, dt.date(2023, 4, 1))] == [40, 30, 0]


def test_bills_one_after_the_other_are_not_added_up_and_bills_beside_each_other_are(regency):
    bill(regency, "1", heads=40, months=6)
    bill(regency, "2", heads=30, first="2023-07", months=6)
    assert heads(regency, NEW_YEAR) == 40
    bill(regency, "3", heads=5)
    assert heads(regency, NEW_YEAR) == 45


def test_a_kode_iuran_that_was_paid_was_issued_even_if_nobody_recorded_the_bill(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 20), heads=10)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 20), heads=3, code="")
    assert heads(regency, FEBRUARY_1) == 10


def test_next_years_bill_is_next_years(regency):
    bill(regency, "1", first="2024-01")
    assert heads(regency, NEW_YEAR) == 0
