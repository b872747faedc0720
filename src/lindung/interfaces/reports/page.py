"""The finding as one page that stands alone: no script, nothing loaded from elsewhere, fit for screen and A4."""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import pathlib
from dataclasses import dataclass
from typing import Any

from django import template

from lindung.interfaces.reports import kinds, words, workbook
from lindung.kernel import language
from lindung.monitoring import facts, indicators

_HERE = pathlib.Path(__file__).parent
_BAR = 300.0  # width of a bar's own coordinate system
_STEPS = ("villages", "reported", "budgeted", "listed", "paid", "protected_villages", "at_quota")
_PEOPLE = ("target_workers", "declared", "enrolled_valid", "paid_heads", "protected")
_PARTS = ("protected_confirmed", "protected_presumed", "protected_undetermined")
_TILES = {
    "not_reporting": ("s5", "?"),
    "not_budgeted": ("s0", "!"),
    "unpaid": ("s1", ""),
    "short": ("s2", ""),
    "quota": ("s3", ""),
}
_ORDER = tuple(_TILES)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder: its number, the list behind it, its bar, and what is lost since the rung above."""

    key: str
    label: str
    value: str
    unit: str
    width: str
    drop: int
    worst: bool
    places: tuple[tuple[facts.PlaceDay, str], ...]


@functools.cache
def _template() -> Any:
    engine = template.Engine(dirs=[str(_HERE / "templates")], autoescape=True)
    return engine.get_template("reports/finding.html")


def html(day: facts.RegencyDay, *, example: bool) -> str:
    """The page, whole. Everything that came out of a file is escaped by the template."""
    style = importlib.resources.files(__package__).joinpath("static/finding.css").read_text("utf-8")
    context = {
        "style": style,
        "example": words.EXAMPLE if example else "",
        "headline": words.headline(day),
        "explanation": words.explanation(day),
        "day": day,
        "date": language.day_in_words(day.on),
        "known": language.day_in_words(day.known_at),
        "steps": _steps(day),
        "people": [_people(day, key) for key in _PEOPLE],
        "parts": [_people(day, key) for key in _PARTS],
        "figures": _figures(day),
        "duties": _duties(day),
        "blocks": _blocks(day),
        "legend": _legend(day),
        "districts": _districts(day),
        "villages": [_village(place) for place in day.places if place.is_village],
        "kelurahan": [_village(place) for place in day.kelurahan],
        "apart": language.number(len(day.kelurahan)),
        "regions": language.number(len(day.villages) + len(day.kelurahan)),
        "problems": _by_kind(day.problems),
        "problem_count": language.number(len(day.problems)),
        "warnings": _by_kind(day.warnings),
        "warning_count": language.number(len(day.warnings)),
        "definitions": indicators.ALL,
    }
    return str(_template().render(template.Context(context)))


def _number(key: str, places: tuple[facts.PlaceDay, ...]) -> str:
    value = indicators.value(key, places)
    return language.rupiah(value) if indicators.BY_KEY[key].unit == "rupiah" else language.number(value)


def _counted(key: str, day: facts.RegencyDay) -> tuple[tuple[facts.PlaceDay, str], ...]:
    """The places behind a figure, each with its part where that is more than being one of them."""
    indicator = indicators.BY_KEY[key]
    return tuple(
        (place, "" if indicator.unit == "desa" else language.number(indicator.of(place)))
        for place in indicators.counted(key, day.places)
    )


def _steps(day: facts.RegencyDay) -> list[Step]:
    values = [indicators.value(key, day.places) for key in _STEPS]
    most = max(values[0], 1)
    drops = [0, *(max(upper - lower, 0) for upper, lower in itertools.pairwise(values))]
    return [
        Step(
            key,
            indicators.BY_KEY[key].label,
            language.number(value),
            indicators.BY_KEY[key].unit,
            f"{_BAR * value / most:.1f}",
            drop,
            drop > 0 and drop == max(drops),
            _counted(key, day),
        )
        for key, value, drop in zip(_STEPS, values, drops, strict=True)
    ]


def _people(day: facts.RegencyDay, key: str) -> dict[str, Any]:
    value, most = indicators.value(key, day.places), max(indicators.value(k, day.places) for k in _PEOPLE)
    return {
        "key": key,
        "label": indicators.BY_KEY[key].label,
        "value": language.number(value),
        "width": f"{_BAR * value / max(most, 1):.1f}",
        "places": _counted(key, day),
    }


def _figures(day: facts.RegencyDay) -> dict[str, Any]:
    """The headline's numbers, each as it is written."""
    keys = ("villages", "budgeted", "paid", "at_quota", "protected", "target_workers")
    figures: dict[str, Any] = {key: _number(key, day.places) for key in keys}
    protected, target = (indicators.value(key, day.places) for key in ("protected", "target_workers"))
    figures["share"] = language.share(protected, target)
    figures["reached"] = bool(target) and indicators.value("at_quota", day.places) == indicators.value(
        "villages", day.places
    )
    figures["paid_short"] = language.rupiah_short(indicators.value("paid_total_rupiah", day.places))
    figures["budget_short"] = language.rupiah_short(indicators.value("budget_total_rupiah", day.places))
    figures["paid_rupiah"] = _number("paid_total_rupiah", day.places)
    figures["arrears"] = _number("arrears_rupiah", day.places) if indicators.value("arrears_rupiah", day.places) else ""
    figures["other_bpu"] = _number("other_bpu", day.places) if indicators.value("other_bpu", day.places) else ""
    figures["silent"] = [place for place in day.villages if not place.reported]
    figures["without"] = [place for place in day.villages if place.reported and not place.budgeted]
    return figures


def _duties(day: facts.RegencyDay) -> list[dict[str, Any]]:
    """Findings by kind, in the order of urgency in which they come."""
    by_kind: dict[str, list[facts.Finding]] = {}
    for found in day.findings:
        by_kind.setdefault(found.kind, []).append(found)
    return [
        {
            "kind": kind,
            "title": kinds.finding_title(kind),
            "count": language.number(len(found)),
            "offices": language.number(len({one.responsible for one in found})),
            "rows": [
                {
                    "found": one,
                    "since": language.day(one.since) if one.since else "",
                    "where": workbook.where(one.evidence),
                }
                for one in found
            ],
        }
        for kind, found in by_kind.items()
    ]


def _tile(place: facts.PlaceDay) -> dict[str, Any]:
    style, sign = _TILES[place.status] if place.is_village else ("s4", "–")
    state = kinds.lower_first(kinds.BY_STATUS[place.status].title) if place.is_village else "dihitung terpisah"
    title = kinds.place_title(place)
    said = f"{title}, {place.district_name}: {state}, {place.protected} terlindungi dari {place.quota}"
    return {"code": place.code, "style": style, "text": sign or language.number(place.protected), "said": said}


def _worst_first(place: facts.PlaceDay) -> tuple[bool, int, int, str]:
    return (not place.is_village, _ORDER.index(place.status), place.protected, place.name)


def _blocks(day: facts.RegencyDay) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "protected": _number("protected", day.of_district(code)),
            "tiles": [_tile(place) for place in sorted(day.of_district(code), key=_worst_first)],
        }
        for code, name in day.districts
    ]


def _legend(day: facts.RegencyDay) -> list[tuple[str, str, str, str]]:
    counts = [(status, sum(place.status == status for place in day.villages)) for status in _ORDER]
    legend = [
        (*_TILES[status], kinds.lower_first(kinds.BY_STATUS[status].title), language.number(count))
        for status, count in counts
    ]
    return [*legend, ("s4", "–", "kelurahan", language.number(len(day.kelurahan)))] if day.kelurahan else legend


def _districts(day: facts.RegencyDay) -> list[dict[str, Any]]:
    """Worst first: the smallest part of its quota protected, then most villages without a budget."""
    rows = []
    for code, name in day.districts:
        places = day.of_district(code)
        value = {one.key: indicators.value(one.key, places) for one in indicators.ALL}
        villages = max(value["villages"], 1)
        bars, x = [], 0.0
        for status in reversed(_ORDER):
            width = _BAR * sum(place.status == status for place in places if place.is_village) / villages
            bars.append({"style": _TILES[status][0], "x": f"{x:.1f}", "width": f"{width:.1f}"})
            x += width
        rows.append(
            {
                "code": code,
                "name": name,
                "bars": [bar for bar in bars if bar["width"] != "0.0"],
                "share": language.share(value["protected"], value["target_workers"]),
                "rank": (
                    value["protected"] / max(value["target_workers"], 1),
                    value["budgeted"] - value["villages"],
                    code,
                ),
                **{key: _number(key, places) for key in value},
            }
        )
    return sorted(rows, key=lambda row: row["rank"])


def _village(place: facts.PlaceDay) -> dict[str, Any]:
    style, sign = _TILES[place.status] if place.is_village else ("s4", "–")
    return {
        "place": place,
        "style": style,
        "sign": sign,
        "status": kinds.BY_STATUS[place.status].title if place.is_village else "Kelurahan",
        "budget": language.rupiah(place.budget_rupiah) if place.reported else "",
        "funds": ", ".join(place.funds),
        "paid": language.rupiah(place.paid_rupiah) if place.paid else "",
        "ends": language.day(place.cover_ends_before) if place.cover_ends_before else "",
    }


def _by_kind(problems: tuple[facts.RowProblem, ...]) -> list[dict[str, Any]]:
    by_kind: dict[str, list[facts.RowProblem]] = {}
    for problem in problems:
        by_kind.setdefault(problem.kind, []).append(problem)
    most = sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        {"kind": kind, "title": kinds.row_title(kind), "count": language.number(len(rows)), "rows": rows}
        for kind, rows in most
    ]
