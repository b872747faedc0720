"""One server and one browser for all stories of a run, each story before a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright import sync_api as playwright

from tests.browser import desk, server

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-sync", "--no-first-run", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Site]:
    with server.served(tmp_path_factory.mktemp("situs")) as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[playwright.Browser]:
    """Ended with the last of these tests: while Playwright's loop runs, Django takes every test for asynchronous."""
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=server.chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


Sits = Callable[..., desk.Desk]


@pytest.fixture
def sits(browser: playwright.Browser, place: server.Site) -> Iterator[Sits]:
    """``sits("camat")``: a desk where the camat has signed in; ``sits()``: one where nobody has."""
    opened: list[desk.Desk] = []

    def sit(role: str = "", **said: Any) -> desk.Desk:
        opened.append(desk.Desk(browser, place, kept=_kept(browser, place, role), **said))
        return opened[-1]

    yield sit
    wrong = [one for each in opened for one in each.wrong]
    for each in opened:
        each.close()
    assert wrong == [], "the browser had something to say"


_sessions: dict[tuple[str, str], Any] = {}


def _kept(browser: playwright.Browser, place: server.Site, role: str) -> Any:
    """What a browser keeps of having signed in: once for each role, as the form is slow on purpose."""
    if role and (place.address, role) not in _sessions:
        first = desk.Desk(browser, place)
        first.open("/masuk/")
        first.sign_in(role)
        _sessions[place.address, role] = first.context.storage_state()
        first.close()
    return _sessions.get((place.address, role))
