"""The auditor's field sample: drawing it, whom to visit, what was found; its result without names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, days, doors, fields, seen, tables
from lindung.interfaces.web.components import sampled as component
from lindung.interfaces.web.components import sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, values
from lindung.monitoring import persons
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.registers.audit import facts, operations, queries


@doors.door(facts.READS_RESULTS, region="code")
def results(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """What the regency's last sample found, how to draw it again, and the samples before it."""
    regency = _regency(request, code)
    if regency is None:
        return instead.missing(request)
    draws = request.desk.role in facts.DRAWS
    found = queries.samples(code, known_at=_today(request, code))
    about = _about(request, regency)
    shown = [component.outcomes(one, about) for one in found[:1]]
    if found:
        shown.append(component.samples(found, draws, about))
    file = tables.response(request, *shown, name=code)
    if file:
        return file
    context = {
        "title": _("Uji petik"), "place": regency.titled, "up": f"/wilayah/{code}/", "as_of": about.as_of,
        "says": component.says(found[0]) if found else [
            _("Belum ada sampel yang ditarik."),
            _("Inspektorat menarik satu sampel setiap triwulan, lalu mencatat hasil kunjungannya."),
        ],
        "details": component.redrawn(found[0]) if found else [],
        "act": (f"/wilayah/{code}/uji-petik/tarik/", _("Tarik sampel")) if draws else None,
        "acts": [(f"/wilayah/{code}/uji-petik/{one.id}/", _("Orang yang dikunjungi")) for one in found[:1] if draws],
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _today(request: http.HttpRequest, code: str) -> Any:
    return clock.today(code, request.example_day)


def _regency(request: http.HttpRequest, code: str) -> region_facts.Region | None:
    """The regency; None for any other level, or one that is not known."""
    if values.RegionCode(code).level != 2:
        return None
    return next((one for one in regions.within(code, on=_today(request, code)) if one.code == code), None)


def _about(request: http.HttpRequest, regency: region_facts.Region) -> sources.About:
    said = _("Per %(day)s") % {"day": language.day(_today(request, str(regency.code)))}
    return sources.About(regency.titled, said, request.example_day is not None)


# Drawing


@doors.door(facts.DRAWS, methods=("GET", "POST"), region="code")
def draw(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Draw the quarter's sample from the valid names of the day."""
    regency = _regency(request, code)
    if regency is None:
        return instead.missing(request)
    back, today = f"/wilayah/{code}/uji-petik/", _today(request, code)
    names: dict[str, list[Any]] = {}
    if request.method == "POST":
        day = days.of(request, code, days.Asked(today.year, today, today), whole=True).day
        names = persons.valid_names(day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        wanted = facts.Wanted(code, today, names)
        number = operations.draw(wanted=wanted, desk=request.desk, stamp=stamp)
        return f"{back}{number}/"

    lead = _(
        "Dari nama sah setiap desa dipilih acak 5 dari tiap 100 orang, sedikitnya satu. Benihnya kepala jurnal kini "
        "dan hari ini; satu sampel setiap triwulan, tidak ditarik ulang."
    )
    asked = asking.Asked(_("Tarik sampel"), lead, _("Tarik sampel sekarang"), back, (), take)
    return asking.answer(request, regency, asked)


# Whom to visit


@doors.door(facts.DRAWS, region="code")
def drawn(request: http.HttpRequest, code: str, sample: int) -> http.HttpResponse:
    """The persons of a sample: who looked at them is recorded."""
    regency = _regency(request, code)
    found = queries.sample(sample, region=code, known_at=_today(request, code)) if regency else None
    if regency is None or found is None:
        return instead.missing(request)
    about, here = _about(request, regency), f"/wilayah/{code}/uji-petik/{sample}/"
    chosen = queries.drawn(sample, known_at=_today(request, code))
    named = {
        str(one.code): one.titled for one in regions.these({one.region for one in chosen}, on=found.drawn_on).values()
    }
    table = component.drawn(chosen, lambda region: named.get(region, region), here, about)
    file = tables.response(request, table, name=f"{code} {found.drawn_on}")
    if file:
        return file
    context = {
        "title": _("Orang yang dikunjungi"), "place": _("Uji petik"), "up": f"/wilayah/{code}/uji-petik/",
        "as_of": about.as_of, "says": component.says(found),
        "blocks": [("orang", table.title, tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


@doors.door(facts.DRAWS, methods=("GET", "POST"), region="code")
def visit(request: http.HttpRequest, code: str, sample: int, visited: int) -> http.HttpResponse:
    """What a visit found; what was noted before stands in the form, and that it was opened is recorded."""
    regency, today = _regency(request, code), _today(request, code)
    there = queries.sample(sample, region=code, known_at=today) if regency else None
    chosen = queries.drawn(sample, known_at=today) if there else []
    found = next((one for one in chosen if one.id == visited), None)
    if regency is None or found is None:
        return instead.missing(request)
    seen.persons(request, "person", "uji petik", [found.who.id])
    back = f"/wilayah/{code}/uji-petik/{sample}/"

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        told = facts.Visit(said["hasil"], asking.day(said, "hari"), said["catatan"][:1000])  # type: ignore[arg-type]
        operations.visit(drawn=visited, said=told, desk=request.desk, stamp=stamp)
        return back

    shown = [
        fields.Field("hasil", _("Hasil kunjungan"), "radio", required=True, value=found.outcome or "",
                     choices=tuple((one, component.outcome(one)) for one in facts.OUTCOMES)),
        fields.Field("hari", _("Hari"), required=True, inputmode="numeric", value=language.day(today),
                     hint=_("Seperti 13-04-2023.")),
        fields.Field("catatan", _("Catatan"), hint=_("Disegel; hanya untuk pengawas."), value=queries.note(visited)),
    ]  # fmt: skip
    lead = f"{found.who.name}, {found.who.masked_nik}"
    return asking.answer(request, regency, asking.Asked(_("Catat kunjungan"), lead, _("Simpan"), back, shown, take))
