"""Writing cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.coverage import facts, models, queries
from lindung.registers.funding import facts as funding
from lindung.registers.funding import queries as funding_queries

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
        rows.insert(models.Waiting, columns, said)


@transaction.atomic
def attach(*, codes: Iterable[str], stamp: journal_facts.Stamp) -> None:
    """Make those who wait for receipts of these kode iuran members of them, where they have come in."""
    journal.act(by=stamp.by)
    waiting = queries.waiting_for(codes)
    if waiting:
        take_lists(named=waiting, stamp=stamp)


def _append(new: Sequence[tuple[object, ...]], verb: str, stamp: journal_facts.Stamp) -> None:
    if new:
        journal.record(verb=verb, about=f"{len(new)} masa", rows=new, stamp=stamp)
        rows.insert(models.Cover, _COLUMNS, new)
