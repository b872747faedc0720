"""Payments of a file that one transfer paid: by the bank's reference, which is used once."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Mapping

from django.db import transaction

from lindung.interfaces.intake import gathering, money
from lindung.kernel import language, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.coverage import operations as coverage
from lindung.registers.funding import facts as funding
from lindung.registers.funding import queries as funding_queries
from lindung.registers.funding.transfers import facts, operations, queries

_Claim = gathering.Claim[money.PaymentRow]
_Proof = tuple[str, str]


def refuse_used(
    delivery: gathering.Delivery, claims: Mapping[str, _Claim], receipts: dict[str, funding.Receipt]
) -> None:
    """Leave out of ``receipts`` (by key) what is paid by a proof that paid something else: that money is told twice."""
    groups = _by_proof(claims, receipts)
    known_by = queries.by_proof(_transfer(claims[keys[0]].row, receipts[keys[0]], 1) for keys in groups.values())
    for proof, held in known_by.items():
        keys = groups[proof]
        known = funding_queries.known_since(keys)
        paid = {part.receipt_id for part in held.parts}
        for key in keys:
            if key not in known or known[key][0] not in paid:
                claim = claims[key]
                text = str(operations.ProofUsed.by(held))
                delivery.note(claim.file, claim.sheet, claim.row.number, "transfer_used", text=text)
                del receipts[key]


def take(
    delivery: gathering.Delivery,
    claims: Mapping[str, _Claim],
    receipts: Mapping[str, funding.Receipt],
    stamp: journal_facts.Stamp,
) -> None:
    """Record each transfer with the receipts that it paid. Its sum is what the file says, else that of its lines."""
    groups = _by_proof(claims, receipts)
    known = queries.by_proof(_transfer(claims[keys[0]].row, receipts[keys[0]], 1) for keys in groups.values())
    for proof, keys in groups.items():
        if proof in known:
            continue
        first = claims[keys[0]]
        total = sum(receipts[key].amount for key in keys)
        said = next((claims[key].row.transfer_amount for key in keys if claims[key].row.transfer_amount), total)
        payer = posixpath.commonpath([receipts[key].region.replace(".", "/") for key in keys]).replace("/", ".")
        transfer = dataclasses.replace(_transfer(first.row, receipts[keys[0]], said or total), region=payer)
        try:
            operations.record(transfer=transfer, keys=keys, stamp=stamp)
        except values.Refusal as refused:
            delivery.note(first.file, first.sheet, first.row.number, "transfer_unbalanced", text=str(refused))


def _by_proof(claims: Mapping[str, _Claim], receipts: Mapping[str, funding.Receipt]) -> dict[_Proof, list[str]]:
    """The receipts of each transfer, by their keys; a reference of no sign that counts is none."""
    found: dict[_Proof, list[str]] = {}
    for key, claim in claims.items():
        if key in receipts:
            transfer = _transfer(claim.row, receipts[key], 1)
            if transfer.proof:
                found.setdefault((transfer.issuer, transfer.proof), []).append(key)
    return found


def _transfer(row: money.PaymentRow, receipt: funding.Receipt, amount: int) -> facts.Transfer:
    return facts.Transfer(receipt.region, row.bank, row.transfer, receipt.paid_on, amount, receipt.place)


def take_back(
    delivery: gathering.Delivery, claim: _Claim, reversal: funding.Reversal, stamp: journal_facts.Stamp
) -> None:
    """A line that takes back money by its transfer takes back all that stands of it."""
    asked = facts.Transfer(claim.region, claim.row.bank, claim.row.transfer, reversal.reversed_on, 1, reversal.place)
    held = queries.by_proof([asked]).get((asked.issuer, asked.proof))
    try:
        if held is None:
            raise operations.NoTransfer()
        standing = sum(part.amount for part in held.standing)
        if not standing and any(part.reversed_on == reversal.reversed_on for part in held.parts):
            return  # said before
        if standing and standing != reversal.amount:
            raise operations.NotAllOfIt(reference=held.reference, amount=language.rupiah(standing))
        back = facts.TakenBack(held.transfer_id, reversal.reversed_on, reversal.reason, reversal.place)
        withdraw(back=back, stamp=stamp)
    except values.Refusal as refused:
        delivery.note(claim.file, claim.sheet, claim.row.number, "reversal_unmatched", text=str(refused))


@transaction.atomic
def withdraw(*, back: facts.TakenBack, stamp: journal_facts.Stamp) -> None:
    """Take back parts of a transfer with the cover that rests on them. Raises as ``transfers.take_back``."""
    journal.act(by=stamp.by)
    for receipt_id in operations.take_back(back=back, stamp=stamp):
        payment = funding_queries.payments([receipt_id])[receipt_id]
        reversal = funding.Reversal(
            payment.payer, "", back.reversed_on, None, None, None, payment.amount, back.reason, back.place
        )
        coverage.withdraw(receipt_id=receipt_id, reversal=reversal, stamp=stamp)
