"""Setting targets."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.programmes import facts, models, queries


@transaction.atomic
def set_target(
    *,
    region: str,
    year: int,
    quota: int,
    legal_basis: str,
    milestones: Sequence[facts.Milestone],
    stamp: journal_facts.Stamp,
) -> None:
    """Set the quota (people per village) and the milestones of a year for all villages in ``region``.

    The latest target holds; the same target again changes nothing.
    """
    journal.act(by=stamp.by)
    held = models.Target.objects.filter(region_id=region, year=year, received_on__lte=stamp.received_on)
    known = queries.milestones(region, year=year, known_at=stamp.received_on)
    same = held.order_by("-received_on", "-id").values_list("quota", flat=True).first() == quota
    if same and known == sorted(milestones, key=lambda milestone: milestone.due_on):
        return
    rows = [(region, year, quota, legal_basis), *((m.due_on, m.per_mille, m.legal_basis) for m in milestones)]
    journal.record(verb="programmes.target_set", about=f"{region}/{year}", rows=rows, stamp=stamp)
    since = {"received_on": stamp.received_on, "recorded_at": stamp.at}
    models.Target.objects.create(region_id=region, year=year, quota=quota, legal_basis=legal_basis, **since)
    models.Milestone.objects.bulk_create(
        models.Milestone(
            region_id=region,
            year=year,
            due_on=milestone.due_on,
            per_mille=milestone.per_mille,
            legal_basis=milestone.legal_basis,
            **since,
        )
        for milestone in milestones
    )
