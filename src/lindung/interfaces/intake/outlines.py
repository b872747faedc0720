"""Reading outlines of villages: GeoJSON, or the SQL of wilayah_boundaries. What comes in is measured before it is
unpacked, and nothing in it is run."""

from __future__ import annotations

import hashlib
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from lindung.kernel import language, values
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import operations as region_operations
from lindung.platform.regions import queries as regions

MOST_BYTES = 100_000_000
MOST_POINTS = 2_000_000
_MOST_MARKS = 5 * MOST_POINTS
"""Brackets, braces and commas: what unpacked JSON weighs follows from them."""
_CODE = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?([123]\d{3})", re.ASCII)
_ROW = re.compile(
    rb"\(\s*'(\d\d\.\d\d\.\d\d\.[123]\d{3})'\s*,\s*'(?:[^'\\]|''|\\.){0,200}'\s*,"
    rb"[^,'()]{0,40},[^,'()]{0,40},\s*'([\[\]\d\s.,eE+-]*)'"
)
_SEVERAL = re.compile(rb"\s*\[\s*\[\s*\[\s*\[")
_EAST, _WEST, _NORTH, _SOUTH = 142, 94, 7, -12
_NAMES = 10

Point = tuple[float, float]
Rings = list[list[Point]]
_Position = tuple[float, ...]


class NoFile(values.Refusal):
    code = "berkas-garis-batas-tidak-ada"
    sentence = "{path} tidak ada atau tidak dapat dibaca. Periksa alamatnya; beri tanda kutip bila memuat spasi."


class TooLarge(values.Refusal):
    code = "garis-batas-terlalu-besar"
    sentence = (
        "{name} tidak dibaca: terlalu besar (lebih dari 100 MB atau 2 juta titik). Ambil garis batas satu kabupaten "
        "saja, lalu ulangi."
    )


class NotOutlines(values.Refusal):
    code = "bukan-garis-batas"
    sentence = (
        "{name} bukan garis batas desa yang dikenal. Yang dapat dibaca: GeoJSON (FeatureCollection dengan Polygon atau "
        "MultiPolygon, kode desa Kemendagri pada salah satu isiannya), atau SQL wilayah_boundaries tingkat desa."
    )


class OutsideIndonesia(values.Refusal):
    code = "garis-batas-di-luar-indonesia"
    sentence = (
        "Titik {longitude}, {latitude} pada garis batas {code} berada di luar Indonesia (bujur 94 sampai 142, lintang "
        "-12 sampai 7). Mungkin bujur dan lintang tertukar, atau bukan derajat. Tidak ada yang disimpan."
    )


class NotClosed(values.Refusal):
    code = "garis-batas-terbuka"
    sentence = (
        "Garis batas {code} tidak tertutup: titik terakhir harus sama dengan titik pertama, sedikitnya empat titik. "
        "Tidak ada yang disimpan. Perbaiki berkasnya lalu ulangi."
    )


class RegencyNotLoaded(values.Refusal):
    code = "kabupaten-belum-dimuat"
    sentence = (
        "Tidak ada desa dalam {name} yang kabupatennya sudah dimuat (berkas memuat {held}). Muat dulu kabupatennya "
        "dengan lindung monitor --regency KODE --db BERKAS, lalu ulangi."
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: villages drawn, villages of these regencies without an outline, codes that no region has,
    and how many villages are of regencies that have not been taken."""

    drawn: region_facts.Drawn
    without: tuple[region_facts.Region, ...]
    unknown: tuple[str, ...]
    elsewhere: int


class _Geometry(msgspec.Struct, tag_field="type"):
    pass


class Polygon(_Geometry):
    coordinates: list[list[_Position]]


class MultiPolygon(_Geometry):
    coordinates: list[list[list[_Position]]]


class Feature(msgspec.Struct):
    properties: dict[str, Any] | None = None
    geometry: Polygon | MultiPolygon | None = None


class Collection(msgspec.Struct, tag="FeatureCollection", tag_field="type"):
    features: list[Feature]


_GEOJSON = msgspec.json.Decoder(Collection)
_SQL_POLYGON = msgspec.json.Decoder(list[list[Point]])
_SQL_POLYGONS = msgspec.json.Decoder(list[list[list[Point]]])


def take(path: pathlib.Path, *, stamp: journal.Stamp) -> Taken:
    """Take the outlines of all villages whose regency has been taken.

    Raises NoFile, TooLarge, NotOutlines, OutsideIndonesia, NotClosed, RegencyNotLoaded, and what ``draw_villages``
    raises; then nothing is written.
    """
    data = _read(path)
    named = read(data, name=path.name)
    known = regions.known(named)
    loaded = regions.known({code[:5] for code in named})
    if not known:
        held = ", ".join(sorted({code[:5] for code in named})[:5])
        raise RegencyNotLoaded(name=path.name, held=held)
    for code in sorted(known):
        _check(code, named[code])
    source = f"{path.name} · sha256 {hashlib.sha256(data).hexdigest()[:12]}"
    drawn = region_operations.draw_villages(rings={code: named[code] for code in known}, source=source, stamp=stamp)
    here = {code[:5] for code in known}
    return Taken(
        drawn,
        tuple(_without(here, stamp)),
        tuple(sorted(code for code in named if code[:5] in loaded and code not in known)),
        sum(code[:5] not in loaded for code in named),
    )


def said(taken: Taken) -> str:
    """What became of the file, a sentence a line."""
    written, same = len(taken.drawn.written), len(taken.drawn.unchanged)
    lines = [f"Garis batas {language.number(written)} desa dan kelurahan disimpan."]
    if same:
        lines.append(f"{language.number(same)} sama seperti yang sudah ada; tidak ditulis lagi.")
    if taken.without:
        names = [f"{region.titled} ({region.code})" for region in taken.without]
        lines.append(f"{language.number(len(names))} belum mempunyai garis batas: {_some(names)}.")
    else:
        lines.append("Semua desa dan kelurahan kabupatennya mempunyai garis batas.")
    if taken.unknown:
        count = language.number(len(taken.unknown))
        lines.append(
            f"{count} kode tidak dikenal dan dilewati: {_some(taken.unknown)}. Cocokkan dengan kode Kemendagri."
        )
    if taken.elsewhere:
        lines.append(f"{language.number(taken.elsewhere)} desa dari kabupaten yang belum dimuat dilewati.")
    return "\n".join(lines)


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMES
    return ", ".join(names[:_NAMES]) + (f" dan {language.number(rest)} lagi" if rest > 0 else "")


def _without(regencies: set[str], stamp: journal.Stamp) -> Iterator[region_facts.Region]:
    for regency in sorted(regencies):
        have = regions.outlines(regency, known_at=None).villages
        for region in regions.within(regency, on=stamp.received_on):
            if region.code.level == 4 and region.code not in have:
                yield region


def _read(path: pathlib.Path) -> bytes:
    try:
        if not path.is_file():  # a folder, a pipe that never ends
            raise NoFile(path=path)
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge(name=path.name)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise NoFile(path=path) from error
    if sum(map(data.count, (b"[", b"{", b","))) > _MOST_MARKS:
        raise TooLarge(name=path.name)
    return data


def read(data: bytes, *, name: str) -> dict[str, Rings]:
    """Rings of (longitude, latitude) by village code. Raises NotOutlines, TooLarge."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    found: dict[str, Rings] = defaultdict(list)
    points = 0
    try:
        for code, rings in _features(data) if data.lstrip()[:1] == b"{" else _rows(data):
            points += sum(map(len, rings))
            if points > MOST_POINTS:
                raise TooLarge(name=name)
            found[code] += rings
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, IndexError) as error:
        raise NotOutlines(name=name) from error
    if not found:
        raise NotOutlines(name=name)
    return dict(found)


def _features(data: bytes) -> Iterator[tuple[str, Rings]]:
    for feature in _GEOJSON.decode(data).features:
        code = _code(feature.properties or {})
        shape = feature.geometry
        if code is None or shape is None:
            continue
        polygons = [shape.coordinates] if isinstance(shape, Polygon) else shape.coordinates
        yield code, [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def _code(properties: dict[str, Any]) -> str | None:
    """The first property that is a village's code, rather one of the national list than one that only looks so."""
    looks = None
    for value in properties.values():
        text = str(value) if isinstance(value, int) and 0 < value < 10**10 else value
        found = _CODE.fullmatch(text.strip()) if isinstance(text, str) else None
        if found is None:
            continue
        code = ".".join(found.groups())
        if regions.is_village(code):
            return code
        looks = looks or code
    return looks


def _rows(data: bytes) -> Iterator[tuple[str, Rings]]:
    """Rows of ``INSERT INTO … VALUES ('code','name',lat,lng,'[[[lat,lng],…]]')``: one polygon, or several."""
    for row in _ROW.finditer(data):
        polygons = _SQL_POLYGONS.decode(row[2]) if _SEVERAL.match(row[2]) else [_SQL_POLYGON.decode(row[2])]
        rings = [ring for polygon in polygons for ring in polygon]
        yield row[1].decode(), [[(longitude, latitude) for latitude, longitude in ring] for ring in rings]


def _check(code: str, rings: Rings) -> None:
    """Raises NotClosed, OutsideIndonesia."""
    for ring in rings:
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise NotClosed(code=code)
        for longitude, latitude in ring:
            if not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
                raise OutsideIndonesia(code=code, longitude=longitude, latitude=latitude)
