"""Anybody objects, without an account, and reads the answer with the code that they were told once.

A wrong code, and one that never was, are answered by the same bytes.
"""

from __future__ import annotations

import uuid
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors, fields, stamps, visitors
from lindung.interfaces.web.components import grieving
from lindung.interfaces.web.pages import frame, signing
from lindung.kernel import values
from lindung.platform.access import scope
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims.grievances import facts, operations, queries

_WHY = "menerima keluhan warga dan menampilkan jawabannya kepada pemegang kodenya"


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def lodge(request: http.HttpRequest) -> http.HttpResponse:
    """First the district, then the form with its villages; then the code, this once."""
    if request.method != "POST":
        return _form(request, {}, status=200)
    said = {name: request.POST.get(name, "").replace("\0", "").strip() for name in ("desa", "jenis", "isi", "kontak")}
    village = next((one for code, one in _villages(request, said["desa"][:8]) if code == said["desa"]), None)
    errors = []
    if village is None:
        errors.append(("desa", _("Pilih desa Anda.")))
    if said["jenis"] not in facts.KINDS:
        errors.append(("jenis", _("Pilih jenis keluhan.")))
    if not said["isi"] or len(said["isi"]) > facts.LONGEST:
        errors.append(("isi", _("Tulis apa yang terjadi, paling panjang %(most)s huruf.") % {"most": facts.LONGEST}))
    if errors:
        return _form(request, said, errors=errors)
    hold = guessing.count(guesses=[_from(request, "keluhan")], at=clock.now())
    if hold is not None:
        return _form(request, said, refused=signing.wait(hold), status=429)
    stamp = journal.Stamp(
        stamps.NOBODY, clock.now(), uuid.uuid4(), clock.today(said["desa"], request.example_day)
    )  # fmt: skip
    complaint = facts.Said(said["desa"], said["jenis"], said["isi"], said["kontak"][: facts.LONGEST_CONTACT])  # type: ignore[arg-type]
    try:
        with scope.everything(_WHY):
            code = operations.lodge(said=complaint, key=_key(request), book=rulebook.book(said["desa"]), stamp=stamp)
            found = queries.by_code(code, on=stamp.received_on)
    except values.Refusal as refusal:
        return _form(request, said, refused=tongue.refusal(refusal))
    context = {"title": _("Keluhan diterima"), "code": code, "due": tongue.day(found.due_on) if found else ""}
    return frame.render(request, "web/grievance_code.html", context)


def _key(request: http.HttpRequest) -> uuid.UUID:
    """The form's own number, so that the same form sent twice is one grievance."""
    try:
        return uuid.UUID(request.POST.get("formulir", ""))
    except ValueError:
        return uuid.uuid4()


def _from(request: http.HttpRequest, what: str) -> guesses.Guess:
    return guesses.Guess("address", f"{what} {visitors.network(request)}")


def _form(
    request: http.HttpRequest, said: dict[str, str], *, errors: list[tuple[str, str]] | None = None, refused: str = "",
    status: int = 422,
) -> http.HttpResponse:  # fmt: skip
    district = (said.get("desa", "") or request.GET.get("kec", "") or request.GET.get("desa", ""))[:8]
    villages = _villages(request, district)
    context: dict[str, Any] = {"title": _("Keluhan"), "refused": refused, "form_id": uuid.uuid4()}
    if villages:
        chosen = {"desa": request.GET.get("desa", "")} | said
        context["fields"] = fields.filled(_fields(villages), chosen, errors or ())
        context["summary"] = fields.summary(context["fields"])
    else:
        context["districts"] = _districts(request)
    return frame.render(request, "web/grievance.html", context, status=status)


def _fields(villages: list[tuple[str, str]]) -> list[fields.Field]:
    kinds = tuple((one, grieving.kind(one)) for one in facts.KINDS)
    return [
        fields.Field("desa", _("Desa Anda"), "select", required=True, choices=(("", _("Pilih desa")), *villages)),
        fields.Field("jenis", _("Apa keluhan Anda?"), "radio", required=True, choices=kinds),
        fields.Field(
            "isi", _("Ceritakan apa yang terjadi"), "area", required=True,
            hint=_("Jangan tulis NIK. Yang membaca hanya kantor yang menjawab."),
        ),
        fields.Field(
            "kontak", _("Nomor telepon atau cara lain menghubungi Anda"),
            hint=_("Tanpa ini pun jawaban dapat dibaca dengan kode."),
        ),
    ]  # fmt: skip


def _districts(request: http.HttpRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each regency that was taken in, with its districts."""
    found = []
    for regency in regions.taken():
        on = clock.today(regency.code, request.example_day)
        held = [(str(one.code), one.name) for one in regions.within(regency.code, on=on) if one.kind == "kecamatan"]
        found.append((regency.name, held))
    return found


def _villages(request: http.HttpRequest, district: str) -> list[tuple[str, str]]:
    """The villages of a district; none where that is no district here."""
    try:
        code = values.RegionCode(district)
    except values.NotARegionCode:
        return []
    if code.level != 3:
        return []
    on = clock.today(code, request.example_day)
    return [(str(one.code), one.titled) for one in regions.within(code, on=on) if one.code.level == 4]


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def answered(request: http.HttpRequest) -> http.HttpResponse:
    """The form for the code, and what it opens."""
    if request.method != "POST":
        return _answer(request)
    guess = _from(request, "kode keluhan")
    hold = guessing.count(guesses=[guess], at=clock.now())
    if hold is not None:
        return _answer(request, problem=signing.wait(hold), status=429)
    with scope.everything(_WHY):
        found = queries.by_code(request.POST.get("kode", ""), on=request.example_day or clock.today_in_jakarta())
        if found is None:
            return _answer(request, problem=_("Kode itu tidak cocok. Periksa setiap huruf dan angkanya."), status=422)
        guessing.forget(guess=guess)
        there = clock.today(found.region, request.example_day)  # past midnight there, hours before Jakarta
        found = queries.one(found.key, found.region, on=there) or found
        return _answer(request, says=grieving.told_to_whoever_lodged(found, queries.told(found.key).answer))


def _answer(
    request: http.HttpRequest, *, problem: str = "", says: list[str] | None = None, status: int = 200
) -> http.HttpResponse:
    context = {"title": _("Jawaban keluhan"), "problem": problem, "says": says or []}
    return frame.render(request, "web/grievance_answer.html", context, status=status)
