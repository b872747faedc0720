"""How numbers are made, which blanks a wording may leave, and what no letter may hold: pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import string
from collections.abc import Iterable, Mapping

from lindung.kernel import values

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of check codes: no sign that is taken for another."""
CODE_LENGTH = 16


def number(pattern: str, *, sequence: int, code: str, on: dt.date) -> str:
    """«{kode}/{urut}/{bulan_romawi}/{tahun}» → 005/012/IV/2023."""
    return pattern.format_map(
        {"urut": f"{sequence:03d}", "kode": code, "bulan": f"{on.month:02d}", "bulan_romawi": _ROMAN[on.month - 1],
         "tahun": str(on.year)}
    )  # fmt: skip


def blanks(text: str) -> list[str] | None:
    """What a text leaves open, with whatever is said about how; None where the braces do not pair."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    return [
        f"{blank}{'!' + how if how else ''}{spec and ':' + spec}"
        for _text, blank, spec, how in parts
        if blank is not None
    ]


def strange(text: str, known: Iterable[str]) -> str | None:
    """The first blank that is not among the known ones; the text itself where its braces do not pair."""
    found = blanks(text)
    return text[:40] if found is None else next((one for one in found if one not in known), None)


def filled(text: str, said: Mapping[str, str]) -> str:
    """The text with its blanks filled; only what was let through by ``strange``."""
    return text.format_map(said)


def typed_code(text: str) -> str:
    """A check code as somebody typed it off a letter, in the one way it is kept."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[: CODE_LENGTH + 1]


def shown_code(code: str) -> str:
    """In groups of four, to be read and typed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def holds_nik(text: str, on: dt.date) -> bool:
    """Whether sixteen digits in it can be somebody's NIK."""
    return any(values.Nik.fault(re.sub(r"\D", "", found), on) is None for found in _SIXTEEN.findall(text))


def digest(number: str, on: dt.date, content: str) -> str:
    """Of a letter: its number, its day and all that it says."""
    return hashlib.sha256("\n".join((number, on.isoformat(), content)).encode()).hexdigest()
