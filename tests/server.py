"""The PostgreSQL server of this run (see ``tests.cluster``), spoken to without Django."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import conninfo


def address(name: str, **other: str) -> str:
    """The address of another database on this server, or of the same as another user."""
    said = conninfo.conninfo_to_dict(os.environ["LINDUNG_DATABASE"]) | other
    return f"postgresql://{said.pop('user')}@/{name}?host={other.get('host', said['host'])}"


@contextlib.contextmanager
def asked(where: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection that commits each statement, as psql does."""
    with psycopg.connect(where, autocommit=True) as connection:
        yield connection


@contextlib.contextmanager
def new_database(options: str = "") -> Iterator[str]:
    """The address of an empty database of its own, dropped afterwards."""
    name = f"lindung_{uuid.uuid4().hex}"
    with asked(address("postgres")) as connection:
        connection.execute(f"CREATE DATABASE {name} {options}")
        try:
            yield address(name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
