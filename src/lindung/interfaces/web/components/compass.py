"""The blocks of districts laid out by the compass: north above, west on the left, each in a cell of its own."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping

from lindung.interfaces.web.components import layout
from lindung.platform.regions import facts

_Cell = tuple[int, int]
_Cells = dict[_Cell, str | None]
_Ranks = Mapping[str, tuple[float, float]]


def middles(outlines: facts.Outlines, districts: Iterable[str]) -> dict[str, tuple[float, float] | None]:
    """The middle of each district by its villages' outlines; None where none has one."""
    codes = list(districts)
    known = layout.anchors(outlines.villages, codes)
    return {code: known[code][0] if code in known else None for code in codes}


def grid(middles: Mapping[str, tuple[float, float] | None], *, columns: int = 5) -> list[list[str | None]]:
    """Rows of district codes, at most ``columns`` wide. Where no middle is known: in the order of the codes."""
    rows = _grid(tuple(sorted(middles.items())), columns)
    return [list(row) for row in rows]


@functools.lru_cache(maxsize=64)
def _grid(
    middles: tuple[tuple[str, tuple[float, float] | None], ...], columns: int
) -> tuple[tuple[str | None, ...], ...]:
    if not middles:
        return ()
    wide = min(columns, math.ceil(math.sqrt(len(middles) * 1.25)))
    tall = math.ceil(len(middles) / wide)
    ranks = _ranks({code: middle for code, middle in middles if middle is not None}, wide, tall)
    north_first = sorted(
        (code for code, _ in middles), key=lambda code: (code not in ranks, ranks.get(code, (0, 0))[1])
    )
    places = [(row, column) for row in range(tall) for column in range(wide)]
    cells: _Cells = dict.fromkeys(places)
    cells |= dict(zip(places, north_first, strict=False))
    _exchange(cells, ranks)
    return tuple(tuple(cells[row, column] for column in range(wide)) for row in range(tall))


def _ranks(known: Mapping[str, tuple[float, float]], wide: int, tall: int) -> _Ranks:
    """Where each district would stand if only its rank from the west and from the north counted."""
    last = max(len(known) - 1, 1)
    west, north = (sorted(known, key=lambda code: (known[code][axis], code)) for axis in (0, 1))
    across = {code: rank * (wide - 1) / last for rank, code in enumerate(west)}
    return {code: (across[code], rank * (tall - 1) / last) for rank, code in enumerate(north)}


def _exchange(cells: _Cells, ranks: _Ranks) -> None:
    """Exchange two cells as long as that brings the districts nearer to where they belong."""
    places = list(cells)
    better = True
    while better:
        better = False
        for index, one in enumerate(places):
            for other in places[index + 1 :]:
                here, there = cells[one], cells[other]
                now = _off(here, one, ranks) + _off(there, other, ranks)
                if _off(here, other, ranks) + _off(there, one, ranks) < now - 1e-9:
                    cells[one], cells[other] = there, here
                    better = True


def _off(code: str | None, cell: _Cell, ranks: _Ranks) -> float:
    if code is None or code not in ranks:
        return 0.0
    x, y = ranks[code]
    return (x - cell[1]) ** 2 + (y - cell[0]) ** 2
