"""Who leaves a list, who comes instead, who waits: never more names than heads that are funded."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.enrolment import operations as lists
from lindung.registers.enrolment.movements import facts, operations, queries, rules
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, NEW_YEAR, TALUMOPATU

BOOK = rulebook.shipped()
ORDER = BOOK.waiting_order[0].value
LATER = dt.date(2023, 12, 31)
APRIL = dt.date(2023, 4, 1)


@pytest.fixture
def regency(db) -> chronicle.Chronicle:
    return chronicle.Chronicle()


def id_of(person: workers.Claimed) -> uuid.UUID:
    found = worker_queries.by_nik(person.nik)
    assert found is not None
    return found.id


def leaves(person: workers.Claimed, last_on: dt.date = dt.date(2023, 3, 31), reason: facts.Reason = "pindah") -> int:
    said = facts.Departure(TALUMOPATU, id_of(person), last_on, reason, "Surat pindah 4")
    return operations.left(departure=said, stamp=chronicle.Chronicle.stamp(MONITORING_DAY))


def comes(
    regency: chronicle.Chronicle,
    person: workers.Claimed,
    starts_on: dt.date = APRIL,
    *,
    funded: Mapping[dt.date, int] | None = None,
    **said,
) -> uuid.UUID:
    stamp = regency.stamp(MONITORING_DAY)
    row = enrolment.Listed(person, "rentan", "Petani", regency.place(stamp, "pengganti"))
    entrance = facts.Entrance(TALUMOPATU, row, starts_on, **said)
    funded = {NEW_YEAR: 3, dt.date(2024, 1, 1): 0} if funded is None else funded
    return operations.replaced(entrance=entrance, funded=funded, book=BOOK, stamp=stamp)


def standing(on: dt.date) -> set[uuid.UUID]:
    names = queries.standing(TALUMOPATU, on=on, known_at=LATER)
    return {person for person, stay in names.items() if facts.stands(stay, on)}


# Demand 19: replacement keeps the slot


def test_demand_19_a_leaver_stands_on_the_list_up_to_the_last_day_and_an_entrant_from_their_own(regency):
    aminah, idrus, hajar, new = chronicle.people(4)
    regency.listed(TALUMOPATU, [aminah, idrus, hajar], received_on=NEW_YEAR)
    departure = leaves(aminah)
    comes(regency, new, instead_of=departure)
    before = {id_of(aminah), id_of(idrus), id_of(hajar)}
    after = {id_of(new), id_of(idrus), id_of(hajar)}
    assert (standing(dt.date(2023, 3, 31)), standing(APRIL)) == (before, after)
    (left,) = queries.left("75.03", known_at=LATER)
    assert (left.reason, left.last_on, left.evidence) == ("pindah", dt.date(2023, 3, 31), "Surat pindah 4")
    assert (left.replaced_by.id, left.replaced_from) == (id_of(new), APRIL)


def test_demand_19_an_entrant_without_a_free_place_is_refused_in_words(regency):
    names = chronicle.people(3)
    regency.listed(TALUMOPATU, names, received_on=NEW_YEAR)
    with pytest.raises(operations.NoFreePlace) as refused:
        comes(regency, chronicle.someone())
    assert "pada 01-04-2023 yang didanai 3 orang, sedangkan 3 nama sudah ada" in str(refused.value)
    assert "daftar tunggu" in str(refused.value)
    assert standing(APRIL) == {id_of(one) for one in names}


def test_demand_19_the_place_must_be_free_on_every_funded_day(regency):
    regency.listed(TALUMOPATU, chronicle.people(2), received_on=NEW_YEAR)
    july = {NEW_YEAR: 3, dt.date(2023, 7, 1): 2, dt.date(2024, 1, 1): 0}
    with pytest.raises(operations.NoFreePlace, match="pada 01-07-2023 yang didanai 2 orang"):
        comes(regency, chronicle.someone(), funded=july)


def test_demand_19_where_nothing_is_paid_nobody_comes(regency):
    regency.listed(TALUMOPATU, chronicle.people(2), received_on=NEW_YEAR)
    with pytest.raises(operations.NothingFunded, match="01-04-2023 belum ada iuran"):
        comes(regency, chronicle.someone(), funded={dt.date(2023, 5, 1): 9})


def test_demand_19_a_departure_is_replaced_once_and_only_afterwards(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    departure = leaves(aminah)
    with pytest.raises(operations.StartsTooEarly, match="31-03-2023"):
        comes(regency, chronicle.someone(), dt.date(2023, 3, 31), instead_of=departure)
    comes(regency, chronicle.someone(), instead_of=departure)
    with pytest.raises(operations.PlaceTaken):
        comes(regency, chronicle.someone(), instead_of=departure)


def test_an_entrant_is_judged_by_age_on_their_own_first_day(regency):
    regency.listed(TALUMOPATU, chronicle.people(2), received_on=NEW_YEAR)
    with pytest.raises(operations.AgeBars, match="65 tahun pada 01-04-2023"):
        comes(regency, chronicle.someone(dt.date(1958, 4, 1)))
    comes(regency, chronicle.someone(dt.date(1958, 4, 2)))


def test_who_leaves_must_be_there_and_leaves_once(regency):
    aminah, hajar = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    regency.listed(DUNGGALA, [hajar], received_on=NEW_YEAR)
    with pytest.raises(operations.NotOnTheList):
        leaves(hajar)
    with pytest.raises(operations.LastDayAhead, match="14-04-2023"):
        leaves(aminah, dt.date(2023, 4, 14), "meninggal")
    leaves(aminah)
    with pytest.raises(operations.LeftBefore):
        leaves(aminah, dt.date(2023, 4, 2))
    with pytest.raises(operations.LeftBefore):
        leaves(aminah, dt.date(2023, 2, 2))


def test_who_comes_back_stands_again_from_the_new_day(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    leaves(aminah, dt.date(2023, 1, 31))
    comes(regency, aminah, APRIL)
    stay = queries.stays(TALUMOPATU, known_at=LATER)[TALUMOPATU, id_of(aminah)]
    assert stay == (values.Span(None, dt.date(2023, 2, 1)), values.Span(APRIL))
    with pytest.raises(lists.AlreadyListed):
        comes(regency, aminah, dt.date(2023, 5, 1))


def test_what_was_recorded_later_was_not_known_before(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    leaves(aminah)
    assert queries.stays("75.03", known_at=dt.date(2023, 4, 12)) == {}
    with scope.within(access.Scope(frozenset({DUNGGALA}))):
        assert queries.stays("75.03", known_at=LATER) == {}


# The waiting list


def waits(person: workers.Claimed, group: str, day: dt.date) -> int:
    wish = facts.Wish(TALUMOPATU, person, group, day, "Berita acara musdes 2")
    return operations.waits(wish=wish, book=BOOK, stamp=chronicle.Chronicle.stamp(MONITORING_DAY))


def test_demand_19_who_waits_stands_by_group_then_day_then_a_lot_that_no_nik_makes(regency):
    old, urgent, late = chronicle.people(3)
    waits(old, "lainnya", dt.date(2023, 1, 3))
    waits(late, "desil_1_4", dt.date(2023, 2, 1))
    waits(urgent, "desil_1_4", dt.date(2023, 1, 9))
    found = queries.waiting(TALUMOPATU, known_at=LATER, order=ORDER)
    assert [(one.place, one.who.id, one.group) for one in found] == [
        (1, id_of(urgent), "desil_1_4"), (2, id_of(late), "desil_1_4"), (3, id_of(old), "lainnya"),
    ]  # fmt: skip
    assert found[0].group_name == "Desil 1–4 pada DTSEN atau DTKS"
    assert {one.lot for one in found} == {id_of(one).hex[:8] for one in (old, urgent, late)}


def test_demand_19_who_stands_first_is_passed_over_only_for_a_reason(regency):
    regency.listed(TALUMOPATU, chronicle.people(1), received_on=NEW_YEAR)
    first, second = chronicle.people(2)
    waits(first, "musdes", dt.date(2023, 1, 3))
    waits(second, "musdes", dt.date(2023, 1, 4))
    with pytest.raises(operations.PassedOver, match="masih ada 1 orang"):
        comes(regency, second)
    comes(regency, second, why="yang pertama sedang merantau")
    assert [one.who.id for one in queries.waiting(TALUMOPATU, known_at=LATER, order=ORDER)] == [id_of(first)]
    comes(regency, first)
    assert queries.waiting(TALUMOPATU, known_at=LATER, order=ORDER) == []


def test_who_waits_waits_once_in_a_group_of_the_book_and_not_beside_their_own_place(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    waits(idrus, "musdes", dt.date(2023, 1, 3))
    with pytest.raises(operations.WaitsAlready, match="03-01-2023"):
        waits(idrus, "lainnya", dt.date(2023, 1, 4))
    with pytest.raises(operations.NoSuchGroup, match="kerabat"):
        waits(chronicle.someone(), "kerabat", dt.date(2023, 1, 4))
    with pytest.raises(operations.ListedAlready):
        waits(aminah, "musdes", dt.date(2023, 1, 4))


def test_the_rows_of_movements_are_what_their_lines_sealed(regency):
    aminah, new = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah], received_on=NEW_YEAR)
    waits(new, "musdes", dt.date(2023, 1, 3))
    comes(regency, new, instead_of=leaves(aminah))
    found = {one.table: (one.read, one.differs, one.loose) for one in journal.agreement([])}
    tables = ("enrolment_departure", "enrolment_waiting", "enrolment_entrance")
    assert {table: found[table] for table in tables} == dict.fromkeys(tables, (1, None, 0))


# The rule: pure


DAYS = st.dates(NEW_YEAR, dt.date(2023, 12, 30))
STAYS = st.one_of(
    st.none(),
    st.builds(lambda day: (values.Span(None, day),), DAYS),
    st.builds(lambda day: (values.Span(day),), DAYS),
)


@given(
    starts_on=DAYS,
    funded=st.dictionaries(DAYS, st.integers(0, 5), max_size=4),
    names=st.lists(STAYS, max_size=5),
)
def test_demand_19_whoever_is_let_in_leaves_no_funded_day_with_more_names_than_heads(starts_on, funded, names):
    found = rules.lacking(starts_on=starts_on, funded=funded, names=names)
    crowded = []
    for after in range((dt.date(2024, 1, 1) - starts_on).days):
        day = starts_on + dt.timedelta(days=after)
        heads = next((funded[since] for since in sorted(funded, reverse=True) if since <= day), 0)
        if not heads and after:
            break
        if sum(facts.stands(stay, day) for stay in names) + 1 > heads:
            crowded.append(day)
    assert (found[0] if found else None) == (crowded[0] if crowded else None)
