"""The auditor's field sample: drawn once a quarter from a seed nobody chose, frozen, and what its visits found."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.kernel import sampling
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.journal import queries as lines
from lindung.registers.audit import facts, models, operations, queries
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.conftest import OFFICER

pytestmark = pytest.mark.django_db

DAY = chronicle.MONITORING_DAY
HERE, THERE = chronicle.TALUMOPATU, "75.03.08.2001"


@pytest.fixture
def people() -> dict[str, list[uuid.UUID]]:
    """Forty persons of one village, three of another."""
    story, found = chronicle.Chronicle(), {}
    for village, count in ((HERE, 40), (THERE, 3)):
        claimed = chronicle.people(count)
        story.listed(village, claimed)
        found[village] = [worker.id for worker in map(workers.by_nik, (one.nik for one in claimed)) if worker]
    return found


def stamp(on: dt.date = DAY) -> journal.Stamp:
    return journal.Stamp(OFFICER, dt.datetime(on.year, on.month, on.day, 2, tzinfo=dt.UTC), uuid.uuid4(), on)


def desk(role: access.Role = "auditor", region: str = "75.03") -> access.Desk:
    return access.Desk(chronicle.account("rahmat"), "Rahmat", 1, "Inspektorat", role, access.Scope(frozenset({region})))


def draw(people: dict[str, list[uuid.UUID]], on: dt.date = DAY, **seat: str) -> int:
    wanted = facts.Wanted("75.03", on, people)
    return operations.draw(wanted=wanted, desk=desk(**seat), stamp=stamp(on))


def visit(
    drawn: int, outcome: str, on: dt.date = DAY, *, note: str = "", written_on: dt.date = DAY, **seat: str
) -> None:
    said = facts.Visit(outcome, on, note)
    operations.visit(drawn=drawn, said=said, desk=desk(**seat), stamp=stamp(written_on))


def test_each_village_gives_five_of_a_hundred_and_at_least_one(people):
    number = draw(people)
    found = queries.drawn(number, known_at=DAY)
    assert [one.region for one in found] == [HERE, HERE, THERE]
    assert all(one.who.id in people[one.region] for one in found)
    one = queries.sample(number, region="75.03", known_at=DAY)
    assert (one.population, one.villages, one.persons, one.visited) == (43, 2, 3, 0)


def test_anybody_draws_it_again_from_the_head_before_it_and_the_day(people):
    head = lines.head()
    one = queries.sample(draw(people), region="75.03", known_at=DAY)
    assert (one.head, one.seed) == (head, sampling.seed(head, "2023-04-13"))
    again = sampling.drawn(people, seed=one.seed, per_hundred=one.per_hundred)
    assert {(found.region, found.who.id) for found in queries.drawn(one.id, known_at=DAY)} == set(again)


def test_it_is_drawn_once_a_quarter(people):
    draw(people)
    with pytest.raises(operations.SampleThere):
        draw(people, dt.date(2023, 6, 30))
    draw(people, dt.date(2023, 7, 1))
    assert [one.drawn_on for one in queries.samples("75.03", known_at=dt.date(2023, 7, 1))] == [
        dt.date(2023, 7, 1), DAY,
    ]  # fmt: skip


def test_only_the_auditor_of_the_regency_draws_and_visits(people):
    for seat in ({"role": "dpmd"}, {"region": "75.04"}):
        with pytest.raises(operations.NotTheAuditor):
            draw(people, **seat)
    draw(people)
    drawn = models.Drawn.objects.first().pk
    with pytest.raises(operations.NotTheAuditor):
        visit(drawn, "found", role="dpmd")
    with pytest.raises(operations.NotDrawn):
        visit(drawn, "found", region="75.04")


def test_nobody_is_drawn_where_nobody_is_listed(people):
    with pytest.raises(operations.NobodyToDraw):
        draw({})
    assert not models.Sample.objects.exists()


def test_the_latest_visit_counts_and_its_note_is_sealed(people):
    number = draw(people)
    first, second, _ = (one.id for one in queries.drawn(number, known_at=DAY))
    visit(first, "not_found", note="Rumah kosong")
    visit(second, "found")
    later = dt.date(2023, 4, 20)
    visit(first, "moved", later, note="Ke Gorontalo", written_on=later)
    assert queries.sample(number, region="75.03", known_at=DAY).found == {"found": 1, "not_found": 1}
    assert queries.sample(number, region="75.03", known_at=later).found == {"found": 1, "moved": 1}
    assert queries.note(first) == "Ke Gorontalo"
    assert b"Gorontalo" not in bytes(models.Visit.objects.latest("pk").note_sealed)


@pytest.mark.parametrize("on", [dt.date(2023, 4, 12), dt.date(2023, 4, 14)])
def test_a_visit_is_neither_before_the_draw_nor_ahead(people, on):
    draw(people)
    with pytest.raises(operations.VisitNotThen):
        visit(models.Drawn.objects.first().pk, "found", on)


def test_a_visit_says_what_it_found(people):
    draw(people)
    with pytest.raises(operations.VisitIncomplete):
        visit(models.Drawn.objects.first().pk, "ada")


def test_another_regency_reads_nothing_of_it(people):
    number = draw(people)
    with scope.within(access.Scope(frozenset({"75.04"}))):
        assert queries.samples("75.03", known_at=DAY) == []
        assert queries.drawn(number, known_at=DAY) == []
