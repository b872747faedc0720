"""Writing to the journal. Called by the operations of every other room, inside their transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, transaction

from lindung.kernel import values
from lindung.platform.journal import acting, chain, facts, models
from lindung.platform.vault import queries as vault


class NoTransaction(values.Refusal):
    code = "di-luar-transaksi"
    sentence = "Jurnal hanya ditulis bersama perubahan yang dicatatnya, dalam satu transaksi."


_ONE_WRITER = 0x4C696E64756E67
"""The lock of PostgreSQL that a writer holds until its transaction ends: «Lindung» in ASCII."""

_ONE_READER = _ONE_WRITER + 1
"""That under which the record of views is written."""


def act(*, by: values.Actor, alone: bool = True) -> None:
    """Say who writes, for the rest of the transaction: without it the guards refuse every write. Operations begin so.

    ``alone``: no other writer gets between what this operation reads and what it then writes, nor between the last line
    of the journal and the next. SQLite's transactions are alone from their first statement. Raises NoTransaction.
    """
    at = transaction.get_connection()
    if not at.in_atomic_block:
        raise NoTransaction()
    held = acting.of(at)
    if held is not None and held.by == by and held.alone >= alone:
        return
    alone = alone or (held is not None and held.alone)
    if at.vendor == "postgresql":
        with at.cursor() as cursor:
            cursor.execute("SELECT set_config('lindung.actor', %s, true)", [f"{by.name} / {by.office}"])
            if alone and not (held and held.alone):
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_WRITER])
    at.on_commit(acting.Acting(by, alone=alone))


def receive(*, name: str, sha256: str, size: int, stamp: facts.Stamp) -> int:
    """Record that a document came in; returns its id."""
    act(by=stamp.by)
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
    act(by=stamp.by)
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
        "rows_root": vault.rows_seal(rows),
        "previous": last[0] if last else chain.START,
    }
    return models.Line.objects.create(**line, digest=chain.digest(line)).pk


class TooMany(values.Refusal):
    code = "batas-harian-tercapai"
    sentence = (
        "Akun Anda sudah {at_most} kali membuka NIK hari ini; lebih dari itu tidak dibuka. Lanjutkan besok, atau minta "
        "ekspor daftarnya, yang disetujui orang kedua."
    )


@transaction.atomic
def record_view(*, seen: facts.Seen, by: facts.Reader, at: dt.datetime, limit: facts.Limit | None = None) -> int:
    """Record that someone saw personal data, or was refused; returns the view's id. Raises TooMany: beyond ``limit``.

    No line of the journal: pages are remembered by its last line, and reading changes nothing. Nor does it wait for a
    writer on a server: the two chains have a lock each.
    """
    act(by=values.Actor(by.actor, by.office), alone=False)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_READER])
    if limit is not None and _looks(seen.kind, by.account, limit.since) >= limit.at_most:
        raise TooMany(at_most=limit.at_most)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT digest FROM {models.View._meta.db_table} ORDER BY id DESC LIMIT 1")  # noqa: S608
        last = cursor.fetchone()
    row: dict[str, Any] = {
        "at": at,
        "account": by.account,
        "actor": by.actor,
        "office": by.office,
        "role": by.role,
        "address": by.address,
        "kind": seen.kind,
        "about": seen.about[:80],
        "what": seen.what[:80],
        "persons": len(seen.persons) + seen.count,
        "shown_id": _shown(seen.persons),
        "export": seen.export,
        "times": seen.times,
        "reason": seen.reason,
        "previous": last[0] if last else chain.START,
    }
    return models.View.objects.create(**row, digest=chain.digest(row, chain.VIEW_FIELDS)).pk


def _looks(kind: facts.Kind, account: int, since: dt.datetime) -> int:
    """Counted behind the lock of the views: of two looks at once only one is the last that is allowed."""
    return models.View.objects.filter(kind=kind, account=account, at__gte=since).count()


def _shown(persons: Collection[uuid.UUID]) -> str | None:
    """The digest of a set of persons, which is kept the first time that it is shown."""
    if not persons:
        return None
    packed = b"".join(sorted(one.bytes for one in persons))
    digest = hashlib.sha256(packed).hexdigest()
    models.Shown.objects.get_or_create(digest=digest, defaults={"persons": packed})
    return digest
