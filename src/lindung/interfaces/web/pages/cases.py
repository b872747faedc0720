"""Deaths and accidents: the list, one case, reporting one, and following it to what BPJS decides.

What was told of somebody's health is opened only by who may see it, only when asked, and that is recorded.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces import monitor
from lindung.interfaces.intake import cells
from lindung.interfaces.reports import kinds
from lindung.interfaces.web import clock, days, doors, fields, links, seen, tables
from lindung.interfaces.web.components import following, sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, law, values
from lindung.monitoring import cases as monitoring
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import facts, operations, queries
from lindung.registers.funding import queries as funding


def _name(request: http.HttpRequest, name: str) -> str:
    """Whoever only checks how cases are followed need not know whose they are."""
    return language.masked_name(name) if request.desk.role == "auditor" else name


@doors.door(doors.SEES_CASES, region="code")
def cases(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The cases of a regency, a district or a village."""
    there = asking.region_day(request, code)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, name, about = there
    found = [one for one in queries.cases(code, known_at=asked.known_at) if one.reported_on <= asked.on]
    names = {str(place.code): kinds.place_title(place) for place in day.day.places}
    table = following.cases(found, names, asked.on, lambda said: _name(request, said), about)
    file = tables.response(request, table, name=f"{code} {asked.on}")
    if file:
        return file
    late = monitoring.overdue(found, on=asked.on)
    open_cases = sum(one.closed_on is None for one in found)
    says = [_("%(count)s kasus terbuka.") % {"count": language.number(open_cases)}]
    if late:
        said = {"count": language.number(len(late)), "days": late[0].limit}
        says.append(
            _("%(count)s di antaranya lebih dari %(days)s hari: tanyakan kepada BPJS dan lengkapi berkas.") % said
        )
    reports = values.RegionCode(code).level == 4 and request.desk.role in doors.TELLS_OF_PEOPLE
    context = {
        "title": _("Kasus kematian dan kecelakaan"), "place": name, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked, "says": says,
        "act": (f"/wilayah/{code}/kasus/lapor/", _("Laporkan kejadian")) if reports else None,
        "blocks": [("kasus", _("Daftar kasus"), tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


# One case


@doors.door(doors.SEES_CASES, region="code")
def case(request: http.HttpRequest, code: str, case: uuid.UUID) -> http.HttpResponse:
    """What is known of a case, what is still missing, and what BPJS decided."""
    village = asking.village_of(request, code)
    today = clock.today(code, request.example_day)
    found = queries.case(case, known_at=today) if village else None
    if village is None or found is None or found.region != code:
        return instead.missing(request)
    day = days.of(request, code, days.Asked(today.year, today, today)).day
    about = sources.about(day, village.titled, example=request.example_day is not None)
    asked = law.documents(rulebook.book(code), event=found.event, on=found.event_on)
    known = funding.receipts(str(village.code.at(2)), known_at=today)
    shown = (
        following.papers(found, asked, about),
        following.decisions(found, about),
        sources.payments([one for one in known if one.receipt_id in found.receipts], day, about),
    )
    seen.persons(request, "person", "kasus", [found.who.id])
    file = tables.response(request, *shown, name=f"{code} {found.key.hex[:8]}")
    if file:
        return file
    follows = request.desk.role in doors.FOLLOWS_CASES
    context = _said(request, found, today) | {
        "title": f"{following.event(found.event)}, {_name(request, found.who.name)}",
        "place": village.titled, "up": f"/wilayah/{code}/kasus/", "as_of": about.as_of,
        "act": (f"/wilayah/{code}/kasus/{found.key}/catat/", _("Catat berkas atau keputusan")) if follows else None,
        "blocks": [(table.key, table.title, tables.block(request, table)) for table in shown],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _said(request: http.HttpRequest, found: facts.Case, today: dt.date) -> dict[str, Any]:
    """The case in words; its course only where it was asked for by who may read it."""
    potential = law.potential(
        rulebook.book(found.region), event=found.event, on=found.event_on, member_since=found.member_since
    )  # fmt: skip
    details = [
        (_("Hari kejadian"), language.day(found.event_on)),
        (_("Dilaporkan"), language.day(found.reported_on)),
        (_("Pelapor"), _name(request, found.reporter)),
        (_("Perlindungan hari itu"), sources.state(found.state)),
        (_("Peserta sejak"), language.day(found.member_since) if found.member_since else "–"),
        (_("NIK"), found.who.masked_nik),
        (_("Hari terbuka"), language.number(found.days_open(today))),
    ]
    may = request.desk.role in doors.SEES_HEALTH
    opened = may and request.GET.get("keterangan") == "buka"
    told: tuple[str, ...] = ()
    if opened:
        course, reasons = queries.told(found.key)
        told = tuple(one for one in (course, *reasons) if one) or (_("Tidak ada keterangan."),)
        seen.persons(request, "person", "kasus: keterangan", [found.who.id])
    return {
        "says": following.benefit(found, potential), "details": details, "told": told,
        "open": "?keterangan=buka" if may and not opened else "",
    }  # fmt: skip


# Reporting one


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def report(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A death or an accident: opens a case where the person was covered on that day, else says why not."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    choices = asking.people(request, code)
    today = clock.today(code, request.example_day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["kejadian"] not in _events():
            raise asking.Fault("kejadian", asking.NotFilled())
        told = facts.Report(
            code, asking.person(said, "orang", choices), said["kejadian"], asking.day(said, "hari"),
            asking.day(said, "dilaporkan"), said["pelapor"], said["keterangan"],
        )  # fmt: skip
        stood = _standing(values.RegionCode(code), told.person, min(told.event_on, today), today)
        key = operations.open_case(report=told, standing=stood, stamp=stamp)
        return f"/wilayah/{code}/kasus/{key}/"

    lead = _("Kasus dibuka bila orangnya terlindung pada hari kejadian. Kecelakaan dilaporkan dalam 2 x 24 jam.")
    asked = asking.Asked(
        _("Laporkan kejadian"), lead, _("Simpan laporan"), f"/wilayah/{code}/kasus/",
        _report_fields(choices, language.day(today)), take,
    )  # fmt: skip
    return asking.answer(request, village, asked)


def _standing(code: values.RegionCode, person: uuid.UUID, on: dt.date, today: dt.date) -> facts.Standing:
    """How the person stood on the day of the event by what is known today; where that shows no cover, by what was known
    on that very day: a later list may have left out somebody who died."""
    found = facts.Standing("none")
    for known_at in (today, on):
        day = monitor.regency_day(str(code.at(2)), year=on.year, on=on, known_at=known_at)
        stood = monitoring.standing(day, person)
        if stood.state in facts.OPENS:
            return stood
        found = found if found.state == "ended" else stood
    return found


def _events() -> dict[str, str]:
    return {one: following.event(one) for one in ("death", "accident", "work_death")}


def _report_fields(choices: tuple[tuple[str, str], ...], today: str) -> list[fields.Field]:
    return [
        fields.Field("orang", _("Nama"), "select", required=True, choices=(("", _("Pilih nama")), *choices)),
        fields.Field("kejadian", _("Kejadian"), "select", required=True, choices=tuple(_events().items())),
        fields.Field("hari", _("Hari kejadian"), required=True, inputmode="numeric", hint=_("Seperti 13-04-2023.")),
        fields.Field("dilaporkan", _("Dilaporkan pada"), required=True, inputmode="numeric", value=today),
        fields.Field("pelapor", _("Pelapor"), required=True, hint=_("Nama dan hubungan, seperti anak.")),
        fields.Field("keterangan", _("Keterangan"), hint=_("Disegel; desa tidak membukanya lagi.")),
    ]  # fmt: skip


# Following it


@doors.door(doors.FOLLOWS_CASES, methods=("GET", "POST"), region="code")
def follow(request: http.HttpRequest, code: str, case: uuid.UUID) -> http.HttpResponse:
    """A paper is at hand, or BPJS has decided."""
    village = asking.village_of(request, code)
    today = clock.today(code, request.example_day)
    found = queries.case(case, known_at=today) if village else None
    if village is None or found is None or found.region != code:
        return instead.missing(request)
    back = f"/wilayah/{code}/kasus/{case}/"
    book = rulebook.book(code)
    held = {one.code for one in found.held}
    papers = {
        one.value.code: _(one.value.name)
        for one in law.documents(book, event=found.event, on=found.event_on)
        if one.value.code not in held
    }
    decides = request.desk.role in doors.RECORDS_MONEY

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        day = asking.day(said, "hari")
        if said["yang"] in _outcomes() and decides:
            amount = cells.whole(said["jumlah"]) if said["jumlah"] else None
            if said["jumlah"] and amount is None:
                raise asking.Fault("jumlah", asking.NotFilled())
            outcome: facts.Outcome = "paid" if said["yang"] == "dibayar" else "rejected"
            decision = facts.Decision(outcome, day, amount, said["bukti"])
            operations.decide(case=case, decision=decision, reason=said["alasan"], stamp=stamp)
        else:
            paper = facts.Held(said["yang"], day, said["bukti"])
            operations.hold_document(case=case, held=paper, book=book, stamp=stamp)
        return back

    asked = asking.Asked(
        _("Catat berkas atau keputusan"), _("Satu berkas yang sudah ada, atau keputusan BPJS seperti pada suratnya."),
        _("Simpan"), back, _follow_fields(papers, decides, language.day(today)), take,
    )  # fmt: skip
    return asking.answer(request, village, asked)


def _outcomes() -> dict[str, str]:
    return {"dibayar": _("BPJS membayar"), "ditolak": _("BPJS menolak")}


def _follow_fields(papers: Mapping[str, str], decides: bool, today: str) -> list[fields.Field]:
    choices = (*papers.items(), *(_outcomes().items() if decides else ()))
    shown = [
        fields.Field("yang", _("Yang dicatat"), "select", required=True, choices=choices),
        fields.Field("hari", _("Hari"), required=True, inputmode="numeric", value=today, hint=_("Seperti 13-04-2023.")),
        fields.Field("bukti", _("Nomor atau bukti"), hint=_("Nomor surat, nomor bukti bayar, atau di mana disimpan.")),
    ]
    if decides:
        shown += [
            fields.Field(
                "jumlah", _("Jumlah dibayar"), inputmode="decimal", hint=_("Hanya bila BPJS membayar, rupiah.")
            ),
            fields.Field("alasan", _("Alasan penolakan"), hint=_("Hanya bila BPJS menolak; disegel.")),
        ]
    return shown
