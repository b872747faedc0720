"""Which names count: the age gate on the right day, each person once, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.monitoring import rolls
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import facts as enrolment

MONITORING_DAY = dt.date(2023, 4, 13)
TALUMOPATU, HUANGOBOTU = "75.03.01.2004", "75.03.08.2001"
AMINAH, IDRUS = uuid.UUID(int=1), uuid.UUID(int=2)
GROWN = dt.date(1980, 6, 13)


def name(
    person: uuid.UUID = AMINAH,
    *,
    village: str = TALUMOPATU,
    born: dt.date = GROWN,
    file: str = "daftar.xlsx",
    sheet: str = "DAFTAR",
    row: int = 5,
    category: str = "rentan",
) -> enrolment.Name:
    return enrolment.Name(village, person, born, category, file, sheet, row)


def judged(
    *names: enrolment.Name,
    paid: dict[str, dt.date] | None = None,
    on: dt.date = MONITORING_DAY,
    of_bpjs: rolls.OfBpjs = rolls.NOTHING_SAID,
) -> rolls.Roll:
    return rolls.judge(
        names, first_paid=paid or {}, on=on, book=rulebook.shipped(), called=lambda village: f"Desa ({village})",
        of_bpjs=of_bpjs,
    )  # fmt: skip


def verdict(born: dt.date, on: dt.date, paid_on: dt.date | None = None) -> str:
    roll = judged(name(born=born), paid={TALUMOPATU: paid_on} if paid_on else None, on=on)
    return roll.faults[0].kind if roll.faults else "counts"


# The age gate


def test_64_years_and_364_days_passes_and_65_years_does_not():
    assert verdict(dt.date(1958, 4, 14), MONITORING_DAY) == "counts"
    assert verdict(dt.date(1958, 4, 13), MONITORING_DAY) == "age_over"


def test_whoever_was_old_enough_yesterday_counts_and_who_will_be_tomorrow_does_not():
    limit = {day: verdict(dt.date(2005, 4, day), MONITORING_DAY) for day in (12, 13, 14)}
    assert limit == {12: "counts", 13: "counts", 14: "age_under"}


def test_age_is_taken_on_the_villages_first_receipt():
    born = dt.date(1958, 4, 1)
    assert verdict(born, MONITORING_DAY) == "age_over"
    assert verdict(born, MONITORING_DAY, paid_on=dt.date(2023, 3, 31)) == "counts"
    assert verdict(born, MONITORING_DAY, paid_on=dt.date(2023, 4, 1)) == "age_over"


def test_whoever_was_too_young_when_the_village_paid_does_not_count_though_grown_since():
    born = dt.date(2005, 4, 10)
    assert verdict(born, MONITORING_DAY) == "counts"
    assert verdict(born, MONITORING_DAY, paid_on=dt.date(2023, 3, 31)) == "age_under"


def test_who_was_born_on_29_february_becomes_65_on_1_march_of_a_common_year():
    born = dt.date(1960, 2, 29)
    assert verdict(born, dt.date(2025, 2, 28)) == "counts"
    assert verdict(born, dt.date(2025, 3, 1)) == "age_over"


def test_the_sentence_says_how_old_on_which_day_and_what_next():
    old = judged(name(born=dt.date(1950, 1, 1)), paid={TALUMOPATU: dt.date(2023, 3, 31)}).faults[0]
    assert "73 tahun pada 31-03-2023 (hari pembayaran pertama)" in old.message
    assert "sebelum 65 tahun" in old.message
    assert "Ganti dengan pekerja lain" in old.message
    young = judged(name(born=dt.date(2010, 1, 1))).faults[0]
    assert "13 tahun pada 13-04-2023 (hari pemantauan)" in young.message


# Each person once


def test_a_person_on_two_rows_of_one_sheet_counts_once_and_the_second_row_is_the_problem():
    roll = judged(name(row=12), name(row=25))
    assert roll.valid == {TALUMOPATU: 1}
    (fault,) = roll.faults
    assert (fault.kind, fault.name.row, fault.first.row) == ("duplicate_in_file", 25, 12)
    assert "baris 12" in fault.message


def test_on_two_sheets_of_one_file_the_sentence_names_the_sheet():
    (fault,) = judged(name(sheet="Dusun I"), name(sheet="Dusun II", row=9)).faults
    assert fault.kind == "duplicate_in_file"
    assert "lembar Dusun I, baris 5" in fault.message


def test_in_two_files_of_one_village_the_sentence_names_the_file():
    (fault,) = judged(name(file="a.xlsx"), name(file="b.xlsx")).faults
    assert fault.kind == "duplicate_in_village"
    assert "berkas a.xlsx, baris 5" in fault.message


def test_in_two_villages_a_person_counts_in_the_one_with_the_lower_code():
    roll = judged(name(village=TALUMOPATU, file="z.xlsx"), name(village=HUANGOBOTU, file="a.xlsx"))
    assert roll.valid == {TALUMOPATU: 1}
    (fault,) = roll.faults
    assert (fault.kind, fault.name.region, fault.first.region) == ("duplicate_other_village", HUANGOBOTU, TALUMOPATU)
    assert f"Desa ({TALUMOPATU})" in fault.message
    assert "camat memutuskan" in fault.message


def test_who_fails_the_age_gate_in_the_lower_code_counts_in_the_other():
    """Talumopatu paid in April, when she was 65; Huangobotu had paid in March, when she was 64."""
    born = dt.date(1958, 4, 1)
    paid = {TALUMOPATU: dt.date(2023, 4, 5), HUANGOBOTU: dt.date(2023, 3, 5)}
    roll = judged(name(born=born), name(born=born, village=HUANGOBOTU), paid=paid)
    assert roll.valid == {HUANGOBOTU: 1}
    assert [(fault.kind, fault.name.region) for fault in roll.faults] == [("age_over", TALUMOPATU)]


def test_two_people_of_one_village_count_as_two():
    assert judged(name(AMINAH), name(IDRUS, row=6)).valid == {TALUMOPATU: 2}


def test_three_rows_of_one_person_are_one_person_and_two_problems():
    roll = judged(name(row=5), name(row=6), name(village=HUANGOBOTU))
    assert roll.valid == {TALUMOPATU: 1}
    assert [fault.kind for fault in roll.faults] == ["duplicate_in_file", "duplicate_other_village"]


def test_nobody_on_any_list_is_nobody():
    roll = judged()
    assert (roll.valid, roll.other_bpu, roll.faults) == ({}, {}, ())


# What BPJS said


def accepted(**days: int) -> rolls.OfBpjs:
    """Aminah was accepted in April from Talumopatu or Huangobotu, on the day given."""
    places = {"talumopatu": TALUMOPATU, "huangobotu": HUANGOBOTU}
    return rolls.OfBpjs({places[place]: {AMINAH: dt.date(2023, 4, day)} for place, day in days.items()})


def test_an_acceptance_on_record_holds_against_the_lower_code():
    both = (name(), name(village=HUANGOBOTU))
    roll = judged(*both, of_bpjs=accepted(huangobotu=3))
    assert roll.valid == {HUANGOBOTU: 1}
    (fault,) = roll.faults
    assert (fault.kind, fault.name.region) == ("accepted_other_village", TALUMOPATU)
    assert f"sudah diterima BPJS sebagai peserta Desa ({HUANGOBOTU})" in fault.message
    assert judged(*both, of_bpjs=accepted(talumopatu=3)).valid == {TALUMOPATU: 1}


def test_of_two_acceptances_the_first_holds_and_of_one_day_the_lower_code():
    both = (name(), name(village=HUANGOBOTU))
    assert judged(*both, of_bpjs=accepted(talumopatu=5, huangobotu=3)).valid == {HUANGOBOTU: 1}
    assert judged(*both, of_bpjs=accepted(talumopatu=3, huangobotu=3)).valid == {TALUMOPATU: 1}


def test_an_acceptance_from_a_village_that_lists_the_person_no_more_holds_nothing():
    assert judged(name(), of_bpjs=accepted(huangobotu=3)).valid == {TALUMOPATU: 1}


def test_who_is_named_twice_where_bpjs_accepted_counts_there_once():
    roll = judged(name(), name(village=HUANGOBOTU), name(village=HUANGOBOTU, row=9), of_bpjs=accepted(huangobotu=3))
    assert roll.valid == {HUANGOBOTU: 1}
    assert [fault.kind for fault in roll.faults] == ["accepted_other_village", "duplicate_in_file"]


def test_whom_bpjs_rejected_does_not_count_in_that_village_and_the_reason_is_said():
    roll = judged(name(), name(IDRUS, row=6), of_bpjs=rolls.OfBpjs({}, {(TALUMOPATU, AMINAH): "NIK tidak ditemukan"}))
    assert roll.valid == {TALUMOPATU: 1}
    (fault,) = roll.faults
    assert fault.kind == "rejected_by_bpjs"
    assert "BPJS menolak orang ini: NIK tidak ditemukan." in fault.message
    elsewhere = rolls.OfBpjs({}, {(HUANGOBOTU, AMINAH): "NIK tidak ditemukan"})
    assert judged(name(), of_bpjs=elsewhere).valid == {TALUMOPATU: 1}


# Categories


def test_an_imam_counts_and_is_shown_apart():
    roll = judged(name(AMINAH), name(IDRUS, row=6, category="bpu_lain"))
    assert roll.valid == {TALUMOPATU: 2}
    assert roll.other_bpu == {TALUMOPATU: 1}


def test_an_imam_named_twice_is_apart_only_once():
    roll = judged(name(IDRUS, category="bpu_lain"), name(IDRUS, row=6, category="bpu_lain"))
    assert roll.other_bpu == {TALUMOPATU: 1}


# As a row problem


@pytest.mark.parametrize("kind", ["age_over", "duplicate_in_file"])
def test_a_fault_stands_at_its_own_row(kind):
    names = [name(born=dt.date(1950, 1, 1), row=7)] if kind == "age_over" else [name(row=6), name(row=7)]
    problem = judged(*names).faults[0].problem
    assert (problem.kind, problem.evidence.file, problem.evidence.sheet, problem.evidence.row) == (
        kind, "daftar.xlsx", "DAFTAR", 7,
    )  # fmt: skip
    assert problem.column == "NIK"
