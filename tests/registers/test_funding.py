"""Budgets, receipts, reversals: what stands on a day, as known on a day; nothing is changed, nothing counted twice."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lindung.kernel import values
from lindung.platform.journal import models as journal
from lindung.registers.funding import facts, models, operations
from lindung.registers.funding import queries as funding
from tests import chronicle
from tests.chronicle import HUANGOBOTU, MONITORING_DAY, NEW_YEAR, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db

FOR_100 = 20_160_000
FOR_40 = 8_064_000


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def in_force(on: dt.date = MONITORING_DAY, known_at: dt.date = MONITORING_DAY) -> list[tuple[str, int]]:
    """Fund and amount of each line of Talumopatu's budget on a day."""
    known = funding.budgets("75.03", year=2023, known_at=known_at).get(TALUMOPATU, [])
    return [(fact.fund, fact.amount) for fact in funding.in_force(known, on=on)]


def receipts(known_at: dt.date = MONITORING_DAY):
    return funding.receipts("75.03", known_at=known_at)


# Budgets


def test_a_budget_counts_from_the_day_of_its_perdes(regency):
    regency.budget(TALUMOPATU, decided_on=dt.date(2023, 2, 10))
    assert in_force(dt.date(2023, 2, 9)) == []
    assert in_force(dt.date(2023, 2, 10)) == [("ADD", FOR_100)]


@pytest.mark.parametrize("stage", ["rkpdes", "rapbdes", "evaluasi"])
def test_what_is_not_yet_a_perdes_is_known_and_not_in_force(regency, stage):
    regency.budget(TALUMOPATU, stage=stage)
    assert [fact.stage for fact in funding.budgets("75.03", year=2023, known_at=MONITORING_DAY)[TALUMOPATU]] == [stage]
    assert in_force() == []


def test_a_budget_without_a_day_is_taken_to_be_decided(regency):
    regency.budget(TALUMOPATU, decided_on=None)
    assert in_force() == [("ADD", FOR_100)]


def test_a_recap_sent_again_after_someone_spoke_later_is_not_counted_twice_in_its_own_batch(regency):
    stamp = regency.stamp(NEW_YEAR)
    place = regency.place(stamp, "rekap.xlsx")
    line = facts.Budget(TALUMOPATU, 2023, "perdes", "ADD", 100, 12, FOR_100, "3/2022", None, place)
    operations.record_budgets(budgets=[line], stamp=stamp)
    regency.budget(TALUMOPATU, ("DD", FOR_40), received_on=MONITORING_DAY)
    operations.record_budgets(budgets=[line], stamp=regency.stamp(MONITORING_DAY))
    assert in_force() == [("DD", FOR_40)]
    assert in_force(known_at=NEW_YEAR) == [("ADD", FOR_100)]


def test_lines_of_one_recap_from_two_funds_stand_together(regency):
    regency.budget(TALUMOPATU, ("ADD", 12_096_000), ("DD", 8_064_000))
    assert in_force() == [("ADD", 12_096_000), ("DD", 8_064_000)]


def test_an_amendment_replaces_what_it_amends_from_its_own_day_on(regency):
    regency.budget(TALUMOPATU, ("ADD", FOR_40))
    regency.budget(TALUMOPATU, ("ADD", FOR_100), stage="perubahan", decided_on=dt.date(2023, 4, 5))
    assert in_force(dt.date(2023, 4, 4)) == [("ADD", FOR_40)]
    assert in_force(dt.date(2023, 4, 5)) == [("ADD", FOR_100)]


def test_an_amendment_can_take_a_budget_away(regency):
    regency.budget(TALUMOPATU, ("ADD", FOR_100))
    regency.budget(TALUMOPATU, ("ADD", 0), stage="perubahan", decided_on=dt.date(2023, 4, 5))
    assert in_force() == [("ADD", 0)]


def test_of_two_amendments_the_later_decided_holds_whatever_came_in_first(regency):
    regency.budget(TALUMOPATU, ("ADD", FOR_100), stage="perubahan", decided_on=dt.date(2023, 4, 5))
    regency.budget(TALUMOPATU, ("ADD", FOR_40), stage="perubahan", decided_on=dt.date(2023, 2, 1))
    assert in_force() == [("ADD", FOR_100)]
    assert in_force(dt.date(2023, 3, 1)) == [("ADD", FOR_40)]


def test_a_recap_sent_again_replaces_the_recap(regency):
    regency.budget(TALUMOPATU, ("ADD", FOR_40), received_on=NEW_YEAR)
    regency.budget(TALUMOPATU, ("ADD", FOR_100), received_on=dt.date(2023, 4, 1))
    assert in_force() == [("ADD", FOR_100)]
    assert in_force(known_at=QUARTER_END) == [("ADD", FOR_40)]
    assert in_force(known_at=dt.date(2022, 12, 31)) == []


def test_the_same_recap_again_is_left_out(regency):
    regency.budget(TALUMOPATU, ("ADD", FOR_100))
    before = journal.Line.objects.count()
    regency.budget(TALUMOPATU, ("ADD", FOR_100), received_on=MONITORING_DAY)
    assert models.Budget.objects.count() == 1
    assert journal.Line.objects.count() == before


def test_going_back_to_what_was_said_before_is_said_anew(regency):
    for amount, day in ((FOR_100, 1), (FOR_40, 2), (FOR_100, 3)):
        regency.budget(TALUMOPATU, ("ADD", amount), received_on=dt.date(2023, 4, day))
    assert in_force() == [("ADD", FOR_100)]
    assert models.Budget.objects.count() == 3


def test_a_recap_that_came_late_for_an_earlier_day_is_known_from_that_day(regency):
    regency.budget(TALUMOPATU, ("ADD", FOR_100), received_on=MONITORING_DAY)
    regency.budget(TALUMOPATU, ("ADD", FOR_100), received_on=NEW_YEAR)
    assert in_force(known_at=QUARTER_END) == [("ADD", FOR_100)]


def test_a_declaration_of_nothing_is_a_fact_and_silence_is_not(regency):
    regency.no_budget(TALUMOPATU)
    known = funding.budgets("75.03", year=2023, known_at=MONITORING_DAY)
    assert [fact.amount for fact in known[TALUMOPATU]] == [0]
    assert HUANGOBOTU not in known


def test_another_years_budget_is_another_years(regency):
    regency.year = 2022
    regency.budget(TALUMOPATU)
    assert funding.budgets("75.03", year=2023, known_at=MONITORING_DAY) == {}


def test_a_budget_is_never_below_zero(regency):
    with pytest.raises(IntegrityError), transaction.atomic():
        regency.budget(TALUMOPATU, ("ADD", -1))


def test_each_fact_says_where_it_stands(regency):
    regency.budget(TALUMOPATU, ("ADD", 1), ("DD", 2), name="Rekap anggaran 2023.xlsx")
    facts = funding.budgets("75.03", year=2023, known_at=MONITORING_DAY)[TALUMOPATU]
    assert [(fact.file, fact.sheet, fact.row) for fact in facts] == [
        ("Rekap anggaran 2023.xlsx", "Rekap", 5), ("Rekap anggaran 2023.xlsx", "Rekap", 6),
    ]  # fmt: skip


# Receipts


def test_a_receipt_stands_from_its_day_and_is_known_from_the_day_it_came_in(regency):
    regency.paid(TALUMOPATU, QUARTER_END, received_on=MONITORING_DAY)
    (receipt,) = receipts()
    assert (receipt.region, receipt.heads, receipt.amount, receipt.months) == (TALUMOPATU, 100, FOR_100, 12)
    assert not receipt.stands_on(dt.date(2023, 3, 30))
    assert receipt.stands_on(QUARTER_END)
    assert receipts(known_at=dt.date(2023, 4, 12)) == []


def test_receipts_come_in_the_order_of_their_days(regency):
    regency.paid(TALUMOPATU, MONITORING_DAY)
    regency.paid(HUANGOBOTU, QUARTER_END, received_on=MONITORING_DAY)
    assert [receipt.region for receipt in receipts()] == [HUANGOBOTU, TALUMOPATU]


def test_the_same_receipt_from_two_recaps_is_one(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    before = journal.Line.objects.count()
    regency.paid(TALUMOPATU, QUARTER_END, code=code, received_on=MONITORING_DAY)
    assert len(receipts()) == 1
    assert journal.Line.objects.count() == before


def test_a_receipt_that_an_earlier_recap_holds_too_was_known_earlier_and_stays_one(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END, received_on=MONITORING_DAY)
    regency.paid(TALUMOPATU, QUARTER_END, code=code, received_on=QUARTER_END)
    assert [len(receipts(known_at=day)) for day in (dt.date(2023, 3, 30), QUARTER_END, MONITORING_DAY)] == [0, 1, 1]
    regency.paid(TALUMOPATU, QUARTER_END, code=code, received_on=QUARTER_END)
    assert len(receipts()) == 1


@pytest.mark.parametrize(
    "other", [{"heads": 40}, {"amount": 1}, {"months": 6}, {"first": "2023-02"}, {"on": MONITORING_DAY}]
)
def test_a_receipt_that_differs_in_anything_is_another(regency, other):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    regency.paid(TALUMOPATU, **{"on": QUARTER_END, "code": code} | other)
    assert len(receipts()) == 2


def test_without_a_kode_iuran_the_group_number_tells_receipts_apart(regency):
    stamp = regency.stamp(MONITORING_DAY)
    one = regency.receipt(TALUMOPATU, QUARTER_END, code="", place=regency.place(stamp, "x"))
    other = dataclasses.replace(one, group_number="SD000002")
    assert operations.receipt_key(one) == operations.receipt_key(dataclasses.replace(one, place=other.place))
    assert len(operations.record_receipts(receipts=[one, one, other], stamp=stamp)) == 2


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"amount": -FOR_100}, {"months": 0}, {"heads": -1}])
def test_a_receipt_is_money_for_months(regency, wrong):
    stamp = regency.stamp(MONITORING_DAY)
    receipt = regency.receipt(TALUMOPATU, QUARTER_END, place=regency.place(stamp, "x"))
    with pytest.raises(IntegrityError), transaction.atomic():
        operations.record_receipts(receipts=[dataclasses.replace(receipt, **wrong)], stamp=stamp)


@pytest.mark.parametrize(
    ("first", "months", "touches"),
    [("2022-12", 1, False), ("2022-12", 2, True), ("2023-12", 3, True), ("2024-01", 12, False), ("2022-01", 36, True)],
)
def test_a_period_touches_the_year_when_any_of_its_months_does(regency, first, months, touches):
    regency.paid(TALUMOPATU, QUARTER_END, first=first, months=months)
    assert receipts()[0].touches(2023) is touches


def test_another_regencys_receipts_are_not_ours(regency):
    neighbour = chronicle.Chronicle("75.71")
    neighbour.paid("75.71.04.1001", QUARTER_END)
    assert receipts() == []
    assert len(funding.receipts("75.71", known_at=MONITORING_DAY)) == 1


# Reversals


def test_a_reversed_receipt_stands_until_the_day_of_its_reversal(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    regency.reversed(code, dt.date(2023, 4, 10), amount=FOR_100)
    (receipt,) = receipts()
    assert receipt.stands_on(dt.date(2023, 4, 9))
    assert not receipt.stands_on(dt.date(2023, 4, 10))


def test_a_reversal_that_was_not_yet_known_takes_nothing_back(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    regency.reversed(code, dt.date(2023, 4, 2), amount=FOR_100, received_on=MONITORING_DAY)
    assert receipts(known_at=dt.date(2023, 4, 12))[0].stands_on(dt.date(2023, 4, 12))
    assert not receipts(known_at=MONITORING_DAY)[0].stands_on(dt.date(2023, 4, 12))


def test_the_same_reversal_again_changes_nothing(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    first = regency.reversed(code, MONITORING_DAY, amount=FOR_100)
    before = journal.Line.objects.count()
    assert isinstance(first, int)
    assert regency.reversed(code, MONITORING_DAY, amount=FOR_100) is None
    assert models.Reversal.objects.count() == 1
    assert journal.Line.objects.count() == before


def test_a_receipt_is_taken_back_at_most_once(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    regency.reversed(code, dt.date(2023, 4, 10), amount=FOR_100)
    with pytest.raises(operations.AlreadyReversed, match="paling banyak satu kali") as refused:
        regency.reversed(code, MONITORING_DAY, amount=FOR_100)
    assert refused.value.code == "sudah-dibatalkan"
    assert models.Reversal.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"amount": FOR_40}, {"on": dt.date(2023, 3, 30)}, {"code": "999"}, {"heads": 40}])
def test_a_reversal_that_fits_no_receipt_is_refused_and_the_money_still_counts(regency, wrong):
    code = regency.paid(TALUMOPATU, QUARTER_END)
    with pytest.raises(operations.ReceiptNotFound, match="0 pembayaran cocok"):
        regency.reversed(**{"code": code, "on": MONITORING_DAY, "amount": FOR_100} | wrong)
    assert receipts()[0].stands_on(MONITORING_DAY)


def test_without_a_kode_iuran_the_village_period_heads_and_amount_say_which(regency):
    regency.paid(TALUMOPATU, QUARTER_END, code="")
    regency.paid(HUANGOBOTU, QUARTER_END, code="")
    regency.reversed("", MONITORING_DAY, amount=FOR_100, region=HUANGOBOTU, heads=100)
    standing = [receipt.region for receipt in receipts() if receipt.stands_on(MONITORING_DAY)]
    assert standing == [TALUMOPATU]


def test_a_reversal_that_two_receipts_fit_is_refused_until_it_says_which(regency):
    regency.paid(TALUMOPATU, QUARTER_END, code="", first="2023-01", months=3)
    regency.paid(TALUMOPATU, QUARTER_END, code="", first="2023-04", months=3)
    with pytest.raises(operations.ReceiptNotFound, match="2 pembayaran cocok"):
        regency.reversed("", MONITORING_DAY, amount=5_040_000, region=TALUMOPATU)
    regency.reversed("", MONITORING_DAY, amount=5_040_000, region=TALUMOPATU, first=values.Month(2023, 4))
    assert [r.first_month for r in receipts() if r.stands_on(MONITORING_DAY)] == [values.Month(2023, 1)]


def test_the_money_of_a_year_is_one_journal_line_for_each_thing_done(regency):
    before = journal.Line.objects.count()
    regency.budget(TALUMOPATU)
    code = regency.paid(TALUMOPATU, QUARTER_END)
    regency.reversed(code, MONITORING_DAY, amount=FOR_100)
    assert [line.verb for line in journal.Line.objects.order_by("id")[before:]] == [
        "funding.budgeted", "funding.received", "coverage.covered", "funding.reversed", "coverage.withdrawn",
    ]  # fmt: skip
    assert journal.Line.objects.get(verb="funding.reversed").why == "salah desa"
