"""What the commands do that give account: verify, export the journal, list who was exposed."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import pathlib
import uuid

from lindung.interfaces import breach as pack
from lindung.interfaces import proof, store
from lindung.kernel import values
from lindung.platform.journal import facts
from lindung.platform.journal import queries as journal


class ExportFileThere(values.Refusal):
    code = "berkas-ekspor-sudah-ada"
    sentence = "{path} sudah ada dan tidak ditimpa. Pilih nama lain, supaya ekspor yang lama tetap dapat dibandingkan."


class ExportImpossible(values.Refusal):
    code = "jurnal-tidak-dapat-diekspor"
    sentence = "Jurnal {path} putus pada baris {line}: {why}. Jalankan lindung verify untuk melihat semuanya."


def verify(asked: argparse.Namespace) -> int:
    """``lindung verify``: 0 where everything is as the journal says, else 1."""
    try:
        why = store.open_as_it_is(store.kept(asked.db))
        found = proof.look(asked=(asked.head or "").strip().lower(), rows_why=why)
    finally:
        store.close()
    if asked.json:
        print(json.dumps(proof.as_json(found), ensure_ascii=False, indent=1, default=str))
    else:
        print(proof.said(found))
    return 0 if found.holds else 1


def export(asked: argparse.Namespace) -> int:
    """``lindung journal export``: the chain as a line of JSON each, to be checked by anyone (docs/jurnal.md)."""
    try:
        store.open_as_it_is(store.kept(asked.db))
        broken = journal.first_break()
        if broken is not None:
            raise ExportImpossible(path=store.kept(asked.db), line=broken.line_id, why=broken.why)
        count = _write(asked.file)
        head = journal.head()
    finally:
        store.close()
    print(f"Ditulis: {asked.file} ({count} baris). Kepala jurnal: {head}")
    return 0


def _write(path: pathlib.Path) -> int:
    count = 0
    try:
        with path.open("x", encoding="utf-8") as file:
            for line in journal.exported():
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
    except FileExistsError as error:
        raise ExportFileThere(path=path) from error
    return count


def breach(asked: argparse.Namespace) -> int:
    """``lindung breach``: whose data came to light, as a folder of tables and a draft of the notice."""
    kept = store.kept(asked.db)
    if isinstance(kept, pathlib.Path) and not kept.is_file():
        raise store.NoDatabase(path=kept)
    at = dt.datetime.now(dt.UTC)
    stamp = facts.Stamp(values.Actor(getpass.getuser(), "baris perintah"), at, uuid.uuid4(), at.date())
    which = pack.Asked(asked.account or "", asked.export or "", asked.first, asked.last)
    try:
        store.open_kept(kept)
        persons = pack.write(which, asked.out, stamp=stamp)
    finally:
        store.close()
    print(f"Ditulis: {asked.out} ({persons} orang; daftar, pembacaan, konsep surat). Batas pemberitahuan: 3 x 24 jam.")
    return 0
