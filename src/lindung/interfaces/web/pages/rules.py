"""The law of a regency: what is in force on a day, what is proposed, and the second person's decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, fields, stamps, tables
from lindung.interfaces.web import operations as kept
from lindung.interfaces.web.components import rules as component
from lindung.interfaces.web.pages import frame, instead, rule_fields
from lindung.kernel import values
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import facts, operations, queries
from lindung.registers.funding.closing import facts as closing

REOPENS = closing.REOPENS
MAY_OPEN = facts.PROPOSES | facts.DECIDES


@doors.door(doors.EVERY_ROLE, region="code")
def rules(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """What is in force in a regency on a day, and everything that was ever proposed about it. A village or district
    reads the law of its regency."""
    regency = str(values.RegionCode(code).at(2))
    name = _regency(regency)
    if not name or code not in regions.names({code}):
        return instead.missing(request)
    try:
        asked = days.asked(request, code)
    except (days.NotADay, days.NotAYear) as refusal:
        return instead.refused(request, refusal)
    book = queries.book(regency, asked.known_at)
    proposes = code == regency and request.desk.role in facts.PROPOSES
    about = _("%(name)s, per %(day)s, buku aturan %(version)s") % {
        "name": name, "day": tongue.day(asked.on), "version": book.version,
    }  # fmt: skip
    overrides = queries.overrides(code, year=asked.year, known_at=asked.known_at)
    opens = f"/wilayah/{regency}/aturan/" if request.desk.role in MAY_OPEN and code == regency else ""
    propose = f"/wilayah/{code}/aturan/usul/?pokok=" if proposes else ""
    shown = (
        component.in_force(book, on=asked.on, propose=propose, about=about),
        component.funds(book, year=asked.year, overrides=overrides, about=about),
        component.amendments(queries.amendments(code), opens=opens, about=about),
    )
    file = tables.response(request, *shown, name=f"aturan {code} {asked.on}")
    context = {
        "title": _("Aturan"), "name": name, "back": f"/wilayah/{code}/{asked.query}", "as_of": about, "on": asked.on,
        "usul": f"/wilayah/{code}/aturan/usul/" if proposes else "",
        "year_page": f"/wilayah/{regency}/tahun/" if request.desk.role in REOPENS and code == regency else "",
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }  # fmt: skip
    return file or frame.render(request, "web/rules.html", context)


def _regency(code: str) -> str:
    """The name of a regency that is here; nothing for any other region."""
    taken = {one.code: one for one in regions.taken()}
    return taken[code].titled if code in taken and values.RegionCode(code).level == 2 else ""


def _stamp(request: http.HttpRequest, code: str) -> journal.Stamp:
    """In an example on the day that it is about, or nobody would see there what was decided."""
    said = stamps.of(request)
    return journal.Stamp(said.by, said.at, said.batch, clock.today(code, request.example_day))


# Proposing


@dataclass(frozen=True, slots=True)
class Form:
    """One of the three things that can be proposed: its words, fields, and what becomes of what was typed."""

    title: Callable[[], str]
    lead: Callable[[], str]
    fields: Callable[[str, Mapping[str, str], dt.date], list[fields.Field]]
    record: Callable[[http.HttpRequest, str, Mapping[str, str]], int]


@doors.door(facts.PROPOSES, methods=("GET", "POST"), region="code")
def propose(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A form for a new rule, a written answer, or an override."""
    if not _regency(code):
        return instead.missing(request)
    sent = request.POST if request.method == "POST" else request.GET
    form = _FORMS.get(sent.get("jenis", "aturan"), _FORMS["aturan"])
    on = clock.today(code, request.example_day)
    said = {name: value.replace("\0", "").strip()[:4000] for name, value in sent.items()}
    if request.method != "POST":
        return _form_page(request, code, form, form.fields(code, said, on))
    asked = form.fields(code, said, on)
    missing = [(one.name, _("Belum diisi.")) for one in asked if one.required and not said.get(one.name)]
    if missing:
        return _form_page(request, code, form, fields.filled(asked, said, missing), status=422)
    try:
        number = form.record(request, code, said)
    except values.Refusal as refusal:
        shown = fields.filled(asked, said)
        return _form_page(request, code, form, shown, refused=tongue.refusal(refusal), status=422)
    return http.HttpResponseRedirect(f"/wilayah/{code}/aturan/{number}/")


def _form_page(
    request: http.HttpRequest, code: str, form: Form, shown: list[fields.Field], *, refused: str = "",
    status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    kind = next(key for key, one in _FORMS.items() if one is form)
    context = {
        "title": form.title(), "lead": form.lead(), "fields": shown, "summary": fields.summary(shown),
        "refused": refused, "back": f"/wilayah/{code}/aturan/", "kind": kind,
        "others": [(key, one.title()) for key, one in _FORMS.items() if key != kind],
    }  # fmt: skip
    return frame.render(request, "web/rule_form.html", context, status=status)


def _region(request: http.HttpRequest, code: str) -> str:
    return facts.NATION if request.desk.role == "national" else code


def _rule(request: http.HttpRequest, code: str, said: Mapping[str, str]) -> int:
    ends = said.get("sampai", "")
    kind: facts.Kind = "answer" if said["pokok"] == "discount_covers_village_money" else "rule"
    wish = facts.Wish(
        kind, _region(request, code), said["pokok"], said.get("nilai", ""), rule_fields.month(said["mulai"]),
        said["dasar"], "seen" if said.get("keyakinan") == "seen" else "secondary",
        rule_fields.month(ends) if ends else None, said.get("cabut") == "ya", "", said.get("catatan", ""),
        queries.table_of(rule_fields.cases(said)),
    )  # fmt: skip
    return operations.propose(desk=request.desk, wish=wish, stamp=_stamp(request, code))


def _answer(request: http.HttpRequest, code: str, said: Mapping[str, str]) -> int:
    return operations.propose_answer(
        desk=request.desk, region=_region(request, code), fund=said["dana"],
        category=rule_fields.chosen(said["golongan"], rule_fields.CATEGORIES), year=rule_fields.year(said["tahun"]),
        status=rule_fields.chosen(said["jawaban"], rule_fields.STATUSES), letter=said["surat"],
        stamp=_stamp(request, code),
    )  # fmt: skip


def _override(request: http.HttpRequest, code: str, said: Mapping[str, str]) -> int:
    region = said.get("wilayah") or code
    return operations.propose_override(
        desk=request.desk, region=region, fund=said["dana"],
        category=rule_fields.chosen(said["golongan"], rule_fields.CATEGORIES), year=rule_fields.year(said["tahun"]),
        reason=said["alasan"], reference=said.get("surat", ""), stamp=_stamp(request, code),
    )  # fmt: skip


_FORMS = {
    "aturan": Form(
        lambda: _("Usulkan aturan baru"),
        lambda: _("Aturan baru berlaku mulai bulan yang disebut, sesudah disetujui orang kedua."),
        rule_fields.rule, _rule,
    ),
    "jawaban": Form(
        lambda: _("Catat jawaban tertulis"),
        lambda: _("Jawaban cabang BPJS atau kementerian tentang satu sumber dana pada satu tahun anggaran."),
        rule_fields.answer, _answer,
    ),
    "pengecualian": Form(
        lambda: _("Usulkan pengecualian"),
        lambda: _("Aturannya tetap; alasan dan kedua pejabatnya tercetak di setiap laporan yang bersandar padanya."),
        rule_fields.override, _override,
    ),
}  # fmt: skip


# Deciding


@doors.door(MAY_OPEN, methods=("GET", "POST"), region="code")
def amendment(request: http.HttpRequest, code: str, amendment: int) -> http.HttpResponse:
    """What one person proposed, with before and after; another one agrees or says why not."""
    found = queries.amendment(amendment)
    if found is None or not _regency(code) or found not in queries.amendments(code):
        return instead.missing(request)
    if request.method != "POST":
        return _amendment_page(request, code, found)
    said = request.POST.get("keputusan", "")
    if said not in ("setuju", "tolak"):
        return instead.no_such_act(request)
    reason = request.POST.get("alasan", "").replace("\0", "").strip()[:2000]
    try:
        operations.decide(
            desk=request.desk, amendment_id=amendment, approve=said == "setuju", reason=reason,
            stamp=_stamp(request, code),
        )  # fmt: skip
    except values.Refusal as refusal:
        return _amendment_page(request, code, found, tongue.refusal(refusal))
    if said == "setuju":
        kept.keep_all(example_day=request.example_day)
    return http.HttpResponseRedirect(f"/wilayah/{code}/aturan/{amendment}/")


def _amendment_page(
    request: http.HttpRequest, code: str, found: facts.Amendment, problem: str = ""
) -> http.HttpResponse:
    shown: list[tables.Table] = []
    if found.approved is None and found.kind != "override":
        try:
            cases, months = queries.weighed(found)
            about = f"{component.subject(found.parameter)} · {found.source}"
            titles = (
                ("kasus", _("Kasus uji"), cases, True),
                ("sebelum-sesudah", _("Sebelum dan sesudah"), months, False),
            )
            shown = [
                component.outcomes(said, key=key, title=title, expected=expected, about=about)
                for key, title, said, expected in titles if said
            ]  # fmt: skip
        except values.Refusal as refusal:
            problem = problem or tongue.refusal(refusal)
    file = tables.response(request, *shown, name=f"usulan {found.id}") if request.method == "GET" else None
    if file:
        return file
    context = {
        "title": _("Usulan nomor %(number)s") % {"number": found.id}, "back": f"/wilayah/{code}/aturan/", "it": found,
        "subject": component.subject(found.parameter), "kind": component.kind(found.kind),
        "standing": component.standing(found), "region": found.region or _("semua"),
        "may_decide": queries.may_decide(request.desk, found), "problem": problem,
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }  # fmt: skip
    return frame.render(request, "web/rule_amendment.html", context, status=422 if problem else 200)
