"""One setting chooses the engine: the same commands on a file and on a server, the same figures, refusals in words."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests import conftest, server
from tests.officer import folder as folders
from tests.officer import people

ROOT = pathlib.Path(__file__).parents[2]
KERAMAT, MERANTI = "75.03.01.2028", "75.03.01.2029"
WHEN = ("--regency", "75.03", "--year", "2023", "--on", "2023-04-13")
Told = subprocess.CompletedProcess[str]


@pytest.fixture
def run(tmp_path: pathlib.Path) -> Callable[..., Told]:
    """Runs Python in a process of its own, with keys of its own and without LINDUNG_DATABASE."""
    environment = os.environ | {
        "LINDUNG_KEYS": str(tmp_path / "kunci" / "kunci.json"),
        "DJANGO_SETTINGS_MODULE": "lindung.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    environment.pop("LINDUNG_DATABASE", None)

    def told(*words: str, **more: str) -> Told:
        command = [sys.executable, *words]
        return subprocess.run(command, env=environment | more, capture_output=True, text=True, timeout=120)

    return told


@pytest.fixture
def lindung(run) -> Callable[..., Told]:
    return lambda *words, **more: run("-m", "lindung.interfaces.cli", *words, **more)


def small(path: pathlib.Path) -> pathlib.Path:
    """Keramat has budgeted and paid for 40 and lists 40, two of them with a mistake; Meranti lists one of them too."""
    folder, drawn = folders.OfficerFolder(path), people.People(11, conftest.MORNING.date())
    folder.budget(KERAMAT)
    folder.paid(KERAMAT, conftest.MORNING.date().replace(month=1), heads=40)
    own = drawn.many(38)
    folder.roster(KERAMAT, [*own, drawn.mistaken("nik_length"), drawn.mistaken("category_pu")])
    folder.roster(MERANTI, [own[0], *drawn.many(5)])
    folder.write()
    return path


def done(told: Told) -> str:
    assert (told.returncode, told.stderr) == (0, "")
    return told.stdout


def test_a_kept_database_says_what_one_that_is_thrown_away_says_and_says_it_again(tmp_path, new_database, lindung):
    folder = str(small(tmp_path / "berkas"))
    found = {}
    for name, kept in (("dibuang", ()), ("disimpan", ("--db", new_database)), ("lagi", ("--db", new_database))):
        done(lindung("monitor", folder, *WHEN, "--json", str(tmp_path / f"{name}.json"), *kept))
        found[name] = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
    assert found["dibuang"] == found["disimpan"] == found["lagi"]
    assert (found["lagi"]["declared"], found["lagi"]["enrolled_valid"], found["lagi"]["protected"]) == (46, 43, 40)
    said = done(
        lindung(
            "account", "siti", "--person", "Siti", "--office", "Dinas PMD", "--role", "dpmd", "--regions", "75.03",
            LINDUNG_DATABASE=new_database,
        )
    )  # fmt: skip
    assert "Akun siti pada Dinas PMD dibuka." in said
    assert done(lindung("work", "--once", LINDUNG_DATABASE=new_database)) == ""


def test_without_a_setting_the_commands_ask_for_one(lindung):
    told = lindung("work", "--once")
    assert told.returncode == 1
    assert "[basis-data-tidak-ada]" in told.stderr


BEFORE = """
import lindung.interfaces.cli, sys
from django.apps import apps
from django.core import management
from django.db import connection
from lindung.interfaces import store
from lindung.platform.journal import guards
store.open_kept(store.place(sys.argv[1]))
if sys.argv[2:] == ["older"]:
    management.call_command("migrate", "journal", "0001", verbosity=0)
with connection.cursor() as cursor:
    for table, triggers in guards.wanted(connection, apps).items():
        for name in triggers:
            if name.endswith("by_actor"):
                cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
store.close()
"""


def test_a_database_from_before_is_given_the_guards_that_it_lacks(new_database, run, lindung):
    done(run("-c", BEFORE, new_database, "older"))
    done(lindung("work", "--once", "--db", new_database))
    done(run("-c", BEFORE, new_database))
    assert "[penjaga-hilang]" in lindung("work", "--once", "--db", new_database).stderr


WRITERS = """
import lindung.interfaces.cli, sys, threading, uuid
from django.db import connection, transaction
from lindung.interfaces import store
from lindung.kernel import values
from lindung.platform.access import operations as access
from lindung.platform.journal import facts, models, queries
from tests import conftest
store.open_kept(store.place(sys.argv[1]))
start, failed = threading.Barrier(4), []
def write(name):
    try:
        start.wait()
        for number in range(12):
            stamp = facts.Stamp(values.Actor(name, "uji"), conftest.MORNING, uuid.uuid4(), conftest.MORNING.date())
            access.open_office(name=f"{name} {number}", regions=["75.03"], starts_on=stamp.received_on, stamp=stamp)
            access.open_office(name=f"kantor {number}", regions=["75.03"], starts_on=stamp.received_on, stamp=stamp)
    except Exception as error:
        failed.append(repr(error))
    finally:
        connection.close()
threads = [threading.Thread(target=write, args=(name,)) for name in ("siti", "budi", "wati", "dedi")]
for one in threads: one.start()
for one in threads: one.join()
print(failed, queries.first_break(), models.Line.objects.count())
store.close()
"""


def test_four_who_write_at_once_leave_one_chain_and_each_office_once(new_database, run):
    """1 line of the opening, 4 × 12 offices of one's own, and 12 that each of the four wanted to open."""
    assert done(run("-c", WRITERS, new_database)) == "[] None 61\n"


CLAIMS = """
import lindung.interfaces.cli, collections, sys, threading
from django.db import connection
from lindung.interfaces import store
from lindung.interfaces.intake.jobs import operations
from lindung.platform.access import scope
from tests import conftest
from tests.interfaces import desks
store.open_kept(store.place(sys.argv[1]))
with scope.everything("uji"):
    by = desks.desk()
    for number in range(20):
        desks.send(by, daftar__csv=f"{number}")
start, taken = threading.Barrier(4), collections.Counter()
def work(name):
    start.wait()
    while (found := operations.claim(worker=name, at=conftest.MORNING)) is not None:
        taken[found.id] += 1
    connection.close()
threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
for one in threads: one.start()
for one in threads: one.join()
print(len(taken), max(taken.values()))
store.close()
"""


def test_of_four_workers_at_once_each_job_has_one(new_database, run):
    assert done(run("-c", CLAIMS, new_database)) == "20 1\n"


# A server's refusals


@pytest.fixture
def refused(lindung) -> Callable[[str], str]:
    """What opening a database is answered with; nobody is ever shown a stack trace or a password."""

    def answer(where: str) -> str:
        told = lindung("work", "--once", "--db", where)
        assert told.returncode == 1
        assert told.stderr.count("\n") == 1
        assert "Traceback" not in told.stderr
        return told.stderr

    return answer


@pytest.mark.postgresql
def test_what_a_server_refuses_is_said_in_words(new_database, refused):
    nowhere = server.address("lindung", host="/tidak/ada").replace("lindung@", "lindung:rahasia@")
    said = refused(nowhere)
    assert "[server-tidak-terjangkau]" in said
    assert "rahasia" not in said
    assert "[basis-data-menolak-masuk]" in refused(server.address("lindung", user="tidakada"))
    assert "[basis-data-belum-dibuat]" in refused(server.address("tidakada"))
    assert "[pengguna-melewati-pagar]" in refused(
        server.address(new_database.split("/")[3].split("?")[0], user="postgres")
    )
    assert "[alamat-basis-data]" in refused("postgresql://x:y:z@[::/lindung")
    assert "[alamat-basis-data]" in refused("postgresql://lindung@server")


@pytest.mark.postgresql
def test_a_database_of_something_else_is_left_alone(new_database, refused):
    with server.asked(new_database) as connection:
        connection.execute("CREATE TABLE buku_tamu (nama text)")
    assert "[basis-data-asing]" in refused(new_database)
    with server.asked(new_database) as connection:
        (tables,) = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == 1


@pytest.mark.postgresql
def test_a_database_that_orders_letters_otherwise_is_refused_with_the_command_for_another(refused):
    with server.new_database("ENCODING 'LATIN1' TEMPLATE template0") as other:
        said = refused(other)
    assert "[urutan-huruf-lain]" in said
    assert "createdb --owner" in said


@pytest.mark.postgresql
def test_an_opened_database_is_refused_once_its_guards_or_walls_are_down(new_database, lindung, refused):
    done(lindung("work", "--once", "--db", new_database))
    with server.asked(new_database) as connection:
        (durable,) = connection.execute("SELECT setting FROM pg_settings WHERE name = 'synchronous_commit'").fetchone()
        assert durable == "off"  # of this throw-away server; each connection of Lindung asks for more
        connection.execute("ALTER TABLE funding_receipt NO FORCE ROW LEVEL SECURITY")
    assert "[pagar-wilayah-hilang]" in refused(new_database)
    with server.asked(new_database) as connection:
        connection.execute("ALTER TABLE funding_receipt FORCE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE funding_receipt DISABLE TRIGGER USER")
    assert "[penjaga-hilang]" in refused(new_database)


@pytest.mark.postgresql
def test_a_user_who_may_not_make_tables_is_told_so(new_database, refused):
    with server.asked(new_database.replace("lindung@", "postgres@")) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC, lindung")
        connection.execute("ALTER SCHEMA public OWNER TO postgres")
    assert "[basis-data-tanpa-hak]" in refused(new_database)


@pytest.mark.postgresql
def test_another_key_is_refused(new_database, lindung, tmp_path):
    done(lindung("work", "--once", "--db", new_database))
    told = lindung("work", "--once", "--db", new_database, LINDUNG_KEYS=str(tmp_path / "lain" / "kunci.json"))
    assert "[kunci-lain]" in told.stderr
