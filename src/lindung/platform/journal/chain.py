"""The digest of a line: over every field that it holds and the digest before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

START = "0" * 64
FIELDS = ("at", "actor", "office", "verb", "about", "batch", "why", "details", "row_count", "rows_root", "previous")


def digest(line: dict[str, Any]) -> str:
    said = [str(line[field]) if line[field] is not None else "" for field in FIELDS[1:]]
    moment = line["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps([moment, *said], ensure_ascii=False).encode()).hexdigest()
