"""``lindung report``: export an approved report, and write its files anew, from the database or from the export."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import os
import pathlib
import uuid

from lindung.interfaces import quarters, store
from lindung.interfaces.intake import histories
from lindung.interfaces.reports.kpi import files
from lindung.kernel import values
from lindung.platform.journal import facts as journal


class ReportFileThere(values.Refusal):
    code = "berkas-laporan-sudah-ada"
    sentence = (
        "{path} sudah ada dan tidak ditimpa. Pilih nama atau folder lain, supaya yang lama tetap dapat dibandingkan."
    )


class ReportUnwritable(values.Refusal):
    code = "laporan-tidak-dapat-ditulis"
    sentence = "{path} tidak dapat ditulis: {why}. Pilih tempat lain lalu ulangi."


class WhichReport(values.Refusal):
    code = "laporan-mana"
    sentence = "Laporan mana? Sebut berkas ekspornya, atau --snapshot NOMOR dengan --db; tidak keduanya."


def run(asked: argparse.Namespace) -> None:
    {"export": _export, "rebuild": _rebuild}[asked.verb](asked)


def _export(asked: argparse.Namespace) -> None:
    """An approved report as one file, which needs neither database nor key to be read."""
    try:
        store.open_as_it_is(store.kept(asked.db))
        said = quarters.exported(asked.snapshot)
    finally:
        store.close()
    _write(asked.to, said)
    print(f"Ditulis: {asked.to}")


def history(asked: argparse.Namespace) -> None:
    """``lindung history``: years as another book tells them, into the database that is kept."""
    kept = store.kept(asked.db)
    if isinstance(kept, pathlib.Path) and not kept.is_file():
        raise store.NoDatabase(path=kept)
    at = dt.datetime.now(dt.UTC)
    stamp = journal.Stamp(values.Actor(getpass.getuser(), "baris perintah"), at, uuid.uuid4(), at.date())
    try:
        store.open_kept(kept)
        new = histories.take(asked.file, region=asked.regency, stamp=stamp)
    finally:
        store.close()
    print(f"{new} tahun dimuat dari {asked.file}." if new else f"{asked.file} sudah dimuat; tidak ada yang baru.")


def _rebuild(asked: argparse.Namespace) -> None:
    """Every file of a report. Raises ReportTampered where it is not what was approved."""
    if (asked.file is None) == (asked.snapshot is None):
        raise WhichReport()
    made = _from_file(asked) if asked.file is not None else _from_database(asked)
    folder = asked.to or pathlib.Path(files.name(made))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportUnwritable(path=folder, why=error.strerror) from error
    for ending, _type, written in files.FILES.values():
        _write(folder / f"{files.name(made)}{ending}", written(made))
    print(files.headline(made))
    print(f"{made.report.day.name}: sha256 {made.approval.sha256 if made.approval else '–'}")
    print(f"Ditandatangani kunci {made.signer}")
    print(f"Ditulis: {folder} ({len(files.FILES)} berkas)")
    other = quarters.other_versions(made.report.rests_on)
    if other:
        print(f"Versi lain daripada waktu dibuat: {other}. Angkanya sama; PDF dapat berbeda rupa.")


def _from_file(asked: argparse.Namespace) -> files.Approved:
    return quarters.read(asked.file, signer=asked.signer or "")


def _from_database(asked: argparse.Namespace) -> files.Approved:
    try:
        store.open_as_it_is(store.kept(asked.db))
        return quarters.approved(asked.snapshot)
    finally:
        store.close()


def _write(path: pathlib.Path, said: bytes) -> None:
    """Beside, and then named: there whole or not at all, and never over another."""
    if path.exists():
        raise ReportFileThere(path=path)
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_bytes(said)
        os.replace(beside, path)
    except OSError as error:
        raise ReportUnwritable(path=path, why=error.strerror) from error
