"""How officials write money, days and shares; which zone a regency lives in; how much of a NIK may be seen."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.kernel import language, values


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "Rp0"),
        (999, "Rp999"),
        (16800, "Rp16.800"),
        (1234567, "Rp1.234.567"),
        (3115728000, "Rp3.115.728.000"),
        (-5000, "-Rp5.000"),
    ],
)
def test_money_is_written_whole_with_dots(amount, written):
    assert language.rupiah(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (20_160_000, "Rp20 juta"),
        (685_400_000, "Rp685 juta"),
        (3_115_728_000, "Rp3,12 miliar"),
        (1_500_000_000_000, "Rp1,50 triliun"),
        (999_999, "Rp999.999"),
    ],
)
def test_money_in_a_headline_is_rounded_and_says_miliar_in_full(amount, written):
    assert language.rupiah_short(amount) == written


def test_days_stand_in_tables_as_numbers_and_in_sentences_as_words():
    day = dt.date(2023, 4, 13)
    assert language.day(day) == "13-04-2023"
    assert language.day_in_words(day) == "13 April 2023"
    assert language.day_in_words(dt.date(2024, 2, 9)) == "9 Februari 2024"


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (0, 160, "0%"),
        (55, 160, "34,3%"),
        (80, 160, "50%"),
        (160, 160, "100%"),
        (161, 160, "100,6%"),
        (240, 160, "150%"),
        (5, 0, "–"),
        (9995, 10_000, "99,9%"),
        (83_761, 83_762, "99,9%"),
        (2000, 100, "2.000%"),
    ],
)
def test_a_share_is_cut_not_rounded_and_never_stops_at_100(part, whole, written):
    assert language.share(part, whole) == written


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_100_percent_is_said_only_of_all(part, whole):
    said = language.share(part, whole)
    value = float(said.rstrip("%").replace(".", "").replace(",", "."))
    assert (value >= 100) == (part >= whole)
    assert value <= part / whole * 100 + 1e-6
    assert value > part / whole * 100 - 0.1 - 1e-6


def test_a_masked_nik_keeps_its_place_and_serial_and_hides_the_birth_date():
    assert language.masked_nik("7503011306780003") == "7503••••••••0003"


@pytest.mark.parametrize("text", ["", "75030113067800", "75030113067800031"])
def test_a_nik_of_another_length_is_hidden_whole(text):
    assert language.masked_nik(text) == "•" * len(text)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["nominal"], "nominal"),
        (["nominal", "jumlah orang"], "nominal dan jumlah orang"),
        (["Tapa", "Bone", "Bulawa"], "Tapa, Bone dan Bulawa"),
    ],
)
def test_lists_end_with_dan(items, said):
    assert language.listed(items) == said


WIB = "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62"
WITA = "51 52 53 63 64 65 71 72 73 74 75 76"
WIT = "81 82 91 92 93 94 95 96"


@pytest.mark.parametrize(
    ("province", "zone"),
    [(code, zone) for zone, codes in (("WIB", WIB), ("WITA", WITA), ("WIT", WIT)) for code in codes.split()],
)
def test_every_province_lives_in_its_zone(province, zone):
    assert language.ZONES[language.zone_of(values.RegionCode(province))] == zone
    assert language.ZONES[language.zone_of(values.RegionCode(province + ".01"))] == zone


def test_every_one_of_the_38_provinces_was_asked():
    assert set(f"{WIB} {WITA} {WIT}".split()) == values.PROVINCES


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"),
        (20, "dua puluh"), (97, "sembilan puluh tujuh"), (100, "seratus"), (101, "seratus satu"),
        (160, "seratus enam puluh"), (1000, "seribu"), (1945, "seribu sembilan ratus empat puluh lima"),
        (11_000, "sebelas ribu"), (16_800, "enam belas ribu delapan ratus"), (1_000_000, "satu juta"),
        (20_160_000, "dua puluh juta seratus enam puluh ribu"),
        (3_225_600_000, "tiga miliar dua ratus dua puluh lima juta enam ratus ribu"), (-5, "minus lima"),
    ],
)  # fmt: skip
def test_demand_29_amounts_are_spelled_out(value, words):
    assert language.spelled(value) == words
