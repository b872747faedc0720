"""Targets and milestones: the latest known, of the nearest region."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.platform.journal import models as journal
from lindung.registers.programmes import facts, models
from lindung.registers.programmes import queries as programmes
from tests import chronicle
from tests.chronicle import DUNGGALA, HUANGOBOTU, MONITORING_DAY, NEW_YEAR, QUARTER_END, TALUMOPATU, TAPA

pytestmark = pytest.mark.django_db

JUNE = dt.date(2023, 6, 30)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    """Bone Bolango without any target yet."""
    return chronicle.Chronicle(quota=None)


def quotas(*villages: str, year: int = 2023, known_at: dt.date = MONITORING_DAY) -> list[int]:
    found = programmes.quotas(villages, year=year, known_at=known_at)
    return [found[village] for village in villages]


def due(region: str = "75.03", known_at: dt.date = MONITORING_DAY) -> list[tuple[dt.date, int]]:
    return [(m.due_on, m.per_mille) for m in programmes.milestones(region, year=2023, known_at=known_at)]


def test_without_a_target_nobody_owes_anything(regency):
    assert quotas(TALUMOPATU) == [0]
    assert due() == []


def test_a_regencys_quota_is_that_of_each_of_its_villages(regency):
    regency.target(100)
    assert quotas(TALUMOPATU, HUANGOBOTU) == [100, 100]


def test_a_villages_own_target_goes_over_its_districts_and_that_over_its_regencys(regency):
    regency.target(40, region=TALUMOPATU)
    regency.target(60, region=TAPA)
    regency.target(100)
    assert quotas(TALUMOPATU, DUNGGALA, HUANGOBOTU) == [40, 60, 100]


def test_another_year_has_another_target(regency):
    regency.target(100)
    assert quotas(TALUMOPATU, year=2024) == [0]


def test_the_latest_target_holds_and_an_earlier_day_still_knows_the_earlier(regency):
    regency.target(100, received_on=NEW_YEAR)
    regency.target(150, received_on=dt.date(2023, 4, 1))
    assert quotas(TALUMOPATU) == [150]
    assert quotas(TALUMOPATU, known_at=QUARTER_END) == [100]
    assert quotas(TALUMOPATU, known_at=dt.date(2022, 12, 31)) == [0]


def test_a_target_that_came_late_for_an_earlier_day_does_not_push_out_the_later(regency):
    regency.target(150, received_on=dt.date(2023, 4, 1))
    regency.target(100, received_on=NEW_YEAR)
    assert quotas(TALUMOPATU) == [150]
    assert quotas(TALUMOPATU, known_at=QUARTER_END) == [100]


def test_the_same_target_again_changes_nothing(regency):
    regency.target(100)
    before = journal.Line.objects.count()
    regency.target(100, received_on=MONITORING_DAY)
    assert models.Target.objects.count() == 1
    assert journal.Line.objects.count() == before


def test_going_back_to_an_earlier_quota_is_a_new_target(regency):
    for quota, day in ((100, 1), (150, 2), (100, 3)):
        regency.target(quota, received_on=dt.date(2023, 4, day))
    assert quotas(TALUMOPATU) == [100]
    assert models.Target.objects.count() == 3


def test_milestones_come_in_the_order_of_their_days_with_their_ground(regency):
    regency.target(100, milestones=[(JUNE, 1000), (QUARTER_END, 500)])
    assert due() == [(QUARTER_END, 500), (JUNE, 1000)]
    (first, _) = programmes.milestones("75.03", year=2023, known_at=MONITORING_DAY)
    assert first == facts.Milestone(QUARTER_END, 500, "Instruksi Bupati 560/2022")


def test_the_milestones_are_those_of_the_latest_known_target(regency):
    regency.target(100, milestones=[(QUARTER_END, 1000)], received_on=NEW_YEAR)
    regency.target(150, milestones=[(JUNE, 1000)], received_on=dt.date(2023, 4, 1))
    assert due() == [(JUNE, 1000)]
    assert due(known_at=QUARTER_END) == [(QUARTER_END, 1000)]


def test_a_milestone_can_be_moved_while_the_quota_stays(regency):
    regency.target(100, milestones=[(QUARTER_END, 1000)], received_on=NEW_YEAR)
    regency.target(100, milestones=[(JUNE, 1000)], received_on=dt.date(2023, 4, 1))
    assert due() == [(JUNE, 1000)]
    assert due(known_at=QUARTER_END) == [(QUARTER_END, 1000)]


def test_a_target_without_milestones_leaves_none_of_the_earlier(regency):
    regency.target(100, milestones=[(QUARTER_END, 1000)], received_on=NEW_YEAR)
    regency.target(150, milestones=[], received_on=dt.date(2023, 4, 1))
    assert due() == []


def test_setting_a_target_is_one_journal_line(regency):
    regency.target(100, milestones=[(QUARTER_END, 500), (JUNE, 1000)])
    line = journal.Line.objects.get(verb="programmes.target_set")
    assert (line.about, line.row_count) == ("75.03/2023", 3)
