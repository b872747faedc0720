"""``lindung keys``: change the key that seals while the site goes on, and take an old one away."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import pathlib
import sys

from lindung.interfaces import rotation, store
from lindung.kernel import values
from lindung.platform.journal import queries as journal


class NoDatabaseThere(values.Refusal):
    code = "basis-data-belum-ada"
    sentence = "Basis data {path} tidak ada. Sebut basis data yang sudah dipakai dengan --db BERKAS."


class NotSaidYes(values.Refusal):
    code = "kunci-dihapus-selamanya"
    sentence = (
        "Kunci {number} akan dihapus selamanya. Cadangan yang dibuat sebelum penggantian kunci selesai, dan basis data "
        "lain yang memakai berkas kunci ini tetapi tidak disebut pada --db, tidak dapat dibuka lagi. Buat cadangan "
        "baru dulu, lalu ulangi dengan --yes."
    )


def run(asked: argparse.Namespace) -> None:
    {"rotate": _rotate, "retire": _retire}[asked.verb](asked)


def existing(path: store.Place) -> store.Place:
    """A command that changes what is there makes no new database by a slip of the pen. Raises NoDatabaseThere."""
    if isinstance(path, pathlib.Path) and not path.is_file():
        raise NoDatabaseThere(path=path)
    return path


def _rotate(asked: argparse.Namespace) -> None:
    try:
        store.open_kept(existing(asked.db))
        done = rotation.rotate(by=at_the_machine(), now=_now, after_batch=_said)
        print(f"Kunci {done.key} sekarang menyegel semuanya; {done.rows} baris disegel ulang.")
        print("Cadangkan berkas kunci, buat cadangan data yang baru, lalu hapus kunci lama: lindung keys retire NOMOR")
        print(f"Kepala jurnal: {journal.head()}")
    finally:
        store.close()


def _said(table: str, rows: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{table}: {rows} baris", end="", file=sys.stderr, flush=True)


def _retire(asked: argparse.Namespace) -> None:
    """Every database first says that it needs the key no more; only then is it taken off the ring."""
    if not asked.yes:
        raise NotSaidYes(number=asked.number)
    remembered = 0
    for path in asked.db:
        try:
            store.open_kept(existing(path))
            remembered += rotation.let_go(number=asked.number, by=at_the_machine(), at=_now())
        finally:
            store.close()
    rotation.drop(number=asked.number, remembered=remembered, void_cards=asked.void_cards)
    print(f"Kunci {asked.number} dihapus dari berkas kunci. Musnahkan juga salinan berkas kunci yang lama.")
    if remembered:
        print(f"Penanda {remembered} orang yang datanya dihapus tetap dikenali; isinya tidak terbuka dengannya.")


def at_the_machine() -> values.Actor:
    return values.Actor(getpass.getuser(), "baris perintah")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
