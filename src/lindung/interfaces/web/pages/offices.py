"""Offices and the people in them: opening accounts, filling posts, helping who lost a password; what waits for a second
person. Whether something is theirs is asked of ``administration`` with every request, never of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces import accounts
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors, stamps
from lindung.interfaces.web.pages import frame, instead, own, roles
from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.access.administration import facts, operations, queries
from lindung.platform.access.factors import queries as held
from lindung.platform.regions import facts as regions_facts
from lindung.platform.regions import queries as regions


class NotADay(values.Refusal):
    code = "tanggal-mulai-tidak-sah"
    sentence = "«{text}» bukan tanggal. Tulis seperti 2023-04-13."


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a request: said on the page, and a password that is told once."""

    says: str
    name: str = ""
    password: str = ""


@doors.door(doors.ADMINISTERS | doors.DECIDES)
def offices(request: http.HttpRequest) -> http.HttpResponse:
    """The offices within one's scope, who sits in them, and what waits for a second person."""
    desk: access.Desk = request.desk
    today = clock.today_in_jakarta()
    found = queries.offices(desk, on=today)
    names = _names(desk)
    context = {
        "title": _("Kantor dan akun"),
        "offices": [
            {"office": one, "places": ", ".join(names.get(code, code) for code in sorted(one.regions)),
             "region": min(one.regions), "posts": [_post(post, today) for post in one.posts]}
            for one in found
        ],
        "proposals": [_proposal(request, one) for one in queries.proposals(desk, on=today)],
        "administers": desk.role in doors.ADMINISTERS,
    }  # fmt: skip
    return frame.render(request, "web/offices.html", context)


def _names(desk: access.Desk) -> dict[str, str]:
    """Regions within the scope by code, as they are called."""
    on = clock.today_in_jakarta()
    return {one.code: one.name for top in sorted(desk.scope.regions) for one in regions.down_from(top, on=on)}


def _post(post: facts.Post, today: dt.date) -> dict[str, Any]:
    return {"post": post, "role": roles.name(post.role), "later": post.starts_on > today}


def _proposal(request: http.HttpRequest, one: facts.Proposal) -> dict[str, Any]:
    words = {"post": roles.name(one.role), "password": _("sandi baru"), "factor": _("hapus faktor kedua")}
    mine = request.desk.account_id in (one.proposed_by, one.account_id)
    return {
        "one": one, "what": words[one.kind], "may_decide": request.desk.role in doors.DECIDES and not mine,
        "at": own.moment(one.proposed_at, "Asia/Makassar"),
    }  # fmt: skip


# A new account


@doors.door(doors.ADMINISTERS, methods=("GET", "POST"))
def new_account(request: http.HttpRequest) -> http.HttpResponse:
    """An account for somebody in an office within one's scope; its password is shown on the answer, once."""
    desk: access.Desk = request.desk
    said = {name: request.POST.get(name, request.GET.get(name, "")).strip() for name in _TYPED}
    if request.method != "POST":
        said["mulai"] = clock.today_in_jakarta().isoformat()
        return _account_form(request, said)
    password = accounts.password()
    try:
        at_once = operations.open_seat(
            desk=desk, name=said["akun"], person_name=said["orang"] or said["akun"], password=password,
            office=said["kantor"], region=said["wilayah"], role=said["peran"], starts_on=_day(said["mulai"]),
            stamp=stamps.of(request),
        )  # fmt: skip
    except values.Refusal as refusal:
        return _reached_out(request, said) or _account_form(request, said, tongue.refusal(refusal))
    says = _("Akun dibuka.") if at_once else _("Akun dibuka; jabatannya berlaku sesudah disetujui orang kedua.")
    return _tell(request, Told(says, said["akun"].lower(), password))


_TYPED = ("akun", "orang", "kantor", "wilayah", "peran", "mulai")


def _reached_out(request: http.HttpRequest, said: Mapping[str, str]) -> http.HttpResponse | None:
    """What somebody gets who did not use our form: a region that is not theirs looks like none, a role that is not
    theirs to fill is another office's work. None: an honest mistake, said on the form."""
    desk: access.Desk = request.desk
    code, role = said.get("wilayah", ""), said.get("peran", "")
    if code and not (desk.scope.covers(code) and regions.there(code)):
        return instead.missing(request)
    if role and role not in facts.APPOINTS[desk.role]:
        return instead.not_your_office(request)
    return None


def _day(said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except ValueError as wrong:
        raise NotADay(text=said) from wrong


def _account_form(request: http.HttpRequest, said: dict[str, str], problem: str = "") -> http.HttpResponse:
    desk: access.Desk = request.desk
    context = {
        "title": _("Buka akun"), "said": said, "problem": problem, "choices": _choices(desk),
        "today": clock.today_in_jakarta().isoformat(),
        "offices": [one.name for one in queries.offices(desk, on=clock.today_in_jakarta())],
    }  # fmt: skip
    return frame.render(request, "web/new_account.html", context, status=422 if problem else 200)


def _choices(desk: access.Desk) -> dict[str, list[tuple[str, str]]]:
    """Roles that this desk fills, and the regions at whose level they sit."""
    filled = facts.APPOINTS[desk.role]
    levels = {facts.LEVEL[role] for role in filled}
    found: list[regions_facts.Region] = [
        one for top in sorted(desk.scope.regions) for one in regions.down_from(top, on=clock.today_in_jakarta())
    ]
    return {
        "roles": [(role, roles.name(role)) for role in access.ROLES if role in filled],
        "regions": [(one.code, f"{one.code} {one.name}") for one in found if one.code.count(".") + 1 in levels],
    }


def _tell(request: http.HttpRequest, told: Told) -> http.HttpResponse:
    return frame.render(request, "web/told.html", {"title": told.says, "told": told})


# An account


@doors.door(doors.ADMINISTERS, methods=("GET", "POST"))
def account(request: http.HttpRequest, account: int) -> http.HttpResponse:
    """One account within one's scope: its posts, and what can be done for it. One's own is looked after elsewhere."""
    if account == request.desk.account_id:
        return http.HttpResponseRedirect("/akun/")
    found = queries.account(request.desk, account, on=clock.today_in_jakarta())
    if found is None:
        return instead.missing(request)
    if request.method != "POST":
        return _account_page(request, found)
    act = _ACTS.get(request.POST.get("tindakan", ""))
    if act is None:
        return instead.no_such_act(request)
    try:
        return _tell(request, act(request, found))
    except operations.NotYours:
        return instead.missing(request)
    except values.Refusal as refusal:
        return _reached_out(request, request.POST) or _account_page(request, found, tongue.refusal(refusal))


def _account_page(request: http.HttpRequest, found: facts.Account, problem: str = "") -> http.HttpResponse:
    today = clock.today_in_jakarta()
    current = [post for post in found.posts if post.ends_before is None or post.ends_before > today]
    context = {
        "title": found.person_name, "found": found, "problem": problem, "held": held.held(found.id),
        "posts": [_post(post, today) for post in reversed(found.posts)], "current": current,
        "waiting": [_proposal(request, one) for one in found.waiting], "today": today.isoformat(),
        "choices": _choices(request.desk), "offices": [one.name for one in queries.offices(request.desk, on=today)],
    }  # fmt: skip
    return frame.render(request, "web/office_account.html", context, status=422 if problem else 200)


def _waits() -> Told:
    return Told(_("Diusulkan; berlaku sesudah disetujui orang kedua."))


def _hand_over(request: http.HttpRequest, found: facts.Account) -> Told:
    to, day = request.POST.get("penerus", "").strip().lower(), _day(request.POST.get("mulai", ""))
    at_once = operations.hand_over(
        desk=request.desk, account_id=found.id, to=to, starts_on=day, stamp=stamps.of(request)
    )
    return Told(_("Jabatan diserahterimakan.")) if at_once else _waits()


def _move(request: http.HttpRequest, found: facts.Account) -> Told:
    said = {name: request.POST.get(name, "").strip() for name in ("kantor", "wilayah", "peran", "mulai")}
    at_once = operations.move(
        desk=request.desk, account_id=found.id, office=said["kantor"], region=said["wilayah"], role=said["peran"],
        starts_on=_day(said["mulai"]), stamp=stamps.of(request),
    )  # fmt: skip
    return Told(_("Jabatan dicatat.")) if at_once else _waits()


def _dismiss(request: http.HttpRequest, found: facts.Account) -> Told:
    day = _day(request.POST.get("mulai", ""))
    operations.dismiss(desk=request.desk, account_id=found.id, ends_before=day, stamp=stamps.of(request))
    return Told(_("Jabatan diakhiri; sejak hari itu akun ini tidak membuka apa pun."))


def _password(request: http.HttpRequest, found: facts.Account) -> Told:
    said = accounts.password()
    if operations.new_password(desk=request.desk, account_id=found.id, password=said, stamp=stamps.of(request)):
        return Told(_("Sandi baru dibuat; semua sesi akun ini diakhiri."), found.name, said)
    return _waits()


def _factor(request: http.HttpRequest, found: facts.Account) -> Told:
    if operations.reset_factor(desk=request.desk, account_id=found.id, stamp=stamps.of(request)):
        return Told(_("Faktor kedua dihapus; semua sesi akun ini diakhiri."))
    return _waits()


def _unlock(request: http.HttpRequest, found: facts.Account) -> Told:
    operations.unlock(desk=request.desk, account_id=found.id, stamp=stamps.of(request))
    return Told(_("Kunci dibuka; akun ini dapat mencoba masuk lagi sekarang."))


_ACTS: dict[str, Callable[[http.HttpRequest, facts.Account], Told]] = {
    "serah-terima": _hand_over, "jabatan": _move, "berhenti": _dismiss, "sandi": _password, "faktor": _factor,
    "buka-kunci": _unlock,
}  # fmt: skip


# What waits for a second person


@doors.door(doors.DECIDES, methods=("GET", "POST"))
def proposal(request: http.HttpRequest, proposal: int) -> http.HttpResponse:
    """What one person of the regency proposed; another one agrees or does not."""
    found = queries.proposal(request.desk, proposal, on=clock.today_in_jakarta())
    if found is None:
        return instead.missing(request)
    if request.method != "POST":
        return _proposal_page(request, found)
    said = request.POST.get("keputusan", "")
    if said not in ("setuju", "tolak"):
        return instead.no_such_act(request)
    password = accounts.password()
    try:
        operations.decide(
            desk=request.desk, proposal_id=found.id, approve=said == "setuju", password=password,
            stamp=stamps.of(request),
        )  # fmt: skip
    except values.Refusal as refusal:
        return _proposal_page(request, found, tongue.refusal(refusal))
    if said == "tolak":
        return _tell(request, Told(_("Usulan ditolak; tidak ada yang berubah.")))
    if found.kind == "password":
        return _tell(request, Told(_("Disetujui; sandi baru dibuat."), found.name, password))
    return _tell(request, Told(_("Disetujui dan berlaku.")))


def _proposal_page(request: http.HttpRequest, found: facts.Proposal, problem: str = "") -> http.HttpResponse:
    context = {"title": _("Usulan"), "it": _proposal(request, found), "problem": problem}
    return frame.render(request, "web/proposal.html", context, status=422 if problem else 200)
