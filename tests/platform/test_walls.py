"""The second wall: under a village's scope PostgreSQL itself has no other village's row, whatever is asked (P10)."""

from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from lindung.platform.access import facts, queries, scope, walls
from lindung.platform.journal import operations as journal
from tests import chronicle, conftest, everything, offices
from tests.platform.test_access import TABLES

pytestmark = pytest.mark.postgresql
TALUMOPATU, DUNGGALA = chronicle.TALUMOPATU, chronicle.DUNGGALA


@pytest.fixture
def two_villages(db) -> None:
    """Every table of the registers holds something of Talumopatu and something of Dunggala; one person is on both
    lists."""
    told, both = chronicle.Chronicle(), chronicle.someone()
    for code in (TALUMOPATU, DUNGGALA):
        everything.tell(told, code, [both, *chronicle.people(2)])
    offices.tell()
    for code in (TALUMOPATU, DUNGGALA):
        offices.exported(code)


def within(*codes: str):
    return scope.within(facts.Scope(frozenset(codes)))


def counted(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


SHARES = {
    "workers_person": (5, 3, 5), "workers_erasure": (2, 0, 0), "workers_erasuredecision": (2, 0, 0),
    "funding_regencybudget": (2, 0, 0), "workers_askedcode": (2, 0, 0),
}  # fmt: skip
"""Of the two villages together; of one; of both asked for by their district. One person is on both lists; who asked for
an erasure or a code is of no region, the regency's own budget of none below it; every other table holds of each village
as much as of the other."""


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_under_a_villages_scope_sql_sees_its_rows_and_without_one_none(two_villages, model):
    table = model._meta.db_table
    whole = counted(table)
    assert whole >= 2
    all_of_it, of_one, of_district = SHARES.get(table, (whole, whole // 2, whole))
    assert whole == all_of_it
    with within(TALUMOPATU):
        assert counted(table) == of_one
    with within("75.03.01"):
        assert counted(table) == of_district
    with within(TALUMOPATU, DUNGGALA):
        assert counted(table) == of_district
    for nobody in ("75.03.01.2001", "75.03.02", "75.0", "7", "71", "*", ""):
        with within(nobody):
            assert counted(table) == 0, nobody
    with within():
        assert counted(table) == 0
    token = scope._in_force.set(None)
    assert counted(table) == 0
    scope._in_force.reset(token)
    assert counted(table) == whole


def test_the_very_rows_are_those_of_the_village(two_villages):
    with within(DUNGGALA), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT region_id FROM funding_receipt r JOIN funding_reversal v ON v.receipt_id = r.id"
        )
        assert cursor.fetchall() == [(DUNGGALA,)]


def test_both_walls_say_the_same(two_villages):
    for codes in ((TALUMOPATU,), ("75.03",), ("75",), ("71",), ()):
        with within(*codes):
            for model in TABLES:
                if model._meta.label != "workers.Person":  # whom no manager shows but to those who weigh everything
                    assert model.objects.count() == counted(model._meta.db_table)


def test_a_row_of_another_village_is_not_written_either(two_villages):
    with within(TALUMOPATU):
        for code, refused in ((TALUMOPATU, False), (DUNGGALA, True)):
            row = f"SELECT '{code}', 2024, 'perdes', '', 0, '', document_id, '', 1 FROM funding_budget LIMIT 1"
            columns = "region_id, year, stage, fund, amount, reference, document_id, sheet, row"
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f"INSERT INTO funding_budget ({columns}) {row}")
                assert not refused
            except DatabaseError as error:
                assert refused
                assert "row-level security" in str(error)


def test_a_scope_that_was_entered_in_a_part_that_was_undone_is_told_again(two_villages):
    """PostgreSQL takes back what it was told together with the part; a wall that thinks it still holds would leak."""
    with within(TALUMOPATU):
        with pytest.raises(RuntimeError), transaction.atomic(), within(DUNGGALA):
            assert set(regions_of_receipts()) == {DUNGGALA}
            raise RuntimeError
        assert set(regions_of_receipts()) == {TALUMOPATU}
    with pytest.raises(RuntimeError), transaction.atomic(), within(TALUMOPATU):
        assert set(regions_of_receipts()) == {TALUMOPATU}
        raise RuntimeError
    with within(TALUMOPATU):
        assert set(regions_of_receipts()) == {TALUMOPATU}


def regions_of_receipts() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT region_id FROM funding_receipt")
        return [code for (code,) in cursor.fetchall()]


def test_a_statement_that_failed_leaves_the_wall_standing(two_villages):
    with pytest.raises(DatabaseError), transaction.atomic(), within(DUNGGALA), transaction.atomic():
        connection.cursor().execute("SELECT no_such_column FROM funding_receipt")
    with within(TALUMOPATU):
        assert set(regions_of_receipts()) == {TALUMOPATU}


def test_the_scope_is_told_only_when_it_changes(two_villages, monkeypatch):
    told = []
    monkeypatch.setattr(walls._Told, "__init__", lambda self, said: told.append(said) or setattr(self, "said", said))
    with within(TALUMOPATU):
        for _ in range(5):
            regions_of_receipts()
        with within(DUNGGALA):
            regions_of_receipts()
            regions_of_receipts()
    assert told == [f",{TALUMOPATU}", f",{DUNGGALA}"]


def test_every_table_behind_the_choke_point_has_its_wall():
    assert set(walls.wanted(apps)) == {model._meta.db_table for model in TABLES}


@pytest.mark.parametrize(
    "torn",
    [
        "ALTER TABLE funding_receipt DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE funding_receipt NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY lindung_scope ON funding_receipt",
        "CREATE POLICY mine ON funding_receipt USING (true)",
        "ALTER POLICY lindung_scope ON funding_receipt USING (true)",
    ],
)
def test_a_wall_that_was_torn_down_is_noticed_and_the_next_migration_puts_it_up(db, torn):
    assert queries.unwalled() == []
    connection.cursor().execute(torn)
    assert queries.unwalled() == ["funding_receipt"]
    walls.install("default", apps)
    connection.cursor().execute("DROP POLICY IF EXISTS mine ON funding_receipt")
    assert queries.unwalled() == []


def test_a_new_person_is_written_only_where_all_is_weighed(two_villages):
    row = {
        "id": uuid.uuid4(), "nik_sealed": b"", "nik_index": b"1", "name": "", "born_on": chronicle.NEW_YEAR, "sex": "P",
        "particulars_sealed": b"", "key_sealed": b"", "stated_seal": b"", "index_key": 1,
        "recorded_at": conftest.MORNING,
    }  # fmt: skip
    person = apps.get_model("workers.Person")
    with within(TALUMOPATU), pytest.raises(DatabaseError), transaction.atomic():
        journal.act(by=conftest.OFFICER)
        person(**row).save(force_insert=True)
    person.objects.create(**row)
