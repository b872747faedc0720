"""The words every room shares: money, months, spans of days, NIK, region codes, who acts, and refusals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, NewType

Rupiah = NewType("Rupiah", int)
"""Money is whole rupiah; nothing rounds."""

Sex = Literal["L", "P"]
"""L = laki-laki (man), P = perempuan (woman), as on the identity card."""


class Refusal(Exception):
    """Something that is not done, said to a person in Indonesian and to a machine by a stable ``code``.

    Each subclass lives beside the verb that refuses and holds the sentence: what, where, why, what next.
    """

    code: ClassVar[str] = "ditolak"
    sentence: ClassVar[str] = "{reason}"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))


class NotAMonth(Refusal):
    code = "bulan-tidak-sah"
    sentence = "«{text}» bukan bulan. Tulis seperti 01-2023 atau 2023-01."


class NotASpan(Refusal):
    code = "rentang-tidak-sah"
    sentence = "Rentang {starts_on} sampai sebelum {ends_before} kosong: akhir harus sesudah awal."


class NotARegionCode(Refusal):
    code = "kode-wilayah-tidak-sah"
    sentence = "«{text}» bukan kode wilayah Kemendagri. Tulis seperti 75.03 atau 75.03.08.2001."


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month: the unit in which contributions are paid."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1900 <= self.year <= 2999):
            raise NotAMonth(text=f"{self.year}-{self.number}")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``2023-01``. Raises NotAMonth."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        if found is None:
            raise NotAMonth(text=text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def at(cls, index: int) -> Month:
        """The month of that ``index``."""
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        """Its number among all months: where thousands are reckoned with, an int is."""
        return self.year * 12 + self.number - 1

    def plus(self, months: int) -> Month:
        return Month.at(self.index + months)

    def until(self, months: int) -> Iterator[Month]:
        """This month and those after it, ``months`` in all."""
        return (self.plus(i) for i in range(months))

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``starts_on`` up to, but not including, ``ends_before``; None means open on that side."""

    starts_on: dt.date | None
    ends_before: dt.date | None = None

    def __post_init__(self) -> None:
        if self.starts_on and self.ends_before and self.starts_on >= self.ends_before:
            raise NotASpan(starts_on=self.starts_on, ends_before=self.ends_before)

    def __contains__(self, day: dt.date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_before is None or day < self.ends_before
        )

    def meets(self, other: Span) -> bool:
        """Whether any day lies in both."""
        return (self.starts_on is None or other.ends_before is None or self.starts_on < other.ends_before) and (
            other.starts_on is None or self.ends_before is None or other.starts_on < self.ends_before
        )

    @classmethod
    def of_months(cls, first: Month, months: int) -> Span:
        """The days of ``months`` whole months."""
        return cls(first.first_day, first.plus(months).first_day)


RegionKind = Literal["provinsi", "kabupaten", "kota", "kecamatan", "desa", "desa_adat", "kelurahan"]


class RegionCode(str):
    """A Kemendagri code, dotted: 75 · 75.03 · 75.03.08 · 75.03.08.2001. BPS codes are another list (7504 = 75.03)."""

    __slots__ = ()
    _SHAPE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", re.ASCII)

    def __new__(cls, text: str) -> RegionCode:
        if not cls._SHAPE.fullmatch(text):
            raise NotARegionCode(text=text)
        return super().__new__(cls, text)

    @property
    def level(self) -> int:
        """1 province, 2 regency or city, 3 district, 4 village."""
        return self.count(".") + 1

    @property
    def parent(self) -> RegionCode | None:
        return RegionCode(self.rpartition(".")[0]) if self.level > 1 else None

    def at(self, level: int) -> RegionCode:
        """The region of that level that this one lies in, by its code."""
        return RegionCode(".".join(self.split(".")[:level]))

    def within(self, other: str) -> bool:
        return self == other or self.startswith(other + ".")


PROVINCES = frozenset(
    {
        "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32", "33", "34", "35", "36", "51", "52",
        "53", "61", "62", "63", "64", "65", "71", "72", "73", "74", "75", "76", "81", "82", "91", "92", "93", "94",
        "95", "96",
    }
)  # fmt: skip
"""All 38 provinces, Papua's six (91–96) and Kaltara (65) among them."""

NikFault = Literal["nik_length", "nik_characters", "nik_region", "nik_date", "nik_serial"]


class Nik(str):
    """Nomor Induk Kependudukan: place of first issue (6), birth date (6, women day + 40), serial (4).

    The place never changes when a person moves, so it says nothing about where they live (Permendagri 109/2019).
    """

    __slots__ = ()

    @staticmethod
    def fault(text: str, on: dt.date) -> NikFault | None:
        """Why ``text`` can't be a NIK on the day ``on``, or None. Only Dukcapil knows whether it exists."""
        if not text.isascii() or not text.isdigit():
            return "nik_characters"
        if len(text) != 16:
            return "nik_length"
        if text[:2] not in PROVINCES:
            return "nik_region"
        if Nik(text).born_on(on) is None:
            return "nik_date"
        if text[12:] == "0000":
            return "nik_serial"
        return None

    def born_on(self, on: dt.date) -> dt.date | None:
        """The birth date: the latest century that is not after ``on``. None where there is no such day."""
        day, month, year = int(self[6:8]), int(self[8:10]), int(self[10:12])
        if day > 40:
            day -= 40
        for century in (on.year // 100 * 100, on.year // 100 * 100 - 100):
            try:
                born = dt.date(century + year, month, day)
            except ValueError:
                continue
            if born <= on:
                return born
        return None

    @property
    def sex(self) -> Sex:
        return "P" if int(self[6:8]) > 40 else "L"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a name for the journal and the office they act for."""

    name: str
    office: str
