"""Somebody registers themselves: where they live, one question a page, a summary, a receipt.

What they answer is kept on the server at every step; the code on the page is all that leads back to it.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from django import http
from django.conf import settings
from django.utils import http as addresses
from django.utils.translation import gettext as _

from lindung.interfaces.intake.applications import facts, operations, queries
from lindung.interfaces.web import clock, doors, stamps, visitors
from lindung.interfaces.web.pages import apply_steps, forms, frame
from lindung.kernel import values
from lindung.platform.access import scope
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions

_WHY = "seseorang mengisi permohonannya sendiri; yang dibaca hanya permohonan dengan kodenya"
_COOKIE, _PATH = "daftar", "/daftar/"
_EVENT = re.compile(r"[A-Za-z0-9-]{1,16}")


# Where, and how


@doors.door(doors.ANYONE)
def begin(request: http.HttpRequest) -> http.HttpResponse:
    """The first question: who pays."""
    routes = [
        ("desa", apply_steps.route("desa"), _("Desa yang membayar, bila ada tempat dan disetujui.")),
        ("mandiri", apply_steps.route("mandiri"), _("Anda membayar iurannya sendiri setiap bulan.")),
    ]
    context = {"title": _("Bagaimana Anda mau didaftarkan?"), "routes": routes, "event": event(request.GET)}
    return frame.render(request, "web/apply_route.html", context)


def event(said: Any) -> str:
    """The event's code as it stands in the address; anything else is none."""
    found = _EVENT.fullmatch(said.get("acara", ""))
    return found[0] if found else ""


def _route(said: Any) -> facts.Route | None:
    return next((one for one in facts.ROUTES if one == said.get("jalur")), None)


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def place(request: http.HttpRequest) -> http.HttpResponse:
    """The village, by its district; choosing it is the first step that is kept."""
    said = request.POST if request.method == "POST" else request.GET
    route = _route(said)
    if route is None:
        return http.HttpResponseRedirect(_PATH)
    if request.method == "POST":
        return _begun(request, route)
    today = clock.today_in_jakarta()
    here, found = _below(said.get("di", ""), today)
    villages = [one for one in found if one.code.level == 4]
    kept = {"jalur": route} | ({"acara": event(said)} if event(said) else {})
    to = f"{_PATH}tempat/?"
    above = here.rpartition(".")[0] if villages else ""
    context = {
        "title": _("Di desa mana Anda tinggal?") if villages else _("Di kecamatan mana Anda tinggal?")
        if here.count(".") else _("Di mana Anda tinggal?"),
        "villages": villages, "route": route, "event": event(said),
        "places": [(to + addresses.urlencode(kept | {"di": one.code}), one.titled) for one in found],
        "back": to + addresses.urlencode(kept | {"di": above}) if above else f"{_PATH}?{addresses.urlencode(kept)}",
    }  # fmt: skip
    return frame.render(request, "web/apply_place.html", context)


def _below(code: str, on: dt.date) -> tuple[str, list[region_facts.Region]]:
    """The regions to choose from below one, and which one that is; where there is but one, those below that."""
    taken = regions.taken()
    if not code or not any(values.RegionCode(one.code).within(code) or _in(code, one.code) for one in taken):
        code = ""
    if not code:
        provinces = sorted({one.code.at(1) for one in taken})
        if len(provinces) != 1:
            return "", [regions.province_of(one, on=on) for one in provinces]
        code = provinces[0]
    if code.count(".") == 0:
        there = [one for one in taken if one.code.within(code)]
        if len(there) != 1:
            return code, there
        code = there[0].code
    level = min(code.count("."), 2) + 2
    found = [one for one in regions.within(code, on=on) if one.code.level == level]
    return code, sorted(found, key=lambda one: one.name)


def _in(code: str, regency: str) -> bool:
    return code.startswith(f"{regency}.") and code.count(".") == 2


def _begun(request: http.HttpRequest, route: facts.Route) -> http.HttpResponse:
    village = None
    if re.fullmatch(r"\d{2}\.\d{2}\.\d{2}\.\d{4}", request.POST.get("desa", ""), re.ASCII):
        village = forms.village_of(request.POST["desa"], clock.today_in_jakarta())
    if village is None:
        return http.HttpResponseRedirect(f"{_PATH}tempat/?{addresses.urlencode({'jalur': route})}")
    near, wide = visitors.network(request), visitors.neighbourhood(request)
    tries = [guesses.Guess("begin", near), guesses.Guess("begin-network", wide), guesses.Guess("begin-overall", "")]
    hold = guessing.count(guesses=tries, at=clock.now())
    if hold is not None:
        return later(request, hold)
    asked = facts.Asked(str(village.code), route, event(request.POST))
    with scope.everything(_WHY):
        code = operations.begin(asked=asked, stamp=_stamp(request, asked.region))
    return held(http.HttpResponseRedirect(f"{_PATH}isi/{facts.STEPS[0]}/"), code)


def held(response: http.HttpResponse, code: str) -> http.HttpResponse:
    """An answer that has the browser hold the code, until it is closed."""
    response.set_cookie(_COOKIE, code, path=_PATH, httponly=True, secure=settings.SECURE, samesite="Lax")
    return response


def later(request: http.HttpRequest, hold: guesses.Hold) -> http.HttpResponse:
    """Too many at once: when to come back, in words and for programs."""
    seconds = max(1, int((hold.until - clock.now()).total_seconds()) + 1)
    said = _("Terlalu banyak isian dari jaringan ini. Coba lagi %(minutes)s menit lagi.")
    context = {"title": _("Coba lagi nanti"), "says": [said % {"minutes": -(-seconds // 60)}]}
    response = frame.render(request, "web/apply_said.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _stamp(request: http.HttpRequest, region: str) -> journal.Stamp:
    return journal.Stamp(stamps.NOBODY, clock.now(), uuid.uuid4(), clock.today(region, request.example_day))


# One question a page


class _NoDraft(Exception):
    """The browser holds no code of a draft: ``answer`` is where to go instead."""

    def __init__(self, answer: http.HttpResponse) -> None:
        super().__init__()
        self.answer = answer


def _draft(request: http.HttpRequest) -> tuple[facts.Application, str]:
    """The draft whose code the browser holds. A wrong one counts as a guess. Raises _NoDraft."""
    code = request.COOKIES.get(_COOKIE, "")
    one = queries.by_code(code, at=clock.now()) if code else None
    if one is None and code:
        hold = guessing.count(guesses=guessed(request), at=clock.now())
        if hold is not None:
            raise _NoDraft(later(request, hold))
    if one is None:
        raise _NoDraft(http.HttpResponseRedirect(f"{_PATH}lanjut/"))
    return one, queries.shown(code)


def guessed(request: http.HttpRequest) -> list[guesses.Guess]:
    """A try at a code, under what it is counted: the address, the wider network, everybody."""
    near, wide = visitors.network(request), visitors.neighbourhood(request)
    return [guesses.Guess("address", near), guesses.Guess("network", wide), guesses.Guess("overall", "kode")]


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def step(request: http.HttpRequest, question: str) -> http.HttpResponse:
    """A question, and its answer."""
    with scope.everything(_WHY):
        try:
            one, code = _draft(request)
        except _NoDraft as none:
            return none.answer
        if one.submitted_at is not None:
            return http.HttpResponseRedirect(f"{_PATH}terima/")
        if question not in facts.STEPS:
            return http.HttpResponseRedirect(_next(one))
        today = clock.today(one.asked.region, request.example_day)
        if request.method != "POST":
            return _asked(request, question, one, code, today)
        hold = guessing.count(guesses=[guesses.Guess("write", visitors.network(request))], at=clock.now())
        if hold is not None:
            return later(request, hold)
        try:
            answers = apply_steps.answered(request, question, one, today)
        except apply_steps.Wrong as wrong:
            return _asked(request, question, one, code, today, wrong=wrong.message)
        operations.save(application=one.id, said=answers, stamp=_stamp(request, one.asked.region))
        return http.HttpResponseRedirect(_next(one, answers))


def _next(one: facts.Application, answers: dict[str, str] | None = None) -> str:
    missing = facts.first_missing({**one.said, **(answers or {})})
    return f"{_PATH}isi/{missing}/" if missing else f"{_PATH}periksa/"


def _asked(
    request: http.HttpRequest, step: str, one: facts.Application, code: str, today: dt.date, *, wrong: str = ""
) -> http.HttpResponse:  # fmt: skip
    said = {**one.said, **(apply_steps.as_typed(request, step) if wrong else {})}
    asked, at = apply_steps.question(step, one, said, today), facts.STEPS.index(step)
    context = {
        "step": step, "title": asked.title, "shape": asked.shape, "hint": asked.hint, **asked.more, "error": wrong,
        "summary": [(asked.anchor, wrong)] if wrong else [], "code": code, "place": _place(one),
        "progress": _("Pertanyaan %(at)s dari %(all)s") % {"at": at + 1, "all": len(facts.STEPS)},
        "back": f"{_PATH}isi/{facts.STEPS[at - 1]}/" if at else "",
    }  # fmt: skip
    return frame.render(request, "web/apply_step.html", context, status=422 if wrong else 200)


def _place(one: facts.Application) -> str:
    found = regions.these([one.asked.region], on=clock.today_in_jakarta()).get(one.asked.region)
    return found.titled if found else one.asked.region


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def check(request: http.HttpRequest) -> http.HttpResponse:
    """All that was said, to be looked at once more, and sent."""
    with scope.everything(_WHY):
        try:
            one, code = _draft(request)
        except _NoDraft as none:
            return none.answer
        if one.submitted_at is not None:
            return http.HttpResponseRedirect(f"{_PATH}terima/")
        if one.missing:
            return http.HttpResponseRedirect(_next(one))
        if request.method == "POST":
            operations.submit(application=one.id, stamp=_stamp(request, one.asked.region))
            return http.HttpResponseRedirect(f"{_PATH}terima/")
    labels = apply_steps.labels()
    rows = [(_("Cara"), apply_steps.route(one.asked.route), ""), (_("Tempat tinggal"), _place(one), "")]
    rows += [(labels[name], apply_steps.shown(name, one.said), f"{_PATH}isi/{name}/") for name in facts.STEPS]
    context = {"title": _("Periksa jawaban Anda"), "rows": rows, "code": code}
    return frame.render(request, "web/apply_check.html", context)


@doors.door(doors.ANYONE)
def receipt(request: http.HttpRequest) -> http.HttpResponse:
    """What was sent stands under this code."""
    with scope.everything(_WHY):
        try:
            one, code = _draft(request)
        except _NoDraft as none:
            return none.answer
    if one.submitted_at is None:
        return http.HttpResponseRedirect(_next(one))
    who = _("BPJS Ketenagakerjaan") if one.asked.route == "mandiri" else _("Kantor desa")
    context = {
        "title": _("Permohonan terkirim"), "code": code, "code_says": _("Kode tanda terima. Catat dan simpan."),
        "says": [
            _("%(who)s memeriksa permohonan Anda.") % {"who": who},
            _("Anda belum terdaftar dan belum terlindungi sampai permohonan disetujui dan iuran dibayar."),
            _("Datang dengan KTP asli. Petugas mencocokkannya dengan permohonan ini."),
        ],
        "acts": [("/status/", _("Lihat keadaan permohonan")), (f"{_PATH}selesai/", _("Selesai"))],
    }  # fmt: skip
    return frame.render(request, "web/apply_said.html", context)


# Going on, and leaving


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def resume(request: http.HttpRequest) -> http.HttpResponse:
    """The code that was written down leads back."""
    if request.method != "POST":
        return _ask_code(request)
    tries = guessed(request)
    hold = guessing.count(guesses=tries, at=clock.now())
    if hold is not None:
        return later(request, hold)
    typed = request.POST.get("kode", "")
    with scope.everything(_WHY):
        one = queries.by_code(typed, at=clock.now())
    if one is None:
        return _ask_code(request, error=unknown())
    for guess in tries:
        guessing.forget(guess=guess)
    return held(http.HttpResponseRedirect(_next(one)), queries.plain(typed))


def unknown() -> str:
    """What is said of a code that is wrong, too old, or never was: one sentence for all."""
    return _("Kode itu tidak cocok atau sudah tidak berlaku. Periksa setiap huruf dan angkanya.")


def _ask_code(request: http.HttpRequest, *, error: str = "") -> http.HttpResponse:
    context = {
        "title": _("Kode permohonan"), "lead": _("16 huruf dan angka yang Anda catat tadi."),
        "button": _("Lanjutkan"), "error": error, "summary": [("kode", error)] if error else [],
    }  # fmt: skip
    return frame.render(request, "web/apply_code.html", context, status=422 if error else 200)


@doors.door(doors.ANYONE)
def leave(request: http.HttpRequest) -> http.HttpResponse:
    """The browser lets go of the code: the phone or PC may be shared."""
    context = {
        "title": _("Selesai di perangkat ini"),
        "says": [_("Jawaban tersimpan."), _("Lanjutkan kapan saja dengan kode yang Anda catat.")],
        "acts": [(f"{_PATH}lanjut/", _("Lanjutkan dengan kode")), (_PATH, _("Daftarkan orang lain"))],
    }  # fmt: skip
    response = frame.render(request, "web/apply_said.html", context)
    response.delete_cookie(_COOKIE, path=_PATH)
    return response
