"""The digest of a line: over every field that it holds and the digest before it.

A chain is read as it lies in the file, byte by byte, and not as Django would understand it: what was tampered with may
no longer be a moment, a number or even text, and must be located all the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from lindung.platform.journal import facts

START = "0" * 64
FIELDS = ("at", "actor", "office", "verb", "about", "batch", "why", "details", "row_count", "rows_root", "previous")
VIEW_FIELDS = (
    "at", "account", "actor", "office", "role", "address", "kind", "about", "what", "persons", "shown_id", "export",
    "times", "previous", "reason",
)  # fmt: skip
_LATER = "reason"
"""A field that views did not have at first: where it is empty, it is no part of the digest."""
_UUIDS = ("batch", "export")
_AT_ONCE = 500
MOVED, EDITED, JUMPS = "baris sebelumnya hilang atau dipindah", "isi baris berubah", "nomor baris meloncat"


def digest(line: dict[str, Any], fields: Sequence[str] = FIELDS) -> str:
    said = [str(line[field]) if line[field] is not None else "" for field in fields[1:]]
    if fields[-1] == _LATER and not said[-1]:
        said.pop()
    moment = line["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps([moment, *said], ensure_ascii=False).encode()).hexdigest()


def breaks(table: str, fields: Sequence[str]) -> Iterator[facts.Break]:
    """Every line that was edited, or before which one was removed or moved, in the order of their numbers."""
    expected, number = START, None
    for line_id, said, written in _as_they_lie(table, fields):
        broken = said is None or digest(said, fields) != written
        if said is None or said["previous"] != expected:
            yield facts.Break(line_id, MOVED if said is not None else EDITED)
        elif broken:
            yield facts.Break(line_id, EDITED)
        elif connection.vendor == "sqlite" and number is not None and line_id != number + 1:
            yield facts.Break(line_id, JUMPS)  # SQLite gives a number back with the transaction that failed
        expected, number = written, line_id


def _as_they_lie(table: str, fields: Sequence[str]) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Number, fields and digest of each line; None for fields that no write of ours could have left so."""
    columns = (*fields, "digest")
    raw = connection.vendor == "sqlite"
    asked = ", ".join(f"CAST({name} AS BLOB)" if raw else name for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {asked} FROM {table} ORDER BY id")  # noqa: S608  names of ours
        while rows := cursor.fetchmany(_AT_ONCE):
            for line_id, *cells, written in rows:
                said = _understood(fields, cells) if raw else dict(zip(fields, cells, strict=True))
                yield line_id, said, (bytes(written or b"").decode("latin-1") if raw else written)


def _understood(fields: Sequence[str], cells: Sequence[bytes | None]) -> dict[str, Any] | None:
    """What SQLite holds, where it is written exactly as we write it."""
    try:
        said: dict[str, Any] = {
            name: None if cell is None else bytes(cell).decode() for name, cell in zip(fields, cells, strict=True)
        }
        moment = dt.datetime.fromisoformat(said["at"])
        if str(moment) != said["at"] or moment.tzinfo is not None:
            return None
        said["at"] = moment.replace(tzinfo=dt.UTC)
        for name in _UUIDS:
            if said.get(name) is not None:
                number = uuid.UUID(said[name])
                if number.hex != said[name]:
                    return None
                said[name] = number
    except (ValueError, TypeError):
        return None
    return said
