"""The ladder for the page: villages on one side, people on the other, behind each figure the list that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import safestring

from lindung.interfaces.reports import charts, kinds, words
from lindung.kernel import language
from lindung.monitoring import facts, indicators

_PEOPLE = "target_workers"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that leads to its list at ``#anchor``; without an anchor there is nothing to list."""

    value: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: villages that took it, those that came no further than before it, and people beside it."""

    villages: Figure
    bar: safestring.SafeString
    held: Figure | None
    worst: bool
    people: Figure | None
    people_bar: safestring.SafeString | str
    beside: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A place in a list: its row in the table of all places, and its part of the figure."""

    code: str
    name: str
    district: str
    part: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The places that a figure counts, and the figure itself in words."""

    anchor: str
    title: str
    count: str
    lines: tuple[Line, ...]


_STEPS: tuple[tuple[str, facts.Status | None, str, str, tuple[str, ...]], ...] = (
    ("villages", None, "l0", _PEOPLE, ()),
    ("reported", "not_reporting", "l0", "", ()),
    ("budgeted", "not_budgeted", "s2", "budget_heads", ()),
    ("listed", None, "s2", "enrolled_valid", ("declared", "other_bpu")),
    ("paid", "unpaid", "s3", "paid_heads", ()),
    ("protected_villages", None, "s3", "protected", ()),
    ("at_quota", "short", "s4", "", ()),
)
"""Figure of villages, state of those stuck before it, colour, figure of people, further figures of people."""
_CERTAINTY = (("protected_confirmed", "p0"), ("protected_presumed", "p1"), ("protected_undetermined", "p2"))


def figure(key: str, places: Sequence[facts.PlaceDay]) -> Figure:
    amount = indicators.value(key, places)
    return Figure(language.number(amount), indicators.BY_KEY[key].label, f"daftar-{key}" if amount else "")


def steps(day: facts.RegencyDay) -> list[Step]:
    """The seven steps from target to quota."""
    worst = words.hold_up(day)
    whole = indicators.value("villages", day.places)
    most = max(indicators.value(key, day.places) for key in (_PEOPLE, "budget_heads", "declared", "paid_heads"))
    return [
        Step(
            villages=figure(key, day.places),
            bar=_bar([(key, css)], day, whole),
            held=_held(day, status),
            worst=worst is not None and worst.status == status,
            people=figure(people, day.places) if people else None,
            people_bar=_people_bar(people, css, day, most) if people else "",
            beside=tuple(_beside(people, beside, day)),
        )
        for key, status, css, people, beside in _STEPS
    ]


def _held(day: facts.RegencyDay, status: facts.Status | None) -> Figure | None:
    if status is None or not words.stopped(day, status):
        return None
    count = language.number(len(words.stopped(day, status)))
    return Figure(count, kinds.BY_STATUS[status].title, f"keadaan-{status}")


def _people_bar(key: str, css: str, day: facts.RegencyDay, most: int) -> safestring.SafeString:
    return _bar(_CERTAINTY if key == "protected" else [(key, css)], day, most)


def _bar(keys: Sequence[tuple[str, str]], day: facts.RegencyDay, whole: int) -> safestring.SafeString:
    parts = [charts.Part(css, indicators.value(key, day.places)) for key, css in keys]
    says = "; ".join(
        f"{indicators.BY_KEY[key].label}: {language.number(indicators.value(key, day.places))} "
        f"{indicators.BY_KEY[key].unit}"
        for key, _ in keys
    )
    return charts.bar(parts, whole=whole, says=says)


def _beside(people: str, keys: Sequence[str], day: facts.RegencyDay) -> list[Figure]:
    if people == "protected":
        return [figure(key, day.places) for key, _ in _CERTAINTY]
    return [figure(key, day.places) for key in keys if indicators.value(key, day.places)]


def listings(day: facts.RegencyDay) -> list[Listing]:
    """Behind every figure of the ladder its list, then the villages of each state."""
    keys = [key for village, _, _, people, beside in _STEPS for key in (village, people, *beside) if key]
    keys += [key for key, _ in _CERTAINTY]
    lists = [_listing(key, day.places) for key in keys if indicators.value(key, day.places)]
    for state in kinds.STATES:
        stopped = words.stopped(day, state.status)
        if stopped:
            lines = tuple(_line(place, "") for place in stopped)
            title = f"Keadaan: {kinds.lower_first(state.title)}"
            lists.append(Listing(f"keadaan-{state.status}", title, f"{language.number(len(stopped))} desa", lines))
    return lists


def _listing(key: str, places: Sequence[facts.PlaceDay]) -> Listing:
    indicator = indicators.BY_KEY[key]
    counted = indicators.counted(key, places)
    count = f"{language.number(indicators.value(key, places))} {indicator.unit}"
    if indicator.unit != "desa":
        count += f" di {language.number(len(counted))} tempat"
    lines = tuple(
        _line(place, "" if indicator.unit == "desa" else language.number(indicator.of(place))) for place in counted
    )
    return Listing(f"daftar-{key}", indicator.label, count, lines)


def _line(place: facts.PlaceDay, part: str) -> Line:
    name = place.name if place.is_village else kinds.place_title(place)
    return Line(place.code, name, place.district_name, part)
