"""A verdict is worked out from what the indexes give for one person, and is the one that the whole regency gives."""

from __future__ import annotations

import contextlib
import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lindung.monitoring import persons, verdicts
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.registers.enrolment.movements import facts as departures
from lindung.registers.enrolment.movements import operations as movements
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.chronicle import DUNGGALA, HUANGOBOTU, MONITORING_DAY, PAUWO, TALUMOPATU

pytestmark = pytest.mark.django_db

EARLY, NOVEMBER = dt.date(2023, 1, 5), dt.date(2023, 11, 1)
PLACES = (TALUMOPATU, DUNGGALA, HUANGOBOTU, PAUWO, "75.03")
ASKED = [
    (dt.date(2022, 12, 31), NOVEMBER), (dt.date(2023, 1, 1), NOVEMBER), (dt.date(2023, 2, 20), NOVEMBER),
    (MONITORING_DAY, MONITORING_DAY), (MONITORING_DAY, NOVEMBER), (dt.date(2023, 12, 31), NOVEMBER),
]  # fmt: skip


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def told_at_random(regency: chronicle.Chronicle, people, draw: random.Random) -> None:
    """Lists that share names, money in instalments, BPJS's lists for some of it, reversals, corrections, both years."""
    standing: dict[str, int] = {}
    for village in draw.sample(PLACES[:4], 2):
        regency.listed(village, draw.sample(people, 3), received_on=EARLY)
    for _ in range(18):
        heard = draw.choice((EARLY, dt.date(2023, 3, 1), MONITORING_DAY, dt.date(2023, 6, 1)))
        what = draw.choice(("listed", "paid", "paid", "paid", "paid", "reversed", "left", "answered"))
        if what == "listed":
            regency.year = draw.choice((2022, 2023))
            some = draw.sample(people, draw.randint(0, 4))
            regency.listed(draw.choice(PLACES[:4]), some, received_on=heard)
        elif what == "paid":
            code, amount = paid(regency, people, heard, draw)
            standing[code] = amount
        elif what == "left":
            leaves(draw.choice(people), draw)
        elif what == "answered":
            yes, no = draw.sample(people, 2)
            accepted_on = dt.date(2023, draw.randint(1, 4), 7)
            regency.answered(
                draw.choice(PLACES[:4]), [yes], [(no, "sudah terdaftar")], accepted_on=accepted_on, received_on=heard
            )
        elif standing and draw.random() < 0.5:
            code = draw.choice(sorted(standing))
            regency.reversed(code, dt.date(2023, 6, draw.randint(10, 28)), amount=standing.pop(code))
    regency.year = 2023


def paid(regency: chronicle.Chronicle, people, heard: dt.date, draw: random.Random) -> tuple[str, int]:
    """For some of the people of a place, in part of last year or of this; often with BPJS's list for it."""
    months, heads = draw.randint(2, 12), draw.choice((0, 1, 2, 4, 6, 9))
    year = draw.choice((2022, 2023, 2023, 2023))
    first, amount = f"{year}-{draw.randint(1, 4):02d}", max(heads, 1) * months * 16_800
    on = min(heard, dt.date(2023, draw.randint(1, 4), draw.randint(1, 28)))
    said = {"first": first, "months": months, "heads": heads, "amount": amount, "received_on": heard}
    code = regency.paid(draw.choice(PLACES), on, **said)
    if draw.random() < 0.5:
        starts_on = dt.date(year, draw.randint(1, 4), draw.randint(1, 28))
        regency.confirmed(code, draw.sample(people, draw.randint(1, 3)), starts_on=starts_on, received_on=heard)
    elif draw.random() < 0.2 and on > dt.date(year, int(first[5:]), 1):
        regency.corrected(code, received_on=heard)
    return code, amount


def leaves(person, draw: random.Random) -> None:
    """Whoever stands on a list leaves it; who does not is passed over."""
    known = workers.by_nik(person.nik)
    day = dt.date(2023, draw.randint(1, 4), draw.randint(1, 10))
    for village in PLACES[:4] if known else ():
        with contextlib.suppress(movements.NotOnTheList, movements.LeftBefore):
            said = departures.Departure(village, known.id, day, "pindah", "Surat pindah 3")
            movements.left(departure=said, stamp=chronicle.Chronicle.stamp(MONITORING_DAY))
            return


@pytest.mark.parametrize("seed", range(5))
def test_the_verdict_of_one_person_is_the_one_that_the_whole_regency_gives(regency, seed):
    draw = random.Random(seed)
    people = [*chronicle.people(4), chronicle.someone(dt.date(1950, 1, 1)), chronicle.someone(dt.date(1958, 3, 1))]
    told_at_random(regency, people, draw)
    known = [one.id for one in map(workers.by_nik, (one.nik for one in people)) if one]
    assert known
    for on, known_at in ASKED:
        regency.year = on.year
        day = regency.day(on, known_at)
        for person in known:
            whole = verdicts.verdict(day, person)
            assert verdicts.of_person(person, on=on, known_at=known_at) == ([whole] if whole else [])


def test_each_regency_that_names_the_person_gives_its_own(regency):
    """The list of Gorontalo came in last: what it says counts there and takes nothing away here."""
    aminah, rahma = chronicle.people(2)
    regency.paid(TALUMOPATU, EARLY, heads=9)
    regency.listed(TALUMOPATU, [aminah, rahma], received_on=EARLY)
    elsewhere = chronicle.Chronicle("75.01")
    (village, *_) = [one.code for one in elsewhere.day().places if one.kind == "desa"]
    elsewhere.listed(village, [aminah])
    found = verdicts.of_person(workers.by_nik(aminah.nik).id, on=MONITORING_DAY, known_at=NOVEMBER)
    assert [(one.answer, one.state, one.village) for one in found] == [
        ("not_covered", "none", village),
        ("covered", "presumed", TALUMOPATU),
    ]


@pytest.mark.parametrize("neighbours", [2, 40])
def test_whom_bpjs_lists_is_answered_with_sixteen_probes_however_many_are_listed_beside(regency, neighbours):
    people = chronicle.people(neighbours + 1)
    regency.listed(TALUMOPATU, people)
    regency.listed(DUNGGALA, chronicle.people(neighbours))
    regency.confirmed(regency.paid(TALUMOPATU, EARLY, heads=len(people)), people)
    asked = workers.by_nik(people[0].nik).id
    with CaptureQueriesContext(
        connection,
    ) as told:
        (found,) = verdicts.of_person(asked, on=MONITORING_DAY, known_at=NOVEMBER)
    assert found.state == "confirmed"
    statements = [one["sql"] for one in told if one["sql"].startswith("SELECT") and "set_config" not in one["sql"]]
    assert len(statements) <= 16, "\n".join(statements)


def test_a_row_of_last_years_list_is_not_blamed_for_what_stands_at_its_place_this_year(regency):
    aminah, old = chronicle.someone(), chronicle.someone(dt.date(1950, 1, 1))
    regency.year = 2022
    regency.listed(TALUMOPATU, [aminah], received_on=dt.date(2022, 3, 1), name="daftar.xlsx")
    regency.year = 2023
    regency.listed(TALUMOPATU, [old], name="daftar.xlsx")
    found = persons.person(regency.day(), workers.by_nik(aminah.nik).id)
    assert [(one.row.year, one.in_force, one.fault) for one in found.rows] == [(2022, True, None)]


def test_what_is_outside_the_scope_is_not_told_and_still_judged(regency):
    """Aminah counts in Talumopatu, whose code is lower, whoever asks: the kades of Huangobotu sees her row alone."""
    aminah, rahma = chronicle.people(2)
    regency.listed(TALUMOPATU, [aminah])
    regency.listed(HUANGOBOTU, [aminah, rahma])
    regency.paid(HUANGOBOTU, EARLY, heads=9)
    asked = {"on": MONITORING_DAY, "known_at": NOVEMBER}
    one, other = (workers.by_nik(person.nik).id for person in (aminah, rahma))
    with scope.within(access.Scope(frozenset({HUANGOBOTU}))):
        (of_aminah,), (of_rahma,) = verdicts.of_person(one, **asked), verdicts.of_person(other, **asked)
    assert (of_aminah.answer, of_aminah.villages) == ("not_covered", {HUANGOBOTU})
    assert (of_rahma.state, of_rahma.village) == ("presumed", HUANGOBOTU)
