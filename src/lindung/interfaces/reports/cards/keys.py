"""The public keys of cards as a file (JWK set, RFC 7517), and read back from one."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from lindung.kernel import values
from lindung.platform.vault.cards import queries as vault


class NoCardKeys(values.Refusal):
    code = "berkas-kunci-kartu-rusak"
    sentence = (
        "Berkas kunci kartu {name} tidak berisi kunci yang dapat dipakai. Ambil lagi dari alamat /kartu/kunci.json "
        "pada situs kabupaten, atau dari lindung card keys."
    )


def text(keys: Mapping[bytes, bytes]) -> str:
    """These keys, the first of which signs now."""
    return json.dumps({"keys": [_jwk(name, point) for name, point in keys.items()]}, indent=1) + "\n"


def _jwk(name: bytes, point: bytes) -> dict[str, str]:
    across, down = point[1:33], point[33:]
    return {
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": name.hex(), "x": _said(across),
        "y": _said(down),
    }  # fmt: skip


def _said(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def read(said: str, *, name: str) -> dict[bytes, bytes]:
    """The keys of a file, each by what its own bytes are called, whatever the file calls it. Raises NoCardKeys."""
    try:
        points = [_point(one) for one in json.loads(said)["keys"]]
    except (ValueError, KeyError, TypeError) as broken:
        raise NoCardKeys(name=name) from broken
    if not points:
        raise NoCardKeys(name=name)
    return {vault.key_id(one): one for one in points}


def _point(said: Mapping[str, Any]) -> bytes:
    if said["kty"] != "EC" or said["crv"] != "P-256":
        raise ValueError("not a key of P-256")
    halves = [base64.urlsafe_b64decode(str(said[half]) + "==") for half in ("x", "y")]
    if any(len(half) != 32 for half in halves):
        raise ValueError("not a point of P-256")
    return b"\x04" + b"".join(halves)
