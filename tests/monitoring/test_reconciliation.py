"""Three-way reconciliation: every rupiah, head-month and person in one class, and no worker-month paid twice."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.kernel import ledger, values
from lindung.monitoring import facts, indicators, offers, reconciliation, three_sources
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment.names import facts as names
from lindung.registers.funding import facts as funding
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, NEW_YEAR, TALULOBUTU, TALUMOPATU, people, someone

BOOK = rulebook.shipped()
JANUARY_5, FEBRUARY_5 = dt.date(2023, 1, 5), dt.date(2023, 2, 5)
DECEMBER_20 = dt.date(2022, 12, 20)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle(quota=2)


def reconciled(regency: chronicle.Chronicle, on: dt.date = MONITORING_DAY, known_at: dt.date | None = None):
    return reconciliation.of_regency(regency.day(on, known_at))


def money(found: reconciliation.Reconciled) -> dict[str, tuple[int, int]]:
    """Head-months and rupiah of each class that there is any of."""
    parts = {kind: found.total(kind) for kind in reconciliation.MONEY}
    return {kind: (part.months, part.rupiah) for kind, part in parts.items() if part != reconciliation.Part()}


def persons(found: reconciliation.Reconciled) -> dict[str, int]:
    counts = {kind: found.count(kind) for kind in reconciliation.PERSONS}
    return {kind: count for kind, count in counts.items() if count}


def kind_of(found: reconciliation.Reconciled, village: str) -> list[str]:
    return sorted(one.kind for one in found.persons if one.region == village)


pytestmark = pytest.mark.django_db


# The rupiah


def test_a_village_whose_list_bpjs_confirmed_agrees_on_everything(regency):
    both = people(2)
    regency.listed(TALUMOPATU, both)
    code = regency.paid(TALUMOPATU, JANUARY_5, heads=2)
    regency.confirmed(code, both)
    found = reconciled(regency)
    assert money(found) == {"agreed": (24, 403_200)}
    assert persons(found) == {"agreed": 2}


def test_what_nobody_has_named_yet_is_the_villages(regency):
    regency.listed(TALUMOPATU, people(3))
    regency.paid(TALUMOPATU, JANUARY_5, heads=2, months=1)
    found = reconciled(regency)
    assert money(found) == {"heads": (2, 33_600)}
    assert persons(found) == {"paid_unaccepted": 3}


def test_whom_bpjs_lists_and_no_roster_names_is_paid_for_and_not_listed(regency):
    known, stranger = people(2)
    regency.listed(TALUMOPATU, [known])
    code = regency.paid(TALUMOPATU, JANUARY_5, heads=2, months=1)
    regency.confirmed(code, [known, stranger])
    found = reconciled(regency)
    assert money(found) == {"agreed": (1, 16_800), "unlisted": (1, 16_800)}
    assert persons(found) == {"agreed": 1, "paid_unlisted": 1}


def test_too_much_and_too_little_are_seen_apart(regency):
    regency.paid(TALUMOPATU, JANUARY_5, heads=2, months=1, amount=40_000)
    regency.paid(TALULOBUTU, JANUARY_5, heads=2, months=1, amount=20_000)
    found = reconciled(regency)
    assert money(found) == {"heads": (3, 50_400), "over": (0, 9_600), "short": (1, 0)}
    assert [one.lacking for one in found.money if one.receipt.region == TALULOBUTU] == [16_800]


def test_money_for_months_of_another_year_is_shown_apart(regency):
    regency.paid(TALUMOPATU, DECEMBER_20, first="2022-11", heads=1, months=3)
    assert money(reconciled(regency)) == {"heads": (1, 16_800), "outside": (2, 33_600)}


def test_a_receipt_of_last_years_months_alone_is_last_years(regency):
    regency.paid(TALUMOPATU, JANUARY_5, first="2022-10", heads=1, months=3)
    assert money(reconciled(regency)) == {}


def test_a_payment_that_does_not_say_for_how_many_is_nobodys(regency):
    regency.paid(TALUMOPATU, JANUARY_5, heads=0, months=1, amount=50_000)
    assert money(reconciled(regency)) == {"headless": (0, 50_000)}


def test_a_refund_stands_apart_from_its_day_on(regency):
    code = regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=2)
    regency.reversed(code, FEBRUARY_5, amount=33_600)
    assert money(reconciled(regency)) == {"refunded": (2, 33_600)}
    assert money(reconciled(regency, on=dt.date(2023, 2, 4), known_at=MONITORING_DAY)) == {"heads": (2, 33_600)}


def test_the_classes_but_refunds_come_to_what_the_villages_paid(regency):
    regency.paid(TALUMOPATU, JANUARY_5, heads=3, amount=700_000)
    taken_back = regency.paid(TALULOBUTU, JANUARY_5, heads=1)
    regency.reversed(taken_back, FEBRUARY_5, amount=201_600)
    found, day = reconciled(regency), regency.day()
    total = sum(found.total(kind).rupiah for kind in reconciliation.MONEY if kind != "refunded")
    assert total == indicators.value("paid_total_rupiah", day.places) == 700_000
    assert found.received == 901_600


def test_what_became_known_later_was_not_known(regency):
    both = people(2)
    regency.listed(TALUMOPATU, both, received_on=JANUARY_5)
    code = regency.paid(TALUMOPATU, JANUARY_5, heads=2, months=1)
    regency.confirmed(code, both, received_on=dt.date(2023, 3, 1))
    assert money(reconciled(regency, on=FEBRUARY_5, known_at=FEBRUARY_5)) == {"heads": (2, 33_600)}
    assert money(reconciled(regency, on=FEBRUARY_5, known_at=MONITORING_DAY)) == {"agreed": (2, 33_600)}


# One NIK, two names


def test_whom_bpjs_calls_otherwise_keeps_the_money_in_a_class_of_its_own(regency):
    aminah, rahma = people(2)
    regency.listed(TALUMOPATU, [aminah, rahma])
    code = regency.paid(TALUMOPATU, JANUARY_5, heads=2, months=2)
    regency.confirmed(code, [aminah, rahma])
    regency.called(TALUMOPATU, aminah, "Aminah Zubaidah")
    regency.called(TALUMOPATU, rahma, "AMINAH BAKARI, S.Pd")
    found = reconciled(regency)
    assert money(found) == {"agreed": (2, 33_600), "misnamed": (2, 33_600)}
    assert persons(found) == {"agreed": 1, "misnamed": 1}
    (line,) = [one for one in found.persons if one.kind == "misnamed"]
    assert (line.otherwise.on_list, line.otherwise.by_bpjs) == ("Aminah Bakari", "Aminah Zubaidah")
    assert found.received == 67_200


def test_a_name_that_bpjs_has_otherwise_is_said_in_whatever_class(regency):
    aminah = someone()
    regency.listed(TALUMOPATU, [aminah])
    regency.answered(TALUMOPATU, [aminah])
    regency.called(TALUMOPATU, aminah, "Aminah Zubaidah")
    (line,) = reconciled(regency).persons
    assert (line.kind, line.otherwise.by_bpjs) == ("unpaid", "Aminah Zubaidah")
    regency.paid(TALUMOPATU, JANUARY_5, heads=1)
    assert persons(reconciled(regency)) == {"misnamed": 1}
    assert money(reconciled(regency)) == {"heads": (12, 201_600)}


# Paid twice


def test_a_worker_whom_two_villages_pay_for_is_paid_once_with_both_payers_named(regency):
    aminah = someone()
    regency.listed(TALUMOPATU, [aminah])
    first = regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=2)
    second = regency.paid(DUNGGALA, FEBRUARY_5, heads=1, months=3)
    regency.confirmed(first, [aminah])
    regency.confirmed(second, [aminah])
    found = reconciled(regency)
    assert money(found) == {"agreed": (2, 33_600), "double": (2, 33_600), "unlisted": (1, 16_800)}
    (one,) = found.doubled
    assert (one.here.region, one.here.code, one.there.region, one.there.code) == (DUNGGALA, second, TALUMOPATU, first)
    assert [str(month) for month in one.months] == ["2023-01", "2023-02"]
    assert one.rupiah == 33_600
    assert (kind_of(found, TALUMOPATU), kind_of(found, DUNGGALA)) == (["agreed"], ["double"])


def test_the_regency_and_a_village_paying_for_the_same_worker_are_both_named(regency):
    """APBD and APBDes: the regency is a funder like any other."""
    aminah = someone()
    regency.listed(TALUMOPATU, [aminah])
    first = regency.paid("75.03", JANUARY_5, heads=1, months=1)
    second = regency.paid(TALUMOPATU, FEBRUARY_5, heads=1, months=1)
    regency.confirmed(first, [aminah])
    regency.confirmed(second, [aminah])
    found = reconciled(regency)
    assert money(found) == {"agreed": (1, 16_800), "double": (1, 16_800)}
    assert [(one.here.region, one.there.region) for one in found.doubled] == [(TALUMOPATU, "75.03")]
    assert kind_of(found, TALUMOPATU) == ["double"]
    assert kind_of(found, "75.03") == []


def test_two_payments_of_one_village_for_one_month_are_double_too(regency):
    aminah = someone()
    for paid_on in (JANUARY_5, FEBRUARY_5):
        regency.confirmed(regency.paid(TALUMOPATU, paid_on, heads=1, months=1), [aminah])
    assert money(reconciled(regency)) == {"unlisted": (1, 16_800), "double": (1, 16_800)}


def test_when_the_first_is_taken_back_nothing_is_double(regency):
    aminah = someone()
    first = regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=1)
    second = regency.paid(DUNGGALA, FEBRUARY_5, heads=1, months=1)
    for code in (first, second):
        regency.confirmed(code, [aminah])
    regency.reversed(first, dt.date(2023, 3, 1), amount=16_800)
    found = reconciled(regency)
    assert found.doubled == ()
    assert money(found) == {"unlisted": (1, 16_800), "refunded": (1, 16_800)}
    earlier = reconciled(regency, on=dt.date(2023, 2, 28), known_at=MONITORING_DAY)
    assert [one.here.code for one in earlier.doubled] == [second]


def test_who_sees_one_village_is_not_told_which_other_pays(regency):
    aminah = someone()
    first = regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=1)
    second = regency.paid(DUNGGALA, FEBRUARY_5, heads=1, months=1)
    for code in (first, second):
        regency.confirmed(code, [aminah])
    seen = reconciliation.seen_by(reconciled(regency), lambda region: region == DUNGGALA)
    (one,) = seen.doubled
    assert one.there is None
    assert one.here.region == DUNGGALA
    assert {money.receipt.region for money in seen.money} == {DUNGGALA}
    assert {line.region for line in seen.persons} == {DUNGGALA}
    assert reconciliation.seen_by(reconciled(regency), lambda region: region == TALUMOPATU).doubled == ()


# The people


def test_each_person_of_the_three_sources_is_in_one_class(regency):
    agreed, waiting, unpaid, alone, refused, unlisted = people(6)
    regency.listed(TALUMOPATU, [agreed])
    code = regency.paid(TALUMOPATU, JANUARY_5, heads=1)
    regency.confirmed(code, [agreed])
    regency.listed(TALULOBUTU, [unpaid, alone, refused])
    regency.answered(TALULOBUTU, [unpaid, unlisted], [(refused, "NIK tidak ditemukan di Dukcapil")])
    regency.listed(DUNGGALA, [waiting])
    regency.paid(DUNGGALA, JANUARY_5, heads=1)
    found = reconciled(regency)
    assert kind_of(found, TALUMOPATU) == ["agreed"]
    assert kind_of(found, TALULOBUTU) == ["accepted_unlisted", "rejected", "roster_only", "unpaid"]
    assert kind_of(found, DUNGGALA) == ["paid_unaccepted"]
    assert [one.reason for one in found.persons if one.kind == "rejected"] == ["NIK tidak ditemukan di Dukcapil"]


def test_accepted_in_a_village_that_paid_for_heads_waits_for_the_list_behind_the_code(regency):
    aminah = someone()
    regency.listed(TALUMOPATU, [aminah])
    regency.answered(TALUMOPATU, [aminah])
    regency.paid(TALUMOPATU, JANUARY_5, heads=1)
    assert persons(reconciled(regency)) == {"by_heads": 1}


def test_a_list_longer_than_the_heads_paid_for_leaves_the_last_without_a_month(regency):
    both = people(2)
    regency.listed(TALUMOPATU, both)
    regency.confirmed(regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=1), both)
    found = reconciled(regency)
    assert persons(found) == {"agreed": 1, "without_month": 1}
    assert money(found) == {"agreed": (1, 16_800)}


def test_who_waits_on_a_list_of_an_unknown_payment_is_accepted_and_not_paid_for(regency):
    aminah = someone()
    regency.listed(TALUMOPATU, [aminah])
    regency.listed_behind("230100009999", TALUMOPATU, [aminah])
    assert persons(reconciled(regency)) == {"unpaid": 1}


def test_who_was_accepted_last_year_and_is_on_no_list_now_is_not_looked_for(regency):
    regency.answered(TALUMOPATU, [someone()], accepted_on=dt.date(2022, 3, 1), received_on=dt.date(2022, 3, 2))
    assert persons(reconciled(regency)) == {}


def test_the_row_that_names_a_person_is_said(regency):
    aminah = someone()
    regency.listed(TALUMOPATU, [aminah])
    (line,) = reconciled(regency).persons
    assert line.evidence == facts.Evidence(f"daftar {TALUMOPATU}.xlsx", "DAFTAR", 5)


# Whatever was told


VILLAGES = (TALUMOPATU, TALULOBUTU)
MONTHS = st.builds(values.Month, st.sampled_from((2022, 2023, 2024)), st.integers(1, 12))
RECEIPTS = st.builds(
    lambda region, first, months, heads, amount, reversed_on: funding.KnownReceipt(
        0, region, "", "", JANUARY_5, first, months, heads, amount, reversed_on, "f", "s", 1
    ),
    st.sampled_from((*VILLAGES, "75.03")),
    MONTHS,
    st.integers(1, 14),
    st.integers(0, 4),
    st.one_of(st.integers(1, 900_000), st.sampled_from((16_800, 33_600, 36_800, 403_200))),
    st.sampled_from((None, None, None, FEBRUARY_5, dt.date(2030, 1, 1))),
)
PEOPLE = [uuid.UUID(int=number) for number in range(1, 7)]
PERSONS = st.sampled_from(PEOPLE)
HERE = facts.Evidence("f", "s", 1)


@st.composite
def sources(draw: st.DrawFn) -> three_sources.Known:
    said = draw(st.lists(RECEIPTS, max_size=5))
    receipts = {
        number: funding.KnownReceipt(number, *(getattr(one, name) for name in funding.KnownReceipt.__slots__[1:]))
        for number, one in enumerate(said, start=1)
    }
    listed = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(receipts)), PERSONS, st.sampled_from((NEW_YEAR, FEBRUARY_5))), max_size=12
        )
        if receipts
        else st.just([])
    )
    rows = tuple(ledger.Listed(number, *one) for number, one in enumerate(listed))
    places = st.tuples(st.sampled_from(VILLAGES), PERSONS)
    known = offers.Offers(MONITORING_DAY, receipts, rows)
    return three_sources.Known(
        region="75.03",
        year=2023,
        roster=dict.fromkeys(draw(st.sets(places)), HERE),
        receipts=tuple(one for one in receipts.values() if one.touches(2023)),
        offers=known,
        behind_codes={
            (one.payment, one.person): HERE
            for one in rows
            if receipts[one.payment].touches(2023) and receipts[one.payment].stands_on(MONITORING_DAY)
        },
        accepted=dict.fromkeys(draw(st.sets(places)), HERE),
        rejected=dict.fromkeys(draw(st.sets(places)), ("usia", HERE)),
        otherwise=dict.fromkeys(draw(st.sets(places)), names.Otherwise("Ali", "Alia", "f", "s", 1)),
    )  # fmt: skip


@given(sources())
def test_the_classes_add_up_to_the_rupiah_and_to_the_head_month(known):
    found = reconciliation.reconcile(known, book=BOOK)
    for one in found.money:
        assert sum(part.rupiah for part in one.parts.values()) == one.receipt.amount
        assert sum(part.months for part in one.parts.values()) == one.receipt.heads * one.receipt.months
        assert all(part.months >= 0 and part.rupiah >= 0 for part in one.parts.values())
    assert sum(found.total(kind).rupiah for kind in reconciliation.MONEY) == found.received
    assert {one.receipt.receipt_id for one in found.money} == {one.receipt_id for one in known.receipts}


@given(sources())
def test_everybody_whom_a_source_names_is_in_one_class(known):
    found = reconciliation.reconcile(known, book=BOOK)
    lines = [(one.region, one.person) for one in found.persons]
    assert len(lines) == len(set(lines))
    assert set(known.roster) <= set(lines)
    named = {person for _, person in (*known.roster, *known.behind_codes, *known.accepted, *known.rejected)}
    assert {person for _, person in lines} == named
    assert sum(found.count(kind) for kind in reconciliation.PERSONS) == len(lines)


@given(sources())
def test_what_is_double_is_what_the_ledger_turned_away(known):
    found = reconciliation.reconcile(known, book=BOOK)
    turned = sum(sum(1 for other in claim.turned_away) for claim in known.offers.claims() if claim.month.year == 2023)
    assert sum(len(one.months) for one in found.doubled) == turned
    assert turned == found.total("double").months + found.total("twin").months
