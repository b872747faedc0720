"""A village's months, its list, and one person's year: the same numbers as the regency's day, told name by name."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.monitoring import facts, findings, persons, rolls
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.registers.workers import models as workers
from tests import chronicle
from tests.chronicle import HUANGOBOTU, MONITORING_DAY, PAUWO, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db

CAMAT_OF_TAPA = access.Scope(frozenset({"75.03.01"}))


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def id_of(claimed) -> uuid.UUID:
    return workers.Person.objects.get(name=claimed.name).pk


def months(regency, village: str = TALUMOPATU, on: dt.date = MONITORING_DAY, known_at: dt.date | None = None):
    return persons.months(regency.day(on, known_at), village)


# Months


def test_a_month_says_who_was_paid_for_and_who_was_covered_on_its_last_day(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 2, 10), first="2023-01", months=3, heads=40)
    regency.listed(TALUMOPATU, chronicle.people(2))
    found = months(regency)
    assert [(one.paid_heads, one.covered.heads) for one in found[:5]] == [(40, 0), (40, 40), (40, 40), (0, 0), (0, 0)]
    assert [one.on for one in found[:4]] == [day(1, 31), day(2, 28), day(3, 31), MONITORING_DAY]
    assert [one.to_come for one in found] == [False] * 4 + [True] * 8
    assert [len(one.receipts) for one in found[:4]] == [1, 1, 1, 0]


def day(month: int, number: int) -> dt.date:
    return dt.date(2023, month, number)


def test_months_to_come_show_what_has_been_paid_so_far(regency):
    regency.paid(TALUMOPATU, QUARTER_END, first="2023-04", months=9, heads=40)
    code = regency.paid(TALUMOPATU, QUARTER_END, first="2023-04", months=9, heads=5)
    regency.paid(TALUMOPATU, day(4, 20), first="2023-04", months=9, heads=60)
    regency.reversed(code, day(4, 25), amount=5 * 9 * 16_800)
    december = months(regency, known_at=dt.date(2023, 5, 1))[11]
    assert (december.on, december.paid_heads, december.covered.heads) == (day(12, 31), 45, 45)


def test_money_of_a_neighbour_is_not_the_villages(regency):
    regency.paid(HUANGOBOTU, QUARTER_END, heads=9)
    assert {one.covered.heads for one in months(regency)} == {0}


def test_a_place_that_is_none_is_refused(regency):
    with pytest.raises(persons.PlaceUnknown):
        months(regency, "75.03.99.2001")


def told_of_a_hard_year(regency) -> None:
    """Instalments, a reversal, BPJS's list, a name in two villages, a kelurahan."""
    both = chronicle.someone()
    names = chronicle.people(4)
    regency.listed(TALUMOPATU, [both, *names, chronicle.someone(dt.date(1950, 1, 1))], held=[("nik_length", "75")])
    regency.listed(HUANGOBOTU, [both, *chronicle.people(2)])
    regency.listed(PAUWO, chronicle.people(2), category="bpu_lain")
    first = regency.paid(TALUMOPATU, day(1, 10), first="2023-01", months=2, heads=3)
    regency.paid(TALUMOPATU, day(2, 20), first="2023-02", months=6, heads=3, received_on=day(4, 10))
    regency.confirmed(first, names[:2], starts_on=day(1, 15))
    taken_back = regency.paid(HUANGOBOTU, day(3, 1), heads=5)
    regency.reversed(taken_back, day(4, 1), amount=5 * 12 * 16_800, received_on=day(4, 12))
    listing = regency.paid(HUANGOBOTU, day(4, 2), first="2023-04", months=2, heads=4)
    regency.confirmed(listing, [both], starts_on=day(4, 5))
    regency.paid(PAUWO, day(3, 1), first="2023-04", months=3, heads=2)


ASKED = [day(1, 12), day(1, 31), day(2, 25), QUARTER_END, day(4, 3), MONITORING_DAY, day(6, 15), day(12, 31)]


@pytest.mark.parametrize("on", ASKED, ids=str)
def test_on_the_day_asked_about_the_months_equal_the_village_of_the_regencys_day(regency, on):
    told_of_a_hard_year(regency)
    for known_at in (max(on, day(4, 11)), max(on, MONITORING_DAY)):
        found = regency.day(on, known_at)
        for place in found.places:
            if place.code in (TALUMOPATU, HUANGOBOTU, PAUWO):
                month = persons.months(found, place.code)[on.month - 1]
                assert (month.on, month.covered.heads) == (on, place.protected)
                split = (month.covered.confirmed, month.covered.presumed, month.covered.undetermined)
                assert split == (place.confirmed, place.presumed, place.undetermined)


# The list


def test_the_names_that_count_are_as_many_as_the_regency_counts(regency):
    told_of_a_hard_year(regency)
    found = regency.day()
    for place in found.places:
        listed = persons.roster(found, place.code)
        assert len([one for one in listed.names if one.fault is None]) == place.valid
        assert len(listed.names) + len(listed.held) == place.declared


def test_a_name_on_the_list_says_who_where_and_with_a_masked_nik(regency):
    regency.listed(TALUMOPATU, [chronicle.someone(name="Aminah Bakari")], name="Desa Talumopatu.xlsx")
    (one,) = persons.roster(regency.day(), TALUMOPATU).names
    who = one.row.person
    assert (who.name, who.born_on, who.sex) == ("Aminah Bakari", dt.date(1980, 6, 13), "P")
    assert (who.masked_nik[:12], len(who.masked_nik)) == ("7503••••••••", 16)
    assert (one.row.occupation, one.row.category) == ("Petani", "rentan")
    assert (one.row.file, one.row.sheet, one.row.row, one.row.received_on) == (
        "Desa Talumopatu.xlsx", "DAFTAR", 5, MONITORING_DAY,
    )  # fmt: skip


def test_what_keeps_a_name_from_counting_stands_beside_it(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah, aminah, chronicle.someone(dt.date(1950, 1, 1))], held=[("nik_length", "7503")])
    listed = persons.roster(regency.day(), TALUMOPATU)
    assert [one.fault and one.fault.kind for one in listed.names] == [None, "duplicate_in_file", "age_over"]
    assert [(row.row, row.problems[0].kind) for row in listed.held] == [(8, "nik_length")]


def test_a_village_without_a_list_has_no_names(regency):
    assert persons.roster(regency.day(), TALUMOPATU) == persons.Roster(None, (), ())


def test_only_the_list_in_force_is_shown(regency):
    regency.listed(TALUMOPATU, chronicle.people(3), received_on=QUARTER_END)
    regency.listed(TALUMOPATU, chronicle.people(1))
    assert len(persons.roster(regency.day(), TALUMOPATU).names) == 1
    assert len(persons.roster(regency.day(MONITORING_DAY, QUARTER_END), TALUMOPATU).names) == 3


def test_which_other_village_it_is_is_told_only_to_who_sees_both(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah])
    regency.listed(HUANGOBOTU, [aminah])
    found = regency.day()
    (problem,) = [one for one in found.problems if one.kind == "duplicate_other_village"]
    kades = rolls.told_to(problem, access.Scope(frozenset({HUANGOBOTU})).covers)
    assert "Talumopatu" in problem.message
    assert kades.message == (
        "Orang yang sama terdaftar juga di desa lain. Sementara dihitung di sana; camat memutuskan desa yang benar."
    )
    assert (kades.other, kades.evidence) == ("", problem.evidence)
    assert rolls.told_to(problem, access.Scope(frozenset({"75.03"})).covers) is problem
    (finding,) = [one for one in found.findings if one.kind == "person_in_two_villages"]
    hidden = findings.told_to(finding, access.Scope(frozenset({HUANGOBOTU})).covers)
    assert "Talumopatu" in finding.sentence
    assert "Talumopatu" not in hidden.sentence
    assert [one.file for one in hidden.evidence] == [f"daftar {HUANGOBOTU}.xlsx"]


# One person


def test_a_person_who_is_presumed_and_then_confirmed_and_since_when_that_is_known(regency):
    aminah = chronicle.someone(name="Aminah Bakari")
    regency.listed(TALUMOPATU, [aminah], received_on=day(2, 1))
    code = regency.paid(TALUMOPATU, day(1, 5), months=6, heads=1, received_on=day(1, 9))
    regency.confirmed(code, [aminah], starts_on=day(3, 1), received_on=day(4, 2))
    found = persons.person(regency.day(), id_of(aminah))
    assert [(one.span.starts_on, one.state, one.known_since) for one in found.days] == [
        (day(1, 1), "none", None),
        (day(1, 5), "presumed", day(2, 1)),
        (day(3, 1), "confirmed", day(4, 2)),
        (day(7, 1), "grace", day(2, 1)),
        (day(10, 1), "ended", day(2, 1)),
    ]
    assert [one.code for one in found.days[2].receipts] == [code]
    assert found.on(MONITORING_DAY).state == "confirmed"
    assert found.on(dt.date(2024, 1, 1)) is None
    assert (found.who.name, found.counts_in) == ("Aminah Bakari", TALUMOPATU)
    assert found.memberships[0].file == "peserta bpjs.xlsx"


def test_every_list_a_person_stands_on_with_the_latest_first(regency):
    aminah = chronicle.someone(name="Aminah Bakari")
    regency.listed(TALUMOPATU, [aminah], received_on=QUARTER_END, name="lama.xlsx")
    regency.listed(TALUMOPATU, [chronicle.someone(name="Idrus"), aminah], name="baru.xlsx")
    regency.listed(HUANGOBOTU, [aminah], name="lain.xlsx", received_on=day(4, 1))
    found = persons.person(regency.day(), id_of(aminah))
    assert [(one.row.file, one.row.row, one.in_force, one.fault and one.fault.kind) for one in found.rows] == [
        ("baru.xlsx", 6, True, None),
        ("lain.xlsx", 5, True, "duplicate_other_village"),
        ("lama.xlsx", 5, False, None),
    ]


def test_a_person_whom_only_bpjs_lists_is_found(regency):
    hajar = chronicle.someone(name="Hajar Nusi")
    code = regency.paid(TALUMOPATU, day(1, 5), heads=1)
    regency.confirmed(code, [hajar], starts_on=day(2, 1))
    found = persons.person(regency.day(), id_of(hajar))
    assert (found.rows, found.counts_in) == ((), None)
    assert [(one.span.starts_on, one.state) for one in found.days] == [(day(1, 1), "none"), (day(2, 1), "confirmed")]


def test_who_is_out_of_scope_or_not_yet_known_is_nobody(regency):
    aminah = chronicle.someone(name="Aminah Bakari")
    regency.listed(HUANGOBOTU, [aminah])
    found = regency.day()
    with scope.within(CAMAT_OF_TAPA):
        assert persons.person(found, id_of_anyone()) is None
        assert persons.roster(found, HUANGOBOTU) == persons.Roster(None, (), ())
    assert persons.person(regency.day(MONITORING_DAY, QUARTER_END), id_of(aminah)) is None


def id_of_anyone() -> uuid.UUID:
    with scope.everything("uji"):
        return workers.Person.objects.get().pk


def test_lists_outside_the_scope_are_not_told_of(regency):
    aminah = chronicle.someone(name="Aminah Bakari")
    regency.listed(TALUMOPATU, [aminah])
    regency.listed(HUANGOBOTU, [aminah])
    found = regency.day()
    with scope.within(CAMAT_OF_TAPA):
        year = persons.person(found, id_of_anyone())
    assert [one.row.region for one in year.rows] == [TALUMOPATU]


@pytest.mark.parametrize("on", ASKED, ids=str)
def test_name_by_name_is_as_many_as_the_village_has_of_each(regency, on):
    """One of Talumopatu's names is confirmed by Huangobotu's money: the acceptance holds, but not as Talumopatu's."""
    told_of_a_hard_year(regency)
    found = regency.day(on, max(on, MONITORING_DAY))
    for place in (one for one in found.places if one.code in (TALUMOPATU, PAUWO)):
        states = _states(found, place, on)
        assert states.count("confirmed") == place.confirmed
        assert states.count("presumed") == place.presumed
        if not place.presumed:
            assert ("undetermined" in states) == bool(place.undetermined)


def _states(found: facts.RegencyDay, place: facts.PlaceDay, on: dt.date) -> list[str]:
    years = [persons.person(found, one.row.person.id) for one in persons.roster(found, place.code).names]
    told = [year.on(on) for year in years if year.counts_in == place.code]
    return [one.state for one in told if all(receipt.region == place.code for receipt in one.receipts)]
