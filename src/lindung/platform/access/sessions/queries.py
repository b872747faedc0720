"""Reading sessions."""

from __future__ import annotations

import datetime as dt

from lindung.platform.access import models
from lindung.platform.access.sessions import facts
from lindung.platform.vault import queries as vault


def digest(key: str) -> str:
    """What is kept of the key that a browser holds."""
    return vault.token_digest(key, purpose="session")


def content(key: str, *, at: dt.datetime) -> str | None:
    """What a session knows; None where there is none of that key, or it ended, or was sealed by another key."""
    found = models.Session.objects.filter(digest=digest(key), ends_at__gt=at).values_list("content_sealed", flat=True)
    sealed = found.first()
    if sealed is None:
        return None
    try:
        return vault.opened(sealed, about=digest(key).encode())
    except vault.SealBroken:
        return None


def there(key: str) -> bool:
    return models.Session.objects.filter(digest=digest(key)).exists()


def of_account(account_id: int, *, key: str, at: dt.datetime) -> list[facts.Seen]:
    """An account's sessions, the latest seen first; ``key`` is that of the one that asks."""
    rows = models.Session.objects.filter(account_id=account_id, ends_at__gt=at).order_by("-seen_at", "-id")
    mine = digest(key)
    return [facts.Seen(row.pk, row.address, row.device, row.began_at, row.seen_at, row.digest == mine) for row in rows]


def ended(*, before: dt.datetime) -> int:
    """How many sessions ended before a moment and are still there."""
    return models.Session.objects.filter(ends_at__lte=before).count()
