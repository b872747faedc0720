"""What other programs read: a region's figures as JSON, with a token. Counts and rupiah only, never a person."""

from __future__ import annotations

from typing import Any

from django import http

from lindung.interfaces.web import days, doors
from lindung.interfaces.web.pages import instead
from lindung.kernel import values
from lindung.monitoring import facts, indicators
from lindung.platform.access import facts as access


@doors.door(access.PROGRAMS, region="code")
def figures(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The figures of a regency, a district or a village, and of each village in it, on the day asked about."""
    if values.RegionCode(code).level == 1:
        return instead.missing(request)
    try:
        day = days.of_region(request, code, days.asked(request, code))
    except (days.NotADay, days.NotAYear) as refusal:
        return instead.refused(request, refusal)
    name = days.name_of(day, code)
    if not name or not day.day.places:
        return instead.missing(request)
    return http.JsonResponse(_said(day.day, code, name), json_dumps_params={"ensure_ascii": False})


def _said(day: facts.RegencyDay, code: str, name: str) -> dict[str, Any]:
    """Keys that stay: figures by the key of their indicator, whole numbers, days as YYYY-MM-DD."""
    return {
        "region": code,
        "name": name,
        "year": day.year,
        "as_of": day.on.isoformat(),
        "known_at": day.known_at.isoformat(),
        "figures": {one.key: indicators.value(one.key, day.places) for one in indicators.ALL},
        "definitions": {
            one.key: {"label": one.label, "unit": one.unit, "definition": one.how, "source": one.source}
            for one in indicators.ALL
        },
        "villages": [
            {
                "region": place.code, "name": place.name, "district": place.district, "kind": place.kind,
                "figures": {one.key: one.of(place) for one in indicators.ALL},
            }
            for place in day.places
        ],
        "findings": [
            {"kind": one.kind, "region": one.region, "since": one.since.isoformat() if one.since else None}
            for one in day.findings
        ],
    }  # fmt: skip
