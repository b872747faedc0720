"""What a cell says, and that what can't be read is None and never a guess."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.interfaces.intake import cells
from lindung.kernel import language, values


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (100, 100),
        (100.0, 100),
        ("100", 100),
        (" 1.680.000 ", 1_680_000),
        ("1,680,000", 1_680_000),
        ("Rp1.680.000", 1_680_000),
        ("Rp 1.680.000,-", 1_680_000),
        ("Rp. 20.160.000,00", 20_160_000),
        ("RP 500", 500),
        ("1.680.000.-", 1_680_000),
        ("20160000.00", 20_160_000),
        ("(1.680.000)", -1_680_000),
        ("-Rp1.680.000", -1_680_000),
        ("- 1.680.000", -1_680_000),
        ("0", 0),
        ("Rp0", 0),
        ("007", 7),
    ],
)
def test_a_whole_number_however_it_is_written(said: object, number: int) -> None:
    assert cells.whole(said) == number


@pytest.mark.parametrize(
    "said",
    [
        None, "", "-", "nihil", "dua puluh juta", "1,5", "16,8 ribu", "12 bulan", 16_800.5, "1.68.000",
        float("nan"), float("inf"), "1e6", "=A1",
    ],
)  # fmt: skip
def test_what_is_no_whole_number_is_none(said: object) -> None:
    assert cells.whole(said) is None


@pytest.mark.parametrize("said", ["9" * 25, "9" * 5000, 10**25, 1e300, "1" + ".000" * 9])
def test_more_than_all_the_money_there_is_is_no_number(said: object) -> None:
    """No database holds it, and Python refuses to read 5.000 digits: one such cell must not stop the folder."""
    assert cells.whole(said) is None


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_rupiah_as_we_write_it_reads_back(amount: int) -> None:
    assert cells.whole(language.rupiah(amount)) == amount
    assert cells.whole(f"{language.rupiah(amount)},-") == amount
    assert cells.whole(f"{language.rupiah(amount)},00") == amount
    assert cells.whole(str(amount)) == amount
    assert cells.whole(amount) == amount


@pytest.mark.parametrize(
    ("said", "number"),
    [("100 orang", 100), ("12 bulan", 12), ("100(seratus)", 100), ("1.200 jiwa", 1200), (40, 40), ("orang 100", None)],
)
def test_a_number_with_words_behind_it(said: object, number: int | None) -> None:
    assert cells.leading_whole(said) == number


FIFTH_OF_MARCH = dt.date(1980, 3, 5)


@pytest.mark.parametrize(
    "said",
    [
        "05-03-1980", "5/3/1980", "05.03.1980", "5 Maret 1980", "05 MARET 1980", "5-Mar-1980", "5 mrt 1980",
        "1980-03-05", "1980-03-05 00:00:00", "Gorontalo, 05-03-1980", "Tapa / 5 Maret 1980", "\x001980-03-05",
        29_285, "05-03-80", "  05 - 03 - 1980 ",
    ],
)  # fmt: skip
def test_a_day_however_officers_write_it(said: object) -> None:
    assert cells.day(said) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    "said",
    [
        None,
        "",
        "-",
        "Gorontalo",
        "31-02-1980",
        "13-13-1980",
        "5 Jni 1980",
        "1980",
        1980,
        16_800_000,
        "7503041306780003",
    ],
)
def test_what_is_no_day_is_none(said: object) -> None:
    assert cells.day(said) is None


@given(st.dates(dt.date(1931, 1, 1), dt.date(2030, 12, 31)))
def test_a_day_reads_back_in_every_way_we_write_it(day: dt.date) -> None:
    assert cells.day(language.day(day)) == day
    assert cells.day(language.day_in_words(day)) == day
    assert cells.day(language.day_in_words(day).upper()) == day
    assert cells.day(f"Gorontalo, {day:%d/%m/%Y}") == day
    assert cells.day(f"{day:%d.%m.%y}") == day
    assert cells.day(f"\x00{day.isoformat()}") == day
    assert cells.day((day - dt.date(1899, 12, 30)).days) == day


def test_a_day_turned_round_by_an_american_setting() -> None:
    assert cells.day_read_backwards("06-13-1978") == dt.date(1978, 6, 13)
    assert cells.day_read_backwards("05-03-1980") == dt.date(1980, 5, 3)
    assert cells.day_read_backwards("\x001980-03-05") == dt.date(1980, 5, 3)
    assert cells.day_read_backwards("05-05-1980") is None
    assert cells.day_read_backwards("13-06-1978") is None


def test_a_year_of_two_digits_is_told_from_one_of_four() -> None:
    assert cells.two_digit_year("05-03-80")
    assert cells.two_digit_year("5 Maret 80")
    assert not cells.two_digit_year("05-03-1980")
    assert not cells.two_digit_year("\x001980-03-05")


def test_money_has_no_day_in_the_year_23_nor_in_9999() -> None:
    assert cells.day_of_money("13-04-2023") == dt.date(2023, 4, 13)
    assert cells.day_of_money("13-04-0023") is None
    assert cells.day_of_money("13-04-9999") is None
    assert cells.day_of_money("13-04-23") == dt.date(2023, 4, 13)


JANUARY, MARCH, DECEMBER = values.Month(2023, 1), values.Month(2023, 3), values.Month(2023, 12)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("01-2023", JANUARY, None),
        ("1/2023", JANUARY, None),
        ("2023-01", JANUARY, None),
        ("202301", JANUARY, None),
        ("012023", JANUARY, None),
        ("Januari 2023", JANUARY, None),
        ("JANUARI", JANUARY, None),
        ("Jan-23", JANUARY, None),
        ("Jan'23", JANUARY, None),
        ("Okt-22", values.Month(2022, 10), None),
        ("5-Okt-22", values.Month(2022, 10), None),
        ("Jan-23 Des-23", JANUARY, DECEMBER),
        ("Jan-23 s.d. Des-23", JANUARY, DECEMBER),
        ("01-01-2023", JANUARY, None),
        ("\x002023-01-01", JANUARY, None),
        ("Jan-Des 2023", JANUARY, DECEMBER),
        ("Januari s.d. Maret 2023", JANUARY, MARCH),
        ("Januari s/d Maret", JANUARY, MARCH),
        ("01-2023 s.d 12-2023", JANUARY, DECEMBER),
        ("Okt 2022 - Mar 2023", values.Month(2022, 10), MARCH),
    ],
)
def test_months_however_they_are_written(said: str, first: values.Month, last: values.Month | None) -> None:
    assert cells.months(said, 2023) == (first, last)


@pytest.mark.parametrize(
    "said",
    [None, "", "12 bulan", "13-2023", "triwulan I", "01-01-1066", "\x001066-01-01", "12-2999", "000000", 44_927],
)
def test_what_names_no_month_is_none(said: object) -> None:
    assert cells.months(said, 2023) is None


@given(st.integers(2015, 2099), st.integers(1, 12))
def test_a_month_reads_back(year: int, number: int) -> None:
    month = values.Month(year, number)
    assert cells.months(str(month), 2023) == (month, None)
    assert cells.months(f"{number:02d}-{year}", 2023) == (month, None)
    assert cells.months(f"{number:02d}{year}", 2023) == (month, None)
    assert cells.months(f"{language.MONTHS[number - 1]} {year}", 2023) == (month, None)


@pytest.mark.parametrize(
    "typed",
    [
        "7503041306780003", " 750304 130678 0003 ", "7503.0413.0678.0003", "7503-0413-0678-0003", "'7503041306780003",
        "’7503041306780003", '="7503041306780003"', "7503\u00a00413\u200b06780003", 7503041306780003,
    ],
)  # fmt: skip
def test_the_digits_of_a_nik_whatever_stands_between_them(typed: object) -> None:
    assert cells.digits(typed) == "7503041306780003"


def test_nothing_else_in_a_nik_is_mended() -> None:
    assert cells.digits("75O3041306780003") == "75O3041306780003"
    assert cells.digits("7503041306780003/L") == "7503041306780003/L"


@given(st.integers(10**15, 2**53 - 1))
def test_a_numeric_nik_below_2_to_the_53_keeps_its_digits(number: int) -> None:
    assert cells.digits(float(number).__int__()) == str(number)


def test_text_is_one_line_without_the_blanks_of_word() -> None:
    assert cells.text(" Siti\u00a0 Aminah\r\n Bakari ") == "Siti Aminah Bakari"
    assert cells.text(None) == ""
    assert cells.text("\x001980-03-05") == "1980-03-05"


def test_a_nik_in_a_sentence_is_masked_and_a_village_code_is_not() -> None:
    assert cells.without_nik("lihat 7503041306780003 Abdul") == "lihat 7503••••••••0003 Abdul"
    assert cells.without_nik("750304 130678 0003") == "7503••••••••0003"
    assert cells.without_nik("75.03.04.2003 dan 7503042003") == "75.03.04.2003 dan 7503042003"
    assert cells.without_nik("750304130678000") == "•" * 15
