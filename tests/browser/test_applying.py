"""A villager with a cheap phone registers themselves: 320 points wide, without scripts, and over a slow network."""

from __future__ import annotations

import time

import pytest

from tests import leaks
from tests.browser import desk
from tests.browser.conftest import Sits

NIK = leaks.made("7503085203790001")
ANSWERS = (
    ("nama", {"#nama": "Yusna Podungge"}), ("nik", {"#nik": NIK}),
    ("lahir", {"#hari": "12", "#bulan": "3", "#tahun": "1979"}), ("pekerjaan", {"#lain": "Pembuat gula aren"}),
    ("telepon", {}), ("setuju", {}),
)  # fmt: skip


def to_the_first_question(before: desk.Desk) -> None:
    before.open("/daftar/?acara=HUANGO-1")
    before.page.check("#jalur-1")
    before.press("Lanjut")
    before.follow("Kecamatan Kabila Bone")
    before.press("Desa Huangobotu")


def answers(before: desk.Desk) -> None:
    """The question that the page asks."""
    step, typed = next(one for one in ANSWERS if before.path == f"/daftar/isi/{one[0]}/")
    for where, text in typed.items():
        before.page.fill(where, text)
    if step == "setuju":
        before.page.check("#setuju")
    before.press("Simpan dan lanjut")


def small_targets(before: desk.Desk) -> list[str]:
    """What is to be pressed or filled in and is lower than 48 points; a choice is as high as the box around it."""
    return before.page.eval_on_selector_all(
        "main a, main button, main .pick, main input:not([type=radio]):not([type=checkbox]):not([type=hidden])",
        "all => all.filter(one => one.getBoundingClientRect().height < 48).map(one => one.outerHTML.slice(0, 90))",
    )


def test_without_scripts_on_the_narrowest_phone_to_the_receipt_and_its_state(sits: Sits):
    before = sits(js=False, width=desk.SMALL)
    to_the_first_question(before)
    before.press("Simpan dan lanjut")
    assert before.page.locator(".oops a").inner_text() == "Nama belum ditulis. Tulis seperti pada KTP."
    while before.path != "/daftar/periksa/":
        answers(before)
    summary = before.page.locator("dl").inner_text()
    assert ("Yusna Podungge" in summary, "12 Maret 1979" in summary, "Pembuat gula aren" in summary) == (True,) * 3
    before.press("Kirim permohonan")
    assert (before.path, before.heading) == ("/daftar/terima/", "Permohonan terkirim")
    code = before.page.locator(".code b").inner_text()
    before.open("/status/")
    before.page.fill("#kode", code)
    before.press("Lihat")
    assert "Sedang diperiksa desa." in before.page.get_by_role("status").inner_text()


SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 ms to and fro and 400 kbit/s: what the browser's own tools call slow 3G."""


def test_over_slow_3g_every_page_is_there_within_seconds_weighs_little_and_stops_nobody(sits: Sits):
    before = sits(width=desk.SMALL)
    line = before.context.new_cdp_session(before.page)
    weight: list[float] = []
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", SLOW_3G)
    line.on("Network.loadingFinished", lambda said: weight.append(said["encodedDataLength"]))
    seen: dict[str, tuple[float, float]] = {}

    def look() -> None:
        assert (before.path, before.sideways(), small_targets(before), before.barriers()) == (before.path, [], [], [])
        before.page.set_viewport_size({"width": desk.SMALL, "height": 900})
        weight.clear()

    began = time.monotonic()
    before.open("/daftar/")
    seen[before.path] = (time.monotonic() - began, sum(weight))
    look()
    before.page.check("#jalur-2")
    for act in (lambda: before.press("Lanjut"), lambda: before.follow("Kecamatan Kabila Bone"),
                lambda: before.press("Desa Huangobotu"), *[lambda: answers(before)] * 6,
                lambda: before.press("Kirim permohonan")):  # fmt: skip
        began = time.monotonic()
        act()
        before.page.wait_for_load_state("networkidle")
        seen[before.path] = (time.monotonic() - began, sum(weight))
        look()
    assert before.path == "/daftar/terima/"
    assert {path: one for path, one in seen.items() if one[0] > 5 or not 0 < one[1] < 12_000} == {}


@pytest.mark.parametrize("path", ["/status/", "/daftar/lanjut/", "/daftar/selesai/"])
def test_the_pages_around_it_stop_nobody(sits: Sits, path: str):
    before = sits()
    before.open(path)
    assert (before.sideways(), before.barriers()) == ([], [])
    if path != "/daftar/selesai/":
        before.page.fill("#kode", "AAAA-BBBB-CCCC-DDDD")
        before.press("Lihat" if path == "/status/" else "Lanjutkan")
        assert (before.sideways(), small_targets(before), before.barriers()) == ([], [], [])


def test_the_desk_takes_somebody_in_who_is_no_longer_waiting(sits: Sits):
    before = sits()
    to_the_first_question(before)
    while before.path != "/daftar/periksa/":
        answers(before)
    before.press("Kirim permohonan")
    clerk = sits("operator")
    clerk.open("/wilayah/75.03.08.2001/permohonan/")
    assert clerk.barriers() == []
    clerk.follow("Yusna Podungge")
    assert "Peringatan" in clerk.page.get_by_role("main").inner_text() and clerk.barriers() == []
    clerk.follow("Terima")
    clerk.page.fill("#isian-nik", NIK)
    assert (clerk.sideways(), clerk.barriers()) == ([], [])
    clerk.press("Terima")
    assert "Diterima pada 13 April 2023." in clerk.page.get_by_role("main").inner_text()
