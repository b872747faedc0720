"""Was this person covered on that day, paid by whom, on what evidence; as known then, and as known now."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.monitoring import verdicts
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.funding import queries as funding
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db

EARLY, NOVEMBER = dt.date(2023, 1, 5), dt.date(2023, 11, 1)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def verdict(regency, person, on: dt.date = MONITORING_DAY, known_at: dt.date = NOVEMBER) -> verdicts.Verdict | None:
    return verdicts.verdict(regency.day(on, known_at), workers.by_nik(person.nik).id)


def test_whom_bpjs_lists_is_covered_by_the_receipt_whose_month_is_theirs(regency):
    aminah, rahma = chronicle.people(2)
    code = regency.paid(TALUMOPATU, EARLY, heads=2)
    regency.confirmed(code, [aminah, rahma])
    found = verdict(regency, aminah)
    assert (found.answer, found.state, found.until) == ("covered", "confirmed", dt.date(2024, 1, 1))
    (link,) = found.links
    assert (link.receipt.code, link.share, link.each, link.rate) == (code, "person", 16_800, "jkk_jkm")
    assert (link.receipt.file, link.receipt.row) == ("pembayaran.xlsx", 5)
    assert isinstance(link.named, coverage.Membership)
    assert (link.named.file, link.named.row) == ("peserta bpjs.xlsx", 5)
    assert link.book_version == rulebook.book().version
    assert any("PP 44/2015" in source for source in link.law)


def test_a_name_on_the_village_list_is_presumed_and_the_month_is_the_villages(regency):
    (aminah,) = persons = chronicle.people(1)
    regency.listed(TALUMOPATU, persons)
    regency.paid(TALUMOPATU, EARLY, heads=3)
    found = verdict(regency, aminah)
    assert (found.answer, found.state) == ("covered", "presumed")
    assert [(link.share, type(link.named)) for link in found.links] == [("village", enrolment.Row)]


def test_where_fewer_are_paid_for_than_named_nobody_is_told_that_they_are_covered(regency):
    persons = chronicle.people(3)
    regency.listed(TALUMOPATU, persons)
    regency.paid(TALUMOPATU, EARLY, heads=2)
    assert {verdict(regency, one).answer for one in persons} == {"undetermined"}


def test_demand_05_the_answer_of_an_earlier_day_stays_what_was_known_then(regency):
    (aminah,) = chronicle.people(1)
    code = regency.paid(TALUMOPATU, EARLY, heads=1)
    regency.confirmed(code, [aminah], received_on=dt.date(2023, 6, 1))
    assert verdict(regency, aminah, MONITORING_DAY, dt.date(2023, 5, 31)) is None
    assert verdict(regency, aminah, MONITORING_DAY, dt.date(2023, 6, 1)).known_since == dt.date(2023, 6, 1)


@pytest.mark.parametrize(
    ("on", "answer", "state"),
    [
        ("2023-01-04", "not_covered", "none"),
        ("2023-01-05", "covered", "confirmed"),
        ("2023-03-31", "covered", "confirmed"),
        ("2023-04-01", "grace", "grace"),
        ("2023-06-30", "grace", "grace"),
        ("2023-07-01", "not_covered", "ended"),
    ],
)
def test_demand_06_after_the_last_paid_month_come_grace_and_then_the_end(regency, on, answer, state):
    (aminah,) = chronicle.people(1)
    regency.confirmed(regency.paid(TALUMOPATU, EARLY, heads=1, months=3), [aminah])
    found = verdict(regency, aminah, dt.date.fromisoformat(on))
    assert (found.answer, found.state) == (answer, state)


def test_a_month_that_another_village_paid_first_is_said_to_be_elsewhere(regency):
    (aminah,) = chronicle.people(1)
    for village in (TALUMOPATU, DUNGGALA):
        regency.confirmed(regency.paid(village, EARLY, heads=1), [aminah])
    shares = {link.receipt.region: link.share for link in verdict(regency, aminah).links}
    assert shares == {TALUMOPATU: "person", DUNGGALA: "elsewhere"}


def test_demand_06_and_07_a_new_membership_starts_the_clock_and_a_correction_lets_the_old_one_run_on():
    regency = chronicle.Chronicle(year=2025)
    (aminah,) = chronicle.people(1)
    first = regency.paid(TALUMOPATU, dt.date(2024, 1, 5), first="2024-01", heads=1)
    regency.confirmed(first, [aminah], starts_on=dt.date(2024, 1, 1), received_on=dt.date(2024, 1, 5))
    late = regency.paid(TALUMOPATU, dt.date(2025, 5, 10), first="2025-01", heads=1)
    regency.confirmed(late, [aminah], starts_on=dt.date(2025, 1, 1), received_on=dt.date(2025, 5, 10))
    june = {"on": dt.date(2025, 6, 1), "known_at": dt.date(2026, 1, 1)}
    anew = verdict(regency, aminah, **june)
    assert (anew.spell.starts_on, anew.full_from) == (dt.date(2025, 5, 10), dt.date(2025, 8, 10))
    regency.corrected(late, received_on=dt.date(2025, 10, 1))
    joined = verdict(regency, aminah, **june)
    assert (joined.spell.starts_on, joined.full_from) == (dt.date(2024, 1, 5), None)
    assert verdict(regency, aminah, dt.date(2025, 2, 1), dt.date(2025, 9, 30)).answer == "grace"
    assert verdict(regency, aminah, dt.date(2025, 2, 1), dt.date(2025, 10, 1)).answer == "covered"


def test_whoever_nobody_ever_listed_has_no_verdict(regency):
    (aminah,) = chronicle.people(1)
    other = regency.paid(TALUMOPATU, QUARTER_END, heads=1)
    regency.confirmed(other, [aminah])
    assert funding.id_of(other)
    assert verdicts.verdict(regency.day(), uuid.uuid4()) is None
