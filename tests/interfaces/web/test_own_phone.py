"""A code sent to the telephone of whoever bears a NIK: nobody can tell from the answers whether anybody does."""

from __future__ import annotations

import datetime as dt
import html
import os
import pathlib
import re
import sys

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lindung.interfaces import texting
from lindung.registers.workers import models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.phones import operations, queries
from tests import conftest, identities, leaks
from tests.interfaces.web import desks

UNKNOWN = leaks.made("7503015306800777")
GUESSES = int(os.environ.get("LINDUNG_GUESSES", "28"))
"""Few here; ``tests.torture`` asks twenty thousand."""
SENDER = "import pathlib, sys; pathlib.Path(sys.argv[1]).open('a').write(sys.argv[2] + ' ' + sys.stdin.read() + '\\n')"


@pytest.fixture
def sent(settings, tmp_path) -> pathlib.Path:
    """Where the command of the operator's writes what it is given."""
    script = tmp_path / "kirim.py"
    script.write_text(SENDER)
    settings.SMS = f"{sys.executable} {script} {tmp_path / 'terkirim.txt'}"
    return tmp_path / "terkirim.txt"


@pytest.fixture
def nik(example, sent) -> str:
    """Of a worker of Huangobotu who agreed to be sent codes."""
    person = example.persons[desks.VILLAGE]
    operations.give(
        person=person, region=desks.VILLAGE, number="0812-3456-7890", agreed_on=desks.DAY, account="siti",
        stamp=conftest.stamp_on(desks.DAY),
    )  # fmt: skip
    return str(workers.nik_of(person))


def asked(number: str, address: str = "10.0.0.1"):
    return desks.Visitor().post("/saya/telepon/", {"nik": number}, REMOTE_ADDR=address)


def number_of(answer) -> str:
    return re.search(r'name="permintaan" value="([0-9a-f-]{36})"', answer.content.decode())[1]


def typed(request: str, code: str, address: str = "10.0.0.1"):
    return desks.Visitor().post("/saya/telepon/", {"permintaan": request, "kode": code}, REMOTE_ADDR=address)


def plain(answer) -> tuple[int, str]:
    """The answer without what is drawn by chance for each."""
    said = re.sub(r'name="(csrfmiddlewaretoken|permintaan)" value="[^"]+"', "", html.unescape(answer.content.decode()))
    return answer.status_code, said


def test_the_code_is_sent_by_the_worker_process_and_opens_the_days_once(nik, sent):
    request = number_of(asked(nik))
    assert not sent.exists()
    assert texting.send_waiting() == 1
    number, code = re.match(r"(\d+) Kode Lindung: (\d{6})\. Berlaku sampai ", sent.read_text()).groups()
    assert number == "6281234567890"
    seen = typed(request, f" {code[:3]} {code[3:]} ")
    assert seen.status_code == 200
    assert "Tahun ini terlindungi 31 Maret 2023 sampai 31 Desember 2023." in html.unescape(seen.content.decode())
    assert "Aminah" not in seen.content.decode()
    assert "Huangobotu" not in seen.content.decode()
    assert typed(request, code).status_code == 422
    assert texting.send_waiting() == 0


def test_the_number_is_found_by_the_nik_of_either_of_two_records_that_are_one(nik, sent, example):
    identities.merged("75.03", example.persons[desks.NEIGHBOUR], example.persons[desks.VILLAGE], on=desks.DAY)
    for one in (example.persons[desks.NEIGHBOUR], example.persons[desks.VILLAGE]):
        asked(str(workers.nik_of(one)))
        assert texting.send_waiting() == 1
    assert sent.read_text().count("6281234567890 ") == 2
    assert queries.known(example.persons[desks.NEIGHBOUR], known_at=desks.DAY) == desks.DAY


def test_a_known_and_an_unknown_nik_are_answered_alike_after_as_many_questions(nik, example, monkeypatch):
    """Nothing is looked up, so guesses tell nothing, however many; each from a place of its own."""
    monkeypatch.setattr(queries, "AT_MOST_A_DAY", GUESSES + 2)
    without_number = str(workers.nik_of(example.persons[desks.NEIGHBOUR]))
    guesses = (leaks.made(f"7503015306{80 + at // 9000}{at % 9000 + 900:04}") for at in range(GUESSES))
    faces, questions = set(), set()
    for at, one in enumerate((nik, without_number, *guesses)):
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as counted:
            faces.add(plain(asked(one, f"10.{at // 65536}.{at // 256 % 256}.{at % 256}")))
        questions.add(tuple(re.sub(r'"s\d+_x\d+"|\'[^\']*\'', "?", one["sql"])[:50] for one in counted))
    assert len(faces) == 1
    assert len(questions) == 1


def test_wrong_codes_used_ones_old_ones_and_those_of_nobody_are_answered_alike(nik):
    request, nobodys = number_of(asked(nik)), number_of(asked(UNKNOWN, "10.0.0.2"))
    right = {str(key): message for key, message in queries.waiting(at=dt.datetime.now(dt.UTC)) if message}[request].code
    wrong = f"{(int(right) + 1) % 10**6:06}"
    of_nobody = models.AskedCode.objects.get(pk=nobodys)
    secret = workers.vault.opened(bytes(of_nobody.code_sealed), about=models.asked_about(of_nobody))
    faces = {plain(typed(request, wrong)), plain(typed(nobodys, secret)), plain(typed(UNKNOWN.ljust(32, "0"), right))}
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=11), tick=False):
        faces.add(plain(typed(request, right, "10.0.0.3")))
    assert {status for status, _said in faces} == {422}
    assert len(faces) == 1


def test_a_request_bears_five_tries_and_a_nik_five_requests(nik):
    request = number_of(asked(nik))
    assert [typed(request, f"{code:06}", f"10.2.0.{code}").status_code for code in range(6)] == [422] * 5 + [429]
    assert [asked(UNKNOWN, f"10.3.0.{at}").status_code for at in range(6)] == [200] * 5 + [429]


def test_all_together_a_day_bears_so_many(example, sent, monkeypatch):
    monkeypatch.setattr(queries, "AT_MOST_A_DAY", 2)
    assert [asked(leaks.made(f"750301530680{at:04}"), f"10.4.0.{at}").status_code for at in (1, 2, 3)] == [
        200,
        200,
        429,
    ]


@pytest.mark.parametrize("number", ["", "123", "750301530680000x", "7503015306800000", "0" * 16])
def test_what_can_be_no_nik_is_said_without_looking(nik, number):
    assert asked(number).status_code == 422
    assert models.AskedCode.objects.count() == 0


def test_where_nothing_can_be_sent_it_is_said(example, settings):
    settings.SMS = ""
    for answer in (desks.Visitor().get("/saya/telepon/"), asked(UNKNOWN)):
        assert "Kode lewat telepon belum tersedia di sini." in html.unescape(answer.content.decode())
    assert models.AskedCode.objects.count() == 0


def test_a_message_that_cannot_be_sent_is_tried_again(nik, settings, sent):
    good, settings.SMS = settings.SMS, "/tidak/ada"
    asked(nik)
    assert texting.send_waiting() == 0
    settings.SMS = good
    assert texting.send_waiting() == 1


def test_what_was_asked_for_is_gone_after_a_day(nik):
    asked(nik)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1, minutes=1), tick=False):
        texting.send_waiting()
    assert models.AskedCode.objects.count() == 0


def test_the_village_writes_the_number_down_and_takes_it_back(example, sent):
    person = example.persons[desks.VILLAGE]
    page, kades = f"/wilayah/{desks.VILLAGE}/pekerja/{person}/", desks.seated("kades")
    assert kades.post(f"{page}telepon/", {"nomor": "123", "hari": "13-04-2023"}).status_code == 422
    assert kades.post(f"{page}telepon/", {"nomor": "0812 3456 7890", "hari": "13-04-2023"}).status_code == 302
    shown = kades.get(page).content.decode()
    assert "ada, sejak 13 April 2023" in shown
    assert "3456" not in shown
    assert queries.number_of(person) == "6281234567890"
    kades.post(f"{page}telepon/", {"nomor": "", "hari": "13-04-2023"})
    assert queries.number_of(person) == ""
    kept = bytes(models.Phone.objects.order_by("id").first().number_sealed)
    assert b"81234567890" not in kept


@pytest.mark.parametrize(("said", "number"), [
    ("0812-3456-7890", "6281234567890"), ("+62 812 3456 7890", "6281234567890"), ("62(811)234567", "62811234567"),
    ("112", ""), ("0812", ""), ("+1 202 555 0100", ""), ("0812x3456", ""), ("08123456789012345", ""),
])  # fmt: skip
def test_a_number_is_read_however_it_is_written(said, number):
    assert queries.plain(said) == number
