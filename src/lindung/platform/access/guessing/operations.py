"""Counting a try before it is looked at, so that many at once count too; forgetting them after a right one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from lindung.platform.access import models
from lindung.platform.access import queries as access
from lindung.platform.access.guessing import facts
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault import queries as vault

_FORGOTTEN_AFTER = dt.timedelta(hours=24)
_FIRST_WAIT, _LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@transaction.atomic
def count(*, guesses: Sequence[facts.Guess], at: dt.datetime) -> facts.Hold | None:
    """Count one try under each of ``guesses`` and let it be looked at; or say until when none is, and count nothing."""
    rows = [_row(guess, at) for guess in guesses]
    held = [row.until_at for row in rows if row.until_at is not None and row.until_at > at]
    if held:
        return facts.Hold(max(held))
    for guess, row in zip(guesses, rows, strict=True):
        row.failures, row.last_at, row.until_at = row.failures + 1, at, _until(guess, row.failures + 1, at)
        row.save()
    return None


def _row(guess: facts.Guess, at: dt.datetime) -> models.Guesses:
    digest = vault.token_digest(guess.said, purpose=guess.purpose)
    row, _ = models.Guesses.objects.select_for_update().get_or_create(
        digest=digest, defaults={"failures": 0, "last_at": at}
    )
    if at - row.last_at > _FORGOTTEN_AFTER:
        row.failures, row.until_at = 0, None
    elif guess.purpose in facts.SHARED:
        row.failures = max(0, row.failures - (at - row.last_at) // facts.SHARED[guess.purpose].forgiven_every)
    return row


def _until(guess: facts.Guess, failures: int, at: dt.datetime) -> dt.datetime | None:
    """A single name has far fewer free guesses (``limits``) than what many people share."""
    shared = facts.SHARED.get(guess.purpose)
    free, longest = (shared.free, shared.longest) if shared else (access.limits().free_guesses, _LONGEST_WAIT)
    if failures < free:
        return None
    return at + min(_FIRST_WAIT * 2 ** min(failures - free, 10), longest)


@transaction.atomic
def forget(*, guess: facts.Guess) -> None:
    """The try was right, or an administrator lets somebody try again. Of what is shared one try is taken back only:
    whoever has an account must not clear the way for guesses at others from the same place."""
    row = models.Guesses.objects.select_for_update().filter(
        digest=vault.token_digest(guess.said, purpose=guess.purpose)
    ).first()  # fmt: skip
    if row is None:
        return
    row.failures = row.failures - 1 if guess.purpose in facts.SHARED and row.failures else 0
    row.until_at = None
    row.save()


@transaction.atomic
def refuse(*, name: str, address: str, what: str, stamp: journal_facts.Stamp) -> None:
    """Write down that a try was refused: about the account where the name is one's, else about a digest of what was
    typed, so that the same wrong name is seen again without being read."""
    journal.act(by=stamp.by)
    account = access.account(name)
    about = vault.token_digest(name.strip().lower(), purpose="refused")[:16] if account is None else str(account)
    details = {"what": what, "address": address, "known": account is not None}
    journal.record(verb="access.refused", about=about, rows=[], details=details, stamp=stamp)


@transaction.atomic
def forget_old(*, before: dt.datetime, stamp: journal_facts.Stamp) -> int:
    """Let go of counts of tries the last of which lies before a moment."""
    journal.act(by=stamp.by)
    return models.Guesses.objects.filter(last_at__lt=before).delete()[0]
