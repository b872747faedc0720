"""Reconciliation of a village, a district or a regency: the classes, and the rows of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds
from lindung.interfaces.web import days, doors, links, reconciled, tables
from lindung.interfaces.web.components import reckoning, sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, values
from lindung.monitoring import facts, reconciliation
from lindung.platform.access import scope
from lindung.registers.workers import queries as workers


@doors.door(doors.EVERY_ROLE, region="code")
def classes(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Every class of money and of persons with what it comes to."""
    return _page(request, code, "")


@doors.door(doors.EVERY_ROLE, region="code")
def rows(request: http.HttpRequest, code: str, kind: str) -> http.HttpResponse:
    """What is in one class."""
    side, _dash, name = kind.partition("-")
    if name not in {"uang": reconciliation.MONEY, "orang": reconciliation.PERSONS}.get(side, ()):
        return instead.missing(request)
    return _page(request, code, kind)


def _page(request: http.HttpRequest, code: str, kind: str) -> http.HttpResponse:
    there = asking.region_day(request, code)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, name, about = there
    if values.RegionCode(code).level == 1:
        return instead.missing(request)
    to = links.Links(asked, code)
    found = reconciled.of(request, code, asked, day.day)
    called = names(days.of(request, code, asked).day)
    shown = [_rows(kind, found, called, to, about)] if kind else _classes(found, to, about)
    file = tables.response(request, *shown, name=f"{code} {asked.on}")
    if file:
        return file
    context: dict[str, Any] = {
        "title": shown[0].title if kind else _("Rekonsiliasi, tahun %(year)s") % {"year": asked.year},
        "place": _("Rekonsiliasi %(place)s") % {"place": name} if kind else name,
        "up": to.page("rekonsiliasi") if kind else to.to(code),
        "as_of": about.as_of,
        "asked": asked,
        "says": [_said(found, asked.year)],
        "table": tables.block(request, shown[0]),
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }
    return frame.render(request, "web/list.html" if kind else "web/sections.html", context)


def _said(found: reconciliation.Reconciled, year: int) -> str:
    said = _("Penerimaan untuk masa tahun %(year)s: %(received)s, tersebar pada golongan di bawah ini.")
    return said % {"year": year, "received": language.rupiah(found.received)}


def _classes(found: reconciliation.Reconciled, to: links.Links, about: sources.About) -> list[tables.Table]:
    def address(kind: str) -> str:
        return to.page(f"rekonsiliasi/{kind}")

    return [reckoning.money(found, address, about), reckoning.persons(found, address, about)]


def _rows(
    kind: str, found: reconciliation.Reconciled, called: reckoning.Called, to: links.Links, about: sources.About
) -> tables.Table:
    side, _dash, name = kind.partition("-")
    if side == "uang":
        return reckoning.receipts(name, found, called, to.to, about)  # type: ignore[arg-type]
    return reckoning.people(name, found, _known(found, name), called, to, about)  # type: ignore[arg-type]


def _known(found: reconciliation.Reconciled, kind: str) -> dict[Any, Any]:
    wanted: Iterable[Any] = [one.person for one in found.persons if one.kind == kind]
    with scope.everything("nama orang pada rekonsiliasi wilayah yang boleh dilihat"):
        return {one.id: one for one in workers.identities(wanted)}


def names(day: facts.RegencyDay) -> reckoning.Called:
    """What places are called; one that is out of scope goes by its code."""
    known = {str(place.code): kinds.place_title(place) for place in day.places}
    return lambda code: known.get(code, code)
