"""A village's cards on the site: issued in one act, printed ten on a sheet, revoked; and what anybody may fetch."""

from __future__ import annotations

import html
import io
import json

import pypdf
import pytest
from django import test

from lindung.interfaces.reports.cards import keys as key_files
from lindung.kernel.cards import tokens, verdicts
from lindung.platform.journal import models as journal
from lindung.platform.vault.cards import queries as vault
from lindung.registers.claims.cards import queries
from lindung.registers.workers import facts as worker_facts
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.interfaces.web import desks

VILLAGE = desks.VILLAGE
HERE = f"/wilayah/{VILLAGE}/kartu/"


def page(role: str, path: str) -> str:
    response = desks.seated(role).get(path)
    assert response.status_code == 200, response.content.decode()[:400]
    return html.unescape(response.content.decode())


def issued(role: str = "operator", who: str = "") -> None:
    answer = desks.seated(role).post(f"{HERE}terbit/", {"siapa": who})
    assert (answer.status_code, answer.get("Location")) == (302, HERE), answer.content.decode()[-2000:]


def sheet(role: str = "operator", more: str = "") -> pypdf.PdfReader:
    answer = desks.seated(role).get(f"{HERE}cetak/{more}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.content))


def checked(text: str) -> verdicts.Verdict:
    """As somebody without an account answers: with what the site gives to anybody."""
    anybody = test.Client()
    known = key_files.read(anybody.get("/kartu/kunci.json").content.decode(), name="kunci.json")
    revoked = anybody.get("/kartu/dicabut").content
    return verdicts.verdict(text, on=desks.DAY, keys=known, holds=vault.is_signed, revoked=revoked)


def texts() -> list[str]:
    held = queries.in_hand(VILLAGE, known_at=desks.DAY).values()
    return list(queries.texts(held).values())


def test_a_village_issues_all_its_cards_in_one_act_and_prints_them_on_one_sheet(example):
    assert "0 kartu Lindung terbit dan berlaku pada hari itu." in page("operator", HERE)
    issued()
    said = page("operator", HERE)
    assert "3 kartu Lindung terbit dan berlaku pada hari itu." in said
    assert "Cetak 10 per lembar" in said and "31-12-2023" in said
    paper = sheet()
    assert len(paper.pages) == 1
    words = " ".join(paper.pages[0].extract_text().split())
    assert words.count("KARTU PEKERJA TERLINDUNGI") == 3
    assert "sampai Desember 2023" in words
    assert "paling lambat 48 jam" in words
    assert "Santunan kematian penuh" not in words  # a membership of 2023 knows no waiting
    assert "7503" not in words  # nothing of a NIK
    assert [checked(text).answer for text in texts()] == ["valid"] * 3


def test_pressed_again_nothing_is_issued_and_it_is_said_why(example):
    issued()
    answer = desks.seated("operator").post(f"{HERE}terbit/", {"siapa": ""})
    assert answer.status_code == 422
    assert "sudah memegang kartu yang berlaku" in html.unescape(answer.content.decode())


def test_one_worker_gets_a_new_card_and_the_old_one_is_revoked_for_everybody(example):
    issued()
    person = str(example.persons[VILLAGE])
    held = queries.in_hand(VILLAGE, known_at=desks.DAY)[example.persons[VILLAGE]]
    (old,) = queries.texts([held]).values()
    issued("dpmd", person)
    found = checked(old)
    assert (found.answer, found.card and found.card.name) == ("revoked", tokens.of_text(old).name)
    assert len(sheet(more=f"?orang={person}").pages) == 1
    lines = [one.verb for one in journal.Line.objects.order_by("-id")[:3]]
    assert lines == ["claims.card", "claims.card_issued", "claims.card_revoked"]


def test_a_card_is_revoked_with_a_reason_and_its_holder_is_told_of(example):
    issued()
    person = str(example.persons[VILLAGE])
    answer = desks.seated("kades").post(f"{HERE}cabut/", {"orang": person, "sebab": "lost"})
    assert (answer.status_code, answer["Location"]) == (302, HERE)
    assert "2 kartu Lindung terbit dan berlaku pada hari itu." in page("operator", HERE)
    assert f"/kartu/terbit/?orang={person}" in page("operator", f"/wilayah/{VILLAGE}/pekerja/{person}/")


def test_who_leaves_the_list_leaves_a_revoked_card(example):
    issued()
    person = example.persons[VILLAGE]
    held = queries.in_hand(VILLAGE, known_at=desks.DAY)[person]
    (text,) = queries.texts([held]).values()
    answer = desks.seated("operator").post(
        f"/wilayah/{VILLAGE}/pergantian/keluar/",
        {"orang": str(person), "hari": "10-04-2023", "sebab": "meninggal", "bukti": "474.3/1"},
    )
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    assert checked(text).answer == "revoked"
    assert queries.of_person(person, known_at=desks.DAY)[-1].reason == "dead"


def test_before_any_card_was_issued_there_is_nothing_to_print(example):
    answer = desks.seated("operator").get(f"{HERE}cetak/")
    assert answer.status_code == 400
    assert "Terbitkan kartunya dulu" in html.unescape(answer.content.decode())


@pytest.mark.parametrize("path", ["/kartu/", "/kartu/periksa.html", "/kartu/kunci.json", "/kartu/dicabut"])
def test_anybody_may_check_and_no_name_is_in_what_they_fetch(example, path):
    issued()
    answer = test.Client().get(path)
    assert answer.status_code == 200
    for text in texts():
        card = tokens.of_text(text)
        assert card.name.encode() not in answer.content
        assert card.number not in answer.content and card.number.hex().encode() not in answer.content


def test_the_page_may_ask_for_the_camera_and_no_other_page_may(example):
    assert "camera=(self)" in test.Client().get("/kartu/")["Permissions-Policy"]
    assert "camera=()" in test.Client().get("/saya/")["Permissions-Policy"]
    assert len(test.Client().get("/kartu/periksa.html").content) < 60_000


def test_the_list_is_good_for_thirty_days(example):
    signed = tokens.read(test.Client().get("/kartu/dicabut").content)
    listed = tokens.revoked_list(signed.payload)
    assert (listed.made_on, (listed.good_before - listed.made_on).days) == (desks.DAY, 30)
    keys = json.loads(test.Client().get("/kartu/kunci.json").content)["keys"]
    assert [one.hex() for one in listed.keys] == sorted(one["kid"] for one in keys)


def test_a_card_of_who_stands_on_no_list_any_more_is_pointed_out_and_can_be_revoked(example):
    """The village sends a new list without one of its three; nobody told that they left."""
    issued()
    held = queries.in_hand(VILLAGE, known_at=desks.DAY)
    person = example.persons[VILLAGE]
    others = [workers.record_of(one) for one in held if one != person]
    again = [worker_facts.Claimed(one.nik, one.name, one.born_on, one.sex) for one in others]
    chronicle.Chronicle().listed(VILLAGE, again, received_on=desks.DAY, name="daftar baru.xlsx")
    said = page("operator", HERE)
    assert "1 kartu lain masih berlaku, pemegangnya tidak lagi dihitung pada daftar desa." in said
    answer = desks.seated("operator").post(f"{HERE}cabut/", {"orang": str(person), "sebab": "moved"})
    assert answer.status_code == 302
    assert "kartu lain masih berlaku" not in page("operator", HERE)
