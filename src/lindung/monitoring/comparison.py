"""What changed between two reports of a regency, and why: each figure's difference, in parts that sum exactly.

Two times make it possible: the earlier day is reckoned again from what is known now. Where that differs from what had
been reported, facts came late (they add) or something was corrected (it takes away); what is left is new.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lindung.kernel import values
from lindung.monitoring import facts, indicators


@dataclass(frozen=True, slots=True)
class Place:
    """A place whose figure of the earlier day is another by now: what came late, or, below zero, was taken back."""

    code: values.RegionCode
    name: str
    restated: int


@dataclass(frozen=True, slots=True)
class Change:
    """before + late + corrected + new = after. ``late`` is never below zero, ``corrected`` never above."""

    key: str
    before: int
    late: int
    corrected: int
    new: int
    after: int
    places: tuple[Place, ...] = ()


def changes(
    before: facts.RegencyDay, restated: facts.RegencyDay, after: facts.RegencyDay
) -> tuple[Change, ...]:  # fmt: skip
    """Every figure: ``before`` as it was reported, ``restated`` the same day as known now, ``after`` as it is now."""
    return tuple(_change(one.key, before, restated, after) for one in indicators.ALL)


def _change(key: str, before: facts.RegencyDay, restated: facts.RegencyDay, after: facts.RegencyDay) -> Change:
    then, again = _parts(key, before.places), _parts(key, restated.places)
    names = {place.code: place.name for place in (*before.places, *restated.places)}
    moved = tuple(
        Place(code, names[code], again.get(code, 0) - then.get(code, 0))
        for code in sorted(then.keys() | again.keys())
        if again.get(code, 0) != then.get(code, 0)
    )
    late = sum(place.restated for place in moved if place.restated > 0)
    corrected = sum(place.restated for place in moved if place.restated < 0)
    reported, now = indicators.value(key, before.places), indicators.value(key, after.places)
    return Change(key, reported, late, corrected, now - reported - late - corrected, now, moved)


def _parts(key: str, places: Iterable[facts.PlaceDay]) -> dict[values.RegionCode, int]:
    """Each place's part of a figure, of those that the figure counts."""
    return {place.code: indicators.value(key, (place,)) for place in indicators.counted(key, places)}
