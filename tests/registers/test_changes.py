"""Who a person is recorded to be: corrected by two accounts, both versions kept; two who are one, and two again."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.interfaces import holdings, subjects
from lindung.kernel import values
from lindung.monitoring import coherence, persons, reconciliation, verdicts
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.registers.coverage import queries as coverage
from lindung.registers.workers import facts as worker_facts
from lindung.registers.workers import models
from lindung.registers.workers import operations as workers
from lindung.registers.workers import queries as worker_queries
from lindung.registers.workers.changes import operations, queries
from tests import chronicle, identities, leaks, offices
from tests.chronicle import DUNGGALA, MONITORING_DAY, NEW_YEAR, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db
MAY = dt.date(2023, 5, 2)
RIGHT = values.Nik(leaks.made("7503015306809901"))


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


@pytest.fixture
def aminah(regency) -> worker_facts.Claimed:
    """She stands on Talumopatu's list since New Year."""
    one = chronicle.someone(name="Amina Bakri")
    regency.listed(TALUMOPATU, [one], received_on=NEW_YEAR)
    return one


def called(regency: chronicle.Chronicle, known_at: dt.date) -> list[tuple[str, str]]:
    day = regency.day(MAY, known_at)
    return [(one.row.person.name, one.row.person.masked_nik) for one in persons.roster(day, TALUMOPATU).names]


def weighed() -> dict[str, tuple[int, int | None, int]]:
    """Of the tables of persons, what ``lindung verify`` finds on SQLite."""
    rows = journal.agreement(worker_queries.as_written())
    return {row.table: (row.read, row.differs, row.loose) for row in rows if row.table in WHOLE}


WHOLE = dict.fromkeys(("workers_person", "workers_change", "workers_changedecision"), (1, None, 0))


# Corrections


def test_from_the_decision_on_she_is_called_as_her_card_says_and_before_it_as_she_was(regency, aminah):
    number = identities.asked(TALUMOPATU, aminah, on=QUARTER_END, name="Aminah Bakari")
    assert called(regency, MAY)[0][0] == "Amina Bakri"
    identities.decided(number, on=MONITORING_DAY)
    assert called(regency, MONITORING_DAY)[0][0] == "Aminah Bakari"
    assert called(regency, QUARTER_END)[0][0] == "Amina Bakri"
    (said,) = queries.changes("75.03", known_at=MAY)
    assert (said.before.name, said.said.name, said.parts) == ("Amina Bakri", "Aminah Bakari", ("name",))
    assert (said.grounds.paper, said.proposed_by, said.decided_by) == (
        "KTP, dilihat di kantor desa", "siti", "rahmat",
    )  # fmt: skip


def test_a_denied_correction_changes_nothing(regency, aminah):
    identities.decided(identities.asked(TALUMOPATU, aminah, name="Aminah"), approved=False)
    assert called(regency, MAY)[0][0] == "Amina Bakri"
    assert queries.changes("75.03", known_at=MAY)[0].state == "denied"


def test_her_old_nik_still_leads_to_her_and_says_that_it_was_corrected(regency, aminah):
    who = identities.person(aminah)
    identities.corrected(TALUMOPATU, aminah, nik=RIGHT)
    assert worker_queries.ids_of([aminah.nik, RIGHT]) == {aminah.nik: who, RIGHT: who}
    assert (queries.corrected_nik(aminah.nik), queries.corrected_nik(RIGHT)) == (MONITORING_DAY, None)
    assert worker_queries.nik_of(who) == RIGHT
    assert called(regency, MONITORING_DAY)[0][1].endswith(RIGHT[-4:])
    assert called(regency, QUARTER_END)[0][1].endswith(aminah.nik[-4:])


def test_a_list_with_the_old_nik_names_her_and_with_another_name_somebody_else(regency, aminah):
    who, stamp = identities.person(aminah), regency.stamp(MAY)
    identities.corrected(TALUMOPATU, aminah, nik=RIGHT, name="Aminah Bakari")
    assert workers.take(people=[aminah], stamp=stamp) == {aminah.nik: who}
    other = worker_facts.Claimed(aminah.nik, "Idrus Umara", aminah.born_on, "P", {})
    assert workers.take(people=[other], stamp=stamp)[aminah.nik] != who
    assert models.Person.objects.count() == 2


def test_what_can_not_be_corrected_is_refused_in_words(regency, aminah):
    idrus = chronicle.someone(name="Idrus")
    regency.listed(DUNGGALA, [idrus])
    with pytest.raises(operations.NikBorne, match="usulkan penggabungan"):
        identities.asked(TALUMOPATU, aminah, nik=idrus.nik)
    with pytest.raises(operations.NothingChanges):
        identities.asked(TALUMOPATU, aminah)
    with pytest.raises(operations.NikNotSound):
        identities.asked(TALUMOPATU, aminah, nik=values.Nik("7503019906800001"))
    number = identities.asked(TALUMOPATU, aminah, name="Aminah")
    with pytest.raises(operations.ChangeWaits, match=f"nomor {number}"):
        identities.asked(TALUMOPATU, aminah, name="Aminah B")
    with pytest.raises(operations.ChangeNeedsSecond):
        operations.decide(change_id=number, approved=True, account="siti", stamp=regency.stamp(MAY))
    identities.decided(number)
    with pytest.raises(operations.NoChange):
        identities.decided(number)


def test_a_birth_date_that_breaks_the_age_gate_is_judged(regency, aminah):
    identities.corrected(TALUMOPATU, aminah, born_on=dt.date(1950, 1, 1))
    (name,) = persons.roster(regency.day(), TALUMOPATU).names
    assert (name.fault.kind, name.row.person.born_on) == ("age_over", dt.date(1950, 1, 1))
    assert regency.village(TALUMOPATU).valid == 0
    assert regency.village(TALUMOPATU, known_at=QUARTER_END).valid == 1


@pytest.mark.sqlite
def test_both_versions_are_sealed_and_verify_reads_them_again(regency, aminah):
    identities.corrected(TALUMOPATU, aminah, nik=RIGHT, name="Aminah Bakari")
    kept = str([list(model.objects.values()) for model in (models.Change, models.ChangeDecision, models.FormerNik)])
    assert "Bakri" not in kept
    assert weighed() == WHOLE
    assert (worker_queries.weighed_one_by_one().loose, worker_queries.weighed_one_by_one().differs) == (0, None)
    models.Person.objects.filter(name="Aminah Bakari").update(name="Amina Bakri")
    assert worker_queries.weighed_one_by_one().loose == 1


@pytest.mark.sqlite
def test_of_whoever_is_erased_no_version_opens_any_more(regency, aminah):
    who, stamp = identities.person(aminah), regency.stamp(MAY)
    identities.corrected(TALUMOPATU, aminah, nik=RIGHT, name="Aminah Bakari")
    number = workers.propose_erasure(person_id=who, reason="surat", account="siti", stamp=stamp)
    workers.decide_erasure(erasure_id=number, approved=True, account="rahmat", born_on=NEW_YEAR, stamp=stamp)
    (said,) = queries.changes("75.03", known_at=MAY)
    assert (said.before, said.said, said.grounds) == (None, None, None)
    assert worker_queries.ids_of([aminah.nik]) == {aminah.nik: who}
    assert weighed()["workers_person"] == (1, None, 0)


# Two who are one


@pytest.fixture
def twins(regency) -> tuple[worker_facts.Claimed, worker_facts.Claimed]:
    """One woman with two NIK: on the lists of two villages, each of which paid for her year."""
    one, again = chronicle.someone(name="Hana Dai"), chronicle.someone(name="Hana Day")
    for village, who in ((TALUMOPATU, one), (DUNGGALA, again)):
        regency.listed(village, [who], received_on=NEW_YEAR)
        regency.confirmed(
            regency.paid(village, QUARTER_END, heads=1, received_on=QUARTER_END), [who], received_on=QUARTER_END
        )
    return one, again


def test_merged_she_counts_once_and_the_months_paid_twice_are_seen(regency, twins):
    one, again = map(identities.person, twins)
    before = coherence.look()
    assert regency.day().doubled == ()
    identities.merged("75.03", one, again)
    day = regency.day()
    assert sum(place.valid for place in day.places) == 1
    (twice,) = day.doubled
    assert (twice.person, twice.here.region, twice.there.region) == (one, DUNGGALA, TALUMOPATU)
    assert len(twice.months) == 12
    after = coherence.look()
    assert after.faults == () == before.faults
    assert after.received == after.allocated + after.unallocated + after.refunded == before.received
    assert after.worker_months == before.worker_months // 2


def test_every_question_about_either_answers_for_the_one(regency, twins):
    one, again = map(identities.person, twins)
    identities.merged("75.03", one, again)
    for asked in (one, again):
        (found,) = verdicts.of_person(asked, on=MONITORING_DAY, known_at=MONITORING_DAY)
        assert (found.who.id, found.who.name, found.villages) == (one, "Hana Dai", {TALUMOPATU, DUNGGALA})
        assert found.answer == "covered"
        assert found == verdicts.verdict(regency.day(), asked)
    with scope.within(access.Scope(frozenset({DUNGGALA}))):
        (found,) = verdicts.of_person(again, on=MONITORING_DAY, known_at=MONITORING_DAY)
        assert (found.who.name, found.villages) == ("Hana Dai", {DUNGGALA})


def test_before_the_merge_there_are_two_and_after_a_split_again(regency, twins):
    one, again = map(identities.person, twins)
    months, day = coverage.funded_months(), regency.day()
    told = [verdicts.of_person(who, on=MONITORING_DAY, known_at=MONITORING_DAY) for who in (one, again)]
    merge = identities.merged("75.03", one, again, on=MAY)
    assert regency.day() == day
    assert [verdicts.of_person(who, on=MONITORING_DAY, known_at=MONITORING_DAY) for who in (one, again)] == told
    identities.split("75.03", merge, on=dt.date(2023, 6, 1))
    assert coverage.funded_months() == months
    assert coherence.look().faults == ()
    assert len({one.who.id for who in (one, again) for one in verdicts.of_person(who, on=MAY, known_at=NEW_YEAR)}) == 2
    assert queries.changes("75.03", known_at=dt.date(2023, 7, 1))[1].undone_on == dt.date(2023, 6, 1)
    with pytest.raises(operations.NotMerged):
        identities.split("75.03", merge)


def test_on_one_receipt_she_is_paid_for_once_and_the_second_share_is_nobodys(regency):
    one, again = chronicle.people(2)
    regency.listed(TALUMOPATU, [one, again])
    regency.confirmed(regency.paid(TALUMOPATU, QUARTER_END, heads=2), [one, again])
    kept, gone = map(identities.person, (one, again))
    identities.merged(TALUMOPATU, kept, gone)
    place, books = regency.village(TALUMOPATU), coherence.look()
    assert (place.valid, place.confirmed, place.protected) == (1, 1, 2)
    assert (books.worker_months, books.allocated, books.unallocated) == (12, 12 * 16_800, 12 * 16_800)
    assert books.faults == ()
    found = reconciliation.of_regency(regency.day())
    assert (found.total("agreed").rupiah, found.total("heads").rupiah) == (12 * 16_800, 0)
    assert found.total("twin") == reconciliation.Part(12, 12 * 16_800)
    assert found.received == sum(found.total(kind).rupiah for kind in reconciliation.MONEY) == 2 * 12 * 16_800
    assert [(line.kind, line.months) for line in found.persons] == [("twin", 12)]
    (said,) = [one for one in regency.day().findings if one.kind == "double_funded"]
    assert "Iuran 1 orang, 12 bulan (Rp201.600)" in said.sentence and "dua NIK" in said.sentence
    assert (said.office, len(said.evidence)) == ("kades", 1)
    assert {fault.kind for fault in regency.day().problems} == {"duplicate_in_file"}


def test_whoever_stood_below_the_heads_moves_up_when_two_above_are_one_and_back(regency):
    one, again, third = chronicle.people(3)
    regency.confirmed(regency.paid(TALUMOPATU, QUARTER_END, heads=2), [one, again, third])
    kept, gone, below = map(identities.person, (one, again, third))
    assert coverage.funded_months([below]) == {}
    merge = identities.merged(TALUMOPATU, kept, gone)
    assert len(coverage.funded_months([below])) == 12
    assert coherence.look().faults == ()
    identities.split(TALUMOPATU, merge)
    assert coverage.funded_months([below]) == {}
    assert coherence.look().faults == ()


def test_whoever_was_merged_is_merged_no_second_time_but_together_with_who_they_became(regency):
    three = chronicle.people(3)
    regency.listed(TALUMOPATU, three)
    first, second, third = map(identities.person, three)
    merge = identities.merged(TALUMOPATU, first, second)
    with pytest.raises(operations.AlreadyOne):
        identities.merged(TALUMOPATU, second, first)
    identities.merged(TALUMOPATU, third, second)
    known = queries.who([second], known_at=MONITORING_DAY)
    assert {known.of(one) for one in (first, second, third)} == {third}
    assert queries.everybody(known_at=MONITORING_DAY).survivor == known.survivor
    identities.split(TALUMOPATU, merge)
    known = queries.who([second], known_at=MONITORING_DAY)
    assert [known.of(one) for one in (first, second, third)] == [third, second, third]


def test_rows_of_changes_are_what_their_lines_sealed(regency, twins):
    one, again = map(identities.person, twins)
    identities.split("75.03", identities.merged("75.03", one, again))
    found = {row.table: (row.read, row.differs, row.loose) for row in journal.agreement()}
    assert found["workers_change"] == found["workers_changedecision"] == (2, None, 0)


# What a person may ask about their own data


def test_all_that_is_known_of_both_is_given_and_both_are_erased_together(regency, twins):
    one, again = map(identities.person, twins)
    identities.merged("75.03", one, again)
    given = holdings.gathered(again, on=MONITORING_DAY)
    assert given["diri"]["nama"] == "Hana Dai"
    assert {row["desa"] for row in given["daftar"]} == {TALUMOPATU, DUNGGALA}
    assert [row["yang_diminta"] for row in given["perubahan"]] == ["penggabungan"]
    offices.tell(regencies=())
    at = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
    number = subjects.propose(person_id=one, reason="surat 12", account="rina.dpmd", at=at)
    subjects.decide(erasure_id=number, approved=True, account="yusuf.dpmd", at=at)
    assert {person.name for person in models.Person.objects.all()} == {""}
    assert coherence.look().faults == ()
