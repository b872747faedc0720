"""Whoever writes says who they are: without it the database itself refuses, by whatever road the write comes (P7)."""

from __future__ import annotations

import datetime as dt
import sqlite3
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from lindung.kernel import values
from lindung.platform.access import models as access
from lindung.platform.journal import acting, guards
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as chain
from lindung.registers.workers import models as workers
from tests import conftest
from tests.platform import test_journal

NOON = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
SITI, BUDI = values.Actor("siti", "Dinas PMD"), values.Actor("budi", "Kecamatan Tapa")
OURS = [model for model in apps.get_models() if model.__module__.startswith("lindung.")]
UNATTENDED = {"web.KeptDay", "access.Session", "access.Guesses", "workers.AskedCode"}
REFUSED = "belum dikatakan siapa yang menulis"


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The database of the tests as a process finds it that has just started: no transaction is open."""
    with django_db_blocker.unblock():
        yield
    assert not connection.in_atomic_block


def an_office(name: str = "Dinas PMD") -> access.Office:
    return access.Office(name=name, created_at=NOON)


ROADS: dict[str, Callable[[], object]] = {
    "save": lambda: an_office().save(),
    "create": lambda: access.Office.objects.create(name="Dinas PMD", created_at=NOON),
    "many at once": lambda: access.Office.objects.bulk_create([an_office("satu"), an_office("dua")]),
    "get or create": lambda: access.Office.objects.get_or_create(name="x", defaults={"created_at": NOON}),
    "SQL": lambda: connection.cursor().execute(
        "INSERT INTO access_office (name, created_at) VALUES ('x', '2023-04-13 04:00:00')"
    ),
    "another table": lambda: workers.Person.objects.create(
        id=uuid.uuid4(), key_sealed=b"", nik_sealed=b"", nik_index=b"1", index_key=1, name="", born_on=NOON.date(),
        sex="P", particulars_sealed=b"",
        recorded_at=NOON,
    ),
}  # fmt: skip


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_a_write_without_an_actor_is_refused_by_any_road(database, road):
    with pytest.raises(DatabaseError, match=REFUSED):
        road()
    with transaction.atomic():
        journal.act(by=SITI)
        road()
        transaction.set_rollback(True)


@pytest.mark.parametrize("verb", ["UPDATE access_office SET name = 'x'", "DELETE FROM access_office"])
def test_neither_is_a_row_changed_or_taken_away_without_one(db, verb):
    with pytest.raises(RuntimeError), transaction.atomic():
        journal.act(by=SITI)
        an_office().save()
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            forget()
            connection.cursor().execute(verb)
        raise RuntimeError


def forget() -> None:
    connection.run_on_commit = [one for one in connection.run_on_commit if not isinstance(one[1], acting.Acting)]
    if connection.vendor == "postgresql":
        connection.cursor().execute("SELECT set_config('lindung.actor', '', true)")


def test_who_acted_is_forgotten_with_the_commit_and_with_a_rollback(database):
    with transaction.atomic():
        journal.act(by=SITI)
        assert acting.of(connection).by == SITI
    assert acting.of(connection) is None
    with pytest.raises(DatabaseError, match=REFUSED):
        an_office().save()
    with transaction.atomic():
        journal.act(by=SITI)
        transaction.set_rollback(True)
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        an_office().save()


def test_who_acted_in_a_part_that_was_undone_does_not_act_for_the_rest(database):
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            journal.act(by=SITI)
            raise RuntimeError
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            an_office().save()
        journal.act(by=BUDI)
        with pytest.raises(RuntimeError), transaction.atomic():
            journal.act(by=SITI)
            raise RuntimeError
        assert acting.of(connection).by == BUDI
        an_office().save()
        transaction.set_rollback(True)


def test_nobody_acts_outside_a_transaction(database):
    with pytest.raises(journal.NoTransaction):
        journal.act(by=SITI)


def test_every_table_of_ours_asks_for_an_actor_or_says_why_not():
    silent = {model._meta.label: model.NO_ACTOR for model in OURS if hasattr(model, "NO_ACTOR")}
    assert silent.keys() == UNATTENDED
    assert all(silent.values())
    assert set(guards.ours(apps)) == {model._meta.db_table for model in OURS if model._meta.label not in UNATTENDED}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_guard_that_is_gone_or_altered_is_noticed_and_the_next_migration_puts_it_back(db, model):
    table = model._meta.db_table
    if model._meta.label in UNATTENDED:
        assert table not in guards.wanted(connection, apps)
        return
    for name, statement in guards.wanted(connection, apps)[table].items():
        test_journal.drop_guard(table, name.removeprefix(f"{table}_"))
        assert chain.unguarded() == [table]
        with connection.cursor() as cursor:
            cursor.execute(toothless(statement))
        assert chain.unguarded() == [table]
        guards.install("default", apps)
        assert chain.unguarded() == []


def toothless(statement: str) -> str:
    """The same guard, that never bites: as somebody would leave it who wants it to be seen in the list."""
    if connection.vendor == "sqlite":
        if "WHEN" not in statement:
            return statement.replace("BEGIN", "WHEN 0 BEGIN")
        return statement.replace("WHEN NOT", "WHEN 0 AND NOT").replace("NULL", "''")
    return statement.replace("EXECUTE", "WHEN (false) EXECUTE")


def test_a_trigger_or_view_of_somebody_elses_is_noticed(db):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIEW mine AS SELECT 1")
            cursor.execute("CREATE TRIGGER x AFTER INSERT ON access_post BEGIN DELETE FROM access_territory; END")
            assert chain.unguarded() == ["access_post", "mine"]
            return
        cursor.execute("CREATE FUNCTION mine() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
        cursor.execute("CREATE TRIGGER x BEFORE INSERT ON access_post FOR EACH ROW EXECUTE FUNCTION mine()")
        assert chain.unguarded() == ["access_post"]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "altered",
    [
        "ALTER TABLE access_post DISABLE TRIGGER access_post_by_actor",
        "CREATE OR REPLACE FUNCTION lindung_needs_actor() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
def test_a_guard_that_was_put_to_sleep_is_noticed(db, altered):
    with connection.cursor() as cursor:
        cursor.execute(altered)
    assert "access_post" in chain.unguarded()


@pytest.mark.postgresql
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_table_is_emptied_at_a_stroke(db, stamp, model):
    """What may be taken away at all is taken away on someone's behalf; what is only added, never."""
    road = f"TRUNCATE {model._meta.db_table} CASCADE"
    append_only = getattr(model, "APPEND_ONLY", False)
    if model._meta.label in UNATTENDED:
        return
    with pytest.raises(DatabaseError, match=f"hanya ditambah|{REFUSED}"), transaction.atomic():
        if append_only:
            journal.act(by=conftest.OFFICER)
        connection.cursor().execute(road)


@pytest.mark.sqlite
def test_another_program_that_opens_the_file_can_not_write(db, tmp_path):
    """The guards ask a function that only Lindung brings along."""
    copy = sqlite3.connect(tmp_path / "salinan.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        for (made,) in cursor.fetchall():
            copy.execute(made)
    for statement in (
        "INSERT INTO access_office (name, created_at) VALUES ('x', '2023-04-13')",
        "UPDATE access_account SET is_active = 1",
        "DELETE FROM intake_upload",
    ):
        with pytest.raises(sqlite3.OperationalError, match="no such function: lindung_actor"):
            copy.execute(statement)
    copy.close()
