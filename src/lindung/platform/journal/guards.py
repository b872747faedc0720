"""Triggers that make the database itself refuse UPDATE and DELETE on append-only tables.

Reinstalled after every migration, because SQLite remakes a table to alter it and drops its triggers on the way;
compared word for word. The one change that passes is a new seal on the same content (see ``resealing``).
"""

from __future__ import annotations

from typing import Any

from django.db import connections


def wanted(apps: Any) -> dict[str, tuple[str, str]]:
    """The guards by name: their table and their statement."""
    found = {}
    for model in apps.get_models():
        if getattr(model, "APPEND_ONLY", False):
            table = model._meta.db_table
            said = f"BEGIN SELECT RAISE(ABORT, '{table} hanya ditambah, tidak diubah atau dihapus'); END"
            found[f"{table}_no_update"] = table, f"BEFORE UPDATE ON {table} {_unless_resealed(model)}{said}"
            found[f"{table}_no_delete"] = table, f"BEFORE DELETE ON {table} {said}"
    return {name: (table, f"CREATE TRIGGER {name} {rest}") for name, (table, rest) in found.items()}


def _unless_resealed(model: Any) -> str:
    """Sealed columns, and no other, may change while the last line of the journal announces just that of this table.

    The line that closes a batch follows in the same transaction: outside of one the announcement is never the last.
    """
    sealed = getattr(model, "SEALED", {})
    if not sealed:
        return ""
    announced = "SELECT verb || ' ' || about FROM journal_line ORDER BY id DESC LIMIT 1"
    other = [field.column for field in model._meta.concrete_fields if field.name not in sealed]
    same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in other)
    return f"WHEN NOT (({announced}) IS 'keys.resealing {model._meta.db_table}' AND {same}) "


def standing(using: str) -> dict[str, tuple[str, str]]:
    """The triggers that there are."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: (table, sql) for name, table, sql in cursor.fetchall()}


def install(using: str, apps: Any) -> None:
    """Put every guard in its place that is not there word for word."""
    there = set(connections[using].introspection.table_names())
    found = standing(using)
    with connections[using].cursor() as cursor:
        for name, (table, statement) in wanted(apps).items():
            if table in there and found.get(name) != (table, statement):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(statement)
