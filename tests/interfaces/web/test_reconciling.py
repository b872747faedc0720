"""The reconciliation page: classes with what they come to, the rows of each, and who is told who else pays."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.chronicle import DUNGGALA, TALUMOPATU, TAPA
from tests.interfaces.web.test_village import ON, signed_in

pytestmark = pytest.mark.django_db

JANUARY_5, FEBRUARY_5 = dt.date(2023, 1, 5), dt.date(2023, 2, 5)


@pytest.fixture
def aminah(regency):
    """Talumopatu paid January and February for Aminah; Dunggala offers January to March, and pays Rp1.000 too much."""
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah])
    first = regency.paid(TALUMOPATU, JANUARY_5, heads=1, months=2, code="230100000001")
    second = regency.paid(DUNGGALA, FEBRUARY_5, heads=1, months=3, amount=51_400, code="230100000002")
    for code in (first, second):
        regency.confirmed(code, [aminah])
    return aminah


def text(client, path: str, status: int = 200) -> str:
    answer = client.get(f"/wilayah/{path}{ON}")
    assert answer.status_code == status
    return answer.content.decode()


def table(client, path: str, name: str = "") -> list[list[str]]:
    answer = client.get(f"/wilayah/{path}{ON}&bentuk=csv" + (f"&tabel={name}" if name else ""))
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_classes_of_a_regency_add_up_to_what_was_received(regency, aminah):
    client = signed_in("dpmd", "75.03")
    assert "Penerimaan untuk masa tahun 2023: Rp85.000, tersebar" in text(client, "75.03/rekonsiliasi/")
    assert [row[:3] for row in table(client, "75.03/rekonsiliasi/", "uang")[1:]] == [
        ["Menurut nama, cocok", "2", "33600"],
        ["Dibayar, tidak ada pada daftar desa", "1", "16800"],
        ["Sudah dibayar pembayar lain", "2", "33600"],
        ["Lebih bayar", "0", "1000"],
        ["Semua penerimaan", "5", "85000"],
    ]
    assert [row[:2] for row in table(client, "75.03/rekonsiliasi/", "orang")[1:]] == [
        ["Cocok pada ketiganya", "1"], ["Bulannya sudah dibayar pembayar lain", "1"], ["Semua orang", "2"],
    ]  # fmt: skip


def test_a_class_leads_to_its_rows(regency, aminah):
    client = signed_in("camat", TAPA)
    said = text(client, f"{TAPA}/rekonsiliasi/")
    assert f'href="/wilayah/{TAPA}/rekonsiliasi/uang-over/?per=2023-04-13&amp;diketahui=2023-04-13"' in said
    (row,) = table(client, f"{TAPA}/rekonsiliasi/uang-over/")[1:]
    assert row[:9] == [
        "Desa Dunggala", "230100000002", "05-02-2023", "01-2023 s.d. 03-2023", "1", "51400", "0", "1000",
        "pembayaran.xlsx, Rekap, baris 5",
    ]  # fmt: skip


def test_who_covers_both_villages_is_told_both_payers(regency, aminah):
    (row,) = table(signed_in("camat", TAPA), f"{TAPA}/rekonsiliasi/orang-double/")[1:]
    assert row[0] == "Aminah Bakari"
    assert row[4] == (
        "01-2023 s.d. 02-2023 dengan kode iuran 230100000002 sudah dibayar Desa Talumopatu, kode iuran 230100000001, "
        "05-01-2023"
    )
    village = text(signed_in("dpmd", "75.03"), f"{DUNGGALA}/rekonsiliasi/orang-double/")
    assert "Desa Talumopatu, kode iuran 230100000001" in village


def test_a_village_is_not_told_which_other_pays(regency, aminah):
    client = signed_in("operator", DUNGGALA)
    person = workers.by_nik(aminah.nik).id
    pages = [
        text(client, f"{DUNGGALA}/{path}")
        for path in (
            "",
            "rekonsiliasi/",
            "rekonsiliasi/orang-double/",
            f"pekerja/{person}/",
            f"pekerja/{person}/putusan/",
        )
    ]
    assert all("Talumopatu" not in page and "230100000001" not in page for page in pages)
    assert "sudah dibayar pembayar lain" in pages[2]
    assert "Dibayar dua kali" in pages[3]
    text(client, f"{TALUMOPATU}/rekonsiliasi/", 404)


def test_the_worker_and_the_verdict_name_the_other_payer_to_who_covers_both(regency, aminah):
    client = signed_in("camat", TAPA)
    person = workers.by_nik(aminah.nik).id
    assert "Desa Talumopatu, kode iuran 230100000001" in text(client, f"{DUNGGALA}/pekerja/{person}/")
    answer = client.get(f"/wilayah/{DUNGGALA}/pekerja/{person}/putusan/?per=2023-02-20&diketahui=2023-04-13")
    assert (
        "bulan ini sudah dibayar lebih dahulu oleh Desa Talumopatu (75.03.01.2004), kode iuran 230100000001, 05-01-2023"
    ) in answer.content.decode()
    alone = signed_in("kades", DUNGGALA)
    answer = alone.get(f"/wilayah/{DUNGGALA}/pekerja/{person}/putusan/?per=2023-02-20&diketahui=2023-04-13")
    assert "bulan ini sudah dibayar pembayaran lain yang lebih dahulu" in answer.content.decode()
    assert "Talumopatu" not in answer.content.decode()


@pytest.mark.parametrize("path", ["75.03/rekonsiliasi/uang-tiada/", "75.03/rekonsiliasi/tiada/", "75/rekonsiliasi/"])
def test_what_is_no_class_is_not_there(regency, path):
    regency.paid(TALUMOPATU, JANUARY_5)
    text(signed_in("national", "75"), path, 404)


def test_a_village_of_which_nothing_is_known_has_nothing_to_reconcile(regency, aminah):
    assert text(signed_in("operator", "75.03.01.2005"), "75.03.01.2005/rekonsiliasi/").count("Tidak ada.") == 2


def test_both_names_are_told_to_who_may_see_the_person(regency, aminah):
    regency.called(TALUMOPATU, aminah, "Aminah Zubaidah")
    (row,) = table(signed_in("camat", TAPA), f"{TALUMOPATU}/rekonsiliasi/orang-misnamed/")[1:]
    assert row[:2] == ["Aminah Bakari", row[1]]
    assert row[4] == (
        f"pada daftar «Aminah Bakari», di BPJS «Aminah Zubaidah» (nama {TALUMOPATU}.xlsx, Rekap, baris 2)"
    )
    assert "Zubaidah" not in text(signed_in("operator", DUNGGALA), f"{DUNGGALA}/rekonsiliasi/orang-misnamed/")
