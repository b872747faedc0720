"""One transfer of the bank over several bills of a village; and taking a part of it back, or all of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.intake import transferring as intake
from lindung.interfaces.web import clock, doors, fields
from lindung.interfaces.web.pages import asking, instead
from lindung.kernel import language, values
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.registers.coverage import operations as coverage
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import operations as funding
from lindung.registers.funding import queries
from lindung.registers.funding.transfers import facts, operations
from lindung.registers.funding.transfers import queries as transfers

_PARTS = range(1, 6)


class NotMoney(values.Refusal):
    code = "isian-bukan-rupiah"
    sentence = "Tulis rupiah bulat lebih dari nol, seperti 20.160.000."


class NoProof(values.Refusal):
    code = "nomor-bukti-tanpa-angka"
    sentence = "Nomor bukti harus memuat huruf atau angka. Salin dari bukti transfer."


class BillTwice(values.Refusal):
    code = "kode-iuran-dua-kali"
    sentence = "Kode iuran ini sudah dipilih di atas. Satu kode iuran satu bagian."


class TransferAhead(values.Refusal):
    code = "transfer-belum-terjadi"
    sentence = "Hari itu belum tiba. Cocokkan tanggalnya dengan bukti transfer."


@doors.door(doors.RECORDS_MONEY, methods=("GET", "POST"), region="code")
def new(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A transfer, with the share of each bill that it paid."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    bills = {one.code: one for one in queries.bills(code, known_at=today) if one.region == code}

    @transaction.atomic
    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        journal_operations.act(by=stamp.by)
        transfer = _transfer(code, said, today, stamp)
        receipts = _parts(said, bills, transfer)
        ids = funding.record_receipts(receipts=receipts, stamp=stamp)
        keys = {funding.receipt_key(one): one for one in receipts}
        coverage.cover(receipts={ids[key]: one for key, one in keys.items() if key in ids}, stamp=stamp)
        coverage.attach(codes={one.code for one in receipts}, stamp=stamp)
        operations.record(transfer=transfer, keys=list(keys), stamp=stamp)
        return _back(code)

    lead = _(
        "Satu transfer dapat membayar beberapa kode iuran. Jumlah bagiannya harus sama dengan transfernya, dan nomor "
        "buktinya dipakai satu kali. Tagihannya dicatat dulu."
    )
    asked = asking.Asked(_("Catat transfer"), lead, _("Simpan transfer"), _back(code), _fields(list(bills)), take)
    return asking.answer(request, village, asked)


def _back(code: str) -> str:
    return f"/wilayah/{code}/tagihan/"


def _fields(codes: Sequence[str]) -> list[fields.Field]:
    like_a_day, like_money = _("Seperti 13-04-2023."), _("Rupiah, seperti 20.160.000.")
    asked = [
        fields.Field("bank", _("Bank pengirim"), required=True, hint=_("Seperti Bank SulutGo.")),
        fields.Field("bukti", _("Nomor bukti transfer"), required=True, hint=_("Dari bukti bank, satu kali saja.")),
        fields.Field("hari", _("Hari transfer"), required=True, inputmode="numeric", hint=like_a_day),
        fields.Field("jumlah", _("Jumlah transfer"), required=True, inputmode="decimal", hint=like_money),
    ]
    choices = (("", _("Pilih")), *((one, one) for one in codes))
    for number in _PARTS:
        said = {"number": number}
        code = _("Kode iuran bagian %(number)s") % said
        asked.append(fields.Field(f"kode{number}", code, "select", required=number == 1, choices=choices))
        part = _("Nominal bagian %(number)s") % said
        hint = _("Kosongkan bila sebesar tagihannya.")
        asked.append(fields.Field(f"bagian{number}", part, inputmode="decimal", hint=hint))
    return asked


def _transfer(code: str, said: Mapping[str, str], today: dt.date, stamp: journal.Stamp) -> facts.Transfer:
    """Raises Fault."""
    paid_on = asking.day(said, "hari")
    if paid_on > today:
        raise asking.Fault("hari", TransferAhead())
    amount = _rupiah(said, "jumlah")
    bank, reference = (cells.without_nik(said[name]) for name in ("bank", "bukti"))
    transfer = facts.Transfer(code, bank, reference, paid_on, amount, _place(code, said, stamp))
    if not transfer.proof:
        raise asking.Fault("bukti", NoProof())
    return transfer


def _parts(
    said: Mapping[str, str], bills: Mapping[str, funding_facts.KnownBill], transfer: facts.Transfer
) -> list[funding_facts.Receipt]:
    """The receipts of the bills that were chosen, for their heads and months. Raises Fault."""
    found: dict[str, funding_facts.Receipt] = {}
    for number in _PARTS:
        code = said[f"kode{number}"]
        if not code:
            continue
        if code not in bills:
            raise asking.Fault(f"kode{number}", asking.NotFilled())
        if code in found:
            raise asking.Fault(f"kode{number}", BillTwice())
        bill, typed = bills[code], f"bagian{number}"
        found[code] = funding_facts.Receipt(
            bill.region, code, "", bill.group_name, transfer.paid_on, bill.first_month, bill.months, bill.heads,
            _rupiah(said, typed) if said[typed] else bill.amount, transfer.place,
        )  # fmt: skip
    return list(found.values())


def _rupiah(said: Mapping[str, str], name: str) -> int:
    found = cells.whole(said[name])
    if found is None or found <= 0:
        raise asking.Fault(name, NotMoney())
    return found


def _place(code: str, said: Mapping[str, str], stamp: journal.Stamp) -> journal.Place:
    """The typed form stands as a document of its own."""
    digest = hashlib.sha256(repr((code, sorted(said.items()))).encode()).hexdigest()
    name = _NAME.format(reference=cells.without_nik(said.get("bukti") or said.get("hari", "")))
    return journal.Place(journal_operations.receive(name=name, sha256=digest, size=0, stamp=stamp), "", 1)


_NAME = "Formulir web transfer {reference}"

# Taking back


@doors.door(doors.RECORDS_MONEY, methods=("GET", "POST"), region="code")
def back(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A transfer of the village taken back whole, or the share of one kode iuran."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    known = [one for one in transfers.within(code, known_at=today) if one.region == code]
    choices = dict(_choices(known))

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["apa"] not in choices:
            raise asking.Fault("apa", asking.NotFilled())
        reversed_on = asking.day(said, "hari")
        if reversed_on > today:
            raise asking.Fault("hari", TransferAhead())
        transfer, _dash, receipt = said["apa"].partition("-")
        receipts = frozenset({int(receipt)}) if receipt else None
        reason = cells.without_nik(said["alasan"])
        with transaction.atomic():
            journal_operations.act(by=stamp.by)
            place = _place(code, said, stamp)
            intake.withdraw(back=facts.TakenBack(int(transfer), reversed_on, reason, place, receipts), stamp=stamp)
        return _back(code)

    shown = [
        fields.Field(
            "apa", _("Yang dibatalkan"), "select", required=True, choices=(("", _("Pilih")), *choices.items())
        ),
        fields.Field(
            "hari", _("Hari dibatalkan"), required=True, inputmode="numeric", hint=_("Seperti 13-04-2023.")
        ),
        fields.Field("alasan", _("Alasan"), required=True, hint=_("Seperti: salah kode iuran, dikembalikan BPJS.")),
    ]  # fmt: skip
    lead = _("Transfer dibatalkan seluruhnya, atau satu bagiannya; masing-masing paling banyak satu kali.")
    asked = asking.Asked(_("Batalkan transfer"), lead, _("Simpan pembatalan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


def _choices(known: Sequence[facts.KnownTransfer]) -> list[tuple[str, str]]:
    """Every transfer of which something stands, and each part of it that does."""
    found = []
    for one in known:
        left = one.standing
        if left:
            total = language.rupiah(sum(part.amount for part in left))
            said = {"reference": one.reference, "day": language.day(one.paid_on), "amount": total}
            found.append((str(one.transfer_id), _("%(reference)s, %(day)s: seluruhnya, %(amount)s") % said))
            found += [
                (
                    f"{one.transfer_id}-{part.receipt_id}",
                    _("%(reference)s, %(day)s: kode iuran %(code)s, %(amount)s")
                    % (said | {"code": part.code or "–", "amount": language.rupiah(part.amount)}),
                )
                for part in left
            ]
    return found
