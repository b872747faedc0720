"""Reading counts of tries."""

from __future__ import annotations

import datetime as dt

from lindung.platform.access import models


def old(*, before: dt.datetime) -> int:
    """How many counts of tries there are of which the last try lies before a moment."""
    return models.Guesses.objects.filter(last_at__lt=before).count()
