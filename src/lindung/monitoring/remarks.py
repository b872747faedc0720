"""Kinds of problem and warning: a name for people, a sentence, and whether the row is held back.

Here are those that no single file shows: they follow from all registers together, on the day asked about.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """``holds``: the row or file is not counted until mended; otherwise it is counted and only pointed out."""

    title: str
    sentence: str
    holds: bool
    example: str


HELD = {
    "age_over": Kind(
        "Usia melampaui batas", "Berusia {age} tahun pada {day} ({which}); pendaftaran hanya sampai sebelum {limit} tahun. Ganti dengan pekerja lain, atau lampirkan bukti kepesertaan yang berlanjut.", True, "lahir 01-01-1950"
    ),
    "age_under": Kind(
        "Usia di bawah batas", "Berusia {age} tahun pada {day} ({which}); paling muda {limit} tahun. Ganti dengan pekerja lain.", True, "lahir 01-01-2010"
    ),
    "duplicate_in_file": Kind("Ganda dalam berkas", "Orang yang sama sudah ada pada {first}. Hapus salah satu, ganti dengan pekerja lain.", True, "NIK yang sama pada baris 12 dan 25"),
    "duplicate_in_village": Kind(
        "Ganda dalam desa", "Orang yang sama sudah ada pada daftar desa ini, {first}. Hapus salah satu.", True, "NIK yang sama pada dua berkas satu desa"
    ),
    "duplicate_other_village": Kind(
        "Terdaftar di desa lain", "Orang yang sama terdaftar juga di {other}. Sementara dihitung di sana; camat memutuskan desa yang benar.", True, "NIK yang sama pada daftar dua desa"
    ),
    "accepted_other_village": Kind(
        "Peserta desa lain", "Orang yang sama sudah diterima BPJS sebagai peserta {other} dan dihitung di sana. Ganti dengan pekerja lain.", True, "sudah diterima BPJS dari desa tetangga"
    ),
    "rejected_by_bpjs": Kind(
        "Ditolak BPJS", "BPJS menolak orang ini: {reason}. Perbaiki datanya lalu ajukan lagi, atau ganti dengan pekerja lain.", True, "NIK tidak ditemukan di Dukcapil"
    ),
}  # fmt: skip

WARNED = {
    "payment_amount": Kind(
        "Nominal tidak sesuai", "Dibayar {paid}, sedangkan {heads} orang × {months} bulan menurut tarif adalah {due} (selisih {difference}). Uang dihitung diterima seluruhnya; tanyakan rinciannya kepada BPJS.", False, "4.082.000 untuk 20 orang × 12 bulan"
    ),
    "budget_amount": Kind(
        "Pagu tidak sesuai", "Pagu {amount}, sedangkan {heads} orang × {months} bulan menurut tarif adalah {due}. Yang dihitung: cukup untuk {enough} orang.", False, "20.000.000 untuk 100 orang × 12 bulan"
    ),
    "perdes_missing": Kind("Perdes belum disebut", "Ada pagu tanpa nomor atau tanggal Perdes. Dihitung; lengkapi buktinya.", False, "nomor dan tanggal Perdes kosong"),
    "members_without_receipt": Kind("Daftar BPJS menunggu pembayaran", "Daftar BPJS untuk kode iuran {code} memuat {people} orang, tetapi pembayarannya belum tercatat. Daftar disimpan dan dipasangkan sendiri saat pembayarannya masuk.", False, "daftar datang lebih dulu daripada rekap pembayaran"),
}  # fmt: skip

ALL = HELD | WARNED
