"""Rotating: a new key, then every table in batches, each a transaction of its own with its lines in the journal.

Whatever a kill leaves behind, the next call goes on from there: what is done is seen by the number before each seal.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models as django
from django.db import transaction
from django.db.models import functions

from lindung.kernel import values
from lindung.platform.journal import agreement, guards
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal.resealing import facts, queries
from lindung.platform.vault import operations as vault_operations
from lindung.platform.vault import queries as vault


class Forgotten(values.Refusal):
    code = "kolom-segel-terlupa"
    sentence = "Kolom {columns} tersegel tetapi tidak ikut diganti kuncinya. Sampaikan kepada pengembang Lindung."


class KeyInUse(values.Refusal):
    code = "kunci-masih-dipakai"
    sentence = (
        "Kunci {number} belum dapat dihapus: {tables} masih disegel dengannya. Jalankan dulu lindung keys rotate "
        "sampai selesai."
    )


class KeyIsCurrent(values.Refusal):
    code = "kunci-sedang-dipakai"
    sentence = "Kunci {number} sedang dipakai untuk menyegel. Buat dulu kunci baru dengan lindung keys rotate."


class NoSuchKey(values.Refusal):
    code = "kunci-tidak-ada"
    sentence = "Kunci {number} tidak ada pada berkas kunci. Yang ada: {numbers}."


_LARGEST_BATCH = 16 * 2**20  # bytes sealed anew before a batch ends, however few rows that are


@transaction.atomic
def begin(*, stamp: journal_facts.Stamp) -> int:
    """Have a new key seal from now on; or, where a rotation was cut off, go on with its key. Returns its number.

    The key is in the file before the line is in the journal: a line without its key would lock the database up.
    Raises Forgotten, TooManyKeys.
    """
    journal.act(by=stamp.by)
    columns = queries.forgotten()
    if columns:
        raise Forgotten(columns=", ".join(columns))
    number = vault.current() if queries.unfinished() else vault_operations.add_key()
    if number not in queries.made():
        about = f"{number} {vault.numbers()[number]}"
        journal.record(verb="keys.rotated", about=about, rows=[], stamp=stamp)
    return number


@transaction.atomic
def reseal(*, model: queries.Model, after: Any, most: int, stamp: journal_facts.Stamp) -> facts.Batch:
    """Seal the next ``most`` rows after ``after`` with the current key. The guards let exactly this pass, for exactly
    as long as the line that announces it is the journal's last."""
    journal.act(by=stamp.by)
    key, table = vault.current(), model._meta.db_table
    rows = queries.left(model, key)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    chosen = list(rows.values_list("pk", flat=True)[:most])
    if not chosen:
        return facts.Batch(0, None)
    journal.record(verb="keys.resealing", about=table, rows=[], stamp=stamp, details={"key": key})
    done, size = [], 0
    for pk in chosen:
        row = model._base_manager.get(pk=pk)
        changed = _resealed(row, key)
        model._base_manager.filter(pk=pk).update(**changed)
        done.append(pk)
        size += sum(len(one) for one in changed.values() if isinstance(one, bytes))
        if size > _LARGEST_BATCH:
            break
    said = [(str(pk),) for pk in done]
    journal.record(verb="keys.resealed", about=table, rows=said, stamp=stamp, details={"key": key})
    return facts.Batch(len(done), done[-1])


def _resealed(row: django.Model, key: int) -> dict[str, Any]:
    """The columns of a row as they stand under the current key."""
    changed: dict[str, Any] = {}
    for column, about in row.SEALED.items():  # type: ignore[attr-defined]
        sealed, bound = bytes(getattr(row, column)), about(row)
        if sealed and sealed[0] != key:
            changed[column] = vault.seal_bytes(vault.opened_bytes(sealed, about=bound), about=bound)
    for column, (number, of_what) in getattr(row, "INDEXED", {}).items():
        changed |= {column: vault.blind_index(of_what(row)), number: key}
    return changed


@transaction.atomic
def destroy(*, model: queries.Model, pks: Sequence[Any], why: str, stamp: journal_facts.Stamp) -> None:
    """Blank the sealed columns of these rows, for good, by the same narrow way."""
    journal.act(by=stamp.by)
    if not pks:
        return
    table, said = model._meta.db_table, [(str(pk),) for pk in pks]
    journal.record(verb="keys.resealing", about=table, rows=[], stamp=stamp, why=why)
    model._base_manager.filter(pk__in=list(pks)).update(**dict.fromkeys(model.SEALED, b""))  # type: ignore[attr-defined]
    journal.record(verb="keys.destroyed", about=table, rows=said, stamp=stamp, why=why)


def lift_guard(*, connection: Any, table: str) -> None:
    """Within an upgrade that has to rewrite an append-only table: its guard against changes goes, until the guards are
    installed again, which follows every upgrade within the same transaction."""
    guards.lift(connection, f"{table}_no_update", table)


@transaction.atomic
def seal_anew(*, model: queries.Model, columns: Sequence[str], by: values.Actor, why: str) -> None:
    """Within an upgrade that changed how a table's rows are sealed: one line that tells of all of them as they are now,
    in their order. ``model`` as the migration knows it. The lines before it are of the chain only from here on."""
    journal.act(by=by)
    rows = model._base_manager.order_by("pk").values_list(*columns)
    said = [[agreement.in_a_line(cell) for cell in row] for row in rows.iterator()]
    if said:
        at = functions.Now()
        moment = model._base_manager.annotate(moment=at).values_list("moment", flat=True)[0]
        stamp = journal_facts.Stamp(by, moment, uuid.uuid4(), moment.date())
        table = model._meta.db_table
        journal.record(verb=agreement.SEALED_ANEW, about=table, rows=said, stamp=stamp, why=why)


@transaction.atomic
def finish(*, rows: int, stamp: journal_facts.Stamp) -> None:
    """Say that nothing is left under another key than the current one."""
    journal.act(by=stamp.by)
    key = vault.current()
    journal.record(verb="keys.rotation_ended", about=str(key), rows=[], stamp=stamp, details={"rows": rows})


@transaction.atomic
def retire(*, number: int, stamp: journal_facts.Stamp) -> int:
    """Say that a key is gone; the caller then takes it off the ring. Returns how many erased persons are still to be
    recognised by it. Raises NoSuchKey, KeyIsCurrent, KeyInUse."""
    journal.act(by=stamp.by)
    there = vault.numbers()
    if number not in there:
        raise NoSuchKey(number=number, numbers=", ".join(map(str, there)))
    if number == vault.current():
        raise KeyIsCurrent(number=number)
    counts = {model._meta.db_table: queries.sealed_with(model, number) for model in queries.sealed_models()}
    used = [f"{table} ({count})" for table, count in counts.items() if count]
    if used:
        raise KeyInUse(number=number, tables=", ".join(used))
    remembered = sum(queries.remembered_by(model, number) for model in queries.sealed_models())
    about = f"{number} {there[number]}"
    journal.record(verb="keys.retired", about=about, rows=[], stamp=stamp, details={"remembered": remembered})
    return remembered
