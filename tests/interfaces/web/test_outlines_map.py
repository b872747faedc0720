"""The map: every village with an outline once as a link in words, nothing that a strict page refuses, names apart."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from lindung.interfaces.reports import tables
from lindung.interfaces.web.components import compass, layout, outlines
from lindung.platform.regions import catalogue, facts

HOSTILE = '"><script>alert(1)</script>'
DISTRICTS = {"75.03.01": "Tapa", "75.03.02": "Kabila"}
SVG = "{http://www.w3.org/2000/svg}"


def outline(x: int, y: int, side: int = 100) -> facts.Outline:
    path = f" {side} 0 0 {side}-{side} 0z"
    return facts.Outline(x, y, path, x, y, x + side, y + side, (x + side // 2, y + side // 2), side * side)


def tile(code: str, css: str = "s2", says: str = "Desa: belum membayar") -> tables.Tile:
    return tables.Tile(code, css, "0", says)


def known(villages: dict[str, facts.Outline]) -> facts.Outlines:
    return facts.Outlines(villages, outline(0, 0, 1000), "batas.geojson")


def drawn(tiles, found: facts.Outlines, districts=DISTRICTS) -> ElementTree.Element:
    return ElementTree.fromstring(
        outlines.svg(tiles, found, href=lambda code: f"/desa/{code}/?a=1&b=2", districts=districts)
    )


def dense() -> dict[str, facts.Outline]:
    """Two large villages and twenty small ones close together in the south-west."""
    large = {"75.03.01.2001": outline(0, 0, 400), "75.03.01.2002": outline(500, 500, 500)}
    small = {f"75.03.02.2{n:03}": outline(n % 5 * 20, 800 + n // 5 * 20, 20) for n in range(20)}
    return large | small


def links(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return [link for link in picture.iter(f"{SVG}a") if link.get("tabindex") is None]


def test_every_village_with_an_outline_is_one_link_that_says_its_state():
    found = known({"75.03.01.2001": outline(0, 0), "75.03.02.1008": outline(100, 0)})
    tiles = [
        tile("75.03.01.2001", "s1", "Desa Keramat, Tapa: belum menganggarkan"),
        tile("75.03.02.1008", "s5"),
        tile("75.03.02.2001"),
    ]
    first, second = links(drawn(tiles, found))
    assert (first.get("href"), first.get("aria-label")) == (
        "/desa/75.03.01.2001/?a=1&b=2",
        "Desa Keramat, Tapa: belum menganggarkan",
    )
    (path,) = first
    assert (path.get("class"), path.get("fill")) == ("v s1", "#c2410c")
    assert second[0].get("fill") == "url(#peta-garis)"


def test_without_outlines_there_is_no_map():
    nothing = facts.Outlines({}, None, "")
    assert outlines.svg([tile("75.03.01.2001")], nothing, href=str, districts=DISTRICTS) == ""
    assert outlines.svg([], known({"75.03.01.2001": outline(0, 0)}), href=str, districts=DISTRICTS) == ""


def test_whatever_a_name_or_a_link_holds_stays_text():
    found = known({"75.03.01.2001": outline(0, 0, 1000)})
    text = outlines.svg(
        [tile("75.03.01.2001", says=HOSTILE)], found, href=lambda code: HOSTILE, districts={"75.03.01": HOSTILE}
    )
    assert "<script" not in text
    (link,) = links(ElementTree.fromstring(text))
    assert (link.get("href"), link.get("aria-label")) == (HOSTILE, HOSTILE)


def test_no_style_no_script_and_every_reference_leads_somewhere_once():
    text = outlines.svg([tile(code) for code in dense()], known(dense()), href=str, districts=DISTRICTS)
    assert not re.search(r"style=|<style|<script|\son\w+=|https?://(?!www\.w3\.org/2000/svg)", text)
    named = re.findall(r' id="([^"]+)"', text)
    assert len(named) == len(set(named))
    assert set(re.findall(r'(?:<use href="#|url\(#)([^")]+)', text)) <= set(named)


def test_the_dense_part_is_enlarged_beside_the_map_and_the_keyboard_passes_each_village_once():
    picture = drawn([tile(code) for code in dense()], known(dense()))
    assert len(links(picture)) == 22
    (window,) = picture.findall(f"{SVG}svg")
    assert window.get("aria-hidden") == "true"
    assert {link.get("tabindex") for link in window.iter(f"{SVG}a")} == {"-1"}
    assert len(list(window.iter(f"{SVG}a"))) >= 20


def test_a_few_villages_of_one_size_need_no_enlarged_part():
    even = {f"75.03.01.20{n:02}": outline(n * 100, 0) for n in range(5)}
    assert drawn([tile(code) for code in even], known(even)).findall(f"{SVG}svg") == []


def test_the_enlarged_part_covers_no_village():
    found = list(dense().values())
    whole = layout.extent(found)
    coast = [point for one in found for line in one.lines() for point in line]
    inset = layout.inset(found, coast, whole)
    assert sum(map(inset.window.holds, (one.middle for one in found))) == 20
    assert not any(inset.place.meets(layout.box(one)) for one in found)


def test_names_of_districts_stand_apart_and_within_the_map():
    villages = {f"75.03.{n:02}.2001": outline(n * 30, n * 17, 40) for n in range(1, 19)}
    names = {code[:8]: f"Kecamatan {code[6:8]}" for code in villages}
    whole = layout.extent(villages.values())
    found = layout.labels(names, layout.anchors(villages, names), letters=12, inside=whole)
    boxes = [label.box for label in found.values()]
    assert len(boxes) > 9
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(whole.x <= box.x and box.x + box.width <= whole.x + whole.width for box in boxes)


def test_the_picture_is_as_large_as_the_villages_that_are_shown():
    """On the page of a district, or where the office may see no more."""
    found = known({"75.03.01.2001": outline(0, 0), "75.03.02.2001": outline(5000, 5000)})
    picture = drawn([tile("75.03.01.2001")], found)
    assert picture.get("viewBox").split()[2:] == ["101", "101"]
    assert "5000" not in ElementTree.tostring(picture, "unicode")


# Blocks by the compass

COUNTS = sorted(
    {
        len(catalogue.children(regency.code))
        for province in [f"{n:02}" for n in range(11, 97)]
        if catalogue.region(province)
        for regency in catalogue.children(province)
    }
)


def spread(count: int) -> dict[str, tuple[float, float] | None]:
    return {f"75.03.{n:02}": (n * 7919 % 1000, n * 104729 % 1000) for n in range(1, count + 1)}


@pytest.mark.parametrize("count", COUNTS)
def test_every_district_has_a_cell_of_its_own_for_as_many_districts_as_any_regency_has(count):
    for middles in (spread(count), dict.fromkeys(spread(count)), spread(count) | {"75.03.01": None}):
        rows = compass.grid(middles)
        assert sorted(code for row in rows for code in row if code) == sorted(middles)
        assert {len(row) for row in rows} == {min(5, len(rows[0]))}
        assert len(rows) * len(rows[0]) - count < len(rows[0])


def test_without_outlines_districts_stand_in_the_order_of_their_codes():
    assert compass.grid(dict.fromkeys(["75.03.03", "75.03.01", "75.03.02"])) == [
        ["75.03.01", "75.03.02"],
        ["75.03.03", None],
    ]


def test_north_is_above_and_west_on_the_left():
    middles = {"a": (0.0, 0.0), "b": (100.0, 5.0), "c": (5.0, 100.0), "d": (90.0, 110.0)}
    assert [row[:2] for row in compass.grid(middles, columns=2)] == [["a", "b"], ["c", "d"]]


def test_a_district_stands_where_the_largest_part_of_it_is():
    found = known({"75.03.01.2001": outline(0, 0, 200), "75.03.01.2002": outline(900, 900, 1)})
    middles = compass.middles(found, ["75.03.01", "75.03.02"])
    assert middles["75.03.02"] is None
    assert middles["75.03.01"] == pytest.approx((100, 100), abs=1)
