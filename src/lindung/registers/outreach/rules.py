"""Codes and names of events: pure."""

from __future__ import annotations

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")
_CLOCK = re.compile(r"([01]\d|2[0-3])\.[0-5]\d")


def typed_code(typed: str) -> str:
    """A code as somebody typed it: small letters, blanks and hyphens do no harm."""
    return re.sub(r"[\s\-]", "", typed).upper()[: 2 * CODE_LENGTH]


def names(typed: str) -> list[str]:
    """The names of a list, one a line."""
    return [" ".join(line.split()) for line in typed.splitlines() if line.strip()]


def holds_nik(text: str) -> bool:
    """Whether a text holds sixteen digits: no number of a person belongs here."""
    return bool(_SIXTEEN.search(text))


def is_clock(text: str) -> bool:
    return not text or bool(_CLOCK.fullmatch(text))
