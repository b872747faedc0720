"""What crosses the door of regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lindung.kernel import values
from lindung.platform.regions import shapes


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it was on a day."""

    code: values.RegionCode
    name: str
    kind: values.RegionKind
    parent: values.RegionCode | None

    @property
    def titled(self) -> str:
        """Desa Keramat · Kelurahan Pauwo · Kecamatan Tapa · Kabupaten Bone Bolango."""
        word = {"desa_adat": "Desa Adat"}.get(self.kind, self.kind.capitalize())
        return self.name if self.name.startswith(word) else f"{word} {self.name}"


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a village on the grid of 1/10,000 degree, x to the east and y to the south.

    ``path`` follows the first point: ``m{x},{y}{path}`` is the data of an SVG path. ``middle`` is a point well within
    its largest part, ``area`` the area of that part.
    """

    x: int
    y: int
    path: str
    left: int
    top: int
    right: int
    bottom: int
    middle: tuple[int, int]
    area: int

    def lines(self) -> list[shapes.Line]:
        """All points, line by line; a closed line ends where it began."""
        return shapes.lines(self.x, self.y, self.path)


@dataclass(frozen=True, slots=True)
class Outlines:
    """All that is known of the outlines of a region: its villages by code, and the lines between its districts.

    Where any village has an outline, ``borders`` is there too.
    """

    villages: Mapping[str, Outline]
    borders: Outline | None
    source: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of outlines that came in: villages whose outline was written, and those that it was the same for."""

    written: tuple[values.RegionCode, ...]
    unchanged: tuple[values.RegionCode, ...]
