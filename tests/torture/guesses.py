"""Twenty thousand guesses at codes and at NIK: whatever was typed is answered by the same bytes after the same number
of statements, whether it was never there, is too old, is on a list or waits for a desk."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import pathlib
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable

import time_machine
from django import http, test
from django.db import connection, transaction

from lindung.interfaces import store
from lindung.interfaces.intake.applications import facts, operations, queries
from tests import chronicle, torture
from tests.officer import people

ENOUGH = 20_000
"""Guesses in all, however little time there is."""
AT_ONCE = 200
_DRAWN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|<b>[2-9A-Z-]{19}</b>')
Answers = Counter[tuple[str, int, int, str]]
"""By kind: status, statements and digest of an answer; how often."""


def run(seed: int, seconds: float) -> torture.Drill:
    drill, seen = torture.Drill("guesses"), Answers()
    with tempfile.TemporaryDirectory(prefix="lindung-uji-") as place:
        logging.disable(logging.WARNING)  # an answer of 422 needs no line each
        store.open_for_this_process(pathlib.Path(place) / "l.sqlite3")
        try:
            guess = _Guesser(seen)
            for try_seed in drill.tries(seed, seconds, enough=lambda: seen.total() >= ENOUGH):
                with drill.trying(try_seed):
                    guess.some(random.Random(f"tebakan {try_seed}"))
                    _alike(seen)
        finally:
            store.close()
            logging.disable(logging.NOTSET)
    for kind in sorted({kind for kind, *_ in seen}):
        drill.met[kind] = sum(count for (one, *_), count in seen.items() if one == kind)
    return drill


def _alike(seen: Answers) -> None:
    kinds = {kind for kind, *_ in seen}
    torture.check(len(seen) == len(kinds), f"answers differ: {seen}")


class _Guesser:
    """A regency with a worker on a list, one who waits and one whose draft is too old; and whoever guesses at them."""

    def __init__(self, seen: Answers) -> None:
        self._seen, self._at, self._guesses = seen, dt.datetime(2026, 11, 2, 1, 0, tzinfo=dt.UTC), 0
        told, crowd = chronicle.Chronicle(), chronicle.people(2)
        with transaction.atomic():
            told.listed(chronicle.TALUMOPATU, crowd)
        asked, stamp = facts.Asked(chronicle.TALUMOPATU, "desa"), told.stamp(chronicle.MONITORING_DAY)
        self._old = operations.begin(asked=asked, stamp=stamp)
        self._known = [str(one.nik) for one in crowd]
        self._asker = test.Client(SERVER_NAME="127.0.0.1")
        with time_machine.travel(self._at, tick=False):
            said = {"jalur": "desa", "desa": chronicle.TALUMOPATU}
            self._asker.post("/daftar/tempat/", said, REMOTE_ADDR="192.168.0.1")
        for path in ("/status/", "/daftar/isi/nik/"):  # the first of all finds no count of anybody
            self._post(self._asker, path, "")

    def some(self, draw: random.Random) -> None:
        """Codes on both pages, and NIK where one is asked for."""
        drawn = people.People(seed=draw.randrange(10**6), on=chronicle.MONITORING_DAY)
        for number in range(AT_ONCE):
            code = self._old if number % 20 == 0 else queries.new_code()
            for path in ("/status/", "/daftar/lanjut/"):
                self._count(
                    path, lambda path=path, code=code: self._post(test.Client(SERVER_NAME="127.0.0.1"), path, code)
                )
        for one in drawn.many(AT_ONCE // 2, "75.03.01"):
            for nik in (draw.choice(self._known), str(one.nik)):
                self._count("nik", lambda nik=nik: self._post(self._asker, "/daftar/isi/nik/", nik))

    def _post(self, visitor: test.Client, path: str, typed: str) -> http.HttpResponse:
        """Two seconds after the one before, and from another network: nobody is made to wait."""
        self._guesses += 1
        self._at += dt.timedelta(seconds=2)
        address = f"{10 + self._guesses // 62_500}.{self._guesses // 250 % 250}.{self._guesses % 250}.7"
        with time_machine.travel(self._at, tick=False):
            return visitor.post(path, {"kode": typed, "nik": typed}, REMOTE_ADDR=address)

    def _count(self, kind: str, ask: Callable[[], http.HttpResponse]) -> None:
        statements = [0]

        def counted(execute, sql, params, many, context):
            statements[0] += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            answer = ask()
        said = _DRAWN.sub(b"", answer.content) + answer.headers.get("Location", "").encode()
        self._seen[kind, answer.status_code, statements[0], hashlib.sha256(said).hexdigest()[:12]] += 1
