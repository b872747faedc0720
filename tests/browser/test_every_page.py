"""Every page, as whoever uses it most comes to it by its links: readable, silent, narrow enough, light enough."""

from __future__ import annotations

import gzip

import pytest

from tests.browser import desk
from tests.browser.conftest import Sits
from tests.interfaces.web import matrix

LOOKED_AT = {
    "masuk": "",
    "hitung": "",
    "keluhan": "",
    "jawaban-keluhan": "",
    "daftar-keluhan 4": "operator",
    "terbuka": "",
    "saya": "",
    "saya-telepon": "",
    "permohonan 4": "operator",
    "permohonan-baru 4": "operator",
    "keluar": "sekda",
    "komponen": "sekda",
    "depan": "sekda",
    "untuk-anda": "camat",
    "kabupaten": "national",
    "wilayah 1": "national",
    "wilayah 2": "sekda",
    "wilayah 3": "camat",
    "wilayah 4": "operator",
    "daftar 3": "camat",
    "temuan 3": "camat",
    "tagihan 4": "dpmd",
    "catat-tagihan 4": "dpmd",
    "rekonsiliasi 4": "operator",
    "satu-golongan 2": "dpmd",
    "semua 3": "camat",
    "baris 2": "sekda",
    "orang 4": "sekda",
    "putusan 4": "sekda",
    "koreksi 4": "dpmd",
    "minta-koreksi 4": "dpmd",
    "jawab-koreksi 4": "dpmd",
    "aturan 2": "sekda",
    "bukti 4": "operator",
    "tahun 2": "sekda",
    "catat-apbd 2": "dpmd",
    "usul-aturan 2": "dpmd",
    "rapat": "dpmd",
    "undang-rapat": "dpmd",
    "satu-rapat": "in its story",
    "notula": "in its story",
    "layar": "in its story",
    "laporan": "dpmd",
    "susun-laporan 2": "dpmd",
    "jejak": "auditor",
    "ekspor": "dpmd",
    "minta-ekspor 2": "dpmd",
    "akun": "sekda",
    "sandi": "sekda",
    "faktor": "sekda",
    "kantor": "dpmd",
    "akun-baru": "dpmd",
    "akun-kantor": "dpmd",
    "kiriman": "dpmd",
    "satu-kiriman": "in its story",
    "ketik-anggaran 4": "operator",
    "ketik-pekerja 4": "operator",
    "ketik-pembayaran 4": "dpmd",
    "iuran 4": "operator",
    "perpanjangan 3": "camat",
    "pembinaan 3": "camat",
    "pembinaan 4": "camat",
    "nilai-desa 4": "camat",
    "catat-pendampingan 4": "camat",
    "uji-petik 2": "auditor",
    "tarik-sampel 2": "auditor",
    "penyuluhan 2": "dpmd",
    "rencana-penyuluhan 2": "dpmd",
    "buat-kampanye 2": "dpmd",
    "acara 4": "dpmd",
    "catat-acara 4": "dpmd",
    "kartu 4": "operator",
    "catat-kartu 4": "operator",
    "terbit-kartu 4": "operator",
    "periksa-kartu": "sekda",
    "persetujuan 4": "operator",
    "catat-persetujuan 4": "operator",
    "pergantian 4": "operator",
    "catat-keluar 4": "operator",
    "catat-masuk 4": "operator",
    "catat-tunggu 4": "operator",
    "pengajuan 4": "operator",
    "perubahan 4": "operator",
    "data-orang 4": "dpmd",
    "orang-mirip 2": "dpmd",
    "perbaiki-orang 4": "dpmd",
    "gabung-orang 4": "dpmd",
    "kasus 4": "operator",
    "lapor-kasus 4": "operator",
    "periksa": "sekda",
    "daftar-surat 3": "camat",
    "buat-surat 3": "camat",
    "naskah 3": "camat",
    "pejabat 3": "camat",
    "surat-koreksi 4": "dpmd",
    "tugas 3": "camat",
    "capaian 3": "camat",
    "satu-tugas 4": "camat",
    "jawab-tugas 4": "camat",
    "kecualikan-tugas 4": "camat",
}
"""Which page, of which level of region, by whom: each is examined by axe once, as the same list for a regency has more
rows and nothing else. Each role walks all that its links lead to."""
BY_HAND = {
    "national": ("/wilayah/75/",),
    "sekda": (
        "/wilayah/75.03/daftar/enrolled_valid/",
        "/wilayah/75.03/masalah/",
        "/surat/periksa/",
        "/kartu/",
    ),
    "camat": ("/wilayah/75.03.08/surat/",),
    "operator": ("/wilayah/75.03.08.2001/iuran/",),
    "dpmd": ("/wilayah/75.03.08.2001/pembayaran/", "/wilayah/75.03/daftar/declared/", "/wilayah/75.03/masalah/"),
}
"""Where a walk begins besides the front page: what only some of many lists lead to."""
NO_PAGE = {**dict.fromkeys(
               ("pendaftaran", "pendaftaran-tempat", "pendaftaran-isi", "pendaftaran-periksa", "pendaftaran-terima",
                "pendaftaran-lanjut", "pendaftaran-selesai", "status-permohonan", "satu-permohonan",
                "terima-permohonan", "tolak-permohonan"), "has a story of its own: test_applying"),
           "catat-telepon": "the operator's village has nobody yet; a form like the others",
           "satu-laporan": "has a story", "sampel": "has a story",
           "catat-kunjungan": "has a story",
           "hapus-acara": "names are kept first; in its own tests",
           "batal-acara": "an event is ahead first; in its own tests", "satu-foto": "is a picture",
           "lampiran-tugas": "is a file", "hapus-lampiran-tugas": "has a file first; in its own tests",
           "daftar-hadir": "is a file",
           "bahasa": "leads back", "berkas": "is part of pages",
           "satu-keluhan": "the example has none", "buku": "is a workbook",
           "terbuka-desa": "is a file", "terbuka-kamus": "is a file",
           "keadaan-kiriman": "is read by the script", "masuk-kode": "has a story",
           "cetak-kartu": "is a file", "cabut-kartu": "a card was issued first; in its own tests",
           "periksa-kartu-berkas": "is a file", "kunci-kartu": "is a file", "kartu-dicabut": "is a file",
           "satu-kasus": "the example has no case", "catat-kasus": "the example has no case",
           "usulan": "has a story", "satu-ekspor": "has a story", "ajukan": "has a story",
           "satu-pengajuan": "has a story", "surat-pengantar": "has a story",
           "betulkan-keluar": "somebody left first; in its own tests", "coret-tunggu": "somebody waits first",
           "catat-transfer": "has a bill first; in its own tests", "batal-transfer": "has a transfer first",
           "api-wilayah": "is read by programs", "surat": "leads on",
           "periksa-surat": "is what periksa answers", "surat-pdf": "is a file",
           "surat-bersama": "has a story", "surat-bersama-pdf": "is a file", "satu-surat": "has a story",
           "satu-data-orang": "the example has none; in its own tests",
           "satu-aturan": "is proposed and decided in its own tests"}  # fmt: skip
GALLERY = "komponen"
PEOPLE = ("sekda", "camat", "operator", "dpmd", "national", "auditor")
KILOBYTES, REQUESTS = 40, 5


def test_somebody_looks_at_every_page():
    readable = {name for name, one in matrix.addresses().items() if "GET" in one.callback.door.methods}
    assert readable == {page.split()[0] for page in LOOKED_AT} | set(NO_PAGE)


@pytest.mark.parametrize("role", ["", *PEOPLE], ids=lambda role: role or "nobody")
def test_every_page_that_a_desk_leads_to(sits: Sits, role: str):
    before = sits(role)
    wrong: list[str] = []
    seen: set[str] = set()
    waiting = [*BY_HAND.get(role, ()), "/" if role else "/masuk/"]
    while waiting:
        before.open(waiting.pop(0))
        page = desk.kind(before.path)
        if page in seen:
            continue
        seen.add(page)
        wrong += [f"{page}: sideways at {width}" for width in before.sideways()]
        if LOOKED_AT.get(page) == role:
            wrong += [f"{page}: {one}" for one in before.barriers()]
        if page != GALLERY:
            waiting += _new(before.links(), seen)
            wrong += [f"{page}: leads nowhere: {path}" for path in before.links() if _dead(path)]
    assert wrong == []
    assert {page for page, who in LOOKED_AT.items() if who == role} <= seen


def _new(paths: list[str], seen: set[str]) -> list[str]:
    """One address of each kind of page that was not seen yet."""
    found = {desk.kind(path): path for path in reversed(paths)}
    return [path for page, path in found.items() if page and page not in seen and page.split()[0] not in NO_PAGE]


def _dead(path: str) -> bool:
    return not desk.kind(path)


@pytest.mark.parametrize(("path", "status"), [("/wilayah/75.04/", 404), ("/wilayah/75.03.99/", 404), ("/tiada/", 404)])
def test_a_page_that_can_not_be_shown_is_readable_too(sits: Sits, path: str, status: int):
    before = sits("camat")
    before.open(path, status)
    assert (before.sideways(), before.barriers()) == ([], [])


def test_a_refused_sign_in_is_readable_too(sits: Sits):
    before = sits()
    before.open("/masuk/")
    before.page.fill("#nama", "sekda")
    before.page.fill("#sandi", "bukan sandinya")
    before.go(before.page.get_by_role("button", name="Masuk"))
    assert before.page.get_by_role("alert").inner_text().startswith("Belum masuk")
    assert (before.sideways(), before.barriers()) == ([], [])


@pytest.mark.parametrize(
    ("role", "path"),
    [("", "/masuk/"), ("sekda", "/wilayah/75.03/"), ("camat", "/wilayah/75.03.08/"), ("sekda", "/komponen/")],
)
def test_a_first_load_is_light(sits: Sits, role: str, path: str):
    before = sits(role)
    before.open(path)
    before.page.wait_for_load_state("networkidle")
    weights = {asked.url: _sent(asked) for asked in before.requests}
    assert len(weights) <= REQUESTS, weights
    assert sum(weights.values()) <= KILOBYTES * 1024, weights


def _sent(asked: desk.playwright.Request) -> int:
    """Bytes of the body on the way; what goes unpacked (a page with a form's token) counts as if it were packed."""
    response = asked.response()
    assert response is not None
    if "content-encoding" in response.headers:
        return int(asked.sizes()["responseBodySize"])
    return len(gzip.compress(response.body(), 1))
