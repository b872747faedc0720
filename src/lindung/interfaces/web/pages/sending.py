"""Lists for BPJS: proposed with their papers by one account, approved by another, fetched by the branch."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.disclosure import limits
from lindung.interfaces.reports import kinds, outgoing, tongue
from lindung.interfaces.web import clock, days, doors, fields, links, marks, seen, tables
from lindung.interfaces.web.components import sources, submitting
from lindung.interfaces.web.pages import asking, frame, fresh, instead, own
from lindung.kernel import language, values
from lindung.monitoring import facts as monitoring_facts
from lindung.monitoring import submissions as monitoring
from lindung.platform.access import queries as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment.submissions import facts, operations, queries

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WHY = "memutuskan pengajuan: diterima BPJS atau masih menunggu dinilai terhadap semua wilayah"


@doors.door(doors.SEES_SUBMISSIONS, region="code")
def sending(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The submissions of a region; of a village besides who can go."""
    there = asking.region_day(request, code, whole=True)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, name, about = there
    titles = {str(place.code): kinds.place_title(place) for place in day.day.places}
    shown = [submitting.submissions(queries.submissions(code, known_at=asked.known_at), titles, about)]
    of_village = values.RegionCode(code).level == _VILLAGE
    can_go, beyond = 0, ""
    if of_village:
        whole = days.of(request, code, asked, whole=True).day
        found = monitoring.candidates(whole, code)
        can_go = len(monitoring.can_go(found))
        beyond = _beyond(whole, code, found)
        shown.append(submitting.candidates(found, f"/wilayah/{code}/pekerja/", about))
    file = tables.response(request, *shown, name=f"{code} {asked.on}")
    if file:
        return file
    proposes = of_village and request.desk.role in doors.TELLS_OF_PEOPLE
    context = {
        "title": _("Pengajuan ke BPJS"), "place": name, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked,
        "says": [said for said in (_can_go(can_go), beyond) if said] if of_village else [],
        "acts": [(f"/wilayah/{code}/perubahan/{asked.query}", _("Perubahan sebulan"))],
        "act": (f"/wilayah/{code}/pengajuan/baru/", _("Ajukan daftar")) if proposes and can_go else None,
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


_VILLAGE = 4


def _can_go(count: int) -> str:
    return _("%(count)s nama dapat diajukan.") % {"count": language.number(count)}


def _beyond(day: monitoring_facts.RegencyDay, code: str, found: Collection[monitoring.Candidate]) -> str:
    """What a village that names more than it pays for is told, and who decides on its list."""
    place = next(one for one in day.places if one.code == code)
    return submitting.beyond(monitoring.beyond_funds(place, found))


# Proposing


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def propose(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The papers of a list: letter, decree, agreement, and the group that it goes into."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        wanted = _wanted(code, today.year, said)
        day = days.of(request, code, days.Asked(today.year, today, today), whole=True).day
        ready = monitoring.can_go(monitoring.candidates(day, code))
        names = ready[: _at_most(said)]
        number = operations.propose(
            wanted=wanted, names=names, ready=ready, book=rulebook.book(), account=request.desk.account_id, stamp=stamp
        )
        return f"/wilayah/{code}/pengajuan/{number}/"

    lead = _(
        "Semua nama yang dapat diajukan ikut. Daftar baru dikirim sesudah disetujui orang lain; sampai itu tidak ada "
        "yang keluar."
    )
    return asking.answer(
        request,
        village,
        asking.Asked(_("Ajukan daftar"), lead, _("Usulkan"), f"/wilayah/{code}/pengajuan/", _fields(today), take),
    )


def _fields(today: dt.date) -> list[fields.Field]:
    groups = tuple(
        (entry.value.code, f"{entry.value.code} · {_(entry.value.name)}")
        for entry in rulebook.book().wadah
        if today in entry.span
    )
    like = _("Seperti 13-04-2023.")

    def day(name: str, label: str, **said: str) -> fields.Field:
        return fields.Field(name, label, required=True, inputmode="numeric", **{"hint": like, **said})

    return [
        fields.Field("wadah", _("Kode wadah"), "select", required=True, choices=groups),
        fields.Field("nomor_wadah", _("Nomor wadah (NPP)"), hint=_("Kosongkan bila BPJS belum memberi nomor.")),
        fields.Field("surat", _("Nomor surat pengantar"), required=True),
        day("tanggal_surat", _("Tanggal surat pengantar"), value=language.day(today)),
        fields.Field("sk", _("Nomor SK kepala desa"), required=True, hint=_("SK yang menetapkan nama-namanya.")),
        day("tanggal_sk", _("Tanggal SK kepala desa")),
        fields.Field("pks", _("Nomor PKS"), required=True, hint=_("Perjanjian kerja sama dengan BPJS.")),
        day("pks_mulai", _("PKS berlaku mulai")),
        day("pks_sampai", _("PKS berlaku sampai"), hint=_("Hari terakhirnya, seperti 31-12-2023.")),
        fields.Field(
            "paling_banyak", _("Paling banyak"), inputmode="numeric",
            hint=_("Kosong berarti semua yang dapat diajukan; dengan angka, yang pertama pada daftar."),
        ),
    ]  # fmt: skip


def _wanted(code: str, year: int, said: Mapping[str, str]) -> facts.Wanted:
    return facts.Wanted(
        code, year, said["wadah"], said["nomor_wadah"].upper()[:20],
        facts.Paper(said["surat"][:60], asking.day(said, "tanggal_surat")),
        facts.Paper(said["sk"][:60], asking.day(said, "tanggal_sk")),
        facts.Agreement(said["pks"][:60], asking.day(said, "pks_mulai"), asking.day(said, "pks_sampai")),
    )  # fmt: skip


class NotACount(values.Refusal):
    code = "bukan-banyaknya-orang"
    sentence = "«{text}» bukan banyaknya orang. Tulis angka seperti 100, atau kosongkan."


def _at_most(said: Mapping[str, str]) -> int | None:
    """Raises Fault."""
    text = said["paling_banyak"]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) == int(text)):
        raise asking.Fault("paling_banyak", NotACount(text=text[:30]))
    return int(text)


# One of them


def _found(
    request: http.HttpRequest, code: str, submission: int
) -> tuple[region_facts.Region, facts.Submission] | None:  # fmt: skip
    village = asking.village_of(request, code)
    if village is None or submission >= _MOST:
        return None
    found = queries.submission(submission, region=code, known_at=clock.today(code, request.example_day))
    return (village, found) if found else None


_MOST = 2**63
"""A database holds no higher number."""


@doors.door(doors.SEES_SUBMISSIONS, methods=("GET", "POST"), region="code")
def submission(request: http.HttpRequest, code: str, submission: int) -> http.HttpResponse:
    """One submission: its papers, its names, what the second person says, and the file for who may fetch it."""
    both = _found(request, code, submission)
    if both is None:
        return instead.missing(request)
    village, found = both
    if request.method != "POST":
        return _page(request, village, found)
    said = request.POST.get("tindakan", "")
    acts = {"setuju": _decide, "tolak": _decide} if _may_decide(request, found) else {}
    acts |= {"xlsx": _fetch} if _may_fetch(request, found) else {}
    act = acts.get(said)
    if act is None:
        return instead.no_such_act(request)
    problem = fresh.problem(request)
    if problem:
        return _page(request, village, found, problem)
    try:
        return act(request, village, found, said)
    except values.Refusal as refusal:
        return _page(request, village, (_found(request, code, submission) or both)[1], tongue.refusal(refusal))


def _may_decide(request: http.HttpRequest, found: facts.Submission) -> bool:
    """Another account than the one that proposed it, of an office that answers for the regency's data."""
    desk = request.desk
    return found.state == "waiting" and desk.role in doors.APPROVES_SUBMISSIONS and desk.account_id != found.proposed_by


def _may_fetch(request: http.HttpRequest, found: facts.Submission) -> bool:
    """The branch that it is for, and who proposed it, while it lasts."""
    desk = request.desk
    theirs = desk.role == "bpjs" or desk.account_id == found.proposed_by
    lasts = found.decided_at is not None and clock.now() < found.decided_at + limits.SUBMISSION_LASTS
    return theirs and lasts and found.state in ("sent", "answered")


def _page(
    request: http.HttpRequest, village: region_facts.Region, found: facts.Submission, problem: str = ""
) -> http.HttpResponse:
    wanted, code = found.wanted, str(village.code)
    today = clock.today(code, request.example_day)
    day = days.of(request, code, days.Asked(today.year, today, today), whole=True).day
    about = sources.about(day, village.titled, example=request.example_day is not None)
    table = submitting.names(queries.names_of(found.id), f"/wilayah/{code}/pekerja/", about)
    file = tables.response(request, table, name=f"{code} {found.id}")
    if file:
        return file
    zone = language.zone_of(village.code)
    ends = found.decided_at + limits.SUBMISSION_LASTS if found.decided_at else None
    context: dict[str, Any] = {
        "title": _("Pengajuan %(letter)s") % {"letter": wanted.letter.number}, "place": village.titled,
        "here": f"/wilayah/{code}/pengajuan/{found.id}/", "up": f"/wilayah/{code}/pengajuan/", "it": found,
        "state": submitting.state(found.state), "group": f"{wanted.group} {wanted.group_number}".strip(),
        "may_decide": _may_decide(request, found), "may_fetch": _may_fetch(request, found),
        "ends": own.moment(ends, zone) if ends and found.state in ("sent", "answered") else "",
        "decided": own.moment(found.decided_at, zone) if found.decided_at else "",
        "table": tables.block(request, table), "heading": table.title, "problem": problem,
        "field": "lama" if fresh.owed(request) else "", "ask_password": fresh.owed(request),
        "name": access.person(request.desk.account_id).name,
        "beyond": _beyond(day, code, monitoring.candidates(day, code)) if found.state == "waiting" else "",
    }  # fmt: skip
    return frame.render(request, "web/submission.html", context, status=422 if problem else 200)


def _stamp(request: http.HttpRequest, code: str) -> journal.Stamp:
    return journal.Stamp(
        request.desk.actor, clock.now(), uuid.uuid4(), clock.today(code, request.example_day)
    )  # fmt: skip


def _decide(
    request: http.HttpRequest, village: region_facts.Region, found: facts.Submission, said: str
) -> http.HttpResponse:
    with scope.everything(_WHY):
        operations.decide(
            submission_id=found.id, approve=said == "setuju", account=request.desk.account_id,
            stamp=_stamp(request, village.code),
        )  # fmt: skip
    return http.HttpResponseRedirect(f"/wilayah/{village.code}/pengajuan/{found.id}/")


def _fetch(
    request: http.HttpRequest, village: region_facts.Region, found: facts.Submission, said: str
) -> http.HttpResponse:
    """The file, whose NIK are opened only when the journal says that it leaves. Raises NotToBeFetched, ErasedSince,
    LayoutUnusable, NoSuchFolder."""
    code, number = str(village.code), uuid.uuid4()
    layout = outgoing.of_region(code)
    stamp = _stamp(request, code)
    with transaction.atomic():  # a file that is not made did not leave
        journal_operations.act(by=stamp.by)
        operations.fetched(
            submission_id=found.id, number=number, account=request.desk.account_id, lasts=limits.SUBMISSION_LASTS,
            at_most=limits.FETCHES, stamp=stamp,
        )  # fmt: skip
        people = queries.in_clear(found.id)
        if len(people) < found.persons:
            raise operations.ErasedSince(count=found.persons - len(people))
    letter = found.wanted.letter
    reason = f"Pengajuan ke BPJS, surat {letter.number} tanggal {language.day(letter.on)}"
    seen.persons(request, "export_nik", "pengajuan.xlsx", (one.id for one in people))
    seen.in_clear(request, number, code, reason)
    said_of_it = ((_("Alasan"), reason), (_("Disetujui"), found.decider))
    mark = marks.of(
        request, number, _("Daftar untuk BPJS"), len(people), *said_of_it, chosen=f"{code}, pengajuan {found.id}"
    )
    content = outgoing.workbook(layout, found.wanted, people, places(village, found.proposed_on), mark)
    answer = http.HttpResponse(content, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="bpjs-{code}-{letter.on}-{mark.number}.xlsx"'
    return answer


def places(village: region_facts.Region, on: dt.date) -> outgoing.Places:
    """How the village, its district and its regency are called."""
    names = regions.names({str(village.code.at(3)), str(village.code.at(2))})
    return outgoing.Places(village.titled, names.get(village.code.at(3), ""), names.get(village.code.at(2), ""))


# The covering letter


@doors.door(doors.SEES_SUBMISSIONS, region="code")
def letter(request: http.HttpRequest, code: str, submission: int) -> http.HttpResponse:
    """The covering letter, to be printed, signed and sent along with the file."""
    both = _found(request, code, submission)
    if both is None:
        return instead.missing(request)
    village, found = both
    context = {
        "title": _("Surat pengantar %(letter)s") % {"letter": found.wanted.letter.number}, "it": found,
        "village": village.titled, "where": places(village, found.proposed_on),
        "up": f"/wilayah/{code}/pengajuan/{found.id}/", "draft": found.state in ("waiting", "refused"),
        "state": submitting.state(found.state), "words": language.spelled(found.persons),
        "group": f"{found.wanted.group} {found.wanted.group_number}".strip(), "digest": found.persons_digest[:16],
        "day": language.day_in_words(found.wanted.letter.on),
        "decree_day": language.day_in_words(found.wanted.decree.on),
        "first": language.day_in_words(found.wanted.agreement.starts_on),
        "last": language.day_in_words(found.wanted.agreement.last_on),
    }  # fmt: skip
    return frame.render(request, "web/letter.html", context)
