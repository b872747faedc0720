"""The renewal calendar follows each village's own last paid day."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.monitoring import renewal
from tests import chronicle
from tests.chronicle import DUNGGALA, HUANGOBOTU, NEW_YEAR, TALUMOPATU

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency() -> chronicle.Chronicle:
    told = chronicle.Chronicle()
    told.paid(TALUMOPATU, dt.date(2023, 1, 5), months=4)
    told.paid(DUNGGALA, dt.date(2023, 1, 5), months=12)
    return told


def reminded(regency: chronicle.Chronicle, on: dt.date) -> list[tuple[str, int, int]]:
    return [(one.place.code, one.step, one.days_left) for one in renewal.calendar(regency.day(on))]


@pytest.mark.parametrize(
    ("on", "step", "left"),
    [
        (dt.date(2023, 2, 28), None, 61),
        (dt.date(2023, 3, 1), 60, 60),
        (dt.date(2023, 3, 30), 60, 31),
        (dt.date(2023, 3, 31), 30, 30),
        (dt.date(2023, 4, 22), 30, 8),
        (dt.date(2023, 4, 23), 7, 7),
        (dt.date(2023, 4, 30), 7, 0),
        (dt.date(2023, 5, 1), None, -1),
    ],
)
def test_demand_30_sixty_thirty_and_seven_days_before_the_villages_own_last_paid_day(regency, on, step, left):
    assert reminded(regency, on) == ([(TALUMOPATU, step, left)] if step else [])


def test_demand_30_whoever_paid_for_a_whole_year_is_reminded_at_its_end(regency):
    assert reminded(regency, dt.date(2023, 12, 1)) == [(DUNGGALA, 30, 30)]


def test_demand_30_what_is_already_paid_for_afterwards_needs_no_reminder(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 4, 10), first="2023-05", months=8)
    assert reminded(regency, dt.date(2023, 4, 9)) == [(TALUMOPATU, 30, 21)]
    assert reminded(regency, dt.date(2023, 4, 10)) == []


def test_demand_30_a_term_across_the_new_year_is_not_the_calendar_year(regency):
    regency.paid(HUANGOBOTU, dt.date(2023, 10, 2), first="2023-10", months=4)
    assert HUANGOBOTU not in [code for code, *_ in reminded(regency, dt.date(2023, 12, 1))]
    found = renewal.calendar(regency.day(dt.date(2023, 12, 31)), within=HUANGOBOTU)
    assert [(one.last_on, one.step) for one in found] == [(dt.date(2024, 1, 31), 60)]


def test_demand_30_the_message_says_who_how_many_until_when_and_what_then(regency):
    (one,) = renewal.calendar(regency.day(dt.date(2023, 4, 13)))
    assert one.message.startswith("Yth. Kepala Desa Talumopatu, Kecamatan Tapa.")
    assert "100 pekerja Desa Talumopatu dibayar sampai 30 April 2023 (17 hari lagi)" in one.message
    assert "Iuran sebulan untuk jumlah itu Rp1.680.000" in one.message
    assert "sesudah 31 Juli 2023 kepesertaan berakhir" in one.message
    assert (one.heads, one.monthly_rupiah) == (100, 1_680_000)


def test_a_reversed_payment_ends_where_it_was_taken_back(regency):
    code = regency.paid(HUANGOBOTU, NEW_YEAR, months=4, heads=5)
    regency.reversed(code, dt.date(2023, 4, 1), amount=5 * 4 * 16_800)
    assert HUANGOBOTU not in [code for code, *_ in reminded(regency, dt.date(2023, 4, 13))]
