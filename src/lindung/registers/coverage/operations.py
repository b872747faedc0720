"""Writing cover."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.coverage import facts, models, queries
from lindung.registers.funding import facts as funding
from lindung.registers.funding import queries as funding_queries
from lindung.registers.workers.changes import queries as identity

_AT_ONCE = 900  # parameters that the oldest SQLite takes in one statement
_COLUMNS = ("region", "heads", "starts_on", "ends_before", "receipt", "document", "basis")


@transaction.atomic
def cover(*, receipts: Mapping[int, funding.Receipt], stamp: journal_facts.Stamp) -> None:
    """Cover the heads of new receipts from the later of receipt day and period start to the end of the last month.

    A receipt for months that were over when it was paid (arrears) covers nobody.
    """
    journal.act(by=stamp.by)
    new = []
    for receipt_id, receipt in receipts.items():
        period = values.Span.of_months(receipt.first_month, receipt.months)
        starts_on = max(receipt.paid_on, receipt.first_month.first_day)
        if starts_on in period and receipt.heads:
            new.append(
                (
                    receipt.region,
                    receipt.heads,
                    starts_on,
                    period.ends_before,
                    receipt_id,
                    receipt.place.document_id,
                    "paid",
                )
            )
    _append(new, "coverage.covered", stamp)


@transaction.atomic
def withdraw(*, receipt_id: int, reversal: funding.Reversal, stamp: journal_facts.Stamp) -> None:
    """Take the heads of a reversed receipt away again, from the day of the reversal on."""
    journal.act(by=stamp.by)
    for held in models.Cover.objects.filter(receipt_id=receipt_id, basis="paid"):
        starts_on = max(reversal.reversed_on, held.starts_on)
        if starts_on < held.ends_before:
            document = reversal.place.document_id
            row = (held.region_id, -held.heads, starts_on, held.ends_before, receipt_id, document, "reversed")
            _append([row], "coverage.withdrawn", stamp)
    settle(persons=queries.members_of(receipt_id), stamp=stamp, within=_months(receipt_id))


@transaction.atomic
def confirm(*, receipt_id: int, members: Sequence[facts.Member], stamp: journal_facts.Stamp) -> int:
    """Record whom BPJS lists for a receipt's kode iuran; those recorded before stay. Returns how many are new."""
    journal.act(by=stamp.by)
    known = queries.members_of(receipt_id)
    by_person: dict[uuid.UUID, facts.Member] = {}
    for member in members:  # in BPJS's order: where its list is longer than the heads, whoever stands first counts
        if member.person not in known:
            by_person.setdefault(member.person, member)
    new = [
        (receipt_id, one.person, one.membership, one.starts_on, one.place.document_id, one.place.sheet, one.place.row)
        for one in by_person.values()
    ]
    if new:
        said = [(receipt, person.hex, *rest) for receipt, person, *rest in new]
        journal.record(verb="coverage.confirmed", about=f"{len(new)} orang", rows=said, stamp=stamp)
        rows.insert(models.Member, ("receipt", "person", "membership", "starts_on", "document", "sheet", "row"), new)
        settle(persons=by_person.keys(), stamp=stamp, within=_months(receipt_id))
    return len(new)


def _months(receipt_id: int) -> values.Span:
    return funding_queries.payments([receipt_id])[receipt_id].span


@transaction.atomic
def take_lists(*, named: Sequence[facts.Named], stamp: journal_facts.Stamp) -> None:
    """Take BPJS's lists behind kode iuran: members of the receipts of that code in their region; those of whose code no
    receipt is known there are kept until it comes in."""
    journal.act(by=stamp.by)
    receipts = funding_queries.of_codes({one.code for one in named})
    members: dict[int, list[facts.Member]] = {}
    waiting = []
    for one in named:
        meant = [receipt for receipt in receipts.get(one.code, ()) if _within(receipt.region, one.region)]
        for receipt in meant:
            start = one.starts_on or receipt.begins_on
            members.setdefault(receipt.receipt_id, []).append(
                facts.Member(one.person, one.membership, start, one.place)
            )
        if not meant:
            waiting.append(one)
    for receipt_id, listed in members.items():
        confirm(receipt_id=receipt_id, members=listed, stamp=stamp)
    _keep(waiting, stamp)


def _within(region: str, asked: str) -> bool:
    return region == asked or region.startswith(f"{asked}.")


def _keep(waiting: Sequence[facts.Named], stamp: journal_facts.Stamp) -> None:
    known = queries.waiting_for({one.code for one in waiting})
    held = {(one.region, one.code, one.person, one.membership, one.starts_on) for one in known}
    new = {}
    for one in waiting:
        new.setdefault((one.region, one.code, one.person, one.membership, one.starts_on), one.place)
    said = [
        (*what, where.document_id, where.sheet, where.row) for what, where in new.items() if what not in held
    ]  # fmt: skip
    if said:
        sealed = [(region, code, person.hex, *rest) for region, code, person, *rest in said]
        journal.record(verb="coverage.kept_waiting", about=f"{len(said)} orang", rows=sealed, stamp=stamp)
        columns = ("region", "code", "person", "membership", "starts_on", "document", "sheet", "row")
        rows.insert(models.ListedAhead, columns, said)


@transaction.atomic
def attach(*, codes: Iterable[str], stamp: journal_facts.Stamp) -> None:
    """Make those who wait for receipts of these kode iuran members of them, where they have come in."""
    journal.act(by=stamp.by)
    waiting = queries.waiting_for(codes)
    if waiting:
        take_lists(named=waiting, stamp=stamp)


@transaction.atomic
def settle(
    *, persons: Collection[uuid.UUID] | None, stamp: journal_facts.Stamp, within: values.Span | None = None
) -> None:
    """Make the funded months of these persons (None: of all) what the facts say: one payer for each worker-month.

    Called by whatever changes these facts, in its transaction, with the months that it changes; called for all persons
    and all months, it makes the table anew.
    """
    journal.act(by=stamp.by)
    with scope.everything("satu bulan seorang pekerja dibayar satu kali, di mana pun ia didaftarkan"):
        who = identity.given(None, known_at=identity.NOW, persons=persons)
        wanted, gone = queries.owned(persons, who=who, within=within), []
        for row, person, package, month, receipt in queries.funded_rows(persons, who=who, within=within):
            if wanted.get(person, {}).get((package, month)) == receipt:
                del wanted[person][package, month]
            else:
                gone.append(row)
        for start in range(0, len(gone), _AT_ONCE):
            models.FundedMonth.objects.filter(pk__in=gone[start : start + _AT_ONCE]).delete()
        new = [(person, *key, receipt) for person, months in wanted.items() for key, receipt in months.items()]
        rows.insert(models.FundedMonth, ("person", "package", "month", "receipt"), new)


class CorrectionWaits(values.Refusal):
    code = "koreksi-sudah-diminta"
    sentence = "Koreksi iuran lanjutan bagi pembayaran {code} sudah diminta dan menunggu dicatat hasilnya."


class NothingToCorrect(values.Refusal):
    code = "koreksi-tanpa-tunggakan"
    sentence = (
        "Pembayaran {code} tidak membayar bulan yang sudah lewat, atau sudah dibatalkan: tidak ada yang dikoreksi. "
        "Periksa kode iurannya."
    )


class NoCorrection(values.Refusal):
    code = "koreksi-tidak-ada"
    sentence = "Permintaan koreksi nomor {number} tidak ada, atau hasilnya sudah dicatat."


class CorrectionNeedsSecond(values.Refusal):
    code = "koreksi-perlu-orang-kedua"
    sentence = "Hasil permintaan koreksi nomor {number} harus dicatat orang lain, bukan yang memintanya ({account})."


@transaction.atomic
def ask_correction(*, receipt_id: int, letter: str, reason: str, account: str, stamp: journal_facts.Stamp) -> int:
    """Say that BPJS is asked to count a late payment to the old membership; returns the number of the request.

    Probis Kepesertaan p. 85: letter, berita acara, proof. Raises CorrectionWaits, NothingToCorrect.
    """
    journal.act(by=stamp.by)
    payment = funding_queries.payments([receipt_id])[receipt_id]
    if payment.reversed_on is not None or payment.first_month.first_day >= payment.paid_on:
        raise NothingToCorrect(code=funding_queries.code_of(receipt_id))
    asked = models.Correction.objects.filter(receipt_id=receipt_id)
    if asked.filter(decision__isnull=True).exists() or asked.filter(decision__approved=True).exists():
        raise CorrectionWaits(code=funding_queries.code_of(receipt_id))
    row = models.Correction.objects.create(
        receipt_id=receipt_id, letter=letter, reason=reason, asked_by=account, asked_at=stamp.at
    )
    said = [(receipt_id, letter, reason, account)]
    journal.record(verb="coverage.correction_asked", about=str(row.pk), rows=said, stamp=stamp, why=reason)
    return row.pk


@transaction.atomic
def decide_correction(
    *, correction_id: int, approved: bool, letter: str, account: str, document_id: int, stamp: journal_facts.Stamp
) -> None:
    """Record BPJS's answer (its letter, the document it came in). With a yes the days that were paid late are covered
    from the first day of their first month, so that the old membership goes on. Of money that was taken back meanwhile
    only a no can be recorded.

    Raises NoCorrection, CorrectionNeedsSecond, NothingToCorrect.
    """
    journal.act(by=stamp.by)
    row = models.Correction.objects.filter(pk=correction_id, decision__isnull=True).first()
    if row is None:
        raise NoCorrection(number=correction_id)
    if account == row.asked_by:
        raise CorrectionNeedsSecond(number=correction_id, account=account)
    payment = funding_queries.payments([row.receipt_id])[row.receipt_id]
    if approved and payment.reversed_on is not None:
        raise NothingToCorrect(code=funding_queries.code_of(row.receipt_id))
    models.CorrectionDecision.objects.create(
        correction=row, approved=approved, letter=letter, decided_by=account, decided_at=stamp.at
    )
    said = [(correction_id, approved, letter, account)]
    journal.record(verb="coverage.correction_decided", about=str(correction_id), rows=said, stamp=stamp, why=letter)
    late_until = min(payment.paid_on, payment.first_month.plus(payment.months).first_day)
    if approved and payment.heads:
        first_day = payment.first_month.first_day
        new = (payment.payer, payment.heads, first_day, late_until, row.receipt_id, document_id, "corrected")
        _append([new], "coverage.corrected", stamp)


def _append(new: Sequence[tuple[object, ...]], verb: str, stamp: journal_facts.Stamp) -> None:
    if new:
        journal.record(verb=verb, about=f"{len(new)} masa", rows=new, stamp=stamp)
        rows.insert(models.Cover, _COLUMNS, new)
