"""Grievances before an office: the list of a region, and one of them with its answer or the next office."""

from __future__ import annotations

import uuid

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import clock, doors, fields, links, stamps, tables
from lindung.interfaces.web.components import duties, grieving
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import values
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims.grievances import facts, operations, queries


@doors.door(facts.READS, region="code")
def grievances(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Those of a regency, a district or a village."""
    there = asking.region_day(request, code)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, name, about = there
    names = {str(place.code): kinds.place_title(place) for place in day.day.places}
    found = queries.within(code, on=asked.on, known_at=asked.known_at)
    table = grieving.listed(found, names, about)
    file = tables.response(request, table, name=f"{code} {asked.on}")
    if file:
        return file
    counts = {"open": sum(one.open for one in found), "late": sum(one.days_late > 0 for one in found)}
    context = {
        "title": _("Keluhan"), "place": name, "up": links.Links(asked, code).to(code), "as_of": about.as_of,
        "asked": asked, "says": [_("%(open)s keluhan terbuka, %(late)s di antaranya terlambat.") % counts],
        "blocks": [("keluhan", _("Keluhan"), tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


@doors.door(facts.READS, methods=("GET", "POST"), region="code")
def grievance(request: http.HttpRequest, code: str, grievance: uuid.UUID) -> http.HttpResponse:
    """What was said, to the offices that answer; the answer, and the button that asks the next office."""
    today = clock.today(code, request.example_day)
    found, village = queries.one(grievance, code, on=today), asking.village_of(request, code)
    if found is None or village is None:
        return instead.missing(request)
    refused, written = "", ""
    if request.method == "POST":
        written = request.POST.get("jawaban", "").replace("\0", "").strip()
        stamp = journal.Stamp(stamps.of(request).by, clock.now(), uuid.uuid4(), today)
        try:
            if request.POST.get("tindakan") == "teruskan":
                operations.pass_on(key=grievance, region=code, book=rulebook.book(code), desk=request.desk, stamp=stamp)
            else:
                operations.answer(key=grievance, region=code, words=written, desk=request.desk, stamp=stamp)
            return http.HttpResponseRedirect(request.path)
        except values.Refusal as refusal:
            refused = tongue.refusal(refusal)
    may_answer = found.open and request.desk.role in facts.ANSWERS and found.came_to(request.desk.role)
    reads = request.desk.role in facts.READS_TEXT and found.came_to(request.desk.role)
    context = {
        "title": _("Keluhan: %(kind)s") % {"kind": grieving.kind(found.kind)},
        "village": village.titled, "back": f"/wilayah/{code}/keluhan/", "found": found,
        "state": grieving.state(found), "lodged": tongue.day(found.lodged_on), "refused": refused, "summary": [],
        "turns": [(duties.office(turn.office), tongue.day(turn.due_on)) for turn in found.turns],
        "told": queries.told(grievance) if reads else None, "reads": reads, "may_answer": may_answer,
        "may_pass_on": may_answer and found.is_with(request.desk.role),
        "field": fields.Field(
            "jawaban", _("Jawaban"), "area", required=True, value=written,
            hint=_("Dibaca yang mengeluh dengan kodenya. Hanya satu kali; jangan tulis nama atau NIK."),
        ),
    }  # fmt: skip
    return frame.render(request, "web/grievance_one.html", context, status=422 if refused else 200)
