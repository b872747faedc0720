"""Letters: the list of a region, all letters of a finding in one act, one letter with its PDF, and its withdrawal."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib import parse

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.reports.letters import drafting, samples, typesetting, words
from lindung.interfaces.web import clock, days, doors, fields, seen, tables
from lindung.interfaces.web import operations as kept
from lindung.interfaces.web.components import lettering
from lindung.interfaces.web.pages import frame, instead, signatories
from lindung.kernel import language, values
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions
from lindung.registers.letters import facts, operations, queries

_LEVELS = (facts.REGENCY, facts.DISTRICT)
OF_FINDINGS: tuple[facts.Kind, ...] = ("invitation", "reminder", "instruction", "service_note")


@doors.door(doors.SEES_LETTERS)
def home(request: http.HttpRequest) -> http.HttpResponse:
    """Where an office's letters are."""
    return http.HttpResponseRedirect(f"/wilayah/{min(request.desk.scope.regions)}/surat/")


def place_of(request: http.HttpRequest, code: str) -> str:
    """What a regency or district is called; nothing for any other region."""
    if values.RegionCode(code).level not in _LEVELS:
        return ""
    found = regions.these([code], on=clock.today(code, request.example_day))
    return found[code].titled if code in found else ""


@doors.door(doors.SEES_LETTERS, region="code")
def letters(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """All letters about a region, and where more are made."""
    name = place_of(request, code)
    if not name:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    found = queries.letters(code, known_at=today)
    shown = lettering.letters(found, code, regions.names({one.region for one in found}), about(name, today))
    file = tables.response(request, shown, name=f"{code} {today}")
    if file:
        return file
    here = f"/wilayah/{code}/surat/"
    acts = [(f"{here}naskah/", _("Naskah surat")), (f"{here}pejabat/", _("Pejabat"))]
    context = {
        "title": _("Surat"), "place": name, "up": f"/wilayah/{code}/", "as_of": about(name, today),
        "acts": acts if request.desk.role in doors.WRITES_LETTERS else [],
        "act": (f"{here}buat/", _("Buat surat")) if request.desk.role in doors.WRITES_LETTERS else None,
        "blocks": [(shown.key, shown.title, tables.block(request, shown))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def about(name: str, today: dt.date) -> str:
    return _("%(name)s, per %(day)s") % {"name": name, "day": tongue.day(today)}


# Making


@doors.door(doors.WRITES_LETTERS, methods=("GET", "POST"), region="code")
def make(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """All letters of a finding: looked at first, then made in one act."""
    name = place_of(request, code)
    if not name:
        return instead.missing(request)
    said = {key: value.replace("\0", "").strip()[:300] for key, value in (request.POST or request.GET).items()}
    office = signatories.office(request, code, place=said.get("dari", ""))
    asked = _fields(request, code, office, said)
    shown = fields.filled(asked, said)
    if request.method != "POST":
        return _form(request, code, name, shown)
    faults = [(one.name, _("Belum diisi.")) for one in asked if one.required and not said.get(one.name)]
    event = None
    if not faults:
        try:
            event = _event(said)
        except days.NotADay as refusal:
            faults = [("hari", tongue.refusal(refusal))]
    if event is None:
        return _form(request, code, name, fields.filled(asked, said, faults), status=422)
    try:
        drafts = _drafts(request, code, office, said, event)
        if said.get("tindakan") != "buat":
            return _form(request, code, name, shown, preview=preview(drafts, office), drafts=drafts)
        stamp = stamped(request, code)
        operations.issue(drafts=drafts, stamp=stamp)
    except values.Refusal as refusal:
        return _form(request, code, name, shown, refused=tongue.refusal(refusal), status=422)
    kept.keep(regency=values.RegionCode(code).at(2), on=office.on)
    return http.HttpResponseRedirect(f"/wilayah/{code}/surat/bersama/{stamp.batch}/")


def stamped(request: http.HttpRequest, code: str) -> journal.Stamp:
    """A form of ours is one act, however often its button is pressed."""
    form = uuid.uuid4()
    with contextlib.suppress(ValueError):
        form = uuid.UUID(request.POST.get("formulir", ""))
    return journal.Stamp(request.desk.actor, clock.now(), form, clock.today(code, request.example_day))


def _day(request: http.HttpRequest, code: str) -> days.Day:
    today = clock.today(code, request.example_day)
    return days.of_region(request, code, days.Asked(today.year, today, today))


def _drafts(
    request: http.HttpRequest, code: str, office: drafting.Office, said: Mapping[str, str], event: drafting.Event
) -> list[facts.Draft]:
    kind = said["jenis"]
    offered = [one for one in OF_FINDINGS if office.level in facts.ISSUES[one]]
    if kind not in offered:
        raise drafting.NotLettered()
    kind = offered[offered.index(kind)]
    wording = queries.wording(office.regency, kind, office.level, known_at=office.on)
    drafts = drafting.of_finding(kind, said["temuan"], _day(request, code).day, office, wording, event)
    if not drafts:
        raise operations.NothingToWrite()
    return drafts


def _event(said: Mapping[str, str]) -> drafting.Event:
    """Raises NotADay."""
    on, due = (days.day_said(said[name]) if said.get(name) else None for name in ("hari", "batas"))
    return drafting.Event(on, said.get("pukul", ""), said.get("di", ""), due)


def _fields(
    request: http.HttpRequest, code: str, office: drafting.Office, said: Mapping[str, str]
) -> list[fields.Field]:
    count: dict[str, int] = {}
    for one in _day(request, code).day.findings:
        count[one.kind] = count.get(one.kind, 0) + 1
    findings = tuple(
        (kind, f"{_(kinds.finding_title(kind))} ({language.number(count[kind])})")
        for kind in words.LETTERED
        if count.get(kind)
    )
    offered = tuple((kind, lettering.kind(kind)) for kind in OF_FINDINGS if office.level in facts.ISSUES[kind])
    comes = (office.on + dt.timedelta(days=7)).strftime("%d-%m-%Y")
    return [
        fields.Field("jenis", _("Jenis surat"), "select", required=True, choices=offered),
        fields.Field("temuan", _("Temuan"), "select", required=True, choices=(("", _("Pilih")), *findings)),
        fields.Field("dari", _("Tempat surat"), value=office.place, hint=_("Di depan tanggal surat, misalnya Suwawa.")),
        fields.Field("hari", _("Hari undangan"), value=comes, inputmode="numeric", hint=_("Hanya untuk undangan.")),
        fields.Field("pukul", _("Pukul"), hint=_("Misalnya 09.00 WITA.")),
        fields.Field("di", _("Tempat acara")),
        fields.Field("batas", _("Batas penyelesaian"), required=True, value=comes, inputmode="numeric"),
    ]  # fmt: skip


def preview(drafts: Sequence[facts.Draft], office: drafting.Office) -> str:
    """The first page of the first letter as a picture within the page; its number is not taken yet."""
    letter = samples.unnumbered(drafts[0], office.on)
    return "data:image/png;base64," + base64.b64encode(typesetting.pictures([letter], ppi=80)[0]).decode()


def _form(
    request: http.HttpRequest, code: str, name: str, shown: list[fields.Field], *, refused: str = "",
    preview: str = "", drafts: Sequence[facts.Draft] = (), status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    count = _("Buat %(count)s surat") % {"count": language.number(len(drafts))} if drafts else ""
    context: dict[str, Any] = {
        "title": _("Buat surat"), "place": name, "back": f"/wilayah/{code}/surat/", "fields": shown,
        "summary": fields.summary(shown), "refused": refused, "preview": preview, "button": count,
        "form_id": request.POST.get("formulir") or uuid.uuid4(),
        "to": [one.addressee for one in drafts],
        "lead": _("Surat untuk semua desa dengan satu temuan dibuat sekaligus. Lihat dulu, lalu buat."),
    }  # fmt: skip
    return frame.render(request, "web/letters_form.html", context, status=status)


# What was made


@doors.door(doors.SEES_LETTERS, region="code")
def together(request: http.HttpRequest, code: str, batch: uuid.UUID) -> http.HttpResponse:
    """The letters of one act, each with its message."""
    name = place_of(request, code)
    today = clock.today(code, request.example_day)
    found = queries.together(batch, region=code, known_at=today) if name else []
    if not found:
        return instead.missing(request)
    shown = (
        lettering.letters(found, code, regions.names({one.region for one in found}), about(name, today)),
        lettering.messages(found, code, about(name, today)),
    )
    file = tables.response(request, *shown, name=f"{code} {today}")
    if file:
        return file
    count = _("%(count)s surat, nomor %(first)s sampai %(last)s.") % {
        "count": language.number(len(found)), "first": found[0].number, "last": found[-1].number,
    }  # fmt: skip
    context = {
        "title": lettering.kind(found[0].kind), "place": name, "up": f"/wilayah/{code}/surat/",
        "as_of": about(name, today),
        "says": [count], "act": (f"/wilayah/{code}/surat/bersama/{batch}/pdf/", _("Semua dalam satu PDF")),
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


@doors.door(doors.SEES_LETTERS, region="code")
def pdf_of_all(request: http.HttpRequest, code: str, batch: uuid.UUID) -> http.HttpResponse:
    """The letters of one act as one PDF."""
    today = clock.today(code, request.example_day)
    found = queries.together(batch, region=code, known_at=today) if place_of(request, code) else []
    return _file(request, found, f"surat-{code}-{found[0].dated_on}.pdf") if found else instead.missing(request)


@doors.door(doors.SEES_LETTERS, region="code")
def pdf(request: http.HttpRequest, code: str, letter: int) -> http.HttpResponse:
    """One letter as a PDF."""
    found = _found(request, code, letter)
    return _file(request, [found], f"surat-{found.id}-{found.dated_on}.pdf") if found else instead.missing(request)


def _file(request: http.HttpRequest, found: list[facts.Letter], name: str) -> http.HttpResponse:
    seen.export(request, "surat.pdf")
    answer = http.HttpResponse(typesetting.pdf(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _found(request: http.HttpRequest, code: str, letter: int) -> facts.Letter | None:
    if not place_of(request, code):
        return None
    return queries.letter(letter, region=code, known_at=clock.today(code, request.example_day))


@doors.door(doors.SEES_LETTERS, region="code")
def letter(request: http.HttpRequest, code: str, letter: int) -> http.HttpResponse:
    """One letter: what it is, how it looks, its message."""
    found = _found(request, code, letter)
    return _one(request, code, found) if found else instead.missing(request)


class OfAnotherOffice(values.Refusal):
    code = "surat-kantor-lain"
    sentence = "Surat {number} dikeluarkan kantor lain. Hanya kantor yang mengeluarkannya yang dapat mencabutnya."


@doors.door(doors.WRITES_LETTERS, methods=("POST",), region="code")
def withdraw(request: http.HttpRequest, code: str, letter: int) -> http.HttpResponse:
    """The office that issued a letter says that it no longer holds, and why."""
    found = _found(request, code, letter)
    if found is None:
        return instead.missing(request)
    try:
        if not _ours(request, found):
            raise OfAnotherOffice(number=found.number)
        operations.withdraw(
            letter_id=found.id, reason=request.POST.get("alasan", "").replace("\0", "")[:2000],
            stamp=stamped(request, code),
        )  # fmt: skip
    except values.Refusal as refusal:
        return _one(request, code, found, problem=tongue.refusal(refusal))
    return http.HttpResponseRedirect(f"/wilayah/{code}/surat/{found.id}/")


def _ours(request: http.HttpRequest, found: facts.Letter) -> bool:
    return request.desk.role in doors.WRITES_LETTERS and found.issuer in request.desk.scope.regions


def _one(
    request: http.HttpRequest, code: str, found: facts.Letter, *, problem: str = ""
) -> http.HttpResponse:  # fmt: skip
    said = typesetting.message(found)
    picture = base64.b64encode(typesetting.pictures([found], ppi=80)[0]).decode()
    context = {
        "title": _("%(kind)s %(number)s") % {"kind": lettering.kind(found.kind), "number": found.number},
        "place": place_of(request, code), "up": f"/wilayah/{code}/surat/", "it": found,
        "here": f"/wilayah/{code}/surat/{found.id}/", "state": lettering.state(found),
        "finding": lettering.finding(found), "wording": lettering.wording(found),
        "code": queries.shown_code(found.check_code), "check": f"/surat/periksa/{found.check_code}/", "message": said,
        "whatsapp": "https://wa.me/?text=" + parse.quote(said), "problem": problem,
        "picture": f"data:image/png;base64,{picture}",
        "may": _ours(request, found) and found.withdrawn_on is None,
    }  # fmt: skip
    return frame.render(request, "web/one_letter.html", context, status=422 if problem else 200)
