"""Quarterly reports: the Dinas PMD drafts and proposes one, the Sekda approves it, the Bupati reads it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces import quarters
from lindung.interfaces.reports import tongue, words
from lindung.interfaces.reports.kpi import facts as kpi
from lindung.interfaces.reports.kpi import files
from lindung.interfaces.web import clock, days, doors, seen, stamps, tables
from lindung.interfaces.web.components import reporting as component
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import language, values
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions
from lindung.registers.reporting import facts, operations, queries

_EXPORT = "ekspor"


class DraftMoved(values.Refusal):
    code = "konsep-laporan-berubah"
    sentence = "Angkanya berubah sejak konsep ini ditampilkan, jadi belum diusulkan. Baca lagi, lalu usulkan."


class NotAQuarter(values.Refusal):
    code = "triwulan-tidak-sah"
    sentence = "«{text}» bukan triwulan. Pilih satu dari I sampai IV."


# All of them


@doors.door(doors.READS_REPORTS)
def reports(request: http.HttpRequest) -> http.HttpResponse:
    """Every report that this desk may see, and the way to the next one."""
    here = {one.code: one.titled for one in regions.taken() if request.desk.scope.covers(one.code)}
    shown = component.table(queries.snapshots(), here, request.desk.office_name)
    file = tables.response(request, shown)
    if file:
        return file
    drafts = request.desk.role in doors.PROPOSES_REPORTS
    context = {
        "title": _("Laporan triwulan"), "table": tables.block(request, shown), "heading": shown.title,
        "drafts": [(f"/wilayah/{code}/laporan/", name) for code, name in here.items()] if drafts else [],
        "waiting": sum(one.state == "waiting" for one in queries.snapshots()),
        "decides": request.desk.role in facts.DECIDES,
    }  # fmt: skip
    return frame.render(request, "web/reports.html", context)


# A draft


@doors.door(doors.PROPOSES_REPORTS, methods=("GET", "POST"), region="code")
def draft(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """What the report of a quarter would say by now; proposed, it is frozen."""
    here = {one.code: one.titled for one in regions.taken()}
    if code not in here or values.RegionCode(code).level != _REGENCY:
        return instead.missing(request)
    said = request.POST if request.method == "POST" else request.GET
    try:
        quarter = _quarter(said, code, clock.today(code, request.example_day))
        report = quarters.draft(quarter, example=request.example_day is not None)
    except (days.NotADay, days.NotAYear, NotAQuarter) as refusal:
        return instead.refused(request, refusal)
    problem = ""
    if request.method == "POST":
        try:
            return http.HttpResponseRedirect(f"/laporan/{_propose(request, quarter, report)}/")
        except values.Refusal as refusal:
            problem = tongue.refusal(refusal)
    return _draft_page(request, here[code], quarter, report, problem)


_REGENCY = 2


def _quarter(said: Mapping[str, str], code: str, today: dt.date) -> facts.Quarter:
    """The quarter asked for; else the last that is over, as of its last day. Raises NotADay, NotAYear, NotAQuarter."""
    ended = today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1) - dt.timedelta(days=1)
    year, number, per = (said.get(name, "").strip() for name in ("tahun", "triwulan", "per"))
    on = days.day_said(per) if per else None
    if year and not (year.isascii() and year.isdigit() and 2015 <= int(year) <= 2100):
        raise days.NotAYear(text=year)
    if number and number not in ("1", "2", "3", "4"):
        raise NotAQuarter(text=number[:20])
    of_year = int(year) if year else (on or ended).year
    of_quarter = int(number) if number else quarters.quarter_of(on or ended)
    last = min(quarters.last_day(of_year, of_quarter), today)
    return facts.Quarter(code, of_year, of_quarter, on or last, today)


def _propose(request: http.HttpRequest, quarter: facts.Quarter, report: kpi.Report) -> int:
    """Raises DraftMoved, and what ``propose`` refuses."""
    content = kpi.frozen(report)
    if request.POST.get("dilihat", "") != hashlib.sha256(content).hexdigest():
        raise DraftMoved()
    return operations.propose(
        desk=request.desk, quarter=quarter, content=content,
        rests_on=json.dumps(dict(report.rests_on), sort_keys=True), stamp=_stamp(request, quarter.region),
    )  # fmt: skip


def _stamp(request: http.HttpRequest, code: str) -> journal.Stamp:
    said = stamps.of(request)
    return journal.Stamp(said.by, said.at, said.batch, clock.today(code, request.example_day))


def _draft_page(
    request: http.HttpRequest, name: str, quarter: facts.Quarter, report: kpi.Report, problem: str
) -> http.HttpResponse:
    made = files.Approved(report)
    file = _file(request, made, f"konsep {quarter.region}") if request.method == "GET" else None
    if file:
        return file
    context = _shown(request, made, quarter) | {
        "title": _("Konsep %(report)s") % {"report": component.name(quarter)}, "place": name, "up": "/laporan/",
        "problem": problem, "quarter": quarter, "sees": hashlib.sha256(kpi.frozen(report)).hexdigest(),
        "choices": [(number, roman) for number, roman in enumerate(operations.ROMAN) if number],
        "query": f"?tahun={quarter.year}&triwulan={quarter.number}&per={language.day(quarter.on)}",
        "files": ("pdf", "kartu"), "draft": True,
    }  # fmt: skip
    return frame.render(request, "web/report.html", context, status=422 if problem else 200)


# One that was proposed


@doors.door(doors.READS_REPORTS, methods=("GET", "POST"))
def report(request: http.HttpRequest, snapshot: int) -> http.HttpResponse:
    """A report as it was frozen: who proposed it, what the second person said, and its files."""
    found = queries.snapshot(snapshot) if snapshot < _MOST else None
    if found is None or not request.desk.scope.covers(found.quarter.region):
        return instead.missing(request)
    if request.method != "POST":
        return _report_page(request, found)
    said = request.POST.get("tindakan", "")
    if said not in ("setuju", "tolak") or not _may_decide(request, found):
        return instead.no_such_act(request)
    reason = request.POST.get("alasan", "").replace("\0", "").strip()[:300]
    try:
        operations.decide(
            desk=request.desk, snapshot_id=snapshot, approve=said == "setuju", reason=reason,
            stamp=_stamp(request, found.quarter.region),
        )  # fmt: skip
    except values.Refusal as refusal:
        return _report_page(request, queries.snapshot(snapshot) or found, tongue.refusal(refusal))
    return http.HttpResponseRedirect(f"/laporan/{snapshot}/")


_MOST = 2**63
"""A database holds no higher number."""


def _may_decide(request: http.HttpRequest, found: facts.Snapshot) -> bool:
    desk = request.desk
    return found.state == "waiting" and desk.role in facts.DECIDES and desk.account_id != found.proposed_by


def _report_page(request: http.HttpRequest, found: facts.Snapshot, problem: str = "") -> http.HttpResponse:
    made = files.Approved(kpi.read(queries.content(found.id)), queries.approval(found), found.signer)
    file = _file(request, made, f"laporan {found.id}", found) if request.method == "GET" else None
    if file:
        return file
    context = _shown(request, made, found.quarter) | {
        "title": component.name(found.quarter), "place": made.report.day.name, "up": "/laporan/", "problem": problem,
        "it": found, "state": component.state(found.state), "may_decide": _may_decide(request, found),
        "query": "?", "files": tuple(files.FILES), "export": _EXPORT if found.state == "approved" else "",
    }  # fmt: skip
    return frame.render(request, "web/report.html", context, status=422 if problem else 200)


_FOLDED = 30
"""Rows: a longer table unfolds when it is asked for."""


def _shown(request: http.HttpRequest, made: files.Approved, quarter: facts.Quarter) -> dict[str, Any]:
    """The finding, the duty to report, and every table."""
    day = made.report.day
    about = f"{day.name}: {component.as_of(quarter)}"
    every = component.every(made.report, about)
    due = _("Wajib ada pada Bupati paling lambat %(day)s.") % {"day": tongue.day(made.report.duty.due_on)}
    return {
        "as_of": component.as_of(quarter),
        "headline": words.headline(day),
        "says": [*words.explanation(day), due],
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in every],
        "long": [one.key for one in every if len(one.rows) > _FOLDED],
    }


def _file(
    request: http.HttpRequest, made: files.Approved, name: str, found: facts.Snapshot | None = None
) -> http.HttpResponse | None:  # fmt: skip
    """The file that ``?berkas=`` asks for, or a table's that ``?bentuk=`` does; None: show the page."""
    wanted = request.GET.get("berkas", "")
    if wanted in files.FILES:
        ending, kind, written = files.FILES[wanted]
        seen.export(request, f"laporan.{wanted}", about=str(made.report.day.code))
        return _download(written(made), kind, f"{files.name(made)}{ending}")
    if wanted == _EXPORT and found is not None and found.state == "approved":
        seen.export(request, f"laporan.{wanted}", about=str(made.report.day.code))
        return _download(quarters.exported(found.id), "application/json", f"{files.name(made)}-ekspor.json")
    return tables.response(request, *component.every(made.report, made.report.day.name), name=name)


def _download(said: bytes, kind: str, name: str) -> http.HttpResponse:
    answer = http.HttpResponse(said, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
