"""Twenty thousand guesses at NIK on the page that sends codes: every answer the same, after the same questions."""

from __future__ import annotations

import os
import subprocess
import sys

from tests import torture

ALL = 20_000
A_SECOND = 40
"""How many the slowest machine manages."""
TEST = (
    "tests/interfaces/web/test_own_phone.py::test_a_known_and_an_unknown_nik_are_answered_alike_after_as_many_questions"
)


def run(seed: int, seconds: float) -> torture.Drill:
    """As many as the time allows, up to all of them."""
    drill = torture.Drill("phone_guesses")
    count = min(ALL, max(200, int(seconds * A_SECOND)))
    with drill.trying(seed):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", TEST], env=os.environ | {"LINDUNG_GUESSES": str(count)},
            capture_output=True, text=True,
        )  # fmt: skip
        torture.check(done.returncode == 0, done.stdout[-3000:])
        drill.met["tebakan"] += count
    return drill
