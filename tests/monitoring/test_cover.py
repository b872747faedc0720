"""Cover by day as a pure rule: spans tile the window, and on each day they say what the rule says of that day."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.monitoring import cover
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage
from tests.chronicle import HUANGOBOTU, TALUMOPATU

BOOK = rulebook.shipped()
AMINAH, IDRUS = uuid.UUID(int=1), uuid.UUID(int=2)
NEW_YEAR, NEXT_YEAR = dt.date(2023, 1, 1), dt.date(2024, 1, 1)


def day(month: int, number: int = 1) -> dt.date:
    return dt.date(2023, month, number)


def paid(receipt: int, heads: int, starts_on: dt.date, ends_before: dt.date) -> coverage.Fact:
    return coverage.Fact(receipt, heads, starts_on, ends_before)


def listed(receipt: int, person: uuid.UUID, starts_on: dt.date, village: str = TALUMOPATU) -> coverage.Membership:
    return coverage.Membership(receipt, village, person, "19000000001", starts_on, NEW_YEAR, "bpjs.xlsx", "A", 5)


def village(*facts: coverage.Fact, valid: int = 2, members=(), code: str = TALUMOPATU) -> cover.Ground:
    return cover.Ground(code, valid, facts, members)


def year_of(*grounds: cover.Ground, counts_in: str | None = TALUMOPATU) -> list[tuple[dt.date, str]]:
    """The first day of each stretch of Aminah's 2023, and what is told of her."""
    stretches = cover.Person(AMINAH, counts_in, grounds).stretches(NEW_YEAR, NEXT_YEAR, book=BOOK)
    return [(one.span.starts_on, one.told.state) for one in stretches]


# The rule


@pytest.mark.parametrize(
    ("heads", "valid", "on_bpjs_list", "confirmed", "presumed", "undetermined"),
    [
        (5, 3, 0, 0, 3, 2),
        (2, 3, 0, 0, 0, 2),
        (5, 3, 2, 2, 1, 2),
        (2, 3, 2, 2, 0, 0),
        (3, 0, 0, 0, 0, 3),
        (0, 3, 0, 0, 0, 0),
        (2, 2, 5, 2, 0, 0),
    ],
)
def test_heads_are_told_apart(heads, valid, on_bpjs_list, confirmed, presumed, undetermined):
    told = cover.told_apart(heads=heads, valid=valid, on_bpjs_list=on_bpjs_list)
    assert told == cover.Split(heads, confirmed, presumed, undetermined)


def test_presumed_from_the_receipts_day_then_three_months_of_grace_then_ended():
    assert year_of(village(paid(1, 2, day(2, 10), day(5)))) == [
        (day(1), "none"), (day(2, 10), "presumed"), (day(5), "grace"), (day(8), "ended"),
    ]  # fmt: skip


def test_fewer_heads_than_names_and_nobody_knows_which():
    assert year_of(village(paid(1, 1, day(1), NEXT_YEAR))) == [(day(1), "undetermined")]


def test_bpjs_confirms_from_the_day_it_records():
    ground = village(paid(1, 2, day(1, 5), NEXT_YEAR), members=[listed(1, AMINAH, day(1, 20))])
    assert year_of(ground) == [(day(1), "none"), (day(1, 5), "presumed"), (day(1, 20), "confirmed")]


def test_when_all_heads_are_confirmed_to_others_nothing_is_left_for_her():
    ground = village(paid(1, 1, day(1), NEXT_YEAR), members=[listed(1, IDRUS, day(3))])
    assert year_of(ground) == [(day(1), "undetermined"), (day(3), "none")]


def test_bpjs_list_holds_also_where_her_name_does_not_count():
    elsewhere = village(paid(1, 1, day(1), day(7)), code=HUANGOBOTU, members=[listed(1, AMINAH, day(1), HUANGOBOTU)])
    assert year_of(elsewhere, village(), counts_in=TALUMOPATU) == [
        (day(1), "confirmed"), (day(7), "grace"), (day(10), "ended"),
    ]  # fmt: skip
    assert year_of(village(paid(1, 9, day(1), day(7))), counts_in=None) == [(day(1), "none")]


def test_a_reversal_takes_cover_away_without_grace():
    assert year_of(village(paid(1, 2, day(1), NEXT_YEAR), paid(1, -2, day(4), NEXT_YEAR))) == [
        (day(1), "presumed"), (day(4), "none"),
    ]  # fmt: skip


def test_a_later_payment_covers_again_and_names_its_own_receipt():
    ground = village(paid(1, 2, day(1), day(3)), paid(2, 2, day(4), day(6)))
    stretches = cover.Person(AMINAH, TALUMOPATU, [ground]).stretches(NEW_YEAR, NEXT_YEAR, book=BOOK)
    assert [(one.told.state, sorted(one.told.receipts)) for one in stretches] == [
        ("presumed", [1]), ("grace", [1]), ("presumed", [2]), ("grace", [2]), ("ended", [2]),
    ]  # fmt: skip


def test_two_receipts_that_suffice_only_together():
    assert year_of(village(paid(1, 1, day(1), day(7)), paid(2, 1, day(3), day(7)))) == [
        (day(1), "undetermined"), (day(3), "presumed"), (day(7), "grace"), (day(10), "ended"),
    ]  # fmt: skip


# For any facts

DAYS = st.integers(-60, 420).map(lambda after: NEW_YEAR + dt.timedelta(days=after))


@st.composite
def _receipts(draw, code: str, first: int) -> cover.Ground:
    facts, members = [], []
    for number in range(first, first + draw(st.integers(0, 4))):
        starts_on, length = draw(DAYS), draw(st.integers(1, 200))
        ends_before, heads = starts_on + dt.timedelta(days=length), draw(st.integers(1, 4))
        facts.append(paid(number, heads, starts_on, ends_before))
        if draw(st.booleans()):
            back = starts_on + dt.timedelta(days=draw(st.integers(0, length - 1)))
            facts.append(paid(number, -heads, back, ends_before))
        for person in draw(st.sets(st.sampled_from([AMINAH, IDRUS]))):
            members.append(listed(number, person, draw(DAYS), code))
    return village(*facts, valid=draw(st.integers(1, 4)), members=members, code=code)


GROUNDS = st.tuples(_receipts(TALUMOPATU, 1), _receipts(HUANGOBOTU, 10))


@given(grounds=GROUNDS, counts_in=st.sampled_from([TALUMOPATU, HUANGOBOTU, None]), first=DAYS, days=st.integers(1, 400))
def test_stretches_are_half_open_and_disjoint_and_cover_the_window_in_order(grounds, counts_in, first, days):
    end = first + dt.timedelta(days=days)
    found = cover.Person(AMINAH, counts_in, grounds).stretches(first, end, book=BOOK)
    assert [one.span.starts_on for one in found] == [first, *(one.span.ends_before for one in found[:-1])]
    assert found[-1].span.ends_before == end
    assert all(one.told != after.told for one, after in itertools.pairwise(found))


@given(grounds=GROUNDS, counts_in=st.sampled_from([TALUMOPATU, None]), after=st.integers(0, 364))
def test_on_any_day_the_stretch_says_what_the_rule_says(grounds, counts_in, after):
    person, asked = cover.Person(AMINAH, counts_in, grounds), NEW_YEAR + dt.timedelta(days=after)
    (stretch,) = [one for one in person.stretches(NEW_YEAR, NEXT_YEAR, book=BOOK) if asked in one.span]
    assert stretch.told == person.on(asked, book=BOOK)


@given(ground=_receipts(TALUMOPATU, 1), asked=DAYS)
def test_a_villages_heads_always_add_up(ground, asked):
    split = ground.split(asked)
    assert split.heads == split.confirmed + split.presumed + split.undetermined
    assert min(split.heads, split.confirmed, split.presumed, split.undetermined) >= 0


@given(ground=_receipts(TALUMOPATU, 1), asked=DAYS)
def test_a_covered_person_rests_on_receipts_that_are_live_and_no_other_does(ground, asked):
    told = cover.Person(AMINAH, TALUMOPATU, [ground]).on(asked, book=BOOK)
    assert (told.state in cover.COVERED) == bool(told.receipts & ground.live(asked))
