"""The ladder, one word after the other: villages on one side, people on the other, never mixed."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import chronicle
from tests.chronicle import HUANGOBOTU, MONITORING_DAY, NEW_YEAR, PAUWO, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db

FOR_100 = 20_160_000
DECEMBER = dt.date(2022, 12, 20)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


# Target


def test_every_village_has_the_regencys_quota_and_a_kelurahan_none(regency):
    assert regency.village(TALUMOPATU).quota == 100
    assert regency.village(PAUWO).quota == 0


# Reported


def test_not_reporting_is_not_zero(regency):
    regency.no_budget(TALUMOPATU)
    declared, silent = regency.village(TALUMOPATU), regency.village(HUANGOBOTU)
    assert (declared.reported, declared.budgeted, declared.status) == (True, False, "not_budgeted")
    assert (silent.reported, silent.budgeted, silent.status) == (False, False, "not_reporting")


def test_a_report_that_came_later_was_not_yet_known(regency):
    regency.budget(TALUMOPATU, received_on=MONITORING_DAY)
    assert regency.village(TALUMOPATU, QUARTER_END, known_at=QUARTER_END).reported is False
    assert regency.village(TALUMOPATU, QUARTER_END).reported is True


# Budgeted


@pytest.mark.parametrize("stage", ["rkpdes", "rapbdes", "evaluasi"])
def test_a_draft_is_reported_and_not_budgeted(regency, stage):
    regency.budget(TALUMOPATU, stage=stage)
    village = regency.village(TALUMOPATU)
    assert (village.reported, village.budgeted, village.budget_rupiah) == (True, False, 0)


def test_a_perdes_of_tomorrow_is_not_in_force_today(regency):
    regency.budget(TALUMOPATU, decided_on=dt.date(2023, 4, 14))
    assert regency.village(TALUMOPATU).budgeted is False
    assert regency.village(TALUMOPATU, dt.date(2023, 4, 14)).budgeted is True


def test_an_amendment_replaces_the_amount_it_amends(regency):
    regency.budget(TALUMOPATU, ("ADD", 8_064_000))
    regency.budget(TALUMOPATU, ("ADD", FOR_100), stage="perubahan", decided_on=dt.date(2023, 4, 5))
    assert regency.village(TALUMOPATU).budget_rupiah == FOR_100


@pytest.mark.parametrize(
    ("amount", "months", "people"),
    [(20_160_000, 12, 100), (20_159_999, 12, 99), (20_160_000, 6, 200), (20_160_000, None, 100), (201_599, 12, 0)],
)
def test_a_budget_suffices_for_so_many_people_rounded_down(regency, amount, months, people):
    regency.budget(TALUMOPATU, ("ADD", amount), months=months)
    assert regency.village(TALUMOPATU).budget_heads == people


def test_of_two_funds_each_is_rounded_down_for_itself(regency):
    regency.budget(TALUMOPATU, ("ADD", 302_400), ("DD", 302_400))
    village = regency.village(TALUMOPATU)
    assert (village.budget_rupiah, village.budget_heads, village.funds) == (604_800, 2, ("ADD", "DD"))


# Listed


def test_declared_and_valid_stand_side_by_side(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah, aminah, chronicle.someone(dt.date(1950, 1, 1))], held=[("nik_length", "7503")])
    village = regency.village(TALUMOPATU)
    assert (village.listed, village.declared, village.valid) == (True, 4, 1)


def test_without_a_list_nobody_is_declared(regency):
    village = regency.village(TALUMOPATU)
    assert (village.listed, village.declared, village.valid) == (False, 0, 0)


def test_a_person_in_two_villages_counts_in_the_lower_code_and_is_declared_in_both(regency):
    aminah = chronicle.someone()
    regency.listed(HUANGOBOTU, [aminah, chronicle.someone()])
    regency.listed(TALUMOPATU, [aminah])
    assert (regency.village(TALUMOPATU).declared, regency.village(TALUMOPATU).valid) == (1, 1)
    assert (regency.village(HUANGOBOTU).declared, regency.village(HUANGOBOTU).valid) == (2, 1)


def test_imams_are_valid_and_shown_apart(regency):
    regency.listed(TALUMOPATU, chronicle.people(3), category="bpu_lain")
    assert (regency.village(TALUMOPATU).valid, regency.village(TALUMOPATU).other_bpu) == (3, 3)


# Paid


def test_paid_last_december_for_this_year_is_paid(regency):
    regency.paid(TALUMOPATU, DECEMBER)
    village = regency.village(TALUMOPATU, NEW_YEAR)
    assert (village.paid, village.paid_rupiah, village.paid_heads) == (True, FOR_100, 100)


def test_arrears_of_last_year_are_money_and_not_paid(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 2, 1), first="2022-01")
    village = regency.village(TALUMOPATU)
    assert (village.paid, village.paid_rupiah, village.paid_heads) == (False, 0, 0)
    assert (village.arrears_rupiah, village.protected) == (FOR_100, 0)


def test_a_period_over_the_turn_of_the_year_counts_in_full(regency):
    regency.paid(TALUMOPATU, DECEMBER, first="2022-10", months=6)
    village = regency.village(TALUMOPATU)
    assert (village.paid, village.paid_rupiah, village.arrears_rupiah) == (True, 10_080_000, 0)


def test_a_payment_for_next_year_is_neither_paid_nor_arrears(regency):
    regency.paid(TALUMOPATU, QUARTER_END, first="2024-01")
    village = regency.village(TALUMOPATU)
    assert (village.paid, village.paid_rupiah, village.arrears_rupiah) == (False, 0, 0)


def test_a_receipt_dated_tomorrow_is_not_paid_today(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 4, 14))
    assert regency.village(TALUMOPATU).paid is False
    assert regency.village(TALUMOPATU, dt.date(2023, 4, 14)).paid is True


def test_a_reversed_receipt_counts_until_its_reversals_day(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    regency.reversed(code, MONITORING_DAY, amount=FOR_100)
    before, since = regency.village(TALUMOPATU, dt.date(2023, 4, 12)), regency.village(TALUMOPATU)
    assert (before.paid, before.paid_rupiah, before.protected) == (True, FOR_100, 100)
    assert (since.paid, since.paid_rupiah, since.protected) == (False, 0, 0)


def test_money_counts_as_received_whatever_is_wrong_with_it_or_with_the_list(regency):
    regency.paid(TALUMOPATU, QUARTER_END, heads=100, amount=1)
    regency.listed(TALUMOPATU, [], held=[("nik_length", "7503")])
    village = regency.village(TALUMOPATU)
    assert (village.paid, village.paid_rupiah, village.paid_heads, village.valid) == (True, 1, 100, 0)


def test_paid_heads_are_the_most_in_any_month_of_the_year(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), first="2023-01", months=3, heads=40)
    regency.paid(TALUMOPATU, dt.date(2023, 3, 5), first="2023-03", months=3, heads=30)
    regency.paid(TALUMOPATU, dt.date(2023, 4, 5), first="2023-06", months=1, heads=65)
    assert regency.village(TALUMOPATU).paid_heads == 70


def test_a_month_of_another_year_is_not_among_them(regency):
    regency.paid(TALUMOPATU, dt.date(2022, 12, 1), first="2022-11", months=2, heads=90)
    regency.paid(TALUMOPATU, dt.date(2022, 12, 1), first="2022-12", months=2, heads=20)
    assert regency.village(TALUMOPATU).paid_heads == 20


# Protected


def protected(regency, on: dt.date = MONITORING_DAY) -> tuple[int, int, int]:
    village = regency.village(TALUMOPATU, on)
    assert village.protected == village.confirmed + village.presumed + village.undetermined
    return village.protected, village.presumed, village.undetermined


@pytest.mark.parametrize(
    ("heads", "valid", "presumed", "undetermined"),
    [(3, 3, 3, 0), (5, 3, 3, 2), (2, 3, 0, 2), (3, 0, 0, 3)],
    ids=["as many as names", "more than names", "fewer than names", "names unknown"],
)
def test_valid_names_are_presumed_when_at_least_as_many_heads_are_paid(regency, heads, valid, presumed, undetermined):
    regency.paid(TALUMOPATU, QUARTER_END, heads=heads)
    if valid:
        regency.listed(TALUMOPATU, chronicle.people(valid))
    assert protected(regency) == (heads, presumed, undetermined)


def test_nobody_is_confirmed_before_bpjs_sends_its_list(regency):
    regency.paid(TALUMOPATU, QUARTER_END, heads=3)
    regency.listed(TALUMOPATU, chronicle.people(3))
    assert regency.village(TALUMOPATU).confirmed == 0


@pytest.mark.parametrize(
    ("heads", "on_bpjs_list", "presumed", "undetermined"),
    [(5, 3, 0, 2), (5, 2, 1, 2), (2, 2, 0, 0), (2, 1, 0, 1)],
    ids=["all names", "some names", "fewer paid, all listed", "fewer paid, one listed"],
)
def test_whom_bpjs_lists_is_confirmed_and_the_rest_as_before(regency, heads, on_bpjs_list, presumed, undetermined):
    code = regency.paid(TALUMOPATU, QUARTER_END, heads=heads)
    persons = chronicle.people(3)
    regency.listed(TALUMOPATU, persons)
    regency.confirmed(code, persons[:on_bpjs_list])
    assert regency.village(TALUMOPATU).confirmed == on_bpjs_list
    assert protected(regency) == (heads, presumed, undetermined)


def test_names_that_nobody_paid_for_are_not_protected(regency):
    regency.listed(TALUMOPATU, chronicle.people(3))
    assert protected(regency) == (0, 0, 0)


def test_months_of_grace_are_not_protected(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3, heads=3)
    regency.listed(TALUMOPATU, chronicle.people(3))
    assert protected(regency, QUARTER_END) == (3, 3, 0)
    assert protected(regency, dt.date(2023, 4, 1)) == (0, 0, 0)
    assert regency.village(TALUMOPATU).paid is True


def test_what_is_paid_for_later_months_protects_later(regency):
    regency.paid(TALUMOPATU, QUARTER_END, first="2023-05", months=3, heads=3)
    assert (regency.village(TALUMOPATU).paid, regency.village(TALUMOPATU).protected) == (True, 0)
    assert regency.village(TALUMOPATU, dt.date(2023, 5, 1)).protected == 3


# At quota


@pytest.mark.parametrize(("heads", "valid", "reached"), [(3, 3, True), (3, 2, False), (2, 3, False), (9, 4, True)])
def test_a_village_is_at_quota_with_enough_valid_names_and_enough_heads_paid_for_today(regency, heads, valid, reached):
    regency.target(3, region=TALUMOPATU)
    regency.paid(TALUMOPATU, QUARTER_END, heads=heads)
    regency.listed(TALUMOPATU, chronicle.people(valid))
    assert regency.village(TALUMOPATU).at_quota is reached


def test_a_village_whose_cover_ended_is_no_longer_at_quota(regency):
    regency.target(3, region=TALUMOPATU)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3, heads=3)
    regency.listed(TALUMOPATU, chronicle.people(3))
    assert regency.village(TALUMOPATU, QUARTER_END).at_quota is True
    assert regency.village(TALUMOPATU).at_quota is False


def test_without_a_quota_nobody_reaches_it(regency):
    regency.paid(PAUWO, QUARTER_END, heads=3)
    regency.listed(PAUWO, chronicle.people(3))
    assert regency.village(PAUWO).at_quota is False


# The one word for a tile


def test_a_village_is_called_by_the_lowest_step_it_has_not_taken(regency):
    regency.target(3, region=TALUMOPATU)
    steps = [regency.village(TALUMOPATU).status]
    regency.no_budget(TALUMOPATU)
    steps.append(regency.village(TALUMOPATU).status)
    regency.budget(TALUMOPATU, received_on=QUARTER_END)
    steps.append(regency.village(TALUMOPATU).status)
    regency.paid(TALUMOPATU, QUARTER_END, heads=3)
    steps.append(regency.village(TALUMOPATU).status)
    regency.listed(TALUMOPATU, chronicle.people(3))
    steps.append(regency.village(TALUMOPATU).status)
    assert steps == ["not_reporting", "not_budgeted", "unpaid", "short", "quota"]
