"""A worker looks at their own cover with a code sent to their telephone; and where the village writes the number down.

Known or not, a NIK is answered by the same bytes after the same questions: the request only notes what was asked.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces import texting
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, fields, visitors
from lindung.interfaces.web.pages import asking, frame, instead, own_cover, signing, worker
from lindung.kernel import language, values
from lindung.platform.access import queries as access
from lindung.platform.access import scope
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.journal import facts as journal
from lindung.registers.workers.phones import operations

_WHY = "orang melihat perlindungannya sendiri dengan kode yang dikirim ke teleponnya"


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def own(request: http.HttpRequest) -> http.HttpResponse:
    """First the NIK, then the code, then the days."""
    if not texting.offered() or request.method != "POST":
        return _page(request)
    asked = _uuid(request.POST.get("permintaan", ""))
    return _ask(request) if asked is None else _use(request, asked)


def _uuid(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None


def _ask(request: http.HttpRequest) -> http.HttpResponse:
    nik = "".join(letter for letter in request.POST.get("nik", "")[:40] if not letter.isspace())
    if values.Nik.fault(nik, clock.today_in_jakarta()):
        return _page(request, problem=_("NIK itu 16 angka. Periksa pada KTP, lalu tulis lagi."), status=422)
    hold = _held(request, guesses.Guess("name", f"telepon {nik}"))
    if hold:
        return _page(request, problem=hold, status=429)
    try:
        with scope.everything(_WHY):
            asked = operations.ask(nik=values.Nik(nik), at=clock.now())
    except operations.TooManyAsked as refusal:
        return _page(request, problem=tongue.refusal(refusal), status=429)
    return _page(request, asked=asked)


def _use(request: http.HttpRequest, asked: uuid.UUID) -> http.HttpResponse:
    hold = _held(request, guesses.Guess("name", f"kode {asked}"))
    if hold:
        return _page(request, asked=asked, problem=hold, status=429)
    with scope.everything(_WHY):
        person = operations.use(asked=asked, typed=request.POST.get("kode", ""), at=clock.now())
        if person is None:
            said = _("Kode itu tidak cocok atau sudah lewat 10 menit. Periksa lagi, atau minta yang baru.")
            return _page(request, asked=asked, problem=said, status=422)
        return _page(request, says=own_cover.told(person, request.example_day))


def _held(request: http.HttpRequest, one: guesses.Guess) -> str:
    """Until when no try is looked at, in words: by NIK or request, and by network."""
    network = guesses.Guess("address", f"telepon {visitors.network(request)}")
    hold = guessing.count(guesses=[one, network], at=clock.now())
    return signing.wait(hold) if hold else ""


def _page(
    request: http.HttpRequest, *, asked: uuid.UUID | None = None, problem: str = "", says: list[str] | None = None,
    status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    context = {
        "title": _("Kode lewat telepon"), "offered": texting.offered(), "asked": asked, "problem": problem,
        "says": says or [],
    }  # fmt: skip
    return frame.render(request, "web/own_phone.html", context, status=status)


@doors.door(doors.VILLAGE, methods=("GET", "POST"), region="code")
def give(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """The village writes down the number at which a person agreed to be sent codes, or that they took it back."""
    village = asking.village_of(request, code)
    try:
        found = worker.of(request, code, person) if village else None
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    if village is None or found is None:
        return instead.missing(request)
    back = f"/wilayah/{code}/pekerja/{person}/"
    today = clock.today(code, request.example_day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        account = access.person(request.desk.account_id).name
        agreed_on = asking.day(said, "hari")
        operations.give(
            person=person, region=code, number=said["nomor"], agreed_on=agreed_on, account=account, stamp=stamp
        )
        return back

    asked = asking.Asked(
        _("Nomor telepon pekerja"),
        _("Hanya bila orangnya mengizinkan. Nomor disegel dan hanya dipakai untuk mengirim kode perlindungan."),
        _("Simpan"), back, _fields(language.day(today)), take,
    )  # fmt: skip
    return asking.answer(request, village, asked)


def _fields(today: str) -> list[fields.Field]:
    return [
        fields.Field(
            "nomor", _("Nomor telepon"), inputmode="tel",
            hint=_("Seperti 0812-3456-7890. Kosongkan bila izinnya ditarik."),
        ),
        fields.Field(
            "hari", _("Diizinkan pada"), required=True, inputmode="numeric", value=today, hint=_("Seperti 13-04-2023.")
        ),
    ]  # fmt: skip
