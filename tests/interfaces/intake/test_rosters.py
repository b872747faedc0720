"""The people of a roster: who is one, and what is wrong with each row, in a sentence with the row that Excel shows."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from lindung.interfaces.intake import rosters
from tests.interfaces.intake import DAY, HEADING, csv, gathered, person, tables_in


def people(*rows: list[Any]) -> list[rosters.PersonRow]:
    """A list with two title rows and an empty one: the first person stands on row 5."""
    (table,) = tables_in([["DAFTAR PEKERJA RENTAN"], ["DESA KERAMAT"], [], HEADING, *rows])
    return list(rosters.people(table, on=DAY))


def problem(**different: Any) -> tuple[int, str, str, str]:
    """Row, kind, column and sentence of the one problem of a list's second row."""
    _sound, row = people(
        person(), person(2, **{"nik": "7503045207800001", "born": "12-07-1980", "sex": "P", **different})
    )
    (fault,) = row.faults
    return row.number, fault.kind, fault.column, fault.message


def remark(**different: Any) -> tuple[int, str, str, str]:
    """The same of what is pointed out and counted all the same."""
    _sound, row = people(
        person(), person(2, **{"nik": "7503045207800001", "born": "12-07-1980", "sex": "P", **different})
    )
    (found,) = row.remarks
    assert row.person is not None
    return row.number, found.kind, found.column, found.message


def test_a_sound_row_is_believed() -> None:
    (row,) = people(person())
    assert (row.number, row.faults, row.remarks) == (5, (), ())
    assert row.person.nik == "7503041306780003"
    assert row.person.name == "Abdul Podungge"
    assert (row.person.born_on.isoformat(), row.person.sex) == ("1978-06-13", "L")


@pytest.mark.parametrize(
    ("different", "kind", "column", "words"),
    [
        ({"nik": ""}, "nik_missing", "NIK", "NIK tidak diisi"),
        ({"nik": "-"}, "nik_missing", "NIK", "16 angka dari KTP"),
        ({"nik": "750304520780001"}, "nik_length", "NIK", "berisi 15 angka, seharusnya 16"),
        ({"nik": "75030452078000011"}, "nik_length", "NIK", "berisi 17 angka"),
        ({"nik": "75O3045207800001"}, "nik_characters", "NIK", "memuat «O»"),
        ({"nik": "9903045207800001"}, "nik_region", "NIK", "(99) bukan kode provinsi"),
        ({"nik": "7503047207800001"}, "nik_date", "NIK", "(720780) bukan tanggal lahir"),
        ({"nik": "7503045213800001"}, "nik_date", "NIK", "(521380)"),
        ({"nik": "7503045207800000"}, "nik_serial", "NIK", "0000 tidak pernah diterbitkan"),
        ({"name": ""}, "name_missing", "NAMA", "Isi nama sesuai KTP"),
        ({"born": "07-12-1980"}, "birth_date_swapped", "TANGGAL LAHIR", "hari dan bulan tertukar. Usul: 12-07-1980"),
        ({"born": "12-07-1981"}, "birth_date_mismatch", "TANGGAL LAHIR", "tertulis 12-07-1981, menurut NIK 12-07-1980"),
        ({"work": "PNS"}, "category_state", "PEKERJAAN", "«PNS» bukan pekerja rentan"),
        ({"work": "Anggota TNI AD"}, "category_state", "PEKERJAAN", "ditolak"),
        ({"work": "Kepala Desa"}, "category_pu", "PEKERJAAN", "«Kepala Desa» menerima upah"),
        ({"work": "Kaur Keuangan"}, "category_pu", "PEKERJAAN", "penerima upah"),
    ],
)  # fmt: skip
def test_each_problem_with_its_row_its_column_and_its_sentence(
    different: dict[str, Any], kind: str, column: str, words: str
) -> None:
    row, found, where, sentence = problem(**different)
    assert (row, found, where) == (6, kind, column)
    assert words in sentence


@pytest.mark.parametrize(
    ("different", "kind", "column", "words"),
    [
        ({"born": "12 Jni 1980"}, "birth_date_unreadable", "TANGGAL LAHIR", "«12 Jni 1980» tidak terbaca"),
        ({"sex": "Laki-laki"}, "sex_mismatch", "JK", "Tertulis Laki-laki, menurut NIK perempuan"),
        ({"sex": "pria"}, "sex_mismatch", "JK", "menurut NIK perempuan"),
    ],
)
def test_what_is_pointed_out_and_counted_all_the_same(
    different: dict[str, Any], kind: str, column: str, words: str
) -> None:
    row, found, where, sentence = remark(**different)
    assert (row, found, where) == (6, kind, column)
    assert words in sentence


def test_two_problems_of_one_row_are_both_said() -> None:
    (row,) = people(person(name="", work="Polri"))
    assert [fault.kind for fault in row.faults] == ["name_missing", "category_state"]
    assert row.person is None


@pytest.mark.parametrize("prefix", ["650304", "920304", "960304", "940304", "110304", "210304"])
def test_a_nik_may_have_been_issued_in_any_province(prefix: str) -> None:
    (row,) = people(person(nik=f"{prefix}1306780003"))
    assert row.faults == ()


def test_born_in_05_is_eighteen_and_not_a_hundred_and_eighteen() -> None:
    (row,) = people(person(nik="7503041301050003", born="13-01-2005"))
    assert row.person.born_on.isoformat() == "2005-01-13"
    (row,) = people(person(nik="7503041401300003", born="14-01-1930"))
    assert row.person.born_on.isoformat() == "1930-01-14"


@pytest.mark.parametrize("sex", ["P", "Perempuan", "wanita", "W", "p", "", "-"])
def test_a_womans_birthday_has_forty_added(sex: str) -> None:
    (row,) = people(person(nik="7503045207800001", born="12-07-1980", sex=sex))
    assert (row.faults, row.remarks, row.person.sex) == ((), (), "P")


@pytest.mark.parametrize(
    "born", ["", "Gorontalo", "-", "12-07-80", "1980-07-12", "Tapa, 12 Juli 1980", "\x001980-07-12"]
)
def test_a_birth_date_that_is_not_told_or_told_otherwise_is_no_problem(born: str) -> None:
    (row,) = people(person(nik="7503045207800001", born=born, sex="P"))
    assert (row.faults, row.remarks) == ((), ())


@pytest.mark.parametrize(
    ("work", "category"),
    [
        ("Petani", "rentan"), ("", "rentan"), ("Pensiunan PNS", "rentan"), ("Istri TNI", "rentan"),
        ("Mantan Kepala Desa", "rentan"), ("Imam masjid", "bpu_lain"), ("Guru ngaji", "bpu_lain"),
        ("Kader posyandu", "bpu_lain"), ("Tukang ojek", "rentan"),
    ],
)  # fmt: skip
def test_the_category_that_work_puts_a_person_in(work: str, category: str) -> None:
    (row,) = people(person(work=work))
    assert (row.category, row.faults) == (category, ())


@pytest.mark.parametrize(
    "row",
    [
        ["JUMLAH", 41], ["Total", None, "41 orang"], [None, "Jumlah", None], ["Sub total", 5],
        [None, None, None, None, None, "Mengetahui,"], [None, None, None, None, "Kepala Desa Keramat"],
        [None, None, None, "Usman Lahaya, S.Pd"], [None, None, "NIP. 19780613 200501 1 003"],
        [None, "NIP 197806132005011003"], ["Catatan: sudah dicocokkan"], ["Keterangan", None, "L laki-laki"],
        [None, None, "USMAN LAHAYA"], ["Dusun I"], [None, None, "Dusun II"], [7, None, None], [8],
    ],
)  # fmt: skip
def test_totals_signatures_and_empty_lines_are_not_people(row: list[Any]) -> None:
    assert [one.number for one in people(person(), row)] == [5]


@pytest.mark.parametrize(
    "row",
    [
        [2, None, "Siti Bakari", None, None, None], [None, None, "Siti Bakari", "12-07-1980", "P", None],
        [None, "7503045207800001", None, None, None, None], ["2.", "", "Siti", None, None, "Petani"],
        [2, "belum ada", "Siti Bakari", None, None, None],
    ],
)  # fmt: skip
def test_a_person_with_gaps_is_a_person_and_held(row: list[Any]) -> None:
    _sound, held = people(person(), row)
    assert held.number == 6
    assert held.person is None
    assert held.faults


def kinds(*niks: Any) -> set[str]:
    """Kinds of the problems of a list with these NIK."""
    found = people(*(person(number, nik, born="") for number, nik in enumerate(niks, 1)))
    assert len(found) == len(niks)
    return {fault.kind for row in found for fault in row.faults} | (
        {"none"} if any(not r.faults for r in found) else set()
    )


def test_numbers_of_which_sixty_in_a_hundred_end_in_zero_are_damaged_and_the_whole_sheet_is_held() -> None:
    assert kinds(7503041306780000, 7503041306780010, 7503041306780020, 7503041306780004, 7503041306780005) == {
        "nik_damaged_by_excel"
    }


def test_numbers_of_which_fewer_end_in_zero_are_intact() -> None:
    assert kinds(7503041306780010, 7503041306780020, 7503041306780003, 7503041306780004, 7503041306780005) == {"none"}


def test_a_number_from_2_to_the_53_on_can_not_be_intact() -> None:
    """A card issued in Papua (91…): a spreadsheet's number can't hold each of its digits."""
    assert kinds(9103041306780003, 7503041306780003, 7503041306780004) == {"nik_damaged_by_excel"}
    assert kinds(9007199254740991) != {"nik_damaged_by_excel"}
    assert kinds(9007199254740992) == {"nik_damaged_by_excel"}


def test_text_cells_among_damaged_numbers_are_held_with_them() -> None:
    assert kinds(7503041306780010, 7503041306780020, "7503041306780003") == {"nik_damaged_by_excel"}


@pytest.mark.parametrize("nik", ["7,50304E+15", "7.50304E+15", "7.50304130678e+15"])
def test_scientific_notation_in_a_text_file_is_damage(nik: str) -> None:
    assert kinds(nik, "7503041306780003") == {"nik_damaged_by_excel"}


def test_damaged_numbers_saved_as_text_are_told_by_their_zeros() -> None:
    """Text keeps no trace of having been a number: nearly all of many must end in 0."""
    ending = [f"7503041306780{n}0" for n in range(10, 20)]
    assert kinds(*ending) == {"nik_damaged_by_excel"}
    assert kinds(*ending[:9], "7503041306780003") == {"nik_damaged_by_excel"}
    assert kinds(*ending[:8], "7503041306780003", "7503041306780004") == {"none"}
    assert kinds(*ending[:9]) == {"none"}


def test_the_sentence_on_damage_counts_the_zeros_and_says_what_next() -> None:
    row, *_rest = people(*(person(n, 7503041306780000 + n * 10, born="") for n in (1, 2, 3)))
    (fault,) = row.faults
    assert (row.number, fault.column) == (5, "NIK")
    assert "3 dari 3 berakhir 0" in fault.message
    assert "Ubah kolom menjadi Teks" in fault.message
    assert "Seluruh lembar ditahan" in fault.message


def test_no_sentence_and_no_name_holds_a_whole_nik() -> None:
    """Columns that slipped by one put a NIK where nobody expects it."""
    rows = people(
        person(1, born="7503041306780003"),
        person(2, name="Abdul 7503041306780003", work="PNS 7503041306780003", sex="7503041306780003"),
    )
    said = [fault.message for row in rows for fault in (*row.faults, *row.remarks)] + [row.occupation for row in rows]
    assert said
    assert "7503041306780003" not in " ".join(said)
    assert "7503••••••••0003" in " ".join(said)
    assert rows[0].person.name == "Abdul Podungge"


def test_the_count_of_the_total_row_is_compared(tmp_path: pathlib.Path) -> None:
    delivery = gathered(tmp_path, daftar=csv(["DESA KERAMAT"], HEADING, person(), ["JUMLAH", 2], []))
    (note,) = delivery.notes
    assert (note.kind, note.row) == ("total_mismatch", 4)
    assert "menyebut 2, yang terbaca 1" in note.message


def test_the_village_of_each_row_by_its_column_and_what_is_wrong_with_it(tmp_path: pathlib.Path) -> None:
    rows = [
        ["DESA", "NIK", "NAMA"], ["Keramat", "7503041306780003", "A"], ["Kermat", "7503041306780004", "B"],
        ["Tamboo", "7503041306780005", "C"], ["75.03.01.2029", "7503041306780006", "D"],
    ]  # fmt: skip
    delivery = gathered(tmp_path, semua=csv(*rows))
    assert [(one.region, one.row.number) for one in delivery.people] == [("75.03.01.2028", 2), ("75.03.01.2029", 5)]
    unknown, ambiguous = delivery.notes
    assert (unknown.kind, unknown.row, unknown.column) == ("village_unknown", 3, "DESA")
    assert "Mungkin Desa Keramat (Kec. Tapa)?" in unknown.message
    assert (ambiguous.kind, ambiguous.row) == ("village_ambiguous", 4)
    assert "Kec. Bonepantai" in ambiguous.message


def test_a_list_that_says_no_village_is_held_as_a_whole(tmp_path: pathlib.Path) -> None:
    delivery = gathered(tmp_path, tambahan=csv(HEADING, person()))
    (note,) = delivery.notes
    assert (note.kind, note.row, delivery.people) == ("village_unknown", 0, [])
    assert "Desa tidak disebut" in note.message


def test_a_list_whose_file_name_is_a_homonym_is_held_as_a_whole(tmp_path: pathlib.Path) -> None:
    delivery = gathered(tmp_path, Huangobotu=csv(HEADING, person()))
    (note,) = delivery.notes
    assert (note.kind, delivery.people) == ("village_ambiguous", [])
    assert "Kelurahan Huangobotu" in note.message
