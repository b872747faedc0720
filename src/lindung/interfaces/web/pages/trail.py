"""The trail: what was changed and who saw whom, for the inspectorate, within its own regions."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, tables
from lindung.interfaces.web.components import trail as component
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.access import queries as desks
from lindung.platform.journal import facts as journal
from lindung.platform.journal import queries as told
from lindung.platform.regions import queries as regions

_WEEK = dt.timedelta(days=6)
CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """The days, both within, in the zone of the office; the office whose acts are asked for, or every office's."""

    first: dt.date
    last: dt.date
    office: str
    zone: str

    @property
    def since(self) -> dt.datetime:
        return dt.datetime.combine(self.first, dt.time.min, zoneinfo.ZoneInfo(self.zone))

    @property
    def before(self) -> dt.datetime:
        return dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time.min, zoneinfo.ZoneInfo(self.zone))


@doors.door({"auditor"})
def trail(request: http.HttpRequest) -> http.HttpResponse:
    """The journal and the record of views, of the days and the office that are asked for."""
    try:
        asked = _asked(request)
    except days.NotADay as refusal:
        return instead.refused(request, refusal)
    covered = within(request.desk.scope)
    lines = [one for one in told.told(since=asked.since, before=asked.before) if covered(one)]
    views = [one for one in told.views(since=asked.since, before=asked.before) if covered(one)]
    offices = sorted({one.office for one in (*lines, *views)} | ({asked.office} if asked.office else set()))
    shown = _tables(asked, lines, views, request.desk.scope)
    file = tables.response(request, *shown, name=f"{asked.first} {asked.last}")
    if file:
        return file
    context = {
        "title": _("Jejak"),
        "asked": asked,
        "offices": offices,
        "head": told.head(),
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }
    return frame.render(request, "web/trail.html", context)


def _asked(request: http.HttpRequest) -> Asked:
    """What ``?dari=``, ``?sampai=`` and ``?kantor=`` ask for; else the last seven days. Raises NotADay."""
    top = min(request.desk.scope.regions, default="")
    zone = language.zone_of(values.RegionCode(top)) if top else "Asia/Jakarta"
    first, last = (request.GET.get(name, "").strip() for name in ("dari", "sampai"))
    today = clock.now().astimezone(zoneinfo.ZoneInfo(zone)).date()
    until = days.day_said(last) if last else today
    since = days.day_said(first) if first else until - _WEEK
    return Asked(min(since, until), max(since, until), request.GET.get("kantor", "").strip(), zone)


def within(scope: access.Scope) -> Callable[[journal.Line | journal.View], bool]:
    """Whether a line or view is this scope's: about a region in it, or of an office that answers for nothing beyond it.

    Where the scope covers every regency that this database holds, all is; else what is about no region and of no such
    office is shown to nobody.
    """
    if all(scope.covers(regency.code) for regency in regions.taken()):
        return lambda one: True
    held = desks.territories()
    own = {office for office, codes in held.items() if codes and all(map(scope.covers, codes))}

    def covered(one: journal.Line | journal.View) -> bool:
        code = one.about.partition("/")[0]
        return one.office in own or bool(CODE.fullmatch(code) and scope.covers(code))

    return covered


def _tables(
    asked: Asked, lines: list[journal.Line], views: list[journal.View], scope: access.Scope
) -> tuple[tables.Table, tables.Table]:
    """A region out of scope that somebody here asked for stays the code that they typed: whether it has a name in this
    database is not for them."""
    if asked.office:
        lines = [one for one in lines if one.office == asked.office]
        views = [one for one in views if one.office == asked.office]
    codes = {one.about.partition("/")[0] for one in (*lines, *views)}
    names = regions.names({code for code in codes if CODE.fullmatch(code) and scope.covers(code)})
    span = {"first": tongue.day(asked.first), "last": tongue.day(asked.last)}
    about = _("Jejak %(first)s sampai %(last)s") % span + (f" · {asked.office}" if asked.office else "")
    return (
        component.lines(lines, names, asked.zone, about),
        component.views(views, names, asked.zone, about),
    )
