"""The map: outlines of all villages in their states, one picture without script.

What stands still (paths, lines, names, the enlarged window) is joined once per set of outlines and kept; a page joins
only state, words and link of each village to it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import html, safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tables
from lindung.interfaces.web.components import layout
from lindung.platform.regions import facts

FILLS = {
    "s0": "#dcc3e4",
    "s1": "#c2410c",
    "s2": "#f7dfae",
    "s3": "#9ccbee",
    "s4": "#0b4a6f",
    "s5": "url(#peta-garis)",
}
"""The colours of the tiles, s0 darker so that lines show on it; kelurahan are hatched: seen without colour too."""
_HATCH = (
    '<pattern id="peta-garis" width="{0}" height="{0}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="v5" fill="#eceff2" d="M0 0h{0}v{0}H0z"/>'
    '<path class="h5" stroke="#8593a0" stroke-width="{1}" d="M0 0V{0}"/></pattern>'
)
_LETTERS, _LETTERS_SMALL = 0.0165, 0.03
"""Size of the names as a part of the picture: on a desk, on a phone."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands still: before the villages, each village's path, lines and names up to the enlarged window, the
    villages that it shows, and the end."""

    head: str
    paths: Mapping[str, str]
    lines: str
    near: frozenset[str]
    end: str


def svg(
    tiles: Sequence[tables.Tile],
    outlines: facts.Outlines,
    *,
    href: Callable[[str], str],
    districts: Mapping[str, str],
) -> safestring.SafeString | str:
    """The tiles that have an outline, as a map; "" where none has. ``districts`` are names by code."""
    shown = [tile for tile in tiles if tile.code in outlines.villages]
    if not shown:
        return ""
    sheet = _sheet(
        tuple((tile.code, outlines.villages[tile.code]) for tile in shown), outlines.borders, tuple(districts.items())
    )
    links = [(tile, html.escape(href(tile.code))) for tile in shown]
    villages = [
        f'<a href="{link}" aria-label="{html.escape(tile.says)}">'
        f'<path class="v {tile.css}" fill="{FILLS[tile.css]}" {sheet.paths[tile.code]}/></a>'
        for tile, link in links
    ]
    again = [
        f'<a tabindex="-1" href="{link}"><use href="#{_id(tile.code)}"/></a>'
        for tile, link in links
        if tile.code in sheet.near
    ]
    says = html.escape(_("Peta desa dan kelurahan menurut keadaan"))
    parts = (sheet.head.replace("{says}", says), *villages, sheet.lines, *again, sheet.end)
    return safestring.mark_safe("".join(parts))


def _id(code: str) -> str:
    return f"p{code[6:]}"


@functools.lru_cache(maxsize=64)
def _sheet(
    villages: tuple[tuple[str, facts.Outline], ...],
    borders: facts.Outline | None,
    districts: tuple[tuple[str, str], ...],
) -> _Sheet:
    known = dict(villages)
    whole = layout.extent(known.values())
    step = max(whole.width, whole.height) / 1000
    coast = [point for line in borders.lines() for point in line] if borders else []
    inset = layout.inset(list(known.values()), coast, whole)
    view = _around([whole, inset.place] if inset else [whole], step * 4)
    left, top = round(view.x), round(view.y)
    near = frozenset(code for code, one in known.items() if inset and layout.box(one).meets(inset.window))
    paths = {code: f'{_identity(code, near)}d="m{one.x - left},{one.y - top}{one.path}"' for code, one in known.items()}
    lines = f"m{borders.x - left},{borders.y - top}{borders.path}" if borders else ""
    head = (
        f'<svg class="geo" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {view.width:.0f} {view.height:.0f}" '
        f'role="group" aria-label="{{says}}" stroke-linejoin="round" fill-rule="evenodd" '
        f'font-family="Inter,system-ui,sans-serif">'
        f"<defs>{_HATCH.format(round(step * 9), round(step * 3.5))}</defs>"
        f'<g class="vs" stroke="#fff" stroke-width="{step * 1.1:.1f}">'
    )
    drawn = (
        f'</g><g class="ko" fill="none" stroke="#2b3a48" stroke-width="{step * 2.1:.1f}" pointer-events="none">'
        f'<path id="peta-batas" d="{lines}"/></g>'
    )
    before, end = _names(known, dict(districts), inset, whole, view)
    return _Sheet(head, paths, drawn + before, near, end + "</svg>")


def _identity(code: str, near: frozenset[str]) -> str:
    return f'id="{_id(code)}" ' if code in near else ""


def _around(boxes: Sequence[layout.Box], margin: float) -> layout.Box:
    left, top = min(box.x for box in boxes) - margin, min(box.y for box in boxes) - margin
    right = max(box.x + box.width for box in boxes) + margin
    return layout.Box(left, top, right - left, max(box.y + box.height for box in boxes) + margin - top)


def _names(
    known: Mapping[str, facts.Outline],
    names: Mapping[str, str],
    inset: layout.Inset | None,
    whole: layout.Box,
    view: layout.Box,
) -> tuple[str, str]:
    """The names of the districts, small and large, with the enlarged window; cut in two where its villages go."""
    where = layout.anchors(known, names)
    size = max(whole.width, whole.height)
    if inset is None:
        sizes = ((size * _LETTERS, "desk"), (size * _LETTERS_SMALL, "phone"))
        found = [(layout.labels(names, where, letters=letters, inside=whole), letters, css) for letters, css in sizes]
        return "".join(_labels(*one, view) for one in found), ""
    within = {code: points for code, points in where.items() if inset.window.holds(points[0])}
    outside = {code: points for code, points in where.items() if code not in within}
    scale = inset.place.width / inset.window.width
    outer, inner = [], []
    for part, css in ((_LETTERS, "desk"), (_LETTERS_SMALL, "phone")):
        letters = size * part
        apart = (inset.place, inset.window)
        found = layout.labels(names, outside, letters=letters, inside=whole, apart_from=apart)
        outer.append(_labels(found, letters, css, view))
        found = layout.labels(names, within, letters=letters / scale, inside=inset.window)
        inner.append(_labels(found, letters / scale, css, view))
    opened, closed = _enlarged(inset, view, size / 1000)
    return "".join(outer) + opened, "".join(("</g>", closed, *inner, "</svg>"))


def _labels(found: Mapping[str, layout.Label], letters: float, css: str, view: layout.Box) -> str:
    if not found:
        return ""
    said = []
    for label in found.values():
        box = label.box
        x, y = box.x - view.x, box.y - view.y
        said.append(
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="{letters / 4:.0f}"/>'
            f'<text x="{x + box.width / 2:.0f}" y="{y + letters * 1.05:.0f}">{html.escape(label.text)}</text>'
        )
    hidden = ' display="none"' if css == "phone" else ""
    return (
        f'<g class="kl {css}" aria-hidden="true"{hidden} fill="#fff" font-size="{letters:.0f}" font-weight="600" '
        f'text-anchor="middle" pointer-events="none">{"".join(said)}</g>'
    ).replace("<text ", '<text fill="#14212e" ')


def _enlarged(inset: layout.Inset, view: layout.Box, step: float) -> tuple[str, str]:
    """The window, its frame and the villages in it by reference: before them and after them.

    Reached by mouse and finger; the keyboard and those who listen have every village once, on the map itself.
    """
    small, large = inset.window, inset.place
    x, y, side = small.x - view.x, small.y - view.y, small.width
    px, py, wide = large.x - view.x, large.y - view.y, large.width
    frame = f'class="fr" fill="none" stroke="#526171" stroke-width="{step * 1.4:.1f}" pointer-events="none"'
    near, far = (y, py + wide) if py < y else (y + side, py)
    at = f'x="{x:.0f}" y="{y:.0f}" width="{side:.0f}" height="{side:.0f}"'
    opened = (
        f"<rect {frame} {at}/>"
        f'<path {frame} stroke-dasharray="{step * 4:.0f}" '
        f'd="M{x + side / 2:.0f} {near:.0f}L{px + wide / 2:.0f} {far:.0f}"/>'
        f'<rect {frame} x="{px:.0f}" y="{py:.0f}" width="{wide:.0f}" height="{wide:.0f}"/>'
        f'<svg x="{px:.0f}" y="{py:.0f}" width="{wide:.0f}" height="{wide:.0f}" aria-hidden="true" '
        f'viewBox="{x:.0f} {y:.0f} {side:.0f} {side:.0f}"><rect class="bg0" fill="#fff" {at}/>'
        f'<g class="vs" stroke="#fff" stroke-width="{step * 0.6:.1f}">'
    )
    return opened, (
        f'<g class="ko" fill="none" stroke="#2b3a48" stroke-width="{step:.1f}" pointer-events="none">'
        '<use href="#peta-batas"/></g>'
    )
