"""What a monitoring day costs, against what an officer's own script would: opening the same files with openpyxl.

165 rosters of 100 rows (16,500), a budget recap and a payment recap. CPU seconds of the whole process tree, start of
the interpreter included on both sides; medians of alternating runs. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

DAY = dt.date(2023, 4, 13)
ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tests.officer import folder as officer  # noqa: E402  the tests' builder writes the folder
from tests.officer import people  # noqa: E402

OFFICER = """
import pathlib, sys, openpyxl
rows = 0
for path in pathlib.Path(sys.argv[1]).rglob("*.xlsx"):
    for sheet in openpyxl.load_workbook(path, read_only={read_only}, data_only=True):
        rows += sum(1 for row in sheet.iter_rows(values_only=True))
print(rows)
"""


def cpu(command: list[str]) -> float:
    """CPU seconds of a command and all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_folder(path: pathlib.Path, villages: int, rows: int) -> None:
    folder = officer.OfficerFolder(path)
    drawn = people.People(seed=1, on=DAY)
    for village in sorted(folder.places)[:villages]:
        folder.budget(village)
        folder.paid(village, on=DAY, heads=rows)
        folder.roster(village, drawn.many(rows, village[:8]))
    folder.write()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=5)
    runs = asked.parse_args().runs
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path) / "berkas"
        write_folder(folder, 165, 100)
        monitor = [sys.executable, "-m", "lindung.interfaces.cli", "monitor", str(folder), "--regency", "75.03"]
        monitor += ["--year", "2023", "--on", "2023-04-13", "--json", str(pathlib.Path(path) / "temuan.json")]
        script = [sys.executable, "-c", OFFICER.format(read_only=False), str(folder)]
        streaming = [sys.executable, "-c", OFFICER.format(read_only=True), str(folder)]
        taken: dict[str, list[float]] = {"lindung": [], "openpyxl": [], "openpyxl_read_only": []}
        for _ in range(runs):
            for name, command in zip(taken, (monitor, script, streaming), strict=True):
                taken[name].append(cpu(command))
        found = json.loads((pathlib.Path(path) / "temuan.json").read_text("utf-8"))
    medians = {name: round(statistics.median(seconds), 2) for name, seconds in taken.items()}
    ratio = round(medians["lindung"] / min(medians["openpyxl"], medians["openpyxl_read_only"]), 2)
    print(json.dumps({"rows": found["declared"], "valid": found["enrolled_valid"], "cpu_s": medians, "ratio": ratio}))


if __name__ == "__main__":
    main()
