"""Reading exports: one's own, and those that wait for one's decision. For anyone else there is none."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from lindung.interfaces.disclosure import facts, limits, models
from lindung.platform.access import facts as access


def digest(persons: Iterable[uuid.UUID]) -> str:
    """Of a set of persons."""
    return hashlib.sha256(b"".join(sorted(one.bytes for one in persons))).hexdigest()


def export(desk: access.Desk, export_id: int, *, at: dt.datetime) -> facts.Export | None:
    """One that this desk asked for or may decide on; None: there is none, or it is not theirs, which looks the same."""
    return next(iter(_exports(desk, at, pk=export_id)), None)


def exports(desk: access.Desk, *, at: dt.datetime) -> list[facts.Export]:
    """All of those, the latest first."""
    return _exports(desk, at)


def _exports(desk: access.Desk, at: dt.datetime, **which: int) -> list[facts.Export]:
    rows = models.Export.objects.filter(**which).select_related("asked_by", "office").order_by("-id")
    rows = rows.annotate(times=Count("fetches"))
    decided = {
        one.export_id: one
        for one in models.ExportDecision.objects.select_related("decided_by").filter(export__in=rows.values("pk"))
    }
    found = [_export(desk, row, decided.get(row.pk), at) for row in rows if desk.scope.covers(row.region)]
    return [one for one in found if one.mine or one.may_decide]


def theirs(desk: access.Desk, row: models.Export) -> bool:
    """Whether this desk asked for it, and still sits where it asked: in the same office, in the same role."""
    asked = (row.asked_by_id, row.office_id, row.role)
    return asked == (desk.account_id, desk.office_id, desk.role) and desk.role in facts.ASKS


def _export(desk: access.Desk, row: Any, decision: models.ExportDecision | None, at: dt.datetime) -> facts.Export:
    return facts.Export(
        id=row.pk,
        wanted=facts.Wanted(row.region, row.listed, row.year, row.as_on, row.known_on),
        persons=row.persons,
        reason=row.reason,
        asked_by=row.asked_by_id,
        asker=row.asked_by.person_name,
        office_name=row.office.name,
        asked_at=row.asked_at,
        state=state(row, decision, row.times, at),
        fetches=row.times,
        mine=theirs(desk, row),
        may_decide=desk.role in facts.DECIDES and desk.account_id != row.asked_by_id,
        decider=decision.decided_by.person_name if decision else "",
        decided_at=decision.decided_at if decision else None,
        ends_at=decision.ends_at if decision else None,
    )


def state(
    row: models.Export, decision: models.ExportDecision | None, fetches: int, at: dt.datetime
) -> facts.State:  # fmt: skip
    """What has become of it by a moment."""
    if decision is None:
        return "waiting" if at - row.asked_at <= limits.WAITS else "lapsed"
    if not decision.approved:
        return "refused"
    if at >= decision.ends_at:
        return "ended"
    return "ready" if fetches < limits.FETCHES else "fetched"
