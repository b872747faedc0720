"""The worker: takes deliveries that wait, one after the other, into the registers, and keeps what came of each.

A file lies in clear only while it is read, one at a time, in a folder of the worker's own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pathlib
import shutil
import socket
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Iterator

from django.db import InterfaceError, OperationalError, connection

from lindung.interfaces import monitor, outcomes
from lindung.interfaces.intake import gathering
from lindung.interfaces.intake.jobs import facts, operations, queries
from lindung.kernel import values
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal

PAUSE = 0.5  # seconds between two looks for work
LEASE = dt.timedelta(minutes=5)
"""A worker of another machine that was not seen for so long is gone; no file may take longer than a minute."""

_SELDOM = 0.5  # seconds between two words on progress: each is a write
_PREFIX = "lindung-kiriman-"

After = Callable[[str], object]
"""Called with the regency once a job has ended, its last line in the journal: the site keeps its day ready."""


class Stopped(Exception):
    """The worker was asked to stop between two files."""


def new_worker() -> str:
    """A name that says on which machine and in which process: what is needed to see later whether it is gone."""
    return f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:8]}"


def loop(
    *,
    stop: threading.Event,
    after: After | None = None,
    each_minute: Callable[[], None] | None = None,
    until_empty: bool = False,
) -> None:
    """Do what waits until asked to stop. Nothing that a job does ends the loop. ``each_minute``: what time brings."""
    worker = new_worker()
    minute = -1
    while not stop.is_set():
        try:
            release(worker)
            if each_minute is not None and int(time.time()) // 60 != minute:
                minute = int(time.time()) // 60
                each_minute()
            busy = run_one(worker, stop=stop, after=after)
        except (OperationalError, InterfaceError) as error:  # busy beyond its patience, or gone: again, a little later
            _report(error)
            connection.close_if_unusable_or_obsolete()
            busy = False
        if not busy and until_empty:
            return
        if not busy:
            stop.wait(PAUSE)


def release(worker: str) -> int:
    """Jobs whose worker is gone wait again; returns how many. Asked between two jobs, when ``worker`` holds none."""
    others = queries.workers()
    if not others:
        return 0
    gone = [other for other in others if _is_gone(other, worker)]
    return operations.release(workers=gone, unseen_since=dt.datetime.now(dt.UTC) - LEASE)


def _is_gone(other: str, worker: str) -> bool:
    """Whether a worker of this machine has no process any more. Of other machines only time tells."""
    (host, process, _), (here, own, _) = other.rsplit("/", 2), worker.rsplit("/", 2)
    if host != here or os.name != "posix":
        return False
    if process == own:  # this one, which holds none now, or one before the machine was started anew
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # there is one, someone else's
        return False
    return False


def run_one(worker: str, *, stop: threading.Event | None = None, after: After | None = None) -> bool:
    """Do the job that waits longest; False where none waits. Whatever happens to it is kept with it."""
    work = operations.claim(worker=worker, at=dt.datetime.now(dt.UTC)) if queries.anything_waiting() else None
    if work is None:
        return False
    try:
        worn_out = operations.worn_out(work=work)
        if worn_out:
            raise worn_out
        with scope.everything("menerima kiriman: yang ditulis dibatasi pada wilayah pengirimnya"):
            outcome = _take(work, stop or threading.Event())
    except Stopped:
        operations.put_back(work=work)
        return True
    except values.Refusal as refusal:
        operations.refuse(work=work, refusal=refusal, stamp=_stamp(work))
    except (OperationalError, InterfaceError):
        operations.release(workers=[worker], unseen_since=dt.datetime.min.replace(tzinfo=dt.UTC))
        raise
    except Exception as error:  # one bad delivery must not end the worker
        _report(error)
        operations.refuse(work=work, refusal=operations.WorkFailed(job=work.id), stamp=_stamp(work))
    else:
        operations.finish(work=work, outcome=outcome, stamp=_stamp(work))
    _keep_ready(work, after)
    return True


def _stamp(work: facts.Work) -> journal.Stamp:
    return journal.Stamp(work.by, dt.datetime.now(dt.UTC), work.id, work.received_on)


def _take(work: facts.Work, stop: threading.Event) -> facts.Outcome:
    sender = sender_of(work)
    with _folder(work) as folder:
        waiting = {folder / one.name: one for one in queries.uploads(work.id)}
        for path in waiting:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        if not gathering.files_in(folder):
            raise operations.NothingToRead()
        taken = monitor.take(
            folder,
            regency=work.regency,
            year=work.year,
            quota=None,
            on=work.received_on,
            received_on=work.received_on,
            by=work.by,
            at=dt.datetime.now(dt.UTC),
            progress=lambda paths: _in_turn(work, paths, waiting, stop),
            sender=sender,
        )
    names = [one.name for one in waiting.values()]
    day = monitor.regency_day(work.regency, year=work.year, on=work.received_on, known_at=taken.received_on)
    return outcomes.of(taken, day, names=names, sender=sender)


def sender_of(work: facts.Work) -> monitor.Sender:
    """Whoever answers for the whole regency sends as the command line does; others stand on their office's shelf."""
    whole = work.scope.covers(work.regency)
    return monitor.Sender(work.scope, shelf="" if whole else work.by.office.replace("/", " "))


@contextlib.contextmanager
def _folder(work: facts.Work) -> Iterator[pathlib.Path]:
    """A folder that only its owner reads; what a killed worker left of the same job goes first."""
    prefix = f"{_PREFIX}{work.id.hex}-"
    for left in pathlib.Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        yield pathlib.Path(name)


def _in_turn(
    work: facts.Work, paths: list[pathlib.Path], waiting: dict[pathlib.Path, facts.Waiting], stop: threading.Event
) -> Iterator[pathlib.Path]:
    """Each file in clear only while it is read. Raises Stopped."""
    said = 0.0
    for read, path in enumerate(paths):
        if time.monotonic() - said > _SELDOM:
            said = time.monotonic()
            operations.progress(work=work, read=read, at=dt.datetime.now(dt.UTC))
        path.write_bytes(queries.content(waiting[path].id))
        yield path
        path.unlink()
        if stop.is_set():  # what asked this process to stop may have ended its reader too, amid this very file
            raise Stopped
    operations.progress(work=work, read=len(paths), at=dt.datetime.now(dt.UTC))


def _keep_ready(work: facts.Work, after: After | None) -> None:
    """What the site prepares is no part of the delivery: it can be made again, so its failure is only reported."""
    if after is None:
        return
    try:
        after(work.regency)
    except Exception as error:
        _report(error)


def _report(error: BaseException) -> None:
    """Where it happened, for whoever runs the machine; not its words, which may repeat what stands in a file."""
    where = "".join(traceback.format_tb(error.__traceback__))
    print(f"{where}{type(error).__name__}", file=sys.stderr)
