"""Kept databases made by the dozen, on either engine: made once, then copied; each opened as the product opens it."""

from __future__ import annotations

import contextlib
import itertools
import os
import pathlib
import shutil
import tempfile
import uuid
from collections.abc import Iterator

import psycopg
from django.db import connection, transaction

from lindung.interfaces import servers, store
from tests.machines import registers

SMALL = "32.79"
"""A regency of 25 places: three for each story."""


@contextlib.contextmanager
def databases(address: str | None) -> Iterator[Databases]:
    """Files in a folder that is thrown away; or databases on the server at ``address``. Keys of their own."""
    with folder_and_keys() as folder:
        made = Databases(folder, address)
        try:
            yield made
        finally:
            made.drop()


@contextlib.contextmanager
def folder_and_keys() -> Iterator[pathlib.Path]:
    """A folder for data, and keys of their own, until the end of the block."""
    before = os.environ.get("LINDUNG_KEYS")
    with tempfile.TemporaryDirectory(prefix="lindung-uji-") as name:
        (pathlib.Path(name) / "data").mkdir()
        os.environ["LINDUNG_KEYS"] = str(pathlib.Path(name) / "kunci" / "kunci.json")
        try:
            yield pathlib.Path(name) / "data"
        finally:
            if before is None:
                del os.environ["LINDUNG_KEYS"]
            else:
                os.environ["LINDUNG_KEYS"] = before


def begin(place: store.Place) -> None:
    """A new database that knows the regency and nothing else."""
    store.open_kept(place)
    with transaction.atomic():
        registers.Deliveries(SMALL, quota=None)
    store.close()


class Databases:
    def __init__(self, folder: pathlib.Path, address: str | None) -> None:
        self._folder, self._address = folder, address
        self._numbers = itertools.count(1)
        self._names: list[str] = []
        self.first = self._new("")
        begin(self.first)

    def copied(self) -> store.Place:
        """A new database that knows the regency and nothing else; the one before it is gone."""
        store.close()
        for name in self._names[1:]:
            self._gone(name)
        del self._names[1:]
        return self._new(self._names[0])

    def opened(self) -> registers.Deliveries:
        """The same, opened for this process."""
        store.open_kept(self.copied())
        return registers.Deliveries.of(SMALL)

    def worlds(self) -> Iterator[registers.World]:
        """As many worlds of stories as the places of one database are enough for. What they tell need not outlast a
        power cut: SQLite isn't made to wait for the disk."""
        told = self.opened()
        if self._address is None:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous = OFF")
        return registers.worlds(told)

    def drop(self) -> None:
        store.close()
        for name in reversed(self._names):
            self._gone(name)

    def _new(self, template: str) -> store.Place:
        name = f"lindung_{uuid.uuid4().hex}"
        self._names.append(name)
        if self._address is None:
            path = self._folder / f"{name}.sqlite3"
            if template:
                shutil.copyfile(self._folder / f"{template}.sqlite3", path)
            return path
        self._asked(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return servers.Address(_on(self._address, name))

    def _gone(self, name: str) -> None:
        if self._address is not None:
            self._asked(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            return
        for path in self._folder.glob(f"{name}*"):
            path.unlink()

    def _asked(self, sql: str) -> None:
        with psycopg.connect(_on(self._address or "", "postgres"), autocommit=True) as connection:
            connection.execute(sql)


def _on(address: str, name: str) -> str:
    """The same server's database of that name."""
    server, _, said = address.partition("?")
    return f"{server.rpartition('/')[0]}/{name}?{said}"
