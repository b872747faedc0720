"""A worker looks at their own cover with the code that the village gave them: days, never a name or an address.

A wrong code, an old one and one that never was are answered by the same bytes.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, seen, stamps, visitors
from lindung.interfaces.web.pages import frame, instead, signing, worker
from lindung.kernel import values
from lindung.monitoring import cover, judging, persons
from lindung.platform.access import queries as access
from lindung.platform.access import scope
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.registers.workers.codes import operations, queries

_WHY = "pekerja melihat perlindungannya sendiri dengan kode yang diberikan kepadanya"


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def own(request: http.HttpRequest) -> http.HttpResponse:
    """The form for the code, and what it opens."""
    if request.method != "POST":
        return _page(request)
    guess = guesses.Guess("address", visitors.network(request))
    hold = guessing.count(guesses=[guess], at=clock.now())
    if hold is not None:
        return _page(request, problem=signing.wait(hold), status=429)
    today = clock.today_in_jakarta()
    with scope.everything(_WHY):
        person = queries.person_of(request.POST.get("kode", ""), on=today)
        if person is None:
            said = _(
                "Kode itu tidak cocok atau sudah tidak berlaku. Periksa lagi, atau minta yang baru di kantor desa."
            )
            return _page(request, problem=said, status=422)
        guessing.forget(guess=guess)
        return _page(request, says=told(person, request.example_day))


def told(person: uuid.UUID, example_day: dt.date | None) -> list[str]:
    """What is told: today's state and the days of this year, by each regency that knows of the person. After midnight
    there it is the next day, whatever day it still is in Jakarta."""
    traced = persons.traces(person, known_at=example_day or clock.today_in_the_east())
    if traced is None:
        return [_("Belum ada perlindungan yang tercatat.")]
    rows = (*traced.rows, *traced.memberships, *traced.answers)
    told = []
    for regency in sorted({values.RegionCode(one.region).at(2) for one in rows}):
        today = clock.today(regency, example_day)
        found = persons.year(judging.Alone(regency, today.year, today, today, traced.one_with), traced)
        now = found.on(today)
        told.append(_sentences()[now.state if now else "none"])
        for first, last in _stretches(found):
            span = {"first": tongue.day(first), "last": tongue.day(last)}
            told.append(_("Tahun ini terlindungi %(first)s sampai %(last)s.") % span)
    return told


def _stretches(found: persons.PersonYear) -> list[tuple[dt.date, dt.date]]:
    """First and last day of each stretch of the year on which the person is covered, on whatever ground."""
    merged: list[tuple[dt.date, dt.date]] = []
    for one in found.days:
        first, after = one.span.starts_on, one.span.ends_before
        if one.state not in cover.COVERED or first is None or after is None:
            continue
        last = after - dt.timedelta(days=1)
        if merged and merged[-1][1] + dt.timedelta(days=1) == first:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _sentences() -> dict[str, str]:
    """What is told of each state, in plain words; whom BPJS has not named yet is told so."""
    covered = _("Hari ini Anda terlindungi bila kecelakaan saat bekerja atau meninggal.")
    return {
        "confirmed": covered,
        "presumed": covered + " " + _("BPJS belum mengirim daftar namanya."),
        "undetermined": _("Iuran untuk sebagian orang di desa Anda sudah dibayar, tetapi belum pasti untuk siapa."),
        "grace": _("Iuran terakhir sudah lewat. Tanyakan ke kantor desa sekarang, sebelum kepesertaan berhenti."),
        "none": _("Hari ini Anda belum terlindungi. Tanyakan ke kantor desa."),
    }


def _page(
    request: http.HttpRequest, *, problem: str = "", says: list[str] | None = None, status: int = 200
) -> http.HttpResponse:
    context = {"title": _("Perlindungan saya"), "problem": problem, "says": says or []}
    return frame.render(request, "web/own_cover.html", context, status=status)


@doors.door(doors.VILLAGE, methods=("POST",), region="code")
def give(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """A new code for a worker of the village, on this one answer."""
    try:
        found = worker.of(request, code, person)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    if found is None:
        return instead.missing(request)
    account = access.person(request.desk.account_id).name
    said = operations.give(person=person, region=code, account=account, stamp=stamps.of(request))
    seen.persons(request, "person", "kode", [person])
    context = {"title": _("Kode pekerja"), "code": said, "back": f"/wilayah/{code}/pekerja/{person}/"}
    return frame.render(request, "web/own_code.html", context)
