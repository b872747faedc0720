"""What a quarter's report of about twenty pages costs as PDF: CPU seconds, beside WeasyPrint with the same content.

The report is that of the invented regency of the demonstration, with the scorecards of its camats: what is measured is
setting the pages from the frozen values, in a process that is warm and in one that starts. «setting» compiles with a
new title each time, so that nothing is remembered from the run before. WeasyPrint is no dependency: ``--weasyprint``
names an interpreter that has it, else «NOT RUN» is printed; it sets the tables only, warm as well. The last line is one
JSON object.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import html
import io
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
from bench import reports  # noqa: E402

RUNS = 5


def seconds(deed: Callable[[], object]) -> float:
    before = time.process_time()
    deed()
    return time.process_time() - before


def made():
    """The report of 13 April 2023, from the demonstration's own files, in a database that is thrown away."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lindung.config.settings")
    import django

    django.setup()
    from lindung.interfaces import demo, monitor, quarters, store
    from lindung.interfaces.reports.kpi import files
    from lindung.kernel import values
    from lindung.platform.access import scope
    from lindung.registers.reporting import facts

    day = dt.date(2023, 4, 13)
    with tempfile.TemporaryDirectory() as folder, scope.everything("bench"):
        store.open_for_this_process(pathlib.Path(folder) / "lindung.sqlite3")
        demo.write_folder(pathlib.Path(folder) / "berkas")
        monitor.take(
            pathlib.Path(folder) / "berkas", regency="75.03", year=2023, quota=None, on=day, received_on=None,
            by=values.Actor("bench", "bench"), at=dt.datetime(2023, 4, 13, 4, tzinfo=dt.UTC),
        )  # fmt: skip
        report = quarters.draft(facts.Quarter("75.03", 2023, 1, day, day), example=True)
        store.close()
    return files.Approved(report)


def another(report, run: int):
    """The same with another name, so that no page of the run before is taken over."""
    day = dataclasses.replace(report.report.day, name=f"{report.report.day.name} {run}")
    return dataclasses.replace(report, report=dataclasses.replace(report.report, day=day))


def pages(pdf: bytes) -> int:
    import pypdf

    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def as_html(report) -> str:
    """The same tables, as its users write them."""
    from lindung.interfaces.reports.kpi import tables

    whole = report.report.weight.whole
    said = []
    for one in tables.every(report.report):
        heads = "".join(f"<th>{html.escape(column.title)}</th>" for column in one.columns)
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td>{html.escape(tables.text(column.kind, cell, whole))}</td>"
                for column, cell in zip(one.columns, row, strict=True)
            )
            + "</tr>"
            for row in one.rows
        )
        said.append(f"<h2>{html.escape(one.title)}</h2><table><thead><tr>{heads}</tr></thead>{rows}</table>")
    return "<meta charset=utf-8><style>body{font-size:8pt}</style>" + "".join(said)


def weasyprint(report, python: str) -> dict[str, object]:
    """What WeasyPrint takes for them; the first run, which finds the fonts, is not counted."""
    if not reports.has_peer(python):
        print("WeasyPrint: NOT RUN (not installed)")
        return {"weasyprint": "not run"}
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "report.html"
        page.write_text(as_html(report))
        done = subprocess.run(reports.by_peer(python, page, 1 + RUNS), check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    cost = statistics.median(told["seconds"][1:])
    print(f"WeasyPrint {told['version']}: the same tables in {cost:.3f} CPU s, on {told['pages']} denser pages")
    return {"weasyprint": round(cost, 3), "weasyprint_pages": told["pages"]}


def measure(python: str) -> dict[str, object]:
    report = made()
    from lindung.interfaces.reports.kpi import files

    count = pages(files.pdf(report)) + pages(files.scorecards(report))
    first = seconds(lambda: (files.pdf(another(report, 0)), files.scorecards(another(report, 0))))
    warm = [
        seconds(lambda run=run: (files.pdf(another(report, run)), files.scorecards(another(report, run))))
        for run in range(1, RUNS + 1)
    ]
    found = {
        "pages": count, "seconds_first": round(first, 3), "seconds": round(statistics.median(warm), 3),
        "seconds_of_20_pages": round(statistics.median(warm) / count * 20, 3), "goal": 0.8,
    }  # fmt: skip
    print(f"{count} pages in {found['seconds']} CPU s; of 20 pages {found['seconds_of_20_pages']} s (goal 0.8)")
    return found | weasyprint(report, python)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--weasyprint", default=sys.executable, help="an interpreter that has WeasyPrint")
    print(json.dumps(measure(asked.parse_args().weasyprint)))
