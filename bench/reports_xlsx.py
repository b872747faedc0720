"""What a workbook of 100,000 rows of ten columns costs: CPU seconds, the same cells by each writer, in turns.

The product's own plain workbook (rustpy-xlsxwriter) beside its set one (XlsxWriter), XlsxWriter row by row with
constant memory, and openpyxl write-only. Every text is typed as text by all of them; what came out is read back and
compared for the first rows. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import pathlib
import statistics
import sys
import time
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
ROWS = 100_000
HEADINGS = ("Kode", "Nama", "NIK", "Desa", "Keadaan", "Bulan", "Orang", "Rupiah", "Sumber", "Catatan")


def rows() -> list[tuple[str | int, ...]]:
    return [
        ("75.03.01.2001", f"Orang {n}", f"7503••••••••{n % 10000:04d}", "Talumopatu", "pasti", 12, 100, 20_160_000 + n,
         "=1+1" if n % 7 == 0 else "ADD", "http://contoh.go.id" if n % 5 == 0 else "-")
        for n in range(ROWS)
    ]  # fmt: skip


def plain(said: list[tuple[str | int, ...]]) -> bytes:
    from lindung.interfaces.reports import plainbook

    return plainbook.written("Data", HEADINGS, said, ("Keterangan", ["bench"]))


def dressed(said: list[tuple[str | int, ...]]) -> bytes:
    import xlsxwriter

    from lindung.interfaces.reports import sheets

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, sheets.SAFE) as book:
        sheets.Sheets(book, "Data", "bench").add("Data", HEADINGS, said)
    return target.getvalue()


def constant(said: list[tuple[str | int, ...]]) -> bytes:
    import xlsxwriter

    from lindung.interfaces.reports import sheets

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, sheets.SAFE | {"in_memory": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate((HEADINGS, *said)):
            for column, cell in enumerate(row):
                (sheet.write_number if isinstance(cell, int) else sheet.write_string)(number, column, cell)
    return target.getvalue()


def openpyxl_(said: list[tuple[str | int, ...]]) -> bytes:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in (HEADINGS, *said):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"  # else «=1+1» is a formula
            cells.append(cell)
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


WRITERS: dict[str, tuple[Callable[[list[tuple[str | int, ...]]], bytes], int]] = {
    "plain": (plain, 5), "set_xlsxwriter": (dressed, 2), "xlsxwriter_constant": (constant, 2),
    "openpyxl": (openpyxl_, 1),
}  # fmt: skip


def same(content: bytes, said: list[tuple[str | int, ...]]) -> bool:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Data"]
    read = list(sheet.iter_rows(min_row=1, max_row=40, values_only=True))
    top = read.index(HEADINGS)
    return [tuple(row) for row in read[top + 1 : top + 20]] == said[:19]


def measure() -> dict[str, object]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lindung.config.settings")
    import django

    django.setup()
    said = rows()
    found: dict[str, object] = {"rows": ROWS, "goal": 2.0}
    for name, (write, times) in WRITERS.items():
        cost = []
        for _ in range(times):
            before = time.process_time()
            content = write(said)
            cost.append(time.process_time() - before)
        assert same(content, said), name
        found[name] = round(statistics.median(cost), 2)
        print(f"{name}: {found[name]} CPU s, {len(content) // 1024} KiB", flush=True)
    return found


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(json.dumps(measure()))
