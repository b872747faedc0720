"""What can be said on the command line about cards."""

from __future__ import annotations

import argparse
import datetime as dt
import pathlib
from collections.abc import Callable
from typing import Any

from lindung.interfaces import store

Commands = Any


def add(commands: Commands, kept: str, day: Callable[[str], dt.date]) -> None:
    """``kept``: what is said of ``--db``; ``day``: reads a day."""
    card = commands.add_parser("card", help="kartu pekerja: periksa tanpa jaringan, kunci publik, daftar cabut")
    verbs = card.add_subparsers(dest="verb", required=True, metavar="TINDAKAN")
    verify = verbs.add_parser(
        "verify",
        help="periksa satu kartu tanpa basis data dan tanpa jaringan",
        description="Keluar 0 sah, 3 belum pasti (masa tenggang), 4 kedaluwarsa, 5 belum berlaku, 6 dicabut, "
        "7 tidak dapat dipastikan, 8 palsu, 9 tidak terbaca.",
    )
    verify.add_argument("text", nargs="?", metavar="TEKS", help="isi kode QR; tanpa ini dibaca dari --file atau stdin")
    _files(verify, day)
    keys = verbs.add_parser("keys", help="kunci publik kartu, untuk siapa pun yang memeriksa")
    keys.add_argument("--to", type=pathlib.Path, metavar="BERKAS", help="berkas tujuan; bawaan: dicetak")
    revoked = verbs.add_parser("revoked", help="tulis daftar kartu yang dicabut, bertanda tangan, berlaku 30 hari")
    revoked.add_argument("--to", type=pathlib.Path, required=True, metavar="BERKAS", help="berkas tujuan")
    for one in (keys, revoked):
        one.add_argument("--db", type=store.place, metavar="BASISDATA", help=kept)


def _files(verify: argparse.ArgumentParser, day: Callable[[str], dt.date]) -> None:
    verify.add_argument("--file", type=pathlib.Path, metavar="BERKAS", help="berkas berisi teks kode QR")
    verify.add_argument(
        "--keys", type=pathlib.Path, required=True, metavar="BERKAS", help="kunci publik: /kartu/kunci.json"
    )
    verify.add_argument("--list", type=pathlib.Path, metavar="BERKAS", help="daftar kartu yang dicabut: /kartu/dicabut")
    verify.add_argument("--on", type=day, metavar="HARI", help="hari yang ditanyakan; bawaan: hari ini")
    verify.add_argument(
        "--memory", type=pathlib.Path, metavar="BERKAS", help="mengingat daftar cabut termuda; yang lebih lama ditolak"
    )
