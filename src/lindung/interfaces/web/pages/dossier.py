"""The dossier for BPJS to let an old membership go on: asked from late public money, village by village."""

from __future__ import annotations

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.reports.letters import dossiers
from lindung.interfaces.web import clock, doors, fields
from lindung.interfaces.web import operations as kept
from lindung.interfaces.web.pages import asking, corrections, frame, instead, letters, signatories
from lindung.kernel import values
from lindung.platform.regions import queries as regions
from lindung.registers.coverage import queries as coverage
from lindung.registers.letters import operations, queries


@doors.door(doors.WRITES_DOSSIERS, methods=("GET", "POST"), region="code")
def correction(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Looked at first, then issued: letter, chronology, months with heads and amounts, and what is attached."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    back, today = f"/wilayah/{code}/koreksi/", clock.today(code, request.example_day)
    shown = [fields.Field("sebab", _("Sebab terlambat"), required=True, hint=_("Misalnya: ADD tahap I cair 4 Mei."))]
    context = {
        "title": _("Berkas koreksi iuran lanjutan"), "place": village.titled, "back": back, "summary": [],
        "lead": _("Surat, riwayat, rincian bulan dan daftar lampiran untuk BPJS Ketenagakerjaan."),
        "form_id": request.POST.get("formulir") or "",
    }  # fmt: skip
    if request.method != "POST":
        return frame.render(request, "web/letters_form.html", context | {"fields": shown})
    why = request.POST.get("sebab", "").replace("\0", "").strip()[:1000]
    shown = fields.filled(shown, {"sebab": why}, [] if why else [("sebab", _("Belum diisi."))])
    context |= {"fields": shown, "summary": fields.summary(shown)}
    if not why:
        return frame.render(request, "web/letters_form.html", context, status=422)
    stamp = letters.stamped(request, code)
    try:
        office = signatories.office(request, code)
        wording = queries.wording(office.regency, "correction", 2, known_at=today)
        late = corrections.late(code, today)
        names = regions.these([str(village.code.at(3)), code], on=today)
        place = dossiers.Village(code, village.titled, names[str(village.code.at(3))].name)
        draft = dossiers.correction(place, late, coverage.corrections(code), office, wording, why)
        if request.POST.get("tindakan") != "buat":
            look = {"preview": letters.preview([draft], office), "button": _("Buat surat"), "to": [draft.addressee]}
            return frame.render(request, "web/letters_form.html", context | look | {"form_id": stamp.batch})
        operations.issue(drafts=[draft], stamp=stamp)
    except values.Refusal as refusal:
        context |= {"refused": tongue.refusal(refusal)}
        return frame.render(request, "web/letters_form.html", context, status=422)
    kept.keep(regency=village.code.at(2), on=today)
    return http.HttpResponseRedirect(f"/wilayah/{village.code.at(2)}/surat/bersama/{stamp.batch}/")
