"""What crosses the door of letters."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal["invitation", "reminder", "instruction", "minutes", "service_note", "correction"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Post = Literal["bupati", "sekda", "dpmd", "camat", "kades"]
POSTS: tuple[Post, ...] = get_args(Post)
Standing = Literal["tetap", "Pj.", "Plt.", "Plh."]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""How somebody holds a post: in their own right, or for the time being (penjabat, pelaksana tugas or harian)."""

REGENCY, DISTRICT = 2, 3
"""Who issues: an office of the regency, or the camat."""
ISSUES: Mapping[Kind, tuple[int, ...]] = {
    "invitation": (REGENCY, DISTRICT), "reminder": (REGENCY, DISTRICT), "instruction": (REGENCY,),
    "minutes": (REGENCY, DISTRICT), "service_note": (REGENCY,), "correction": (REGENCY,),
}  # fmt: skip

PARTS = (
    "kop", "alamat", "pola", "kode", "sifat", "lampiran", "perihal", "kepada", "pembuka", "isi", "penutup", "tembusan",
    "pesan",
)  # fmt: skip
NEEDED = ("kop", "pola", "kode", "perihal", "kepada", "pembuka")
BLANKS = (
    "kabupaten", "kecamatan", "desa", "wilayah", "temuan", "kalimat", "jumlah_desa", "jumlah_desa_terbilang",
    "tanggal_data", "tahun", "batas", "acara_hari", "acara_pukul", "acara_tempat", "kebutuhan", "kebutuhan_terbilang",
)  # fmt: skip
"""All that a wording may leave open."""
NUMBER_BLANKS = ("urut", "kode", "bulan", "bulan_romawi", "tahun")
NUMBER_NEEDS = ("urut", "kode", "tahun")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a kind of letter, as one of the regency's offices or its camat write it. ``version``: «bawaan» with
    its digest for what is shipped, else the number under which the regency wrote its own."""

    kind: Kind
    level: int
    parts: Mapping[str, str]
    version: str


@dataclass(frozen=True, slots=True)
class Official:
    """Who holds a post from a day on. Without a name: nobody does."""

    region: str
    post: Post
    name: str
    nip: str
    rank: str
    standing: Standing
    starts_on: dt.date
    decree: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A block of signature: the post above the room to sign, the name under it, rank and NIP below."""

    above: tuple[str, ...]
    name: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a letter says of one village's finding."""

    region: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a letter says but its number, day and code. ``parts``: what stands between opening and signature, each a
    mapping with its ``kind``: text, facts, table, list or heading. ``title``: of minutes and notes, which have no
    addressee at their head."""

    head: tuple[str, ...]
    address: str
    title: str
    nature: str
    enclosures: str
    subject: str
    to: tuple[str, ...]
    parts: tuple[Mapping[str, Any], ...]
    signers: tuple[Signer, ...]
    copies: tuple[str, ...]
    message: str
    said: tuple[Said, ...] = ()
    check: str = ""

    def packed(self) -> str:
        """As text, the same for the same content."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Content:
        told = json.loads(text)
        signers = tuple(Signer(tuple(one["above"]), one["name"], tuple(one["below"])) for one in told.pop("signers"))
        said = tuple(Said(**one) for one in told.pop("said"))
        lists = {name: tuple(told.pop(name)) for name in ("head", "to", "parts", "copies")}
        return cls(**told, **lists, signers=signers, said=said)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that waits for its number. ``issuer``: the region whose office issues it and whose book of numbers it
    goes into; ``region``: which it is about; ``pattern`` and ``code``: how that book numbers."""

    kind: Kind
    issuer: str
    region: str
    finding: str
    place: str
    addressee: str
    wording: str
    pattern: str
    code: str
    content: Content


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was issued, and whether it was withdrawn since."""

    id: int
    kind: Kind
    issuer: str
    region: str
    finding: str
    number: str
    dated_on: dt.date
    place: str
    addressee: str
    wording: str
    content: Content
    digest: str
    check_code: str
    batch: uuid.UUID
    withdrawn_on: dt.date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody may know of a letter whose code they hold."""

    kind: Kind
    issuer: str
    number: str
    dated_on: dt.date
    withdrawn_on: dt.date | None


# What minutes take


@dataclass(frozen=True, slots=True)
class Item:
    """A point of the agenda: what was said of it, and what was decided, by whom until when."""

    title: str
    said: str = ""
    decided: str = ""
    by: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What minutes are made of. ``present`` and ``absent``: offices (and who came for them), never citizens."""

    region: str
    subject: str
    held_on: dt.date
    place: str
    began: str
    ended: str
    chair: str
    items: tuple[Item, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
