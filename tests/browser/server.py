"""The site as it is shown to a newcomer: ``lindung demo`` in a folder of its own, on a port that is free."""

from __future__ import annotations

import contextlib
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).parents[2]
PATIENCE = 90


@dataclass(frozen=True, slots=True)
class Site:
    """Where it answers, the files that it was made from, and the passwords that it printed, by role."""

    address: str
    files: pathlib.Path
    passwords: Mapping[str, str]


@contextlib.contextmanager
def served(folder: pathlib.Path) -> Iterator[Site]:
    """The site over the example data, made in ``folder``, until it is left."""
    keys = {"LINDUNG_KEYS": str(folder / "kunci" / "kunci.json")}
    log = folder / "situs.log"
    with running(["demo", "--to", str(folder / "contoh")], log=log, environment=keys) as address:
        yield Site(address, folder / "contoh" / "berkas", _passwords(log.read_text("utf-8")))


@contextlib.contextmanager
def running(words: list[str], *, log: pathlib.Path, environment: Mapping[str, str]) -> Iterator[str]:
    """A command of ``lindung`` that serves the site on a free port; gives its address once it answers, and ends it."""
    port = free_port()
    command = [sys.executable, "-m", "lindung.interfaces.cli", *words, "--port", str(port)]
    known = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"} | dict(environment)
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, env=known, start_new_session=True
        )  # fmt: skip
    try:
        wait(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(process)
    with socket.socket() as probe:  # Ctrl-C has to leave nothing behind that holds the port
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(process: subprocess.Popen[bytes], port: int, log: pathlib.Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", "/masuk/")
            status = asked.getresponse().status
            asked.close()
            if status == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"the site does not answer:\n{log.read_text('utf-8')[-4000:]}")


def _passwords(said: str) -> dict[str, str]:
    _, _, seats = said.partition("Akun contoh")
    return dict(re.findall(r"^  (\w+) +([a-z0-9-]+) ", seats, re.MULTILINE))


def end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does, for the command and the processes that it started."""
    for said in (signal.SIGINT, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, said)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
            return


def chromium() -> str:
    """Where the browser is. Raises AssertionError with what to install."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "No Chromium here: apt-get install chromium, or leave these out with make test BROWSER=no"
    return found
