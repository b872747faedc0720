"""Reading budgets and receipts as known on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Case, Count, Exists, Min, OuterRef, Q, QuerySet, When

from lindung.kernel import ledger, values
from lindung.registers.funding import facts, models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity


def budgets(region: str, *, year: int, known_at: dt.date) -> dict[str, list[facts.KnownBudget]]:
    """Budget facts per village in ``region``, in the order in which they came in."""
    rows = models.Budget.objects.filter(
        region__code__within=region, year=year, document__received_on__lte=known_at
    ).order_by("document__received_on", "id")
    found: dict[str, list[facts.KnownBudget]] = {}
    for row in rows.values_list(
        "region_id", "stage", "fund", "heads", "months", "amount", "reference", "decided_on",
        "document__batch", "document__name", "sheet", "row",
    ):  # fmt: skip
        found.setdefault(row[0], []).append(facts.KnownBudget(*row))
    return found


def years(region: str) -> set[int]:
    """Years that any budget of a village in ``region`` is for."""
    rows = models.Budget.objects.filter(region__code__within=region)
    return set(rows.order_by().values_list("year", flat=True).distinct())


def in_force(known: list[facts.KnownBudget], *, on: dt.date) -> list[facts.KnownBudget]:
    """Of one village's facts: those that make up its budget on ``on``.

    The latest amendment decided by then replaces what it amends: the lines of the same funds where the budget has lines
    of several, else all of it. What stands before is the decided lines of the batch that spoke last (a recap sent again
    replaces the recap). A fact without a date is taken to be decided.
    """
    decided = [
        fact for fact in known if fact.stage in facts.DECIDED and (fact.decided_on is None or fact.decided_on <= on)
    ]
    standing = _of_last_batch([fact for fact in decided if fact.stage != "perubahan"])
    amendments: dict[dt.date, list[facts.KnownBudget]] = {}
    for fact in decided:
        if fact.stage == "perubahan":
            amendments.setdefault(fact.decided_on or dt.date.min, []).append(fact)
    for decided_on in sorted(amendments):
        standing = _amended(standing, _of_last_batch(amendments[decided_on]))
    return standing


def _of_last_batch(said: list[facts.KnownBudget]) -> list[facts.KnownBudget]:
    return [fact for fact in said if fact.batch == said[-1].batch] if said else []


def _amended(before: list[facts.KnownBudget], amendment: list[facts.KnownBudget]) -> list[facts.KnownBudget]:
    funds, amended = {fact.fund.upper() for fact in before}, {fact.fund.upper() for fact in amendment}
    kept = [fact for fact in before if fact.fund.upper() not in amended] if amended < funds else []
    return [*kept, *amendment]


_AT_ONCE = 900  # parameters that the oldest SQLite takes in one statement


def known_since(keys: list[str]) -> dict[str, tuple[int, dt.date]]:
    """Of the receipts with these keys, those recorded: their id, and the day since which they are known."""
    found: dict[str, tuple[int, dt.date]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = models.Receipt.objects.filter(key__in=keys[start : start + _AT_ONCE])
        rows = rows.annotate(seen=Min("sightings__document__received_on", filter=Q(sightings__basis="paid")))
        for key, pk, first, seen in rows.values_list("key", "id", "document__received_on", "seen"):
            found[key] = (pk, min(first, seen or first))
    return found


def reversal_of(receipt_id: int) -> tuple[dt.date, dt.date] | None:
    """The day a receipt was taken back and the day since which that is known; None where it stands."""
    row = (
        models.Reversal.objects.filter(receipt_id=receipt_id)
        .values_list("reversed_on", "document__received_on")
        .first()
    )
    if row is None:
        return None
    seen = models.Sighting.objects.filter(receipt_id=receipt_id, basis="reversed").aggregate(
        first=Min("document__received_on")
    )
    return row[0], min(row[1], seen["first"] or row[1])


def sighted_by(known_at: dt.date, *, receipt: OuterRef, basis: OuterRef | str) -> Exists:
    """For a query over receipts or what hangs on them: an earlier statement had come in by ``known_at``."""
    return Exists(models.Sighting.objects.filter(receipt=receipt, basis=basis, document__received_on__lte=known_at))


def receipts(region: str, *, known_at: dt.date) -> list[facts.KnownReceipt]:
    """Receipts for villages in ``region`` and for the region itself, by day; reversals known by then included."""
    return _receipts(models.Receipt.objects.filter(region__code__within=region), known_at)


def receipts_at(places: Iterable[str], *, known_at: dt.date) -> dict[str, list[facts.KnownReceipt]]:
    """The same for each of these places itself: found by its code, however many places there are."""
    wanted = sorted(places)
    found: dict[str, list[facts.KnownReceipt]] = {place: [] for place in wanted}
    for start in range(0, len(wanted), _AT_ONCE):
        of_part = models.Receipt.objects.filter(region_id__in=wanted[start : start + _AT_ONCE])
        for one in _receipts(of_part, known_at):
            found[one.region].append(one)
    return found


def receipts_of(receipt_ids: Iterable[int], *, known_at: dt.date) -> list[facts.KnownReceipt]:
    """Of these receipts those that are known, wherever they are from."""
    wanted, found = sorted(set(receipt_ids)), []
    for start in range(0, len(wanted), _AT_ONCE):
        found += _receipts(models.Receipt.objects.filter(pk__in=wanted[start : start + _AT_ONCE]), known_at)
    return found


def _receipts(asked: QuerySet[models.Receipt], known_at: dt.date) -> list[facts.KnownReceipt]:
    """Sightings are read only where a document came in later than ``known_at``: else they say nothing new."""
    rows = list(asked.order_by("paid_on", "id").values_list(*_RECEIPT, "reversal__reversed_on", *_STATED))
    late = [row[0] for row in rows if any(day is not None and day > known_at for day in row[-2:])]
    sighted = set()
    for start in range(0, len(late), _AT_ONCE):
        seen = models.Sighting.objects.filter(receipt_id__in=late[start : start + _AT_ONCE])
        sighted |= set(seen.filter(document__received_on__lte=known_at).values_list("receipt_id", "basis"))
    found = []
    for pk, region, code, group, paid_on, first, months, heads, amount, *place, reversed_on, stated, taken_back in rows:
        if stated <= known_at or (pk, "paid") in sighted:
            known = taken_back is not None and (taken_back <= known_at or (pk, "reversed") in sighted)
            found.append(
                facts.KnownReceipt(
                    pk, region, code, group, paid_on, values.Month.of(first), months, heads, amount,
                    reversed_on if known else None, *place,
                )
            )  # fmt: skip
    return found


_RECEIPT = (
    "id", "region_id", "code", "group_name", "paid_on", "first_month", "months", "heads", "amount", "document__name",
    "sheet", "row", "group_number",
)  # fmt: skip
_STATED = ("document__received_on", "reversal__document__received_on")


def of_codes(codes: Iterable[str]) -> dict[str, list[facts.Coded]]:
    """The receipts of each of these kode iuran."""
    found: dict[str, list[facts.Coded]] = {}
    rows = models.Receipt.objects.filter(code__in=set(codes) - {""}).order_by("id")
    for code, *rest in rows.values_list("code", "id", "region_id", "paid_on", "first_month"):
        found.setdefault(code, []).append(facts.Coded(*rest))
    return found


def first_heard(receipt_ids: Iterable[int]) -> dict[int, dt.date]:
    """Of each of these receipts: the day on which the first document that states it came in."""
    rows = models.Receipt.objects.filter(pk__in=list(receipt_ids)).annotate(
        seen=Min("sightings__document__received_on", filter=Q(sightings__basis="paid"))
    )
    rows = rows.values_list("id", "document__received_on", "seen")
    return {pk: min(first, seen or first) for pk, first, seen in rows}


def payments(receipt_ids: Iterable[int] | None = None) -> dict[int, ledger.Payment]:
    """These receipts (None: all) as the ledger weighs them, with the reversals that are recorded by now."""
    rows = models.Receipt.objects.order_by("id")
    if receipt_ids is None:
        return _weighed(rows)
    found: dict[int, ledger.Payment] = {}
    wanted = sorted(set(receipt_ids))
    for start in range(0, len(wanted), _AT_ONCE):
        found |= _weighed(rows.filter(pk__in=wanted[start : start + _AT_ONCE]))
    return found


def _weighed(rows: QuerySet[models.Receipt]) -> dict[int, ledger.Payment]:
    columns = ("id", "region_id", "paid_on", "first_month", "months", "heads", "amount", "reversal__reversed_on")
    return {
        pk: ledger.Payment(
            pk, payer, paid_on, values.Month.of(first), months, heads, values.Rupiah(amount), reversed_on
        )
        for pk, payer, paid_on, first, months, heads, amount, reversed_on in rows.values_list(*columns)
    }


def code_of(receipt_id: int) -> str:
    """The kode iuran of a receipt."""
    return models.Receipt.objects.values_list("code", flat=True).get(pk=receipt_id)


def id_of(code: str) -> int | None:
    """The receipt of a kode iuran: the one that stands, else the last; None where there is none."""
    rows = models.Receipt.objects.filter(code=code).order_by("-id").values_list("id", "reversal")
    return next((pk for pk, reversal in sorted(rows, key=lambda row: row[1] is not None)), None)


def bill_ids(codes: Sequence[str]) -> dict[str, int]:
    """The bills with these kode iuran that are recorded."""
    return dict(models.Bill.objects.filter(code__in=codes).values_list("code", "id"))


def billed_as(code: str) -> tuple[object, ...] | None:
    """What a recorded bill asks for, column by column."""
    return models.Bill.objects.filter(code=code).values_list(
        "region_id", "code", "group_number", "group_name", "issued_on", "due_on", "first_month", "months", "heads",
        "amount",
    ).first()  # fmt: skip


def bills(region: str, *, known_at: dt.date) -> list[facts.KnownBill]:
    """Bills of villages in ``region`` and of the region itself, by the day they were issued, as known."""
    return _bills(models.Bill.objects.filter(region__code__within=region), known_at)


def bills_naming(person: uuid.UUID, *, known_at: dt.date) -> list[facts.KnownBill]:
    """Bills behind which a person stands by name."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    named = models.BilledName.objects.filter(person_id__in=persons).values("bill_id")
    return _bills(models.Bill.objects.filter(pk__in=named), known_at)


def _bills(asked: QuerySet[models.Bill], known_at: dt.date) -> list[facts.KnownBill]:
    rows = asked.filter(document__received_on__lte=known_at)
    rows = rows.annotate(
        replaced_on=Case(
            When(replaced_by__document__received_on__lte=known_at, then="replaced_by__issued_on"), default=None
        ),
        names=Count("billedname"),
    )
    columns = (
        "id", "region_id", "code", "group_name", "issued_on", "due_on", "first_month", "months", "heads", "amount",
        "book_version", "replaced_on", "names", "document__name", "sheet", "row",
    )  # fmt: skip
    found = list(rows.order_by("issued_on", "id").values_list(*columns))
    numbers = _numbers(asked, known_at) if found else {}
    return [facts.KnownBill(*row[:6], values.Month.of(row[6]), *row[7:], numbers.get(row[0], ())) for row in found]


def _numbers(bills: QuerySet[models.Bill], known_at: dt.date) -> dict[int, tuple[str, ...]]:
    """The numbers of receipts that were seen for each bill."""
    found: dict[int, tuple[str, ...]] = {}
    papers = models.Acknowledgement.objects.filter(bill__in=bills, document__received_on__lte=known_at)
    for bill, number in papers.order_by("id").values_list("bill_id", "number"):
        found[bill] = (*found.get(bill, ()), number)
    return found


def last_billed(persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """When a bill last named each of these."""
    return workers.latest_days(models.BilledName.objects.all(), "bill__issued_on", persons)
