"""The site under race: started on a database of its own, asked by sixteen clients at once, looked at afterwards."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import pathlib
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib import parse

from tests.browser import server

CSRF = "r" * 32
"""What shows that a form is of the site: the same in the cookie and in the form."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one client was told. ``status`` 0: nothing."""

    status: int
    location: str
    body: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of one browser: a form where ``form`` is said, with a file where ``file`` (name, content) is."""

    session: str
    path: str
    form: Mapping[str, str] | None = None
    file: tuple[str, bytes] | None = None

    def body(self) -> tuple[bytes | None, dict[str, str]]:
        if self.form is None:
            return None, {}
        said = {"csrfmiddlewaretoken": CSRF} | dict(self.form)
        if self.file is None:
            return parse.urlencode(said).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
        mark = uuid.uuid4().hex
        part, (name, content) = f"--{mark}\r\nContent-Disposition: form-data; name=", self.file
        fields = "".join(f'{part}"{key}"\r\n\r\n{value}\r\n' for key, value in said.items())
        head = f'{fields}{part}"berkas"; filename="{name}"\r\n\r\n'
        whole = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return whole, {"Content-Type": f"multipart/form-data; boundary={mark}"}


@dataclass(slots=True)
class Track:
    """A site that runs, and the process that looks at its database beside it."""

    beside: subprocess.Popen[str]
    address: str = ""

    def inside(self, *said: str) -> Any:
        """What ``tests.races.inside`` answers. Raises AssertionError."""
        assert self.beside.stdin and self.beside.stdout
        self.beside.stdin.write(json.dumps(said) + "\n")
        self.beside.stdin.flush()
        answer = self.beside.stdout.readline()
        assert answer, f"{said}: no answer, see what was said on the way"
        return json.loads(answer)

    def race(self, asks: Sequence[Ask]) -> list[Answer]:
        """All of them at once: each client is connected before any of them asks."""
        start, found = threading.Barrier(len(asks)), [Answer(0, "", "")] * len(asks)

        def run(at: int, one: Ask) -> None:
            found[at] = self._answer(one, start)

        clients = [threading.Thread(target=run, args=(at, one)) for at, one in enumerate(asks)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return found

    def ask(self, one: Ask) -> Answer:
        return self._answer(one, threading.Barrier(1))

    def _answer(self, one: Ask, start: threading.Barrier) -> Answer:
        content, headers = one.body()
        headers["Cookie"] = f"sesi={one.session}; csrf={CSRF}"
        client = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=60)
        client.connect()
        start.wait(timeout=30)
        client.request("GET" if content is None else "POST", one.path, body=content, headers=headers)
        answer = client.getresponse()
        found = Answer(answer.status, answer.getheader("Location", ""), answer.read().decode())
        client.close()
        return found


@contextlib.contextmanager
def opened(folder: pathlib.Path, database: str) -> Iterator[Track]:
    """The site on ``database`` (a file's path or a server's address), made here with the example of the tests."""
    environment = os.environ | {
        "LINDUNG_DATABASE": database,
        "LINDUNG_KEYS": str(folder / "kunci" / "kunci.json"),
        "PYTHONPATH": os.pathsep.join([str(server.ROOT / "src"), str(server.ROOT)]),
        "DJANGO_SETTINGS_MODULE": "lindung.config.settings",
    }
    command = [sys.executable, "-m", "tests.races.inside"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, cwd=server.ROOT, **pipes) as beside:
        track = Track(beside)
        try:
            track.inside("make")
            with server.running(["serve"], log=folder / "situs.log", environment=environment) as track.address:
                yield track
        finally:
            beside.kill()
