"""Sending files by the pages, without script: the form, the waiting, what came of it, and nothing of another office."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django import test
from django.core.files import uploadedfile

from lindung.interfaces import accounts, works
from lindung.interfaces.intake import models
from lindung.interfaces.intake.jobs import archives
from lindung.interfaces.web import models as web_models
from lindung.interfaces.web import operations as web
from lindung.interfaces.web.pages import upload
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from tests import conftest
from tests.interfaces import desks
from tests.officer import people

pytestmark = pytest.mark.django_db
KERAMAT, MERANTI = desks.KERAMAT, desks.MERANTI
ROSTER = "NO;NIK;NAMA;TGL LAHIR;DESA\n"


@pytest.fixture(autouse=True)
def _only_the_doorkeepers_scope():
    """The site puts the scope in force by itself; the tests' own must not stand in for it."""
    token = scope._in_force.set(None)
    yield
    scope._in_force.reset(token)


def signed_in(role: str, office: str, *regions: str) -> test.Client:
    name = f"{role}.{len(regions)}{uuid.uuid4().hex[:6]}"
    accounts.open_seat(
        role=role, office=office, regions_of=regions, name=name, person_name=f"Contoh {role}", example=False,
        by=conftest.OFFICER, at=conftest.MORNING,
    )  # fmt: skip
    client = test.Client(enforce_csrf_checks=True)
    desks.sit(client, name)
    return client


@pytest.fixture
def dpmd() -> test.Client:
    return signed_in("dpmd", "Dinas PMD Bone Bolango", "75.03")


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def send(client: test.Client, page: str | None = None, *, folder=(), alamat: str = "", **files: bytes | str):
    """Fill in the form as it stands on the page, and send it."""
    page = page or client.get("/kiriman/").content.decode()
    chosen = [
        uploadedfile.SimpleUploadedFile(name.replace("__", "."), said if isinstance(said, bytes) else said.encode())
        for name, said in files.items()
    ]
    typed = {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "nomor", "kabupaten")}
    typed |= {"alamat": alamat, "berkas": chosen, "folder": list(folder), "tahun": "2023", "diterima": "2023-04-13"}
    return client.post("/kiriman/", typed)


def read_all() -> None:
    while works.run_one(works.new_worker()):
        pass


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rows(count: int, village: str, seed: int = 4) -> str:
    drawn = people.People(seed, desks.DAY).many(count)
    return "".join(f"{n};{p.nik};{p.name};{p.born:%d-%m-%Y};{village}\n" for n, p in enumerate(drawn, 1))


def test_an_officer_sends_waits_and_reads_what_came_of_it_without_script(dpmd):
    sent = send(dpmd, daftar__csv=ROSTER + rows(2, "Keramat") + "3;75030113067;Warga;;Keramat\n")
    assert sent.status_code == 302
    page = sent["Location"]
    waiting = dpmd.get(page)
    assert "Kiriman sedang dibaca" in text(waiting)
    assert "Menunggu giliran dibaca." in text(waiting)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting.content.decode()
    state = json.loads(dpmd.get(f"{page}keadaan/").content)
    assert state == {"ended": False, "files": 1, "read": 0, "says": "Menunggu giliran dibaca."}
    read_all()
    done = dpmd.get(page)
    assert "1 dari 3 orang perlu diperbaiki" in text(done)
    assert "3 orang (2 dihitung, 1 ditahan)" in text(done)
    assert "NIK bukan 16 angka ditahan sampai diperbaiki Baris 4 kolom NIK NIK berisi 11 angka" in text(done)
    assert 'href="/wilayah/75.03/"' in done.content.decode()
    assert json.loads(dpmd.get(f"{page}keadaan/").content)["ended"] is True
    assert "selesai" in text(dpmd.get("/kiriman/"))


def test_the_same_form_sent_twice_is_one_delivery(dpmd):
    page = dpmd.get("/kiriman/").content.decode()
    first, second = (send(dpmd, page, daftar__csv=ROSTER) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert models.Job.objects.count() == 1


def test_a_delivery_of_another_office_looks_like_one_that_does_not_exist(dpmd):
    camat = signed_in("camat", "Kecamatan Tapa", "75.03.01")
    page = send(dpmd, daftar__csv=ROSTER)["Location"]
    for path in (page, f"{page}keadaan/"):
        other, none = camat.get(path), camat.get(path.replace(page[9:45], str(uuid.uuid4())))
        assert (other.status_code, none.status_code) == (404, 404)
        assert text(other) == text(none)
    assert page not in camat.get("/kiriman/").content.decode()


@pytest.mark.parametrize("role", ["sekda", "bupati", "bappeda", "auditor"])
def test_who_does_not_send_files_does_not_enter(role):
    client = signed_in(role, "Sekretariat Daerah", "75.03")
    assert client.get("/kiriman/").status_code == 403
    assert client.get(f"/kiriman/{uuid.uuid4()}/").status_code == 403


def test_a_village_reads_that_its_neighbours_rows_are_not_recorded():
    operator = signed_in("operator", "Pemerintah Desa Keramat", KERAMAT)
    page = send(operator, daftar__csv=ROSTER + rows(2, "Keramat") + rows(1, "Meranti", seed=9))["Location"]
    read_all()
    said = text(operator.get(page))
    assert "Di luar kewenangan kantor" in said
    assert "2 orang" in said
    assert f'href="/wilayah/{KERAMAT}/"' in operator.get(page).content.decode()


def test_a_branch_of_bpjs_says_which_regency_it_is_about():
    bpjs = signed_in("bpjs", "BPJS Cabang Gorontalo", "75.01", "75.03")
    page = bpjs.get("/kiriman/").content.decode()
    assert re.findall(r'<option value="([^"]+)">([^<]+)', page) == [
        ("75.01", "Kabupaten Gorontalo"), ("75.03", "Kabupaten Bone Bolango"),
    ]  # fmt: skip


def test_a_folder_keeps_its_folders_where_the_script_read_them(dpmd):
    files = [uploadedfile.SimpleUploadedFile("daftar.csv", ROSTER.encode()) for _ in range(2)]
    job = send(dpmd, folder=files, alamat="Kec Tapa/Keramat/daftar.csv\nKec Tapa/Meranti/daftar.csv")["Location"][9:45]
    names = models.Upload.objects.filter(job=job).order_by("name").values_list("name", flat=True)
    assert list(names) == ["Kec Tapa/Keramat/daftar.csv", "Kec Tapa/Meranti/daftar.csv"]


def test_without_script_files_of_a_folder_stand_beside_each_other(dpmd):
    files = [uploadedfile.SimpleUploadedFile("daftar.csv", ROSTER.encode()) for _ in range(2)]
    job = send(dpmd, folder=files)["Location"][9:45]
    names = models.Upload.objects.filter(job=job).order_by("name").values_list("name", flat=True)
    assert list(names) == ["daftar (2).csv", "daftar.csv"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "Belum ada berkas."),
        ({"kiriman__zip": b"bukan zip"}, "Zip «kiriman.zip» rusak"),
    ],
)
def test_what_is_not_accepted_is_said_beside_the_field(dpmd, files, said):
    refused = send(dpmd, **files)
    assert refused.status_code == 422
    assert f'<a href="#berkas">{said}' in refused.content.decode()
    assert not models.Job.objects.exists()


def test_a_delivery_too_large_or_of_too_many_files_stops_on_its_way(dpmd, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_DELIVERY", 2 * 2**20)
    assert "Isi kiriman lebih dari 2 MB" in text(send(dpmd, a__csv=b"1" * 2**20, b__csv=b"2" * (2**20 + 1)))
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    assert "lebih dari 2 berkas" in text(send(dpmd, a__csv="1", b__csv="2", c__csv="3"))
    assert not models.Job.objects.exists()


def test_files_of_nobody_signed_in_are_not_taken_in(dpmd, monkeypatch):
    page = test.Client().get("/masuk/")
    token = hidden(page.content.decode(), "csrfmiddlewaretoken")
    spooled = []
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", lambda **said: spooled.append(said))
    stranger = test.Client(enforce_csrf_checks=True)
    stranger.cookies = page.cookies
    file = uploadedfile.SimpleUploadedFile("a.csv", b"1")
    answer = stranger.post("/kiriman/", {"csrfmiddlewaretoken": token, "berkas": file})
    assert (answer.status_code, answer["Location"], spooled) == (302, "/masuk/", [])


def test_after_a_delivery_the_day_that_pages_open_with_is_the_one_after_it(dpmd):
    """Kept behind the job's own last line: a day kept before it would be out of date at once."""
    send(dpmd, daftar__csv=ROSTER + rows(2, "Keramat"))
    assert works.run_one("satu", after=lambda regency: web.keep(regency=regency, on=desks.DAY))
    kept = web_models.KeptDay.objects.get(regency="75.03")
    assert kept.version == journal.last_line()


def test_what_the_worker_refuses_is_said_with_what_to_do(dpmd):
    page = send(dpmd, halaman__html="<p>")["Location"]
    read_all()
    said = text(dpmd.get(page))
    assert "Kiriman tidak dikerjakan" in said
    assert "Kirim berkas Excel, ODS atau CSV" in said
    assert "tidak-ada-tabel" in said


def test_a_page_shows_as_many_files_in_full_as_fit_and_leads_to_the_others(dpmd, monkeypatch):
    monkeypatch.setattr(upload, "_LINES_ON_A_PAGE", 1)
    wrong = "NO;NIK;NAMA\n1;75030113067;Warga\n2;75030113067;Warga\n"
    page = send(dpmd, **{f"{name}__csv": f"DESA {name.upper()} TAPA\n{wrong}" for name in ("Keramat", "Meranti")})
    page = page["Location"]
    read_all()
    whole = dpmd.get(page).content.decode()
    assert re.findall(r'<a href="([^"]+)">(\w+\.csv)', whole) == [("#f1", "Keramat.csv"), ("?berkas=2", "Meranti.csv")]
    assert re.findall(r'<h2 id="n\d">([^<]+)', whole) == ["Keramat.csv"]
    assert "Baris 3–4" in whole
    one = dpmd.get(f"{page}?berkas=2").content.decode()
    assert re.findall(r'<h2 id="n\d">([^<]+)', one) == ["Meranti.csv"]
    assert [dpmd.get(f"{page}?berkas={n}").status_code for n in ("3", "0", "x")] == [404, 404, 404]
