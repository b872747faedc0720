"""Offices and accounts by the pages: what an administrator does there, and every way of reaching outside by hand."""

from __future__ import annotations

import re

import pytest
import time_machine

from lindung.platform.access import models, queries
from lindung.platform.access.administration import queries as administration
from tests import offices
from tests.interfaces import desks as officers
from tests.interfaces.web import desks
from tests.offices import ABROAD, HUANGOBOTU, KERAMAT, account

pytestmark = pytest.mark.django_db
TODAY = offices.TODAY.isoformat()


@pytest.fixture(autouse=True)
def _told(db):
    with time_machine.travel(offices.NOON, tick=False):
        offices.tell(regencies=("75.03",))
        yield


def at(name: str) -> desks.Visitor:
    visitor = desks.Visitor()
    officers.sit(visitor, name)
    return visitor


def opening(**said: str) -> dict[str, str]:
    return {
        "orang": "Operator Baru", "akun": "baru.keramat", "peran": "operator", "wilayah": KERAMAT,
        "kantor": "Pemerintah Desa Keramat", "mulai": TODAY,
    } | said  # fmt: skip


def told_password(page: str) -> str:
    return re.search(r'<code class="sec">([a-z0-9-]+)</code>', page)[1]


def as_was() -> tuple[object, ...]:
    """All that an administrator could change."""
    return tuple(
        list(model.objects.order_by("pk").values_list())
        for model in (models.Account, models.Office, models.Territory, models.Post, models.Proposal, models.Decision)
    )


# What is done there


def test_the_list_shows_offices_people_and_what_waits():
    offices.proposed("rina.dpmd")
    page = at("yusuf.dpmd").get("/kantor/").content.decode()
    for said in (
        "Pemerintah Desa Keramat",
        "Siti.Keramat",
        "Operator desa",
        "Petugas Baru",
        "Menunggu orang kedua",
        "Periksa",
    ):
        assert said in page
    for beyond in ("Pohuwato", "Torosiaje", "Provinsi Gorontalo"):
        assert beyond not in page
    assert "Periksa" not in at("rina.dpmd").get("/kantor/").content.decode()


def test_a_camat_opens_an_account_whose_password_is_told_once_and_signs_in():
    page = at("camat.tapa").post("/kantor/akun-baru/", opening()).content.decode()
    password = told_password(page)
    newcomer = desks.Visitor()
    assert newcomer.post("/masuk/", {"nama": "baru.keramat", "sandi": password}).status_code == 302
    assert newcomer.get(f"/wilayah/{KERAMAT}/")["Location"] == "/akun/sandi/"
    assert password not in at("camat.tapa").get(f"/kantor/akun/{account('baru.keramat')}/").content.decode()


def test_an_honest_mistake_is_said_on_the_form_and_keeps_what_was_typed():
    visitor = at("rina.dpmd")
    for said in (
        {"peran": "camat"},
        {"akun": "siti.keramat"},
        {"akun": "Ö"},
        {"mulai": "kemarin"},
        {"kantor": "Kecamatan Tapa"},
    ):
        answer = visitor.post("/kantor/akun-baru/", opening(**said))
        assert (answer.status_code, "Operator Baru" in answer.content.decode()) == (422, True), said


def test_a_post_is_handed_over_by_the_page():
    visitor = at("camat.tapa")
    visitor.post("/kantor/akun-baru/", opening(peran="kades"))
    said = {"tindakan": "serah-terima", "penerus": "baru.keramat", "mulai": TODAY}
    assert "diserahterimakan" in visitor.post(f"/kantor/akun/{account('siti.keramat')}/", said).content.decode()
    assert queries.desk_of(account("siti.keramat"), on=offices.TODAY) is None
    assert offices.desk("baru.keramat").role == "operator"


def test_who_was_dismissed_is_out_with_the_next_click():
    siti = at("siti.keramat")
    assert siti.get(f"/wilayah/{KERAMAT}/").status_code == 200
    at("camat.tapa").post(f"/kantor/akun/{account('siti.keramat')}/", {"tindakan": "berhenti", "mulai": TODAY})
    assert siti.get(f"/wilayah/{KERAMAT}/")["Location"].startswith("/masuk/")


def test_a_new_password_is_told_once_and_ends_the_sessions():
    siti = at("siti.keramat")
    page = at("camat.tapa").post(f"/kantor/akun/{account('siti.keramat')}/", {"tindakan": "sandi"}).content.decode()
    assert siti.get(f"/wilayah/{KERAMAT}/").status_code == 302
    assert queries.password_is(account("siti.keramat"), told_password(page))


def test_who_mistyped_too_often_is_let_in_by_an_administrator():
    siti = desks.Visitor()
    for _ in range(6):
        answer = siti.post("/masuk/", {"nama": "siti.keramat", "sandi": "bukan sandinya"})
    assert answer.status_code == 429
    at("camat.tapa").post(f"/kantor/akun/{account('siti.keramat')}/", {"tindakan": "buka-kunci"})
    assert siti.post("/masuk/", {"nama": "siti.keramat", "sandi": offices.PASSWORD}).status_code == 302


def test_a_second_person_agrees_by_the_page():
    opened = at("rina.dpmd").post(
        "/kantor/akun-baru/", opening(akun="bappeda", peran="bappeda", wilayah="75.03", kantor="Bappeda Bone Bolango")
    )
    assert "sesudah disetujui orang kedua" in opened.content.decode()
    waiting = administration.proposals(offices.desk("sekda"), on=offices.TODAY)[0]
    path = f"/kantor/usulan/{waiting.id}/"
    assert at("rina.dpmd").post(path, {"keputusan": "setuju"}).status_code == 422
    assert "Disetujui" in at("sekda").post(path, {"keputusan": "setuju"}).content.decode()
    assert offices.desk("bappeda").role == "bappeda"
    assert at("sekda").post(path, {"keputusan": "tolak"}).status_code == 422


def test_the_second_person_hands_out_the_password_that_was_asked_for():
    at("rina.dpmd").post(f"/kantor/akun/{account('sekda')}/", {"tindakan": "sandi"})
    waiting = administration.proposals(offices.desk("yusuf.dpmd"), on=offices.TODAY)[0]
    page = at("yusuf.dpmd").post(f"/kantor/usulan/{waiting.id}/", {"keputusan": "setuju"}).content.decode()
    assert queries.password_is(account("sekda"), told_password(page))


def test_a_regency_of_which_nothing_came_in_yet_opens_its_accounts_by_the_national_list():
    visitor = at("dpmd.pohuwato")
    assert "75.04.01.2003" in visitor.get("/kantor/akun-baru/").content.decode()
    said = opening(akun="baru.pohuwato", wilayah=ABROAD, kantor="Pemerintah Desa Torosiaje Jaya")
    assert visitor.post("/kantor/akun-baru/", said).status_code == 200


# Reaching outside by hand


TAMPERED = [
    ({"wilayah": HUANGOBOTU}, 404),
    ({"wilayah": ABROAD}, 404),
    ({"wilayah": "75.03.01.2999"}, 404),
    ({"wilayah": "75"}, 404),
    ({"wilayah": "75.03"}, 404),
    ({"wilayah": "x"}, 404),
    ({"peran": "camat"}, 403),
    ({"peran": "dpmd"}, 403),
    ({"peran": "national"}, 403),
    ({"peran": "raja"}, 403),
]


@pytest.mark.parametrize(("said", "status"), TAMPERED)
def test_a_form_that_was_changed_opens_no_account_outside(said, status):
    visitor, before = at("camat.tapa"), as_was()
    assert visitor.post("/kantor/akun-baru/", opening(**said)).status_code == status
    assert as_was() == before


@pytest.mark.parametrize(("said", "status"), TAMPERED)
def test_a_form_that_was_changed_moves_nobody_outside(said, status):
    visitor, before = at("camat.tapa"), as_was()
    moved = opening(**said) | {"tindakan": "jabatan"}
    assert visitor.post(f"/kantor/akun/{account('siti.keramat')}/", moved).status_code == status
    assert as_was() == before


@pytest.mark.parametrize("name", ["operator.huangobotu", "rina.dpmd", "sekda", "operator.pohuwato", "provinsi"])
@pytest.mark.parametrize("act", ["serah-terima", "jabatan", "berhenti", "sandi", "faktor", "buka-kunci", ""])
def test_an_account_outside_is_not_there_whatever_is_asked_of_it(name, act):
    visitor, before = at("camat.tapa"), as_was()
    said = opening(tindakan=act, penerus="siti.keramat")
    there, nowhere = (visitor.post(f"/kantor/akun/{one}/", said) for one in (account(name), 987654321))
    assert (there.status_code, there.content) == (404, nowhere.content)
    assert visitor.get(f"/kantor/akun/{account(name)}/").status_code == 404
    assert as_was() == before


def test_the_own_post_is_not_changed_by_hand():
    visitor, before = at("camat.tapa"), as_was()
    for act in ("serah-terima", "jabatan", "berhenti", "sandi", "faktor"):
        answer = visitor.post(f"/kantor/akun/{account('camat.tapa')}/", opening(tindakan=act, penerus="siti.keramat"))
        assert answer["Location"] == "/akun/"
    assert as_was() == before


@pytest.mark.parametrize(
    ("name", "status"), [("dpmd.pohuwato", 404), ("camat.tapa", 403), ("siti.keramat", 403), ("provinsi", 403)]
)
def test_a_proposal_of_a_regency_is_decided_by_nobody_else(name, status):
    waiting = offices.proposed()
    visitor, before = at(name), as_was()
    for method in ("get", "post"):
        answer = getattr(visitor, method)(f"/kantor/usulan/{waiting.id}/", {"keputusan": "setuju"})
        assert answer.status_code == status
    assert as_was() == before


@pytest.mark.parametrize("name", ["siti.keramat", "kades.meranti", "provinsi"])
def test_who_administers_nothing_finds_none_of_it(name):
    visitor = at(name)
    for path in ("/kantor/", "/kantor/akun-baru/", f"/kantor/akun/{account('siti.keramat')}/"):
        assert visitor.get(path).status_code == 403


def test_names_are_text_wherever_they_are_shown():
    hostile = '<script>alert("x")</script>'
    visitor = at("rina.dpmd")
    visitor.post("/kantor/akun-baru/", opening(orang=hostile, kantor=hostile, wilayah=HUANGOBOTU))
    visitor.post(
        "/kantor/akun-baru/",
        opening(akun="bappeda", orang=hostile, peran="bappeda", wilayah="75.03", kantor=hostile * 2),
    )
    for path in ("/kantor/", "/kantor/akun-baru/", f"/kantor/akun/{account('baru.keramat')}/"):
        page = visitor.get(path).content.decode()
        assert hostile not in page
        assert "&lt;script&gt;" in page
