"""Where things go on the map: the dense part enlarged, and names of districts that don't cover each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lindung.platform.regions import facts

_WINDOW = 0.22
_ENLARGED = 2.1
_SMALL = 0.035
_MANY = 8
"""A window of this part of the picture is enlarged so much, if it holds that many villages of less than this size."""
_LETTER, _PADDING, _LINE = 0.63, 0.7, 1.4
"""Width of a letter, of both ends of a label, and height of a label, in parts of the letters' size."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in steps of the grid."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, point: tuple[float, float]) -> bool:
        return self.x <= point[0] <= self.x + self.width and self.y <= point[1] <= self.y + self.height

    def meets(self, other: Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def moved_into(self, other: Box) -> Box:
        """As large as it is, moved so that it lies within ``other``."""
        return Box(
            min(max(self.x, other.x), max(other.x, other.x + other.width - self.width)),
            min(max(self.y, other.y), max(other.y, other.y + other.height - self.height)),
            self.width,
            self.height,
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name on its pill."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Inset:
    """The window on the map, and the place in the picture where it is shown enlarged."""

    window: Box
    place: Box


def box(one: facts.Outline) -> Box:
    return Box(one.left, one.top, one.right - one.left, one.bottom - one.top)


def extent(outlines: Iterable[facts.Outline]) -> Box:
    known = list(outlines)
    left, top = min(one.left for one in known), min(one.top for one in known)
    return Box(
        left, top, max(max(one.right for one in known) - left, 1), max(max(one.bottom for one in known) - top, 1)
    )


def inset(outlines: Sequence[facts.Outline], coast: Sequence[tuple[float, float]], whole: Box) -> Inset | None:
    """The window with the most small villages, shown above or below the map where it has the most room beside its
    outer line (``coast``: all points of it)."""
    size = max(whole.width, whole.height)
    side = _WINDOW * size
    small = [one.middle for one in outlines if one.area < (_SMALL * size) ** 2]
    best, window = _MANY - 1, None
    for x, y in small:
        tried = Box(x - side / 2, y - side / 2, side, side).moved_into(whole)
        count = sum(map(tried.holds, small))
        if count > best:
            best, window = count, tried
    if window is None:
        return None
    large = side * _ENLARGED
    places = [place for x in (whole.x + whole.width - large, whole.x) for place in _beside(x, large, coast, whole)]
    return Inset(window, min(places, key=lambda place: place[0])[1])


def _beside(x: float, large: float, coast: Sequence[tuple[float, float]], whole: Box) -> Iterator[tuple[float, Box]]:
    """Above and below the map at ``x``: by how much the picture has to grow for it, and where it goes."""
    gap = large / 25
    across = [down for at, down in coast if x - gap < at < x + large + gap]
    foot = whole.y + whole.height
    above = min(min(across, default=foot) - gap - large, whole.y)
    yield max(whole.y - above, 0), Box(x, above, large, large)
    below = max(max(across, default=whole.y) + gap, foot - large)
    yield max(below + large - foot, 0), Box(x, below, large, large)


def anchors(villages: Mapping[str, facts.Outline], districts: Iterable[str]) -> dict[str, list[tuple[float, float]]]:
    """For each district where its name may stand: its centre of gravity, then the middles of its villages from there
    outwards; the largest district first."""
    of: dict[str, list[facts.Outline]] = defaultdict(list)
    for code, one in villages.items():
        of[code[:8]].append(one)
    weights = {code: sum(one.area for one in of[code]) or 1 for code in districts if of[code]}
    found = {}
    for code, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        x = sum(one.middle[0] * one.area for one in of[code]) / weight
        y = sum(one.middle[1] * one.area for one in of[code]) / weight
        middles = sorted((one.middle for one in of[code]), key=lambda m: ((m[0] - x) ** 2 + (m[1] - y) ** 2, m))
        found[code] = [(x, y), *middles]
    return found


def labels(
    names: Mapping[str, str],
    where: Mapping[str, Sequence[tuple[float, float]]],
    *,
    letters: float,
    inside: Box,
    apart_from: Iterable[Box] = (),
) -> dict[str, Label]:
    """Names that fit ``inside``, none over another or over ``apart_from``; a name that finds no place is left out."""
    taken, found = list(apart_from), {}
    for code, points in where.items():
        width = (len(names[code]) * _LETTER + _PADDING) * letters
        for x, y in points:
            if not inside.holds((x, y)):
                continue
            height = letters * _LINE
            box = Box(x - width / 2, y - height / 2, width, height).moved_into(inside)
            if not any(map(box.meets, taken)):
                taken.append(box)
                found[code] = Label(names[code], box)
                break
    return found
