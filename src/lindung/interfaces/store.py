"""Opening the database of one run: thrown away, or kept."""

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
from django.db import DatabaseError, connection, transaction
from django.db.migrations import executor

from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as chain
from lindung.platform.journal.resealing import queries as sealed
from lindung.platform.vault import operations as vault
from lindung.platform.vault import queries as keys


class NotOurDatabase(values.Refusal):
    code = "basis-data-asing"
    sentence = "{path} bukan basis data Lindung, atau rusak. Pilih berkas lain, atau pulihkan dari cadangan."


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
    sentence = "Penjaga tabel {tables} hilang: baris dapat diubah tanpa jejak. Jangan dipakai sebelum diperiksa."


class JournalBroken(values.Refusal):
    code = "jurnal-putus"
    sentence = "Jurnal {path} putus pada baris {line}: {why}. Pulihkan dari cadangan, laporkan kepada pengawas."


def open_for_this_process(path: pathlib.Path) -> None:
    """A database that is thrown away, with keys that are never written down."""
    vault.unlock_for_this_process()
    _connect(path)
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:  # tables straight from the models: half the time, and nobody will ask this database for its history
        management.call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        settings.MIGRATION_MODULES = {}


def open_kept(path: pathlib.Path) -> None:
    """The database at ``path``, made where there is none; its keys lie outside its folder.

    Raises NotOurDatabase, AnotherKey, KeyMissing, Unguarded, JournalBroken and the vault's refusals.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    vault.unlock(key_file(), data=path.parent)
    try:
        if path.exists():
            _open(path)
        else:
            _make(path)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        close()
        raise NotOurDatabase(path=path) from error
    made_with = chain.opened_with()
    if made_with is None:
        _sign()
    elif made_with != keys.fingerprint():
        close()
        raise AnotherKey(path=path)
    missing = sealed.missing()
    if missing:
        close()
        raise KeyMissing(path=path, numbers=", ".join(map(str, missing)))
    unguarded = chain.unguarded()
    if unguarded:
        close()
        raise Unguarded(tables=", ".join(unguarded))
    broken = chain.first_break()
    if broken:
        close()
        raise JournalBroken(path=path, line=broken.line_id, why=broken.why)


@contextlib.contextmanager
def overwriting() -> Iterator[None]:
    """What is blanked inside is overwritten in the file and gone from its log, not only let go."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def close() -> None:
    connection.close()


def _open(path: pathlib.Path) -> None:
    """All that an upgrade does is one transaction: killed at any point, the database is the one it was.

    Django by itself commits each migration and notes it as done after it, so a kill in between is past mending. SQLite
    can't remake a table while keys are enforced, and can't stop enforcing them inside a transaction: hence the order.
    """
    _connect(path)
    if _up_to_date():
        return
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            management.call_command("migrate", verbosity=0, interactive=False)
            connection.check_constraints()
    finally:
        connection.enable_constraint_checking()


def _up_to_date() -> bool:
    plan = executor.MigrationExecutor(connection)
    return not plan.migration_plan(plan.loader.graph.leaf_nodes())


def _connect(path: pathlib.Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(path)


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
    """The first line of a new database says which key it was made with."""
    at = dt.datetime.now(dt.UTC)
    stamp = journal_facts.Stamp(values.Actor("lindung", "sistem"), at, uuid.uuid4(), at.date())
    with transaction.atomic():
        journal.record(verb="vault.opened", about=keys.fingerprint(), rows=[], stamp=stamp)


def key_file() -> pathlib.Path:
    """Where the key file is looked for."""
    said = os.environ.get("LINDUNG_KEYS")
    if said:
        return pathlib.Path(said)
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    return pathlib.Path(base or pathlib.Path.home() / ".config") / "lindung" / "kunci.json"
