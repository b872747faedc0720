"""The finding in sentences."""

from __future__ import annotations

from lindung.interfaces.intake import problems
from lindung.interfaces.reports import kinds, words
from lindung.monitoring import remarks
from tests.interfaces import regency_day

SAID = words.finding(regency_day.regency_day())


def test_every_step_is_a_sentence_with_its_unit() -> None:
    budgeted = "Pada 13 April 2023, 3 dari 5 desa di Kabupaten Bone Bolango sudah menganggarkan"
    assert f"{budgeted}; 1 belum: Desa Keramat (Kec. Tapa)." in SAID
    assert "1 desa belum melapor: Desa <script>" in SAID
    assert "2 desa sudah membayar, baru 1 mencapai kuota 100." in SAID
    assert "161 dari 500 pekerja sasaran terlindungi (32,2%): 0 pasti, 150 diduga, 10 belum dapat ditentukan." in SAID
    assert (
        "Pada 31 Maret 2023 (tonggak: 100% dari 5 desa membayar) 1 desa sudah membayar, 0 mencapai kuota 100." in SAID
    )
    assert "1 kelurahan dihitung terpisah: 7 orang terlindungi. 5 desa + 1 kelurahan = 6 wilayah." in SAID
    assert "Data per 13 April 2023 · diketahui sampai 14 April 2023, WITA" in SAID


def test_who_has_to_act_the_most_urgent_first() -> None:
    lines = [line for line in SAID.splitlines() if line.startswith("- ")]
    assert lines[:3] == [
        "- Sekretaris Daerah: tonggak terlewat",
        "- Camat Tapa: belum menganggarkan (Keramat)",
        "- Kepala desa: sudah menganggarkan, belum membayar (+1)",
    ]


def test_namesakes_are_two_villages() -> None:
    first, second = (
        regency_day.place(f"75.03.0{n}.2009", "Tamboo", reported=True, budget_rupiah=1) for n in (1, 2)
    )  # fmt: skip
    found = tuple(
        regency_day.facts.Finding("not_paid", place.code, place.name, "x", "Kepala Desa Tamboo", None, ())
        for place in (first, second)
    )
    assert words.offices(found) == [("Kepala desa", ["sudah menganggarkan, belum membayar (Tamboo dan Tamboo)"])]


def test_a_long_list_of_villages_is_cut_after_ten_and_counted() -> None:
    many = tuple(regency_day.place(f"75.03.01.20{n:02d}", f"Desa {n}", reported=True) for n in range(13))
    said = words.finding(regency_day.regency_day(*many, findings=(), problems=()))
    assert "13 belum: Desa 0 (Kec. Tapa), " in said
    assert "Desa 9 (Kec. Tapa), dan 3 lagi." in said


def test_problems_are_counted_by_kind() -> None:
    assert "- NIK bukan 16 angka: 2" in SAID
    assert "- Desa tidak dikenal: 1" in SAID
    assert {kinds.row_title(kind) for kind in (*problems.ALL, *remarks.ALL)} >= {"NIK dirusak Excel"}


def test_without_villages_or_findings() -> None:
    city = regency_day.regency_day(regency_day.KELURAHAN, name="Kota Gorontalo", findings=(), problems=())
    said = words.finding(city)
    assert "Kota Gorontalo tidak mempunyai desa. Di 1 kelurahan" in said
    assert "SIAPA HARUS BERTINDAK" not in said
    assert "BERMASALAH" not in said
