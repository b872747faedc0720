"""How a branch of BPJS lays out the files that it sends back: data, so that a branch's own layout needs no code.

Three layouts are shipped; those of a folder (``LINDUNG_LAYOUTS``) are asked before them, in the order of their names.
One that can't be used is refused before anything is read.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import pathlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings

from lindung.interfaces.intake import cells
from lindung.kernel import values

Kind = Literal["result", "members", "bills"]
Outcome = Literal["accepted", "rejected", "pending"]

_KINDS: dict[str, Kind] = {"hasil": "result", "daftar": "members", "tagihan": "bills"}
_FIELDS = {
    "nik": "nik", "nama": "name", "tanggal_lahir": "birth", "kpj": "membership", "hasil": "status", "alasan": "reason",
    "tanggal": "day", "desa": "village", "kode_desa": "village_code", "kecamatan": "district", "wadah": "group",
    "kode_iuran": "code", "nominal": "amount", "terbit": "issued_on", "batas": "due_on", "masa": "period",
    "masa_akhir": "period_end", "bulan": "months", "orang": "heads", "resi": "receipt", "ganti": "replaces",
    "npp": "group_number", "dibayar": "paid_on",
}  # fmt: skip
_NEEDED: dict[Kind, tuple[str, ...]] = {
    "result": ("nik", "kpj", "hasil"), "members": ("nik", "kpj"), "bills": ("kode_iuran", "nominal"),
}  # fmt: skip
_ORDERS = {"hari-bulan-tahun": (0, 1, 2), "bulan-hari-tahun": (1, 0, 2), "tahun-bulan-hari": (2, 1, 0)}
_OUTCOMES: dict[str, Outcome] = {"diterima": "accepted", "ditolak": "rejected", "diproses": "pending"}
_SHIPPED = ("bpjs-hasil.toml", "bpjs-daftar.toml", "bpjs-tagihan.toml")
_CODE_ABOVE = re.compile(r"\bkode\s+(?:iuran|billing|bayar)\b[\s.:]*([0-9][0-9 .-]{5,}[0-9])", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,4})[\s./-]+(\d{1,2})[\s./-]+(\d{1,4})(?!\d)")


class LayoutUnusable(values.Refusal):
    code = "tata-letak-tidak-dapat-dipakai"
    sentence = (
        "Tata letak BPJS {file} tidak dapat dipakai: {fault}. Perbaiki berkas itu atau keluarkan dari foldernya; "
        "sampai itu tidak ada berkas yang dibaca."
    )


NOT_TEXT = "berkasnya tidak terbaca sebagai teks UTF-8"
NOT_TOML, NOT_TOML_AT = "tanda bacanya bukan TOML", "tanda bacanya bukan TOML pada baris {row}"
UNKNOWN_PART = "«{part}» tidak dikenal"
NOT_ONE_OF = "{part} harus salah satu dari {known}; tertulis «{written}»"
NO_ROW_NUMBER = "{part} harus nomor baris seperti di Excel; tertulis «{written}»"
NO_COLUMN = "kolom {column} belum disebut"
NO_WORDS = "ada kolom hasil, tetapi bagian [hasil] belum menyebut kata-katanya"
UNKNOWN_COLUMN = "kolom «{column}» tidak dikenal; yang ada {columns}"
HEADING_TWICE = "judul «{written}» tertulis untuk {column} dan {columns}"
WORD_TWICE = "kata «{written}» tertulis untuk dua hasil"
NO_PART = "bagian [{part}] belum ada"
NO_LIST = 'isi «{column}» pada [{part}] harus daftar teks seperti ["NIK", "No KTP"]'
FAULTS = (
    NOT_TEXT, NOT_TOML, NOT_TOML_AT, UNKNOWN_PART, NOT_ONE_OF, NO_ROW_NUMBER, NO_COLUMN, NO_WORDS,
    UNKNOWN_COLUMN, HEADING_TWICE, WORD_TWICE, NO_PART, NO_LIST,
)  # fmt: skip
"""What may be wrong with a layout."""


class NoSuchFolder(values.Refusal):
    code = "folder-tata-letak-tidak-ada"
    sentence = "Folder tata letak {folder} (LINDUNG_LAYOUTS) tidak ada. Buat folder itu, atau kosongkan setelannya."


@dataclass(frozen=True, slots=True)
class Layout:
    """One way of a branch to write a file: headings by field, the row they stand in (0: wherever), days, status words.

    ``order``: where day, month and year stand in a written day.
    """

    file: str
    kind: Kind
    columns: Mapping[str, frozenset[str]]
    heading_row: int
    order: tuple[int, int, int]
    outcomes: Mapping[str, Outcome]

    def found(self, headings: Sequence[str], above: Iterable[str], row: int) -> dict[str, int] | None:
        """Field → position, where these headings (as ``cells.heading`` writes them) are this layout's; else None."""
        if self.heading_row and row != self.heading_row:
            return None
        columns: dict[str, int] = {}
        for position, said in enumerate(headings):
            name = next((name for name, known in self.columns.items() if said and said in known), None)
            if name is not None:
                columns.setdefault(name, position)
        named = columns.keys()
        if self.kind == "bills":  # with a day of payment it is a recap of payments
            sufficient = {"code", "amount"} <= named and bool(named & {"issued_on", "due_on"})
            return columns if sufficient and "paid_on" not in named else None
        if self.kind == "members":
            sufficient = {"nik", "membership"} <= named and ("code" in named or bool(code_above(above)))
            return columns if sufficient and "status" not in named else None
        answer = "status" if "status" in self.columns else "reason"  # a roster may well have a number and a remark
        return columns if {"nik", "membership", answer} <= named else None

    def outcome(self, said: str) -> Outcome | None:
        """What a word in the column of results means; None where the layout doesn't know it."""
        words = cells.heading(said)
        fits = [known for known in self.outcomes if words == known or words.startswith(f"{known} ")]
        return self.outcomes[max(fits, key=len)] if fits else None

    def day(self, cell: Any) -> dt.date | None:
        """A day as the layout writes it; a spreadsheet's own date is what it is in any layout."""
        found = _DAY.search(cells.text(cell)) if isinstance(cell, str) else None
        if found is None:
            return cells.day_of_money(cell)
        if len(found[1]) == 4:
            return cells.day_of_money(f"{found[1]}-{found[2]}-{found[3]}")
        day, month, year = (int(found[at + 1]) for at in self.order)
        return cells.day_of_money(f"{day}-{month}-{year:02d}")


def code_above(above: Iterable[str]) -> str:
    """The kode iuran that stands above a table, or nothing."""
    found = (match for said in above for match in _CODE_ABOVE.finditer(said))
    return next((cells.digits(match[1]) for match in found), "")


# From files


def in_force() -> tuple[Layout, ...]:
    """The layouts of the folder that is set, then those that are shipped. Raises LayoutUnusable, NoSuchFolder."""
    return (*of_folder(settings.LAYOUTS), *shipped()) if settings.LAYOUTS else shipped()


@functools.cache
def shipped() -> tuple[Layout, ...]:
    here = importlib.resources.files(__package__)
    return tuple(read(name, here.joinpath(name).read_text("utf-8")) for name in _SHIPPED)


def of_folder(folder: str) -> tuple[Layout, ...]:
    """The layouts of a folder's TOML files, in the order of their names. Raises LayoutUnusable, NoSuchFolder."""
    place = pathlib.Path(folder)
    if not place.is_dir():
        raise NoSuchFolder(folder=folder)
    found = []
    for path in sorted(place.glob("*.toml")):
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise LayoutUnusable(file=path.name, fault=NOT_TEXT) from None
        if not goes_out(text):
            found.append(read(path.name, text))
    return tuple(found)


def goes_out(text: str) -> bool:
    """Whether a layout is one of files that are sent to BPJS: those are none of ours to read by."""
    try:
        return tomllib.loads(text).get("jenis") == "pengajuan"
    except tomllib.TOMLDecodeError:
        return False


def read(file: str, text: str) -> Layout:
    """A layout as a file says it. Raises LayoutUnusable, which says what is wrong with it."""
    try:
        return _layout(file, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        fault = NOT_TOML_AT.format(row=place[1]) if place else NOT_TOML
        raise LayoutUnusable(file=file, fault=fault) from None


def _layout(file: str, said: dict[str, Any]) -> Layout:
    refuse = functools.partial(LayoutUnusable, file=file)
    unknown = said.keys() - {"jenis", "baris_judul", "urutan_tanggal", "kolom", "hasil"}
    if unknown:
        raise refuse(fault=UNKNOWN_PART.format(part=min(unknown)))
    kind = _KINDS.get(str(said.get("jenis", "")))
    if kind is None:
        raise refuse(fault=_not_one_of("jenis", _KINDS, said.get("jenis", "")))
    row = said.get("baris_judul", 0)
    if type(row) is not int or row < 0:
        raise refuse(fault=NO_ROW_NUMBER.format(part="baris_judul", written=row))
    order = _ORDERS.get(str(said.get("urutan_tanggal", "hari-bulan-tahun")))
    if order is None:
        raise refuse(fault=_not_one_of("urutan_tanggal", _ORDERS, said["urutan_tanggal"]))
    found = Layout(
        file, kind, _columns(said.get("kolom"), refuse), row, order, _outcomes(said.get("hasil", {}), refuse)
    )
    needed = _NEEDED[kind]
    missing = next((name for name in needed if _FIELDS[name] not in found.columns), None)
    if missing and not (missing == "hasil" and "reason" in found.columns):
        raise refuse(fault=NO_COLUMN.format(column=missing))
    if "status" in found.columns and not found.outcomes:
        raise refuse(fault=NO_WORDS)
    return found


def _not_one_of(part: str, known: Iterable[str], written: object) -> str:
    return NOT_ONE_OF.format(part=part, known=", ".join(known), written=written)


def _columns(said: Any, refuse: functools.partial[LayoutUnusable]) -> dict[str, frozenset[str]]:
    """Headings by field, none of them for two."""
    columns: dict[str, frozenset[str]] = {}
    taken: dict[str, str] = {}
    for name, headings in _lists(said, "kolom", refuse):
        if name not in _FIELDS:
            raise refuse(fault=UNKNOWN_COLUMN.format(column=name, columns=", ".join(_FIELDS)))
        known = frozenset(map(cells.heading, headings)) - {""}
        for heading in known:
            if taken.setdefault(heading, name) != name:
                raise refuse(fault=HEADING_TWICE.format(written=heading, column=taken[heading], columns=name))
        if known:
            columns[_FIELDS[name]] = known
    return columns


def _outcomes(said: Any, refuse: functools.partial[LayoutUnusable]) -> dict[str, Outcome]:
    """What each word means."""
    outcomes: dict[str, Outcome] = {}
    for name, words in _lists(said, "hasil", refuse):
        if name not in _OUTCOMES:
            raise refuse(fault=_not_one_of("[hasil]", _OUTCOMES, name))
        for word in filter(None, map(cells.heading, words)):
            if outcomes.setdefault(word, _OUTCOMES[name]) != _OUTCOMES[name]:
                raise refuse(fault=WORD_TWICE.format(written=word))
    return outcomes


def _lists(said: Any, part: str, refuse: functools.partial[LayoutUnusable]) -> list[tuple[str, list[str]]]:
    if not isinstance(said, dict):
        raise refuse(fault=NO_PART.format(part=part))
    for name, texts in said.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise refuse(fault=NO_LIST.format(column=name, part=part))
    return list(said.items())
