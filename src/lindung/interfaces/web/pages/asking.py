"""What the forms about people have in common: the village, what was typed, the answer at the field."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import http

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, fields, operations, seen
from lindung.interfaces.web.components import sources
from lindung.interfaces.web.pages import forms, frame, instead
from lindung.kernel import language, values
from lindung.monitoring import facts, persons
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts

_WHY = "mencatat isian tentang orang: keunikan dan perlindungan dinilai terhadap semua wilayah"


class NotFilled(values.Refusal):
    code = "isian-belum-lengkap"
    sentence = "Isian ini belum diisi. Isi dulu, lalu simpan lagi."


class Fault(Exception):
    """What is wrong with one field."""

    def __init__(self, name: str, refusal: values.Refusal) -> None:
        super().__init__(name)
        self.name, self.refusal = name, refusal


@dataclass(frozen=True, slots=True)
class Asked:
    """A form about a village: its words, its fields, what is done with what was typed, and where it leads."""

    title: str
    lead: str
    button: str
    back: str
    fields: Iterable[fields.Field]
    take: Callable[[Mapping[str, str], journal.Stamp], str]
    more: tuple[str, str] | None = None
    """Where something is that helps to answer, and what it is called."""


def answer(request: http.HttpRequest, village: region_facts.Region, asked: Asked) -> http.HttpResponse:
    """The form, or the page that it leads to once it is taken."""
    blank = list(asked.fields)
    if request.method != "POST":
        return _show(request, village, asked, blank)
    today = clock.today(village.code, request.example_day)
    said = {one.name: request.POST.get(one.name, "").replace("\0", "").strip() for one in blank}
    stamp = journal.Stamp(request.desk.actor, clock.now(), uuid.uuid4(), today)
    try:
        for one in blank:
            if one.required and not said[one.name]:
                raise Fault(one.name, NotFilled())
        with scope.everything(_WHY):
            where = asked.take(said, stamp)
    except Fault as fault:
        error = (fault.name, tongue.refusal(fault.refusal))
        return _show(request, village, asked, fields.filled(blank, said, [error]), status=422)
    except values.Refusal as refusal:
        shown = fields.filled(blank, said)
        return _show(request, village, asked, shown, refused=tongue.refusal(refusal), status=422)
    operations.keep(regency=village.code.at(2), on=today)
    return http.HttpResponseRedirect(where)


def _show(
    request: http.HttpRequest, village: region_facts.Region, asked: Asked, shown: list[fields.Field], *,
    refused: str = "", status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "title": asked.title, "village": village.titled, "back": asked.back, "lead": asked.lead,
        "button": asked.button, "fields": shown, "summary": fields.summary(shown), "refused": refused,
        "more": asked.more,
        "files": any(one.shape == "file" for one in shown),
    }  # fmt: skip
    return frame.render(request, "web/form.html", context, status=status)


def village_of(request: http.HttpRequest, code: str) -> region_facts.Region | None:
    return forms.village_of(code, clock.today(code, request.example_day))


def village_day(
    request: http.HttpRequest, code: str, *, whole: bool = False
) -> tuple[region_facts.Region, days.Asked, facts.RegencyDay, sources.About] | http.HttpResponse:
    """The village, the day asked about, its regency on that day and what stands above each table; or the page that says
    why not. ``whole``: with the rows."""
    village = village_of(request, code)
    if village is None:
        return instead.missing(request)
    try:
        asked = days.asked(request, code)
        found = days.of(request, code, asked, whole=whole).day
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    if all(place.code != code for place in found.places):
        return instead.missing(request)
    return village, asked, found, sources.about(found, village.titled, example=request.example_day is not None)


def region_day(
    request: http.HttpRequest, code: str, *, whole: bool = False
) -> tuple[days.Asked, days.Day, str, sources.About] | http.HttpResponse:
    """The same of any region: what was asked, its day with only what lies in it, what it is called, and what stands
    above each table."""
    try:
        asked = days.asked(request, code)
        found = days.of_region(request, code, asked, whole=whole)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    name = days.name_of(found, code)
    if not name:
        return instead.missing(request)
    return asked, found, name, sources.about(found.day, name, example=request.example_day is not None)


def day(said: Mapping[str, str], name: str) -> dt.date:
    """The day typed in a field. Raises Fault."""
    try:
        return days.day_said(said[name])
    except days.NotADay as refusal:
        raise Fault(name, refusal) from refusal


def people(request: http.HttpRequest, code: str) -> tuple[tuple[str, str], ...]:
    """The names on the village's list, to choose from; that they were shown is recorded."""
    today = clock.today(code, request.example_day)
    found = days.of(request, code, days.Asked(today.year, today, today), whole=True).day
    names = sorted(persons.roster(found, code).names, key=lambda one: one.row.person.name.casefold())
    seen.persons(request, "roster", "pilihan", (one.row.person.id for one in names))
    return tuple(
        (str(one.row.person.id), f"{one.row.person.name}, {language.day(one.row.person.born_on)}") for one in names
    )


def person(said: Mapping[str, str], name: str, choices: Iterable[tuple[str, str]]) -> uuid.UUID:
    """The person chosen in a field: one of those that were offered. Raises Fault."""
    if said[name] not in dict(choices):
        raise Fault(name, NotFilled())
    return uuid.UUID(said[name])


missing = instead.missing
