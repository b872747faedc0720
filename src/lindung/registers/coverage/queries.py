"""Reading the protection ledger: the heads of a day are a sum over facts known by then."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import uuid
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Sum

from lindung.kernel import law, ledger, values
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts, models
from lindung.registers.funding import queries as funding
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import queries as workers


def _known(region: str, known_at: dt.date) -> QuerySet[models.Cover]:
    """Facts of a region that were known by a day, from whichever document stated them first."""
    sighted = funding.sighted_by(known_at, receipt=OuterRef("receipt"), basis=OuterRef("basis"))
    return models.Cover.objects.filter(region__code__within=region).filter(
        Q(document__received_on__lte=known_at) | sighted
    )


def members_of(receipt_id: int) -> set[uuid.UUID]:
    """Persons on BPJS's list for a receipt."""
    return set(models.Member.objects.filter(receipt_id=receipt_id).values_list("person_id", flat=True))


def confirmed_on(region: str, *, on: dt.date, known_at: dt.date) -> dict[str, int]:
    """Per place: persons whom BPJS lists, whose start has come, and whose receipt covers anybody on ``on``."""
    live = (
        _known(region, known_at)
        .filter(starts_on__lte=on, ends_before__gt=on)
        .values("receipt_id")
        .annotate(heads=Sum("heads"))
        .filter(heads__gt=0)
        .values("receipt_id")
    )
    members = models.Member.objects.filter(receipt_id__in=live, starts_on__lte=on, document__received_on__lte=known_at)
    counts = members.values("receipt__region_id").annotate(people=Count("person_id", distinct=True))
    return dict(counts.values_list("receipt__region_id", "people"))


def registered_on(region: str, *, on: dt.date, known_at: dt.date) -> dict[str, int]:
    """Per place: persons whom BPJS has accepted by ``on``, whether or not anything is paid for them on that day."""
    members = models.Member.objects.filter(
        receipt__region__code__within=region, starts_on__lte=on, document__received_on__lte=known_at
    )
    counts = members.values("receipt__region_id").annotate(people=Count("person_id", distinct=True))
    return dict(counts.values_list("receipt__region_id", "people"))


def heads_on(region: str, *, on: dt.date, known_at: dt.date) -> dict[str, facts.Heads]:
    """Heads covered on ``on`` in each place in ``region`` (and for the region itself) where there are any."""
    rows = (
        _known(region, known_at)
        .filter(starts_on__lte=on, ends_before__gt=on)
        .values("region_id")
        .annotate(heads=Sum("heads"), ends=Max("ends_before"))
        .values_list("region_id", "heads", "ends")
    )
    return {code: facts.Heads(heads, ends) for code, heads, ends in rows if heads > 0}


def last_covered(region: str, *, on: dt.date, known_at: dt.date) -> dict[str, dt.date]:
    """Per place that was covered at some time by ``on`` : the first day after its cover."""
    rows = (
        _known(region, known_at)
        .filter(starts_on__lte=on)
        .values("region_id", "ends_before")
        .annotate(heads=Sum("heads"))
        .filter(heads__gt=0)
        .values_list("region_id", "ends_before")
        .order_by("ends_before")
    )
    return dict(rows)


def facts_of(village: str, *, on: dt.date, known_at: dt.date) -> list[facts.Fact]:
    """The facts of one place's cover as they stood on ``on``: what was received or taken back later is not there yet.

    They say what is covered on any day: on days after ``on``, by what had been paid by then.
    """
    stood = Q(basis="paid", receipt__paid_on__lte=on) | Q(basis="reversed", receipt__reversal__reversed_on__lte=on)
    stood |= Q(basis="corrected")  # an approval reaches back: it is asked by when it was known, and by nothing else
    rows = _known(village, known_at).filter(stood, region_id=village).order_by("starts_on", "id")
    return [facts.Fact(*row) for row in rows.values_list("receipt_id", "heads", "starts_on", "ends_before")]


_MEMBERSHIP = (
    "receipt_id", "receipt__region_id", "person_id", "membership", "starts_on", "document__received_on",
    "document__name", "sheet", "row",
)  # fmt: skip


def members_in(village: str, *, known_at: dt.date) -> list[facts.Membership]:
    """Whom BPJS lists for the receipts of one place, by what came in by ``known_at``."""
    return _memberships(models.Member.objects.filter(receipt__region_id=village), known_at)


def memberships_of(person_id: uuid.UUID, *, known_at: dt.date) -> list[facts.Membership]:
    """The receipts for which BPJS lists a person, by what came in by ``known_at``."""
    return _memberships(models.Member.objects.filter(person_id=person_id), known_at)


def _memberships(members: QuerySet[models.Member], known_at: dt.date) -> list[facts.Membership]:
    rows = members.filter(document__received_on__lte=known_at).order_by("starts_on", "id")
    return [facts.Membership(*row) for row in rows.values_list(*_MEMBERSHIP)]


def member(person_id: uuid.UUID, *, known_at: dt.date) -> workers_facts.Identity | None:
    """The person whom BPJS lists for some receipt, or None."""
    known = models.Member.objects.filter(person_id=person_id, document__received_on__lte=known_at)
    return next((workers.identity(*row) for row in known.values_list(*workers.IDENTITY)[:1]), None)


# Whose a worker-month is

BASE, SAVINGS = "jkk_jkm", "jht"
"""The packages that a worker-month is funded for: accident and death cover; old-age savings beside them."""

Held = tuple[uuid.UUID, str, dt.date]
"""A worker-month: person, package, first day of the month."""

_AT_ONCE = 900  # parameters that the oldest SQLite takes in one statement


Owned = dict[uuid.UUID, dict[tuple[str, dt.date], int]]
"""The same, person by person: package and first day of the month, and the receipt whose it is."""


def claimed(persons: Collection[uuid.UUID] | None = None) -> dict[Held, int]:
    """The receipt whose each worker-month of these persons (None: of all) is, by what is recorded now."""
    return _flat(owned(persons))


def owned(persons: Collection[uuid.UUID] | None, *, within: values.Span | None = None) -> Owned:
    """The same person by person; of the months in ``within``, if that is said."""
    listed, payments = offers(persons, within=within)
    wanted = None if persons is None else set(persons)
    found: Owned = {}
    for package in (BASE, SAVINGS):
        buys = {key: one for key, one in payments.items() if package in packages(one)}
        rows = (one for one in listed if one.payment in buys)
        for person, months in ledger.offered(buys, rows).items():
            if wanted is None or person in wanted:
                theirs = found.setdefault(person, {})
                for index, (first, *_) in months.items():
                    month = _first_day(index)
                    if within is None or month in within:
                        theirs[package, month] = first
    return found


@functools.cache
def _first_day(index: int) -> dt.date:
    return values.Month.at(index).first_day


def _flat(found: Owned) -> dict[Held, int]:
    return {(person, *key): receipt for person, months in found.items() for key, receipt in months.items()}


def offers(
    persons: Collection[uuid.UUID] | None, *, within: values.Span | None = None
) -> tuple[list[ledger.Listed[uuid.UUID]], dict[int, ledger.Payment]]:
    """Everybody on BPJS's lists for the receipts that name one of these persons (and pay for a month in ``within``, if
    that is said), and these receipts.
    """
    members = models.Member.objects.order_by("id")
    if persons is None:
        rows = list(members.values_list(*_LISTED))
        payments = funding.payments({receipt for _, receipt, _, _ in rows})
    else:
        payments = funding.payments({key for part in _parts(persons) for key in _receipts_naming(part)})
        if within is not None:
            payments = {key: one for key, one in payments.items() if one.span.meets(within)}
        rows = [row for part in _parts(payments) for row in members.filter(receipt_id__in=part).values_list(*_LISTED)]
    return [ledger.Listed(*row) for row in rows], payments


def offers_to(receipts: Iterable[int]) -> tuple[list[ledger.Listed[uuid.UUID]], dict[int, ledger.Payment]]:
    """The same for whoever is on the lists for these receipts."""
    return offers({person for part in _parts(receipts) for person in _named_on(part)})


def _named_on(receipts: Iterable[object]) -> Iterable[uuid.UUID]:
    return models.Member.objects.filter(receipt_id__in=receipts).values_list("person_id", flat=True)


_LISTED = ("id", "receipt_id", "person_id", "starts_on")


def _receipts_naming(persons: Iterable[uuid.UUID]) -> Iterable[int]:
    return models.Member.objects.filter(person_id__in=persons).values_list("receipt_id", flat=True)


def _parts(of: Iterable[object]) -> Iterator[list[object]]:
    wanted = iter(of)
    return iter(lambda: list(itertools.islice(wanted, _AT_ONCE)), [])


def packages(payment: ledger.Payment) -> tuple[str, ...]:
    """What a receipt buys by the rate that its amount was paid at."""
    rate = law.explains_amount(
        rulebook.book(), amount=payment.amount, heads=payment.heads, first=payment.first_month, months=payment.months
    )
    return (BASE, SAVINGS) if rate in ("jkk_jkm_jht", "jkk_jkm_jht_discounted") else (BASE,)


def funded_months(persons: Collection[uuid.UUID] | None = None) -> dict[Held, int]:
    """The worker-months that the table holds."""
    return {(person, package, month): receipt for _, person, package, month, receipt in funded_rows(persons)}


def funded_rows(
    persons: Collection[uuid.UUID] | None, *, within: values.Span | None = None
) -> list[tuple[int, uuid.UUID, str, dt.date, int]]:
    """The rows of these persons, number first; of the months in ``within``, if that is said."""
    rows = models.FundedMonth.objects.all()
    if within is not None:
        rows = rows.filter(month__gte=within.starts_on, month__lt=within.ends_before)
    parts = [rows] if persons is None else [rows.filter(person_id__in=part) for part in _parts(persons)]
    return [row for part in parts for row in part.values_list("id", "person_id", "package", "month", "receipt_id")]


def written() -> list[facts.Written]:
    """Every fact of cover as it stands in the table."""
    rows = models.Cover.objects.order_by("id")
    return [
        facts.Written(*row)
        for row in rows.values_list("receipt_id", "basis", "region_id", "heads", "starts_on", "ends_before")
    ]


def corrected() -> set[int]:
    """The receipts that BPJS lets go on with the old membership."""
    approved = models.CorrectionDecision.objects.filter(approved=True)
    return set(approved.values_list("correction__receipt_id", flat=True))
