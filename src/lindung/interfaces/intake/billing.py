"""Handing the bills of a sheet to the register: each by itself, so that one that differs stops no other."""

from __future__ import annotations

import datetime as dt
import uuid

from lindung.interfaces.intake import answering, billed, gathering
from lindung.kernel import language, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment.names import facts as name_facts
from lindung.registers.enrolment.names import operations as names
from lindung.registers.funding import facts, operations, queries

_Claim = gathering.Claim[billed.BillRow]


def take(delivery: gathering.Delivery, documents: list[int], regency: str, stamp: journal_facts.Stamp) -> None:
    """Record each bill, who stands behind it and its receipt number; what was said before adds nothing."""
    if not delivery.bills:
        return
    received = journal.received_on({documents[claim.file] for claim in delivery.bills})
    persons = answering.persons(
        delivery, [(claim.file, claim.sheet, one) for claim in delivery.bills for one in claim.row.named], stamp
    )
    for claim in sorted(delivery.bills, key=lambda one: bool(one.row.replaces)):  # what is replaced comes first
        place = journal_facts.Place(documents[claim.file], claim.sheet, claim.row.number)
        bill_id = _recorded(delivery, claim, claim.region or regency, received[place.document_id], place, stamp)
        if bill_id is not None:
            _name(delivery, claim, bill_id, persons, stamp)
            if claim.row.receipt:
                operations.acknowledge(bill_id=bill_id, number=claim.row.receipt, place=place, stamp=stamp)
    called = [
        name_facts.Called(
            claim.region or regency, persons[one.nik], "bpjs", one.name,
            journal_facts.Place(documents[claim.file], claim.sheet, one.number),
        )
        for claim in delivery.bills
        for one in claim.row.named
        if one.nik in persons
    ]  # fmt: skip
    names.call(names=called, stamp=stamp)


def _recorded(
    delivery: gathering.Delivery,
    claim: _Claim,
    region: str,
    received_on: dt.date,
    place: journal_facts.Place,
    stamp: journal_facts.Stamp,
) -> int | None:
    """The bill's id; None where it can't be recorded, which is noted."""
    row, issued_on = claim.row, claim.row.issued_on
    known = queries.billed_as(row.code)
    if issued_on is None:
        issued_on = known[4] if known else received_on
        if not known:
            day = language.day(received_on)
            delivery.note(claim.file, claim.sheet, row.number, "bill_undated", code=row.code, day=day)
    bill = facts.Bill(
        region, row.code, row.group_number, row.group_name, issued_on, row.due_on, row.first_month, row.months,
        row.heads, row.amount, row.replaces, rulebook.book(region, received_on).version, place,
    )  # fmt: skip
    if known is not None and bill.asked == known[:2] + known[4:]:
        return queries.bill_ids([row.code])[row.code]
    try:
        return operations.record_bills(bills=[bill], stamp=stamp)[row.code]
    except values.Refusal as refused:
        delivery.note(claim.file, claim.sheet, row.number, "bill_refused", text=str(refused))
        return None


def _name(
    delivery: gathering.Delivery,
    claim: _Claim,
    bill_id: int,
    persons: dict[values.Nik, uuid.UUID],
    stamp: journal_facts.Stamp,
) -> None:
    behind = [persons[one.nik] for one in claim.row.named if one.nik in persons]
    try:
        operations.name_on_bill(bill_id=bill_id, persons=behind, stamp=stamp)
    except operations.BillTooShort as refused:
        delivery.note(claim.file, claim.sheet, claim.row.number, "bill_refused", text=str(refused))
