"""The key ring: numbered master keys, one of them current, and what outlives each of them. As text it is the key file.

A file of one key is ``{"id", "master"}``; the first rotation turns it into the form with several.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf import hkdf

MASTER_BYTES = 32
LASTING = ("fingerprint", "row-seal", "token")
"""Purposes whose key stays that of the first master key: what they made stands in the journal or in a guarded table,
or is recognised by being equal, for years."""
MOST = 255


def derived(master: bytes, purpose: str) -> bytes:
    return hkdf.HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"lindung:" + purpose.encode()).derive(
        master
    )


@dataclass(frozen=True, slots=True, repr=False)
class Ring:
    """``masters`` by number, ``current`` the one that seals; ``blinds``: of keys that are gone only what recognises
    erased persons; ``lasting`` by purpose; ``last`` the highest number ever given; ``cards``: of keys that are gone the
    public halves with which the cards that they signed are still checked."""

    current: int
    masters: Mapping[int, bytes]
    lasting: Mapping[str, bytes]
    blinds: Mapping[int, bytes]
    last: int
    cards: Mapping[int, bytes] = field(default_factory=dict)


def card_key(master: bytes) -> ec.EllipticCurvePrivateKey:
    """The key that signs workers' cards while this master key is the current one: P-256."""
    curve = ec.SECP256R1()
    return ec.derive_private_key(int.from_bytes(derived(master, "card-signature"), "big") % (_ORDER - 1) + 1, curve)


_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256. What the remainder favours is one key in 2^32: nobody can tell."""


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half, as an uncompressed point."""
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def of_one(number: int, master: bytes) -> Ring:
    lasting = {purpose: derived(master, purpose) for purpose in LASTING}
    return Ring(number, {number: master}, lasting, {}, number)


def with_new(ring: Ring, master: bytes) -> Ring:
    """The ring with one more key, which is the current one."""
    number = ring.last + 1
    return Ring(number, {**ring.masters, number: master}, ring.lasting, ring.blinds, number, ring.cards)


def without(ring: Ring, number: int, *, keep_blind: bool, keep_card: bool) -> Ring:
    """The ring without a key that is not the current one. ``keep_card``: what it signed as cards stays checkable."""
    left = {one: master for one, master in ring.masters.items() if one != number}
    kept = {number: derived(ring.masters[number], "blind-index")} if keep_blind else {}
    public = {number: point(card_key(ring.masters[number]))} if keep_card else {}
    return Ring(ring.current, left, ring.lasting, {**ring.blinds, **kept}, ring.last, {**ring.cards, **public})


def text(ring: Ring) -> str:
    return json.dumps(
        {
            "current": ring.current,
            "last": ring.last,
            "keys": {str(number): master.hex() for number, master in ring.masters.items()},
            "blind": {str(number): key.hex() for number, key in ring.blinds.items()},
            "lasting": {purpose: key.hex() for purpose, key in ring.lasting.items()},
            "cards": {str(number): key.hex() for number, key in ring.cards.items()},
        }
    )


def read(said: str) -> Ring:
    """The ring of a key file. Raises ValueError, KeyError, TypeError: one cut short must not pass for another."""
    kept = json.loads(said)
    if "keys" not in kept:
        return of_one(_number(kept["id"]), _key(kept["master"]))
    ring = Ring(
        _number(kept["current"]),
        {_number(number): _key(master) for number, master in kept["keys"].items()},
        {purpose: _key(kept["lasting"][purpose]) for purpose in LASTING},
        {_number(number): _key(key) for number, key in kept["blind"].items()},
        _number(kept["last"]),
        {_number(number): bytes.fromhex(key) for number, key in kept.get("cards", {}).items()},
    )
    if ring.current not in ring.masters or ring.last < max(*ring.masters, *ring.blinds, 0):
        raise ValueError("a ring whose current key is not on it")
    return ring


def _number(said: object) -> int:
    number = int(said)  # type: ignore[call-overload]
    if not 0 < number <= MOST:
        raise ValueError("not a key's number")
    return int(number)


def _key(said: str) -> bytes:
    key = bytes.fromhex(said)
    if len(key) != MASTER_BYTES:
        raise ValueError("not a key's length")
    return key
