"""Signing in and out on a PC that others use too; forms from elsewhere; what every answer says to the browser."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine

from lindung.platform.access import operations as access
from lindung.platform.access import queries as desks_of
from lindung.platform.journal import facts as journal
from tests import chronicle
from tests.interfaces.web import desks, matrix

PASSWORD = "lima ekor kerbau di sawah"
HOME = f"/wilayah/{desks.VILLAGE[:8]}/"
NINE = dt.datetime(2026, 8, 3, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def camat(example) -> desks.Visitor:
    """The camat of Kabila Bone, signed in a moment ago, before their own page."""
    visitor = desks.seated("camat")
    assert visitor.get(HOME).status_code == 200
    return visitor


def now() -> journal.Stamp:
    at = dt.datetime.now(dt.UTC)
    return journal.Stamp(chronicle.OFFICER, at, uuid.uuid4(), at.date())


def typed(name: str, password: str, where: str = "") -> dict[str, str]:
    return {"nama": name, "sandi": password, "ke": where}


# Signing in


def test_the_password_that_was_told_opens_the_page_of_ones_own_district(example):
    visitor = desks.Visitor()
    response = visitor.post("/masuk/", typed("camat", example.passwords["camat"]), follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "Kecamatan Kabila Bone" in response.content.decode()


def test_capital_letters_in_the_name_make_no_difference(example):
    response = desks.Visitor().post("/masuk/", typed(" Camat ", example.passwords["camat"]))
    assert response.status_code == 302


def test_who_is_sent_to_sign_in_returns_to_where_they_were_going(example):
    visitor = desks.Visitor()
    sent = visitor.get(f"{HOME}?per=2023-03-31")
    assert sent["Location"] == "/masuk/?ke=%2Fwilayah%2F75.03.08%2F%3Fper%3D2023-03-31"
    form = visitor.get(sent["Location"]).content.decode()
    assert 'name="ke" value="/wilayah/75.03.08/?per=2023-03-31"' in form
    response = visitor.post("/masuk/", typed("camat", example.passwords["camat"], f"{HOME}?per=2023-03-31"))
    assert response["Location"] == f"{HOME}?per=2023-03-31"


def test_a_wrong_name_and_a_wrong_password_are_answered_by_the_same_bytes(example):
    faces = set()
    for name in ("camat", "tiada"):
        visitor = desks.Visitor()
        response = visitor.post("/masuk/", typed(name, "bukan sandinya sama sekali"))
        body = response.content.decode().replace(visitor.cookies["csrf"].value, "").replace(name, "NAMA")
        body = without_token(body)
        headers = sorted(pair for pair in response.items() if pair[0] != "Content-Length")
        faces.add((response.status_code, body, str(headers)))
    assert len(faces) == 1
    assert next(iter(faces))[0] == 422


def without_token(body: str) -> str:
    before, _, rest = body.partition('name="csrfmiddlewaretoken" value="')
    assert rest, "the form has no token"
    return before + rest[rest.index('"') :]


def test_a_right_password_without_a_post_opens_nothing(example):
    access.open_account(name="tanpa.jabatan", person_name="X", password=PASSWORD, example=False, stamp=now())
    visitor = desks.Visitor()
    response = visitor.post("/masuk/", typed("tanpa.jabatan", PASSWORD))
    assert (response.status_code, "tidak memegang jabatan" in response.content.decode()) == (422, True)
    assert visitor.get(HOME).status_code == 302


ELSEWHERE = (
    "//jahat.example/", "https://jahat.example/", "http:jahat.example", "/\\jahat.example", "\\\\jahat.example",
    "javascript:alert(1)", "///jahat.example", "/\t/jahat.example", " //jahat.example",
)  # fmt: skip


@pytest.mark.parametrize("where", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(example, where):
    response = desks.Visitor().post("/masuk/", typed("camat", example.passwords["camat"], where))
    assert response["Location"] == "/"


@pytest.mark.parametrize("where", ELSEWHERE)
def test_choosing_a_language_never_leads_to_another_site(example, where):
    assert desks.Visitor().get("/bahasa/en/", {"ke": where})["Location"] == "/"


# What ends access


def test_a_post_that_ended_opens_nothing_from_the_next_request(camat):
    today = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    access.dismiss(account_id=desks_of.account("camat"), ends_before=today, stamp=now())
    assert camat.get(HOME)["Location"].startswith("/masuk/")


def test_a_post_elsewhere_shows_the_other_region_from_the_next_request(camat):
    since = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    office = access.open_office(name="Kecamatan Tapa", regions=["75.03.01"], starts_on=since, stamp=now())
    account = desks_of.account("camat")
    access.appoint(account_id=account, office_id=office, role="camat", starts_on=since, stamp=now())
    assert [camat.get(f"/wilayah/{code}/").status_code for code in ("75.03.08", "75.03.01")] == [404, 200]


def test_a_new_password_ends_every_session_that_rests_on_the_old_one(camat):
    beside = desks.seated("camat")
    access.change_password(account_id=desks_of.account("camat"), password=PASSWORD, stamp=now())
    assert [one.get(HOME).status_code for one in (camat, beside)] == [302, 302]


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_half_an_hour_of_nobody_signs_out(example, minutes, status):
    with time_machine.travel(NINE, tick=False) as clock:
        visitor = desks.seated("camat")
        assert visitor.get(HOME).status_code == 200
        clock.shift(dt.timedelta(minutes=minutes))
        assert visitor.get(HOME).status_code == status


def test_who_keeps_working_stays_signed_in_for_hours(example):
    with time_machine.travel(NINE, tick=False) as clock:
        visitor = desks.seated("camat")
        for _ in range(8):
            clock.shift(dt.timedelta(minutes=25))
            assert visitor.get(HOME).status_code == 200


def test_a_session_that_ended_by_itself_can_not_be_taken_up_again(example):
    with time_machine.travel(NINE, tick=False) as clock:
        visitor = desks.seated("camat")
        key = visitor.cookies["sesi"].value
        clock.shift(dt.timedelta(minutes=31))
        assert visitor.get(HOME).status_code == 302
        visitor.cookies["sesi"] = key
        assert visitor.get(HOME).status_code == 302


def test_signing_out_ends_the_session_and_has_the_browser_forget(camat):
    key = camat.cookies["sesi"].value
    response = camat.post("/keluar/")
    assert (response["Location"], response["Clear-Site-Data"]) == ("/masuk/", '"cache", "storage"')
    camat.cookies["sesi"] = key
    assert camat.get(HOME).status_code == 302


def test_the_session_of_before_signing_in_is_not_the_one_after(example):
    visitor = desks.Visitor()
    visitor.cookies["sesi"] = "yangditanampengintip" + "a" * 12
    visitor.post("/masuk/", typed("camat", example.passwords["camat"]))
    assert visitor.cookies["sesi"].value != "yangditanampengintip" + "a" * 12
    assert [visitor.cookies["sesi"][said] for said in ("httponly", "samesite")] == [True, "Strict"]


# Forms from elsewhere


@pytest.mark.parametrize(
    "name", [name for name, one in matrix.addresses().items() if "POST" in one.callback.door.methods]
)
def test_a_form_that_did_not_come_from_our_page_is_refused(example, name):
    visitor = desks.seated("dpmd", enforce_csrf_checks=True)
    path = next(cell.path for cell in matrix.cells(name, "dpmd", example, frozenset(range(5))) if cell.method == "POST")
    response = visitor.post(path, {"nama": "camat"})
    assert (response.status_code, "Formulir kedaluwarsa" in response.content.decode()) == (403, True)


def test_our_own_form_carries_a_token_that_is_taken(example):
    visitor = desks.Visitor(enforce_csrf_checks=True)
    visitor.get("/masuk/")
    said = typed("camat", example.passwords["camat"]) | {"csrfmiddlewaretoken": visitor.cookies["csrf"].value}
    assert visitor.post("/masuk/", said).status_code == 302


# What every answer says to the browser


@pytest.mark.parametrize(
    ("role", "path", "kept"),
    [
        ("", "/masuk/", "no-store, private"),
        ("", HOME, "no-store, private"),
        ("", "/tiada/", "no-store, private"),
        ("camat", HOME, "no-store, private"),
        ("camat", "/wilayah/75.03/", "no-store, private"),
        ("camat", "/keluar/", "no-store, private"),
    ],
)
def test_nothing_of_an_office_is_kept_by_a_browser(example, role, path, kept):
    assert desks.seated(role).get(path)["Cache-Control"] == kept


def test_the_stylesheet_and_script_are_kept_for_ever(example):
    page = desks.Visitor().get("/masuk/").content.decode()
    kept = [desks.Visitor().get("/berkas/" + part.split('"')[0]) for part in page.split("/berkas/")[1:]]
    assert {response["Cache-Control"] for response in kept} == {"public, max-age=31536000, immutable"}
    assert len(kept) == 3


@pytest.mark.parametrize("path", ["/masuk/", HOME, "/tiada/", "/berkas/app.css"])
def test_behind_https_a_browser_is_told_to_ask_by_nothing_else(example, settings, path):
    assert "Strict-Transport-Security" not in desks.seated("camat").get(path)
    settings.SECURE = True
    said = desks.seated("camat").get(path)["Strict-Transport-Security"]
    assert said == "max-age=63072000; includeSubDomains"


@pytest.mark.parametrize("path", ["/masuk/", HOME, "/wilayah/75.03/", "/berkas/app.css"])
def test_no_script_or_style_stands_in_a_page_itself(example, path):
    response = desks.seated("camat").get(path)
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none';")
    body = response.content.decode()
    assert " style=" not in body and "<style" not in body and " onclick=" not in body
