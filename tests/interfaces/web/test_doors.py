"""Who may enter where: every address × role × region × method, against the door's own words and a table to be read."""

from __future__ import annotations

import http.cookies
from dataclasses import dataclass

import pytest
from django import http as answers
from django import urls
from django.db import transaction

from lindung.interfaces.web import urls as site
from lindung.interfaces.web.pages import instead
from tests.interfaces.web import conftest, desks, matrix

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

# The table to be read. Whoever widens a door has to change it here too.

ANYONE = "anyone"
EVERY = "operator kades camat dpmd sekda bupati bpjs bappeda auditor province national"
LETTERS = "camat dpmd sekda bupati auditor"
SENDERS = "operator kades camat dpmd bpjs"
VILLAGE, DISTRICT, REGENCY, PROVINCE = 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Page:
    """Which roles may enter, by which methods, and of which levels of regions there is such a page."""

    roles: str
    methods: str = "GET"
    levels: tuple[int, ...] = ()


PAGES = {
    "depan": Page(EVERY),
    "untuk-anda": Page("operator kades camat dpmd sekda bupati bpjs bappeda auditor"),
    "masuk": Page(ANYONE, "GET POST"),
    "masuk-kode": Page(ANYONE, "GET POST"),
    "akun": Page(EVERY, "GET POST"),
    "sandi": Page(EVERY, "GET POST"),
    "faktor": Page(EVERY, "GET POST"),
    "kantor": Page("dpmd camat sekda bupati"),
    "akun-baru": Page("dpmd camat", "GET POST"),
    "akun-kantor": Page("dpmd camat", "GET POST"),
    "usulan": Page("dpmd sekda bupati", "GET POST"),
    "keluar": Page(ANYONE, "GET POST"),
    "bahasa": Page(ANYONE),
    "hitung": Page(ANYONE),
    "terbuka": Page(ANYONE),
    "terbuka-desa": Page(ANYONE),
    "terbuka-kamus": Page(ANYONE),
    "keluhan": Page(ANYONE, "GET POST"),
    "jawaban-keluhan": Page(ANYONE, "GET POST"),
    "daftar-keluhan": Page("operator kades camat dpmd sekda bupati auditor", levels=(REGENCY, DISTRICT, VILLAGE)),
    "satu-keluhan": Page("operator kades camat dpmd sekda bupati auditor", "GET POST", levels=(VILLAGE,)),
    "saya": Page(ANYONE, "GET POST"),
    "pendaftaran": Page(ANYONE),
    "pendaftaran-tempat": Page(ANYONE, "GET POST"),
    "pendaftaran-isi": Page(ANYONE, "GET POST"),
    "pendaftaran-periksa": Page(ANYONE, "GET POST"),
    "pendaftaran-terima": Page(ANYONE),
    "pendaftaran-lanjut": Page(ANYONE, "GET POST"),
    "pendaftaran-selesai": Page(ANYONE),
    "status-permohonan": Page(ANYONE, "GET POST"),
    "permohonan": Page("operator kades dpmd bpjs", levels=(REGENCY, DISTRICT, VILLAGE)),
    "permohonan-baru": Page("operator kades", "GET POST", levels=(VILLAGE,)),
    "satu-permohonan": Page("operator kades dpmd bpjs", levels=(VILLAGE,)),
    "terima-permohonan": Page("operator kades dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "tolak-permohonan": Page("operator kades dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "saya-telepon": Page(ANYONE, "GET POST"),
    "catat-telepon": Page("operator kades", "GET POST", levels=(VILLAGE,)),
    "beri-kode": Page("operator kades", "POST", levels=(VILLAGE,)),
    "berkas": Page(ANYONE),
    "komponen": Page(EVERY),
    "kabupaten": Page(EVERY),
    "wilayah": Page(EVERY, levels=(PROVINCE, REGENCY, DISTRICT, VILLAGE)),
    "daftar": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "tagihan": Page(EVERY, levels=(VILLAGE,)),
    "catat-tagihan": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "catat-apbd": Page("dpmd", "GET POST", levels=(REGENCY,)),
    "catat-transfer": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "batal-transfer": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "rekonsiliasi": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "satu-golongan": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "temuan": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "buku": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "baris": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "semua": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "orang": Page(EVERY, levels=(VILLAGE,)),
    "putusan": Page(EVERY, levels=(VILLAGE,)),
    "perpanjangan": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "capaian": Page("camat dpmd sekda bupati bappeda auditor", levels=(DISTRICT,)),
    "pembinaan": Page("operator kades camat dpmd sekda bupati bpjs auditor", levels=(REGENCY, DISTRICT, VILLAGE)),
    "nilai-desa": Page("camat", "GET POST", levels=(VILLAGE,)),
    "catat-pendampingan": Page("camat dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "uji-petik": Page("auditor dpmd sekda bupati bappeda", levels=(REGENCY,)),
    "tarik-sampel": Page("auditor", "GET POST", levels=(REGENCY,)),
    "sampel": Page("auditor", levels=(REGENCY,)),
    "catat-kunjungan": Page("auditor", "GET POST", levels=(REGENCY,)),
    "penyuluhan": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "rencana-penyuluhan": Page("dpmd bpjs", "GET POST", levels=(REGENCY,)),
    "buat-kampanye": Page("dpmd bpjs", "GET POST", levels=(REGENCY,)),
    "acara": Page(EVERY, levels=(VILLAGE,)),
    "catat-acara": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "batal-acara": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "hapus-acara": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "foto-acara": Page("dpmd bpjs", "POST", levels=(VILLAGE,)),
    "satu-foto": Page("dpmd bpjs auditor", levels=(VILLAGE,)),
    "daftar-hadir": Page(EVERY, levels=(VILLAGE,)),
    "kartu": Page("operator kades camat dpmd bpjs auditor", levels=(VILLAGE,)),
    "terbit-kartu": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "cetak-kartu": Page("operator kades dpmd", levels=(VILLAGE,)),
    "cabut-kartu": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "periksa-kartu": Page(ANYONE),
    "periksa-kartu-berkas": Page(ANYONE),
    "kunci-kartu": Page(ANYONE),
    "kartu-dicabut": Page(ANYONE),
    "persetujuan": Page("operator kades camat dpmd auditor", levels=(VILLAGE,)),
    "catat-persetujuan": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "catat-kartu": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "pergantian": Page("operator kades camat dpmd bpjs auditor", levels=(VILLAGE,)),
    "catat-keluar": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "catat-masuk": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "catat-tunggu": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "betulkan-keluar": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "coret-tunggu": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "koreksi": Page("operator kades camat dpmd bpjs auditor", levels=(VILLAGE,)),
    "minta-koreksi": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "jawab-koreksi": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "pengajuan": Page("operator kades camat dpmd sekda bpjs auditor", levels=(REGENCY, DISTRICT, VILLAGE)),
    "perubahan": Page("operator kades camat dpmd sekda bpjs auditor", levels=(REGENCY, DISTRICT, VILLAGE)),
    "ajukan": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "satu-pengajuan": Page("operator kades camat dpmd sekda bpjs auditor", "GET POST", levels=(VILLAGE,)),
    "surat-pengantar": Page("operator kades camat dpmd sekda bpjs auditor", levels=(VILLAGE,)),
    "data-orang": Page("operator kades camat dpmd auditor", levels=(REGENCY, DISTRICT, VILLAGE)),
    "orang-mirip": Page("operator kades dpmd", levels=(REGENCY, DISTRICT, VILLAGE)),
    "satu-data-orang": Page("operator kades camat dpmd auditor", "GET POST", levels=(REGENCY, DISTRICT, VILLAGE)),
    "perbaiki-orang": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "gabung-orang": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "kasus": Page("operator kades dpmd bpjs auditor", levels=(REGENCY, DISTRICT, VILLAGE)),
    "lapor-kasus": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "satu-kasus": Page("operator kades dpmd bpjs auditor", levels=(VILLAGE,)),
    "catat-kasus": Page("operator kades dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "nik": Page("operator kades dpmd bpjs auditor", "POST", levels=(VILLAGE,)),
    "ketik-anggaran": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "ketik-pembayaran": Page("dpmd bpjs", "GET POST", levels=(VILLAGE,)),
    "ketik-pekerja": Page("operator kades dpmd", "GET POST", levels=(VILLAGE,)),
    "iuran": Page("operator kades camat dpmd sekda bupati bpjs bappeda auditor", levels=(VILLAGE,)),
    "minta-ekspor": Page("operator kades dpmd bpjs auditor", "GET POST", levels=(REGENCY, DISTRICT, VILLAGE)),
    "ekspor": Page("operator kades dpmd bpjs auditor sekda"),
    "satu-ekspor": Page("operator kades dpmd bpjs auditor sekda", "GET POST"),
    "aturan": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "usul-aturan": Page("dpmd sekda bappeda bpjs national", "GET POST", levels=(REGENCY,)),
    "satu-aturan": Page("dpmd sekda bupati bappeda bpjs national", "GET POST", levels=(REGENCY,)),
    "bukti": Page("operator kades dpmd", "GET POST", levels=(REGENCY, VILLAGE)),
    "tahun": Page("dpmd sekda bupati", "GET POST", levels=(REGENCY,)),
    "rapat": Page("camat dpmd sekda bupati auditor"),
    "undang-rapat": Page("camat dpmd sekda", "GET POST"),
    "satu-rapat": Page("camat dpmd sekda bupati auditor", "GET POST"),
    "notula": Page("camat dpmd sekda bupati auditor"),
    "layar": Page("camat dpmd sekda bupati auditor"),
    "surat": Page(LETTERS),
    "periksa": Page(ANYONE),
    "periksa-surat": Page(ANYONE),
    "daftar-surat": Page(LETTERS, levels=(REGENCY, DISTRICT)),
    "buat-surat": Page("camat dpmd sekda", "GET POST", levels=(REGENCY, DISTRICT)),
    "surat-bersama": Page(LETTERS, levels=(REGENCY, DISTRICT)),
    "surat-bersama-pdf": Page(LETTERS, levels=(REGENCY, DISTRICT)),
    "naskah": Page("camat dpmd sekda", "GET POST", levels=(REGENCY, DISTRICT)),
    "pejabat": Page("camat dpmd sekda", "GET POST", levels=(REGENCY, DISTRICT)),
    "satu-surat": Page(LETTERS, levels=(REGENCY, DISTRICT)),
    "cabut-surat": Page("camat dpmd sekda", "POST", levels=(REGENCY, DISTRICT)),
    "surat-pdf": Page(LETTERS, levels=(REGENCY, DISTRICT)),
    "surat-koreksi": Page("dpmd", "GET POST", levels=(VILLAGE,)),
    "tugas": Page(EVERY, levels=(REGENCY, DISTRICT, VILLAGE)),
    "satu-tugas": Page(EVERY, "GET POST", levels=(VILLAGE,)),
    "jawab-tugas": Page("operator kades camat dpmd sekda bpjs", "GET POST", levels=(VILLAGE,)),
    "lampiran-tugas": Page(EVERY, levels=(VILLAGE,)),
    "hapus-lampiran-tugas": Page("operator kades camat dpmd sekda bpjs", "GET POST", levels=(VILLAGE,)),
    "kecualikan-tugas": Page("kades camat dpmd sekda", "GET POST", levels=(VILLAGE,)),
    "api-wilayah": Page("client", levels=(REGENCY, DISTRICT, VILLAGE)),
    "laporan": Page("dpmd sekda bupati bappeda auditor province national"),
    "satu-laporan": Page("dpmd sekda bupati bappeda auditor province national", "GET POST"),
    "susun-laporan": Page("dpmd", "GET POST", levels=(REGENCY,)),
    "jejak": Page("auditor"),
    "kiriman": Page(SENDERS, "GET POST"),
    "satu-kiriman": Page(SENDERS),
    "keadaan-kiriman": Page(SENDERS),
}


def test_every_address_stands_in_the_table_and_the_table_has_no_other():
    assert set(matrix.addresses()) == set(PAGES)


@pytest.mark.parametrize("name", matrix.addresses())
def test_a_door_says_what_the_table_says(name):
    door = getattr(matrix.addresses()[name].callback, "door", None)
    assert door is not None, "declare with doors.door who may enter"
    roles, methods = set(PAGES[name].roles.split()) - {ANYONE}, set(PAGES[name].methods.split())
    assert door.roles == roles
    assert door.methods == methods | ({"HEAD"} if "GET" in methods else set())


@pytest.mark.parametrize("name", matrix.addresses())
def test_an_address_about_a_region_has_the_door_look_at_it(name):
    pattern = matrix.addresses()[name]
    about = [name for name in matrix.arguments(pattern) if name == "code"]
    assert ([pattern.callback.door.region] if pattern.callback.door.region else []) == about


@pytest.mark.parametrize("name", matrix.addresses())
def test_it_is_known_what_can_stand_in_an_address(name):
    assert set(matrix.arguments(matrix.addresses()[name])) <= matrix.MAKERS.keys()


# The matrix


@pytest.mark.parametrize("role", desks.once_on_a_server(matrix.ROLES), ids=lambda role: role or "nobody")
@pytest.mark.parametrize("name", matrix.addresses())
def test_the_doors_hold(name, role, example, record_property):
    visitor, door = desks.seated(role), matrix.addresses()[name].callback.door
    cookies, wrong, unseen, count = visitor.cookies.output(), [], set(), 0
    for cell in matrix.cells(name, role, example, frozenset(PAGES[name].levels)):
        count += 1
        response = _asked(visitor, cookies, cell)
        found = matrix.answered(response, door)
        if found != cell.expected:
            wrong.append(f"{cell.method} {cell.path}: {found}, the door says {cell.expected}")
        if found == "404" and cell.method != "HEAD":
            unseen.add(_face(response, cell.path))
        missing = [one for one, said in HEADERS.items() if response.headers.get(one) != said]
        assert not missing, f"{cell.method} {cell.path}: {missing}"
    assert count >= len(matrix.METHODS)
    record_property("cells", count)
    assert wrong == []
    assert len(unseen) <= 1, "what is out of scope must look like what does not exist"


def _asked(visitor: desks.Visitor, cookies: str, cell: matrix.Cell) -> answers.HttpResponse:
    """One request; whatever it wrote is taken back, and so is a sign-out."""
    visitor.cookies = http.cookies.SimpleCookie()
    for line in cookies.splitlines():
        visitor.cookies.load(line.removeprefix("Set-Cookie: "))
    with transaction.atomic():
        response = visitor.generic(cell.method, cell.path)
        transaction.set_rollback(True)
    if cell.method == "POST" and cell.expected == "entered":
        conftest.forget()
    return response


def _face(response: answers.HttpResponse, path: str) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """All that a visitor can tell an answer by, without the address that they typed themselves."""
    return response.content.replace(path.encode(), b""), tuple(sorted(response.items()))


def test_the_matrix_is_as_large_as_it_says(example):
    cells = sum(
        1
        for name in matrix.addresses()
        for role in matrix.ROLES
        for _ in matrix.cells(name, role, example, frozenset(PAGES[name].levels))
    )
    assert cells >= 4_000


SEEN_FROM = {
    "own above sibling foreign nonexistent": "operator kades",
    "own above below sibling foreign nonexistent": "camat",
    "own above below foreign nonexistent": "dpmd sekda bupati bpjs bappeda auditor client",
    "own below foreign nonexistent": "province",
    "own below nonexistent": "national",
}


@pytest.mark.parametrize(("relations", "roles"), SEEN_FROM.items())
def test_every_relation_of_a_region_to_a_desk_is_among_the_samples(relations, roles):
    for role in roles.split():
        assert {matrix.relation(role, code) for code in (*matrix.KNOWN, *matrix.UNKNOWN)} == set(relations.split())


# The oracle itself


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("operator", {"75.03.08.2001"}),
        ("camat", {"75.03.08", "75.03.08.2001", "75.03.08.2002", "75.03.08.2999"}),
        ("sekda", {code for code in (*matrix.KNOWN, *matrix.UNKNOWN) if code.startswith("75.03")}),
        ("bpjs", {code for code in (*matrix.KNOWN, *matrix.UNKNOWN) if code.startswith(("75.03", "75.01"))}),
        ("province", {code for code in (*matrix.KNOWN, *matrix.UNKNOWN) if code.startswith("75")}),
        ("national", {*matrix.KNOWN, *matrix.UNKNOWN} - {"99"}),
    ],
)
def test_who_sees_which_region(role, seen):
    assert {code for code in (*matrix.KNOWN, *matrix.UNKNOWN) if matrix.sees(role, code)} == seen


# A view that declares nothing


def undeclared(request: answers.HttpRequest) -> answers.HttpResponse:
    return answers.HttpResponse("rahasia")


@pytest.mark.parametrize("role", matrix.ROLES, ids=lambda role: role or "nobody")
def test_a_view_that_declares_nothing_is_shut_for_everybody(role, example, settings):
    settings.ROOT_URLCONF = Shut()
    response = desks.seated(role).get("/rahasia/")
    assert (response.status_code, b"rahasia" in response.content) == (404, False)


class Shut:
    """An address book as Django wants it, of that one view."""

    handler404 = staticmethod(instead.missing)
    urlpatterns = (urls.path("rahasia/", undeclared, name="rahasia"), *site.urlpatterns)
