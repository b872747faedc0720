"""Reading the protection ledger: the heads of a day are a sum over facts known by then."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from lindung.kernel import law, ledger, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts, models
from lindung.registers.funding import queries as funding
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.changes import queries as identity


def _known(region: str, known_at: dt.date) -> QuerySet[models.Cover]:
    """Facts of a region that were known by a day, from whichever document stated them first."""
    sighted = funding.sighted_by(known_at, receipt=OuterRef("receipt"), basis=OuterRef("basis"))
    return models.Cover.objects.filter(region__code__within=region).filter(
        Q(document__received_on__lte=known_at) | sighted
    )


def members_of(receipt_id: int) -> set[uuid.UUID]:
    """Persons on BPJS's list for a receipt."""
    return set(models.Member.objects.filter(receipt_id=receipt_id).values_list("person_id", flat=True))


def confirmed_on(region: str, *, on: dt.date, known_at: dt.date, who: changes.Who | None = None) -> dict[str, int]:
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
    found = dict(counts.values_list("receipt__region_id", "people"))
    for place, twice in _counted_twice(members, identity.given(who, known_at=known_at)).items():
        found[place] -= twice
    return found


def _counted_twice(members: QuerySet[models.Member], who: changes.Who) -> dict[str, int]:
    """Per place how many of the persons on these lists are somebody who stands there already."""
    there: dict[str, set[uuid.UUID]] = {}
    for part in _parts(who.all_of(who.survivor)):
        for place, person in members.filter(person_id__in=part).values_list("receipt__region_id", "person_id"):
            there.setdefault(place, set()).add(person)
    return {place: len(persons) - len(set(map(who.of, persons))) for place, persons in there.items()}


def accepted_in(
    region: str,
    *,
    on: dt.date,
    known_at: dt.date,
    persons: Collection[uuid.UUID] | None = None,
    who: changes.Who | None = None,
) -> dict[str, dict[uuid.UUID, dt.date]]:
    """Per place: since when each person on a list of BPJS (of ``persons``, where they are said) is a member, of those
    whose start has come by ``on``."""
    members = models.Member.objects.filter(
        receipt__region__code__within=region, starts_on__lte=on, document__received_on__lte=known_at
    )
    who = identity.given(who, known_at=known_at, persons=persons)
    if persons is not None:
        members = members.filter(person_id__in=who.all_of(persons))
    found: dict[str, dict[uuid.UUID, dt.date]] = {}
    for place, person, starts_on in members.order_by("-starts_on").values_list(
        "receipt__region_id", "person_id", "starts_on"
    ):
        found.setdefault(place, {})[who.of(person)] = starts_on
    return found


def waiting_for(codes: Iterable[str]) -> list[facts.Named]:
    """Who was kept on lists for these kode iuran until a receipt comes in."""
    rows = models.ListedAhead.objects.filter(code__in=set(codes)).order_by("id")
    said = rows.values_list("code", "region_id", "person_id", "membership", "starts_on", "document_id", "sheet", "row")
    return [facts.Named(*one[:5], journal_facts.Place(*one[5:])) for one in said]


def kept_waiting(region: str, *, known_at: dt.date) -> list[facts.Awaiting]:
    """Who is on lists for kode iuran in ``region`` that nobody is known to have paid yet."""
    rows = _waiting(region, known_at).order_by("id")
    columns = ("region_id", "code", "person_id", "document__received_on", "document__name", "sheet", "row")
    who = identity.everybody(known_at=known_at)
    return [facts.Awaiting(*row[:2], who.of(row[2]), *row[3:]) for row in rows.values_list(*columns)]


def listed_ahead(person: uuid.UUID, *, known_at: dt.date) -> list[tuple[facts.Awaiting, str]]:
    """Every list for a kode iuran that named a person before it was paid, with the membership number there."""
    persons = identity.who([person], known_at=known_at).all_of([person])
    rows = models.ListedAhead.objects.filter(person_id__in=persons, document__received_on__lte=known_at).order_by("id")
    columns = ("region_id", "code", "person_id", "document__received_on", "document__name", "sheet", "row")
    return [(facts.Awaiting(*row[:-1]), row[-1]) for row in rows.values_list(*columns, "membership")]


def _waiting(region: str, known_at: dt.date) -> QuerySet[models.ListedAhead]:
    known = models.ListedAhead.objects.filter(region__code__within=region, document__received_on__lte=known_at)
    there = models.Member.objects.filter(receipt__code=OuterRef("code"), person=OuterRef("person"))
    return known.filter(~Exists(there))


def still_waiting(region: str, *, known_at: dt.date) -> list[facts.StillWaiting]:
    """Lists for kode iuran, received by ``known_at``, on which there are people who are members of no receipt yet."""
    rows = _waiting(region, known_at).values("region_id", "code", "document__name", "sheet")
    rows = rows.annotate(first=Min("row"), people=Count("person_id", distinct=True))
    said = rows.values_list("region_id", "code", "document__name", "sheet", "first", "people")
    return [facts.StillWaiting(*one) for one in said.order_by("region_id", "code", "document__name", "sheet")]


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


def members_in(village: str, *, known_at: dt.date, who: changes.Who | None = None) -> list[facts.Membership]:
    """Whom BPJS lists for the receipts of one place, by what came in by ``known_at``."""
    who = identity.given(who, known_at=known_at)
    return _memberships(models.Member.objects.filter(receipt__region_id=village), known_at, who)


def members_within(region: str, *, known_at: dt.date) -> list[facts.Membership]:
    """Whom BPJS lists for the receipts of all places in a region and of the region itself."""
    who = identity.everybody(known_at=known_at)
    return _memberships(models.Member.objects.filter(receipt__region__code__within=region), known_at, who)


def memberships_of(
    persons: Collection[uuid.UUID], *, known_at: dt.date, who: changes.Who | None = None
) -> list[facts.Membership]:  # fmt: skip
    """The receipts for which BPJS lists these persons, by what came in by ``known_at``."""
    who = identity.given(who, known_at=known_at, persons=persons)
    return _memberships(models.Member.objects.filter(person_id__in=who.all_of(persons)), known_at, who)


def _memberships(members: QuerySet[models.Member], known_at: dt.date, who: changes.Who) -> list[facts.Membership]:
    rows = members.filter(document__received_on__lte=known_at).order_by("starts_on", "id")
    return [facts.Membership(*row[:2], who.of(row[2]), *row[3:]) for row in rows.values_list(*_MEMBERSHIP)]


def member_nik(person_id: uuid.UUID) -> values.Nik | None:
    """The NIK in clear of whom BPJS lists for some receipt; None for whoever was erased, or is listed for none."""
    who = identity.who([person_id], known_at=identity.NOW)
    members = models.Member.objects.filter(person_id__in=who.all_of([person_id])).order_by()
    said = {row[0]: workers.opened_nik(*row) for row in members.values_list(*workers.SEALED_NIK)}
    return identity.niks([person_id], {one: nik for one, nik in said.items() if nik}, who).get(person_id)


def member(person_id: uuid.UUID, *, known_at: dt.date, who: changes.Who | None = None) -> workers_facts.Identity | None:
    """The person whom BPJS lists for some receipt, or None."""
    who = identity.given(who, known_at=known_at, persons=[person_id])
    persons = who.all_of([person_id])
    known = models.Member.objects.filter(person_id__in=persons, document__received_on__lte=known_at)
    return next((who.called(workers.identity(*row)) for row in known.values_list(*workers.IDENTITY)[:1]), None)


# Whose a worker-month is

BASE, SAVINGS = "jkk_jkm", "jht"
"""The packages that a worker-month is funded for: accident and death cover; old-age savings beside them."""

Held = tuple[uuid.UUID, str, dt.date]
"""A worker-month: person, package, first day of the month."""

_AT_ONCE = 900  # parameters that the oldest SQLite takes in one statement


Owned = dict[uuid.UUID, dict[tuple[str, dt.date], int]]
"""The same, person by person: package and first day of the month, and the receipt whose it is."""


def claimed(persons: Collection[uuid.UUID] | None = None, *, who: changes.Who | None = None) -> dict[Held, int]:
    """The receipt whose each worker-month of these persons (None: of all) is, by what is recorded now."""
    return _flat(owned(persons, who=who))


def owned(
    persons: Collection[uuid.UUID] | None, *, who: changes.Who | None = None, within: values.Span | None = None
) -> Owned:  # fmt: skip
    """The same person by person; of the months in ``within``, if that is said."""
    who = identity.given(who, known_at=identity.NOW, persons=persons)
    listed, payments = offers(persons, who=who, within=within)
    book = rulebook.book()
    wanted = None if persons is None else {who.of(one) for one in persons}
    found: Owned = {}
    for package in (BASE, SAVINGS):
        buys = {key: one for key, one in payments.items() if package in packages(book, one)}
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
    persons: Collection[uuid.UUID] | None, *, who: changes.Who | None = None, within: values.Span | None = None
) -> tuple[list[ledger.Listed[uuid.UUID]], dict[int, ledger.Payment]]:
    """Everybody on BPJS's lists for the receipts that name one of these persons and pay for a month in ``within``, and
    these receipts."""
    who = identity.given(who, known_at=identity.NOW, persons=persons)
    members = models.Member.objects.order_by("id")
    if persons is None:
        rows = list(members.values_list(*_LISTED))
        payments = funding.payments({receipt for _, receipt, _, _ in rows})
    else:
        payments = funding.payments({key for part in _parts(who.all_of(persons)) for key in _receipts_naming(part)})
        if within is not None:
            payments = {key: one for key, one in payments.items() if one.span.meets(within)}
        rows = [row for part in _parts(payments) for row in members.filter(receipt_id__in=part).values_list(*_LISTED)]
        beside = {person for _, _, person, _ in rows}.difference(persons)
        who = changes.both(who, identity.who(beside, known_at=identity.NOW)) if beside else who
    return [ledger.Listed(number, receipt, who.of(one), day) for number, receipt, one, day in rows], payments


def offers_to(receipts: Iterable[int]) -> tuple[list[ledger.Listed[uuid.UUID]], dict[int, ledger.Payment]]:
    """Everybody on BPJS's lists that name whoever is on the lists for these receipts, and the receipts of all these."""
    persons = {person for part in _parts(receipts) for person in _named_on(part)}
    return offers(persons)


def lists_beside(receipts: Iterable[int], *, known_at: dt.date) -> list[ledger.Listed[uuid.UUID]]:
    """The same lists, by what came in by ``known_at``, in the order in which they were told."""
    known, who = (
        models.Member.objects.filter(document__received_on__lte=known_at),
        identity.everybody(known_at=known_at),
    )
    persons = who.all_of(_column(known, "receipt_id", receipts, "person_id"))
    beside = _column(known, "person_id", persons, "receipt_id")
    rows = [row for part in _parts(beside) for row in known.filter(receipt_id__in=part).values_list(*_LISTED)]
    return [ledger.Listed(number, receipt, who.of(one), day) for number, receipt, one, day in sorted(rows)]


def named_twice(
    region: str, *, known_at: dt.date, person: uuid.UUID | None = None, who: changes.Who | None = None
) -> dict[uuid.UUID, list[int]]:
    """Of each person (of one, where that is said) whom BPJS lists for a receipt in ``region`` and for another one
    anywhere: all these receipts. One that lists them twice, under two NIK, stands there twice."""
    known = models.Member.objects.filter(document__received_on__lte=known_at)
    who = identity.given(who, known_at=known_at, persons=None if person is None else [person])
    if person is not None:
        known = known.filter(person_id__in=who.all_of([person]))
    another = known.filter(person=OuterRef("person")).exclude(receipt=OuterRef("receipt"))
    here = known.filter(receipt__region__code__within=region).filter(Exists(another))
    found: dict[uuid.UUID, list[int]] = {}
    twice = set(here.values_list("person_id", flat=True)).union(who.survivor, who.survivor.values())
    for part in _parts(who.all_of(twice)):
        for one, receipt in known.filter(person_id__in=part).values_list("person_id", "receipt_id"):
            found.setdefault(who.of(one), []).append(receipt)
    return {one: receipts for one, receipts in found.items() if len(receipts) > 1}


def _column(rows: QuerySet[models.Member], by: str, among: Iterable[object], wanted: str) -> set:
    """The values of a column in the rows whose ``by`` is among these."""
    return {
        value
        for part in _parts(set(among))
        for value in rows.filter(**{f"{by}__in": part}).values_list(wanted, flat=True)
    }


def _named_on(receipts: Iterable[object]) -> Iterable[uuid.UUID]:
    return models.Member.objects.filter(receipt_id__in=receipts).values_list("person_id", flat=True)


_LISTED = ("id", "receipt_id", "person_id", "starts_on")


def _receipts_naming(persons: Iterable[object]) -> Iterable[int]:
    return models.Member.objects.filter(person_id__in=persons).values_list("receipt_id", flat=True)


def _parts(of: Iterable[object]) -> Iterator[list[object]]:
    wanted = iter(of)
    return iter(lambda: list(itertools.islice(wanted, _AT_ONCE)), [])


def packages(book: law.Book, payment: ledger.Payment) -> tuple[str, ...]:
    """What a receipt buys by the rate that its amount was paid at."""
    rate = law.explains_amount(
        book, amount=payment.amount, heads=payment.heads, first=payment.first_month, months=payment.months
    )
    return (BASE, SAVINGS) if rate in ("jkk_jkm_jht", "jkk_jkm_jht_discounted") else (BASE,)


def funded_months(
    persons: Collection[uuid.UUID] | None = None, *, who: changes.Who | None = None
) -> dict[Held, int]:  # fmt: skip
    """The worker-months that the table holds."""
    rows = funded_rows(persons, who=who)
    return {(person, package, month): receipt for _, person, package, month, receipt in rows}


def funded_rows(
    persons: Collection[uuid.UUID] | None, *, who: changes.Who | None = None, within: values.Span | None = None
) -> list[tuple[int, uuid.UUID, str, dt.date, int]]:
    """The rows of these persons and of whoever is one with them, number first; of the months in ``within``."""
    rows, who = models.FundedMonth.objects.all(), identity.given(who, known_at=identity.NOW, persons=persons)
    if within is not None:
        rows = rows.filter(month__gte=within.starts_on, month__lt=within.ends_before)
    parts = [rows] if persons is None else [rows.filter(person_id__in=part) for part in _parts(who.all_of(persons))]
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


def corrections(region: str) -> list[facts.KnownCorrection]:
    """What BPJS was asked about late payments of villages in ``region``, and what it answered, by the day asked."""
    rows = models.Correction.objects.filter(receipt__region__code__within=region).order_by("asked_at", "id")
    columns = (
        "id", "receipt_id", "letter", "reason", "asked_by", "asked_at", "decision__approved", "decision__letter",
        "decision__decided_by", "decision__decided_at",
    )  # fmt: skip
    return [facts.KnownCorrection(*row) for row in rows.values_list(*columns)]


def last_days(persons: Sequence[uuid.UUID]) -> list[dict[uuid.UUID, dt.date]]:
    """The last month paid for each of these, and when BPJS last listed them."""
    return [
        workers.latest_days(models.FundedMonth.objects.all(), "month", persons),
        workers.latest_days(models.Member.objects.all(), "document__received_on", persons),
        workers.latest_days(models.ListedAhead.objects.all(), "document__received_on", persons),
    ]
