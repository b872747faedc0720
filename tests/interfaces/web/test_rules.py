"""The page of the law: read by everybody, amended by two people, with before and after in front of the second."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine

from lindung.interfaces.web.components import rules
from lindung.kernel import law, values
from lindung.platform.rulebook import amending, facts
from lindung.platform.rulebook import queries as rulebook
from tests import chronicle, offices
from tests.interfaces import desks as officers
from tests.interfaces.web import desks

pytestmark = pytest.mark.django_db
PAGE = "/wilayah/75.03/aturan/"
JKM = {
    "jenis": "aturan", "pokok": "jkm", "nilai": "8_000", "mulai": "2027-01", "sampai": "", "dasar": "PP 1/2027 ps 3",
    "keyakinan": "seen", "cabut": "tidak", "catatan": "", "bulan1": "2027-01", "sektor1": "non_transport",
    "uang1": "village", "tingkat1": "", "rupiah1": "18.000", "bulan2": "", "rupiah2": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _told(db):
    with time_machine.travel(offices.NOON, tick=False):
        chronicle.Chronicle()
        offices.tell(regencies=("75.04",))
        yield


def at(name: str) -> desks.Visitor:
    visitor = desks.Visitor()
    officers.sit(visitor, name)
    return visitor


def text(visitor: desks.Visitor, address: str) -> str:
    return visitor.get(address).content.decode()


def proposed(**said: str) -> str:
    answer = at("rina.dpmd").post(f"{PAGE}usul/", JKM | said)
    assert answer.status_code == 302, re.findall(r'class="err".*?</span>|<p>[^<]*</p>', answer.content.decode())
    return answer["Location"]


def due(month: str) -> int:
    terms: law.Terms = {"sector": "non_transport", "public_money": False, "village_money": True}
    return law.contribution(rulebook.book("75.03"), month=values.Month.parse(month), **terms)


def test_everybody_reads_what_is_in_force_on_a_day_with_its_ground():
    page = text(at("siti.keramat"), f"/wilayah/{offices.KERAMAT}/aturan/?per=2023-04-13")
    for said in ("Iuran JKM", "Rp6.800", "01-07-2015", "PP 44/2015", "kilasriau", "sumbernya dibaca", "ADD: Alokasi"):
        assert said in page
    assert "/usul/" not in page
    assert "4/PRI.00/I/2024" not in page
    assert "4/PRI.00/I/2024" in text(at("rina.dpmd"), f"{PAGE}?per=2024-04-13")


def test_demand_03_a_rule_is_proposed_seen_before_and_after_and_approved_on_the_pages():
    where = proposed()
    assert due("2027-01") == 16_800
    own = text(at("rina.dpmd"), where)
    assert "menunggu orang kedua" in own
    assert 'value="setuju"' not in own
    page = text(at("sekda"), where)
    for said in ("PP 1/2027 ps 3", "Rp16.800", "Rp18.000", "lolos", 'value="setuju"'):
        assert said in page
    assert at("sekda").post(where, {"keputusan": "setuju"}).status_code == 302
    assert (due("2026-12"), due("2027-01")) == (16_800, 18_000)
    page = text(at("siti.keramat"), f"/wilayah/{offices.KERAMAT}/aturan/?per=2027-01-02")
    assert "Rp8.000" in page
    assert "disetujui" in page


def test_who_proposed_can_not_press_the_button_that_is_not_there():
    where = proposed()
    answer = at("rina.dpmd").post(where, {"keputusan": "setuju"})
    assert answer.status_code == 422
    assert "harus diputuskan orang lain" in answer.content.decode()
    assert due("2027-01") == 16_800


def test_the_form_begins_from_the_value_in_force_and_says_what_is_wrong():
    page = text(at("rina.dpmd"), f"{PAGE}usul/?pokok=jkm")
    assert 'value="6_800"' in page
    for said, words in (
        ({"dasar": ""}, "Belum diisi"),
        ({"rupiah1": "18.001"}, "yang keluar Rp18.000"),
        ({"mulai": "kapan"}, "seperti 01-2027"),
        ({"nilai": "banyak"}, "tidak tertulis seperti di buku"),
        ({"pokok": "tiada"}, "parameter ini tidak dikenal"),
    ):
        answer = at("rina.dpmd").post(f"{PAGE}usul/", JKM | said)
        assert answer.status_code == 422
        assert words in answer.content.decode()


@pytest.mark.parametrize("parameter", [name for name in law.Book.__slots__ if name not in ("version", "fund_rule")])
def test_every_value_in_force_is_written_so_that_it_can_be_read_again(parameter):
    for entry in getattr(rulebook.shipped(), parameter):
        wish = facts.Wish("rule", "75.03", parameter, rulebook.written(entry), values.Month(2027, 1), "x")
        assert amending.dated(wish, checked_on=dt.date(2026, 1, 1)).value == entry.value


def test_an_answer_and_an_override_are_proposed_with_their_letter_and_reason():
    answer = {"jenis": "jawaban", "dana": "DD", "golongan": "vulnerable_worker", "tahun": "2025",
              "jawaban": "allowed", "surat": "B/123/112026"}  # fmt: skip
    where = proposed(**answer)
    assert at("sekda").post(where, {"keputusan": "setuju"}).status_code == 302
    assert law.fund_verdict(
        rulebook.book("75.03"), fund="DD", category="vulnerable_worker", year=2025
    ).status == "allowed"  # fmt: skip
    override = {"jenis": "pengecualian", "dana": "DD", "golongan": "vulnerable_worker", "tahun": "2024",
                "wilayah": offices.KERAMAT, "alasan": "Sudah dibayar sebelum edaran", "surat": "BA 4/2024"}  # fmt: skip
    at("sekda").post(proposed(**override), {"keputusan": "setuju"})
    page = text(at("rina.dpmd"), f"{PAGE}?per=2024-12-31&diketahui=2026-08-03")
    assert "Sudah dibayar sebelum edaran (BA 4/2024; Rina.Dpmd, Sekda)" in page


def test_a_no_says_why_and_a_proposal_of_elsewhere_is_not_there():
    where = proposed()
    assert at("sekda").post(where, {"keputusan": "tolak"}).status_code == 422
    assert at("sekda").post(where, {"keputusan": "tolak", "alasan": "Salah pasal"}).status_code == 302
    assert "Salah pasal" in text(at("rina.dpmd"), where)
    assert at("dpmd.pohuwato").get(where.replace("75.03", "75.04")).status_code == 404


def test_what_is_typed_by_hand_is_shown_and_never_runs():
    where = proposed(dasar="<script>alert(1)</script>", catatan='"><img src=x>')
    page = text(at("sekda"), where) + text(at("rina.dpmd"), PAGE)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_what_stands_beside_others_begins_from_itself():
    page = text(at("rina.dpmd"), f"{PAGE}usul/?pokok=fund&ke=1")
    assert "code = &quot;ADD&quot;" in page
    assert 'value=""' in text(at("rina.dpmd"), f"{PAGE}usul/?pokok=fund&ke=99")


def test_every_table_of_these_pages_is_a_file_too():
    where = proposed()
    for address in (PAGE, where):
        found = re.search(r'href="([^"]*bentuk=csv[^"]*)"', text(at("sekda"), address))[1].replace("&amp;", "&")
        answer = at("sekda").get(address + found if found.startswith("?") else found)
        assert answer["Content-Type"].startswith("text/csv")


def test_every_rule_of_the_books_is_told_in_words():
    book = rulebook.shipped()
    told = [(name, rules.subject(name), rules.value(name, one.value))
            for name in rules.parameters() for one in getattr(book, name)]  # fmt: skip
    assert len(told) > 80
    assert [one for one in told if one[0] == one[1] or re.search(r"[a-z]_[a-z]|=|\bTrue\b|\bNone\b", one[2])] == []
