"""Sending files: the form with what the office sent before, and a delivery from its waiting to what came of it."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zoneinfo
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake.jobs import archives, facts, operations, queries
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, seen
from lindung.interfaces.web.components import outcome
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions

_LINES_ON_A_PAGE = 60


@doors.door(doors.SENDS_FILES, methods=("GET", "POST"))
def deliveries(request: http.HttpRequest) -> http.HttpResponse:
    """The form, and what this office sent before."""
    if request.method != "POST":
        return _form(request, {})
    try:
        job = _send(request)
    except values.Refusal as refusal:
        typed = {"year": request.POST.get("tahun"), "received_on": request.POST.get("diterima")}
        said = {name: value for name, value in typed.items() if value}
        return _form(request, {**said, "problem": tongue.refusal(refusal)}, status=422)
    return http.HttpResponseRedirect(f"/kiriman/{job}/")


def _send(request: http.HttpRequest) -> uuid.UUID:
    posted, desk = request.POST, request.desk
    if too_much := getattr(request, "too_much", None):
        raise too_much
    received_on, year = posted.get("diterima", "").strip(), posted.get("tahun", "").strip()
    try:
        day = dt.date.fromisoformat(received_on)
    except ValueError as error:
        raise days.NotADay(text=received_on) from error
    if not (year.isascii() and year.isdigit()):
        raise days.NotAYear(text=year)
    stamp = journal.Stamp(desk.actor, clock.now(), _number(posted.get("nomor", "")), day)
    return operations.submit(
        files=_files(request), regency=posted.get("kabupaten", ""), year=int(year), desk=desk, stamp=stamp
    )


def _number(said: str) -> uuid.UUID:
    """The form's own number, by which the same form sent twice is one delivery."""
    try:
        return uuid.UUID(said)
    except ValueError:
        return uuid.uuid4()


def _files(request: http.HttpRequest) -> list[facts.Sent]:
    """Each file with the folders that the script read off the browser, where it did; without, by its name alone."""
    chosen = request.FILES.getlist("berkas")
    in_folder = request.FILES.getlist("folder")
    paths = request.POST.get("alamat", "").splitlines()
    names = [file.name for file in in_folder]
    if [path.rpartition("/")[2] for path in paths] == names:
        names = paths
    sent = [*((file.name, file) for file in chosen), *zip(names, in_folder, strict=True)]
    return [facts.Sent(name or "", file.file or io.BytesIO()) for name, file in sent]


def _form(request: http.HttpRequest, said: dict[str, Any], *, status: int = 200) -> http.HttpResponse:
    desk = request.desk
    choices = _regencies(desk)
    today = clock.today(choices[0][0], request.example_day) if choices else clock.today_in_jakarta()
    context = {
        "number": uuid.uuid4(),
        "regencies": choices,
        "year": today.year,
        "received_on": today.isoformat(),
        "most": {
            "file": archives.LARGEST_FILE // 2**20,
            "delivery": archives.LARGEST_DELIVERY // 2**20,
            "files": archives.MOST_FILES,
        },
        "jobs": [_shown(job) for job in queries.jobs(office_id=desk.office_id)],
    }
    return frame.render(request, "web/upload.html", context | said, status=status)


def _regencies(desk: access.Desk) -> list[tuple[str, str]]:
    """Code and name of the regencies in which the office has a region."""
    codes = sorted({str(values.RegionCode(code).at(2)) for code in desk.scope.regions if code.count(".")})
    names = {one.code: one.name for province in {code[:2] for code in codes} for one in regions.catalogued(province)}
    return [(code, names.get(values.RegionCode(code), code)) for code in codes]


@doors.door(doors.SENDS_FILES)
def delivery(request: http.HttpRequest, number: uuid.UUID) -> http.HttpResponse:
    """A delivery of this office: how far it is, then what came of it. ``?berkas=``: one of its files."""
    job = queries.job(number, office_id=request.desk.office_id)
    if job is None:
        return instead.missing(request)
    context = _shown(job) | {"job": job}
    if job.outcome is None:
        return frame.render(request, "web/upload_state.html", context)
    only = request.GET.get("berkas", "")
    if only and not (only.isascii() and only.isdigit() and 0 < int(only) <= len(job.outcome.files)):
        return instead.missing(request)
    seen.rows(request, "outcome", job.regency, "kiriman", sum(file.held for file in job.outcome.files))
    context |= _outcome(job.outcome, int(only) if only else 0) | {"home": _home(request.desk, job.regency)}
    return frame.render(request, "web/upload_outcome.html", context)


@doors.door(doors.SENDS_FILES)
def state(request: http.HttpRequest, number: uuid.UUID) -> http.HttpResponse:
    """How far a delivery is, for the script that keeps its page up to date."""
    job = queries.job(number, office_id=request.desk.office_id)
    if job is None:
        return instead.missing(request)
    return http.JsonResponse(
        {"ended": job.ended, "files": job.files, "read": job.files_read, "says": _says(job)},
        json_dumps_params={"ensure_ascii": False},
    )


def _outcome(found: facts.Outcome, only: int) -> dict[str, Any]:
    """Every file in the table; in full those with something to mend, as many as fit on a page."""
    shown = [outcome.shown(number, file) for number, file in enumerate(found.files, 1)]
    in_full, lines = [], 0
    for one in shown:
        length = sum(len(group.entries) for group in one.groups)
        if one.number == only or (not only and one.groups and lines + length <= _LINES_ON_A_PAGE):
            in_full.append(one)
            lines += length
    here = {one.number for one in in_full}
    return {
        "title": outcome.headline(found),
        "bar": outcome.bar(found) if found.total("people") else "",
        "totals": {what: found.total(what) for what in ("people", "counted", "held", "budgets", "payments")},
        "problems": found.total("problems"),
        "known": all(file.known for file in found.files if file.read) and any(file.read for file in found.files),
        "files": [(one, f"#f{one.number}" if one.number in here else f"?berkas={one.number}") for one in shown],
        "in_full": in_full,
        "only": only,
    }


def _home(desk: access.Desk, regency: str) -> str:
    """The region whose page shows what came of it: the regency for who answers for it, else the office's own."""
    own = sorted(code for code in desk.scope.regions if code.startswith(f"{regency}."))
    return regency if desk.scope.covers(regency) or not own else own[0]


def _shown(job: facts.Job) -> dict[str, Any]:
    """What every page says of a job, moments in the regency's own zone."""
    return {
        "number": job.id,
        "state": _state(job.state),
        "says": _says(job),
        "sent_at": _moment(job.created_at, job.regency),
        "ended_at": _moment(job.finished_at, job.regency) if job.finished_at else "",
        "sender": job.sender_name,
        "count": job.files,
        "year": job.year,
        "received_on": job.received_on,
    }


def _state(state: facts.State) -> str:
    words = {
        "waiting": _("menunggu"), "reading": _("sedang dibaca"), "done": _("selesai"), "refused": _("tidak dikerjakan"),
    }  # fmt: skip
    return words[state]


def _says(job: facts.Job) -> str:
    if job.state == "waiting":
        return _("Menunggu giliran dibaca.")
    if job.state == "reading":
        return _("%(read)s dari %(files)s berkas dibaca.") % {
            "read": language.number(job.files_read),
            "files": language.number(job.files),
        }
    return _("Selesai dibaca.") if job.state == "done" else tongue.sentence(job.refusal_code, job.refusal)


def _moment(at: dt.datetime, regency: str) -> str:
    """13 April 2023 09.30 WITA."""
    zone = language.zone_of(values.RegionCode(regency))
    here = at.astimezone(zoneinfo.ZoneInfo(zone))
    return f"{tongue.day(here.date())} {here:%H.%M} {language.ZONES[zone]}"
