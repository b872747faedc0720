"""Writing to the journal. Called by the operations of every other room, inside their transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from lindung.kernel import values
from lindung.platform.journal import chain, facts, models
from lindung.platform.vault import queries as vault


class NoTransaction(values.Refusal):
    code = "di-luar-transaksi"
    sentence = "Jurnal hanya ditulis bersama perubahan yang dicatatnya, dalam satu transaksi."


def receive(*, name: str, sha256: str, size: int, stamp: facts.Stamp) -> int:
    """Record that a document came in; returns its id."""
    document = models.Document.objects.create(
        batch=stamp.batch, name=name, sha256=sha256, size=size, received_on=stamp.received_on, recorded_at=stamp.at
    )
    return document.pk


def record(
    *,
    verb: str,
    about: str,
    rows: Sequence[Sequence[Any]],
    stamp: facts.Stamp,
    why: str = "",
    details: dict[str, Any] | None = None,
) -> int:
    """Add one line for one operation; returns its id. ``rows`` (never secret columns) are sealed into one root.

    Raises NoTransaction outside a transaction: a line without its change, or the reverse, must not exist.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NoTransaction()
    with connection.cursor() as cursor:  # once a line: the ORM's way to the same index costs ten times as much
        cursor.execute(f"SELECT digest FROM {models.Line._meta.db_table} ORDER BY id DESC LIMIT 1")  # noqa: S608
        last = cursor.fetchone()
    line: dict[str, Any] = {
        "at": stamp.at,
        "actor": stamp.by.name,
        "office": stamp.by.office,
        "verb": verb,
        "about": about,
        "batch": stamp.batch,
        "why": why,
        "details": json.dumps(details or {}, ensure_ascii=False, sort_keys=True),
        "row_count": len(rows),
        "rows_root": vault.row_seal(json.dumps(rows, ensure_ascii=False, default=str).encode()),
        "previous": last[0] if last else chain.START,
    }
    return models.Line.objects.create(**line, digest=chain.digest(line)).pk
