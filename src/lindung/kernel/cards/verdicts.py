"""What a reader without network answers to a card: from the card, the public keys, the list of revoked cards, a day.

A revocation holds for ever, also from an old list; that a card is *not* revoked is only believed of a list that is
genuine, covers the card's key, is younger than thirty days and not older than one that was seen before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from lindung.kernel.cards import tokens

Answer = Literal["valid", "grace", "expired", "not_yet", "revoked", "uncertain", "forged", "unreadable"]
"""``grace``: paid cover is over, membership may not be, nobody is promised anything; ``uncertain``: genuine, but nobody
knows whether it was revoked, or of a key that this reader does not know; ``unreadable``: no card, or scanned badly."""
Holds = Callable[[bytes, bytes, bytes], bool]
"""Whether the holder of a public key (an uncompressed point) signed a content: key, content, signature."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer and the one word why; the card where it is genuine; the list where that is."""

    answer: Answer
    why: str = ""
    card: tokens.Card | None = None
    revoked: tokens.RevokedList | None = None


def verdict(
    said: str, *, on: dt.date, keys: Mapping[bytes, bytes], holds: Holds, revoked: bytes | None, seen_at: int = 0
) -> Verdict:
    """The answer to the text of a code on a day. ``revoked``: the list as it was fetched; ``seen_at``: when the
    youngest list that this reader ever saw was made. Raises nothing."""
    try:
        signed = tokens.read(tokens.unpacked(said))
    except tokens.Unreadable as fault:
        return Verdict("unreadable", fault.why)
    fault_found = _forged(signed, keys, holds)
    if fault_found:
        return Verdict("uncertain" if fault_found == "unknown_key" else "forged", fault_found)
    try:
        card = tokens.card(signed.payload)
    except tokens.Unreadable:
        return Verdict("forged", "content")
    found, why = _list(revoked, keys, holds)
    if found is not None and found.holds(card.number) and signed.key in found.keys:
        return Verdict("revoked", "", card, found)
    if on >= card.expires_on:
        return Verdict("expired", "", card, found)
    if on < card.starts_on or on < card.issued_on:
        return Verdict("not_yet", "", card, found)
    why = why or _not_enough(found, signed.key, on, seen_at)
    if why:
        return Verdict("uncertain", why, card, found)
    return Verdict("valid" if on < card.ends_before else "grace", "", card, found)


def _forged(signed: tokens.Signed, keys: Mapping[bytes, bytes], holds: Holds) -> str:
    """Why nobody of ours signed this; nothing where one did."""
    if signed.algorithm != tokens.ES256:
        return "algorithm"
    if signed.key not in keys:
        return "unknown_key"
    return "" if holds(keys[signed.key], signed.content, signed.signature) else "signature"


def _list(
    content: bytes | None, keys: Mapping[bytes, bytes], holds: Holds
) -> tuple[tokens.RevokedList | None, str]:  # fmt: skip
    """The list where it is genuine, else why it is none."""
    if content is None:
        return None, "list_missing"
    try:
        if len(content) > tokens.LARGEST_LIST:
            raise tokens.Unreadable("size")
        signed = tokens.read(content)
        found = None if _forged(signed, keys, holds) else tokens.revoked_list(signed.payload)
    except tokens.Unreadable:
        found = None
    return (found, "") if found is not None else (None, "list_forged")


def _not_enough(found: tokens.RevokedList | None, key: bytes, on: dt.date, seen_at: int) -> str:
    """Why a genuine list does not show that a card still holds."""
    if found is None or key not in found.keys:
        return "list_other"
    if found.made_at < seen_at:
        return "list_replayed"
    if on >= found.good_before:
        return "list_old"
    return "clock" if found.made_on > on + dt.timedelta(days=1) else ""


def newest(content: bytes, *, keys: Mapping[bytes, bytes], holds: Holds, seen_at: int) -> int:
    """When the youngest genuine list was made, counting this one: what a reader remembers. Raises nothing."""
    found, _ = _list(content, keys, holds)
    return max(seen_at, found.made_at) if found else seen_at
