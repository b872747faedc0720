"""Who may be one person under two NIK."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.kernel import likeness, values

BORN = dt.date(1980, 6, 13)


def stated(*names: str, born: tuple[dt.date, ...] = ()) -> list[likeness.Stated]:
    return [
        likeness.Stated(uuid.UUID(int=at), name, born[at] if born else BORN, "P") for at, name in enumerate(names)
    ]  # fmt: skip


def found(*names: str, born: tuple[dt.date, ...] = ()) -> list[tuple[str, bool, bool]]:
    return [(one.name, one.same_birth, one.by_nik) for one in likeness.pairs(stated(*names, born=born))]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("AMINAH BAKARI", "Hj. Aminah Bakari, S.Pd.", "same"),
        ("Muh. Yunus", "Muhammad Yunus", "same"),
        ("Djoemadi Hasan", "Jumadi Hassan", "spelled"),
        ("Tjokro Junus", "Cokro Yunus", "spelled"),
        ("Nurhayati", "Noerhajati", "spelled"),
        ("Abdul Rahman", "Abdulrahman", "spelled"),
        ("Rahma binti Tuli", "Rahmah Tuli", "spelled"),
        ("Bakari Aminah", "Aminah Bakari", "ordered"),
        ("Ramla Pakaya", "Ramli Pakaya", "one_sign"),
        ("Ramla Pakaya", "Ramal Pakaya", "one_sign"),
        ("Aminah B", "Aminah Bakari", "shorter"),
        ("Aminah Bakari", "Aminah", "shorter"),
    ],
)
def test_names_of_one_birth_date_that_are_alike(one, other, said):
    assert found(one, other) == [(said, True, False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hasan Bakari", "Husain Bakari"), ("Siti Tuli", "Siti Bakari"), ("Muhammad", "Muh. Ali"), ("Ani", "Ali")],
)
def test_names_that_are_not(one, other):
    assert found(one, other) == []


def test_one_first_name_is_a_pair_only_with_a_nik_one_slip_apart():
    assert found("Aminah Tuli", "Aminah Bakari") == [("first", True, True)]


def test_one_name_and_a_birth_date_one_slip_apart_asks_for_the_nik_too():
    digit, swapped = dt.date(1980, 6, 18), dt.date(1908, 6, 13)
    assert found("Aminah Bakari", "Aminah Bakari", born=(BORN, digit)) == [("same", False, True)]
    assert found("Aminah Bakari", "Aminah Bakkari", born=(BORN, swapped)) == [("spelled", False, True)]
    assert found("Aminah Bakari", "Aminah Bakari", born=(BORN, dt.date(1980, 7, 24))) == []
    assert found("Aminah", "Aminah", born=(BORN, digit)) == []


def test_a_slip_in_a_nik():
    nik = values.Nik("7503015306800001")
    assert likeness.nik_likeness(nik, values.Nik("7503015306800007")) == ("one_digit", 16)
    assert likeness.nik_likeness(nik, values.Nik("7503015360800001")) == ("swapped", 9)
    assert likeness.nik_likeness(nik, values.Nik("7503015306800110")) == ("", 0)
    assert likeness.nik_likeness(nik, nik) == ("", 0)


def test_a_list_on_which_everybody_is_born_on_one_day_is_compared_by_sound_only():
    names = [f"Orang {'abcdefghij'[at // 10]}{'klmnopqrst'[at % 10]}lima" for at in range(90)]
    pairs = {(one.one.int, one.other.int) for one in likeness.pairs(stated(*names, "Aminah Bakari", "Aminah Bakkari"))}
    assert (90, 91) in pairs
    assert len(pairs) <= 12 * 92
