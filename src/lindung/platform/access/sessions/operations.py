"""Keeping and ending sessions. What was done in one stands in the journal; that it was there does not."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction

from lindung.platform.access import models
from lindung.platform.access.sessions import facts, queries
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault import queries as vault


@transaction.atomic
def keep(*, key: str, kept: facts.Kept, new: bool) -> bool:
    """Keep a session under its key; False where a new one's key is taken, or an old one was ended meanwhile: a session
    that somebody ended is not brought back by a request that was under way."""
    digest = queries.digest(key)
    row = dataclasses.asdict(kept)
    row["content_sealed"] = vault.seal(row.pop("content"), about=digest.encode())
    if new:
        _, made = models.Session.objects.get_or_create(digest=digest, defaults=row)
        return made
    return models.Session.objects.filter(digest=digest).update(**row) == 1


@transaction.atomic
def end(*, key: str) -> None:
    """Sign out."""
    models.Session.objects.filter(digest=queries.digest(key)).delete()


@transaction.atomic
def end_one(*, account_id: int, session_id: int, stamp: journal_facts.Stamp) -> bool:
    """End one session of an account; False where it has no such session."""
    journal.act(by=stamp.by)
    gone, _ = models.Session.objects.filter(account_id=account_id, pk=session_id).delete()
    if gone:
        journal.record(verb="access.sessions_ended", about=str(account_id), rows=[(session_id,)], stamp=stamp)
    return bool(gone)


@transaction.atomic
def end_all(*, account_id: int, but: str = "", stamp: journal_facts.Stamp) -> int:
    """End the sessions of an account, except the one whose key is ``but``; returns how many."""
    journal.act(by=stamp.by)
    rows = models.Session.objects.filter(account_id=account_id)
    if but:
        rows = rows.exclude(digest=queries.digest(but))
    gone, _ = rows.delete()
    if gone:
        journal.record(verb="access.sessions_ended", about=str(account_id), rows=[(gone,)], stamp=stamp)
    return gone


@transaction.atomic
def forget_ended(*, at: dt.datetime) -> None:
    """Remove what ended by itself."""
    models.Session.objects.filter(ends_at__lte=at).delete()
