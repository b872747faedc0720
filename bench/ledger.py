"""What the ledger costs: quotes in bulk, one worker's verdict, one village's year posted. Each part says more itself.

``--small`` leaves out the verdict among 8.4 million (8 GB, three minutes) and asks among 133,000 only. The last line is
one JSON object.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def part(name: str, *said: str) -> dict[str, object]:
    """The last line of a part; what it says before that is passed on."""
    command = [sys.executable, str(HERE / f"ledger_{name}.py"), *said]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    *before, last = done.stdout.splitlines()
    print(*before, sep="\n", end="\n" if before else "", flush=True)
    return json.loads(last)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--small", action="store_true", help="the verdict among few workers only")
    asked.add_argument("--openfisca", default=sys.executable, help="an interpreter that has openfisca-core")
    said = asked.parse_args()
    found = {
        "quotes": part("quotes", "--openfisca", said.openfisca),
        "posting": part("posting"),
        "verdict": part("verdict", *(["--small"] if said.small else [])),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
