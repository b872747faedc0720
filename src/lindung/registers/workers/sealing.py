"""How a person is sealed: under a data key of their own, which is sealed under the vault's ring.

Only the data key is sealed anew when the ring's key is changed; destroyed, it takes NIK and particulars with it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from lindung.kernel import values
from lindung.platform.vault import queries as vault

_encode = json.JSONEncoder(ensure_ascii=False).encode


def key_about(row: Any) -> bytes:
    """What a person's data key is bound to."""
    return b"key" + row.id.bytes


def sealed(person_id: uuid.UUID, nik: str, particulars: Mapping[str, str]) -> tuple[bytes, bytes, bytes]:
    """``key_sealed``, ``nik_sealed`` and ``particulars_sealed`` of a person, under a new data key."""
    key = vault.new_key()
    return (
        vault.seal_bytes(key, about=b"key" + person_id.bytes),
        vault.seal_under(key, nik, about=b"nik" + person_id.bytes),
        vault.seal_under(key, _encode(dict(particulars)), about=b"particulars" + person_id.bytes),
    )


def nik(person_id: uuid.UUID, key_sealed: bytes, nik_sealed: bytes) -> values.Nik:
    """Raises SealBroken."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return values.Nik(vault.opened_under(key, nik_sealed, about=b"nik" + person_id.bytes))


def nik_of(row: Any) -> values.Nik:
    """Raises SealBroken."""
    return nik(row.id, row.key_sealed, row.nik_sealed)


def particulars(person_id: uuid.UUID, key_sealed: bytes, particulars_sealed: bytes) -> dict[str, str]:
    """Raises SealBroken."""
    key = vault.opened_bytes(key_sealed, about=b"key" + person_id.bytes)
    return json.loads(vault.opened_under(key, particulars_sealed, about=b"particulars" + person_id.bytes))
