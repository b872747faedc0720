"""What each role sees first: what waits for it, in order, and where its regions stand."""

from __future__ import annotations

import dataclasses
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import words
from lindung.interfaces.web import days, doors, tables
from lindung.interfaces.web.components import cover, finding, steps
from lindung.interfaces.web.pages import frame, instead, roles, village
from lindung.interfaces.web.waiting import roles as waiting
from lindung.interfaces.web.waiting import seat
from lindung.kernel import values
from lindung.monitoring import persons

_LADDER = frozenset({"sekda", "bupati", "bappeda"})
"""Who opens with the ladder of the regency; the others come to it by one link."""


@doors.door(doors.EVERY_ROLE)
def home(request: http.HttpRequest) -> http.HttpResponse:
    """What waits for the desk; the list of regencies for who looks at several of them."""
    at = _seat(request)
    if at is None:
        return http.HttpResponseRedirect(frame.summary(request.desk))
    made = [make(at) for make in waiting.OF[request.desk.role]]
    first = at.places[0]
    context: dict[str, Any] = {
        "title": _("Untuk Anda"), "role": roles.name(request.desk.role), "as_of": at.about.as_of,
        "items": [one for one in made if one.count], "nothing": [one.title for one in made if not one.count],
        "places": [(place.to.to(place.code), place.name) for place in at.places], "leads": _leads(request, first),
    }  # fmt: skip
    context |= _of_village(request, first) if _is_village(first) else _of_region(request, first)
    return frame.render(request, "web/home.html", context)


@doors.door(waiting.OF)
def listed(request: http.HttpRequest, what: str) -> http.HttpResponse:
    """The list behind a line of the home page."""
    at = _seat(request)
    made = (make(at) for make in waiting.OF[request.desk.role]) if at else ()
    found = next((one for one in made if one.key == what), None)
    if at is None or found is None:
        return instead.missing(request)
    table = dataclasses.replace(found.table, key=found.key, title=found.title)
    file = tables.response(request, table, name=f"{at.places[0].code} {at.on}")
    if file:
        return file
    context = {
        "title": found.title, "place": _("Untuk Anda"), "up": "/", "as_of": at.about.as_of,
        "blocks": [("daftar", found.title, tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _seat(request: http.HttpRequest) -> seat.Seat | None:
    """A village's with the rows of its own list: only there are they asked for."""
    at = seat.sit_down(request) if request.desk.role in waiting.OF else None
    if at is None or not _is_village(at.places[0]):
        return at
    first = at.places[0]
    whole = village.of_village(request, first.code, first.asked)
    return dataclasses.replace(at, places=(dataclasses.replace(first, day=days.Day(whole, first.day.figures)),))


def _leads(request: http.HttpRequest, at: seat.Place) -> list[tuple[str, str]]:
    """Where else this desk may go about its first region."""
    names = {
        "tugas": _("Tugas"), "pembinaan": _("Pembinaan"), "capaian": _("Capaian"), "uji-petik": _("Uji petik"),
    }  # fmt: skip
    only, level = {"uji-petik": 2, "capaian": 3}, values.RegionCode(at.code).level
    found = [(at.to.page(one), said) for one, said in names.items() if only.get(one, level) == level]
    return [(href, said) for href, said in found if village.opens(request, href)]


def _is_village(place: seat.Place) -> bool:
    return values.RegionCode(place.code).level == 4


def _of_village(request: http.HttpRequest, at: seat.Place) -> dict[str, Any]:
    """The four steps with the next one as a button, and the months that are covered."""
    place = next(one for one in at.day.day.places if one.code == at.code)
    taken = steps.of(place, at.to, problems=len({one.evidence for one in at.day.day.problems}))
    following = steps.following(taken)
    return {
        "steps": taken, "next": following,
        "may_act": following is not None and village.opens(request, following.href),
        "picture": cover.months(persons.months(at.day.day, at.code), place), "legend": cover.legend(),
    }  # fmt: skip


def _of_region(request: http.HttpRequest, at: seat.Place) -> dict[str, Any]:
    """The finding in one sentence; for the leaders the ladder beside it."""
    with_ladder = request.desk.role in _LADDER and bool(at.day.day.villages)
    return {
        "headline": finding.headline(words.headline(at.day.day)),
        "shares": finding.shares(at.day, at.to) if with_ladder else [],
        "ladder": finding.ladder(at.day, at.to) if with_ladder else "",
        "summary": at.to.to(at.code),
    }  # fmt: skip
