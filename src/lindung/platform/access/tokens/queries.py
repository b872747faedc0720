"""Reading who holds a token."""

from __future__ import annotations

import datetime as dt

from lindung.platform.access import models
from lindung.platform.vault import queries as vault


def digest(token: str) -> str:
    return vault.token_digest(token, purpose="client")


def account_of(token: str, *, on: dt.date) -> int | None:
    """The account of a token that is good on the day; None for one that ended, was replaced, or never was."""
    good = models.Token.objects.filter(digest=digest(token), ended_at__isnull=True, ends_before__gt=on)
    return good.values_list("account_id", flat=True).first()
