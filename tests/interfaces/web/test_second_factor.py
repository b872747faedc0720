"""A first sign-in that sets up a second factor, the next ones that ask for it, and what a stolen password opens."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django import http
from django.apps import apps
from django.db import connection
from django.test import utils

from lindung.interfaces import accounts
from lindung.platform.access import models
from lindung.platform.access.factors import queries as held
from lindung.platform.access.factors import totp
from lindung.platform.journal import models as journal
from tests import offices
from tests.interfaces.web import desks, matrix

pytestmark = pytest.mark.django_db
HOME = "/wilayah/75.03.01/"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def clock():
    """Noon of a working day; nothing moves by itself."""
    with time_machine.travel(offices.NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture(autouse=True)
def _told(db, clock) -> None:
    offices.tell()


def typed(name: str, password: str = offices.PASSWORD) -> dict[str, str]:
    return {"nama": name, "sandi": password}


def code(secret: str) -> str:
    """What the app shows now."""
    return totp._clock(secret).generate(int(dt.datetime.now(dt.UTC).timestamp())).decode()


def secret_on(page: http.HttpResponse) -> str:
    return re.search(r'<code class="sec">([A-Z2-7 ]+)</code>', page.content.decode())[1].replace(" ", "")


def set_up(visitor: desks.Visitor, name: str = "camat.tapa") -> tuple[str, list[str]]:
    """Sign in for the first time and set up an app; returns its secret and the codes on paper."""
    visitor.post("/masuk/", typed(name))
    secret = secret_on(visitor.get("/akun/faktor/"))
    answer = visitor.post("/akun/faktor/", {"tindakan": "aplikasi", "kode": code(secret)})
    return secret, re.findall(r"<li><code>([a-z0-9]{5}-[a-z0-9]{5})</code>", answer.content.decode())


# The first sign-in


def test_a_camats_first_sign_in_sets_up_an_app_and_gets_codes_on_paper():
    visitor = desks.Visitor()
    assert visitor.post("/masuk/", typed("camat.tapa"))["Location"] == "/"
    assert visitor.get("/")["Location"] == "/akun/faktor/"
    page = visitor.get("/akun/faktor/")
    assert "Peran Anda melihat lebih dari satu desa" in page.content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page.content.decode() or "<svg" in page.content.decode()
    secret = secret_on(page)
    wrong = visitor.post("/akun/faktor/", {"tindakan": "aplikasi", "kode": "000000"})
    assert (wrong.status_code, "Kode itu tidak cocok" in wrong.content.decode()) == (422, True)
    assert secret_on(wrong) == secret, "the app need not be set up again"
    key = visitor.cookies["sesi"].value
    done = visitor.post("/akun/faktor/", {"tindakan": "aplikasi", "kode": code(secret)})
    codes = re.findall(r"<li><code>([a-z0-9]{5}-[a-z0-9]{5})</code>", done.content.decode())
    assert (done.status_code, len(codes)) == (200, 10)
    assert visitor.cookies["sesi"].value != key
    assert visitor.get(HOME).status_code == 200


@pytest.mark.parametrize(
    "name", [name for name, (role, *_) in offices.SEATS.items() if role not in ("operator", "kades")]
)
def test_until_then_whoever_sees_more_than_one_village_gets_no_other_page(name):
    visitor = desks.Visitor()
    visitor.post("/masuk/", typed(name))
    for path in (
        "/",
        HOME,
        "/wilayah/75.03/",
        "/akun/",
        "/kantor/",
        "/kiriman/",
        "/komponen/",
        "/wilayah/75.03/temuan.xlsx",
    ):
        for method in ("GET", "POST"):
            answer = visitor.generic(method, path)
            assert (answer.status_code, answer["Location"]) == (302, "/akun/faktor/"), path
    assert visitor.post("/keluar/").status_code == 302


def test_a_villages_operator_signs_in_with_a_password_alone_and_may_add_a_factor():
    visitor = desks.Visitor()
    visitor.post("/masuk/", typed("siti.keramat"))
    assert visitor.get(f"/wilayah/{offices.KERAMAT}/").status_code == 200
    secret = secret_on(visitor.get("/akun/faktor/"))
    said = {"tindakan": "aplikasi", "kode": code(secret)}
    assert visitor.post("/akun/faktor/", said).status_code == 422, "the own password is asked"
    assert visitor.post("/akun/faktor/", said | {"lama": offices.PASSWORD}).status_code == 200
    assert held.held(offices.account("siti.keramat"))


def test_adding_a_factor_ends_the_sessions_that_have_shown_none():
    first, second = desks.Visitor(), desks.Visitor()
    second.post("/masuk/", typed("camat.tapa"))
    set_up(first)
    assert second.get("/akun/faktor/")["Location"].startswith("/masuk/")


# The next sign-ins


def test_the_next_sign_in_asks_for_a_code(clock):
    secret, _ = set_up(desks.Visitor())
    clock.shift(MINUTE)
    visitor = desks.Visitor()
    asked = visitor.post("/masuk/", typed("camat.tapa") | {"ke": HOME})
    assert asked["Location"] == "/masuk/kode/?ke=%2Fwilayah%2F75.03.01%2F"
    assert 'autocomplete="one-time-code"' in visitor.get(asked["Location"]).content.decode()
    assert visitor.post("/masuk/kode/", {"kode": code(secret), "ke": HOME})["Location"] == HOME
    assert journal.View.objects.filter(kind="entered", what="faktor").count() == 1
    assert visitor.get(HOME).status_code == 200


def test_a_code_seen_over_the_shoulder_opens_nothing_a_second_time(clock):
    secret, _ = set_up(desks.Visitor())
    clock.shift(MINUTE)
    answers = []
    for _ in range(2):
        visitor = desks.Visitor()
        visitor.post("/masuk/", typed("camat.tapa"))
        answers.append(visitor.post("/masuk/kode/", {"kode": code(secret)}).status_code)
    assert answers == [302, 422]


def test_a_code_on_paper_opens_where_the_phone_is_lost(clock):
    _, codes = set_up(desks.Visitor())
    for expected in (302, 422):
        visitor = desks.Visitor()
        visitor.post("/masuk/", typed("camat.tapa"))
        assert visitor.post("/masuk/kode/", {"kode": codes[4].upper()}).status_code == expected
    assert journal.Line.objects.filter(verb="access.code_on_paper_used").count() == 1


def test_a_stolen_password_without_the_second_factor_opens_nothing():
    set_up(desks.Visitor())
    thief = desks.Visitor()
    assert thief.post("/masuk/", typed("camat.tapa")).status_code == 302
    for pattern in matrix.addresses().values():
        if pattern.callback.door.roles and not pattern.callback.door.of_programs:
            path = re.sub(r"<[a-z]+:code>", "75.03.01", "/" + str(pattern.pattern).lstrip("^")).rstrip("$")
            if "<" not in path and "(" not in path:
                for method in ("GET", "POST"):
                    assert thief.generic(method, path)["Location"].startswith("/masuk/"), path
    assert models.Session.objects.filter(account__isnull=False).count() == 1, "the camat's own"


def test_a_thief_who_signed_in_before_the_factor_was_set_up_adds_none_of_their_own():
    thief = desks.Visitor()
    thief.post("/masuk/", typed("camat.tapa"))
    secret = secret_on(thief.get("/akun/faktor/"))
    set_up(desks.Visitor())
    assert thief.post("/akun/faktor/", {"tindakan": "aplikasi", "kode": code(secret)})["Location"] == "/masuk/"
    assert models.Factor.objects.count() == 1


def test_the_second_step_is_there_only_for_whose_password_was_right_a_moment_ago(clock):
    secret, _ = set_up(desks.Visitor())
    assert desks.Visitor().get("/masuk/kode/")["Location"].startswith("/masuk/?")
    visitor = desks.Visitor()
    visitor.post("/masuk/", typed("camat.tapa"))
    clock.shift(11 * MINUTE)
    assert visitor.post("/masuk/kode/", {"kode": code(secret)})["Location"].startswith("/masuk/?")
    assert visitor.get(HOME)["Location"].startswith("/masuk/")


def test_codes_are_guessed_a_few_times_only(clock):
    secret, _ = set_up(desks.Visitor())
    clock.shift(MINUTE)
    visitor = desks.Visitor()
    visitor.post("/masuk/", typed("camat.tapa"))
    answers = [visitor.post("/masuk/kode/", {"kode": "000000"}).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2
    assert visitor.post("/masuk/kode/", {"kode": code(secret)}).status_code == 429
    clock.shift(2 * MINUTE)
    assert visitor.post("/masuk/kode/", {"kode": code(secret)}).status_code == 302


# Nothing in clear


def test_neither_a_secret_that_is_being_set_up_nor_a_sessions_key_stands_in_the_database():
    visitor = desks.Visitor()
    visitor.post("/masuk/", typed("camat.tapa"))
    secret = secret_on(visitor.get("/akun/faktor/"))
    rows = [row for model in apps.get_models() for row in model.objects.values_list()]
    everything = repr([bytes(cell) if isinstance(cell, memoryview) else cell for row in rows for cell in row])
    for clear in (secret, visitor.cookies["sesi"].value, offices.PASSWORD):
        assert clear not in everything


# Guesses at the form


def faces(name: str, times: int) -> list[tuple[int, str, int]]:
    """How often-wrong sign-ins are answered: status, page without its token and the name, how many queries."""
    found, visitor = [], desks.Visitor(REMOTE_ADDR=f"10.0.{len(name)}.1")
    for _ in range(times):
        with utils.CaptureQueriesContext(connection) as asked:
            answer = visitor.post("/masuk/", typed(name, "bukan sandinya sama sekali"))
        body = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
        found.append((answer.status_code, body.replace(name, "NAMA"), len(asked)))
    return found


def test_six_wrong_guesses_lock_and_look_the_same_for_a_name_that_is_no_account(clock):
    faces("siapa.entah", 1)  # the first question of a connection also sets its walls
    known, unknown = faces("camat.tapa", 7), faces("tiada.ada", 7)
    assert [status for status, *_ in known] == [422] * 5 + [429] * 2
    assert known == unknown
    assert "Coba lagi 1 menit lagi" in known[-1][1]
    assert desks.Visitor().post("/masuk/", typed("camat.tapa")).status_code == 429, "the right one waits too"
    clock.shift(2 * MINUTE)
    assert desks.Visitor().post("/masuk/", typed("camat.tapa")).status_code == 302


def test_each_refused_try_is_a_line_and_no_password_is_in_it(clock):
    faces("camat.tapa", 7)
    lines = journal.Line.objects.filter(verb="access.refused")
    assert lines.count() == 5
    assert "bukan sandinya" not in repr(list(lines.values()))


def test_one_forged_header_does_not_make_an_address_of_its_own(settings):
    settings.PROXIES = 1
    for n in range(31):
        visitor = desks.Visitor(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.{n}, 203.0.113.9")
        answer = visitor.post("/masuk/", typed(f"nama{n}", "bukan sandinya sama sekali"))
    assert answer.status_code == 429


# Help at the machine


def test_whom_no_office_can_help_is_helped_at_the_machine(clock):
    set_up(desks.Visitor(), "rina.dpmd")
    faces("rina.dpmd", 6)
    said = accounts.recover(account_id=offices.account("rina.dpmd"), by=offices.ACTOR, at=offices.NOON)
    visitor = desks.Visitor()
    assert visitor.post("/masuk/", typed("rina.dpmd", said))["Location"] == "/"
    assert visitor.get("/")["Location"] == "/akun/sandi/"
    new = {"lama": said, "baru": "sembilan bangau biru", "ulang": "sembilan bangau biru"}
    visitor.post("/akun/sandi/", new)
    assert visitor.get("/")["Location"] == "/akun/faktor/"


# A password that somebody else knows


def test_who_was_told_a_password_first_chooses_another():
    seat = accounts.open_seat(
        role="operator", office="Pemerintah Desa Keramat", regions_of=[offices.KERAMAT], name="baru.keramat",
        person_name="Operator Baru", example=False, by=offices.ACTOR, at=offices.NOON,
    )  # fmt: skip
    visitor, home = desks.Visitor(), f"/wilayah/{offices.KERAMAT}/"
    visitor.post("/masuk/", typed(seat.name, seat.password))
    assert [visitor.get(path)["Location"] for path in (home, "/akun/", "/")] == ["/akun/sandi/"] * 3
    said = {"lama": seat.password, "baru": "sembilan bangau biru", "ulang": "sembilan bangau biru"}
    assert visitor.post("/akun/sandi/", said | {"baru": seat.password, "ulang": seat.password}).status_code == 422
    assert visitor.post("/akun/sandi/", said)["Location"] == "/"
    assert visitor.get(home).status_code == 200


def test_the_national_checklist_ends_a_password_after_ninety_days(settings, clock):
    settings.BSSN = True
    models.Account.objects.filter(name="siti.keramat").update(password_at=offices.NOON - dt.timedelta(days=91))
    visitor, home = desks.Visitor(), f"/wilayah/{offices.KERAMAT}/"
    visitor.post("/masuk/", typed("siti.keramat"))
    assert visitor.get(home)["Location"] == "/akun/sandi/"
    settings.BSSN = False
    assert visitor.get(home).status_code == 200
