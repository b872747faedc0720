"""Every KPI once: what it counts, over whom, and the very list that it counts."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.monitoring import facts, indicators
from tests import chronicle
from tests.chronicle import DUNGGALA, HUANGOBOTU, PAUWO, QUARTER_END, TALULOBUTU, TALUMOPATU

pytestmark = pytest.mark.django_db

KEYS = [indicator.key for indicator in indicators.ALL]


@pytest.fixture
def bone_bolango() -> facts.RegencyDay:
    """Three people are asked of each village.

    Talumopatu did everything; Talulobutu paid short without a budget; Dunggala says it has none; Huangobotu budgeted
    and paid only arrears, and is asked to pay for four; the kelurahan Pauwo paid too; one receipt is for no village
    that can be named.
    """
    regency = chronicle.Chronicle(quota=3)
    regency.budget(TALUMOPATU, heads=3)
    regency.paid(TALUMOPATU, QUARTER_END, heads=3)
    regency.listed(TALUMOPATU, chronicle.people(3))
    regency.paid(TALULOBUTU, dt.date(2023, 4, 3), heads=2)
    regency.listed(TALULOBUTU, chronicle.people(3), held=[("nik_length", "7503")], category="bpu_lain")
    regency.no_budget(DUNGGALA)
    regency.budget(HUANGOBOTU, heads=2)
    regency.paid(HUANGOBOTU, dt.date(2023, 2, 1), first="2022-01", heads=1)
    regency.billed(HUANGOBOTU, chronicle.people(4))
    regency.paid(PAUWO, QUARTER_END, heads=7)
    regency.listed(PAUWO, chronicle.people(7))
    regency.paid("75.03", QUARTER_END, heads=5)
    return regency.day()


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("villages", 160),
        ("target_workers", 480),
        ("reported", 3),
        ("budgeted", 2),
        ("budget_total_rupiah", 1_008_000),
        ("budget_heads", 5),
        ("listed", 2),
        ("declared", 7),
        ("enrolled_valid", 6),
        ("other_bpu", 3),
        ("submitted", 0),
        ("submitted_people", 0),
        ("registered", 0),
        ("registered_people", 0),
        ("billed", 3),
        ("billed_heads", 14),
        ("paid", 2),
        ("paid_total_rupiah", 2_016_000),
        ("paid_heads", 10),
        ("protected_villages", 2),
        ("protected", 10),
        ("protected_confirmed", 0),
        ("protected_presumed", 3),
        ("protected_undetermined", 7),
        ("at_quota", 1),
        ("arrears_rupiah", 201_600),
    ],
)
def test_each_figure_of_the_regency(bone_bolango, key, figure):
    assert indicators.value(key, bone_bolango.places) == figure


def test_every_figure_was_asked_for():
    (asked,) = (mark for mark in test_each_figure_of_the_regency.pytestmark if mark.name == "parametrize")
    assert [key for key, _ in asked.args[1]] == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_a_figure_and_the_list_that_it_counts_cannot_differ(bone_bolango, key):
    indicator, counted = indicators.BY_KEY[key], indicators.counted(key, bone_bolango.places)
    assert indicators.value(key, bone_bolango.places) == sum(indicator.of(place) for place in counted)
    assert all(indicator.of(place) for place in counted)
    if indicator.unit == "desa":
        assert indicators.value(key, bone_bolango.places) == len(counted)
        assert {indicator.of(place) for place in counted} <= {1}


def test_the_list_behind_paid_names_the_villages_that_paid(bone_bolango):
    assert [place.name for place in indicators.counted("paid", bone_bolango.places)] == ["Talumopatu", "Talulobutu"]


def test_a_kelurahan_is_shown_apart_and_never_added(bone_bolango):
    kelurahan = {key: indicators.apart(key, bone_bolango.places) for key in ("paid", "paid_heads", "enrolled_valid")}
    assert kelurahan == {"paid": 1, "paid_heads": 7, "enrolled_valid": 7}
    assert indicators.apart("target_workers", bone_bolango.places) == 0
    for key in KEYS:
        assert PAUWO not in {place.code for place in indicators.counted(key, bone_bolango.places)}


def test_money_for_no_village_counts_as_money_and_heads_and_not_as_a_village(bone_bolango):
    counting = [key for key in KEYS if "75.03" in {p.code for p in indicators.counted(key, bone_bolango.places)}]
    assert counting == ["billed_heads", "paid_total_rupiah", "paid_heads", "protected", "protected_undetermined"]


@pytest.mark.parametrize("key", KEYS)
def test_the_districts_add_up_to_the_regency_but_for_money_without_a_village(bone_bolango, key):
    districts = [indicators.value(key, bone_bolango.of_district(code)) for code, _ in bone_bolango.districts]
    own = indicators.value(key, [place for place in bone_bolango.places if place.code == "75.03"])
    assert sum(districts) + own == indicators.value(key, bone_bolango.places)


def test_the_three_ways_of_being_protected_add_up(bone_bolango):
    confirmed, presumed, undetermined, protected = (
        indicators.value(key, bone_bolango.places)
        for key in ("protected_confirmed", "protected_presumed", "protected_undetermined", "protected")
    )
    assert confirmed + presumed + undetermined == protected


def test_a_figure_that_is_not_defined_is_not_made_up(bone_bolango):
    with pytest.raises(KeyError):
        indicators.value("coverage", bone_bolango.places)


def test_each_indicator_says_what_it_counts_in_which_unit_from_which_source():
    assert len(set(KEYS)) == len(KEYS)
    assert len({indicator.label for indicator in indicators.ALL}) == len(KEYS)
    for indicator in indicators.ALL:
        assert indicator.unit in ("desa", "orang", "rupiah")
        assert indicator.how.endswith(".")
        assert indicator.source
