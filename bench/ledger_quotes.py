"""10 million contribution quotes (month, tier, sector, whose money) → rupiah: CPU seconds.

``law.monthly_rates`` says the rates of every tier, sector and payer once, 36 months long; each quote is then looked up
in that table with nothing but the standard library. Beside it: the same rule written for openfisca-core (10 million in
months of 277,778 persons each, where it is faster than with all at once) and as a plain Python function, row by row
(100,000 rows, × 100). All of them are given the same four columns. Every cell of the table is compared with
``law.contribution`` and with the plain function; openfisca's rupiah with ours. openfisca-core is no dependency: where
this interpreter, or the one that --openfisca names, does not have it, that is said. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import array
import datetime as dt
import importlib.resources
import itertools
import json
import operator
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from lindung.kernel import law, values  # noqa: E402
from lindung.platform.rulebook import reading  # noqa: E402

QUOTES, MONTHS, PLAIN = 10_000_000, 36, 100_000
FIRST = values.Month(2025, 1)
SECTORS: tuple[law.Sector, ...] = ("non_transport", "transport")
PAYERS = (("own", False, False), ("village", False, True), ("public", True, False))
Columns = tuple[bytes, bytes, bytes, bytes]
"""Month since ``FIRST``, tier less one, sector, payer: a byte each."""


def drawn(quotes: int, tiers: int) -> Columns:
    """As many quotes, month by month; the rest at random."""
    draw, each = random.Random(1), -(-quotes // MONTHS)
    months = b"".join(bytes([month]) * each for month in range(MONTHS))[:quotes]
    folded = (bytes(byte % count for byte in range(256)) for count in (tiers, len(SECTORS), len(PAYERS)))
    return months, *(draw.randbytes(quotes).translate(fold) for fold in folded)


# A table of the law's own rates


def cell(month: int, tier: int, sector: int, payer: int) -> int:
    """Where a rate stands: two bytes, tier and sector in the lower, month and payer in the higher."""
    return (month << 2 | payer) << 8 | sector << 6 | tier


def table(book: law.Book) -> list[int]:
    """The rate of every cell; 0 where there is none."""
    rates = [0] * (1 << 16)
    tiers = book_tiers(book)
    for (tier, row), (sector, name), (payer, (_, public, village)) in itertools.product(
        enumerate(tiers), enumerate(SECTORS), enumerate(PAYERS)
    ):
        terms = {"sector": name, "public_money": public, "village_money": village, "income": row.from_income}
        for month, each in enumerate(law.monthly_rates(book, first=FIRST, months=MONTHS, **terms)):
            rates[cell(month, tier, sector, payer)] = each
    return rates


def book_tiers(book: law.Book) -> tuple[law.Tier, ...]:
    return law.in_force(book.jkk_tiers, on=FIRST.first_day, what="tingkat JKK").value


def quoted(book: law.Book, columns: Columns) -> array.array[int]:
    """The rupiah of each quote: columns of bytes are put together as one number each, cells looked up in one call for
    some thousands."""
    months, tiers, sectors, payers = columns
    both = bytearray(2 * len(months))
    both[0::2] = _with(tiers, sectors, 6)
    both[1::2] = _with(payers, months, 2)
    cells, rates, found = array.array("H"), table(book), array.array("i")
    cells.frombytes(both)
    for start in range(0, len(cells), 4096):
        part = cells[start : start + 4096]
        found.extend(array.array("i", operator.itemgetter(*part, 0)(rates)))  # one more, so that it is always a tuple
        found.pop()
    return found


def _with(low: bytes, high: bytes, bits: int) -> bytes:
    """``low | high << bits``, byte by byte, all at once."""
    moved = high.translate(bytes(byte << bits & 255 for byte in range(256)))
    return (int.from_bytes(low, "little") | int.from_bytes(moved, "little")).to_bytes(len(low), "little")


# The same rule as a plain function


def plain(book: law.Book, month: values.Month, tier: int, sector: int, payer: int) -> int:
    """Nothing kept from one call to the next."""
    day, (_, public, village) = month.first_day, PAYERS[payer]
    base = next(one.value for one in book.jkk_tiers if day in one.span)[tier].base
    parts = {
        "JKK": base * next(one.value for one in book.jkk_rate if day in one.span),
        "JKM": next(one.value for one in book.jkm if day in one.span),
    }
    answer = next((one.value for one in book.discount_covers_village_money if day in one.span), "unknown")
    for one in book.discount:
        if day in one.span and SECTORS[sector] in one.value.sectors:
            if not (one.value.excludes_public_money and (public or (village and answer != "yes"))):
                parts = {
                    name: due * one.value.pays if name in one.value.programmes else due for name, due in parts.items()
                }
            break
    total = sum(parts.values())
    assert total == int(total), (month, tier, sector, payer)
    return int(total)


def compared(book: law.Book) -> int:
    """Every cell of the table, with the law and with the plain function; returns how many."""
    rates, tiers, cells = table(book), book_tiers(book), 0
    for month, tier, sector, payer in itertools.product(
        range(MONTHS), range(len(tiers)), range(len(SECTORS)), range(len(PAYERS))
    ):
        on, (_, public, village) = FIRST.plus(month), PAYERS[payer]
        terms = {"sector": SECTORS[sector], "public_money": public, "village_money": village}
        due = law.contribution(book, month=on, income=tiers[tier].from_income, **terms)
        assert rates[cell(month, tier, sector, payer)] == due == plain(book, on, tier, sector, payer)
        cells += 1
    return cells


# openfisca-core

PEER = pathlib.Path(__file__).with_name("ledger_openfisca.py")


def openfisca(python: str, book: law.Book, columns: Columns, ours: array.array[int]) -> float | None:
    """CPU seconds of the same quotes there; None where that interpreter has no openfisca-core."""
    if subprocess.run([python, "-c", "import openfisca_core"], capture_output=True).returncode:
        return None
    months = [FIRST.plus(at) for at in range(MONTHS)]
    said = {
        "months": [str(month) for month in months],
        "base": [row.base for row in book_tiers(book)],
        "parameters": [law_of(book, month.first_day) for month in months],
    }
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        (folder / "law.json").write_text(json.dumps(said))
        for name, column in zip(("month", "tier", "sector", "payer"), columns, strict=True):
            (folder / name).write_bytes(column)
        done = subprocess.run([python, str(PEER), path], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        found = json.loads(done.stdout.splitlines()[-1])
    assert found["crc"] == zlib.crc32(ours.tobytes()), "openfisca's rupiah are others"
    return found["cpu_s"]


def law_of(book: law.Book, day: dt.date) -> dict[str, object]:
    """The parameters of a month, and per sector and payer the share of JKK and of JKM that is paid."""
    month = values.Month.of(day)
    shares = []
    for name, (_, public, village) in itertools.product(SECTORS, PAYERS):
        relief = law.discount(book, month=month, sector=name, public_money=public, village_money=village)
        pays = relief.value if relief else None
        shares.append([float(pays.pays) if pays and one in pays.programmes else 1.0 for one in ("JKK", "JKM")])
    rate = law.in_force(book.jkk_rate, on=day, what="tarif JKK").value
    return {"rate": float(rate), "jkm": law.in_force(book.jkm, on=day, what="iuran JKM").value, "shares": shares}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--quotes", type=int, default=QUOTES)
    asked.add_argument("--openfisca", default=sys.executable, help="an interpreter that has openfisca-core")
    said = asked.parse_args()
    book = reading.read(importlib.resources.files("lindung.platform.rulebook") / "books")
    cells = compared(book)
    columns = drawn(said.quotes, len(book_tiers(book)))
    before = time.process_time()
    ours = quoted(book, columns)
    taken = {"lindung": time.process_time() - before}
    rows = list(itertools.islice(zip(*columns, strict=True), 0, None, max(1, said.quotes // PLAIN)))
    before = time.process_time()
    found = [plain(book, FIRST.plus(month), tier, sector, payer) for month, tier, sector, payer in rows]
    taken["plain_loop"] = (time.process_time() - before) * said.quotes / len(rows)
    assert found == ours[:: max(1, said.quotes // PLAIN)].tolist()
    peer = openfisca(said.openfisca, book, columns, ours)
    if peer is None:
        print("openfisca-core: not installed, not measured")
    else:
        taken["openfisca_core"] = peer
    ratios = {name: round(seconds / taken["lindung"], 1) for name, seconds in taken.items()}
    seconds = {name: round(seconds, 2) for name, seconds in taken.items()}
    print(json.dumps({"quotes": len(ours), "cells_compared": cells, "cpu_s": seconds, "times_ours": ratios}))


if __name__ == "__main__":
    main()
