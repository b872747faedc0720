"""Persons: one for each NIK, sealed, with the id they first got."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lindung.kernel import values
from lindung.platform.journal import models as journal
from lindung.platform.vault import operations as vault_operations
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts, models, sealing
from lindung.registers.workers import operations as workers_operations
from lindung.registers.workers import queries as workers
from tests import chronicle

pytestmark = pytest.mark.django_db

AMINAH = facts.Claimed(
    values.Nik("7503015306800001"), "Aminah Bakari", dt.date(1980, 6, 13), "P", {"ibu": "Hajar Nusi"}
)
IDRUS = facts.Claimed(values.Nik("7503011306800002"), "Idrus Umara", dt.date(1980, 6, 13), "L")


def test_each_person_gets_an_id_by_which_their_nik_is_found_again(stamp):
    ids = workers_operations.take(people=[AMINAH, IDRUS], stamp=stamp)
    assert len(set(ids.values())) == 2
    assert workers.by_nik(AMINAH.nik) == facts.Person(ids[AMINAH.nik], "Aminah Bakari", dt.date(1980, 6, 13), "P")
    assert workers.nik_of(ids[IDRUS.nik]) == "7503011306800002"


def test_a_nik_that_nobody_was_taken_with_is_nobodys(stamp):
    workers_operations.take(people=[AMINAH], stamp=stamp)
    assert workers.by_nik(values.Nik("7503015306800009")) is None


def test_a_person_keeps_their_id_and_what_was_first_stated(stamp):
    first = workers_operations.take(people=[AMINAH], stamp=stamp)
    married = facts.Claimed(AMINAH.nik, "Aminah Umara", dt.date(1980, 6, 13), "P", {})
    again = workers_operations.take(people=[IDRUS, married], stamp=stamp)
    assert again[AMINAH.nik] == first[AMINAH.nik]
    assert workers.by_nik(AMINAH.nik).name == "Aminah Bakari"
    assert models.Person.objects.count() == 2


def test_a_person_named_twice_in_one_delivery_is_one_person_as_first_named(stamp):
    second = facts.Claimed(AMINAH.nik, "AMINAH B.", dt.date(1980, 6, 13), "P", {})
    ids = workers_operations.take(people=[AMINAH, second], stamp=stamp)
    assert len(ids) == 1
    assert models.Person.objects.get().name == "Aminah Bakari"


def test_taking_only_known_people_writes_nothing(stamp):
    workers_operations.take(people=[AMINAH], stamp=stamp)
    before = journal.Line.objects.count()
    workers_operations.take(people=[AMINAH], stamp=stamp)
    assert journal.Line.objects.count() == before
    assert workers_operations.take(people=[], stamp=stamp) == {}


def test_a_delivery_of_people_is_one_journal_line(stamp):
    workers_operations.take(people=[AMINAH, IDRUS], stamp=stamp)
    line = journal.Line.objects.get(verb="workers.taken")
    assert (line.about, line.row_count) == ("2 orang", 2)


def test_the_database_itself_refuses_a_second_person_of_one_nik(stamp):
    workers_operations.take(people=[AMINAH], stamp=stamp)
    columns = ("key_sealed", "nik_sealed", "nik_index", "index_key", "particulars_sealed", "recorded_at")
    held = models.Person.objects.values(*columns).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Person.objects.create(name="Orang lain", born_on=dt.date(1990, 1, 1), sex="L", **held)


def test_a_sealed_nik_moved_to_another_person_does_not_open(stamp):
    ids = workers_operations.take(people=[AMINAH, IDRUS], stamp=stamp)
    aminahs = models.Person.objects.get(id=ids[AMINAH.nik]).nik_sealed
    models.Person.objects.filter(id=ids[IDRUS.nik]).update(nik_sealed=aminahs)
    with pytest.raises(vault.SealBroken):
        workers.nik_of(ids[IDRUS.nik])


def test_particulars_are_sealed_with_their_row(stamp):
    ids = workers_operations.take(people=[AMINAH], stamp=stamp)
    sealed = models.Person.objects.get().particulars_sealed
    assert b"Hajar" not in bytes(sealed)
    key = models.Person.objects.get().key_sealed
    assert sealing.particulars(ids[AMINAH.nik], key, sealed) == {"ibu": "Hajar Nusi"}


def test_under_another_key_a_person_is_not_recognised(stamp):
    """Therefore a database remembers the fingerprint of its key and is not opened with another."""
    workers_operations.take(people=[AMINAH], stamp=stamp)
    vault_operations.unlock_for_this_process()
    assert workers.by_nik(AMINAH.nik) is None


def test_more_people_than_one_statement_may_name_are_all_found_again(stamp):
    crowd = [
        facts.Claimed(values.Nik(f"750301010180{n:04d}"), "Orang", dt.date(1980, 1, 1), "L") for n in range(1, 2002)
    ]
    first = workers_operations.take(people=crowd, stamp=stamp)
    assert len(set(first.values())) == 2001
    assert workers_operations.take(people=crowd, stamp=stamp) == first


def test_someone_of_the_chronicle_has_a_sound_nik():
    person = chronicle.someone(dt.date(1978, 6, 13))
    assert values.Nik.fault(person.nik, chronicle.MONITORING_DAY) is None
    assert person.nik.born_on(chronicle.MONITORING_DAY) == dt.date(1978, 6, 13)


# Weighed one by one, where a server says no order


def test_each_person_is_weighed_by_the_seal_of_their_own_row(stamp):
    workers_operations.take(people=[AMINAH, IDRUS], stamp=stamp)
    assert (workers.weighed_one_by_one().differs, workers.weighed_one_by_one().loose) == (None, 0)
    models.Person.objects.filter(name="Idrus Umara").update(name="Idrus Umar")
    assert workers.weighed_one_by_one().loose == 1


def test_a_person_who_is_gone_or_stands_in_anothers_place_is_missed(stamp):
    workers_operations.take(people=[AMINAH, IDRUS], stamp=stamp)
    (aminah, idrus) = models.Person.objects.order_by("name")
    models.Person.objects.filter(pk=idrus.pk).update(name=aminah.name, born_on=aminah.born_on, sex=aminah.sex)
    assert workers.weighed_one_by_one().loose == 1
    models.Person.objects.filter(pk=idrus.pk).delete()
    found = workers.weighed_one_by_one()
    assert (found.loose, found.differs) == (0, journal.Line.objects.get(verb="workers.taken").pk)
