"""What a sender may not write is left out of a delivery before any of it is accepted."""

from __future__ import annotations

import dataclasses

from lindung.interfaces.intake import gathering, problems
from lindung.platform.access import facts as access

_Row = tuple[int, str, int]


def narrow(delivery: gathering.Delivery, allowed: access.Scope) -> None:
    """Leave out every claim about a region that ``allowed`` does not cover; each sheet with such rows gets one note.

    Money whose village is not known would count for the regency: only who answers for the regency may say that.
    """
    if allowed.everything:
        return
    kept: set[_Row] = set()
    left_out: dict[_Row, None] = {}
    said = (
        delivery.budgets, delivery.payments, delivery.people, delivery.answers, delivery.members, delivery.bills,
        delivery.own_budgets,
    )  # fmt: skip
    for claims in said:
        for claim in claims:
            row = (claim.file, claim.sheet, claim.row.number)
            if allowed.covers(claim.region):
                kept.add(row)
            else:
                left_out[row] = None
        claims[:] = [claim for claim in claims if allowed.covers(claim.region)]
    delivery.notes[:] = _about_rows_kept(delivery.notes, left_out.keys() - kept)
    for (file, sheet), rows in _by_sheet(left_out).items():
        delivery.note(file, sheet, min(rows), "out_of_scope", count=len(rows))


def _about_rows_kept(notes: list[gathering.Note], gone: set[_Row]) -> list[gathering.Note]:
    """Nothing is kept about a row that is left out, but why its village is not known: that its sender can mend."""
    kept = []
    for note in notes:
        if (note.file, note.sheet, note.row) not in gone:
            kept.append(note)
        elif note.kind in ("village_unknown", "village_ambiguous"):
            message = note.message.replace(problems.COUNTED_AT_REGENCY, problems.NOT_RECORDED)
            kept.append(dataclasses.replace(note, message=message))
    return kept


def _by_sheet(rows: dict[_Row, None]) -> dict[tuple[int, str], list[int]]:
    sheets: dict[tuple[int, str], list[int]] = {}
    for file, sheet, row in rows:
        sheets.setdefault((file, sheet), []).append(row)
    return sheets
