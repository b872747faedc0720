"""The keys that sign workers' cards, and checking what they signed. Checking asks for no key of ours.

Of each master key on the ring there is one (P-256), so that a rotation changes it; the public half of each stays known
when its master key is dropped, because cards in people's hands go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from cryptography import exceptions
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from lindung.platform.vault import queries, rings

_HALF = 32
ID_BYTES = 8


def key_id(public: bytes) -> bytes:
    """What a public key is called: the first bytes of its digest."""
    return hashlib.sha256(public).digest()[:ID_BYTES]


def signer() -> bytes:
    """The public half of the key that signs cards now, as an uncompressed point."""
    return rings.point(_current())


def published() -> Mapping[bytes, bytes]:
    """Every public key that a card may be signed with, by what it is called; the one that signs now comes first."""
    ring = queries.ring()
    others = [rings.point(rings.card_key(master)) for master in ring.masters.values()]
    return {key_id(one): one for one in (signer(), *others, *ring.cards.values())}


def signature(content: bytes) -> bytes:
    """ES256: two halves of 32 bytes. Its nonce is drawn: not even who holds the key can make the same one again."""
    halves = utils.decode_dss_signature(_current().sign(content, ec.ECDSA(hashes.SHA256())))
    return b"".join(half.to_bytes(_HALF, "big") for half in halves)


def is_signed(public: bytes, content: bytes, signature: bytes) -> bool:
    """Whether the holder of ``public`` signed exactly this."""
    if len(signature) != 2 * _HALF:
        return False
    halves = (int.from_bytes(signature[at : at + _HALF], "big") for at in (0, _HALF))
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        key.verify(utils.encode_dss_signature(*halves), content, ec.ECDSA(hashes.SHA256()))
    except (exceptions.InvalidSignature, ValueError):  # ValueError: no point of the curve
        return False
    return True


def _current() -> ec.EllipticCurvePrivateKey:
    ring = queries.ring()
    return rings.card_key(ring.masters[ring.current])
