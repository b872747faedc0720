"""Outlines on a grid of 1/10,000 degree (11 m): simplified so that neighbours keep sharing borders, written as SVG.

East grows x, south grows y, as on a screen. Borders are cut into arcs where they meet; each arc is simplified once
(Visvalingam: a corner goes where the triangle that it makes is small) and both neighbours get the same arc back. A grid
of the whole world, so that outlines that came in on different days fit together.
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[int, int]
Line = tuple[Point, ...]
Ring = tuple[Point, ...]
"""Closed: the last point is the first, and there are at least four."""

STEPS = 10_000
_FINENESS = 1_500
"""A picture is as many points wide: of a regency of 70 km each is 4 steps from the next, half a dot on a screen."""
_BYTES_EACH, _BYTES_LEAST = 76, 6_000
"""What the paths should weigh, for each village and for a few of them."""
INTRICATE = 250_000
"""What they never weigh, unless each line crosses itself and others at every turn."""
_COMMAND = re.compile(r"m|z|-?\d+")


def on_grid(points: Iterable[tuple[float, float]]) -> Ring | None:
    """A ring of (longitude, latitude) on the grid; None where nothing with an area is left of it."""
    return _ring((round(longitude * STEPS), round(-latitude * STEPS)) for longitude, latitude in points)


def _ring(points: Iterable[Point]) -> Ring | None:
    ring = tuple(point for point, _ in itertools.groupby(points))
    return ring if _encloses(ring) else None


def _encloses(ring: Sequence[Point]) -> bool:
    return len(ring) >= 4 and ring[0] == ring[-1] and doubled_area(ring) != 0


def doubled_area(ring: Sequence[Point]) -> int:
    """Twice the area within a closed ring; the sign tells its direction."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring))


def simplified(shapes: Mapping[str, Sequence[Ring]]) -> dict[str, list[Ring]]:
    """The shapes with as many points, and those as coarse, as a picture of them all needs; largest ring first.

    A ring that is too small for that goes, unless it is the largest of its shape.
    """
    left, top, right, bottom = box(ring for rings in shapes.values() for ring in rings)
    grain = max(1, max(right - left, bottom - top) // _FINENESS)
    coarse = {code: _coarse(rings, grain) for code, rings in shapes.items()}
    meetings = _meetings(coarse)
    cut = {code: [_arcs(ring, meetings) for ring in rings] for code, rings in coarse.items()}
    weights = {arc: _weights(arc) for rings in cut.values() for arcs in rings for arc, _ in arcs}
    budget = max(_BYTES_LEAST, _BYTES_EACH * len(shapes))
    least, heaviest = 1, max(max(each) for each in weights.values())
    while True:
        found = _thinned(cut, weights, least)
        too_large = size(found) / budget
        if too_large <= 1 or least > heaviest:
            return found
        least = (least * 4 if too_large > 4 else least * 5 // 4) + 1


def size(shapes: Mapping[str, Sequence[Line]]) -> int:
    """What the paths of shapes weigh in bytes."""
    return sum(len(path(lines)) for lines in shapes.values())


def _coarse(rings: Sequence[Ring], grain: int) -> list[Ring]:
    large = sorted(rings, key=lambda ring: (-abs(doubled_area(ring)), ring))
    found = [_ring((round(x / grain) * grain, round(y / grain) * grain) for x, y in ring) for ring in large]
    return [ring for ring in found if ring is not None] or large[:1]


_Arc = tuple[Point, ...]
_Cut = list[tuple[_Arc, bool]]
"""A ring as arcs, each in the direction that all who share it agree on, and whether this ring goes the other way."""


def _meetings(shapes: Mapping[str, Sequence[Ring]]) -> set[Point]:
    """Where borders part: a point whose two neighbours are not the same in every ring that passes it."""
    around: dict[Point, tuple[Point, Point]] = {}
    found = set()
    for rings in shapes.values():
        for ring in rings:
            for before, point, after in zip((ring[-2], *ring), ring[:-1], ring[1:], strict=False):
                pair = (before, after) if before < after else (after, before)
                if around.setdefault(point, pair) != pair:
                    found.add(point)
    return found


def _arcs(ring: Ring, meetings: set[Point]) -> _Cut:
    open_ring = ring[:-1]
    cuts = [index for index, point in enumerate(open_ring) if point in meetings]
    if not cuts:  # an island, or a hole and what fills it: both begin at the same two points
        start = min(open_ring)
        far = max(open_ring, key=lambda point: ((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2, point))
        cuts = sorted((open_ring.index(start), open_ring.index(far)))
    turned = (*open_ring[cuts[0] :], *open_ring[: cuts[0]], open_ring[cuts[0]])
    ends = [index - cuts[0] for index in cuts[1:]] + [len(open_ring)]
    found, start_at = [], 0
    for end in ends:
        arc = turned[start_at : end + 1]
        found.append((arc, False) if arc <= arc[::-1] else (arc[::-1], True))
        start_at = end
    return found


def _weights(arc: _Arc) -> list[int]:
    """For each point how small a triangle may be before it goes; its ends never go."""
    weights = [-1] * len(arc)
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))

    def triangle(index: int) -> int:
        return abs(doubled_area((arc[before[index]], arc[index], arc[after[index]], arc[before[index]])))

    waiting = [(triangle(index), index) for index in range(1, len(arc) - 1)]
    latest = {index: area for area, index in waiting}
    heapq.heapify(waiting)
    reached = 0
    while waiting:
        area, index = heapq.heappop(waiting)
        if weights[index] >= 0 or latest[index] != area:
            continue
        weights[index] = reached = max(reached, area)
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for beside in (left, right):
            if 0 < beside < len(arc) - 1:
                latest[beside] = triangle(beside)
                heapq.heappush(waiting, (latest[beside], beside))
    return weights


def _thinned(cut: Mapping[str, list[_Cut]], weights: Mapping[_Arc, list[int]], least: int) -> dict[str, list[Ring]]:
    """Without the points that weigh less than ``least``; a ring that would vanish keeps all of its arcs, as its
    neighbours then do."""
    whole: set[_Arc] = set()
    while True:
        thin = {arc: arc if arc in whole else (arc[0], *_heavy(arc, weights[arc], least), arc[-1]) for arc in weights}
        found = {code: [_joined(arcs, thin) for arcs in rings] for code, rings in cut.items()}
        flat = {
            arc
            for code, rings in found.items()
            for ring, arcs in zip(rings, cut[code], strict=True)
            if not _encloses(ring)
            for arc, _ in arcs
        } - whole
        if not flat:
            return found
        whole |= flat


def _heavy(arc: _Arc, weights: list[int], least: int) -> list[Point]:
    return [point for point, weight in zip(arc, weights, strict=True) if weight >= least]


def _joined(arcs: _Cut, thin: Mapping[_Arc, _Arc]) -> Ring:
    ring: list[Point] = []
    for arc, backwards in arcs:
        points = thin[arc][::-1] if backwards else thin[arc]
        ring += points[1:] if ring else points
    return tuple(ring)


def path(lines: Sequence[Line]) -> str:
    """Lines as the data of an SVG path after its first point: steps from point to point, a closed line ending in z."""
    said, here = [], lines[0][0]
    for index, line in enumerate(lines):
        if index:
            said.append("m" + _step(here, line[0]).lstrip())
        closed = line[0] == line[-1]
        points = line[:-1] if closed else line
        said += [_step(a, b) for a, b in itertools.pairwise(points)]
        here = points[0] if closed else points[-1]
        if closed:
            said.append("z")
    return "".join(said)


def _step(a: Point, b: Point) -> str:
    x, y = b[0] - a[0], b[1] - a[1]
    return f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}"


def lines(x: int, y: int, data: str) -> list[Line]:
    """The lines that ``path`` wrote, from their first point."""
    found: list[list[Point]] = [[(x, y)]]
    words = iter(_COMMAND.findall(data))
    here = (x, y)
    for word in words:
        if word == "z":
            here = found[-1][0]
            found[-1].append(here)
            continue
        across = next(words) if word == "m" else word
        here = (here[0] + int(across), here[1] + int(next(words)))
        if word == "m":
            found.append([here])
        else:
            found[-1].append(here)
    return [tuple(line) for line in found]


def box(rings: Iterable[Ring]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom."""
    points = [point for ring in rings for point in ring]
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def middle(ring: Ring) -> Point:
    """A point well within the ring: the middle of the longest of three cuts across it."""
    _, top, _, bottom = box([ring])
    best, found = -1.0, ring[0]
    for part in (2, 3, 1):
        height = top + (bottom - top) * part / 4 + 0.01  # never through a corner
        hits = sorted(_crossings(ring, height))
        for left, right in zip(hits[::2], hits[1::2], strict=False):
            if right - left > best:
                best, found = right - left, (round((left + right) / 2), round(height))
    return found


def contains(ring: Ring, x: float, y: float) -> bool:
    return sum(at < x for at in _crossings(ring, y)) % 2 == 1


def _crossings(ring: Ring, height: float) -> list[float]:
    return [
        ax + (height - ay) * (bx - ax) / (by - ay)
        for (ax, ay), (bx, by) in itertools.pairwise(ring)
        if (ay > height) != (by > height)
    ]
