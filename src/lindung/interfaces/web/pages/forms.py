"""Typing one budget, one payment, one worker: a file's checks, claims and journal, with the answer at the field."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.intake import beside, columns, typed
from lindung.interfaces.intake import operations as intake
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors, fields, operations
from lindung.interfaces.web.pages import asked_fields, frame, instead
from lindung.kernel import values
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.journal import queries as journal_queries
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.registers.enrolment import operations as enrolment

TYPES_BUDGETS = doors.VILLAGE | {"dpmd"}
TYPES_PEOPLE = doors.VILLAGE | {"dpmd"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: what it is about, its fields for a village on a day, and the words around them."""

    kind: columns.Kind
    title: Callable[[], str]
    lead: Callable[[], str]
    button: Callable[[], str]
    fields: Callable[[region_facts.Region, dt.date, Mapping[str, str]], list[fields.Field]]


@doors.door(TYPES_BUDGETS, methods=("GET", "POST"), region="code")
def budget(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A line of the village's budget."""
    return _page(request, code, _BUDGET)


@doors.door(doors.RECORDS_MONEY, methods=("GET", "POST"), region="code")
def payment(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Money that BPJS received for the village."""
    return _page(request, code, _PAYMENT)


@doors.door(TYPES_PEOPLE, methods=("GET", "POST"), region="code")
def worker(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """One more person on the village's list."""
    return _page(request, code, _WORKER)


def village_of(code: str, on: dt.date) -> region_facts.Region | None:
    """The village of that code; None where it is none, or where there was none on that day."""
    if values.RegionCode(code).level != 4:
        return None
    return next(iter(regions.within(code, on=on)), None)


def _page(request: http.HttpRequest, code: str, sheet: Sheet) -> http.HttpResponse:
    today = clock.today(code, request.example_day)
    village = village_of(code, today)
    if village is None:
        return instead.missing(request)
    if request.method != "POST":
        return _show(request, sheet, village, sheet.fields(village, today, {}), form_id=uuid.uuid4())
    form = _sent(request, sheet, code, today)
    outcome = _record(request, form)
    if outcome.done:
        operations.keep(regency=village.code.at(2), on=today)
        return http.HttpResponseRedirect(_back(request, sheet, code, outcome))
    errors = [(one.field, tongue.sentence(one.kind, one.message)) for one in outcome.faults]
    shown = fields.filled(sheet.fields(village, today, form.cells), form.cells, errors)
    return _show(
        request, sheet, village, shown,
        form_id=uuid.uuid4() if outcome.refused else form.id,
        refused=outcome.refused,
        warnings=() if errors or outcome.refused else outcome.warnings,
        status=422,
    )  # fmt: skip


def _sent(request: http.HttpRequest, sheet: Sheet, code: str, on: dt.date) -> typed.Form:
    """What was typed. A form without an id of ours is a new one."""
    form_id = uuid.uuid4()
    with contextlib.suppress(ValueError):
        form_id = uuid.UUID(request.POST.get("formulir", ""))
    asked = (*typed.LABELS[sheet.kind], "others")
    said = {name: request.POST.get(name, "").replace("\0", "").strip() for name in asked}
    return typed.Form(form_id, sheet.kind, code, on, said)


# Recording


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a form: recorded, or why not. ``also``: other villages that list the typed person."""

    done: bool = False
    faults: tuple[typed.Remark, ...] = ()
    warnings: tuple[typed.Remark, ...] = ()
    refused: str = ""
    also: tuple[str, ...] = ()


_WHY = "mencatat isian formulir: keunikan dinilai terhadap semua wilayah"


def _record(request: http.HttpRequest, form: typed.Form) -> Outcome:
    stamp = journal.Stamp(request.desk.actor, clock.now(), form.id, form.on)
    looked_at = request.POST.get("diperiksa", "")
    with scope.everything(_WHY):
        try:
            return _recorded(form, stamp, looked_at)
        except (enrolment.AlreadyListed, intake.FormSentBefore) as refusal:
            return Outcome(refused=tongue.refusal(refusal))


@transaction.atomic
def _recorded(form: typed.Form, stamp: journal.Stamp, looked_at: str) -> Outcome:
    """Judge and take the form in one transaction, so that a second click waits for the first and finds it done."""
    journal_operations.act(by=stamp.by)
    judged = typed.judge(form, at=stamp.at)
    sent_before = journal_queries.digests_in(form.id)
    if not judged.faults and sent_before != {file.sha256 for file in judged.delivery.files}:
        beside.weigh(form, judged)
        if not judged.faults and judged.warnings and looked_at != seal(judged.warnings):
            return Outcome(warnings=tuple(judged.warnings))
    if judged.faults:
        return Outcome(faults=tuple(judged.faults))
    also = tuple(beside.also_listed(judged, known_at=form.on))
    intake.accept_typed(delivery=judged.delivery, regency=values.RegionCode(form.region).at(2), stamp=stamp)
    return Outcome(done=True, also=also)


def seal(warnings: Iterable[typed.Remark]) -> str:
    """What shows that these very warnings were on the page when the button was pressed."""
    return hashlib.sha256(repr([one.message for one in warnings]).encode()).hexdigest()[:16]


def _back(request: http.HttpRequest, sheet: Sheet, code: str, outcome: Outcome) -> str:
    """The village's page, told what was saved. Another village goes by its code only where the desk sees it."""
    address = f"/wilayah/{code}/?tersimpan={typed.KINDS[sheet.kind]}"
    if not outcome.also:
        return address
    seen = [one for one in outcome.also if request.desk.scope.covers(one)]
    return f"{address}&juga={seen[0] if seen else 'lain'}"


def saved(request: http.HttpRequest, code: str) -> list[str]:
    """What a village's page says after a form was saved; nothing where none was."""
    said = {
        "anggaran": _("Anggaran tersimpan."),
        "pembayaran": _("Pembayaran tersimpan."),
        "pekerja": _("Pekerja tersimpan pada daftar desa."),
    }.get(request.GET.get("tersimpan", ""))
    if said is None:
        return []
    also = request.GET.get("juga", "")
    if not also:
        return [said]
    other = _named(request, also, clock.today(code, request.example_day))
    if other:
        also_said = _("Orang ini terdaftar juga di %(village)s; camat memutuskan desa yang benar.") % {"village": other}
    else:
        also_said = _("Orang ini terdaftar juga di desa lain; camat memutuskan desa yang benar.")
    return [said, also_said]


def _named(request: http.HttpRequest, code: str, on: dt.date) -> str:
    """The name of a village that the desk sees; nothing for any other, or for what is no code."""
    with contextlib.suppress(values.NotARegionCode):
        village = village_of(code, on) if request.desk.scope.covers(values.RegionCode(code)) else None
        return village.titled if village else ""
    return ""


# Showing


def _show(
    request: http.HttpRequest,
    sheet: Sheet,
    village: region_facts.Region,
    shown: list[fields.Field],
    *,
    form_id: uuid.UUID,
    refused: str = "",
    warnings: tuple[typed.Remark, ...] = (),
    status: int = 200,
) -> http.HttpResponse:
    context: dict[str, Any] = {
        "title": sheet.title(),
        "village": village.titled,
        "back": f"/wilayah/{village.code}/",
        "lead": sheet.lead(),
        "button": sheet.button(),
        "fields": shown,
        "form_id": form_id,
        "summary": fields.summary(shown),
        "refused": refused,
        "warnings": [tongue.sentence(one.kind, one.message) for one in warnings],
        "looked_at": seal(warnings) if warnings else "",
    }
    return frame.render(request, "web/form.html", context, status=status)


_BUDGET = Sheet(
    "budget",
    lambda: _("Ketik anggaran"),
    lambda: _("Satu baris APBDes untuk iuran pekerja rentan. Beberapa sumber dana diketik satu per satu."),
    lambda: _("Simpan anggaran"),
    asked_fields.budget,
)
_PAYMENT = Sheet(
    "payment",
    lambda: _("Ketik pembayaran"),
    lambda: _("Uang dihitung diterima sesudah BPJS Ketenagakerjaan menyatakannya: ketik dari bukti BPJS."),
    lambda: _("Simpan pembayaran"),
    asked_fields.payment,
)
_WORKER = Sheet(
    "roster",
    lambda: _("Ketik pekerja"),
    lambda: _(
        "Satu orang ditambahkan pada daftar desa tahun ini. Siapkan KTP-nya; yang sudah terdaftar tetap terdaftar."
    ),
    lambda: _("Simpan pekerja"),
    asked_fields.worker,
)
