"""What proves a budget, typed as number and day; and closing a regency's year, which opens again only by two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, fields, stamps, tables
from lindung.interfaces.web.components import budgets, own_budgets, sources
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import law, values
from lindung.monitoring import indicators, own_money
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding
from lindung.registers.funding.closing import facts as closing_facts
from lindung.registers.funding.closing import operations as closing
from lindung.registers.funding.closing import queries as closes
from lindung.registers.funding.evidence import operations as evidence
from lindung.registers.funding.evidence import queries as proofs
from lindung.registers.funding.regency import queries as own

_STAGES: tuple[funding_facts.Stage, ...] = ("rkpdes", "rapbdes", "evaluasi", "perdes", "perubahan")
_LEVELS = (2, 4)


def _stamp(request: http.HttpRequest, code: str) -> journal.Stamp:
    said = stamps.of(request)
    return journal.Stamp(said.by, said.at, said.batch, clock.today(code, request.example_day))


# Evidence


@doors.door(doors.VILLAGE | {"dpmd"}, methods=("GET", "POST"), region="code")
def proof(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A document that proves a stage of a village's budget, or of the regency's own."""
    on = clock.today(code, request.example_day)
    if values.RegionCode(code).level not in _LEVELS or code not in regions.names({code}):
        return instead.missing(request)
    sent = request.POST if request.method == "POST" else request.GET
    said = {name: value.replace("\0", "").strip()[:200] for name, value in sent.items()}
    year = int(said["tahun"]) if said.get("tahun", "").isascii() and said.get("tahun", "").isdigit() else on.year
    book = rulebook.book(code)
    asked = _proof_fields(book, code, year)
    if request.method != "POST":
        return _proof_page(request, code, fields.filled(asked, said))
    missing = [(one.name, _("Belum diisi.")) for one in asked if one.required and not said.get(one.name)]
    if missing:
        return _proof_page(request, code, fields.filled(asked, said, missing), status=422)
    try:
        _attach(request, book, code, year, said)
    except (values.Refusal, days.NotADay) as refusal:
        return _proof_page(request, code, fields.filled(asked, said), refused=tongue.refusal(refusal), status=422)
    return http.HttpResponseRedirect(f"/wilayah/{code}/" if code.count(".") == 3 else f"/wilayah/{code}/tahun/")


def _attach(request: http.HttpRequest, book: law.Book, code: str, year: int, said: Mapping[str, str]) -> None:
    stage, _dot, kind = said["bukti"].partition("/")
    evidence.attach(
        book=book, region=code, year=year, stage=stage, kind=kind, reference=said["nomor"],
        dated_on=days.day_said(said["tanggal"]), stamp=_stamp(request, code),
    )  # fmt: skip


def _proof_fields(book: law.Book, code: str, year: int) -> list[fields.Field]:
    payer = proofs.payer(code)
    called = budgets.stage if payer == "village" else budgets.stage_of_regency
    asked = tuple(
        (f"{stage}/{kind}", f"{called(stage)}: {name}")
        for stage in _STAGES
        for kind, name in law.checklist(book, payer=payer, stage=stage, year=year)
    )
    return [
        fields.Field("tahun", _("Tahun anggaran"), required=True, inputmode="numeric", value=str(year)),
        fields.Field("bukti", _("Bukti"), "select", required=True, choices=asked),
        fields.Field("nomor", _("Nomor"), required=True),
        fields.Field("tanggal", _("Tanggal"), required=True, inputmode="numeric", hint=_("Seperti 28-12-2022.")),
    ]


def _proof_page(
    request: http.HttpRequest, code: str, shown: list[fields.Field], *, refused: str = "", status: int = 200
) -> http.HttpResponse:
    context = {
        "title": _("Catat bukti"), "village": regions.names({code})[code], "back": f"/wilayah/{code}/",
        "lead": _("Nomor dan tanggal dokumen yang membuktikan satu tahap anggaran."), "button": _("Simpan bukti"),
        "fields": shown, "summary": fields.summary(shown), "refused": refused,
    }  # fmt: skip
    return frame.render(request, "web/form.html", context, status=status)


# The year


@doors.door({"dpmd", "sekda", "bupati"}, methods=("GET", "POST"), region="code")
def year(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The regency's year: open or closed, with which figures, what came later; and what proves its own budget."""
    taken = {one.code: one.titled for one in regions.taken()}
    if code not in taken:
        return instead.missing(request)
    try:
        asked = days.asked(request, code)
    except (days.NotADay, days.NotAYear) as refusal:
        return instead.refused(request, refusal)
    problem = ""
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("tindakan", ""))
        if act is None:
            return instead.no_such_act(request)
        try:
            act(request, code, asked)
            return http.HttpResponseRedirect(f"/wilayah/{code}/tahun/{asked.query}")
        except values.Refusal as refusal:
            problem = tongue.refusal(refusal)
    return _year_page(request, code, taken[code], asked, problem)


def _year_page(request: http.HttpRequest, code: str, name: str, asked: days.Asked, problem: str) -> http.HttpResponse:
    close = closes.closed(code, year=asked.year, known_at=asked.known_at)
    top = sources.About(name, _("Tahun anggaran %(year)s") % {"year": asked.year}, request.example_day is not None)
    shown = [budgets.frozen(close.figures, top)] if close else []
    if close:
        shown.append(budgets.later(closes.later(close, code, known_at=asked.known_at), top))
    book = rulebook.book(code, asked.known_at)
    shown += _own_money(book, code, asked, top)
    file = tables.response(request, *shown, name=f"tahun {code} {asked.year}")
    if file and request.method == "GET":
        return file
    links = _links(code) if request.desk.role == "dpmd" else {}
    context = {
        "title": _("Tahun anggaran %(year)s") % {"year": asked.year}, "name": name, "back": f"/wilayah/{code}/",
        "close": close, "said": budgets.closed(close, ()), "problem": problem, "asked": asked,
        "may_close": close is None and request.desk.role in closing_facts.CLOSES,
        "may_ask": close is not None and close.reopening is None and request.desk.role in closing_facts.CLOSES,
        "may_open": close is not None and close.reopening is not None,
        "blocks": [(one.key, one.title, tables.block(request, one), links.get(one.key)) for one in shown],
    }  # fmt: skip
    return frame.render(request, "web/budget_year.html", context, status=422 if problem else 200)


def _own_money(book: law.Book, code: str, asked: days.Asked, top: sources.About) -> list[tables.Table]:
    """The regency as a funder: its budget, what it paid itself, what proves it."""
    known = own.lines(code, year=asked.year, known_at=asked.known_at)
    standing = own.in_force(known, on=asked.on)
    receipts = funding.receipts_at({code}, known_at=asked.known_at)[code]
    paid = [one for one in receipts if one.stands_on(asked.on) and one.touches(asked.year)]
    stages = ("perdes", "perubahan") if any(one.stage == "dppa" for one in standing) else ("perdes",)
    items = {
        stage: proofs.checklist(book, region=code, year=asked.year, stage=stage, known_at=asked.known_at)
        for stage in stages
    }
    return [
        own_budgets.lines(known, standing, book, asked.year, top),
        own_budgets.realised(own_money.realised(book, lines=standing, receipts=paid), top),
        budgets.proofs(own_budgets.with_papers(items, known), top, named=budgets.stage_of_regency),
    ]


def _links(code: str) -> dict[str, tuple[str, str]]:
    return {
        "apbd": (f"/wilayah/{code}/tahun/anggaran/", _("Catat anggaran kabupaten")),
        "bukti": (f"/wilayah/{code}/bukti/", _("Catat bukti")),
    }


def _close(request: http.HttpRequest, code: str, asked: days.Asked) -> None:
    """With the figures of the year's last day, as known today."""
    last = dt.date(asked.year, 12, 31)
    day = days.of(request, code, days.Asked(asked.year, last, max(last, asked.known_at)))
    figures = {one.key: day.figure(one.key) for one in indicators.ALL}
    closing.close(
        desk=request.desk, region=code, year=asked.year, figures=figures, book_version=rulebook.book(code).version,
        stamp=_stamp(request, code),
    )  # fmt: skip


def _ask(request: http.HttpRequest, code: str, asked: days.Asked) -> None:
    reason = request.POST.get("alasan", "").replace("\0", "").strip()[:2000]
    closing.propose_reopening(
        desk=request.desk, region=code, year=asked.year, reason=reason, stamp=_stamp(request, code)
    )


def _decide(request: http.HttpRequest, code: str, asked: days.Asked) -> None:
    close = closes.closed(code, year=asked.year, known_at=dt.date.max)
    number = close.reopening if close and close.reopening else 0
    approve = request.POST.get("tindakan") == "setuju"
    closing.decide_reopening(desk=request.desk, reopening_id=number, approve=approve, stamp=_stamp(request, code))


_ACTS = {"tutup": _close, "buka": _ask, "setuju": _decide, "tolak": _decide}
