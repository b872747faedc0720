"""Where outreach is missing, and what followed on it: pure functions over visits and the days on which people entered
the lists of villages.

What followed is a comparison, not a count: of each village that was visited with one of the same regency that was not,
alike in what was registered before, in the same days. Its uncertainty is Hartigan's (1969) interval of typical values,
exact where it could have been either of the two that was visited.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import hashlib
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

WINDOWS = (30, 90)
"""Days after a visit."""
LEAST_PAIRS = 6
"""With fewer there is no interval of 95 %: of six pairs it spans all but the two outermost of 64 parts."""
FARTHEST = 20
"""How many of a hundred of the target two villages may differ in what was registered before."""
SEED = 7503
_ALL_SUBSETS_UP_TO = 12
_SUBSETS = 4_095
_OUTSIDE = 0.025


# Where it is missing


@dataclass(frozen=True, slots=True)
class Place:
    """A village as planning sees it; ``target`` is nought where there is none (kelurahan)."""

    code: str
    district: str
    target: int
    protected: int


@dataclass(frozen=True, slots=True)
class Gap:
    """How many a village lacks, and how long nobody came: ``days`` is None where nobody ever did."""

    place: Place
    missing: int
    last: dt.date | None
    days: int | None
    next: dt.date | None = None

    @property
    def weight(self) -> int:
        """What is missing times the days since the last visit; of no village that was never visited."""
        return self.missing * (self.days or 0)


def gaps(
    places: Iterable[Place], visits: Mapping[str, Sequence[dt.date]], plans: Mapping[str, dt.date], *, on: dt.date
) -> list[Gap]:
    """The villages in the order in which they need a visit: those that lack people and were never visited by how many
    they lack, then by what is missing times the days, last those that lack nobody."""
    found = []
    for one in places:
        last = max((day for day in visits.get(one.code, ()) if day <= on), default=None)
        missing = max(0, one.target - one.protected)
        days = (on - last).days if last else None
        found.append(Gap(one, missing, last, days, plans.get(one.code)))
    return sorted(found, key=_need)


def _need(gap: Gap) -> tuple[bool, bool, int, int, str]:
    return not gap.missing, gap.days is not None, -gap.weight, -gap.missing, gap.place.code


# What followed


@dataclass(frozen=True, slots=True)
class Village:
    """What is known of a village's list: the days on which people entered it, in their order; and of its visits."""

    code: str
    district: str
    target: int
    entered: tuple[dt.date, ...]
    visits: tuple[dt.date, ...] = ()

    def before(self, day: dt.date) -> int:
        """How many had entered before that day."""
        return bisect.bisect_left(self.entered, day)

    def within(self, day: dt.date, days: int) -> int:
        """How many entered on that day or in the days after it."""
        return self.before(day + dt.timedelta(days=days + 1)) - self.before(day)

    def share(self, day: dt.date) -> float:
        """Of a hundred of the target those who had entered before that day."""
        return 100 * self.before(day) / self.target if self.target else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A visited village with the one that it is compared with, and how many entered each list in the window."""

    visited: str
    beside: str
    on: dt.date
    came: int
    came_beside: int

    @property
    def difference(self) -> int:
        return self.came - self.came_beside


Verdict = Literal["judged", "too_few", "window_open", "no_visits"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What followed within a window. ``open``: visits whose window is not over; ``alone``: visited villages that none
    was like. ``mean``, ``low`` and ``high`` are persons a village; None where there is too little to judge by."""

    days: int
    pairs: tuple[Pair, ...]
    open: int
    alone: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    seed: int | None = None

    @property
    def verdict(self) -> Verdict:
        if self.low is not None:
            return "judged"
        if not self.pairs and not self.alone:
            return "window_open" if self.open else "no_visits"
        return "too_few"


def effect(villages: Iterable[Village], *, days: int, on: dt.date) -> Effect:
    """What followed within ``days`` after each village's first visit, as of a day."""
    known = {one.code: one for one in villages if one.target}
    firsts = {one.code: min(one.visits) for one in known.values() if one.visits and min(one.visits) <= on}
    window = dt.timedelta(days=days)
    closed = {code: day for code, day in firsts.items() if day + window < on}
    pairs, taken = [], set(closed)
    for code, day in sorted(closed.items(), key=lambda one: (one[1], one[0])):
        free = (
            one for one in known.values() if one.code not in taken and firsts.get(one.code, dt.date.max) > day + window
        )
        beside = _like(known[code], free, day)
        if beside is not None:
            taken.add(beside.code)
            came = known[code].within(day, days), beside.within(day, days)
            pairs.append(Pair(code, beside.code, day, *came))
    said = Effect(days, tuple(pairs), len(firsts) - len(closed), len(closed) - len(pairs))
    return _judged(said) if len(pairs) >= LEAST_PAIRS else said


def _like(village: Village, free: Iterable[Village], day: dt.date) -> Village | None:
    """Of those that are free the one most like it: of the same district first, then nearest in what was registered
    before, then in size; None where all are too far."""
    share = village.share(day)

    def apart(one: Village) -> tuple[bool, float, int, str]:
        size = abs(one.target - village.target)
        return one.district != village.district, abs(one.share(day) - share), size, one.code

    near = [one for one in free if abs(one.share(day) - share) <= FARTHEST]
    return min(near, key=apart, default=None)


def _judged(said: Effect) -> Effect:
    differences = [one.difference for one in said.pairs]
    low, high, level, seed = interval(differences)
    mean = math.fsum(differences) / len(differences)
    return Effect(said.days, said.pairs, said.open, said.alone, mean, low, high, level, seed)


def interval(differences: Sequence[float]) -> tuple[float, float, float, int | None]:
    """Low and high end, the level that they truly hold (at least 95 %), and the seed where subsets were drawn.

    The means of all subsets of the differences cut the line into parts, and where the differences lie symmetrically
    around what they measure, it lies in each part with the same probability (Hartigan 1969). So many parts are cut off
    on each side as hold at most 2.5 %. Of more than twelve differences subsets are drawn, with a fixed seed.
    """
    drawn = len(differences) > _ALL_SUBSETS_UP_TO
    subsets = _some(differences) if drawn else _every(differences)
    means = sorted(math.fsum(one) / len(one) for one in subsets)
    parts = len(means) + 1
    cut = max(1, math.floor(_OUTSIDE * parts))
    return means[cut - 1], means[-cut], 1 - 2 * cut / parts, SEED if drawn else None


def _every(differences: Sequence[float]) -> Iterable[Sequence[float]]:
    sizes = range(1, len(differences) + 1)
    return itertools.chain.from_iterable(itertools.combinations(differences, size) for size in sizes)


def _some(differences: Sequence[float]) -> Iterable[Sequence[float]]:
    """By the digests of the seed with a number, so that anybody can draw the same ones."""
    found: list[Sequence[float]] = []
    blocks = [(block, differences[block * 256 :][:256]) for block in range(math.ceil(len(differences) / 256))]
    for number in itertools.count():
        chosen: list[float] = []
        for block, there in blocks:
            bits = _digest(number, block)
            chosen += [one for at, one in enumerate(there) if bits >> at & 1]
        if chosen:
            found.append(chosen)
        if len(found) == _SUBSETS:
            break
    return found


@functools.lru_cache(maxsize=8 * _SUBSETS)
def _digest(number: int, block: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{SEED} {number} {block}".encode()).digest())
