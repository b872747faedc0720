"""Regions as they were on a day: Bone Bolango from the national list, names and parents by date, namesakes."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from lindung.kernel import values
from lindung.platform.journal import models as journal
from lindung.platform.regions import models
from lindung.platform.regions import operations as regions_operations
from lindung.platform.regions import queries as regions

pytestmark = pytest.mark.django_db

MONITORING_DAY = dt.date(2023, 4, 13)
HUANGOBOTU = values.RegionCode("75.03.08.2001")


@pytest.fixture
def bone_bolango(stamp):
    regions_operations.take_regency(code="75.03", stamp=stamp)


def named(code: str, on: dt.date = MONITORING_DAY):
    return next(region for region in regions.within("75.03", on=on) if region.code == code)


def test_bone_bolango_has_160_desa_and_5_kelurahan_in_18_districts(bone_bolango):
    kinds = Counter(region.kind for region in regions.within("75.03", on=MONITORING_DAY))
    assert kinds == {"kabupaten": 1, "kecamatan": 18, "desa": 160, "kelurahan": 5}
    assert kinds["desa"] + kinds["kelurahan"] == 165


def test_a_district_holds_its_own_villages_only(bone_bolango):
    kabila_bone = regions.within("75.03.08", on=MONITORING_DAY)
    assert [region.name for region in kabila_bone[:2]] == ["Kabila Bone", "Huangobotu"]
    assert len(kabila_bone) == 10


def test_a_region_is_called_by_its_kind_and_name(bone_bolango):
    assert named("75.03").titled == "Kabupaten Bone Bolango"
    assert named("75.03.08").titled == "Kecamatan Kabila Bone"
    assert named("75.03.08.2001").titled == "Desa Huangobotu"
    assert named("75.03.02.1011").titled == "Kelurahan Pauwo"


def test_the_province_is_taken_along(bone_bolango):
    province = regions.province_of(values.RegionCode("75.03"), on=MONITORING_DAY)
    assert (province.code, province.name, province.parent) == ("75", "Gorontalo", None)


def test_papua_has_desa_adat_and_its_distrik_are_districts(stamp):
    regions_operations.take_regency(code="91.03", stamp=stamp)
    found = regions.within("91.03", on=MONITORING_DAY)
    kinds = Counter(region.kind for region in found)
    assert kinds["kecamatan"] == 19
    assert kinds["desa_adat"] == 14
    assert "distrik" not in kinds


def test_taking_a_regency_twice_changes_nothing(bone_bolango, stamp):
    before = list(models.Version.objects.values()), journal.Line.objects.count()
    regions_operations.take_regency(code="75.03", stamp=stamp)
    assert (list(models.Version.objects.values()), journal.Line.objects.count()) == before


def test_a_second_regency_of_the_province_leaves_the_first_alone(bone_bolango, stamp):
    regions_operations.take_regency(code="75.71", stamp=stamp)
    assert models.Version.objects.filter(region_id="75").count() == 1
    assert len(regions.within("75.03", on=MONITORING_DAY)) == 184
    assert {line.about for line in journal.Line.objects.filter(verb="regions.taken")} == {"75.03", "75.71"}


def test_taking_a_regency_is_one_journal_line_that_names_the_source(bone_bolango):
    line = journal.Line.objects.get()
    assert (line.verb, line.about, line.row_count) == ("regions.taken", "75.03", 185)
    assert "Kepmendagri 300.2.2-2138/2025" in line.details


@pytest.mark.parametrize("text", ["75", "75.99", "7503", "75.03.08", "75.03.08.2001", "7504", "BPS 7504", "", "00.00"])
def test_what_is_no_regency_is_refused_and_nothing_is_written(text, stamp):
    with pytest.raises(regions_operations.RegencyUnknown, match=r"misalnya 75\.03") as refused:
        regions_operations.take_regency(code=text, stamp=stamp)
    assert refused.value.code == "kabupaten-tidak-dikenal"
    assert not models.Region.objects.exists()


def renamed(stamp, code: str, day: dt.date, *, name: str, parent: str) -> None:
    """A village gets another name or district on ``day``: the national list shows only what is now."""
    models.Region.objects.get_or_create(code=code)
    models.Version.objects.create(
        region_id=code, name="Modelomo Lama", kind="desa", parent_id="75.03.08", ends_before=day, source="Perda 1/2011"
    )
    models.Version.objects.create(
        region_id=code, name=name, kind="desa", parent_id=parent, starts_on=day, source="Perda 9/2021"
    )


def test_a_report_of_a_past_day_prints_that_days_name_and_district(bone_bolango, stamp):
    renamed(stamp, "75.03.08.2999", dt.date(2021, 7, 1), name="Modelomo Baru", parent="75.03.09")
    before = named("75.03.08.2999", dt.date(2021, 6, 30))
    since = named("75.03.08.2999", dt.date(2021, 7, 1))
    assert (before.name, before.parent) == ("Modelomo Lama", "75.03.08")
    assert (since.name, since.parent) == ("Modelomo Baru", "75.03.09")
    assert len(regions.within("75.03", on=dt.date(2021, 6, 30))) == len(regions.within("75.03", on=MONITORING_DAY))


def test_a_village_that_was_dissolved_is_there_until_its_last_day(bone_bolango):
    models.Region.objects.create(code="75.03.08.2998")
    models.Version.objects.create(
        region_id="75.03.08.2998", name="Lenyap", kind="desa", parent_id="75.03.08", source="Perda",
        starts_on=dt.date(2010, 1, 1), ends_before=dt.date(2020, 1, 1),
    )  # fmt: skip
    there = [
        any(region.name == "Lenyap" for region in regions.within("75.03", on=day))
        for day in (dt.date(2009, 12, 31), dt.date(2010, 1, 1), dt.date(2019, 12, 31), dt.date(2020, 1, 1))
    ]
    assert there == [False, True, True, False]


def test_a_region_has_only_one_open_version_and_no_empty_one(bone_bolango):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Version.objects.create(region_id=HUANGOBOTU, name="Lain", kind="desa", source="?")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Version.objects.create(
            region_id=HUANGOBOTU, name="Lain", kind="desa", source="?",
            starts_on=dt.date(2020, 1, 1), ends_before=dt.date(2020, 1, 1),
        )  # fmt: skip


def test_huangobotu_has_a_namesake_in_the_city_that_never_enters_the_regency(bone_bolango):
    (namesake,) = regions.namesakes(HUANGOBOTU)
    assert (namesake.code, namesake.titled) == ("75.71.04.1001", "Kelurahan Huangobotu")
    here = [region.code for region in regions.within("75.03", on=MONITORING_DAY) if region.name == "Huangobotu"]
    assert here == ["75.03.08.2001"]


def test_a_name_within_the_same_regency_is_no_namesake_elsewhere(bone_bolango):
    """Tamboo is in Bonepantai and in Tilongkabila: both are of the regency, so nothing outside is meant."""
    assert regions.namesakes(values.RegionCode("75.03.04.2003")) == []


def test_a_code_that_the_list_does_not_know_has_no_namesakes():
    assert regions.namesakes(values.RegionCode("75.03.08.2999")) == []


# A region and all below it, in a query


@pytest.mark.parametrize(
    ("code", "count"), [("75.03", 184), ("75.03.08", 10), ("75.03.08.2001", 1), ("75.0", 0), ("75.03.0", 0), ("7", 0)]
)
def test_a_region_is_the_one_asked_for_and_what_goes_on_from_its_code_with_a_dot(bone_bolango, code, count):
    assert models.Version.objects.filter(region__code__within=code).count() == count


@pytest.mark.sqlite
def test_everything_below_a_region_is_found_by_index(bone_bolango):
    explained = models.Version.objects.filter(region__code__within="75.03.08").explain()
    assert "SEARCH regions_version USING INDEX" in explained
