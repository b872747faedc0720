"""Duties on the site: what each office finds, answers, asks for and decides; and what it never sees."""

from __future__ import annotations

import datetime as dt
import html
import io

import openpyxl
import pytest
from django.core.files import uploadedfile

from lindung.platform.access import queries as access
from lindung.platform.journal import models as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup import facts, operations, queries
from lindung.registers.followup.papers import queries as papers
from tests import chronicle
from tests.interfaces.web import desks

VILLAGE, DISTRICT = desks.VILLAGE, "75.03.08"
LATE = dt.date(2023, 5, 8)
"""The first working day after Huangobotu's camat should have settled it."""


@pytest.fixture
def here(example) -> str:
    return f"/wilayah/{VILLAGE}/tugas/{example.duty}/"


def page(role: str, path: str) -> str:
    response = desks.seated(role).get(path)
    assert response.status_code == 200, response.content.decode()[:400]
    return html.unescape(response.content.decode())


def sent(role: str, path: str, **said: str):
    return desks.seated(role).post(path, said)


def answered(role: str, here: str, **said: str):
    blank = dict.fromkeys(("jawaban", "hari", "kendala", "keterangan", "surat", "tanggal"), "")
    return sent(role, f"{here}jawab/", **(blank | said))


def duty(example) -> facts.Duty:
    found = queries.duty(example.duty, on=desks.DAY, known_at=desks.DAY)
    assert found is not None
    return found


def test_a_camat_begins_with_what_is_to_be_settled(example, here):
    home = html.unescape(desks.seated("camat").get("/").content.decode())
    assert "Tugas yang menunggu jawaban Anda" in home
    assert f'href="/wilayah/{DISTRICT}/tugas/"' in home
    said = page("camat", f"/wilayah/{DISTRICT}/tugas/")
    assert "1 tugas." in said
    assert "Membayar di bawah kuota: Desa Huangobotu" in said
    assert "Batas 5 Mei 2023" in said
    assert "97 pekerja belum terlindungi · Belum ada jawaban" in said
    assert f'href="{here}jawab/"' in said


def test_a_duty_of_three_findings_tells_two_in_the_inbox_and_all_on_its_page(example):
    found = tuple(
        facts.Found("payment_amount", VILLAGE, 2023, "bpjs", "\n".join(f"Hal {at}." for at in numbers))
        for numbers in ((1, 2, 3),)
    )
    told = chronicle.Chronicle.stamp(desks.DAY)
    operations.bring_in(within=VILLAGE, year=2023, found=found, proof_of=lambda _region: facts.Proof(),
                        book=rulebook.shipped(), on=desks.DAY, stamp=told)  # fmt: skip
    said = page("bpjs", f"/wilayah/{VILLAGE}/tugas/")
    assert "<p>Hal 1.</p><p>Hal 2.</p>" in said and "Dan 1 hal serupa lagi." in said
    (key,) = [one.key for one in queries.duties(VILLAGE, on=desks.DAY, known_at=desks.DAY) if one.kind == found[0].kind]
    own = page("bpjs", f"/wilayah/{VILLAGE}/tugas/{key}/")
    assert "<li>Hal 1.</li><li>Hal 2.</li><li>Hal 3.</li>" in own
    assert "Hal 1. Dan 2 hal serupa lagi." in page("bpjs", f"/wilayah/{VILLAGE}/tugas/{key}/jawab/")


def test_late_duties_come_first_by_days_times_workers(example):
    for village, office in ((desks.NEIGHBOUR, "camat"), (VILLAGE, "kades")):
        operations.open_by_hand(
            wanted=facts.Wanted(village, f"Kirim daftar {village}.", office, dt.date(2023, 4, 17)),
            desk=access.desk_of(example.accounts["sekda"], on=desks.DAY), book=desks.rulebook_queries.book(),
            stamp=chronicle.Chronicle.stamp(desks.DAY),
        )  # fmt: skip
    said = page("dpmd", f"/wilayah/75.03/tugas/?per={LATE:%d-%m-%Y}")
    assert "Terlambat: 21 hari" in said
    assert said.index("Kirim daftar") < said.index("kurang 97 dari kuota 100")
    assert "3 tugas, 3 di antaranya terlambat." in said


def test_an_office_answers_on_one_screen_and_the_next_line_says_so(example, here):
    answer = answered("camat", here, jawaban="not_possible", kendala="dana_desa", keterangan="Tahap I.",
                      surat="005/117", tanggal="12-04-2023")  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, here)
    said = page("camat", here)
    for words in ("Belum dapat: Dana Desa belum disalurkan. Tahap I.", "005/117, 12 April 2023", "Terbuka", "Riwayat"):
        assert words in said
    assert "Dana Desa belum disalurkan" in page("camat", f"/wilayah/{DISTRICT}/tugas/")


def test_what_is_half_said_is_said_at_the_form(example, here):
    answer = answered("camat", here, jawaban="promised")
    assert answer.status_code == 422
    assert "tanggal janjinya belum ditulis" in html.unescape(answer.content.decode())
    assert answered("camat", here).status_code == 422
    assert duty(example).answers == ()


def test_two_people_let_a_duty_be(example, here):
    answer = sent("camat", f"{here}pengecualian/", alasan="Desa digabung.", surat="140/9/2023", sampai="")
    assert answer.status_code == 302
    assert "meminta pengecualian pada 13 April 2023: Desa digabung. (140/9/2023)." in page("sekda", here)
    assert 'value="setuju"' not in page("camat", here)
    assert sent("camat", here, tindakan="setuju").status_code == 400
    assert sent("sekda", here, tindakan="setuju").status_code == 302
    assert "Dikecualikan oleh dua orang" in page("camat", here)
    assert duty(example).closing.why == "waiver"
    assert "Tidak ada tugas di sini." in page("camat", f"/wilayah/{DISTRICT}/tugas/")
    assert "Selesai 13 April 2023" in page("camat", f"/wilayah/{DISTRICT}/tugas/?keadaan=selesai")


def test_the_second_person_can_also_say_no(example, here):
    sent("camat", f"{here}pengecualian/", alasan="Desa digabung.", surat="140/9/2023", sampai="31-12-2023")
    assert sent("dpmd", here, tindakan="tolak").status_code == 302
    assert "Pengecualian ditolak" in page("camat", here)
    assert duty(example).state == "open"


def test_who_saw_what_a_meeting_decided_done_confirms_it(example):
    key = operations.open_by_hand(
        wanted=facts.Wanted(VILLAGE, "Kirim daftar pekerja.", "kades"),
        desk=access.desk_of(example.accounts["sekda"], on=desks.DAY), book=desks.rulebook_queries.book(),
        stamp=chronicle.Chronicle.stamp(desks.DAY),
    )  # fmt: skip
    here = f"/wilayah/{VILLAGE}/tugas/{key}/"
    assert sent("sekda", here, tindakan="sahkan").status_code == 400
    answered("kades", here, jawaban="done")
    assert "Sahkan selesai" in page("sekda", here)
    assert sent("sekda", here, tindakan="sahkan").status_code == 302
    assert "Disahkan orang kedua" in page("kades", here)


def test_each_office_opens_with_its_own(example):
    assert "Semua kantor" in page("sekda", "/wilayah/75.03/tugas/")
    assert "Tidak ada tugas di sini." in page("sekda", "/wilayah/75.03/tugas/?kantor=sekda")
    assert "1 tugas." in page("bpjs", "/wilayah/75.03/tugas/?kantor=camat")
    assert "1 tugas." in page("kades", f"/wilayah/{VILLAGE}/tugas/")


def test_another_districts_duties_are_not_there(example):
    answer = desks.seated("camat").get(f"/wilayah/75.03.01/tugas/{example.duty}/")
    assert answer.status_code == 404
    assert desks.seated("camat").get("/wilayah/75.03.01/tugas/").status_code == 404
    assert desks.seated("camat").get(f"/wilayah/{desks.NEIGHBOUR}/tugas/{example.duty}/").status_code == 404


def test_the_table_is_a_workbook_too(example):
    answer = desks.seated("dpmd").get("/wilayah/75.03/tugas/?tabel=tugas&bentuk=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for row in book.worksheets[0].values for cell in row]
    assert "Desa Huangobotu, Kec. Kabila Bone" in cells


def test_a_letter_goes_with_the_answer_and_is_downloaded_from_the_history(example, here):
    file = uploadedfile.SimpleUploadedFile("undangan camat.pdf", b"%PDF-1.7 surat %%EOF")
    sent("camat", f"{here}jawab/", jawaban="invited", hari="17-04-2023", kendala="", keterangan="", surat="005/1",
         tanggal="13-04-2023", berkas=file)  # fmt: skip
    said = page("kades", here)
    assert "005/1, 13 April 2023 · undangan camat.pdf" in said and "Unduh PDF, 1 kB" in said
    (key,) = [one.key for one in papers.files(example.duty, known_at=desks.DAY).values() if "camat" in one.name]
    answer = desks.seated("kades").get(f"{here}berkas/{key}/")
    assert answer.content == b"%PDF-1.7 surat %%EOF"
    assert answer["Content-Disposition"] == 'attachment; filename="undangan camat.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    looked = journal.View.objects.order_by("id").last()
    assert (looked.kind, looked.what, looked.about) == ("export", "lampiran-tugas", VILLAGE)
    assert f"berkas/{key}/hapus/" not in said and f"berkas/{key}/hapus/" in page("camat", here)
    assert sent("camat", f"{here}berkas/{key}/hapus/", alasan="Salah berkas").status_code == 302
    assert desks.seated("kades").get(f"{here}berkas/{key}/").status_code == 404
    assert "Berkasnya sudah dihapus (PDF, 1 kB)" in page("kades", here)


def test_a_file_of_another_kind_is_said_at_the_form_and_nothing_is_answered(example, here):
    wrong = uploadedfile.SimpleUploadedFile("surat.docx", b"PK\x03\x04 surat")
    refused = sent("camat", f"{here}jawab/", jawaban="done", hari="", kendala="", keterangan="", surat="", tanggal="",
                   berkas=wrong)  # fmt: skip
    assert refused.status_code == 422
    assert "bukan salah satu dari PDF, JPEG, PNG, WebP" in html.unescape(refused.content.decode())
    assert duty(example).answers == ()
