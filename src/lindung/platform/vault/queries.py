"""Sealing, opening, blind index, row seals: what the held keys can do."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from typing import Any

from cryptography import exceptions
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import aead
from cryptography.hazmat.primitives.kdf import hkdf

from lindung.kernel import values


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
        self.cipher = aead.AESGCM(_derived(master, b"seal"))
        self.blind = _derived(master, b"blind-index")
        self.rows = _derived(master, b"row-seal")
        self.tokens = _derived(master, b"token")
        self.site = _derived(master, b"site").hex()
        self.fingerprint = hmac.digest(_derived(master, b"fingerprint"), b"lindung", hashlib.sha256)[:8].hex()


_held: _Keys | None = None


def _derived(master: bytes, purpose: bytes) -> bytes:
    return hkdf.HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"lindung:" + purpose).derive(master)


def hold(number: int, master: bytes) -> None:
    global _held
    _held = _Keys(number, master)


def _keys() -> _Keys:
    if _held is None:
        raise VaultLocked()
    return _held


def fingerprint() -> str:
    """Tells whether two databases share a key, and nothing about the key."""
    return _keys().fingerprint


def site_secret() -> str:
    """What the site signs its cookies with: of this key file, and of no other purpose."""
    return _keys().site


def seal(text: str, *, about: bytes) -> bytes:
    """Text, sealed as ``seal_bytes`` does."""
    return seal_bytes(text.encode(), about=about)


def seal_bytes(content: bytes, *, about: bytes) -> bytes:
    """Key number (1 byte), nonce (12), AES-GCM. ``about`` binds it to its row: moved to another it does not open."""
    keys, nonce = _keys(), os.urandom(12)
    return bytes((keys.number,)) + nonce + keys.cipher.encrypt(nonce, content, about)


def opened(sealed: bytes, *, about: bytes) -> str:
    """The text under a seal. Raises SealBroken."""
    return opened_bytes(sealed, about=about).decode()


def opened_bytes(sealed: bytes, *, about: bytes) -> bytes:
    """What is under a seal. Raises SealBroken."""
    try:
        return _keys().cipher.decrypt(bytes(sealed[1:13]), bytes(sealed[13:]), about)
    except (exceptions.InvalidTag, ValueError) as broken:  # ValueError: cut short, no whole nonce is left
        raise SealBroken() from broken


def blind_index(nik: str) -> bytes:
    """16 bytes, equal for equal NIK, that say nothing without the key: a NIK has too few digits for a bare hash."""
    return hmac.digest(_keys().blind, nik.encode(), hashlib.sha256)[:16]


def rows_seal(rows: Sequence[Sequence[Any]]) -> str:
    """The keyed digest of rows: what a line of the journal holds of them."""
    return row_seal(json.dumps(rows, ensure_ascii=False, default=str).encode())


def row_seal(content: bytes) -> str:
    """A keyed digest of rows that hold personal data, fit to stand in the journal."""
    return hmac.digest(_keys().rows, content, hashlib.sha256).hex()


def token_digest(token: str, *, purpose: str) -> str:
    """A keyed digest of what somebody holds or types: a session's key, a code on paper, a name that may be none."""
    return hmac.digest(_keys().tokens, f"{purpose}:{token}".encode(), hashlib.sha256).hex()
