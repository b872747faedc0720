"""A grievance: a code told once, whose turn it is by the days alone, one answer, texts that can be let go."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from lindung.platform.access import facts as access
from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims.grievances import facts, models, operations, queries, rules
from tests import chronicle
from tests.chronicle import HUANGOBOTU, TALUMOPATU

pytestmark = pytest.mark.django_db
BOOK = rulebook.shipped()
THURSDAY = dt.date(2023, 4, 13)
FIRST, SECOND, THIRD = dt.date(2023, 5, 5), dt.date(2023, 5, 12), dt.date(2023, 5, 22)
"""Ten working days from 13 April 2023, over Idul Fitri and its joint leave; then five and five, over Labour Day,
Ascension Day."""


@pytest.fixture(autouse=True)
def regency(db) -> chronicle.Chronicle:
    return chronicle.Chronicle()


def lodged(words: str = "Nama saya tidak ada", on: dt.date = THURSDAY) -> tuple[uuid.UUID, str]:
    key = uuid.uuid4()
    said = facts.Said(HUANGOBOTU, "not_listed", words, "0800")
    return key, operations.lodge(said=said, key=key, book=BOOK, stamp=chronicle.Chronicle.stamp(on))


def desk(role: str, region: str = "75.03.08") -> access.Desk:
    account = chronicle.account(role)
    return access.Desk(account, role.title(), 1, f"Kantor {role}", role, access.Scope(frozenset({region})))


def answered(
    key: uuid.UUID, role: str, on: dt.date, words: str = "Sudah kami masukkan", region: str = "75.03.08"
) -> None:
    operations.answer(
        key=key, region=HUANGOBOTU, words=words, desk=desk(role, region), stamp=chronicle.Chronicle.stamp(on)
    )


def test_the_line_is_in_working_days():
    assert rules.line(BOOK, on=THURSDAY) == (
        facts.Turn("kades", FIRST), facts.Turn("camat", SECOND), facts.Turn("sekda", THIRD),
        facts.Turn("bupati", dt.date(2023, 5, 29)),
    )  # fmt: skip


@pytest.mark.parametrize(("on", "office", "late"), [
    (THURSDAY, "kades", 0), (FIRST, "kades", 0), (FIRST + dt.timedelta(days=1), "camat", 1),
    (SECOND + dt.timedelta(days=1), "sekda", 8), (dt.date(2024, 1, 1), "bupati", 241),
])  # fmt: skip
def test_who_is_late_hands_it_on_without_doing_anything(on, office, late):
    lodged()
    (found,) = queries.within("75.03", on=on, known_at=on)
    assert (found.office, found.days_late) == (office, late)


def test_dpmd_is_told_from_the_second_office_on():
    key, _code = lodged()
    first = queries.one(key, HUANGOBOTU, on=FIRST)
    then = queries.one(key, HUANGOBOTU, on=FIRST + dt.timedelta(days=1))
    assert (first.came_to("dpmd"), then.came_to("dpmd"), first.came_to("operator")) == (False, True, True)


def test_the_next_office_can_be_asked_at_once_and_has_five_working_days():
    key, _code = lodged()
    stamp = chronicle.Chronicle.stamp(THURSDAY)
    with pytest.raises(operations.NotYourGrievance):
        operations.pass_on(key=key, region=HUANGOBOTU, book=BOOK, desk=desk("camat"), stamp=stamp)
    assert (
        operations.pass_on(key=key, region=HUANGOBOTU, book=BOOK, desk=desk("kades", HUANGOBOTU), stamp=stamp)
        == "camat"
    )
    found = queries.one(key, HUANGOBOTU, on=THURSDAY)
    assert (found.office, found.due_on) == ("camat", dt.date(2023, 4, 27))
    with pytest.raises(operations.PassedOn):  # the button was pressed twice
        operations.pass_on(key=key, region=HUANGOBOTU, book=BOOK, desk=desk("kades", HUANGOBOTU), stamp=stamp)
    assert queries.one(key, HUANGOBOTU, on=THURSDAY).office == "camat"


def test_a_day_before_the_answer_tells_of_no_answer_whenever_it_is_asked_about():
    key, _code = lodged()
    answered(key, "operator", dt.date(2023, 4, 17), region=HUANGOBOTU)
    (then,) = queries.within("75.03", on=THURSDAY, known_at=dt.date(2023, 4, 20))
    (now,) = queries.within("75.03", on=dt.date(2023, 4, 20), known_at=dt.date(2023, 4, 20))
    assert (then.open, now.open) == (True, False)


def test_one_answer_ends_it():
    key, code = lodged()
    answered(key, "operator", dt.date(2023, 4, 14), region=HUANGOBOTU)
    found = queries.by_code(code.lower().replace("-", " "), on=dt.date(2023, 4, 14))
    assert (found.open, found.answered_by, queries.told(key).answer) == (
        False,
        "Kantor operator",
        "Sudah kami masukkan",
    )
    with pytest.raises(operations.GrievanceAnswered):
        answered(key, "operator", dt.date(2023, 4, 17), region=HUANGOBOTU)


@pytest.mark.parametrize(("role", "region"), [("camat", "75.03.08"), ("kades", TALUMOPATU), ("auditor", "75.03")])
def test_whose_turn_it_is_not_does_not_answer(role, region):
    key, _code = lodged()
    with pytest.raises(operations.NotYourGrievance):
        answered(key, role, THURSDAY, region=region)


@pytest.mark.parametrize("words", ["", "  ", "x" * 1501])
def test_nothing_and_too_much_are_refused(words):
    with pytest.raises(operations.GrievanceIncomplete):
        lodged(words)


def test_the_same_form_twice_is_one_grievance():
    key, _code = lodged()
    with pytest.raises(operations.GrievanceThere):
        operations.lodge(
            said=facts.Said(HUANGOBOTU, "other", "lagi"), key=key, book=BOOK, stamp=chronicle.Chronicle.stamp(THURSDAY)
        )


def test_the_code_is_kept_as_a_digest_and_the_texts_sealed():
    key, code = lodged("Kepala desa meminta uang")
    row = models.Grievance.objects.get(key=key)
    assert row.digest == queries.digest(code) != code
    assert b"uang" not in bytes(row.words_sealed)
    assert queries.told(key) == facts.Told("Kepala desa meminta uang", "0800", "")
    assert queries.by_code("AAAA-BBBB-CCCC-DDDD", on=THURSDAY) is None


def test_the_texts_go_two_years_after_the_answer_and_the_fact_stays():
    key, code = lodged()
    lodged()
    answered(key, "operator", dt.date(2023, 4, 14), region=HUANGOBOTU)
    stamp = chronicle.Chronicle.stamp(dt.date(2025, 4, 15))
    assert operations.forget_texts(before=dt.date(2023, 4, 14), stamp=stamp) == 0
    assert operations.forget_texts(before=dt.date(2023, 4, 15), stamp=stamp) == 1
    assert queries.told(key) == facts.Told("", "", "")
    assert queries.by_code(code, on=dt.date(2025, 4, 15)).answered_on == dt.date(2023, 4, 14)
    assert journal.lines_about("2023-04-15")[-1].verb == "grievances.forgotten"


def test_what_was_lodged_is_never_changed():
    key, _code = lodged()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Grievance.objects.filter(key=key).update(kind="other")
