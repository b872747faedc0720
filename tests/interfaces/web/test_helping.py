"""The camat evaluates a village on one screen and logs the help it was given; those above see who was left out."""

from __future__ import annotations

import re

from tests.interfaces.web import desks

HOME = f"/wilayah/{desks.VILLAGE}/pembinaan/"
ANSWERS = {
    "nilai-anggaran": "kurang", "nilai-pendaftaran": "cukup", "nilai-pembayaran": "kurang", "nilai-daftar": "baik",
    "nilai-kerja_sama": "baik", "triwulan": "2023-2", "catatan": "Penjabat baru dilantik",
}  # fmt: skip


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def evaluated(**said: str) -> None:
    answer = desks.seated("camat").post(f"{HOME}nilai/", ANSWERS | said)
    assert (answer.status_code, answer["Location"]) == (302, HOME)


def missing(role: str, region: str) -> str:
    return re.search(r"(\d+) dari (\d+) desa", text(desks.seated(role).get(f"/wilayah/{region}/pembinaan/"))).group(0)


def test_the_camat_evaluates_on_one_screen_and_the_count_of_the_missing_falls(example):
    before = missing("camat", "75.03.08"), missing("sekda", "75.03")
    evaluated()
    after = missing("camat", "75.03.08"), missing("sekda", "75.03")
    numbers = [[int(re.match(r"\d+", one).group(0)) for one in pair] for pair in (before, after)]
    assert [first - then for first, then in zip(*numbers, strict=True)] == [1, 1]


def test_the_list_of_who_was_left_out_is_as_long_as_it_says(example):
    evaluated()
    page = desks.seated("dpmd").get("/wilayah/75.03/pembinaan/?belum=ya").content.decode()
    said = int(re.search(r"(\d+) dari (\d+) desa", page).group(1))
    assert page.count('role="rowheader"') == said
    assert desks.VILLAGE not in page


def test_the_page_of_the_village_shows_answers_in_words_and_what_was_replaced(example):
    evaluated()
    evaluated(**{"nilai-anggaran": "baik"})
    page = text(desks.seated("camat").get(HOME))
    assert "Dinilai camat pada 13 April 2023 untuk Triwulan II 2023." in page
    assert "Anggaran iuran di APBDes: Ditetapkan, cukup untuk kuota" in page
    assert "Anggaran iuran di APBDes: Belum ditetapkan" in page
    assert page.count("sudah diganti") == 1


def test_the_village_reads_the_answers_but_not_the_note(example):
    evaluated()
    assert "Penjabat baru dilantik" in text(desks.seated("sekda").get(HOME))
    for role in ("kades", "bpjs"):
        page = text(desks.seated(role).get(HOME))
        assert "Belum ditetapkan" in page
        assert "Penjabat" not in page


def test_an_answer_left_out_is_asked_for_at_its_question(example):
    answer = desks.seated("camat").post(f"{HOME}nilai/", {**ANSWERS, "nilai-daftar": ""})
    assert answer.status_code == 422
    assert "isian-nilai-daftar-salah" in answer.content.decode()


def test_help_is_logged_with_what_came_of_it(example):
    said = {"jenis": "visit", "hari": "12-04-2023", "hasil": "Perdes mulai disusun", "berikut": "Musdes",
            "pada": "20-04-2023"}  # fmt: skip
    assert desks.seated("camat").post(f"{HOME}catat/", said).status_code == 302
    page = text(desks.seated("kades").get(HOME))
    assert "12-04-2023 Kunjungan Perdes mulai disusun Musdes 20-04-2023" in page
    answer = desks.seated("camat").post(f"{HOME}catat/", said | {"hari": "14-04-2023"})
    assert (answer.status_code, "belum tiba" in text(answer)) == (422, True)


def test_pages_lead_to_it(example):
    assert HOME in desks.seated("camat").get(f"/wilayah/{desks.VILLAGE}/").content.decode()
