"""Keeping the day that pages open with, so that the write pays for the figures and not the reader."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation

from lindung.interfaces.web import clock, days, models, published
from lindung.interfaces.web.pages import region
from lindung.platform.journal import queries as journal
from lindung.platform.regions import queries as regions


@transaction.atomic
def keep(*, regency: str, on: dt.date) -> None:
    """Compute the regency's day anew and replace what was kept of it."""
    asked = days.Asked(year=on.year, on=on, known_at=on)
    version = journal.last_line()
    day = days.computed(regency, asked)
    kept: dict[str, object] = {
        "year": asked.year, "as_on": asked.on, "known_on": asked.known_at, "version": version,
        "glance": days.packed_glance(day), "summary": days.packed_summary(day), "evidence": days.packed_evidence(day),
        "published": published.packed(published.of(day.day)),
    }  # fmt: skip
    for chosen, _name in settings.LANGUAGES:
        with translation.override(chosen):
            kept[f"page_{chosen}"] = region.opening_page(day, asked)
    models.KeptDay.objects.update_or_create(regency=regency, defaults=kept)


def keep_all(*, example_day: dt.date | None) -> None:
    """Keep today for every regency of which another day, or none, is kept: at the opening, and once after midnight."""
    kept = {code: rest for code, *rest in models.KeptDay.objects.values_list("regency", "as_on", "version")}
    for regency in regions.taken():
        today = clock.today(regency.code, example_day)
        if kept.get(regency.code) != [today, journal.last_line()]:
            keep(regency=regency.code, on=today)


def forget_days(*, before: dt.date | None = None) -> int:
    """Let go of every kept day, or of those about an earlier day, to be made anew when asked for: somebody's data were
    erased, or it is old. Returns how many."""
    rows = models.KeptDay.objects.all() if before is None else models.KeptDay.objects.filter(as_on__lt=before)
    return rows.delete()[0]
