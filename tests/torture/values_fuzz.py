"""Odd texts into everything that reads a cell: an answer or None, never an exception."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from lindung.interfaces.intake import cells, money, places, problems, reading, rosters, tables
from lindung.kernel import language, values
from lindung.platform.regions import catalogue
from lindung.platform.regions import queries as regions
from tests import torture

DAY = dt.date(2023, 4, 13)
AT_ONCE = 200
"""Texts of one try."""

_SAID = """
NIK NAMA TTL Desa Kelurahan Kec. Kecamatan Kampung Huangobotu Tamboo Keramat Bone Tapa 75.03.01.2028 7503012028 7504
75.71.04.1001 7503041306780003 750304130678 Rp Rp. ,- ,00 .000 orang bulan Jan Januari Okt Des-23 s.d. s/d 2023 23 0023
2999 9999 00 31 02 - / . , ; : ( ) ' ’ " = + E+15 % { } {0} \\ JUMLAH TOTAL NIP Mengetahui Pagu Nominal Periode
Perubahan belum batal PNS Imam é ß İ ﬁ ٣ ۷ ² Ⅳ ½
"""
_SAID_TOGETHER = """
No. KTP|TANGGAL LAHIR|Kab. Bone Bolango|Kepala Desa|Kode Desa|Kode Iuran|Nama Wadah|Tanggal Bayar|Jumlah TK|
Jumlah Bulan|Sumber Dana|TAHUN ANGGARAN 2022"""
_BLANKS = ["\xa0", "\u200b", "\ufeff", "\u202e", "\x00", "\x1f", "\n", "\r", "\t"]
_WORDS = (*_SAID.split(), *_SAID_TOGETHER.split("|"), *_BLANKS, " ", "  ", "\x00202", "\x002023-04-13")
_EDGES: tuple[Any, ...] = (
    None, 0, -1, 1, 16, 2_023, 45_029, 79_999, 2**53, 10**15, 10**25, -(10**30), 0.5, 1e16, 1e308, -1e308, float("nan"),
    float("inf"), float("-inf"), "", "9" * 5000, "1." * 3000, "(" * 500, "a" * 32_767, "0" * 400,
)  # fmt: skip


def run(seed: int, seconds: float) -> torture.Drill:
    drill = torture.Drill("values_fuzz")
    districts = catalogue.children("75.03")
    villages = [village for district in districts for village in catalogue.children(district.code)]
    gazetteer = places.Gazetteer([catalogue.region("75.03"), *districts, *villages], regions.namesakes)
    for try_seed in drill.tries(seed, seconds):
        with drill.trying(try_seed):
            _try(drill, random.Random(f"teks {try_seed}"), gazetteer)
    return drill


def _cell(draw: random.Random) -> Any:
    """Words of the domain run together, any characters, or a value at some edge."""
    kind = draw.random()
    if kind < 0.15:
        return draw.choice(_EDGES)
    if kind < 0.3:
        return "".join(chr(_character(draw)) for _ in range(draw.randint(0, 30)))
    glue = draw.choice(("", " ", "-", ".", "/"))
    return glue.join(
        str(draw.randrange(10 ** draw.randint(1, 17))) if draw.random() < 0.3 else draw.choice(_WORDS)
        for _ in range(draw.randint(0, 8))
    )


def _character(draw: random.Random) -> int:
    """Any but the halves of pairs, which no file that is read can hold."""
    return draw.choice((draw.randrange(128), draw.randrange(0xD800), draw.randrange(0xE000, 0x110000)))


def _try(drill: torture.Drill, draw: random.Random, gazetteer: places.Gazetteer) -> None:
    for _ in range(AT_ONCE):
        cell = _cell(draw)
        said = cells.text(cell)
        for reads, given in _readers(gazetteer, draw):
            _asked(reads, given(cell, said))
        drill.met["teks"] += 1
    width = draw.randint(1, 9)
    rows = [[_cell(draw) for _ in range(draw.randint(0, width))] for _ in range(draw.randint(0, 40))]
    rows.insert(draw.randint(0, len(rows)), draw.choice(_HEADINGS)[:])
    merged = [tuple(draw.randint(0, 45) for _ in range(4)) for _ in range(draw.randint(0, 5))]
    _asked(_sheet_read, (reading.Sheet(cells.text(_cell(draw)), rows, draw.random() < 0.1, merged), gazetteer))
    drill.met["lembar"] += 1


_HEADINGS = (
    ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "JK", "PEKERJAAN", "DESA"],
    ["Kode Desa", "Nama Wadah", "Kode Iuran", "Tanggal Bayar", "Periode Awal", "Jumlah Bulan", "Jumlah TK", "Nominal"],
    ["Kecamatan", "Desa", "Sumber Dana", "Jumlah Pekerja", "Jumlah Bulan", "Pagu", "Tgl Perdes", "Keterangan"],
)

Reads = Callable[..., object]
Given = Callable[[Any, str], tuple[Any, ...]]


def _readers(gazetteer: places.Gazetteer, draw: random.Random) -> list[tuple[Reads, Given]]:
    as_it_is: Given = lambda cell, said: (cell,)  # noqa: E731
    as_text: Given = lambda cell, said: (said,)  # noqa: E731
    return [
        *((reads, as_it_is) for reads in (cells.whole, cells.leading_whole, cells.day, cells.day_of_money)),
        *((reads, as_it_is) for reads in (cells.day_read_backwards, cells.two_digit_year, cells.digits)),
        *((reads, as_text) for reads in (cells.without_nik, cells.heading, cells.squeezed, language.masked_nik)),
        (cells.months, lambda cell, said: (cell, 2023)),
        (values.Nik.fault, lambda cell, said: (said, DAY)),
        (_nik_read, lambda cell, said: (cells.digits(cell),)),
        (_resolved, lambda cell, said: (gazetteer, said, cells.text(_cell(draw)), cells.text(_cell(draw)))),
    ]


def _nik_read(nik: str) -> None:
    if values.Nik.fault(nik, DAY) is None:
        torture.check(values.Nik(nik).born_on(DAY) <= DAY and values.Nik(nik).sex in ("L", "P"), "NIK tanpa kelahiran")


def _resolved(gazetteer: places.Gazetteer, said: str, other: str, third: str) -> None:
    mentions = [gazetteer.mention(said), gazetteer.mention(other), gazetteer.cell(said, other, third)]
    for bare in (True, False):
        found = gazetteer.resolve(mentions, bare_is_enough=bare)
        torture.check((found.village is None) == bool(found.kind), f"desa dan sebab sekaligus: {found}")
        if found.kind:
            problems.sentence(found.kind, **found.said)


def _sheet_read(sheet: reading.Sheet, gazetteer: places.Gazetteer) -> None:
    for table in tables.find(sheet):
        numbers = [row.number for row in table.rows]
        torture.check(numbers == sorted(set(numbers)) and numbers[-1:] <= [len(sheet.rows)], "nomor baris")
        people = list(rosters.people(table, on=DAY)) if table.kind == "roster" else []
        for person in people:
            torture.check((person.person is None) == bool(person.faults), f"ditahan tanpa sebab: {person}")
        rosters.stated_total(table, people)
        for row in money.budgets(table):
            torture.check(0 <= row.amount < 10**15, "pagu")
        for paid in money.payments(table, year=2023):
            torture.check(paid.months is None or 0 < paid.months <= 120, "bulan")
            _ = paid.first_month and paid.first_month.plus(paid.months or 12)


def _asked(reads: Reads, given: tuple[Any, ...]) -> None:
    try:
        reads(*given)
    except torture.Wrong as wrong:
        raise torture.Wrong(f"{wrong}: {given!r}"[:2000]) from wrong
    except Exception as error:
        raise torture.Wrong(f"{reads.__name__}{given!r}"[:2000] + f"\n    {error!r}") from error
