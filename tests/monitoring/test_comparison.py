"""What changed between two reports and why: the parts sum exactly, whatever happened in between."""

from __future__ import annotations

import dataclasses

import hypothesis
from hypothesis import strategies

from lindung.monitoring import comparison, facts, indicators
from tests.interfaces import regency_day

PLACES = (regency_day.WITHOUT, regency_day.UNPAID, regency_day.SHORT, regency_day.FULL, regency_day.KELURAHAN)
FIGURES = ("budget_rupiah", "declared", "valid", "paid_rupiah", "paid_heads", "protected", "undetermined")


def changed(before: facts.RegencyDay, restated: facts.RegencyDay, after: facts.RegencyDay) -> dict[str, tuple]:
    found = comparison.changes(before, restated, after)
    return {one.key: (one.before, one.late, one.corrected, one.new, one.after) for one in found}


def day(**said: facts.PlaceDay) -> facts.RegencyDay:
    return regency_day.regency_day(*(said.get(place.name.lower(), place) for place in PLACES))


def test_late_facts_add_corrections_take_away_the_rest_is_new():
    before = day()
    late = dataclasses.replace(regency_day.WITHOUT, budget_rupiah=20_160_000)
    fewer = dataclasses.replace(regency_day.SHORT, paid_heads=30, protected=30, undetermined=0)
    restated = day(keramat=late, poowo=fewer)
    more = dataclasses.replace(fewer, paid_heads=90, protected=90)
    found = changed(before, restated, day(keramat=late, poowo=more))
    assert found["budgeted"] == (3, 1, 0, 0, 4)
    assert found["budget_total_rupiah"] == (64_512_000, 20_160_000, 0, 0, 84_672_000)
    assert found["paid_heads"] == (160, 0, -10, 60, 210)
    assert found["protected_undetermined"] == (10, 0, -10, 0, 0)
    assert found["villages"] == (4, 0, 0, 0, 4)


def test_it_names_the_places_whose_earlier_figure_is_another_by_now():
    late = dataclasses.replace(regency_day.WITHOUT, budget_rupiah=20_160_000)
    restated = day(keramat=late)
    (one,) = [one for one in comparison.changes(day(), restated, restated) if one.key == "budgeted"]
    assert one.places == (comparison.Place(late.code, "Keramat", 1),)


def test_a_kelurahan_changes_no_figure_of_the_villages():
    more = dataclasses.replace(regency_day.KELURAHAN, paid_heads=70, protected=70)
    restated = day(padengo=more)
    assert all(one.places == () and one.before == one.after for one in comparison.changes(day(), restated, restated))


@strategies.composite
def a_day(draw) -> facts.RegencyDay:
    """Some of the villages, each with figures drawn by lot: a village may have come or gone between two days."""
    places = draw(strategies.lists(strategies.sampled_from(PLACES), unique=True))
    amounts = strategies.fixed_dictionaries({name: strategies.integers(0, 500) for name in FIGURES})
    flags = strategies.fixed_dictionaries({name: strategies.booleans() for name in ("reported", "listed", "paid")})
    told = [dataclasses.replace(place, **draw(amounts), **draw(flags)) for place in places]
    return dataclasses.replace(regency_day.regency_day(), places=tuple(told))


@hypothesis.given(a_day(), a_day(), a_day())
def test_the_parts_sum_exactly(before, restated, after):
    for one in comparison.changes(before, restated, after):
        assert one.before + one.late + one.corrected + one.new == one.after
        assert one.late >= 0 >= one.corrected
        assert one.late + one.corrected == indicators.value(one.key, restated.places) - one.before
        assert sum(place.restated for place in one.places) == one.late + one.corrected
