"""A worker with a code from the village office: their own days, never a name; a wrong code opens nothing."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
import time_machine

from lindung.interfaces.web.pages import own_cover
from lindung.registers.workers import models
from lindung.registers.workers.codes import operations, queries
from tests import chronicle, conftest
from tests.interfaces.web import desks


def given(example: desks.Example) -> str:
    person = example.persons[desks.VILLAGE]
    answer = desks.seated("operator").post(f"/wilayah/{desks.VILLAGE}/pekerja/{person}/kode/")
    assert answer.status_code == 200
    return re.search(r"<code>([0-9A-Z-]{19})</code>", answer.content.decode())[1]


def asked(code: str):
    return desks.Visitor().post("/saya/", {"kode": code})


def body(response) -> str:
    return html.unescape(response.content.decode())


def test_the_village_gives_a_code_and_the_worker_sees_their_days(example):
    seen = asked(given(example))
    assert seen.status_code == 200
    assert "Hari ini Anda terlindungi bila kecelakaan saat bekerja atau meninggal." in body(seen)
    assert "Tahun ini terlindungi 31 Maret 2023 sampai 31 Desember 2023." in body(seen)


def test_neither_name_nor_village_is_told(example):
    person = models.Person.objects.get(pk=example.persons[desks.VILLAGE])
    main = body(asked(given(example))).partition("<main")[2].partition("</main>")[0]
    assert [one for one in (person.name, "Huangobotu", "Kabila Bone", str(person.pk)) if one in main] == []


@pytest.mark.parametrize("how", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code} "])
def test_it_makes_no_difference_how_it_is_typed(example, how):
    assert asked(how(given(example))).status_code == 200


def test_a_wrong_code_an_old_one_and_none_are_answered_alike(example):
    first = given(example)
    second = given(example)
    person = example.persons[desks.VILLAGE]
    years_ago = chronicle.Chronicle.stamp(dt.date(2021, 1, 4))
    elsewhere = example.persons[desks.NEIGHBOUR]
    old = operations.give(person=elsewhere, region=desks.NEIGHBOUR, account="siti", stamp=years_ago)
    answers = [asked(code) for code in (first, old, "AAAA-BBBB-CCCC-DDDD", "", "x" * 5000)]
    assert {one.status_code for one in answers} == {422}
    plain = {re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body(one)) for one in answers}
    assert len(plain) == 1
    assert asked(second).status_code == 200
    assert len(queries.given_on(person, known_at=dt.date.max)) == 2


def test_who_guesses_is_made_to_wait(example):
    statuses = [asked(f"AAAA-BBBB-CCCC-{number:04}").status_code for number in range(31)]
    assert (statuses[0], statuses[-1]) == (422, 429)


@pytest.mark.parametrize("role", ["camat", "dpmd", "bpjs", "auditor"])
def test_only_the_village_gives_codes(example, role):
    person = example.persons[desks.VILLAGE]
    assert desks.seated(role).post(f"/wilayah/{desks.VILLAGE}/pekerja/{person}/kode/").status_code == 403


def test_only_the_digest_is_kept_and_that_it_was_given_is_in_the_journal(example):
    code = operations.give(
        person=example.persons[desks.VILLAGE], region=desks.VILLAGE, account="siti", stamp=conftest.stamp_on(desks.DAY)
    )
    (kept,) = models.OwnCode.objects.values_list("digest", flat=True)
    assert queries.digest(code) == kept
    assert queries.plain(code) not in kept.upper()


@pytest.mark.parametrize(("at", "says"), [
    (dt.datetime(2023, 12, 31, 15, 59, tzinfo=dt.UTC), "Hari ini Anda terlindungi bila kecelakaan"),
    (dt.datetime(2023, 12, 31, 16, 0, tzinfo=dt.UTC), "Hari ini Anda belum terlindungi."),
])  # fmt: skip
def test_the_day_ends_at_midnight_where_the_worker_lives(example, at, says):
    """In Gorontalo it is the next day an hour before it is in Jakarta."""
    with time_machine.travel(at, tick=False):
        assert own_cover.told(example.persons[desks.VILLAGE], None)[0].startswith(says)
