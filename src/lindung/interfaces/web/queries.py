"""Reading kept days."""

from __future__ import annotations

import datetime as dt

from lindung.interfaces.web import models
from lindung.interfaces.web import published as told


def kept(*, before: dt.date) -> int:
    """How many kept days are about a day before that one."""
    return models.KeptDay.objects.filter(as_on__lt=before).count()


def published() -> list[told.Published]:
    """What of each regency anybody may read, by code."""
    return told.unpacked(list(models.KeptDay.objects.order_by("regency").values_list("published", flat=True)))
