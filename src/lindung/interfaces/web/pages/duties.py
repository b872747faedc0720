"""Duties: an inbox, one duty with its history, answering it, asking that it be let be and deciding about it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import clock, days, doors, fields, links, tables
from lindung.interfaces.web.components import duties as component
from lindung.interfaces.web.components import sources
from lindung.interfaces.web.pages import asking, duty_papers, frame, instead, village
from lindung.kernel import language, values
from lindung.monitoring import facts as monitoring
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.registers.followup import facts, operations, queries
from lindung.registers.followup.papers import facts as paper_facts
from lindung.registers.followup.papers import operations as papers
from lindung.registers.followup.papers import queries as paper_queries

_SHOWN = 25
"""Lines of the inbox: what can be looked through in ten minutes; the table below has all of them."""
_OWN = {
    "operator": "kades", "kades": "kades", "camat": "camat", "sekda": "sekda", "bupati": "bupati", "bpjs": "bpjs",
}  # fmt: skip
"""Whose duties a role's inbox opens with; the others see all."""
_OFFICES = ("kades", "camat", "dpmd", "sekda", "bupati", "bpjs")
_WHY = "mencatat jawaban atas tugas: wilayahnya sudah diperiksa di pintu"


def _names(day: monitoring.RegencyDay) -> dict[str, str]:
    named = {str(code): _("Kecamatan %(name)s") % {"name": name} for code, name in day.districts}
    places = {
        str(one.code): f"{kinds.place_title(one)}, {_('Kec.')} {one.district_name}"
        for one in day.places
        if one.district
    }
    return {str(day.code): day.name} | named | places


def _missing(day: monitoring.RegencyDay) -> dict[str, int]:
    """Workers not protected of each region of the day, itself too."""
    found: dict[str, int] = {}
    for place in day.villages:
        lacking = max(place.quota - place.protected, 0)
        for code in (str(place.code), str(place.code.at(3)), str(place.code.at(2))):
            found[code] = found.get(code, 0) + lacking
    return found


@doors.door(doors.EVERY_ROLE, region="code")
def inbox(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """What an office has to settle in a region, the most urgent first."""
    try:
        asked = days.asked(request, code)
        day = days.of_region(request, code, asked).day
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    name = _names(day).get(code, "")
    if not name or not day.places:
        return instead.missing(request)
    known = queries.duties(code, on=asked.on, known_at=asked.known_at)
    office, state = _chosen(request, known)
    missing, names = _missing(day), _names(day)
    found = sorted(
        (one for one in known if _wanted(one, office, state)),
        key=lambda one: component.urgency(one, missing.get(one.region, one.missing)),
    )
    about = sources.about(day, name, example=request.example_day is not None)
    table = component.everything(found, names, missing, about)
    file = tables.response(request, table, name=f"{code} {asked.on}")
    if file:
        return file
    context = {
        "title": _("Tugas"), "place": name, "up": links.Links(asked, code).to(code), "as_of": about.as_of,
        "asked": asked, "says": _says(found), "beside": _beside(request, links.Links(asked, code)),
        "offices": [("semua", _("Semua kantor")), *((one, component.office(one)) for one in _OFFICES)],
        "office": office, "states": [("terbuka", _("Terbuka")), ("selesai", _("Selesai"))], "state": state,
        "lines": [
            component.line(one, names.get(one.region, one.region), missing.get(one.region, 0), _act(request, one))
            for one in found[:_SHOWN]
        ],
        "more": max(len(found) - _SHOWN, 0), "table": tables.block(request, table), "heading": table.title,
    }  # fmt: skip
    return frame.render(request, "web/duties.html", context)


def _beside(request: http.HttpRequest, to: links.Links) -> list[tuple[str, str]]:
    """Where an office goes from its inbox: how its villages were helped, and what it has achieved."""
    names = {"pembinaan": _("Pembinaan")}
    if values.RegionCode(to.region).level == 3:
        names["capaian"] = _("Capaian")
    found = [(to.page(one), said) for one, said in names.items()]
    return [(href, said) for href, said in found if village.opens(request, href)]


def _chosen(request: http.HttpRequest, known: Iterable[facts.Duty]) -> tuple[str, str]:
    """Which office's duties, in which state: what was chosen, else the reader's own that are open; where there are
    none of these, everybody's."""
    state = "selesai" if request.GET.get("keadaan") == "selesai" else "terbuka"
    office = request.GET.get("kantor", "")
    if office in (*_OFFICES, "semua"):
        return office, state
    own = _OWN.get(request.desk.role, "semua")
    return own if any(_wanted(one, own, state) for one in known) else "semua", state


def _wanted(one: facts.Duty, office: str, state: str) -> bool:
    return (one.closing is None) == (state == "terbuka") and (office == "semua" or office in one.reached)


def _says(found: list[facts.Duty]) -> list[str]:
    if not found:
        return [_("Tidak ada tugas di sini.")]
    late = sum(one.days_late > 0 and one.closing is None for one in found)
    says = [_("%(count)s tugas.") % {"count": language.number(len(found))}]
    if late:
        says[0] = _("%(count)s tugas, %(late)s di antaranya terlambat.") % {
            "count": language.number(len(found)), "late": language.number(late),
        }  # fmt: skip
    return says


def _act(request: http.HttpRequest, one: facts.Duty) -> tuple[str, str] | None:
    """The one button of a line: deciding what waits for it, else answering."""
    here = f"/wilayah/{one.region}/tugas/{one.key}/"
    if one.closing is not None:
        return None
    if one.waits is not None and _may_decide(request, one):
        return here, _("Putuskan")
    return (f"{here}jawab/", _("Jawab")) if request.desk.role in facts.ANSWERS else None


def _may_decide(request: http.HttpRequest, one: facts.Duty) -> bool:
    waits, desk = one.waits, request.desk
    return waits is not None and desk.role in facts.DECIDES and desk.account_id != waits.proposed_by


def _may_confirm(request: http.HttpRequest, one: facts.Duty) -> bool:
    last, desk = one.last_answer, request.desk
    done = last is not None and last.reply.said == "done" and last.account != desk.account_id
    return one.by_hand and one.closing is None and done and desk.role in facts.DECIDES | {"bupati"}


# One duty


@doors.door(doors.EVERY_ROLE, methods=("GET", "POST"), region="code")
def duty(request: http.HttpRequest, code: str, duty: uuid.UUID) -> http.HttpResponse:
    """A duty with its history; who may decides about what waits for a second person."""
    both = duty_papers.duty_of(request, code, duty)
    if both is None:
        return instead.missing(request)
    region, found = both
    if request.method != "POST":
        return _page(request, region, found)
    act = _acts(request, found).get(request.POST.get("tindakan", ""))
    if act is None:
        return instead.no_such_act(request)
    try:
        with scope.everything(_WHY):
            act(_stamp(request, code))
    except values.Refusal as refusal:
        return _page(request, region, (duty_papers.duty_of(request, code, duty) or both)[1], tongue.refusal(refusal))
    return http.HttpResponseRedirect(f"/wilayah/{code}/tugas/{duty}/")


def _acts(request: http.HttpRequest, found: facts.Duty) -> dict[str, Callable[[journal.Stamp], None]]:
    """What this desk may do about it at once, by the button's word."""
    desk, waits = request.desk, found.waits
    acts: dict[str, Callable[[journal.Stamp], None]] = {}
    if waits is not None and _may_decide(request, found):
        for word, approve in (("setuju", True), ("tolak", False)):
            acts[word] = lambda stamp, approve=approve, number=waits.id: operations.decide_waiver(  # type: ignore[misc]
                waiver=number, approve=approve, desk=desk, stamp=stamp
            )
    if _may_confirm(request, found):
        acts["sahkan"] = lambda stamp: operations.confirm(duty=found.key, desk=desk, stamp=stamp)
    return acts


def _stamp(request: http.HttpRequest, code: str) -> journal.Stamp:
    return journal.Stamp(request.desk.actor, clock.now(), uuid.uuid4(), clock.today(code, request.example_day))


def _page(
    request: http.HttpRequest, region: region_facts.Region, found: facts.Duty, problem: str = ""
) -> http.HttpResponse:
    code = str(region.code)
    today = clock.today(code, request.example_day)
    asked = days.Asked(today.year, today, today)
    day = days.of_region(request, code, asked).day
    about = sources.about(day, region.titled, example=request.example_day is not None)
    table = component.evidence(found, about)
    file = tables.response(request, table, name=f"{code} {found.key.hex[:8]}")
    if file:
        return file
    here, to = f"/wilayah/{code}/tugas/{found.key}/", links.Links(asked, code)
    history = queries.history(found.key, on=today, known_at=today)
    files = paper_queries.files(found.key, known_at=today)
    is_open, role = found.closing is None, request.desk.role
    context: dict[str, Any] = {
        "title": component.title(found.kind), "place": region.titled, "up": f"/wilayah/{code}/tugas/", "here": here,
        "as_of": about.as_of, "it": found, "sentences": component.sentences(found), "late": component.lateness(found),
        "is_late": is_open and found.days_late > 0, "details": _details(found, _missing(day).get(code, 0)),
        "answered": component.answered(found),
        "answers": f"{here}jawab/" if is_open and role in facts.ANSWERS else "",
        "asks": f"{here}pengecualian/" if is_open and role in facts.PROPOSES and not found.waits else "",
        "findings": "" if found.by_hand else to.findings(found.kind), "page": to.to(code),
        "beside": _beside(request, to),
        "acts": _acts(request, found), "waits": found.waits, "problem": problem,
        "history": [
            component.happened(one, _file(request, here, one, files)) for one in reversed(history)
        ],
        "table": tables.block(request, table), "rows": len(table.rows), "heading": table.title,
    }  # fmt: skip
    return frame.render(request, "web/duty.html", context, status=422 if problem else 200)


def _file(
    request: http.HttpRequest, here: str, one: facts.Event, files: Mapping[int, paper_facts.File]
) -> component.Attached | None:
    """The file of a line of the history, with the way to take it back for whoever may."""
    file = files.get(one.paper.id) if one.paper else None
    if file is None:
        return None
    mine = file.account == request.desk.account_id or request.desk.role in facts.DECIDES
    href = f"{here}berkas/{file.key}/"
    return component.attached(file, href, f"{href}hapus/" if mine and request.desk.role in facts.ANSWERS else "")


def _details(found: facts.Duty, missing: int) -> list[tuple[str, str]]:
    return [
        (_("Keadaan"), component.state(found)),
        (_("Di kantor"), component.office(found.office)),
        (_("Batas"), tongue.day(found.due_on)),
        (_("Langkah"), " → ".join(component.office(one.office) for one in found.steps)),
        (_("Belum terlindungi"), _("%(count)s pekerja") % {"count": language.number(missing)}),
    ]  # fmt: skip


# Answering it


@doors.door(facts.ANSWERS, methods=("GET", "POST"), region="code")
def answer(request: http.HttpRequest, code: str, duty: uuid.UUID) -> http.HttpResponse:
    """One screen: what came of it, by when, what stands in the way, and a letter."""
    both = duty_papers.duty_of(request, code, duty)
    if both is None:
        return instead.missing(request)
    region, found = both
    back = f"/wilayah/{code}/tugas/{duty}/"

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        on = asking.day(said, "hari") if said["hari"] else None
        obstacle = said["kendala"] if said["jawaban"] == "not_possible" else ""
        answered = facts.Reply(said["jawaban"], on, obstacle, said["keterangan"][:500])  # type: ignore[arg-type]
        paper = facts.Paper(said["surat"][:100], asking.day(said, "tanggal")) if said["surat"] else None
        if kept := duty_papers.kept(request):
            papers.answer(duty=duty, reply=answered, kept=kept, desk=request.desk, stamp=stamp, paper=paper)
        else:
            operations.answer(duty=duty, reply=answered, desk=request.desk, stamp=stamp, paper=paper)
        return back

    asked = asking.Asked(
        _("Jawab tugas"), component.first(found), _("Simpan jawaban"), back, _answer_fields(), take
    )  # fmt: skip
    return asking.answer(request, region, asked)


def _answer_fields() -> list[fields.Field]:
    obstacles = (("", _("Tidak ada")), *((one, component.obstacle(one)) for one in facts.OBSTACLES))
    return [
        fields.Field("jawaban", _("Apa hasilnya"), "radio", required=True,
                     choices=tuple((one, component.said(one)) for one in facts.SAID)),
        fields.Field("hari", _("Tanggal undangan atau janji"), inputmode="numeric", hint=_("Seperti 13-04-2023.")),
        fields.Field("kendala", _("Kendala"), "select", choices=obstacles, hint=_("Hanya bila belum dapat.")),
        fields.Field("keterangan", _("Keterangan"), hint=_("Tanpa nama pekerja.")),
        fields.Field("surat", _("Nomor surat")),
        fields.Field("tanggal", _("Tanggal surat"), inputmode="numeric", hint=_("Bila ada nomor surat.")),
        duty_papers.field(),
    ]  # fmt: skip


@doors.door(facts.PROPOSES, methods=("GET", "POST"), region="code")
def let_be(request: http.HttpRequest, code: str, duty: uuid.UUID) -> http.HttpResponse:
    """Asking that a duty be let be: why, on what paper, until when."""
    both = duty_papers.duty_of(request, code, duty)
    if both is None:
        return instead.missing(request)
    region, _duty = both
    back = f"/wilayah/{code}/tugas/{duty}/"

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        until = asking.day(said, "sampai") if said["sampai"] else None
        request_ = facts.Request(said["alasan"][:500], said["surat"][:100], until)
        operations.propose_waiver(duty=duty, request=request_, desk=request.desk, stamp=stamp)
        return back

    lead = _("Orang kedua di Dinas PMD atau Sekretariat Daerah memutuskan. Sampai itu tugas tetap berjalan.")
    asked = asking.Asked(_("Minta pengecualian"), lead, _("Kirim permintaan"), back, _request_fields(), take)
    return asking.answer(request, region, asked)


def _request_fields() -> list[fields.Field]:
    return [
        fields.Field("alasan", _("Alasan"), required=True, hint=_("Mengapa tugas ini tidak perlu diselesaikan.")),
        fields.Field("surat", _("Nomor surat atau berita acara"), required=True),
        fields.Field("sampai", _("Berlaku sampai sebelum"), inputmode="numeric",
                     hint=_("Kosong: sampai tahun anggarannya habis.")),
    ]  # fmt: skip
