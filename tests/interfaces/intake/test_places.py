"""Which village is meant. Namesakes are asked about, never guessed."""

from __future__ import annotations

import pytest

from lindung.interfaces.intake import places
from tests.interfaces.intake import gazetteer


def meant(*said: str, regency: str = "75.03") -> places.Resolution:
    """By what stands around a list: titles, sheet, file name, folder."""
    book = gazetteer(regency)
    return book.resolve([book.mention(one) for one in said], bare_is_enough=False)


def in_row(village: str = "", code: str = "", district: str = "", regency: str = "75.03") -> places.Resolution:
    """By the cells of a row in a recap of the regency."""
    book = gazetteer(regency)
    return book.resolve([book.cell(village, code, district)], bare_is_enough=True)


@pytest.mark.parametrize(
    "said",
    [
        "75.03.01.2028",
        "7503012028",
        "75.03.01.2028-Keramat",
        "7503012028_keramat",
        "kode 75 03 01 2028",
        "75-03-01-2028",
    ],
)
def test_a_code_in_any_writing(said: str) -> None:
    assert meant(said).village.code == "75.03.01.2028"


@pytest.mark.parametrize(
    "said",
    [
        "Desa Keramat", "DAFTAR PEKERJA RENTAN DESA KERAMAT KECAMATAN TAPA", "peserta_keramat_final (2)",
        "Daftar Peserta Desa : Keramat", "Ds. Keramat Kec. Tapa", "Desa/Kelurahan Keramat", "keramat rev 3",
        "Desa Keramat Kecamatan Tapa Kabupaten Bone Bolango Tahun 2023",
    ],
)  # fmt: skip
def test_a_name_that_only_one_village_bears(said: str) -> None:
    assert meant(said).village.code == "75.03.01.2028"


def test_two_words_of_a_name_are_not_taken_for_the_village_named_by_one() -> None:
    assert meant("Desa Talulobutu Selatan").village.code == "75.03.01.2027"
    assert meant("Desa Talulobutu").village.code == "75.03.01.2005"
    assert meant("daftar talulobutuselatan").village.code == "75.03.01.2027"


def test_tamboo_is_borne_by_two_villages() -> None:
    asked = meant("peserta Tamboo.xlsx")
    assert (asked.village, asked.kind) == (None, "village_ambiguous")
    assert "Desa Tamboo (Kec. Bonepantai) 75.03.04.2003" in asked.said["candidates"]
    assert "Desa Tamboo (Kec. Tilongkabila) 75.03.06.2007" in asked.said["candidates"]
    assert meant("Desa Tamboo").kind == "village_ambiguous"
    assert in_row("Tamboo").kind == "village_ambiguous"


@pytest.mark.parametrize(
    "said", [("Desa Tamboo Kec. Bonepantai",), ("Tamboo", "Kecamatan Bonepantai"), ("Tamboo Bonepantai",)]
)
def test_the_district_says_which_tamboo(said: tuple[str, ...]) -> None:
    assert meant(*said).village.code == "75.03.04.2003"


def test_the_district_of_a_row_says_which_tamboo() -> None:
    assert in_row("Tamboo", district="Tilongkabila").village.code == "75.03.06.2007"
    assert in_row("TAMBOO", district="Kec. Bone Pantai").village.code == "75.03.04.2003"
    assert in_row("Tamboo", district="Limboto").kind == "village_unknown"


def test_huangobotu_as_a_bare_file_name_may_be_the_kelurahan_in_kota_gorontalo() -> None:
    asked = meant("Huangobotu")
    assert (asked.village, asked.kind) == (None, "village_ambiguous")
    assert "Kelurahan Huangobotu (75.71.04.1001)" in asked.said["candidates"]


@pytest.mark.parametrize("said", ["Desa Huangobotu", "Huangobotu Kec. Kabila Bone", "75.03.08.2001 Huangobotu"])
def test_huangobotu_with_desa_or_district_or_code_is_ours(said: str) -> None:
    assert meant(said).village.code == "75.03.08.2001"


@pytest.mark.parametrize(
    "said",
    [
        "Kelurahan Huangobotu Kota Gorontalo",
        "KELURAHAN HUANGOBOTU",
        "Kel. Huangobotu Kecamatan Dungingi",
        "75.71.04.1001 Huangobotu",
        "Desa Huangobotu 75.71.04.1001",
    ],
)
def test_the_kelurahan_huangobotu_never_enters(said: str) -> None:
    assert meant(said).village is None


def test_huangobotu_in_the_regencys_own_recap_is_its_own() -> None:
    assert in_row("Huangobotu").village.code == "75.03.08.2001"
    assert in_row("Huangobotu", district="Dungingi").kind == "village_unknown"
    assert in_row("Huangobotu", code="75.71.04.1001").kind == "village_unknown"


def test_a_village_whose_name_begins_with_a_word_for_village() -> None:
    """Kampung Padang, in the regency whose Padang is another village (11.01, Aceh Selatan)."""
    book = gazetteer("11.01")
    by_name = {village.name: code for code, village in book.villages.items()}
    assert meant("Desa Kampung Padang", regency="11.01").village.code == by_name["Kampung Padang"]
    assert meant("daftar Kampung Padang", regency="11.01").village.code == by_name["Kampung Padang"]
    assert in_row("Kampung Padang", regency="11.01").village.code == by_name["Kampung Padang"]
    assert meant("Gampong Hilir Kec Tapaktuan", regency="11.01").village.code == by_name["Hilir"]


def test_the_regencys_name_is_not_its_villages() -> None:
    """Bone (73.08) has villages whose names hold its own: «Kab. Bone» is none of them."""
    book = gazetteer("73.08")
    by_name = {village.name: code for code, village in book.villages.items()}
    assert meant("Desa Bone Pute", regency="73.08").village.code == by_name["Bone Pute"]
    assert meant("Desa Bone Pute Kab. Bone", regency="73.08").village.code == by_name["Bone Pute"]
    assert meant("Bone Pute", regency="73.08").kind != "village_unknown"
    assert meant("Kabupaten Bone", regency="73.08").kind == "village_unknown"


def test_bone_bolango_is_neither_the_district_bone_nor_a_village() -> None:
    assert meant("DAFTAR PEKERJA RENTAN KABUPATEN BONE BOLANGO").kind == "village_unknown"
    assert meant("Desa Permata Kabupaten Bone Bolango").kind == "village_ambiguous"
    assert meant("Desa Permata Kecamatan Bone Kabupaten Bone Bolango").village.code == "75.03.09.2014"


@pytest.mark.parametrize("said", ["7504012028", "75.04.01.2028 Keramat"])
def test_a_code_of_bps_or_of_another_regency_is_not_ours(said: str) -> None:
    """BPS calls Bone Bolango 7504; for Kemendagri 75.04 is Pohuwato."""
    row = in_row(code=said)
    assert (row.village, row.kind) == (None, "village_unknown")
    assert "75.04.01.2028" in row.said["text"]


def test_the_name_beside_a_code_of_bps_says_the_village() -> None:
    assert in_row("Keramat", code="7504012028").village.code == "75.03.01.2028"


def test_the_code_in_the_files_name_against_the_village_in_the_title() -> None:
    asked = meant("DAFTAR PEKERJA RENTAN DESA KERAMAT", "Sheet1", "75.03.01.2004-Talumopatu")
    assert (asked.village, asked.kind) == (None, "village_ambiguous")
    assert "75.03.01.2004" in asked.said["candidates"]
    assert "75.03.01.2028" in asked.said["candidates"]


def test_two_codes_in_one_name_are_asked_about() -> None:
    assert meant("75.03.01.2004 dan 75.03.01.2005").kind == "village_ambiguous"


def test_the_code_of_a_row_against_its_village() -> None:
    assert in_row("Keramat", code="75.03.01.2028").village.code == "75.03.01.2028"
    assert in_row("Keramat", code="75.03.01.2004").kind == "village_ambiguous"
    assert in_row("Kramat", code="75.03.01.2028").village.code == "75.03.01.2028"


def test_a_slip_of_the_pen_is_answered_with_the_likely_village() -> None:
    asked = meant("Desa Kermat")
    assert asked.kind == "village_unknown"
    assert in_row("Kermat").said["text"] == (
        "«Kermat» bukan desa di Kabupaten Bone Bolango. Mungkin Desa Keramat (Kec. Tapa)?"
    )


def test_where_nothing_is_said_the_sentence_says_where_to_say_it() -> None:
    asked = meant("daftar tambahan", "Sheet1")
    assert asked.kind == "village_unknown"
    assert asked.said["text"].startswith("Desa tidak disebut pada kolom, judul")
