"""A late payment of a village: asked about by one, answered by another, and the old membership goes on."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from lindung.registers.coverage import queries
from lindung.registers.funding import queries as funding
from tests import chronicle
from tests.interfaces.web import desks

VILLAGE = desks.VILLAGE
AT = f"/wilayah/{VILLAGE}/koreksi/"


@pytest.fixture
def late(example: desks.Example) -> int:
    """Money of 10 April for January to June."""
    here = chronicle.Chronicle(quota=None)
    code = here.paid(VILLAGE, dt.date(2023, 4, 10), months=6, heads=4)
    return funding.id_of(code)


def page(role: str, path: str = AT) -> str:
    return html.unescape(desks.seated(role).get(path).content.decode())


def asked(role: str, late: int):
    said = {"pembayaran": late, "surat": "560/12/IV/2023", "alasan": "ADD tahap I cair 4 April"}
    return desks.seated(role).post(f"{AT}minta/", said)


def answered(role: str, number: int, answer: str = "ya"):
    said = {"permintaan": number, "jawaban": answer, "surat": "B/77/042023"}
    return desks.seated(role).post(f"{AT}jawab/", said)


def test_demand_06_a_late_payment_goes_on_with_the_old_membership_once_bpjs_says_so(late):
    assert "Belum diminta" in page("kades")
    assert asked("kades", late)["Location"] == AT
    assert "Menunggu jawaban BPJS" in page("kades")
    (waiting,) = queries.corrections(VILLAGE)
    assert answered("bpjs", waiting.number)["Location"] == AT
    assert "Disetujui: kepesertaan lama diteruskan" in page("auditor")
    assert late in queries.corrected()


def test_whoever_asked_does_not_answer(late):
    assert asked("dpmd", late).status_code == 302
    (waiting,) = queries.corrections(VILLAGE)
    refused = answered("dpmd", waiting.number)
    assert refused.status_code == 422
    assert "harus dicatat orang lain" in html.unescape(refused.content.decode())
    assert queries.corrected() == set()


def test_only_a_payment_that_was_offered_and_an_answer_that_is_one_are_taken(late):
    assert asked("kades", 999_999).status_code == 422
    assert asked("kades", late).status_code == 302
    (waiting,) = queries.corrections(VILLAGE)
    assert answered("bpjs", waiting.number, "mungkin").status_code == 422
    assert answered("bpjs", 999_999).status_code == 422
    assert re.search(r"Menunggu jawaban BPJS", page("kades"))
