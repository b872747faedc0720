"""Letters on pages: looked at, made, sent, withdrawn; each desk its own; the check that is open to anybody."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import uuid
from urllib import parse

import pypdf
import pytest

from lindung.registers.letters import models, operations, queries
from tests import chronicle, correspondence
from tests.interfaces.web import conftest, desks

REGENCY, DISTRICT = "/wilayah/75.03/surat/", "/wilayah/75.03.08/surat/"
SAID = {
    "jenis": "invitation", "temuan": "not_reporting", "dari": "Suwawa", "hari": "20-04-2023", "pukul": "09.00 WITA",
    "di": "Aula Kantor Bupati", "batas": "28-04-2023",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _there(example: desks.Example) -> None:
    """Everything of the example: two villages of the camat's district have told nothing."""


def body(response) -> str:
    return html.unescape(response.content.decode())


def made(role: str, here: str, **said: str):
    return desks.seated(role).post(f"{here}buat/", SAID | {"tindakan": "buat", "formulir": str(uuid.uuid4())} | said)


def pdf(response) -> str:
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# Making


def test_letters_of_a_finding_are_looked_at_before_they_are_made():
    before = models.Letter.objects.count()
    seen = desks.seated("sekda").post(f"{REGENCY}buat/", SAID | {"tindakan": "lihat", "formulir": str(uuid.uuid4())})
    said = body(seen)
    assert seen.status_code == 200
    assert "data:image/png;base64," in said
    assert "Buat 18 surat" in said
    assert "Camat Kabila Bone" in said
    assert models.Letter.objects.count() == before


def test_one_act_makes_a_letter_to_every_camat_and_one_pdf_of_all():
    answer = made("sekda", REGENCY)
    assert answer.status_code == 302
    together = body(desks.seated("sekda").get(answer["Location"]))
    assert "18 surat, nomor 005/001/Setda/IV/2023 sampai 005/018/Setda/IV/2023." in together
    file = desks.seated("sekda").get(f"{answer['Location']}pdf/")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    said = pdf(file)
    assert said.count("Undangan rapat pemantauan") == 18
    assert "Suwawa, 13 April 2023" in said
    assert "Drs. Contoh Sekda, M.Si." in said


def test_the_same_form_twice_is_one_act():
    form = str(uuid.uuid4())
    assert made("sekda", REGENCY, formulir=form)["Location"] == made("sekda", REGENCY, formulir=form)["Location"]
    assert models.Letter.objects.filter(kind="invitation").count() == 18


def test_the_camat_writes_to_the_village_heads_of_the_district_alone():
    answer = made("camat", DISTRICT, jenis="reminder")
    assert answer.status_code == 302
    said = pdf(desks.seated("camat").get(f"{answer['Location']}pdf/"))
    assert "KECAMATAN KABILA BONE" in said
    assert "Contoh Camat, S.IP." in said
    regions = set(models.Letter.objects.filter(kind="reminder").values_list("region_id", flat=True))
    assert {one[:8] for one in regions} == {"75.03.08"}


@pytest.mark.parametrize(
    ("role", "here", "changed", "says"),
    [
        ("sekda", REGENCY, {"temuan": ""}, "Belum diisi."),
        ("sekda", REGENCY, {"temuan": "cover_lapsed"}, "Tidak ada surat yang dibuat"),
        ("sekda", REGENCY, {"temuan": "person_in_two_villages"}, "bukan tentang satu desa"),
        ("sekda", REGENCY, {"pukul": ""}, "Hari, jam dan tempat undangan harus ditulis"),
        ("sekda", REGENCY, {"hari": "besok"}, "bukan hari"),
        ("sekda", REGENCY, {"di": "rumah 7503015306800011"}, "dapat merupakan NIK"),
        ("camat", DISTRICT, {"jenis": "instruction"}, "suratnya belum ada"),
        ("sekda", REGENCY, {"jenis": "minutes"}, "suratnya belum ada"),
    ],
)
def test_what_can_not_be_written_is_said_and_nothing_is_made(role, here, changed, says):
    before = models.Letter.objects.count()
    answer = made(role, here, **changed)
    assert (answer.status_code, says in body(answer)) == (422, True)
    assert models.Letter.objects.count() == before


def test_without_a_recorded_official_no_letter_is_made():
    answer = desks.seated("dpmd").post(
        f"{REGENCY}pejabat/",
        {"jabatan": "75.03 dpmd", "nama": "", "status": "tetap", "sejak": "10-04-2023", "sk": "kosong"},
    )
    assert answer.status_code == 302
    refused = made("dpmd", REGENCY, jenis="reminder")
    assert "belum dicatat siapa yang menjabat Kepala Dinas" in body(refused)


# One letter


def letter_of(example: desks.Example) -> str:
    return f"{DISTRICT}{example.letter}/"


def test_a_letter_shows_its_message_to_be_sent_and_how_it_looks(example):
    said = body(desks.seated("camat").get(letter_of(example)))
    link = re.search(r'href="(https://wa\.me/\?text=[^"]+)"', said)[1]
    message = parse.unquote(link.partition("text=")[2])
    assert message.startswith("Yth. Kepala Desa Contoh: belum menganggarkan. Surat 005/001/2023, 13 April 2023.")
    assert len(message) <= 600
    assert "data:image/png;base64," in said


def test_only_the_office_that_issued_a_letter_withdraws_it_and_says_why(example):
    at = f"{letter_of(example)}cabut/"
    refused = desks.seated("dpmd").post(at, {"alasan": "keliru"})
    assert (refused.status_code, "Surat 005/001/2023 dikeluarkan kantor lain" in body(refused)) == (422, True)
    assert desks.seated("camat").post(at, {"alasan": " "}).status_code == 422
    assert desks.seated("camat").post(at, {"alasan": "salah alamat"})["Location"] == letter_of(example)
    said = body(desks.seated("auditor").get(f"{REGENCY}{example.letter}/"))
    assert "salah alamat" in said
    assert "DICABUT 13 April 2023" in pdf(desks.seated("camat").get(f"{letter_of(example)}pdf/"))
    assert desks.seated("camat").post(at, {"alasan": "lagi"}).status_code == 422


def test_a_letter_about_another_district_is_not_there_for_a_camat(example):
    stamp = chronicle.Chronicle.stamp(desks.DAY)
    (other,) = operations.issue(drafts=[correspondence.draft(desks.ELSEWHERE)], stamp=stamp)
    conftest.forget()
    for path in (f"{other}/", f"{other}/pdf/", f"bersama/{stamp.batch}/", f"bersama/{stamp.batch}/pdf/"):
        assert desks.seated("camat").get(DISTRICT + path).status_code == 404
        assert desks.seated("auditor").get(REGENCY + path).status_code == 200


def test_who_reads_letters_does_not_make_them(example):
    for role in ("auditor", "bupati"):
        page = body(desks.seated(role).get(REGENCY))
        assert "005/001/2023" in page
        assert "buat/" not in page
        assert desks.seated(role).get(f"{REGENCY}buat/").status_code == 403


# Wordings


def wording(**changed: str) -> dict[str, str]:
    return dict(queries.shipped()["reminder", 3].parts) | {"jenis": "reminder-3"} | changed


def test_a_wording_is_looked_at_before_it_is_kept_and_then_letters_are_written_in_it():
    look = desks.seated("dpmd").post(f"{REGENCY}naskah/", wording(penutup="Salam kami."))
    assert "Rupa yang belum disimpan" in body(look)
    assert not models.Wording.objects.exists()
    kept = desks.seated("dpmd").post(f"{REGENCY}naskah/", wording(penutup="Salam kami.", tindakan="simpan"))
    assert kept["Location"] == f"{REGENCY}naskah/?jenis=reminder-3"
    answer = made("camat", DISTRICT, jenis="reminder")
    assert "Salam kami." in pdf(desks.seated("camat").get(f"{answer['Location']}pdf/"))


def test_a_blank_that_nobody_fills_is_refused_with_those_that_there_are():
    answer = desks.seated("dpmd").post(f"{REGENCY}naskah/", wording(isi="{nik}", tindakan="simpan"))
    assert answer.status_code == 422
    assert "«{nik}» pada isi tidak dikenal; yang dapat diisi Lindung: kabupaten, kecamatan" in body(answer)


def test_a_camat_looks_at_the_wording_and_does_not_change_it():
    answer = desks.seated("camat").post(f"{DISTRICT}naskah/", wording(penutup="x", tindakan="simpan"))
    assert answer.status_code == 200
    assert not models.Wording.objects.exists()
    assert "Simpan naskah" not in body(answer)


# Anybody


def test_anybody_may_ask_whether_a_letter_is_genuine_and_learns_no_more(example, django_assert_num_queries):
    letter = queries.letter(example.letter, region="75.03", known_at=desks.DAY)
    said = body(desks.seated("").get(f"/surat/periksa/{letter.check_code}/"))
    assert (
        "Surat nomor 005/001/2023 (Teguran) tanggal 13 April 2023 dikeluarkan Pemerintah Kabupaten Bone Bolango."
        in said
    )
    assert "masih berlaku" in said
    for hidden in ("Kepala Desa", "Contoh Camat", "menganggarkan", "Kabila Bone", "Huangobotu"):
        assert hidden not in said
    typed = queries.shown_code(letter.check_code).lower()
    assert "005/001/2023" in body(desks.seated("").get("/surat/periksa/", {"kode": typed}))


def test_a_code_that_no_letter_has_is_answered_alike(example, django_assert_max_num_queries):
    letter = queries.letter(example.letter, region="75.03", known_at=desks.DAY)
    counts, answers = [], []
    for code in (letter.check_code, "23456789ABCDEFGH"):
        visitor = desks.seated("")
        with django_assert_max_num_queries(20) as asked:
            answers.append(visitor.get(f"/surat/periksa/{code}/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert [one.status_code for one in answers] == [200, 200]
    assert "Tidak ada surat Lindung dengan kode ini." in body(answers[1])
    headers = [{name: value for name, value in one.items() if name != "Content-Length"} for one in answers]
    assert headers[0] == headers[1]


# A late payment


def test_a_late_payment_leads_to_a_dossier_for_bpjs():
    here = chronicle.Chronicle(quota=None)
    here.paid(desks.VILLAGE, dt.date(2023, 4, 10), months=3, heads=4, first="2023-01")
    conftest.forget()
    at = f"/wilayah/{desks.VILLAGE}/koreksi/"
    assert f"{at}surat/" in body(desks.seated("dpmd").get(at))
    said = {"sebab": "ADD tahap I cair 4 April 2023", "formulir": str(uuid.uuid4())}
    assert "data:image/png;base64," in body(desks.seated("dpmd").post(f"{at}surat/", said | {"tindakan": "lihat"}))
    answer = desks.seated("dpmd").post(f"{at}surat/", said | {"tindakan": "buat"})
    letter = pdf(desks.seated("dpmd").get(f"{answer['Location']}pdf/"))
    for part in ("Januari 2023 sampai Maret 2023", "Rp201.600", "ADD tahap I cair 4 April 2023", "Contoh Kepala Desa"):
        assert part in letter, part
    assert "Belum diisi." in body(desks.seated("dpmd").post(f"{at}surat/", {}))
