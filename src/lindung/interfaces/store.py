"""Opening the database of one run: thrown away, or kept in a file or on a PostgreSQL server."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pathlib
import secrets
import sqlite3
import uuid
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.core import management
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.migrations import executor

from lindung.interfaces import servers
from lindung.kernel import values
from lindung.platform.access import queries as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as chain
from lindung.platform.journal.resealing import queries as sealed
from lindung.platform.vault import operations as vault
from lindung.platform.vault import queries as keys

Place = pathlib.Path | servers.Address
"""Where a database is kept: a file, or the address of a PostgreSQL database."""


class NotOurDatabase(values.Refusal):
    code = "basis-data-asing"
    sentence = "{path} bukan basis data Lindung, atau rusak. Pilih basis data lain, atau pulihkan dari cadangan."


class AnotherKey(values.Refusal):
    code = "kunci-lain"
    sentence = (
        "Basis data {path} dibuat dengan kunci lain. Tunjuk berkas kuncinya dengan LINDUNG_KEYS; tanpa kunci itu orang "
        "yang sama akan tercatat dua kali."
    )


class KeyMissing(values.Refusal):
    code = "kunci-kurang"
    sentence = (
        "Berkas kunci tidak memuat kunci {numbers} yang dipakai basis data {path}: berkas itu salinan lama. Pulihkan "
        "berkas kunci yang terakhir."
    )


class Unguarded(values.Refusal):
    code = "penjaga-hilang"
    sentence = (
        "Penjaga tabel {tables} hilang atau berubah: baris dapat diubah tanpa jejak. Jangan dipakai sebelum diperiksa."
    )


class Unwalled(values.Refusal):
    code = "pagar-wilayah-hilang"
    sentence = (
        "Pagar wilayah tabel {tables} pada server PostgreSQL hilang atau berubah: kantor dapat melihat wilayah lain. "
        "Jangan dipakai sebelum diperiksa."
    )


class JournalBroken(values.Refusal):
    code = "jurnal-putus"
    sentence = "Jurnal {path} putus pada baris {line}: {why}. Pulihkan dari cadangan, laporkan kepada pengawas."


def place(said: str) -> Place:
    """What ``LINDUNG_DATABASE`` or ``--db`` means."""
    return servers.Address(said) if servers.is_address(said) else pathlib.Path(said)


def kept(asked: Place | None) -> Place:
    """The database that ``--db`` names, else LINDUNG_DATABASE. Raises NoDatabase."""
    said = os.environ.get("LINDUNG_DATABASE")
    if asked is None and not said:
        raise NoDatabase(path="yang dimaksud")
    return asked or place(said or "")


def said(kept: Place) -> str:
    """A place as LINDUNG_DATABASE says it to another process, with its password."""
    return kept.said if isinstance(kept, servers.Address) else str(kept.resolve())


def open_for_this_process(path: pathlib.Path) -> None:
    """A database that is thrown away, with keys that are never written down."""
    vault.unlock_for_this_process()
    _connect(path)
    _make_tables()


def open_kept(kept: Place) -> None:
    """The database at ``kept``, made where there is none; its keys lie outside its folder.

    Raises NotOurDatabase, AnotherKey, KeyMissing, Unguarded, Unwalled, JournalBroken and the refusals of the vault
    and of a server.
    """
    try:
        if isinstance(kept, servers.Address):
            vault.unlock(key_file(), data=None)
            _connect(kept)
            _open_on_server(kept)
        else:
            kept.parent.mkdir(parents=True, exist_ok=True)
            vault.unlock(key_file(), data=kept.parent)
            _open(kept) if kept.exists() else _make(kept)
        _check(kept)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        close()
        raise NotOurDatabase(path=kept) from error
    except values.Refusal:
        close()
        raise


def _check(kept: Place) -> None:
    """Made with this key, guarded, and with a journal that holds."""
    if chain.opened_with() is None:
        _sign()
    if chain.opened_with() != keys.fingerprint():
        raise AnotherKey(path=kept)
    missing = sealed.missing()
    if missing:
        raise KeyMissing(path=kept, numbers=", ".join(map(str, missing)))
    unguarded, unwalled, broken = chain.unguarded(), access.unwalled(), chain.first_break()
    if unguarded:
        raise Unguarded(tables=", ".join(unguarded))
    if unwalled:
        raise Unwalled(tables=", ".join(unwalled))
    if broken:
        raise JournalBroken(path=kept, line=broken.line_id, why=broken.why)


@contextlib.contextmanager
def overwriting() -> Iterator[None]:
    """What is blanked inside is overwritten in the file and gone from its log, not only let go. A server tidies up by
    itself, in its own time (VACUUM)."""
    _pragma("secure_delete=ON")
    yield
    _pragma("wal_checkpoint(TRUNCATE)")


def _pragma(said: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {said}")


class NoDatabase(values.Refusal):
    code = "basis-data-tidak-ada"
    sentence = (
        "Basis data {path} tidak ada. Sebut basis data yang sudah memuat kabupatennya dengan --db atau "
        "LINDUNG_DATABASE, atau buat dulu dengan lindung monitor --db BERKAS."
    )


class OlderDatabase(values.Refusal):
    code = "basis-data-versi-lama"
    sentence = (
        "Basis data {path} dibuat versi Lindung yang lebih lama dan tidak diubah oleh pemeriksaan. Buka salinannya "
        "dengan lindung serve, lalu periksa salinan itu."
    )


def open_as_it_is(kept: Place) -> str:
    """The database at ``kept``, to be looked at and not written to, whatever was done to it.

    Returns why what its key sealed can't be weighed; nothing where it can. Raises NoDatabase, OlderDatabase,
    NotOurDatabase and the refusals of a server.
    """
    on_server = isinstance(kept, servers.Address)
    if isinstance(kept, pathlib.Path) and not kept.is_file():
        raise NoDatabase(path=kept)
    try:
        _connect(kept)
        if isinstance(kept, servers.Address):
            servers.reach(kept)
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on" if on_server else "PRAGMA query_only = ON")
        if not _up_to_date():
            raise OlderDatabase(path=kept)
        return _keyless(None if isinstance(kept, servers.Address) else kept.parent)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        close()
        raise NotOurDatabase(path=kept) from error


def _keyless(data: pathlib.Path | None) -> str:
    """Why its key is not held: a key file is not made here."""
    if not key_file().is_file():
        return f"berkas kunci {key_file()} tidak ada; tunjuk dengan LINDUNG_KEYS"
    vault.unlock(key_file(), data=data)
    try:
        same = chain.opened_with() == keys.fingerprint()
    except (DatabaseError, ValueError):
        same = False
    return "" if same else "kuncinya bukan kunci basis data ini"


def close() -> None:
    connection.close()


def _open(path: pathlib.Path) -> None:
    _connect(path)
    if _up_to_date():
        return
    connection.disable_constraint_checking()
    try:
        _upgrade()
    finally:
        connection.enable_constraint_checking()


def _open_on_server(address: servers.Address) -> None:
    """A database that holds nothing yet is made Lindung's own; one that holds something else is left alone."""
    servers.reach(address)
    there = set(connection.introspection.table_names())
    if there and "journal_line" not in there:
        raise NotOurDatabase(path=address)
    if not _up_to_date():
        with servers.explained(address):
            _upgrade()


def _upgrade() -> None:
    """All that an upgrade does is one transaction: killed at any point, the database is the one it was.

    Django by itself commits each migration and notes it as done after it, so a kill in between is past mending. SQLite
    can't remake a table while keys are enforced, and can't stop enforcing them inside a transaction: hence the order.
    What an upgrade seals that stood in clear does not stay behind in the file's free pages.
    """
    with overwriting(), transaction.atomic(), scope.everything("pembaruan basis data"):
        journal.act(by=_SYSTEM)
        if not connection.introspection.table_names():
            _make_tables()
            _note_all_as_applied()
        elif not _up_to_date():  # two processes of a new version may start at once
            management.call_command("migrate", verbosity=0, interactive=False)
            connection.check_constraints()


def _make_tables() -> None:
    """The tables of a database that holds nothing, straight from the models: there is no row that a migration would
    have to carry over, and building every model anew for each of them takes four times as long."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        management.call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        settings.MIGRATION_MODULES = {}


def _note_all_as_applied() -> None:
    recorder = executor.MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in executor.MigrationLoader(connection).graph.nodes:
        recorder.record_applied(app, name)


def _up_to_date() -> bool:
    plan = executor.MigrationExecutor(connection)
    return not plan.migration_plan(plan.loader.graph.leaf_nodes())


def _connect(kept: Place) -> None:
    """Have this process speak to ``kept``, whichever engine it speaks to now. Raises NotAnAddress."""
    wanted = {DEFAULT_DB_ALIAS: settings.DATABASE_OF(said(kept))}
    connection.close()
    connections.settings[DEFAULT_DB_ALIAS] = connections.configure_settings(wanted)[DEFAULT_DB_ALIAS]
    del connections[DEFAULT_DB_ALIAS]


def _make(path: pathlib.Path) -> None:
    """Made beside and then named: Django records a migration after it, so a half-made database is past mending."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.baru")
    try:
        _open(beside)
        connection.close()
        beside.chmod(0o600)  # others on the machine have no business in it; its log takes the same mode
        os.link(beside, path)
    except FileExistsError:  # another process made it meanwhile
        pass
    except OSError:  # a file system without links
        beside.rename(path)
    finally:
        connection.close()
        beside.unlink(missing_ok=True)
    _connect(path)


def _sign() -> None:
    """The first line of a new database says which key it was made with; of two processes one says it."""
    at = dt.datetime.now(dt.UTC)
    stamp = journal_facts.Stamp(_SYSTEM, at, uuid.uuid4(), at.date())
    with transaction.atomic():
        journal.act(by=_SYSTEM)
        if chain.opened_with() is None:
            journal.record(verb="vault.opened", about=keys.fingerprint(), rows=[], stamp=stamp)


_SYSTEM = values.Actor("lindung", "sistem")


def key_file() -> pathlib.Path:
    """Where the key file is looked for."""
    said = os.environ.get("LINDUNG_KEYS")
    if said:
        return pathlib.Path(said)
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    return pathlib.Path(base or pathlib.Path.home() / ".config") / "lindung" / "kunci.json"
