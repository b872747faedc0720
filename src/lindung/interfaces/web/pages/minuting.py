"""The minutes of a closed meeting as a numbered letter: the same words, set and signed as the regency's letters are."""

from __future__ import annotations

import uuid

from django import http

from lindung.interfaces.reports import agenda
from lindung.interfaces.reports.letters import dossiers, drafting
from lindung.interfaces.web import clock
from lindung.interfaces.web.components import meetings as component
from lindung.interfaces.web.pages import meetings as pages
from lindung.interfaces.web.pages import signatories
from lindung.kernel import language
from lindung.platform.journal import facts as journal
from lindung.registers.followup.meetings import facts
from lindung.registers.letters import facts as letters
from lindung.registers.letters import operations, queries


def issue(request: http.HttpRequest, held: facts.Meeting) -> str:
    """Issue them; returns where the letter is. Raises NobodySigns, NikInLetter, NumberTaken."""
    region = held.call.region
    today = clock.today(region, request.example_day)
    office = signatories.office(request, region)
    wording = queries.wording(office.regency, "minutes", office.level, known_at=today)
    draft = _draft(held, office, wording)
    stamp = journal.Stamp(request.desk.actor, clock.now(), uuid.uuid4(), today)
    operations.issue(drafts=[draft], stamp=stamp)
    return f"/wilayah/{office.issuer}/surat/bersama/{stamp.batch}/"


def _draft(held: facts.Meeting, office: drafting.Office, wording: letters.Wording) -> letters.Draft:
    call = held.call
    came = [one for one in held.attendance if one.said == "present"]
    away = [one for one in held.attendance if one.said != "present"]
    told = letters.Meeting(
        call.region, call.topic, call.held_on, call.place, call.begins, "selesai", component.office(call.chair),
        tuple(_items(held)), tuple(_named(one) for one in came), tuple(_named(one) for one in away),
    )  # fmt: skip
    return dossiers.minutes(told, office, wording)


def _named(one: facts.Attending) -> str:
    return ", ".join(part for part in (one.office, one.name, one.words) if part)


def _items(held: facts.Meeting) -> list[letters.Item]:
    """The agenda section by section, what was said with its evidence pending, the conclusion, and each decision."""
    names = pages.places(held)
    told: dict[str, list[str]] = {}
    for point in held.agenda:
        told.setdefault(agenda.TITLES[point.section], []).append(point.sentence)
    found = [letters.Item(title, " ".join(said)) for title, said in told.items()]
    if held.statements:
        said = " ".join(_stated(one.stated, names) for one in held.statements)
        found.append(letters.Item("Disampaikan di rapat, bukti menyusul", said))
    found += [
        letters.Item(
            names.get(one.resolved.region, one.resolved.region), "", one.resolved.sentence,
            component.office(one.resolved.office), one.resolved.due_on,
        )
        for one in held.decisions
    ]  # fmt: skip
    added = [f"Tambahan {one.number}: {one.words}" for one in held.addenda]
    if held.minutes:
        found.append(letters.Item("Simpulan", " ".join([held.minutes.summary, *added])))
    return found


def _stated(one: facts.Stated, names: component.Names) -> str:
    amount = f", {language.rupiah(one.amount)}" if one.amount is not None else ""
    where, day = names.get(one.region, one.region), language.day_in_words(one.due_on)
    return f"{where}: {one.words.rstrip('.')} ({one.evidence}{amount}, paling lambat {day})."
