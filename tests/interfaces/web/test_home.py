"""What each role sees first: what waits for it, each line counted by its own list, and nothing of another desk."""

from __future__ import annotations

import re

import pytest

from lindung.interfaces.web.waiting import roles
from tests.interfaces.web import desks
from tests.interfaces.web.test_helping import ANSWERS
from tests.interfaces.web.test_sending import proposed

LINE = re.compile(r'data-count="([^"]+)">([\d.]+)</span><a class="btn[^"]*" href="([^"]+)"')


def lines(role: str) -> dict[str, tuple[int, str]]:
    """What waits for a role: by its key the count, and where it leads."""
    answer = desks.seated(role).get("/")
    assert answer.status_code == 200
    found = LINE.findall(answer.content.decode())
    return {key: (int(count.replace(".", "")), href) for key, count, href in found}


def rows(page: str) -> int:
    of_pages = re.search(r"Baris [\d.]+–[\d.]+ dari ([\d.]+)", page)
    return int(of_pages[1].replace(".", "")) if of_pages else page.count('role="rowheader"')


@pytest.mark.parametrize("role", roles.OF)
def test_every_count_is_the_length_of_the_list_that_it_leads_to(example, role):
    visitor = desks.seated(role)
    found = lines(role)
    for key, (count, href) in found.items():
        answer = visitor.get(href)
        assert answer.status_code == 200, href
        assert rows(visitor.get(f"/untuk-anda/{key}/").content.decode()) == count, key
    if role in ("operator", "camat", "dpmd", "sekda", "auditor"):
        assert found


def test_a_village_sees_what_is_asked_of_it_its_four_steps_and_its_months(example):
    page = desks.seated("operator").get("/").content.decode()
    assert lines("operator")["masalah"] == (2, "/untuk-anda/masalah/")
    assert page.count('class="no"') == 4
    assert "Perlindungan per bulan" in page
    assert desks.NEIGHBOUR not in page


def test_the_leaders_open_with_the_sentence_and_the_ladder(example):
    for role in ("sekda", "bupati", "bappeda"):
        page = desks.seated(role).get("/").content.decode()
        assert '<p class="big">' in page
        assert '<div class="lad">' in page
    assert '<div class="lad">' not in desks.seated("dpmd").get("/").content.decode()


def test_what_somebody_proposed_waits_for_another_person_and_not_for_them(example):
    where = f"/wilayah/{desks.VILLAGE}/pengajuan/{example.submission}/"
    before = {role: lines(role)["persetujuan"][0] for role in ("dpmd", "sekda")}
    own = proposed("dpmd")
    after = {role: lines(role)["persetujuan"][0] for role in ("dpmd", "sekda")}
    assert {role: after[role] - before[role] for role in after} == {"dpmd": 0, "sekda": 1}
    page = desks.seated("dpmd").get("/untuk-anda/persetujuan/").content.decode()
    assert where in page
    assert own not in page


def test_a_line_goes_when_it_is_settled(example):
    before = lines("camat")["belum-dinilai"][0]
    where = f"/wilayah/{desks.VILLAGE}/pembinaan/nilai/"
    assert desks.seated("camat").post(where, ANSWERS).status_code == 302
    assert lines("camat")["belum-dinilai"][0] == before - 1


def test_a_branch_sees_what_waits_for_its_answer(example):
    assert "pengajuan" not in lines("bpjs")
    where = proposed("operator")
    assert desks.seated("dpmd").post(where, {"tindakan": "setuju"}).status_code == 302
    assert lines("bpjs")["pengajuan"] == (1, where)


def test_an_auditor_sees_the_doors_that_stayed_shut(example):
    before = lines("auditor").get("ditolak", (0, ""))[0]
    assert desks.seated("operator").get("/jejak/").status_code == 403
    assert lines("auditor")["ditolak"][0] == before + 1


@pytest.mark.parametrize("role", ["province", "national"])
def test_who_looks_at_several_regencies_opens_with_their_list(example, role):
    assert desks.seated(role).get("/")["Location"] == "/wilayah/"


def test_a_list_of_another_role_is_not_there(example):
    assert desks.seated("operator").get("/untuk-anda/persetujuan/").status_code == 404
    assert desks.seated("province").get("/untuk-anda/tugas/").status_code == 403


def test_the_page_of_the_regency_stays_the_same_for_everybody_who_sees_it(example):
    """What waits for one desk is not written into what is remembered for all."""
    desks.seated("dpmd").get("/")
    for role in ("dpmd", "sekda"):
        assert b"data-count" not in desks.seated(role).get("/wilayah/75.03/").content
