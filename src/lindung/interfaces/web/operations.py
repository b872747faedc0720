"""Keeping the day that pages open with, so that the write pays for the figures and not the reader."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from lindung.interfaces.web import days, models
from lindung.platform.journal import queries as journal


@transaction.atomic
def keep(*, regency: str, on: dt.date) -> None:
    """Compute the regency's day anew and replace what was kept of it."""
    asked = days.Asked(year=on.year, on=on, known_at=on)
    version = journal.last_line()
    day = days.computed(regency, asked)
    kept = {
        "year": asked.year, "as_on": asked.on, "known_on": asked.known_at, "version": version,
        "summary": days.packed_summary(day), "evidence": days.packed_evidence(day),
    }  # fmt: skip
    models.KeptDay.objects.update_or_create(regency=regency, defaults=kept)
