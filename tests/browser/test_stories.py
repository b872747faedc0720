"""A morning of the Sekda, of a camat and of a village's operator, before a browser with scripts and without."""

from __future__ import annotations

import re

import pytest

from tests.browser import desk
from tests.browser.conftest import Sits

WITH_AND_WITHOUT = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
OF_PAGE = re.compile(r"dari ([\d.]+)")


def number(text: str) -> int:
    """«3.400 orang» is 3400."""
    return int(re.sub(r"\D", "", text))


def signed_in(sits: Sits, role: str, js: bool) -> desk.Desk:
    """From the address of the site, over the form, to one's own page."""
    before = sits(js=js)
    before.open("/")
    assert before.path == "/masuk/"
    before.sign_in(role)
    return before


def counted(before: desk.Desk) -> set[int]:
    """What a list comes to: its rows on all pages, and what its column of people or rupiah adds up to."""
    table = before.page.locator("main table").first
    rows = table.locator("tbody tr").count()
    of_pages = before.page.locator(".pages")
    found = {number(OF_PAGE.search(of_pages.first.inner_text())[1]) if of_pages.count() else rows}
    for title in ("Orang", "Jumlah"):
        cells = table.locator(f'tbody [data-l="{title}"]').all_inner_texts()
        if cells and not of_pages.count():
            found.add(sum(number(one) for one in cells if number_there(one)))
    return found


def number_there(text: str) -> bool:
    return bool(re.search(r"\d", text))


@WITH_AND_WITHOUT
def test_the_sekda_follows_a_number_to_the_village_behind_it(sits: Sits, js: bool):
    before = signed_in(sits, "sekda", js)
    assert (before.path, before.heading) == ("/", "Untuk Anda")
    before.follow("Buka ringkasan lengkap")
    assert (before.path, before.heading) == ("/wilayah/75.03/", "Kabupaten Bone Bolango, tahun 2023")
    assert "55 dari 160 desa" in before.page.locator(".find").inner_text()
    before.go(before.page.locator(".lad .held.mx"))
    assert before.path == "/wilayah/75.03/daftar/keadaan-unpaid/"
    assert counted(before) == {100}
    before.go(before.page.locator("main table tbody a").first)
    assert desk.kind(before.path) == "wilayah 4"
    before.go(before.page.locator(".crumb a"))
    assert desk.kind(before.path) == "wilayah 3"


@WITH_AND_WITHOUT
def test_the_sekda_asks_how_it_stood_at_the_end_of_the_quarter(sits: Sits, js: bool):
    before = signed_in(sits, "sekda", js)
    before.follow("Buka ringkasan lengkap")
    before.page.get_by_text("Tanyakan hari lain").click()
    before.page.fill("#per", "31-03-2023")
    before.press("Tampilkan")
    assert "31 Maret 2023" in before.page.locator(".find").inner_text()
    before.go(before.page.locator(".lad .lv a").last)
    assert "per=2023-03-31" in before.page.url


@WITH_AND_WITHOUT
def test_the_camat_finds_the_villages_that_are_behind_and_no_others(sits: Sits, js: bool):
    before = signed_in(sits, "camat", js)
    assert (before.path, before.heading) == ("/", "Untuk Anda")
    before.follow("Buka ringkasan lengkap")
    assert (before.path, before.heading) == ("/wilayah/75.03.08/", "Kecamatan Kabila Bone, tahun 2023")
    tiles = before.page.locator("a.t").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(tiles) == 9
    assert all(href.startswith("/wilayah/75.03.08.") for href in tiles)
    before.go(before.page.locator("a.t").first)
    assert desk.kind(before.path) == "wilayah 4"
    before.open("/wilayah/75.03.01/", status=404)
    assert before.heading == "Halaman tidak ditemukan"


@WITH_AND_WITHOUT
def test_the_operator_sees_the_next_step_of_the_own_village(sits: Sits, js: bool):
    before = signed_in(sits, "operator", js)
    assert (before.path, before.heading) == ("/", "Untuk Anda")
    assert before.page.locator(".steps li").count() == 4
    assert before.page.locator("main .steps .btn").count() <= 1
    before.open("/wilayah/75.03.08.2002/", status=404)


@WITH_AND_WITHOUT
def test_who_signs_out_leaves_nothing_to_go_back_to(sits: Sits, js: bool):
    before = signed_in(sits, "camat", js)
    before.go(before.page.get_by_role("link", name="Keluar"))
    before.press("Keluar sekarang")
    assert before.path == "/masuk/"
    before.page.goto("/wilayah/75.03.08/")
    assert before.path == "/masuk/"


@pytest.mark.parametrize(("role", "path"), [("sekda", "/wilayah/75.03/"), ("camat", "/wilayah/75.03.08/")])
def test_every_number_of_the_finding_leads_to_a_list_of_that_many(sits: Sits, role: str, path: str):
    before = sits(role)
    before.open(path)
    said = before.page.locator(".lad .lv a, .lad .pv a, .lad .bs a").evaluate_all(
        "all => all.map(one => [one.getAttribute('href'), one.innerText])"
    )
    assert len(said) >= 10
    wrong = []
    for href, shown in said:
        before.open(href)
        if number(shown) not in counted(before):
            wrong.append(f"{href}: {shown} there, {counted(before)} here")
    assert wrong == []


def test_a_page_is_gone_through_by_keyboard_alone(sits: Sits):
    before = sits("sekda")
    before.open("/wilayah/75.03/")
    before.page.keyboard.press("Tab")
    focused = before.page.locator(":focus")
    assert focused.inner_text() == "Lewati ke isi"
    before.page.keyboard.press("Enter")
    assert before.page.evaluate("document.activeElement.id") == "isi"
    before.page.keyboard.press("Tab")
    assert before.page.evaluate("document.activeElement.closest('main') !== null")


@WITH_AND_WITHOUT
def test_the_dinas_sends_a_file_and_reads_what_was_understood_of_it(sits: Sits, js: bool):
    """Files that came in before: nothing of the example changes for the other stories."""
    before = signed_in(sits, "dpmd", js)
    before.go(before.page.get_by_role("navigation").get_by_role("link", name="Kirim berkas"))
    before.page.set_input_files("#berkas", sorted(before.place.files.glob("*.xlsx")))
    before.page.get_by_role("button", name="Kirim dan baca").click()
    before.page.get_by_text("Yang dibaca dari tiap berkas").wait_for(timeout=60_000)
    assert desk.kind(before.path) == "satu-kiriman"
    rows = before.page.locator("table.files tbody tr")
    assert [row.split()[0] for row in rows.all_inner_texts()] == ["Pembayaran", "Rekap", "Tagihan"]
    assert "Semua berkas ini sudah pernah diterima" in before.page.locator("main").inner_text()
    if js:
        assert (before.sideways(), before.barriers()) == ([], [])
    before.follow("Lihat hasilnya di ringkasan")
    assert before.path == "/wilayah/75.03/"


@WITH_AND_WITHOUT
def test_a_form_sent_without_a_file_says_what_is_missing(sits: Sits, js: bool):
    before = signed_in(sits, "operator", js)
    before.open("/kiriman/")
    before.press("Kirim dan baca")
    assert before.page.get_by_role("alert").inner_text().startswith("Belum terkirim")
    if js:
        assert (before.sideways(), before.barriers()) == ([], [])


@WITH_AND_WITHOUT
def test_a_person_who_is_typed_wrongly_is_not_kept_and_the_form_says_why(sits: Sits, js: bool):
    before = signed_in(sits, "operator", js)
    before.follow("Tambah pekerja")
    before.page.get_by_label("NIK").fill("750301530678")
    before.page.get_by_label("Nama").first.fill("Aminah Bakari")
    before.go(before.page.get_by_role("main").get_by_role("button").first)
    alert = before.page.get_by_role("alert")
    assert alert.inner_text().startswith("Belum tersimpan")
    assert before.page.get_by_label("NIK").input_value() == "750301530678"
    alert.get_by_role("link").first.click()
    assert before.page.evaluate("location.hash") == "#isian-nik"
    if js:
        assert (before.sideways(), before.barriers()) == ([], [])
