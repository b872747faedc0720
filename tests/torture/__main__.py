"""``python -m tests.torture [--seconds N] [--seed N] [--only NAME]``."""

from __future__ import annotations

import argparse
import secrets
import sys
import time

from lindung.platform.access import scope
from tests import torture
from tests.torture import (
    card_fuzz,
    guesses,
    hostile_files,
    kills,
    ledger_kills,
    machines,
    phone_guesses,
    power_cuts,
    races,
    random_folders,
    tampering,
    values_fuzz,
)

SHARES: dict[str, tuple[torture.Run, float]] = {
    "machines": (machines.run, 0.6),
    "random_folders": (random_folders.run, 0.12),
    "hostile_files": (hostile_files.run, 0.1),
    "kills": (kills.run, 0.12),
    "ledger_kills": (ledger_kills.run, 0.1),
    "power_cuts": (power_cuts.run, 0.05),
    "races": (races.run, 0.1),
    "tampering": (tampering.run, 0.02),
    "values_fuzz": (values_fuzz.run, 0.04),
    "card_fuzz": (card_fuzz.run, 0.02),
    "guesses": (guesses.run, 0.02),
    "phone_guesses": (phone_guesses.run, 0.06),
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.torture", description=torture.__doc__.partition("\n")[0])
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    asked.add_argument("--only", choices=SHARES, action="append")
    said = asked.parse_args()
    print(f"benih {said.seed}", flush=True)
    chosen = {name: SHARES[name] for name in said.only or SHARES}
    ends, left = time.monotonic() + said.seconds, sum(share for _, share in chosen.values())
    drills = []
    for run, share in chosen.values():
        with scope.everything("latihan"):
            drills.append(run(said.seed, max(0.0, ends - time.monotonic()) * share / left))
        left -= share
        print(drills[-1].line(), flush=True)
    passed, failed = sum(drill.passed for drill in drills), sum(drill.failed for drill in drills)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
