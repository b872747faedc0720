"""Signing in and out, and choosing the language."""

from __future__ import annotations

import json
from typing import Any

from django import http
from django.contrib import auth
from django.contrib.auth import backends
from django.utils import http as addresses
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors, passkeys, seen, sessions, stamps, visitors
from lindung.interfaces.web.pages import frame
from lindung.platform.access import queries as desks
from lindung.platform.access.factors import operations as factors
from lindung.platform.access.factors import queries as held
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.access.sessions import operations as kept

PENDING, PENDING_PROOF = "pending", "pending_proof"
"""In a session: whose password was right, as long as the second factor is still to come."""
_LONGEST = 200
"""A password is at most this long; whatever is longer is none, and not worth an Argon2."""


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def sign_in(request: http.HttpRequest) -> http.HttpResponse:
    """The form, and what was typed. A wrong name and a wrong password are answered alike, after the same work; so is
    whoever guessed too often, whether there is such an account or not."""
    where = _where(request)
    if request.method != "POST":
        return frame.render(request, "web/sign_in.html", {"where": where})
    name = request.POST.get("nama", "").strip().lower()
    tries = (guesses.Guess("name", name), guesses.Guess("address", visitors.network(request)))
    hold = guessing.count(guesses=tries, at=clock.now())
    if hold is not None:
        return _again(request, where, name, wait(hold), status=429)
    password = request.POST.get("sandi", "")[: _LONGEST + 1]
    account = auth.authenticate(request, username=name, password=password)
    if account is None:
        guessing.refuse(name=name, address=visitors.address(request), what="sandi", stamp=stamps.of(request))
        problem = _("Nama akun atau sandi tidak cocok. Periksa huruf besar dan kecil pada sandi, lalu coba lagi.")
        return _again(request, where, name, problem)
    for guess in tries:
        guessing.forget(guess=guess)
    if desks.desk_of(account.pk, on=clock.today_in_jakarta()) is None:
        problem = _("Akun ini tidak memegang jabatan hari ini. Hubungi Dinas PMD kabupaten.")
        return _again(request, where, name, problem)
    if held.held(account.pk):
        request.session.flush()
        request.session[PENDING], request.session[PENDING_PROOF] = account.pk, account.get_session_auth_hash()
        return http.HttpResponseRedirect("/masuk/kode/?" + addresses.urlencode({"ke": where}))
    begin(request, account, proven=False)
    return http.HttpResponseRedirect(where)


def _where(request: http.HttpRequest) -> str:
    where = request.POST.get("ke") or request.GET.get("ke") or "/"
    return where if addresses.url_has_allowed_host_and_scheme(where, allowed_hosts=None) else "/"


def _again(request: http.HttpRequest, where: str, name: str, problem: str, *, status: int = 422) -> http.HttpResponse:
    said = {"where": where, "problem": problem, "name": name}
    return frame.render(request, "web/sign_in.html", said, status=status)


def wait(hold: guesses.Hold) -> str:
    """How long, in whole minutes: the same for a name that is no account."""
    minutes = max(1, -(-int((hold.until - clock.now()).total_seconds()) // 60))
    said = _("Terlalu banyak percobaan. Coba lagi %(minutes)s menit lagi, atau hubungi Dinas PMD kabupaten.")
    return said % {"minutes": minutes}


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def second_step(request: http.HttpRequest) -> http.HttpResponse:
    """The second factor of whoever typed a right password a moment ago; for anyone else there is no such step."""
    where = _where(request)
    account = _pending(request)
    if account is None:
        return http.HttpResponseRedirect("/masuk/?" + addresses.urlencode({"ke": where}))
    if request.method != "POST":
        return _ask(request, account, where)
    guess = guesses.Guess("factor", str(account.pk))
    hold = guessing.count(guesses=[guess], at=clock.now())
    if hold is not None:
        return _ask(request, account, where, wait(hold), status=429)
    if not _right(request, account.pk):
        guessing.refuse(name=account.name, address=visitors.address(request), what="kode", stamp=stamps.of(request))
        problem = _("Kode itu tidak cocok atau sudah dipakai. Tunggu kode berikutnya, atau pakai kode cadangan.")
        return _ask(request, account, where, problem, status=422)
    guessing.forget(guess=guess)
    begin(request, account, proven=True)
    return http.HttpResponseRedirect(where)


def _pending(request: http.HttpRequest) -> Any:
    """The account, as long as its password is still the one that was typed; None: nobody waits here."""
    found = backends.ModelBackend().get_user(request.session.get(PENDING, 0))
    if found is None or found.get_session_auth_hash() != request.session.get(PENDING_PROOF):
        return None
    return found


def _right(request: http.HttpRequest, account_id: int) -> bool:
    stamp = stamps.of(request)
    said = request.POST.get("kunci", "")
    if not said:
        return factors.use_code(account_id=account_id, code=request.POST.get("kode", "")[:40], stamp=stamp) is not None
    used = passkeys.signed(request, account_id, said)
    return used is not None and factors.use_passkey(
        account_id=account_id, factor_id=used.id, count=used.count, stamp=stamp
    )


def _ask(
    request: http.HttpRequest, account: Any, where: str, problem: str = "", *, status: int = 200
) -> http.HttpResponse:
    options = passkeys.ask_to_sign(request, account.pk)
    said = {
        "where": where, "problem": problem, "options": json.dumps(options) if options else "",
        "kinds": {factor.kind for factor in held.held(account.pk).factors},
    }  # fmt: skip
    return frame.render(request, "web/second_step.html", said, status=status)


def begin(request: http.HttpRequest, account: Any, *, proven: bool) -> None:
    """Sign in: a session of its own key, on record. Where only so many are allowed, the others end."""
    auth.login(request, account)
    for gone in (PENDING, PENDING_PROOF, passkeys.STATE):
        request.session.pop(gone, None)
    now = int(clock.now().timestamp())
    request.session.update({
        sessions.BEGAN: now, sessions.SEEN: now, doors.PROVEN: proven,
        sessions.ADDRESS: visitors.address(request), sessions.DEVICE: visitors.device(request),
    })  # fmt: skip
    sessions.SessionStore.clear_expired()
    desk = desks.desk_of(account.pk, on=clock.today_in_jakarta())
    if desk is not None:
        seen.entered(request, desk, proven=proven)
    if desks.limits().sessions == 1:
        kept.end_all(account_id=account.pk, but=request.session.session_key or "", stamp=stamps.of(request))


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def sign_out(request: http.HttpRequest) -> http.HttpResponse:
    """Ends the session, and has the browser forget what it kept of the site: the PC may be shared."""
    if request.method != "POST":
        return frame.render(request, "web/sign_out.html", {})
    auth.logout(request)
    response = http.HttpResponseRedirect("/masuk/")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@doors.door(doors.ANYONE)
def language(request: http.HttpRequest, chosen: str) -> http.HttpResponse:
    """Indonesian or English, from the next page on. A preference and nothing else, so a plain link will do."""
    where = request.GET.get("ke", "/")
    if not addresses.url_has_allowed_host_and_scheme(where, allowed_hosts=None):
        where = "/"
    response = http.HttpResponseRedirect(where)
    response.set_cookie("bahasa", chosen, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response
