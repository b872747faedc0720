"""Lines of the journal and of the record of views edited, removed, moved, slipped in or chained anew by raw SQL, with
the guards dropped: each is found, and where it is, or the head that was printed before is gone."""

from __future__ import annotations

import datetime as dt
import pathlib
import random
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction

from lindung.interfaces import store
from lindung.kernel import values
from lindung.platform.journal import chain as digests
from lindung.platform.journal import facts, models, queries
from lindung.platform.journal import operations as journal
from tests import torture
from tests.torture import books

LINES = 40
ENOUGH = 2_000
"""So many that changed something are tried, however little time there is."""
START = dt.datetime(2023, 4, 13, 1, 30, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Chain:
    """One of the two chains, with a row that was once its last and printed."""

    table: str
    fields: tuple[str, ...]
    model: type
    breaks: Callable[[], object]


CHAINS = (
    Chain("journal_line", digests.FIELDS, models.Line, queries.breaks),
    Chain("journal_view", digests.VIEW_FIELDS, models.View, queries.view_breaks),
)


def run(seed: int, seconds: float) -> torture.Drill:
    drill = torture.Drill("tampering")
    with tempfile.TemporaryDirectory(prefix="lindung-uji-") as place:
        store.open_for_this_process(pathlib.Path(place) / "l.sqlite3")
        try:
            write()
            for try_seed in drill.tries(seed, seconds, enough=lambda: located(drill.met) >= ENOUGH):
                with drill.trying(try_seed):
                    drill.met[tamper(random.Random(f"jurnal {try_seed}"))] += 1
            with drill.trying(seed):
                books.hold()
        finally:
            store.close()
    drill.met["seluruhnya ditemukan"] = located(drill.met)
    return drill


def located(met: Counter[str]) -> int:
    """How many were found where they were done, or by the head that was printed; what the database refused and what
    changed nothing is none."""
    return sum(count for what, count in met.items() if what.endswith(FOUND))


FOUND = ("ditemukan di tempatnya", "kepala hilang")


@transaction.atomic
def write() -> None:
    """A journal and a record of views of forty each."""
    draw = random.Random("isi jurnal")
    for number in range(LINES):
        at = START + dt.timedelta(seconds=number, microseconds=draw.choice((0, 250_000, 137_792)))
        by = values.Actor("petugas", draw.choice(("Dinas PMD", "Camat Tapa")))
        stamp = facts.Stamp(by, at, uuid.UUID(int=draw.getrandbits(128)), at.date())
        journal.record(verb="trial.counted", about=f"{number} orang", rows=[[number]], stamp=stamp, why="uji — «é»")
        persons = frozenset(uuid.UUID(int=draw.getrandbits(128)) for _ in range(3))
        export = uuid.UUID(int=draw.getrandbits(128)) if number % 3 == 0 else None
        seen = facts.Seen("list", "75.03", "enrolled_valid", persons, export=export)
        reader = facts.Reader(number % 5, "Petugas", by.office, "dpmd", "127.0.0.1")
        journal.record_view(seen=seen, by=reader, at=at)


def tamper(draw: random.Random) -> str:
    """One tampering, looked for and taken back; returns what it was. Raises Wrong where it passes or is misplaced."""
    chain = draw.choice(CHAINS)
    ways = [(name, way) for name, way in WAYS.items() if way is not swap_seen or chain.model is models.View]
    return tried(chain, *draw.choice(ways), draw)


def tried(chain: Chain, name: str, way: Way, draw: random.Random) -> str:
    """That way of tampering with that chain."""
    with transaction.atomic():
        printed = chain.model.objects.order_by("-id").values_list("digest", flat=True)[0]
        for table in (chain.table, "journal_shown"):
            drop_guards(table)
        before = _raw(chain)
        try:
            with transaction.atomic():
                where = way(chain, draw)
        except IntegrityError:
            return "ditolak basis data"
        finally:
            after = _raw(chain)
            found = [one.line_id for one in chain.breaks()]
            kept = chain.model.objects.filter(digest=printed).values_list("id", flat=True).exists()
            transaction.set_rollback(True)
    if before == after:
        return "tanpa perubahan"
    said = (
        f"{chain.table}, {name}: putus pada {found}, seharusnya {sorted(where)}, kepala {'ada' if kept else 'hilang'}"
    )
    torture.check(bool(found) or not kept, f"lolos: {said}")
    torture.check(not found or found[0] in where, f"salah tempat: {said}")
    return f"{name}, {'ditemukan di tempatnya' if found else 'kepala hilang'}"


def drop_guards(table: str) -> None:
    """All that stands before a table, also what asks who acts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def _raw(chain: Chain) -> list[tuple[object, ...]]:
    columns = ", ".join(f"CAST({name} AS BLOB)" for name in (*chain.fields, "digest"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {columns} FROM {chain.table} ORDER BY id")
        lines = cursor.fetchall()
        cursor.execute("SELECT digest, persons FROM journal_shown ORDER BY digest")
        return [*lines, *cursor.fetchall()]


def _sql(sql: str, *said: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, said)


# Ways. Each returns the numbers of lines one of which must be named first


def edit(chain: Chain, draw: random.Random) -> set[int]:
    """A byte of any column, into anything: another moment, no moment, no text at all."""
    return edit_column(chain, draw, draw.choice((*chain.fields, "digest")))


def edit_column(chain: Chain, draw: random.Random, column: str) -> set[int]:
    number = draw.randint(1, LINES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS BLOB) FROM {chain.table} WHERE id = %s", [number])
        said = bytearray(cursor.fetchone()[0] or b"")
    at = draw.randint(0, max(len(said) - 1, 0))
    change = draw.choice(("byte", "insert", "cut", "case"))
    if change == "byte" and said:
        said[at] = draw.randrange(1, 256)
    elif change == "cut" and said:
        del said[at]
    elif change == "case":
        said = bytearray(said.swapcase())
    else:
        said.insert(at, draw.choice(b" 0aT\xff"))
    _sql("PRAGMA defer_foreign_keys = ON")
    _sql(f"UPDATE {chain.table} SET {column} = CAST(%s AS TEXT) WHERE id = %s", bytes(said), number)
    return {number}


def number_anew(chain: Chain, draw: random.Random) -> set[int]:
    number, to = draw.randint(1, LINES), draw.choice((0, -3, LINES + 1, LINES + 700))
    _sql(f"UPDATE {chain.table} SET id = %s WHERE id = %s", to, number)
    return {number, number + 1, to, 1}


def remove(chain: Chain, draw: random.Random) -> set[int]:
    first = draw.randint(1, LINES)
    last = min(LINES, first + draw.choice((0, 0, 1, 7)))
    _sql(f"DELETE FROM {chain.table} WHERE id BETWEEN %s AND %s", first, last)
    return {last + 1}


def remove_and_close_up(chain: Chain, draw: random.Random) -> set[int]:
    """Removed, and those after it moved up, so that no number is missing."""
    gone = draw.randint(1, LINES)
    _sql(f"DELETE FROM {chain.table} WHERE id = %s", gone)
    for number in range(gone + 1, LINES + 1):
        _sql(f"UPDATE {chain.table} SET id = %s WHERE id = %s", number - 1, number)
    return {gone}


def swap(chain: Chain, draw: random.Random) -> set[int]:
    one, other = draw.sample(range(1, LINES + 1), 2)
    for number, to in ((one, 10_000), (other, one), (10_000, other)):
        _sql(f"UPDATE {chain.table} SET id = %s WHERE id = %s", to, number)
    return {min(one, other)}


def slip_in(chain: Chain, draw: random.Random) -> set[int]:
    """A line of one's own after another, its own digest right. Rightly chained to it as well, the database refuses it:
    two lines can't follow one."""
    after = draw.randint(1, LINES - 1)
    for number in range(LINES, after, -1):
        _sql(f"UPDATE {chain.table} SET id = %s WHERE id = %s", number + 1, number)
    row = chain.model.objects.filter(id=after).values().get()
    previous = draw.choice((row["digest"], f"{draw.getrandbits(256):064x}", f"{draw.getrandbits(256):064x}"))
    row |= {"id": after + 1, "about": "75.71", "previous": previous}
    if "export" in row:
        row["export"] = None
    _insert(chain, row | {"digest": digests.digest(row, chain.fields)})
    return {after + 1}


def chain_anew(chain: Chain, draw: random.Random) -> set[int]:
    """An edited line, and every digest from it to some later line computed again."""
    first = draw.randint(1, LINES)
    last = draw.randint(first, LINES)
    rows = list(chain.model.objects.filter(id__gte=first, id__lte=last).order_by("id").values())
    rows[0]["about"] = "75.71"
    _sql(f"DELETE FROM {chain.table} WHERE id BETWEEN %s AND %s", first, last)
    for at, row in enumerate(rows):
        row["previous"] = rows[at - 1]["digest"] if at else row["previous"]
        row["digest"] = digests.digest(row, chain.fields)
        _insert(chain, row)
    return {last + 1}


def swap_seen(chain: Chain, draw: random.Random) -> set[int]:
    """Somebody else, one more or one fewer among the persons who were shown together."""
    number = draw.randint(1, LINES)
    (shown,) = models.View.objects.filter(id=number).values_list("shown_id", flat=True)
    persons = bytearray(models.Shown.objects.values_list("persons", flat=True).get(digest=shown))
    at = 16 * draw.randint(0, 2)
    persons[at : at + draw.choice((0, 16))] = draw.choice((b"", draw.randbytes(16)))
    _sql("UPDATE journal_shown SET persons = %s WHERE digest = %s", bytes(persons), shown)
    return {number}


def _insert(chain: Chain, row: dict[str, object]) -> None:
    chain.model.objects.create(**row)


Way = Callable[[Chain, random.Random], set[int]]
WAYS: dict[str, Way] = {
    "mengubah": edit, "menomori": number_anew, "menghapus": remove, "menghapus dan merapatkan": remove_and_close_up,
    "menukar": swap, "menyisipkan": slip_in, "merantai ulang": chain_anew,
    "menukar yang dilihat": swap_seen,
}  # fmt: skip
