"""A worker's page: cover by day, and where each fact of it came from."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.disclosure import operations as disclosure
from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import clock, days, doors, links, seen, tables
from lindung.interfaces.web.components import consents as said_of
from lindung.interfaces.web.components import cover, identity, reckoning, sources
from lindung.interfaces.web.pages import frame, fresh, instead
from lindung.kernel import language, values
from lindung.monitoring import facts, persons
from lindung.platform.access import queries as access
from lindung.platform.journal import operations as journal
from lindung.registers.claims.cards import queries as cards
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.names import queries as names
from lindung.registers.workers.changes import queries as changes
from lindung.registers.workers.consents import queries as consents
from lindung.registers.workers.phones import queries as phones


@doors.door(doors.EVERY_ROLE, region="code")
def worker(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """The page of a person who stands on a list of this village or of its money, or about whom BPJS answered it."""
    try:
        asked, day, found = _of(request, code, person)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    if found is None:
        return instead.missing(request)
    names = {str(place.code): kinds.place_title(place) for place in day.places}
    about = sources.about(day, f"{found.who.name}, {names.get(code, code)}", example=request.example_day is not None)
    shown = _tables(found, day, names, about)
    seen.persons(request, "person", "orang", [person])
    file = tables.response(request, *shown.values(), name=f"{code} {day.on}")
    if file:
        return file
    context = _context(request, found, day, shown, links.Links(asked, code))
    context |= _asks_nik(request, links.Links(asked, code), person) if request.desk.role in doors.REVEALS else {}
    if request.desk.role in doors.SEES_CONSENTS:
        context |= _consent(request, code, person, day.on, day.known_at)
    if request.desk.role in doors.VILLAGE:
        context["code_at"] = f"/wilayah/{code}/pekerja/{person}/kode/"
        since = phones.known(person, known_at=asked.known_at)
        context["phone"] = _("ada, sejak %(day)s") % {"day": tongue.day(since)} if since else _("belum ada")
    if request.desk.role in doors.SEES_CHANGES:
        context |= _changed(request, code, found, day.known_at)
    if request.desk.role in doors.TELLS_OF_PEOPLE:
        context |= _card(code, person, day.on, day.known_at)
    return frame.render(request, "web/worker.html", context | {"village": names.get(code, code)})


def _of(
    request: http.HttpRequest, code: str, person: uuid.UUID
) -> tuple[days.Asked, facts.RegencyDay, persons.PersonYear | None]:
    """The day that is asked about, and the person on it; None where this village knows of no such person."""
    asked = days.asked(request, code)
    day = days.of(request, code, asked, whole=True).day
    found = persons.person(day, person)
    return asked, day, found if found is not None and code in _villages(found) else None


def of(request: http.HttpRequest, code: str, person: uuid.UUID) -> persons.PersonYear | None:
    """The person as this village knows them on the day asked about. Raises NotADay, NotAYear."""
    return _of(request, code, person)[2]


@doors.door(doors.REVEALS, methods=("POST",), region="code")
def nik(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """The NIK in clear, on this one answer, for a reason that is recorded before it is shown."""
    try:
        asked, _day, found = _of(request, code, person)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    if found is None:
        return instead.missing(request)
    to = links.Links(asked, code)
    context = {"title": _("NIK penuh"), "who": found.who, "back": to.page(f"pekerja/{person}"), "again": True}
    context["said"] = said = " ".join(request.POST.get("alasan", "").split())
    number, status = "", 422
    try:
        disclosure.reason_of(said=said)
        context["problem"], context["field"] = fresh.problem(request), "lama"
        number = "" if context["problem"] else _opened(request, code, person, said)
        status = 200 if number else 422
    except journal.TooMany as refusal:
        context |= {"problem": tongue.refusal(refusal), "again": False}
        status = 429
    except values.Refusal as refusal:
        context |= {"problem": tongue.refusal(refusal), "field": "alasan"}
    context |= {"number": number} if number else _asks_nik(request, to, person)
    return frame.render(request, "web/worker_nik.html", context, status=status)


def _opened(request: http.HttpRequest, code: str, person: uuid.UUID, reason: str) -> str:
    """Raises NothingToOpen, and what ``disclosure.reveal`` refuses."""
    number = enrolment.niks_of([person]).get(person) or coverage.member_nik(person)
    if number is None:
        raise disclosure.NothingToOpen()
    disclosure.reveal(
        person_id=person, region=code, reason=reason, by=seen.reader(request, request.desk),
        today_began=clock.today_began(), at=clock.now(),
    )  # fmt: skip
    return str(number)


def _consent(request: http.HttpRequest, code: str, person: uuid.UUID, on: dt.date, known_at: dt.date) -> dict[str, Any]:
    """What is on record of the person's consent, and where it is recorded."""
    known = consents.within(code, known_at=known_at).get(person)
    details = []
    if known is not None:
        details = [said_of.way(known.consent.way), language.day(known.consent.given_on), known.consent.version]
    records = request.desk.role in doors.TELLS_OF_PEOPLE
    return {
        "consent": ", ".join([said_of.state(known, on), *details]),
        "consent_shown_by": known.consent.shown_by if known else "",
        "consent_at": f"/wilayah/{code}/persetujuan/catat/?orang={person}" if records else "",
        "consent_text": f"/wilayah/{code}/persetujuan/",
    }


def _changed(request: http.HttpRequest, code: str, found: persons.PersonYear, known_at: dt.date) -> dict[str, Any]:
    """What was asked to be changed of who the person is, how far that came, and where it is asked."""
    who = found.who
    known = changes.about(found.one_with.all_of([who.id]), known_at=known_at)
    listed = [
        one for one in names.names_about(who.id, known_at=known_at)
        if language.plain_name(one.name) != language.plain_name(who.name)
    ]  # fmt: skip
    at = f"/wilayah/{code}/pekerja/{who.id}/"
    return {
        "changes": [
            (f"/wilayah/{one.region}/data-orang/{one.id}/", identity.about(one), identity.state(one)) for one in known
        ],
        "changes_at": f"/wilayah/{code}/data-orang/",
        "otherwise": listed[-1] if listed else None,
        "correct_at": f"{at}perbaiki/" if request.desk.role in doors.TELLS_OF_PEOPLE else "",
        "merge_at": f"{at}gabung/" if request.desk.role in doors.TELLS_OF_PEOPLE else "",
    }


def _card(code: str, person: uuid.UUID, on: dt.date, known_at: dt.date) -> dict[str, Any]:
    """Where the person's card of this village is printed, or made where none is good."""
    held = [one for one in cards.held_by([person], known_at=known_at) if one.region == code and on < one.ends_before]
    deed = "cetak" if held else "terbit"
    return {"card_at": f"/wilayah/{code}/kartu/{deed}/?orang={person}", "card_there": bool(held)}


def _asks_nik(request: http.HttpRequest, to: links.Links, person: uuid.UUID) -> dict[str, Any]:
    """What the form needs that asks for the NIK."""
    return {
        "nik_at": to.page(f"pekerja/{person}/nik"), "ask_password": fresh.owed(request),
        "name": access.person(request.desk.account_id).name,
    }  # fmt: skip


def _villages(found: persons.PersonYear) -> set[str]:
    said = (*found.memberships, *found.answers)
    return {one.row.region for one in found.rows} | {one.region for one in said}


def _tables(
    found: persons.PersonYear, day: facts.RegencyDay, names: dict[str, str], about: sources.About
) -> dict[str, tables.Table]:
    receipts = {one.receipt_id: one for days_ in found.days for one in days_.receipts}
    codes = {key: one.code for key, one in receipts.items()}

    def called(code: str) -> str:
        return names.get(code, code)

    shown = (
        sources.days(found.days, about),
        sources.payments(receipts.values(), day, about),
        sources.lists(found.rows, names, about),
        sources.answers(found.answers, names, about),
        sources.memberships(found, codes, names, about),
        reckoning.doubled((one for one in day.doubled if one.person == found.who.id), called, about),
    )
    return {one.key: one for one in shown}


def _context(
    request: http.HttpRequest,
    found: persons.PersonYear,
    day: facts.RegencyDay,
    shown: dict[str, tables.Table],
    to: links.Links,
) -> dict[str, Any]:
    now = found.on(day.on)
    return {
        "title": found.who.name,
        "who": found.who,
        "to": to,
        "here": to.to(to.region),
        "asked": to.asked,
        "verdict": f"/wilayah/{to.region}/pekerja/{found.who.id}/putusan/{to.asked.query}",
        "year": day.year,
        "on": day.on,
        "as_of": sources.about(day, "", example=False).as_of,
        "state": sources.state(now.state) if now else "",
        "reason": sources.reason(now.state) if now else "",
        "until": sources.last_day(now) if now else None,
        "css": f"d-{now.state}" if now else "",
        "strip": cover.strip(found.days, day.on),
        "legend": [(f"d-{one}", sources.state(one)) for one in dict.fromkeys(one.state for one in found.days)],
        "blocks": {key: tables.block(request, table) for key, table in shown.items()},
        "counts": {key: len(table.rows) for key, table in shown.items()},
    }
