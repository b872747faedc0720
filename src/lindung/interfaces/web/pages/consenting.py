"""Consent to the processing of personal data: the text, who agreed, and the form that records it or its withdrawal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors, fields, links, tables
from lindung.interfaces.web.components import consents as said_of
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, law
from lindung.monitoring import persons
from lindung.platform.access import queries as access
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.workers.consents import facts, operations, queries


@doors.door(doors.SEES_CONSENTS, region="code")
def consents(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The text of the day, to be read out and printed, and every valid name with what is on record."""
    found_day = asking.village_day(request, code, whole=True)
    if isinstance(found_day, http.HttpResponse):
        return found_day
    village, asked, day, about = found_day
    names = [one.row.person for one in persons.roster(day, code).names if one.counts]
    known = queries.within(code, known_at=day.known_at)
    table = said_of.people(names, known, day.on, f"/wilayah/{code}/pekerja/", about)
    file = tables.response(request, table, name=f"{code} {day.on}")
    if file:
        return file
    given = sum(one.id in known and known[one.id].state(day.on) == "given" for one in names)
    withdrawn = sum(one.id in known and known[one.id].state(day.on) == "withdrawn" for one in names)
    count = {"given": language.number(given), "all": language.number(len(names))}
    says = [_("Persetujuan %(given)s dari %(all)s nama sah sudah dicatat.") % count]
    if withdrawn:
        says.append(_("%(count)s orang menariknya kembali.") % {"count": language.number(withdrawn)})
    text = _text(code, day.on)
    says.append(_("Teks yang berlaku: versi %(version)s. %(source)s.") % _source(text))
    records = request.desk.role in doors.TELLS_OF_PEOPLE
    context = {
        "title": _("Persetujuan data pribadi"), "place": village.titled, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked, "says": says,
        "told": [_(text.value.title) + ":", *map(_, text.value.paragraphs), *said_of.about_withdrawal()],
        "act": (f"/wilayah/{code}/persetujuan/catat/", _("Catat persetujuan")) if records else None,
        "blocks": [("persetujuan", _("Nama dan persetujuannya"), tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _source(text: law.Dated[law.ConsentText]) -> dict[str, str]:
    return {"version": text.value.version, "source": text.source}


def _text(code: str, on: dt.date) -> law.Dated[law.ConsentText]:
    return law.in_force(rulebook.book(code).consent_text, on=on, what="teks persetujuan")


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def record(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """One person agreed to the text of that day, or took back what they agreed to."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    choices = asking.people(request, code)
    today = clock.today(code, request.example_day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        person, on = asking.person(said, "orang", choices), asking.day(said, "hari")
        account = access.person(request.desk.account_id).name
        if said["yang"] == "ditarik":
            operations.withdraw(person=person, on=on, shown_by=said["saksi"], account=account, stamp=stamp)
        elif said["yang"] in facts.WAYS:
            version = _text(code, min(on, today)).value.version
            consent = facts.Consent(code, person, version, on, said["yang"], said["saksi"])
            operations.give(consent=consent, account=account, stamp=stamp)
        else:
            raise asking.Fault("yang", asking.NotFilled())
        return f"/wilayah/{code}/pekerja/{person}/"

    lead = _("Bacakan teksnya dulu: %(title)s, versi %(version)s.")
    text = _text(code, today).value
    asked = asking.Asked(
        _("Catat persetujuan"), lead % {"title": _(text.title), "version": text.version}, _("Simpan"),
        f"/wilayah/{code}/persetujuan/", _fields(choices, request.GET.get("orang", ""), language.day(today)), take,
    )  # fmt: skip
    return asking.answer(request, village, asked)


def _fields(choices: tuple[tuple[str, str], ...], person: str, today: str) -> list[fields.Field]:
    chosen = person if person in dict(choices) else ""
    ways = (*((one, said_of.way(one)) for one in facts.WAYS), ("ditarik", _("Persetujuannya ditarik kembali")))
    return [
        fields.Field(
            "orang", _("Nama"), "select", required=True, choices=(("", _("Pilih nama")), *choices), value=chosen
        ),
        fields.Field("yang", _("Cara persetujuan"), "select", required=True, choices=ways, value="signature"),
        fields.Field("hari", _("Hari"), required=True, inputmode="numeric", value=today, hint=_("Seperti 13-04-2023.")),
        fields.Field(
            "saksi", _("Saksi atau tempat simpan"),
            hint=_("Nama saksi untuk cap jempol dan lisan; letak daftar yang ditandatangani. Disegel."),
        ),
    ]  # fmt: skip
