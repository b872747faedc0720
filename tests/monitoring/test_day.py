"""A regency on a day, as known on a day; asking writes nothing and the same question has the same answer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from lindung.interfaces import monitor
from lindung.kernel import values
from lindung.monitoring import indicators
from lindung.platform.journal import queries as journal
from lindung.platform.regions import queries as regions
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.funding import queries as funding
from lindung.registers.programmes import queries as programmes
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.chronicle import DUNGGALA, HUANGOBOTU, MONITORING_DAY, NEW_YEAR, PAUWO, QUARTER_END, TALULOBUTU, TALUMOPATU

pytestmark = pytest.mark.django_db

JUNE = dt.date(2023, 6, 30)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle(quota=3)


def test_bone_bolango_on_13_april_2023(regency):
    day = regency.day()
    assert (day.name, day.province_name, day.zone) == ("Kabupaten Bone Bolango", "Gorontalo", "WITA")
    assert (day.year, day.quota, day.on, day.known_at) == (2023, 3, MONITORING_DAY, MONITORING_DAY)
    assert (len(day.villages), len(day.kelurahan), len(day.districts)) == (160, 5, 18)
    assert day.districts[0] == ("75.03.01", "Tapa")
    assert [place.name for place in day.kelurahan] == ["Padengo", "Olohuta", "Tumbihe", "Pauwo", "Olohuta Utara"]


@pytest.mark.parametrize(("code", "zone"), [("11.01", "WIB"), ("75.71", "WITA"), ("91.03", "WIT")])
def test_each_regency_lives_in_its_own_zone(code, zone):
    assert chronicle.Chronicle(code).day().zone == zone


def test_desa_adat_have_a_quota_like_every_desa():
    jayapura = chronicle.Chronicle("91.03").day()
    adat = [place for place in jayapura.villages if place.kind == "desa_adat"]
    assert len(adat) == 14
    assert {place.quota for place in adat} == {100}


def test_a_village_knows_its_district(regency):
    village = regency.village(HUANGOBOTU)
    assert (village.name, village.district, village.district_name) == ("Huangobotu", "75.03.08", "Kabila Bone")
    assert HUANGOBOTU in {place.code for place in regency.day().of_district("75.03.08")}


def test_the_same_question_has_the_same_answer(regency):
    regency.budget(TALUMOPATU)
    regency.paid(TALUMOPATU, QUARTER_END)
    regency.listed(TALUMOPATU, chronicle.people(4), held=[("nik_length", "7503")])
    assert regency.day() == regency.day()


def test_as_known_on_an_earlier_day_nothing_is_known_that_came_in_later(regency):
    regency.paid(TALUMOPATU, QUARTER_END, received_on=dt.date(2023, 4, 2))
    before = regency.day(known_at=dt.date(2023, 4, 1))
    since = regency.day(known_at=dt.date(2023, 4, 2))
    assert [indicators.value("paid", day.places) for day in (before, since)] == [0, 1]
    assert (before.known_at, before.on) == (dt.date(2023, 4, 1), MONITORING_DAY)


def test_what_was_answered_in_april_is_still_answered_in_2030(regency):
    regency.paid(TALUMOPATU, QUARTER_END)
    regency.listed(TALUMOPATU, chronicle.people(3))
    answered = regency.day(known_at=MONITORING_DAY)
    regency.budget(TALUMOPATU, received_on=dt.date(2030, 1, 1))
    regency.listed(TALUMOPATU, [], received_on=dt.date(2030, 1, 1))
    regency.target(150, received_on=dt.date(2030, 1, 1))
    regency.paid(HUANGOBOTU, QUARTER_END, received_on=dt.date(2030, 1, 1))
    assert regency.day(known_at=MONITORING_DAY) == answered
    assert regency.day(known_at=dt.date(2030, 1, 1)) != answered


def test_a_receipt_of_one_village_changes_no_other(regency):
    before = {place.code: place for place in regency.day().places}
    regency.paid(TALUMOPATU, QUARTER_END)
    changed = [place.code for place in regency.day().places if place != before[place.code]]
    assert changed == [TALUMOPATU]


def test_another_regency_in_the_same_database_changes_nothing(regency):
    regency.paid(TALUMOPATU, QUARTER_END)
    before = regency.day()
    city = chronicle.Chronicle("75.71")
    city.paid("75.71.04.1001", QUARTER_END)
    city.listed("75.71.04.1001", chronicle.people(2))
    assert regency.day() == before
    assert indicators.apart("paid", city.day().places) == 1


# Milestones


def test_a_milestone_shows_what_had_been_reached_by_the_end_of_its_day(regency):
    regency.paid(TALUMOPATU, QUARTER_END, heads=3)
    regency.paid(TALULOBUTU, dt.date(2023, 4, 1), heads=3)
    regency.listed(TALUMOPATU, chronicle.people(3))
    regency.listed(TALULOBUTU, chronicle.people(3))
    (milestone,) = regency.day().milestones
    assert (milestone.on, milestone.share) == (QUARTER_END, 1.0)
    assert (milestone.villages_paid, milestone.villages_at_quota) == (1, 1)
    assert indicators.value("paid", regency.day().places) == 2


def test_a_milestone_is_shown_from_its_own_day_on(regency):
    assert regency.day(dt.date(2023, 3, 30)).milestones == ()
    assert [milestone.on for milestone in regency.day(QUARTER_END).milestones] == [QUARTER_END]


def test_each_milestone_that_has_come_is_shown(regency):
    regency.target(3, milestones=[(QUARTER_END, 500), (JUNE, 1000)], received_on=QUARTER_END)
    assert [(m.on, m.share) for m in regency.day().milestones] == [(QUARTER_END, 0.5)]
    assert [m.on for m in regency.day(JUNE).milestones] == [QUARTER_END, JUNE]


def test_what_was_reversed_since_still_counted_on_the_milestones_day(regency):
    code = regency.paid(TALUMOPATU, QUARTER_END, heads=3)
    regency.reversed(code, dt.date(2023, 4, 5), amount=604_800)
    assert indicators.value("paid", regency.day().places) == 0
    assert regency.day().milestones[0].villages_paid == 1


def test_a_kelurahan_is_not_among_the_villages_of_a_milestone(regency):
    regency.paid(PAUWO, QUARTER_END)
    assert regency.day().milestones[0].villages_paid == 0


# Problems


def test_held_rows_and_judged_names_stand_among_the_problems_with_their_rows(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah, aminah], held=[("nik_length", "7503")])
    problems = {(problem.kind, problem.evidence.row) for problem in regency.day().problems}
    assert problems == {("duplicate_in_file", 6), ("nik_length", 7)}


def test_a_budget_that_is_not_heads_times_months_times_rate_is_a_warning(regency):
    regency.budget(DUNGGALA, ("ADD", 20_000_000))
    (warning,) = regency.day().warnings
    assert (warning.kind, warning.column, warning.evidence.row) == ("budget_amount", "Nominal", 5)
    for words in ("Rp20.000.000", "100 orang × 12 bulan", "Rp20.160.000", "cukup untuk 99 orang"):
        assert words in warning.message


def test_a_budget_that_names_no_perdes_is_a_warning_and_counts(regency):
    regency.budget(DUNGGALA, reference="", decided_on=None)
    (warning,) = regency.day().warnings
    assert (warning.kind, warning.column) == ("perdes_missing", "Perdes")
    assert regency.village(DUNGGALA).budgeted is True


def test_a_payment_that_a_dated_discount_explains_is_no_warning():
    """In August 2020 the contribution was 1 %: Rp168 a head."""
    regency = chronicle.Chronicle(year=2020)
    regency.paid(TALUMOPATU, dt.date(2020, 8, 5), first="2020-08", months=2, heads=10, amount=3_360)
    assert regency.day(dt.date(2020, 9, 1)).warnings == ()


# Asking writes nothing


def only_reading(execute, sql, params, many, context):
    if not sql.lstrip().upper().startswith("SELECT"):
        raise AssertionError(f"a question wrote: {sql}")
    return execute(sql, params, many, context)


def test_no_question_writes(regency):
    regency.budget(TALUMOPATU)
    code = regency.paid(TALUMOPATU, QUARTER_END)
    regency.reversed(code, MONITORING_DAY, amount=20_160_000)
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah, *chronicle.people(2)], held=[("nik_length", "7503")])
    with connection.execute_wrapper(only_reading):
        monitor.regency_day("75.03", year=2023, on=MONITORING_DAY, known_at=MONITORING_DAY)
        lists = enrolment.in_force(year=2023, known_at=MONITORING_DAY)
        assert (len(enrolment.names(lists)), len(enrolment.held(lists))) == (3, 1)
        assert workers.nik_of(workers.by_nik(aminah.nik).id) == aminah.nik
        assert workers.ids_of([chronicle.someone().nik]) == {}
        assert funding.budgets("75.03", year=2023, known_at=MONITORING_DAY)
        assert funding.receipts("75.03", known_at=MONITORING_DAY)
        assert not enrolment.answered("75.03", on=QUARTER_END, known_at=MONITORING_DAY).rejected
        assert not coverage.still_waiting("75.03", known_at=MONITORING_DAY)
        assert coverage.last_covered("75.03", on=QUARTER_END, known_at=MONITORING_DAY)
        assert coverage.heads_on("75.03", on=QUARTER_END, known_at=MONITORING_DAY)
        assert programmes.quotas([TALUMOPATU], year=2023, known_at=MONITORING_DAY) == {TALUMOPATU: 3}
        assert programmes.milestones("75.03", year=2023, known_at=MONITORING_DAY)
        assert regions.within("75.03", on=MONITORING_DAY)
        assert regions.province_of(values.RegionCode("75.03"), on=MONITORING_DAY)
        assert (journal.first_break(), journal.unguarded(), journal.opened_with()) == (None, [], None)
        assert journal.head()
        assert journal.documents(received_by=MONITORING_DAY)
        assert journal.latest_documents(known_at=MONITORING_DAY)


def test_the_watch_over_questions_would_notice_a_write(regency):
    with connection.execute_wrapper(only_reading), pytest.raises(AssertionError, match="INSERT"):
        regency.paid(TALUMOPATU, QUARTER_END)


def test_the_number_of_questions_put_to_the_database_does_not_grow_with_the_villages(regency):
    asked = []

    def counting(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    counts = []
    for villages in ([TALUMOPATU], [TALULOBUTU, DUNGGALA, HUANGOBOTU]):
        for village in villages:
            regency.budget(village)
            regency.paid(village, QUARTER_END)
            regency.listed(village, chronicle.people(2))
        asked.clear()
        with connection.execute_wrapper(counting):
            regency.day()
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 27


# What BPJS answered


def test_talumopatu_submits_100_and_97_are_registered_and_valid():
    regency, people = chronicle.Chronicle(), chronicle.people(100)
    regency.listed(TALUMOPATU, people, received_on=QUARTER_END)
    village = regency.village(TALUMOPATU)
    assert (village.declared, village.valid, village.registered) == (100, 100, 0)
    regency.answered(TALUMOPATU, people[3:], [(one, "NIK tidak ditemukan") for one in people[:3]])
    village = regency.village(TALUMOPATU)
    assert (village.declared, village.valid, village.registered) == (100, 97, 97)
    assert [problem.kind for problem in regency.day().problems] == ["rejected_by_bpjs"] * 3
    places = regency.day().places
    assert (indicators.value("registered", places), indicators.value("registered_people", places)) == (1, 97)


def test_as_known_the_day_before_nobody_is_registered_or_rejected():
    regency, people = chronicle.Chronicle(), chronicle.people(3)
    regency.listed(TALUMOPATU, people, received_on=QUARTER_END)
    regency.answered(TALUMOPATU, people[:2], [(people[2], "NIK tidak ditemukan")])
    village = regency.village(TALUMOPATU, known_at=dt.date(2023, 4, 12))
    assert (village.valid, village.registered) == (3, 0)
    assert regency.village(TALUMOPATU, on=dt.date(2023, 3, 30), known_at=MONITORING_DAY).registered == 0


def test_who_is_answered_and_on_the_list_of_the_kode_iuran_is_one_person_registered():
    regency, people = chronicle.Chronicle(), chronicle.people(4)
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=4)
    regency.answered(TALUMOPATU, people[:3])
    regency.confirmed(code, people[2:])
    assert regency.village(TALUMOPATU).registered == 4


def test_who_stands_on_the_list_of_the_kode_iuran_is_rejected_no_more():
    regency, people = chronicle.Chronicle(), chronicle.people(2)
    regency.listed(TALUMOPATU, people)
    code = regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=2)
    regency.answered(TALUMOPATU, [], [(people[0], "NIK tidak ditemukan")])
    assert regency.village(TALUMOPATU).valid == 1
    regency.confirmed(code, people)
    assert regency.village(TALUMOPATU).valid == 2


def test_a_list_of_bpjs_without_a_receipt_is_pointed_out_until_the_receipt_comes():
    regency = chronicle.Chronicle()
    regency.listed_behind("230100000777", TALUMOPATU, chronicle.people(2), received_on=QUARTER_END)
    (warning,) = regency.day().warnings
    assert (warning.kind, warning.region) == ("members_without_receipt", TALUMOPATU)
    assert "kode iuran 230100000777 memuat 2 orang" in warning.message
    regency.paid(TALUMOPATU, dt.date(2023, 4, 3), heads=2, months=9, first="2023-04", code="230100000777")
    assert regency.day().warnings == ()


# What went to BPJS


def test_a_list_counts_as_submitted_from_the_day_it_went_to_bpjs(regency):
    people = chronicle.people(3)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    before = dt.date(2023, 3, 9)
    regency.submitted(TALUMOPATU, people[:2], on=dt.date(2023, 3, 10))
    regency.submitted(TALUMOPATU, people[2:], on=dt.date(2023, 3, 11), approved=False)
    places = regency.day().places
    assert (indicators.value("submitted", places), indicators.value("submitted_people", places)) == (1, 2)
    assert regency.village(TALUMOPATU).registered == 0
    assert regency.village(TALUMOPATU, before).submitted == 0
    assert regency.village(TALUMOPATU, MONITORING_DAY, before).submitted == 0


def test_who_is_sent_again_counts_once(regency):
    rejected, other = chronicle.people(2)
    regency.listed(TALUMOPATU, [rejected, other], received_on=NEW_YEAR)
    regency.submitted(TALUMOPATU, [rejected, other], on=dt.date(2023, 3, 10))
    regency.answered(TALUMOPATU, [], [(rejected, "Nama tidak sama dengan KTP")], received_on=dt.date(2023, 3, 20))
    regency.listed(TALUMOPATU, [rejected, other], received_on=dt.date(2023, 3, 25))
    regency.submitted(TALUMOPATU, [rejected], on=dt.date(2023, 3, 26))
    assert regency.village(TALUMOPATU).submitted == 2
