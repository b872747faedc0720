"""Whether a letter is genuine: for anybody who holds its code; says no more than number, day, kind and issuer."""

from __future__ import annotations

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import doors
from lindung.interfaces.web.components import lettering
from lindung.interfaces.web.pages import frame
from lindung.kernel import values
from lindung.platform.regions import queries as regions
from lindung.registers.letters import facts, queries


@doors.door(doors.ANYONE)
def ask(request: http.HttpRequest) -> http.HttpResponse:
    """The form for a code that is typed off a letter, and the answer to it."""
    typed = request.GET.get("kode", "")
    return check(request, typed) if typed.strip() else _page(request, "", [])


@doors.door(doors.ANYONE)
def check(request: http.HttpRequest, typed: str) -> http.HttpResponse:
    """The answer to a code, in the same way whether there is such a letter or not."""
    found = queries.checked(typed)
    said = _said(found) if found else [_("Tidak ada surat Lindung dengan kode ini. Periksa setiap huruf dan angkanya.")]
    return _page(request, typed, said)


def _said(found: facts.Checked) -> list[str]:
    regency = regions.name_of_regency(str(values.RegionCode(found.issuer).at(2)))
    named = {
        "number": found.number, "kind": lettering.kind(found.kind), "day": tongue.day(found.dated_on),
        "regency": regency,
    }  # fmt: skip
    said = [_("Surat nomor %(number)s (%(kind)s) tanggal %(day)s dikeluarkan Pemerintah %(regency)s.") % named]
    if found.withdrawn_on:
        said.append(_("Surat itu DICABUT pada %(day)s.") % {"day": tongue.day(found.withdrawn_on)})
    else:
        said.append(_("Surat itu masih berlaku. Cocokkan nomor dan tanggalnya dengan surat di tangan Anda."))
    return said


def _page(request: http.HttpRequest, typed: str, said: list[str]) -> http.HttpResponse:
    context = {"title": _("Periksa keaslian surat"), "typed": typed[:40], "says": said}
    return frame.render(request, "web/genuine.html", context)
