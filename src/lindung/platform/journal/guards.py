"""Triggers that make the database itself refuse what must not be: UPDATE and DELETE (and TRUNCATE) on append-only
tables, and on every table of ours any write on a connection that has not said who acts.

Installed after every migration, because SQLite remakes a table to alter it and drops its triggers on the way; compared
word for word whenever a kept database is opened. The one change of an append-only table that passes is a new seal on
the same content (see ``resealing``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connections

_APPEND_ONLY = "lindung_append_only"
_RESEALED_ONLY = "lindung_resealed_only"
_NEEDS_ACTOR = "lindung_needs_actor"
_FUNCTIONS = {
    _APPEND_ONLY: """
BEGIN
    RAISE EXCEPTION '% hanya ditambah, tidak diubah atau dihapus', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
""",
    _RESEALED_ONLY: """
BEGIN
    IF (SELECT verb || ' ' || about FROM journal_line ORDER BY id DESC LIMIT 1)
            IS NOT DISTINCT FROM 'keys.resealing ' || TG_TABLE_NAME
        AND to_jsonb(NEW) - TG_ARGV::text[] = to_jsonb(OLD) - TG_ARGV::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% hanya ditambah, tidak diubah atau dihapus', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
""",
    _NEEDS_ACTOR: """
BEGIN
    IF coalesce(current_setting('lindung.actor', true), '') = '' THEN
        RAISE EXCEPTION '% tidak ditulis: belum dikatakan siapa yang menulis', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
""",
}
"""What the guards of PostgreSQL do. ``RETURN NULL``: a guard of a whole statement answers nothing else."""


def _resealed(apps: Any) -> dict[str, tuple[list[str], list[str]]]:
    """Append-only tables with sealed columns: these, and the others.

    The sealed ones, and no other, may change while the last line of the journal announces just that of this table. The
    line that closes a batch follows in the same transaction: outside of one the announcement is never the last.
    """
    found = {}
    for model in apps.get_models():
        sealed = getattr(model, "SEALED", {})
        if sealed and getattr(model, "APPEND_ONLY", False):
            columns = {field.name: field.column for field in model._meta.concrete_fields}
            others = [column for name, column in columns.items() if name not in sealed]
            found[model._meta.db_table] = [columns[name] for name in sealed], others
    return found


def tables(apps: Any) -> list[str]:
    """Every table whose model says APPEND_ONLY."""
    return [model._meta.db_table for model in apps.get_models() if getattr(model, "APPEND_ONLY", False)]


def ours(apps: Any) -> list[str]:
    """Every table of ours that is written on someone's behalf: all but those whose model says why not (NO_ACTOR)."""
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("lindung.") and not getattr(model, "NO_ACTOR", "")
    ]


def wanted(connection: Any, apps: Any) -> dict[str, dict[str, str]]:
    """Per table its guards: name and statement, word for word as the database gives it back."""
    there, kept, guards = set(connection.introspection.table_names()), set(tables(apps)), {}
    of_table = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    resealed = _resealed(apps)
    for table in sorted({*kept, *ours(apps)} & there):
        needs_actor = table in set(ours(apps))
        guards[table] = dict(
            of_table(table, resealed.get(table), append_only=table in kept, needs_actor=needs_actor)
        )  # fmt: skip
    return guards


_Resealed = tuple[list[str], list[str]] | None


def _of_sqlite(table: str, resealed: _Resealed, *, append_only: bool, needs_actor: bool) -> Iterator[tuple[str, str]]:
    """A row at a time: SQLite knows no other. To ask the function costs half a microsecond."""
    if append_only:
        for verb in ("update", "delete"):
            said = f"'{table} hanya ditambah, tidak diubah atau dihapus'"
            unless = _unless_resealed(table, resealed) if verb == "update" else ""
            yield _trigger(f"{table}_no_{verb}", verb, table, f"{unless}BEGIN SELECT RAISE(ABORT, {said}); END")
    if needs_actor:
        for verb in ("insert",) if append_only else ("insert", "update", "delete"):
            said = f"'{table} tidak ditulis: belum dikatakan siapa yang menulis'"
            asked = f"WHEN lindung_actor() IS NULL BEGIN SELECT RAISE(ABORT, {said}); END"
            yield _trigger(f"{table}_{verb}_by_actor", verb, table, asked)


def _unless_resealed(table: str, resealed: _Resealed) -> str:
    if resealed is None:
        return ""
    announced = "SELECT verb || ' ' || about FROM journal_line ORDER BY id DESC LIMIT 1"
    same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in resealed[1])
    return f"WHEN NOT (({announced}) IS 'keys.resealing {table}' AND {same}) "


def _of_postgresql(
    table: str, resealed: _Resealed, *, append_only: bool, needs_actor: bool
) -> Iterator[tuple[str, str]]:
    if append_only:
        for verb, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            calls = f"FOR EACH {each} EXECUTE FUNCTION {_APPEND_ONLY}()"
            if verb == "update" and resealed is not None:
                columns = ", ".join(f"'{column}'" for column in resealed[0])
                calls = f"FOR EACH {each} EXECUTE FUNCTION {_RESEALED_ONLY}({columns})"
            yield _trigger(f"{table}_no_{verb}", verb, table, calls)
    if needs_actor:
        verbs = "insert or delete or update or truncate"
        calls = f"FOR EACH STATEMENT EXECUTE FUNCTION {_NEEDS_ACTOR}()"
        yield _trigger(f"{table}_by_actor", verbs, table, calls)


def _trigger(name: str, verbs: str, table: str, rest: str) -> tuple[str, str]:
    return name, f"CREATE TRIGGER {name} BEFORE {verbs.upper()} ON {table} {rest}"


def standing(connection: Any) -> dict[str, tuple[str, str]]:
    """The triggers that there are: by name their table and their statement; with SQLite also every view."""
    asked = {
        "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')",
        "postgresql": """
            SELECT t.tgname, c.relname, CASE WHEN t.tgenabled = 'O' THEN pg_get_triggerdef(t.oid, true) ELSE '' END
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)
        """,
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return {name: (table, sql) for name, table, sql in cursor.fetchall()}


def broken(using: str, apps: Any) -> list[str]:
    """Tables of which a guard is missing or altered, and whatever else stands in the schema that could act for it."""
    connection = connections[using]
    expected, there = wanted(connection, apps), standing(connection)
    found = {table for table, guards in expected.items() for name in guards if there.get(name) != (table, guards[name])}
    known = {name for guards in expected.values() for name in guards}
    found |= {table for name, (table, _) in there.items() if name not in known}
    if connection.vendor == "postgresql" and _functions(connection) != _FUNCTIONS:
        found |= set(expected)
    return sorted(found)


def _functions(connection: Any) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)", [list(_FUNCTIONS)])
        return dict(cursor.fetchall())


def lift(connection: Any, name: str, table: str) -> None:
    """Take one guard away, until the next ``install``."""
    if name in standing(connection):
        of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}{of_table}")


def install(using: str, apps: Any) -> None:
    """Put every guard in its place that is not there word for word."""
    connection = connections[using]
    there = standing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in _FUNCTIONS.items():
                cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
        for table, guards in wanted(connection, apps).items():
            for name, statement in guards.items():
                if there.get(name) == (table, statement):
                    continue
                if name in there:
                    of_table = f" ON {there[name][0]}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER {name}{of_table}")
                cursor.execute(statement)
