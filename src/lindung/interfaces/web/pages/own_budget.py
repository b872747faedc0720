"""A line of the regency's own budget, typed from its DPA and the SK that names who is paid for."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.web import clock, doors, fields
from lindung.interfaces.web.components import own_budgets
from lindung.interfaces.web.pages import asking, instead
from lindung.kernel import law, values
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding.regency import facts, operations

_YEARS = range(2015, 2100)
_MOST_HEADS, _MOST_MONTHS = 10_000_000, 120


class NotANumber(values.Refusal):
    code = "isian-bukan-bilangan"
    sentence = "Tulis bilangan bulat lebih dari nol yang wajar, seperti 1.500."


class NotAmount(values.Refusal):
    code = "isian-bukan-pagu"
    sentence = "Tulis rupiah bulat, seperti 302.400.000; 0 bila barisnya dicabut."


@doors.door({"dpmd"}, methods=("GET", "POST"), region="code")
def new(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """One line; the same DPA and SK said again replaces the line, another one stands beside it."""
    regency = next((one for one in regions.taken() if one.code == code), None)
    if regency is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    book = rulebook.book(code)

    @transaction.atomic
    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        journal_operations.act(by=stamp.by)
        operations.record(book=book, lines=[_line(code, said, stamp)], stamp=stamp)
        return f"/wilayah/{code}/tahun/?tahun={said['tahun']}"

    lead = _(
        "Satu baris DPA untuk iuran pekerja rentan: APBD, BKK atau Pokir. Nomor DPA dan SK yang sama menggantikan "
        "baris itu; nomor lain berdiri di sampingnya."
    )
    back = f"/wilayah/{code}/tahun/"
    asked = asking.Asked(
        _("Catat anggaran kabupaten"), lead, _("Simpan anggaran"), back, _fields(book, today), take
    )  # fmt: skip
    return asking.answer(request, regency, asked)


def _fields(book: law.Book, today: dt.date) -> list[fields.Field]:
    like_a_day = _("Seperti 13-04-2023.")
    funds = tuple(
        (one.value.code, one.value.name) for one in book.fund if one.value.money == "public" and today in one.span
    )
    stages = tuple((one, own_budgets.stage(one)) for one in facts.STAGES)
    return [
        fields.Field("tahun", _("Tahun anggaran"), required=True, inputmode="numeric", value=str(today.year)),
        fields.Field("dana", _("Sumber dana"), "select", required=True, choices=(("", _("Pilih")), *funds)),
        fields.Field("tahap", _("Tahap"), "select", required=True, choices=stages, value="dpa"),
        fields.Field("dpa", _("Nomor DPA"), hint=_("Atau nomor DPPA sesudah perubahan.")),
        fields.Field("dpa_pada", _("Tanggal DPA"), inputmode="numeric", hint=like_a_day),
        fields.Field("sk", _("Nomor SK"), hint=_("SK yang menetapkan nama penerimanya.")),
        fields.Field("sk_pada", _("Tanggal SK"), inputmode="numeric", hint=like_a_day),
        fields.Field("orang", _("Orang"), required=True, inputmode="numeric", hint=_("Seperti 1.500.")),
        fields.Field("bulan", _("Jumlah bulan"), required=True, inputmode="numeric", value="12"),
        fields.Field(
            "pagu", _("Pagu setahun"), required=True, inputmode="decimal",
            hint=_("Rupiah, seperti 302.400.000. Tulis 0 bila barisnya dicabut.")
        ),
    ]  # fmt: skip


def _line(code: str, said: Mapping[str, str], stamp: journal.Stamp) -> facts.Line:
    """Raises Fault."""
    if said["tahap"] not in facts.STAGES:
        raise asking.Fault("tahap", asking.NotFilled())
    amount = cells.whole(said["pagu"])
    if amount is None or amount < 0:
        raise asking.Fault("pagu", NotAmount())
    dpa_on, sk_on = (asking.day(said, name) if said[name] else None for name in ("dpa_pada", "sk_pada"))
    for number, day in (("dpa", "dpa_pada"), ("sk", "sk_pada")):
        for one, other in ((number, day), (day, number)):
            if said[one] and not said[other]:
                raise asking.Fault(other, asking.NotFilled())
    stage: facts.Stage = said["tahap"]  # type: ignore[assignment]
    return facts.Line(
        code, _count(said, "tahun", _YEARS), stage, said["dana"], _count(said, "orang", range(1, _MOST_HEADS)),
        _count(said, "bulan", range(1, _MOST_MONTHS)), amount, cells.without_nik(said["dpa"]), dpa_on,
        cells.without_nik(said["sk"]), sk_on, _place(code, said, stamp),
    )  # fmt: skip


def _count(said: Mapping[str, str], name: str, within: range) -> int:
    found = cells.whole(said[name])
    if found not in within:
        raise asking.Fault(name, NotANumber())
    return found  # type: ignore[return-value]


def _place(code: str, said: Mapping[str, str], stamp: journal.Stamp) -> journal.Place:
    """The typed form stands as a document of its own."""
    digest = hashlib.sha256(repr((code, sorted(said.items()))).encode()).hexdigest()
    name = _NAME.format(number=cells.without_nik(said["dpa"] or said["dana"]))
    return journal.Place(journal_operations.receive(name=name, sha256=digest, size=0, stamp=stamp), "", 1)


_NAME = "Formulir web DPA {number}"
