"""What one worker's verdict costs out of 8.4 million, against a bare probe by primary key: CPU microseconds a call.

A SQLite file with every village of the country, for each a list of 100 persons, a payment, and BPJS's list for it with
its worker-months: 8.4 million of each (one month a person). Beside it the same for a hundredth of the regencies: what
is found by index alone costs the same in both. The persons asked about are drawn over the whole file and sealed as the
product seals them; the rest is filled in by SQL, sealed columns with bytes of the right length. The bare probe is the
driver's own, on the table of persons; «statements_bare» are the verdict's own statements given to the driver as they
are. Each of them is asked how it is found: none may read a table from end to end. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence

DAY = dt.date(2023, 4, 13)
ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "bench")]
import ledger_posting  # noqa: E402  opens the database

PER_VILLAGE = 100
ID = "printf('%08x%024d', i * 511, 0)"
"""Ids in the order of writing, so that a bench's day does not go into random pages; an index is as deep either way."""
FILL = {
    "journal_document": "SELECT v, '00000000000000000000000000000001', 'berkas ' || v, printf('%064d', v), 1, "
    "'2023-04-01', '2023-04-01 00:00:00' FROM village",
    "funding_receipt": "SELECT v, printf('%064d', v), code, printf('2304%08d', v), 'SD000001', 'Pekerja Rentan', "
    "'2023-04-05', '2023-04-01', 1, {per}, {per} * 16800, v, 'Rekap', 5 FROM village",
    "coverage_cover": "SELECT v, code, {per}, '2023-04-05', '2023-05-01', 'paid', v, v FROM village",
    "enrolment_listing": "SELECT v, code, 2023, '00000000000000000000000000000001', '2023-04-01', "
    "'2023-04-01 00:00:00', {per}, printf('%064d', v) FROM village",
    "workers_person": f"SELECT {ID}, randomblob(61), randomblob(45), unhex(printf('%032x', i)), 1, 'Orang ' || i, "
    "'1980-06-13', 'P', randomblob(120), randomblob(16), '2023-04-01 00:00:00', NULL FROM n",
    "enrolment_entry": f"SELECT i + 1, 'rentan', 'Petani', 'DAFTAR', i % {{per}} + 5, v, i / {{per}} + 1, {ID} FROM n",
    "coverage_member": f"SELECT i + 1, printf('19%09d', i), '2023-04-01', 'Peserta', i % {{per}} + 5, v, {ID}, v "
    "FROM n",
    "coverage_fundedmonth": f"SELECT i + 1, 'jkk_jkm', '2023-04-01', {ID}, v FROM n",
}
"""Per table its rows, columns as named in ``COLUMNS``: ``village`` numbers the villages, ``n`` the persons."""
COLUMNS = {
    "journal_document": "id, batch, name, sha256, size, received_on, recorded_at",
    "funding_receipt": "id, key, region_id, code, group_number, group_name, paid_on, first_month, months, heads, "
    "amount, document_id, sheet, row",
    "coverage_cover": "id, region_id, heads, starts_on, ends_before, basis, receipt_id, document_id",
    "enrolment_listing": "id, region_id, year, batch, received_on, recorded_at, declared, digest",
    "workers_person": "id, key_sealed, nik_sealed, nik_index, index_key, name, born_on, sex, particulars_sealed, "
    "stated_seal, recorded_at, erased_at",
    "enrolment_entry": "id, category, occupation, sheet, row, document_id, listing_id, person_id",
    "coverage_member": "id, membership, starts_on, sheet, row, document_id, person_id, receipt_id",
    "coverage_fundedmonth": "id, package, month, person_id, receipt_id",
}


def filled(path: pathlib.Path, codes: Sequence[str]) -> int:
    """Every table of the file, straight from SQL, without guards; returns how many persons there are."""
    import sqlite3

    bare = sqlite3.connect(path, isolation_level=None)
    bare.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;")
    bare.execute("CREATE TEMP TABLE village (v INTEGER PRIMARY KEY, code TEXT)")
    bare.executemany("INSERT INTO village (code) VALUES (?)", [(code,) for code in codes])
    for (name,) in bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        bare.execute(f"DROP TRIGGER {name}")
    persons = len(codes) * PER_VILLAGE
    counted = f"WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < {persons - 1}), "
    counted += f"n(i, v) AS (SELECT i, i / {PER_VILLAGE} + 1 FROM k) "
    for table, rows in FILL.items():
        began = time.monotonic()
        bare.execute("BEGIN")
        bare.execute(f"INSERT INTO {table} ({COLUMNS[table]}) {counted}{rows.format(per=PER_VILLAGE)}")
        bare.execute("COMMIT")
        print(f"{table}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    bare.close()
    return persons


def sealed(path: pathlib.Path, numbers: Sequence[int]) -> dict[str, uuid.UUID]:
    """Real identities for some of the persons: NIK and id."""
    import sqlite3

    from lindung.kernel import values
    from lindung.platform.vault import queries as vault
    from lindung.registers.workers import sealing

    bare, found = sqlite3.connect(path, isolation_level=None), {}
    for at, number in enumerate(numbers):
        person = uuid.UUID(f"{number * 511:08x}{0:024d}")
        nik = values.Nik(f"750301530680{at + 1:04d}")
        seals = sealing.sealed(person, ("Aminah", dt.date(1980, 6, 13), "P"), nik, {})
        bare.execute(
            "UPDATE workers_person SET key_sealed = ?, nik_sealed = ?, particulars_sealed = ?, stated_seal = ?, "
            "nik_index = ?, index_key = ?, name = 'Aminah' WHERE id = ?",
            (*seals, vault.blind_index(nik), vault.current(), person.hex),
        )
        found[nik] = person
    bare.close()
    return found


def microseconds(calls: Sequence[Callable[[], object]]) -> float:
    """The median of the calls, each made once to have its pages in memory and then measured."""
    taken = []
    for call in calls:
        call()
        before = time.process_time_ns()
        call()
        taken.append((time.process_time_ns() - before) / 1000)
    return round(statistics.median(taken), 1)


OF_LAW = "rulebook_amendment"
"""A handful of rows, however many people there are: read whole for every book."""


def by_index(call: Callable[[], object]) -> list[str]:
    """The statements of a call. Raises AssertionError where SQLite reads a table from end to end for one of them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as told:
        call()
    found = []
    with connection.cursor() as cursor:
        for one in told:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql'].replace('%', '%%')}")
            scans = [step[-1] for step in cursor.fetchall() if step[-1].startswith("SCAN") and OF_LAW not in step[-1]]
            found += [f"{scan}: {one['sql'][:160]}" for scan in scans]
    assert not found, "\n".join(found)
    return [one["sql"] for one in told]


def measured(share: int, folder: pathlib.Path) -> dict[str, object]:
    import sqlite3

    from django.db import connection

    from lindung.kernel import values
    from lindung.monitoring import day as monitoring
    from lindung.monitoring import verdicts
    from lindung.platform.regions import catalogue
    from lindung.platform.regions import operations as regions
    from lindung.registers.coverage import queries as coverage
    from lindung.registers.funding import queries as funding
    from lindung.registers.workers import queries as workers

    path = folder / "lindung.sqlite3"
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # as the site does
    began = time.monotonic()
    regencies = [two.code for one in sorted(values.PROVINCES) for two in catalogue.children(one)]
    for code in regencies[::share] if share > 1 else regencies:
        regions.take_regency(code=code, stamp=ledger_posting.stamp())
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM regions_region WHERE length(code) = 13 ORDER BY code")
        codes = [code for (code,) in cursor.fetchall()]
    connection.close()
    persons = filled(path, codes)
    told = sealed(path, random.Random(1).sample(range(persons), 300))
    made = round(time.monotonic() - began)
    bare = sqlite3.connect(path)

    def probe(person: uuid.UUID) -> object:
        return bare.execute("SELECT name FROM workers_person WHERE id = ?", (person.hex,)).fetchone()

    def answered(nik: str) -> str:
        known = workers.by_nik(values.Nik(nik))
        (found,) = verdicts.of_person(known.id, on=DAY, known_at=DAY)
        return found.state

    assert {answered(nik) for nik in told} == {"confirmed"}
    statements = by_index(lambda: answered(next(iter(told))))
    village = codes[0]
    us = {
        "bare_probe": microseconds([lambda one=one: probe(one) for one in told.values()]),
        "by_nik": microseconds([lambda nik=nik: workers.by_nik(values.Nik(nik)) for nik in told]),
        "memberships_of": microseconds(
            [lambda one=one: coverage.memberships_of([one], known_at=DAY) for one in told.values()]
        ),
        "funded_months": microseconds([lambda one=one: coverage.funded_months([one]) for one in told.values()]),
        "receipts_at": microseconds([lambda: funding.receipts_at([village], known_at=DAY) for _ in told]),
        "verdict": microseconds([lambda nik=nik: answered(nik) for nik in told]),
    }
    us["statements_bare"] = microseconds([lambda: [bare.execute(one).fetchall() for one in statements]] * 50)
    regency = values.RegionCode(village).at(2)
    us["regency_day"] = microseconds([lambda: monitoring.of_regency(regency, year=2023, on=DAY, known_at=DAY)] * 3)
    return {
        "persons": persons, "gigabytes": round(path.stat().st_size / 1e9, 2), "made_s": made,
        "statements": len(statements), "us": us,
    }  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--share", type=int, help="one of so many regencies, in this process")
    asked.add_argument("--small", action="store_true", help="leave out the whole country (10 GB, some minutes)")
    said = asked.parse_args()
    if said.share:
        from lindung.platform.access import scope

        with tempfile.TemporaryDirectory() as path, scope.everything("bench"):
            ledger_posting.opened(str(pathlib.Path(path) / "lindung.sqlite3"))
            print(json.dumps(measured(said.share, pathlib.Path(path))))
        return
    sizes = []
    for share in (100,) if said.small else (100, 1):
        done = subprocess.run([sys.executable, __file__, "--share", str(share)], stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(done.returncode)
        sizes.append(json.loads(done.stdout.splitlines()[-1]))
        print(sizes[-1])
    of_all = sizes[-1]["us"]
    print(
        json.dumps(
            {
                "sizes": sizes,
                "probes_in_database": round(of_all["statements_bare"] / of_all["bare_probe"], 1),
                "growth": round(of_all["verdict"] / sizes[0]["us"]["verdict"], 2),
                "regency_days": round(of_all["regency_day"] / of_all["verdict"], 1),
            }
        )
    )


if __name__ == "__main__":
    main()
