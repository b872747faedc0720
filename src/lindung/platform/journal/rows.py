"""Appending many rows with few statements: an ORM object for each row costs several times as much."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

_AS_IS = {str, int, bytes, type(None)}


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert ``rows``, whose values stand in the order of ``columns`` (names of the model's fields)."""
    if not rows:
        return
    fields = [model._meta.get_field(column) for column in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)
    into = f'INSERT INTO "{model._meta.db_table}" ({names}) '
    prepared = [_stored(field, values) for field, values in zip(fields, zip(*rows, strict=True), strict=True)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _by_columns(cursor, into, fields, prepared)
        else:
            _by_rows(cursor, into, prepared)


_ROWS, _PARAMETERS = 5_000, 900  # in one statement: of PostgreSQL; of SQLite, whose oldest takes 999


def _by_columns(cursor: Any, into: str, fields: Sequence[Any], prepared: Sequence[Sequence[Any]]) -> None:
    """One statement for thousands of rows. PostgreSQL's COPY would be faster, but refuses tables with a scope."""
    marks = ", ".join(f"%s::{_kind(field)}[]" for field in fields)
    for start in range(0, len(prepared[0]), _ROWS):
        part = [list(values[start : start + _ROWS]) for values in prepared]
        cursor.execute(f"{into}SELECT * FROM unnest({marks})", part)  # noqa: S608  names of our own columns


def _by_rows(cursor: Any, into: str, prepared: Sequence[Sequence[Any]]) -> None:
    """As many rows a statement as SQLite takes parameters. With a statement for each row SQLite would keep, for each
    row, what a guard might have it undo: that takes twice as long.
    """
    marks = f"({', '.join('?' * len(prepared))})"  # the driver's own: Django would turn each «%s» into one
    at_once = _PARAMETERS // len(prepared)
    rows = list(zip(*prepared, strict=True))
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        cursor.execute(f"{into}VALUES {', '.join([marks] * len(part))}", list(itertools.chain.from_iterable(part)))


def _kind(field: Any) -> str:
    """The type of a column's values; text without its length, because a cast would cut what the table refuses."""
    said = field.db_type(connection)
    return "text" if said.startswith(("varchar", "char")) else said


def _stored(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """A column's values as the database takes them; looked at together, because most columns need nothing."""
    kinds = set(map(type, values))
    if kinds <= _AS_IS:
        return values
    if kinds == {uuid.UUID} and not connection.features.has_native_uuid_field:
        return [value.hex for value in values]
    known: dict[Any, Any] = {}
    for value in values:
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
    return [known[value] for value in values]
