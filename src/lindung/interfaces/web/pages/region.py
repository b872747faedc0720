"""The page of a region: the finding of a regency or district, a village, the regencies of an office with several."""

from __future__ import annotations

import functools
from typing import Any

from django import http
from django.db import connection
from django.template import loader
from django.utils import safestring, translation
from django.utils.translation import gettext as _

from lindung.interfaces.reports import words
from lindung.interfaces.web import days, doors, links, tables
from lindung.interfaces.web.components import compass, districts, finding, followup, listing, outlines, sources, tiles
from lindung.interfaces.web.components import outreach as component
from lindung.interfaces.web.pages import frame, instead, lists, village
from lindung.kernel import language, values
from lindung.monitoring import facts, indicators
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.registers.outreach import queries as outreach


@doors.door(doors.EVERY_ROLE, region="code")
def region(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The page of whatever region it is."""
    level = values.RegionCode(code).level
    try:
        if level in (2, 3):
            return frame.remembered(request, lambda: _finding(request, code))
        if level == 4:
            return village.village(request, code)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    province = regions.name_of_province(code)
    return lists.of_regencies(request, code, province) if province else instead.missing(request)


def _finding(request: http.HttpRequest, code: str) -> str | None:
    """The finding of a regency or of a district, or nothing where no such region is known.

    A regency's on the day that pages open with was written with the figures, when something was recorded.
    """
    asked = days.asked(request, code)
    kept = days.kept_page(code, asked, request.version, translation.get_language())
    if kept is not None:
        title, main = kept
    else:
        day = days.of_region(request, code, asked)
        title = days.name_of(day, code)
        if not title or not day.day.places:
            return None
        main = _main(day, links.Links(asked, code), code, request)
    return frame.text(request, "web/region.html", {"title": title, "main": safestring.mark_safe(main)})  # noqa: S308


def opening_page(day: days.Day, asked: days.Asked) -> str:
    """What the regency's page says to whoever sees all of it, in the language in force."""
    return _main(day, links.Links(asked, str(day.day.code)), str(day.day.code), None)


def _main(day: days.Day, to: links.Links, code: str, request: http.HttpRequest | None) -> str:
    found = day.day
    whole = code == found.code
    drawn = _outlines(connection.settings_dict["NAME"], journal.last_line(), code)
    names = {str(one): called for one, called in found.districts}
    context = {
        "title": days.name_of(day, code),
        "downloads": _leads(code, to),
        "everything": to.page("desa"),
        "of_districts": f"/wilayah/{code}/kecamatan/{to.asked.also('')}",
        "year": found.year,
        "province": found.province_name,
        "as_of": words.as_of(found),
        "asked": to.asked,
        "to": to,
        "code": code,
        "whole": whole,
        "headline": finding.headline(words.headline(found)),
        "explanation": words.explanation(found),
        "shares": finding.shares(day, to),
        "bases": list(dict.fromkeys(one.legal_basis for one in found.milestones)) if found.villages else [],
        "ladder": finding.ladder(day, to) if found.villages else "",
        "regions": _regions(found),
        "todo": followup.todo(day, to),
        "offices": words.offices(found.findings),
        "chips": tiles.chips(day),
        "grid": tiles.grid(day, to, compass.grid(compass.middles(drawn, names)) if drawn.villages and whole else ()),
        "map": outlines.svg(tiles.on_map(day), drawn, href=to.to, districts=names) if drawn.villages else "",
        "kelurahan": found.kelurahan,
        "reached": _reached(found) if whole and found.villages else "",
        "apart": _apart(found, to),
        "districts": districts.table(day, to) if whole and found.villages else "",
        "trend": finding.trend(day) if whole else "",
        "definitions": _definitions(translation.get_language()),
    }
    return loader.render_to_string("web/_region.html", context | (_of_district(request, day, to) if request else {}))


def _reached(day: facts.RegencyDay) -> str:
    """How many villages an event was held in: the page is written for all who see the regency, whoever made it anew."""
    with scope.everything("menghitung desa kabupaten yang pernah dikunjungi"):
        visits = outreach.visits(str(day.code), known_at=day.known_at)
    places = [str(one.code) for one in day.places if one.district]
    return component.reached(places, {code for code, days_ in visits.items() if days_[0] <= day.on})


def _leads(code: str, to: links.Links) -> list[tuple[str, str]]:
    """Where the buttons beside the title lead, and what they say."""
    return [
        (f"/wilayah/{code}/temuan.xlsx{to.asked.query}", _("Excel")),
        (to.page("desa"), _("Semua angka")),
        (to.page("tugas"), _("Tugas")),
        (to.page("rekonsiliasi"), _("Rekonsiliasi")),
        (to.page("perpanjangan"), _("Perpanjangan")),
        (to.page("penyuluhan"), _("Penyuluhan")),
        (to.page("aturan"), _("Aturan")),
    ]


def _of_district(request: http.HttpRequest, day: days.Day, to: links.Links) -> dict[str, Any]:
    """What the page of a district has besides: the way up, for those who may go there, and its villages."""
    if to.region == day.day.code:
        return {}
    about = sources.about(day.day, days.name_of(day, to.region), example=request.example_day is not None)
    return {
        "upper": (day.day.name, to.to(day.day.code) if request.desk.scope.covers(day.day.code) else ""),
        "villages": tables.block(request, listing.in_district(day, to, about)),
    }


@functools.lru_cache(maxsize=8)
def _outlines(database: str, version: int, code: str) -> region_facts.Outlines:
    """Those that were loaded; they are not news, so the latest serve every day."""
    return regions.outlines(code, known_at=None)


@functools.cache
def _definitions(language_code: str) -> str:
    """How each figure is computed: the same on every page in a language."""
    return loader.render_to_string("web/_definitions.html", {"definitions": indicators.ALL})


def _regions(day: facts.RegencyDay) -> str:
    """160 desa + 5 kelurahan = 165 wilayah."""
    villages, apart = len(day.villages), len(day.kelurahan)
    if not apart or not villages:
        count, unit = (villages, _("desa")) if villages else (apart, _("kelurahan"))
        return f"{language.number(count)} {unit}"
    return _("%(villages)s desa + %(apart)s kelurahan = %(all)s wilayah") % {
        "villages": language.number(villages),
        "apart": language.number(apart),
        "all": language.number(villages + apart),
    }


def _apart(day: facts.RegencyDay, to: links.Links) -> list[tuple[str, str, str]]:
    """What is counted apart for kelurahan: each figure that is not nought, in its unit, and where its list is."""
    said = []
    for one in indicators.ALL:
        value = 0 if one.key == "villages" else indicators.apart(one.key, day.places)
        if value:
            unit = _("kelurahan" if one.unit == "desa" else one.unit)
            amount = language.rupiah(value) if one.unit == "rupiah" else f"{language.number(value)} {unit}"
            said.append((_(one.label), amount, to.list(f"kelurahan-{one.key}")))
    return said
