"""``lindung retain``: what was kept for as long as the rules say; with --apply and a second person it goes."""

from __future__ import annotations

import argparse
import datetime as dt

from lindung.interfaces import retention, store
from lindung.interfaces.cli import keys, subject
from lindung.interfaces.web import clock
from lindung.kernel import language, values
from lindung.platform.journal import queries as journal


class TwoAccounts(values.Refusal):
    code = "masa-simpan-perlu-dua-akun"
    sentence = (
        "Menghapus yang habis masa simpannya perlu dua akun dpmd atau sekda: --account dan --second, orang berbeda."
    )


def run(asked: argparse.Namespace) -> None:
    try:
        store.open_kept(keys.existing(asked.db))
        at = dt.datetime.now(dt.UTC)
        on = asked.on or clock.today_in_jakarta()
        due = retention.due(on=on)
        print(_said(due, on))
        if asked.apply:
            _apply(asked, due, at)
    finally:
        store.close()


def _said(due: retention.Due, on: dt.date) -> str:
    lines = [f"Yang masa simpannya habis pada {language.day(on)}:"]
    for one in due.kinds:
        lines.append(f"  {one.name}: {language.number(one.count)} (sampai {language.day(one.until)}; {one.kept})")
        lines.append(f"    dasar: {one.source} [{one.confidence}]")
    if due.held:
        lines.append(f"  Ditahan karena kasusnya belum diputus BPJS: {language.number(due.held)} orang.")
    return "\n".join([*lines, "Uang, daftar, jurnal dan catatan pembacaan tetap."])


def _apply(asked: argparse.Namespace, due: retention.Due, at: dt.datetime) -> None:
    if not asked.account or not asked.second or asked.account == asked.second:
        raise TwoAccounts()
    for account in (asked.account, asked.second):
        subject.sign(account, at)
    with store.overwriting():
        done = retention.apply(due=due, account=asked.account, second=asked.second, at=at)
    for name, count in done.items():
        print(f"Dihapus, {name}: {language.number(count)}")
    print(f"Kepala jurnal: {journal.head()}")
