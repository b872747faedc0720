"""Issuing and ending tokens."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import models
from lindung.platform.access.tokens import queries
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal

LONGEST = dt.timedelta(days=366)
"""A token that nobody renews is one that nobody remembers."""


class NotThatLong(values.Refusal):
    code = "token-terlalu-lama"
    sentence = (
        "Token tidak dapat berlaku selama itu: harus sesudah hari ini dan paling lama satu tahun, sebelum {last}. "
        "Pilih hari lain."
    )


@transaction.atomic
def issue(*, account_id: int, ends_before: dt.date, stamp: journal_facts.Stamp) -> str:
    """A new token for a program, told once; one that it held before opens nothing from now on. Raises NotThatLong."""
    journal.act(by=stamp.by)
    today = stamp.at.date()
    if not today < ends_before <= today + LONGEST:
        raise NotThatLong(last=today + LONGEST)
    end(account_id=account_id, stamp=stamp)
    said = secrets.token_urlsafe(32)
    models.Token.objects.create(
        account_id=account_id, digest=queries.digest(said), ends_before=ends_before, created_at=stamp.at
    )
    sealed = (account_id, ends_before)
    journal.record(verb="access.token_issued", about=str(account_id), rows=[sealed], stamp=stamp)
    return said


@transaction.atomic
def end(*, account_id: int, stamp: journal_facts.Stamp) -> bool:
    """End the token that a program holds; says whether there was one."""
    journal.act(by=stamp.by)
    ended = models.Token.objects.filter(account_id=account_id, ended_at__isnull=True).update(ended_at=stamp.at)
    if ended:
        journal.record(verb="access.token_ended", about=str(account_id), rows=[], stamp=stamp)
    return bool(ended)
