"""A village's page says for how many its budget is enough and what still proves it; a year is closed on its page."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from tests import chronicle, offices
from tests.interfaces import desks as officers
from tests.interfaces.web import desks
from tests.offices import KERAMAT

pytestmark = pytest.mark.django_db
LATE = dt.datetime(2024, 1, 8, 4, 0, tzinfo=dt.UTC)
YEAR = "/wilayah/75.03/tahun/?tahun=2023"


@pytest.fixture(autouse=True)
def regency(db):
    story = chronicle.Chronicle()
    story.budget(KERAMAT, ("ADD", 8_064_000), heads=40)
    story.paid(KERAMAT, chronicle.QUARTER_END, heads=20)
    offices.tell(regencies=())
    with time_machine.travel(LATE, tick=False):
        yield story


def at(name: str) -> desks.Visitor:
    visitor = desks.Visitor()
    officers.sit(visitor, name)
    return visitor


def page(name: str, address: str) -> str:
    return at(name).get(address).content.decode()


def test_a_village_sees_for_how_many_its_budget_is_enough_and_what_was_received_of_it():
    said = page("siti.keramat", f"/wilayah/{KERAMAT}/?tahun=2023")
    enough = said[said.index('id="cukup"') : said.index('id="realisasi"')]
    for cell in (">ADD<", ">Rp8.064.000<", ">40<", ">100<", ">12<", ">Rp20.160.000<", ">Rp12.096.000<"):
        assert cell in enough
    real = said[said.index('id="realisasi"') : said.index('id="bukti"')]
    assert real.count("Rp4.032.000") == 2


def test_a_document_is_typed_and_no_longer_missing():
    before = page("siti.keramat", f"/wilayah/{KERAMAT}/?tahun=2023")
    assert before.count("belum ada<") == 4
    form = {"tahun": "2023", "bukti": "perdes/perdes", "nomor": "3/2022", "tanggal": "15-12-2022"}
    answer = at("siti.keramat").post(f"/wilayah/{KERAMAT}/bukti/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"/wilayah/{KERAMAT}/")
    after = page("siti.keramat", f"/wilayah/{KERAMAT}/?tahun=2023")
    assert after.count("belum ada<") == 3
    assert "15-12-2022" in after


@pytest.mark.parametrize("wrong", [{"nomor": ""}, {"tanggal": "kapan"}, {"bukti": "perdes/dpa"}, {"bukti": "x"}])
def test_a_document_without_number_day_or_place_on_the_list_is_refused(wrong):
    form = {"tahun": "2023", "bukti": "perdes/perdes", "nomor": "3/2022", "tanggal": "15-12-2022"} | wrong
    assert at("siti.keramat").post(f"/wilayah/{KERAMAT}/bukti/", form).status_code == 422


def test_a_year_is_closed_with_its_figures_and_what_comes_later_is_marked(regency):
    assert at("rina.dpmd").post(YEAR, {"tindakan": "tutup"}).status_code == 302
    said = page("sekda", YEAR)
    assert "Tahun 2023 ditutup 8 Januari 2024 oleh Rina.Dpmd." in said
    assert ">4.032.000<" in said
    late = offices.stamp(LATE + dt.timedelta(days=1))
    place = regency.place(late, "susulan.xlsx")
    receipt = regency.receipt(KERAMAT, dt.date(2023, 12, 28), heads=40, months=1, first="2023-12", place=place)
    chronicle.funding.record_receipts(receipts=[receipt], stamp=late)
    with time_machine.travel(LATE + dt.timedelta(days=2), tick=False):
        said = page("sekda", YEAR)
        assert "susulan.xlsx" in said
        assert ">4.032.000<" in said
        assert "1 catatan masuk sesudah itu, Rp672.000." in page("siti.keramat", f"/wilayah/{KERAMAT}/?tahun=2023")


def test_a_closed_year_is_opened_again_by_another_person():
    at("rina.dpmd").post(YEAR, {"tindakan": "tutup"})
    assert at("rina.dpmd").post(YEAR, {"tindakan": "buka", "alasan": ""}).status_code == 422
    assert at("rina.dpmd").post(YEAR, {"tindakan": "buka", "alasan": "Setoran susulan"}).status_code == 302
    assert "Setoran susulan" in page("sekda", YEAR)
    assert at("rina.dpmd").post(YEAR, {"tindakan": "setuju"}).status_code == 422
    assert at("sekda").post(YEAR, {"tindakan": "setuju"}).status_code == 302
    assert "Tahun ini belum ditutup." in page("sekda", YEAR)


def test_a_year_that_is_not_over_is_not_closed():
    answer = at("rina.dpmd").post("/wilayah/75.03/tahun/?tahun=2024", {"tindakan": "tutup"})
    assert answer.status_code == 422
    assert "belum habis" in answer.content.decode()


# The regency's own budget

OWN = "/wilayah/75.03/tahun/anggaran/"
TYPED = {
    "tahun": "2023", "dana": "APBD", "tahap": "dpa", "dpa": "DPA/1.06/001/2023", "dpa_pada": "02-01-2023",
    "sk": "12/2023", "sk_pada": "05-01-2023", "orang": "1.500", "bulan": "12", "pagu": "302.400.000",
}  # fmt: skip


def test_the_regencys_own_budget_is_typed_and_stands_beside_what_it_paid():
    before = page("rina.dpmd", f"/wilayah/{KERAMAT}/?tahun=2023")
    answer = at("rina.dpmd").post(OWN, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/wilayah/75.03/tahun/?tahun=2023")
    said = page("rina.dpmd", YEAR)
    lines = said[said.index('id="apbd"') : said.index('id="bayar-sendiri"')]
    for cell in (">APBD<", ">DPA/1.06/001/2023<", ">02-01-2023<", ">12/2023<", ">Rp302.400.000<", ">ya<"):
        assert cell in lines
    assert lines.count(">1.500<") == 2
    paid = said[said.index('id="bayar-sendiri"') : said.index('id="bukti"')]
    assert (paid.count("Rp302.400.000"), "Rp4.032.000" in paid) == (2, False)
    assert said[said.index('id="bukti"') :].count("belum ada<") == 1
    assert page("rina.dpmd", f"/wilayah/{KERAMAT}/?tahun=2023") == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"dana": ""}, {"dana": "DD"}, {"tahap": "perdes"}, {"dpa": ""}, {"dpa": "", "dpa_pada": ""}, {"sk_pada": ""},
        {"orang": "0"}, {"bulan": "200"}, {"pagu": "banyak"}, {"tahun": "1"}, {"dpa_pada": "09-01-2024"},
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_regencys_budget_is_said(wrong):
    assert at("rina.dpmd").post(OWN, TYPED | wrong).status_code == 422
    assert "DPA/1.06/001/2023" not in page("rina.dpmd", YEAR)


def test_only_the_village_office_of_the_regency_types_it():
    assert [at(who).get(OWN).status_code for who in ("siti.keramat", "sekda")] == [403, 403]
