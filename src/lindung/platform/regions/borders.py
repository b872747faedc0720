"""The lines between districts and around them all, from the outlines of their villages."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lindung.platform.regions import shapes

_ACROSS = 4
"""How far over a border one looks for what lies there, in steps of the grid: outlines of two sources leave slivers."""

_Edge = tuple[shapes.Point, shapes.Point]
_Places = list[tuple[str, shapes.Ring, tuple[int, int, int, int]]]


def of_districts(villages: Mapping[str, Sequence[shapes.Ring]]) -> list[shapes.Line]:
    """Lines (open or closed) wherever the district on the one side is not the one on the other."""
    beside: dict[_Edge, set[str]] = defaultdict(set)
    alone: dict[_Edge, int] = defaultdict(int)
    places: _Places = [(code[:8], ring, shapes.box([ring])) for code, rings in villages.items() for ring in rings]
    for district, ring, _ in places:
        for edge in _edges(ring):
            beside[edge].add(district)
            alone[edge] += 1
    drawn = [
        edge
        for edge, districts in beside.items()
        if len(districts) > 1 or (alone[edge] == 1 and _parts(edge, *districts, places))
    ]
    return _chained(drawn)


def _edges(ring: shapes.Ring) -> Iterator[_Edge]:
    return ((a, b) if a < b else (b, a) for a, b in itertools.pairwise(ring))


def _parts(edge: _Edge, district: str, places: _Places) -> bool:
    """Whether something else than the district lies across the edge; of two districts whose outlines don't quite meet
    the first draws the line."""
    (ax, ay), (bx, by) = edge
    across, down = bx - ax, by - ay
    far = _ACROSS / max(1.0, (across * across + down * down) ** 0.5)
    x, y = (ax + bx) / 2, (ay + by) / 2
    sides = [_held(x + side * down * far, y - side * across * far, places) for side in (1, -1)]
    others = (sides[0] | sides[1]) - {district}
    return not (district in sides[0] and district in sides[1]) and not (others and min(others) < district)


def _held(x: float, y: float, places: _Places) -> set[str]:
    return {
        district
        for district, ring, (left, top, right, bottom) in places
        if left <= x <= right and top <= y <= bottom and shapes.contains(ring, x, y)
    }


def _chained(edges: Sequence[_Edge]) -> list[shapes.Line]:
    """Edges joined into lines, each as long as it gets without turning at a place where three meet."""
    at: dict[shapes.Point, set[shapes.Point]] = defaultdict(set)
    for a, b in edges:
        at[a].add(b)
        at[b].add(a)
    ends = {point for point, others in at.items() if len(others) != 2}
    lines = []
    for start in (*sorted(ends), *sorted(at)):
        while at[start]:
            line = [start]
            while at[line[-1]] and (len(line) == 1 or (len(at[line[-1]]) == 1 and line[-1] not in ends)):
                following = min(at[line[-1]])
                at[line[-1]].discard(following)
                at[following].discard(line[-1])
                line.append(following)
            lines.append(tuple(line))
    return lines
