"""One's own account: password, second factor, and the browsers that are signed in."""

from __future__ import annotations

import datetime as dt
import json
import zoneinfo
from typing import Any

import segno
from django import http
from django.contrib import auth
from django.contrib.auth import backends
from django.utils import safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors, passkeys, stamps, visitors
from lindung.interfaces.web.pages import frame, instead, roles, signing
from lindung.kernel import language, values
from lindung.platform.access import facts as access_facts
from lindung.platform.access import operations, queries
from lindung.platform.access.factors import operations as factors
from lindung.platform.access.factors import queries as held
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.access.sessions import operations as ending
from lindung.platform.access.sessions import queries as kept

_SECRET = "secret"  # noqa: S105  the name under which a session holds it
_ISSUER = "Lindung"


@doors.door(doors.EVERY_ROLE, methods=("GET", "POST"))
def account(request: http.HttpRequest) -> http.HttpResponse:
    """Who one is here, what protects it, and where one is signed in; a session is ended by its button."""
    desk: access_facts.Desk = request.desk
    key = request.session.session_key or ""
    if request.method == "POST":
        stamp, said = stamps.of(request), request.POST.get("sesi", "")
        if said == "lain":
            ending.end_all(account_id=desk.account_id, but=key, stamp=stamp)
        elif not said.isdecimal():
            return instead.no_such_act(request)
        elif not ending.end_one(account_id=desk.account_id, session_id=int(said[:18]), stamp=stamp):
            return instead.missing(request)
        return http.HttpResponseRedirect("/akun/")
    zone = _zone(desk)
    found = [
        {"id": one.id, "address": one.address, "device": one.device, "is_this": one.is_this,
         "began": moment(one.began_at, zone), "seen": moment(one.seen_at, zone)}
        for one in kept.of_account(desk.account_id, key=key, at=clock.now())
    ]  # fmt: skip
    context = {
        "title": _("Akun Anda"), "role": roles.name(desk.role), "sessions": found,
        "others": any(not one["is_this"] for one in found), "held": held.held(desk.account_id),
        "name": queries.person(desk.account_id).name,
        "since": moment(desk.password_at, zone) if desk.password_at else "",
    }  # fmt: skip
    return frame.render(request, "web/account.html", context)


def _zone(desk: access_facts.Desk) -> str:
    """Moments are told in the zone of the office's first region."""
    return language.zone_of(values.RegionCode(min(desk.scope.regions))) if desk.scope.regions else "Asia/Jakarta"


def moment(at: dt.datetime, zone: str) -> str:
    here = at.astimezone(zoneinfo.ZoneInfo(zone))
    return f"{tongue.day(here.date())} {here:%H.%M} {language.ZONES[zone]}"


def own_password(request: http.HttpRequest) -> str:
    """Why the own password that was typed does not do; empty where it is right. Guesses count as at signing in."""
    guess = guesses.Guess("factor", str(request.desk.account_id))
    hold = guessing.count(guesses=[guess], at=clock.now())
    if hold is not None:
        return signing.wait(hold)
    account_id = request.desk.account_id
    if not queries.password_is(account_id, request.POST.get("lama", "")[:201]):
        name, where = queries.person(account_id).name, visitors.address(request)
        guessing.refuse(name=name, address=where, what="sandi sendiri", stamp=stamps.of(request))
        return _("Sandi Anda yang sekarang tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.")
    guessing.forget(guess=guess)
    return ""


# The password


@doors.door(doors.EVERY_ROLE, methods=("GET", "POST"), early=True)
def password(request: http.HttpRequest) -> http.HttpResponse:
    """Another password, with the one that is known now; every other session ends."""
    owed = doors.owes(request, request.desk) == "sandi"
    context: dict[str, Any] = {
        "title": _("Ganti sandi"), "owed": owed, "least": queries.limits().least_password,
        "name": queries.person(request.desk.account_id).name,
    }  # fmt: skip
    if request.method != "POST":
        return frame.render(request, "web/password.html", context)
    problem, field = own_password(request), "lama"
    new = request.POST.get("baru", "")
    if not problem and new != request.POST.get("ulang", ""):
        problem, field = _("Sandi baru dan ulangannya tidak sama. Ketik keduanya sekali lagi."), "ulang"
    if not problem:
        try:
            operations.change_password(account_id=request.desk.account_id, password=new, stamp=stamps.of(request))
        except values.Refusal as refusal:
            problem, field = tongue.refusal(refusal), "baru"
    if problem:
        return frame.render(request, "web/password.html", context | {"problem": problem, "field": field}, status=422)
    account = backends.ModelBackend().get_user(request.desk.account_id)
    request.session.cycle_key()
    request.session[auth.HASH_SESSION_KEY] = account.get_session_auth_hash() if account else ""
    ending.end_all(account_id=request.desk.account_id, but=request.session.session_key or "", stamp=stamps.of(request))
    return http.HttpResponseRedirect("/" if owed else "/akun/")


# The second factor


@doors.door(doors.EVERY_ROLE, methods=("GET", "POST"), early=True)
def factor(request: http.HttpRequest) -> http.HttpResponse:
    """Adding and removing second factors. Who must have one and has none gets no other page before."""
    if doors.owes(request, request.desk) == "sandi":
        return http.HttpResponseRedirect("/akun/sandi/")
    if request.method != "POST":
        return _factor_page(request)
    owed = _owed(request)
    problem = "" if owed else own_password(request)
    if problem:
        return _factor_page(request, problem, "lama")
    act = {"aplikasi": _add_app, "kunci": _add_passkey, "hapus": _remove, "kode-baru": _new_codes}.get(
        request.POST.get("tindakan", "")
    )
    if act is None:
        return instead.no_such_act(request)
    try:
        codes = act(request, owed)
    except values.Refusal as refusal:
        return _factor_page(request, tongue.refusal(refusal), "kode")
    if request.POST["tindakan"] in ("aplikasi", "kunci"):
        _now_proven(request)
    if codes:
        return frame.render(request, "web/codes.html", {"title": _("Kode cadangan"), "codes": codes, "owed": owed})
    return http.HttpResponseRedirect("/" if owed else "/akun/")


def _now_proven(request: http.HttpRequest) -> None:
    """Whoever adds a factor has shown it; sessions that have not are over."""
    request.session[doors.PROVEN] = True
    request.session.cycle_key()
    ending.end_all(account_id=request.desk.account_id, but=request.session.session_key or "", stamp=stamps.of(request))


def _owed(request: http.HttpRequest) -> bool:
    return doors.owes(request, request.desk) == "faktor"


def _add_app(request: http.HttpRequest, owed: bool) -> tuple[str, ...]:
    secret = request.session.get(_SECRET, "")
    if not secret:
        raise factors.CodeNotRight()
    codes = factors.add_app(
        account_id=request.desk.account_id, secret=secret, code=request.POST.get("kode", "")[:40],
        first=_first(request), stamp=stamps.of(request),
    )  # fmt: skip
    request.session.pop(_SECRET, None)
    return codes


def _first(request: http.HttpRequest) -> bool:
    """A session that has shown no factor may only add an account's first one."""
    return not request.session.get(doors.PROVEN)


def _add_passkey(request: http.HttpRequest, owed: bool) -> tuple[str, ...]:
    made = passkeys.made(request, request.POST.get("kunci", ""))
    if made is None:
        raise factors.CodeNotRight()
    return factors.add_passkey(
        account_id=request.desk.account_id, credential=made.credential, count=made.count,
        label=visitors.device(request), first=_first(request), stamp=stamps.of(request),
    )  # fmt: skip


def _remove(request: http.HttpRequest, owed: bool) -> tuple[str, ...]:
    said = request.POST.get("faktor", "")
    desk = request.desk
    if owed:
        raise factors.NoSuchFactor()
    factors.remove(
        account_id=desk.account_id, factor_id=int(said[:18]) if said.isdecimal() else 0,
        may_be_last=desk.role not in access_facts.WIDE_ROLES or desk.example_account, stamp=stamps.of(request),
    )  # fmt: skip
    return ()


def _new_codes(request: http.HttpRequest, owed: bool) -> tuple[str, ...]:
    if owed or not held.held(request.desk.account_id):
        raise factors.NoSuchFactor()
    return factors.new_codes(account_id=request.desk.account_id, stamp=stamps.of(request))


def _factor_page(request: http.HttpRequest, problem: str = "", field: str = "") -> http.HttpResponse:
    """The picture for an app, what is there already, and a button for a passkey where the browser can make one."""
    desk, there = request.desk, held.held(request.desk.account_id)
    person = queries.person(desk.account_id)
    owed = _owed(request)
    locked = _first(request) and bool(there)
    secret = request.session.get(_SECRET) or held.new_secret()
    request.session[_SECRET] = secret
    options = None if locked else passkeys.ask_to_make(request, desk.account_id, person.name, person.person_name)
    context = {
        "title": _("Faktor kedua"), "owed": owed, "held": there, "locked": locked, "problem": problem, "field": field,
        "name": person.name, "picture": _picture(held.address(secret, account=person.name, issuer=_ISSUER)),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "options": json.dumps(options) if options else "",
        "may_remove": not owed and (len(there.factors) > 1 or desk.role not in access_facts.WIDE_ROLES),
    }  # fmt: skip
    return frame.render(request, "web/factor.html", context, status=422 if problem else 200)


def _picture(address: str) -> str:
    """The QR code as SVG in the page: our own markup, nothing of it typed by anyone."""
    code = segno.make(address, error="m")
    svg = code.svg_inline(scale=4, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return safestring.mark_safe(svg)  # noqa: S308
