"""Every KPI once: what it counts, in which unit, from which source, and its value for any set of places.

The page, the workbook, the JSON and the words on the terminal all call ``value`` here; none adds up by itself.
``counted`` gives the very places that a figure of villages counts, so that a number and its list can't differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from lindung.monitoring import facts

Unit = Literal["desa", "orang", "rupiah"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One KPI. ``of`` gives a single place's part; a region's value is the sum over the places that count."""

    key: str
    label: str
    unit: Unit
    how: str
    source: str
    of: Callable[[facts.PlaceDay], int]


APBDES = "Rekap anggaran APBDes"
BPJS = "Rekap pembayaran BPJS Ketenagakerjaan"
ROSTER = "Daftar pekerja dari desa"
MEMBERS = "Daftar peserta BPJS"
BILLS = "Tagihan BPJS Ketenagakerjaan"
SENT = "Surat pengantar dan daftar kepada BPJS"

ALL = tuple(
    Indicator(key, label, unit, how, source, of)  # type: ignore[arg-type]
    for key, label, unit, how, source, of in (
        (
            "villages",
            "Desa sasaran",
            "desa",
            "Desa dan desa adat yang mempunyai target; kelurahan dihitung terpisah.",
            "Kode wilayah Kemendagri",
            lambda p: 1,
        ),
        (
            "target_workers",
            "Sasaran pekerja",
            "orang",
            "Jumlah kuota minimum seluruh desa sasaran.",
            "Instruksi Bupati",
            lambda p: p.quota,
        ),
        (
            "reported",
            "Sudah melapor",
            "desa",
            "Ada data anggaran atau pernyataan belum menganggarkan. Tidak melapor bukan nol.",
            APBDES,
            lambda p: int(p.reported),
        ),
        (
            "budgeted",
            "Sudah menganggarkan",
            "desa",
            "Ada anggaran lebih dari nol yang berlaku, pada tahap Perdes atau perubahan.",
            APBDES,
            lambda p: int(p.budgeted),
        ),
        (
            "budget_total_rupiah",
            "Anggaran",
            "rupiah",
            "Jumlah anggaran yang berlaku; perubahan APBDes menggantikan yang diubah.",
            APBDES,
            lambda p: p.budget_rupiah,
        ),
        (
            "budget_heads",
            "Cukup untuk",
            "orang",
            "Anggaran dibagi iuran per orang selama bulan yang dianggarkan, dibulatkan ke bawah.",
            APBDES,
            lambda p: p.budget_heads,
        ),
        (
            "listed",
            "Sudah menyerahkan daftar",
            "desa",
            "Daftar pekerja diterima.",
            ROSTER,
            lambda p: int(p.listed),
        ),
        (
            "declared",
            "Nama didaftarkan",
            "orang",
            "Baris daftar yang berisi orang, termasuk yang bermasalah.",
            ROSTER,
            lambda p: p.declared,
        ),
        (
            "enrolled_valid",
            "Nama sah",
            "orang",
            "Nama didaftarkan dikurangi baris bermasalah; tiap orang dihitung satu kali.",
            ROSTER,
            lambda p: p.valid,
        ),
        (
            "other_bpu",
            "Termasuk BPU lain",
            "orang",
            "Nama sah yang bukan pekerja rentan: imam, guru ngaji, kader dan sejenisnya.",
            ROSTER,
            lambda p: p.other_bpu,
        ),
        (
            "submitted",
            "Diajukan ke BPJS",
            "desa",
            "Daftarnya sudah dikirim kepada BPJS dengan surat pengantar, sesudah disetujui orang kedua.",
            SENT,
            lambda p: int(p.submitted > 0),
        ),
        (
            "submitted_people",
            "Orang diajukan",
            "orang",
            "Orang pada daftar yang sudah dikirim kepada BPJS tahun ini, tiap orang satu kali; belum tentu diterima.",
            SENT,
            lambda p: p.submitted,
        ),
        (
            "registered",
            "Diterima BPJS",
            "desa",
            "BPJS sudah menerima sedikitnya satu orang dari daftarnya.",
            MEMBERS,
            lambda p: int(p.registered > 0),
        ),
        (
            "registered_people",
            "Peserta diterima BPJS",
            "orang",
            "Orang yang diterima BPJS sampai hari ini, dengan nomor kepesertaan; belum tentu sudah dibayar.",
            MEMBERS,
            lambda p: p.registered,
        ),
        (
            "billed",
            "Sudah ditagih",
            "desa",
            "Ada kode iuran untuk masa dalam tahun ini yang belum kedaluwarsa: tagihannya tercatat, atau dibayar.",
            BILLS,
            lambda p: int(p.billed_heads > 0),
        ),
        (
            "billed_heads",
            "Orang ditagih",
            "orang",
            "Jumlah orang terbanyak pada kode iuran itu dalam satu bulan pada tahun ini, per desa.",
            BILLS,
            lambda p: p.billed_heads,
        ),
        (
            "paid",
            "Sudah membayar",
            "desa",
            "Ada pembayaran yang tidak dibatalkan, bertanggal sampai hari ini, untuk masa dalam tahun ini.",
            BPJS,
            lambda p: int(p.paid),
        ),
        (
            "paid_total_rupiah",
            "Iuran dibayar",
            "rupiah",
            "Pembayaran sampai hari ini untuk masa dalam tahun ini, utuh; tunggakan tahun lalu dihitung terpisah.",
            BPJS,
            lambda p: p.paid_rupiah,
        ),
        (
            "paid_heads",
            "Orang dibayar",
            "orang",
            "Jumlah orang terbanyak yang dibayar dalam satu bulan pada tahun ini, per desa.",
            BPJS,
            lambda p: p.paid_heads,
        ),
        (
            "protected_villages",
            "Ada yang terlindungi",
            "desa",
            "Sedikitnya satu orang terlindungi hari ini.",
            BPJS,
            lambda p: int(p.protected > 0),
        ),
        (
            "protected",
            "Terlindungi hari ini",
            "orang",
            "Orang yang iurannya sudah dibayar untuk hari ini: pasti, diduga, dan belum dapat ditentukan.",
            BPJS,
            lambda p: p.protected,
        ),
        (
            "protected_confirmed",
            "Pasti",
            "orang",
            "Ada pada daftar BPJS untuk kode iuran yang dibayar.",
            MEMBERS,
            lambda p: p.confirmed,
        ),
        (
            "protected_presumed",
            "Diduga",
            "orang",
            "Daftar BPJS belum ada, tetapi yang dibayar sedikitnya sebanyak nama sah.",
            BPJS,
            lambda p: p.presumed,
        ),
        (
            "protected_undetermined",
            "Belum dapat ditentukan",
            "orang",
            "Dibayar untuk sejumlah orang, tetapi belum diketahui siapa.",
            BPJS,
            lambda p: p.undetermined,
        ),
        (
            "at_quota",
            "Mencapai kuota",
            "desa",
            "Nama sah dan orang yang terlindungi hari ini sama-sama mencapai kuota.",
            f"{ROSTER}; {BPJS}",
            lambda p: int(p.at_quota),
        ),
        (
            "arrears_rupiah",
            "Tunggakan tahun lalu",
            "rupiah",
            "Pembayaran sampai hari ini yang seluruh masanya sebelum tahun ini.",
            BPJS,
            lambda p: p.arrears_rupiah,
        ),
    )
)
BY_KEY = {indicator.key: indicator for indicator in ALL}


def value(key: str, places: Iterable[facts.PlaceDay]) -> int:
    """The KPI ``key`` over ``places``. Villages are counted over desa; people and rupiah also over money received for
    the regency itself; kelurahan never. Raises KeyError for a key that is not defined here.
    """
    indicator = BY_KEY[key]
    of = indicator.of
    if indicator.unit == "desa":
        return sum([of(place) for place in places if place.is_village])
    return sum([of(place) for place in places if place.kind != "kelurahan"])


def counted(key: str, places: Iterable[facts.PlaceDay]) -> tuple[facts.PlaceDay, ...]:
    """The places that a figure counts: those whose part in it is not zero."""
    indicator = BY_KEY[key]
    return tuple(
        place
        for place in places
        if (place.is_village or (place.kind != "kelurahan" and indicator.unit != "desa")) and indicator.of(place)
    )


def apart(key: str, places: Iterable[facts.PlaceDay]) -> int:
    """The same KPI over the kelurahan among ``places``, which are shown beside the villages and never added to them."""
    return sum(BY_KEY[key].of(place) for place in places if place.kind == "kelurahan")
