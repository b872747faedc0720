"""Handing a delivery to the registers: all of it in one transaction, or none of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable

from django.db import transaction

from lindung.interfaces.intake import (
    answering,
    billing,
    cells,
    gathering,
    models,
    money,
    problems,
    rosters,
    setting_aside,
    transferring,
)
from lindung.kernel import language, values
from lindung.monitoring import sentences
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as journal_queries
from lindung.platform.journal import rows
from lindung.platform.vault import queries as vault
from lindung.registers.coverage import operations as coverage
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.enrolment import operations as enrolment
from lindung.registers.enrolment import queries as enrolment_queries
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import operations as funding


@transaction.atomic
def accept(*, delivery: gathering.Delivery, regency: str, stamp: journal_facts.Stamp, allowed: access.Scope) -> None:
    """Take all that a delivery says. A file that was taken before adds nothing; facts said before are left out.

    ``regency`` is what the delivery is about as a whole; a sheet about one village leaves its notes with that village.
    ``allowed``: what its sender may write about; a reversal, which names money and no region, finds only money there.
    """
    journal.act(by=stamp.by)
    documents, new = _documents(delivery, stamp)
    _take_budgets(delivery, documents, stamp)
    setting_aside.take(delivery, documents, stamp)
    _take_payments(delivery, documents, stamp, allowed)
    _take_lists(delivery, documents, stamp)
    answering.take(delivery, documents, stamp)
    billing.take(delivery, documents, regency, stamp)
    _take_notes(delivery, documents, new, regency, stamp)


class FormSentBefore(values.Refusal):
    code = "formulir-sudah-disimpan"
    sentence = (
        "Formulir ini sudah disimpan sebelumnya dengan isi lain, jadi yang ini tidak dicatat. Lihat dulu apa yang "
        "tersimpan; bila memang catatan kedua, simpan sekali lagi."
    )


@transaction.atomic
def accept_typed(*, delivery: gathering.Delivery, regency: str, stamp: journal_facts.Stamp) -> bool:
    """Take what one form says: people are added to their village's list, which a file would replace.

    The stamp's batch is the form's own id, so that sent twice it has one effect: False where it was taken before.
    Raises FormSentBefore, AlreadyListed.
    """
    journal.act(by=stamp.by)
    before = journal_queries.digests_in(stamp.batch)
    if before:
        if before != {file.sha256 for file in delivery.files}:
            raise FormSentBefore()
        return False
    documents, new = _documents(delivery, stamp)
    _take_budgets(delivery, documents, stamp)
    _take_payments(delivery, documents, stamp, access.Scope(frozenset()))  # a form takes nothing back
    for claim in delivery.people:
        addition = _list(delivery, claim.region, claim.year, [claim], documents)
        enrolment.extend_list(addition=addition, stamp=stamp)
        answering.call_as_listed([addition], stamp)
    _take_notes(delivery, documents, new, regency, stamp)
    return True


def _take_notes(
    delivery: gathering.Delivery, documents: list[int], new: set[int], regency: str, stamp: journal_facts.Stamp
) -> None:
    notes = [note for note in delivery.notes if note.file in new]
    if notes:
        about = _sheets_of_one_village(delivery)
        said = [
            (documents[n.file], about.get((n.file, n.sheet)) or regency, n.sheet, n.row, n.kind, n.column, n.message)
            for n in notes
        ]
        journal.record(verb="intake.noted", about=f"{len(notes)} catatan", rows=said, stamp=stamp)
        rows.insert(models.Note, ("document", "region", "sheet", "row", "kind", "column", "message"), said)


def _sheets_of_one_village(delivery: gathering.Delivery) -> dict[tuple[int, str], str | None]:
    """The village that all rows of a sheet speak of; None where they speak of several."""
    about: dict[tuple[int, str], str | None] = {}
    people = (*delivery.people, *delivery.answers, *delivery.members)
    for claim in (*delivery.budgets, *delivery.payments, *delivery.bills, *people):
        sheet = (claim.file, claim.sheet)
        about[sheet] = claim.region if about.get(sheet, claim.region) == claim.region else None
    return about


def _documents(delivery: gathering.Delivery, stamp: journal_facts.Stamp) -> tuple[list[int], set[int]]:
    """The document of each file, and which files are new."""
    known = journal_queries.documents(received_by=stamp.received_on)
    documents, new = [], set()
    for at, file in enumerate(delivery.files):
        held = known.get((file.name, file.sha256))
        if held is None:
            new.add(at)
            held = journal.receive(name=file.name, sha256=file.sha256, size=file.size, stamp=stamp)
        documents.append(held)
    if new:
        said = [(delivery.files[at].name, delivery.files[at].sha256, delivery.files[at].size) for at in sorted(new)]
        journal.record(verb="intake.received", about=f"{len(new)} berkas", rows=said, stamp=stamp)
    return documents, new


def _take_budgets(delivery: gathering.Delivery, documents: list[int], stamp: journal_facts.Stamp) -> None:
    """Each fact once: the regency's recap and the district's sheet say the same of a village."""
    first: dict[tuple[object, ...], gathering.Claim[money.BudgetRow]] = {}
    budgets = []
    for claim in delivery.budgets:
        row = claim.row
        said = (
            claim.region,
            claim.year,
            row.stage,
            row.fund,
            row.heads,
            row.months,
            row.amount,
            row.reference,
            row.decided_on,
        )
        if said in first:
            where = _where(delivery.files[first[said].file].name, first[said].sheet, first[said].row.number)
            delivery.note(claim.file, claim.sheet, row.number, "budget_duplicate", first=where)
            continue
        first[said] = claim
        place = journal_facts.Place(documents[claim.file], claim.sheet, row.number)
        budgets.append(funding_facts.Budget(*said, place=place))
    funding.record_budgets(budgets=budgets, stamp=stamp)


def _take_payments(
    delivery: gathering.Delivery, documents: list[int], stamp: journal_facts.Stamp, allowed: access.Scope
) -> None:
    """Receipts and their cover first, then reversals, whatever their order in the files."""
    codes = {claim.row.code for claim in delivery.payments if not claim.row.reversal and claim.row.code}
    receipts: dict[str, funding_facts.Receipt] = {}
    proofs: dict[str, gathering.Claim[money.PaymentRow]] = {}
    reversals: list[tuple[gathering.Claim[money.PaymentRow], funding_facts.Reversal]] = []
    for claim in delivery.payments:
        place = journal_facts.Place(documents[claim.file], claim.sheet, claim.row.number)
        by_transfer = bool(claim.row.transfer and not claim.row.code)
        own = claim.row.reversal and (claim.row.amount or 0) > 0 and claim.row.code not in codes and not by_transfer
        if not claim.row.reversal or own:
            receipt = _receipt(delivery, claim, place, stamp.received_on)
            if receipt:
                key = funding.receipt_key(receipt)
                if key in receipts:
                    _note_twice(delivery, claim, receipts[key], documents)
                receipts.setdefault(key, receipt)
                if claim.row.transfer:
                    proofs.setdefault(key, claim)
        if claim.row.reversal:
            reversals.append((claim, _reversal(claim, place, stamp.received_on)))
    transferring.refuse_used(delivery, proofs, receipts)
    ids = funding.record_receipts(receipts=list(receipts.values()), stamp=stamp)
    coverage.cover(receipts={ids[key]: receipt for key, receipt in receipts.items() if key in ids}, stamp=stamp)
    coverage.attach(codes={receipt.code for receipt in receipts.values()}, stamp=stamp)
    transferring.take(delivery, proofs, receipts, stamp)
    with scope.within(allowed):
        for claim, reversal in reversals:
            _take_back(delivery, claim, reversal, stamp)


def _note_twice(
    delivery: gathering.Delivery,
    claim: gathering.Claim[money.PaymentRow],
    first: funding_facts.Receipt,
    documents: list[int],
) -> None:
    file = delivery.files[documents.index(first.place.document_id)].name
    delivery.note(
        claim.file,
        claim.sheet,
        claim.row.number,
        "payment_duplicate",
        first=_where(file, first.place.sheet, first.place.row),
    )


def _where(file: str, sheet: str, row: int) -> str:
    template = sentences.FILE_SHEET_ROW if sheet else sentences.FILE_ROW
    return template.format(file=file, sheet=sheet, row=row)


def _receipt(
    delivery: gathering.Delivery,
    claim: gathering.Claim[money.PaymentRow],
    place: journal_facts.Place,
    received_on: dt.date,
) -> funding_facts.Receipt | None:
    """The receipt that a line states; what can be inferred without doubt is, and said; else a problem."""
    row = claim.row
    paid_on, guessed = row.paid_on, list(row.guessed)
    if paid_on is None:
        paid_on = received_on
        guessed.append(problems.PAID_ON_GUESSED.format(day=language.day(received_on)))
        if row.first_month is None:
            row = dataclasses.replace(row, first_month=values.Month.of(received_on))
            guessed.append(problems.FROM_THAT_MONTH)
    months = row.months or gathering.months_paid(row)
    if row.months is None and months is not None:
        guessed.append(problems.MONTHS_GUESSED.format(months=months))
    if not row.amount or row.first_month is None:
        delivery.note(claim.file, claim.sheet, row.number, "payment_incomplete", missing=problems.AMOUNT)
        return None
    unread = [name for name, value in ((problems.HEADS, row.heads), (problems.MONTHS, months)) if not value]
    if unread:  # money always counts as received; nobody is covered by it until it is said who and for how long
        delivery.note(claim.file, claim.sheet, row.number, "payment_unclear", missing=language.listed(unread))
    if guessed:
        text = problems.GUESSED.format(guesses=f"{guessed[0][0].upper()}{'; '.join(guessed)[1:]}")
        delivery.note(claim.file, claim.sheet, row.number, "payment_guessed", text=text)
    return funding_facts.Receipt(
        region=claim.region,
        code=row.code,
        group_number=row.group_number,
        group_name=row.group_name,
        paid_on=paid_on,
        first_month=row.first_month,
        months=months or 1,
        heads=0 if unread else row.heads or 0,
        amount=row.amount,
        place=place,
    )


def _reversal(
    claim: gathering.Claim[money.PaymentRow], place: journal_facts.Place, received_on: dt.date
) -> funding_facts.Reversal:
    row = claim.row
    return funding_facts.Reversal(
        claim.region, row.code, row.paid_on or received_on, row.first_month if row.months else None, row.months,
        row.heads or None, abs(row.amount or 0), row.reason or "pembatalan", place,
    )  # fmt: skip


def _take_back(
    delivery: gathering.Delivery,
    claim: gathering.Claim[money.PaymentRow],
    reversal: funding_facts.Reversal,
    stamp: journal_facts.Stamp,
) -> None:
    if claim.row.transfer and not claim.row.code:
        transferring.take_back(delivery, claim, reversal, stamp)
        return
    try:
        receipt_id = funding.reverse(reversal=reversal, stamp=stamp)
    except (funding.ReceiptNotFound, funding.AlreadyReversed) as refused:
        delivery.note(claim.file, claim.sheet, claim.row.number, "reversal_unmatched", text=str(refused))
        return
    if receipt_id is not None:
        coverage.withdraw(receipt_id=receipt_id, reversal=reversal, stamp=stamp)


def _take_lists(delivery: gathering.Delivery, documents: list[int], stamp: journal_facts.Stamp) -> None:
    def village(claim: gathering.Claim[rosters.PersonRow]) -> tuple[str, int]:
        return claim.region, claim.year

    in_order = sorted(delivery.people, key=lambda claim: (*village(claim), claim.file))
    lists = [
        _list(delivery, region, year, list(claims), documents)
        for (region, year), claims in itertools.groupby(in_order, key=village)
    ]
    before = {
        (held.region, year): held.declared
        for year in {one.year for one in lists}
        for held in enrolment_queries.in_force(year=year, known_at=stamp.received_on)
    }
    taken = set(enrolment.take_lists(lists=lists, stamp=stamp))
    for place in answering.call_as_listed([one for one in lists if one.region in taken], stamp):
        delivery.note(documents.index(place.document_id), place.sheet, place.row, "name_differs", "Nama")
    for one in lists:
        count = len(one.listed) + len(one.held)
        earlier = before.get((one.region, one.year), 0)
        if one.region in taken and earlier > count:
            place = next(row.place for row in (*one.listed, *one.held))
            delivery.note(
                documents.index(place.document_id), place.sheet, 0, "roster_replaced",
                village=one.region, before=earlier, after=count,
            )  # fmt: skip


def _list(
    delivery: gathering.Delivery,
    region: str,
    year: int,
    claims: Iterable[gathering.Claim[rosters.PersonRow]],
    documents: list[int],
) -> enrolment_facts.VillageList:
    listed, held, said = [], [], []
    for claim in claims:
        place = journal_facts.Place(documents[claim.file], claim.sheet, claim.row.number)
        where = (delivery.files[claim.file].name, claim.sheet, claim.row.number)
        if claim.row.person is not None:
            said.append((*where, claim.row.person.nik, claim.row.person.name, claim.row.occupation))
            listed.append(enrolment_facts.Listed(claim.row.person, claim.row.category, claim.row.occupation, place))
        else:
            content = tuple(f"{name}: {cells.text(cell)}" for name, cell in claim.row.cells.items() if cell is not None)
            said.append((*where, *content))
            held.append(enrolment_facts.Held(claim.row.faults, content, place))
    digest = vault.row_seal(repr(said).encode())  # of what is said, not of the file: Excel saves the same list anew
    return enrolment_facts.VillageList(region, year, tuple(listed), tuple(held), digest)
