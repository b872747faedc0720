"""How a person is sealed: under a data key of their own, which is sealed under the vault's ring.

Only the data key is sealed anew when the ring's key is changed; destroyed, it takes NIK and particulars with it, and
whatever the seal of name and birth date could have been guessed from. The journal holds that seal and not the name, so
that an erasure leaves the other persons of its line comparable.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from typing import Any

from lindung.kernel import values
from lindung.platform.vault import queries as vault

_encode = json.JSONEncoder(ensure_ascii=False).encode


Stated = tuple[str, dt.date, str]
"""Name, birth date, sex, as first stated."""


def key_about(row: Any) -> bytes:
    """What a person's data key is bound to."""
    return b"key" + row.id.bytes


def former_about(row: Any) -> bytes:
    """What a NIK that a person no longer bears is bound to."""
    return b"former" + row.person_id.bytes


def former_nik_of(row: Any) -> values.Nik:
    """Raises SealBroken."""
    return values.Nik(vault.opened(row.nik_sealed, about=former_about(row)))


def restated(person_id: uuid.UUID, key_sealed: bytes, stated: Stated, nik: str) -> tuple[bytes, bytes]:
    """``nik_sealed`` and ``stated_seal`` of another statement, under the data key that the person has."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return vault.seal_under(key, nik, about=b"nik" + person_id.bytes), _stated_seal(key, person_id, stated)


def sealed(person_id: uuid.UUID, stated: Stated, nik: str, particulars: Mapping[str, str]) -> tuple[bytes, ...]:
    """``key_sealed``, ``nik_sealed``, ``particulars_sealed`` and ``stated_seal`` of a person, under a new data key."""
    key = vault.new_key()
    return (
        vault.seal_bytes(key, about=b"key" + person_id.bytes),
        vault.seal_under(key, nik, about=b"nik" + person_id.bytes),
        vault.seal_under(key, _encode(dict(particulars)), about=b"particulars" + person_id.bytes),
        _stated_seal(key, person_id, stated),
    )


def holds(person_id: uuid.UUID, key_sealed: bytes, stated_seal: bytes, stated: Stated) -> bool:
    """Whether what stands in clear is what was stated. Raises SealBroken."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return hmac.compare_digest(bytes(stated_seal), _stated_seal(key, person_id, stated))


def _stated_seal(key: bytes, person_id: uuid.UUID, stated: Stated) -> bytes:
    name, born_on, sex = stated
    return hmac.digest(key, _encode([person_id.hex, name, born_on.isoformat(), sex]).encode(), hashlib.sha256)[:16]


def nik(person_id: uuid.UUID, key_sealed: bytes, nik_sealed: bytes) -> values.Nik:
    """Raises SealBroken."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return values.Nik(vault.opened_under(key, nik_sealed, about=b"nik" + person_id.bytes))


def note(person_id: uuid.UUID, key_sealed: bytes, text: str, *, about: bytes) -> bytes:
    """Text about a person, sealed under their data key and bound to where it stands."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return vault.seal_under(key, text, about=about)


def opened_note(person_id: uuid.UUID, key_sealed: bytes, sealed: bytes, *, about: bytes) -> str:
    """Raises SealBroken."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return vault.opened_under(key, sealed, about=about)


def nik_of(row: Any) -> values.Nik:
    """Raises SealBroken."""
    return nik(row.id, row.key_sealed, row.nik_sealed)


def particulars(person_id: uuid.UUID, key_sealed: bytes, particulars_sealed: bytes) -> dict[str, str]:
    """Raises SealBroken."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return json.loads(vault.opened_under(key, particulars_sealed, about=b"particulars" + person_id.bytes))
