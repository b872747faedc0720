"""Sealing, opening, blind index, row seals: what the held keys can do.

Several processes share a key file. Whoever seals or looks somebody up first sees whether the file was changed, so that
a new key is used by all of them from the moment it is there, and nobody has to be stopped.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import pathlib
from collections.abc import Sequence
from typing import Any

from cryptography import exceptions
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.ciphers import aead

from lindung.kernel import values
from lindung.platform.vault import rings


class VaultLocked(values.Refusal):
    code = "brankas-terkunci"
    sentence = "Kunci belum dibuka, jadi NIK tidak dapat disimpan atau dibaca. Jalankan melalui perintah lindung."


class SealBroken(values.Refusal):
    code = "segel-rusak"
    sentence = "Data tersegel tidak terbuka: isinya berubah, tertukar baris, atau kuncinya bukan kunci data ini."


class _Keys:
    """One key per purpose, so that what leaks of one says nothing of another."""

    def __init__(self, number: int, master: bytes) -> None:
        self.number = number
        self.cipher = aead.AESGCM(rings.derived(master, "seal"))
        self.blind = rings.derived(master, "blind-index")
        self.site = rings.derived(master, "site").hex()
        self.fingerprint = _fingerprint(rings.derived(master, "fingerprint"))


class _Held:
    """A ring made ready for use: the keys by number, and what they share."""

    def __init__(self, ring: rings.Ring, source: pathlib.Path | None, mark: object) -> None:
        self.ring, self.source, self.mark = ring, source, mark
        self.by_number = {number: _Keys(number, master) for number, master in ring.masters.items()}
        self.current = self.by_number[ring.current]
        others = [keys.blind for keys in self.by_number.values() if keys is not self.current]
        self.blinds = (self.current.blind, *others, *ring.blinds.values())
        self.rows = ring.lasting["row-seal"]
        self.tokens = ring.lasting["token"]
        self.fingerprint = _fingerprint(ring.lasting["fingerprint"])


def _fingerprint(key: bytes) -> str:
    return hmac.digest(key, b"lindung", hashlib.sha256)[:8].hex()


_held: _Held | None = None


def hold(number: int, master: bytes) -> None:
    """A ring of one key, of no file."""
    hold_ring(rings.of_one(number, master))


def hold_ring(ring: rings.Ring, *, source: pathlib.Path | None = None, mark: object = None) -> None:
    global _held
    _held = _Held(ring, source, mark)


def mark_of(source: pathlib.Path) -> object:
    """What tells a key file from the one that takes its place."""
    found = source.stat()
    return found.st_mtime_ns, found.st_ino, found.st_size


def _keys() -> _Held:
    if _held is None:
        raise VaultLocked()
    return _held


def _latest() -> _Held:
    """What is held, read again where the key file was changed; not where it is away, or is none of this ring."""
    held = _keys()
    if held.source is None:
        return held
    try:
        mark = mark_of(held.source)
        if mark == held.mark:
            return held
        ring = rings.read(held.source.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return held
    if ring.lasting == held.ring.lasting:
        hold_ring(ring, source=held.source, mark=mark)
    return _keys()


def ring() -> rings.Ring:
    """The ring as it is now."""
    return _latest().ring


def source() -> pathlib.Path | None:
    """The file that the ring was read from; None where the keys live only as long as this process."""
    return _keys().source


def current() -> int:
    """The number of the key that seals."""
    return _latest().current.number


def numbers() -> dict[int, str]:
    """The keys on the ring: number and fingerprint."""
    return {number: keys.fingerprint for number, keys in _latest().by_number.items()}


def fingerprint() -> str:
    """Tells whether two databases share a key ring, and nothing about its keys. It outlives every one of them."""
    return _keys().fingerprint


def site_secret() -> str:
    """What the site signs its cookies with: of the current key, and of no other purpose."""
    return _keys().current.site


def earlier_site_secrets() -> list[str]:
    """What it signed them with before the key was changed: still accepted, for the sessions that go on."""
    held = _keys()
    return [keys.site for keys in held.by_number.values() if keys is not held.current]


def seal(text: str, *, about: bytes) -> bytes:
    """Text, sealed as ``seal_bytes`` does."""
    return seal_bytes(text.encode(), about=about)


def seal_bytes(content: bytes, *, about: bytes) -> bytes:
    """Key number (1 byte), nonce (12), AES-GCM. ``about`` binds it to its row: moved to another it does not open.

    Asked inside the transaction that writes the row: a key is retired only when no such transaction is under way.
    """
    keys, nonce = _latest().current, os.urandom(12)
    return bytes((keys.number,)) + nonce + keys.cipher.encrypt(nonce, content, about)


def opened(sealed: bytes, *, about: bytes) -> str:
    """The text under a seal. Raises SealBroken."""
    return opened_bytes(sealed, about=about).decode()


def opened_bytes(sealed: bytes, *, about: bytes) -> bytes:
    """What is under a seal of any key of the ring. Raises SealBroken."""
    number = bytes(sealed[:1])
    keys = _keys().by_number.get(number[0]) if number else None
    if keys is None and number:
        keys = _latest().by_number.get(number[0])
    if keys is None:
        raise SealBroken()
    return _decrypted(keys.cipher, sealed, about)


def new_key() -> bytes:
    """A data key for one row, which is itself sealed before it is kept. Destroyed, it takes what it sealed with it."""
    return aead.AESGCM.generate_key(256)


_OWN = b"\0"
"""Where the number of a key of the ring would stand: sealed under a data key of the row's own."""


def seal_under(key: bytes, text: str, *, about: bytes) -> bytes:
    """Text sealed under a data key: 0 (1 byte), nonce (12), AES-GCM."""
    nonce = os.urandom(12)
    return _OWN + nonce + aead.AESGCM(key).encrypt(nonce, text.encode(), about)


def opened_under(key: bytes, sealed: bytes, *, about: bytes) -> str:
    """The text under a seal of a data key. Raises SealBroken."""
    if bytes(sealed[:1]) != _OWN:
        raise SealBroken()
    return _decrypted(aead.AESGCM(key), sealed, about).decode()


def _decrypted(cipher: aead.AESGCM, sealed: bytes, about: bytes) -> bytes:
    try:
        return cipher.decrypt(bytes(sealed[1:13]), bytes(sealed[13:]), about)
    except (exceptions.InvalidTag, ValueError) as broken:  # ValueError: cut short, no whole nonce is left
        raise SealBroken() from broken


def blind_index(nik: str) -> bytes:
    """16 bytes, equal for equal NIK, that say nothing without the key: a NIK has too few digits for a bare hash."""
    return _index(_latest().current.blind, nik)


def blind_indexes(nik: str) -> list[bytes]:
    """The index under the current key, then under every other that somebody may still be found by."""
    return [_index(key, nik) for key in _latest().blinds]


def _index(key: bytes, nik: str) -> bytes:
    return hmac.digest(key, nik.encode(), hashlib.sha256)[:16]


def rows_seal(rows: Sequence[Sequence[Any]]) -> str:
    """The keyed digest of rows: what a line of the journal holds of them."""
    return row_seal(json.dumps(rows, ensure_ascii=False, default=str).encode())


def row_seal(content: bytes) -> str:
    """A keyed digest of rows that hold personal data, fit to stand in the journal."""
    return hmac.digest(_keys().rows, content, hashlib.sha256).hex()


def signature(content: bytes) -> bytes:
    """The instance's own signature (Ed25519), which anyone can check with ``signer``. Its key outlives every master
    key: what was signed stays checkable."""
    return _signing_key().sign(content)


def signer() -> bytes:
    """The public half of the key that signs."""
    return _signing_key().public_key().public_bytes_raw()


def is_signed(content: bytes, *, by: bytes, signature: bytes) -> bool:
    """Whether the holder of ``by`` signed exactly this. Asks for no key of ours."""
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(by).verify(signature, content)
    except (exceptions.InvalidSignature, ValueError):  # ValueError: no key at all
        return False
    return True


def _signing_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.from_private_bytes(rings.derived(_keys().rows, "report-signature"))


def token_digest(token: str, *, purpose: str) -> str:
    """A keyed digest of what somebody holds or types: a session's key, a code on paper, a name that may be none."""
    return hmac.digest(_keys().tokens, f"{purpose}:{token}".encode(), hashlib.sha256).hex()
