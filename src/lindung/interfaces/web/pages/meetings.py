"""Meetings: the list, calling one, the screens of the hall, and the minutes to be printed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors
from lindung.interfaces.web.components import meetings as component
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, values
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.registers.followup import queries as followup
from lindung.registers.followup.meetings import facts, operations, queries

_DISTRICTS = 3


def found(meeting: uuid.UUID) -> facts.Meeting | None:
    """The meeting as it stands now; None where none is in scope."""
    return queries.meeting(meeting, known_at=dt.date.max)


def places(held: facts.Meeting) -> dict[str, str]:
    """The meeting's region and all below it, as they were called on its day."""
    return {str(one.code): one.titled for one in regions.within(held.call.region, on=held.call.held_on)}


def states(held: facts.Meeting, today: dt.date) -> dict[object, str]:
    """What became of the duties that the meeting opened."""
    wanted = {one.duty for one in (*held.statements, *held.decisions)}
    if not wanted:
        return {}
    known = followup.duties(held.call.region, on=today, known_at=today)
    return {one.key: _("terbuka") if one.state == "open" else _("selesai") for one in known if one.key in wanted}


@doors.door(facts.READS)
def meetings(request: http.HttpRequest) -> http.HttpResponse:
    """The meetings that an office may read, the latest first."""
    held = queries.meetings(known_at=dt.date.max)
    names = regions.names({one.call.region for one in held})
    context = {
        "title": _("Rapat"), "may_call": request.desk.role in facts.CALLS,
        "lines": [
            {
                "href": f"/rapat/{one.key}/", "it": one, "where": names.get(one.call.region, one.call.region),
                "chair": component.office(one.call.chair),
                "state": component.state(one, clock.today(one.call.region, request.example_day)),
            }
            for one in held
        ],
    }  # fmt: skip
    return frame.render(request, "web/meetings.html", context)


@doors.door(facts.CALLS, methods=("GET", "POST"))
def new(request: http.HttpRequest) -> http.HttpResponse:
    """Calling a meeting of one's regency, or of a district in it."""
    top = values.RegionCode(min(request.desk.scope.regions))
    today = clock.today(top, request.example_day)
    held = regions.within(top, on=today)
    if not held:
        return instead.missing(request)
    choices = [(str(one.code), one.titled) for one in held if one.code.level in facts.CHAIRS]
    chairs = ("sekda", "camat") if top.level < _DISTRICTS else ("camat", "sekda")

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        wanted = facts.Call(
            said["wilayah"], said["acara"], asking.day(said, "hari"), said["jam"].replace(":", ".").zfill(5),
            said["tempat"], said["pimpinan"],
        )  # fmt: skip
        return f"/rapat/{operations.call(wanted=wanted, desk=request.desk, stamp=stamp)}/"

    lead = _("Sesudah ini agendanya disusun dari temuan yang terbuka.")
    shown = component.call_fields(choices, chairs, language.day(today))
    return asking.answer(
        request, _top(held), asking.Asked(_("Undang rapat"), lead, _("Simpan"), "/rapat/", shown, take)
    )


def _top(held: list[region_facts.Region]) -> region_facts.Region:
    return held[0]


# For the hall


@doors.door(facts.READS)
def screen(request: http.HttpRequest, meeting: uuid.UUID, screen: int) -> http.HttpResponse:
    """One thing in very large type, with the way to the one before and the one after it."""
    held = found(meeting)
    shown = component.screens(held, places(held)) if held else []
    if held is None or screen >= len(shown):
        return instead.missing(request)
    here = f"/rapat/{held.key}/"
    context = {
        "title": _("Layar %(number)s") % {"number": screen}, "it": shown[screen], "at": screen,
        "last": len(shown) - 1, "here": here,
        "before": f"{here}layar/{screen - 1}/" if screen else "",
        "after": f"{here}layar/{screen + 1}/" if screen + 1 < len(shown) else "",
        "topic": held.call.topic, "day": tongue.day(held.call.held_on),
    }  # fmt: skip
    return frame.render(request, "web/hall.html", context)


# The minutes


@doors.door(facts.READS)
def minutes(request: http.HttpRequest, meeting: uuid.UUID) -> http.HttpResponse:
    """The minutes, to be printed and signed: a draft until the chair has closed them."""
    held = found(meeting)
    if held is None:
        return instead.missing(request)
    names = places(held)
    today = clock.today(held.call.region, request.example_day)
    code = values.RegionCode(held.call.region)
    above = regions.names({str(code.at(2))})
    told = states(held, today)
    context = {
        "title": _("Notula rapat %(day)s") % {"day": tongue.day(held.call.held_on)}, "here": f"/rapat/{held.key}/",
        "it": held, "regency": above.get(str(code.at(2)), ""), "where": names.get(held.call.region, ""),
        "day": language.day_in_words(held.call.held_on), "chair": component.office(held.call.chair),
        "sections": component.sections(held.agenda),
        "attendance": [(one, component.attended(one.said)) for one in held.attendance],
        "statements": component.statements(held, names, told), "decisions": component.decisions(held, names, told),
        "digest": held.minutes.digest[:16] if held.minutes else "",
        "state": component.state(held, today),
    }  # fmt: skip
    return frame.render(request, "web/minutes.html", context)
