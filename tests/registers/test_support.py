"""A camat evaluates a village each quarter and writes down how it was helped."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.kernel import law
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup.support import facts, models, operations, queries
from tests import offices
from tests.conftest import OFFICER

pytestmark = pytest.mark.django_db

APRIL_13 = dt.date(2023, 4, 13)
SECOND = facts.Quarter(2023, 2)
GOOD = {"anggaran": "baik", "pendaftaran": "baik", "pembayaran": "baik", "daftar": "baik", "kerja_sama": "baik"}


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    offices.tell()


def stamp(on: dt.date) -> journal.Stamp:
    return journal.Stamp(OFFICER, dt.datetime(on.year, on.month, on.day, 2, tzinfo=dt.UTC), uuid.uuid4(), on)


def evaluated(
    on: dt.date = APRIL_13, *, of: facts.Quarter = SECOND, who: str = "camat.tapa", region: str = offices.KERAMAT,
    note: str = "", **answers: str,
) -> None:  # fmt: skip
    said = facts.Said(region, of, GOOD | answers, note)
    operations.evaluate(said=said, book=rulebook.shipped(), desk=offices.desk(who), stamp=stamp(on))


def given(on: dt.date = APRIL_13, *, who: str = "camat.tapa", **said: object) -> None:
    told = facts.Given(
        **({"region": offices.KERAMAT, "given_on": on, "kind": "visit", "result": "Perdes disusun"} | said)
    )
    operations.give(given=told, desk=offices.desk(who), stamp=stamp(APRIL_13))


def test_the_latest_evaluation_of_a_quarter_counts_and_the_first_is_still_known():
    evaluated(anggaran="kurang", note="Perdes belum dibahas")
    evaluated(dt.date(2023, 5, 2), anggaran="cukup")
    counts = queries.of_quarter("75.03", quarter=SECOND, known_at=dt.date(2023, 5, 2))[offices.KERAMAT]
    assert (counts.said.answers["anggaran"], counts.said_on, counts.office) == (
        "cukup", dt.date(2023, 5, 2), "Kecamatan Tapa",
    )  # fmt: skip
    before = queries.of_quarter("75.03", quarter=SECOND, known_at=APRIL_13)[offices.KERAMAT]
    assert (before.said.answers["anggaran"], before.said.note) == ("kurang", "Perdes belum dibahas")
    history = queries.evaluations(offices.KERAMAT, known_at=dt.date(2023, 5, 2))
    assert [one.said_on for one in history] == [dt.date(2023, 5, 2), APRIL_13]


def test_two_evaluations_of_one_day_the_later_counts():
    evaluated(anggaran="kurang")
    evaluated(anggaran="baik")
    (counts,) = queries.of_quarter("75.03", quarter=SECOND, known_at=APRIL_13).values()
    assert counts.said.answers["anggaran"] == "baik"


def test_this_quarter_or_the_one_before_and_no_other():
    evaluated(of=facts.Quarter(2023, 1))
    for shut in (facts.Quarter(2022, 4), facts.Quarter(2023, 3)):
        with pytest.raises(operations.QuarterShut):
            evaluated(of=shut)


@pytest.mark.parametrize("said", [{"anggaran": ""}, {"anggaran": "hebat"}])
def test_every_question_wants_one_of_its_answers(said):
    with pytest.raises(operations.AnswersMissing):
        evaluated(**said)
    assert not models.Evaluation.objects.exists()


@pytest.mark.parametrize(
    ("who", "region"),
    [("rina.dpmd", offices.KERAMAT), ("siti.keramat", offices.KERAMAT), ("camat.tapa", offices.HUANGOBOTU)],
)
def test_only_the_camat_of_the_district_evaluates(who, region):
    with pytest.raises(operations.NotYours):
        evaluated(who=who, region=region)


def test_support_is_logged_by_camat_and_regency_with_what_comes_next():
    given(next_step="Musdes", next_on=dt.date(2023, 4, 20))
    given(dt.date(2023, 4, 3), who="rina.dpmd", kind="training", result="Operator dilatih")
    found = queries.given("75.03.01", known_at=APRIL_13)
    assert [(one.given.kind, one.given.next_on, one.office) for one in found] == [
        ("visit", dt.date(2023, 4, 20), "Kecamatan Tapa"), ("training", None, "Dinas PMD Bone Bolango"),
    ]  # fmt: skip
    assert queries.given("75.03.01", known_at=dt.date(2023, 4, 12)) == []


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"result": " "}, operations.SupportIncomplete),
        ({"kind": "gift"}, operations.SupportIncomplete),
        ({"given_on": dt.date(2023, 4, 14)}, operations.SupportAhead),
        ({"next_on": dt.date(2023, 4, 12)}, operations.NextBefore),
        ({"who": "siti.keramat"}, operations.NotYours),
    ],
)
def test_what_is_not_taken_as_support(said, refusal):
    with pytest.raises(refusal):
        given(**said)
    assert not models.Support.objects.exists()


def test_another_district_reads_nothing():
    evaluated()
    given()
    with scope.within(offices.desk("operator.huangobotu").scope):
        assert queries.evaluations("75.03", known_at=APRIL_13) == []
        assert queries.given("75.03", known_at=APRIL_13) == []


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [
        (dt.date(2023, 1, 1), facts.Quarter(2023, 1), dt.date(2023, 3, 31)),
        (dt.date(2024, 2, 29), facts.Quarter(2024, 1), dt.date(2024, 3, 31)),
        (dt.date(2023, 6, 30), facts.Quarter(2023, 2), dt.date(2023, 6, 30)),
        (dt.date(2023, 12, 31), facts.Quarter(2023, 4), dt.date(2023, 12, 31)),
    ],
)
def test_the_quarter_of_a_day(day, quarter, last):
    assert (facts.Quarter.of(day), quarter.last_day) == (quarter, last)


def test_the_quarter_before_the_first_is_last_years_fourth():
    assert facts.Quarter(2023, 1).before == facts.Quarter(2022, 4)


def test_nothing_is_asked_before_the_programme_began():
    assert law.evaluation_questions(rulebook.shipped(), on=dt.date(2022, 6, 30)) == ()
    assert len(law.evaluation_questions(rulebook.shipped(), on=APRIL_13)) == 5
