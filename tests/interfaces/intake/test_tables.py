"""Where the tables of a sheet stand, of which kind they are by their content, and what their columns hold."""

from __future__ import annotations

import pathlib

import pytest

from tests.interfaces.intake import HEADING, csv, gathered, notes_of, person, tables_in

BUDGET = ["No", "Kode Desa", "Desa", "Sumber Dana", "Jumlah Pekerja", "Jumlah Bulan", "Pagu (Rp)"]
PAYMENT = ["Kode Desa", "Nama Wadah", "Kode Iuran", "Tanggal Bayar", "Periode", "Jumlah TK", "Nominal"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        (HEADING, "roster"),
        (["No.", "Nama Lengkap", "No. KTP"], "roster"),
        (["NOMOR INDUK KEPENDUDUKAN", "NAMA PESERTA", "TTL"], "roster"),
        (["NIK", "NAMA", "DESA", "IURAN", "KODE IURAN"], "roster"),
        (BUDGET, "budget"),
        (["KECAMATAN", "DESA", "SUMBER DANA", "JUMLAH"], "budget"),
        (["Nama Desa", "Tahapan", "Tenaga Kerja", "Anggaran"], "budget"),
        (PAYMENT, "payment"),
        (["NPP", "Nama Wadah", "Tgl Bayar", "Nominal"], "payment"),
        (["Desa", "Tanggal Pembayaran", "Jumlah TK", "Iuran"], "payment"),
    ],
)
def test_the_kind_is_told_by_the_headings(heading: list[str], kind: str) -> None:
    (table,) = tables_in([heading, ["x"] * len(heading)])
    assert table.kind == kind


@pytest.mark.parametrize(
    "heading",
    [
        ["Nama", "Alamat", "Telepon"],
        ["No", "Desa", "Kepala Desa"],
        ["NIK"],
        ["Tanggal", "Acara", "Tempat"],
        ["Desa", "Jumlah"],
    ],
)
def test_what_is_none_of_them_is_no_table(heading: list[str]) -> None:
    assert tables_in([heading, ["x"] * len(heading)]) == []


def test_the_files_name_says_nothing_of_its_kind(tmp_path: pathlib.Path) -> None:
    paid = ["75.03.01.2028", "PR Desa Keramat", "1", "02-01-2023", "01-2023 s.d 12-2023", 100, 20_160_000]
    budgeted = [1, "75.03.01.2028", "Keramat", "ADD", 100, 12, 20_160_000]
    delivery = gathered(
        tmp_path,
        pembayaran=csv(BUDGET, budgeted),
        anggaran=csv(PAYMENT, paid),
        Book1=csv(["DESA KERAMAT"], HEADING, person()),
    )
    assert (len(delivery.budgets), len(delivery.payments), len(delivery.people)) == (1, 1, 1)
    assert delivery.notes == []


def test_title_rows_stand_above_and_signatures_below() -> None:
    rows = [
        ["DAFTAR NOMINATIF DESA KERAMAT"],
        ["Kecamatan Tapa"],
        [],
        HEADING,
        person(),
        [],
        [None] * 4 + ["Kepala Desa Keramat"],
    ]
    (table,) = tables_in(rows)
    assert table.above == ["DAFTAR NOMINATIF DESA KERAMAT", "Kecamatan Tapa"]
    assert [row.number for row in table.rows] == [5, 7]
    assert table.below == ["Kepala Desa Keramat"]


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    (table,) = tables_in([[], [], HEADING, person(1), [], person(2)])
    assert [row.number for row in table.rows] == [4, 6]


def test_a_heading_of_two_rows_with_merged_cells() -> None:
    rows = [
        ["NO", "IDENTITAS", None, "KELAHIRAN", None, "L/P"],
        [None, "NAMA SESUAI KTP", "NIK", "TEMPAT LAHIR", "TANGGAL LAHIR", None],
        [1, "Abdul", "7503041306780003", "Gorontalo", "13 Juni 1978", "L"],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5)]
    (table,) = tables_in(rows, merged=merged)
    assert table.columns == {"number": 0, "name": 1, "nik": 2, "birthplace": 3, "birth": 4, "sex": 5}
    assert [row.number for row in table.rows] == [3]


def test_a_heading_of_two_rows_without_merged_cells_as_text_has_it() -> None:
    rows = [
        ["NO", "WILAYAH", "", "ANGGARAN", "", "PERDES", ""],
        [None, "KECAMATAN", "DESA", "SUMBER DANA", "NILAI (Rp)", "NOMOR", "TANGGAL"],
        [1, "Tapa", "Keramat", "ADD", 20_160_000, "3/2022", "31-12-2022"],
    ]
    (table,) = tables_in([[cell or None for cell in row] for row in rows])
    assert table.kind == "budget"
    assert table.columns["reference"] == 5
    assert table.columns["decided_on"] == 6
    assert [row.number for row in table.rows] == [3]


def test_the_row_that_numbers_the_columns_is_no_line() -> None:
    (table,) = tables_in([HEADING, [1, 2, 3, 4, 5, 6], person()])
    assert [row.number for row in table.rows] == [3]
    (table,) = tables_in([HEADING, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], person()])
    assert [row.number for row in table.rows] == [3]


def test_a_heading_repeated_on_each_printed_page_is_no_line_and_ends_nothing(tmp_path: pathlib.Path) -> None:
    (table,) = tables_in([["DESA KERAMAT"], HEADING, person(1), HEADING, person(2), person(3)])
    assert [row.number for row in table.rows] == [3, 5, 6]
    again = person(2, "7503041306780004")
    delivery = gathered(tmp_path, daftar=csv(["DESA KERAMAT"], HEADING, person(), HEADING, again, ["JUMLAH", 2]))
    assert [(one.region, one.row.number) for one in delivery.people] == [("75.03.01.2028", 3), ("75.03.01.2028", 5)]
    assert delivery.notes == []


def test_a_heading_below_other_words_begins_another_table_that_asks_for_its_village(tmp_path: pathlib.Path) -> None:
    """Whether those words name another village can't be known, so the title further up isn't carried down."""
    again = person(1, "7503041306780004")
    delivery = gathered(tmp_path, daftar=csv(["DESA KERAMAT"], HEADING, person(), ["Kelompok Melati"], HEADING, again))
    assert [one.row.number for one in delivery.people] == [3]
    assert notes_of(delivery) == [("daftar.csv", 0, "village_unknown")]


def test_several_tables_on_one_sheet_each_with_its_title(tmp_path: pathlib.Path) -> None:
    delivery = gathered(
        tmp_path,
        daftar=csv(["DESA KERAMAT"], HEADING, person(1), [], ["DESA MERANTI"], HEADING, person(1, "7503041306780004")),
    )
    assert [(one.region, one.row.number) for one in delivery.people] == [("75.03.01.2028", 3), ("75.03.01.2029", 7)]


def test_a_roster_and_a_recap_on_one_sheet() -> None:
    found = tables_in([HEADING, person(), [], ["REKAP"], BUDGET, [1, "75.03.01.2028", "Keramat", "ADD", 100, 12, 5]])
    assert [table.kind for table in found] == ["roster", "budget"]


def test_a_column_headed_only_jumlah_holds_people_when_its_numbers_are_small() -> None:
    (people,) = tables_in([["Desa", "Sumber Dana", "Jumlah"], ["Keramat", "ADD", 100], ["Meranti", "DD", 40]])
    assert "heads" in people.columns
    assert [row.cells["heads"] for row in people.rows] == [100, 40]
    (money,) = tables_in([["Desa", "Sumber Dana", "Jumlah"], ["Keramat", "ADD", 20_160_000], ["Meranti", "DD", 0]])
    assert [row.cells["amount"] for row in money.rows] == [20_160_000, 0]


def test_a_village_merged_beside_all_its_people_is_the_village_of_each() -> None:
    rows = [["DESA", "NIK", "NAMA"], ["Keramat", "1", "A"], [None, "2", "B"], [None, "3", "C"], ["Meranti", "4", "D"]]
    (table,) = tables_in(rows, merged=[(1, 0, 3, 0)])
    assert [row.cells["village"] for row in table.rows] == ["Keramat", "Keramat", "Keramat", "Meranti"]


def test_an_empty_district_is_the_one_above() -> None:
    rows = [["KECAMATAN", "DESA", "SUMBER DANA", "PAGU"], ["Tapa", "Keramat", "ADD", 5], [None, "Meranti", "ADD", 5]]
    (table,) = tables_in(rows)
    assert [row.cells["district"] for row in table.rows] == ["Tapa", "Tapa"]


def test_a_sheet_without_a_table_is_named(tmp_path: pathlib.Path) -> None:
    delivery = gathered(tmp_path, catatan=csv(["Hasil rapat"], ["Semua desa hadir"]))
    assert notes_of(delivery) == [("catatan.csv", 0, "sheet_unknown")]


def test_the_year_of_the_title_is_the_year_of_the_budget(tmp_path: pathlib.Path) -> None:
    line = [1, "75.03.01.2028", "Keramat", "ADD", 100, 12, 20_160_000]
    delivery = gathered(tmp_path, lama=csv(["REKAP ANGGARAN TAHUN ANGGARAN 2022"], BUDGET, line))
    assert [claim.year for claim in delivery.budgets] == [2022]
    assert notes_of(delivery) == [("lama.csv", 0, "other_year")]
