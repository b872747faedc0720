"""A sheet of the regency's own DPA: it names no village, and is the regency's."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.interfaces.intake import narrowing
from lindung.platform.access import facts as access
from lindung.registers.funding import queries as funding
from lindung.registers.funding.regency import queries
from tests.interfaces.intake import gathered, notes_of
from tests.interfaces.intake.test_answers import take

pytestmark = pytest.mark.django_db
DAY, MAY_2 = dt.date(2023, 4, 13), dt.date(2023, 5, 2)
HEAD = "Sumber Dana;Nomor DPA;Tanggal DPA;Nomor SK;Tanggal SK;Orang;Bulan;Pagu;Tahun\n"
APBD = "APBD kabupaten;DPA/A.1/1.06/001/2023;02-01-2023;12/2023;05-01-2023;1.500;12;302.400.000;2023\n"
POKIR = "Pokir;DPA/A.1/1.06/002/2023;02-01-2023;13/2023;05-01-2023;500 × 12;;100.800.000;2023\n"


def known(year: int = 2023) -> list[tuple[object, ...]]:
    lines = queries.lines("75.03", year=year, known_at=MAY_2)
    return [(one.stage, one.fund, one.heads, one.months, one.amount, one.sk, one.file, one.row) for one in lines]


def test_each_line_is_the_regencys_and_no_villages(tmp_path):
    taken = take(tmp_path / "april", DAY, dpa=HEAD + APBD + POKIR + "JUMLAH;;;;;;;403.200.000;\n")
    assert notes_of(taken.delivery) == []
    assert known() == [
        ("dpa", "APBD", 1_500, 12, 302_400_000, "12/2023", "dpa.csv", 2),
        ("dpa", "POKIR", 500, 12, 100_800_000, "13/2023", "dpa.csv", 3),
    ]
    (line, _) = queries.lines("75.03", year=2023, known_at=MAY_2)
    assert (line.dpa, line.dpa_on, line.sk_on) == ("DPA/A.1/1.06/001/2023", dt.date(2023, 1, 2), dt.date(2023, 1, 5))
    assert funding.budgets("75.03", year=2023, known_at=MAY_2) == {}


def test_sent_again_it_adds_nothing_and_a_line_of_another_year_is_of_that_year(tmp_path):
    take(tmp_path / "april", DAY, dpa=HEAD + APBD)
    take(tmp_path / "mei", MAY_2, lagi=HEAD + APBD + POKIR.replace(";2023\n", ";2024\n"))
    assert ([one[1] for one in known()], [one[1] for one in known(2024)]) == (["APBD"], ["POKIR"])


def test_a_change_and_a_plan_are_told_apart(tmp_path):
    changed = APBD.replace("DPA/A.1", "DPPA/A.1")
    planned = "APBD;RKA 7;;;;100;12;20.160.000;2023\n"
    take(tmp_path / "april", DAY, dpa=HEAD + changed + planned)
    assert [one[0] for one in known()] == ["dppa", "rka"]


def test_village_money_a_missing_number_and_what_is_no_money_are_said(tmp_path):
    lines = ("DD;D/1;;;;1;12;1.000;2023\n", "APBD;;;;;1;12;1.000;2023\n", "APBD;D/3;;;;1;12;seribu;2023\n", APBD)
    taken = take(tmp_path / "april", DAY, dpa=HEAD + "".join(lines))
    assert sorted(notes_of(taken.delivery)) == [
        ("dpa.csv", 2, "own_budget_refused"), ("dpa.csv", 3, "own_budget_refused"), ("dpa.csv", 4, "budget_incomplete"),
    ]  # fmt: skip
    assert [one[7] for one in known()] == [5]


def test_a_sheet_below_a_villages_name_is_not_taken_for_the_regencys(tmp_path):
    taken = take(tmp_path / "april", DAY, dpa="DPA DESA KERAMAT KECAMATAN TAPA;;;;;;;;\n" + HEAD + APBD)
    assert ([kind for *_, kind in notes_of(taken.delivery)], known()) == (["own_budget_of_village"], [])


def test_a_recap_of_villages_with_a_column_of_their_dpa_stays_theirs(tmp_path):
    recap = "Desa;Kecamatan;Sumber Dana;Nomor DPA;Orang;Bulan;Pagu\nKeramat;Tapa;ADD;DPA/3;40;12;8.064.000\n"
    take(tmp_path / "april", DAY, anggaran=recap)
    assert (known(), list(funding.budgets("75.03", year=2023, known_at=MAY_2))) == ([], ["75.03.01.2028"])


def test_who_answers_for_one_village_can_not_send_it(tmp_path):
    delivery = gathered(tmp_path, dpa=HEAD + APBD)
    narrowing.narrow(delivery, access.Scope(frozenset({"75.03.01.2004"})))
    assert ([note.kind for note in delivery.notes], delivery.own_budgets) == (["out_of_scope"], [])
