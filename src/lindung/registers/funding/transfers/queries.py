"""Reading transfers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet, Sum

from lindung.registers.funding import models
from lindung.registers.funding.transfers import facts

_COLUMNS = ("id", "region_id", "bank", "reference", "paid_on", "amount", "document__name", "sheet", "row")
_PART = (
    "transfer_id", "receipt_id", "receipt__code", "receipt__region_id", "receipt__amount",
    "receipt__reversal__reversed_on", "receipt__reversal__document__received_on",
)  # fmt: skip


def within(region: str, *, known_at: dt.date) -> list[facts.KnownTransfer]:
    """The transfers of payers in ``region``, by day; of what was taken back only what was known by then."""
    rows = models.Transfer.objects.filter(region__code__within=region, document__received_on__lte=known_at)
    return list(_known(rows.order_by("paid_on", "id"), known_at))


def one(transfer_id: int) -> facts.KnownTransfer | None:
    """As recorded by now."""
    return next(_known(models.Transfer.objects.filter(pk=transfer_id), dt.date.max), None)


def by_proof(transfers: Iterable[facts.Transfer]) -> dict[tuple[str, str], facts.KnownTransfer]:
    """The transfers recorded under the same proofs of the same banks (or payers), by issuer and proof."""
    wanted = {(transfer.issuer, transfer.proof) for transfer in transfers}
    rows = models.Transfer.objects.filter(proof__in={proof for _, proof in wanted})
    keys = {pk: (issuer, proof) for pk, issuer, proof in rows.values_list("id", "issuer", "proof")}
    ids = [pk for pk, key in keys.items() if key in wanted]
    found = _known(models.Transfer.objects.filter(pk__in=ids), dt.date.max)
    return {keys[transfer.transfer_id]: transfer for transfer in found}


def of_receipts(receipt_ids: Iterable[int]) -> dict[int, int]:
    """Of these receipts: the transfer that paid each."""
    rows = models.TransferPart.objects.filter(receipt_id__in=list(receipt_ids))
    return dict(rows.values_list("receipt_id", "transfer_id"))


def _known(rows: QuerySet[models.Transfer], known_at: dt.date) -> Iterator[facts.KnownTransfer]:
    said = list(rows.values_list(*_COLUMNS))
    parts: dict[int, list[facts.Part]] = {}
    held = models.TransferPart.objects.filter(transfer_id__in=[row[0] for row in said]).order_by("id")
    for transfer, receipt, code, region, amount, reversed_on, heard_on in held.values_list(*_PART):
        taken_back = reversed_on if heard_on is not None and heard_on <= known_at else None
        parts.setdefault(transfer, []).append(facts.Part(receipt, code, region, amount, taken_back))
    for pk, *rest in said:
        yield facts.KnownTransfer(pk, *rest[:5], tuple(parts.get(pk, ())), *rest[5:])


def unbalanced() -> list[facts.Unbalanced]:
    """The transfers whose parts do not come to their amount: none, where the books are coherent."""
    rows = models.Transfer.objects.order_by("id").annotate(said=Sum("parts__receipt__amount"))
    return [
        facts.Unbalanced(pk, amount, said or 0)
        for pk, amount, said in rows.values_list("id", "amount", "said")
        if amount != (said or 0)
    ]
