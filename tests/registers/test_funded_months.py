"""A worker-month is funded once, whoever offers; a late payment goes on with the old membership once BPJS says so."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.db import IntegrityError, transaction

from lindung.monitoring import coherence
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as lines
from lindung.registers.coverage import models, operations
from lindung.registers.coverage import queries as coverage
from lindung.registers.funding import models as funding
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, QUARTER_END, TALULOBUTU, TALUMOPATU

pytestmark = pytest.mark.django_db

JANUARY = dt.date(2023, 1, 5)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def payers(person) -> dict[str, str]:
    """By month the village whose receipt holds it."""
    held = models.FundedMonth.objects.filter(person_id=workers.by_nik(person.nik).id, package=coverage.BASE)
    return {f"{month:%m}": village for month, village in held.values_list("month", "receipt__region_id")}


def as_derived() -> bool:
    return coverage.funded_months() == coverage.claimed()


def test_each_month_of_each_person_on_the_list_is_the_receipts(regency):
    aminah, rahma = chronicle.people(2)
    code = regency.paid(TALUMOPATU, JANUARY, heads=2, months=3)
    regency.confirmed(code, [aminah, rahma])
    assert payers(aminah) == payers(rahma) == dict.fromkeys(("01", "02", "03"), TALUMOPATU)
    assert as_derived()


def test_a_month_that_a_second_village_offers_stays_with_the_first_and_goes_over_when_that_is_taken_back(regency):
    (aminah,) = chronicle.people(1)
    first = regency.paid(TALUMOPATU, JANUARY, heads=1, months=2)
    regency.confirmed(first, [aminah])
    second = regency.paid(DUNGGALA, QUARTER_END, heads=1, months=3)
    regency.confirmed(second, [aminah])
    assert payers(aminah) == {"01": TALUMOPATU, "02": TALUMOPATU, "03": DUNGGALA}
    regency.reversed(first, MONITORING_DAY, amount=2 * 16_800)
    assert payers(aminah) == dict.fromkeys(("01", "02", "03"), DUNGGALA)
    assert as_derived()


def test_of_a_list_longer_than_the_heads_whoever_stands_first_holds_the_months(regency):
    aminah, rahma, siti = chronicle.people(3)
    code = regency.paid(TALUMOPATU, JANUARY, heads=2, months=1)
    regency.confirmed(code, [aminah, rahma, siti, aminah])
    assert [len(payers(one)) for one in (aminah, rahma, siti)] == [1, 1, 0]
    assert as_derived()


def test_money_with_savings_holds_both_packages(regency):
    (aminah,) = chronicle.people(1)
    code = regency.paid(TALUMOPATU, JANUARY, heads=1, months=1, amount=36_800)
    regency.confirmed(code, [aminah])
    assert set(models.FundedMonth.objects.values_list("package", flat=True)) == {"jkk_jkm", "jht"}


def test_the_database_itself_refuses_a_second_payer(regency):
    (aminah,) = chronicle.people(1)
    code = regency.paid(TALUMOPATU, JANUARY, heads=1, months=1)
    regency.confirmed(code, [aminah])
    regency.paid(DUNGGALA, JANUARY, heads=1, months=1)
    other = funding.Receipt.objects.get(region_id=DUNGGALA)
    held = models.FundedMonth.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.act(by=chronicle.OFFICER)
        models.FundedMonth.objects.create(
            person_id=held.person_id, package=held.package, month=held.month, receipt=other
        )  # fmt: skip


def test_what_was_lost_is_made_anew_and_says_nothing_twice(regency):
    (aminah,) = chronicle.people(1)
    regency.confirmed(regency.paid(TALUMOPATU, JANUARY, heads=1, months=2), [aminah])
    with transaction.atomic():
        journal.act(by=chronicle.OFFICER)
        models.FundedMonth.objects.all().delete()
    assert not as_derived()
    operations.settle(persons=None, stamp=regency.stamp(MONITORING_DAY))
    assert payers(aminah) == {"01": TALUMOPATU, "02": TALUMOPATU}
    assert lines.first_break() is None


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_told_in_whatever_order_only_the_months_it_is_about_are_settled_and_all_stay_right(regency, seed):
    draw, persons, standing = random.Random(seed), chronicle.people(4), {}
    for _ in range(18):
        if standing and draw.random() < 0.3:
            code = draw.choice(sorted(standing))
            regency.reversed(code, MONITORING_DAY, amount=standing.pop(code))
        else:
            heads, months = draw.randint(1, 3), draw.randint(1, 5)
            rate = draw.choice((16_800, 36_800))
            village = draw.choice((TALUMOPATU, DUNGGALA, TALULOBUTU))
            first, amount = f"2023-{draw.randint(1, 9):02d}", heads * months * rate
            code = regency.paid(village, JANUARY, first=first, months=months, heads=heads, amount=amount)
            starts_on = dt.date(2023, draw.randint(1, 12), 5)
            regency.confirmed(code, draw.sample(persons, draw.randint(1, 4)), starts_on=starts_on)
            standing[code] = amount
        assert as_derived()
    assert coverage.funded_months()


# Koreksi iuran lanjutan


@pytest.fixture
def late(regency) -> int:
    """Paid to the end of 2022; the next money, for January to June, comes in May."""
    regency.paid(TALUMOPATU, dt.date(2022, 1, 5), first="2022-01", heads=40)
    regency.paid(TALUMOPATU, dt.date(2023, 5, 10), first="2023-01", months=6, heads=40)
    return funding.Receipt.objects.get(paid_on=dt.date(2023, 5, 10)).pk


def heads(on: dt.date, known_at: dt.date) -> int:
    found = coverage.heads_on(TALUMOPATU, on=on, known_at=known_at)
    return found[TALUMOPATU].heads if found else 0


ASKED = {"letter": "560/12/V/2023", "reason": "ADD tahap I cair 4 Mei", "account": "siti"}
MARCH, JUNE, NOVEMBER = dt.date(2023, 3, 10), dt.date(2023, 6, 20), dt.date(2023, 11, 1)


def decided(regency, number: int, *, approved: bool, account: str = "rahmat") -> None:
    stamp = regency.stamp(JUNE)
    operations.decide_correction(
        correction_id=number, approved=approved, letter="B/77/062023", account=account,
        document_id=regency.place(stamp, "surat.pdf").document_id, stamp=stamp,
    )  # fmt: skip


def test_days_that_were_paid_late_are_covered_once_bpjs_approves_and_not_as_known_before(regency, late):
    assert heads(MARCH, NOVEMBER) == 0
    number = operations.ask_correction(receipt_id=late, **ASKED, stamp=regency.stamp(dt.date(2023, 5, 11)))
    assert heads(MARCH, NOVEMBER) == 0
    decided(regency, number, approved=True)
    assert [heads(MARCH, NOVEMBER), heads(MARCH, JUNE), heads(MARCH, dt.date(2023, 6, 19))] == [40, 40, 0]
    assert heads(dt.date(2023, 5, 10), NOVEMBER) == 40
    assert [one.starts_on for one in coverage.facts_of(TALUMOPATU, on=MARCH, known_at=NOVEMBER)] == [
        dt.date(2022, 1, 5),
        dt.date(2023, 1, 1),
    ]


def test_a_correction_that_bpjs_refuses_covers_nobody(regency, late):
    decided(
        regency,
        operations.ask_correction(receipt_id=late, **ASKED, stamp=regency.stamp(dt.date(2023, 5, 11))),
        approved=False,
    )
    assert heads(MARCH, NOVEMBER) == 0


def test_whoever_asked_does_not_record_the_answer_and_nothing_is_asked_or_answered_twice(regency, late):
    said = {"receipt_id": late, **ASKED}
    number = operations.ask_correction(**said, stamp=regency.stamp(dt.date(2023, 5, 11)))
    with pytest.raises(operations.CorrectionWaits):
        operations.ask_correction(**said, stamp=regency.stamp(dt.date(2023, 5, 12)))
    with pytest.raises(operations.CorrectionNeedsSecond):
        decided(regency, number, approved=True, account="siti")
    decided(regency, number, approved=True)
    with pytest.raises(operations.NoCorrection):
        decided(regency, number, approved=True)
    assert heads(MARCH, NOVEMBER) == 40


def test_a_yes_about_money_that_was_taken_back_meanwhile_is_not_recorded(regency, late):
    number = operations.ask_correction(receipt_id=late, **ASKED, stamp=regency.stamp(dt.date(2023, 5, 11)))
    receipt = funding.Receipt.objects.get(pk=late)
    regency.reversed(receipt.code, dt.date(2023, 5, 20), amount=receipt.amount)
    with pytest.raises(operations.NothingToCorrect):
        decided(regency, number, approved=True)
    decided(regency, number, approved=False)
    assert coherence.look().faults == ()


def test_money_that_came_in_time_has_nothing_to_correct(regency):
    regency.paid(TALUMOPATU, dt.date(2022, 12, 20), first="2023-01")
    with pytest.raises(operations.NothingToCorrect):
        operations.ask_correction(
            receipt_id=funding.Receipt.objects.get().pk, **ASKED, stamp=regency.stamp(MONITORING_DAY)
        )  # fmt: skip
