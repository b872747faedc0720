"""``python -m tests.torture.writer BASISDATA SEED``: writes money and cover until somebody ends it.

Says «mulai» before each transaction and «selesai» after its commit, with the number and the digest of the journal's
last line, and how much of the log is synced by then: the size of the log beside the database, on PostgreSQL what the
server says of its own. What was said to be done must be there afterwards.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import pathlib
import random
import sys
from collections.abc import Callable, Iterator

from django.db import connection, transaction

from lindung.interfaces import store
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.platform.regions import queries as regions
from tests import chronicle
from tests.machines import registers
from tests.torture import kept

HEADS, MONTHS = 40, 12
Telling = tuple[str, Callable[[], object]]


def main(where: str, seed: int, *said: str) -> None:
    place = store.place(where)
    store.open_kept(place)
    with scope.everything("latihan"):
        if "tanpa-checkpoint" in said:
            _asked("PRAGMA wal_autocheckpoint = 0")
        if "tanpa-sinkron" in said:
            _asked("SET synchronous_commit = off")
        on_file = connection.vendor == "sqlite"
        print("synchronous", _asked("PRAGMA synchronous" if on_file else "SHOW synchronous_commit"), flush=True)
        chronicle._moment = itertools.count(journal.last_line() * 1_000)  # kode iuran that no writer before it used
        for name, telling in tellings(random.Random(seed)):
            print("mulai", name, flush=True)
            with transaction.atomic():
                telling()
            flushed = _log(place) if on_file else _asked("SELECT pg_current_wal_flush_lsn() - '0/0'")
            print("selesai", name, journal.last_line(), journal.head(), flushed, flush=True)


def _asked(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def _log(place: store.Place) -> int:
    log = pathlib.Path(f"{place}-wal")
    return os.path.getsize(log) if isinstance(place, pathlib.Path) and log.exists() else 0


def tellings(draw: random.Random) -> Iterator[Telling]:
    told = registers.Deliveries.of(kept.SMALL)
    places = [one.code for one in regions.within(told.regency, on=chronicle.MONITORING_DAY) if one.code.level == 4]
    while True:
        one, other = draw.sample(places, 2)
        yield from two_villages(told, one, other, draw.randint(1, 28), approved=draw.random() < 0.5)


def two_villages(
    told: chronicle.Chronicle, one: str, other: str, number: int, *, approved: bool
) -> Iterator[Telling]:  # fmt: skip
    """Two villages list and pay for the same people; the first is taken back, and all their months go over."""
    late, day, people = dt.date(2023, 4, number), dt.date(2023, 5, number), chronicle.people(HEADS)
    codes: dict[str, str] = {}

    def pay(village: str, on: dt.date) -> None:
        codes[village] = told.paid(village, on, first="2023-01", months=MONTHS, heads=HEADS)

    yield "daftar", lambda: told.listed(one, people, received_on=late)
    yield "tagihan", lambda: told.billed(one, people, on=late)
    yield "pembayaran", lambda: pay(one, late)
    yield "bpjs", lambda: told.confirmed(codes[one], people[::2], received_on=late)
    yield "pembayaran", lambda: pay(other, day)
    yield "bpjs", lambda: told.confirmed(codes[other], people, received_on=day)
    yield "bpjs", lambda: told.confirmed(codes[one], people[1::2], received_on=day)
    yield "koreksi", lambda: told.corrected(codes[other], received_on=day, approved=approved)
    amount = HEADS * MONTHS * chronicle.RATE
    yield "pembatalan", lambda: told.reversed(codes[one], day, amount=amount, received_on=day)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
