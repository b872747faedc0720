"""What kinds of letters, posts and findings are called on letters: Indonesian, whatever the reader has chosen."""

from __future__ import annotations

import datetime as dt

from lindung.interfaces.reports import kinds
from lindung.kernel import language
from lindung.registers.letters import facts

KINDS: dict[facts.Kind, str] = {
    "invitation": "Undangan",
    "reminder": "Teguran",
    "instruction": "Instruksi",
    "minutes": "Notulen",
    "service_note": "Nota dinas",
    "correction": "Koreksi iuran lanjutan",
}
POSTS: dict[facts.Post, str] = {
    "bupati": "Bupati",
    "sekda": "Sekretaris Daerah",
    "dpmd": "Kepala Dinas Pemberdayaan Masyarakat dan Desa",
    "camat": "Camat",
    "kades": "Kepala Desa",
}
PARTS: dict[str, str] = {
    "kop": "Kop surat",
    "alamat": "Alamat pada kop",
    "pola": "Pola nomor",
    "kode": "Kode klasifikasi",
    "sifat": "Sifat",
    "lampiran": "Lampiran",
    "perihal": "Perihal",
    "kepada": "Kepada",
    "pembuka": "Pembuka",
    "isi": "Isi",
    "penutup": "Penutup",
    "tembusan": "Tembusan",
    "pesan": "Pesan WhatsApp",
}
ON_PAPER: dict[facts.Kind, tuple[str, ...]] = {"minutes": ("Notulen", "berita acara"), "service_note": ("Nota dinas",)}
"""Kinds that bear their name as a title."""
LETTERED = (
    "not_reporting", "not_budgeted", "budget_short", "not_paid", "paid_without_budget", "paid_short", "cover_lapsing",
    "cover_lapsed", "list_missing", "list_short", "list_problems", "rejected_by_bpjs",
)  # fmt: skip
"""Findings about one village whose sentence names no person: of these letters can be made."""
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def finding(kind: str) -> str:
    """«belum menganggarkan», within a sentence."""
    return kinds.lower_first(kinds.finding_title(kind))


def weekday(day: dt.date) -> str:
    """«Senin, 17 April 2023»."""
    return f"{DAYS[day.weekday()]}, {language.day_in_words(day)}"


def spelled_rupiah(amount: int) -> str:
    return f"{language.spelled(amount)} rupiah"
