"""Changing keys: every sealed column to a new key, batch by batch, while the site goes on; dropping the old one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from lindung.kernel import values
from lindung.platform.journal import facts as journal
from lindung.platform.journal.resealing import operations as resealing
from lindung.platform.journal.resealing import queries as sealed
from lindung.platform.vault import operations as vault

AT_ONCE = 500
"""Rows in one transaction: a tenth of a second in which others wait to write."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """The key that seals now, and how many rows this call sealed anew with it."""

    key: int
    rows: int


def rotate(
    *, by: values.Actor, now: Callable[[], dt.datetime], at_once: int = AT_ONCE,
    after_batch: Callable[[str, int], None] = lambda table, rows: None,
) -> Rotated:  # fmt: skip
    """A new key, or the one of a rotation that was cut off, under everything that is sealed.

    What another process writes meanwhile it writes under the new key. Raises Forgotten, TooManyKeys.
    """
    batch = uuid.uuid4()

    def stamp() -> journal.Stamp:
        at = now()
        return journal.Stamp(by, at, batch, at.date())

    key, rows = resealing.begin(stamp=stamp()), 0
    for model in sealed.sealed_models():
        after = None
        while True:
            done = resealing.reseal(model=model, after=after, most=at_once, stamp=stamp())
            if done.after is None:
                break
            after, rows = done.after, rows + done.rows
            after_batch(model._meta.db_table, rows)
    resealing.finish(rows=rows, stamp=stamp())
    return Rotated(key, rows)


def let_go(*, number: int, by: values.Actor, at: dt.datetime) -> int:
    """Have the open database say that it needs a key no more; returns how many erased persons are still recognised by
    it. Said again, it is said again: cut off before ``drop``, the same call goes on. Raises what ``retire`` refuses."""
    return resealing.retire(number=number, stamp=journal.Stamp(by, at, uuid.uuid4(), at.date()))


def drop(*, number: int, remembered: int, void_cards: bool = False) -> None:
    """Take the key off the ring. What recognises erased persons stays while there are any; it opens nothing.
    ``void_cards``: the key was stolen, so that cards signed with it are believed no more."""
    vault.drop_key(number, keep_blind=bool(remembered), keep_card=not void_cards)
