"""Reading the protection ledger: the heads of a day are a sum over facts known by then."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Sum

from lindung.kernel import values
from lindung.registers.coverage import facts, models
from lindung.registers.funding import queries as funding
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import queries as workers


def _known(region: str, known_at: dt.date) -> QuerySet[models.Cover]:
    """Facts of a region that were known by a day, from whichever document stated them first."""
    sighted = funding.sighted_by(known_at, receipt=OuterRef("receipt"), basis=OuterRef("basis"))
    return models.Cover.objects.filter(region__code__startswith=region).filter(
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
        receipt__region__code__startswith=region, starts_on__lte=on, document__received_on__lte=known_at
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


def member_nik(person_id: uuid.UUID) -> values.Nik | None:
    """The NIK in clear of whom BPJS lists for some receipt; None for whoever was erased, or is listed for none."""
    members = models.Member.objects.filter(person_id=person_id).order_by()
    return next((workers.opened_nik(*row) for row in members.values_list(*workers.SEALED_NIK)[:1]), None)


def member(person_id: uuid.UUID, *, known_at: dt.date) -> workers_facts.Identity | None:
    """The person whom BPJS lists for some receipt, or None."""
    known = models.Member.objects.filter(person_id=person_id, document__received_on__lte=known_at)
    return next((workers.identity(*row) for row in known.values_list(*workers.IDENTITY)[:1]), None)
