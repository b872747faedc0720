"""A village's page: its four steps with the next one as the only button, and every fact that they rest on."""

from __future__ import annotations

import dataclasses
from typing import Any

from django import http, urls
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds
from lindung.interfaces.web import days, doors, links, tables
from lindung.interfaces.web.components import budgets, cover, sources, steps
from lindung.interfaces.web.components import meetings as spoken
from lindung.interfaces.web.pages import forms, frame, instead
from lindung.kernel import values
from lindung.monitoring import budgeting, facts, findings, persons, rolls
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.followup import queries as followup
from lindung.registers.followup.meetings import queries as meetings
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding
from lindung.registers.funding.closing import queries as closing
from lindung.registers.funding.evidence import queries as evidence


@doors.door(doors.EVERY_ROLE, region="code")
def village(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The page, or one of its tables as a file."""
    try:
        asked = days.asked(request, code)
        day = of_village(request, code, asked)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    place = next((one for one in day.places if one.code == code), None)
    if place is None:
        return instead.missing(request)
    to = links.Links(asked, code)
    about = sources.about(day, _titled(place), example=request.example_day is not None)
    months = persons.months(day, code)
    shown = _tables(day, place, months, to, about)
    file = tables.response(request, *shown.values(), name=f"{code} {day.on}")
    return file or frame.render(request, "web/village.html", _context(request, day, place, months, shown, to))


def of_village(request: http.HttpRequest, code: str, asked: days.Asked) -> facts.RegencyDay:
    """The day with only this village's findings and rows; another village is named to nobody who does not see it."""
    whole = days.of(request, code, asked, whole=True).day
    seen = request.desk.scope.covers
    return dataclasses.replace(
        whole,
        findings=tuple(findings.told_to(one, seen) for one in whole.findings if one.region == code),
        problems=tuple(rolls.told_to(one, seen) for one in whole.problems if one.region == code),
        warnings=tuple(rolls.told_to(one, seen) for one in whole.warnings if one.region == code),
    )


def _titled(place: facts.PlaceDay) -> str:
    title = kinds.place_title(place)
    return f"{title}, Kecamatan {place.district_name}" if place.district_name else title


def _tables(
    day: facts.RegencyDay,
    place: facts.PlaceDay,
    months: tuple[persons.MonthCover, ...],
    to: links.Links,
    about: sources.About,
) -> dict[str, tables.Table]:
    """Every table of the page, by its key."""
    code = str(place.code)
    said = funding.budgets(code, year=day.year, known_at=day.known_at).get(code, [])
    receipts = [one for one in funding.receipts(code, known_at=day.known_at) if one.region == code]
    standing = _in_force(said, day)
    shown = (
        sources.duties(day.findings, about),
        sources.budgets(said, standing, about),
        *_behind(day, place, said, standing, receipts, about),
        sources.payments(receipts, day, about),
        sources.months(months, about),
        sources.roster(persons.roster(day, code), f"/wilayah/{code}/pekerja/", about),
        sources.answered(enrolment.answers_in(code, known_at=day.known_at), f"/wilayah/{code}/pekerja/", about),
        sources.held(day.problems, about),
        sources.remarked(day.warnings, about),
    )
    return {one.key: one for one in shown}


def _behind(
    day: facts.RegencyDay,
    place: facts.PlaceDay,
    said: list[funding_facts.KnownBudget],
    standing: list[funding_facts.KnownBudget],
    receipts: list[funding_facts.KnownReceipt],
    about: sources.About,
) -> tuple[tables.Table, ...]:
    """What a budget is enough for, what became of it, and what proves it."""
    book = rulebook.book(place.code, day.known_at)
    of_year = [one for one in receipts if one.stands_on(day.on) and one.touches(day.year)]
    checked = {
        stage: evidence.checklist(book, region=place.code, year=day.year, stage=stage, known_at=day.known_at)
        for stage in budgets.stages(said)
    }
    return (
        budgets.sufficing(
            budgeting.sufficing(book, year=day.year, lines=standing, quota=place.quota) if place.quota else (), about
        ),
        budgets.realised(budgeting.realised(book, lines=standing, receipts=of_year), about),
        budgets.proofs(checked, about),
    )


def _closed(day: facts.RegencyDay, place: facts.PlaceDay) -> str:
    close = closing.closed(day.code, year=day.year, known_at=day.known_at)
    return budgets.closed(close, closing.later(close, place.code, known_at=day.known_at) if close else ())


def _stated(day: facts.RegencyDay, place: facts.PlaceDay) -> list[str]:
    """What was said of the village in meetings, until its evidence is there: beside the figures, in none of them."""
    said = meetings.stated_of(place.code, known_at=day.known_at)
    if not said:
        return []
    owed = followup.duties(place.code, on=day.on, known_at=day.known_at, state="open")
    return spoken.beside(said, frozenset(one.key for one in owed))


def _in_force(said: list[funding_facts.KnownBudget], day: facts.RegencyDay) -> list[funding_facts.KnownBudget]:
    return funding.in_force(said, on=day.on)


def _context(
    request: http.HttpRequest,
    day: facts.RegencyDay,
    place: facts.PlaceDay,
    months: tuple[persons.MonthCover, ...],
    shown: dict[str, tables.Table],
    to: links.Links,
) -> dict[str, Any]:
    taken = steps.of(place, to, problems=len({one.evidence for one in day.problems}))
    following = steps.following(taken)
    return {
        "title": kinds.place_title(place),
        "place": place,
        "district": (place.district_name, to.to(place.district)) if place.district else None,
        "may_see_district": place.district is not None and request.desk.scope.covers(place.district),
        "as_of": sources.about(day, "", example=False).as_of,
        "asked": to.asked,
        "year": day.year,
        "steps": taken,
        "next": following,
        "may_act": following is not None and opens(request, following.href),
        "closed": _closed(day, place),
        "stated": _stated(day, place),
        "saved": forms.saved(request, place.code),
        "types": {name: to.page(name) for name in _TYPED if opens(request, to.page(name))},
        "leads": [(to.page(one), _names()[one]) for one in _LEADS if opens(request, to.page(one))],
        "picture": cover.months(months, place),
        "legend": cover.legend(),
        "blocks": {key: tables.block(request, table) for key, table in shown.items()},
        "counts": {key: len(table.rows) for key, table in shown.items()},
    }


_LEADS = (
    "tugas", "permohonan", "keluhan", "pengajuan", "tagihan", "rekonsiliasi", "kartu", "kasus", "pergantian",
    "perpanjangan", "koreksi", "persetujuan", "pembinaan", "penyuluhan", "aturan",
)  # fmt: skip


def _names() -> dict[str, str]:
    return {
        "tugas": _("Tugas"), "permohonan": _("Permohonan"), "keluhan": _("Keluhan"),
        "pengajuan": _("Pengajuan ke BPJS"),
        "tagihan": _("Tagihan"), "rekonsiliasi": _("Rekonsiliasi"), "kartu": _("Kartu"), "kasus": _("Kasus"),
        "pergantian": _("Pergantian"), "perpanjangan": _("Perpanjangan"), "koreksi": _("Koreksi iuran lanjutan"),
        "persetujuan": _("Persetujuan"), "pembinaan": _("Pembinaan"), "penyuluhan": _("Penyuluhan"),
        "aturan": _("Aturan"),
    }  # fmt: skip


_TYPED = ("anggaran", "pembayaran", "pekerja", "bukti")


def opens(request: http.HttpRequest, address: str) -> bool:
    """Whether the door of an address of this site opens for the desk that asks."""
    try:
        door = getattr(urls.resolve(address.partition("?")[0]).func, "door", None)
    except urls.Resolver404:
        return False
    return door is not None and request.desk.role in door.roles
