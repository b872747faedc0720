"""A worker's page: cover by day, and where each fact of it came from."""

from __future__ import annotations

import uuid
from typing import Any

from django import http

from lindung.interfaces.reports import kinds
from lindung.interfaces.web import days, doors, links, seen, tables
from lindung.interfaces.web.components import cover, sources
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import values
from lindung.monitoring import facts, persons


@doors.door(doors.EVERY_ROLE, region="code")
def worker(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """The page of a person who stands on a list of this village or of its money, or about whom BPJS answered it."""
    try:
        asked = days.asked(request, code)
        day = days.of(request, code, asked, whole=True).day
        found = persons.person(day, person)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    if found is None or code not in _villages(found):
        return instead.missing(request)
    names = {str(place.code): kinds.place_title(place) for place in day.places}
    about = sources.about(day, f"{found.who.name}, {names.get(code, code)}", example=request.example_day is not None)
    shown = _tables(found, day, names, about)
    seen.persons(request, "person", "orang", [person])
    file = tables.response(request, *shown.values(), name=f"{code} {day.on}")
    if file:
        return file
    context = _context(request, found, day, shown, links.Links(asked, code))
    return frame.render(request, "web/worker.html", context | {"village": names.get(code, code)})


def _villages(found: persons.PersonYear) -> set[str]:
    said = (*found.memberships, *found.answers)
    return {one.row.region for one in found.rows} | {one.region for one in said}


def _tables(
    found: persons.PersonYear, day: facts.RegencyDay, names: dict[str, str], about: sources.About
) -> dict[str, tables.Table]:
    receipts = {one.receipt_id: one for days_ in found.days for one in days_.receipts}
    codes = {key: one.code for key, one in receipts.items()}
    shown = (
        sources.days(found.days, about),
        sources.payments(receipts.values(), day, about),
        sources.lists(found.rows, names, about),
        sources.answers(found.answers, names, about),
        sources.memberships(found, codes, names, about),
    )
    return {one.key: one for one in shown}


def _context(
    request: http.HttpRequest,
    found: persons.PersonYear,
    day: facts.RegencyDay,
    shown: dict[str, tables.Table],
    to: links.Links,
) -> dict[str, Any]:
    now = found.on(day.on)
    return {
        "title": found.who.name,
        "who": found.who,
        "to": to,
        "here": to.to(to.region),
        "asked": to.asked,
        "verdict": f"/wilayah/{to.region}/pekerja/{found.who.id}/putusan/{to.asked.query}",
        "year": day.year,
        "on": day.on,
        "as_of": sources.about(day, "", example=False).as_of,
        "state": sources.state(now.state) if now else "",
        "reason": sources.reason(now.state) if now else "",
        "until": sources.last_day(now) if now else None,
        "css": f"d-{now.state}" if now else "",
        "strip": cover.strip(found.days, day.on),
        "legend": [(f"d-{one}", sources.state(one)) for one in dict.fromkeys(one.state for one in found.days)],
        "blocks": {key: tables.block(request, table) for key, table in shown.items()},
        "counts": {key: len(table.rows) for key, table in shown.items()},
    }
