"""The monthly list of changes: in, out and why, and what is listed otherwise; for BPJS."""

from __future__ import annotations

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import doors, links, tables
from lindung.interfaces.web.components import submitting
from lindung.interfaces.web.pages import asking, frame
from lindung.kernel import language, values
from lindung.monitoring import changes as monitoring


@doors.door(doors.SEES_SUBMISSIONS, region="code")
def changes(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """What changed on the lists of a region in the calendar month of the day that is asked about."""
    there = asking.region_day(request, code, whole=True)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, name, about = there
    titles = {str(place.code): kinds.place_title(place) for place in day.day.places}
    month = values.Month.of(asked.on)
    found = monitoring.within(code, month=month, known_at=asked.known_at)
    table = submitting.changes(found, titles, tongue.month(month), about)
    file = tables.response(request, table, name=f"{code} {month.year}-{month.number:02d}")
    if file:
        return file
    counts = {kind: sum(one.kind == kind for one in found) for kind in ("in", "out", "changed")}
    said = _("%(month)s: %(came)s masuk, %(left)s keluar, %(changed)s berubah.") % {
        "month": tongue.month(month), "came": language.number(counts["in"]), "left": language.number(counts["out"]),
        "changed": language.number(counts["changed"]),
    }  # fmt: skip
    context = {
        "title": _("Perubahan daftar sebulan"), "place": name, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked, "says": [said],
        "acts": [(f"/wilayah/{code}/pengajuan/{asked.query}", _("Pengajuan ke BPJS"))],
        "blocks": [(table.key, table.title, tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)
