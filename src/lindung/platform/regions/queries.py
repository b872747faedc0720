"""Reading regions as they were on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from lindung.kernel import values
from lindung.platform.regions import catalogue, facts, models


def within(code: str, *, on: dt.date) -> list[facts.Region]:
    """The region ``code`` and all below it as they were on ``on``, by code."""
    return _as_of(Q(region__code__within=code), on)


def these(codes: Iterable[str], *, on: dt.date) -> dict[str, facts.Region]:
    """Those of these regions that there were on ``on``, by code."""
    return {found.code: found for found in _as_of(Q(region_id__in=list(codes)), on)}


def _as_of(asked: Q, on: dt.date) -> list[facts.Region]:
    versions = models.Version.objects.filter(
        asked,
        Q(starts_on__isnull=True) | Q(starts_on__lte=on),
        Q(ends_before__isnull=True) | Q(ends_before__gt=on),
    ).order_by("region_id")
    return [
        facts.Region(values.RegionCode(code), name, kind, values.RegionCode(parent) if parent else None)
        for code, name, kind, parent in versions.values_list("region_id", "name", "kind", "parent_id")
    ]


def province_of(code: values.RegionCode, *, on: dt.date) -> facts.Region:
    return within(code.at(1), on=on)[0]


def namesakes(code: values.RegionCode) -> list[facts.Region]:
    """Villages of the same name elsewhere in the province, from the national list: what a bare name may also mean."""
    own = catalogue.region(code)
    if own is None:
        return []
    name = own.name.casefold()
    return [
        found
        for found in catalogue.villages_of_province(code.at(1))
        if found.name.casefold() == name and not found.code.within(code.at(2))
    ]


def catalogued(code: str) -> list[facts.Region]:
    """The regions right below ``code`` in the national list, whether they have been taken into the database or not."""
    return catalogue.children(code)


def name_of_province(code: str) -> str:
    """The name of a province in the national list; nothing where there is none of that code."""
    found = catalogue.region(code)
    return found.name if found is not None and found.kind == "provinsi" else ""


def name_of_regency(code: str) -> str:
    """The name of a regency or city in the national list; nothing where there is none of that code."""
    found = catalogue.region(code)
    return found.name if found is not None and found.kind in ("kabupaten", "kota") else ""


def taken() -> list[facts.Region]:
    """The regencies and cities that have been taken into the database, by code and by the name they bear now."""
    open_ones = models.Version.objects.filter(kind__in=("kabupaten", "kota"), ends_before__isnull=True)
    rows = open_ones.order_by("region_id").values_list("region_id", "name", "kind", "parent_id")
    return [facts.Region(values.RegionCode(c), n, k, values.RegionCode(p) if p else None) for c, n, k, p in rows]


def there(code: str) -> bool:
    """Whether a region of this code was taken into the database, or stands in the national list."""
    return catalogue.region(code) is not None or models.Region.objects.filter(code=code).exists()


def down_from(code: str, *, on: dt.date) -> list[facts.Region]:
    """The region and all below it on that day; of the national list where nothing has been taken in there yet."""
    held = within(code, on=on)
    own = catalogue.region(code)
    return held or ([own] if own else []) + [
        one for child in catalogue.children(code) for one in down_from(child.code, on=on)
    ]


def names(codes: Iterable[str]) -> dict[str, str]:
    """What these regions are called now."""
    versions = models.Version.objects.filter(region_id__in=list(codes), ends_before__isnull=True)
    return dict(versions.values_list("region_id", "name"))


def is_village(code: str) -> bool:
    """Whether the national list has a village of this code, taken into the database or not."""
    return code.count(".") == 3 and catalogue.region(code) is not None


def known(codes: Iterable[str]) -> set[str]:
    """Those of the codes that have been taken into the database."""
    return set(codes) & set(models.Region.objects.values_list("code", flat=True))


def outlines(code: str, *, known_at: dt.date | None) -> facts.Outlines:
    """The latest outlines of the villages in ``code``, and the lines between the districts of its regency.

    ``known_at`` None: whatever came in last. A picture of a past day usually wants that: outlines are not news.
    """
    regency = values.RegionCode(code).at(2)
    rows = models.Outline.objects.filter(Q(region_id=regency) | Q(region__code__within=code))
    if known_at is not None:
        rows = rows.filter(received_on__lte=known_at)
    latest: dict[str, facts.Outline] = {}
    source = ""
    for row in rows.order_by("received_on", "id").values_list(
        "region_id", "x", "y", "path", "left", "top", "right", "bottom", "middle_x", "middle_y", "area", "source"
    ):
        region, x, y, path, left, top, right, bottom, across, down, area, source = row
        latest[region] = facts.Outline(x, y, path, left, top, right, bottom, (across, down), area)
    borders = latest.pop(regency, None)
    return facts.Outlines(dict(sorted(latest.items())), borders, source)
