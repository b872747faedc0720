"""Signing in and out, and choosing the language."""

from __future__ import annotations

from django import http
from django.contrib import auth
from django.utils import http as addresses
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors
from lindung.interfaces.web.pages import frame
from lindung.platform.access import queries as desks


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def sign_in(request: http.HttpRequest) -> http.HttpResponse:
    """The form, and what was typed. A wrong name and a wrong password are answered alike, after the same work."""
    where = request.POST.get("ke") or request.GET.get("ke") or "/"
    if not addresses.url_has_allowed_host_and_scheme(where, allowed_hosts=None):
        where = "/"
    if request.method != "POST":
        return frame.render(request, "web/sign_in.html", {"where": where})
    name = request.POST.get("nama", "").strip().lower()
    account = auth.authenticate(request, username=name, password=request.POST.get("sandi", ""))
    problem = ""
    if account is None:
        problem = _("Nama akun atau sandi tidak cocok. Periksa huruf besar dan kecil pada sandi, lalu coba lagi.")
    elif desks.desk_of(account.pk, on=clock.today_in_jakarta()) is None:
        problem = _("Akun ini tidak memegang jabatan hari ini. Hubungi Dinas PMD kabupaten.")
    if problem:
        return frame.render(request, "web/sign_in.html", {"where": where, "problem": problem, "name": name}, status=422)
    auth.login(request, account)
    request.session["seen"] = int(clock.now().timestamp())
    return http.HttpResponseRedirect(where)


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
