"""Accounts, offices and the choke point of scope."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth import hashers
from django.db import models as tables

from lindung.platform.access import facts, models, operations, passwords, queries, scope
from lindung.platform.journal import models as journal
from lindung.registers.funding import models as funding
from tests import chronicle, conftest

SWORN_IN = dt.date(2023, 1, 2)
HANDED_OVER = dt.date(2023, 3, 1)
PASSWORD = "tiga ekor kambing"
TABLES = [model for model in apps.get_models() if isinstance(model._meta.default_manager, scope.Scoped)]


@pytest.fixture
def nobody_asks():
    """No scope in force, as before anyone has signed in."""
    token = scope._in_force.set(None)
    yield
    scope._in_force.reset(token)


@pytest.fixture
def camat(db, stamp) -> int:
    """The camat of Tapa, in office since the second of January."""
    account = operations.open_account(
        name="camat.tapa", person_name="Camat Contoh", password=PASSWORD, example=False, stamp=stamp
    )
    office = operations.open_office(name="Kecamatan Tapa", regions=["75.03.01"], starts_on=SWORN_IN, stamp=stamp)
    operations.appoint(account_id=account, office_id=office, role="camat", starts_on=SWORN_IN, stamp=stamp)
    return account


# Who sits where


def test_a_camat_sees_the_district_from_the_day_in_office(camat):
    desk = queries.desk_of(camat, on=SWORN_IN)
    assert (desk.role, desk.office_name, desk.scope.regions) == ("camat", "Kecamatan Tapa", frozenset({"75.03.01"}))
    assert queries.desk_of(camat, on=SWORN_IN - dt.timedelta(days=1)) is None


def test_handing_over_takes_effect_by_itself(camat, stamp):
    heir = operations.open_account(
        name="camat.baru", person_name="Camat Baru", password=PASSWORD, example=False, stamp=stamp
    )
    office = models.Office.objects.get().pk
    operations.dismiss(account_id=camat, ends_before=HANDED_OVER, stamp=stamp)
    operations.appoint(account_id=heir, office_id=office, role="camat", starts_on=HANDED_OVER, stamp=stamp)
    last_day = HANDED_OVER - dt.timedelta(days=1)
    assert queries.desk_of(camat, on=last_day).office_name == "Kecamatan Tapa"
    assert queries.desk_of(camat, on=HANDED_OVER) is None
    assert queries.desk_of(heir, on=last_day) is None
    assert queries.desk_of(heir, on=HANDED_OVER).role == "camat"


def test_an_office_without_regions_sees_nothing(camat, stamp):
    office = operations.open_office(name="Bagian Umum", regions=[], starts_on=SWORN_IN, stamp=stamp)
    operations.appoint(account_id=camat, office_id=office, role="dpmd", starts_on=HANDED_OVER, stamp=stamp)
    desk = queries.desk_of(camat, on=HANDED_OVER)
    assert desk.scope == facts.Scope(frozenset())
    assert not desk.scope.covers("75.03.01.2001")


def test_a_branch_of_bpjs_serves_several_regencies(camat, stamp):
    office = operations.open_office(
        name="BPJS Cabang Gorontalo", regions=["75.01", "75.03"], starts_on=SWORN_IN, stamp=stamp
    )
    operations.appoint(account_id=camat, office_id=office, role="bpjs", starts_on=HANDED_OVER, stamp=stamp)
    covered = queries.desk_of(camat, on=HANDED_OVER).scope
    assert [code for code in ("75.01.02.2001", "75.03", "75.02.01.2001", "75") if covered.covers(code)] == [
        "75.01.02.2001", "75.03",
    ]  # fmt: skip
    assert covered.overlaps("75")


def test_a_closed_account_holds_no_post(camat):
    models.Account.objects.filter(pk=camat).update(is_active=False)
    assert queries.desk_of(camat, on=HANDED_OVER) is None


def test_an_example_account_opens_only_example_data(camat, stamp):
    example = operations.open_account(name="contoh", person_name="Contoh", password=PASSWORD, example=True, stamp=stamp)
    office = models.Office.objects.get().pk
    operations.appoint(account_id=example, office_id=office, role="camat", starts_on=SWORN_IN, stamp=stamp)
    assert queries.desk_of(example, on=SWORN_IN) is None
    operations.mark_example(shown_on=chronicle.MONITORING_DAY, stamp=stamp)
    assert queries.desk_of(example, on=SWORN_IN).role == "camat"
    assert queries.desk_of(camat, on=SWORN_IN).role == "camat"


def test_another_password_ends_the_sessions_begun_with_the_old_one(camat, stamp):
    proof = models.Account.objects.get().get_session_auth_hash()
    assert queries.desk_of(camat, on=SWORN_IN, proof=proof).role == "camat"
    operations.change_password(account_id=camat, password="sepuluh ekor ayam", stamp=stamp)
    assert queries.desk_of(camat, on=SWORN_IN, proof=proof) is None
    assert queries.desk_of(camat, on=SWORN_IN, proof="") is None


def test_an_example_stays_one(db, stamp):
    assert queries.example_day() is None
    for day in (dt.date(2023, 4, 13), dt.date(2024, 1, 1)):
        operations.mark_example(shown_on=day, stamp=stamp)
    assert queries.example_day() == dt.date(2023, 4, 13)


def test_a_password_costs_what_owasp_asks_at_least(monkeypatch):
    for of, much in conftest.PASSWORD_COST.items():
        monkeypatch.setattr(passwords.Argon2, of, much)
    assert hashers.make_password(PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_is_never_in_the_journal_and_stored_by_argon2(camat):
    stored = models.Account.objects.get().password
    assert stored.startswith("argon2$argon2id$")
    lines = "\n".join(str(line) for line in journal.Line.objects.values())
    assert PASSWORD not in lines + stored
    assert stored not in lines


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"name": "camat.tapa"}, operations.AccountNameTaken),
        ({"name": "Camat.Tapa "}, operations.AccountNameTaken),
        ({"name": "a b"}, operations.NotAnAccountName),
        ({"name": "lain", "password": "pendek"}, operations.PasswordTooShort),
    ],
)
def test_an_account_that_can_not_be_opened_is_refused_with_a_reason(camat, stamp, said, refusal):
    asked = {"person_name": "X", "password": PASSWORD, "example": False} | said
    with pytest.raises(refusal):
        operations.open_account(**asked, stamp=stamp)


def test_a_role_that_is_none_is_refused(camat, stamp):
    with pytest.raises(operations.NotARole):
        operations.appoint(
            account_id=camat, office_id=models.Office.objects.get().pk, role="raja", starts_on=SWORN_IN, stamp=stamp
        )


# The choke point

ASKING = {
    "all": lambda rows: list(rows.all()),
    "exists": lambda rows: rows.exists(),
    "count": lambda rows: rows.count(),
    "alias and exists": lambda rows: rows.alias(x=tables.F("pk")).exists(),
    "contains": lambda rows: rows.contains(rows.model()),
    "none of it": lambda rows: rows.filter(pk=1).first(),
    "aggregate": lambda rows: rows.aggregate(n=tables.Count("pk")),
    "iterator": lambda rows: list(rows.iterator()),
}


def test_the_tables_about_villages_and_people_are_behind_the_choke_point():
    assert {model._meta.label for model in TABLES} >= {
        "workers.Person", "enrolment.Listing", "enrolment.Entry", "enrolment.HeldRow", "funding.Budget",
        "funding.Receipt", "funding.Sighting", "funding.Reversal", "coverage.Cover", "coverage.Member", "intake.Note",
    }  # fmt: skip
    closed_years = {"funding.YearClose", "funding.Reopening", "funding.ReopeningDecision"}
    open_to_all = {"programmes.Target", "programmes.Milestone", "letters.Wording"} | closed_years
    registers = {model._meta.label for model in apps.get_models() if model.__module__.startswith("lindung.registers")}
    assert registers - {model._meta.label for model in TABLES} == open_to_all


@pytest.mark.parametrize("ask", ASKING.values(), ids=ASKING)
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_a_query_without_a_scope_raises(db, nobody_asks, model, ask):
    for manager in (model._meta.default_manager, model._meta.base_manager):
        with pytest.raises(scope.ScopeMissing):
            ask(manager)


@pytest.fixture
def two_villages(db):
    """Talumopatu and Dunggala of Tapa, each with a budget and a receipt."""
    told = chronicle.Chronicle()
    for code in (chronicle.TALUMOPATU, chronicle.DUNGGALA):
        told.budget(code)
        told.paid(code, chronicle.QUARTER_END)
    return told


def test_within_a_scope_only_its_villages_are_there(two_villages):
    with scope.within(facts.Scope(frozenset({chronicle.TALUMOPATU}))):
        assert {row.region_id for row in funding.Budget.objects.all()} == {chronicle.TALUMOPATU}
        assert not funding.Receipt.objects.filter(region_id=chronicle.DUNGGALA).exists()
    with scope.within(facts.Scope(frozenset())):
        assert funding.Budget.objects.count() == 0


def test_a_related_object_out_of_scope_is_not_there_either(two_villages):
    cover = apps.get_model("coverage.Cover").objects.filter(region_id=chronicle.DUNGGALA).first()
    if cover is None:
        pytest.fail("the story made no cover")
    with scope.within(facts.Scope(frozenset({chronicle.TALUMOPATU}))), pytest.raises(funding.Receipt.DoesNotExist):
        assert cover.receipt
