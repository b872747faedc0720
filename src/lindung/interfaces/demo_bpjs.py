"""What BPJS sent back in the example: answers, lists behind two kode iuran, months that two villages pay for somebody,
and two deaths on covered days.

The persons are those of the invented lists; membership numbers and papers are invented, too.
"""

from __future__ import annotations

import csv
import datetime as dt
import pathlib
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from lindung.interfaces import demo, monitor
from lindung.kernel import language, law
from lindung.monitoring import cases
from lindung.platform.access import facts as access
from lindung.platform.access import queries as desks
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import facts as claims
from lindung.registers.claims import operations
from lindung.registers.claims import queries as claim_queries
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.funding import facts as funding
from lindung.registers.funding import queries as receipts
from lindung.registers.workers import facts as workers

_ANSWERED, _LISTED = dt.date(2023, 4, 11), dt.date(2023, 4, 12)
_WHY_NOT = ("NIK tidak ditemukan di Dukcapil", "Sudah peserta penerima upah")
_AT_MOST = 40
_RESULT = "NO;NIK;NAMA;TANGGAL LAHIR;NO KPJ;STATUS;TANGGAL KEPESERTAAN;KETERANGAN;KODE DESA"
_MEMBERS = "NO;NIK;NAMA;KPJ;KODE IURAN;KODE DESA"
_PAID = 42_000_000
"""What the invented letter says; the law books say what a death of that day may come to."""


@dataclass(frozen=True, slots=True)
class _Village:
    receipt: funding.KnownReceipt
    accepted: tuple[workers.Identity, ...]
    rejected: tuple[workers.Identity, ...]


def tell(*, at: dt.datetime) -> None:
    """Told once; a folder that has it is left as it is."""
    desk, clerk = (_desk(name) for name in ("bpjs", "dpmd"))
    with scope.everything("data contoh"):
        if desk is None or clerk is None or claim_queries.cases(demo.REGENCY, known_at=demo.ON):
            return
        early = _villages()
        if len(early) == 2:
            _send(early, desk, at)
            _died(early[0], clerk, at)


def _desk(name: str) -> access.Desk | None:
    account = desks.account(name)
    return desks.desk_of(account, on=demo.ON) if account else None


def _villages() -> list[_Village]:
    """Two that paid early, for few, and whose whole list is at hand."""
    known = sorted(receipts.receipts(demo.REGENCY, known_at=demo.ON), key=lambda one: (one.paid_on, one.receipt_id))
    found = []
    for one in (one for one in known if one.heads <= _AT_MOST and one.region.count(".") == 3):
        (listed,) = enrolment.in_force(year=demo.YEAR, known_at=demo.ON, village=one.region) or [None]
        if listed is None:
            continue
        people = [row.person for row in enrolment.rows_of(listed.listing_id, known_at=demo.ON)]
        people = people[: one.heads]
        found.append(_Village(one, tuple(people[2:]), tuple(people[:2])))
    return found[:2]


def _send(villages: Sequence[_Village], desk: access.Desk, at: dt.datetime) -> None:
    """The second list names somebody of the first: their months are paid for twice."""
    first, second = villages
    of_second = (*second.accepted, first.accepted[0])
    with tempfile.TemporaryDirectory(prefix="lindung-contoh-") as made:
        folder = pathlib.Path(made)
        for day, files in (
            (_ANSWERED, {f"Hasil BPJS {one.receipt.region}.csv": _result(one) for one in villages}),
            (_LISTED, {
                f"Daftar kode iuran {one.receipt.code}.csv": _members(one, named)
                for one, named in ((first, first.accepted), (second, of_second))
            }),
        ):  # fmt: skip
            there = folder / day.isoformat()
            there.mkdir()
            for name, rows in files.items():
                with (there / name).open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file, delimiter=";").writerows(rows)
            monitor.take(
                there, regency=demo.REGENCY, year=demo.YEAR, quota=None, on=demo.ON, received_on=day, by=desk.actor,
                at=at, sender=monitor.Sender(desk.scope, "BPJS"),
            )  # fmt: skip


def _result(said: _Village) -> list[list[str]]:
    niks = enrolment.niks_of(one.id for one in (*said.rejected, *said.accepted))
    rows = [_RESULT.split(";")]
    for number, one in enumerate((*said.rejected, *said.accepted), 1):
        beside = ["", "DITOLAK", "", _WHY_NOT[number - 1]] if number <= len(said.rejected) else [
            _number(said, number), "DITERIMA", language.day(said.receipt.paid_on), "",
        ]  # fmt: skip
        rows.append([str(number), str(niks[one.id]), one.name, language.day(one.born_on), *beside, said.receipt.region])
    return rows


def _members(said: _Village, named: Sequence[workers.Identity]) -> list[list[str]]:
    niks = enrolment.niks_of(one.id for one in named)
    return [
        _MEMBERS.split(";"),
        *(
            [str(at), str(niks[one.id]), one.name, _number(said, at + 2), said.receipt.code, said.receipt.region]
            for at, one in enumerate(named, 1)
        ),
    ]


def _number(said: _Village, at: int) -> str:
    return f"23{said.receipt.receipt_id % 10_000:04d}{at:05d}"


def _died(said: _Village, clerk: access.Desk, at: dt.datetime) -> None:
    """One case waits for papers; of another all came in, and BPJS paid."""
    book, begins = rulebook.book(said.receipt.region), said.receipt.paid_on
    with transaction.atomic():
        journal.act(by=clerk.actor)
        for person, on, paid in ((said.accepted[1], demo.ON - dt.timedelta(days=9), False),
                                 (said.accepted[2], begins + dt.timedelta(days=12), True)):  # fmt: skip
            known = monitor.regency_day(demo.REGENCY, year=demo.YEAR, on=on, known_at=demo.ON)
            told = claims.Report(
                said.receipt.region, person.id, "death", on, on + dt.timedelta(days=1), "Kepala dusun", "Sakit"
            )
            key = operations.open_case(
                report=told, standing=cases.standing(known, person.id), stamp=_stamp(clerk, at, told.reported_on)
            )
            asked = law.documents(book, event="death", on=on)
            for paper in asked if paid else asked[:2]:
                held = claims.Held(paper.value.code, told.reported_on, "salinan pada map desa")
                operations.hold_document(case=key, held=held, book=book, stamp=_stamp(clerk, at, told.reported_on))
            if paid:
                decision = claims.Decision("paid", _LISTED, _PAID, "BPJS/JKM/0417/2023")
                operations.decide(case=key, decision=decision, reason="", stamp=_stamp(clerk, at, _LISTED))


def _stamp(desk: access.Desk, at: dt.datetime, on: dt.date) -> journal_facts.Stamp:
    return journal_facts.Stamp(desk.actor, at, uuid.uuid4(), on)
