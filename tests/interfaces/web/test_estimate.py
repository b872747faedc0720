"""What anybody is told that they would pay and their family receive: the law's own numbers, never a day too early."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from lindung.interfaces.web.components import estimate
from lindung.kernel import law, values
from lindung.platform.rulebook import queries as rulebook
from tests.interfaces.web import desks

BOOK = rulebook.shipped()
TIERS = law.in_force(BOOK.jkk_tiers, on=dt.date(2026, 11, 23), what="tingkat JKK").value
WHOLE = 42_000_000


def wish(first: str, months: int = 12, income: int = 0, sector: law.Sector = "non_transport", *, jht: bool = False):
    return estimate.Wish(values.Rupiah(income), sector, values.Month.parse(first), months, with_jht=jht)


def said(more: str = "", status: int = 200) -> str:
    """The text of the page, without its marks."""
    answer = desks.Visitor().get(f"/hitung/{more}")
    assert answer.status_code == status
    main = answer.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", main)))


ASKED = "?penghasilan=0&kerja=lain&mulai={}&bulan={}&jht=tidak"


def test_the_lowest_income_without_any_discount_pays_16800_a_month(example):
    assert "Rp33.600" in said(ASKED.format("2027-02", 2))
    assert "Februari 2027 – Maret 2027 2 bulan Rp16.800 Rp33.600" in said(ASKED.format("2027-02", 2))


def test_a_discount_that_ends_within_the_months_splits_them(example):
    page = said(ASKED.format("2026-12", 3))
    assert "Desember 2026 1 bulan. Keringanan 50 % di luar sektor transportasi" in page
    assert "Rp8.400 Rp8.400" in page
    assert "Januari 2027 – Februari 2027 2 bulan Rp16.800 Rp33.600" in page
    assert "Yang Anda bayar Rp42.000 " in page
    assert "PP 50/2025 pasal 4" in page


def test_a_driver_keeps_the_discount_longer_and_saving_costs_20000(example):
    assert "Yang Anda bayar Rp8.400 " in said("?kerja=angkutan&mulai=2027-01&bulan=1")
    assert "Yang Anda bayar Rp36.800 " in said("?jht=ya&mulai=2027-02&bulan=1")
    assert "PP 46/2015" in said("?jht=ya&mulai=2027-02&bulan=1")


def test_before_three_months_only_the_funeral_is_named_and_the_day_of_the_whole(example):
    page = said(ASKED.format("2027-01", 12))
    assert "1 Januari 2027 sampai 31 Maret 2027: Hanya Rp10.000.000 biaya pemakaman." in page
    assert "1 April 2027 sampai 31 Desember 2027: Keluarga menerima Rp42.000.000." in page


def test_who_pays_for_too_few_months_is_told_that_the_whole_needs_more(example):
    page = said(ASKED.format("2027-01", 3))
    assert "1 Januari 2027 sampai 31 Maret 2027: Hanya Rp10.000.000 biaya pemakaman." in page
    assert "Mulai 1 April 2027 menjadi Rp42.000.000, hanya bila iuran terus dibayar sampai hari itu." in page
    assert "Keluarga menerima Rp42.000.000" not in page


def test_a_membership_from_before_the_waiting_time_has_none():
    found = estimate.death(BOOK, wish("2025-02", 6))
    assert [(one.first, one.last, one.rupiah) for one in found.sums] == [
        (dt.date(2025, 2, 1), dt.date(2025, 7, 31), WHOLE)
    ]


def test_the_whole_sum_is_never_said_of_a_day_of_the_first_three_months():
    for first in values.Month(2019, 11).until(120):
        for months in range(1, 14):
            starts, ends = first.first_day, first.plus(months).first_day
            waits_till = first.plus(3).first_day if starts >= dt.date(2025, 2, 24) else starts
            found = estimate.death(BOOK, wish(str(first), months))
            assert all(one.first >= waits_till for one in found.sums if one.rupiah == WHOLE)
            assert (found.sums[0].first, found.sums[-1].last) == (starts, ends - dt.timedelta(days=1))
            assert found.later == (waits_till if waits_till >= ends else None)
            for one in found.sums:
                for day in (one.first, one.last):
                    paid = law.potential(BOOK, event="death", on=day, member_since=starts)
                    assert one.rupiah == paid.rupiah


@pytest.mark.parametrize("sector", ["transport", "non_transport"])
@pytest.mark.parametrize("jht", [True, False])
def test_what_is_to_be_paid_is_the_laws_contribution_of_every_month(sector, jht):
    for tier in TIERS:
        for first in range(0, 150, 7):
            asked = wish(str(values.Month(2015, 7).plus(first)), 1 + first % 13, tier.from_income, sector, jht=jht)
            months = [law.contribution(BOOK, month=month, **asked.terms) for month in asked.first.until(asked.months)]
            told = [part.each for part in estimate.parts(BOOK, asked) for _ in range(part.months)]
            assert told == months


@pytest.mark.parametrize(("more", "words"), [
    ("?bulan=0", "1 sampai 36"),
    ("?bulan=37", "1 sampai 36"),
    ("?bulan=²", "1 sampai 36"),
    ("?mulai=besok", "Pilih bulan pertama"),
    ("?kerja=ojek", "Pilih pekerjaan"),
    ("?penghasilan=-1", "Pilih penghasilan"),
    ("?jht=mungkin", "Pilih ya atau tidak"),
    ("?mulai=2014-01", "Bulan itu belum dapat dihitung."),
])  # fmt: skip
def test_what_cannot_be_reckoned_is_said(example, more, words):
    assert words in said(more, status=422)


def test_the_page_is_small(example):
    assert len(desks.Visitor().get("/hitung/").content) < 20_000
