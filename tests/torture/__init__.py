"""Drills without an end: as many random folders, hostile files, kills, races and odd texts as the time allows.

``python -m tests.torture --seconds 300`` (``make torture``). Every try has a seed of its own; a try that fails prints
it, and ``make torture SEED=…`` begins each drill with exactly that try.
"""

from __future__ import annotations

import contextlib
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import lindung.interfaces.cli  # noqa: F401  sets Django up before any table is imported

MOST_FAILURES = 5
"""A drill that failed so often is given up."""


class Wrong(AssertionError):
    """Something is not as it was promised."""


@dataclass(slots=True)
class Drill:
    """What came of a drill: tries that passed and failed, and counts of what they met."""

    name: str
    passed: int = 0
    failed: int = 0
    met: Counter[str] = field(default_factory=Counter)

    @contextlib.contextmanager
    def trying(self, seed: int) -> Iterator[None]:
        """One try; whatever it raises is a failure, said with its seed."""
        try:
            yield
        except Exception as error:
            self.failed += 1
            told = str(error) if isinstance(error, Wrong) else traceback.format_exc()
            print(f"GAGAL {self.name}, ulangi dengan: make torture SEED={seed}\n    {told[:3000]}", flush=True)
        else:
            self.passed += 1

    def tries(self, seed: int, seconds: float, enough: Callable[[], bool] = lambda: True) -> Iterator[int]:
        """Seeds, until the time is up and it is ``enough``, or too much has failed; at least one."""
        ends = time.monotonic() + seconds
        while self.failed < MOST_FAILURES:
            yield seed
            seed += 1
            if time.monotonic() >= ends and enough():
                return

    def line(self) -> str:
        met = ", ".join(f"{what} {count}" for what, count in sorted(self.met.items()))
        return f"{self.name}: {self.passed} lulus, {self.failed} gagal ({met})"


Run = Callable[[int, float], Drill]
"""A drill: the seed of its first try and the seconds that it may take."""


def check(holds: bool, said: object) -> None:
    if not holds:
        raise Wrong(said)
