"""Outlines of villages: simplified so that neighbours keep their borders, kept append-only, the latest one holds."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lindung.platform.journal import models as journal
from lindung.platform.regions import borders, models, operations, shapes
from lindung.platform.regions import queries as regions
from tests import conftest

KERAMAT, DUNGGALA, PADENGO = "75.03.01.2028", "75.03.01.2006", "75.03.02.1008"


def square(west: float, south: float, side: float = 0.1) -> list[tuple[float, float]]:
    east, north = west + side, south + side
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


@pytest.fixture
def bone_bolango(stamp):
    operations.take_regency(code="75.03", stamp=stamp)


def draw(stamp, source: str = "batas.geojson", **rings):
    named = {"keramat": KERAMAT, "dunggala": DUNGGALA, "padengo": PADENGO}
    return operations.draw_villages(
        rings={named[name]: value for name, value in rings.items()}, source=source, stamp=stamp
    )


def known(on: dt.date | None = None):
    return regions.outlines("75.03", known_at=on)


# Simplifying


@st.composite
def countries(draw) -> dict[str, list[shapes.Ring]]:
    """Villages in a lattice with crooked borders: neighbours have the same points, one of them backwards."""
    wide, tall = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    bend = st.integers(-150, 150)
    corners = {(i, j): (i * 1000 + draw(bend), j * 1000 + draw(bend)) for i in range(wide + 1) for j in range(tall + 1)}

    def side(a: tuple[int, int], b: tuple[int, int]) -> list[shapes.Point]:
        steps = draw(st.integers(0, 6)) + 1
        (ax, ay), (bx, by) = corners[a], corners[b]
        between = [(ax + (bx - ax) * s // steps, ay + (by - ay) * s // steps) for s in range(1, steps)]
        return [corners[a], *((x + draw(bend) // 3, y + draw(bend) // 3) for x, y in between)]

    east = {(i, j): side((i, j), (i + 1, j)) for i in range(wide) for j in range(tall + 1)}
    south = {(i, j): side((i, j), (i, j + 1)) for i in range(wide + 1) for j in range(tall)}

    def back(points: list[shapes.Point], end: shapes.Point) -> list[shapes.Point]:
        return [end, *points[:0:-1]]

    return {
        f"{i}{j}": [
            tuple(
                [
                    *east[i, j],
                    *south[i + 1, j],
                    *back(east[i, j + 1], corners[i + 1, j + 1]),
                    *back(south[i, j], corners[i, j + 1]),
                    corners[i, j],
                ]
            )
        ]
        for i in range(wide)
        for j in range(tall)
    }


def edges(country) -> Counter:
    return Counter((a, b) for rings in country.values() for ring in rings for a, b in itertools.pairwise(ring))


@pytest.mark.parametrize("bytes_each", [10, 78])
@given(country=countries())
@settings(max_examples=60, deadline=None)
def test_simplified_rings_stay_closed_and_neighbours_share_the_same_border(bytes_each, country):
    before = shapes._BYTES_EACH, shapes._BYTES_LEAST
    shapes._BYTES_EACH, shapes._BYTES_LEAST = bytes_each, 10
    try:
        simple = shapes.simplified(country)
    finally:
        shapes._BYTES_EACH, shapes._BYTES_LEAST = before
    assert simple.keys() == country.keys()
    for rings in simple.values():
        (ring,) = rings
        assert ring[0] == ring[-1]
        assert len(set(ring)) >= 3
        assert len(ring) >= 4
    left, top, right, bottom = shapes.box(ring for rings in country.values() for ring in rings)
    grain = max(1, max(right - left, bottom - top) // 1500)
    outside = {
        (round(x / grain) * grain, round(y / grain) * grain)
        for (a, b) in edges(country)
        if (b, a) not in edges(country)
        for x, y in (a, b)
    }
    assert {point for edge in edges(simple) if edge[::-1] not in edges(simple) for point in edge} <= outside


@given(country=countries())
@settings(max_examples=40, deadline=None)
def test_a_path_reads_back_as_the_points_it_was_written_from(country):
    for rings in country.values():
        (x, y), *_ = rings[0]
        assert shapes.lines(x, y, shapes.path(rings)) == rings


def test_steps_are_written_with_the_fewest_signs():
    ring = ((10, 20), (15, 18), (12, 30), (10, 20))
    assert shapes.path([ring, ((0, 0), (3, -4), (-5, 6), (0, 0))]) == " 5-2-3 12zm-10-20 3-4-8 10z"


def test_a_crooked_coast_loses_its_small_corners_and_keeps_its_bay():
    coast = [(x * 20, 300 + (x % 2) * 40 + max(0, 8_000 - abs(x - 1500) * 20)) for x in range(3001)]
    village = (*coast, (60_000, 30_000), (0, 30_000), coast[0])
    simple = shapes.simplified({"a": [village]})["a"]
    assert len(shapes.path(simple)) <= 6_000
    assert {(60_000, 30_000), (0, 30_000)} <= set(simple[0])
    assert max(y for _, y in simple[0] if y < 30_000) > 8_200


def test_a_village_within_another_keeps_its_hole():
    """The hole and what fills it have the same points, begun elsewhere and the other way round."""
    outer = ((0, 0), (9000, 0), (9000, 9000), (0, 9000), (0, 0))
    lake = tuple(
        (4500 + round(1000 * x), 4500 + round(1000 * y))
        for x, y in [(1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0)]
    )
    turned = (*lake[3:-1], *lake[:4])[::-1]
    simple = shapes.simplified({"a": [outer, lake], "b": [turned]})
    assert set(simple["a"][1]) == set(simple["b"][0])


def test_a_village_too_small_for_the_picture_is_still_drawn_and_a_rock_is_not():
    rock = ((0, 0), (1, 0), (1, 1), (0, 0))
    large = ((0, 0), (9000, 0), (9000, 9000), (0, 0))
    simple = shapes.simplified({"large": [large, rock], "small": [rock]})
    assert simple["small"] == [rock]
    assert len(simple["large"]) == 1


def test_the_middle_of_a_bent_village_lies_within_it():
    bent = ((0, 0), (100, 0), (100, 10), (10, 10), (10, 90), (100, 90), (100, 100), (0, 100), (0, 0))
    x, y = shapes.middle(bent)
    assert shapes.contains(bent, x, y + 0.01)


# Lines between districts


def test_a_line_is_drawn_around_districts_and_not_between_villages_of_one():
    def box(x, y):
        return [((x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10), (x, y))]

    found = borders.of_districts({"75.03.01.2001": box(0, 0), "75.03.01.2002": box(10, 0), "75.03.02.2001": box(20, 0)})
    drawn = Counter(tuple(sorted(edge)) for line in found for edge in itertools.pairwise(line))
    assert set(drawn.values()) == {1}
    assert ((20, 0), (20, 10)) in drawn
    assert ((10, 0), (10, 10)) not in drawn
    assert len(drawn) == 9


def test_a_sliver_between_villages_of_one_district_is_no_border():
    one = [((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))]
    other = [((101, 0), (200, 0), (200, 100), (101, 50), (101, 0))]
    (line,) = borders.of_districts({"75.03.01.2001": one, "75.03.01.2002": other})[:1]
    assert ((100, 0), (100, 100)) not in set(itertools.pairwise(line))


# Keeping


@pytest.mark.django_db
def test_outlines_are_kept_with_their_source_and_one_journal_line(bone_bolango, stamp):
    drawn = draw(stamp, keramat=[square(123.0, 0.5)], padengo=[square(123.1, 0.5)])
    assert drawn.written == (KERAMAT, PADENGO)
    found = known()
    assert list(found.villages) == [KERAMAT, PADENGO]
    keramat = found.villages[KERAMAT]
    assert (keramat.left, keramat.top, keramat.right, keramat.bottom) == (1_230_000, -6_000, 1_231_000, -5_000)
    assert keramat.area == 1_000_000
    assert found.source == "batas.geojson"
    assert sum(len(line) - 1 for line in found.borders.lines()) == 7
    line = journal.Line.objects.get(verb="regions.outlined")
    assert (line.about, line.row_count) == ("75.03", 3)
    assert '"villages": 2' in line.details


@pytest.mark.django_db
def test_a_district_and_a_village_have_their_outlines_too(bone_bolango, stamp):
    draw(stamp, keramat=[square(123.0, 0.5)], padengo=[square(123.1, 0.5)])
    assert list(regions.outlines("75.03.02", known_at=None).villages) == [PADENGO]
    assert list(regions.outlines(KERAMAT, known_at=None).villages) == [KERAMAT]
    assert not regions.outlines("75.71", known_at=None).villages


@pytest.mark.django_db
def test_the_same_outline_is_not_written_twice_and_a_new_one_holds(bone_bolango, stamp):
    draw(stamp, keramat=[square(123.0, 0.5)], padengo=[square(123.1, 0.5)])
    again = draw(stamp, keramat=[square(123.0, 0.5)], padengo=[square(123.1, 0.5)])
    assert (again.written, again.unchanged) == ((), (KERAMAT, PADENGO))
    assert models.Outline.objects.count() == 3
    later = draw(conftest.stamp_on(dt.date(2023, 6, 1)), "baru.geojson", keramat=[square(123.0, 0.5, 0.05)])
    assert later.written == (KERAMAT,)
    assert known().villages[KERAMAT].right == 1_230_500
    assert known(dt.date(2023, 5, 31)).villages[KERAMAT].right == 1_231_000
    assert list(known().villages) == [KERAMAT, PADENGO]
    assert not known(dt.date(2023, 4, 12)).villages


@pytest.mark.django_db
def test_an_outline_without_area_or_without_village_is_refused_and_nothing_is_written(bone_bolango, stamp):
    flat = [(123.0, 0.5), (123.1, 0.5), (123.2, 0.5), (123.0, 0.5)]
    with pytest.raises(operations.OutlineEmpty, match="Dunggala"):
        draw(stamp, keramat=[square(123.0, 0.5)], dunggala=[flat])
    chance = random.Random(7)
    knot = [(123 + chance.randrange(100) / 1000, 0.5 + chance.randrange(100) / 1000) for _ in range(60_000)]
    with pytest.raises(operations.OutlinesIntricate):
        draw(stamp, keramat=[[*knot, knot[0]]])
    with pytest.raises(operations.OutlineWithoutVillage):
        operations.draw_villages(rings={"75.71.01.1001": [square(123.0, 0.5)]}, source="x", stamp=stamp)
    assert not models.Outline.objects.exists()
    assert not journal.Line.objects.filter(verb="regions.outlined").exists()
