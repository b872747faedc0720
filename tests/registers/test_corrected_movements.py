"""A departure that was recorded wrongly is mended beside it; a wait ends for a reason; never more names than places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.kernel import values
from lindung.platform.journal import queries as journal
from lindung.registers.enrolment.movements import facts, operations, queries, rules
from tests import chronicle
from tests.chronicle import MONITORING_DAY, NEW_YEAR, TALUMOPATU
from tests.registers.test_movements import APRIL, BOOK, LATER, ORDER, comes, id_of, leaves, standing, waits

MARCH_31, FUNDED = dt.date(2023, 3, 31), {NEW_YEAR: 3, dt.date(2024, 1, 1): 0}


@pytest.fixture
def regency(db) -> chronicle.Chronicle:
    return chronicle.Chronicle()


@pytest.fixture
def three(regency):
    """Aminah, Idrus and Hajar on a list of three that are funded; Aminah is said to have moved away on 31 March."""
    names = chronicle.people(3)
    regency.listed(TALUMOPATU, names, received_on=NEW_YEAR)
    return names, leaves(names[0])


def mends(
    departure: int, last_on: dt.date | None = None, reason: facts.Reason | None = None, *, why: str = "salah orang",
    funded: Mapping[dt.date, int] = FUNDED, on: dt.date = MONITORING_DAY,
) -> None:  # fmt: skip
    correction = facts.Correction(departure, why, last_on, reason)
    stamp = chronicle.Chronicle.stamp(on)
    operations.correct(region=TALUMOPATU, correction=correction, funded=funded, stamp=stamp)


def test_who_did_not_leave_stands_again_and_is_known_to_have_been_gone(three):
    names, departure = three
    mends(departure, on=LATER)
    assert standing(APRIL) == {id_of(one) for one in names}
    assert queries.left(TALUMOPATU, known_at=LATER) == []
    (then,) = queries.left(TALUMOPATU, known_at=MONITORING_DAY)
    assert then.who.id == id_of(names[0])
    gone = queries.standing(TALUMOPATU, on=APRIL, known_at=MONITORING_DAY)
    assert not facts.stands(gone[id_of(names[0])], APRIL)


def test_the_day_and_the_reason_are_mended(three):
    names, departure = three
    mends(departure, dt.date(2023, 4, 10), "meninggal")
    (left,) = queries.left(TALUMOPATU, known_at=LATER)
    assert (left.last_on, left.reason) == (dt.date(2023, 4, 10), "meninggal")
    assert id_of(names[0]) in standing(dt.date(2023, 4, 10))
    assert id_of(names[0]) not in standing(dt.date(2023, 4, 11))
    mends(departure, MARCH_31, "jadi_pu", why="surat kedua")
    (left,) = queries.left(TALUMOPATU, known_at=LATER)
    assert (left.last_on, left.reason) == (MARCH_31, "jadi_pu")


def test_demand_19_whoever_took_the_place_keeps_it(regency, three):
    """Heads never exceed those funded in the group on any day."""
    names, departure = three
    new = chronicle.someone()
    comes(regency, new, instead_of=departure)
    with pytest.raises(operations.NoFreePlace, match="pada 01-04-2023 yang didanai 3 orang, sedangkan 3 nama"):
        mends(departure)
    with pytest.raises(operations.NoFreePlace):
        mends(departure, dt.date(2023, 4, 2), "pindah")
    mends(departure, funded={NEW_YEAR: 4, dt.date(2024, 1, 1): 0})
    assert standing(APRIL) == {id_of(one) for one in (*names, new)}


def test_a_list_longer_than_what_is_paid_for_is_mended_all_the_same(three):
    names, departure = three
    mends(departure, funded={NEW_YEAR: 1})
    assert standing(APRIL) == {id_of(one) for one in names}


def test_a_place_that_is_free_again_can_be_left_again_on_the_same_day(three):
    names, departure = three
    mends(departure)
    assert leaves(names[0], reason="umur") == departure
    (left,) = queries.left(TALUMOPATU, known_at=LATER)
    assert (left.last_on, left.reason) == (MARCH_31, "umur")


def test_a_withdrawn_departure_leaves_no_place_to_be_taken(regency, three):
    _names, departure = three
    mends(departure)
    with pytest.raises(operations.PlaceTaken):
        comes(regency, chronicle.someone(), instead_of=departure, funded={NEW_YEAR: 9})


def test_what_can_not_be_mended_is_refused_in_words(three):
    _names, departure = three
    with pytest.raises(operations.WhyMissing):
        mends(departure, why=" ")
    with pytest.raises(operations.NothingCorrected):
        mends(departure, MARCH_31, "pindah")
    with pytest.raises(operations.NoDeparture):
        mends(departure + 1)
    with pytest.raises(operations.LastDayAhead):
        mends(departure, dt.date(2023, 5, 1), "meninggal")
    with pytest.raises(operations.NotOnTheList):
        mends(departure, dt.date(2022, 5, 1), "pindah")
    mends(departure)
    with pytest.raises(operations.NoDeparture):
        mends(departure)


def test_who_is_taken_off_the_waiting_list_waits_no_more_and_begins_again_behind(regency):
    aminah, idrus = chronicle.people(2)
    first, second = (waits(one, ORDER.groups[0][0], dt.date(2023, 4, day)) for one, day in ((aminah, 3), (idrus, 4)))
    stamp = regency.stamp(MONITORING_DAY)
    operations.end_wait(region=TALUMOPATU, waiting_id=first, why="sudah didanai APBD", stamp=stamp)
    assert [one.waiting_id for one in queries.waiting(TALUMOPATU, known_at=LATER, order=ORDER)] == [second]
    assert len(queries.waiting(TALUMOPATU, known_at=dt.date(2023, 4, 12), order=ORDER)) == 0
    with pytest.raises(operations.NotWaiting):
        operations.end_wait(region=TALUMOPATU, waiting_id=first, why="lagi", stamp=stamp)
    with pytest.raises(operations.WhyMissing):
        operations.end_wait(region=TALUMOPATU, waiting_id=second, why="", stamp=stamp)
    with pytest.raises(operations.NotWaiting):
        operations.end_wait(region=chronicle.DUNGGALA, waiting_id=second, why="desa lain", stamp=stamp)
    with pytest.raises(operations.WaitedToday):
        waits(aminah, ORDER.groups[0][0], dt.date(2023, 4, 3))
    again = waits(aminah, ORDER.groups[0][0], dt.date(2023, 4, 12))
    assert [one.waiting_id for one in queries.waiting(TALUMOPATU, known_at=LATER, order=ORDER)] == [second, again]


def test_the_lines_agree_with_what_is_kept(regency, three):
    _names, departure = three
    mends(departure)
    stamp = regency.stamp(MONITORING_DAY)
    first = waits(chronicle.someone(), ORDER.groups[0][0], APRIL)
    operations.end_wait(region=TALUMOPATU, waiting_id=first, why="pindah", stamp=stamp)
    found = {one.table: (one.read, one.differs, one.loose) for one in journal.agreement([])}
    for table in ("enrolment_departurecorrection", "enrolment_waitingend"):
        assert found[table] == (1, None, 0)
    assert BOOK.waiting_order


DAYS = st.integers(0, 20).map(lambda day: NEW_YEAR + dt.timedelta(days=day))
STAYS = st.one_of(st.none(), st.tuples(st.builds(values.Span, DAYS)))


@given(DAYS, st.dictionaries(DAYS, st.integers(0, 6), max_size=4), st.lists(STAYS, max_size=6), st.integers(0, 6))
def test_demand_19_a_name_that_stands_again_is_on_no_day_one_too_many(starts_on, funded, names, before):
    found = rules.crowded(starts_on=starts_on, until=None, funded=funded, names=names, before=before)
    days = [NEW_YEAR + dt.timedelta(days=day) for day in range(25)]

    def too_many(day: dt.date) -> bool:
        heads = rules.heads_on(funded, day)
        return sum(facts.stands(stay, day) for stay in names) + 1 > max(heads, before)

    turns = {*funded, *(stay[0].starts_on for stay in names if stay)}
    ends = next((d for d in days if d > starts_on and d in turns and not rules.heads_on(funded, d)), days[-1])
    wanted = next((day for day in days if starts_on <= day < ends and too_many(day)), None)
    assert (found[0] if found else None) == wanted
