"""Base45 (RFC 9285): bytes as the 45 signs that a QR code packs tightest."""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}


def encoded(content: bytes) -> str:
    """Two bytes are three signs, a last single byte is two."""
    found = []
    for at in range(0, len(content), 2):
        pair = content[at : at + 2]
        rest, signs = int.from_bytes(pair, "big"), 3 if len(pair) == 2 else 2
        for _ in range(signs):
            rest, sign = divmod(rest, 45)
            found.append(SIGNS[sign])
    return "".join(found)


def decoded(text: str) -> bytes:
    """Raises ValueError: a sign of another alphabet, a group that no bytes have, one sign left over."""
    if len(text) % 3 == 1:
        raise ValueError("a sign is left over")
    found = bytearray()
    for at in range(0, len(text), 3):
        group = [_VALUES.get(sign, -1) for sign in text[at : at + 3]]
        if -1 in group:
            raise ValueError("not a sign of Base45")
        value = sum(sign * 45**place for place, sign in enumerate(group))
        width = len(group) - 1
        if value >= 256**width:
            raise ValueError("a group that no bytes have")
        found += value.to_bytes(width, "big")
    return bytes(found)
