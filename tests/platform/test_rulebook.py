"""The shipped books carry their evidence, and every mistake in a book is named where it stands."""

import dataclasses
import datetime as dt
import importlib.resources
import shutil
import tomllib

import pytest

from lindung.kernel import law
from lindung.platform.rulebook import queries as rulebook
from lindung.platform.rulebook import reading

BOOKS = importlib.resources.files("lindung.platform.rulebook") / "books"
WRITTEN = [
    pytest.param(row, id=f"{file.name}-{parameter}-{number}")
    for file in sorted(BOOKS.iterdir(), key=lambda file: file.name)
    for parameter, rows in tomllib.loads(file.read_text(encoding="utf-8")).items()
    for number, row in enumerate(rows, start=1)
]


@pytest.mark.parametrize("row", WRITTEN)
def test_every_entry_says_since_when_on_what_ground_and_how_sure(row):
    assert row.keys() >= {"value", "from", "source", "checked_on", "confidence"}
    assert row["source"].strip()
    assert row["checked_on"] in (dt.date(2026, 11, 22), dt.date(2026, 11, 23))
    assert row["confidence"] in {"seen", "secondary", "memory", "inference", "none"}


def test_the_book_is_read_once_and_holds_every_entry():
    book = rulebook.shipped()
    assert rulebook.shipped() is book
    held = sum(len(getattr(book, field.name)) for field in dataclasses.fields(book) if field.name != "version")
    assert held == len(WRITTEN)


def test_an_unknown_never_claims_a_source_was_seen():
    for entry in rulebook.shipped().fund_rule:
        assert (entry.value.status == "unknown") == (entry.value.basis == "none")
        if entry.value.status == "unknown":
            assert entry.confidence == "none"


def test_what_the_programme_ships_with():
    book, day = rulebook.shipped(), dt.date(2023, 4, 13)
    package = law.in_force(book.package, on=day, what="paket").value
    assert (package.tier, package.programmes, package.optional) == (1, ("JKK", "JKM"), ("JHT",))
    line = law.in_force(book.escalation, on=day, what="penagihan").value
    assert (line.line, line.informed) == (("kades", "camat", "sekda", "bupati"), ("dpmd",))
    assert {entry.value.code for entry in book.wadah} == {"SD", "SA", "SL", "SG", "SC", "SB"}
    assert [entry.value for entry in book.discount_covers_village_money] == ["unknown"]


MISTAKES = {
    "no source": (
        "program.toml",
        'source = "Permendagri 20/2018 (belum dibaca)"',
        "",
        ["entri ke-1 [[budget_due]]", "tidak memuat «source»"],
    ),
    "empty source": (
        "program.toml",
        'source = "Permendagri 20/2018 (belum dibaca)"',
        'source = ""',
        ["[[budget_due]]", "tidak memuat «source»"],
    ),
    "no checked_on": (
        "kepesertaan.toml",
        'dates_confidence = "none"\n\n[[age_below]]',
        '\n[[age_below]]\nsource = "x"\nvalue = 1\nfrom = "2015-07"\nconfidence = "seen"\n[[age_below]]',
        ["entri ke-1 [[age_below]]", "tidak memuat «checked_on»"],
    ),
    "no confidence": ("iuran.toml", 'confidence = "secondary"', "", ["[[jht_rate]]", "tidak memuat «confidence»"]),
    "no value": ("program.toml", "value = 100\n", "", ["[[quota]]", "tidak memuat «value»"]),
    "no from": ("iuran.toml", 'value = 6_800\nfrom = "2015-07"', "value = 6_800", ["[[jkm]]", "tidak memuat «from»"]),
    "a date in quotes": ("program.toml", "= 2026-11-22", '= "2026-11-22"', ["[[quota]]", "«checked_on» bukan tanggal"]),
    "a made-up confidence": ("iuran.toml", '"secondary"', '"yakin"', ["[[jht_rate]]", "'yakin' bukan salah satu dari"]),
    "a misspelt key": (
        "iuran.toml",
        'until = "2021-02"',
        'unitl = "2021-02"',
        ["entri ke-1 [[discount]]", "kunci «unitl» tidak dikenal"],
    ),
    "a day that is none": (
        "iuran.toml",
        'from = "2020-08"',
        'from = "Agustus"',
        ["[[discount]]", "'Agustus' bukan bulan"],
    ),
    "month 13": ("iuran.toml", 'until = "2021-02"', 'until = "2021-13"', ["[[discount]]", "bukan bulan"]),
    "an end before its beginning": (
        "iuran.toml",
        '"2021-02"',
        '"2020-08"',
        ["[[discount]]", "akhir harus sesudah awal"],
    ),
    "two rates at once": (
        "iuran.toml",
        "[[jht_rate]]",
        '[[jkm]]\nvalue = 7_000\nfrom = "2027-01"\nsource = "x"\nchecked_on = 2026-11-22\nconfidence = "seen"\n'
        "[[jht_rate]]",
        ["iuran.toml", "entri ke-2 [[jkm]]", "bertindih dengan entri ke-1 [[jkm]]"],
    ),
    "two discounts of one sector": (
        "iuran.toml",
        'sectors = ["non_transport"]',
        'sectors = ["non_transport", "transport"]',
        ["entri ke-3 [[discount]]", "bertindih dengan entri ke-2"],
    ),
    "two rules for one fund": (
        "dana.toml",
        'from = "2024-01"\nuntil = "2025-01"',
        'from = "2023-01"\nuntil = "2025-01"',
        ["dana.toml", "[[fund_rule]]", "bertindih"],
    ),
    "a fund rule from mid-year": (
        "dana.toml",
        'from = "2024-01"\nuntil = "2025-01"',
        'from = "2024-02"\nuntil = "2025-01"',
        ["entri ke-2 [[fund_rule]]", "selalu Januari"],
    ),
    "a fund nobody knows": (
        "dana.toml",
        'fund = "POKIR"',
        'fund = "POKRI"',
        ["[[fund_rule]]", "sumber dana «POKRI» tidak ada di [[fund]]"],
    ),
    "tiers that don't ascend": ("iuran.toml", "[1_300_000,", "[1_100_000,", ["[[jkk_tiers]]", "tingkat 3 tidak naik"]),
    "bases that don't ascend": ("iuran.toml", " 1_400_000]", " 1_200_000]", ["[[jkk_tiers]]", "tingkat 3 tidak naik"]),
    "tiers that don't begin at nothing": ("iuran.toml", "[0, 1_000", "[1, 1_000", ["[[jkk_tiers]]", "mulai dari 0"]),
    "half a rupiah": ("iuran.toml", " 1_400_000]", " 1_400_050]", ["[[jkk_tiers]]", "tidak bulat"]),
    "half a rupiah only under a discount": (
        "iuran.toml",
        " 1_400_000]",
        " 1_400_100]",
        ["entri ke-1 [[discount]]", "tidak bulat"],
    ),
    "a rate from mid-month": (
        "iuran.toml",
        'value = 6_800\nfrom = "2015-07"',
        "value = 6_800\nfrom = 2015-07-02",
        ["[[jkm]]", "iuran dihitung per bulan"],
    ),
    "a share without percent": ("iuran.toml", 'value = "1 %"', "value = 0.01", ["[[jkk_rate]]", "0.01 bukan persen"]),
    "money with a comma": ("iuran.toml", "value = 6_800", "value = 6800.0", ["[[jkm]]", "6800.0 bukan bilangan bulat"]),
    "a tier that isn't there": ("iuran.toml", "tier = 1", "tier = 34", ["[[package]]", "tingkat 34 tidak ada"]),
    "a value without its field": (
        "program.toml",
        ', informed = ["dpmd"]',
        "",
        ["[[escalation]]", "value tidak memuat «informed»"],
    ),
    "a value with a strange field": (
        "program.toml",
        "years_before = 1",
        "years_before = 1, jam = 9",
        ["[[budget_due]]", "value memuat «jam»"],
    ),
    "a flag that is no flag": (
        "iuran.toml",
        "excludes_public_money = false",
        'excludes_public_money = "tidak"',
        ["[[discount]]", "'tidak' bukan true"],
    ),
    "parts that don't add up": (
        "kepesertaan.toml",
        "santunan = 20_000_000",
        "santunan = 21_000_000",
        ["entri ke-2 [[benefit]]", "jumlah parts"],
    ),
    "a day no year has": ("program.toml", "month = 3, day = 31", "month = 2, day = 30", ["[[milestone]]", "30-2"]),
    "an unknown parameter": ("program.toml", "[[quota]]", "[[kuota]]", ["program.toml", "[[kuota]]", "tidak dikenal"]),
    "one table where many belong": ("program.toml", "[[quota]]", "[quota]", ["[[quota]]", "tulis sebagai [["]),
    "not TOML": ("program.toml", "[[quota]]", "[[quota", ["program.toml", "seluruh berkas", "bukan TOML"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_file_and_entry(mistake, tmp_path):
    file, right, wrong, words = MISTAKES[mistake]
    shutil.copytree(str(BOOKS), tmp_path, dirs_exist_ok=True)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert right in text
    (tmp_path / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(reading.BrokenBook) as refusal:
        reading.read(tmp_path)
    assert refusal.value.code == "buku-aturan-rusak"
    for word in (file, *words):
        assert word in str(refusal.value)


def test_a_missing_book_is_noticed(tmp_path):
    shutil.copytree(str(BOOKS), tmp_path, dirs_exist_ok=True)
    (tmp_path / "dana.toml").unlink()
    with pytest.raises(reading.BrokenBook, match=r"\[\[fund\]\]: tidak ada satu entri pun"):
        reading.read(tmp_path)


def test_the_version_changes_with_the_text(tmp_path):
    shutil.copytree(str(BOOKS), tmp_path, dirs_exist_ok=True)
    assert reading.read(tmp_path).version == rulebook.shipped().version
    with (tmp_path / "program.toml").open("a", encoding="utf-8") as file:
        file.write("# sebaris catatan\n")
    assert reading.read(tmp_path).version != rulebook.shipped().version
