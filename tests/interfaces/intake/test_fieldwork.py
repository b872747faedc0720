"""Field officers without a signal: the form converts without a warning, and what they bring back waits like any other
application: once, however often it is sent."""

from __future__ import annotations

import csv
import datetime as dt
import pathlib

import pytest
from pyxform import xls2xform

from lindung.interfaces import accounts
from lindung.interfaces.intake import models
from lindung.interfaces.intake.applications import fieldwork, queries
from lindung.platform.access import queries as access
from tests import chronicle, leaks
from tests.chronicle import DUNGGALA, MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db
NIK, OTHER_NIK = leaks.made("7503085203790001"), leaks.made("7503081406810002")
HEADS = (
    "SubmissionDate", "hari", "jalur", "kecamatan", "desa", "nama", "nik", "lahir", "pekerjaan", "pekerjaan_lain",
    "telepon", "versi", "setuju", "acara", "kode", "meta-instanceID",
)  # fmt: skip


def sent(**said: str) -> dict[str, str]:
    """A submission as ODK Central hands it out."""
    key = said.get("key", "uuid:5b7d6a8e-6d0f-4f4e-8a59-0c2a3f9e1d01")
    sound = {
        "SubmissionDate": "2023-04-13T02:00:00.000Z", "hari": "2023-04-12", "jalur": "desa", "kecamatan": "k75_03_01",
        "desa": "k" + TALUMOPATU.replace(".", "_"), "nama": "Yusna Podungge", "nik": NIK, "lahir": "1979-03-12",
        "pekerjaan": "p1", "pekerjaan_lain": "", "telepon": "", "versi": "2026-1", "setuju": "OK", "acara": "TALU-2",
        "kode": key[-8:-4] + "-aaaa-bbbb-" + key[-4:], "meta-instanceID": key,
    }  # fmt: skip
    return sound | {name: text for name, text in said.items() if name != "key"}


SECOND = "uuid:5b7d6a8e-6d0f-4f4e-8a59-0c2a3f9e1d02"


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "masuk").mkdir()
    return tmp_path / "masuk"


@pytest.fixture
def desk(db):
    chronicle.Chronicle()
    accounts.open_seat(
        role="operator", office="Desa Talumopatu", regions_of=[TALUMOPATU], name="operator", person_name="Contoh",
        example=False, by=chronicle.OFFICER, at=dt.datetime(2023, 4, 13, 1, 0, tzinfo=dt.UTC),
    )  # fmt: skip
    return access.desk_of(access.account("operator"), on=MONITORING_DAY)


def take(folder: pathlib.Path, desk, *rows: dict[str, str], heads=HEADS, delimiter=",") -> fieldwork.Taken:
    path = folder / "kiriman.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(heads)
        writer.writerows([[row[name] for name in HEADS] for row in rows])
    return fieldwork.take(path, regency="75.03", desk=desk, stamp=chronicle.Chronicle.stamp(MONITORING_DAY))


# The form


def test_the_form_converts_without_a_warning(desk, folder):
    path, warnings = folder / "formulir.xlsx", []
    assert fieldwork.written(path, regency="75.03", on=MONITORING_DAY) == 165
    made = xls2xform.convert(path, warnings=warnings, validate=False)
    assert warnings == []
    for word in (
        "Nama lengkap",
        "k75_03_01_2004",
        "regex(., '^[0-9]{16}$')",
        "kecamatan = ",
        "lindung_permohonan_7503",
    ):
        assert word in made.xform, word
    assert "once(concat(" in made.xform


def test_a_regency_that_is_not_there_has_no_form(desk, folder):
    with pytest.raises(fieldwork.NoVillages):
        fieldwork.written(folder / "formulir.xlsx", regency="75.02", on=MONITORING_DAY)


# What they bring back


def test_submissions_wait_like_any_other_once_and_with_the_code_that_was_handed_out(desk, folder):
    rows = [sent(), sent(key=SECOND, nik=OTHER_NIK, lahir="1981-06-14", nama="Rizal Hulopi", jalur="mandiri")]
    assert take(folder, desk, *rows) == fieldwork.Taken(2, 0, ())
    assert take(folder, desk, *rows) == fieldwork.Taken(0, 2, ())
    (one,) = queries.pending(TALUMOPATU, routes=frozenset({"desa"}))
    assert (one.said["nama"], one.said["pekerjaan"], one.asked.event) == ("Yusna Podungge", "Nelayan", "TALU-2")
    assert (one.said["setuju-pada"], one.asked.helped_by) == ("2023-04-12", desk.account_id)
    found = queries.by_code("3F9E-AAAA-BBBB-1D01", at=chronicle.Chronicle.stamp(MONITORING_DAY).at)
    assert found is not None and found.id == one.id


def test_one_that_stands_in_the_file_twice_is_one(desk, folder):
    assert take(folder, desk, sent(), sent()) == fieldwork.Taken(1, 0, ())


def test_a_row_that_ends_early_is_returned_in_words(desk, folder):
    path = folder / "kiriman.csv"
    path.write_text(f"{';'.join(HEADS)}\n2023-04-13;2023-04-12;desa\n", encoding="utf-8")
    found = fieldwork.take(path, regency="75.03", desk=desk, stamp=chronicle.Chronicle.stamp(MONITORING_DAY))
    assert found == fieldwork.Taken(0, 0, (fieldwork.Bad(2, "instanceID-nya tidak ada"),))


def test_kobo_says_the_same_with_groups_and_semicolons(desk, folder):
    heads = tuple({"nik": "diri/nik", "meta-instanceID": "_uuid"}.get(name, name) for name in HEADS)
    assert take(folder, desk, sent(), heads=heads, delimiter=";").new == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"nik": "7503085203790"}, "NIK-nya bukan NIK: periksa 16 angkanya"),
        ({"lahir": "1979-03-13"}, "tanggal lahirnya berbeda dengan yang ada di dalam NIK"),
        ({"nama": ""}, "namanya kosong atau memuat angka"),
        ({"desa": "k" + DUNGGALA.replace(".", "_")}, "desanya tidak dikenal, atau di luar wilayah akun ini"),
        ({"jalur": ""}, "cara didaftarkan tidak dikenal"),
        ({"setuju": ""}, "persetujuannya belum diberikan"),
        ({"versi": "1999-1"}, "versi teks persetujuannya tidak dikenal"),
        ({"hari": "2023-05-01"}, "hari pengisiannya belum tiba"),
        ({"kode": "abc"}, "kode tanda terimanya tidak utuh"),
        ({"meta-instanceID": ""}, "instanceID-nya tidak ada"),
    ],
)
def test_a_bad_row_is_returned_in_words_and_the_good_ones_are_taken(desk, folder, wrong, why):
    good = sent(key=SECOND, nik=OTHER_NIK, lahir="1981-06-14")
    assert take(folder, desk, sent() | wrong, good) == fieldwork.Taken(1, 0, (fieldwork.Bad(2, why),))
    assert take(folder, desk, sent(), good).new == 1


def test_a_code_of_somebody_elses_receipt_takes_nothing_at_all(desk, folder):
    take(folder, desk, sent())
    stolen = sent(key=SECOND, nik=OTHER_NIK, lahir="1981-06-14") | {"kode": sent()["kode"]}
    with pytest.raises(fieldwork.operations.CodeTaken):
        take(folder, desk, sent(key=SECOND[:-1] + "3"), stolen)
    assert models.Application.objects.count() == 1


def test_a_file_that_is_no_export_of_the_form_is_refused(desk, folder):
    (folder / "lain.csv").write_text("Desa;Anggaran\nTalumopatu;1\n", encoding="utf-8")
    with pytest.raises(fieldwork.NotSubmissions, match="kolom jalur"):
        fieldwork.take(
            folder / "lain.csv", regency="75.03", desk=desk, stamp=chronicle.Chronicle.stamp(MONITORING_DAY)
        )  # fmt: skip
