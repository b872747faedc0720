"""What BPJS sends back: whom it accepts and rejects, and whom it lists for a kode iuran, before or after the money."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.registers.coverage import models as coverage_models
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import models
from lindung.registers.enrolment import queries as enrolment
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db
MARCH_20 = dt.date(2023, 3, 20)
NOT_FOUND = "NIK tidak ditemukan di Dukcapil"


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def counts(on: dt.date = MONITORING_DAY, known_at: dt.date = MONITORING_DAY) -> tuple[int, int]:
    """How many are accepted, how many rejected, in Talumopatu."""
    said = enrolment.answered("75.03", on=on, known_at=known_at)
    return len(said.accepted.get(TALUMOPATU, {})), len(said.rejected)


def test_talumopatu_submits_100_of_whom_bpjs_accepts_97_and_rejects_3(regency):
    people = chronicle.people(100)
    assert regency.answered(TALUMOPATU, people[3:], [(one, NOT_FOUND) for one in people[:3]]) == 100
    assert counts() == (97, 3)


def test_the_same_answers_again_change_nothing(regency):
    people = chronicle.people(5)
    regency.answered(TALUMOPATU, people[1:], [(people[0], NOT_FOUND)])
    assert regency.answered(TALUMOPATU, people[1:], [(people[0], NOT_FOUND)]) == 0
    assert regency.answered(TALUMOPATU, people[1:], received_on=dt.date(2023, 5, 2)) == 0
    assert models.Answer.objects.count() == 5


def test_as_known_before_the_file_came_in_nobody_is_accepted(regency):
    regency.answered(TALUMOPATU, chronicle.people(4), received_on=MONITORING_DAY)
    assert counts(known_at=dt.date(2023, 4, 12)) == (0, 0)
    assert counts(on=QUARTER_END) == (4, 0)
    assert counts(on=dt.date(2023, 3, 30)) == (0, 0)


def test_an_older_file_that_is_loaded_later_is_known_since_it_came_in(regency):
    people = chronicle.people(2)
    regency.answered(TALUMOPATU, people, accepted_on=MARCH_20, received_on=MONITORING_DAY)
    assert regency.answered(TALUMOPATU, people, accepted_on=MARCH_20, received_on=QUARTER_END) == 2
    assert counts(known_at=QUARTER_END) == (2, 0)
    assert counts() == (2, 0)


def test_who_is_accepted_later_is_rejected_no_more_and_both_answers_stay(regency):
    (one,) = chronicle.people(1)
    regency.answered(TALUMOPATU, [], [(one, NOT_FOUND)], received_on=QUARTER_END)
    regency.answered(TALUMOPATU, [one], accepted_on=dt.date(2023, 4, 5))
    assert counts(known_at=QUARTER_END) == (0, 1)
    assert counts() == (1, 0)
    said = enrolment.answers_in(TALUMOPATU, known_at=MONITORING_DAY)
    assert [(answer.accepted_on, answer.reason) for _, answer in said] == [(None, NOT_FOUND), (dt.date(2023, 4, 5), "")]


def test_sent_again_and_rejected_as_a_member_already_a_person_stays_accepted(regency):
    (one,) = chronicle.people(1)
    regency.answered(TALUMOPATU, [one], received_on=QUARTER_END)
    regency.answered(TALUMOPATU, [], [(one, "sudah terdaftar sebagai peserta")])
    assert counts() == (1, 0)


# The list behind a kode iuran


def test_a_list_that_comes_before_its_receipt_waits_and_is_attached_when_the_receipt_comes(regency):
    people = chronicle.people(3)
    regency.listed_behind("230100000777", TALUMOPATU, people, received_on=QUARTER_END)
    (waiting,) = coverage.still_waiting("75.03", known_at=QUARTER_END)
    assert (waiting.region, waiting.code, waiting.people) == (TALUMOPATU, "230100000777", 3)
    regency.paid(TALUMOPATU, dt.date(2023, 4, 3), first="2023-04", months=3, heads=3, code="230100000777")
    assert coverage.still_waiting("75.03", known_at=MONITORING_DAY) == []
    known = {"known_at": MONITORING_DAY}
    assert coverage.confirmed_on("75.03", on=dt.date(2023, 4, 2), **known) == {}
    assert coverage.confirmed_on("75.03", on=dt.date(2023, 4, 3), **known) == {TALUMOPATU: 3}


def test_a_list_after_its_receipt_is_attached_at_once_from_the_day_that_bpjs_records(regency):
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=3)
    regency.listed_behind(code, TALUMOPATU, chronicle.people(3), starts_on=dt.date(2023, 2, 1))
    assert not coverage_models.ListedAhead.objects.exists()
    known = {"known_at": MONITORING_DAY}
    assert coverage.confirmed_on("75.03", on=dt.date(2023, 1, 31), **known) == {}
    assert coverage.confirmed_on("75.03", on=dt.date(2023, 2, 1), **known) == {TALUMOPATU: 3}


def test_a_list_waits_once_however_often_it_is_sent(regency):
    people = chronicle.people(3)
    for _ in range(2):
        regency.listed_behind("230100000777", TALUMOPATU, people)
    assert coverage_models.ListedAhead.objects.count() == 3


def test_a_list_of_one_village_is_not_attached_to_the_receipt_of_another(regency):
    code = regency.paid(DUNGGALA, dt.date(2023, 1, 5), heads=3)
    regency.listed_behind(code, TALUMOPATU, chronicle.people(3))
    assert coverage.confirmed_on("75.03", on=MONITORING_DAY, known_at=MONITORING_DAY) == {}
    assert [one.people for one in coverage.still_waiting("75.03", known_at=MONITORING_DAY)] == [3]


def test_a_list_that_names_no_village_goes_with_the_code(regency):
    regency.listed_behind("230100000777", "75.03", chronicle.people(2))
    regency.paid(DUNGGALA, dt.date(2023, 1, 5), heads=2, code="230100000777")
    assert coverage.confirmed_on("75.03", on=MONITORING_DAY, known_at=MONITORING_DAY) == {DUNGGALA: 2}
