"""What it costs to post one village's payment for a year, against bare inserts of the same rows: CPU milliseconds.

A receipt, its cover, BPJS's list of 100 persons, and their 1,200 worker-months settled: one transaction, journal and
guards included. Beside it the same rows put into a copy of the same tables without guards and walls, in one
transaction, by the driver itself: ``executemany`` on SQLite, ``COPY`` on PostgreSQL (tables, keys and indexes are the
same, and so is what is forced to disk). In turns, village by village. On PostgreSQL the server's own process is counted
too. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable

DAY = dt.date(2023, 1, 5)
ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
PERSONS, MONTHS, REGENCY = 100, 12, "75.03"
COPIED = {
    "journal_document": "id, batch, name, sha256, size, received_on, recorded_at",
    "funding_receipt": "id, key, region_id, code, group_number, group_name, paid_on, first_month, months, heads, "
    "amount, document_id, sheet, row",
    "coverage_cover": "region_id, heads, starts_on, ends_before, receipt_id, document_id, basis",
    "coverage_member": "receipt_id, person_id, membership, starts_on, document_id, sheet, row",
    "coverage_fundedmonth": "person_id, package, month, receipt_id",
}
"""What one posting adds, in the order in which keys allow it; the journal's own lines are the product's price."""


def opened(place: str) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "lindung.config.settings", "LINDUNG_DATABASE": place}
    import django

    django.setup()
    from django.core import management

    from lindung.platform.vault import operations as vault

    vault.unlock_for_this_process()
    management.call_command("migrate", verbosity=0, interactive=False)


def stamp():
    from lindung.kernel import values
    from lindung.platform.journal import facts

    return facts.Stamp(values.Actor("bench", "bench"), dt.datetime.now(dt.UTC), uuid.uuid4(), DAY)


def prepare(villages: int) -> list[tuple[str, list[uuid.UUID]]]:
    """The regency and, for each village, the persons that BPJS will list."""
    from lindung.kernel import values
    from lindung.platform.regions import operations as regions
    from lindung.platform.regions import queries as places
    from lindung.registers.workers import facts
    from lindung.registers.workers import operations as workers

    regions.take_regency(code=REGENCY, stamp=stamp())
    codes = [one.code for one in places.within(values.RegionCode(REGENCY), on=DAY) if one.code.level == 4]
    found = []
    for at, village in enumerate(codes[:villages]):
        born_on = dt.date(1980, at // 28 + 1, at % 28 + 1)  # a birthday for each village keeps the NIK apart
        niks = [values.Nik(f"750301{born_on:%d%m%y}{number:04d}") for number in range(1, PERSONS + 1)]
        claimed = [facts.Claimed(nik, f"Orang {nik[-4:]}", born_on, "L", {}) for nik in niks]
        found.append((village, list(workers.take(people=claimed, stamp=stamp()).values())))
    return found


def post(village: str, persons: list[uuid.UUID]) -> None:
    """As the site and the intake do it: money, its cover, BPJS's list."""
    from django.db import transaction

    from lindung.kernel import values
    from lindung.platform.journal import facts as journal_facts
    from lindung.platform.journal import operations as journal
    from lindung.registers.coverage import facts as coverage_facts
    from lindung.registers.coverage import operations as coverage
    from lindung.registers.funding import facts as funding_facts
    from lindung.registers.funding import operations as funding

    said = stamp()
    with transaction.atomic():
        document = journal.receive(name="penerimaan.xlsx", sha256=uuid.uuid4().hex * 2, size=1, stamp=said)
        receipt = funding_facts.Receipt(
            village, str(uuid.uuid4().int)[:12], "SD000001", "Pekerja Rentan", DAY, values.Month.of(DAY), MONTHS,
            len(persons), len(persons) * MONTHS * 16_800, journal_facts.Place(document, "Rekap", 5),
        )  # fmt: skip
        ids = funding.record_receipts(receipts=[receipt], stamp=said)
        coverage.cover(receipts=dict.fromkeys(ids.values(), receipt), stamp=said)
        members = [
            coverage_facts.Member(one, f"19{row:09d}", DAY, journal_facts.Place(document, "Peserta", row))
            for row, one in enumerate(persons, start=5)
        ]
        coverage.confirm(receipt_id=next(iter(ids.values())), members=members, stamp=said)


def posted() -> dict[str, list[tuple]]:
    """The rows that the last posting added, as the tables hold them."""
    from django.db import connection

    from lindung.platform.access import scope

    found = {}
    with scope.everything("bench"), connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM funding_receipt")
        (receipt,) = cursor.fetchone()
        cursor.execute("SELECT document_id FROM funding_receipt WHERE id = %s", [receipt])
        (document,) = cursor.fetchone()
        for table, columns in COPIED.items():
            key = {"journal_document": "id", "funding_receipt": "id"}.get(table, "receipt_id")
            cursor.execute(
                f"SELECT {columns} FROM {table} WHERE {key} = %s ORDER BY 1",
                [document if table == "journal_document" else receipt],
            )
            found[table] = cursor.fetchall()
    assert len(found["coverage_fundedmonth"]) == PERSONS * MONTHS, len(found["coverage_fundedmonth"])
    return found


def bare_sqlite(path: pathlib.Path) -> Callable[[dict[str, list[tuple]]], None]:
    """A copy of the file as it is now, its guards dropped; returns what puts rows into it."""
    import sqlite3

    from django.db import connection

    from lindung.config import engine

    copy = path.with_name("polos.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    bare = sqlite3.connect(copy, isolation_level=None)
    bare.executescript(engine.pragmas(sqlite3.sqlite_version_info))
    for (name,) in bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        bare.execute(f"DROP TRIGGER {name}")

    def insert(rows: dict[str, list[tuple]]) -> None:
        bare.execute("BEGIN IMMEDIATE")
        for table, columns in COPIED.items():
            marks = ", ".join("?" * (columns.count(",") + 1))
            bare.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows[table])
        bare.execute("COMMIT")

    return insert


def bare_postgresql(place: str) -> tuple[Callable[[dict[str, list[tuple]]], None], int]:
    """The same on a server; also the number of the process there that serves it."""
    import psycopg
    from django.db import connection

    from tests import server

    os.environ["LINDUNG_DATABASE"] = place
    connection.close()
    with server.asked(server.address("postgres")) as one:
        one.execute("CREATE DATABASE polos TEMPLATE lindung")
    bare = psycopg.connect(server.address("polos"), autocommit=True)
    for table in COPIED:
        for (name,) in bare.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
        ).fetchall():
            bare.execute(f"DROP TRIGGER {name} ON {table}")
    for (table,) in bare.execute("SELECT relname FROM pg_class WHERE relrowsecurity").fetchall():
        bare.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def insert(rows: dict[str, list[tuple]]) -> None:
        with bare.transaction(), bare.cursor() as cursor:
            for table, columns in COPIED.items():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows[table]:
                        copy.write_row(row)

    return insert, bare.info.backend_pid


def cpu(call: Callable[[], object], backend: int | None) -> float:
    """Milliseconds of this process, and of the server's that serves it."""
    before = time.process_time() + on_server(backend)
    call()
    return (time.process_time() + on_server(backend) - before) * 1000


def on_server(backend: int | None) -> float:
    if backend is None:
        return 0.0
    return int(pathlib.Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9


def measured(villages: int) -> dict[str, object]:
    from django.db import connection

    from lindung.platform.access import scope

    place = os.environ.get("LINDUNG_DATABASE", "")
    with tempfile.TemporaryDirectory() as path, scope.everything("bench"):
        on_file = not place.startswith("postgresql")
        opened(str(pathlib.Path(path) / "lindung.sqlite3") if on_file else place)
        told = prepare(villages + 1)
        if on_file:
            bare, backend, of_bare = bare_sqlite(pathlib.Path(path) / "lindung.sqlite3"), None, None
        else:
            bare, of_bare = bare_postgresql(place)
            connection.ensure_connection()
            backend = connection.connection.info.backend_pid
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)  # as the site does
        taken: dict[str, list[float]] = {"lindung": [], "bare": []}
        for village, persons in told:
            taken["lindung"].append(cpu(lambda: post(village, persons), backend))  # noqa: B023
            rows = posted()
            taken["bare"].append(cpu(lambda: bare(rows), of_bare))  # noqa: B023
        medians = {name: round(statistics.median(found[1:]), 2) for name, found in taken.items()}
        return {"engine": connection.vendor, "ms": medians, "ratio": round(medians["lindung"] / medians["bare"], 2)}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--villages", type=int, default=60)
    asked.add_argument("--here", action="store_true", help="on the engine that LINDUNG_DATABASE names, else on a file")
    said = asked.parse_args()
    if said.here:
        print(json.dumps(measured(said.villages)))
        return
    from tests import cluster

    command = [sys.executable, __file__, "--here", "--villages", str(said.villages)]
    found = [run(command, {"LINDUNG_DATABASE": ""})]
    server = cluster.binaries()
    if server is None:
        print("PostgreSQL: not installed, not measured")
    else:
        with cluster.running(server) as address:
            found.append(run(command, {"LINDUNG_DATABASE": address}))
    print(json.dumps({"facts": PERSONS * MONTHS, "engines": found}))


def run(command: list[str], other: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(command, env=os.environ | other, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
