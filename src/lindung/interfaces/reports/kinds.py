"""What kinds are called in front of people: places, states of a village, findings, problems and warnings of rows."""

from __future__ import annotations

from dataclasses import dataclass

from lindung.interfaces.intake import problems
from lindung.monitoring import facts, remarks


@dataclass(frozen=True, slots=True)
class State:
    """How far a village has come, for legend, tile and bar. ``css`` names its colour and its mark."""

    status: facts.Status
    css: str
    title: str
    sentence: str


STATES = (
    State("not_reporting", "s0", "Belum melapor", "belum melaporkan anggaran"),
    State("not_budgeted", "s1", "Belum menganggarkan", "belum menganggarkan"),
    State("unpaid", "s2", "Belum membayar", "sudah menganggarkan, belum membayar"),
    State("short", "s3", "Di bawah kuota", "sudah membayar, belum mencapai kuota"),
    State("quota", "s4", "Mencapai kuota", "mencapai kuota"),
)
"""Worst first."""
BY_STATUS = {state.status: state for state in STATES}

FINDINGS = {
    "milestone_missed": ("Tonggak terlewat", "s1"),
    "not_reporting": ("Belum melapor", "s0"),
    "not_budgeted": ("Belum menganggarkan", "s1"),
    "paid_without_budget": ("Membayar tanpa anggaran tercatat", "s1"),
    "cover_lapsed": ("Perlindungan berakhir", "s1"),
    "membership_ended": ("Kepesertaan berakhir", "s1"),
    "registered_not_paid": ("Sudah terdaftar di BPJS, belum membayar", "s2"),
    "not_paid": ("Sudah menganggarkan, belum membayar", "s2"),
    "paid_short": ("Membayar di bawah kuota", "s3"),
    "cover_lapsing": ("Perlindungan segera berakhir", "s2"),
    "budgeted_not_registered": ("Sudah menganggarkan, belum terdaftar di BPJS", "s2"),
    "list_missing": ("Membayar, daftar belum diterima", "s2"),
    "list_short": ("Nama sah kurang dari yang dibayar", "s3"),
    "rejected_by_bpjs": ("Ditolak BPJS", "s3"),
    "list_problems": ("Daftar memuat baris bermasalah", "s3"),
    "budget_short": ("Anggaran tidak cukup untuk kuota", "s3"),
    "payment_amount": ("Nominal pembayaran tidak sesuai", "s3"),
    "fund_prohibited": ("Sumber dana dilarang", "s1"),
    "fund_needs_musdes": ("Sumber dana perlu keputusan musdes", "s2"),
    "fund_unknown": ("Aturan sumber dana belum diketahui", "s2"),
    "fund_overridden": ("Sumber dana dengan pengecualian", "s2"),
    "payment_unattributed": ("Uang yang belum jelas desanya", "s2"),
    "person_in_two_villages": ("Satu orang di dua desa", "s3"),
    "double_funded": ("Bulan pekerja dibayar dua kali", "s1"),
    "accepted_elsewhere": ("Orang pada daftar, peserta desa lain", "s3"),
}
"""A finding's kind: its name and the colour of its mark."""

ROWS = {kind: known.title for kind, known in (problems.ALL | remarks.ALL).items()}
"""A row's or file's problem or warning: its name."""


def finding_title(kind: str) -> str:
    return FINDINGS[kind][0] if kind in FINDINGS else _plain(kind)


def finding_css(kind: str) -> str:
    return FINDINGS[kind][1] if kind in FINDINGS else "s3"


def row_title(kind: str) -> str:
    return ROWS.get(kind) or _plain(kind)


def _plain(kind: str) -> str:
    """A kind that has no name yet is still shown, by its code."""
    return kind.replace("_", " ").capitalize()


def place_title(place: facts.PlaceDay) -> str:
    """Desa Keramat · Desa Adat X · Kelurahan Pauwo; money received for the regency itself stands under its name."""
    word = {"desa": "Desa", "desa_adat": "Desa Adat", "kelurahan": "Kelurahan"}.get(place.kind)
    return place.name if word is None or place.name.startswith(word + " ") else f"{word} {place.name}"


def lower_first(title: str) -> str:
    """«Belum membayar» inside a sentence; NIK, ASN and the like keep their capitals."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
