"""The regency as a funder: lines of its DPA with their SK, apart from the villages' budgets."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from lindung.monitoring import own_money
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import operations as funding_operations
from lindung.registers.funding import queries as funding
from lindung.registers.funding.regency import operations, queries
from tests import chronicle
from tests.chronicle import MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency(db):
    return chronicle.Chronicle()


MAY, JUNE = dt.date(2023, 5, 2), dt.date(2023, 6, 15)


def known(known_at: dt.date = JUNE) -> list:
    return queries.lines("75.03", year=2023, known_at=known_at)


def in_force(on: dt.date = JUNE, known_at: dt.date = JUNE) -> list[tuple[str, str, int]]:
    return [(one.fund, one.sk, one.amount) for one in queries.in_force(known(known_at), on=on)]


def test_apbd_and_pokir_stand_beside_each_other_and_change_no_village(regency):
    regency.budget(TALUMOPATU)
    before = funding.budgets("75.03", year=2023, known_at=JUNE)
    regency.regency_budget("APBD", 302_400_000, heads=1_500, sk="12/2023")
    regency.regency_budget("POKIR", 100_800_000, heads=500, sk="13/2023")
    assert in_force() == [("APBD", "12/2023", 302_400_000), ("POKIR", "13/2023", 100_800_000)]
    assert funding.budgets("75.03", year=2023, known_at=JUNE) == before


def test_a_line_said_again_stands_once_and_said_anew_the_later_stands(regency):
    assert regency.regency_budget("APBD", 302_400_000) == 1
    assert regency.regency_budget("APBD", 302_400_000) == 0
    assert regency.regency_budget("APBD", 201_600_000, received_on=MAY) == 1
    assert in_force() == [("APBD", "12/2023", 201_600_000)]
    assert in_force(known_at=MONITORING_DAY) == [("APBD", "12/2023", 302_400_000)]
    assert len(known()) == 2


def test_a_dppa_replaces_the_lines_of_its_fund_from_its_day_and_a_plan_is_no_budget(regency):
    regency.regency_budget("APBD", 302_400_000)
    regency.regency_budget("POKIR", 100_800_000)
    regency.regency_budget("APBD", 151_200_000, stage="dppa", dpa="DPPA/1", dpa_on=MAY, received_on=MAY)
    regency.regency_budget("BKK", 50_000_000, stage="rka", dpa="", dpa_on=None)
    assert in_force() == [("POKIR", "12/2023", 100_800_000), ("APBD", "12/2023", 151_200_000)]
    assert in_force(on=MONITORING_DAY) == [("APBD", "12/2023", 302_400_000), ("POKIR", "12/2023", 100_800_000)]


def test_zero_takes_a_line_back(regency):
    regency.regency_budget("APBD", 302_400_000)
    regency.regency_budget("APBD", 0)
    assert in_force() == []


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"fund": "DD"}, operations.NotRegencyMoney),
        ({"fund": "CSR"}, operations.NotRegencyMoney),
        ({"dpa": " "}, operations.NoDPA),
        ({"dpa_on": MAY}, operations.PaperAhead),
        ({"sk_on": MAY}, operations.PaperAhead),
    ],
)
def test_what_is_no_line_of_a_regency_is_refused(regency, said, refused):
    with pytest.raises(refused):
        regency.regency_budget(**{"fund": "APBD", "amount": 1} | said)
    assert known() == []


def test_a_village_has_no_dpa(regency):
    regency.regency = TALUMOPATU
    with pytest.raises(operations.NotARegency):
        regency.regency_budget("APBD", 1)


def test_who_answers_for_one_village_reads_none_of_it(regency):
    regency.regency_budget("APBD", 302_400_000)
    with scope.within(access.Scope(frozenset({TALUMOPATU}))):
        assert known() == []
    with scope.within(access.Scope(frozenset({"75.03"}))):
        assert len(known()) == 1


# Budget – paid – rest


def paid(story: chronicle.Chronicle, group: str, heads: int, at: str = "75.03") -> None:
    stamp = story.stamp(MONITORING_DAY)
    receipt = story.receipt(at, MONITORING_DAY, heads=heads, place=story.place(stamp, "bayar.xlsx"))
    funding_operations.record_receipts(receipts=[dataclasses.replace(receipt, group_number=group)], stamp=stamp)


def realised() -> list[tuple[str, int, int, int]]:
    receipts = funding.receipts_at({"75.03"}, known_at=JUNE)["75.03"]
    lines = queries.in_force(known(), on=JUNE)
    found = own_money.realised(rulebook.book("75.03"), lines=lines, receipts=receipts)
    return [(one.fund, one.budgeted, one.received, one.left) for one in found]


def test_what_the_regency_paid_is_weighed_against_its_own_budget_alone(regency):
    """100 heads for a year from a group of the government; a village's own payment is none of it."""
    regency.regency_budget("APBD", 302_400_000, heads=1_500)
    paid(regency, "SG000001", 100)
    paid(regency, "SD000001", 40, at=TALUMOPATU)
    assert realised() == [("APBD", 302_400_000, 20_160_000, 282_240_000)]


def test_money_of_a_village_that_nobody_named_is_not_taken_for_the_regencys(regency):
    regency.regency_budget("APBD", 302_400_000)
    paid(regency, "SD000001", 40)
    paid(regency, "", 10)
    assert realised() == [("APBD", 302_400_000, 0, 302_400_000), ("", 0, 10_080_000, -10_080_000)]


def test_of_two_funds_nobody_says_which_paid(regency):
    regency.regency_budget("APBD", 302_400_000)
    regency.regency_budget("POKIR", 100_800_000)
    paid(regency, "SG000001", 100)
    assert realised() == [
        ("APBD", 302_400_000, 0, 302_400_000), ("POKIR", 100_800_000, 0, 100_800_000), ("", 0, 20_160_000, -20_160_000),
    ]  # fmt: skip


def test_a_line_is_enough_for_so_many_at_the_rate_of_public_money(regency):
    """302.400.000 / 201.600 is 1.500 for a year; in May 2026 the discount is not the regency's."""
    regency.regency_budget("APBD", 302_400_000)
    (line,) = known()
    book = rulebook.book("75.03")
    assert (own_money.heads(book, line, year=2023), own_money.heads(book, line, year=2026)) == (1_500, 1_500)
