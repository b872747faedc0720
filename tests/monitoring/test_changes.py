"""What changed on a village's list within a month: who came, who went and why, who is listed as something else."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.kernel import values
from lindung.monitoring import changes
from lindung.monitoring import submissions as going
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.enrolment.movements import facts, operations
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, NEW_YEAR, TALUMOPATU

FEBRUARY, MARCH, APRIL = (values.Month(2023, number) for number in (2, 3, 4))


@pytest.fixture
def regency(db) -> chronicle.Chronicle:
    return chronicle.Chronicle()


def id_of(person: workers.Claimed) -> uuid.UUID:
    found = worker_queries.by_nik(person.nik)
    assert found is not None
    return found.id


def within(month: values.Month, region: str = "75.03", known_at: dt.date = MONITORING_DAY):
    found = changes.within(region, month=month, known_at=known_at)
    return [(one.kind, one.who.id, one.day, one.why) for one in found]


def test_a_name_that_a_later_list_brings_came_and_one_that_it_drops_went_without_a_reason(regency):
    aminah, idrus, hajar = chronicle.people(3)
    day = dt.date(2023, 3, 10)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    regency.listed(TALUMOPATU, [idrus, hajar], received_on=day)
    assert within(MARCH) == [("in", id_of(hajar), day, ""), ("out", id_of(aminah), day, "")]
    assert within(FEBRUARY) == []
    assert within(APRIL) == []
    assert within(MARCH, known_at=dt.date(2023, 3, 9)) == []


def test_demand_19_a_departure_is_told_with_its_reason_and_last_day_and_the_entrant_from_their_own(regency):
    aminah, idrus, new = chronicle.people(3)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=NEW_YEAR)
    said = facts.Departure(TALUMOPATU, id_of(aminah), dt.date(2023, 3, 31), "meninggal", "Surat 4")
    departure = operations.left(departure=said, stamp=chronicle.Chronicle.stamp(MONITORING_DAY))
    stamp = regency.stamp(MONITORING_DAY)
    row = enrolment.Listed(new, "rentan", "Petani", regency.place(stamp, "pengganti"))
    operations.replaced(
        entrance=facts.Entrance(TALUMOPATU, row, dt.date(2023, 4, 1), departure), funded={NEW_YEAR: 2},
        book=rulebook.book(), stamp=stamp,
    )  # fmt: skip
    assert within(MARCH) == [("out", id_of(aminah), dt.date(2023, 3, 31), "meninggal")]
    assert within(APRIL) == [("in", id_of(new), dt.date(2023, 4, 1), "")]


def test_a_first_list_is_all_new_and_says_who_was_sent(regency):
    aminah, idrus = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah, idrus], received_on=dt.date(2023, 3, 2))
    regency.submitted(TALUMOPATU, [aminah], on=dt.date(2023, 3, 20))
    found = {one.who.id: one.sent_on for one in changes.within(TALUMOPATU, month=MARCH, known_at=MONITORING_DAY)}
    assert found == {id_of(aminah): dt.date(2023, 3, 20), id_of(idrus): None}


def test_another_village_is_not_among_them(regency):
    regency.listed(TALUMOPATU, chronicle.people(1), received_on=dt.date(2023, 3, 2))
    assert within(MARCH, DUNGGALA) == []
    assert len(within(MARCH, chronicle.TAPA)) == 1


# Who can go to BPJS


def states(regency: chronicle.Chronicle, on: dt.date = MONITORING_DAY) -> dict[uuid.UUID, going.State]:
    return {one.row.person.id: one.state for one in going.candidates(regency.day(on), TALUMOPATU)}


def test_who_can_go_to_bpjs_and_what_holds_the_others(regency):
    ready, sent, accepted, rejected, young = (*chronicle.people(4), chronicle.someone(dt.date(2010, 6, 13)))
    everybody = [ready, sent, accepted, rejected, young]
    regency.listed(TALUMOPATU, everybody, received_on=NEW_YEAR)
    regency.submitted(TALUMOPATU, [sent, accepted, rejected], on=dt.date(2023, 3, 1))
    regency.answered(TALUMOPATU, [accepted], [(rejected, "Nama tidak sama dengan KTP")])
    expected = ("ready", "waiting", "accepted", "held", "held")
    assert states(regency) == dict(zip(map(id_of, everybody), expected, strict=True))
    regency.listed(TALUMOPATU, everybody, received_on=dt.date(2023, 4, 20))
    assert states(regency, dt.date(2023, 4, 20))[id_of(rejected)] == "mended"


def test_a_mended_name_that_another_village_lists_too_waits_for_the_camat(regency):
    (rejected,) = chronicle.people(1)
    regency.listed(TALUMOPATU, [rejected], received_on=NEW_YEAR)
    regency.answered(TALUMOPATU, [], [(rejected, "Nama tidak sama dengan KTP")])
    regency.listed(TALUMOPATU, [rejected], received_on=dt.date(2023, 4, 20))
    regency.listed(DUNGGALA, [rejected], received_on=dt.date(2023, 4, 20))
    assert states(regency, dt.date(2023, 4, 20))[id_of(rejected)] == "held"
