"""The power fails while money and cover are written to PostgreSQL: what was said to be done is there, what was not is
there whole or not at all, ``lindung check`` and ``lindung verify`` hold.

A cluster of its own runs with fsync, synchronous_commit and full_page_writes on, and is asked whether they are. The
writer is stopped in the middle of something, a checkpoint is taken, and the data directory is copied: that much is
known to be on the disk. The writer goes on; at some moment the server is ended with all its processes. Then the disk is
made up, as bad as it may be:

- the log, byte for byte up to the end that the server gave as flushed when the last commit was acknowledged; after it
  each sector is the new one or what was there before, and from some sector on nothing is new;
- each page of a table or an index as of the checkpoint, or as it was written since, or torn: the one half new, the
  other old. New ones only where the log up to their last change had been flushed by then, since before that the server
  would not have written them (a buffer of 2 MB makes it write many);
- everything else (control file, states of transactions) as of the checkpoint.

A server starts on that. It shows that recovery reads whole transactions, and all that were acknowledged, from the log
and over torn pages. That it shows anything is tried first each time: with synchronous_commit off, and nothing on the
disk that was not flushed, what was acknowledged must be missing. Not shown: that the disk does what it is told, a cut
in the middle of a checkpoint, and what vacuum does meanwhile (autovacuum is off).
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import random
import re
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from typing import LiteralString

import psycopg

from lindung.interfaces import servers
from tests import cluster, torture
from tests.torture import kept, ledger_kills

DURABLE = ("fsync", "full_page_writes")
"""What the server must say is on; of synchronous_commit the writer asks, on its own connection."""
_SETTINGS = (
    "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c autovacuum=off -c jit=off "
    "-c checkpoint_timeout=1d -c max_wal_size=8GB -c dynamic_shared_memory_type=mmap "
    "-c shared_buffers=2MB -c bgwriter_delay=10ms -c wal_buffers=64kB -c wal_writer_delay={delay}"
)
_SEGMENT, _PAGE, _SECTOR = 2**20, 8192, 512
_RELATION = re.compile(r"\d+(_fsm|_vm)?(\.\d+)?")
WAYS = 2
"""Disks that are made up of one cut."""
ENOUGH, FEW = 0.3, 8
"""Of so many cuts this share must leave something in the log that was not flushed."""


def run(seed: int, seconds: float) -> torture.Drill:
    drill, installed, begun = torture.Drill("power_cuts"), cluster.binaries(), time.monotonic()
    if installed is None:
        print("power_cuts: PostgreSQL tidak terpasang", flush=True)
        return drill
    with kept.folder_and_keys(), cluster.made(installed, f"--wal-segsize={_SEGMENT // 2**20}") as made:
        whole = _begun(made)
        with drill.trying(seed):
            _can_fail(drill, made, whole)
        for try_seed in drill.tries(seed, seconds - (time.monotonic() - begun)):
            with drill.trying(try_seed):
                _try(drill, random.Random(f"listrik {try_seed}"), made, whole)
    cuts, hits = drill.met["listrik padam"], drill.met["saat log bertambah"]
    with drill.trying(seed):
        torture.check(cuts < FEW or hits >= ENOUGH * cuts, f"hanya {hits} dari {cuts} saat log bertambah")
    return drill


def _begun(made: cluster.Cluster) -> pathlib.Path:
    """A database that knows its regency, on a cluster that was stopped: a copy of the folder."""
    with cluster.serving(made) as server:
        cluster.new_database(made)
        kept.begin(servers.Address(made.address()))
        server.send_signal(signal.SIGINT)
        server.wait(60)
    return _copy(made.data, made.data.with_name("awal"))


def _copy(of: pathlib.Path, to: pathlib.Path) -> pathlib.Path:
    """All files as they are, with who owns them. A folder that is there stays the same one: PostgreSQL tells by it
    whose memory a dead server's was."""
    to.mkdir(exist_ok=True)
    for old in to.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    subprocess.run(["cp", "-a", f"{of}/.", f"{to}/"], check=True)
    return to


class _Least(random.Random):
    """Nothing comes to the disk that was not flushed."""

    def random(self) -> float:
        return 0.0


def _can_fail(drill: torture.Drill, made: cluster.Cluster, whole: pathlib.Path) -> None:
    draw = random.Random(1)
    synced, writer = _cut(drill, draw, made, whole, "tanpa-sinkron", delay="10s")
    torture.check(not writer.synced, "penulis menunggu log, walau diminta tidak")
    try:
        _looked_at(drill, _Least(1), made, synced, writer)
    except torture.Wrong as wrong:
        torture.check("diakui, lalu" in str(wrong), wrong)
    else:
        raise torture.Wrong("tanpa synchronous_commit pun tidak ada yang hilang: latihan ini tidak melihat apa-apa")


def _try(drill: torture.Drill, draw: random.Random, made: cluster.Cluster, whole: pathlib.Path) -> None:
    synced, writer = _cut(drill, draw, made, whole)
    torture.check(writer.synced, "penulis tidak memakai synchronous_commit")
    drill.met["transaksi diakui"] += writer.commits
    drill.met["di dalam transaksi"] += bool(writer.writing)
    for _way in range(WAYS):
        _looked_at(drill, draw, made, synced, writer)


def _cut(
    drill: torture.Drill, draw: random.Random, made: cluster.Cluster, whole: pathlib.Path, *said: str,
    delay: str = "1ms",
) -> tuple[int, ledger_kills.Writer]:  # fmt: skip
    """Beside the data directory there are then «periksa», as of the checkpoint, and «mati», as the server left it.
    Returns up to where the log was flushed for certain."""
    _copy(whole, made.data)
    with cluster.serving(made, _SETTINGS.format(delay=delay)) as server, _superuser(made) as asking:
        found = asking.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)])
        torture.check(set(found) == {(name, "on") for name in DURABLE}, "server tidak menahan listrik padam")
        with ledger_kills.writing(servers.Address(made.address()), draw, *said) as writer:
            checked = _checkpoint(made, asking, writer)
            time.sleep(draw.random() * ledger_kills.WRITES)
            processes = [pid for (pid,) in asking.execute("SELECT pid FROM pg_stat_activity")]
            ends = time.monotonic() + ledger_kills.WRITES
            while _where(asking, "pg_current_wal_lsn") <= writer.log and time.monotonic() < ends:
                pass  # a transaction has written nothing to the log yet
            for pid in (server.pid, *processes):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            server.wait()
    _copy(made.data, made.data.with_name("mati"))
    same = [made.data.with_name(name) / "global" / "pg_control" for name in ("periksa", "mati")]
    torture.check(same[0].read_bytes() == same[1].read_bytes(), "ada checkpoint lain")
    return max(writer.log, checked), writer


@contextlib.contextmanager
def _superuser(made: cluster.Cluster) -> Iterator[psycopg.Connection]:
    connection = psycopg.connect(made.address("postgres", "postgres"), autocommit=True)
    try:
        yield connection
    finally:
        connection.close()


_BUSY = "SELECT 1 FROM pg_stat_activity WHERE datname = 'lindung' AND state = 'active'"


def _checkpoint(made: cluster.Cluster, asking: psycopg.Connection, writer: ledger_kills.Writer) -> int:
    """The writer stands still, perhaps in the middle of a transaction, while what is on the disk is copied. Returns up
    to where the log is flushed."""
    writer.process.send_signal(signal.SIGSTOP)
    while asking.execute(_BUSY).fetchall():
        time.sleep(0.005)
    asking.execute("CHECKPOINT")
    _copy(made.data, made.data.with_name("periksa"))
    flushed = _where(asking, "pg_current_wal_flush_lsn")
    writer.process.send_signal(signal.SIGCONT)
    return flushed


def _where(asking: psycopg.Connection, what: LiteralString) -> int:
    """A place in the log."""
    return int(*asking.execute(f"SELECT {what}() - '0/0'").fetchone() or (0,))


def _looked_at(
    drill: torture.Drill, draw: random.Random, made: cluster.Cluster, synced: int, writer: ledger_kills.Writer
) -> None:  # fmt: skip
    before, dead = made.data.with_name("periksa"), made.data.with_name("mati")
    _copy(before, made.data)
    (made.data / "postmaster.pid").unlink()
    drill.met["listrik padam"] += 1
    drill.met["saat log bertambah"] += _log_left(draw, before / "pg_wal", dead / "pg_wal", made.data / "pg_wal", synced)
    for there in (path for folder in ("base", "global") for path in (dead / folder).rglob("*")):
        if there.is_file() and _RELATION.fullmatch(there.name):
            drill.met["halaman baru atau robek"] += _pages_left(draw, before, there, dead, made.data, synced)
    with cluster.serving(made, _SETTINGS.format(delay="200ms")):
        ledger_kills.is_there(servers.Address(made.address()), writer)


# What is left


def _log_left(
    draw: random.Random, before: pathlib.Path, dead: pathlib.Path, left: pathlib.Path, synced: int
) -> bool:  # fmt: skip
    """The log of which everything up to ``synced`` is there. Returns whether there was any more."""
    names = sorted(path.name for path in dead.iterdir() if re.fullmatch(r"[0-9A-F]{24}", path.name))
    new = b"".join((dead / name).read_bytes() for name in names)
    old = b"".join(_bytes(before / name).ljust(_SEGMENT, b"\0") for name in names)
    kept_up_to = synced - _position(names[0])
    made, after = bytearray(old), range(kept_up_to - kept_up_to % _SECTOR, len(new), _SECTOR)
    made[:kept_up_to] = new[:kept_up_to]
    changed = [at for at in after if new[at : at + _SECTOR] != made[at : at + _SECTOR]]
    for at in changed[: int(draw.random() * (len(changed) + 1))]:
        if draw.random() < 0.7:
            made[at : at + _SECTOR] = new[at : at + _SECTOR]
    for number, name in enumerate(names):
        (left / name).write_bytes(made[number * _SEGMENT : (number + 1) * _SEGMENT])
        shutil.copystat(dead / name, left / name)
        _owned_as(dead / name, left / name)
    return bool(changed)


def _position(segment: str) -> int:
    """Where in the whole log a segment begins, by its name."""
    return (int(segment[8:16], 16) << 32) + int(segment[16:], 16) * _SEGMENT


def _bytes(path: pathlib.Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _owned_as(one: pathlib.Path, other: pathlib.Path) -> None:
    found = one.stat()
    os.chown(other, found.st_uid, found.st_gid)


def _pages_left(
    draw: random.Random, before: pathlib.Path, there: pathlib.Path, dead: pathlib.Path, left: pathlib.Path, synced: int
) -> int:  # fmt: skip
    """Of the pages of a table that were written since the checkpoint some, and halves of some. Returns how many."""
    name, new, found = there.relative_to(dead), there.read_bytes(), 0
    old = _bytes(before / name)
    if new == old:
        return 0
    made = bytearray(old)
    for at in range(0, len(new), _PAGE):
        high, low = struct.unpack_from("=II", new, at)
        half, whole = at + _PAGE // 2, at + _PAGE
        first, after = draw.choice(((at, at), (at, whole), (at, half), (half, whole)))
        if new[at:whole] != old[at:whole] and (high << 32) + low <= synced and first < after:
            made[len(made) : after] = bytes(max(0, after - len(made)))
            made[first:after] = new[first:after]
            found += 1
    made += bytes(-len(made) % _PAGE)
    (left / name).write_bytes(made)
    _owned_as(there, left / name)
    return found
