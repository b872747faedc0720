"""Bills of a village: what BPJS asks for, what came in, where it went; and recording one from BPJS's letter."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.web import clock, doors, fields, links, reconciled, tables
from lindung.interfaces.web.components import bills
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import values
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import operations as funding
from lindung.registers.funding import queries
from lindung.registers.funding.transfers import facts as transfer_facts
from lindung.registers.funding.transfers import queries as transfers

_MOST_PEOPLE, _MOST_MONTHS = 100_000, 120


class NotACount(values.Refusal):
    code = "isian-bukan-angka"
    sentence = "Tulis dengan angka lebih dari nol, seperti 12. Periksa isian ini pada tagihan BPJS."


class NotACode(values.Refusal):
    code = "isian-bukan-kode-iuran"
    sentence = "Kode iuran harus memuat angka. Salin dari tagihan BPJS."


class DueBeforeIssued(values.Refusal):
    code = "batas-bayar-sebelum-terbit"
    sentence = "Batas bayar mendahului hari terbit. Cocokkan kedua tanggal dengan tagihan BPJS."


class IssuedAhead(values.Refusal):
    code = "tagihan-terbit-nanti"
    sentence = "Hari terbit belum tiba. Cocokkan tanggalnya dengan tagihan BPJS."


@doors.door(doors.EVERY_ROLE, region="code")
def billing(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Every bill of the village with its state, and the allocation of every receipt."""
    found_day = asking.village_day(request, code)
    if isinstance(found_day, http.HttpResponse):
        return found_day
    village, asked, day, about = found_day
    known = queries.bills(code, known_at=asked.known_at)
    receipts = queries.receipts(code, known_at=asked.known_at)
    money = reconciled.of(request, code, asked, day).money
    shown = (
        bills.bills(known, receipts, day, about),
        bills.allocation(money, bills.states(known, receipts, day), about),
    )
    sent = [one for one in transfers.within(code, known_at=asked.known_at) if one.paid_on <= day.on]
    if sent:
        shown = (*shown, bills.transfers(sent, about))
    file = tables.response(request, *shown, name=f"{code} {asked.on}")
    if file:
        return file
    writes = request.desk.role in doors.RECORDS_MONEY
    context = {
        "title": _("Tagihan"), "place": village.titled, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked,
        "acts": _acts(code, known, sent) if writes else (),
        "act": (f"/wilayah/{code}/tagihan/baru/", _("Catat tagihan")) if writes else None,
        "blocks": [(table.key, table.title, tables.block(request, table)) for table in shown],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _acts(
    code: str, known: Sequence[funding_facts.KnownBill], sent: Sequence[transfer_facts.KnownTransfer]
) -> list[tuple[str, str]]:
    acts = [(f"/wilayah/{code}/transfer/baru/", _("Catat transfer"))] if known else []
    standing = any(one.standing for one in sent)
    return acts + ([(f"/wilayah/{code}/transfer/batal/", _("Batalkan transfer"))] if standing else [])


@doors.door(doors.RECORDS_MONEY, methods=("GET", "POST"), region="code")
def new(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A bill, typed from BPJS's letter."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)

    @transaction.atomic
    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        journal_operations.act(by=stamp.by)
        bill = _bill(code, said, today, stamp)
        if bill.replaces and bill.replaces not in {one.code for one in queries.bills(code, known_at=today)}:
            raise asking.Fault("ganti", funding.BillReplacesNothing(code=bill.code, replaces=bill.replaces))
        funding.record_bills(bills=[bill], stamp=stamp)
        return f"/wilayah/{code}/tagihan/"

    lead = _(
        "Salin dari tagihan BPJS Ketenagakerjaan. Sesudah tersimpan, nominalnya tampak di samping hitungan aturan."
    )
    back = f"/wilayah/{code}/tagihan/"
    asked = asking.Asked(_("Catat tagihan"), lead, _("Simpan tagihan"), back, _fields(), take)
    return asking.answer(request, village, asked)


def _fields() -> list[fields.Field]:
    like_a_day = _("Seperti 13-04-2023.")
    return [
        fields.Field("kode", _("Kode iuran"), required=True, hint=_("Dari tagihan BPJS Ketenagakerjaan.")),
        fields.Field("terbit", _("Hari terbit"), required=True, inputmode="numeric", hint=like_a_day),
        fields.Field("batas", _("Batas bayar"), inputmode="numeric", hint=_("Kosongkan bila tidak disebut.")),
        fields.Field("mulai", _("Bulan pertama"), "month", required=True, hint=_("Seperti 01-2023.")),
        fields.Field("bulan", _("Jumlah bulan"), required=True, inputmode="numeric", hint=_("Seperti 12.")),
        fields.Field("orang", _("Jumlah pekerja"), required=True, inputmode="numeric", hint=_("Seperti 100.")),
        fields.Field(
            "nominal", _("Nominal"), required=True, inputmode="decimal", hint=_("Rupiah, seperti 20.160.000.")
        ),
        fields.Field("ganti", _("Mengganti kode iuran"), hint=_("Hanya bila tagihan ini menggantikan yang lama.")),
    ]


def _bill(code: str, said: Mapping[str, str], today: dt.date, stamp: journal.Stamp) -> funding_facts.Bill:
    """What was typed. Raises Fault."""
    issued_on = asking.day(said, "terbit")
    due_on = asking.day(said, "batas") if said["batas"] else None
    if issued_on > today:
        raise asking.Fault("terbit", IssuedAhead())
    if due_on is not None and due_on < issued_on:
        raise asking.Fault("batas", DueBeforeIssued())
    first = cells.months(said["mulai"], today.year)
    if first is None:
        raise asking.Fault("mulai", values.NotAMonth(text=said["mulai"]))
    kode = cells.digits(said["kode"])
    if not kode or not any(sign.isdigit() for sign in kode):
        raise asking.Fault("kode", NotACode())
    return funding_facts.Bill(
        region=code,
        code=kode,
        group_number="",
        group_name="",
        issued_on=issued_on,
        due_on=due_on,
        first_month=first[0],
        months=_count(said, "bulan", _MOST_MONTHS),
        heads=_count(said, "orang", _MOST_PEOPLE),
        amount=_rupiah(said),
        replaces=cells.digits(said["ganti"]),
        book_version=rulebook.book(code, today).version,
        place=_place(code, kode, said, stamp),
    )


def _count(said: Mapping[str, str], name: str, most: int) -> int:
    found = cells.leading_whole(said[name])
    if found is None or not 0 < found <= most:
        raise asking.Fault(name, NotACount())
    return found


def _rupiah(said: Mapping[str, str]) -> int:
    found = cells.whole(said["nominal"])
    if found is None or found <= 0:
        raise asking.Fault("nominal", NotACount())
    return found


def _place(code: str, kode: str, said: Mapping[str, str], stamp: journal.Stamp) -> journal.Place:
    """The typed form stands as a document of its own."""
    digest = hashlib.sha256(repr((code, sorted(said.items()))).encode()).hexdigest()
    name = f"Formulir web tagihan {kode}"
    return journal.Place(journal_operations.receive(name=name, sha256=digest, size=0, stamp=stamp), "", 1)
