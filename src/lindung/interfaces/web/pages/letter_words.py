"""The words of a regency's letters, looked at before they are kept; and who holds the posts that sign."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.reports.letters import drafting, samples
from lindung.interfaces.web import clock, days, doors, fields, tables
from lindung.interfaces.web.components import lettering
from lindung.interfaces.web.pages import frame, instead, letters, signatories
from lindung.kernel import values
from lindung.platform.regions import queries as regions
from lindung.registers.letters import facts, operations, queries

_SHORT = ("pola", "kode", "sifat", "lampiran", "perihal", "alamat")


@doors.door(doors.WRITES_LETTERS, methods=("GET", "POST"), region="code")
def wordings(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The wording of a kind of letter: read by all who write letters, changed by the regency's own offices."""
    name = letters.place_of(request, code)
    sent = request.POST or request.GET
    kind, level = _which(sent.get("jenis", ""), code)
    if not name or kind is None:
        return instead.missing(request)
    office = signatories.office(request, code)
    held = queries.wording(office.regency, kind, level, known_at=office.on)
    may = request.desk.role in doors.WORDS_LETTERS
    if request.method != "POST":
        return _page(request, code, held, _fields(held.parts), look=_look(held, office), may=may)
    parts = {part: request.POST.get(part, "").replace("\r\n", "\n").replace("\0", "").strip() for part in facts.PARTS}
    shown = fields.filled(_fields(held.parts), parts)
    try:
        operations.refuse_wording(parts=parts, on=office.on)
        if request.POST.get("tindakan") != "simpan" or not may:
            look = _look(facts.Wording(kind, level, parts, ""), office)
            return _page(request, code, held, shown, look=look, may=may, fresh=True)
        stamp = letters.stamped(request, code)
        operations.word(region=office.regency, kind=kind, level=level, parts=parts, stamp=stamp)
    except values.Refusal as refusal:
        return _page(request, code, held, shown, may=may, refused=tongue.refusal(refusal), status=422)
    return http.HttpResponseRedirect(f"/wilayah/{code}/surat/naskah/?jenis={kind}-{level}")


def _which(said: str, code: str) -> tuple[facts.Kind | None, int]:
    """«invitation-3»; nothing said: the first that this office writes."""
    own = min(max(values.RegionCode(code).level, facts.REGENCY), facts.DISTRICT)
    if not said:
        return "invitation", own
    for kind in facts.KINDS:
        for level in facts.ISSUES[kind]:
            if said == f"{kind}-{level}":
                return kind, level
    return None, own


def _fields(parts: Mapping[str, str]) -> list[fields.Field]:
    hints = {"pola": "{kode}/{urut}/{bulan_romawi}/{tahun}"}
    return [
        fields.Field(
            part, lettering.part(part), "text" if part in _SHORT else "area", required=part in facts.NEEDED,
            value=parts.get(part, ""), hint=hints.get(part, ""),
        )
        for part in facts.PARTS
    ]  # fmt: skip


def _look(wording: facts.Wording, office: drafting.Office) -> str:
    return letters.preview([samples.sample(wording, office)], office)


def _page(
    request: http.HttpRequest, code: str, held: facts.Wording, shown: list[fields.Field], *, may: bool, look: str = "",
    fresh: bool = False, refused: str = "", status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    today = clock.today(code, request.example_day)
    versions = queries.versions(str(values.RegionCode(code).at(2)), known_at=today).get((held.kind, held.level), [])
    own = _("Naskah versi %(number)s, sejak %(day)s.")
    context: dict[str, Any] = {
        "title": _("Naskah surat"), "place": letters.place_of(request, code), "back": f"/wilayah/{code}/surat/",
        "fields": shown, "refused": refused, "preview": look, "fresh": fresh, "may": may,
        "chosen": f"{held.kind}-{held.level}", "summary": [],
        "kind": f"{lettering.kind(held.kind)}, {lettering.level(held.level)}",
        "lead": own % {"number": versions[0][0], "day": tongue.day(versions[0][1])} if versions
        else _("Naskah bawaan Lindung."),
        "blanks": ", ".join(f"{{{one}}}" for one in facts.BLANKS),
        "others": [
            (f"{kind}-{level}", f"{lettering.kind(kind)}, {lettering.level(level)}")
            for kind in facts.KINDS for level in facts.ISSUES[kind]
        ],
    }  # fmt: skip
    return frame.render(request, "web/wording.html", context, status=status)


# Officials


@doors.door(doors.WRITES_LETTERS, methods=("GET", "POST"), region="code")
def officials(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Who holds which post since when; the regency's offices record all, the camat those of the district."""
    name = letters.place_of(request, code)
    if not name:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    asked = _official_fields(code, today)
    if request.method != "POST":
        return _officials(request, code, name, asked, today)
    said = {one.name: request.POST.get(one.name, "").replace("\0", "").strip()[:300] for one in asked}
    faults = [(one.name, _("Belum diisi.")) for one in asked if one.required and not said[one.name]]
    since = today
    with contextlib.suppress(days.NotADay):
        since = days.day_said(said["sejak"])
    region, _separator, post = said["jabatan"].partition(" ")
    if not faults and said["jabatan"] not in dict(asked[0].choices):
        faults = [("jabatan", _("Pilih dari daftarnya."))]
    if faults:
        return _officials(request, code, name, fields.filled(asked, said, faults), today, status=422)
    official = facts.Official(
        region, post, said["nama"], said["nip"], said["pangkat"], said["status"], since, said["sk"]
    )  # type: ignore[arg-type]
    try:
        operations.name_official(official=official, stamp=letters.stamped(request, code))
    except values.Refusal as refusal:
        shown = fields.filled(asked, said)
        return _officials(request, code, name, shown, today, refused=tongue.refusal(refusal), status=422)
    return http.HttpResponseRedirect(f"/wilayah/{code}/surat/pejabat/")


def _official_fields(code: str, today: dt.date) -> list[fields.Field]:
    posts = []
    for one in regions.within(code, on=today):
        level = one.code.level
        of = ("bupati", "sekda", "dpmd") if level == 2 else ("camat",) if level == 3 else ("kades",)
        posts += [(f"{one.code} {post}", f"{lettering.post(post)}, {one.titled}") for post in of]
    standings = tuple((one, _("Tetap") if one == "tetap" else one) for one in facts.STANDINGS)
    return [
        fields.Field("jabatan", _("Jabatan"), "select", required=True, choices=(("", _("Pilih")), *posts)),
        fields.Field("nama", _("Nama dan gelar"), hint=_("Kosongkan bila jabatan itu kosong.")),
        fields.Field("nip", _("NIP"), inputmode="numeric", hint=_("18 angka; kepala desa boleh tanpa NIP.")),
        fields.Field("pangkat", _("Pangkat, golongan"), hint=_("Misalnya Pembina Tingkat I (IV/b).")),
        fields.Field("status", _("Status"), "select", required=True, choices=standings),
        fields.Field("sejak", _("Sejak"), required=True, value=today.strftime("%d-%m-%Y"), inputmode="numeric"),
        fields.Field("sk", _("Nomor SK")),
    ]


def _officials(
    request: http.HttpRequest, code: str, name: str, shown: list[fields.Field], today: dt.date, *, refused: str = "",
    status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    found = queries.history(code, known_at=today)
    about = letters.about(name, today)
    listed = lettering.officials(found, regions.names({one.region for one in found}), about)
    file = tables.response(request, listed, name=f"{code} {today}")
    if file:
        return file
    context: dict[str, Any] = {
        "title": _("Pejabat penanda tangan"), "place": name, "back": f"/wilayah/{code}/surat/", "fields": shown,
        "summary": fields.summary(shown), "refused": refused, "lead": about, "button": _("Catat pejabat"),
        "listed": tables.block(request, listed), "listing": listed.title,
    }  # fmt: skip
    return frame.render(request, "web/officials.html", context, status=status)
