"""Who may enter: each view declares it, and one middleware holds it for every URL. What declares nothing is shut.

The order is fixed so that nothing leaks: signed in, method, role, region. A region out of scope is answered before
anything is looked up, by the same page as one that does not exist.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import http, urls
from django.conf import settings
from django.contrib import auth
from django.db import connection
from django.utils import http as addresses
from django.utils import translation

from lindung.interfaces.disclosure import facts as disclosure
from lindung.interfaces.web import clock, days, seen, sessions
from lindung.interfaces.web.pages import instead
from lindung.platform.access import facts as access
from lindung.platform.access import queries as desks
from lindung.platform.access import scope
from lindung.platform.access.tokens import queries as tokens
from lindung.platform.journal import queries as journal
from lindung.registers.reporting import facts as reporting

View = Callable[..., http.HttpResponse]
ANYONE: frozenset[str] = frozenset()
EVERY_ROLE = frozenset(access.ROLES) - access.PROGRAMS
VILLAGE = frozenset({"operator", "kades"})
ADMINISTERS = frozenset({"dpmd", "camat"})
DECIDES = frozenset({"dpmd", "sekda", "bupati"})
RECORDS_MONEY = frozenset({"dpmd", "bpjs"})
SEES_CARDS = VILLAGE | {"camat", "dpmd", "bpjs", "auditor"}
SEES_CASES = VILLAGE | {"dpmd", "bpjs", "auditor"}
SEES_HEALTH = frozenset({"dpmd", "bpjs", "auditor"})
ASKS_CORRECTIONS = VILLAGE | {"dpmd"}
TELLS_OF_PEOPLE = VILLAGE | {"dpmd"}
DECIDES_CHANGES = frozenset({"camat", "dpmd"})
SEES_CHANGES = TELLS_OF_PEOPLE | DECIDES_CHANGES | {"auditor"}
SEES_CONSENTS = VILLAGE | {"camat", "dpmd", "auditor"}
FOLLOWS_CASES = VILLAGE | {"dpmd", "bpjs"}
APPROVES_SUBMISSIONS = frozenset({"dpmd", "sekda"})
SEES_SUBMISSIONS = SEES_CARDS | APPROVES_SUBMISSIONS
SEES_LETTERS = frozenset({"camat", "dpmd", "sekda", "bupati", "auditor"})
WRITES_LETTERS = frozenset({"camat", "dpmd", "sekda"})
WRITES_DOSSIERS = frozenset({"dpmd"})
WORDS_LETTERS = frozenset({"dpmd", "sekda"})
REVEALS, ASKS_EXPORTS = disclosure.REVEALS, disclosure.ASKS
EXPORTS = disclosure.ASKS | disclosure.DECIDES
PROPOSES_REPORTS, READS_REPORTS = reporting.PROPOSES, reporting.READS
SENDS_FILES = frozenset({"dpmd", "bpjs", "camat", "operator", "kades"})


@dataclass(frozen=True, slots=True)
class Door:
    """Which roles enter by which methods, and the URL argument whose region must be within their scope.

    No role: anyone enters, signed in or not, and no village's data can be read behind it. ``early``: also open to who
    has signed in but must first choose a password or a second factor; behind it is nothing but one's own account.
    """

    roles: frozenset[str]
    methods: frozenset[str]
    region: str
    early: bool = False

    @property
    def of_programs(self) -> bool:
        """Entered with a token, never with a session: a page that somebody was lured to can't read it for them."""
        return bool(self.roles) and self.roles <= access.PROGRAMS


def door(
    roles: Iterable[str], *, methods: Iterable[str] = ("GET",), region: str = "", early: bool = False
) -> Callable[[View], View]:
    """Declare who may enter a view."""
    declared = Door(frozenset(roles), frozenset(methods) | ({"HEAD"} if "GET" in methods else set()), region, early)

    def declare(view: View) -> View:
        view.door = declared  # type: ignore[attr-defined]
        return view

    return declare


class Doorkeeper:
    """The middleware that holds every door, puts the scope of the signed-in office in force behind it, and records who
    saw whom and who was refused."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: http.HttpRequest) -> http.HttpResponse:
        with contextlib.ExitStack() as held:
            request.held, request.desk, request.version, request.example_day = held, None, 0, None
            response = self.get_response(request)
            desk = request.desk or (_whose(request) if getattr(request, "forged", False) else None)
            if desk is not None:
                seen.record(request, desk, response.status_code)
            return response

    def process_exception(self, request: http.HttpRequest, exception: Exception) -> http.HttpResponse | None:
        """A regency in scope of which nothing has come in yet has a page that says what to do first."""
        if not isinstance(exception, days.NothingYet):
            return None
        return instead.nothing_yet(request, exception, may_send=request.desk.role in SENDS_FILES)

    def process_view(
        self, request: http.HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> http.HttpResponse | None:
        declared: Door | None = getattr(view, "door", None)
        if declared is None:
            return instead.missing(request)
        request.version = journal.last_line()
        if declared.roles:
            request.program = declared.of_programs
            request.desk = desk = _program(request) if request.program else _desk(request)
            if desk is None:
                return instead.no_token(request) if request.program else _to_sign_in(request)
            request.example_day = desk.example_day
            owed = "" if declared.early or request.program else owes(request, desk)
            if owed:
                return http.HttpResponseRedirect(urls.reverse(owed))
        else:
            request.example_day = desks.example_day()
        if request.method not in declared.methods:
            return instead.wrong_method(request, sorted(declared.methods))
        if declared.roles and desk.role not in declared.roles:
            return instead.not_your_office(request)
        if declared.region and not desk.scope.covers(kwargs[declared.region]):
            return instead.missing(request)
        if declared.roles:
            request.held.enter_context(scope.within(desk.scope))
        return None


def _to_sign_in(request: http.HttpRequest) -> http.HttpResponse:
    return http.HttpResponseRedirect(_sign_in(request))


def _program(request: http.HttpRequest) -> access.Desk | None:
    """The desk of the program whose token the request bears; None where the token opens nothing today."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    today = clock.today_in_jakarta()
    account = tokens.account_of(token.strip(), on=today) if scheme.lower() == "bearer" and token else None
    desk = desks.desk_of(account, on=today) if account else None
    return desk if desk and desk.role in access.PROGRAMS else None


def _whose(request: http.HttpRequest) -> access.Desk | None:
    """The desk behind a form that was refused before any door was reached."""
    request.version = journal.last_line()
    return _desk(request)


_remembered: OrderedDict[tuple[Any, ...], access.Desk] = OrderedDict()
_AT_MOST = 512
_lock = threading.Lock()


def _desk(request: http.HttpRequest) -> access.Desk | None:
    """The desk of the account that is signed in, as of today: a post that ended opens nothing from the next request.

    Looked up anew as soon as the journal has moved, for whatever changes access is written there.
    """
    account, proof = (request.session.get(key) for key in (auth.SESSION_KEY, auth.HASH_SESSION_KEY))
    if account is None:
        return None
    today = clock.today_in_jakarta()
    key = (connection.settings_dict["NAME"], request.version, account, proof, today)
    with _lock:
        held = _remembered.get(key)
    if held is None:
        held = desks.desk_of(int(account), on=today, proof=proof or "")
        if held is not None:
            with _lock:
                _remembered[key] = held
                while len(_remembered) > _AT_MOST:
                    _remembered.popitem(last=False)
    return None if held is None or held.role in access.PROGRAMS or _over(request, held) else held


_NOTED = 60


def _over(request: http.HttpRequest, desk: access.Desk) -> bool:
    """Whether nobody has touched this session for too long, or it began too long ago; then it ends: the PC may be
    shared. A session that does not say when it began is over."""
    limits = desks.limits()
    idle = limits.idle_minutes_village if desk.role in access.VILLAGE_ROLES else limits.idle_minutes
    now = int(clock.now().timestamp())
    last, began = (request.session.get(name, 0) for name in (sessions.SEEN, sessions.BEGAN))
    if now - last > idle * 60 or now - began >= limits.hours * 3600:
        auth.logout(request)
        return True
    if now - last > _NOTED:
        request.session[sessions.SEEN] = now
    return False


PROVEN = "factor"
"""In a session: a second factor was shown since signing in."""


def owes(request: http.HttpRequest, desk: access.Desk) -> str:
    """The page on which an account must do something before any other opens; none for the accounts of an example.

    A password that somebody else knows, or one too old where the national checklist counts days; then a second factor
    for who sees more than one village.
    """
    if desk.example_account:
        return ""
    days = desks.limits().password_days
    if desk.told or (days and desk.password_at and (clock.now() - desk.password_at).days >= days):
        return "sandi"
    if desk.role in access.WIDE_ROLES and not request.session.get(PROVEN):
        return "faktor"
    return ""


def _sign_in(request: http.HttpRequest) -> str:
    where = request.get_full_path() if request.method == "GET" else "/"
    return urls.reverse("masuk") + ("" if where == "/" else "?" + addresses.urlencode({"ke": where}))


HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


_HTTPS_ONLY = "max-age=63072000; includeSubDomains"
"""For two years a browser that was here asks by https only."""


class Headers:
    """On every answer: nothing from elsewhere, nothing inline, nothing kept by a shared PC's browser."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: http.HttpRequest) -> http.HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            if name != "Permissions-Policy" or name not in response.headers:  # one page asks for the camera
                response.headers[name] = value
        if settings.SECURE:
            response.headers["Strict-Transport-Security"] = _HTTPS_ONLY
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class Language:
    """Indonesian, unless the reader has chosen English."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: http.HttpRequest) -> http.HttpResponse:
        chosen = "en" if request.COOKIES.get("bahasa") == "en" else "id"
        with translation.override(chosen):
            response = self.get_response(request)
        response.headers["Content-Language"] = chosen
        return response
