"""Twenty thousand guesses at NIK on the page that sends codes: every answer the same, after the same questions."""

from __future__ import annotations

import os
import subprocess
import sys

from tests import torture

ENOUGH = 20_000
"""Guesses in all, however little time there is: a minute and a half."""
TEST = (
    "tests/interfaces/web/test_own_phone.py::test_a_known_and_an_unknown_nik_are_answered_alike_after_as_many_questions"
)


def run(seed: int, seconds: float) -> torture.Drill:
    """All of them in a process of its own, for their test sits in the suite with a few."""
    drill = torture.Drill("phone_guesses")
    with drill.trying(seed):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", TEST], env=os.environ | {"LINDUNG_GUESSES": str(ENOUGH)},
            capture_output=True, text=True,
        )  # fmt: skip
        torture.check(done.returncode == 0, done.stdout[-3000:])
        drill.met["tebakan"] += ENOUGH
    return drill
