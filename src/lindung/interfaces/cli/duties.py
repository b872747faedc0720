"""``lindung duties``, and what the worker does each minute: findings in, duties out."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from lindung.interfaces import scheduler, store
from lindung.interfaces.web import clock
from lindung.kernel import language, values
from lindung.platform.access import queries as access
from lindung.platform.journal import queries as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.registers.followup import facts

_NAMES = {"kades": "kepala desa", "camat": "camat", "sekda": "Sekda", "bupati": "Bupati", "dpmd": "Dinas PMD"}


def run(asked: argparse.Namespace) -> None:
    """Bring the duties of every regency here up to a day, and say what that did."""
    try:
        store.open_kept(store.kept(asked.db))
        for regency in regions.taken():
            on = asked.on or clock.today(regency.code, access.example_day())
            print(said(regency, on, scheduler.run(str(regency.code), on=on, at=clock.now())))
    finally:
        store.close()


def said(regency: region_facts.Region, on: dt.date, brought: facts.Brought) -> str:
    """One line for a regency, and one for each office that something came to."""
    where = f"{regency.titled}, {language.day_in_words(on)}"
    if brought.nothing:
        return f"{where}: tidak ada yang berubah."
    lines = [
        f"{where}: {len(brought.opened)} tugas dibuka, {len(brought.reopened)} dibuka lagi, {len(brought.closed)} "
        f"ditutup oleh data, {len(brought.escalated)} naik ke kantor berikutnya."
    ]
    for office in dict.fromkeys(office for _, office in brought.escalated):
        count = sum(one == office for _, one in brought.escalated)
        lines.append(f"  {count} sampai ke {_NAMES.get(office, office)}")
    return "\n".join(lines)


_brought: dict[str, tuple[dt.date, int]] = {}
"""Per regency the day that its duties were brought up to, and the journal's last line after that."""


def keep(regency: str, *, on: dt.date) -> None:
    """Bring a regency's duties up to a day, unless nothing was written since and it is still that day."""
    if _brought.get(regency) == (on, journal.last_line()):
        return
    try:
        scheduler.run(regency, on=on, at=clock.now())
    except values.Refusal as refused:  # a clock that was set back must not end the worker
        print(f"Tugas {regency} tidak diperbarui: {refused} [{refused.code}]", file=sys.stderr)
    _brought[regency] = (on, journal.last_line())


def keep_all(*, example_day: dt.date | None) -> None:
    """The same for every regency here."""
    for regency in regions.taken():
        keep(str(regency.code), on=clock.today(regency.code, example_day))
