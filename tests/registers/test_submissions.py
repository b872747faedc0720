"""A village's list on its way to BPJS: proposed with its papers, approved by a second account, answered."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import pytest

from lindung.interfaces.disclosure import limits
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment.movements import facts as movements
from lindung.registers.enrolment.movements import operations as moving
from lindung.registers.enrolment.submissions import facts, operations, queries
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from tests import chronicle, offices
from tests.chronicle import DUNGGALA, MONITORING_DAY, NEW_YEAR, TALUMOPATU

BOOK = rulebook.shipped()
FIRST_OF_MARCH = dt.date(2023, 3, 1)
AGREEMENT = facts.Agreement("PKS/12/2023", NEW_YEAR, dt.date(2023, 12, 31))
WANTED = facts.Wanted(
    TALUMOPATU, 2023, "SD", "SD000001", facts.Paper("560/14/III/2023", FIRST_OF_MARCH),
    facts.Paper("7/2023", dt.date(2023, 2, 20)), AGREEMENT,
)  # fmt: skip


@pytest.fixture
def regency(db) -> chronicle.Chronicle:
    """Bone Bolango, with the clerk, the head of the Dinas PMD and the Sekda."""
    told = chronicle.Chronicle()
    for name in ("rina.dpmd", "yusuf.dpmd", "sekda"):
        offices.seat(name)
    return told


def ids(persons: list[workers.Claimed]) -> list[uuid.UUID]:
    return [worker_queries.by_nik(one.nik).id for one in persons]


def proposed(persons: list[workers.Claimed], *, on: dt.date = FIRST_OF_MARCH, by: str = "rina.dpmd", **said) -> int:
    wanted, names = dataclasses.replace(WANTED, **said), ids(persons)
    stamp = chronicle.Chronicle.stamp(on)
    return operations.propose(
        wanted=wanted, names=names, ready=names, book=BOOK, account=offices.account(by), stamp=stamp
    )


def decided(number: int, *, approve: bool = True, on: dt.date = FIRST_OF_MARCH, by: str = "yusuf.dpmd") -> None:
    stamp = chronicle.Chronicle.stamp(on)
    operations.decide(submission_id=number, approve=approve, account=offices.account(by), stamp=stamp)


def sent(persons: list[workers.Claimed], **said) -> int:
    number = proposed(persons, **said)
    decided(number)
    return number


def state(number: int, known_at: dt.date = MONITORING_DAY) -> facts.State:
    found = queries.submission(number, region=TALUMOPATU, known_at=known_at)
    assert found is not None
    return found.state


# The way there


def test_a_list_is_sent_when_a_second_account_has_approved_it(regency):
    people = chronicle.people(3)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = proposed(people)
    assert state(number) == "waiting"
    assert queries.sent("75.03", year=2023, on=MONITORING_DAY, known_at=MONITORING_DAY) == []
    decided(number)
    assert state(number) == "sent"
    found = queries.sent("75.03", year=2023, on=MONITORING_DAY, known_at=MONITORING_DAY)
    assert {(one.region, one.person, one.sent_on) for one in found} == {
        (TALUMOPATU, person, FIRST_OF_MARCH) for person in ids(people)
    }


def test_the_proposer_does_not_approve_and_nobody_decides_twice(regency):
    people = chronicle.people(1)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = proposed(people)
    with pytest.raises(operations.SubmissionNeedsSecond):
        decided(number, by="rina.dpmd")
    decided(number, by="sekda")
    with pytest.raises(operations.NoSuchSubmission):
        decided(number, approve=False)


def test_what_was_refused_may_be_proposed_again(regency):
    people = chronicle.people(1)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = proposed(people)
    decided(number, approve=False)
    assert state(number) == "refused"
    assert state(sent(people)) == "sent"


# The papers


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"agreement": facts.Agreement("", NEW_YEAR, dt.date(2023, 12, 31))}, operations.AgreementMissing),
        ({"agreement": facts.Agreement("PKS/3", dt.date(2022, 1, 1), dt.date(2023, 2, 28))},
         operations.AgreementNotInForce),
        ({"agreement": facts.Agreement("PKS/3", dt.date(2023, 4, 1), dt.date(2024, 3, 31))},
         operations.AgreementNotInForce),
        ({"letter": facts.Paper(" ", FIRST_OF_MARCH)}, operations.LetterMissing),
        ({"decree": facts.Paper("", FIRST_OF_MARCH)}, operations.DecreeMissing),
        ({"group": "SX", "group_number": ""}, operations.GroupUnknown),
        ({"group": "SA"}, operations.GroupNumberForeign),
    ],
)  # fmt: skip
def test_without_its_papers_a_list_is_refused_in_words(regency, said, refusal):
    people = chronicle.people(1)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    with pytest.raises(refusal) as refused:
        proposed(people, **said)
    assert "{" not in str(refused.value)


def test_an_agreement_that_ended_before_the_second_person_came_sends_nothing(regency):
    people = chronicle.people(1)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = proposed(people, agreement=facts.Agreement("PKS/3", NEW_YEAR, dt.date(2023, 3, 31)))
    with pytest.raises(operations.AgreementNotInForce) as refused:
        decided(number, on=dt.date(2023, 4, 1))
    assert "sampai 31-03-2023" in str(refused.value)
    decided(number, on=dt.date(2023, 3, 31))
    assert state(number) == "sent"


# The names


def test_nobody_is_twice_on_lists_that_wait(regency):
    first, second = chronicle.people(2)
    regency.listed(TALUMOPATU, [first, second], received_on=NEW_YEAR)
    number = proposed([first])
    for again in ([first], [first, second]):
        with pytest.raises(operations.WaitsForAnswer):
            proposed(again)
    decided(number)
    with pytest.raises(operations.WaitsForAnswer):
        proposed([first])
    assert state(proposed([second])) == "waiting"


def test_whom_bpjs_accepted_is_not_sent_again_and_whom_it_rejected_may_be(regency):
    accepted, rejected = chronicle.people(2)
    regency.listed(TALUMOPATU, [accepted, rejected], received_on=NEW_YEAR)
    number = sent([accepted, rejected])
    regency.answered(TALUMOPATU, [accepted], [(rejected, "Nama tidak sama dengan KTP")])
    assert state(number) == "answered"
    with pytest.raises(operations.AcceptedAlready):
        proposed([accepted], on=MONITORING_DAY)
    assert queries.standing(ids([rejected])).rejected == frozenset(ids([rejected]))
    regency.listed(TALUMOPATU, [accepted, rejected], received_on=dt.date(2023, 4, 20))
    standing = queries.standing(ids([rejected]))
    assert (standing.rejected, standing.mended) == (frozenset(), frozenset(ids([rejected])))
    assert state(proposed([rejected], on=dt.date(2023, 4, 20)), dt.date(2023, 4, 20)) == "waiting"


def test_a_name_that_does_not_count_is_not_sent(regency):
    people = chronicle.people(2)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    first, second = ids(people)
    stamp, account = chronicle.Chronicle.stamp(FIRST_OF_MARCH), offices.account("rina.dpmd")
    with pytest.raises(operations.NamesNotReady):
        operations.propose(wanted=WANTED, names=[first, second], ready=[first], book=BOOK, account=account, stamp=stamp)
    with pytest.raises(operations.NobodyToSubmit):
        operations.propose(wanted=WANTED, names=[], ready=[first], book=BOOK, account=account, stamp=stamp)


def test_who_left_before_the_second_person_came_is_not_sent(regency):
    people = chronicle.people(2)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = proposed(people)
    gone = movements.Departure(TALUMOPATU, ids(people)[0], dt.date(2023, 3, 10), "pindah")
    moving.left(departure=gone, stamp=chronicle.Chronicle.stamp(dt.date(2023, 3, 11)))
    with pytest.raises(operations.NamesNotReady):
        decided(number, on=dt.date(2023, 3, 12))


# As of a day, as known on a day


def test_it_counts_from_the_day_it_went_and_as_it_was_known(regency):
    people = chronicle.people(2)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = sent(people)
    before, after = dt.date(2023, 2, 28), dt.date(2023, 3, 1)
    count = {
        (on, known): len(queries.sent("75.03", year=2023, on=on, known_at=known))
        for on in (before, after)
        for known in (before, after)
    }
    assert count == {(before, before): 0, (before, after): 0, (after, before): 0, (after, after): 2}
    assert queries.submission(number, region=TALUMOPATU, known_at=before) is None
    assert queries.sent("75.03", year=2024, on=after, known_at=after) == []


# The file


def fetched(number: int, *, days: int = 0, by: str = "rina.dpmd") -> None:
    stamp = chronicle.Chronicle.stamp(FIRST_OF_MARCH)
    stamp = dataclasses.replace(stamp, at=stamp.at + dt.timedelta(days=days))
    operations.fetched(
        submission_id=number, number=uuid.uuid4(), account=offices.account(by), lasts=limits.SUBMISSION_LASTS,
        at_most=limits.FETCHES, stamp=stamp,
    )  # fmt: skip


def test_the_file_leaves_only_when_approved_for_a_while_and_not_too_often(regency):
    people = chronicle.people(1)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = proposed(people)
    with pytest.raises(operations.NotToBeFetched):
        fetched(number)
    decided(number)
    for _ in range(3):
        fetched(number)
    with pytest.raises(operations.NotToBeFetched):
        fetched(number)
    fetched(number, by="sekda")
    with pytest.raises(operations.NotToBeFetched):
        fetched(number, by="yusuf.dpmd", days=15)


def test_the_file_says_of_each_person_what_their_list_said(regency):
    people = chronicle.people(2)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    found = queries.in_clear(sent(people))
    assert [(one.nik, one.occupation) for one in found] == [(one.nik, "Petani") for one in people]
    assert found[0].particulars == {"telepon": "080012345678", "ibu": "Hajar Nusi"}


# Scope, journal


def test_another_village_has_none_of_it(regency):
    people = chronicle.people(1)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    number = sent(people)
    with scope.within(access.Scope(frozenset({DUNGGALA}))):
        assert queries.submissions("75.03", known_at=MONITORING_DAY) == []
        assert queries.names_of(number) == []
        assert queries.in_clear(number) == []


def test_the_rows_are_those_that_the_journal_sealed(regency):
    people = chronicle.people(2)
    regency.listed(TALUMOPATU, people, received_on=NEW_YEAR)
    fetched(sent(people))
    tables = (
        "enrolment_submission", "enrolment_submittedname", "enrolment_submissiondecision",
        "enrolment_submissionfetch",
    )  # fmt: skip
    found = {one.table: one for one in journal.agreement([]) if one.table in tables}
    assert {table: (one.read, one.differs, one.loose) for table, one in found.items()} == dict.fromkeys(
        tables, (1, None, 0)
    )
