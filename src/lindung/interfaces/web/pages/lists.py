"""The list behind a number, all findings, all held rows, all places: each a page, a workbook and a CSV."""

from __future__ import annotations

import pathlib
import tempfile
from collections.abc import Callable

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, workbook
from lindung.interfaces.reports.letters import words
from lindung.interfaces.web import days, doors, links, marks, seen, tables
from lindung.interfaces.web.components import following, listing, sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import values
from lindung.monitoring import renewal

Maker = Callable[[http.HttpRequest, days.Day, links.Links, sources.About], tables.Table | None]


def _page(
    request: http.HttpRequest, code: str, make: Maker, act: tuple[str, str] | None = None
) -> http.HttpResponse:  # fmt: skip
    """The table that ``make`` makes of the region's day: as a page, or as the file that is asked for. ``act``: where
    the button leads by which something is done about it."""
    there = asking.region_day(request, code, whole=True)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, name, about = there
    to = links.Links(asked, code)
    table = make(request, day, to, about)
    if table is None:
        return instead.missing(request)
    file = tables.response(request, table, name=f"{code} {asked.on}")
    if file:
        return file
    context = {
        "title": table.title,
        "place": name,
        "up": to.to(code),
        "as_of": about.as_of,
        "asked": asked,
        "kind": request.GET.get("jenis", ""),
        "act": act,
        "table": tables.block(request, table),
    }
    return frame.render(request, "web/list.html", context)


@doors.door(doors.EVERY_ROLE, region="code")
def counted(request: http.HttpRequest, code: str, key: str) -> http.HttpResponse:
    """What the figure ``key`` counts."""
    lister = listing.of(key)
    if lister is None:
        return instead.missing(request)
    return _page(request, code, lambda request, day, to, about: lister(day, to, about))


@doors.door(doors.EVERY_ROLE, region="code")
def findings(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """All findings, or those of the kind that ``?jenis=`` names."""
    kind = request.GET.get("jenis", "")
    if kind and kind not in kinds.FINDINGS:
        return instead.missing(request)

    def make(request: http.HttpRequest, day: days.Day, to: links.Links, about: sources.About) -> tables.Table:
        found = [one for one in day.day.findings if not kind or one.kind == kind]
        return listing.duties(found, day, to, about)

    return _page(request, code, make, _letters(request, code, kind))


def _letters(request: http.HttpRequest, code: str, kind: str) -> tuple[str, str] | None:
    """Where letters about these findings are made, for who may and where there are such letters."""
    of_office = values.RegionCode(code).level in (2, 3) and request.desk.role in doors.WRITES_LETTERS
    return (
        (f"/wilayah/{code}/surat/buat/?temuan={kind}", _("Buat surat"))
        if of_office and kind in words.LETTERED
        else None
    )


@doors.door(doors.EVERY_ROLE, region="code")
def rows(request: http.HttpRequest, code: str, which: str) -> http.HttpResponse:
    """Rows that are held until they are mended, or that are counted and only remarked on."""

    def make(request: http.HttpRequest, day: days.Day, to: links.Links, about: sources.About) -> tables.Table:
        return (
            sources.held(day.day.problems, about) if which == "masalah" else sources.remarked(day.day.warnings, about)
        )

    return _page(request, code, make, _alike(request, code))


def _alike(request: http.HttpRequest, code: str) -> tuple[str, str] | None:
    """Where whoever may propose a merge sees who may be one person: no row of a list shows that by itself."""
    if request.desk.role not in doors.TELLS_OF_PEOPLE:
        return None
    return f"/wilayah/{code}/data-orang/mirip/", _("Kemungkinan orang yang sama")


@doors.door(doors.EVERY_ROLE, region="code")
def everything(request: http.HttpRequest, code: str, which: str) -> http.HttpResponse:
    """Every place, or every district, with every figure."""
    lister = listing.all_places if which == "desa" else listing.all_districts
    return _page(request, code, lambda request, day, to, about: lister(day, to, about))


@doors.door(doors.EVERY_ROLE, region="code")
def renewals(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The villages whose paid cover runs out within the days of the book, with a message for each."""

    def make(request: http.HttpRequest, day: days.Day, to: links.Links, about: sources.About) -> tables.Table:
        return following.renewals(renewal.calendar(day.day), about)

    return _page(request, code, make)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@doors.door(doors.EVERY_ROLE, region="code")
def whole_workbook(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The finding as one workbook: every figure, place, finding and row."""
    there = asking.region_day(request, code, whole=True)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, _name, _about = there
    with tempfile.TemporaryDirectory(prefix="lindung-") as folder:
        path = pathlib.Path(folder) / "temuan.xlsx"
        number = seen.export(request, "temuan.xlsx")
        mark = marks.of(request, number, _("Temuan"), len(day.day.findings))
        workbook.write(day.day, path, example=request.example_day is not None, mark=mark)
        response = http.HttpResponse(path.read_bytes(), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="temuan-{code}-{asked.on}-{mark.number}.xlsx"'
    return response


@doors.door(doors.EVERY_ROLE)
def regencies(request: http.HttpRequest) -> http.HttpResponse:
    """The regencies that an office with several of them sees, a row each."""
    return of_regencies(request, "", _("Kabupaten dan kota"))


def of_regencies(request: http.HttpRequest, within: str, title: str) -> http.HttpResponse:
    """Those in ``within`` whose files have come in. One that has not reported is not nought: it is not there."""
    table = listing.regencies(days.regencies(request.desk.scope, within), request.example_day is not None, title)
    context = {"title": title, "place": "", "up": "", "as_of": "", "asked": None, "table": tables.block(request, table)}
    return tables.response(request, table) or frame.render(request, "web/list.html", context)
