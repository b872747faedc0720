"""What a dossier about a late payment is written from: unpaid months, what came for them later, what BPJS was asked."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.monitoring import chronology
from tests import chronicle
from tests.chronicle import DUNGGALA, TALUMOPATU

pytestmark = pytest.mark.django_db
OCTOBER_10, YEARS_END = dt.date(2023, 10, 10), dt.date(2023, 12, 31)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    """PROBIS p. 85: paid to June, silent for three months, pays in October for July to December."""
    told = chronicle.Chronicle()
    told.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=40, months=6, code="230100000001")
    told.paid(TALUMOPATU, OCTOBER_10, first="2023-07", heads=40, months=6, code="230100000002")
    told.paid(DUNGGALA, dt.date(2023, 1, 5), heads=9)
    return told


def told(on: dt.date = OCTOBER_10) -> chronology.Chronology:
    return chronology.of_village(TALUMOPATU, on=on, known_at=YEARS_END)


def test_the_months_unpaid_and_what_came_for_them_later(regency):
    found = told()
    assert [str(month) for month in found.gaps] == ["2023-07", "2023-08", "2023-09"]
    july = next(one for one in found.months if str(one.month) == "2023-07")
    assert (july.in_time, july.late, july.late_since, july.unpaid) == (0, 40, OCTOBER_10, False)
    assert [str(one.month) for one in found.months][-1] == "2023-09"
    assert [(one.code, one.heads, one.amount) for one in found.payments] == [
        ("230100000001", 40, 4_032_000), ("230100000002", 40, 4_032_000),
    ]  # fmt: skip


def test_before_the_late_money_came_the_months_are_unpaid(regency):
    found = told(dt.date(2023, 10, 9))
    assert [str(one.month) for one in found.months if one.unpaid] == ["2023-07", "2023-08", "2023-09"]
    assert found.late == ()


def test_what_bpjs_was_asked_and_answered_stands_beside_the_late_payment(regency):
    (late,) = told().late
    assert ([str(month) for month in late.late_months], late.asked) == (["2023-07", "2023-08", "2023-09"], ())
    regency.corrected("230100000002", approved=False)
    (late,) = told().late
    assert ([(one.letter, one.approved, one.answer) for one in late.asked], late.joined) == (
        [("560/12/2023", False, "B/77/2023")], False,
    )  # fmt: skip
    regency.corrected("230100000002")
    (late,) = told().late
    assert (len(late.asked), late.joined) == (2, True)


def test_money_that_was_taken_back_paid_no_month(regency):
    regency.reversed("230100000002", dt.date(2023, 11, 2), amount=4_032_000)
    found = told(dt.date(2023, 11, 30))
    assert [str(month) for month in found.gaps][:3] == ["2023-07", "2023-08", "2023-09"]
    assert all(one.unpaid for one in found.months if one.month.number >= 7)
    assert (len(found.payments), found.late) == (2, ())


def test_a_village_that_never_paid_has_no_months():
    chronicle.Chronicle()
    assert told().months == ()
