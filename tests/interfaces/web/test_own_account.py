"""One's own account: another password, the browsers that are signed in, and how long a session lasts."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine

from lindung.interfaces.web import visitors
from lindung.interfaces.web.pages import frame
from lindung.platform.access import models, queries
from tests import offices
from tests.interfaces import desks as officers
from tests.interfaces.web import desks

pytestmark = pytest.mark.django_db
VILLAGE = f"/wilayah/{offices.KERAMAT}/"
DISTRICT = "/wilayah/75.03.01/"
NEW = "sembilan bangau biru"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def clock():
    with time_machine.travel(offices.NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture(autouse=True)
def _told(db, clock) -> None:
    offices.tell()


def signed_in(name: str = "siti.keramat", device: str = FIREFOX, address: str = "10.1.2.3") -> desks.Visitor:
    visitor = desks.Visitor(HTTP_USER_AGENT=device, REMOTE_ADDR=address)
    assert visitor.post("/masuk/", {"nama": name, "sandi": offices.PASSWORD}).status_code == 302
    return visitor


def at_desk(name: str) -> desks.Visitor:
    visitor = desks.Visitor()
    officers.sit(visitor, name)
    return visitor


# Sessions


def test_a_session_that_is_ended_elsewhere_while_a_page_is_made_leads_to_the_sign_in(clock, monkeypatch):
    """It is not brought back, and nobody is told that the system is broken."""
    here = signed_in()
    clock.shift(dt.timedelta(minutes=2))  # long enough for the session to be written again

    def ended_meanwhile(*said, **also):
        models.Session.objects.all().delete()
        return render(*said, **also)

    render = frame.render
    monkeypatch.setattr(frame, "render", ended_meanwhile)
    answer = here.get("/akun/")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/")
    assert not models.Session.objects.exists()


def test_a_request_that_is_none_of_ours_is_not_taken_for_a_fault_of_the_system():
    answer = desks.Visitor().post("/masuk/", {f"isian{at}": "x" for at in range(1_001)})
    assert answer.status_code == 400
    assert "Permintaan tidak dapat dibaca" in answer.content.decode()


def test_the_list_says_where_one_is_signed_in(clock):
    here = signed_in()
    signed_in(device=CHROME, address="10.9.9.9")
    signed_in("kades.meranti", address="10.7.7.7")
    clock.shift(dt.timedelta(minutes=5))
    here.get(VILLAGE)
    page = here.get("/akun/").content.decode()
    for said in ("Firefox, Windows", "Chrome, Android", "10.1.2.3", "10.9.9.9", "12.00 WITA", "12.05 WITA", "sesi ini"):
        assert said in page
    assert "10.7.7.7" not in page


def test_a_session_that_was_ended_opens_nothing_from_the_next_request():
    here, there = signed_in(), signed_in(device=CHROME)
    other = re.search(r'name="sesi" value="(\d+)"', here.get("/akun/").content.decode())[1]
    assert there.get(VILLAGE).status_code == 200
    here.post("/akun/", {"sesi": other})
    assert there.get(VILLAGE)["Location"].startswith("/masuk/")
    assert here.get(VILLAGE).status_code == 200


def test_all_others_are_ended_at_once():
    here, others = signed_in(), [signed_in(), signed_in()]
    here.post("/akun/", {"sesi": "lain"})
    assert [one.get(VILLAGE).status_code for one in (here, *others)] == [200, 302, 302]


def test_nobody_ends_a_session_of_another():
    here, victim = signed_in(), signed_in("kades.meranti")
    theirs = models.Session.objects.get(account__name="kades.meranti").pk
    assert here.post("/akun/", {"sesi": str(theirs)}).status_code == 404
    assert victim.get(f"/wilayah/{offices.MERANTI}/").status_code == 200


@pytest.mark.parametrize("said", ["", "x", "-1", "²", "9" * 40])
def test_what_is_no_session_ends_nothing(said):
    here = signed_in()
    assert here.post("/akun/", {"sesi": said}).status_code in (400, 404)
    assert here.get(VILLAGE).status_code == 200


# How long


@pytest.mark.parametrize(
    ("name", "page", "minutes", "status"),
    [
        ("siti.keramat", VILLAGE, 14, 200),
        ("siti.keramat", VILLAGE, 16, 302),
        ("camat.tapa", DISTRICT, 29, 200),
        ("camat.tapa", DISTRICT, 31, 302),
    ],
)
def test_a_shared_villages_pc_signs_out_sooner(clock, name, page, minutes, status):
    visitor = at_desk(name)
    assert visitor.get(page).status_code == 200
    clock.shift(dt.timedelta(minutes=minutes))
    assert visitor.get(page).status_code == status


def test_whoever_works_all_day_signs_in_again_after_eight_hours(clock):
    visitor, answers = at_desk("siti.keramat"), []
    for _ in range(49):
        clock.shift(dt.timedelta(minutes=10))
        answers.append(visitor.get(VILLAGE).status_code)
    assert answers == [200] * 47 + [302] * 2
    signed_in("kades.meranti")
    assert [row.account.name for row in models.Session.objects.all()] == ["kades.meranti"], "what ended is removed"


def test_a_session_that_does_not_say_when_it_began_is_over():
    visitor = at_desk("siti.keramat")
    session = visitor.session
    del session["began"]
    session.save()
    assert visitor.get(VILLAGE).status_code == 302


def test_the_national_checklist_allows_one_session_and_fifteen_minutes(settings, clock):
    settings.BSSN = True
    first = signed_in()
    second = signed_in(device=CHROME)
    assert [one.get(VILLAGE).status_code for one in (first, second)] == [302, 200]
    camat = at_desk("camat.tapa")
    models.Account.objects.update(password_at=offices.NOON)
    clock.shift(dt.timedelta(minutes=16))
    assert camat.get(DISTRICT).status_code == 302


# The password


def change(visitor: desks.Visitor, **said: str):
    return visitor.post("/akun/sandi/", {"lama": offices.PASSWORD, "baru": NEW, "ulang": NEW} | said)


def test_another_password_keeps_this_session_and_ends_the_others():
    here, there = signed_in(), signed_in(device=CHROME)
    assert change(here)["Location"] == "/akun/"
    assert [one.get(VILLAGE).status_code for one in (here, there)] == [200, 302]
    assert queries.password_is(offices.account("siti.keramat"), NEW)


@pytest.mark.parametrize(
    ("said", "field", "says"),
    [
        ({"lama": "bukan sandinya"}, "lama", "tidak cocok"),
        ({"ulang": "lain sekali ini"}, "ulang", "tidak sama"),
        ({"baru": "pendek", "ulang": "pendek"}, "baru", "sedikitnya 12"),
        ({"baru": "Gorontalo2023!!", "ulang": "Gorontalo2023!!"}, "baru", "pertama kali dicoba"),
    ],
)
def test_a_password_that_is_not_taken_is_said_at_its_field(said, field, says):
    here = signed_in()
    answer = change(here, **said)
    page = answer.content.decode()
    assert (answer.status_code, says in page, f'href="#{field}"' in page) == (422, True, True)
    assert queries.password_is(offices.account("siti.keramat"), offices.PASSWORD)


def test_the_own_password_is_not_guessed_from_a_session_that_was_left_open():
    here = signed_in()
    for _ in range(5):
        change(here, lama="bukan sandinya")
    assert "Coba lagi" in change(here).content.decode()
    assert queries.password_is(offices.account("siti.keramat"), offices.PASSWORD)


# From where


def test_what_a_browser_calls_itself_is_kept_short_and_harmless(rf):
    said = visitors.device(rf.get("/", HTTP_USER_AGENT='<script>alert("x")</script>' * 9))
    assert len(said) <= 40
    assert "<" not in said


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [(0, "9.9.9.9", "10.0.0.1"), (1, "9.9.9.9, 203.0.113.9", "203.0.113.9"), (2, "203.0.113.9", "10.0.0.1"),
     (1, "kosong", ""), (0, "", "10.0.0.1")],
)  # fmt: skip
def test_an_address_is_read_from_our_own_proxy_only(rf, settings, proxies, header, address):
    settings.PROXIES = proxies
    assert visitors.address(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)) == address


def test_a_household_of_the_new_kind_of_address_counts_as_one(rf):
    nets = {visitors.network(rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}")) for n in (1, "ffff")}
    assert nets == {"2001:db8:1:2::/64"}
