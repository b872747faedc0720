"""How Indonesian officials write money, numbers, dates, and how a NIK is shown to someone who need not see it whole."""

from __future__ import annotations

import datetime as dt

from lindung.kernel import values

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def number(value: int) -> str:
    """1234567 → 1.234.567."""
    return f"{value:,}".replace(",", ".")


def rupiah(value: int) -> str:
    """Whole rupiah: Rp1.234.567, and -Rp5.000 for what is taken back."""
    return ("-" if value < 0 else "") + "Rp" + number(abs(value))


def rupiah_short(value: int) -> str:
    """Rounded for a headline: Rp3,12 miliar · Rp685 juta. «M» alone is avoided: it is read as million and as miliar."""
    sign, amount = ("-" if value < 0 else ""), abs(value)
    for size, word in ((10**12, "triliun"), (10**9, "miliar")):
        if round(amount / size, 2) >= 1:
            return f"{sign}Rp{amount / size:.2f} {word}".replace(".", ",")
    return f"{sign}Rp{number(round(amount / 10**6))} juta" if amount >= 10**6 else rupiah(value)


def day(value: dt.date) -> str:
    """DD-MM-YYYY, as in tables."""
    return f"{value:%d-%m-%Y}"


def day_in_words(value: dt.date) -> str:
    """13 April 2023, as in sentences."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_LARGE = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))


def spelled(value: int) -> str:
    """Terbilang, as on letters and receipts: 1945 → seribu sembilan ratus empat puluh lima."""
    if value < 0:
        return f"minus {spelled(-value)}"
    if value < len(_UNITS):
        return _UNITS[value]
    if value < 20:
        return f"{_UNITS[value - 10]} belas"
    size, word = next((size, word) for size, word in _LARGE if value >= size)
    many, rest = divmod(value, size)
    said = f"se{word}" if many == 1 and size in (100, 1000) else f"{spelled(many)} {word}"
    return f"{said} {spelled(rest)}" if rest else said


def share(numerator: int, denominator: int) -> str:
    """Percent with one decimal, never clamped at 100; «–» where there is nothing to divide by.

    Cut, not rounded, so that 99,95 % is never printed as 100 %.
    """
    if denominator == 0:
        return "–"
    tenths = numerator * 1000 // denominator
    whole, rest = divmod(tenths, 10)
    return f"{number(whole)},{rest}%" if rest else f"{number(whole)}%"


def masked_nik(nik: str) -> str:
    """7503••••••••0001: the place of issue and the serial; the birth date stays hidden."""
    return f"{nik[:4]}{'•' * 8}{nik[12:]}" if len(nik) == 16 else "•" * len(nik)


def masked_name(name: str) -> str:
    """A••• B•••: enough to tell two people of a list apart, for someone who need not know who they are."""
    return " ".join(f"{word[0]}•••" for word in name.split())


def listed(items: list[str]) -> str:
    """A, B dan C."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " dan " + items[-1] if items else ""


ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_EAST, _WEST = ("81", "82", "91", "92", "93", "94", "95", "96"), ("61", "62")


def zone_of(region: values.RegionCode) -> str:
    """The time zone of a region by its province (Keppres 41/1987): WIB in Sumatra, Java and west and central
    Kalimantan; WIT in Maluku and Papua; WITA between."""
    province = region[:2]
    if province in _EAST:
        return "Asia/Jayapura"
    if province[0] in "123" or province in _WEST:
        return "Asia/Jakarta"
    return "Asia/Makassar"


_TITLES = frozenset(
    ("h", "hj", "kh", "ustadz", "ustad", "ust", "drs", "dra", "dr", "drg", "ir", "prof", "alm", "almh", "bpk", "bapak",
     "ibu", "sdr", "sdri", "tn", "ny", "nn")
)  # fmt: skip
_SPELLED = {
    **dict.fromkeys(
        ["m", "muh", "moh", "mhd", "muhamad", "muhammad", "mohamad", "mohammad", "mochamad", "muchamad", "mochammad"],
        "muhammad",
    ),
    **dict.fromkeys(["abd", "abdul", "abdoel"], "abdul"),
    **dict.fromkeys(["st", "sitti", "siti"], "siti"),
    **dict.fromkeys(["ahmad", "achmad"], "ahmad"),
}


def plain_name(said: str) -> str:
    """A person's name as two offices would agree on it: without case, marks, titles, degrees after a comma; «MUH.»,
    «Moh» and «M.» are Muhammad, «Abd.» is Abdul, «St.» is Siti.

    A letter that stands alone elsewhere stays: «Aminah B» is not «Aminah Bakari».
    """
    before_degrees = said.partition(",")[0].replace("'", "").replace("\u2019", "").replace("`", "")
    words = "".join(sign if sign.isalnum() else " " for sign in before_degrees).casefold().split()
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    return " ".join([*(_SPELLED.get(word, word) for word in words[:1]), *(_rest(word) for word in words[1:])])


def _rest(word: str) -> str:
    """Of a word that is not the first: a letter alone may be anything."""
    return word if len(word) == 1 else _SPELLED.get(word, word)
