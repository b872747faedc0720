"""What the commands say of the books: was a person covered on a day, and do all figures follow from the facts."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime as dt
import getpass
import json
import sys
import uuid
from collections.abc import Iterator

from lindung.interfaces import store
from lindung.interfaces.reports import verdict as words
from lindung.kernel import language, values
from lindung.monitoring import coherence, verdicts
from lindung.platform.regions import queries as regions
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity

_SAID = 50


class NotANik(values.Refusal):
    code = "nik-tidak-sah"
    sentence = "NIK yang diketik bukan NIK ({fault}). Ketik 16 angka dari KTP atau KK, tanpa spasi."


@contextlib.contextmanager
def _opened(asked: argparse.Namespace) -> Iterator[None]:
    """The database as it is: nothing is written, nothing brought up to date. Raises as ``store.open_as_it_is``."""
    try:
        why = store.open_as_it_is(store.kept(asked.db))
        if why:
            raise KeyMissing(why=why)
        yield
    finally:
        store.close()


class KeyMissing(values.Refusal):
    code = "kunci-basis-data-tidak-ada"
    sentence = "Basis data tidak dapat dibuka: {why}."


def check(asked: argparse.Namespace) -> int:
    """``lindung check``: 0 where the books are coherent, else 1."""
    with _opened(asked):
        found = coherence.look()
    if asked.json:
        print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1, default=str))
    else:
        print(_books(found))
    return 1 if found.faults else 0


_FAULTS = {
    "journal": "Jurnal putus pada baris {line}: {why}.",
    "cover_missing": "Perlindungan {heads} orang di {region} {starts_on:%d-%m-%Y} sampai sebelum "
    "{ends_before:%d-%m-%Y} dari penerimaan {receipt} ({basis}) tidak ada.",
    "cover_unfounded": "Perlindungan {heads} orang di {region} {starts_on:%d-%m-%Y} sampai sebelum "
    "{ends_before:%d-%m-%Y} dari penerimaan {receipt} ({basis}) tidak berdasar.",
    "heads_below_none": "Pada {day:%d-%m-%Y} di {region} terlindungi {heads} orang.",
    "worker_month": "Bulan {month:%m-%Y} ({package}) orang {person}: menurut fakta milik penerimaan {wanted}, "
    "pada tabel {held}.",
    "rupiah": "Penerimaan {receipt}: diterima {received}, teralokasi {allocated}, belum {unallocated} rupiah.",
    "transfer": "Transfer {transfer} bernilai {amount} rupiah, bagiannya berjumlah {parts}.",
    "rupiah_nowhere": "Penerimaan {receipt} tidak teralokasi sama sekali.",
}


def _books(found: coherence.Books) -> str:
    number, rupiah = language.number, language.rupiah
    lines = [
        f"{number(found.receipts)} penerimaan, {number(found.covers)} masa perlindungan, "
        f"{number(found.worker_months)} bulan-pekerja dihitung ulang dari faktanya.",
        f"Diterima {rupiah(found.received)} = teralokasi {rupiah(found.allocated)} + belum teralokasi "
        f"{rupiah(found.unallocated)} + dikembalikan {rupiah(found.refunded)}.",
    ]
    lines += [f"  {_FAULTS[one.kind].format(**one.facts)} [{one.kind}]" for one in found.faults[:_SAID]]
    if len(found.faults) > _SAID:
        lines.append(f"  dan {number(len(found.faults) - _SAID)} lagi (semua dengan --json)")
    if found.faults:
        lines.append(f"TIDAK COCOK: {number(len(found.faults))} hal. Jalankan lindung verify, lalu pulihkan cadangan.")
    else:
        lines.append("COCOK: semua angka mengikuti faktanya.")
    return "\n".join(lines)


def verdict(asked: argparse.Namespace) -> int:
    """``lindung verdict``: 0 where the person was covered on the day, 1 where not, or not for certain."""
    nik = _nik(asked.nik, asked.on)
    with _opened(asked):
        person, since = workers.by_nik(nik), identity.corrected_nik(nik)
        found = _verdicts(person.id, asked.on, asked.known_at or _latest(asked.on)) if person else []
    if not found:
        print("Tidak ada orang dengan NIK itu pada daftar atau pembayaran mana pun yang diterima sampai hari itu.")
        return 1
    if since is not None:
        masked = found[0][0].who.masked_nik
        print(
            f"NIK ini dikoreksi {language.day(since)}; NIK yang berlaku {masked}. Jawaban di bawah tentang orangnya.\n"
        )
    print("\n\n".join(said for _, said in found))
    return 0 if any(one.answer == "covered" for one, _ in found) else 1


def _nik(said: str | None, on: dt.date) -> values.Nik:
    """From the argument, or asked for: an argument stays in the shell's history and in the list of processes."""
    text = said or (getpass.getpass("NIK: ") if sys.stdin.isatty() else sys.stdin.readline())
    text = text.strip()
    fault = values.Nik.fault(text, max(on, _today()))
    if fault:
        raise NotANik(fault=fault)
    return values.Nik(text)


def _verdicts(person_id: uuid.UUID, on: dt.date, known_at: dt.date) -> list[tuple[verdicts.Verdict, str]]:
    """Of each regency that listed the person or paid for them."""
    found = []
    for one in verdicts.of_person(person_id, on=on, known_at=known_at):
        told_of = {*one.villages, *(link.receipt.region for link in one.links)}
        names = {code: place.titled for code, place in regions.these(told_of, on=on).items()}
        found.append((one, words.said(one, lambda code, names=names: f"{names.get(code, '')} ({code})".strip())))
    return found


def _latest(on: dt.date) -> dt.date:
    return max(on, _today())


_EASTERNMOST = dt.timezone(dt.timedelta(hours=9))
"""WIT: where it is today first, so that nothing that came in today anywhere in the country is left out."""


def _today() -> dt.date:
    return dt.datetime.now(_EASTERNMOST).date()
