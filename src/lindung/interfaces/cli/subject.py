"""``lindung subject``: all that is known of a person for that person, and its erasure by two people.

NIK and passwords are asked for, never given as arguments: arguments stand in the shell's history and in every list of
processes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import os
import pathlib
import sys
import uuid
from typing import Any

import xlsxwriter
from django.contrib import auth

from lindung.interfaces import store, subjects
from lindung.interfaces.cli import keys
from lindung.interfaces.reports import sheets
from lindung.interfaces.web import operations as kept
from lindung.kernel import values
from lindung.platform.access.factors import operations as confirming
from lindung.platform.access.factors import queries as factors
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import queries as journal


class WrongPassword(values.Refusal):
    code = "akun-atau-sandi-keliru"
    sentence = "Akun «{account}» tidak ada atau sandinya, atau kodenya, tidak cocok. Ulangi."


class TooManyTries(values.Refusal):
    code = "akun-ditahan-sebentar"
    sentence = "Terlalu banyak percobaan untuk akun «{account}», jadi belum diperiksa lagi. Ulangi satu jam lagi."


class NotAnExport(values.Refusal):
    code = "bentuk-ekspor-tidak-dikenal"
    sentence = "{path} harus berakhiran .xlsx atau .json, dan belum ada. Pilih nama lain."


def run(asked: argparse.Namespace) -> None:
    try:
        store.open_kept(keys.existing(asked.db))
        at = dt.datetime.now(dt.UTC)
        sign(asked.account, at)
        _VERBS[asked.verb](asked, at)
        print(f"Kepala jurnal: {journal.head()}")
    finally:
        store.close()


def sign(account: str, at: dt.datetime) -> None:
    """Whoever acts shows that the account is theirs, with the second factor where it has one: holding the machine makes
    nobody two people, nor does a password that somebody else chose. Tries are counted as those of the site."""
    guess = guesses.Guess("name", account)
    if guessing.count(guesses=[guess], at=at) is not None:
        raise TooManyTries(account=account)
    held = auth.authenticate(username=account, password=_ask(f"Sandi {account}: "))
    if held is None:
        raise WrongPassword(account=account)
    if factors.held(held.pk):
        stamp = journal_facts.Stamp(values.Actor(account, "baris perintah"), at, uuid.uuid4(), at.date())
        if confirming.use_code(account_id=held.pk, code=_ask("Kode dari aplikasi atau kertas: "), stamp=stamp) is None:
            raise WrongPassword(account=account)
    guessing.forget(guess=guess)


def _ask(what: str) -> str:
    return getpass.getpass(what) if sys.stdin.isatty() else sys.stdin.readline().strip()


def _export(asked: argparse.Namespace, at: dt.datetime) -> None:
    if asked.to.suffix not in (".xlsx", ".json") or asked.to.exists():
        raise NotAnExport(path=asked.to)
    by = subjects.office_of(asked.account, on=at.date())
    person = subjects.person_of(_ask("NIK: "), on=at.date())
    found = subjects.export(person_id=person, reason=asked.reason, by=by, at=at)
    os.close(os.open(asked.to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if asked.to.suffix == ".json":
        asked.to.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        _workbook(found, asked.to)
    print(f"Ditulis: {asked.to} (hanya Anda yang dapat membukanya). Serahkan kepada orangnya, lalu hapus.")


def _workbook(found: dict[str, Any], path: pathlib.Path) -> None:
    with xlsxwriter.Workbook(str(path), sheets.SAFE) as book:
        pages = sheets.Sheets(book, "Data pribadi", f"Semua yang diketahui per {found['per_hari']}")
        pages.add("diri", ("isian", "isi"), [(name, str(said)) for name, said in found["diri"].items()])
        for name, rows in found.items():
            if isinstance(rows, list):
                headings = tuple(rows[0]) if rows else ("tidak ada",)
                pages.add(name, headings, [tuple(row.values()) for row in rows])


def _propose(asked: argparse.Namespace, at: dt.datetime) -> None:
    subjects.office_of(asked.account, on=at.date())
    person = subjects.person_of(_ask("NIK: "), on=at.date())
    number = subjects.propose(person_id=person, reason=asked.reason, account=asked.account, at=at)
    print(f"Usulan penghapusan nomor {number} tercatat. Orang kedua: lindung subject decide-erasure {number} yes")


def _decide(asked: argparse.Namespace, at: dt.datetime) -> None:
    yes = asked.answer == "yes"
    with store.overwriting():
        gone = subjects.decide(erasure_id=asked.number, approved=yes, account=asked.account, at=at)
        if yes:
            kept.forget_days()
    if not yes:
        print(f"Usulan nomor {asked.number} ditolak; tidak ada yang dihapus.")
        return
    print(f"Data orang itu dihapus, juga isi {gone} baris tertahan. Uang, daftar dan angka tetap.")
    print("Cadangan lama masih memuatnya sampai dihapus, atau sampai kunci diganti dan kunci lama dihapus.")


_VERBS = {"export": _export, "propose-erasure": _propose, "decide-erasure": _decide}
