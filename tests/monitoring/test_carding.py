"""Who may have a card: a whole village is asked about in as many statements as three of its workers."""

from __future__ import annotations

import datetime as dt

import pytest
from django import db
from django.test import utils

from lindung.monitoring import carding, persons
from tests import chronicle
from tests.chronicle import MONITORING_DAY, TALULOBUTU, TALUMOPATU

pytestmark = pytest.mark.django_db
MARCH = dt.date(2023, 3, 1)


def statements(told: chronicle.Chronicle, village: str) -> tuple[int, int]:
    day = told.day(MONITORING_DAY)
    with utils.CaptureQueriesContext(db.connection) as said:
        found = carding.entitled(day, village)
    return len(found), len(said)


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_village_of_forty_costs_as_many_statements_as_one_of_three(confirmed):
    told = chronicle.Chronicle()
    for village, count in ((TALUMOPATU, 3), (TALULOBUTU, 40)):
        them = chronicle.people(count)
        told.listed(village, them, received_on=MARCH)
        code = told.paid(village, MARCH, heads=count)
        if confirmed:
            told.confirmed(code, them)
    few, many = statements(told, TALUMOPATU), statements(told, TALULOBUTU)
    assert (few[0], many[0]) == (3, 40)
    assert few[1] == many[1] < 20


def test_asked_about_together_they_are_told_what_each_is_told_alone():
    told = chronicle.Chronicle()
    named, presumed, gone, twice = (chronicle.someone(name=name) for name in ("Ani", "Beni", "Cici", "Didi"))
    told.listed(TALUMOPATU, [named, presumed, twice], received_on=MARCH)
    told.listed(TALULOBUTU, [gone, twice], received_on=MARCH)
    told.confirmed(told.paid(TALUMOPATU, MARCH, heads=3), [named])
    told.paid(TALULOBUTU, MARCH, heads=2, first="2023-03", months=1)
    day = told.day(MONITORING_DAY)
    for village in (TALUMOPATU, TALULOBUTU):
        listed = [one.row.person.id for one in persons.roster(day, village).names]
        together = persons.traces_of(listed, known_at=day.known_at)
        assert together == {one: persons.traces(one, known_at=day.known_at) for one in listed}
    assert [(one.name, one.confirmed) for one in carding.entitled(day, TALUMOPATU)] == [
        ("Ani", True), ("Beni", False), ("Didi", False),
    ]  # fmt: skip
    assert carding.entitled(day, TALULOBUTU) == ()
