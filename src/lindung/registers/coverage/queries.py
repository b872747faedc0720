"""Reading the protection ledger: the heads of a day are a sum over facts known by then."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Sum

from lindung.registers.coverage import facts, models
from lindung.registers.funding import queries as funding


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
