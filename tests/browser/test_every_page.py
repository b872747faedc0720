"""Every page, as whoever uses it most comes to it by its links: readable, silent, narrow enough, light enough."""

from __future__ import annotations

import gzip

import pytest

from tests.browser import desk
from tests.browser.conftest import Sits
from tests.interfaces.web import matrix

LOOKED_AT = {
    "masuk": "",
    "keluar": "sekda",
    "komponen": "sekda",
    "wilayah 2": "sekda",
    "wilayah 3": "camat",
}
"""Which page, by whom: each is examined once, and each role walks all that its links lead to."""
NO_PAGE = {"depan": "leads on", "bahasa": "leads back", "berkas": "is part of pages"}
GALLERY = "komponen"
KILOBYTES, REQUESTS = 40, 5


def test_somebody_looks_at_every_page():
    readable = {name for name, one in matrix.addresses().items() if "GET" in one.callback.door.methods}
    assert readable == {page.split()[0] for page in LOOKED_AT} | set(NO_PAGE)


@pytest.mark.parametrize("role", ["", "sekda", "camat", "operator", "dpmd"], ids=lambda role: role or "nobody")
def test_every_page_that_a_desk_leads_to(sits: Sits, role: str):
    before = sits(role)
    wrong, seen, waiting = [], set(NO_PAGE), ["/" if role else "/masuk/"]
    while waiting:
        before.open(waiting.pop(0))
        page = desk.kind(before.path)
        if page in seen:
            continue
        seen.add(page)
        wrong += [f"{page}: sideways at {width}" for width in before.sideways()]
        if LOOKED_AT[page] == role:
            wrong += [f"{page}: {one}" for one in before.barriers()]
        if page != GALLERY:
            waiting += _new(before.links(), seen)
    assert wrong == []
    assert {page for page, who in LOOKED_AT.items() if who == role} <= seen


def _new(paths: list[str], seen: set[str]) -> list[str]:
    """One address of each kind of page that was not seen yet."""
    found = {desk.kind(path): path for path in reversed(paths)}
    return [path for page, path in found.items() if page not in seen]


@pytest.mark.parametrize(("path", "status"), [("/wilayah/75.04/", 404), ("/wilayah/75.03.99/", 404), ("/tiada/", 404)])
def test_a_page_that_can_not_be_shown_is_readable_too(sits: Sits, path: str, status: int):
    before = sits("camat")
    before.open(path, status)
    assert (before.sideways(), before.barriers()) == ([], [])


def test_a_refused_sign_in_is_readable_too(sits: Sits):
    before = sits()
    before.open("/masuk/")
    before.page.fill("#nama", "sekda")
    before.page.fill("#sandi", "bukan sandinya")
    before.page.get_by_role("button", name="Masuk").click()
    assert before.page.get_by_role("alert").inner_text().startswith("Belum masuk")
    assert (before.sideways(), before.barriers()) == ([], [])


@pytest.mark.parametrize(
    ("role", "path"),
    [("", "/masuk/"), ("sekda", "/wilayah/75.03/"), ("camat", "/wilayah/75.03.08/"), ("sekda", "/komponen/")],
)
def test_a_first_load_is_light(sits: Sits, role: str, path: str):
    before = sits(role)
    before.open(path)
    before.page.wait_for_load_state("networkidle")
    weights = {asked.url: _sent(asked) for asked in before.requests}
    assert len(weights) <= REQUESTS, weights
    assert sum(weights.values()) <= KILOBYTES * 1024, weights


def _sent(asked: desk.playwright.Request) -> int:
    """Bytes of the body on the way; what goes unpacked (a page with a form's token) counts as if it were packed."""
    response = asked.response()
    assert response is not None
    if "content-encoding" in response.headers:
        return int(asked.sizes()["responseBodySize"])
    return len(gzip.compress(response.body(), 1))
