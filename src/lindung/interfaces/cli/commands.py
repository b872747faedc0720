"""What the commands do: prepare a database, take the files, ask the day, write the reports."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator

import xlsxwriter.exceptions
from tqdm import tqdm

from lindung.interfaces import (
    accounts,
    demo_bpjs,
    demo_meetings,
    demo_visits,
    doctor,
    proof,
    retention,
    store,
    texting,
    works,
)
from lindung.interfaces import demo as example_data
from lindung.interfaces import monitor as monitoring
from lindung.interfaces.cli import books, cards, checkup, duties, evidence, fieldforms, keys, report, retain, subject
from lindung.interfaces.intake import outlines as intake_outlines
from lindung.interfaces.reports import document, page, words, workbook
from lindung.interfaces.web import clock
from lindung.interfaces.web import operations as web
from lindung.kernel import language, values
from lindung.monitoring import facts
from lindung.platform.access import queries as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import queries as journal

_FEW = 20  # fewer files than this are read before a bar could be drawn
DEMO_DAY = dt.date(2023, 4, 13)


def run(asked: argparse.Namespace) -> int:
    """The exit code: 1 where what was asked to be verified does not hold."""
    with scope.everything("baris perintah: siapa memegang mesin dan kuncinya memegang seluruh data"):
        return _COMMANDS[asked.command](asked) or 0


def monitor(asked: argparse.Namespace) -> None:
    """``lindung monitor``: in a database that is thrown away, or in the one that ``--db`` keeps."""
    _check_places(asked)
    with tempfile.TemporaryDirectory(prefix="lindung-") as folder:
        try:
            if asked.db is None:
                store.open_for_this_process(pathlib.Path(folder) / "lindung.sqlite3")
            else:
                store.open_kept(asked.db)
            finding(asked, example=False)
            if asked.db is not None:
                _print_head()
        finally:
            store.close()  # before the folder goes: Windows keeps files that are open


def demo(asked: argparse.Namespace) -> None:
    """``lindung demo``: example files, the database they make, the finding of 13 April 2023, the site."""
    served = asked
    files = asked.to / "berkas"
    if not files.exists():
        beside = files.with_name(".berkas.baru")
        shutil.rmtree(beside, ignore_errors=True)
        example_data.write_folder(beside)
        beside.rename(files)
    kept = asked.to / "lindung.sqlite3"
    asked = argparse.Namespace(
        folder=files, regency="75.03", year=DEMO_DAY.year, on=DEMO_DAY, quota=None, received_on=None, known_at=None,
        json=asked.to / "temuan.json", xlsx=asked.to / "temuan.xlsx", html=asked.to / "temuan.html",
    )  # fmt: skip
    try:
        store.open_kept(kept)
        day = finding(asked, example=True)
        now = dt.datetime.now(dt.UTC)
        seats = [] if served.no_serve else accounts.example_seats(shown_on=DEMO_DAY, by=_at_the_machine(), at=now)
        if seats:
            demo_visits.tell(at=now)
            demo_bpjs.tell(at=now)
        duties.keep_all(example_day=DEMO_DAY)
        if seats:
            demo_meetings.tell(day, at=now)
        web.keep_all(example_day=DEMO_DAY)
        _print_head()
    finally:
        store.close()
    if not served.no_serve:
        _print_seats(seats)
        _serve(kept, served)


def _print_seats(seats: list[accounts.Seat]) -> None:
    print("\nAkun contoh (sandi baru tiap kali, hanya dicetak di sini):")
    for seat in seats:
        print(f"  {seat.name:<9} {seat.password:<42} {seat.office}")


def serve(asked: argparse.Namespace) -> None:
    """``lindung serve``: the site over a database that is kept. Raises Unsafe, and what opening refuses."""
    kept = store.kept(asked.db)
    doctor.refuse_unsafe(doctor.Patient(kept, asked.address, dt.datetime.now(dt.UTC)))
    try:
        store.open_kept(kept)  # refused here, in words, and not in a process that only logs
        web.keep_all(example_day=access.example_day())
    finally:
        store.close()
    _serve(kept, asked)


def _serve(database: store.Place, asked: argparse.Namespace) -> None:
    """Pages in one process with a few threads, deliveries read in another; both end with Ctrl-C."""
    _check_free(asked.address, asked.port)
    os.environ["LINDUNG_DATABASE"] = store.said(database)  # not among the arguments, which everyone on the machine sees
    print(f"\nSitus: http://{asked.address}:{asked.port}/  (Ctrl-C untuk berhenti)", flush=True)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", asked.address, "--port", str(asked.port),
        "--factory", "--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", "5",
        "lindung.config.wsgi:site",
    ]  # fmt: skip
    reading = [sys.executable, "-m", "lindung.interfaces.cli", "work"]
    with subprocess.Popen(reading) as worker:  # noqa: S603  our own words
        try:
            _until_interrupted(command)
        finally:
            worker.terminate()


def _until_interrupted(command: list[str]) -> None:
    """Until Ctrl-C, which the server gets too. ``subprocess.run`` would kill it a quarter of a second later, and its
    worker, left alone with a browser's open connection, would hold the port against the next start.
    """
    with subprocess.Popen(command) as server:  # noqa: S603  our own words and two checked arguments
        try:
            server.wait()
        except KeyboardInterrupt:
            try:
                server.wait(timeout=10)
            except (KeyboardInterrupt, subprocess.TimeoutExpired):
                server.terminate()


class PortTaken(values.Refusal):
    code = "porta-terpakai"
    sentence = (
        "{address}:{port} tidak dapat dibuka: {why}. Hentikan program yang memakainya, atau pilih lain dengan --port."
    )


def _check_free(address: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PortTaken(address=address, port=port, why=error.strerror) from error


def account(asked: argparse.Namespace) -> None:
    """``lindung account``: an account for one person in one office; its password is printed once."""
    try:
        store.open_kept(store.kept(asked.db))
        seat = accounts.open_seat(
            role=asked.role, office=asked.office, regions_of=asked.regions, name=asked.name, person_name=asked.person,
            example=False, by=_at_the_machine(), at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
    finally:
        store.close()
    print(f"Akun {seat.name} pada {seat.office} dibuka. Sandi (hanya dicetak sekali): {seat.password}")


def client(asked: argparse.Namespace) -> None:
    """``lindung client``: a token for another program, printed once; or the end of the one that it holds."""
    now = dt.datetime.now(dt.UTC)
    try:
        store.open_kept(store.kept(asked.db))
        if asked.end:
            accounts.end_client(name=asked.name, by=_at_the_machine(), at=now)
            print(f"Token program {asked.name} diakhiri.")
            return
        token = accounts.open_client(
            office=asked.office, regions_of=asked.regions, name=asked.name, person_name=asked.person,
            ends_before=asked.until, by=_at_the_machine(), at=now,
        )  # fmt: skip
    finally:
        store.close()
    print(f"Token program {asked.name} (hanya dicetak sekali): {token}")
    print(f"Berlaku sebelum {language.day_in_words(asked.until)}. Kirim dalam kepala Authorization: Bearer <token>.")


def recover(asked: argparse.Namespace) -> None:
    """``lindung recover``: a new password, printed once, for an account that no office can help."""
    try:
        store.open_kept(asked.db)
        account_id = access.account(asked.name)
        if account_id is None:
            raise NoSuchAccount(name=asked.name)
        said = accounts.recover(account_id=account_id, by=_at_the_machine(), at=dt.datetime.now(dt.UTC))
    finally:
        store.close()
    print(f"Sandi baru akun {asked.name} (hanya dicetak sekali): {said}\nFaktor keduanya dihapus, sesinya diakhiri.")


class NoSuchAccount(values.Refusal):
    code = "akun-tidak-ada"
    sentence = (
        "Akun «{name}» tidak ada pada basis data ini. Periksa namanya, atau buka akun baru dengan lindung account."
    )


def _at_the_machine() -> values.Actor:
    return values.Actor(getpass.getuser(), "baris perintah")


def work(asked: argparse.Namespace) -> None:
    """``lindung work``: reads what was sent to the site until SIGTERM; then a file is read to its end, not a job."""
    _check_places(asked)
    stop = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    try:
        store.open_kept(store.kept(asked.db))
        works.loop(stop=stop, after=_keep_ready, each_minute=_keep_today, until_empty=asked.once)
    finally:
        store.close()


def _keep_ready(regency: str) -> None:
    """The day that the site's pages open with, computed before anyone asks for it."""
    today = clock.today(regency, access.example_day())
    duties.keep(regency, on=today)
    web.keep(regency=regency, on=today)


def _keep_today() -> None:
    """After midnight, and where something was written past the site: the day that pages open with is another one.
    Applications that nobody went on with go."""
    retention.let_drafts_go(at=clock.now())
    duties.keep_all(example_day=access.example_day())
    web.keep_all(example_day=access.example_day())
    texting.send_waiting()


def outlines(asked: argparse.Namespace) -> None:
    """``lindung regions outlines``: outlines of villages into the database that is kept; says what became of them."""
    kept = store.kept(asked.db)
    if isinstance(kept, pathlib.Path) and not kept.is_file():
        raise store.NoDatabase(path=kept)
    at = dt.datetime.now(dt.UTC)
    stamp = journal_facts.Stamp(values.Actor(getpass.getuser(), "baris perintah"), at, uuid.uuid4(), at.date())
    try:
        store.open_kept(kept)
        print(intake_outlines.said(intake_outlines.take(asked.file, stamp=stamp)))
        _print_head()
    finally:
        store.close()


def finding(asked: argparse.Namespace, *, example: bool) -> facts.RegencyDay:
    taken = monitoring.take(
        asked.folder,
        regency=asked.regency,
        year=asked.year,
        quota=asked.quota,
        on=asked.on,
        received_on=asked.received_on,
        by=_at_the_machine(),
        at=dt.datetime.now(dt.UTC),
        progress=_progress,
    )
    known_at = asked.known_at or max(taken.received_on, asked.on)
    day = monitoring.regency_day(asked.regency, year=asked.year, on=asked.on, known_at=known_at)
    _write(day, asked, example=example)
    return day


def _print_head() -> None:
    """The last digest of the journal: written down elsewhere, it shows later whether anything before it was changed."""
    digest = journal.head()
    print(f"Kepala jurnal: {digest} ({proof.head_said(journal.find_head(digest))})")


def _progress(files: list[pathlib.Path]) -> Iterator[pathlib.Path]:
    quiet = len(files) < _FEW or not sys.stderr.isatty()
    return iter(tqdm(files, desc="Membaca berkas", unit=" berkas", disable=quiet, leave=False))


def _write(day: facts.RegencyDay, asked: argparse.Namespace, *, example: bool) -> None:
    try:
        if asked.json:
            _replace(asked.json, json.dumps(document.as_json(day), ensure_ascii=False, indent=1) + "\n")
        if asked.html:
            _replace(asked.html, page.html(day, example=example))
        if asked.xlsx:
            workbook.write(day, asked.xlsx, example=example)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise CannotWrite(path=getattr(error, "filename", None) or asked.xlsx, why=str(error)) from error
    print(words.finding(day, example=example))
    for path in filter(None, (asked.html, asked.xlsx, asked.json)):
        print(f"Ditulis: {path}")


class CannotWrite(values.Refusal):
    code = "tidak-dapat-menulis"
    sentence = "{path} tidak dapat ditulis: {why}. Temuannya sudah dihitung; pilih tempat lain lalu ulangi."


class NoFolderThere(values.Refusal):
    code = "folder-tujuan-tidak-ada"
    sentence = "Folder {folder} untuk {name} tidak ada. Buat dulu foldernya, atau perbaiki alamatnya."


def _check_places(asked: argparse.Namespace) -> None:
    """Said before an hour of reading, not after it. Raises NoFolderThere, CannotWrite."""
    for name in ("json", "html", "xlsx", "db"):
        path = getattr(asked, name, None)
        if not isinstance(path, pathlib.Path):  # not asked for, or kept on a server
            continue
        if not path.parent.is_dir():
            raise NoFolderThere(folder=path.parent, name=path.name)
        if path.is_dir():
            raise CannotWrite(path=path, why="ini sebuah folder")


def _replace(path: pathlib.Path, text: str) -> None:
    """Write beside and rename: a report is there whole or not at all."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "monitor": monitor, "demo": demo, "serve": serve, "account": account, "client": client,
    "recover": recover, "work": work, "duties": duties.run,
    "regions": outlines, "keys": keys.run, "doctor": checkup.run, "subject": subject.run,
    "retain": retain.run, "form": fieldforms.run,
    "verdict": books.verdict, "check": books.check,
    "verify": evidence.verify, "journal": evidence.export, "breach": evidence.breach,
    "report": report.run, "history": report.history, "card": cards.run,
}  # fmt: skip
