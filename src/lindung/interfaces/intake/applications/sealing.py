"""How what somebody says of themselves is sealed: under a data key of that application, itself sealed by the ring."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from lindung.platform.vault import queries as vault


def key_about(row: Any) -> bytes:
    """What an application's data key is bound to."""
    return _key(row.id)


def _key(application: uuid.UUID) -> bytes:
    return b"application key" + application.bytes


def _said(application: uuid.UUID) -> bytes:
    return b"application" + application.bytes


def sealed(application: uuid.UUID, said: Mapping[str, str]) -> tuple[bytes, bytes]:
    """``key_sealed`` and ``said_sealed``, under a new data key."""
    key = vault.new_key()
    return vault.seal_bytes(key, about=_key(application)), _under(key, application, said)


def again(application: uuid.UUID, key_sealed: bytes, said: Mapping[str, str]) -> bytes:
    """``said_sealed`` anew, under the data key that is there. Raises SealBroken."""
    return _under(vault.opened_bytes(key_sealed, about=_key(application)), application, said)


def _under(key: bytes, application: uuid.UUID, said: Mapping[str, str]) -> bytes:
    return vault.seal_under(key, json.dumps(dict(said), ensure_ascii=False), about=_said(application))


def opened(application: uuid.UUID, key_sealed: bytes, said_sealed: bytes) -> dict[str, str]:
    """What was said, in clear; nothing where it was let go. Raises SealBroken."""
    if not key_sealed:
        return {}
    key = vault.opened_bytes(key_sealed, about=_key(application))
    found: dict[str, str] = json.loads(vault.opened_under(key, said_sealed, about=_said(application)))
    return found


def nik_of(row: Any) -> str:
    """The NIK that an application is found by; nothing of a draft. Raises SealBroken."""
    return opened(row.id, row.key_sealed, row.said_sealed).get("nik", "") if row.nik_index else ""
