"""The trend: only years of which something is known."""

from __future__ import annotations

import datetime as dt

from lindung.interfaces.web import days
from lindung.interfaces.web.components import finding
from tests import chronicle

DAY = chronicle.MONITORING_DAY


def test_a_trend_is_drawn_only_from_years_that_there_are_facts_of(db):
    """2022: one village paid for forty; 2023: the same for sixty. 2021 and earlier: nothing is known, nothing drawn."""
    before = chronicle.Chronicle(year=2022)
    before.listed(chronicle.TALUMOPATU, chronicle.people(40), received_on=dt.date(2022, 1, 10))
    before.budget(chronicle.TALUMOPATU, received_on=dt.date(2022, 1, 10))
    before.paid(chronicle.TALUMOPATU, dt.date(2022, 2, 1), heads=40, first="2022-01", received_on=dt.date(2022, 2, 2))
    alone = days.computed("75.03", days.Asked(2022, dt.date(2022, 6, 1), DAY))
    assert alone.years == ()
    assert str(finding.trend(alone)) == ""
    now = chronicle.Chronicle(year=2023)
    now.paid(chronicle.TALUMOPATU, dt.date(2023, 1, 5), heads=60, received_on=dt.date(2023, 1, 6))
    day = days.computed("75.03", days.Asked(2023, DAY, DAY))
    assert day.years == ((2022, 40, 16_000),)
    drawn = str(finding.trend(day))
    assert 'aria-label="2022: 40 dari 16.000 orang"' in drawn
    assert 'aria-label="2023: 60 dari 16.000 orang"' in drawn
    assert "2021" not in drawn
