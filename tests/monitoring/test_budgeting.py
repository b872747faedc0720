"""Enough for how many, and what of each fund BPJS has received."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.monitoring import budgeting
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import queries as funding
from tests import chronicle
from tests.chronicle import MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db
MARCH = dt.date(2023, 3, 1)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def lines(region: str = TALUMOPATU):
    known = funding.budgets(region, year=2023, known_at=MONITORING_DAY).get(region, [])
    return funding.in_force(known, on=MONITORING_DAY)


def realised(region: str = TALUMOPATU) -> list[tuple[str, int, int, int]]:
    receipts = [one for one in funding.receipts(region, known_at=MONITORING_DAY) if one.region == region]
    found = budgeting.realised(rulebook.shipped(), lines=lines(region), receipts=receipts)
    return [(one.fund, one.budgeted, one.received, one.left) for one in found]


@pytest.mark.parametrize(
    ("amount", "months", "heads", "enough", "lacking"),
    [
        (20_160_000, 12, 100, True, 0),
        (20_159_999, 12, 99, False, 1),
        (8_064_000, 12, 40, False, 12_096_000),
        (8_064_000, 4, 120, True, 0),
    ],
)
def test_a_budget_is_enough_for_the_quota_or_for_fewer(regency, amount, months, heads, enough, lacking):
    regency.budget(TALUMOPATU, ("ADD", amount), months=months)
    (found,) = budgeting.sufficing(rulebook.shipped(), year=2023, lines=lines(), quota=100)
    assert (found.heads, found.months, found.enough, found.lacking) == (heads, months, enough, lacking)


def test_what_was_received_stands_beside_its_fund(regency):
    regency.budget(TALUMOPATU)
    regency.paid(TALUMOPATU, MARCH, heads=40)
    assert realised() == [("ADD", 20_160_000, 8_064_000, 12_096_000)]


def test_a_receipt_that_two_funds_could_have_paid_is_told_from_neither(regency):
    regency.budget(TALUMOPATU, ("ADD", 12_096_000), ("DD", 8_064_000))
    regency.paid(TALUMOPATU, MARCH, heads=40)
    assert realised() == [
        ("ADD", 12_096_000, 0, 12_096_000), ("DD", 8_064_000, 0, 8_064_000), ("", 0, 8_064_000, -8_064_000),
    ]  # fmt: skip


def test_the_group_at_bpjs_tells_village_money_from_the_regencys(regency):
    regency.budget(TALUMOPATU, ("ADD", 12_096_000), ("APBD", 8_064_000))
    regency.paid(TALUMOPATU, MARCH, heads=40)
    assert realised() == [("ADD", 12_096_000, 8_064_000, 4_032_000), ("APBD", 8_064_000, 0, 8_064_000)]


def test_the_regencys_own_budget_and_money_are_not_lost_and_not_unattributed(regency):
    regency.budget("75.03", ("APBD", 4_032_000_000), heads=20_000)
    stamp = regency.stamp(MARCH)
    place = regency.place(stamp, "apbd.xlsx")
    said = regency.receipt("75.03", MARCH, heads=20_000, place=place)
    own = chronicle.funding_facts.Receipt(
        **{name: getattr(said, name) for name in said.__slots__} | {"group_number": "SG000001"}
    )
    ids = chronicle.funding.record_receipts(receipts=[own], stamp=stamp)
    chronicle.coverage.cover(receipts={pk: own for pk in ids.values()}, stamp=stamp)
    assert realised("75.03") == [("APBD", 4_032_000_000, 4_032_000_000, 0)]
    place_day = regency.village("75.03")
    assert (place_day.budget_rupiah, place_day.protected, place_day.paid_heads) == (4_032_000_000, 20_000, 20_000)
    assert "payment_unattributed" not in {one.kind for one in regency.day().findings}
    regency.paid("75.03", MARCH, heads=1)
    (found,) = [one for one in regency.day().findings if one.kind == "payment_unattributed"]
    assert "Rp201.600" in found.sentence
