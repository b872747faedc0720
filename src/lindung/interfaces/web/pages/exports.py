"""Lists with full NIK: asked for with a reason, decided by another account, fetched by whoever asked while it lasts.

The file is made when it is fetched and is kept nowhere.
"""

from __future__ import annotations

import uuid
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.disclosure import facts, limits, operations, queries
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, links, marks, seen, stamps, tables
from lindung.interfaces.web.components import listing, sources
from lindung.interfaces.web.pages import frame, fresh, instead, own
from lindung.kernel import language, values
from lindung.monitoring import indicators, persons
from lindung.platform.access import queries as access
from lindung.platform.regions import queries as regions
from lindung.registers.enrolment import queries as enrolment

_ROSTER = "pekerja"
_VILLAGE = 4
_SHOWN = 50
"""The latest of them; those of before stand in the journal."""


@doors.door(doors.EXPORTS)
def exports(request: http.HttpRequest) -> http.HttpResponse:
    """What waits for one's decision, and what one asked for oneself."""
    found = queries.exports(request.desk, at=clock.now())
    names = regions.names({one.wanted.region for one in found})
    context = {
        "title": _("Ekspor dengan NIK penuh"),
        "waiting": [_shown(one, names) for one in found if one.may_decide and one.state == "waiting"],
        "mine": [_shown(one, names) for one in found if one.mine][:_SHOWN],
        "may_ask": request.desk.role in doors.ASKS_EXPORTS,
        "decided": [_shown(one, names) for one in found if one.may_decide and one.decided_at is not None][:_SHOWN],
        "hours": _hours(), "fetches": limits.FETCHES,
    }  # fmt: skip
    return frame.render(request, "web/exports.html", context)


def _hours() -> int:
    return int(limits.LASTS.total_seconds()) // 3600


def _shown(one: facts.Export, names: dict[str, str]) -> dict[str, Any]:
    zone = language.zone_of(values.RegionCode(one.wanted.region))
    return {
        "one": one, "list": _title(one.wanted.listed), "state": _state(one.state),
        "place": _place(one.wanted.region, names),
        "asked": own.moment(one.asked_at, zone),
        "decided": own.moment(one.decided_at, zone) if one.decided_at else "",
        "ends": own.moment(one.ends_at, zone) if one.ends_at else "",
        "left": limits.FETCHES - one.fetches,
    }  # fmt: skip


def _place(code: str, names: dict[str, str]) -> str:
    return f"{names.get(code, '')} ({code})".strip()


def _title(listed: str) -> str:
    return _("Daftar pekerja") if listed == _ROSTER else _(indicators.BY_KEY[listed].label)


def _state(state: facts.State) -> str:
    return {
        "waiting": _("Menunggu orang kedua"),
        "lapsed": _("Terlalu lama menunggu; minta lagi bila masih perlu"),
        "refused": _("Ditolak"),
        "ready": _("Disetujui, dapat diambil"),
        "fetched": _("Sudah diambil"),
        "ended": _("Masanya berakhir"),
    }[state]


# Asking


@doors.door(doors.ASKS_EXPORTS, methods=("GET", "POST"), region="code")
def ask(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Ask for the list that ``?daftar=`` names, of the day that is asked about, with full NIK."""
    try:
        asked = days.asked(request, code)
        listed = request.GET.get("daftar", "") or (_ROSTER if _level(code) == _VILLAGE else "declared")
        wanted = facts.Wanted(code, listed, asked.year, asked.on, asked.known_at)
        table = _table(request, wanted, asked)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    if table is None:
        return instead.missing(request)
    said, problem = request.POST.get("alasan", ""), ""
    if request.method == "POST":
        try:
            number = operations.ask(
                desk=request.desk, wanted=wanted, persons=_persons(table), reason=said, stamp=stamps.of(request)
            )
        except values.Refusal as refusal:
            problem = tongue.refusal(refusal)
        else:
            return http.HttpResponseRedirect(f"/ekspor/{number}/")
    context = {
        "title": _("Minta NIK penuh"), "it": wanted, "list": table.title, "said": said,
        "place": _place(code, regions.names({code})), "problem": problem, "field": "alasan",
        "persons": len(_persons(table)), "here": request.get_full_path(), "hours": _hours(),
        "fetches": limits.FETCHES, "up": links.Links(asked, code).to(code),
    }  # fmt: skip
    return frame.render(request, "web/export_ask.html", context, status=422 if problem else 200)


def _level(code: str) -> int:
    return values.RegionCode(code).level


def _table(request: http.HttpRequest, wanted: facts.Wanted, asked: days.Asked) -> tables.Table | None:
    """The list, masked; None: there is no such list of persons of such a region."""
    code, roster = wanted.region, wanted.listed == _ROSTER
    wrong = _level(code) != _VILLAGE if roster else not listing.lists_people(wanted.listed)
    if wrong or _level(code) == 1:
        return None
    day = days.of_region(request, code, asked, whole=True)
    name = days.name_of(day, code)
    if not name:
        return None
    about = sources.about(day.day, name, example=request.example_day is not None)
    if roster:
        return sources.roster(persons.roster(day.day, code), f"/wilayah/{code}/pekerja/", about)
    return listing.people(wanted.listed, day, links.Links(asked, code), about)


def _persons(table: tables.Table) -> set[uuid.UUID]:
    return {row.person for row in table.rows if row.person is not None}


# Deciding and fetching


@doors.door(doors.EXPORTS, methods=("GET", "POST"))
def export(request: http.HttpRequest, export: int) -> http.HttpResponse:
    """One of them: for who asked, and for who may decide; for anyone else there is none."""
    found = queries.export(request.desk, export, at=clock.now())
    if found is None:
        return instead.missing(request)
    if request.method != "POST":
        return _page(request, found)
    said = request.POST.get("tindakan", "")
    acts = {"setuju": _decide, "tolak": _decide} if found.may_decide else {}
    acts |= {"xlsx": _fetch, "csv": _fetch} if found.mine else {}
    act = acts.get(said)
    if act is None:
        return instead.no_such_act(request)
    problem = fresh.problem(request)
    if problem:
        return _page(request, found, problem)
    try:
        return act(request, found, said)
    except values.Refusal as refusal:
        return _page(request, queries.export(request.desk, export, at=clock.now()) or found, tongue.refusal(refusal))


def _page(request: http.HttpRequest, found: facts.Export, problem: str = "") -> http.HttpResponse:
    context = {
        "title": _("Ekspor dengan NIK penuh"), "it": _shown(found, regions.names({found.wanted.region})),
        "problem": problem, "field": "lama" if fresh.owed(request) else "", "ask_password": fresh.owed(request),
        "name": access.person(request.desk.account_id).name, "hours": _hours(),
    }  # fmt: skip
    return frame.render(request, "web/export.html", context, status=422 if problem else 200)


def _decide(request: http.HttpRequest, found: facts.Export, said: str) -> http.HttpResponse:
    operations.decide(desk=request.desk, export_id=found.id, approve=said == "setuju", stamp=stamps.of(request))
    return http.HttpResponseRedirect(f"/ekspor/{found.id}/")


def _fetch(request: http.HttpRequest, found: facts.Export, shape: str) -> http.HttpResponse:
    """The file, whose NIK are opened only when the journal says that it leaves. Raises what ``fetch`` refuses."""
    wanted = found.wanted
    asked = days.Asked(wanted.year, wanted.as_on, wanted.known_on)
    table = _table(request, wanted, asked) if found.state == "ready" else None
    if table is None:
        raise operations.NotToBeFetched()
    named, number = _persons(table), uuid.uuid4()
    operations.fetch(
        desk=request.desk, export_id=found.id, persons=named, number=number, stamp=stamps.of(request)
    )  # fmt: skip
    seen.persons(request, "export_nik", f"{wanted.listed}.{shape}", named)
    seen.in_clear(request, number, wanted.region, found.reason)
    note = _("NIK penuh, hanya untuk keperluan yang disetujui: %(reason)s") % {"reason": found.reason}
    clear = tables.in_clear(table, enrolment.niks_of(named), note)
    mark = marks.of(request, number, table.title, len(table.rows), *_said(found), chosen=_chosen(wanted))
    return tables.file(clear, shape, mark, f"NIK {wanted.region} {wanted.as_on}")


def _chosen(wanted: facts.Wanted) -> str:
    return f"{wanted.region}, {wanted.listed}, tahun={wanted.year}, per={wanted.as_on}, diketahui={wanted.known_on}"


def _said(found: facts.Export) -> tuple[tuple[str, str], ...]:
    """What the file says of itself besides whose copy it is."""
    zone = language.zone_of(values.RegionCode(found.wanted.region))
    decided, ends = (own.moment(one, zone) if one else "" for one in (found.decided_at, found.ends_at))
    return (
        (_("Nomor ekspor"), str(found.id)),
        (_("Alasan"), found.reason),
        (_("Diminta"), f"{found.asker}, {own.moment(found.asked_at, zone)}"),
        (_("Disetujui"), f"{found.decider}, {decided}"),
        (_("Dapat diambil sampai"), ends),
    )
