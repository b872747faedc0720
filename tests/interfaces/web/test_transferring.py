"""A transfer typed from the bank's proof, over several bills of a village; a part taken back, then the rest."""

from __future__ import annotations

import pytest

from lindung.monitoring import coherence
from lindung.platform.access import scope
from lindung.registers.funding import queries as funding
from lindung.registers.funding.transfers import queries as transfers
from tests.chronicle import MONITORING_DAY, TALUMOPATU
from tests.interfaces.web import test_billing
from tests.interfaces.web.test_reconciling import table
from tests.interfaces.web.test_village import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_monitoring_day")]

NEW, BACK = (f"/wilayah/{TALUMOPATU}/transfer/{which}/" for which in ("baru", "batal"))
FARMERS, FISHERS = "230100000001", "230100000002"
TYPED = {
    "bank": "Bank SulutGo", "bukti": "FT23004", "hari": "05-01-2023", "jumlah": "9.072.000",
    "kode1": FARMERS, "bagian1": "", "kode2": FISHERS, "bagian2": "1.008.000",
}  # fmt: skip


@pytest.fixture
def dpmd(regency):
    """Talumopatu has bills for 40 farmers (Rp8.064.000) and 10 fishers (Rp2.016.000), each for the year."""
    regency.no_budget(TALUMOPATU)
    client = signed_in("dpmd", "75.03")
    for code, heads, amount in ((FARMERS, "40", "8.064.000"), (FISHERS, "10", "2.016.000")):
        bill = test_billing.TYPED | {"kode": code, "orang": heads, "nominal": amount}
        assert client.post(f"/wilayah/{TALUMOPATU}/tagihan/baru/", bill).status_code == 302
    return client


def test_one_transfer_pays_one_bill_whole_and_another_in_part(dpmd):
    page = dpmd.get(f"/wilayah/{TALUMOPATU}/tagihan/").content.decode()
    assert ("Catat transfer" in page, "Batalkan transfer" in page) == (True, False)
    assert dpmd.get(NEW).status_code == 200
    assert dpmd.post(NEW, TYPED).status_code == 302
    (row,) = table(dpmd, f"{TALUMOPATU}/tagihan/", "transfer")[1:]
    assert row[:6] == [
        "FT23004", "Bank SulutGo", "05-01-2023", "9072000", f"{FARMERS} Rp8.064.000; {FISHERS} Rp1.008.000", "0",
    ]  # fmt: skip
    states = {row[0]: row[9] for row in table(dpmd, f"{TALUMOPATU}/tagihan/", "tagihan")[1:]}
    assert states == {FARMERS: "lunas", FISHERS: "dibayar sebagian"}
    with scope.everything("uji"):
        assert coherence.look().faults == ()


def test_sent_again_it_is_the_same_and_its_proof_pays_nothing_else(dpmd):
    assert dpmd.post(NEW, TYPED).status_code == 302
    assert dpmd.post(NEW, TYPED).status_code == 302
    other = TYPED | {"kode1": FISHERS, "kode2": "", "bagian2": "", "jumlah": "2.016.000"}
    answer = dpmd.post(NEW, other)
    assert answer.status_code == 422
    assert "Bukti transfer FT23004 sudah dipakai pada 05-01-2023 untuk Rp9.072.000" in answer.content.decode()
    assert len(funding.receipts(TALUMOPATU, known_at=MONITORING_DAY)) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"jumlah": "9.072.001"}, "selisih Rp1."),
        ({"jumlah": "nol"}, "Tulis rupiah bulat lebih dari nol"),
        ({"kode2": FARMERS}, "sudah dipilih di atas"),
        ({"kode2": "230199999999"}, "belum diisi"),
        ({"hari": "14-04-2023"}, "Hari itu belum tiba"),
        ({"bukti": "--"}, "harus memuat huruf atau angka"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_recorded(dpmd, typed, said):
    answer = dpmd.post(NEW, TYPED | typed)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert funding.receipts(TALUMOPATU, known_at=MONITORING_DAY) == []


def test_a_part_is_taken_back_and_then_what_is_left(dpmd):
    dpmd.post(NEW, TYPED)
    (one,) = transfers.within(TALUMOPATU, known_at=MONITORING_DAY)
    farmers = next(part.receipt_id for part in one.parts if part.code == FARMERS)
    why = {"hari": "06-02-2023", "alasan": "salah kelompok"}
    assert f"FT23004, 05-01-2023: kode iuran {FARMERS}, Rp8.064.000" in dpmd.get(BACK).content.decode()
    assert dpmd.post(BACK, why | {"apa": f"{one.transfer_id}-{farmers}"}).status_code == 302
    assert dpmd.post(BACK, why | {"apa": f"{one.transfer_id}-{farmers}"}).status_code == 422
    assert dpmd.post(BACK, why | {"apa": str(one.transfer_id), "hari": "14-04-2023"}).status_code == 422
    assert dpmd.post(BACK, why | {"apa": str(one.transfer_id)}).status_code == 302
    (row,) = table(dpmd, f"{TALUMOPATU}/tagihan/", "transfer")[1:]
    assert row[5] == "9072000"
    assert "Batalkan transfer" not in dpmd.get(f"/wilayah/{TALUMOPATU}/tagihan/").content.decode()
    with scope.everything("uji"):
        assert coherence.look().faults == ()


def test_who_records_no_money_has_no_such_form(regency):
    regency.no_budget(TALUMOPATU)
    operator = signed_in("operator", TALUMOPATU)
    assert [operator.get(one).status_code for one in (NEW, BACK)] == [403, 403]
