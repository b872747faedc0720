"""A worker objects without an account, the village answers, and the code opens the answer and nothing else."""

from __future__ import annotations

import html
import re

import pytest

from lindung.registers.claims.grievances import models
from tests.interfaces.web import desks

SAID = {"desa": desks.VILLAGE, "jenis": "no_card", "isi": "Kartu saya belum ada.", "kontak": "0800-1"}


def body(answer) -> str:
    return html.unescape(answer.content.decode())


def lodged(more: dict[str, str] | None = None) -> str:
    """The code that the visitor is told."""
    answer = desks.Visitor().post("/keluhan/", SAID | (more or {}))
    assert answer.status_code == 200
    return re.search(r"<code>([0-9A-Z-]{19})</code>", body(answer))[1]


def asked(code: str):
    return desks.Visitor().post("/keluhan/jawaban/", {"kode": code})


def page_of_the_last() -> str:
    row = models.Grievance.objects.latest("id")
    return f"/wilayah/{row.region_id}/keluhan/{row.key}/"


def test_a_worker_chooses_district_and_village_and_gets_a_code_and_a_day(example):
    first = body(desks.Visitor().get("/keluhan/"))
    assert '<option value="75.03.08">Kabila Bone</option>' in first
    form = body(desks.Visitor().get("/keluhan/?kec=75.03.08"))
    assert f'<option value="{desks.VILLAGE}">Desa Huangobotu</option>' in form
    told = body(asked(lodged()))
    assert "Belum dijawab." in told
    assert "Kartu belum diterima, diterima 13 April 2023." in told
    assert "Giliran Kepala desa, paling lambat 5 Mei 2023." in told
    assert "Kartu saya belum ada" not in told


def test_the_village_reads_it_on_its_home_page_and_answers_once(example):
    code = lodged()
    village = desks.seated("operator")
    assert "2 keluhan terbuka, 0 terlambat." in body(village.get("/"))
    page = page_of_the_last()
    shown = body(village.get(page))
    assert "Kartu saya belum ada." in shown
    assert "0800-1" in shown
    assert village.post(page, {"jawaban": "Kartu dicetak Jumat ini."}).status_code == 302
    assert "Kartu dicetak Jumat ini." in body(asked(code))
    again = village.post(page, {"jawaban": "Lagi."})
    assert again.status_code == 422
    assert "sudah dijawab" in body(again)


def test_an_office_whose_turn_it_is_not_reads_no_word_of_it_until_it_is_asked(example):
    lodged()
    page, camat = page_of_the_last(), desks.seated("camat")
    shown = body(camat.get(page))
    assert "Kartu saya belum ada" not in shown
    assert 'name="jawaban"' not in shown
    assert camat.post(page, {"jawaban": "x"}).status_code == 422
    assert desks.seated("kades").post(page, {"tindakan": "teruskan"}).status_code == 302
    assert "Kartu saya belum ada" in body(camat.get(page))
    assert "Kartu saya belum ada" not in body(desks.seated("auditor").get(page))


def test_a_wrong_code_and_none_are_answered_alike(example):
    answers = [asked(code) for code in ("AAAA-BBBB-CCCC-DDDD", "", "x" * 5000)]
    assert {one.status_code for one in answers} == {422}
    plain = {re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body(one)) for one in answers}
    assert len(plain) == 1


def test_who_guesses_is_made_to_wait_and_so_is_who_sends_too_many(example):
    statuses = [asked(f"AAAA-BBBB-CCCC-{number:04}").status_code for number in range(31)]
    assert (statuses[0], statuses[-1]) == (422, 429)


@pytest.mark.parametrize(("more", "words"), [
    ({"desa": "75.03.08.9999"}, "Pilih desa Anda."),
    ({"desa": "x"}, "Kecamatan Anda"),
    ({"jenis": "lain"}, "Pilih jenis keluhan."),
    ({"isi": ""}, "Tulis apa yang terjadi"),
    ({"isi": "x" * 1501}, "paling panjang 1500 huruf"),
])  # fmt: skip
def test_what_is_missing_is_said_at_its_field(example, more, words):
    before = models.Grievance.objects.count()
    answer = desks.Visitor().post("/keluhan/", SAID | more)
    assert answer.status_code == 422
    assert words in body(answer)
    assert models.Grievance.objects.count() == before


def test_the_same_form_twice_is_taken_once(example):
    number = {"formulir": "6f2b2bd0-7b8c-4b6c-9c83-2f8b2b6f1a10"}
    lodged(number)
    again = desks.Visitor().post("/keluhan/", SAID | number)
    assert "Keluhan ini sudah diterima" in body(again)
