"""The desk that people apply to: who waits since when, what each said and what speaks against it, yes or no."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake.applications import facts, operations, queries
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors, fields, seen, tables
from lindung.interfaces.web.pages import applied, apply_steps, applying, asking, frame, instead
from lindung.kernel import language, law, values
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook

DECIDES = facts.DECIDES["desa"] | facts.DECIDES["mandiri"]
_WHY = "menilai permohonan: NIK yang sama dicari di seluruh kabupaten, yang di luar kewenangan tidak disebut"
_MOST_SHOWN = 500
Column = tables.Column


def _routes(role: str) -> frozenset[str]:
    """The routes whose applications a role sees: those on which it decides."""
    return frozenset(route for route, roles in facts.DECIDES.items() if role in roles)


def _region(code: str, on: dt.date) -> region_facts.Region | None:
    return regions.these([code], on=on).get(code) if values.RegionCode(code).level > 1 else None


# The list


@doors.door(DECIDES, region="code")
def waiting(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Everybody who waits for a decision of this desk in a region, the longest first."""
    today = clock.today(code, request.example_day)
    place = _region(code, today)
    if place is None:
        return instead.missing(request)
    found = queries.pending(code, routes=_routes(request.desk.role))
    seen.rows(request, "roster", code, "permohonan", len(found))
    table = _table(found[:_MOST_SHOWN], place, today)
    file = tables.response(request, table, name=f"{code} permohonan {today}")
    if file:
        return file
    count = {"count": language.number(len(found))}
    says = _("Menunggu keputusan: %(count)s permohonan.")
    village = place.code.level == 4 and request.desk.role in doors.VILLAGE
    context = {
        "title": _("Permohonan"), "place": place.titled, "up": f"/wilayah/{code}/", "says": [says % count],
        "act": (f"/wilayah/{code}/permohonan/baru/", _("Isikan untuk orang di loket")) if village else None,
        "blocks": [("permohonan", _("Menunggu keputusan"), tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _table(found: list[facts.Application], place: region_facts.Region, today: dt.date) -> tables.Table:
    names = regions.names({one.asked.region for one in found})
    columns = (
        Column(_("Nama")), Column(_("Desa")), Column(_("Cara")), Column(_("Dikirim"), "day"),
        Column(_("Hari menunggu"), "number"), Column(_("Diisi petugas")), Column(_("Kegiatan"), "code"),
    )  # fmt: skip
    rows = []
    for one in found:
        sent = one.submitted_at.date() if one.submitted_at else today
        cells = (
            one.said.get("nama", ""), names.get(one.asked.region, one.asked.region),
            apply_steps.route(one.asked.route), sent, max((today - sent).days, 0),
            _("Ya") if one.asked.helped_by else _("Tidak"), one.asked.event or None,
        )  # fmt: skip
        rows.append(tables.Row(cells, _at(one)))
    note = _("Yang dikatakan orang tentang dirinya; belum dipercaya, dan tidak dihitung di mana pun.")
    return tables.Table("permohonan", _("Permohonan"), place.titled, note, columns, tuple(rows))


def _at(one: facts.Application) -> str:
    return f"/wilayah/{one.asked.region}/permohonan/{one.id}/"


# One application


def _found(request: http.HttpRequest, code: str, application: uuid.UUID) -> facts.Application | None:
    """The application of that village, where this desk decides on its route."""
    one = queries.of(application)
    if one is None or one.asked.region != code or one.asked.route not in _routes(request.desk.role):
        return None
    return one


@doors.door(DECIDES, region="code")
def application(request: http.HttpRequest, code: str, application: uuid.UUID) -> http.HttpResponse:
    """What was said, who else bears the NIK, and the two answers."""
    one, today = _found(request, code, application), clock.today(code, request.example_day)
    place = _region(code, today)
    if one is None or place is None:
        return instead.missing(request)
    seen.rows(request, "person", code, "permohonan", 1)
    open_ = one.state == "pending"
    labels = apply_steps.labels()
    said = {**one.said, "nik": apply_steps.masked(one.said["nik"])} if one.said else {}
    details = [(_("Cara"), apply_steps.route(one.asked.route))]
    details += [(labels[name], apply_steps.shown(name, said) or "–") for name in facts.STEPS] if said else []
    details += [(_("Kegiatan"), one.asked.event)] if one.asked.event else []
    context = {
        "title": one.said.get("nama") or _("Permohonan"), "place": place.titled,
        "up": f"/wilayah/{code}/permohonan/", "details": details,
        "says": [*_standing(one), *(_beside(request, one, today) if open_ and one.said else [])],
        "acts": [(f"{_at(one)}tolak/", _("Tolak"))] if open_ else [],
        "act": (f"{_at(one)}terima/", _("Terima")) if open_ else None,
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _standing(one: facts.Application) -> list[str]:
    if one.decision is None:
        sent = tongue.day(one.submitted_at.date()) if one.submitted_at else ""
        said = [_("Dikirim %(day)s, menunggu keputusan.") % {"day": sent}]
        helped = _("Diisikan petugas di loket; orang lain yang memutuskan.")
        return said + ([helped] if one.asked.helped_by else [])
    decided = {"day": tongue.day(one.decision.decided_on)}
    if one.decision.outcome == "accepted":
        return [_("Diterima pada %(day)s.") % decided]
    return [_("Ditolak pada %(day)s.") % decided, applied.reasons().get(one.decision.reason, "")]


def _beside(request: http.HttpRequest, one: facts.Application, today: dt.date) -> list[str]:
    """Who else bears the NIK; of what lies outside the scope no more than that somebody else looks at it."""
    with scope.everything(_WHY):
        found = queries.beside(one, sees=request.desk.scope.regions, on=today)
    said = []
    if found.pending:
        warning = _(
            "Peringatan: %(count)s permohonan lain memakai NIK yang sama. Cocokkan dengan KTP yang ditunjukkan."
        )
        said.append(warning % {"count": language.number(found.pending)})
    if found.listed:
        where = language.listed(sorted(regions.names(found.listed).values()))
        said.append(_("Peringatan: NIK ini sudah ada pada daftar %(where)s.") % {"where": where})
    if found.outside and not request.desk.scope.covers(values.RegionCode(one.asked.region).at(2)):
        said.append(_("Ditahan untuk diperiksa kabupaten."))
    return said


# The two answers


@doors.door(DECIDES, methods=("GET", "POST"), region="code")
def accept(request: http.HttpRequest, code: str, application: uuid.UUID) -> http.HttpResponse:
    """Take somebody in, with the card in hand."""
    one, village = _found(request, code, application), asking.village_of(request, code)
    if one is None or village is None or one.state != "pending":
        return instead.missing(request)
    seen.rows(request, "person", code, "permohonan", 1)
    today = clock.today(code, request.example_day)
    order = law.in_force(rulebook.book(code).waiting_order, on=today, what="urutan daftar tunggu").value
    own = one.asked.route == "mandiri"

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        placed: facts.Placed = "mandiri" if own else "tunggu" if said.get("tempat") == "tunggu" else "daftar"
        acceptance = facts.Acceptance(one.id, said["nik"], placed, said.get("kelompok", ""))
        try:
            operations.accept(acceptance=acceptance, desk=request.desk, on=today, stamp=stamp)
        except operations.RowFaulty as refused:  # said in the reader's language
            raise operations.RowFaulty([(kind, tongue.sentence(kind, said)) for kind, said in refused.faults]) from None
        return _at(one)

    shown = [
        fields.Field(
            "nik", _("NIK pada KTP yang ditunjukkan"), required=True, inputmode="numeric", digits=16,
            hint=_("Ketik dari kartunya; dibandingkan dengan yang diajukan."),
        ),
    ]  # fmt: skip
    if not own:
        places = (("daftar", _("Daftar pekerja desa")), ("tunggu", _("Daftar tunggu desa")))
        groups = tuple((key, _(name)) for key, name in order.groups)
        shown += [
            fields.Field("tempat", _("Masukkan ke"), "radio", required=True, choices=places, value="daftar"),
            fields.Field("kelompok", _("Kelompok, untuk daftar tunggu"), "select", choices=groups, value=groups[-1][0]),
        ]
    lead = _("Cocokkan nama, tanggal lahir dan foto pada KTP dengan orangnya: %(name)s.") % {"name": one.said["nama"]}
    asked = asking.Asked(_("Terima permohonan"), lead, _("Terima"), _at(one), shown, take)
    return asking.answer(request, village, asked)


@doors.door(DECIDES, methods=("GET", "POST"), region="code")
def decline(request: http.HttpRequest, code: str, application: uuid.UUID) -> http.HttpResponse:
    """Say no, for a reason that the applicant reads."""
    one, village = _found(request, code, application), asking.village_of(request, code)
    if one is None or village is None or one.state != "pending":
        return instead.missing(request)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        reason = next((one for one in facts.REASONS if one == said["alasan"]), None)
        if reason is None:
            raise asking.Fault("alasan", asking.NotFilled())
        operations.decline(application=one.id, reason=reason, desk=request.desk, stamp=stamp)
        return _at(one)

    choices = tuple(applied.reasons().items())
    shown = [fields.Field("alasan", _("Alasan"), "radio", required=True, choices=choices)]
    lead = _("Pemohon membaca alasan ini dengan kode tanda terimanya.")
    asked = asking.Asked(_("Tolak permohonan"), lead, _("Tolak"), _at(one), shown, take)
    return asking.answer(request, village, asked)


# At the counter


@doors.door(doors.VILLAGE, methods=("GET", "POST"), region="code")
def new(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The same questions, filled in by the village for somebody who stands at the counter."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    begun: list[str] = []

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        route = next((one for one in facts.ROUTES if one == said["jalur"]), None)
        if route is None:
            raise asking.Fault("jalur", asking.NotFilled())
        asked = facts.Asked(code, route, applying.event({"acara": said["acara"]}), request.desk.account_id)
        begun.append(operations.begin(asked=asked, stamp=stamp))
        return f"/daftar/isi/{facts.STEPS[0]}/"

    routes = tuple((one, apply_steps.route(one)) for one in facts.ROUTES)
    shown = [
        fields.Field("jalur", _("Cara"), "radio", required=True, choices=routes, value="desa"),
        fields.Field("acara", _("Kode acara"), hint=_("Bila orang ini datang lewat acara penyuluhan.")),
    ]
    lead = _("Orangnya menjawab, Anda mengetik. Yang memutuskan permohonan ini nanti orang lain, bukan Anda.")
    asked = asking.Asked(_("Isikan permohonan"), lead, _("Mulai"), f"/wilayah/{code}/permohonan/", shown, take)
    response = asking.answer(request, village, asked)
    return applying.held(response, begun[0]) if begun else response
