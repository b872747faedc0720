"""A picture as it is kept: small, upright, and nothing of what a telephone wrote beside it. Pure."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from lindung.kernel import values

LONGEST_SIDE = 1280
LARGEST = 150_000
"""Bytes of a picture as it is kept: a dozen of them still open over a weak line."""
LARGEST_SENT = 20 * 2**20
_MOST_PIXELS = 60_000_000
_QUALITIES = (80, 70, 60, 50, 40, 30)


class NotAPhoto(values.Refusal):
    code = "bukan-foto"
    sentence = "Berkas ini bukan foto yang dapat dibaca, atau terlalu besar. Pilih foto JPEG atau PNG dari telepon."


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is kept."""

    content: bytes
    width: int
    height: int


def small(content: bytes) -> Photo:
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
                return Photo(file.getvalue(), *bare.size)
        side = side * 3 // 4
