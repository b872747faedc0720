"""Writing cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.coverage import facts, models, queries
from lindung.registers.funding import facts as funding

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


@transaction.atomic
def confirm(*, receipt_id: int, members: Sequence[facts.Member], stamp: journal_facts.Stamp) -> int:
    """Record whom BPJS lists for a receipt's kode iuran; those recorded before stay. Returns how many are new."""
    journal.act(by=stamp.by)
    known = queries.members_of(receipt_id)
    by_person = {member.person: member for member in reversed(members) if member.person not in known}
    new = [
        (receipt_id, one.person, one.membership, one.starts_on, one.place.document_id, one.place.sheet, one.place.row)
        for one in by_person.values()
    ]
    if new:
        said = [(receipt, person.hex, *rest) for receipt, person, *rest in new]
        journal.record(verb="coverage.confirmed", about=f"{len(new)} orang", rows=said, stamp=stamp)
        rows.insert(models.Member, ("receipt", "person", "membership", "starts_on", "document", "sheet", "row"), new)
    return len(new)


def _append(new: Sequence[tuple[object, ...]], verb: str, stamp: journal_facts.Stamp) -> None:
    if new:
        journal.record(verb=verb, about=f"{len(new)} masa", rows=new, stamp=stamp)
        rows.insert(models.Cover, _COLUMNS, new)
