"""A NIK opened for a reason, and a list with full NIK from asking to fetching, before a browser."""

from __future__ import annotations

import csv
import pathlib
import re

from tests.browser import desk
from tests.browser.conftest import Sits

LISTED = "/wilayah/75.03/daftar/declared/"


def readable(before: desk.Desk) -> None:
    assert (before.sideways(), before.barriers()) == ([], [])


def test_a_nik_is_shown_once_for_a_reason(sits: Sits):
    before = sits("dpmd")
    before.open(LISTED)
    before.go(before.page.locator("main table a[href*='/pekerja/']").first)
    before.page.locator("details.reveal summary").click()
    readable(before)
    before.page.fill("#alasan", "perlu")
    before.press("Tampilkan NIK penuh", exact=True)
    readable(before)
    before.page.fill("#alasan", "Cocokkan dengan KTP, surat 12")
    before.press("Tampilkan NIK penuh", exact=True)
    readable(before)
    number = before.page.locator("code.sec").inner_text()
    assert re.fullmatch(r"\d{16}", number)
    assert number not in before.page.url
    before.follow("Kembali ke halaman orangnya")
    assert number not in before.page.content()


def test_one_asks_another_decides_the_first_fetches(sits: Sits, tmp_path: pathlib.Path):
    clerk, sekda = sits("dpmd"), sits("sekda")
    clerk.open(LISTED)
    clerk.follow("Minta NIK penuh")
    clerk.page.fill("#alasan", "Pemadanan dengan Dukcapil, surat 400/77")
    clerk.press("Minta", exact=True)
    readable(clerk)
    assert clerk.page.get_by_role("button", name="Setujui").count() == 0
    sekda.open("/ekspor/")
    readable(sekda)
    sekda.go(sekda.page.locator(".props a").first)
    readable(sekda)
    sekda.press("Setujui", exact=True)
    clerk.page.reload()
    readable(clerk)
    with clerk.page.expect_download() as taken:
        clerk.page.get_by_role("button", name="Ambil CSV").click()
    fetched = tmp_path / "serah" / "daftar.csv"  # handed out, as two officers agreed
    taken.value.save_as(fetched)
    with fetched.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) > 1
    assert all(re.fullmatch(r"\d{16}|", row[1]) for row in rows[1:])
    assert sum(bool(row[1]) for row in rows[1:]) > 1000
