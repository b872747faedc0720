"""What every test may ask for: an open vault, a moment, a stamp. Random tests print their seed."""

from __future__ import annotations

import datetime as dt
import logging
import os
import pathlib
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

from lindung.config import engine
from lindung.interfaces.web import days, doors, reconciled
from lindung.interfaces.web.pages import frame
from lindung.kernel import values
from lindung.platform.access import passwords, scope
from lindung.platform.journal import facts as journal
from lindung.platform.vault import operations as vault
from tests import leaks, server

MORNING = dt.datetime(2023, 4, 13, 1, 30, tzinfo=dt.UTC)  # 09.30 WITA on the monitoring day
hypothesis.settings.register_profile("lindung", deadline=None, print_blob=True)  # no test is timed
hypothesis.settings.load_profile("lindung")

OFFICER = values.Actor("petugas", "Dinas PMD")
PASSWORD_COST = {"time_cost": passwords.Argon2.time_cost, "memory_cost": passwords.Argon2.memory_cost}
"""What a password costs in earnest: the tests keep some thousand of them, each at a four-hundredth."""


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords.Argon2, "time_cost", 1)
        patched.setattr(passwords.Argon2, "memory_cost", 64)
        yield


@pytest.fixture(autouse=True)
def _open_vault() -> None:
    vault.unlock_for_this_process()


@pytest.fixture(autouse=True)
def _see_everything() -> Iterator[None]:
    """The stories of the registers ask about all regions; what a scope hides has tests of its own."""
    with scope.everything("uji"):
        yield


@pytest.fixture(autouse=True)
def _forget_what_was_remembered() -> None:
    """The site remembers by the journal's last line; a test that is rolled back gives its number to the next one."""
    for remembered in (days._shared_days, frame._remembered, doors._remembered, reconciled._remembered):
        remembered.clear()


@pytest.fixture
def stamp() -> journal.Stamp:
    """What came in on 13 April 2023."""
    return stamp_on(dt.date(2023, 4, 13))


def stamp_on(received_on: dt.date) -> journal.Stamp:
    return journal.Stamp(OFFICER, MORNING, uuid.uuid4(), received_on)


@pytest.fixture
def new_database(tmp_path: pathlib.Path) -> Iterator[str]:
    """Where a database can be made that no other test knows: what ``--db`` takes, on the engine of this run."""
    if not ON_SERVER:
        (tmp_path / "data").mkdir()
        yield str(tmp_path / "data" / "l.sqlite3")
        return
    with server.new_database() as address:
        yield address


ON_SERVER = engine.database(os.environ.get("LINDUNG_DATABASE", ""))["ENGINE"].endswith("postgresql")
ASK_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "new_database"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about the other engine is not run. On PostgreSQL neither is what asks no database, it ran on SQLite; nor,
    unless asked for, what is marked as shown there already."""
    other = "sqlite" if ON_SERVER else "postgresql"
    kept = [item for item in items if not item.get_closest_marker(other)]
    if ON_SERVER:
        asked = config.getoption("markexpr") == "again"
        kept = [item for item in kept if _asks_the_database(item) and (asked or not item.get_closest_marker("again"))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _asks_the_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or ASK_THE_DATABASE & set(getattr(item, "fixturenames", ())))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much the generated tests went through, so that a matrix or a machine that shrank is seen."""
    counted: dict[str, int] = {}
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties if report.when == "call" else ():
            if name in COUNTED:
                counted[name] = counted.get(name, 0) + value
    for name, value in counted.items():
        terminalreporter.write_line(f"{COUNTED[name]}: {value}")
    found = terminalreporter.config.stash.get(_LEAKED, None)
    if found is not None:
        terminalreporter.write_line(str(found))
        left = terminalreporter.config.stash[_LEFT]
        if left.exists():
            terminalreporter.write_line(f"What this run left: {left}")


# What a run leaves behind

_LEFT = pytest.StashKey[pathlib.Path]()
_LEAKED = pytest.StashKey[leaks.Found]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """A folder of its own for all that the run writes, also what its commands write in processes of their own; and for
    what is logged and printed."""
    if not hasattr(config, "workerinput"):
        left = pathlib.Path(tempfile.mkdtemp(prefix="lindung-uji-"))
        (left / "sementara").mkdir()
        os.environ["TMPDIR"], tempfile.tempdir = str(left / "sementara"), None
        if config.option.basetemp is None:
            config.option.basetemp = str(left / "pytest")
        config.stash[_LEFT] = left
    log = logging.FileHandler(pathlib.Path(os.environ["TMPDIR"]) / f"catatan-{os.getpid()}.log", encoding="utf-8")
    logging.getLogger().addHandler(log)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What a test that passed let be printed; what a failed one says is for its reader."""
    if report.passed and (report.capstdout or report.capstderr):
        with (pathlib.Path(os.environ["TMPDIR"]) / f"tercetak-{os.getpid()}.txt").open("a", encoding="utf-8") as said:
            said.write(f"{report.nodeid}\n{report.capstdout}{report.capstderr}")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """What a worker process made is known here too."""
    leaks.MADE.update(getattr(node, "workeroutput", {}).get("niks", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """After everything: no NIK that a test made stands in clear in what is left."""
    config = session.config
    if hasattr(config, "workerinput"):
        config.workeroutput["niks"] = sorted(leaks.MADE)
        return
    left = config.stash.get(_LEFT, None)
    if left is None:
        return
    config.stash[_LEAKED] = found = leaks.search(left, leaks.MADE)
    leaks.hand_on(found.known)
    if found.leaks and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if session.exitstatus == 0:
        shutil.rmtree(left, ignore_errors=True)


COUNTED = {
    "cells": "cells of the access matrix",
    "steps": "steps of the pure core",
    "database_steps": "steps through the database",
    "crawled": "answers searched for words of another region",
    "tampered": "tamperings of the journal, all located",
}
"""What generated tests count, and how the end of a run says it."""
