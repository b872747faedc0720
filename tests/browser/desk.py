"""Someone before a browser: what they do, and whatever went wrong on the pages that they saw."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from typing import Any

from axe_playwright_python import base as axe
from django import urls
from playwright import sync_api as playwright

from lindung.interfaces.web import urls as site
from tests.browser import server

DESKTOP, PHONE, SMALL = 1440, 360, 320
EXPECTED = ("the server responded with a status of ", "Clear-Site-Data header on ")
"""What Chromium itself writes to its console: about an answer that is an error page, about having forgotten."""
LEFT = "net::ERR_ABORTED"
"""A request that was under way when the reader went on to the next page."""


class Desk:
    """One browser window of one person, with nothing kept from before."""

    def __init__(
        self, browser: playwright.Browser, place: server.Site, *, js: bool = True, width: int = DESKTOP,
        kept: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self.place = place
        self.context = browser.new_context(
            base_url=place.address, java_script_enabled=js, viewport={"width": width, "height": 900}, locale="id-ID",
            storage_state=dict(kept) if kept else None,
        )  # fmt: skip
        self.wrong: list[str] = []
        self.requests: list[playwright.Request] = []
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self._said(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.context.on("request", self._asked)
        self.context.on("requestfailed", self._failed)

    def _said(self, text: str) -> None:
        if not any(one in text for one in EXPECTED):
            self.wrong.append(text)

    def _failed(self, asked: playwright.Request) -> None:
        if asked.failure != LEFT:
            self.wrong.append(f"{asked.url}: {asked.failure}")

    def _asked(self, asked: playwright.Request) -> None:
        self.requests.append(asked)
        if not asked.url.startswith((self.place.address + "/", "data:")):
            self.wrong.append(f"another host: {asked.url}")

    def open(self, path: str, status: int = 200) -> None:
        response = self.page.goto(path)
        assert response is not None
        assert (path, response.status) == (path, status)

    def sign_in(self, role: str) -> None:
        """As a person does: type both, press the button."""
        self.page.fill("#nama", role)
        self.page.fill("#sandi", self.place.passwords[role])
        self.go(self.page.get_by_role("main").get_by_role("button", name="Masuk"))

    def go(self, where: playwright.Locator) -> None:
        """Click what leads to another page, and wait for it: a click alone returns before the old page is gone."""
        with self.page.expect_navigation():
            where.click()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press the button of that name in the page's own part, and wait for the page that answers."""
        self.go(self.page.get_by_role("main").get_by_role("button", name=name, exact=exact).first)

    def follow(self, name: str) -> None:
        """Follow the link of that name in the page's own part."""
        self.go(self.page.get_by_role("main").get_by_role("link", name=name).first)

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def sideways(self) -> list[int]:
        """The widths at which the page has to be moved sideways to be read."""
        found = []
        for width in (SMALL, PHONE, DESKTOP):
            self.page.set_viewport_size({"width": width, "height": 900})
            if self.page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(width)
        return found

    def barriers(self) -> list[str]:
        """What axe finds on the page, light at a desk and dark on a phone: the width moves things, the scheme colours
        them, and neither changes what the other does."""
        found = []
        self.page.evaluate(AXE)
        for width, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{width} {scheme}: {one}" for one in self.page.evaluate(ASK_AXE)]
        self.page.emulate_media(color_scheme="light")
        return found

    def links(self) -> list[str]:
        """The addresses within the site that the page leads to."""
        hrefs: list[str] = self.page.eval_on_selector_all(
            "a[href]:not([download])", "all => all.map(one => one.getAttribute('href'))"
        )
        here = urllib.parse.urlsplit(self.page.url)
        joined = [urllib.parse.urlsplit(urllib.parse.urljoin(self.page.url, href)) for href in hrefs]
        return [one._replace(scheme="", netloc="", fragment="").geturl() for one in joined if one[:2] == here[:2]]

    def close(self) -> None:
        self.context.close()


def kind(path: str) -> str:
    """Which page an address is: the name of its URL, and the level of its region where it has one; "" for none."""
    try:
        found = urls.resolve(urllib.parse.urlsplit(path).path, site.__name__)
    except urls.Resolver404:
        return ""
    code = found.kwargs.get("code")
    return f"{found.url_name} {code.count('.') + 1}" if code else str(found.url_name)


AXE = axe.AXE_SCRIPT
ASK_AXE = """
axe.run({resultTypes: ["violations"], preload: false}).then(said => said.violations.map(one =>
  `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`))
"""
