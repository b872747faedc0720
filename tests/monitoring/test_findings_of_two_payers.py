"""A worker-month that two payments offered: the finding names both payers, to who may know them."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.monitoring import findings
from tests import chronicle
from tests.chronicle import DUNGGALA, HUANGOBOTU, MONITORING_DAY, TALULOBUTU, TALUMOPATU
from tests.monitoring.test_findings import assert_found, found, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


@pytest.mark.parametrize(
    ("payer", "office"),
    [
        (DUNGGALA, "Camat Tapa"),
        (HUANGOBOTU, "Dinas PMD Kabupaten Bone Bolango"),
        ("75.03", "Dinas PMD Kabupaten Bone Bolango"),
        (TALUMOPATU, "Kepala Desa Talumopatu, Kec. Tapa"),
    ],
)
def test_a_month_that_another_had_paid_for_names_both_payers(regency, payer, office):
    aminah = chronicle.someone()
    for place, paid_on in ((payer, dt.date(2023, 1, 5)), (TALUMOPATU, dt.date(2023, 2, 5))):
        code = regency.paid(place, paid_on, heads=1, months=2, code=f"23010000{paid_on.month}")
        regency.confirmed(code, [aminah])
    finding = found(regency, "double_funded")
    assert_found(
        finding, "Iuran 1 orang, 2 bulan (Rp33.600), dari Desa Talumopatu (75.03.01.2004)", "230100002",
        f"({payer}) dengan kode iuran 230100001", office=office, since=dt.date(2023, 2, 5),
    )  # fmt: skip
    assert rows(finding) == [("pembayaran.xlsx", 5), ("pembayaran.xlsx", 5)]
    assert finding.other == payer
    told = findings.told_to(finding, lambda region: region == TALUMOPATU)
    if payer != TALUMOPATU:
        assert "oleh pembayar lain" in told.sentence
        assert (f"({payer})" in told.sentence, "230100001" in told.sentence, len(told.evidence)) == (False, False, 1)


def test_who_pays_for_the_same_worker_one_after_the_other_pays_once(regency):
    aminah = chronicle.someone()
    for place, first in ((DUNGGALA, "2023-01"), (TALUMOPATU, "2023-04")):
        regency.confirmed(regency.paid(place, dt.date(2023, 1, 5), heads=1, months=3, first=first), [aminah])
    assert found(regency, "double_funded") is None
    assert regency.day().doubled == ()


def test_whom_bpjs_accepted_from_one_village_the_other_has_to_replace(regency):
    (one,) = chronicle.people(1)
    regency.listed(TALUMOPATU, [one], name="talumopatu.xlsx")
    regency.listed(TALULOBUTU, [one], name="talulobutu.xlsx")
    regency.answered(TALULOBUTU, [one])
    finding = found(regency, "accepted_elsewhere")
    assert_found(
        finding, "sudah diterima BPJS sebagai peserta Desa Talulobutu",
        office="Kepala Desa Talumopatu, Kec. Tapa", since=MONITORING_DAY,
    )  # fmt: skip
    assert rows(finding) == [("talumopatu.xlsx", 5), ("talulobutu.xlsx", 5)]
    assert found(regency, "person_in_two_villages", TALULOBUTU) is None
