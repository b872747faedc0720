"""What crosses the door of papers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may be sent: by what it begins with, at most how large."""

    name: str
    media: str
    ending: str
    begins: tuple[tuple[int, bytes], ...]
    most: int
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as somebody sent it."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept."""

    name: str
    media: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class File:
    """What is known of a kept file without opening it; ``there``: it was not taken back. ``account``: who attached."""

    key: uuid.UUID
    name: str
    media: str
    size: int
    account: int
    there: bool
