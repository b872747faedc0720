"""Whether the time of an answer tells what is known: codes that never were beside one that is too old, and a NIK that
is on a list beside one that is on none, where one registers and where one asks for a code by telephone, in turns, CPU
microseconds of a request, one run.

Two sides are told apart by how often an answer of the one takes longer than an answer of the other (the area under the
curve: 0.5 says nothing, 1 says all). An identity of the same kind against itself is measured too: what the machine
itself adds. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import bisect
import datetime as dt
import itertools
import json
import logging
import os
import pathlib
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lindung.config.settings")


TRIES = 4
"""So often a NIK is asked for a code: at the sixth it would be made to wait."""


def prepared(times: int):
    """Workers on a list whose number is known, and as many people on none; a draft that is too old; the pages, each
    asked from another network every time."""
    from django import test
    from django.conf import settings
    from django.db import transaction

    from lindung.interfaces.intake.applications import facts, operations, queries
    from lindung.registers.workers import queries as workers
    from lindung.registers.workers.phones import operations as phones
    from lindung.registers.workers.phones import queries as codes
    from tests import chronicle

    settings.SMS, codes.AT_MOST_A_DAY = "true", sys.maxsize
    many = times // TRIES + 20
    with transaction.atomic():
        told, crowd = chronicle.Chronicle(), chronicle.people(2 * many)
        told.listed(chronicle.TALUMOPATU, crowd[:many])
        for one in crowd[:many]:
            phones.give(
                person=workers.by_nik(one.nik).id, region=chronicle.TALUMOPATU, number="0812-3456-7890",
                agreed_on=chronicle.MONITORING_DAY, account="siti", stamp=told.stamp(chronicle.MONITORING_DAY),
            )  # fmt: skip
    known, unknown = (itertools.cycle([str(one.nik) for one in part]) for part in (crowd[:many], crowd[many:]))
    asked = facts.Asked(chronicle.TALUMOPATU, "desa")
    old = operations.begin(asked=asked, stamp=told.stamp(chronicle.MONITORING_DAY))
    asker = test.Client(SERVER_NAME="127.0.0.1")
    asker.post("/daftar/tempat/", {"jalur": "desa", "desa": chronicle.TALUMOPATU}, REMOTE_ADDR="192.168.0.1")
    number = [0]

    def post(path: str, typed: str) -> float:
        number[0] += 1
        address = f"{10 + number[0] // 62_500}.{number[0] // 250 % 250}.{number[0] % 250}.7"
        began = time.process_time_ns()
        answer = asker.post(path, {"kode": typed, "nik": typed}, REMOTE_ADDR=address)
        took = (time.process_time_ns() - began) / 1000
        if answer.status_code == 429:
            raise SystemExit(f"{path}: made to wait, which is not what is measured")
        return took

    return {
        "code": (lambda: post("/status/", queries.new_code()), lambda: post("/status/", old)),
        "nik": (
            lambda: post("/daftar/isi/nik/", str(crowd[-1].nik)), lambda: post("/daftar/isi/nik/", str(crowd[0].nik)),
        ),
        "telephone": (
            lambda: post("/saya/telepon/", next(unknown)), lambda: post("/saya/telepon/", next(known)),
        ),
        "itself": (lambda: post("/status/", queries.new_code()), lambda: post("/status/", queries.new_code())),
    }  # fmt: skip


def told_apart(one: list[float], other: list[float]) -> float:
    """How often a value of the second is larger than one of the first."""
    ordered = sorted(one)
    larger = sum(bisect.bisect_left(ordered, value) + bisect.bisect_right(ordered, value) for value in other)
    return larger / 2 / len(one) / len(other)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--times", type=int, default=1200, help="requests of each side")
    times = asked.parse_args().times
    import lindung.interfaces.cli  # noqa: F401  sets Django up
    from lindung.interfaces import store
    from lindung.platform.access import scope

    logging.disable(logging.WARNING)
    found = {}
    with tempfile.TemporaryDirectory() as place, scope.everything("bench"):
        store.open_for_this_process(pathlib.Path(place) / "l.sqlite3")
        for name, (one, other) in prepared(times).items():
            for _ in range(20):
                one(), other()
            sides = list(
                zip(*((one(), other()) if turn % 2 else (other(), one())[::-1] for turn in range(times)), strict=True)
            )
            first, second = map(list, sides)
            medians = (statistics.median(first), statistics.median(second))
            found[name] = {
                "microseconds": [round(one) for one in medians],
                "told_apart": round(told_apart(first, second), 3),
            }
            print(f"{name}: {medians[0]:.0f} and {medians[1]:.0f} µs, told apart {found[name]['told_apart']:.3f}")
        store.close()
    print(json.dumps({"bench": "oracle", "times": times, "on": dt.date.today().isoformat(), **found}))  # noqa: DTZ011


if __name__ == "__main__":
    main()
