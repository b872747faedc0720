"""What a village's contributions cost: exact by the law of each month, beside the budget that is left."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django import test

from tests import chronicle
from tests.chronicle import HUANGOBOTU, TALUMOPATU
from tests.interfaces.web import typists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_monitoring_day")]


@pytest.fixture
def camat(regency) -> test.Client:
    return typists.sit("camat", "75.03.01")


def said(client: test.Client, more: str = "", status: int = 200) -> str:
    """The text of the page, without its marks."""
    answer = client.get(f"/wilayah/{TALUMOPATU}/iuran/{more}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", answer.content.decode())))


def test_the_valid_names_to_the_end_of_the_year_are_the_first_answer(regency, camat):
    regency.budget(TALUMOPATU, ("ADD", 20_160_000))
    regency.listed(TALUMOPATU, chronicle.people(40))
    page = said(camat)
    assert "Rp6.048.000" in page  # 40 × 9 × 16.800
    assert "Untuk 40 orang selama 9 bulan, April 2023 sampai Desember 2023" in page
    assert "Anggaran cukup; sesudah pembayaran ini tersisa Rp14.112.000" in page


def test_what_is_paid_is_taken_off_and_the_next_months_begin_after_it(regency, camat):
    regency.budget(TALUMOPATU, ("ADD", 20_160_000))
    regency.listed(TALUMOPATU, chronicle.people(100))
    regency.paid(TALUMOPATU, dt.date(2023, 1, 10), months=6, heads=100)
    page = said(camat)
    assert "Untuk 100 orang selama 6 bulan, Juli 2023 sampai Desember 2023" in page
    assert "Sudah dibayar Rp10.080.000 Sisa anggaran Rp10.080.000" in page
    assert "tersisa Rp0" in page


def test_a_change_of_rate_within_the_months_is_broken_down_with_its_source(camat):
    page = said(camat, "?orang=100&mulai=06-2020&bulan=12")
    assert "Yang harus dibayar Rp10.180.800" in page
    assert "Juni 2020 – Juli 2020 2 bulan Rp16.800 Rp3.360.000" in page
    assert "Agustus 2020 – Januari 2021 6 bulan Rp168 Rp100.800" in page
    assert "Februari 2021 – Mei 2021 4 bulan Rp16.800 Rp6.720.000" in page
    assert "PP 49/2020" in page
    assert "PP 44/2015" in page


def test_a_budget_that_does_not_suffice_says_for_how_many_it_does(regency, camat):
    regency.budget(TALUMOPATU, ("ADD", 10_000_000))
    page = said(camat, "?orang=100&mulai=2023-01&bulan=12")
    assert "Anggaran kurang Rp10.160.000. Sisanya cukup untuk 49 orang selama bulan-bulan itu" in page


def test_without_a_budget_the_village_is_told_to_budget_first(camat):
    assert "Belum ada anggaran yang berlaku" in said(camat, "?orang=100&mulai=2023-01&bulan=12")


def test_how_to_pay_is_said_in_plain_words(camat):
    page = said(camat)
    assert "minta kode iuran" in page
    assert "bank atau agen" in page
    assert "serahkan salinannya kepada Dinas PMD" in page


@pytest.mark.parametrize(("asked", "words"), [
    ("?orang=x&mulai=2023-01&bulan=12", "«x»: Tulis banyaknya orang dengan angka"),
    ("?orang=-1&mulai=2023-01&bulan=12", "«-1»: Tulis banyaknya orang"),
    ("?orang=1&mulai=awal&bulan=12", "«awal»: Tulis bulan pertama seperti 01-2023"),
    ("?orang=1&mulai=2023-01&bulan=0", "«0»: Tulis banyaknya bulan dengan angka, 1 sampai 120"),
    ("?orang=1&mulai=2023-01&bulan=121", "«121»: Tulis banyaknya bulan"),
    ("?orang=1&mulai=2014-01&bulan=12", "Buku aturan tidak memuat"),
    ("?orang=1&mulai=2023-01&bulan=12&per=kemarin", "«kemarin» bukan hari"),
])  # fmt: skip
def test_what_cannot_be_reckoned_is_said(camat, asked, words):
    assert words in said(camat, asked, status=400 if "per=" in asked else 422)


def test_another_districts_village_is_not_there(camat):
    assert camat.get(f"/wilayah/{HUANGOBOTU}/iuran/").status_code == 404
    assert camat.get("/wilayah/75.03.01/iuran/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("sekda", 200), ("kades", 200), ("auditor", 200), ("province", 403)])
def test_whoever_works_in_the_regency_may_ask(regency, role, status):
    assert typists.sit(role, "75.03").get(f"/wilayah/{TALUMOPATU}/iuran/").status_code == status
