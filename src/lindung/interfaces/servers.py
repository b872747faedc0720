"""A PostgreSQL server: reaching it, whether it is fit for Lindung, and its refusals in words."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, NotSupportedError, OperationalError, connection

from lindung.kernel import values


class Unreachable(values.Refusal):
    code = "server-tidak-terjangkau"
    sentence = (
        "Server basis data {address} tidak dapat dihubungi ({why}). Periksa apakah PostgreSQL berjalan, lalu nama "
        "server dan nomor portanya."
    )


class NotLetIn(values.Refusal):
    code = "basis-data-menolak-masuk"
    sentence = (
        "Server basis data {address} menolak pengguna atau sandinya. Periksa keduanya; sandi dapat disimpan di "
        "~/.pgpass atau PGPASSWORD."
    )


class NoSuchDatabase(values.Refusal):
    code = "basis-data-belum-dibuat"
    sentence = "Basis data {address} belum ada pada server. Minta pengelola membuatnya: {how}"


class ServerTooOld(values.Refusal):
    code = "server-terlalu-tua"
    sentence = "PostgreSQL pada {address} terlalu tua. Pakai PostgreSQL 14 atau yang lebih baru."


class RoleSeesAll(values.Refusal):
    code = "pengguna-melewati-pagar"
    sentence = (
        "Pengguna basis data {role} pada {address} melewati pagar wilayah (superuser atau BYPASSRLS). Pakai pengguna "
        "biasa yang memiliki basis data itu."
    )


class OrderedOtherwise(values.Refusal):
    code = "urutan-huruf-lain"
    sentence = (
        "Basis data {address} dibuat dengan pengodean {encoding} dan urutan huruf {order}; daftar akan berurutan lain "
        "daripada di tempat lain. Buat yang baru: {how}"
    )


class MayNotWrite(values.Refusal):
    code = "basis-data-tanpa-hak"
    sentence = "Pengguna basis data pada {address} belum boleh membuat tabel. Jadikan ia pemilik basis data itu."


_HOW = "createdb --owner=PENGGUNA --encoding=UTF8 --lc-collate=C --template=template0 NAMA."
_BY_BYTES = {"C", "POSIX", "C.UTF-8", "C.utf8"}
"""Orders of letters that are those of SQLite, and in which an index finds the beginning of a code."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a PostgreSQL database; printed without its password."""

    said: str

    def __str__(self) -> str:
        bare = re.sub(r"(?<=//)([^/@]*?):[^/]*@", r"\1@", self.said)
        return re.sub(r"([?&])password=[^&]*", r"\1password=…", bare)


def is_address(said: str) -> bool:
    """Whether this is the address of a PostgreSQL database, and not the path of a file."""
    return said.startswith(("postgresql://", "postgres://"))


def reach(address: Address) -> None:
    """Connect, and look whether the server, the database and the user are fit.

    Raises Unreachable, NotLetIn, NoSuchDatabase, ServerTooOld, RoleSeesAll, OrderedOtherwise.
    """
    with explained(address), connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls, pg_encoding_to_char(encoding), datcollate "
            "FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
        )
        role, sees_all, encoding, order = cursor.fetchone()
    if sees_all:
        raise RoleSeesAll(role=role, address=address)
    if encoding != "UTF8" or order not in _BY_BYTES:
        raise OrderedOtherwise(address=address, encoding=encoding, order=order, how=_HOW)


def not_durable() -> list[str]:
    """The settings of the server that is connected without which a power cut takes what it acknowledged, or tears a
    page; those that are off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off' ORDER BY name", [_DURABLE]
        )
        return [name for (name,) in cursor.fetchall()]


_DURABLE = ["fsync", "full_page_writes", "synchronous_commit"]


@contextlib.contextmanager
def explained(address: Address) -> Iterator[None]:
    """What the server refuses, in words."""
    try:
        yield
    except NotSupportedError as error:
        raise ServerTooOld(address=address) from error
    except OperationalError as error:
        raise _of_connecting(address, str(error)) from error
    except DatabaseError as error:
        if _NO_PRIVILEGE in _states(error):
            raise MayNotWrite(address=address) from error
        raise


_NO_PRIVILEGE = "42501"


def _states(error: BaseException | None) -> Iterator[str | None]:
    """PostgreSQL's own code of an error, and of those behind it."""
    while error is not None:
        yield getattr(error, "sqlstate", None)
        error = error.__cause__ or error.__context__


def _of_connecting(address: Address, said: str) -> values.Refusal:
    """A server names its reason for not letting someone in by a sentence only."""
    if re.search(r"password|authentication|no pg_hba.conf entry|role .* does not exist", said):
        return NotLetIn(address=address)
    if re.search(r"database .* does not exist", said):
        return NoSuchDatabase(address=address, how=_HOW)
    return Unreachable(address=address, why=said.strip().splitlines()[-1].strip() if said.strip() else "tanpa jawaban")
