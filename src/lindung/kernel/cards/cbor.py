"""As much of CBOR (RFC 8949) as a card needs: whole numbers, bytes, text, lists, maps, tags; lengths said beforehand.

Everything else is refused, so that two readers can't understand the same bytes differently: floats, endless items,
a key said twice, numbers that a browser can't hold, bytes left over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DEEPEST = 8
GREATEST = 2**53 - 1
"""Beyond it a browser's numbers are not exact."""
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value under a tag."""

    tag: int
    value: Any


def encoded(value: Any) -> bytes:
    """The one shortest form; keys of a map in the order of their bytes."""
    if isinstance(value, Tagged):
        return _head(6, value.tag) + encoded(value.value)
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        content = value.encode()
        return _head(3, len(content)) + content
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encoded, value))
    pairs = sorted((encoded(key), encoded(one)) for key, one in value.items())
    return _head(5, len(pairs)) + b"".join(key + one for key, one in pairs)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes((major << 5 | number,))
    for more, width in _LENGTHS.items():
        if number < 256**width:
            return bytes((major << 5 | more,)) + number.to_bytes(width, "big")
    raise ValueError("a number beyond 64 bits")


def decoded(content: bytes) -> Any:
    """The one value that ``content`` is. Raises ValueError."""
    value, end = _value(content, 0, 0)
    if end != len(content):
        raise ValueError("bytes are left over")
    return value


def _value(content: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    major, number, at = _read_head(content, at)
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major in (2, 3):
        said, end = content[at : at + number], at + number
        if end > len(content):
            raise ValueError("cut short")
        return (said if major == 2 else said.decode("utf-8")), end
    if major == 4:
        return _list(content, at, number, depth)
    if major == 5:
        return _map(content, at, number, depth)
    if major == 6:
        value, at = _value(content, at, depth + 1)
        return Tagged(number, value), at
    raise ValueError("a kind of value that no card has")


def _list(content: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while len(found) < count:
        value, at = _value(content, at, depth + 1)
        found.append(value)
    return found, at


def _map(content: bytes, at: int, count: int, depth: int) -> tuple[dict[int | str, Any], int]:
    found: dict[int | str, Any] = {}
    while len(found) < count:
        key, at = _value(content, at, depth + 1)
        if not isinstance(key, int | str) or key in found:
            raise ValueError("a key said twice, or none")
        found[key], at = _value(content, at, depth + 1)
    return found, at


def _read_head(content: bytes, at: int) -> tuple[int, int, int]:
    if at >= len(content):
        raise ValueError("cut short")
    major, more = content[at] >> 5, content[at] & 31
    at += 1
    if more < 24:
        return major, more, at
    width = _LENGTHS.get(more, 0)
    said = content[at : at + width]
    if not width or len(said) < width:
        raise ValueError("cut short, or of a length not said beforehand")
    number = int.from_bytes(said, "big")
    if number > GREATEST:
        raise ValueError("a number that a browser can't hold")
    return major, number, at + width
