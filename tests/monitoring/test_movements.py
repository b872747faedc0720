"""Who left counts no longer, is presumed no more, and leaves prepaid months behind; whoever came counts since then."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.monitoring import persons, remains
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.enrolment.movements import facts as movements
from lindung.registers.enrolment.movements import operations
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from tests import chronicle
from tests.chronicle import HUANGOBOTU, MONITORING_DAY, NEW_YEAR, TALUMOPATU

pytestmark = pytest.mark.django_db
MARCH_31, APRIL_1 = dt.date(2023, 3, 31), dt.date(2023, 4, 1)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def id_of(person: workers.Claimed) -> uuid.UUID:
    found = worker_queries.by_nik(person.nik)
    assert found is not None
    return found.id


def leaves(person: workers.Claimed, last_on: dt.date = MARCH_31, village: str = TALUMOPATU) -> int:
    said = movements.Departure(village, id_of(person), last_on, "meninggal", "Surat kematian 3")
    return operations.left(departure=said, stamp=chronicle.Chronicle.stamp(MONITORING_DAY))


def comes(regency: chronicle.Chronicle, person: workers.Claimed, departure: int, starts_on: dt.date = APRIL_1) -> None:
    stamp = regency.stamp(MONITORING_DAY)
    row = enrolment.Listed(person, "rentan", "Petani", regency.place(stamp, "pengganti", 9))
    operations.replaced(
        entrance=movements.Entrance(TALUMOPATU, row, starts_on, departure), funded={NEW_YEAR: 2},
        book=rulebook.shipped(), stamp=stamp,
    )  # fmt: skip


def states(regency: chronicle.Chronicle, person: workers.Claimed, on: dt.date = MONITORING_DAY) -> list:
    found = persons.person(regency.day(on), id_of(person))
    return [(one.span.starts_on, one.state) for one in found.days]


@pytest.mark.parametrize(("on", "valid"), [(MARCH_31, 2), (APRIL_1, 1)])
def test_demand_19_a_leaver_is_no_valid_name_from_the_day_after_the_last_day(regency, on, valid):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    leaves(aminah)
    found = regency.village(TALUMOPATU, on)
    assert (found.valid, found.declared) == (valid, 2)
    assert [one for one in regency.day(on).problems if one.region == TALUMOPATU] == []


def test_demand_19_a_leaver_is_presumed_up_to_the_last_day_and_never_afterwards(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=2, months=6)
    leaves(aminah)
    assert states(regency, aminah) == [
        (NEW_YEAR, "none"), (dt.date(2023, 1, 5), "presumed"), (APRIL_1, "ended"),
    ]  # fmt: skip
    assert states(regency, idrus)[-2:] == [(dt.date(2023, 7, 1), "grace"), (dt.date(2023, 10, 1), "ended")]


def test_demand_19_an_entrant_is_presumed_from_their_own_first_day(regency):
    aminah, idrus, hajar = chronicle.people(3)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=2)
    comes(regency, hajar, leaves(aminah))
    assert states(regency, hajar) == [(NEW_YEAR, "none"), (APRIL_1, "presumed")]
    assert [regency.village(TALUMOPATU, on).valid for on in (MARCH_31, APRIL_1)] == [2, 2]
    assert persons.person(regency.day(), id_of(hajar)).member_since(MONITORING_DAY, book=rulebook.shipped()) == APRIL_1


def test_demand_19_the_name_that_left_makes_room_so_that_the_others_are_presumed(regency):
    """Two names for one head: nobody knows which; with one gone, the other is presumed."""
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=1)
    leaves(aminah)
    assert states(regency, idrus) == [
        (NEW_YEAR, "none"), (dt.date(2023, 1, 5), "undetermined"), (APRIL_1, "presumed"),
    ]  # fmt: skip
    for on in (MARCH_31, APRIL_1):
        place = regency.village(TALUMOPATU, on)
        month = next(one for one in persons.months(regency.day(on), TALUMOPATU) if one.on == on)
        assert (month.covered.presumed, month.covered.undetermined) == (place.presumed, place.undetermined)


def test_who_moved_counts_in_the_new_village_and_is_nobodys_duplicate(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    leaves(aminah)
    regency.listed(HUANGOBOTU, [aminah])
    found = regency.day()
    assert (regency.village(TALUMOPATU).valid, regency.village(HUANGOBOTU).valid) == (0, 1)
    assert [one for one in found.problems if one.kind == "duplicate_other_village"] == []
    assert persons.person(found, id_of(aminah)).counts_in == HUANGOBOTU


def test_whom_bpjs_lists_stays_confirmed_until_bpjs_takes_them_off(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=1, months=6)
    regency.confirmed(code, [aminah], starts_on=dt.date(2023, 1, 5))
    leaves(aminah)
    assert persons.person(regency.day(), id_of(aminah)).on(MONITORING_DAY).state == "confirmed"


def test_on_the_list_the_row_says_that_the_person_left_and_counts_no_more(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    leaves(aminah)
    names = persons.roster(regency.day(), TALUMOPATU).names
    assert [(one.counts, one.fault) for one in names] == [(False, None), (True, None)]


# What remains


def test_demand_19_the_prepaid_months_of_a_leaver_are_listed_at_the_rate_of_each_month(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=2)
    leaves(aminah, dt.date(2023, 3, 10))
    (one,) = remains.of_village(regency.day(), TALUMOPATU)
    assert (str(one.first), one.months, one.rupiah, one.certain) == ("2023-04", 9, 9 * 16_800, True)
    assert one.book_version == rulebook.shipped().version


def test_demand_19_where_receipts_end_apart_only_bpjs_knows_which_was_theirs(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    short = regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=1, months=4)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=1, months=12)
    leaves(aminah, dt.date(2023, 3, 10))
    (one,) = remains.of_village(regency.day(), TALUMOPATU)
    assert (one.months, one.certain) == (9, False)
    regency.confirmed(short, [aminah], starts_on=dt.date(2023, 1, 5))
    (one,) = remains.of_village(regency.day(), TALUMOPATU)
    assert (one.months, one.rupiah, one.certain) == (1, 16_800, True)


def test_what_was_not_prepaid_leaves_nothing(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=1, months=3)
    leaves(aminah)
    (one,) = remains.of_village(regency.day(), TALUMOPATU)
    assert (one.first, one.months, one.rupiah) == (None, 0, 0)
