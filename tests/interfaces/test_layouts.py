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


def test_two_lines_of_one_village_add_up_and_an_amendment_replaces_what_it_amends(tmp_path: pathlib.Path) -> None:
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
    assert day["budget_total_rupiah"] == 20_160_000 + (12_096_000 + 4_032_000) + 20_160_000
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


TWICE = "75.03.04.2003;Tamboo;ADD;100;12;20.160.000;3/2022;16-12-2022\n"
RECAP = "Kode Desa;Desa;Sumber Dana;Jumlah Pekerja;Jumlah Bulan;Pagu (Rp);Nomor Perdes;Tanggal Perdes\n"


def test_the_same_budget_in_two_recaps_counts_once(tmp_path: pathlib.Path) -> None:
    day = found(tmp_path, {"kabupaten.csv": RECAP + TWICE, "kec bonepantai.csv": "KEC. BONEPANTAI\n" + RECAP + TWICE})
    assert (day["budget_total_rupiah"], day["budget_heads"]) == (20_160_000, 100)
    assert [(w["file"], w["row"], w["kind"]) for w in day["warnings"]] == [
        ("kec bonepantai.csv", 3, "budget_duplicate")
    ]


def test_a_recap_of_budgets_and_payments_at_once_is_both(tmp_path: pathlib.Path) -> None:
    text = (
        "No;Kode Desa;Desa;Pagu (Rp);Jumlah TK;Bulan;Tgl Bayar;Jumlah Bayar (Rp)\n"
        "1;75.03.04.2003;Tamboo;20160000;20;12;01-02-2023;4032000\n"
        "2;75.03.04.2012;Tongo;20160000;20;12;;0\n"
    )
    day = found(tmp_path, {"gabungan.csv": text})
    assert (day["budgeted"], day["budget_total_rupiah"]) == (2, 40_320_000)
    assert (day["paid"], day["paid_total_rupiah"], day["protected"]) == (1, 4_032_000, 20)


def test_a_column_of_money_that_is_not_read_is_named(tmp_path: pathlib.Path) -> None:
    text = "Kode Desa;Desa;Anggaran (Rp);Realisasi (Rp)\n75.03.04.2003;Tamboo;20160000;4032000\n"
    day = found(tmp_path, {"x.csv": text})
    assert (day["budgeted"], day["paid"]) == (1, 0)
    (ignored,) = [warning for warning in day["warnings"] if warning["kind"] == "column_ignored"]
    assert (ignored["row"], "«Realisasi (Rp)»" in ignored["message"]) == (1, True)


@pytest.mark.parametrize("form", ["DS. {}", "{}", "1. Desa {}", "II. {}", "Desa {} (2 orang)"])
def test_a_village_alone_in_a_row_holds_for_the_people_below_it(tmp_path: pathlib.Path, form: str) -> None:
    head = "DATA PEKERJA RENTAN KECAMATAN BONEPANTAI\nNo;NIK;Nama;Tgl Lahir;L/P;Pekerjaan\n"
    tongo, kemiri = form.format("Tongo"), form.format("Kemiri")
    text = f"{head};{tongo};;;;\n1;{PEOPLE[0]}\n2;{PEOPLE[1]}\n;{kemiri};;;;\n1;{PEOPLE[2]}\n"
    assert found(tmp_path, {"x.csv": text})["enrolled_by_village"] == {"75.03.04.2012": 2, "75.03.04.2032": 1}


def test_columns_about_heirs_and_mothers_are_not_the_workers(tmp_path: pathlib.Path) -> None:
    text = (
        "Desa Tongo Kecamatan Bonepantai\n"
        "No;NIK Ahli Waris;Pekerjaan Ahli Waris;NIK Ibu Kandung;Nama;NIK;Tgl Lahir;Pekerjaan\n"
        "1;7503046206880033;PNS;7503045005600031;Fadel Naki;7503042701030015;27-01-2003;Petani\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["declared"], day["enrolled_valid"], day["problems"]) == (1, 1, [])


def test_tables_by_hamlet_below_one_title_belong_to_its_village(tmp_path: pathlib.Path) -> None:
    head = "No;NIK;Nama;Tgl Lahir;L/P;Pekerjaan\n"
    text = (
        f"DAFTAR PEKERJA RENTAN DESA TONGO\n\nDUSUN I\n{head}1;{PEOPLE[0]}\n\nDUSUN II\n{head}1;{PEOPLE[1]}\n"
        f"\nDUSUN III\n{head}1;{PEOPLE[2]}\n"
    )
    assert found(tmp_path, {"x.csv": text})["enrolled_by_village"] == {"75.03.04.2012": 3}


def test_a_table_below_an_unknown_village_is_not_the_one_before(tmp_path: pathlib.Path) -> None:
    head = "No;NIK;Nama;Tgl Lahir;L/P;Pekerjaan\n"
    text = f"DESA TONGO KEC. BONEPANTAI\n{head}1;{PEOPLE[0]}\n\nDESA ANTAH BERANTAH\n{head}1;{PEOPLE[1]}\n"
    day = found(tmp_path, {"x.csv": text})
    assert (day["declared"], [problem["kind"] for problem in day["problems"]]) == (1, ["village_unknown"])


@pytest.mark.parametrize(
    ("words", "budgeted"),
    [
        ("ditolak", 0), ("belum dianggarkan", 0), ("Dalam proses", 0), ("Usulan", 0), ("Belum ditetapkan", 0),
        ("Akan dianggarkan di perubahan", 0), ("sudah dibayar sebagian", 1), ("belum dibayar", 1), ("", 1),
    ],
)  # fmt: skip
def test_an_amount_that_is_only_planned_is_not_budgeted(tmp_path: pathlib.Path, words: str, budgeted: int) -> None:
    day = found(tmp_path, {"x.csv": f"Kode Desa;Desa;Pagu (Rp);Keterangan\n75.03.04.2003;Tamboo;20.160.000;{words}\n"})
    assert (day["reported"], day["budgeted"]) == (1, budgeted)


@pytest.mark.parametrize("note", ["BELUM BAYAR", "GAGAL", "Terbit kode iuran", "Kedaluwarsa", ""])
def test_a_bill_is_not_a_payment(tmp_path: pathlib.Path, note: str) -> None:
    text = (
        "Kode Desa;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal;Status\n"
        f"75.03.04.2003;111;;01-2023;12;40;8.064.000;{note}\n"
        "75.03.04.2012;112;12-01-2023;01-2023;12;40;8.064.000;LUNAS\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid"], day["paid_total_rupiah"]) == (1, 8_064_000)
    assert [(warning["row"], warning["kind"]) for warning in day["warnings"]] == [(2, "payment_not_made")]


@pytest.mark.parametrize(
    ("title", "budgeted"),
    [
        ("Lampiran SK Bupati Nomor 12 Tahun 2022", 1), ("Perdes Tahun 2022 tentang APBDes 2023", 1),
        ("REKAP APBDES TAHUN ANGGARAN 2022", 0),
    ],
)  # fmt: skip
def test_the_year_of_a_law_is_not_the_year_of_a_recap(tmp_path: pathlib.Path, title: str, budgeted: int) -> None:
    assert found(tmp_path, {"x.csv": f"{title}\n{RECAP}{TWICE}"})["budgeted"] == budgeted


def test_a_spaced_total_is_a_total(tmp_path: pathlib.Path) -> None:
    text = (
        "No;Kode Desa;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal\n"
        "1;75.03.04.2003;111;12-01-2023;01-2023;12;10;2.016.000\n;J U M L A H;;;;;10;2.016.000\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid_total_rupiah"], day["problems"]) == (2_016_000, [])


def test_one_heading_over_two_sides_of_a_recap(tmp_path: pathlib.Path) -> None:
    text = (
        "REKAP MONEV TA 2023\nNO;KECAMATAN;DESA;ANGGARAN;;;PEMBAYARAN;;;;\n"
        ";;;ORANG;BULAN;JUMLAH (Rp);TGL BAYAR;BULAN IURAN;JUMLAH BULAN;ORANG;JUMLAH (Rp)\n"
        "1;Bonepantai;Tamboo;100;12;20.160.000;12-01-2023;Januari 2023;6;20;2.016.000\n"
        "2;Bonepantai;Tongo;50;12;10.080.000;;;;;\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["budgeted"], day["budget_total_rupiah"], day["budget_heads"]) == (2, 30_240_000, 150)
    assert (day["paid"], day["paid_total_rupiah"], day["protected"]) == (1, 2_016_000, 20)


def test_a_budget_for_payments_is_a_budget(tmp_path: pathlib.Path) -> None:
    text = "REKAP ANGGARAN PEMBAYARAN IURAN TAHUN 2023\nNo;Desa;Kecamatan;Jumlah Pekerja;Jumlah (Rp)\n"
    day = found(tmp_path, {"x.csv": text + "1;Tamboo;Bonepantai;100;20.160.000\n"})
    assert (day["budgeted"], day["budget_total_rupiah"], day["paid"]) == (1, 20_160_000, 0)


def test_a_description_beside_a_code_is_no_village(tmp_path: pathlib.Path) -> None:
    text = (
        "Kode Desa;Uraian;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal\n"
        "75.03.04.2003;Iuran Triwulan I;111;12-01-2023;01-2023;12;40;8.064.000\n"
    )
    day = found(tmp_path, {"x.csv": text})
    assert (day["paid"], day["warnings"]) == (1, [])
