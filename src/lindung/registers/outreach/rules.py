"""Codes, names and photos of events: pure."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageOps

from lindung.kernel import values
from lindung.registers.outreach import facts

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
LONGEST_SIDE = 1280
LARGEST = 150_000
"""Bytes of a photo as it is kept: a dozen of them still open over a weak line."""
LARGEST_SENT = 20 * 2**20
_MOST_PIXELS = 60_000_000
_QUALITIES = (80, 70, 60, 50, 40, 30)
_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")
_CLOCK = re.compile(r"([01]\d|2[0-3])\.[0-5]\d")


class NotAPhoto(values.Refusal):
    code = "bukan-foto"
    sentence = "Berkas ini bukan foto yang dapat dibaca, atau terlalu besar. Pilih foto JPEG atau PNG dari telepon."


def small(content: bytes) -> facts.Photo:
    """Upright, at most 1280 pixels on its longer side, written anew as a JPEG without anything that was said beside the
    picture (where, when, with which telephone). Raises NotAPhoto."""
    if len(content) > LARGEST_SENT:
        raise NotAPhoto()
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise NotAPhoto()
            found.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            picture = ImageOps.exif_transpose(found).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
        raise NotAPhoto() from broken
    side = LONGEST_SIDE
    while True:
        picture.thumbnail((side, side))
        bare = Image.frombytes("RGB", picture.size, picture.tobytes())
        for quality in _QUALITIES:
            file = io.BytesIO()
            bare.save(file, "JPEG", quality=quality, optimize=True)
            if file.tell() <= LARGEST:
                return facts.Photo(file.getvalue(), *bare.size)
        side = side * 3 // 4


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
