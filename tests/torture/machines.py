"""Stories by the ten thousand: 1,000,000 steps told to the pure core, 20,000 to registers on SQLite, and where a server
is installed 10,000 more on PostgreSQL.

So many where thirteen minutes may be spent on them, as in half an hour of all drills; in less time fewer, in
proportion. Two idle cores need ten: a step costs 0.4 ms of CPU in the core, 24 in a database.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lindung.platform.access import scope
from tests import cluster, torture
from tests.machines import driving, pure, registers
from tests.torture import books, kept

STEPS = {"inti murni": 1_000_000, "SQLite": 20_000, "PostgreSQL": 10_000}
SECONDS = 790.0
PARTS, TOGETHER = 10, 2
"""The million is told in so many parts; so many parts at a time, the databases' first."""
STORED = 0.75
"""What is told to databases ends after this share of the time, done or not."""
APART = 10_000_000
"""Between the seeds of two parts."""
OFTEN = 100
"""So often each pair of verbs comes in the whole million."""

Engine = Literal["inti murni", "SQLite", "PostgreSQL"]


@dataclass(frozen=True)
class Part:
    engine: Engine
    seed: int
    steps: int
    ends: float
    """A moment of this machine's clock."""
    address: str | None = None


def run(seed: int, seconds: float) -> torture.Drill:
    drill, scale, now = torture.Drill("machines"), min(1.0, seconds / SECONDS), time.time()
    server = cluster.binaries()
    with cluster.running(server) if server else contextlib.nullcontext() as address:
        stored: list[Engine] = ["SQLite", "SQLite", "PostgreSQL"] if address else ["SQLite", "SQLite"]
        engines: list[Engine] = [*stored, *["inti murni"] * PARTS]
        parts = [
            Part(
                engine, seed + engines[:number].count(engine) * APART,
                int(STEPS[engine] * scale / engines.count(engine)),
                now + seconds * (1 if engine == "inti murni" else STORED), address if engine == "PostgreSQL" else None,
            )
            for number, engine in enumerate(engines)
        ]  # fmt: skip
        with multiprocessing.get_context("spawn").Pool(TOGETHER) as pool:
            told = list(zip(parts, pool.imap(tell, parts), strict=True))
    if not address:
        print("machines: PostgreSQL tidak terpasang, hanya SQLite", flush=True)
    for engine in dict.fromkeys(engines):
        _weigh(drill, engine, [(part, *came) for part, came in told if part.engine == engine])
    return drill


def _weigh(drill: torture.Drill, engine: Engine, told: list[tuple[Part, driving.Tally, int, str]]) -> None:
    whole, asked = driving.Tally(), sum(part.steps for part, *_ in told)
    for _, tally, seed, failure in told:
        whole.add(tally)
        with drill.trying(seed):
            torture.check(not failure, f"{engine}: {failure}")
    drill.met[f"langkah {engine}"] += whole.steps
    short = f", diminta {asked} (waktu habis)" if whole.steps < asked else ""
    print(*(f"machines, {engine}{short}: {line}" for line in whole.lines()), sep="\n", flush=True)
    if whole.steps == STEPS["inti murni"]:
        rare = Counter({pair: whole.pairs[pair] for pair in driving.all_pairs() if whole.pairs[pair] < OFTEN})
        with drill.trying(told[0][0].seed):
            torture.check(not rare, f"pasangan terlalu jarang: {rare}")


def tell(part: Part) -> tuple[driving.Tally, int, str]:
    """A part, in a process of its own: what it was made of; how it failed, and the seed that each engine's first story
    then has to have."""
    tally = driving.Tally()
    try:
        with scope.everything("latihan"):
            _pure(part, tally) if part.engine == "inti murni" else _stored(part, tally)
    except driving.StoryFails as failed:
        return tally, failed.seed, str(failed)
    except Exception as error:
        return tally, part.seed, f"{type(error).__name__}: {error}"
    return tally, part.seed, ""


def _pure(part: Part, tally: driving.Tally) -> None:
    driving.drive(
        pure.World, seed=part.seed, steps=part.steps, tally=tally, retold_to=pure.World,
        goes_on=lambda: time.time() < part.ends,
    )  # fmt: skip


def _stored(part: Part, tally: driving.Tally) -> None:
    with kept.databases(part.address) as made:
        worlds = _worlds(made)
        driving.drive(
            lambda: next(worlds), seed=part.seed, steps=part.steps, tally=tally,
            retold_to=lambda: next(made.worlds()), goes_on=lambda: time.time() < part.ends,
        )  # fmt: skip
        books.hold()


def _worlds(made: kept.Databases) -> Iterator[registers.World]:
    """Whenever a database is full it is checked, and the next one begins."""
    while True:
        yield from made.worlds()
        books.hold()
