"""Recording budgets, receipts and reversals."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence

from django.db import transaction

from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.funding import facts, models, queries


@transaction.atomic
def record_budgets(*, budgets: Sequence[facts.Budget], stamp: journal_facts.Stamp) -> None:
    """Record the budget facts of a batch, in one journal line.

    What a batch says of a village stands as a whole beside what the last batch said of it; said again, it is left out.
    So is a line that already stands at its place: a recap sent again after someone spoke later adds nothing, or it
    would count twice in its own batch.
    """
    journal.act(by=stamp.by)
    last, standing = _said_before({budget.year for budget in budgets}, stamp.received_on)
    said = [
        line
        for village, lines in _by_village(budgets).items()
        if {_budget_row(budget) for budget in lines} != last.get(village)
        for line in ((*_budget_row(b), b.place.document_id, b.place.sheet, b.place.row) for b in lines)
        if line not in standing
    ]
    if not said:
        return
    journal.record(verb="funding.budgeted", about=f"{len(said)} anggaran", rows=said, stamp=stamp)
    rows.insert(models.Budget, (*_BUDGET_FIELDS, "document", "sheet", "row"), said)


def _by_village(budgets: Sequence[facts.Budget]) -> dict[tuple[str, int], list[facts.Budget]]:
    grouped: dict[tuple[str, int], list[facts.Budget]] = {}
    for budget in budgets:
        grouped.setdefault((budget.region, budget.year), []).append(budget)
    return grouped


_Line = tuple[object, ...]


def _said_before(years: set[int], known_by: dt.date) -> tuple[dict[tuple[str, int], set[_Line]], set[_Line]]:
    """What the last batch that spoke of a village and year by ``known_by`` said; and every line with its place."""
    known = models.Budget.objects.filter(year__in=years, document__received_on__lte=known_by)
    known = known.order_by("document__received_on", "id")
    said: dict[tuple[str, int], tuple[object, set[_Line]]] = {}
    standing: set[_Line] = set()
    for batch, document, sheet, number, *row in known.values_list(
        "document__batch", "document_id", "sheet", "row", *_BUDGET_COLUMNS
    ):
        standing.add((*row, document, sheet, number))
        village = (row[0], row[1])
        held = said.get(village)
        if held is None or held[0] != batch:
            held = said[village] = (batch, set())
        held[1].add(tuple(row))
    return {village: rows for village, (_, rows) in said.items()}, standing


_BUDGET_FIELDS = ("region", "year", "stage", "fund", "heads", "months", "amount", "reference", "decided_on")
_BUDGET_COLUMNS = ("region_id", *_BUDGET_FIELDS[1:])


def _budget_row(budget: facts.Budget) -> tuple[object, ...]:
    return (
        budget.region,
        budget.year,
        budget.stage,
        budget.fund,
        budget.heads,
        budget.months,
        budget.amount,
        budget.reference,
        budget.decided_on,
    )


def receipt_key(receipt: facts.Receipt) -> str:
    """What makes two lines of BPJS one receipt: kode iuran, village, day, period, heads and amount."""
    said = (receipt.code or receipt.group_number, receipt.region, receipt.paid_on, receipt.first_month, receipt.months)
    return hashlib.sha256(repr((*map(str, said), receipt.heads, receipt.amount)).encode()).hexdigest()


@transaction.atomic
def record_receipts(*, receipts: Sequence[facts.Receipt], stamp: journal_facts.Stamp) -> dict[str, int]:
    """Record receipts in one journal line; those recorded before are left as they are.

    One that was recorded from a document received later than this is sighted: it was known earlier than we knew.
    Returns the id of each receipt that is new, by its key.
    """
    journal.act(by=stamp.by)
    by_key = {receipt_key(receipt): receipt for receipt in reversed(receipts)}
    known = queries.known_since(list(by_key))
    _sight(
        [
            (pk, "paid", by_key[key].place.document_id)
            for key, (pk, since) in known.items()
            if stamp.received_on < since
        ],
        stamp,
    )
    new = {key: receipt for key, receipt in reversed(by_key.items()) if key not in known}
    if not new:
        return {}
    said = [
        (
            key, one.region, one.code, one.group_number, one.group_name, one.paid_on, one.first_month.first_day,
            one.months, one.heads, one.amount, one.place.document_id, one.place.sheet, one.place.row,
        )
        for key, one in new.items()
    ]  # fmt: skip
    journal.record(verb="funding.received", about=f"{len(new)} pembayaran", rows=said, stamp=stamp)
    columns = (
        "key", "region", "code", "group_number", "group_name", "paid_on", "first_month", "months", "heads", "amount",
        "document", "sheet", "row",
    )  # fmt: skip
    rows.insert(models.Receipt, columns, said)
    return {key: pk for key, (pk, _) in queries.known_since(list(new)).items()}


def _sight(sightings: Sequence[tuple[int, str, int]], stamp: journal_facts.Stamp) -> None:
    if sightings:
        journal.record(verb="funding.sighted", about=f"{len(sightings)} pembayaran", rows=sightings, stamp=stamp)
        rows.insert(models.Sighting, ("receipt", "basis", "document"), sightings)


@transaction.atomic
def reverse(*, reversal: facts.Reversal, stamp: journal_facts.Stamp) -> int | None:
    """Take back the receipt that ``reversal`` means, whole. Returns its id, or None where this was said before.

    Raises ReceiptNotFound when none or several fit, AlreadyReversed when it was taken back on another day.
    """
    journal.act(by=stamp.by)
    receipt = _meant(reversal)
    place = reversal.place
    earlier = queries.reversal_of(receipt.pk)
    if earlier is not None:
        reversed_on, since = earlier
        if reversed_on != reversal.reversed_on:
            raise AlreadyReversed(code=reversal.code or receipt.code)
        _sight([(receipt.pk, "reversed", place.document_id)] if stamp.received_on < since else [], stamp)
        return None
    said = (receipt.pk, reversal.reversed_on, reversal.reason, place.document_id, place.sheet, place.row)
    journal.record(verb="funding.reversed", about=receipt.code, rows=[said], stamp=stamp, why=reversal.reason)
    rows.insert(models.Reversal, ("receipt", "reversed_on", "reason", "document", "sheet", "row"), [said])
    return receipt.pk


def _meant(reversal: facts.Reversal) -> models.Receipt:
    """By kode iuran; where that is missing or used twice, also by village, period, heads and amount."""
    fit = models.Receipt.objects.filter(amount=reversal.amount, paid_on__lte=reversal.reversed_on)
    fit = fit.filter(code=reversal.code) if reversal.code else fit.filter(region_id=reversal.region)
    if reversal.first_month:
        fit = fit.filter(first_month=reversal.first_month.first_day)
    if reversal.heads is not None:
        fit = fit.filter(heads=reversal.heads)
    found = list(fit.order_by("id")[:2])
    if len(found) != 1:
        raise ReceiptNotFound(code=reversal.code or "tanpa kode iuran", found=len(found))
    return found[0]


@transaction.atomic
def record_bills(*, bills: Sequence[facts.Bill], stamp: journal_facts.Stamp) -> dict[str, int]:
    """Record bills in one journal line; one that was recorded before, word for word, is left as it is.

    Returns the id of each by its kode iuran. Raises BillDiffers, BillReplacesNothing.
    """
    journal.act(by=stamp.by)
    by_code = {bill.code: bill for bill in reversed(bills)}
    known = queries.bill_ids([*by_code, *(bill.replaces for bill in bills if bill.replaces)])
    for code in by_code.keys() & known.keys():
        if queries.billed_as(code) != _asks(by_code[code]):
            raise BillDiffers(code=code)
    new = [bill for code, bill in reversed(by_code.items()) if code not in known]
    for bill in new:
        if bill.replaces and bill.replaces not in known:
            raise BillReplacesNothing(code=bill.code, replaces=bill.replaces)
    if new:
        said = [(*_asks(b), known.get(b.replaces), b.book_version, *_where(b)) for b in new]
        journal.record(verb="funding.billed", about=f"{len(new)} tagihan", rows=said, stamp=stamp)
        rows.insert(models.Bill, (*_BILL, "replaces", "book_version", "document", "sheet", "row"), said)
    return queries.bill_ids(list(by_code))


_BILL = (
    "region", "code", "group_number", "group_name", "issued_on", "due_on", "first_month", "months", "heads", "amount",
)  # fmt: skip


def _asks(bill: facts.Bill) -> tuple[object, ...]:
    return (
        bill.region, bill.code, bill.group_number, bill.group_name, bill.issued_on, bill.due_on,
        bill.first_month.first_day, bill.months, bill.heads, bill.amount,
    )  # fmt: skip


def _where(bill: facts.Bill) -> tuple[object, ...]:
    return bill.place.document_id, bill.place.sheet, bill.place.row


@transaction.atomic
def name_on_bill(*, bill_id: int, persons: Sequence[uuid.UUID], stamp: journal_facts.Stamp) -> int:
    """Record the list behind a kode iuran; who stands on it already stays. Returns how many are new.

    Raises BillTooShort where more are named than the bill has heads.
    """
    journal.act(by=stamp.by)
    there = set(models.BilledName.objects.filter(bill_id=bill_id).values_list("person_id", flat=True))
    new = [(bill_id, person) for person in dict.fromkeys(persons) if person not in there]
    code, heads = models.Bill.objects.values_list("code", "heads").get(pk=bill_id)
    if len(there) + len(new) > heads:
        raise BillTooShort(code=code, heads=heads, names=len(there) + len(new))
    if new:
        said = [(bill, person.hex) for bill, person in new]
        journal.record(verb="funding.names_billed", about=code, rows=said, stamp=stamp)
        rows.insert(models.BilledName, ("bill", "person"), new)
    return len(new)


@transaction.atomic
def acknowledge(*, bill_id: int, number: str, place: journal_facts.Place, stamp: journal_facts.Stamp) -> bool:
    """Record the number of BPJS's receipt for a bill; False where it is known."""
    journal.act(by=stamp.by)
    if models.Acknowledgement.objects.filter(bill_id=bill_id, number=number).exists():
        return False
    said = (bill_id, number, place.document_id, place.sheet, place.row)
    journal.record(verb="funding.acknowledged", about=number, rows=[said], stamp=stamp)
    rows.insert(models.Acknowledgement, ("bill", "number", "document", "sheet", "row"), [said])
    return True


class BillDiffers(values.Refusal):
    code = "tagihan-berbeda"
    sentence = (
        "Tagihan dengan kode iuran {code} sudah dicatat dengan isi lain. Tagihan tidak diubah: catat kode iuran baru "
        "sebagai penggantinya."
    )


class BillReplacesNothing(values.Refusal):
    code = "tagihan-diganti-tidak-ada"
    sentence = "Tagihan {code} menggantikan kode iuran {replaces}, tetapi kode itu belum dicatat. Catat dulu yang lama."


class BillTooShort(values.Refusal):
    code = "nama-melebihi-tagihan"
    sentence = (
        "Tagihan {code} untuk {heads} orang, tetapi memuat {names} nama. Periksa daftarnya atau minta tagihan baru."
    )


class ReceiptNotFound(values.Refusal):
    code = "pembayaran-yang-dibatalkan-tidak-ditemukan"
    sentence = (
        "Pembatalan {code} tidak dapat dipasangkan: {found} pembayaran cocok. Uang tetap dihitung diterima sampai "
        "pembayaran yang dimaksud ditunjuk dengan kode iuran yang sama dan nominal penuh."
    )


class AlreadyReversed(values.Refusal):
    code = "sudah-dibatalkan"
    sentence = "Pembayaran {code} sudah dibatalkan sebelumnya; satu pembayaran dibatalkan paling banyak satu kali."
