"""Cards as files: what each reader, at the terminal and in the browser, has to answer to them."""

from __future__ import annotations

import base64
import json
import pathlib
from typing import Any

CARDS = pathlib.Path(__file__).parent / "cards"


def names() -> list[str]:
    return sorted(path.stem for path in CARDS.glob("*.json"))


def vector(name: str) -> dict[str, Any]:
    """``text``, ``keys`` (JWK set), ``list`` (base64 or none), ``on``, ``seen_at``; then the ``answer`` and ``why``."""
    return json.loads((CARDS / f"{name}.json").read_text("utf-8"))


def revoked(said: dict[str, Any]) -> bytes | None:
    return None if said["list"] is None else base64.b64decode(said["list"])
