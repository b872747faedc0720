"""The ledger's rules: each rupiah somewhere, one payer for a worker-month, one membership for what the grace joins."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.kernel import ledger, values
from lindung.platform.rulebook import queries as rulebook
from tests import oracle

BOOK = rulebook.shipped()
JANUARY = values.Month(2023, 1)
RATE = values.Rupiah(16_800)


def payment(number: int, *, heads: int, months: int = 3, amount: int | None = None, **said) -> ledger.Payment:
    due = heads * months * 16_800 if amount is None else amount
    return ledger.Payment(
        number, "75.03.01.2004", said.pop("paid_on", dt.date(2023, 1, 5)), said.pop("first", JANUARY), months, heads,
        values.Rupiah(due), **said,
    )  # fmt: skip


def listed(number: int, of: int, person: str, starts_on: dt.date = dt.date(2023, 1, 1)) -> ledger.Listed[str]:
    return ledger.Listed(number, of, person, starts_on)


def owners(*said: ledger.Listed[str], payments: list[ledger.Payment]) -> dict[tuple[str, str], int]:
    found = ledger.claims({one.id: one for one in payments}, said)
    return {(one.person, str(one.month)): one.payment for one in found}


# One payer


def test_a_person_whom_two_villages_pay_for_is_paid_for_by_the_list_that_came_first():
    found = ledger.claims(
        {1: payment(1, heads=1, months=2), 2: payment(2, heads=1, months=3)},
        [listed(2, 2, "Aminah"), listed(1, 1, "Aminah")],
    )
    assert {(str(one.month), one.payment, one.turned_away) for one in found} == {
        ("2023-01", 1, (2,)),
        ("2023-02", 1, (2,)),
        ("2023-03", 2, ()),
    }


def test_when_the_first_is_taken_back_the_second_pays():
    first = payment(1, heads=1, months=1, reversed_on=dt.date(2023, 2, 1))
    second = payment(2, heads=1, months=1)
    assert owners(listed(1, 1, "Aminah"), listed(2, 2, "Aminah"), payments=[first, second]) == {
        ("Aminah", "2023-01"): 2
    }


def test_who_stands_twice_on_one_list_is_paid_for_twice_where_heads_are_left_and_nobody_waits_below():
    twice = [listed(1, 1, "Aminah"), listed(2, 1, "Aminah", dt.date(2023, 2, 1)), listed(3, 1, "Hajar")]

    def turned(heads: int) -> set[tuple[str, str, tuple[int, ...]]]:
        found = ledger.claims({1: payment(1, heads=heads, months=2)}, twice)
        return {(one.person, str(one.month), one.turned_away) for one in found}

    of_hajar = {("Hajar", "2023-01", ()), ("Hajar", "2023-02", ())}
    assert turned(3) == {("Aminah", "2023-01", ()), ("Aminah", "2023-02", (1,))} | of_hajar
    assert turned(2) == {("Aminah", "2023-01", ()), ("Aminah", "2023-02", ())} | of_hajar


def test_a_list_that_is_longer_than_the_heads_paid_for_funds_only_so_many():
    found = owners(
        listed(1, 1, "Aminah"), listed(2, 1, "Rahma"), listed(3, 1, "Siti"), payments=[payment(1, heads=2, months=1)]
    )
    assert found == {("Aminah", "2023-01"): 1, ("Rahma", "2023-01"): 1}


def test_nobody_holds_a_month_before_the_one_in_which_they_start():
    assert owners(listed(1, 1, "Aminah", dt.date(2023, 2, 20)), payments=[payment(1, heads=1)]) == {
        ("Aminah", "2023-02"): 1,
        ("Aminah", "2023-03"): 1,
    }


# Each rupiah


def shared(
    one: ledger.Payment, held: list[int], away: list[int] | None = None
) -> tuple[list[int], list[int], int, int]:
    found = ledger.allocate(one, rates=[RATE] * one.months, held=held, turned_away=away or [0] * one.months)
    return list(found.to_persons), list(found.to_heads), found.unallocated, found.short


def test_a_payment_goes_to_named_persons_and_to_the_heads_nobody_named_yet():
    assert shared(payment(1, heads=3), [2, 2, 1]) == ([33_600, 33_600, 16_800], [16_800, 16_800, 33_600], 0, 0)


def test_what_was_paid_too_much_stays_visible():
    assert shared(payment(1, heads=2, months=1, amount=40_000), [2]) == ([33_600], [0], 6_400, 0)


def test_what_was_paid_for_somebody_whom_another_pays_for_is_nobodys_yet():
    assert shared(payment(1, heads=2, months=1), [1], [1]) == ([16_800], [0], 16_800, 0)


def test_where_it_does_not_reach_the_later_months_and_the_unnamed_go_without():
    # Rp50.000 are two head-months and Rp16.400: in February nobody, in January both
    assert shared(payment(1, heads=2, months=2, amount=50_000), [1, 1]) == ([16_800, 0], [16_800, 0], 16_400, 2)


def test_a_month_of_no_contribution_takes_nothing():
    found = ledger.allocate(
        payment(1, heads=2, months=1, amount=500), rates=[values.Rupiah(0)], held=[1], turned_away=[0]
    )
    assert (found.allocated, found.unallocated, found.short) == (0, 500, 0)


@pytest.mark.parametrize(("held", "away"), [([3], [0]), ([2], [1]), ([-1], [0]), ([1, 1], [0, 0])])
def test_figures_that_do_not_fit_are_refused(held, away):
    with pytest.raises(ValueError, match=r"named|figure"):
        ledger.allocate(payment(1, heads=2, months=1), rates=[RATE], held=held, turned_away=away)


@given(
    heads=st.integers(0, 6),
    amount=st.integers(1, 2_000_000),
    rates=st.lists(st.integers(0, 40_000), min_size=1, max_size=6),
    data=st.data(),
)
def test_received_is_allocated_and_unallocated_to_the_rupiah(heads, amount, rates, data):
    held = [data.draw(st.integers(0, heads)) for _ in rates]
    away = [data.draw(st.integers(0, heads - named)) for named in held]
    found = ledger.allocate(
        payment(1, heads=heads, months=len(rates), amount=amount), rates=rates, held=held, turned_away=away
    )
    assert found.allocated + found.unallocated == amount
    assert min(found.unallocated, *found.to_persons, *found.to_heads) >= 0


# Memberships


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def memberships(*stretches: tuple[str, str]) -> list[tuple[str, str]]:
    made = ledger.spells(BOOK, [(day(first), day(after)) for first, after in stretches])
    return [(one.starts_on.isoformat(), one.cover_ends_before.isoformat()) for one in made]


def test_demand_06_a_payment_in_april_for_a_year_that_ended_in_december_starts_a_new_membership():
    assert memberships(("2022-01-01", "2023-01-01"), ("2023-04-01", "2023-07-01")) == [
        ("2022-01-01", "2023-01-01"),
        ("2023-04-01", "2023-07-01"),
    ]


def test_a_payment_on_the_last_day_of_the_grace_goes_on_with_the_old_one():
    assert memberships(("2022-01-01", "2023-01-01"), ("2023-03-31", "2023-07-01")) == [("2022-01-01", "2023-07-01")]


def test_two_payers_months_that_overlap_or_touch_are_one_stretch():
    made = ledger.spells(
        BOOK,
        [
            (day("2023-03-01"), day("2023-06-01")),
            (day("2023-01-01"), day("2023-04-01")),
            (day("2023-06-01"), day("2023-07-01")),
        ],
    )
    assert [one.covered for one in made] == [((day("2023-01-01"), day("2023-07-01")),)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("2022-12-31", True), ("2023-01-01", True), ("2023-03-31", True), ("2023-04-01", False), ("2021-12-31", False)],
)
def test_a_day_lies_in_a_membership_while_it_is_covered_or_in_its_grace(asked, found):
    made = ledger.spells(BOOK, [(day("2022-01-01"), day("2023-01-01"))])
    assert (ledger.spell_on(made, day(asked), book=BOOK) is not None) == found


starts = st.dates(dt.date(2021, 1, 1), dt.date(2024, 12, 31))
stretches = st.lists(st.tuples(starts, st.integers(1, 200)), max_size=6)


@given(stretches)
def test_memberships_are_those_that_a_walk_over_the_days_finds(said):
    spans = [(first, first + dt.timedelta(days=length)) for first, length in said]
    days = {first + dt.timedelta(days=i) for first, after in spans for i in range((after - first).days)}
    made = ledger.spells(BOOK, spans)
    assert [(one.starts_on, one.cover_ends_before) for one in made] == oracle.spells(days)
