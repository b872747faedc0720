"""Another program reads a region's figures with a token: counts and rupiah, of its own regions, until its day."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django import urls

from lindung.interfaces import accounts
from lindung.platform.access import facts as access
from lindung.platform.access import models, operations
from lindung.platform.access.tokens import operations as tokens
from tests import chronicle, conftest
from tests.interfaces import desks as officers
from tests.interfaces.web import desks

DAY = "?per=2023-04-13&diketahui=2023-04-13"


def _read(visitor: desks.Visitor, code: str):
    return visitor.get(f"/api/wilayah/{code}/{DAY}")


def test_a_regency_is_told_in_figures_with_each_of_its_villages(example):
    told = _read(desks.seated("client"), "75.03").json()
    assert (told["region"], told["name"], told["year"]) == ("75.03", "Kabupaten Bone Bolango", 2023)
    assert (told["as_of"], told["known_at"]) == ("2023-04-13", "2023-04-13")
    assert (told["figures"]["budgeted"], told["figures"]["paid"], told["figures"]["target_workers"]) == (3, 3, 16_000)
    (village,) = [one for one in told["villages"] if one["region"] == desks.VILLAGE]
    assert (village["name"], village["district"]) == ("Huangobotu", "75.03.08")
    assert village["figures"]["paid_heads"] == 3
    assert told["definitions"]["paid"]["unit"] == "desa"
    assert {one["kind"] for one in told["findings"]} >= {"not_reporting", "paid_short"}


def test_a_district_and_a_village_are_told_alone(example):
    visitor = desks.seated("client")
    district, village = _read(visitor, "75.03.08").json(), _read(visitor, desks.VILLAGE).json()
    assert (district["figures"]["paid"], village["figures"]["paid"]) == (2, 1)
    assert [one["region"] for one in village["villages"]] == [desks.VILLAGE]
    assert {one["region"][:8] for one in district["villages"]} == {"75.03.08"}


def test_nobody_is_named(example):
    said = _read(desks.seated("client"), "75.03").content.decode()
    people = models.Account.objects.values_list("person_name", flat=True)
    assert [one for one in (*people, "Aminah", "7503") if one in said] == []


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer salah", "Basic satu-data", f"Bearer {'x' * 5000}"])
def test_without_a_good_token_all_are_answered_alike(example, said):
    plain, tried = _read(desks.Visitor(), "75.03"), _read(desks.Visitor(HTTP_AUTHORIZATION=said), "75.03")
    assert (plain.status_code, plain.content) == (tried.status_code, tried.content)
    assert (tried.status_code, tried["WWW-Authenticate"]) == (401, 'Bearer realm="lindung"')


def test_a_token_is_over_on_its_day_and_when_another_is_given_and_when_it_is_ended(example):
    visitor = desks.seated("client")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=31)):
        assert _read(visitor, "75.03").status_code == 401
    assert _read(visitor, "75.03").status_code == 200
    another = desks.Visitor(HTTP_AUTHORIZATION=f"Bearer {desks.client_token()}")
    assert (_read(visitor, "75.03").status_code, _read(another, "75.03").status_code) == (401, 200)
    accounts.end_client(name="satu-data", by=chronicle.OFFICER, at=conftest.MORNING)
    assert _read(another, "75.03").status_code == 401


def test_a_post_that_ended_ends_its_token_too(example):
    visitor = desks.seated("client")
    account = models.Account.objects.get(name="satu-data").pk
    operations.dismiss(account_id=account, ends_before=desks.DAY, stamp=conftest.stamp_on(desks.DAY))
    assert _read(visitor, "75.03").status_code == 401


def test_a_program_has_no_session_and_a_session_reads_nothing_here(example):
    """Nobody signs in as a program; and a page that an officer is lured to can't read figures in their name."""
    assert not models.Account.objects.get(name="satu-data").has_usable_password()
    assert _read(desks.seated("dpmd"), "75.03").status_code == 401
    visitor = desks.Visitor()
    officers.sit(visitor, "satu-data")
    assert visitor.get("/").status_code == 302
    assert desks.seated("client").get("/wilayah/75.03/").status_code == 302


def test_a_day_that_is_none_is_said_as_json(example):
    answer = desks.seated("client").get("/api/wilayah/75.03/?per=kemarin")
    assert answer.status_code == 400
    assert "kemarin" in answer.json()["message"]


def test_only_the_digest_of_a_token_is_kept(example):
    said = desks.client_token()
    assert said not in {one.digest for one in models.Token.objects.all()}
    assert len(said) == 43


@pytest.mark.parametrize("days", [0, 367])
def test_no_token_is_good_for_ever(example, days):
    account = models.Account.objects.get(name="satu-data").pk
    stamp = conftest.stamp_on(desks.DAY)
    with pytest.raises(tokens.NotThatLong):
        tokens.issue(account_id=account, ends_before=stamp.at.date() + dt.timedelta(days=days), stamp=stamp)


def test_an_account_of_a_person_is_no_program(example):
    with pytest.raises(accounts.NotAClient, match="dpmd"):
        accounts.end_client(name="dpmd", by=chronicle.OFFICER, at=conftest.MORNING)


def test_only_programs_read_here():
    assert urls.resolve("/api/wilayah/75.03/").func.door.roles == access.PROGRAMS
