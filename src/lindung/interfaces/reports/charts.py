"""Bars as SVG made on the server: no script, no style attribute; the stylesheet may override their colours.

A bar without the stylesheet (a letter, an e-mail) still shows its colours, and in dark mode the class wins.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import safestring

_WIDTH = 300
_GAP = 1.2
_SEEN = 2.0  # the least width of a part that is not zero: one village of 400 still shows
FILLS = {
    "bg": "#e6eaee",
    "s0": "#7b4a86",
    "s1": "#c2410c",
    "s2": "#dfab48",
    "s3": "#6aaede",
    "s4": "#0b4a6f",
    "l0": "#8b99a6",
    "p0": "#0b4a6f",
    "p1": "#4a94c9",
    "p2": "#9ccbee",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: the class that names its colour, and its amount."""

    css: str
    amount: int


def bar(parts: Sequence[Part], *, whole: int, says: str, height: int = 12) -> safestring.SafeString:
    """Parts side by side on a scale of ``whole``, or of all parts where they are more: nothing is cut at the target.

    ``says`` is the bar in words, for those who don't see it.
    """
    scale = max(whole, sum(part.amount for part in parts), 1)
    shown = [part for part in parts if part.amount > 0]
    rects, x = "", 0.0
    for part in shown:
        width = _WIDTH * part.amount / scale
        seen = max(width - (_GAP if len(shown) > 1 else 0), _SEEN)
        rects += f'<rect class="{part.css}" fill="{FILLS[part.css]}" x="{x:.1f}" width="{seen:.1f}" height="{height}"/>'
        x += width
    return safestring.mark_safe(  # noqa: S308  numbers of our own, and the words escaped
        f'<svg class="bar" viewBox="0 0 {_WIDTH} {height}" preserveAspectRatio="none" role="img" '
        f'aria-label="{html.escape(says)}"><rect class="bg" fill="{FILLS["bg"]}" width="{_WIDTH}" height="{height}"/>'
        f"{rects}</svg>"
    )
