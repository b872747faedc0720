"""Everything that is derived is worked out again from the facts; what does not agree is found, with its place."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction

from lindung.monitoring import coherence
from lindung.platform.journal import operations as journal
from lindung.registers.coverage import models
from tests import chronicle, everything
from tests.chronicle import DUNGGALA, TALUMOPATU
from tests.torture import tampering

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> chronicle.Chronicle:
    """Two villages with something of every kind; one paid late and corrected, one listed twice."""
    here = chronicle.Chronicle()
    both = chronicle.someone()
    for code in (TALUMOPATU, DUNGGALA):
        everything.tell(here, code, [both, *chronicle.people(2)])
    twice = [here.paid(code, dt.date(2023, 1, 5), heads=1) for code in (TALUMOPATU, DUNGGALA)]
    for code in twice:
        here.confirmed(code, [both])
    return here


def test_books_that_nobody_touched_are_coherent_to_the_rupiah(told):
    found = coherence.look()
    assert found.faults == ()
    assert found.received == found.allocated + found.unallocated + found.refunded
    assert found.unallocated == 12 * 16_800  # both villages paid a year for the same person
    assert found.refunded == 2 * 3 * 12 * 16_800


def kinds() -> list[str]:
    return [one.kind for one in coherence.look().faults]


def test_a_worker_month_that_was_lost_is_missed(told):
    with transaction.atomic():
        journal.act(by=chronicle.OFFICER)
        models.FundedMonth.objects.order_by("id").first().delete()
    assert kinds() == ["worker_month"]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("DELETE FROM coverage_cover WHERE basis = 'paid' AND heads = 1", {"cover_missing"}),
        ("UPDATE coverage_cover SET heads = heads + 1 WHERE basis = 'corrected'", {"cover_missing", "cover_unfounded"}),
        ("UPDATE coverage_cover SET heads = -99 WHERE basis = 'reversed'",
         {"cover_missing", "cover_unfounded", "heads_below_none"}),
        ("UPDATE funding_receipt SET amount = 36800 WHERE months = 1 AND heads = 1", {"transfer", "worker_month"}),
    ],
)  # fmt: skip
def test_what_was_changed_past_the_operations_is_found(told, sql, found):
    tampering.drop_guards("coverage_cover")
    tampering.drop_guards("funding_receipt")
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert set(kinds()) == found
