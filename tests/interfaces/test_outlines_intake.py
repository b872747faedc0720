"""Files of outlines: GeoJSON and SQL give the same; what is wrong is refused in words and nothing is kept."""

from __future__ import annotations

import json
import pathlib

import pytest

from lindung.interfaces import cli
from lindung.interfaces.intake import outlines
from lindung.kernel import values
from lindung.platform.regions import models
from lindung.platform.regions import operations as regions_operations
from lindung.platform.regions import queries as regions
from tests.platform import test_outlines as invented

pytestmark = pytest.mark.django_db

KERAMAT, DUNGGALA = "75.03.01.2028", "75.03.01.2006"
HERE = invented.square(123.0, 0.5)


@pytest.fixture
def bone_bolango(stamp):
    regions_operations.take_regency(code="75.03", stamp=stamp)


def feature(code: object, *rings, kind: str = "Polygon") -> dict:
    coordinates = list(rings) or [HERE]
    return {
        "type": "Feature",
        "properties": {"OBJECTID": 7, "desa": code},
        "geometry": {"type": kind, "coordinates": coordinates if kind == "Polygon" else [coordinates]},
    }


def collection(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "name": "x", "features": features}).encode()


def sql(*rows: tuple[str, str, object]) -> bytes:
    said = ",\n".join(f"\t('{code}','{name}',0.6,NULL,'{json.dumps(path)}')" for code, name, path in rows)
    return f"/* wilayah's */\nINSERT INTO wilayah_boundaries(kode,nama,lat,lng,path) VALUES\n{said};\n".encode()


def swapped(ring) -> list[list[float]]:
    return [[latitude, longitude] for longitude, latitude in ring]


def take(folder: pathlib.Path, data: bytes, stamp) -> outlines.Taken:
    path = folder / "batas.geojson"
    path.write_bytes(data)
    return outlines.take(path, stamp=stamp)


@pytest.mark.parametrize("code", ["75.03.01.2028", "7503012028", 7503012028, " 75.03.01.2028 "])
def test_a_village_code_is_found_in_any_property(code, bone_bolango, tmp_path, stamp):
    assert take(tmp_path, collection(feature(code)), stamp).drawn.written == (KERAMAT,)
    assert regions.outlines("75.03", known_at=None).source.startswith("batas.geojson · sha256 ")


def test_a_code_of_bps_beside_it_is_not_taken_for_the_village(bone_bolango, tmp_path, stamp):
    both = feature(KERAMAT)
    both["properties"] = {"bps": "7504010003", "id": 7599012001, "kode": KERAMAT}
    assert take(tmp_path, collection(both), stamp).drawn.written == (KERAMAT,)


def test_sql_and_geojson_of_the_same_villages_are_the_same(bone_bolango, tmp_path, stamp):
    there, hole = invented.square(123.1, 0.5), invented.square(123.12, 0.52, 0.02)
    take(tmp_path, collection(feature(KERAMAT), feature(DUNGGALA, there, hole, kind="MultiPolygon")), stamp)
    rows = sql((KERAMAT, "Ker''amat", [swapped(HERE)]), (DUNGGALA, "D", [[swapped(there), swapped(hole)]]))
    taken = take(tmp_path, rows, stamp)
    assert (taken.drawn.written, taken.drawn.unchanged) == ((), (DUNGGALA, KERAMAT))
    assert len(regions.outlines("75.03", known_at=None).villages[DUNGGALA].lines()) == 2


def test_parts_of_one_village_in_several_features_belong_together(bone_bolango, tmp_path, stamp):
    island = invented.square(123.2, 0.5, 0.05)
    take(tmp_path, collection(feature(KERAMAT), feature(KERAMAT, island), feature(KERAMAT)), stamp)
    assert len(regions.outlines("75.03", known_at=None).villages[KERAMAT].lines()) == 2


def test_what_became_of_a_file_is_said_in_words(bone_bolango, tmp_path, stamp):
    data = collection(feature(KERAMAT), feature("75.03.01.2999"), feature("75.71.01.1001"), feature("tanpa kode"))
    said = outlines.said(take(tmp_path, data, stamp)).splitlines()
    assert said[0] == "Garis batas 1 desa dan kelurahan disimpan."
    assert said[1].startswith("164 belum mempunyai garis batas: Desa Talumopatu (75.03.01.2004), ")
    assert said[1].endswith(" dan 154 lagi.")
    assert said[2] == "1 kode tidak dikenal dan dilewati: 75.03.01.2999. Cocokkan dengan kode Kemendagri."
    assert said[3] == "1 desa dari kabupaten yang belum dimuat dilewati."


def test_a_file_of_a_regency_that_is_not_loaded_says_to_load_it_first(tmp_path, stamp):
    with pytest.raises(outlines.RegencyNotLoaded, match=r"75\.03.*Muat dulu") as refused:
        take(tmp_path, collection(feature(KERAMAT)), stamp)
    assert refused.value.code == "kabupaten-belum-dimuat"


OPEN = HERE[:-1]
UTM = [(x * 1e5, y * 1e5) for x, y in HERE]
NAN = b'{"type":"FeatureCollection","features":[{"properties":{"k":"75.03.01.2028"},"geometry":{"type":"Polygon",'
HOSTILE = {
    "nothing": (b"", "bukan-garis-batas"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "bukan-garis-batas"),
    "other json": (b'{"w":1000,"desa":[{"k":"75.03.01.2028","p":"M0,0z"}]}', "bukan-garis-batas"),
    "a list": (b"[1,2]", "bukan-garis-batas"),
    "no villages": (collection(), "bukan-garis-batas"),
    "deep brackets": (b'{"type":"FeatureCollection","features":' + b"[" * 200_000, "bukan-garis-batas"),
    "deep properties": (NAN[:54] + b'{"a":' * 200_000, "bukan-garis-batas"),
    "not a number": (NAN + b'"coordinates":[[[NaN,0],[1,1],[2,2],[NaN,0]]]}}]}', "bukan-garis-batas"),
    "endless number": (NAN + b'"coordinates":[[[1e999,0],[1,1],[2,2],[1e999,0]]]}}]}', "bukan-garis-batas"),
    "one number": (NAN + b'"coordinates":[[[123],[123],[123],[123]]]}}]}', "bukan-garis-batas"),
    "words": (NAN + b'"coordinates":[[["123","0.5"]]]}}]}', "bukan-garis-batas"),
    "broken text": (collection(feature("nama")).replace(b"nama", b"\xff\xfe"), "bukan-garis-batas"),
    "a point": (collection(feature(KERAMAT, 123.0, 0.5) | {"geometry": {"type": "Point", "coordinates": [1, 2]}}),
                "bukan-garis-batas"),
    "open": (collection(feature(KERAMAT, OPEN)), "garis-batas-terbuka"),
    "empty ring": (collection(feature(KERAMAT, [])), "garis-batas-terbuka"),
    "swapped": (collection(feature(KERAMAT, swapped(HERE))), "garis-batas-di-luar-indonesia"),
    "metres": (collection(feature(KERAMAT, UTM)), "garis-batas-di-luar-indonesia"),
    "no rings": (NAN + b'"coordinates":[]}}]}', "garis-batas-tanpa-luas"),
    "flat": (collection(feature(KERAMAT, [HERE[0], HERE[1], HERE[0], HERE[0]])), "garis-batas-tanpa-luas"),
    "sql not json": (sql((KERAMAT, "Keramat", [])).replace(b"[]", b"[[[1.2.3"), "bukan-garis-batas"),
    "sql open": (sql((KERAMAT, "Keramat", [swapped(OPEN)])), "garis-batas-terbuka"),
    "sql in another order": (sql((KERAMAT, "Keramat", [HERE])), "garis-batas-di-luar-indonesia"),
    "sql of districts": (sql(("75.03.01", "Tapa", [swapped(HERE)])), "bukan-garis-batas"),
    "sql that goes on": (b"('75.03.01.2028','" * 100_000, "bukan-garis-batas"),
    "sql quotes": (b"('75.03.01.2028','" + b"''" * 1_000_000, "bukan-garis-batas"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_outline_is_refused_in_words_and_nothing_is_kept(what, bone_bolango, tmp_path, stamp):
    data, code = HOSTILE[what]
    with pytest.raises(values.Refusal) as refused:
        take(tmp_path, data, stamp)
    assert refused.value.code == code
    assert not models.Outline.objects.exists()


def test_one_bad_village_holds_back_the_whole_file(bone_bolango, tmp_path, stamp):
    with pytest.raises(outlines.NotClosed, match=DUNGGALA):
        take(tmp_path, collection(feature(KERAMAT), feature(DUNGGALA, OPEN)), stamp)
    assert not models.Outline.objects.exists()


def test_a_file_larger_than_any_regency_is_not_unpacked(bone_bolango, tmp_path, stamp):
    with (tmp_path / "besar.geojson").open("wb") as large:
        large.truncate(outlines.MOST_BYTES + 1)
    with pytest.raises(outlines.TooLarge):
        outlines.take(tmp_path / "besar.geojson", stamp=stamp)
    with pytest.raises(outlines.TooLarge):
        take(tmp_path, b'{"type":"FeatureCollection","features":[' + b"{}," * 6_000_000, stamp)


def test_more_points_than_a_picture_needs_are_refused(bone_bolango, tmp_path, stamp, monkeypatch):
    monkeypatch.setattr(outlines, "MOST_POINTS", 9)
    with pytest.raises(outlines.TooLarge):
        take(tmp_path, collection(feature(KERAMAT), feature(DUNGGALA)), stamp)


@pytest.mark.parametrize("path", ["tidak-ada.geojson", "."])
def test_a_file_that_is_not_there_is_said(path, tmp_path, stamp):
    with pytest.raises(outlines.NoFile):
        outlines.take(tmp_path / path, stamp=stamp)


def test_the_command_asks_for_a_database_that_is_there(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("LINDUNG_DATABASE", raising=False)
    missing = tmp_path / "tidak-ada.sqlite3"
    assert cli.main(["regions", "outlines", "batas.geojson"]) == 1
    assert cli.main(["regions", "outlines", "batas.geojson", "--db", str(missing)]) == 1
    assert capsys.readouterr().err.count("[basis-data-tidak-ada]") == 2
    assert not missing.exists()
