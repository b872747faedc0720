"""Invented persons with a NIK of the right shape, ones with a named mistake, and the layouts of rosters."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests import leaks, officer

MEN = "Abdul Arfin Basir Darwin Hamka Idrus Jufrin Kasim Lukman Naldi Rahmat Ridwan Syukur Tamin Usman Zainal Ma’ruf"
WOMEN = "Aminah Darwia Fatma Hajar Indriya Jamilah Kartika Lisnawati Maryana Nurlela Ratnawati Salmiah Yanti Renée"
FAMILIES = "Abas Bakari Djafari Gobelan Hulopi Ibrahima Kadir Lahaya Mantali Nusi Podungge Rahimi Saleha Tangahu Umara"
WORK = ("Petani", "Pekebun", "Buruh tani", "Nelayan", "Peternak", "Penjahit", "Tukang ojek", "Buruh harian lepas")
OFFICIALS = ("Kepala Desa", "Sekretaris Desa", "Kaur Keuangan", "Perangkat Desa", "Kepala Dusun")
STATE = ("PNS", "TNI", "Polri", "ASN")
HAMLETS = ("I", "II", "III", "IV")
ELSEWHERE = ("750101", "757101", "650104", "920205", "940102", "730812", "327608", "110103")
"""Districts where a NIK may have been issued before its holder moved; 65 and 92–96 are newer than many code lists."""

MISTAKES = (
    "nik_length",
    "nik_characters",
    "nik_region",
    "nik_date",
    "nik_serial",
    "name_missing",
    "age_over",
    "age_under",
    "category_pu",
    "category_state",
    "birth_date_swapped",
    "birth_date_mismatch",
)
"""Mistakes that one row can have by itself; duplicates and damage by Excel take more than one row."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a roster, as somebody wrote it: ``born`` is what the birth column says."""

    name: str
    nik: str
    born: dt.date
    sex: str
    birthplace: str
    occupation: str
    address: str
    income: int
    phone: str
    mother: str


class People:
    """Draws persons; each NIK once. ``on`` is the day on which their ages are what was asked for."""

    def __init__(self, seed: int, on: dt.date) -> None:
        self.draw = random.Random(seed)
        self.on = on
        self._issued: set[str] = set()

    def one(
        self,
        district: str = "75.03.04",
        *,
        ages: tuple[int, int] = (20, 62),
        born: dt.date | None = None,
        prefix: str | None = None,
    ) -> Person:
        """A sound person. ``ages``: at least the first, less than the second. ``prefix``: the six digits of issue;
        without it the district's own, or in one of eight some other.
        """
        draw = self.draw
        sex = draw.choice("LP")
        born = born or self._birth_date(ages)
        elsewhere = draw.choice(ELSEWHERE) if draw.random() < 1 / 8 else None
        return Person(
            name=f"{self._given(sex)} {self._family()}",
            nik=self._nik(prefix or elsewhere or district.replace(".", ""), born, sex),
            born=born,
            sex=sex,
            birthplace="Gorontalo" if district.startswith("75") else "Bandar Baru",
            occupation=draw.choice(WORK),
            address=f"Dusun {draw.choice(HAMLETS)} RT 0{draw.randint(1, 4)}",
            income=draw.choice((500_000, 750_000, 900_000, 1_050_000)),
            phone=f"0800{draw.randrange(10**8):08d}",
            mother=f"{self._given('P')} {self._family()}",
        )

    def many(self, count: int, district: str = "75.03.04", *, prefix: str | None = None) -> list[Person]:
        return [self.one(district, prefix=prefix) for _ in range(count)]

    def mistaken(self, kind: str, district: str = "75.03.04") -> Person:
        """A person with exactly the mistake ``kind``, one of MISTAKES. The ages are far from any limit."""
        ages = {"age_over": (67, 80), "age_under": (12, 16)}.get(kind, (20, 62))
        person = self.one(district, ages=ages, born=self._swappable() if kind == "birth_date_swapped" else None)
        if kind not in _SPOIL:
            return person
        return dataclasses.replace(person, **_SPOIL[kind](self.draw, person))

    def _birth_date(self, ages: tuple[int, int]) -> dt.date:
        oldest = birthday(self.on, -ages[1]) + dt.timedelta(1)
        return oldest + dt.timedelta(self.draw.randint(0, (birthday(self.on, -ages[0]) - oldest).days))

    def _swappable(self) -> dt.date:
        day, month = self.draw.sample(range(1, 13), 2)
        return dt.date(self.on.year - self.draw.randint(22, 60), month, day)

    def _nik(self, prefix: str, born: dt.date, sex: str) -> str:
        digits = f"{prefix}{born.day + 40 * (sex == 'P'):02d}{born:%m%y}"
        while (nik := f"{digits}{self.draw.randint(1, 99):04d}") in self._issued:
            pass
        self._issued.add(nik)
        return leaks.made(nik)

    def _given(self, sex: str) -> str:
        return self.draw.choice((MEN if sex == "L" else WOMEN).split())

    def _family(self) -> str:
        return " ".join(self.draw.sample(FAMILIES.split(), self.draw.choice((1, 1, 2))))


def birthday(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _one_digit_off(draw: random.Random, person: Person) -> dict[str, Any]:
    at = draw.randrange(12, 16)
    middle = "" if draw.random() < 0.7 else person.nik[at] * 2
    return {"nik": person.nik[:at] + middle + person.nik[at + 1 :]}


def _year_off(draw: random.Random, person: Person) -> dict[str, Any]:
    years = draw.choice((-3, -2, 2, 3))
    return {"born": dt.date(person.born.year + years, person.born.month, min(person.born.day, 28))}


_SPOIL: dict[str, Callable[[random.Random, Person], dict[str, Any]]] = {
    "nik_length": _one_digit_off,
    "nik_characters": lambda draw, p: {"nik": p.nik[:12] + "O" + p.nik[13:]},
    "nik_region": lambda draw, p: {"nik": draw.choice(("00", "10", "79", "99")) + p.nik[2:]},
    "nik_date": lambda draw, p: {"nik": f"{p.nik[:8]}{draw.randint(13, 19)}{p.nik[10:]}"},
    "nik_serial": lambda draw, p: {"nik": p.nik[:12] + "0000"},
    "name_missing": lambda draw, p: {"name": ""},
    "category_pu": lambda draw, p: {"occupation": draw.choice(OFFICIALS)},
    "category_state": lambda draw, p: {"occupation": draw.choice(STATE)},
    "birth_date_swapped": lambda draw, p: {"born": dt.date(p.born.year, p.born.day, p.born.month)},
    "birth_date_mismatch": _year_off,
}

MONTH_NAMES = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def in_words(day: dt.date) -> str:
    """5 Maret 1980."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _of_turns(person: Person) -> str:
    """A column that was filled in by two hands: 05/03/1980 in some rows, 5 Maret 1980 in others."""
    return in_words(person.born) if person.born.day % 2 else f"{person.born:%d/%m/%Y}"


def _as_copied(person: Person) -> str:
    """Some numbers are copied from the card with its gaps, and a blank before and after."""
    nik = person.nik
    return f" {nik[:6]} {nik[6:12]} {nik[12:]} " if person.phone[-1] in "012" and len(nik) == 16 else nik


Column = tuple[str, Callable[[Person], officer.Cell]]

LAYOUTS: dict[str, tuple[Column, ...]] = {
    "A": (
        ("NIK", lambda p: p.nik),
        ("NAMA LENGKAP", lambda p: p.name),
        ("TEMPAT LAHIR", lambda p: p.birthplace),
        ("TANGGAL LAHIR", lambda p: p.born),
        ("JENIS KELAMIN", lambda p: p.sex),
        ("ALAMAT", lambda p: p.address),
        ("PEKERJAAN", lambda p: p.occupation),
        ("PENGHASILAN", lambda p: p.income),
        ("NO HP", lambda p: p.phone),
        ("NAMA IBU KANDUNG", lambda p: p.mother),
    ),
    "B": (
        ("NOMOR INDUK KEPENDUDUKAN", _as_copied),
        ("NAMA PESERTA", lambda p: p.name.upper()),
        ("TTL", lambda p: f"{p.birthplace}, {p.born:%d-%m-%Y}"),
        ("JK", lambda p: "LAKI-LAKI" if p.sex == "L" else "PEREMPUAN"),
        ("JENIS PEKERJAAN", lambda p: p.occupation),
        ("Upah/bln", lambda p: p.income),
        ("HP/WA", lambda p: p.phone),
    ),
    "C": (
        ("Nama", lambda p: p.name),
        ("No. KTP", _as_copied),
        ("L/P", lambda p: "Laki-laki" if p.sex == "L" else "Perempuan"),
        ("Tgl Lahir", _of_turns),
        ("Pekerjaan", lambda p: p.occupation),
        ("Alamat", lambda p: p.address),
        ("Nama Ibu", lambda p: p.mother),
    ),
    "D": (
        ("IDENTITAS|NAMA SESUAI KTP", lambda p: p.name),
        ("IDENTITAS|NIK", lambda p: p.nik),
        ("KELAHIRAN|TEMPAT LAHIR", lambda p: p.birthplace),
        ("KELAHIRAN|TANGGAL LAHIR", lambda p: in_words(p.born)),
        ("L/P", lambda p: p.sex),
        ("PEKERJAAN", lambda p: p.occupation.upper()),
        ("KET", lambda p: None),
    ),
}
"""Header and cell of each column; ``GROUP|NAME`` makes two header rows with merged cells."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person on a row. ``number``: the NIK as the cell's number, where it is not text."""

    row: int
    village: str | None
    person: Person
    number: int | None = None


def write_rows(
    sheet: officer.Sheet,
    layout: str,
    persons: Sequence[tuple[str | None, Person]],
    *,
    numbers: str | None = None,
    villages: Mapping[str, str] | None = None,
) -> tuple[Entry, ...]:
    """Header and one row for each (village, person). ``villages``: names for a column DESA, with a count for each.

    ``numbers``: the NIK are number cells, ``whole`` or ``damaged`` as Excel does it (digits after the 15th lost).
    """
    columns = LAYOUTS[layout]
    values = []
    for _, person in persons:
        number = int(person.nik) if numbers else None
        values.append(number // 10 * 10 if number and numbers == "damaged" else number)
    lines: list[list[officer.Cell]] = []
    counts: Counter[str | None] = Counter()
    for (village, person), number in zip(persons, values, strict=True):
        counts[village if villages else None] += 1
        cells = [number if number and label in NIK_LABELS else cell(person) for label, cell in columns]
        lines.append([counts[village if villages else None], *([villages[village or ""]] if villages else []), *cells])
    first = ["No." if layout == "C" else "NO", *(["DESA"] if villages else [])]
    sheet.header([*first, *(label for label, _ in columns)])
    sheet.body(lines)
    return tuple(
        Entry(row, village, person, number)
        for row, (village, person), number in zip(sheet.at, persons, values, strict=True)
    )


NIK_LABELS = ("NIK", "NOMOR INDUK KEPENDUDUKAN", "No. KTP", "IDENTITAS|NIK")
