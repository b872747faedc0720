"""Bills of a village: recorded by those who record money, beside what the law comes to and what came in."""

from __future__ import annotations

import pytest

from lindung.registers.funding import queries as funding
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, TALUMOPATU
from tests.interfaces.web.test_reconciling import table
from tests.interfaces.web.test_village import ON, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_monitoring_day")]

NEW = f"/wilayah/{TALUMOPATU}/tagihan/baru/"
TYPED = {
    "kode": "2301 0000 0001", "terbit": "02-01-2023", "batas": "31-01-2023", "mulai": "01-2023", "bulan": "12",
    "orang": "40", "nominal": "8.064.500", "ganti": "",
}  # fmt: skip


@pytest.fixture
def dpmd(regency):
    regency.no_budget(TALUMOPATU)
    return signed_in("dpmd", "75.03")


def bills() -> list[str]:
    return [one.code for one in funding.bills("75.03", known_at=MONITORING_DAY)]


def test_a_bill_is_recorded_and_stands_beside_what_the_law_comes_to(regency, dpmd):
    assert dpmd.get(NEW).status_code == 200
    answer = dpmd.post(NEW, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, f"/wilayah/{TALUMOPATU}/tagihan/")
    regency.paid(TALUMOPATU, chronicle.QUARTER_END, heads=10, code="230100000001")
    (row,) = table(dpmd, f"{TALUMOPATU}/tagihan/", "tagihan")[1:]
    assert row[:10] == [
        "230100000001", "02-01-2023", "31-01-2023", "01-2023 s.d. 12-2023", "40", "8064500", "8064000", "500",
        "2016000", "dibayar sebagian",
    ]  # fmt: skip
    assert row[10].startswith("Formulir web tagihan 230100000001")


def test_sent_twice_it_is_recorded_once_and_with_other_content_refused(dpmd):
    assert [dpmd.post(NEW, TYPED).status_code for _ in range(2)] == [302, 302]
    answer = dpmd.post(NEW, TYPED | {"orang": "41"})
    assert answer.status_code == 422
    assert "sudah dicatat dengan isi lain" in answer.content.decode()
    assert bills() == ["230100000001"]


def test_a_bill_that_takes_the_place_of_another_names_one_of_the_village(regency, dpmd):
    regency.billed(DUNGGALA, chronicle.people(1))
    (elsewhere,) = bills()
    for replaces in ("999", elsewhere):
        answer = dpmd.post(NEW, TYPED | {"ganti": replaces})
        assert (answer.status_code, "tetapi kode itu belum dicatat" in answer.content.decode()) == (422, True)
    dpmd.post(NEW, TYPED)
    anew = {"kode": "230100000002", "terbit": "03-02-2023", "batas": "", "ganti": "230100000001"}
    assert dpmd.post(NEW, TYPED | anew).status_code == 302
    states = {row[0]: row[9] for row in table(dpmd, f"{TALUMOPATU}/tagihan/", "tagihan")[1:]}
    assert states == {"230100000001": "diganti kode iuran lain", "230100000002": "menunggu dibayar"}


@pytest.mark.parametrize(
    ("field", "said", "answer"),
    [
        ("kode", "", "belum diisi"),
        ("kode", "tidak ada", "harus memuat angka"),
        ("terbit", "kemarin", "bukan hari"),
        ("terbit", "14-04-2023", "belum tiba"),
        ("batas", "01-01-2023", "mendahului hari terbit"),
        ("mulai", "awal", "bukan bulan"),
        ("bulan", "0", "angka lebih dari nol"),
        ("orang", "banyak", "angka lebih dari nol"),
        ("nominal", "-5", "angka lebih dari nol"),
    ],
)
def test_what_can_not_be_read_is_said_at_its_field(dpmd, field, said, answer):
    found = dpmd.post(NEW, TYPED | {field: said})
    page = found.content.decode()
    assert (found.status_code, answer in page, f'id="isian-{field}-salah"' in page) == (422, True, True)
    assert bills() == []


def test_every_rupiah_of_a_receipt_is_shown_where_it_is(regency, dpmd):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah])
    code = regency.paid(TALUMOPATU, chronicle.NEW_YEAR, heads=2, months=1, amount=40_000, code="230100000009")
    regency.confirmed(code, [aminah])
    (row,) = table(dpmd, f"{TALUMOPATU}/tagihan/", "alokasi")[1:]
    assert row[:10] == [
        "230100000009", "01-01-2023", "40000", "16800", "16800", "6400", "0", "0", "0", "tidak tercatat",
    ]  # fmt: skip


def test_the_village_reads_its_bills_and_records_none(regency, dpmd):
    dpmd.post(NEW, TYPED)
    operator = signed_in("operator", TALUMOPATU)
    page = operator.get(f"/wilayah/{TALUMOPATU}/tagihan/{ON}").content.decode()
    assert ("230100000001" in page, "Catat tagihan" in page) == (True, False)
    assert operator.get(NEW).status_code == 403
    assert operator.get(f"/wilayah/{DUNGGALA}/tagihan/{ON}").status_code == 404
