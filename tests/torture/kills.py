"""SIGKILL at any moment of ``lindung monitor --db``: then all of a delivery is there or none, and again is right."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from django.apps import apps

from lindung.interfaces import store
from tests import torture
from tests.officer import random as draws
from tests.officer import truth
from tests.torture import books, random_folders

REGENCY, YEAR, ON, QUOTA = "75.03", 2023, dt.date(2023, 4, 13), 100
ENOUGH, FEW = 0.3, 8
"""Of so many kills this share must fall between the making of the database and the end."""
BEFORE_THE_DELIVERY = ("journal.Line", "regions.Region", "regions.Version")
"""Tables that a database and its regions fill before any file is taken."""


def run(seed: int, seconds: float) -> torture.Drill:
    drill = torture.Drill("kills")
    with tempfile.TemporaryDirectory(prefix="lindung-uji-") as name:
        place = pathlib.Path(name)
        (place / "berkas").mkdir()
        _folder, expected = draws.random_folder(place / "berkas", seed, REGENCY, YEAR, ON, QUOTA)
        with drill.trying(seed):
            whole, pace = _whole(place, expected)
        for try_seed in drill.tries(seed, seconds) if not drill.failed else ():
            with drill.trying(try_seed):
                _try(drill, random.Random(f"bunuh {try_seed}"), place, expected, whole, pace)
    kills, hits = drill.met["kill"], drill.met["saat menulis"]
    with drill.trying(seed):
        torture.check(kills < FEW or hits >= ENOUGH * kills, f"hanya {hits} dari {kills} kill mengenai saat menulis")
    return drill


def _command(place: pathlib.Path, kept: pathlib.Path) -> list[str]:
    said = ["--regency", REGENCY, "--year", str(YEAR), "--on", ON.isoformat(), "--quota", str(QUOTA)]
    said += ["--db", str(kept), "--json", str(kept.with_suffix(".json"))]
    return [sys.executable, "-m", "lindung.interfaces.cli", "monitor", str(place / "berkas"), *said]


@contextlib.contextmanager
def _running(place: pathlib.Path, kept: pathlib.Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"LINDUNG_KEYS": str(_keys(kept)), "TMPDIR": str(place)}
    command = _command(place, kept)
    kept.parent.mkdir(exist_ok=True)
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def _keys(kept: pathlib.Path) -> pathlib.Path:
    return kept.parent.parent / f"kunci-{kept.parent.name}" / "kunci.json"


def _whole(place: pathlib.Path, expected: truth.Truth) -> tuple[dict[str, int], tuple[float, float]]:
    """Rows of each table after a run that nobody kills; seconds until the database is there, and then to the end."""
    kept = place / "utuh" / "l.sqlite3"
    started = time.monotonic()
    with _running(place, kept) as process:
        while not kept.exists() and process.poll() is None:
            time.sleep(0.002)
        made = time.monotonic()
        _out, said = process.communicate(timeout=120)
        torture.check(process.returncode == 0, said.decode())
    ended = time.monotonic()
    _is_the_truth(json.loads(kept.with_suffix(".json").read_text("utf-8")), expected)
    with _opened(kept):
        return _rows(), (made - started, ended - made)


def _try(
    drill: torture.Drill,
    draw: random.Random,
    place: pathlib.Path,
    expected: truth.Truth,
    whole: dict[str, int],
    pace: tuple[float, float],
) -> None:
    """One to three kills of the same database, each at another moment; then what is left is looked at, and mended."""
    kept = place / f"k{draw.randrange(10**12)}" / "l.sqlite3"
    for _ in range(draw.choice((1, 1, 2, 3))):
        _killed(drill, draw, place, kept, pace)
        if kept.exists() and _keys(kept).exists():
            with _opened(kept):
                _look(drill, whole)
    if draw.random() < 0.2:
        with _running(place, kept) as process:
            _out, said = process.communicate(timeout=120)
            torture.check(process.returncode == 0, said.decode())
        _is_the_truth(json.loads(kept.with_suffix(".json").read_text("utf-8")), expected)
        return
    with _opened(kept):
        random_folders.take(place / "berkas", REGENCY, YEAR, ON, QUOTA)
        _is_the_truth(random_folders.asked(REGENCY, YEAR, ON), expected)
        torture.check(_of_delivery(_rows()) == _of_delivery(whole), f"{_rows()} bukan {whole}")


def _killed(
    drill: torture.Drill, draw: random.Random, place: pathlib.Path, kept: pathlib.Path, pace: tuple[float, float]
) -> None:
    """Most kills once the database is there, some at any moment."""
    start, rest = pace
    there, started = kept.exists(), time.monotonic()
    with _running(place, kept) as process:
        if not there and draw.random() < 0.8:
            while not kept.exists() and process.poll() is None:
                time.sleep(0.001)
            time.sleep(draw.random() * rest)
        else:
            time.sleep(start * draw.choice((draw.random(), 1, 1, 1)) + draw.random() * rest)
        ended, open_by_now = process.poll() is not None, time.monotonic() - started > start
        process.send_signal(signal.SIGKILL)
        process.wait()
    drill.met["kill"] += 1
    drill.met["saat menulis"] += not ended and (open_by_now if there else kept.exists())
    drill.met["sesudah selesai"] += ended


@contextlib.contextmanager
def _opened(kept: pathlib.Path) -> Iterator[None]:
    """The database as the next run opens it: key, guards and journal are checked on the way."""
    os.environ["LINDUNG_KEYS"] = str(_keys(kept))
    try:
        store.open_kept(kept)
        yield
    finally:
        store.close()
        del os.environ["LINDUNG_KEYS"]


def _rows() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def _of_delivery(rows: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in rows.items() if name not in BEFORE_THE_DELIVERY}


def _look(drill: torture.Drill, whole: dict[str, int]) -> None:
    """Sound, chained, and either nothing of the delivery or all of it."""
    books.hold()
    rows = _rows()
    delivered = _of_delivery(rows)
    nothing = not any(delivered.values())
    torture.check(nothing or rows == whole, f"setengah masuk: {rows}, seluruhnya {whole}")
    drill.met["ditemukan kosong" if nothing else "ditemukan utuh"] += 1


def _is_the_truth(day: dict, expected: truth.Truth) -> None:
    different = random_folders.differences(expected, day)
    torture.check(not different, "; ".join(different))
