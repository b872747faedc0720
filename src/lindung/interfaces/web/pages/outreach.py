"""Outreach of a region: where it is missing, its calendar, what followed; and planning more of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import clock, days, doors, fields, links, operations, tables
from lindung.interfaces.web.components import outreach as component
from lindung.interfaces.web.components import sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, values
from lindung.monitoring import facts as monitoring
from lindung.monitoring import outreach
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.outreach import facts, queries
from lindung.registers.outreach import operations as outreaching

_REGENCY = 2
_SHOWN_TO_CHOOSE = 25
_NAME = "Kerja Keras Bebas Cemas"
"""What BPJS calls its campaign for workers who pay themselves."""
_LOOKING_BACK = dt.timedelta(days=45)


def gaps(day: monitoring.RegencyDay, events: list[facts.Event]) -> list[outreach.Gap]:
    """The villages of a day, those that need a visit most first."""
    visits: dict[str, list[dt.date]] = {}
    plans: dict[str, dt.date] = {}
    for one in events:
        if one.state == "held" and one.on <= day.on:
            visits.setdefault(one.region, []).append(one.on)
        elif one.state == "planned" and one.on >= day.on:
            plans.setdefault(one.region, one.on)
    places = [
        outreach.Place(str(one.code), str(one.district), one.quota if one.is_village else 0, one.protected)
        for one in day.places
        if one.district
    ]
    return outreach.gaps(places, visits, plans, on=day.on)


def named(day: monitoring.RegencyDay) -> component.Named:
    known = {str(one.code): (kinds.place_title(one), one.district_name) for one in day.places}
    return lambda code: known.get(code, (code, ""))


def effects(day: monitoring.RegencyDay, events: list[facts.Event]) -> list[outreach.Effect]:
    """What followed in each window, of the whole regency."""
    held: dict[str, list[dt.date]] = {}
    for one in events:
        if one.state == "held":
            held.setdefault(one.region, []).append(one.on)
    entered = enrolment.first_days(str(day.code), known_at=day.known_at) if held else {}
    villages = [
        outreach.Village(
            str(one.code), str(one.district), one.quota, tuple(entered.get(str(one.code), ())),
            tuple(held.get(str(one.code), ())),
        )
        for one in day.villages
    ]  # fmt: skip
    return [outreach.effect(villages, days=window, on=day.on) for window in outreach.WINDOWS]


@doors.door(doors.EVERY_ROLE, region="code")
def overview(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Where outreach is missing in a region, what is planned and was held, and what followed."""
    there = asking.region_day(request, code)
    if isinstance(there, http.HttpResponse):
        return there
    asked, found, name, about = there
    day = found.day
    if not day.places:
        return instead.missing(request)
    events = [one for one in queries.events(code, known_at=asked.known_at) if one.on <= day.on or not one.attendance]
    owns = request.desk.role in facts.OWNS
    whole = values.RegionCode(code).level == _REGENCY and str(day.code) == code and request.desk.scope.covers(code)
    ranked, called = gaps(day, events), named(day)
    followed = effects(day, events) if whole else []
    to = _leads_to(request, links.Links(asked, code))
    shown = _tables(code, asked, (ranked, events, followed), called, to, about)
    file = tables.response(request, *shown, name=f"{code} {asked.on}")
    if file:
        return file
    recent = [one for one in events if one.on >= asked.on - _LOOKING_BACK]
    context = {
        "title": _("Penyuluhan"), "place": name, "up": links.Links(asked, code).to(code), "as_of": about.as_of,
        "asked": asked, "says": component.says(ranked, events), "months": component.calendar(recent, called, asked.on),
        "act": (f"/wilayah/{code}/penyuluhan/rencana/", _("Rencanakan acara")) if owns and whole else None,
        "acts": [(f"/wilayah/{code}/penyuluhan/kampanye/", _("Buat kampanye"))] if owns and whole else [],
        "grid": component.grid(day, ranked, to) if len(ranked) > 1 else "", "shades": component.shades(),
        "effects": [component.effect(one) for one in followed],
        "unpaired": sum(one.alone for one in followed[:1]),
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }  # fmt: skip
    return frame.render(request, "web/outreach.html", context)


def _leads_to(request: http.HttpRequest, to: links.Links) -> Callable[[str], str]:
    """A village leads whoever plans to planning it, and others to its page."""
    if request.desk.role in facts.OWNS:
        return lambda code: f"/wilayah/{values.RegionCode(code).at(_REGENCY)}/penyuluhan/rencana/?desa={code}#desa"
    return to.to


def _tables(
    code: str, asked: days.Asked, found: tuple[list[outreach.Gap], list[facts.Event], list[outreach.Effect]],
    called: component.Named, to: Callable[[str], str], about: sources.About,
) -> list[tables.Table]:  # fmt: skip
    ranked, events, followed = found
    shown = [component.events(events, called, about), component.visited(ranked, called, to, about)]
    if values.RegionCode(code).level == _REGENCY:
        known = queries.campaigns(code, known_at=asked.known_at)
        shown.append(component.campaigns(known, events, about))
    if any(one.pairs for one in followed):
        shown.append(component.pairs(followed, called, about))
    return [*shown, component.never(ranked, called, to, about)]


# Planning


@doors.door(facts.OWNS, methods=("GET", "POST"), region="code")
def plan(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The villages that need a visit most; those that are chosen get an event each, in one act."""
    if values.RegionCode(code).level != _REGENCY:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    day = days.of(request, code, days.Asked(today.year, today, today)).day
    ranked = gaps(day, queries.events(code, known_at=today))
    open_ = [
        one
        for one in queries.campaigns(code, known_at=today)
        if one.ends_before > today and one.owner == request.desk.role
    ]
    blank = component.plan_fields(open_, language.day(today + dt.timedelta(days=7)))
    if request.method != "POST":
        chosen = set(request.GET.getlist("desa"))
        return _choose(request, day, ranked, blank, chosen)
    chosen = set(request.POST.getlist("desa"))
    said = {one.name: request.POST.get(one.name, "").replace("\0", "").strip() for one in blank}
    stamp = journal.Stamp(request.desk.actor, clock.now(), uuid.uuid4(), today)
    try:
        for one in blank:
            if one.required and not said[one.name]:
                raise asking.Fault(one.name, asking.NotFilled())
        villages = [one.place.code for one in ranked if one.place.code in chosen]
        outreaching.plan(villages=villages, wanted=_wanted(said), desk=request.desk, stamp=stamp)
    except asking.Fault as fault:
        shown = fields.filled(blank, said, [(fault.name, tongue.refusal(fault.refusal))])
        return _choose(request, day, ranked, shown, chosen, status=422)
    except values.Refusal as refusal:
        shown = fields.filled(blank, said)
        return _choose(request, day, ranked, shown, chosen, tongue.refusal(refusal), status=422)
    operations.keep(regency=code, on=today)
    return http.HttpResponseRedirect(f"/wilayah/{code}/penyuluhan/#kalender")


def _wanted(said: Mapping[str, str]) -> facts.Plan:
    """Raises Fault."""
    try:
        campaign = uuid.UUID(said["kampanye"]) if said["kampanye"] else None
    except ValueError as error:
        raise asking.Fault("kampanye", asking.NotFilled()) from error
    begins = said["jam"].replace(":", ".").zfill(5) if said["jam"] else ""
    return facts.Plan(asking.day(said, "hari"), said["tim"][:2000], said["bahan"][:2000], begins, campaign)


def _choose(
    request: http.HttpRequest, day: monitoring.RegencyDay, ranked: list[outreach.Gap], shown: list[fields.Field],
    chosen: set[str], refused: str = "", *, status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    called, district = named(day), request.GET.get("kecamatan", "")
    every = request.GET.get("semua") == "ya"
    among = [one for one in ranked if not district or one.place.district == district]
    offered = [
        one for at, one in enumerate(among) if every or district or at < _SHOWN_TO_CHOOSE or one.place.code in chosen
    ]
    context: dict[str, Any] = {
        "title": _("Rencanakan acara"), "place": _("Penyuluhan"), "up": f"/wilayah/{day.code}/penyuluhan/",
        "districts": [(str(code), name) for code, name in day.districts], "district": district,
        "more": len(among) - len(offered), "fields": shown, "summary": fields.summary(shown), "refused": refused,
        "villages": [
            (one.place.code, *called(one.place.code), _need(one), one.place.code in chosen) for one in offered
        ],
    }  # fmt: skip
    return frame.render(request, "web/outreach_plan.html", context, status=status)


def _need(gap: outreach.Gap) -> str:
    said = [_("belum pernah dikunjungi")] if gap.days is None else []
    if gap.days is not None:
        said.append(_("dikunjungi %(days)s hari lalu") % {"days": language.number(gap.days)})
    if gap.place.target:
        said.append(_("%(people)s orang belum terlindungi") % {"people": language.number(gap.missing)})
    if gap.next:
        said.append(_("acara berikut %(day)s") % {"day": tongue.day(gap.next)})
    return ", ".join(said)


# A campaign


@doors.door(facts.OWNS, methods=("GET", "POST"), region="code")
def campaign(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A campaign in this regency; a branch of BPJS may make it of all regencies that it serves."""
    today = clock.today(code, request.example_day)
    regency = next((one for one in regions.within(code, on=today) if one.code == code), None)
    if values.RegionCode(code).level != _REGENCY or regency is None:
        return instead.missing(request)
    served = sorted(one for one in request.desk.scope.regions if values.RegionCode(one).level == _REGENCY)
    back = f"/wilayah/{code}/penyuluhan/"

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        regencies = tuple(known) if said.get("wilayah") == "semua" else (code,)
        last = asking.day(said, "sampai")
        wanted = facts.Wanted(
            said["nama"][:200], said["tujuan"][:1000], asking.day(said, "mulai"), last + dt.timedelta(days=1), regencies
        )
        outreaching.start(wanted=wanted, desk=request.desk, stamp=stamp)
        return back

    known = [one for one in served if one in {str(held.code) for held in regions.taken()}]
    shown = [
        fields.Field("nama", _("Nama kampanye"), required=True, value=_NAME),
        fields.Field("tujuan", _("Tujuan"), "area", required=True, hint=_("Apa yang harus benar sesudahnya.")),
        fields.Field("mulai", _("Mulai"), required=True, inputmode="numeric", value=language.day(today),
                     hint=_("Seperti 13-04-2023.")),
        fields.Field("sampai", _("Hari terakhir"), required=True, inputmode="numeric", hint=_("Seperti 13-04-2023.")),
    ]  # fmt: skip
    if len(known) > 1:
        choices = (("ini", regency.titled), ("semua", _("Semua kabupaten dan kota yang dilayani kantor ini")))
        shown.append(fields.Field("wilayah", _("Wilayah"), "radio", required=True, value="ini", choices=choices))
    lead = _("Kampanye mengikat acara di beberapa desa; acaranya direncanakan sesudah ini.")
    return asking.answer(request, regency, asking.Asked(_("Buat kampanye"), lead, _("Simpan"), back, shown, take))
