"""The Excel file of a list that goes to BPJS, laid out as its branch wants it: which columns, in which order, is data.

One layout is shipped; the first of the folder ``LINDUNG_LAYOUTS`` that says ``jenis = "pengajuan"`` for the region is
used before it. Nothing in a cell can run: every text is typed as text.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import io
import pathlib
import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.conf import settings

from lindung.interfaces.intake import layouts
from lindung.interfaces.reports import sheets
from lindung.kernel import language
from lindung.registers.enrolment.submissions import facts

_SHIPPED = "bpjs-pengajuan.toml"
_PARTS = frozenset({"jenis", "wilayah", "lembar", "kelamin", "kepala", "kolom"})
_PERSON = {
    "tempat_lahir": "birthplace", "nama_ibu": "mother", "nomor_kk": "household", "alamat": "address",
    "telepon": "phone", "penghasilan": "income", "ahli_waris": "heir",
}  # fmt: skip
"""What a list said beside the name, by what a layout calls it."""
_OWN = ("nomor", "nik", "nama", "tanggal_lahir", "jenis_kelamin", "pekerjaan")
_PLACE = ("desa", "kode_desa", "kecamatan", "wadah", "nomor_wadah")
_HEAD = frozenset({*_PLACE, "kabupaten", "surat", "tanggal_surat", "sk", "pks", "jumlah"})
_FIELDS = (*_OWN, *_PERSON, *_PLACE)

NO_HEADING = "kolom ke-{row} belum mempunyai judul"
NOTHING_IN_COLUMN = "kolom «{column}» belum menyebut {part}"
NO_NIK_COLUMN = "tidak ada kolom dengan {part}"
NO_TEXTS = "{part} harus daftar teks"
NO_SUCH_BLANK = "«{{{part}}}» pada kepala tidak dikenal; yang ada {columns}"
SHEET_NAME = "{part} harus nama lembar Excel: paling banyak 31 huruf, tanpa []:*?/\\"
FAULTS = (NO_HEADING, NOTHING_IN_COLUMN, NO_NIK_COLUMN, NO_TEXTS, NO_SUCH_BLANK, SHEET_NAME)
"""What may be wrong with such a layout, besides what may be wrong with any."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and what stands in it: a field, or the same text in every row."""

    title: str
    field: str
    fixed: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A branch's file: the name of its sheet, the lines above the headings, the columns; for which regions it is."""

    file: str
    regions: tuple[str, ...]
    sheet: str
    sexes: tuple[str, str]
    head: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """How the village, its district and its regency are called."""

    village: str
    district: str
    regency: str


def of_region(code: str) -> Layout:
    """The layout for a region. Raises LayoutUnusable, NoSuchFolder."""
    for one in of_folder(settings.LAYOUTS) if settings.LAYOUTS else ():
        if not one.regions or any(code == top or code.startswith(f"{top}.") for top in one.regions):
            return one
    return shipped()


@functools.cache
def shipped() -> Layout:
    return read(_SHIPPED, importlib.resources.files(__package__).joinpath(_SHIPPED).read_text("utf-8"))


def of_folder(folder: str) -> tuple[Layout, ...]:
    """The outgoing layouts of a folder, in the order of their names. Raises LayoutUnusable, NoSuchFolder."""
    place = pathlib.Path(folder)
    if not place.is_dir():
        raise layouts.NoSuchFolder(folder=folder)
    found = []
    for path in sorted(place.glob("*.toml")):
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise layouts.LayoutUnusable(file=path.name, fault=layouts.NOT_TEXT) from None
        if layouts.goes_out(text):
            found.append(read(path.name, text))
    return tuple(found)


def read(file: str, text: str) -> Layout:
    """A layout as a file says it. Raises LayoutUnusable, which says what is wrong with it."""
    refuse = functools.partial(layouts.LayoutUnusable, file=file)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise refuse(fault=layouts.NOT_TOML) from None
    unknown = said.keys() - _PARTS
    if unknown:
        raise refuse(fault=layouts.UNKNOWN_PART.format(part=min(unknown)))
    sexes = _texts(said, "kelamin", refuse) or ("L", "P")
    if len(sexes) != 2:
        raise refuse(fault=NO_TEXTS.format(part="kelamin"))
    sheet = str(said.get("lembar", "DAFTAR PESERTA"))
    if not re.fullmatch(r"[^\[\]:*?/\\']{1,31}", sheet) or sheet.casefold() == "history":
        raise refuse(fault=SHEET_NAME.format(part="lembar"))
    head = _texts(said, "kepala", refuse)
    for line in head:
        _refuse_blanks(line, refuse)
    columns = _columns(said.get("kolom"), refuse)
    return Layout(file, _texts(said, "wilayah", refuse), sheet, (sexes[0], sexes[1]), head, columns)


_Refuse = functools.partial[layouts.LayoutUnusable]


def _texts(said: Mapping[str, Any], part: str, refuse: _Refuse) -> tuple[str, ...]:
    texts = said.get(part, [])
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise refuse(fault=NO_TEXTS.format(part=part))
    return tuple(texts)


def _refuse_blanks(line: str, refuse: _Refuse) -> None:
    """A line above the headings may only ask for what is known of a submission."""
    try:
        parts = string.Formatter().parse(line)
        blanks = [f"{blank}{how or ''}{spec}" for _text, blank, spec, how in parts if blank is not None]
    except ValueError:
        blanks = [line]
    strange = next((blank for blank in blanks if blank not in _HEAD), None)
    if strange is not None:
        raise refuse(fault=NO_SUCH_BLANK.format(part=strange, columns=", ".join(sorted(_HEAD))))


def _columns(said: Any, refuse: _Refuse) -> tuple[Column, ...]:
    if not isinstance(said, list) or not said or not all(isinstance(one, dict) for one in said):
        raise refuse(fault=layouts.NO_PART.format(part="[kolom]"))
    found = []
    for at, one in enumerate(said, 1):
        title, field, fixed = str(one.get("judul", "")).strip(), one.get("isi", ""), one.get("tetap")
        if not title:
            raise refuse(fault=NO_HEADING.format(row=at))
        if field and field not in _FIELDS:
            raise refuse(fault=layouts.UNKNOWN_COLUMN.format(column=field, columns=", ".join(_FIELDS)))
        if not field and not isinstance(fixed, str):
            raise refuse(fault=NOTHING_IN_COLUMN.format(column=title, part="isi"))
        found.append(Column(title, str(field), fixed if isinstance(fixed, str) else ""))
    if all(one.field != "nik" for one in found):
        raise refuse(fault=NO_NIK_COLUMN.format(part='isi = "nik"'))
    return tuple(found)


# The file


def workbook(
    layout: Layout, wanted: facts.Wanted, people: Sequence[facts.InClear], places: Places, mark: sheets.Mark
) -> bytes:
    """The list as the branch wants it, and a sheet that says whose copy it is."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, sheets.SAFE)
    book.set_properties({"title": sheets.plain(layout.sheet), "company": "", "author": "Lindung"})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "align": "left", "valign": "top"})
    sheet = book.add_worksheet(layout.sheet)
    known = _known(wanted, places, len(people))
    for row, line in enumerate(layout.head):
        sheet.write_string(row, 0, sheets.plain(line.format_map(known)), bold)
    top = len(layout.head) + bool(layout.head)
    for at, column in enumerate(layout.columns):
        sheet.write_string(top, at, sheets.plain(column.title), bold)
        sheet.set_column(at, at, max(len(column.title) + 2, 18 if column.field in ("nik", "nama") else 0))
    for row, person in enumerate(people, 1):
        for at, column in enumerate(layout.columns):
            cell = _cell(column, person, row, layout.sexes, known)
            if isinstance(cell, dt.date):
                sheet.write_datetime(top + row, at, dt.datetime.combine(cell, dt.time()), day)
            elif isinstance(cell, int):
                sheet.write_number(top + row, at, cell)
            elif cell:
                sheet.write_string(top + row, at, sheets.plain(cell), text)
    sheet.freeze_panes(top + 1, 0)
    sheets.Sheets(book, layout.sheet, mark=mark).add_mark()
    book.close()
    return file.getvalue()


def _known(wanted: facts.Wanted, places: Places, count: int) -> dict[str, str]:
    return {
        "desa": places.village, "kode_desa": wanted.region, "kecamatan": places.district, "kabupaten": places.regency,
        "wadah": wanted.group, "nomor_wadah": wanted.group_number, "surat": wanted.letter.number,
        "tanggal_surat": language.day(wanted.letter.on), "sk": wanted.decree.number, "pks": wanted.agreement.number,
        "jumlah": language.number(count),
    }  # fmt: skip


def _cell(
    column: Column, person: facts.InClear, row: int, sexes: tuple[str, str], known: Mapping[str, str]
) -> str | int | dt.date:
    """What stands in a column for a person; nothing where it is not known."""
    own: dict[str, str | int | dt.date] = {
        "": column.fixed, "nomor": row, "nik": str(person.nik), "nama": person.name, "tanggal_lahir": person.born_on,
        "jenis_kelamin": sexes[person.sex == "P"], "pekerjaan": person.occupation,
    }  # fmt: skip
    if column.field in own:
        return own[column.field]
    if column.field in known:
        return known[column.field]
    return person.particulars.get(_PERSON[column.field], "")
