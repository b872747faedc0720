"""Finds the tables in a sheet: where the headings stand, what each column holds, and which kind of table it is."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from lindung.interfaces.intake import cells, reading

Kind = Literal["roster", "payment", "budget"]
_GROUPS: dict[Kind, tuple[str, ...]] = {
    "roster": ("roster", "place", "money"),
    "payment": ("money", "place"),
    "budget": ("money", "place"),
}
_MONEY_FIRST = 100_000  # a column headed only «jumlah» holds rupiah when its numbers are at least this


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the number that Excel shows, and the cells by what they hold."""

    number: int
    cells: dict[str, Any]


@dataclass(slots=True)
class Table:
    """A table of one kind: what stood above it, its columns (field → position, heading), its rows, what stood below."""

    kind: Kind
    sheet: str
    above: list[str]
    columns: dict[str, int]
    headings: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    merged_down: dict[tuple[int, int], Any] = field(default_factory=dict)


@functools.cache
def _vocabulary() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    source = importlib.resources.files(__package__).joinpath("columns.toml").read_text("utf-8")
    return {
        group: [
            (name, re.compile("|".join(f"(?:{pattern})" for pattern in patterns))) for name, patterns in fields.items()
        ]
        for group, fields in tomllib.loads(source).items()
    }


@functools.cache
def words(group: str) -> dict[str, re.Pattern[str]]:
    """The words that decide in a group of ``words.toml``, one pattern a meaning."""
    source = importlib.resources.files(__package__).joinpath("words.toml").read_text("utf-8")
    found = tomllib.loads(source)
    fields = found[group] if group in found else {name: said for name, said in found.items() if isinstance(said, list)}
    return {name: re.compile("|".join(patterns)) for name, patterns in fields.items()}


@functools.lru_cache(maxsize=4096)
def _meaning(heading: str, group: str) -> str | None:
    return next((name for name, pattern in _vocabulary()[group] if pattern.fullmatch(heading)), None)


def _columns(headings: list[str], kind: Kind) -> dict[str, int]:
    """Field → position; the first column of a meaning holds it."""
    columns: dict[str, int] = {}
    for position, said in enumerate(headings):
        name = next((m for group in _GROUPS[kind] if said and (m := _meaning(said, group))), None)
        if name == "date" and kind != "roster":
            name = "paid_on" if kind == "payment" else "decided_on"
        if name and name not in columns:
            columns[name] = position
    return columns


def _kind(headings: list[str], above: list[str]) -> tuple[Kind, dict[str, int]] | None:
    roster = _columns(headings, "roster")
    if {"nik", "name"} <= roster.keys():
        return "roster", roster
    money = _columns(headings, "payment")
    has_place = money.keys() & {"village", "village_code", "group"}
    if not has_place or not money.keys() & {"amount", "heads"}:
        return None
    undecided = headings if money.keys() & {"fund", "reference", "stage"} else [*headings, *map(str.lower, above)]
    if money.keys() & {"code", "group_number", "group"} or (_says_paid(undecided) and "paid_on" in money):
        return ("payment", money) if "amount" in money and len(money) >= 4 else None
    budget = _columns(headings, "budget")
    return ("budget", budget) if len(budget) >= 3 and budget.keys() & {"amount", "fund", "stage"} else None


def _says_paid(headings: list[str]) -> bool:
    return any(re.search(r"\b(bayar|pembayaran|setor|transaksi|transfer)\b", said) for said in headings)


def find(sheet: reading.Sheet) -> Iterator[Table]:
    """The tables of a sheet, top to bottom; a heading that is met again below other words begins another."""
    table: Table | None = None
    above: list[str] = []
    at = 0
    spanned = {first for first, left, last, right in sheet.merged if (first, left) != (last, right)}
    while at < len(sheet.rows):
        cells_here = sheet.rows[at]
        found = (
            _heading_at(sheet, at, spanned, above if table is None else table.below)
            if _could_be_heading(cells_here)
            else None
        )
        if found:
            kind, columns, headings, height = found
            if table is not None and not table.below and (kind, columns) == (table.kind, table.columns):
                at += height  # the heading again at the top of the next printed page
                continue
            if table is not None:
                yield from _finished(table, sheet)
                above = table.below[-3:] + above
            table = Table(kind, sheet.name, above, columns, headings)
            above = []
            at += height
            continue
        if table is None:
            above += _texts(cells_here)
        elif cells_here and not _is_numbering(cells_here):
            taken = {name: cells_here[p] for name, p in table.columns.items() if p < len(cells_here)}
            table.rows.append(Row(at + 1, taken))
            filled = len(cells_here) - cells_here.count(None)
            if filled <= 3 and len(said := _texts(cells_here)) == filled:
                table.below += said
        at += 1
    if table is not None:
        yield from _finished(table, sheet)


def _texts(row: list[Any]) -> list[str]:
    return [said for cell in row if isinstance(cell, str) and (said := cells.text(cell))]


def _finished(table: Table, sheet: reading.Sheet) -> Iterator[Table]:
    _settle_amount(table)
    _settle_months(table)
    _spread_merged(table, sheet)
    _spread_group_rows(table)
    _repeat_districts(table)
    yield table


def _could_be_heading(row: list[Any]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    if not isinstance(first, str) or first.lstrip()[:1].isdigit() or first.startswith("\x00"):
        return False
    return sum(isinstance(cell, str) for cell in row) >= 2


def _heading_at(
    sheet: reading.Sheet, at: int, spanned: set[int], above: list[str]
) -> tuple[Kind, dict[str, int], dict[str, str], int] | None:
    """The heading that begins at row ``at``: one row high, or two where the second says more of what a column holds."""
    one = [cells.heading(cells.text(cell)) for cell in sheet.rows[at]]
    best = _kind(one, above)
    height, _headings = 1, one
    following = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else []
    if following and _could_continue_heading(sheet.rows[at], following, at in spanned):
        two = _stacked(one, [cells.heading(cells.text(cell)) for cell in following])
        stacked = _kind(two, above)
        if stacked and (best is None or len(stacked[1]) > len(best[1])):
            best, height, _headings = stacked, 2, two
    if best is None:
        return None
    kind, columns = best
    originals = {name: _original(sheet, at, height, position) for name, position in columns.items()}
    return kind, columns, originals, height


def _could_continue_heading(top: list[Any], following: list[Any], spanned: bool) -> bool:
    said = [cell for cell in following if cell is not None]
    gap = any(cell is not None and (p >= len(top) or top[p] is None) for p, cell in enumerate(following))
    return (spanned or gap) and all(isinstance(cell, str) and not re.search(r"\d{3}", cell) for cell in said)


def _stacked(top: list[str], bottom: list[str]) -> list[str]:
    """Both rows as one heading a column: «Tanggal» below «Perdes» is «tanggal perdes»; else either alone."""
    width = max(len(top), len(bottom))
    top, bottom = top + [""] * (width - len(top)), bottom + [""] * (width - len(bottom))
    stacked, over = [], ""
    for upper, lower in zip(top, bottom, strict=True):
        over = upper or (over if lower else "")
        ways = (f"{lower} {over}".strip(), lower, f"{over} {lower}".strip(), upper)
        stacked.append(next((said for said in ways if said and any(_meaning(said, g) for g in _vocabulary())), ways[2]))
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
    if table.kind == "roster" or "amount" not in table.columns or "heads" in table.columns:
        return
    read = [cells.whole(row.cells.get("amount")) for row in table.rows]
    numbers = [abs(number) for number in read if number]
    if numbers and max(numbers) < _MONEY_FIRST:
        for name in ("columns", "headings"):
            held = getattr(table, name)
            held["heads"] = held.pop("amount")
        for row in table.rows:
            if "amount" in row.cells:
                row.cells["heads"] = row.cells.pop("amount")


def _settle_months(table: Table) -> None:
    """A column headed only «bulan» holds the period when it names months instead of counting them."""
    if "months" not in table.columns or "period" in table.columns:
        return
    said = [row.cells["months"] for row in table.rows if row.cells.get("months") is not None]
    if said and sum(cells.leading_whole(cell) is None for cell in said) * 2 > len(said):
        for held in (table.columns, table.headings, *(row.cells for row in table.rows if "months" in row.cells)):
            held["period"] = held.pop("months")


def _spread_group_rows(table: Table) -> None:
    """«KECAMATAN TAPA» or «Desa Keramat» alone in a row holds for the rows below it, where no column says so."""
    held: dict[str, str] = {}
    kept = []
    for row in table.rows:
        filled = [cell for cell in row.cells.values() if cell is not None]
        group = _group_row([cells.text(cell) for cell in filled]) if len(filled) <= 2 else None
        if group:
            held = held if group[0] == "village" else {}
            held[group[0]] = group[1]
            continue
        for name, value in held.items():
            if not cells.text(row.cells.get(name)):
                row.cells[name] = value
        kept.append(row)
    table.rows = kept
    for name in held:
        table.columns.setdefault(name, -1)


def _group_row(said: list[str]) -> tuple[str, str] | None:
    """Which region a row of one text (and perhaps its number) names for the rows below it."""
    if not said or any(re.search(r"\d{3}", one) for one in said):
        return None
    shape = words("row")
    return next(
        ((name, one) for one in said for name in ("district", "village") if shape[name].search(one.lower())), None
    )


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
