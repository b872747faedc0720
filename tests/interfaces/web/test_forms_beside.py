"""Typing beside what is there: once, nobody lost, nobody named to whom it does not concern."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django import test
from django.db import connection

from lindung.platform.journal import models as journal
from lindung.registers.funding import models as funding
from tests import chronicle
from tests.chronicle import HUANGOBOTU, TALUMOPATU
from tests.interfaces.web import typists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_monitoring_day")]


@pytest.fixture
def dpmd(regency) -> test.Client:
    return typists.sit("dpmd", "75.03")


# Once


@pytest.mark.parametrize("page", typists.SHEETS)
def test_a_form_sent_twice_has_one_effect_and_the_same_answer(dpmd, page):
    form = str(uuid.uuid4())
    first = typists.saved(typists.send(dpmd, page, form=form))
    lines, seen = journal.Line.objects.count(), typists.figures()
    assert typists.saved(typists.send(dpmd, page, form=form)) == first
    assert (journal.Line.objects.count(), typists.figures()) == (lines, seen)


def test_the_same_form_with_other_content_is_refused_and_offered_anew(dpmd):
    form = str(uuid.uuid4())
    typists.saved(typists.send(dpmd, "anggaran", form=form))
    answer = typists.send(dpmd, "anggaran", form=form, amount="40.320.000", heads="200")
    assert "sudah disimpan sebelumnya dengan isi lain" in typists.faults(answer)[""]
    assert typists.figures()["budget_rupiah"] == 20_160_000
    (offered,) = re.findall(r'name="formulir" value="([^"]+)"', answer.content.decode())
    assert offered != form
    typists.saved(typists.send(dpmd, "anggaran", form=offered, amount="40.320.000", heads="200"))
    assert typists.figures()["budget_rupiah"] == 40_320_000


def test_a_payment_that_is_recorded_already_is_not_recorded_again(dpmd):
    typists.saved(typists.send(dpmd, "pembayaran"))
    assert "sudah tercatat sejak 13-04-2023" in typists.faults(typists.send(dpmd, "pembayaran"))["code"]
    assert typists.figures()["paid_rupiah"] == 8_064_000


def test_the_same_person_twice_on_one_list_is_refused_in_words(dpmd):
    typists.saved(typists.send(dpmd, "pekerja"))
    found = typists.faults(typists.send(dpmd, "pekerja", name="Abdul P."))
    assert "Orang ini sudah ada pada daftar 2023 desa ini (berkas Formulir web pekerja " in found[""]
    assert len(typists.listed()) == 1


# Beside what is there


def test_adding_a_person_takes_nobody_off_the_list(regency, dpmd):
    regency.listed(TALUMOPATU, chronicle.people(3), held=[("nik_length", "75030117")], name="daftar.xlsx")
    before = typists.listed()
    typists.saved(typists.send(dpmd, "pekerja"))
    assert typists.listed()[:3] == before
    assert (typists.figures()["declared"], typists.figures()["valid"]) == (5, 4)
    assert json.loads(journal.Line.objects.get(verb="enrolment.added").details) == {"declared": 5}


def test_a_line_of_another_fund_stands_only_if_its_typist_says_so(regency, dpmd):
    regency.budget(TALUMOPATU, ("ADD", 20_160_000), name="rekap.xlsx")
    found = typists.faults(typists.send(dpmd, "anggaran", fund="DD"))
    assert "Anggaran yang berlaku memuat juga ADD Rp20.160.000" in found["others"]
    typists.saved(typists.send(dpmd, "anggaran", fund="DD", others="keep"))
    assert (typists.figures()["budget_rupiah"], typists.figures()["funds"]) == (40_320_000, ("DD", "ADD"))
    assert funding.Budget.objects.get(sheet="disalin dari rekap.xlsx, lembar Rekap").row == 5
    typists.saved(typists.send(dpmd, "anggaran", fund="DD", others="replace"))
    assert (typists.figures()["budget_rupiah"], typists.figures()["funds"]) == (20_160_000, ("DD",))


def test_a_kept_line_stands_beside_an_amendment_and_after_one(regency, dpmd):
    regency.budget(TALUMOPATU, ("ADD", 20_160_000))
    change = {"stage": "perubahan", "decided_on": "03-04-2023", "fund": "DD", "others": "keep"}
    typists.saved(typists.send(dpmd, "anggaran", **change))
    assert typists.figures()["budget_rupiah"] == 40_320_000
    typists.saved(typists.send(dpmd, "anggaran", fund="PADES", others="keep"))
    assert (typists.figures()["budget_rupiah"], set(typists.figures()["funds"])) == (60_480_000, {"ADD", "DD", "PADES"})


def test_a_person_on_another_villages_list_is_taken_and_the_village_is_not_named(regency):
    kades = typists.sit("kades", TALUMOPATU)
    typists.saved(typists.send(typists.sit("operator", HUANGOBOTU), "pekerja", HUANGOBOTU))
    answer = kades.get(typists.saved(typists.send(kades, "pekerja")))
    said = answer.content.decode()
    assert "Orang ini terdaftar juga di desa lain; camat memutuskan desa yang benar." in said
    assert "Huangobotu" not in said
    assert HUANGOBOTU not in said
    assert (typists.figures(TALUMOPATU)["valid"], typists.figures(HUANGOBOTU)["valid"]) == (1, 0)


@pytest.mark.parametrize(("listed_by", "told"), [(TALUMOPATU, True), (HUANGOBOTU, False)])
def test_a_name_that_the_register_has_otherwise_is_asked_about_only_in_the_village_that_gave_it(dpmd, listed_by, told):
    typists.saved(typists.send(dpmd, "pekerja", listed_by))
    chronicle.Chronicle.of("75.03").listed(listed_by, chronicle.people(1))  # a later list, without him
    answer = typists.send(dpmd, "pekerja", name="Umar Podungge")
    if not told:
        typists.saved(answer)
        return
    said, seal = typists.warnings(answer)
    assert "berbeda dari yang tercatat" in said[0] and "Abdul" not in said[0]
    typists.saved(typists.send(dpmd, "pekerja", name="Umar Podungge", looked_at=seal))
    assert "pada berkas namanya berbeda" in dpmd.get(f"/wilayah/{TALUMOPATU}/").content.decode()


def test_who_sees_both_villages_is_told_which(dpmd):
    typists.saved(typists.send(dpmd, "pekerja", HUANGOBOTU))
    where = typists.saved(typists.send(dpmd, "pekerja"))
    assert "terdaftar juga di Desa Huangobotu; camat memutuskan" in dpmd.get(where).content.decode()


def test_a_village_out_of_scope_is_not_named_to_whoever_asks_by_address(regency):
    kades = typists.sit("kades", TALUMOPATU)
    for asked in (HUANGOBOTU, "<script>", "75.03.08.9999"):
        said = kades.get(f"/wilayah/{TALUMOPATU}/", {"tersimpan": "pekerja", "juga": asked}).content.decode()
        assert "terdaftar juga di desa lain" in said
        assert "Huangobotu" not in said


# Who, and what is kept


@pytest.mark.parametrize(("page", "roles"), [
    ("anggaran", {"operator", "kades", "dpmd"}), ("pekerja", {"operator", "kades", "dpmd"}),
    ("pembayaran", {"dpmd", "bpjs"}),
])  # fmt: skip
def test_each_form_opens_for_whose_task_it_is(regency, page, roles):
    opened = set()
    for role in ("operator", "kades", "camat", "dpmd", "sekda", "bpjs", "auditor"):
        client = typists.sit(role, "75.03")
        statuses = {
            client.get(f"/wilayah/{TALUMOPATU}/{page}/").status_code,
            typists.send(client, page, HUANGOBOTU).status_code,
        }
        opened |= {role} if statuses & {200, 302, 422} else set()
        assert statuses & {200, 302, 422} == set() or role in roles
    assert opened == roles


@pytest.mark.parametrize("code", [HUANGOBOTU, "75.03.01", "75.03", "75.03.01.9999"])
def test_a_form_is_about_a_village_within_the_desks_scope(regency, code):
    kades = typists.sit("kades", "75.03.01")
    assert kades.get(f"/wilayah/{code}/pekerja/").status_code == 404
    assert typists.send(kades, "pekerja", code).status_code == 404
    assert journal.Document.objects.count() == 0


def test_a_nik_that_is_typed_is_in_clear_nowhere(dpmd):
    where = typists.saved(typists.send(dpmd, "pekerja", name=f"Abdul {typists.NIK}", mother=typists.NIK))
    kept = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += repr(cursor.fetchall())
    assert "Abdul 7503" in kept
    assert typists.NIK not in kept
    assert typists.NIK not in where + repr(dict(dpmd.session)) + repr(dpmd.cookies)
