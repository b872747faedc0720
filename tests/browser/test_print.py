"""On paper: the regency's page on three sheets of A4, light whatever the screen's theme is."""

from __future__ import annotations

import re

from tests.browser.conftest import Sits


def test_the_regency_page_prints_on_three_sheets_of_a4(sits: Sits):
    before = sits("sekda")
    before.open("/wilayah/75.03/")
    printed = before.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 3
    (size,) = set(re.findall(rb"/MediaBox\s*\[([^]]*)\]", printed))
    assert [round(float(one)) for one in size.split()] == [0, 0, 595, 842]


def test_a_dark_screen_does_not_print_dark(sits: Sits):
    before = sits("sekda")
    before.page.emulate_media(color_scheme="dark", media="print")
    before.open("/wilayah/75.03/")
    assert before.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not before.page.locator(".tools").is_visible()
