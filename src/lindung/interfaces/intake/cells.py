"""What a cell says: text, whole numbers, rupiah, days, months, NIK. Text in, values out; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import fractions
import functools
import re
from typing import Any

from lindung.kernel import language, values

_SPACE = re.compile(r"[\s\u00a0\u200b\u200c\u200d\ufeff]+")
_EDGES = "\x00 \t\n\r\v\f\u00a0\u200b\u200c\u200d\ufeff"
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari peb february", "maret mar march mrt", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agu agt ags aug agust august",
            "september sep sept", "oktober okt oct october", "november nov nop nopember", "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = re.compile(r"(?<!\d)(\d{1,2})[\s.,/-]+(\d{1,2}|[a-z]+)[\s.,/-]+(\d{4}|\d{2})(?!\d)")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_EXCEL_ZERO = dt.date(1899, 12, 30)
_EXCEL_DAYS = range(3_000, 80_000)  # 1908 to 2119: a number in a column of days
_YEARS_OF_MONEY = range(1990, 2101)  # of budgets, payments and their months; 0023 and 9999 are slips of the finger
_LARGEST = 10**15  # more rupiah than the state's budget, and fewer digits than a NIK: not an amount
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?: ?\d){14,}(?!\d)")


def text(cell: Any) -> str:
    """The cell as one line of text without spaces at its ends; a day as YYYY-MM-DD."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    said = cell.strip(_EDGES)
    if said.isascii() and said.isprintable() and "  " not in said:  # nearly every cell: one look instead of a rewrite
        return said
    return _SPACE.sub(" ", said).strip()


@functools.lru_cache(maxsize=4096)
def heading(said: str) -> str:
    """A column's heading in lower case with every run of other signs as one space: «NO. KTP» → «no ktp»."""
    return _NOT_WORD.sub(" ", said.lower()).strip()


def squeezed(said: str) -> str:
    """A name without case, spaces and signs: «Bone Pantai» and «BONEPANTAI» are one."""
    return _NOT_WORD.sub("", said.lower())


def digits(cell: Any) -> str:
    """An identifier as it was typed: spaces, dots, dashes and Excel's apostrophe taken out, nothing else changed."""
    said = text(cell)
    if said.isalnum():
        return said
    if said.startswith('="') and said.endswith('"'):
        said = said[2:-1]
    said = _AROUND_NIK.sub("", said)
    return re.sub(r"[\s.\-'’`]", "", said)


_AROUND_NIK = re.compile(r"^(?:nik|no|ktp)[\s.:]+|\s*\((?:nik|e-?ktp|ktp)\)$|[,;.]+$", re.IGNORECASE)


def without_nik(said: str) -> str:
    """The text with every number as long as a NIK masked: fit to be shown, or kept where anyone may read."""
    return _LONG_NUMBER.sub(lambda found: language.masked_nik(found[0].replace(" ", "")), said)


_UNITS = re.compile(r"^(?:rp|idr)\.?(?=[\s\d])|\s*\([^()\d]+\)$|\s*rupiah$|\s*/\s*(?:tahun|thn|bulan|bln)$")


def whole(cell: Any) -> int | None:
    """A whole number, with or without dots, «Rp», «,-» or «,00»; None where it is not one, or is beyond all money."""
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else None
    if isinstance(cell, int):
        return cell if abs(cell) < _LARGEST else None
    said = _UNITS.sub("", text(cell).lower())
    said = re.sub(r"\s|[;,]+$|[,.]-+$", "", said)
    millions = re.fullmatch(r"(-?)(\d+(?:[.,]\d{1,6})?)(jt|juta)", said)
    if millions:
        amount = fractions.Fraction(millions[2].replace(",", ".")) * 10**6
        return int(millions[1] + str(int(amount))) if amount.denominator == 1 and amount < _LARGEST else None
    negative = bool(re.fullmatch(r"-.*|\(.*\)", said))
    said = said.strip("-()")
    said = re.sub(r"^(?:rp|idr)\.?", "", said)
    said = re.sub(r"([.,])\d{1,2}$", lambda cents: "" if set(cents[0][1:]) == {"0"} else cents[0], said)
    if not re.fullmatch(r"\d+|\d{1,3}([.,]\d{3})+", said):
        return None
    counted = re.sub(r"[.,]", "", said).lstrip("0")
    if len(counted) > len(str(_LARGEST - 1)):
        return None
    number = int(counted or "0")
    return -number if negative else number


def leading_whole(cell: Any) -> int | None:
    """A whole number that words may follow: «100 orang», «12 bulan»."""
    found = whole(cell)
    if found is not None:
        return found
    said = re.match(r"\s*(\d[\d.]*)\s*(?=[a-zA-Z(])", text(cell))
    return whole(said[1]) if said else None


def day(cell: Any) -> dt.date | None:
    """A day in any of the ways officers write it, day before month; None where there is none or no such day."""
    if isinstance(cell, int):
        return _EXCEL_ZERO + dt.timedelta(days=cell) if cell in _EXCEL_DAYS else None
    said = text(cell).lower()
    iso = _ISO.search(said)
    if iso:
        return made(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY.search(said) or _RUN_TOGETHER.fullmatch(said)
    if found is None:
        return None
    month = int(found[2]) if found[2].isdigit() else _MONTHS.get(found[2], 0)
    return made(_year(found[3]), month, int(found[1]))


def day_of_money(cell: Any) -> dt.date | None:
    """The day of a budget or payment; None also where its year can't be meant."""
    found = day(cell)
    return found if found is not None and found.year in _YEARS_OF_MONEY else None


def day_read_backwards(cell: Any) -> dt.date | None:
    """The same cell read month before day, where that is another day: how an American setting turns dates round."""
    forwards = day(cell)
    if forwards is not None:
        return made(forwards.year, forwards.day, forwards.month) if forwards.day != forwards.month else None
    found = _DAY.search(text(cell).lower())
    if found is None or not found[2].isdigit():
        return None
    return made(_year(found[3]), int(found[1]), int(found[2]))


def two_digit_year(cell: Any) -> bool:
    """Whether the year was written with two digits, so that the century is not said."""
    said = text(cell).lower()
    found = None if _ISO.search(said) else _DAY.search(said)
    return found is not None and len(found[3]) == 2


def _year(said: str) -> int:
    return int(said) if len(said) == 4 else 1900 + int(said) if int(said) > 30 else 2000 + int(said)


def made(year: int, month: int, day_of_month: int) -> dt.date | None:
    """That day, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        return None


def months(cell: Any, default_year: int) -> tuple[values.Month, values.Month | None] | None:
    """First and, where said, last month: 01-2023 · Januari 2023 · Jan-Des 2023 · Januari s.d. Maret · 2023-01-01."""
    said = _with_centuries(text(cell).lower())
    days = [day(found[0]) for shape in (_ISO, _DAY) for found in shape.finditer(said)]
    if days and None not in days:
        return _first_and_last([(one.month, one.year) for one in days if one])
    if re.fullmatch(r"\d{6}", said):  # 202301 or 012023
        said = (
            f"{said[4:]}-{said[:4]}" if 1 <= int(said[4:]) <= 12 and int(said[:4]) > 1900 else f"{said[:2]}-{said[2:]}"
        )
    numbered = re.findall(r"(?<!\d)(\d{1,2})[\s./-](\d{4})(?!\d)", said)
    numbered += [(month, year) for year, month in re.findall(r"(?<!\d)(\d{4})[./-](\d{1,2})(?!\d)", said)]
    if numbered:
        return _first_and_last([(int(month), int(year)) for month, year in numbered])
    found = [
        (number, _MONTHS[word]) for number, word in enumerate(re.findall(r"[a-z]+|\d{4}", said)) if word in _MONTHS
    ]
    words = re.findall(r"[a-z]+|\d{4}", said)
    if not found:
        return None
    years = [(number, int(word)) for number, word in enumerate(words) if re.fullmatch(r"\d{4}", word)]
    return _first_and_last(
        [(month, next((y for n, y in years if n > at), years[-1][1] if years else default_year)) for at, month in found]
    )


def _with_centuries(said: str) -> str:
    """«okt-22 des-22», as a spreadsheet saves months to text, as «okt 2022 des 2022»; «5-okt-22» is a day."""
    first = re.search(r"\d|[a-z]+", said)
    if first is None or first[0] not in _MONTHS:
        return said
    return re.sub(r"([a-z]+)\s*[-/'’]\s*(\d{2})(?!\d)", lambda m: f"{m[1]} 20{m[2]}" if m[1] in _MONTHS else m[0], said)


def _first_and_last(said: list[tuple[int, int]]) -> tuple[values.Month, values.Month | None] | None:
    if any(year not in _YEARS_OF_MONEY for _, year in said[:2]):
        return None
    try:
        read = [values.Month(year, month) for month, year in said[:2]]
    except values.NotAMonth:
        return None
    return read[0], read[1] if len(read) > 1 else None
