"""Reading targets as known on a day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable

from lindung.registers.programmes import facts, models


def quotas(villages: Iterable[str], *, year: int, known_at: dt.date) -> dict[str, int]:
    """Quota (people) per village: the latest known target of the village itself, else of what it lies in, else 0."""
    latest: dict[str, int] = {}
    known = models.Target.objects.filter(year=year, received_on__lte=known_at).order_by("received_on", "id")
    for region, quota in known.values_list("region_id", "quota"):
        latest[region] = quota
    return {village: _nearest(village, latest) for village in villages}


def _nearest(village: str, latest: dict[str, int]) -> int:
    region = village
    while region:
        if region in latest:
            return latest[region]
        region = region.rpartition(".")[0]
    return 0


def milestones(region: str, *, year: int, known_at: dt.date) -> list[facts.Milestone]:
    """The milestones of the latest known target of ``region``, by day."""
    targets = models.Target.objects.filter(region_id=region, year=year, received_on__lte=known_at)
    last = targets.order_by("-received_on", "-id").values_list("received_on", "recorded_at").first()
    if last is None:
        return []
    rows = models.Milestone.objects.filter(
        region_id=region, year=year, received_on=last[0], recorded_at=last[1]
    ).order_by("due_on")
    rows = rows.values_list("due_on", "per_mille", "legal_basis")
    return [facts.Milestone(*row) for row in rows]


class TargetsWritten:
    """The targets in the order in which they were set, each with its milestones, as the journal sealed them."""

    table, verbs = "programmes_target", ("programmes.target_set",)

    def __init__(self) -> None:
        targets = models.Target.objects.order_by("id")
        milestones = models.Milestone.objects.order_by("id")
        self._targets = targets.values_list("region_id", "year", "quota", "legal_basis").iterator()
        self._milestones = milestones.values_list("due_on", "per_mille", "legal_basis").iterator()

    def take(self, verb: str, count: int) -> list[list[tuple[object, ...]]]:
        rows = itertools.islice(self._milestones, count - 1)
        return [[*itertools.islice(self._targets, 1), *rows]]

    def left(self) -> int:
        return sum(1 for _ in itertools.chain(self._targets, self._milestones))
