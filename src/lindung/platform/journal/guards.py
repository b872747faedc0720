"""Triggers that make the database itself refuse UPDATE and DELETE on append-only tables.

Reinstalled after every migration, because SQLite remakes a table to alter it and drops its triggers on the way.
"""

from __future__ import annotations

from typing import Any

from django.db import connections


def tables(apps: Any) -> list[str]:
    """Every table whose model says APPEND_ONLY."""
    return [model._meta.db_table for model in apps.get_models() if getattr(model, "APPEND_ONLY", False)]


def install(using: str, apps: Any) -> None:
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables(apps):
            if table in there:
                for verb in ("update", "delete"):
                    cursor.execute(
                        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{table} hanya ditambah, tidak diubah atau dihapus'); END"
                    )
