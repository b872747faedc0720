"""A random sample that anybody can draw again, and what a share of it says of the whole."""

from __future__ import annotations

import hashlib
import math
import statistics
import uuid
from collections.abc import Collection, Mapping

_TWO_SIDED_95 = statistics.NormalDist().inv_cdf(0.975)


def seed(head: str, day: str) -> str:
    """From the digest of the last line of the journal and the day: nobody can choose it, everybody can work it out."""
    return hashlib.sha256(f"{head} {day}".encode()).hexdigest()


def drawn(
    strata: Mapping[str, Collection[uuid.UUID]], *, seed: str, per_hundred: int
) -> tuple[tuple[str, uuid.UUID], ...]:
    """So many of each hundred of every stratum, rounded up, so that each that has anybody gives at least one.

    Who is drawn follows from the seed and the ids alone, in whatever order they come.
    """
    found: list[tuple[str, uuid.UUID]] = []
    for name in sorted(strata):
        members = set(strata[name])
        count = -(-len(members) * per_hundred // 100)
        found += [(name, one) for one in sorted(members, key=lambda one: _rank(seed, name, one))[:count]]
    return tuple(found)


def _rank(seed: str, name: str, one: uuid.UUID) -> bytes:
    return hashlib.sha256(f"{seed} {name} {one.hex}".encode()).digest()


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for a share of which ``hits`` of ``of`` were seen; nothing known of none."""
    if not of:
        return 0.0, 1.0
    share, z2 = hits / of, _TWO_SIDED_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _TWO_SIDED_95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)
