"""What can be said on the command line about reports and years before."""

from __future__ import annotations

import argparse
import pathlib
import re
from typing import Any

from lindung.interfaces import store

Commands = Any


def _key(said: str) -> str:
    if re.fullmatch(r"[0-9a-fA-F]{8,64}", said.strip()):
        return said.strip().lower()
    raise argparse.ArgumentTypeError(f"«{said}» bukan kunci. Salin dari laporan, sedikitnya delapan huruf dan angka.")


def add(commands: Commands, kept: str) -> None:
    """``kept``: what is said of ``--db``."""
    report = commands.add_parser("report", help="laporan triwulan: ekspor, atau tulis ulang berkas-berkasnya")
    verbs = report.add_subparsers(dest="verb", required=True, metavar="TINDAKAN")
    export = verbs.add_parser("export", help="laporan yang disetujui sebagai satu berkas bertanda tangan")
    export.add_argument("--snapshot", type=int, required=True, metavar="NOMOR", help="nomor laporan")
    export.add_argument("--to", type=pathlib.Path, required=True, metavar="BERKAS", help="berkas tujuan, belum ada")
    rebuild = verbs.add_parser("rebuild", help="tulis ulang PDF, kartu skor, Excel, CSV dan JSON dari laporan")
    rebuild.add_argument("file", nargs="?", type=pathlib.Path, metavar="BERKAS", help="hasil lindung report export")
    rebuild.add_argument("--snapshot", type=int, metavar="NOMOR", help="atau nomor laporan pada basis data")
    rebuild.add_argument("--to", type=pathlib.Path, metavar="FOLDER", help="folder tujuan; bawaan: nama laporannya")
    rebuild.add_argument("--signer", type=_key, metavar="KUNCI", help="kunci yang tercetak pada laporan asli")
    for one in (export, rebuild):
        one.add_argument("--db", type=store.place, metavar="BASISDATA", help=kept)
    history = commands.add_parser("history", help="muat riwayat tahunan (tahun, orang, desa, anggaran, sumber)")
    history.add_argument("file", type=pathlib.Path, metavar="BERKAS", help="berkas CSV atau XLSX")
    history.add_argument("--regency", required=True, metavar="KODE", help="kode kabupaten, misalnya 75.03")
    history.add_argument("--db", type=store.place, metavar="BASISDATA", help=kept)
