"""Bills of BPJS from a sheet: a row for each kode iuran, or for each person behind it; said again they add nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.interfaces.intake import layouts
from lindung.platform.journal import queries as journal
from lindung.registers.enrolment.names import queries as names
from lindung.registers.funding import facts
from lindung.registers.funding import models as funding_models
from lindung.registers.funding import queries as funding
from tests.interfaces.intake import csv, notes_of
from tests.interfaces.intake.test_answers import nik, roster, take

pytestmark = pytest.mark.django_db
DAY, MAY_2 = dt.date(2023, 4, 13), dt.date(2023, 5, 2)
TALUMOPATU, TALULOBUTU = "75.03.01.2004", "75.03.01.2005"
BILLS = (
    "Kode Desa;NPP;Nama Wadah;Kode Iuran;Tanggal Terbit;Jatuh Tempo;Periode;Jumlah Bulan;Jumlah TK;Jumlah Iuran;"
    "No Tanda Terima\n"
)
FARMERS = (
    f"{TALUMOPATU};SD000001;Petani Talumopatu;230100000001;02-01-2023;31-01-2023;01-2023;12;40;8.064.000;TT-7/2023\n"
)
FISHERS = f"{TALUMOPATU};SD000002;Nelayan;230100000002;02-01-2023;31-01-2023;Januari 2023 - Maret 2023;;10;504.000;\n"
OTHERS = f"{TALULOBUTU};SD000003;Tani;230100000003;03-01-2023;;01-2023;12;5;1.008.000;\n"


def bills(region: str = "75.03", known_at: dt.date = MAY_2) -> list[facts.KnownBill]:
    return funding.bills(region, known_at=known_at)


def test_a_sheet_of_bills_is_recorded_with_its_rows(tmp_path):
    taken = take(tmp_path / "april", DAY, tagihan=BILLS + FARMERS + FISHERS + OTHERS + ";;JUMLAH;;;;;;55;9.576.000;\n")
    assert notes_of(taken.delivery) == []
    assert [
        (one.region, one.code, one.group_name, one.heads, one.months, one.amount, one.due_on, one.acknowledged, one.row)
        for one in bills()
    ] == [
        (TALUMOPATU, "230100000001", "Petani Talumopatu", 40, 12, 8_064_000, dt.date(2023, 1, 31), ("TT-7/2023",), 2),
        (TALUMOPATU, "230100000002", "Nelayan", 10, 3, 504_000, dt.date(2023, 1, 31), (), 3),
        (TALULOBUTU, "230100000003", "Tani", 5, 12, 1_008_000, None, (), 4),
    ]
    assert funding.receipts("75.03", known_at=MAY_2) == []


def test_the_same_bills_in_another_file_change_nothing_and_a_new_receipt_number_is_added(tmp_path):
    take(tmp_path / "april", DAY, tagihan=BILLS + FARMERS + FISHERS)
    head = journal.head()
    take(tmp_path / "april", DAY, tagihan=BILLS + FARMERS + FISHERS)
    assert journal.head() == head
    taken = take(tmp_path / "mei", MAY_2, tagihan_lagi=BILLS + FARMERS.replace("TT-7", "TT-8"))
    assert notes_of(taken.delivery) == []
    (one,) = [one for one in bills() if one.code == "230100000001"]
    assert one.acknowledged == ("TT-7/2023", "TT-8/2023")
    assert funding_models.Bill.objects.count() == 2


def test_another_amount_under_the_same_code_is_refused_and_the_others_are_recorded(tmp_path):
    take(tmp_path / "april", DAY, tagihan=BILLS + FARMERS)
    taken = take(tmp_path / "mei", MAY_2, lain=BILLS + FARMERS.replace("8.064.000", "8.064.500") + OTHERS)
    assert notes_of(taken.delivery) == [("lain.csv", 2, "bill_refused")]
    assert {one.code: one.amount for one in bills()} == {"230100000001": 8_064_000, "230100000003": 1_008_000}


def test_who_stands_behind_a_code_is_named_where_the_sheet_names_them(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1, 2, 3))
    headings = [
        "Kode Desa",
        "Kode Iuran",
        "Tgl Terbit",
        "Periode",
        "Jumlah Bulan",
        "Total Iuran",
        "NIK",
        "Nama",
        "Tgl Lahir",
    ]
    first = [
        TALUMOPATU,
        "230100000001",
        "02-01-2023",
        "01-2023",
        "12",
        "604800",
        nik(1),
        "Abdul Podungge",
        "13-06-1978",
    ]
    more = [["", "", "", "", "", "", nik(2), "Abdul Podunge", "13-06-1978"], ["", "", "", "", "", "", nik(3), "", ""]]
    taken = take(tmp_path / "mei", MAY_2, tagihan=csv(headings, first, *more))
    assert notes_of(taken.delivery) == []
    (one,) = bills()
    assert (one.heads, one.names) == (3, 3)
    person = funding_models.BilledName.objects.order_by("id").values_list("person_id", flat=True)[1]
    assert [said.name for said in names.names_about(person, known_at=MAY_2)] == ["Abdul Podunge"]


def test_more_names_than_heads_are_refused_and_the_bill_stands(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1, 2))
    headings = ["Kode Desa", "Kode Iuran", "Tgl Terbit", "Periode", "Jumlah Bulan", "Jumlah TK", "Total Iuran", "NIK"]
    rows = [
        [TALUMOPATU, "230100000001", "02-01-2023", "01-2023", "12", "1", "201600", nik(number)] for number in (1, 2)
    ]
    taken = take(tmp_path / "mei", MAY_2, tagihan=csv(headings, *rows))
    assert notes_of(taken.delivery) == [("tagihan.csv", 2, "bill_refused")]
    assert [(one.heads, one.names) for one in bills()] == [(1, 0)]


@pytest.mark.parametrize(
    ("mended", "kind"),
    [
        (("8.064.000", ""), "bill_incomplete"),
        ((";12;40;", ";;40;"), "bill_incomplete"),
        ((";12;40;", ";12;;"), "bill_incomplete"),
        (("02-01-2023", ""), "bill_undated"),
        ((f"{TALUMOPATU};SD000001;Petani Talumopatu", "75.03.01.2999;;Tani"), "village_unknown"),
    ],
)
def test_what_a_row_lacks_is_said(tmp_path, mended, kind):
    taken = take(tmp_path / "april", DAY, tagihan=BILLS + FARMERS.replace(*mended))
    assert notes_of(taken.delivery) == [("tagihan.csv", 2, kind)]
    assert len(bills()) == (kind == "bill_undated")


def test_a_bill_issued_anew_follows_the_one_it_replaces_wherever_it_stands(tmp_path):
    headings = BILLS.replace("No Tanda Terima", "Mengganti")
    anew = (
        FARMERS.replace("230100000001", "230100000009").replace("02-01", "03-02").replace("TT-7/2023", "230100000001")
    )
    take(tmp_path / "april", DAY, tagihan=headings + anew + FARMERS.replace("TT-7/2023", ""))
    assert {one.code: one.replaced_on for one in bills()} == {
        "230100000001": dt.date(2023, 2, 3), "230100000009": None,
    }  # fmt: skip


def test_a_table_with_days_of_payment_is_a_recap_of_payments(tmp_path):
    paid = "Kode Desa;Kode Iuran;Tgl Terbit;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal\n"
    take(
        tmp_path / "april", DAY, bayar=paid + f"{TALUMOPATU};230100000001;02-01-2023;05-01-2023;01-2023;12;40;8064000\n"
    )
    assert [one.code for one in funding.receipts("75.03", known_at=DAY)] == ["230100000001"]
    assert bills() == []


def test_a_bill_that_names_no_village_is_the_regencys(tmp_path):
    headings = "Nama Wadah;Kode Iuran;Tanggal Terbit;Periode;Jumlah Bulan;Jumlah TK;Jumlah Iuran\n"
    take(
        tmp_path / "april",
        DAY,
        tagihan=headings + "Pekerja Rentan APBD;230100000001;02-01-2023;01-2023;12;40;8.064.000\n",
    )
    assert [one.region for one in bills()] == ["75.03"]


def test_a_branchs_own_headings_are_data():
    layout = layouts.read(
        "cabang.toml", 'jenis = "tagihan"\n[kolom]\nkode_iuran = ["KD_BILL"]\nnominal = ["AMT"]\nbatas = ["EXP_DT"]\n'
    )
    assert layout.found(["kd bill", "amt", "exp dt"], [], 1) == {"code": 0, "amount": 1, "due_on": 2}
    with pytest.raises(layouts.LayoutUnusable, match="kolom nominal belum disebut"):
        layouts.read("cabang.toml", 'jenis = "tagihan"\n[kolom]\nkode_iuran = ["KD_BILL"]\n')
