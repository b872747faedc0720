"""A new database gets its tables straight from the models; one from before gets there by migrations. Both are alike."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]
BOTH_WAYS = """
import json, sys
import lindung.interfaces.cli
from django.core import management
from django.db import connection, transaction
from lindung.interfaces import store
from lindung.platform.access import scope
from lindung.platform.journal import operations as journal
from lindung.platform.vault import operations as vault
from tests.interfaces import test_new_databases as asked

vault.unlock_for_this_process()
store._connect(store.place(sys.argv[1]))
connection.disable_constraint_checking()
found = []
for make in (store._make_tables, lambda: management.call_command("migrate", verbosity=0)):
    with transaction.atomic(), scope.everything("uji"):
        journal.act(by=store._SYSTEM)
        make()
        found.append(asked.shape(connection))
        transaction.set_rollback(True)
print(json.dumps(found))
"""
NOT_OURS = ("django_migrations", "sqlite_sequence", "auth_group_permissions")
"""Of these the engine or Django decides; the last holds nothing, and Django's two ways number it differently."""
OF_A_SERVER = """
SELECT 'kolom', attrelid::regclass::text, attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
    || ' ' || attidentity::text || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'aturan', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'indeks', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'penjaga', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'pagar', tablename, policyname || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '')
FROM pg_policies
"""


def shape(connection) -> list[list[str]]:
    """Every column, constraint, index, guard and wall there is, in an order that tells nothing of how it came."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(OF_A_SERVER)
            rows = cursor.fetchall()
        else:
            cursor.execute("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            rows = [
                (kind, table, part)
                for kind, table, sql in cursor.fetchall()
                for part in (parts(sql) if kind == "table" else [sql])
            ]
    return sorted(list(row) for row in rows if row[1] not in NOT_OURS)


def parts(sql: str) -> list[str]:
    """The columns and constraints of a ``CREATE TABLE``: what stands between the commas outside of all brackets."""
    found, depth = [""], 0
    for sign in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return [one.strip() for one in found]


def test_tables_from_the_models_are_those_that_the_migrations_make(new_database):
    told = subprocess.run(
        [sys.executable, "-c", BOTH_WAYS, new_database],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "lindung.config.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    at_once, by_migrations = json.loads(told.stdout)
    assert [one for one in at_once if one not in by_migrations] == []
    assert [one for one in by_migrations if one not in at_once] == []
    assert len(at_once) > 1_000


def test_a_new_database_is_noted_as_up_to_date(tmp_path):
    """The next version's migrations begin where this one's tables stand."""
    script = (
        "import lindung.interfaces.cli, sys\n"
        "from lindung.interfaces import store\n"
        "from django.db import connection\n"
        "from django.db.migrations import executor\n"
        "store.open_kept(store.place(sys.argv[1]))\n"
        "made = executor.MigrationExecutor(connection)\n"
        "print(made.migration_plan(made.loader.graph.leaf_nodes()), len(made.loader.applied_migrations) > 50)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "data" / "l.sqlite3")],
        env=os.environ | {"LINDUNG_KEYS": str(tmp_path / "kunci.json"), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (0, "[] True\n"), told.stderr
