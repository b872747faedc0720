"""Layouts that officers use and no example shows: each folder is a few lines of text, each answer a literal."""

from __future__ import annotations

import datetime as dt
import pathlib

import pytest

from lindung.interfaces import monitor
from lindung.interfaces.reports import document
from tests.conftest import MORNING, OFFICER

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 4, 13)
PEOPLE = (
    "7503042701030015;Fadel Naki;27-01-2003;L;Petani",
    "7503044201940005;Rahma Gani;02-01-1994;P;Nelayan",
    "7503042602670028;Lukman Abas;26-02-1967;L;Buruh tani",
)


def found(folder: pathlib.Path, files: dict[str, str], quota: int = 100) -> dict:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monitor.take(
        folder, regency="75.03", year=2023, quota=quota, on=DAY, received_on=DAY, by=OFFICER, at=MORNING
    )  # fmt: skip
    return document.as_json(monitor.regency_day("75.03", year=2023, on=DAY, known_at=DAY))


def test_a_recap_grouped_by_district_rows(tmp_path: pathlib.Path) -> None:
    """Two villages are called Tamboo; the row «KECAMATAN …» above each says which."""
    text = (
        "REKAP APBDES TAHUN 2023\n\nNo;Desa;Sumber Dana;Jumlah Pekerja;Jumlah Bulan;Pagu (Rp)\n"
        ";KECAMATAN BONEPANTAI;;;;\n1;Tamboo;ADD;100;12;20.160.000\n"
        ";KECAMATAN TILONGKABILA;;;;\n1;Tamboo;DD;40;12;8.064.000\n;JUMLAH;;140;;28.224.000\n"
    )
    day = found(tmp_path, {"a.csv": text})
    assert (day["budgeted"], day["budget_total_rupiah"]) == (2, 28_224_000)
    assert day["problems"] == []


def test_a_roster_grouped_by_village_rows(tmp_path: pathlib.Path) -> None:
    text = (
        "PEKERJA RENTAN KECAMATAN BONEPANTAI\nNo;NIK;Nama;Tgl Lahir;L/P;Pekerjaan\nDESA TAMBOO;;;;;\n"
        f"1;{PEOPLE[0]}\n2;{PEOPLE[1]}\nDESA TONGO;;;;;\n1;{PEOPLE[2]}\n"
    )
    day = found(tmp_path, {"daftar.csv": text})
    assert day["enrolled_by_village"] == {"75.03.04.2003": 2, "75.03.04.2012": 1}


def test_a_column_headed_bulan_that_names_the_months(tmp_path: pathlib.Path) -> None:
    text = (
        "PEMBAYARAN IURAN\nKode Desa;Desa;Tanggal;Bulan;Orang;Jumlah\n"
        "75.03.04.2003;Tamboo;12-01-2023;Januari - Maret 2023;40;2.016.000\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid"], day["paid_heads"], day["paid_total_rupiah"], day["protected"]) == (1, 40, 2_016_000, 0)
    assert [finding["kind"] for finding in day["findings"] if finding["region"] == "75.03.04.2003"] == [
        "not_reporting", "paid_without_budget", "cover_lapsed", "list_missing",
    ]  # fmt: skip


def test_a_rate_column_is_not_the_amount(tmp_path: pathlib.Path) -> None:
    text = (
        "Kode Desa,Nama Desa,Kode Iuran,Tgl Bayar,BLTH Awal,Jml Bulan,Jml TK,Iuran/Bln,Total Iuran\n"
        '75.03.04.2003,Tamboo,1234,2023-01-12,012023,12,100,16800,"20.160.000"\n'
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid_total_rupiah"], day["protected"]) == (20_160_000, 100)
    assert [warning["kind"] for warning in day["warnings"]] == []


def test_two_lines_of_one_village_add_up_and_an_amendment_replaces_both(tmp_path: pathlib.Path) -> None:
    head = "Kode Desa;Desa;Sumber Dana;TK;Bulan;Anggaran;No Perdes;Tgl Perdes;Ket\n"
    lines = (
        "75.03.04.2003;Tamboo;ADD;40;12;8.064.000;1/2022;20-12-2022;\n"
        "75.03.04.2003;Tamboo;DD;60;12;12.096.000;1/2022;20-12-2022;\n"
        "75.03.04.2012;Tongo;ADD;40;12;8.064.000;2/2022;20-12-2022;\n"
        "75.03.04.2012;Tongo;DD;60;12;12.096.000;2/2022;20-12-2022;\n"
        "75.03.04.2012;Tongo;ADD;20;12;4.032.000;4/2023;10-03-2023;Perubahan APBDes\n"
        "75.03.04.2004;Bilungala;ADD;100;12;20.160.000;9/2022;20-12-2022;\n"
        "75.03.04.2004;Bilungala;ADD;0;0;0;5/2023;20-05-2023;Perubahan APBDes\n"
    )
    day = found(tmp_path, {"x.csv": head + lines})
    assert day["budget_total_rupiah"] == 20_160_000 + 4_032_000 + 20_160_000
    assert day["budgeted"] == 3


def test_a_draft_is_reported_but_not_budgeted(tmp_path: pathlib.Path) -> None:
    text = "Kode Desa;Tahap;Pagu\n75.03.04.2003;RAPBDes;20.160.000\n75.03.04.2012;RKPDes;20.160.000\n"
    day = found(tmp_path, {"x.csv": text})
    assert (day["reported"], day["budgeted"], day["budget_total_rupiah"]) == (2, 0, 0)
    assert day["not_budgeted"] == ["75.03.04.2003", "75.03.04.2012"]


def test_last_years_recap_left_in_the_folder_is_not_this_years(tmp_path: pathlib.Path) -> None:
    head = "REKAP ANGGARAN TAHUN 2022\nKode Desa;Desa;Pagu (Rp)\n"
    day = found(tmp_path, {"lama.csv": head + "75.03.04.2003;Tamboo;20.160.000\n"})
    assert (day["reported"], day["budget_total_rupiah"]) == (0, 0)
    assert [warning["kind"] for warning in day["warnings"]] == ["other_year"]


def test_december_payment_for_this_year_counts_and_last_years_arrears_do_not(tmp_path: pathlib.Path) -> None:
    text = (
        "Kode Desa;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal\n"
        "75.03.04.2003;111;28-12-2022;01-2023;12;100;20.160.000\n"
        "75.03.04.2012;222;05-01-2023;10-2022;3;100;5.040.000\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid"], day["paid_total_rupiah"], day["arrears_rupiah"]) == (1, 20_160_000, 5_040_000)


def test_money_for_a_village_that_cannot_be_told_is_the_regencys(tmp_path: pathlib.Path) -> None:
    text = (
        "Nama Wadah;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal\n"
        "PR DESA TAMBOO;111;12-01-2023;01-2023;12;40;8.064.000\nPR DESA TONGO;112;12-01-2023;01-2023;12;40;8.064.000\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid"], day["paid_total_rupiah"], day["protected"]) == (1, 16_128_000, 80)
    assert [(problem["row"], problem["kind"]) for problem in day["problems"]] == [(2, "village_ambiguous")]
    assert [finding["kind"] for finding in day["findings"] if finding["region"] == "75.03"][
        -1
    ] == "payment_unattributed"


def test_another_regencys_payment_is_named_and_not_counted(tmp_path: pathlib.Path) -> None:
    text = (
        "Kode Desa;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal\n"
        "75.71.04.1001;111;12-01-2023;01-2023;12;40;8.064.000\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid"], day["paid_total_rupiah"]) == (0, 0)
    assert [(problem["row"], problem["kind"]) for problem in day["problems"]] == [(2, "village_unknown")]


def test_other_bpu_count_and_are_shown_apart(tmp_path: pathlib.Path) -> None:
    text = (
        "Daftar Desa Tongo Kecamatan Bonepantai\nNIK;Nama;Tgl Lahir;L/P;Pekerjaan\n"
        "7503042701030015;Fadel Naki;27-01-2003;L;Imam Masjid\n"
        "7503044201940005;Rahma Gani;02-01-1994;P;Kader Posyandu\n"
        "7503042602670028;Lukman Abas;26-02-1967;L;Pensiunan PNS\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["declared"], day["enrolled_valid"], day["other_bpu"]) == (3, 3, 2)


def test_the_same_file_twice_is_read_once(tmp_path: pathlib.Path) -> None:
    text = "Desa Tongo Kecamatan Bonepantai\nNo;NIK;Nama;Tgl Lahir;L/P;Pekerjaan\n" + f"1;{PEOPLE[0]}\n"
    day = found(tmp_path, {"a.csv": text, "salinan/a (1).csv": text})
    assert (day["declared"], day["enrolled_valid"]) == (1, 1)
    assert [warning["kind"] for warning in day["warnings"]] == ["file_duplicate"]
