"""Writing regions."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.regions import borders, catalogue, facts, models, queries, shapes


class RegencyUnknown(values.Refusal):
    code = "kabupaten-tidak-dikenal"
    sentence = (
        "«{text}» bukan kode kabupaten atau kota Kemendagri. Tulis empat angka dengan titik, misalnya 75.03 untuk "
        "Kabupaten Bone Bolango. Kode BPS (7504) adalah daftar lain."
    )


class OutlineEmpty(values.Refusal):
    code = "garis-batas-tanpa-luas"
    sentence = (
        "Garis batas {code} {name} tidak melingkupi bidang: kurang dari empat titik yang berbeda, atau terlalu kecil. "
        "Tidak ada yang disimpan. Perbaiki desa itu dalam berkasnya, atau hapus, lalu ulangi."
    )


class OutlinesIntricate(values.Refusal):
    code = "garis-batas-terlalu-rumit"
    sentence = (
        "Garis batas {regency} tidak dapat disederhanakan untuk gambar: garisnya saling memotong di banyak tempat. "
        "Tidak ada yang disimpan. Perbaiki topologinya dengan aplikasi peta, atau ambil dari sumber lain."
    )


class OutlineWithoutVillage(values.Refusal):
    code = "garis-batas-tanpa-desa"
    sentence = "{code} belum ada dalam basis data. Muat dulu kabupatennya, lalu ulangi."


@transaction.atomic
def take_regency(*, code: str, stamp: journal_facts.Stamp) -> None:
    """Take a regency with its districts and villages from the national list; does nothing where it is known already.

    Raises RegencyUnknown.
    """
    journal.act(by=stamp.by)
    regency = catalogue.region(code) if code.count(".") == 1 else None
    if regency is None or regency.parent is None:
        raise RegencyUnknown(text=code)
    if models.Region.objects.filter(code=code).exists():
        return
    province = catalogue.region(regency.parent)
    districts = catalogue.children(regency.code)
    villages = catalogue.villages_of_regency(regency.code)
    new = [region for region in (province, regency, *districts, *villages) if region is not None]
    known = set(models.Region.objects.values_list("code", flat=True))
    _write([region for region in new if region.code not in known], stamp)


def _write(new: list[facts.Region], stamp: journal_facts.Stamp) -> None:
    rows = [(region.code, region.name, region.kind, region.parent) for region in new]
    journal.record(
        verb="regions.taken", about=new[-1].code[:5], rows=rows, stamp=stamp, details={"source": catalogue.SOURCE}
    )
    models.Region.objects.bulk_create([models.Region(code=region.code) for region in new])
    models.Version.objects.bulk_create(
        models.Version(
            region_id=region.code,
            name=region.name,
            kind=region.kind,
            parent_id=region.parent,
            source=catalogue.SOURCE,
        )
        for region in new
    )


@transaction.atomic
def draw_villages(
    *,
    rings: Mapping[str, Sequence[Sequence[tuple[float, float]]]],
    source: str,
    stamp: journal_facts.Stamp,
) -> facts.Drawn:
    """Take outlines of villages (closed rings of longitude and latitude, holes among them) and simplify them together.

    Villages that come in together share their borders; one whose outline is the same already is not written again.
    Raises OutlineEmpty, OutlinesIntricate, OutlineWithoutVillage; then nothing is written.
    """
    journal.act(by=stamp.by)
    known = queries.known(rings)
    unknown = sorted(rings.keys() - known)
    if unknown:
        raise OutlineWithoutVillage(code=unknown[0])
    by_regency: dict[str, dict[str, list[shapes.Ring]]] = defaultdict(dict)
    for code in sorted(rings):
        by_regency[values.RegionCode(code).at(2)][code] = _on_grid(code, rings[code])
    written: list[values.RegionCode] = []
    for regency, villages in by_regency.items():
        simple = shapes.simplified(villages)
        if shapes.size(simple) > shapes.INTRICATE:
            raise OutlinesIntricate(regency=regency)
        written += _draw_regency(regency, simple, source, stamp)
    same = sorted(values.RegionCode(code) for code in rings.keys() - set(written))
    return facts.Drawn(tuple(sorted(written)), tuple(same))


def _on_grid(code: str, rings: Sequence[Sequence[tuple[float, float]]]) -> list[shapes.Ring]:
    """Each ring once. Raises OutlineEmpty."""
    found = dict.fromkeys(ring for ring in map(shapes.on_grid, rings) if ring is not None)
    if not found:
        region = catalogue.region(code)
        raise OutlineEmpty(code=code, name=region.name if region else "")
    return list(found)


def _draw_regency(
    regency: str, villages: Mapping[str, list[shapes.Ring]], source: str, stamp: journal_facts.Stamp
) -> list[values.RegionCode]:
    before = queries.outlines(regency, known_at=None).villages
    new = {code: _outline(rings) for code, rings in villages.items()}
    changed = {code: outline for code, outline in new.items() if before.get(code) != outline}
    if not changed:
        return []
    lines = borders.of_districts({code: outline.lines() for code, outline in (before | new).items()})
    rows = [models.Outline(**_columns(code, outline, source, stamp)) for code, outline in changed.items()]
    rows.append(models.Outline(**_columns(regency, _outline(lines), source, stamp)))
    journal.record(
        verb="regions.outlined",
        about=regency,
        rows=[(row.region_id, row.x, row.y, row.path) for row in rows],
        stamp=stamp,
        details={"source": source, "villages": len(changed)},
    )
    models.Outline.objects.bulk_create(rows)
    return [values.RegionCode(code) for code in changed]


def _outline(lines: Sequence[shapes.Line]) -> facts.Outline:
    (x, y), *_ = lines[0]
    area = abs(shapes.doubled_area(lines[0])) // 2
    return facts.Outline(x, y, shapes.path(lines), *shapes.box(lines), shapes.middle(lines[0]), area)


def _columns(code: str, outline: facts.Outline, source: str, stamp: journal_facts.Stamp) -> dict[str, Any]:
    (across, down), plain = outline.middle, dataclasses.asdict(outline)
    del plain["middle"]
    return plain | {
        "region_id": code,
        "middle_x": across,
        "middle_y": down,
        "source": source,
        "received_on": stamp.received_on,
        "recorded_at": stamp.at,
    }
