"""Sixteen clients of one object over real HTTP, drawn again and again, on SQLite and, where a server is installed, on
PostgreSQL: one effect is left, and all figures follow from the facts."""

from __future__ import annotations

import contextlib
import pathlib
import random
import tempfile
import time
from collections.abc import Iterator

from tests import cluster, torture
from tests.races import scenarios, track


def run(seed: int, seconds: float) -> torture.Drill:
    drill = torture.Drill("races")
    server = cluster.binaries()
    engines = {"SQLite": _file()} | ({"PostgreSQL": _server(server)} if server else {})
    begun = time.monotonic()
    for at, (name, opening) in enumerate(engines.items(), start=1):
        with opening as on:
            left = begun + seconds * at / len(engines) - time.monotonic()
            for try_seed in drill.tries(seed, left):
                with drill.trying(try_seed):
                    draw = random.Random(f"balapan {try_seed}")
                    race = draw.choice(scenarios.ALL)
                    race(on, draw)
                    drill.met[name] += 1
    return drill


@contextlib.contextmanager
def _file() -> Iterator[track.Track]:
    with tempfile.TemporaryDirectory(prefix="lindung-uji-") as name:
        folder = pathlib.Path(name)
        (folder / "data").mkdir()
        with track.opened(folder, str(folder / "data" / "l.sqlite3")) as on:
            yield on


@contextlib.contextmanager
def _server(installed: pathlib.Path) -> Iterator[track.Track]:
    folder = tempfile.TemporaryDirectory(prefix="lindung-uji-")
    with folder as name, cluster.running(installed) as address, track.opened(pathlib.Path(name), address) as on:
        yield on
