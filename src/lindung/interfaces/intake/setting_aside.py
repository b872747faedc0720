"""Handing a regency's own budget to the register: each line by itself, so that one that is refused stops no other."""

from __future__ import annotations

from lindung.interfaces.intake import gathering
from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding.regency import facts, operations


def take(delivery: gathering.Delivery, documents: list[int], stamp: journal_facts.Stamp) -> None:
    """Record each line; why one is refused stands in the notes."""
    for claim in delivery.own_budgets:
        row = claim.row
        place = journal_facts.Place(documents[claim.file], claim.sheet, row.number)
        line = facts.Line(
            claim.region, row.year, row.stage, row.fund, row.heads, row.months, row.amount, row.dpa, row.dpa_on,
            row.sk, row.sk_on, place,
        )  # fmt: skip
        try:
            operations.record(book=rulebook.book(claim.region), lines=[line], stamp=stamp)
        except values.Refusal as refused:
            delivery.note(claim.file, claim.sheet, row.number, "own_budget_refused", text=str(refused))
