"""The lines of a regency's own budget, as a sheet of its DPA says them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lindung.interfaces.intake import cells, tables
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding.regency import facts

_MOST_MONTHS, _MOST_HEADS = 120, 10_000_000
_YEARS = range(2015, 2100)
_PLANNED = re.compile(r"\b(rka|rencana|usulan|diusulkan|rancangan)\b")
_CHANGED = re.compile(r"\b(dppa|perubahan|pergeseran|p apbd|apbd p)\b")
_TIMES = re.compile(r"\s*(\d[\d.]*)\D*?\s*[x×*]\s*(\d+)\D*")
"""«1.500 orang × 12 bulan» in one cell."""
_TOTAL = re.compile(r"^(sub ?total|grand total|total|jumlah)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """A line; ``unreadable``: an amount that is none."""

    number: int
    year: int
    stage: facts.Stage
    fund: str
    heads: int | None
    months: int | None
    amount: int
    dpa: str
    dpa_on: dt.date | None
    sk: str
    sk_on: dt.date | None
    unreadable: str


def rows(table: tables.Table, year: int) -> Iterator[Row]:
    """The lines that name money or a DPA; ``year``: where a line does not say its own."""
    for row in table.rows:
        said = [cells.text(cell) for cell in row.cells.values() if cells.text(cell)]
        named = _said(row.cells, "amount") or _said(row.cells, "dpa")
        if named and not any(_TOTAL.search(one.lower()) for one in said):
            yield _row(row, table.headings, year)


def _row(row: tables.Row, headings: dict[str, str], year: int) -> Row:
    said = {name: _said(row.cells, name) for name in ("fund", "dpa", "sk", "amount", "heads", "stage", "note")}
    amount, own_year = cells.whole(row.cells.get("amount")), cells.whole(row.cells.get("year"))
    heads, months = cells.leading_whole(row.cells.get("heads")), cells.leading_whole(row.cells.get("months"))
    both = _TIMES.fullmatch(said["heads"])
    if both:
        heads, months = cells.whole(both[1]), months or int(both[2][:3])
    return Row(
        row.number,
        own_year if own_year in _YEARS else year,
        _stage(cells.heading(" ".join((said["stage"], said["note"], said["dpa"], headings.get("dpa", ""))))),
        _fund(said["fund"]),
        heads if heads is not None and 0 < heads <= _MOST_HEADS else None,
        months if months is not None and 0 < months <= _MOST_MONTHS else None,
        amount or 0,
        cells.without_nik(said["dpa"]),
        cells.day_of_money(row.cells.get("dpa_on")),
        cells.without_nik(said["sk"]),
        cells.day_of_money(row.cells.get("sk_on")),
        (said["amount"] or "–") if amount is None or amount < 0 else "",
    )


def _said(row: dict[str, Any], name: str) -> str:
    return cells.text(row.get(name))


def _stage(said: str) -> facts.Stage:
    return "dppa" if _CHANGED.search(said) else "rka" if _PLANNED.search(said) else "dpa"


def _fund(said: str) -> str:
    """The code of a fund where its code or name is said; else as it is written."""
    known = rulebook.book().fund
    fits = [one.value.code for one in known if said.upper() in (one.value.code, one.value.name.upper())]
    return fits[0] if fits else cells.without_nik(said)
