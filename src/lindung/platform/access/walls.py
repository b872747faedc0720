"""The second wall of scope, in PostgreSQL itself: a row whose region is not in the scope in force is not there, whoever
asks in whatever way on this connection. Where none is in force, no row is.

Which rows a table may show follows from its model's manager (``scope.Scoped``), so that both walls say the same. The
scope is told to the connection when it has changed, just before the next statement; inside a transaction until that
ends, and taken back with it or with its savepoint.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Container, Iterator
from typing import Any

from django.db import connections

from lindung.platform.access import facts, scope

_ALL = "*"
_POLICY = "lindung_scope"
_EVERYTHING = f"(SELECT current_setting('lindung.scope', true) = '{_ALL}')"
_REGIONS = "(SELECT string_to_array(current_setting('lindung.scope', true), ','))"
"""Subqueries, because PostgreSQL asks them once a statement and not once a row."""


# What is in force, told to the connection


class _Told:
    """A scope that was told inside a transaction: see ``journal.acting`` on where it is kept."""

    __slots__ = ("said",)

    def __init__(self, said: str) -> None:
        self.said = said

    def __call__(self) -> None:
        """Nothing is left to do at commit."""


def keep_told(sender: object, connection: Any, **kwargs: object) -> None:
    """Have every statement of a PostgreSQL connection preceded by the scope in force."""
    if connection.vendor == "postgresql":
        connection.lindung_scope = ""  # a new connection knows of none
        if _tell not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, _tell)


def _tell(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection, said = context["connection"], _said(scope.asked())
    if said != _known(connection) and not connection.needs_rollback:
        inside = connection.in_atomic_block
        with connection.wrap_database_errors:
            connection.connection.execute("SELECT set_config('lindung.scope', %s, %s)", [said, inside])
        if inside:
            connection.on_commit(_Told(said))
        else:
            connection.lindung_scope = said
    return execute(sql, params, many, context)


def _known(connection: Any) -> str:
    for _, hook, _ in reversed(connection.run_on_commit):
        if isinstance(hook, _Told):
            return hook.said
    return connection.lindung_scope


@functools.lru_cache(maxsize=512)
def _said(wanted: facts.Scope | None) -> str:
    """«*» is all; the codes of regions begin with a comma, so that no set of them can be read as all."""
    if wanted is None:
        return ""
    return _ALL if wanted.everything else "".join(f",{code}" for code in sorted(wanted.regions))


# Which rows are there


def wanted(apps: Any, there: Container[str] | None = None) -> dict[str, str]:
    """Per table behind the choke point: the condition under which a row is there. ``there``: only of these tables."""
    return {model._meta.db_table: f"{_EVERYTHING} OR {condition}" for model, condition in _conditions(apps, there)}


def _conditions(apps: Any, there: Container[str] | None) -> Iterator[tuple[Any, str]]:
    for model in apps.get_models():
        manager = model._meta.default_manager
        if isinstance(manager, scope.Scoped) and (there is None or model._meta.db_table in there):
            yield model, _of_path(model, manager.path) if manager.path else _of_pointers(model, there)


def _of_path(model: Any, path: str) -> str:
    """By the model's own region, or by whether the row is there that leads to it."""
    first, _, rest = path.partition("__")
    field = model._meta.get_field(first)
    column = f'"{model._meta.db_table}"."{field.column}"'
    if rest in ("", "code"):  # a region's code is its key
        above = ", ".join(f"left({column}, {length})" for length in (2, 5, 8))
        return f"ARRAY[{above}, {column}::text] && {_REGIONS}"
    target = field.related_model._meta
    return f'{column} IN (SELECT "{target.pk.column}" FROM "{target.db_table}")'  # noqa: S608  names of our own tables


def _of_pointers(model: Any, there: Container[str] | None) -> str:
    """A row of no region (a person) is there for whoever sees a row that points to it."""
    key = f'"{model._meta.db_table}"."{model._meta.pk.column}"'
    pointing = sorted(
        (related.related_model._meta.db_table, related.field.column)
        for related in model._meta.related_objects
        if isinstance(related.related_model._meta.default_manager, scope.Scoped)
        and (there is None or related.related_model._meta.db_table in there)
    )
    found = (f'SELECT 1 FROM "{table}" p WHERE p."{column}" = {key}' for table, column in pointing)  # noqa: S608
    return " OR ".join(f"EXISTS ({one})" for one in found) or "false"


def install(using: str, apps: Any) -> None:
    """Put up every wall; the owner of a table stands before it like everybody else (FORCE). Half-way through migrations
    a table may not be there yet, or any more."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, condition in wanted(apps, there).items():
            cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
            cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
            cursor.execute(f'DROP POLICY IF EXISTS {_POLICY} ON "{table}"')
            cursor.execute(f'CREATE POLICY {_POLICY} ON "{table}" USING ({condition})')


_STANDING = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND count(p.oid) = 1 AND bool_and(
        p.polname = %s AND p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}' AND p.polwithcheck IS NULL
    ), min(pg_get_expr(p.polqual, p.polrelid))
    FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relname = ANY(%s) AND pg_table_is_visible(c.oid) GROUP BY c.oid
"""


def missing(using: str, apps: Any) -> list[str]:
    """Tables whose wall is down, lets through what it should not, or has a second door."""
    connection, expected = connections[using], wanted(apps)
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [_POLICY, list(expected)])
        return sorted(
            table for table, stands, said in cursor.fetchall() if not stands or _bare(said) != _bare(expected[table])
        )


def _bare(condition: str) -> str:
    """A condition without what PostgreSQL adds when it gives it back: casts, quotes, brackets, prefixes."""
    return re.sub(r'::text|\bAS string_to_array|\w+"?\.|[\s"()]', "", condition)
