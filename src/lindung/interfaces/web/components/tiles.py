"""Every village as a tile, district by district, worst first: a mark and a number besides the colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape as esc

from django.utils import safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tables
from lindung.interfaces.web import days, links
from lindung.kernel import language
from lindung.monitoring import facts

_ORDER = {state.status: rank for rank, state in enumerate(kinds.STATES)}
MARKS = {
    css: f'<svg class="g" aria-hidden="true"><use href="#g-{css}"/></svg>'
    for css in ("s0", "s1", "s2", "s3", "s4", "s5")
}


def mark(css: str) -> str:
    return f'<i class="k {css}">{MARKS[css]}</i>'


def grid(day: days.Day, to: links.Links, layout: Sequence[Sequence[str | None]] = ()) -> safestring.SafeString:
    """A block a district, in the order of the codes or by the ``layout`` of the compass, whose empty cells stay empty.

    Kelurahan stand last in their block, and dashed.
    """
    words = _Words()
    by_district: dict[str | None, list[facts.PlaceDay]] = {}
    for place in day.day.places:
        by_district.setdefault(place.district, []).append(place)
    blocks: dict[str | None, str] = {}
    for code, name in day.day.districts:
        places = sorted(
            by_district.get(code, ()), key=lambda p: (not p.is_village, _ORDER[p.status], p.protected, p.name)
        )
        if places:
            tiles = "".join([_tile(place, words, to.asked.query) for place in places])
            blocks[str(code)] = (
                f'<section class="kb"><h3><a href="{esc(to.to(code))}">{esc(name)}</a>{_share(day, code)}</h3>'
                f"<ul>{tiles}</ul></section>"
            )
    if not layout:
        return safestring.mark_safe(f'<div class="tg">{"".join(blocks.values())}</div>')
    cells = "".join(blocks.get(code, '<div class="kb gap"></div>') for row in layout for code in row)
    return safestring.mark_safe(f'<div class="tg k{len(layout[0])}">{cells}</div>')


class _Words:
    """What every tile says, translated once."""

    def __init__(self) -> None:
        self.state: Mapping[str, str] = {state.status: _(state.sentence) for state in kinds.STATES}
        self.css: Mapping[str, str] = {state.status: state.css for state in kinds.STATES}
        self.of_quota = _("%(people)s dari kuota %(quota)s orang terlindungi")
        self.apart = _("dihitung terpisah, %(people)s orang terlindungi")


def on_map(day: days.Day) -> list[tables.Tile]:
    """Every place as the map shows it: the state and the words of its tile."""
    words = _Words()
    return [tables.Tile(place.code, *_shown(place, words)) for place in day.day.places if place.district]


def _shown(place: facts.PlaceDay, words: _Words) -> tuple[str, str, str]:
    """Colour and mark, number, and both in words."""
    people = language.number(place.protected)
    if place.is_village:
        css = words.css[place.status]
        said = f"{words.state[place.status]}, " + words.of_quota % {
            "people": people, "quota": language.number(place.quota),
        }  # fmt: skip
    else:
        css, said = "s5", words.apart % {"people": people}
    return css, people, f"{kinds.place_title(place)}, {place.district_name}: {said}"


def _tile(place: facts.PlaceDay, words: _Words, query: str) -> str:
    css, people, says = _shown(place, words)
    return (
        f'<li><a class="t {css}" href="/wilayah/{place.code}/{esc(query)}" aria-label="{esc(says)}">'
        f"<span>{people}</span>{MARKS[css]}</a></li>"
    )


def _share(day: days.Day, code: str) -> str:
    """Protected of target; nothing where there is no target."""
    target = day.figure("target_workers", code)
    said = f"{language.number(day.figure('protected', code))}/{language.number(target)}"
    return f" <span>{said}</span>" if target else ""


def chips(day: days.Day) -> safestring.SafeString:
    """Filters by state that need no script: each with its mark and how many."""
    counts: dict[str, int] = {}
    for place in day.day.villages:
        counts[place.status] = counts.get(place.status, 0) + 1
    states: Sequence[tuple[str, str, int]] = [
        (state.css, _(state.title), counts[state.status]) for state in kinds.STATES if counts.get(state.status)
    ]
    apart = len(day.day.kelurahan)
    shown = [*states, ("s5", _("Kelurahan"), apart)] if apart else states
    buttons = "".join(
        f'<label class="chip"><input type="radio" name="f" id="f-{css}"><span>{mark(css)}{title} '
        f"<b>{language.number(count)}</b></span></label>"
        for css, title, count in shown
    )
    every = f'<label class="chip"><input type="radio" name="f" id="fa" checked><span>{_("Semua")}</span></label>'
    legend = f'<legend class="vh">{_("Saring menurut keadaan")}</legend>'
    return safestring.mark_safe(f'<fieldset class="chips">{legend}{every}{buttons}</fieldset>')
