"""Late payments, what BPJS is asked about them («koreksi iuran lanjutan»), and what it answered."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors, fields, links, tables
from lindung.interfaces.web.components import sources
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.registers.coverage import facts, operations, queries
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding

Column = tables.Column


@doors.door(doors.SEES_CARDS, region="code")
def corrections(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A village's payments for months that were over when they came, each with what was asked and answered."""
    found_day = asking.village_day(request, code)
    if isinstance(found_day, http.HttpResponse):
        return found_day
    village, asked, day, about = found_day
    shown = _table(late(code, asked.known_at), queries.corrections(code), about)
    file = tables.response(request, shown, name=f"{code} {day.on}")
    if file:
        return file
    context = {
        "title": _("Koreksi iuran lanjutan"), "place": village.titled, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked, "acts": _acts(request.desk.role, code),
        "says": [_(
            "Pembayaran yang terlambat memulai kepesertaan baru, kecuali BPJS menyetujui kepesertaan lama diteruskan."
        )],
        "blocks": [(shown.key, shown.title, tables.block(request, shown))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _acts(role: str, code: str) -> list[tuple[str, str]]:
    acts = [(f"{_back(code)}minta/", _("Catat permintaan"))] if role in doors.ASKS_CORRECTIONS else []
    acts += [(f"{_back(code)}jawab/", _("Catat jawaban BPJS"))] if role in doors.RECORDS_MONEY else []
    return acts + ([(f"{_back(code)}surat/", _("Buat berkas"))] if role in doors.WRITES_DOSSIERS else [])


def late(code: str, known_at: dt.date) -> list[funding_facts.KnownReceipt]:
    """Receipts that stand and that pay for months that were over when they came in."""
    known = funding.receipts(code, known_at=known_at)
    return [one for one in known if one.reversed_on is None and one.first_month.plus(1).first_day <= one.paid_on]


def _table(
    late: list[funding_facts.KnownReceipt], known: list[facts.KnownCorrection], top: sources.About
) -> tables.Table:
    last = {one.receipt_id: one for one in known}
    rows = []
    for one in late:
        asked = last.get(one.receipt_id)
        cells = (
            one.code, one.paid_on, sources.months_of(one), one.heads, _state(asked),
            asked.letter if asked else None, asked.answer if asked else None,
        )  # fmt: skip
        rows.append(tables.Row(cells))
    columns = (
        Column(_("Kode iuran"), "code"), Column(_("Diterima"), "day"), Column(_("Bulan")),
        Column(_("Orang"), "number"), Column(_("Keadaan")), Column(_("Surat permintaan")), Column(_("Surat jawaban")),
    )  # fmt: skip
    note = _("Pembayaran bagi bulan yang sudah lewat ketika diterima.")
    return tables.Table("koreksi", _("Pembayaran terlambat"), top.line, note, columns, tuple(rows))


def _state(asked: facts.KnownCorrection | None) -> str:
    if asked is None:
        return _("Belum diminta")
    if asked.approved is None:
        return _("Menunggu jawaban BPJS")
    return _("Disetujui: kepesertaan lama diteruskan") if asked.approved else _("Ditolak BPJS")


@doors.door(doors.ASKS_CORRECTIONS, methods=("GET", "POST"), region="code")
def ask(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """That BPJS was asked, by which letter and why."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    offered = {str(one.receipt_id): one for one in late(code, clock.today(code, request.example_day))}

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["pembayaran"] not in offered:
            raise asking.Fault("pembayaran", asking.NotFilled())
        receipt = offered[said["pembayaran"]].receipt_id
        asked = {"letter": said["surat"], "reason": said["alasan"], "account": _who(request)}
        operations.ask_correction(receipt_id=receipt, **asked, stamp=stamp)
        return _back(code)

    choices = tuple(
        (key, f"{one.code or '–'}, {language.day(one.paid_on)}, {sources.months_of(one)}")
        for key, one in offered.items()
    )
    shown = [
        fields.Field("pembayaran", _("Pembayaran"), "select", required=True, choices=(("", _("Pilih")), *choices)),
        fields.Field("surat", _("Nomor surat"), required=True, hint=_("Surat permintaan kepada cabang BPJS.")),
        fields.Field("alasan", _("Sebab terlambat"), required=True, hint=_("Misalnya: ADD tahap I cair 4 Mei.")),
    ]
    lead = _("Lampirkan pada surat itu berita acara dan bukti bahwa pencairan terlambat.")
    asked = asking.Asked(_("Catat permintaan"), lead, _("Simpan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


@doors.door(doors.RECORDS_MONEY, methods=("GET", "POST"), region="code")
def decide(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """What BPJS answered; recorded by another person than who asked."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    waiting = {str(one.number): one for one in queries.corrections(code) if one.approved is None}

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["permintaan"] not in waiting:
            raise asking.Fault("permintaan", asking.NotFilled())
        if said["jawaban"] not in ("ya", "tidak"):
            raise asking.Fault("jawaban", asking.NotFilled())
        with transaction.atomic():
            journal_operations.act(by=stamp.by)
            operations.decide_correction(
                correction_id=waiting[said["permintaan"]].number, approved=said["jawaban"] == "ya",
                letter=said["surat"], account=_who(request), document_id=_document(said, stamp), stamp=stamp,
            )  # fmt: skip
        return _back(code)

    choices = tuple((key, f"{one.letter}, {one.reason}") for key, one in waiting.items())
    answers = (("", _("Pilih")), ("ya", _("Disetujui")), ("tidak", _("Ditolak")))
    shown = [
        fields.Field("permintaan", _("Permintaan"), "select", required=True, choices=(("", _("Pilih")), *choices)),
        fields.Field("jawaban", _("Jawaban BPJS"), "select", required=True, choices=answers),
        fields.Field("surat", _("Nomor surat"), required=True, hint=_("Surat jawaban dari BPJS.")),
    ]
    lead = _("Dicatat orang lain, bukan yang mencatat permintaannya. Bila disetujui, kepesertaan lama diteruskan.")
    asked = asking.Asked(_("Catat jawaban BPJS"), lead, _("Simpan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


def _who(request: http.HttpRequest) -> str:
    """The account, told apart from another of the same name."""
    return f"{request.desk.person_name} (akun {request.desk.account_id})"


def _document(said: Mapping[str, str], stamp: journal.Stamp) -> int:
    """BPJS's letter stands as a document of its own, by its number."""
    name = f"surat BPJS {said['surat']}"
    digest = hashlib.sha256(f"{name} {said['permintaan']} {said['jawaban']}".encode()).hexdigest()
    return journal_operations.receive(name=name, sha256=digest, size=0, stamp=stamp)


def _back(code: str) -> str:
    return f"/wilayah/{code}/koreksi/"
