"""Every component in each of its states, drawn by the functions that pages use; only the data are invented."""

from __future__ import annotations

from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import charts, kinds, words
from lindung.interfaces.web import days, doors, fields, links, sample, tables
from lindung.interfaces.web.components import cover, districts, finding, followup, outlines, sources, steps, tiles
from lindung.interfaces.web.pages import frame
from lindung.monitoring import facts


@doors.door(doors.EVERY_ROLE)
def gallery(request: http.HttpRequest) -> http.HttpResponse:
    """The components, for whoever builds a page or wants to know what a mark means."""
    file = tables.response(request, sample.table())
    return file or frame.remembered(request, lambda: frame.text(request, "web/gallery.html", _context(request)))


def _context(request: http.HttpRequest) -> dict[str, Any]:
    day, empty, to = sample.day(), sample.empty_day(), sample.to()
    return {
        "title": _("Komponen"),
        "asked": to.asked,
        "fields": sample.asked(),
        "wrong": sample.wrongly_answered(),
        "heading": _("Belum tersimpan"),
        "summary": fields.summary(sample.wrongly_answered()),
        "saved": (_("Tersimpan."), _("Baris ini masuk ke daftar dan dihitung mulai sekarang.")),
        "states": [(tiles.mark(state.css), _(state.title), _(state.sentence)) for state in kinds.STATES],
        "finding": _finding(day, to),
        "nothing": _finding(empty, to),
        "chips": tiles.chips(day),
        "grid": tiles.grid(day, to),
        "districts": districts.table(day, to),
        "bars": _bars(),
        "trend": finding.trend(day),
        "map": outlines.svg(tiles.on_map(day), sample.outlines(), href=to.to, districts=dict(day.day.districts)),
        "table": tables.block(request, sample.table()),
        "empty": tables.block(request, sample.empty_table()),
        "steps": [(place.name, _steps(place, to)) for place in day.day.villages],
        "months": cover.months(sample.months(), day.day.places[3]),
        "month_key": cover.legend(),
        "days": cover.strip(sample.days_of_a_person(), sample.ON),
        "day_key": [(f"d-{one.state}", sources.state(one.state)) for one in sample.days_of_a_person()],
    }


def _steps(place: facts.PlaceDay, to: links.Links) -> dict[str, Any]:
    """How far a village has come, and the step that comes next."""
    found = steps.of(place, to, problems=2)
    return {"steps": found, "next": steps.following(found)}


def _finding(day: days.Day, to: links.Links) -> dict[str, Any]:
    return {
        "headline": finding.headline(words.headline(day.day)),
        "shares": finding.shares(day, to),
        "ladder": finding.ladder(day, to) if day.day.villages else "",
        "todo": followup.todo(day, to),
    }


def _bars() -> list[tuple[str, str]]:
    """A bar of parts, one past its target, one of a single village among many, an empty one."""
    parts = [charts.Part(state.css, 3) for state in reversed(kinds.STATES)]
    certainty = [charts.Part(css, 40) for css in ("p0", "p1", "p2")]
    return [
        (_("Menurut keadaan"), charts.bar(parts, whole=15, says=_("Lima keadaan, masing-masing tiga desa"))),
        (_("Menurut kepastian"), charts.bar(certainty, whole=200, says=_("Tiga kepastian, masing-masing 40 orang"))),
        (_("Melampaui sasaran"), charts.bar([charts.Part("s4", 150)], whole=100, says=_("150 dari 100 orang"))),
        (_("Satu dari empat ratus"), charts.bar([charts.Part("s1", 1)], whole=400, says=_("1 dari 400 desa"))),
        (_("Kosong"), charts.bar([], whole=100, says=_("Tidak ada"))),
    ]
