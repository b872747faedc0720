"""The file that goes with an answer to a duty: how it is sent, opened and taken back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django import http
from django.utils import http as headers
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors, fields, seen
from lindung.interfaces.web.pages import asking, instead
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.registers.followup import facts as duties
from lindung.registers.followup import queries as duty_queries
from lindung.registers.followup.papers import facts, operations, queries

_NAME = "berkas"


def duty_of(
    request: http.HttpRequest, code: str, duty: uuid.UUID
) -> tuple[region_facts.Region, duties.Duty] | None:  # fmt: skip
    """The region and its duty as both are today; None where there is no such one of just that region."""
    today = clock.today(code, request.example_day)
    region = next((one for one in regions.within(code, on=today) if one.code == code), None)
    found = duty_queries.duty(duty, on=today, known_at=today) if region else None
    return (region, found) if region and found and found.region == code else None


def field() -> fields.Field:
    hint = _("PDF paling besar %(document)s, atau foto paling besar %(picture)s. Bila ada isian yang harus "
             "diperbaiki, berkasnya dipilih lagi. Tanpa daftar nama pekerja.") % {
        "document": queries.most(picture=False), "picture": queries.most(picture=True),
    }  # fmt: skip
    accept = ",".join(one.media for one in queries.kinds())
    return fields.Field(_NAME, _("Berkas surat atau buktinya"), "file", accept=accept, hint=hint)


def kept(request: http.HttpRequest) -> facts.Kept | None:
    """The file that came with a form, as it is kept. Raises DeliveryTooLarge, and what keeping refuses."""
    if too_much := getattr(request, "too_much", None):
        raise too_much
    file = request.FILES.get(_NAME)
    return queries.kept(facts.Sent(file.name, file.read())) if file else None


@doors.door(doors.EVERY_ROLE, region="code")
def paper(request: http.HttpRequest, code: str, duty: uuid.UUID, paper: uuid.UUID) -> http.HttpResponse:
    """The file, to be kept by who asks; that it was opened is recorded."""
    found = _file(request, code, duty, paper)
    content = queries.content(found.key) if found else None
    if found is None or content is None:
        return instead.missing(request)
    seen.export(request, "lampiran-tugas")
    answer = http.HttpResponse(content, content_type=found.media)
    answer["Content-Disposition"] = headers.content_disposition_header(True, found.name)
    return answer


def _file(request: http.HttpRequest, code: str, duty: uuid.UUID, paper: uuid.UUID) -> facts.File | None:
    if duty_of(request, code, duty) is None:
        return None
    found = queries.file(duty, paper, known_at=clock.today(code, request.example_day))
    return found if found and found.there else None


@doors.door(duties.ANSWERS, methods=("GET", "POST"), region="code")
def forget(request: http.HttpRequest, code: str, duty: uuid.UUID, paper: uuid.UUID) -> http.HttpResponse:
    """A file is taken back: it was the wrong one, or names people."""
    both, found = duty_of(request, code, duty), _file(request, code, duty, paper)
    if both is None or found is None:
        return instead.missing(request)
    back = f"/wilayah/{code}/tugas/{duty}/"

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        operations.forget(file=paper, why=said["alasan"][:1000], desk=request.desk, stamp=stamp)
        return back

    shown = [fields.Field("alasan", _("Alasan"), "area", required=True, hint=_("Satu kalimat, tanpa nama warga."))]
    lead = _("«%(name)s» dihapus untuk selamanya. Jawabannya, nama dan sidik berkasnya tetap tercatat.") % {
        "name": found.name,
    }  # fmt: skip
    asked = asking.Asked(_("Hapus berkas lampiran"), lead, _("Hapus"), back, shown, take)
    return asking.answer(request, both[0], asked)
