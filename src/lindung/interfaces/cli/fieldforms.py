"""``lindung form``: the questions of an application for field officers without a signal, and what they bring back."""

from __future__ import annotations

import argparse
import uuid

from lindung.interfaces import store
from lindung.interfaces.cli import subject
from lindung.interfaces.intake.applications import facts, fieldwork
from lindung.interfaces.web import clock
from lindung.kernel import language, values
from lindung.platform.access import queries as access
from lindung.platform.journal import facts as journal_facts


class FormFileThere(values.Refusal):
    code = "berkas-formulir-sudah-ada"
    sentence = "{path} sudah ada dan tidak ditimpa. Pilih nama lain."


class NotADesk(values.Refusal):
    code = "akun-bukan-penerima-permohonan"
    sentence = (
        "Akun {account} tidak memegang jabatan yang menerima permohonan hari ini. Pakai akun desa, PMD atau BPJS."
    )


def run(asked: argparse.Namespace) -> int | None:
    """``lindung form xlsform`` and ``lindung form take``: 1 where a submission was not taken."""
    try:
        store.open_kept(store.kept(asked.db))
        return _write(asked) if asked.verb == "xlsform" else _take(asked)
    finally:
        store.close()


def _write(asked: argparse.Namespace) -> None:
    if asked.to.exists():
        raise FormFileThere(path=asked.to)
    count = fieldwork.written(asked.to, regency=asked.regency, on=clock.today(asked.regency, access.example_day()))
    print(f"Ditulis: {asked.to} ({language.number(count)} desa dan kelurahan)")


def _take(asked: argparse.Namespace) -> int:
    at = clock.now()
    desk = access.desk_of(access.account(asked.account) or 0, on=clock.today_in_jakarta())
    if desk is None or desk.role not in facts.DECIDES["desa"] | facts.DECIDES["mandiri"]:
        raise NotADesk(account=asked.account)
    subject.sign(asked.account, at)
    stamp = journal_facts.Stamp(desk.actor, at, uuid.uuid4(), clock.today(asked.regency, access.example_day()))
    taken = fieldwork.take(asked.file, regency=asked.regency, desk=desk, stamp=stamp)
    print(f"{asked.file.name}: {taken.new} permohonan baru, {taken.known} sudah ada, {len(taken.bad)} tidak diambil.")
    for one in taken.bad:
        print(f"  baris {one.row}: {one.why}")
    return 1 if taken.bad else 0
