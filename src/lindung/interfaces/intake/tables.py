"""Finds the tables in a sheet: where the headings stand, what each column holds, and which kind of table it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lindung.interfaces.intake import cells, columns, layouts, reading

_MONEY_FIRST = 100_000  # a column headed only «jumlah» holds rupiah when its numbers are at least this
PEOPLE: tuple[columns.Kind, ...] = ("roster", "result", "members")
"""Kinds of which each row is a person."""
Regions = Callable[[str, columns.Kind], str]
"""Says of a text alone in a row of a table: «village», «district», or nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the number that Excel shows, and the cells by what they hold."""

    number: int
    cells: dict[str, Any]


@dataclass(slots=True)
class Table:
    """A table of one kind: what stood above it, its columns (field → position, heading), its rows, what stood below."""

    kind: columns.Kind
    sheet: str
    above: list[str]
    columns: dict[str, int]
    headings: dict[str, str]
    number: int = 0
    passed_over: tuple[str, ...] = ()
    layout: layouts.Layout | None = None
    rows: list[Row] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Heading:
    """Headings that were found: what they make, how they are written, and how many rows high they stand."""

    meanings: list[columns.Meaning]
    written: list[str]
    height: int

    @property
    def key(self) -> list[tuple[str, dict[str, int]]]:
        return [(one.kind, one.columns) for one in self.meanings]


def find(
    sheet: reading.Sheet, regions: Regions = lambda said, kind: "", known: Sequence[layouts.Layout] | None = None
) -> Iterator[Table]:
    """The tables of a sheet, top to bottom; a heading that is met again below other words begins another.

    ``known``: the layouts of what BPJS sends back; None: those that are shipped.
    """
    known = layouts.shipped() if known is None else known
    open_tables: list[Table] = []
    heading: _Heading | None = None
    above: list[str] = []
    at = 0
    spanned = {first for first, left, last, right in sheet.merged if (first, left) != (last, right)}
    while at < len(sheet.rows):
        row = sheet.rows[at]
        before = open_tables[0].below if open_tables else above
        found = _heading_at(sheet, at, spanned, before, known) if _could_be_heading(row) else None
        if found is None:
            if open_tables:
                _take(open_tables, row, at)
            else:
                above += _texts(row)
            at += 1
            continue
        again = heading is not None and not before and found.key == heading.key
        if not again or not open_tables:  # else the heading is repeated at the top of the next printed page
            yield from _finished(open_tables, sheet, regions)
            above = (open_tables[0].below[-3:] if open_tables else []) + (above if not open_tables else [])
            open_tables = [_table(one, found, sheet, above, at) for one in found.meanings]
            heading, above = found, []
        at += found.height
    yield from _finished(open_tables, sheet, regions)


def _table(meaning: columns.Meaning, found: _Heading, sheet: reading.Sheet, above: list[str], at: int) -> Table:
    headings = {name: found.written[position] for name, position in meaning.columns.items()}
    lost = tuple(found.written[position] for position in meaning.passed_over)
    return Table(meaning.kind, sheet.name, list(above), dict(meaning.columns), headings, at + 1, lost, meaning.layout)


def _take(tables: list[Table], row: list[Any], at: int) -> None:
    """Add a row to every table that its columns make."""
    if not row or _is_numbering(row):
        return
    filled = len(row) - row.count(None)
    alone = _texts(row) if filled <= 3 else []
    for table in tables:
        taken = {name: row[p] for name, p in table.columns.items() if p < len(row)}
        table.rows.append(Row(at + 1, taken))
        if filled and len(alone) == filled:
            table.below += alone


def _texts(row: list[Any]) -> list[str]:
    return [said for cell in row if isinstance(cell, str) and (said := cells.text(cell))]


def _finished(tables: list[Table], sheet: reading.Sheet, regions: Regions) -> Iterator[Table]:
    for table in tables:
        _settle_amount(table)
        _settle_months(table)
        _spread_merged(table, sheet)
        _spread_group_rows(table, regions)
        _repeat_districts(table)
        yield table


def _could_be_heading(row: list[Any]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    if not isinstance(first, str) or first.lstrip()[:1].isdigit() or first.startswith("\x00"):
        return False
    return sum(isinstance(cell, str) for cell in row) >= 2


def _heading_at(
    sheet: reading.Sheet, at: int, spanned: set[int], above: list[str], known: Sequence[layouts.Layout]
) -> _Heading | None:
    """The heading that begins at row ``at``: one to three rows high, as many as say more of what a column holds."""
    said = [cells.heading(cells.text(cell)) for cell in sheet.rows[at]]
    best, height = columns.kinds(said, above, known, at + 1), 1
    for more in (1, 2):
        following = sheet.rows[at + more] if at + more < len(sheet.rows) else []
        if not following or not _could_continue_heading(
            sheet.rows[at : at + more], following, at + more - 1 in spanned
        ):
            break
        said = _stacked(said, [cells.heading(cells.text(cell)) for cell in following], known)
        stacked = columns.kinds(said, above, known, at + 1)
        if _says_more(stacked, best):
            best, height = stacked, more + 1
    if not best:
        return None
    width = max(len(row) for row in sheet.rows[at : at + height])
    return _Heading(best, [_original(sheet, at, height, position) for position in range(width)], height)


def _says_more(one: list[columns.Meaning], other: list[columns.Meaning]) -> bool:
    return sum(len(m.columns) for m in one) > sum(len(m.columns) for m in other)


def _could_continue_heading(top: list[list[Any]], following: list[Any], spanned: bool) -> bool:
    said = [cell for cell in following if cell is not None]
    gap = any(
        cell is not None and all(p >= len(row) or row[p] is None for row in top) for p, cell in enumerate(following)
    )
    return (spanned or gap) and all(isinstance(cell, str) and not re.search(r"\d{3}", cell) for cell in said)


def _stacked(top: list[str], bottom: list[str], known: Sequence[layouts.Layout]) -> list[str]:
    """Both rows as one heading a column: «Tanggal» below «Perdes» is «tanggal perdes»; else either alone."""
    width = max(len(top), len(bottom))
    top, bottom = top + [""] * (width - len(top)), bottom + [""] * (width - len(bottom))
    stacked, over = [], ""
    for upper, lower in zip(top, bottom, strict=True):
        over = upper or (over if lower else "")
        ways = (f"{lower} {over}".strip(), lower, f"{over} {lower}".strip(), upper)
        stacked.append(next((said for said in ways if said and columns.means_something(said, known)), ways[2]))
    return stacked


def _original(sheet: reading.Sheet, at: int, height: int, position: int) -> str:
    said = [cells.text(row[position]) for row in sheet.rows[at : at + height] if position < len(row)]
    return next((one for one in reversed(said) if one), "")


def _is_numbering(row: list[Any]) -> bool:
    """The row 1 2 3 4 … that some forms carry below the heading."""
    if cells.text(row[0]) not in ("1", "(1)", ""):
        return False
    said = [cells.text(cell).strip("()") for cell in row if cell is not None]
    return len(said) >= 4 and said == [str(n) for n in range(1, len(said) + 1)]


def _settle_amount(table: Table) -> None:
    """A column headed only «jumlah» or «total» holds people when its numbers are small."""
    if table.layout is not None or table.kind in PEOPLE or "heads" in table.columns:
        return
    name = "other_amount" if "other_amount" in table.columns else "amount"
    read = [cells.whole(row.cells.get(name)) for row in table.rows]
    numbers = [abs(number) for number in read if number]
    if numbers and max(numbers) < _MONEY_FIRST:
        for held in (table.columns, table.headings, *(row.cells for row in table.rows if name in row.cells)):
            held["heads"] = held.pop(name)


def _settle_months(table: Table) -> None:
    """A column headed only «bulan» holds the period when it names months instead of counting them."""
    if "months" not in table.columns or "period" in table.columns:
        return
    said = [row.cells["months"] for row in table.rows if row.cells.get("months") is not None]
    if said and sum(cells.leading_whole(cell) is None for cell in said) * 2 > len(said):
        for held in (table.columns, table.headings, *(row.cells for row in table.rows if "months" in row.cells)):
            held["period"] = held.pop("months")


def _spread_group_rows(table: Table, regions: Regions) -> None:
    """«KECAMATAN TAPA» or «Desa Keramat» alone in a row holds for the rows below it, where no column says so."""
    held: dict[str, str] = {}
    named: set[str] = set()
    kept = []
    for row in table.rows:
        filled = [cell for cell in row.cells.values() if cell is not None]
        group = _group_row([cells.text(cell) for cell in filled], table, regions) if len(filled) <= 2 else None
        if group:
            held = held if group[0] == "village" else {}
            held[group[0]] = group[1]
            named.add(group[0])
            continue
        for name, value in held.items():
            if not cells.text(row.cells.get(name)):
                row.cells[name] = value
        kept.append(row)
    table.rows = kept
    for name in named:
        table.columns.setdefault(name, -1)


def _group_row(said: list[str], table: Table, regions: Regions) -> tuple[str, str] | None:
    """Which region a row of one text (and perhaps its number or letter) names for the rows below it."""
    if not said or any(re.search(r"\d{3}", one) for one in said):
        return None
    shape = columns.words("row")
    for one in said:
        name = next((name for name in ("district", "village") if shape[name].search(one.lower())), "")
        name = name or regions(one, table.kind)
        if name:
            return name, one
    return None


def _spread_merged(table: Table, sheet: reading.Sheet) -> None:
    """A cell merged over several rows holds for each of them (a village's name beside all its people)."""
    places = {p: name for name, p in table.columns.items() if name in ("village", "village_code", "district", "group")}
    by_number = {row.number: row for row in table.rows}
    for first, left, last, _right in sheet.merged:
        if left in places and last > first and first < len(sheet.rows) and left < len(sheet.rows[first]):
            for number in range(first + 2, last + 2):
                if number in by_number:
                    by_number[number].cells[places[left]] = sheet.rows[first][left]


def _repeat_districts(table: Table) -> None:
    """An empty district is the one above: merged cells become empty ones when a workbook is saved as text."""
    last = None
    for row in table.rows if "district" in table.columns else ():
        last = row.cells.get("district") or last
        if last is not None:
            row.cells["district"] = last
