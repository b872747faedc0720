"""What may be said of a benefit: by the version of the event's day, never more than may come."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.kernel import law
from lindung.platform.rulebook import queries as rulebook

BOOK = rulebook.shipped()


def of(event: str, on: dt.date, since: dt.date | None) -> tuple[str, int | None, dt.date | None]:
    found = law.potential(BOOK, event=event, on=on, member_since=since)
    return found.programme, found.rupiah, found.full_from


@pytest.mark.parametrize(
    ("on", "since", "rupiah", "full_from"),
    [
        (dt.date(2018, 2, 20), dt.date(2018, 2, 1), 24_000_000, None),
        (dt.date(2023, 3, 10), dt.date(2023, 3, 9), 42_000_000, None),
        (dt.date(2026, 5, 1), dt.date(2026, 2, 1), 42_000_000, dt.date(2026, 5, 1)),
        (dt.date(2026, 4, 30), dt.date(2026, 2, 1), 10_000_000, dt.date(2026, 5, 1)),
        (dt.date(2025, 4, 30), dt.date(2025, 2, 24), 10_000_000, dt.date(2025, 5, 24)),
        (dt.date(2026, 4, 30), dt.date(2024, 1, 1), 42_000_000, None),
        (dt.date(2026, 4, 30), None, 10_000_000, None),
    ],
)
def test_demand_20_the_potential_benefit_is_that_of_the_events_day(on, since, rupiah, full_from):
    assert of("death", on, since) == ("JKM", rupiah, full_from)


def test_demand_20_a_death_by_an_accident_at_work_knows_no_waiting():
    assert of("work_death", dt.date(2026, 4, 30), dt.date(2026, 4, 29)) == ("JKK_MENINGGAL", 70_000_000, None)
    assert of("work_death", dt.date(2026, 4, 30), None) == ("JKK_MENINGGAL", 70_000_000, None)


def test_for_an_accident_no_sum_is_named_beforehand():
    assert of("accident", dt.date(2026, 4, 30), dt.date(2026, 1, 1)) == ("JKK", None, None)


def test_what_comes_before_the_whole_says_so():
    assert law.potential(BOOK, event="death", on=dt.date(2026, 4, 30), member_since=dt.date(2026, 2, 1)).waits
    assert not law.potential(BOOK, event="death", on=dt.date(2026, 5, 1), member_since=dt.date(2026, 2, 1)).waits
