"""Folders at random, of many regencies, years, days and quotas, against the oracle that never saw the files."""

from __future__ import annotations

import datetime as dt
import pathlib
import random
import tempfile
from typing import Any

from lindung.interfaces import monitor, store
from lindung.interfaces.reports import document
from lindung.kernel import values
from tests import torture
from tests.officer import random as draws
from tests.officer import truth
from tests.torture import books

REGENCIES = ("75.03", "73.08", "11.01", "91.03", "75.01", "12.01", "33.01", "32.04", "53.02", "64.02", "71.01", "94.01")
"""From Aceh to Papua: gampong, distrik, desa adat, kelurahan, homonyms within a district, villages by the hundred."""
OFFICER = values.Actor("petugas", "Dinas PMD")


def run(seed: int, seconds: float) -> torture.Drill:
    drill = torture.Drill("random_folders")
    for try_seed in drill.tries(seed, seconds):
        with drill.trying(try_seed), tempfile.TemporaryDirectory(prefix="lindung-uji-") as place:
            _try(drill, try_seed, pathlib.Path(place))
    return drill


def drawn(seed: int) -> tuple[str, int, dt.date, int]:
    """Regency, year, day and quota of a try."""
    draw = random.Random(f"kasus {seed}")
    year = draw.randint(2020, 2026)
    first, last = dt.date(year, 1, 21), dt.date(year, 12, 31)
    on = draw.choice((dt.date(year, 4, 13), first + dt.timedelta(draw.randint(0, (last - first).days))))
    return draw.choice(REGENCIES), year, on, draw.choice((100, 100, 50, 30, 140))


def _try(drill: torture.Drill, seed: int, place: pathlib.Path) -> None:
    regency, year, on, quota = drawn(seed)
    (place / "berkas").mkdir()
    folder, expected = draws.random_folder(place / "berkas", seed, regency, year, on, quota)
    store.open_for_this_process(place / "l.sqlite3")
    try:
        take(place / "berkas", regency, year, on, quota)
        day = asked(regency, year, on)
        books.hold()
    finally:
        store.close()
    different = differences(expected, day)
    torture.check(not different, f"{regency} {year} {on} kuota {quota}: " + "\n    ".join(different))
    drill.met["berkas"] += len(folder.files)
    drill.met["baris"] += expected.declared
    drill.met["masalah"] += len(expected.problems)
    drill.met["pembayaran"] += len(folder.payments)


def take(folder: pathlib.Path, regency: str, year: int, on: dt.date, quota: int) -> None:
    now = dt.datetime.now(dt.UTC)
    monitor.take(folder, regency=regency, year=year, quota=quota, on=on, received_on=on, by=OFFICER, at=now)


def asked(regency: str, year: int, on: dt.date) -> dict[str, Any]:
    return document.as_json(monitor.regency_day(regency, year=year, on=on, known_at=on))


def differences(expected: truth.Truth, day: dict[str, Any]) -> list[str]:
    """Each figure and each problem in which the finding is not the truth."""
    found = []
    for name, value in expected.figures().items():
        if name == "districts":
            found += [
                f"{code} {figure}: {day[name][code][figure]}, benar {true}"
                for code, figures in expected.districts.items()
                for figure, true in figures.items()
                if day[name][code][figure] != true
            ]
        elif name != "problems" and day[name] != value:
            found.append(f"{name}: {day[name]}, benar {value}"[:600])
    problems = {(one["file"], one["row"], one["kind"]) for one in day["problems"]}
    warnings = {(one["file"], one["row"], one["kind"]) for one in day["warnings"]}
    found += [f"tidak dilaporkan: {one}" for one in sorted(expected.problems - problems)[:5]]
    found += [f"dilaporkan tanpa sebab: {one}" for one in sorted(problems - expected.problems)[:5]]
    found += [f"nominal tidak diperingatkan: {one}" for one in sorted(expected.money_problems - warnings)[:5]]
    return found
