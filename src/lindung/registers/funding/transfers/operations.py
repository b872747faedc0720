"""Recording transfers, and taking back a part of one or all of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from lindung.kernel import language, values
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.funding import models
from lindung.registers.funding.transfers import facts, queries


class PartsDiffer(values.Refusal):
    code = "bagian-transfer-tidak-sama"
    sentence = (
        "Transfer {reference} bernilai {amount}, bagiannya berjumlah {parts}: selisih {difference}. Tidak ada yang "
        "dicatat; cocokkan nominal tiap kode iuran dengan bukti transfernya."
    )


class ProofUsed(values.Refusal):
    code = "bukti-transfer-sudah-dipakai"
    sentence = (
        "Bukti transfer {reference} sudah dipakai pada {day} untuk {amount} ({where}). Satu bukti dicatat satu kali; "
        "periksa nomornya pada bukti dari bank."
    )

    @classmethod
    def by(cls, held: facts.KnownTransfer) -> ProofUsed:
        """By which transfer, as far as the scope in force may know."""
        where = "pembayar lain"
        if scope.in_force().covers(held.region):
            codes = language.listed([part.code or "tanpa kode" for part in held.parts])
            where = f"kode iuran {codes}; {held.file}" + (f", baris {held.row}" if held.row else "")
        day, amount = language.day(held.paid_on), language.rupiah(held.amount)
        return cls(reference=held.reference, day=day, amount=amount, where=where)


class PartTaken(values.Refusal):
    code = "pembayaran-milik-transfer-lain"
    sentence = (
        "Pembayaran kode iuran {code} sudah menjadi bagian transfer lain. Satu pembayaran dibayar satu transfer; "
        "keluarkan dari daftar ini."
    )


class PartNotOfTheDay(values.Refusal):
    code = "bagian-transfer-hari-lain"
    sentence = (
        "Kode iuran {code} dibayar pada {day}, bukan pada hari transfernya. Satu transfer terjadi pada satu hari."
    )


class NoTransfer(values.Refusal):
    code = "transfer-tidak-ada"
    sentence = "Transfer itu tidak ada. Muat ulang halamannya lalu pilih lagi."


class NothingToTakeBack(values.Refusal):
    code = "bagian-transfer-sudah-dibatalkan"
    sentence = "Bagian transfer {reference} itu sudah dibatalkan; setiap bagian dibatalkan paling banyak satu kali."


class NotAllOfIt(values.Refusal):
    code = "pembatalan-transfer-beda-nominal"
    sentence = (
        "Transfer {reference} masih berdiri {amount}, pembatalannya menyebut nominal lain. Tulis kode iuran bagian "
        "yang dibatalkan, atau nominal seluruhnya."
    )


class TakenBackTooEarly(values.Refusal):
    code = "batal-sebelum-transfer"
    sentence = "Pembatalan pada {day} mendahului transfernya, jadi tidak dicatat. Periksa tanggalnya."


@transaction.atomic
def record(*, transfer: facts.Transfer, keys: Sequence[str], stamp: journal_facts.Stamp) -> int:
    """Say that one transfer paid the receipts of these keys, which come to its amount; returns its id.

    Said again in the same words it is the same transfer. Raises PartsDiffer, ProofUsed, PartTaken, PartNotOfTheDay.
    """
    journal.act(by=stamp.by)
    receipts = list(models.Receipt.objects.filter(key__in=list(keys)).order_by("id"))
    held = _held(transfer)
    if held is not None:
        same = {part.receipt_id for part in held.parts} == {one.pk for one in receipts}
        if not same or (held.amount, held.paid_on, held.region) != (transfer.amount, transfer.paid_on, transfer.region):
            raise ProofUsed.by(held)
        return held.transfer_id
    _refuse(transfer, receipts)
    place = transfer.place
    said = (
        transfer.region, transfer.bank, transfer.reference, transfer.issuer, transfer.proof, transfer.paid_on,
        transfer.amount, place.document_id, place.sheet, place.row,
    )  # fmt: skip
    columns = ("region_id", "bank", "reference", "issuer", "proof", "paid_on", "amount", "document_id", "sheet", "row")
    try:
        row = _created(dict(zip(columns, said, strict=True)), stamp)
    except IntegrityError as taken:  # in the same moment by somebody else
        held = _held(transfer)
        if held is None:
            raise
        raise ProofUsed.by(held) from taken
    journal.record(verb="funding.transferred", about=transfer.region, rows=[said], stamp=stamp)
    parts = [(row.pk, one.pk) for one in receipts]
    journal.record(verb="funding.transfer_split", about=transfer.region, rows=parts, stamp=stamp)
    rows.insert(models.TransferPart, ("transfer", "receipt"), parts)
    return row.pk


@transaction.atomic
def _created(said: dict[str, object], stamp: journal_facts.Stamp) -> models.Transfer:
    journal.act(by=stamp.by)
    return models.Transfer.objects.create(**said)


def _held(transfer: facts.Transfer) -> facts.KnownTransfer | None:
    """A proof is used once wherever it was used; who may not see where is told that it was."""
    with scope.everything("bukti transfer dipakai satu kali, oleh siapa pun"):
        return queries.by_proof([transfer]).get((transfer.issuer, transfer.proof))


def _refuse(transfer: facts.Transfer, receipts: Sequence[models.Receipt]) -> None:
    taken = queries.of_receipts(one.pk for one in receipts)
    for one in receipts:
        if one.pk in taken:
            raise PartTaken(code=one.code or "–")
        if one.paid_on != transfer.paid_on:
            raise PartNotOfTheDay(code=one.code or "–", day=language.day(one.paid_on))
    total = sum(one.amount for one in receipts)
    if total != transfer.amount:
        raise PartsDiffer(
            reference=transfer.reference, amount=language.rupiah(transfer.amount), parts=language.rupiah(total),
            difference=language.rupiah(abs(transfer.amount - total)),
        )  # fmt: skip


@transaction.atomic
def take_back(*, back: facts.TakenBack, stamp: journal_facts.Stamp) -> list[int]:
    """Take back the whole transfer or some of its parts, each whole and at most once; returns their receipts.

    Their cover is to be withdrawn by whoever calls. Raises NoTransfer, NothingToTakeBack, TakenBackTooEarly.
    """
    journal.act(by=stamp.by)
    held = queries.one(back.transfer_id)
    if held is None:
        raise NoTransfer()
    meant = [
        part.receipt_id for part in held.standing if back.receipts is None or part.receipt_id in back.receipts
    ]  # fmt: skip
    if not meant or (back.receipts is not None and len(meant) < len(back.receipts)):
        raise NothingToTakeBack(reference=held.reference)
    if back.reversed_on < held.paid_on:
        raise TakenBackTooEarly(day=language.day(back.reversed_on))
    place = back.place
    said = [
        (receipt, back.reversed_on, back.reason, place.document_id, place.sheet, place.row) for receipt in meant
    ]  # fmt: skip
    journal.record(verb="funding.reversed", about=held.reference, rows=said, stamp=stamp, why=back.reason)
    rows.insert(models.Reversal, ("receipt", "reversed_on", "reason", "document", "sheet", "row"), said)
    return meant
