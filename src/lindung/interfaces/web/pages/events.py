"""One event: what is planned, how it went, its names and photos, and the sheet on which people sign in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.intake.applications import queries as applications
from lindung.interfaces.reports import signin, tongue
from lindung.interfaces.web import clock, doors, fields, seen, tables
from lindung.interfaces.web.components import outreach as component
from lindung.interfaces.web.components import sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, values
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.platform.vault.pictures import queries as pictures
from lindung.registers.outreach import facts, operations, queries

OPENS_PHOTOS = facts.OWNS | {"auditor"}


class NotACount(values.Refusal):
    code = "bukan-hitungan"
    sentence = "«{text}» bukan jumlah orang. Tulis angka seperti 27, atau kosongkan."


class NoPhoto(values.Refusal):
    code = "belum-ada-foto"
    sentence = "Belum ada foto yang dipilih. Pilih satu foto, lalu simpan lagi."


def _found(
    request: http.HttpRequest, code: str, event: uuid.UUID
) -> tuple[region_facts.Region, facts.Event] | None:  # fmt: skip
    """The village and its event; None where there is none, or it is another village's."""
    today = clock.today(code, request.example_day)
    village, found = asking.village_of(request, code), queries.event(event, known_at=today)
    return (village, found) if village and found and found.region == code else None


def _own(request: http.HttpRequest, found: facts.Event) -> bool:
    return request.desk.role == found.owner


@doors.door(doors.EVERY_ROLE, region="code")
def event(request: http.HttpRequest, code: str, event: uuid.UUID) -> http.HttpResponse:
    """What is planned in the village, or how it went."""
    there = _found(request, code, event)
    return _page(request, *there) if there else instead.missing(request)


def _page(
    request: http.HttpRequest, village: region_facts.Region, one: facts.Event, refused: str = ""
) -> http.HttpResponse:  # fmt: skip
    code, today = str(village.code), clock.today(village.code, request.example_day)
    about = sources.About(
        village.titled, _("Per %(day)s") % {"day": language.day(today)}, request.example_day is not None
    )
    told = one.attendance if one.state == "held" else None
    answers = [component.answers(queries.every_question(), told, about)] if told and told.answers else []
    file = tables.response(request, *answers, name=f"{code} {one.on}") if answers else None
    if file:
        return file
    own, here = _own(request, one), component.address(one)
    opens = request.desk.role in OPENS_PHOTOS
    context: dict[str, Any] = {
        "title": _("Acara %(day)s") % {"day": tongue.day(one.on)}, "place": village.titled, "it": one, "here": here,
        "up": f"/wilayah/{code}/penyuluhan/", "said": component.came(one, today), "details": _details(one),
        "own": own and one.state != "cancelled", "planned": one.state == "planned",
        "photos": [f"{here}foto/{number}/" for number in one.photos] if opens else [], "count": len(one.photos),
        "room": len(one.photos) < facts.MOST_PHOTOS,
        "keeps": bool(one.photos or (told and told.names and not told.forgotten)),
        "blocks": [(table.key, table.title, tables.block(request, table)) for table in answers], "refused": refused,
    }  # fmt: skip
    return frame.render(request, "web/outreach_event.html", context, status=422 if refused else 200)


def _details(one: facts.Event) -> list[tuple[str, str]]:
    told, applied = one.attendance, applications.of_event(one.code)
    said = [
        (_("Keadaan"), component.state(one.state)),
        (_("Penyelenggara"), one.office),
        (_("Kampanye"), one.campaign_name),
        (_("Jam"), one.begins),
        (_("Tim"), one.team),
        (_("Bahan"), one.materials),
        (_("Kode acara"), one.code),
        (_("Mendaftar sendiri dengan kode ini"), _("%(people)s orang") % {"people": language.number(applied)}),
    ]
    if told and told.names:
        kept = _("%(names)s nama, disegel; disetujui %(day)s dengan kalimat %(version)s")
        gone = _("%(names)s nama, sudah dihapus atas permintaan")
        said.append((_("Daftar nama"), (gone if told.forgotten else kept) % {
            "names": language.number(told.names), "day": tongue.day(told.consented_on or told.held_on),
            "version": told.consent,
        }))  # fmt: skip
    return [one for one in said if one[1]]


# How it went


@doors.door(facts.OWNS, methods=("GET", "POST"), region="code")
def hold(request: http.HttpRequest, code: str, event: uuid.UUID) -> http.HttpResponse:
    """How many came, who left their name, and whether they understood; who opens it again sees what was told."""
    there = _found(request, code, event)
    if there is None:
        return instead.missing(request)
    village, one = there
    today = clock.today(code, request.example_day)
    names = queries.names(event, known_at=today) if _own(request, one) else []
    seen.rows(request, "list", code, "nama acara", len(names))
    questions = queries.questions(on=min(one.on, today))

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        answers = {
            each.key: facts.Answered(_count(said, f"benar-{each.key}"), _count(said, f"ditanya-{each.key}"))
            for each in questions
            if said[f"ditanya-{each.key}"] or said[f"benar-{each.key}"]
        }
        agreed = asking.day(said, "setuju") if said["setuju"] else None
        told = facts.Told(
            asking.day(said, "hari"), _count(said, "pria"), _count(said, "wanita"), answers, said["nama"][:20_000],
            agreed,
        )  # fmt: skip
        operations.hold(event=event, told=told, desk=request.desk, stamp=stamp)
        return component.address(one)

    shown = component.held_fields(one, questions, queries.consent().text, names)
    lead = _("Jumlah yang hadir, dan berapa yang menjawab benar. Nama hanya bila orangnya setuju.")
    asked = asking.Asked(_("Catat acara"), lead, _("Simpan"), component.address(one), shown, take)
    return asking.answer(request, village, asked)


def _count(said: Mapping[str, str], name: str) -> int:
    """Raises Fault."""
    found = cells.whole(said[name]) if said[name] else 0
    if found is None:
        raise asking.Fault(name, NotACount(text=said[name][:30]))
    return found


@doors.door(facts.OWNS, methods=("GET", "POST"), region="code")
def cancel(request: http.HttpRequest, code: str, event: uuid.UUID) -> http.HttpResponse:
    """The event is not held."""
    there = _found(request, code, event)
    if there is None:
        return instead.missing(request)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        operations.cancel(event=event, reason=said["alasan"][:1000], desk=request.desk, stamp=stamp)
        return component.address(there[1])

    shown = [fields.Field("alasan", _("Alasan"), "area", required=True, hint=_("Satu kalimat, tanpa nama warga."))]
    lead = _("Acaranya tetap tercatat sebagai dibatalkan; bila diadakan lain hari, rencanakan acara baru.")
    asked = asking.Asked(_("Batalkan acara"), lead, _("Batalkan acara"), component.address(there[1]), shown, take)
    return asking.answer(request, there[0], asked)


@doors.door(facts.OWNS, methods=("GET", "POST"), region="code")
def forget(request: http.HttpRequest, code: str, event: uuid.UUID) -> http.HttpResponse:
    """Names and photos are taken back by who gave them."""
    there = _found(request, code, event)
    if there is None:
        return instead.missing(request)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        operations.forget(event=event, why=said["alasan"][:1000], desk=request.desk, stamp=stamp)
        return component.address(there[1])

    shown = [fields.Field("alasan", _("Alasan"), "area", required=True, hint=_("Satu kalimat, tanpa nama warga."))]
    lead = _("Semua nama dan foto acara ini dihapus untuk selamanya; jumlah hadir dan jawabannya tetap.")
    asked = asking.Asked(_("Hapus nama dan foto"), lead, _("Hapus"), component.address(there[1]), shown, take)
    return asking.answer(request, there[0], asked)


# Photos


@doors.door(facts.OWNS, methods=("POST",), region="code")
def picture(request: http.HttpRequest, code: str, event: uuid.UUID) -> http.HttpResponse:
    """One more photo, made small before it is kept."""
    there = _found(request, code, event)
    if there is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    stamp = journal.Stamp(request.desk.actor, clock.now(), uuid.uuid4(), today)
    try:
        if too_much := getattr(request, "too_much", None):
            raise too_much
        file = request.FILES.get("foto")
        if file is None:
            raise NoPhoto()
        operations.picture(event=event, photo=pictures.small(file.read()), desk=request.desk, stamp=stamp)
    except values.Refusal as refusal:
        return _page(request, *there, refused=tongue.refusal(refusal))
    return http.HttpResponseRedirect(f"{component.address(there[1])}#foto")


@doors.door(OPENS_PHOTOS, region="code")
def photo(request: http.HttpRequest, code: str, event: uuid.UUID, photo: int) -> http.HttpResponse:
    """A photo; that it was opened is recorded."""
    there = _found(request, code, event)
    content = queries.photo(event, photo, known_at=clock.today(code, request.example_day)) if there else None
    if content is None:
        return instead.missing(request)
    seen.rows(request, "list", code, "foto acara", 1)
    return http.HttpResponse(content, content_type="image/jpeg")


# The sheet


@doors.door(doors.EVERY_ROLE, region="code")
def sheet(request: http.HttpRequest, code: str, event: uuid.UUID) -> http.HttpResponse:
    """The sheet on which people sign in, empty, with the address where they can register."""
    there = _found(request, code, event)
    if there is None or there[1].state == "cancelled":
        return instead.missing(request)
    village, one = there
    above = regions.these([village.code.at(3), village.code.at(2)], on=one.planned_on)
    places = [village.titled, *(above[at].titled for at in (village.code.at(3), village.code.at(2)) if at in above)]
    said = signin.Sheet(
        places, one.planned_on, one.begins, one.campaign_name, one.office, queries.consent().text,
        request.build_absolute_uri(f"/daftar/?acara={one.code}"), one.code,
    )  # fmt: skip
    seen.export(request, "lembar-hadir.pdf")
    answer = http.HttpResponse(signin.pdf(said), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="daftar-hadir-{code}-{one.planned_on}.pdf"'
    return answer
