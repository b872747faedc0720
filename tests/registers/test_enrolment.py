"""Village lists: nothing of a list is lost, the latest holds, an earlier day still knows the earlier."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import transaction

from lindung.platform.journal import models as journal
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment import facts, models, operations
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.workers import models as workers
from tests import chronicle
from tests.chronicle import HUANGOBOTU, MONITORING_DAY, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def in_force(known_at: dt.date = MONITORING_DAY, year: int = 2023) -> dict[str, int]:
    return {one.region: one.declared for one in enrolment.in_force(year=year, known_at=known_at)}


def names(known_at: dt.date = MONITORING_DAY):
    return enrolment.names(enrolment.in_force(year=2023, known_at=known_at))


def test_declared_is_every_row_that_is_a_person_held_or_not(regency):
    regency.listed(TALUMOPATU, chronicle.people(3), held=[("nik_length", "75030"), ("name_missing", "")])
    assert in_force() == {TALUMOPATU: 5}
    assert len(names()) == 3


def test_each_name_says_its_village_file_sheet_and_row(regency):
    regency.listed(TALUMOPATU, chronicle.people(2), name="Desa Talumopatu.xlsx", category="bpu_lain")
    first, second = names()
    assert (first.region, first.file, first.sheet, first.row) == (TALUMOPATU, "Desa Talumopatu.xlsx", "DAFTAR", 5)
    assert (second.row, second.category, second.born_on) == (6, "bpu_lain", dt.date(1980, 6, 13))


def test_names_come_village_by_village_and_row_by_row(regency):
    regency.listed(HUANGOBOTU, chronicle.people(2))
    regency.listed(TALUMOPATU, chronicle.people(2))
    assert [(name.region, name.row) for name in names()] == [
        (TALUMOPATU, 5), (TALUMOPATU, 6), (HUANGOBOTU, 5), (HUANGOBOTU, 6),
    ]  # fmt: skip


def test_held_rows_say_why_and_where(regency):
    regency.listed(TALUMOPATU, chronicle.people(1), held=[("nik_length", "NIK: 75030")])
    (row,) = enrolment.held(enrolment.in_force(year=2023, known_at=MONITORING_DAY))
    assert (row.region, row.row, row.problems[0].kind, row.problems[0].column) == (TALUMOPATU, 6, "nik_length", "NIK")


def test_what_stood_in_a_held_row_is_sealed_and_can_be_opened(regency):
    regency.listed(TALUMOPATU, [], held=[("nik_length", "NIK: 750301130678003; nama: Idrus")])
    sealed = models.HeldRow.objects.get().content_sealed
    assert b"Idrus" not in bytes(sealed)
    assert json.loads(vault.opened(sealed, about=b"held")) == ["NIK: 750301130678003; nama: Idrus"]


def test_a_later_list_replaces_the_earlier_and_an_earlier_day_still_knows_that(regency):
    regency.listed(TALUMOPATU, chronicle.people(40), received_on=QUARTER_END)
    regency.listed(TALUMOPATU, chronicle.people(3))
    assert in_force() == {TALUMOPATU: 3}
    assert in_force(dt.date(2023, 4, 12)) == {TALUMOPATU: 40}
    assert in_force(dt.date(2023, 3, 30)) == {}
    assert (len(names()), len(names(QUARTER_END))) == (3, 40)


def test_a_list_that_came_late_for_an_earlier_day_does_not_push_out_the_later(regency):
    regency.listed(TALUMOPATU, chronicle.people(3))
    regency.listed(TALUMOPATU, chronicle.people(40), received_on=QUARTER_END)
    assert in_force() == {TALUMOPATU: 3}
    assert in_force(QUARTER_END) == {TALUMOPATU: 40}


def test_the_same_list_again_adds_nothing(regency):
    same = chronicle.people(2)
    assert regency.listed(TALUMOPATU, same, digest="a" * 64) == [TALUMOPATU]
    before = journal.Line.objects.count()
    assert regency.listed(TALUMOPATU, same, digest="a" * 64) == []
    assert (models.Listing.objects.count(), models.Entry.objects.count()) == (1, 2)
    assert journal.Line.objects.count() == before


def test_going_back_to_an_earlier_list_is_a_new_list(regency):
    same = chronicle.people(2)
    for digest, people, day in (("a", same, 1), ("b", chronicle.people(1), 2), ("a", same, 3)):
        regency.listed(TALUMOPATU, people, digest=digest * 64, received_on=dt.date(2023, 4, day))
    assert in_force() == {TALUMOPATU: 2}
    assert models.Listing.objects.count() == 3


def test_a_person_keeps_their_id_from_list_to_list_and_village_to_village(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=QUARTER_END)
    regency.listed(TALUMOPATU, [aminah, chronicle.someone()])
    regency.listed(HUANGOBOTU, [aminah])
    assert workers.Person.objects.count() == 2
    assert len({name.person for name in names()}) == 2
    assert len(names()) == 3


def test_another_years_list_is_another_list(regency):
    regency.listed(TALUMOPATU, chronicle.people(2))
    regency.year = 2024
    regency.listed(TALUMOPATU, chronicle.people(1))
    assert in_force(year=2023) == {TALUMOPATU: 2}
    assert in_force(year=2024) == {TALUMOPATU: 1}


def test_an_empty_list_is_a_list_and_not_silence(regency):
    regency.listed(TALUMOPATU, [])
    assert in_force() == {TALUMOPATU: 0}
    assert names() == []


def test_a_village_is_one_journal_line_and_its_people_one_more(regency):
    before = journal.Line.objects.count()
    regency.listed(TALUMOPATU, chronicle.people(3), held=[("nik_length", "x")])
    taken, listed = journal.Line.objects.order_by("id")[before:]
    assert (taken.verb, taken.row_count) == ("workers.taken", 3)
    assert (listed.verb, listed.about, listed.row_count) == ("enrolment.listed", f"{TALUMOPATU}/2023", 4)
    assert json.loads(listed.details) == {"declared": 4, "held": 1}
    assert taken.batch == listed.batch


# A list that grows by hand


def add(regency, village: str, *persons, on: dt.date = MONITORING_DAY) -> None:
    stamp = regency.stamp(on)
    place = regency.place(stamp, f"Formulir {stamp.batch}", row=1)
    listed = tuple(facts.Listed(one, "rentan", "Petani", place) for one in persons)
    operations.extend_list(
        addition=facts.VillageList(village, regency.year, listed, (), stamp.batch.hex * 2), stamp=stamp
    )


def test_whoever_is_on_the_list_stays_where_they_stand(regency):
    regency.listed(TALUMOPATU, chronicle.people(2), held=[("nik_length", "75030")], received_on=QUARTER_END)
    add(regency, TALUMOPATU, chronicle.someone())
    assert (in_force(), in_force(QUARTER_END)) == ({TALUMOPATU: 4}, {TALUMOPATU: 3})
    assert [name.row for name in names()] == [5, 6, 1]
    (row,) = enrolment.held(enrolment.in_force(year=2023, known_at=MONITORING_DAY))
    assert (row.row, row.problems[0].kind) == (7, "nik_length")
    assert json.loads(vault.opened(models.HeldRow.objects.last().content_sealed, about=b"held")) == ["75030"]


def test_the_file_sent_again_takes_nobody_off_who_was_added(regency):
    same = chronicle.people(2)
    regency.listed(TALUMOPATU, same, digest="a" * 64)
    add(regency, TALUMOPATU, chronicle.someone())
    add(regency, TALUMOPATU, chronicle.someone())
    assert regency.listed(TALUMOPATU, same, digest="a" * 64) == []
    assert in_force() == {TALUMOPATU: 4}


def test_without_a_list_it_begins_with_whoever_is_added(regency):
    add(regency, TALUMOPATU, chronicle.someone())
    assert in_force() == {TALUMOPATU: 1}


def test_nobody_is_added_twice_and_nothing_is_left_of_the_attempt(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], name="daftar.xlsx")
    lines = journal.Line.objects.count()
    with pytest.raises(operations.AlreadyListed, match=r"berkas daftar\.xlsx, baris 5"), transaction.atomic():
        add(regency, TALUMOPATU, aminah)
    assert (in_force(), journal.Line.objects.count()) == ({TALUMOPATU: 1}, lines)


def test_which_villages_list_a_person_now(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=QUARTER_END)
    add(regency, HUANGOBOTU, aminah)
    (person,) = workers.Person.objects.values_list("id", flat=True)
    assert enrolment.villages_listing(person, year=2023, known_at=MONITORING_DAY) == [TALUMOPATU, HUANGOBOTU]
    regency.listed(TALUMOPATU, chronicle.people(1))
    assert enrolment.villages_listing(person, year=2023, known_at=MONITORING_DAY) == [HUANGOBOTU]
    assert enrolment.villages_listing(person, year=2023, known_at=QUARTER_END) == [TALUMOPATU]
