"""What can be said on the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import pathlib
import re
from typing import Any

from lindung.interfaces import store
from lindung.interfaces.cli import carding, reporting
from lindung.platform.access import facts

Commands = Any
"""What ``add_subparsers`` gives; its own name is private to argparse."""

_NAMED = "basis data: berkas, atau postgresql://pengguna@server/nama"
_KEPT = "basis data: berkas, atau postgresql://pengguna@server/nama; bawaan: yang disebut LINDUNG_DATABASE"


def _day(said: str) -> dt.date:
    for shape in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(said, shape).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"«{said}» bukan tanggal. Tulis seperti 2023-04-13 atau 13-04-2023.")


def _year(said: str) -> int:
    if said.isdigit() and 2015 <= int(said) <= 2100:
        return int(said)
    raise argparse.ArgumentTypeError(f"«{said}» bukan tahun program. Tulis seperti 2023.")


def _quota(said: str) -> int:
    if said.isdigit() and int(said) > 0:
        return int(said)
    raise argparse.ArgumentTypeError(f"«{said}» bukan kuota. Tulis jumlah orang per desa, misalnya 100.")


def parse(argv: list[str] | None) -> argparse.Namespace:
    """The arguments, checked. Exits with 2 and a sentence where they are wrong."""
    parser = argparse.ArgumentParser(
        prog="lindung", description="Perlindungan pekerja rentan: dari berkas desa ke temuan."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="PERINTAH")
    _monitor(commands)
    _demo(commands)
    _serve(commands)
    _account(commands)
    _client(commands)
    _recover(commands)
    _work(commands)
    _duties(commands)
    _regions(commands)
    _keys(commands)
    _doctor(commands)
    _subject(commands)
    _form(commands)
    _retain(commands)
    _verdict(commands)
    _check(commands)
    _verify(commands)
    _journal(commands)
    _breach(commands)
    reporting.add(commands, _KEPT)
    carding.add(commands, _KEPT, _day)
    return parser.parse_args(argv)


def _monitor(commands: Commands) -> None:
    monitor = commands.add_parser("monitor", help="baca satu folder berkas, cetak temuannya")
    monitor.add_argument(
        "folder", type=pathlib.Path, help="folder berisi rekap anggaran, rekap pembayaran, daftar pekerja"
    )
    monitor.add_argument(
        "--regency", required=True, metavar="KODE", help="kode kabupaten/kota Kemendagri, misalnya 75.03"
    )
    monitor.add_argument("--year", required=True, type=_year, metavar="TAHUN", help="tahun program, misalnya 2023")
    monitor.add_argument(
        "--on", required=True, type=_day, metavar="HARI", help="hari yang ditanyakan, misalnya 2023-04-13"
    )
    monitor.add_argument(
        "--quota", type=_quota, metavar="ORANG", help="kuota tiap desa; bawaan menurut buku hukum (100)"
    )
    monitor.add_argument("--received-on", type=_day, metavar="HARI", help="hari berkas diterima; bawaan: --on")
    monitor.add_argument(
        "--known-at",
        type=_day,
        metavar="HARI",
        help="menurut yang diketahui pada hari ini; bawaan: hari berkas diterima atau --on, yang lebih akhir",
    )
    monitor.add_argument(
        "--db",
        type=store.place,
        metavar="BASISDATA",
        help="simpan basis data di sini (berkas atau postgresql://…); bawaan: dibuang sesudahnya",
    )
    for name in ("json", "xlsx", "html"):
        monitor.add_argument(
            f"--{name}", type=pathlib.Path, metavar="BERKAS", help=f"tulis temuan sebagai {name.upper()}"
        )


def _served(command: Any) -> None:
    command.add_argument("--address", default="127.0.0.1", metavar="ALAMAT", help="bawaan: 127.0.0.1")
    command.add_argument("--port", type=int, default=8000, metavar="NOMOR", help="bawaan: 8000")


def _serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="buka situs di atas basis data")
    serve.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
    _served(serve)


def _account(commands: Commands) -> None:
    account = commands.add_parser("account", help="buka akun bagi seseorang pada satu kantor; sandinya dicetak sekali")
    account.add_argument("name", help="nama akun, misalnya siti.dpmd")
    account.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
    account.add_argument("--person", required=True, metavar="NAMA", help="nama orangnya")
    account.add_argument("--office", required=True, metavar="KANTOR", help="misalnya «Dinas PMD Bone Bolango»")
    account.add_argument(
        "--role",
        required=True,
        metavar="PERAN",
        help=", ".join(sorted(set(facts.ROLES) - facts.PROGRAMS, key=facts.ROLES.index)),
    )
    account.add_argument(
        "--regions", required=True, nargs="+", metavar="KODE", help="wilayah kantor itu, misalnya 75.03"
    )


def _client(commands: Commands) -> None:
    client = commands.add_parser(
        "client", help="token bagi program lain untuk membaca angka; dicetak sekali, yang lama berakhir"
    )
    client.add_argument("name", help="nama programnya, misalnya satu-data")
    client.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
    client.add_argument("--person", default="", metavar="NAMA", help="siapa yang bertanggung jawab atas programnya")
    client.add_argument("--office", default="", metavar="KANTOR", help="kantor pemilik programnya")
    client.add_argument("--regions", default=[], nargs="+", metavar="KODE", help="wilayah yang dibaca, misalnya 75.03")
    chosen = client.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--until", type=_day, metavar="HARI", help="berlaku sebelum hari ini (TTTT-BB-HH)")
    chosen.add_argument("--end", action="store_true", help="akhiri tokennya")


def _recover(commands: Commands) -> None:
    recover = commands.add_parser(
        "recover", help="sandi baru dan faktor kedua dihapus, bila tidak ada kantor yang dapat menolong"
    )
    recover.add_argument("name", help="nama akun, misalnya siti.dpmd")
    recover.add_argument("--db", type=pathlib.Path, required=True, metavar="BERKAS", help="basis data yang disimpan")


def _demo(commands: Commands) -> None:
    demo = commands.add_parser(
        "demo", help="muat data contoh Kabupaten Bone Bolango, cetak temuan 13 April 2023, buka situsnya"
    )
    demo.add_argument("--no-serve", action="store_true", help="hanya cetak dan tulis temuannya")
    _served(demo)
    demo.add_argument(
        "--to",
        type=pathlib.Path,
        default=pathlib.Path("contoh-bone-bolango"),
        metavar="FOLDER",
        help="folder tujuan; bawaan: contoh-bone-bolango",
    )


def _work(commands: Commands) -> None:
    work = commands.add_parser("work", help="baca kiriman yang masuk lewat situs, satu demi satu, sampai dihentikan")
    work.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
    work.add_argument("--once", action="store_true", help="berhenti setelah semua yang menunggu selesai")


def _duties(commands: Commands) -> None:
    duties = commands.add_parser("duties", help="perbarui tugas dari temuan hari ini; cetak yang dibuka dan ditutup")
    duties.add_argument("--on", type=_day, metavar="HARI", help="hari temuan; bawaan: hari ini")
    duties.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)


def _regions(commands: Commands) -> None:
    regions = commands.add_parser("regions", help="wilayah: garis batas desa untuk peta")
    verbs = regions.add_subparsers(dest="verb", required=True, metavar="TINDAKAN")
    outlines = verbs.add_parser("outlines", help="muat garis batas desa ke basis data yang disimpan")
    outlines.add_argument(
        "file", type=pathlib.Path, metavar="BERKAS", help="GeoJSON, atau SQL wilayah_boundaries tingkat desa"
    )
    outlines.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)


def _keys(commands: Commands) -> None:
    keys = commands.add_parser("keys", help="kunci penyegel: ganti tanpa berhenti, hapus yang lama")
    verbs = keys.add_subparsers(dest="verb", required=True, metavar="TINDAKAN")
    rotate = verbs.add_parser("rotate", help="buat kunci baru dan segel ulang semuanya; situs boleh tetap jalan")
    rotate.add_argument("--db", type=store.place, required=True, metavar="BASISDATA", help=_NAMED)
    retire = verbs.add_parser("retire", help="hapus kunci lama yang tidak lagi menyegel apa pun")
    retire.add_argument("number", type=int, metavar="NOMOR", help="nomor kunci, misalnya 1")
    retire.add_argument(
        "--db", type=store.place, required=True, nargs="+", metavar="BASISDATA",
        help="semua basis data yang memakai berkas kunci ini",
    )  # fmt: skip
    retire.add_argument("--yes", action="store_true", help="sudah dibaca apa yang hilang; hapus")
    retire.add_argument(
        "--void-cards", action="store_true", help="kunci bocor: kartu yang ditandatanganinya tidak sah lagi"
    )


def _doctor(commands: Commands) -> None:
    doctor = commands.add_parser(
        "doctor", help="periksa komputer, setelan dan data; kode keluar 1: ada yang harus dibetulkan"
    )
    doctor.add_argument("--db", type=store.place, required=True, metavar="BASISDATA", help=_NAMED)
    doctor.add_argument("--address", default="127.0.0.1", metavar="ALAMAT", help="alamat situs; bawaan: 127.0.0.1")
    doctor.add_argument("--json", action="store_true", help="untuk dibaca program lain")


def _subject(commands: Commands) -> None:
    subject = commands.add_parser(
        "subject", help="hak seseorang atas datanya sendiri (UU 27/2022); NIK diketik, bukan argumen"
    )
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="TINDAKAN")
    export = verbs.add_parser("export", help="tulis semua yang diketahui tentang seseorang, untuk diserahkan kepadanya")
    export.add_argument("--to", type=pathlib.Path, required=True, metavar="BERKAS", help="berkas .xlsx atau .json")
    propose = verbs.add_parser("propose-erasure", help="usulkan penghapusan data seseorang; orang kedua memutuskan")
    for one in (export, propose):
        one.add_argument("--reason", required=True, metavar="ALASAN", help="misalnya nomor surat permohonan")
    decide = verbs.add_parser("decide-erasure", help="putuskan usulan penghapusan; tidak dapat dibatalkan")
    decide.add_argument("number", type=int, metavar="NOMOR", help="nomor usulan")
    decide.add_argument("answer", choices=("yes", "no"), help="yes: hapus; no: tolak")
    for one in (export, propose, decide):
        one.add_argument("--db", type=store.place, required=True, metavar="BASISDATA", help=_NAMED)
        one.add_argument("--account", required=True, metavar="AKUN", help="akun dpmd atau sekda; sandinya ditanyakan")


def _retain(commands: Commands) -> None:
    retain = commands.add_parser(
        "retain", help="apa yang masa simpannya habis; tanpa --apply tidak ada yang ditulis atau dihapus"
    )
    retain.add_argument("--db", type=store.place, required=True, metavar="BASISDATA", help=_NAMED)
    retain.add_argument("--on", type=_day, metavar="HARI", help="hari yang ditanyakan; bawaan: hari ini")
    retain.add_argument("--apply", action="store_true", help="hapus; perlu dua akun dpmd atau sekda")
    retain.add_argument("--account", metavar="AKUN", help="akun yang mengusulkan; sandinya ditanyakan")
    retain.add_argument("--second", metavar="AKUN", help="akun orang kedua; sandinya ditanyakan")


def _digest(said: str) -> str:
    if re.fullmatch(r"[0-9a-fA-F]{64}", said.strip()):
        return said.strip().lower()
    raise argparse.ArgumentTypeError(
        f"«{said}» bukan kepala jurnal. Salin 64 huruf dan angka sesudah «Kepala jurnal:»."
    )


def _verdict(commands: Commands) -> None:
    verdict = commands.add_parser(
        "verdict", help="terlindungikah orang ini pada hari itu, dibayar siapa, apa buktinya; keluar 1 bila tidak pasti"
    )
    verdict.add_argument(
        "--nik", metavar="NIK", help="tanpa ini ditanyakan, sehingga tidak tinggal di riwayat perintah"
    )
    verdict.add_argument("--on", type=_day, required=True, metavar="HARI", help="hari yang ditanyakan")
    verdict.add_argument(
        "--known-at", type=_day, metavar="HARI", help="menurut yang diterima sampai hari ini; bawaan: sekarang"
    )
    verdict.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)


def _check(commands: Commands) -> None:
    check = commands.add_parser(
        "check", help="hitung ulang semuanya dari fakta: bulan-pekerja, perlindungan, tiap rupiah; keluar 1 bila beda"
    )
    check.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
    check.add_argument("--json", action="store_true", help="hasil lengkap sebagai JSON")


def _verify(commands: Commands) -> None:
    verify = commands.add_parser(
        "verify", help="periksa apakah jurnal dan isi basis data masih utuh; keluar 1 bila tidak"
    )
    verify.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
    verify.add_argument("--head", type=_digest, metavar="HEX", help="kepala jurnal yang dicetak dulu: masih adakah?")
    verify.add_argument("--json", action="store_true", help="hasil lengkap sebagai JSON")


def _journal(commands: Commands) -> None:
    journal = commands.add_parser("journal", help="jurnal: ekspor rantainya untuk diperiksa siapa pun")
    verbs = journal.add_subparsers(dest="verb", required=True, metavar="TINDAKAN")
    export = verbs.add_parser("export", help="tulis setiap baris sebagai JSON, tanpa data rahasia")
    export.add_argument("file", type=pathlib.Path, metavar="BERKAS", help="berkas tujuan, belum boleh ada")
    export.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)


def _breach(commands: Commands) -> None:
    breach = commands.add_parser("breach", help="daftar orang yang datanya terbuka lewat satu akun atau satu unduhan")
    breach.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
    which = breach.add_mutually_exclusive_group(required=True)
    which.add_argument("--account", metavar="NAMA", help="akun yang disalahgunakan")
    which.add_argument("--export", metavar="NOMOR", help="nomor pada berkas unduhan yang bocor")
    breach.add_argument("--from", dest="first", type=_day, required=True, metavar="HARI", help="hari pertama")
    breach.add_argument("--to", dest="last", type=_day, required=True, metavar="HARI", help="hari terakhir")
    breach.add_argument(
        "--out", type=pathlib.Path, required=True, metavar="FOLDER", help="folder tujuan, belum boleh ada"
    )


def _form(commands: Commands) -> None:
    form = commands.add_parser("form", help="formulir permohonan untuk petugas tanpa sinyal (XLSForm: ODK, KoBo)")
    verbs = form.add_subparsers(dest="verb", required=True, metavar="TINDAKAN")
    xlsform = verbs.add_parser("xlsform", help="tulis formulirnya, dengan desa-desa kabupaten itu")
    xlsform.add_argument("--to", type=pathlib.Path, required=True, metavar="BERKAS", help="berkas .xlsx tujuan")
    take = verbs.add_parser("take", help="ambil kirimannya (CSV) sebagai permohonan yang menunggu; aman diulang")
    take.add_argument("file", type=pathlib.Path, metavar="BERKAS", help="CSV dari ODK Central atau KoBo")
    take.add_argument("--account", required=True, metavar="NAMA", help="akun yang membawanya; bukan ia yang memutuskan")
    for one in (xlsform, take):
        one.add_argument("--regency", required=True, metavar="KODE", help="kode kabupaten, misalnya 75.03")
        one.add_argument("--db", type=store.place, metavar="BASISDATA", help=_KEPT)
