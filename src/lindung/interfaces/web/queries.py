"""Reading kept days."""

from __future__ import annotations

import datetime as dt

from lindung.interfaces.web import models


def kept(*, before: dt.date) -> int:
    """How many kept days are about a day before that one."""
    return models.KeptDay.objects.filter(as_on__lt=before).count()
