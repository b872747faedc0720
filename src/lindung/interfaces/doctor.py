"""``lindung doctor``: what is unsafe about this machine, its settings and its data, in words, with a code each.

It looks and never mends. What it can't know it says. ``serve`` refuses to start on what is marked ``refuse``.
"""

from __future__ import annotations

import datetime as dt
import os
import pathlib
import re
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db import connection

from lindung.interfaces import servers, store
from lindung.interfaces.web import models as web
from lindung.kernel import values
from lindung.platform.access import queries as access
from lindung.platform.journal import queries as journal
from lindung.platform.journal.resealing import queries as sealed
from lindung.platform.vault import operations as vault
from lindung.platform.vault import queries as keys

State = Literal["good", "unknown", "mend", "refuse"]
"""refuse: must be mended before the site may open."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was looked at."""

    code: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at: a database, where its site will listen, and when."""

    database: store.Place
    address: str
    at: dt.datetime

    @property
    def file(self) -> pathlib.Path | None:
        """The database's file; None where it is kept on a server."""
        return self.database if isinstance(self.database, pathlib.Path) else None


class Unsafe(values.Refusal):
    code = "tidak-aman"
    sentence = "Situs tidak dibuka. {reasons} Periksa semuanya dengan lindung doctor."


def refuse_unsafe(patient: Patient) -> None:
    """What ``serve`` asks before it opens. Raises Unsafe."""
    found = [one for check in _OUTSIDE for one in check(patient) if one.state == "refuse"]
    if found:
        raise Unsafe(reasons=" ".join(f"{one.text} [{one.code}]" for one in found))


def examine(patient: Patient) -> list[Said]:
    """Everything there is to say, the outside first. Of a database that does not open, why."""
    found = [one for check in _OUTSIDE for one in check(patient)]
    if patient.file is not None and not patient.file.is_file():
        return [*found, Said("basis-data-belum-ada", "refuse", f"Basis data {patient.database} tidak ada.")]
    if not store.key_file().is_file():
        return found
    try:
        store.open_kept(patient.database)
        found.append(Said("jurnal-utuh", "good", f"Jurnal utuh dan tabel terjaga; kepala {journal.head()[:16]}…"))
        found += [one for check in _INSIDE for one in check(patient)]
    except values.Refusal as refused:
        found.append(Said(refused.code, "refuse", str(refused)))
    finally:
        store.close()
    return found


def as_json(found: list[Said]) -> list[dict[str, str]]:
    return [{"code": one.code, "state": one.state, "text": one.text} for one in found]


# Outside: no database is opened

_LOCAL = {"127.0.0.1", "localhost", "::1"}
_COPIED = re.compile(r"(?i)^(backups?|cadangan|dropbox|onedrive.*|google ?drive|gdrive|nextcloud|icloud.*|sync)$")
_LEAST_FREE = 2**30
_LEAST_PYTHON = (3, 11)


def _python(patient: Patient) -> Iterator[Said]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _LEAST_PYTHON:
        yield Said("python-lama", "mend", f"Python {version} terlalu lama; pakai 3.11 atau yang lebih baru.")
    else:
        yield Said("python", "good", f"Python {version}.")


def _sqlite(patient: Patient) -> Iterator[Said]:
    if patient.file is None:
        return
    if settings.WAL_IS_SAFE:
        yield Said("sqlite", "good", f"SQLite {sqlite3.sqlite_version}, dengan catatan WAL.")
    else:
        yield Said(
            "sqlite-lama", "good",
            f"SQLite {sqlite3.sqlite_version} dapat merusak data dalam cara WAL; karena itu dipakai cara lama yang "
            "lebih lambat. Pasang pysqlite3 bila ada.",
        )  # fmt: skip


def _settings(patient: Patient) -> Iterator[Said]:
    if settings.DEBUG:
        yield Said("debug-menyala", "refuse", "DEBUG menyala: halaman galat memperlihatkan data. Matikan.")
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        yield Said("host-bebas", "refuse", "LINDUNG_HOSTS memuat «*»: sebut nama situs yang sebenarnya.")
    if patient.address not in _LOCAL and not settings.SECURE:
        yield Said(
            "tanpa-https", "refuse",
            f"Situs mendengar di {patient.address} tanpa HTTPS: sandi dan NIK lewat terbuka. Dengarkan 127.0.0.1 di "
            "belakang perantara HTTPS, dan setel LINDUNG_HTTPS=1.",
        )  # fmt: skip
    elif not settings.SECURE:
        yield Said("https", "unknown", "LINDUNG_HTTPS tidak disetel: baik untuk dicoba di satu komputer saja.")
    if settings.SECURE and not settings.PROXIES:
        yield Said(
            "perantara-belum-disebut", "mend",
            "Situs berada di belakang perantara HTTPS tetapi LINDUNG_PROXIES tidak disetel: semua pengunjung tercatat "
            "dengan alamat perantara, dan salah sandi seorang menahan semuanya. Setel jumlah perantara sendiri, "
            "misalnya 1.",
        )  # fmt: skip


def _key_file(patient: Patient) -> Iterator[Said]:
    path = store.key_file()
    if not path.is_file():
        yield Said("kunci-belum-ada", "mend", f"Berkas kunci {path} tidak ada. Pulihkan, atau tunjuk LINDUNG_KEYS.")
        return
    try:
        vault.unlock(path, data=patient.file.parent if patient.file else None)
    except values.Refusal as refused:
        yield Said(refused.code, "refuse", str(refused))
        return
    copied = [part for part in path.resolve().parts if _COPIED.match(part)]
    if copied:
        yield Said(
            "kunci-di-cadangan", "refuse",
            f"Berkas kunci {path} berada dalam folder «{copied[0]}», yang tampaknya disalin ke tempat lain bersama "
            "data. Simpan cadangan kunci terpisah dari cadangan data.",
        )  # fmt: skip
    else:
        yield Said("kunci", "good", f"Berkas kunci {path} hanya dapat dibaca pemiliknya dan jauh dari data.")


def _database_file(patient: Patient) -> Iterator[Said]:
    path = patient.file
    if os.name != "posix" or path is None or not path.is_file():
        return
    mode, folder = stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.resolve().parent.stat().st_mode)
    if mode & 0o077 and folder & 0o077:
        text = f"Basis data {path} dapat dibuka akun lain di komputer ini (izin {mode:o}). Jalankan: chmod 600 {path}"
        yield Said("basis-data-terbuka", "mend", text)
    else:
        yield Said("basis-data", "good", "Berkas basis data hanya dapat dibuka pemiliknya.")


def _disk(patient: Patient) -> Iterator[Said]:
    if patient.file is None or not patient.file.resolve().parent.is_dir():
        return
    folder = patient.file.resolve().parent
    size = patient.file.stat().st_size if patient.file.is_file() else 0
    free, least = shutil.disk_usage(folder).free, max(_LEAST_FREE, 3 * size)
    if free < least:
        text = f"Ruang kosong tinggal {free // 2**20} MB, sedikitnya {least // 2**20} MB. Kosongkan atau tambah cakram."
        yield Said("cakram-penuh", "mend", text)
    else:
        yield Said("cakram", "good", f"Ruang kosong {free // 2**20} MB.")


def _leftovers(patient: Patient) -> Iterator[Said]:
    """Folders of readings that were killed: sheets that nobody reads any more."""
    before = patient.at.timestamp() - 24 * 3600
    folder = pathlib.Path(tempfile.gettempdir())
    old = [path for path in folder.glob("lindung-*") if path.stat().st_mtime < before]
    if old:
        yield Said(
            "sisa-sementara", "mend", f"{len(old)} folder lindung-* lama di {folder}; hapus, isinya data kiriman."
        )
    else:
        yield Said("sementara", "good", "Tidak ada sisa kiriman di folder sementara.")


def _backups(patient: Patient) -> Iterator[Said]:
    yield Said(
        "cadangan-tidak-diketahui", "unknown",
        "Lindung belum membuat cadangan sendiri, jadi umur cadangan terakhir tidak diketahui. Pastikan ada.",
    )  # fmt: skip


# Inside: the database is open, its journal holds, its guards stand


def _journal_mode(patient: Patient) -> Iterator[Said]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        (mode,) = cursor.fetchone()
    if mode.lower() == "wal" and not settings.WAL_IS_SAFE:
        yield Said("wal-berbahaya", "refuse", "Basis data dibuka dalam cara WAL dengan SQLite yang dapat merusaknya.")


def _power(patient: Patient) -> Iterator[Said]:
    if connection.vendor != "postgresql":
        return
    off = servers.not_durable()
    if off:
        yield Said(
            "tidak-tahan-padam", "mend",
            f"Server PostgreSQL berjalan dengan {', '.join(off)} = off: bila listrik padam, catatan yang sudah "
            "diterima dapat hilang atau basis data rusak. Setel on di postgresql.conf, lalu muat ulang server.",
        )  # fmt: skip
    else:
        yield Said("tahan-padam", "good", "Server PostgreSQL menunggu cakram pada setiap simpanan.")


def _clock(patient: Patient) -> Iterator[Said]:
    last = journal.last_moment()
    if last is not None and last > patient.at + dt.timedelta(minutes=5):
        text = f"Jam komputer ({patient.at:%d-%m-%Y %H.%M} UTC) lebih awal dari baris jurnal terakhir. Betulkan jamnya."
        yield Said("jam-mundur", "mend", text)
    elif last is not None and patient.at - last > dt.timedelta(days=3650):
        yield Said("jam-maju", "mend", "Jam komputer sepuluh tahun lebih maju dari jurnal. Betulkan jamnya.")
    else:
        yield Said("jam", "good", "Jam komputer sesuai dengan jurnal.")


def _accounts(patient: Patient) -> Iterator[Said]:
    stray, idle = access.stray_examples(), access.without_post(on=patient.at.date())
    if stray:
        yield Said("akun-contoh", "mend", f"Akun contoh pada data sungguhan: {', '.join(stray)}. Tutup.")
    if idle:
        yield Said("akun-tanpa-jabatan", "mend", f"Akun tanpa jabatan: {', '.join(idle)}. Tutup, atau beri jabatan.")
    if not stray and not idle:
        yield Said("akun", "good", "Setiap akun memegang jabatan.")


def _sealed(patient: Patient) -> Iterator[Said]:
    there = keys.numbers()
    lost = sorted({f"{table} (kunci {number})" for table, number in sealed.numbers_in_use() if number not in there})
    if lost:
        yield Said("segel-tanpa-kunci", "refuse", f"Disegel dengan kunci yang tidak ada lagi: {', '.join(lost)}.")
    elif sealed.unfinished():
        yield Said(
            "penggantian-belum-selesai", "mend", "Penggantian kunci belum selesai. Jalankan lindung keys rotate."
        )
    else:
        yield Said("segel", "good", f"Semua segel terbuka dengan berkas kunci; kunci {keys.current()} yang menyegel.")


def _kept_pages(patient: Patient) -> Iterator[Said]:
    last = journal.last_line()
    ahead = [code for code, version in web.KeptDay.objects.values_list("regency", "version") if version > last]
    if ahead:
        text = f"Halaman simpanan {', '.join(ahead)} lebih baru dari jurnal: basis data ini dipulihkan tidak utuh."
        yield Said("halaman-lebih-baru", "mend", text)
    else:
        yield Said("halaman", "good", "Halaman simpanan sesuai dengan jurnal.")


_Check = Callable[[Patient], Iterator[Said]]
_OUTSIDE: tuple[_Check, ...] = (
    _python, _sqlite, _settings, _key_file, _database_file, _disk, _leftovers, _backups,
)  # fmt: skip
_INSIDE: tuple[_Check, ...] = (_journal_mode, _power, _clock, _accounts, _sealed, _kept_pages)
