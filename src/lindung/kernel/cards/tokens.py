"""The signed content of a card and of the list of revoked cards: what is put in, and how it is read back.

Days are written as the seconds of their midnight in UTC and read as days again: a card is about days, and the reader's
own calendar says which day it is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lindung.kernel.cards import base45, cbor

ES256 = -7
COVER, REVOKED, IDENTITY = -70001, -70002, 169
NUMBER_BYTES, MARK_BYTES, KEY_ID_BYTES = 10, 6, 8
LONGEST_TEXT, LARGEST, LARGEST_LIST = 2_000, 4_096, 4 * 2**20
"""What is longer is read by nobody: no card comes near it."""
LIST_DAYS = 30
_DAY = 86_400
_EPOCH = dt.date(1970, 1, 1)
_ALG, _KID = 1, 4
_ISS, _EXP, _NBF, _IAT, _CTI = 1, 4, 5, 6, 7
_NAME = 4
_UNTIL, _FULL, _VILLAGE, _ENDING, _SEQUENCE, _BASIS = 1, 2, 3, 4, 5, 6
_MARKS, _KEYS = 1, 2
_CWT, _SIGN1 = 61, 18


class Unreadable(ValueError):
    """Bytes that are no card and no list; ``why`` is one word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. ``ends_before``: the first day not paid for; ``expires_on``: the first after the grace, too.

    ``full_from``: from when the death benefit is whole, where it was not from the first day; ``ending``: the last signs
    of the BPJS number; ``confirmed``: BPJS named the person, else the village's list does.
    """

    issuer: str
    number: bytes
    name: str
    village: str
    issued_on: dt.date
    starts_on: dt.date
    ends_before: dt.date
    expires_on: dt.date
    sequence: int
    confirmed: bool
    full_from: dt.date | None = None
    ending: str = ""


@dataclass(frozen=True, slots=True)
class RevokedList:
    """Which cards no longer hold, as marks; of the cards of which keys; made when (seconds), good before which day."""

    issuer: str
    made_at: int
    good_before: dt.date
    marks: bytes
    keys: tuple[bytes, ...]

    @property
    def made_on(self) -> dt.date:
        return _day(self.made_at)

    def holds(self, number: bytes) -> bool:
        wanted = mark(number)
        return any(self.marks[at : at + MARK_BYTES] == wanted for at in range(0, len(self.marks), MARK_BYTES))


@dataclass(frozen=True, slots=True)
class Signed:
    """A COSE_Sign1 as it was read: nothing of it is believed yet. ``content`` is what was signed."""

    algorithm: Any
    key: bytes
    payload: bytes
    content: bytes
    signature: bytes


def mark(number: bytes) -> bytes:
    """What stands for a card's number on the list: enough to be found by, too little to be told from."""
    return hashlib.sha256(number).digest()[:MARK_BYTES]


# Writing


def card_payload(card: Card) -> bytes:
    """What is signed of a card."""
    cover: dict[int, Any] = {
        _UNTIL: _days(card.ends_before),
        _VILLAGE: card.village,
        _SEQUENCE: card.sequence,
        _BASIS: 1 if card.confirmed else 2,
    }
    if card.full_from is not None:
        cover[_FULL] = _days(card.full_from)
    if card.ending:
        cover[_ENDING] = card.ending
    return cbor.encoded(
        {
            _ISS: card.issuer,
            _EXP: _days(card.expires_on) * _DAY,
            _NBF: _days(card.starts_on) * _DAY,
            _IAT: _days(card.issued_on) * _DAY,
            _CTI: card.number,
            IDENTITY: {_NAME: card.name},
            COVER: cover,
        }
    )


def list_payload(issuer: str, *, made_at: int, numbers: Collection[bytes], keys: Collection[bytes]) -> bytes:
    """What is signed of the list of revoked cards: good for thirty days."""
    said = {_MARKS: b"".join(sorted({mark(one) for one in numbers})), _KEYS: sorted(keys)}
    return cbor.encoded({_ISS: issuer, _EXP: made_at + LIST_DAYS * _DAY, _IAT: made_at, REVOKED: said})


def protected(key: bytes) -> bytes:
    """The head of what is signed: by which algorithm and key."""
    return cbor.encoded({_ALG: ES256, _KID: key})


def to_sign(head: bytes, payload: bytes) -> bytes:
    """The bytes that a signature is over (RFC 9052, 4.4)."""
    return cbor.encoded(["Signature1", head, b"", payload])


def signed(head: bytes, payload: bytes, signature: bytes) -> bytes:
    """The whole, as CWT."""
    return cbor.encoded(cbor.Tagged(_CWT, cbor.Tagged(_SIGN1, [head, {}, payload, signature])))


def text(content: bytes) -> str:
    """As it stands in the QR code."""
    return base45.encoded(zlib.compress(content, 9))


# Reading


def unpacked(said: str) -> bytes:
    """The bytes behind the text of a code. Raises Unreadable."""
    said = said.replace("\r", "").replace("\n", "").replace("\t", "")
    if not said or len(said) > LONGEST_TEXT:
        raise Unreadable("size")
    try:
        packed = base45.decoded(said)
    except ValueError:
        raise Unreadable("base45") from None
    opening = zlib.decompressobj()
    try:
        found = opening.decompress(packed, LARGEST + 1)
    except zlib.error:
        raise Unreadable("zlib") from None
    if len(found) > LARGEST:
        raise Unreadable("size")
    if not opening.eof or opening.unused_data:
        raise Unreadable("zlib")
    return found


def read(content: bytes) -> Signed:
    """The parts of a COSE_Sign1, with its tags or without. Raises Unreadable."""
    value = _decoded(content)
    for tag in (_CWT, _SIGN1):
        if isinstance(value, cbor.Tagged) and value.tag == tag:
            value = value.value
    if not (isinstance(value, list) and len(value) == 4):
        raise Unreadable("shape")
    head, loose, payload, signature = value
    if not (isinstance(head, bytes) and isinstance(loose, dict) and isinstance(payload, bytes)):
        raise Unreadable("shape")
    if not isinstance(signature, bytes):
        raise Unreadable("shape")
    said = _decoded(head) if head else {}
    if not isinstance(said, dict):
        raise Unreadable("shape")
    key = said.get(_KID, loose.get(_KID, b""))
    if not isinstance(key, bytes):
        raise Unreadable("shape")
    return Signed(said.get(_ALG), key, payload, to_sign(head, payload), signature)


def card(payload: bytes) -> Card:
    """The card that a payload is. Raises Unreadable."""
    said = _map(_decoded(payload))
    who, cover = _map(said.get(IDENTITY)), _map(said.get(COVER))
    full = cover.get(_FULL)
    number, basis = _bytes(said.get(_CTI)), _whole(cover.get(_BASIS))
    if basis not in (1, 2) or not number:
        raise Unreadable("content")
    return Card(
        issuer=_text(said.get(_ISS)),
        number=number,
        name=_text(who.get(_NAME)),
        village=_text(cover.get(_VILLAGE)),
        issued_on=_day(said.get(_IAT)),
        starts_on=_day(said.get(_NBF)),
        ends_before=_day_at(cover.get(_UNTIL)),
        expires_on=_day(said.get(_EXP)),
        sequence=_whole(cover.get(_SEQUENCE)),
        confirmed=basis == 1,
        full_from=None if full is None else _day_at(full),
        ending=_text(cover.get(_ENDING, "")),
    )


def of_text(said: str) -> Card:
    """The card behind a text of our own; nobody's signature is looked at. Raises Unreadable."""
    return card(read(unpacked(said)).payload)


def revoked_list(payload: bytes) -> RevokedList:
    """The list that a payload is. Raises Unreadable."""
    said = _map(_decoded(payload))
    revoked = _map(said.get(REVOKED))
    marks, keys = _bytes(revoked.get(_MARKS)), revoked.get(_KEYS)
    if len(marks) % MARK_BYTES or not isinstance(keys, list):
        raise Unreadable("content")
    made_at = _whole(said.get(_IAT))
    _day(made_at)
    return RevokedList(_text(said.get(_ISS)), made_at, _day(said.get(_EXP)), marks, tuple(map(_bytes, keys)))


def _decoded(content: bytes) -> Any:
    try:
        return cbor.decoded(content)
    except ValueError:
        raise Unreadable("cbor") from None


def _map(value: Any) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise Unreadable("content")
    return value


def _bytes(value: Any) -> bytes:
    if not isinstance(value, bytes):
        raise Unreadable("content")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable("content")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise Unreadable("content")
    return value


def _day(seconds: Any) -> dt.date:
    return _day_at(_whole(seconds) // _DAY)


def _day_at(days: Any) -> dt.date:
    if _whole(days) > 100_000:  # the year 2243
        raise Unreadable("content")
    return _EPOCH + dt.timedelta(days=days)


def _days(day: dt.date) -> int:
    return (day - _EPOCH).days


def day_before(day: dt.date) -> dt.date:
    """The last day of what ends before ``day``."""
    return day - dt.timedelta(days=1)


FITS = 60
"""So many bytes of a name, and of a village, still fit into modules of four tenths of a millimetre."""


def fitted(text: str) -> str:
    """As much of a text as fits, whole letters only."""
    return " ".join(text.split()).encode()[:FITS].decode(errors="ignore").rstrip()
