"""Whose months follow from who two persons are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from lindung.registers.coverage import models
from lindung.registers.workers.changes import queries as identity


def beside(persons: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """These, and everybody on a list of BPJS that names one of them: of a list that names more than were paid for,
    whoever stands below moves up when two above are one."""
    asked = list(persons)
    named = identity.who(asked, known_at=identity.NOW).all_of(asked)
    receipts = models.Member.objects.filter(person_id__in=named).values("receipt_id")
    return {*named, *models.Member.objects.filter(receipt_id__in=receipts).values_list("person_id", flat=True)}
