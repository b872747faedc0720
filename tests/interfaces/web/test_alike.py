"""Nobody learns from an answer whether there is such an account: the same bytes after the same number of questions to
the database, at each place where something is typed about one."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
import time_machine
from django.db import connection
from django.test import utils

from lindung.interfaces.cli import subject
from lindung.kernel import values
from lindung.platform.access import models
from lindung.platform.access import operations as access
from lindung.platform.access.factors import operations as factors
from lindung.platform.access.factors import totp
from tests import offices
from tests.interfaces import desks as officers
from tests.interfaces.web import conftest, desks

pytestmark = pytest.mark.django_db
WRONG = "bukan sandinya sama sekali"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
MINUTE = dt.timedelta(minutes=1)
Face = tuple[int, bytes, tuple[tuple[str, str], ...], int]


@pytest.fixture(autouse=True)
def clock(db):
    with time_machine.travel(offices.NOON, tick=False) as travelling:
        offices.tell()
        yield travelling


def face(visitor: desks.Visitor, path: str, typed: dict[str, str] | None = None, *, hide: str = "") -> Face:
    """All that an answer can be told by: status, bytes, headers, and how many questions the database was asked; without
    the token of its form and what was typed."""
    with utils.CaptureQueriesContext(connection) as asked:
        answer = visitor.post(path, typed) if typed is not None else visitor.get(path)
    body = re.sub(rb'(name="csrfmiddlewaretoken" value=)"\w+"', rb"\1", answer.content)
    for said in filter(None, (hide, path)):
        body = body.replace(said.encode(), b"")
    headers = tuple(sorted((name, said) for name, said in answer.items() if name != "Content-Length"))
    return answer.status_code, body, headers, len(asked)


def code(at: dt.datetime) -> str:
    return totp._clock(SECRET).generate(int(at.timestamp())).decode()


def with_app(name: str) -> list[str]:
    """Give an account an app; returns its codes on paper."""
    account = offices.account(name)
    return list(
        factors.add_app(account_id=account, secret=SECRET, code=code(offices.NOON), first=True, stamp=offices.stamp())
    )


# Signing in


def plain() -> str:
    return "siti.keramat"


def with_a_second_factor() -> str:
    with_app("camat.tapa")
    return "camat.tapa"


def that_must_set_up_a_factor() -> str:
    return "sekda"


def without_a_post() -> str:
    access.open_account(
        name="tanpa.jabatan", person_name="X", password=WRONG + "!", example=False, stamp=offices.stamp()
    )
    return "tanpa.jabatan"


def whose_post_ended() -> str:
    access.dismiss(account_id=offices.account("kades.meranti"), ends_before=offices.TODAY, stamp=offices.stamp())
    return "kades.meranti"


def that_is_shut() -> str:
    models.Account.objects.filter(name="provinsi").update(is_active=False)
    return "provinsi"


def whose_password_was_told() -> str:
    models.Account.objects.filter(name="rina.dpmd").update(told=True)
    return "rina.dpmd"


KNOWN = (plain, with_a_second_factor, that_must_set_up_a_factor, without_a_post, whose_post_ended, that_is_shut,
         whose_password_was_told)  # fmt: skip


@pytest.mark.parametrize("account", KNOWN, ids=lambda one: one.__name__)
@pytest.mark.parametrize("before", [0, 5], ids=["at first", "after five guesses"])
def test_a_wrong_password_is_answered_as_a_name_that_is_no_account(account, before):
    faces = []
    for name in ("siapa.entah", account(), "tiada.ada"):  # the first question of a connection also sets its walls
        visitor = desks.Visitor(REMOTE_ADDR=f"10.0.{len(faces)}.1")
        for _ in range(before + 1):
            found = face(visitor, "/masuk/", {"nama": name, "sandi": WRONG}, hide=name)
        faces.append(found)
    assert faces[1] == faces[2]
    assert faces[1][0] == (422 if before < 5 else 429)


@pytest.mark.parametrize("typed", ["", "x" * 5000, "\0", "' OR 1=1 --"])
def test_whatever_is_typed_as_a_password(typed):
    faces = [face(desks.Visitor(), "/masuk/", {"nama": name, "sandi": typed}, hide=name)
             for name in ("siapa.entah", "siti.keramat", "tiada.ada")]  # fmt: skip
    assert faces[1] == faces[2]


# The second step


def waiting_for_a_code() -> desks.Visitor:
    visitor = desks.Visitor()
    assert visitor.post("/masuk/", {"nama": "camat.tapa", "sandi": offices.PASSWORD}).status_code == 302
    return visitor


def test_the_second_step_is_the_same_for_nobody_and_for_whoever_typed_a_wrong_password():
    with_app("camat.tapa")
    faces = []
    for name in ("siapa.entah", "camat.tapa", "tiada.ada"):
        visitor = desks.Visitor()
        visitor.post("/masuk/", {"nama": name, "sandi": WRONG})
        faces.append((face(visitor, "/masuk/kode/"), face(visitor, "/masuk/kode/", {"kode": "123456"})))
    assert faces[1] == faces[2]
    assert [one[0] for one in faces[1]] == [302, 302]


def test_no_code_that_opens_nothing_is_answered_otherwise_than_another(clock):
    """Of an app or on paper, spent, somebody else's, or none: an answer does not say how near a guess was."""
    paper = with_app("camat.tapa")
    others = with_app("kades.meranti")
    used = waiting_for_a_code()
    assert used.post("/masuk/kode/", {"kode": paper[0]}).status_code == 302
    clock.shift(2 * MINUTE)
    assert waiting_for_a_code().post("/masuk/kode/", {"kode": code(offices.NOON + 2 * MINUTE)}).status_code == 302
    face(waiting_for_a_code(), "/masuk/kode/", {"kode": "111111"})  # who acts is told to the connection once
    said = {
        "no code": "000000", "spent, of the app": code(offices.NOON + 2 * MINUTE), "no code on paper": "aaaaa-bbbbb",
        "spent, on paper": paper[0], "of somebody else": others[0], "nothing": "",
    }  # fmt: skip
    faces = {}
    for what, typed in said.items():
        clock.shift(61 * MINUTE)
        faces[what] = face(waiting_for_a_code(), "/masuk/kode/", {"kode": typed})
    assert {one[0] for one in faces.values()} == {422}
    assert len({one[:3] for one in faces.values()}) == 1
    app = {faces[what] for what in ("no code", "spent, of the app")}
    on_paper = {faces[what] for what in ("no code on paper", "spent, on paper", "of somebody else")}
    assert (len(app), len(on_paper)) == (1, 1)


# Help: a new password, a removed factor


def test_an_administrator_sees_no_difference_between_an_account_elsewhere_and_none():
    """There is no page on which somebody asks for their own password: who may help is an office, within its scope."""
    visitor = desks.Visitor()
    officers.sit(visitor, "camat.tapa")
    visitor.get("/kantor/")
    abroad, none = offices.account("operator.pohuwato"), 987654321
    for typed in (None, {"tindakan": "sandi"}, {"tindakan": "faktor"}):
        faces = []
        for account in (none, abroad, none):
            conftest.forget()  # how often something was refused is counted, and not every time written down
            faces.append(face(visitor, f"/kantor/akun/{account}/", typed))
        assert faces[1] == faces[2]
        assert faces[1][0] == 404


def test_at_the_machine_too_a_wrong_name_and_a_wrong_password_are_one(monkeypatch):
    said = []
    for name in ("siapa.entah", "rina.dpmd", "tiada.ada"):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{WRONG}\n"))
        with pytest.raises(values.Refusal) as refused, utils.CaptureQueriesContext(connection) as asked:
            subject.sign(name, offices.NOON)
        said.append((refused.value.code, str(refused.value).replace(name, ""), len(asked)))
    assert said[1] == said[2]
