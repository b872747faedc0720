"""What a camat thinks of each village in a quarter, and the log of the help it was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import clock, days, doors, fields, links, tables
from lindung.interfaces.web.components import helping, sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, law, values
from lindung.monitoring import facts as monitoring
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup.support import facts, operations, queries


@doors.door(facts.READS, region="code")
def helped(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The villages of a regency or district with their evaluation of the quarter, or all about one village."""
    there = asking.region_day(request, code)
    if isinstance(there, http.HttpResponse):
        return there
    asked, day, name, about = there
    if values.RegionCode(code).level == 4:
        return _village(request, code, name, asked, about)
    table, said = villages(day.day, code, asked, about, only_missing=request.GET.get("belum") == "ya")
    file = tables.response(request, table, name=f"{code} {asked.on}")
    if file:
        return file
    context = {
        "title": table.title, "place": name, "up": links.Links(asked, code).to(code), "as_of": about.as_of,
        "asked": asked, "says": [said], "blocks": [("daftar", table.title, tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def villages(
    day: monitoring.RegencyDay, code: str, asked: days.Asked, about: sources.About, *, only_missing: bool
) -> tuple[tables.Table, str]:
    """The villages of the day as a table, or those that were not evaluated, and a sentence about all of them."""
    now, known_at = facts.Quarter.of(asked.on), min(asked.known_at, asked.on)
    said = queries.of_quarter(code, quarter=now, known_at=known_at)
    given: dict[str, facts.Support] = {}
    for one in queries.given(code, known_at=known_at):
        given.setdefault(one.given.region, one)
    places = [(str(one.code), kinds.place_title(one), one.district_name) for one in day.places if one.district]
    missing = [one for one in places if one[0] not in said]
    questions = _questions(code, now)
    table = helping.villages(missing if only_missing else places, said, given, questions, about)
    return table, helping.said(len(missing), len(places), now)


def _questions(code: str, quarter: facts.Quarter) -> tuple[law.EvaluationQuestion, ...]:
    return law.evaluation_questions(rulebook.book(code), on=quarter.last_day)


def _village(
    request: http.HttpRequest, code: str, name: str, asked: days.Asked, about: sources.About
) -> http.HttpResponse:
    now, known_at = facts.Quarter.of(asked.on), min(asked.known_at, asked.on)
    said = queries.evaluations(code, known_at=known_at)
    questions = {one.said.quarter: _questions(code, one.said.quarter) for one in said}
    shown = (
        helping.evaluations(said, questions, request.desk.role in facts.READS_NOTES, about),
        helping.support(queries.given(code, known_at=known_at), about),
    )
    file = tables.response(request, *shown, name=f"{code} {asked.on}")
    if file:
        return file
    counts = next((one for one in said if one.said.quarter == now), None)
    state = {"quarter": helping.quarter(now), "day": tongue.day(counts.said_on) if counts else ""}
    evaluates, gives = request.desk.role in facts.EVALUATES, request.desk.role in facts.GIVES
    log = (f"/wilayah/{code}/pembinaan/catat/", _("Catat pendampingan"))
    context = {
        "title": _("Pembinaan"), "place": name, "up": links.Links(asked, code).to(code), "as_of": about.as_of,
        "asked": asked,
        "says": [
            _("Dinilai camat pada %(day)s untuk %(quarter)s.") % state if counts
            else _("Belum dinilai camat pada %(quarter)s.") % state
        ],
        "act": (f"/wilayah/{code}/pembinaan/nilai/", _("Nilai desa ini")) if evaluates else log if gives else None,
        "acts": [log] if evaluates else [],
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


# The camat's questions


@doors.door(facts.EVALUATES, methods=("GET", "POST"), region="code")
def evaluate(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A few questions on one screen, one answer each."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    book, now = rulebook.book(code), facts.Quarter.of(clock.today(code, request.example_day))
    choices = {f"{one.year}-{one.number}": one for one in (now, now.before)}
    questions = law.evaluation_questions(book, on=now.last_day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["triwulan"] not in choices:
            raise asking.Fault("triwulan", asking.NotFilled())
        answers = {one.code: said[f"nilai-{one.code}"] for one in questions}
        told = facts.Said(code, choices[said["triwulan"]], answers, said["catatan"])
        operations.evaluate(said=told, book=book, desk=request.desk, stamp=stamp)
        return f"/wilayah/{code}/pembinaan/"

    asked = asking.Asked(
        _("Nilai desa"), _("Satu jawaban untuk setiap pertanyaan. Desa membaca jawabannya, bukan catatannya."),
        _("Simpan penilaian"), f"/wilayah/{code}/pembinaan/", _evaluation_fields(questions, choices), take,
    )  # fmt: skip
    return asking.answer(request, village, asked)


def _evaluation_fields(
    questions: tuple[law.EvaluationQuestion, ...], choices: Mapping[str, facts.Quarter]
) -> list[fields.Field]:
    quarters = tuple((key, helping.quarter(one)) for key, one in choices.items())
    return [
        *(
            fields.Field(
                f"nilai-{one.code}", _(one.question), "radio", required=True,
                choices=tuple((code, _(words)) for code, words in one.choices),
            )
            for one in questions
        ),
        fields.Field("catatan", _("Catatan"), hint=_("Untuk kecamatan, Dinas PMD, pimpinan dan pengawas.")),
        fields.Field("triwulan", _("Triwulan"), "select", required=True, choices=quarters, value=quarters[0][0]),
    ]  # fmt: skip


# The log


@doors.door(facts.GIVES, methods=("GET", "POST"), region="code")
def support(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Help that the village was given."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = language.day(clock.today(code, request.example_day))

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["jenis"] not in facts.KINDS:
            raise asking.Fault("jenis", asking.NotFilled())
        next_on: dt.date | None = asking.day(said, "pada") if said["pada"] else None
        told = facts.Given(code, asking.day(said, "hari"), said["jenis"], said["hasil"], said["berikut"], next_on)
        operations.give(given=told, desk=request.desk, stamp=stamp)
        return f"/wilayah/{code}/pembinaan/"

    kinds_ = tuple((one, helping.kind(one)) for one in facts.KINDS)
    shown = [
        fields.Field("jenis", _("Yang dilakukan"), "radio", required=True, choices=kinds_),
        fields.Field("hari", _("Hari"), required=True, inputmode="numeric", value=today, hint=_("Seperti 13-04-2023.")),
        fields.Field("hasil", _("Hasil"), required=True, hint=_("Apa yang dicapai, satu kalimat; tanpa nama pekerja.")),
        fields.Field("berikut", _("Langkah berikut")),
        fields.Field("pada", _("Pada hari"), inputmode="numeric", hint=_("Seperti 13-04-2023.")),
    ]
    asked = asking.Asked(
        _("Catat pendampingan"), _("Kunjungan, telepon, pelatihan, bantuan daftar atau surat yang sudah dilakukan."),
        _("Simpan pendampingan"), f"/wilayah/{code}/pembinaan/", shown, take,
    )  # fmt: skip
    return asking.answer(request, village, asked)
