"""A site over data that are no example, on one day after the other: each day is a process with its own clock."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playwright import sync_api as playwright

from tests.browser import desk, server


@dataclass
class Day:
    """The site on a day; ``sessions``: what each seat's browser holds."""

    browser: playwright.Browser
    site: server.Site
    sessions: Mapping[str, Mapping[str, str]]
    wrong: list[str]

    @contextlib.contextmanager
    def sits(self, name: str) -> Iterator[desk.Desk]:
        """Somebody who signed in this morning."""
        cookie = {**self.sessions[name], "url": self.site.address}
        before = desk.Desk(self.browser, self.site, kept={"cookies": [], "origins": []})
        before.context.add_cookies([cookie])  # type: ignore[list-item]
        try:
            yield before
        finally:
            self.wrong += before.wrong
            before.close()


@contextlib.contextmanager
def day(browser: playwright.Browser, folder: pathlib.Path, on: dt.date) -> Iterator[Day]:
    """The database in ``folder``, made where there is none, as it is looked at on ``on``."""
    port, log = server.free_port(), folder / f"{on}.log"
    (folder / "data").mkdir(exist_ok=True)
    known = os.environ | surroundings(folder)
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.passing_site", str(folder), on.isoformat(), str(port)],
            stdout=said, stderr=subprocess.STDOUT, env=known, cwd=server.ROOT, start_new_session=True,
        )  # fmt: skip
    wrong: list[str] = []
    try:
        server.wait(process, port, log)
        sessions = next(line for line in log.read_text("utf-8").splitlines() if line.startswith("{"))
        yield Day(browser, server.Site(f"http://127.0.0.1:{port}", folder, {}), json.loads(sessions), wrong)
    finally:
        server.end(process)
    assert wrong == [], "the browser had something to say"


def surroundings(folder: pathlib.Path) -> dict[str, str]:
    """Where the command finds this database and its keys."""
    return {
        "PYTHONPATH": os.pathsep.join([str(server.ROOT / "src"), str(server.ROOT)]), "PYTHONUNBUFFERED": "1",
        "LINDUNG_KEYS": str(folder / "kunci" / "kunci.json"), "LINDUNG_DATABASE": str(folder / "data" / "l.sqlite3"),
    }  # fmt: skip
