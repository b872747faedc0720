"""SIGKILL at any moment while money and cover are written, on both engines, and power cuts: what was said to be done is
there, what was not is there whole or not at all, ``lindung check`` and ``lindung verify`` hold.

Ended are: the process that writes; on PostgreSQL also the server's own process that serves it, upon which the server
throws all its memory away and recovers from its log. A power cut is made for SQLite (for PostgreSQL: ``power_cuts``):
the writer is stopped, the database and its log are copied as they lie in the files, and of the log everything after the
last commit that was acknowledged is cut off somewhere and has holes, as if writes had come to the disk in no order, or
not. That shows that recovery takes whole transactions, and all that were acknowledged and synced. That the writer syncs
is asked of SQLite (synchronous = 2, FULL). Not shown is that the disk does what it is told, nor a cut while the log is
being copied back into the database: the writer is told not to.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from lindung.interfaces import store
from lindung.platform.journal import queries as journal
from tests import cluster, torture
from tests.torture import books, kept

ENOUGH, FEW = 0.3, 8
"""Of so many kills this share must fall within a transaction."""
STARTS, WRITES = 60.0, 1.5
"""Seconds until the first commit at most; and from there to the kill at most."""


@dataclass
class Writer:
    """A process that writes, and what it has said so far."""

    process: subprocess.Popen[str]
    line: int = 0
    digest: str = ""
    log: int = 0
    commits: int = 0
    writing: str = ""
    """What it has begun and not said to be done."""
    synced: bool = False

    def listen(self) -> None:
        for said in self.process.stdout or ():
            match said.split():
                case ["mulai", what]:
                    self.writing = what
                case ["selesai", _, line, digest, log]:
                    self.line, self.digest, self.log = int(line), digest, int(log)
                    self.commits, self.writing = self.commits + 1, ""
                case ["synchronous", level]:
                    self.synced = level in ("2", "on")


def run(seed: int, seconds: float) -> torture.Drill:
    drill, server = torture.Drill("ledger_kills"), cluster.binaries()
    half = seconds / 2 if server else seconds
    with kept.databases(None) as made:
        for try_seed in drill.tries(seed, half):
            with drill.trying(try_seed):
                draw = random.Random(f"buku {try_seed}")
                (_power_cut if try_seed % 3 == 0 else _killed)(drill, draw, made, "")
    if server:
        with cluster.running(server) as address, kept.databases(address) as made:
            for try_seed in drill.tries(seed, half):
                with drill.trying(try_seed):
                    _killed(drill, random.Random(f"buku {try_seed}"), made, address)
    for what, hit in (("kill", "di dalam transaksi"), ("listrik padam", "saat log bertambah")):
        tries, hits = drill.met[what], drill.met[hit]
        with drill.trying(seed):
            torture.check(tries < FEW or hits >= ENOUGH * tries, f"hanya {hits} dari {tries} {what} {hit}")
    return drill


@contextlib.contextmanager
def writing(place: store.Place, draw: random.Random, *said: str) -> Iterator[Writer]:
    """A writer that has written for a while."""
    command = [sys.executable, "-m", "tests.torture.writer", store.said(place), str(draw.randrange(10**9)), *said]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        writer = Writer(process)
        listening = threading.Thread(target=writer.listen)
        listening.start()
        try:
            ends = time.monotonic() + STARTS
            while not writer.commits and process.poll() is None and time.monotonic() < ends:
                time.sleep(0.002)
            torture.check(bool(writer.commits), "penulis tidak mulai")
            time.sleep(draw.random() * WRITES)
            yield writer
        finally:
            process.kill()
            listening.join()


def _killed(drill: torture.Drill, draw: random.Random, made: kept.Databases, address: str) -> None:
    """One to three writers after each other on one database, each ended while it writes."""
    place = made.copied()
    for _ in range(draw.choice((1, 1, 2, 3))):
        of_server = bool(address) and draw.random() < 0.5
        with writing(place, draw) as writer:
            if of_server:
                _kill_server_process(store.said(place))
            else:
                writer.process.send_signal(signal.SIGKILL)
            writer.process.wait(30)
        drill.met["kill"] += 1
        drill.met["kill proses server"] += of_server
        drill.met["di dalam transaksi"] += bool(writer.writing)
        drill.met[f"saat {writer.writing or 'di antaranya'}"] += 1
        drill.met["transaksi diakui"] += writer.commits
        if address:
            _await_end(store.said(place))
        is_there(place, writer)


def is_there(place: store.Place, writer: Writer) -> None:
    try:
        store.open_kept(place)
        found = journal.find_head(writer.digest)
        torture.check(found is not None and found.line_id == writer.line, f"baris {writer.line}, diakui, lalu: {found}")
        books.hold()
    finally:
        store.close()


# PostgreSQL

_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def _kill_server_process(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        serving = [pid for (pid,) in connection.execute(f"SELECT pid {_OTHERS} AND backend_type = 'client backend'")]
    torture.check(len(serving) == 1, f"proses server: {serving}")
    os.kill(serving[0], signal.SIGKILL)


def _await_end(address: str) -> None:
    """Until the server has recovered, and serves nobody else on this database: a commit under way may still come."""
    for _ in range(1_500):
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                if not connection.execute(f"SELECT 1 {_OTHERS} AND backend_type = 'client backend'").fetchall():
                    return
        except psycopg.OperationalError:
            pass  # it recovers still
        time.sleep(0.02)
    raise torture.Wrong("server tidak kembali")


# Power, SQLite

SECTOR = 512


def _power_cut(drill: torture.Drill, draw: random.Random, made: kept.Databases, _: str) -> None:
    place = made.copied()
    if not isinstance(place, pathlib.Path):
        return
    with writing(place, draw, "tanpa-checkpoint") as writer:
        log, ends = pathlib.Path(f"{place}-wal"), time.monotonic() + WRITES
        while log.stat().st_size <= writer.log and time.monotonic() < ends:
            pass  # a commit writes its pages at once and then waits for the disk: that is when the power goes
        writer.process.send_signal(signal.SIGSTOP)
        time.sleep(0.05)  # what it said before it stopped is heard
        said = Writer(writer.process, writer.line, writer.digest, writer.log, writer.commits, writer.writing)
        torture.check(writer.synced, "penulis tidak memakai synchronous=FULL")
        after = place.with_name("sesudah.sqlite3")
        left = pathlib.Path(f"{after}-wal")
        shutil.copyfile(place, after)
        content = log.read_bytes()
    drill.met["listrik padam"] += 1
    drill.met["saat log bertambah"] += len(content) > said.log
    for _way in range(3):
        left.write_bytes(_unsynced(draw, content, said.log))
        is_there(after, said)
        shutil.copyfile(place, after)
    for path in after.parent.glob(f"{after.name}*"):
        path.unlink()


def _unsynced(draw: random.Random, content: bytes, synced: int) -> bytes:
    """A log of which everything up to ``synced`` is there; after it some sectors, some not, and an end anywhere."""
    rest = bytearray(content[synced:])
    for at in range(0, len(rest), SECTOR):
        if draw.random() < 0.3:
            rest[at : at + SECTOR] = bytes(len(rest[at : at + SECTOR]))
    return content[:synced] + bytes(rest[: draw.randint(0, len(rest))])
