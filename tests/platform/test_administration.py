"""Delegated administration: within the own scope only, and for what sees a whole regency with a second person."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.platform.access import models
from lindung.platform.access import operations as access
from lindung.platform.access import queries as access_queries
from lindung.platform.access.administration import facts, operations, queries
from lindung.platform.access.factors import queries as held
from lindung.platform.journal import models as journal
from tests import offices
from tests.offices import ABROAD, HUANGOBOTU, KERAMAT, TODAY, account, desk, stamp

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + dt.timedelta(days=1)
NEW = "empat perahu merah pulang"


@pytest.fixture(autouse=True)
def _told(db) -> None:
    offices.tell()


def opened(by: str, role: str, region: str, office: str = "Kantor Baru", *, name: str = "orang.baru", on=TODAY) -> bool:
    """``by`` opens an account in an office."""
    return operations.open_seat(
        desk=desk(by), name=name, person_name="Orang Baru", password=offices.PASSWORD, office=office, region=region,
        role=role, starts_on=on, stamp=stamp(),
    )  # fmt: skip


def role_of(name: str, *, on: dt.date = TODAY) -> tuple[str, str] | None:
    found = access_queries.desk_of(account(name), on=on)
    return (found.role, found.office_name) if found else None


# What is within one's scope


def test_an_administrator_sees_the_offices_of_the_own_scope_and_no_others():
    assert [office.name for office in queries.offices(desk("rina.dpmd"), on=TODAY)] == [
        "Dinas PMD Bone Bolango", "Sekretariat Daerah Bone Bolango", "Kecamatan Tapa", "Pemerintah Desa Keramat",
        "Pemerintah Desa Meranti", "Pemerintah Desa Huangobotu",
    ]  # fmt: skip
    assert [office.name for office in queries.offices(desk("camat.tapa"), on=TODAY)] == [
        "Kecamatan Tapa", "Pemerintah Desa Keramat", "Pemerintah Desa Meranti",
    ]  # fmt: skip


def test_a_camat_sees_the_village_posts_of_the_district_and_not_the_own_office():
    posts = [post.name for office in queries.offices(desk("camat.tapa"), on=TODAY) for post in office.posts]
    assert posts == ["siti.keramat", "kades.meranti"]


@pytest.mark.parametrize(
    ("by", "theirs"),
    [
        ("rina.dpmd", {"yusuf.dpmd", "sekda", "camat.tapa", "siti.keramat", "kades.meranti", "operator.huangobotu"}),
        ("camat.tapa", {"siti.keramat", "kades.meranti"}),
        ("sekda", set()),
        ("provinsi", set()),
        ("siti.keramat", set()),
    ],
)
def test_whose_accounts_an_administrator_looks_after(by, theirs):
    assert {name for name in offices.SEATS if queries.account(desk(by), account(name), on=TODAY)} == theirs


def test_nobody_looks_after_their_own_account():
    for name in ("rina.dpmd", "camat.tapa"):
        assert queries.account(desk(name), account(name), on=TODAY) is None
    with pytest.raises(operations.NotYours):
        operations.move(
            desk=desk("camat.tapa"), account_id=account("camat.tapa"), office="Dinas PMD Bone Bolango", region="75.03",
            role="dpmd", starts_on=TODAY, stamp=stamp(),
        )  # fmt: skip


def test_who_has_another_post_beyond_the_scope_is_not_theirs():
    office = models.Office.objects.get(name="Dinas PMD Provinsi Gorontalo").pk
    access.appoint(
        account_id=account("siti.keramat"), office_id=office, role="province", starts_on=TOMORROW, stamp=stamp()
    )
    assert queries.account(desk("rina.dpmd"), account("siti.keramat"), on=TODAY) is None


def test_an_account_of_an_example_and_a_real_one_do_not_look_after_each_other():
    models.Account.objects.filter(name="siti.keramat").update(example=True)
    assert queries.account(desk("rina.dpmd"), account("siti.keramat"), on=TODAY) is None


# Opening accounts


@pytest.mark.parametrize(
    ("by", "role", "region"),
    [("rina.dpmd", "operator", HUANGOBOTU), ("rina.dpmd", "camat", "75.03.08"), ("camat.tapa", "kades", KERAMAT)],
)
def test_a_seat_within_the_scope_is_taken_at_once(by, role, region):
    assert opened(by, role, region) is True
    assert role_of("orang.baru") == (role, "Kantor Baru")
    assert models.Account.objects.get(name="orang.baru").told


@pytest.mark.parametrize(
    ("by", "role", "region"),
    [
        ("rina.dpmd", "operator", ABROAD),
        ("rina.dpmd", "dpmd", "75.04"),
        ("rina.dpmd", "province", "75.03"),
        ("rina.dpmd", "province", "75"),
        ("rina.dpmd", "national", "75.03"),
        ("rina.dpmd", "sekda", "75"),
        ("rina.dpmd", "camat", "75.03"),
        ("rina.dpmd", "operator", "75.03.01"),
        ("rina.dpmd", "operator", "75.03.99.2001"),
        ("rina.dpmd", "operator", "75.03.01.2028' OR 1"),
        ("rina.dpmd", "raja", "75.03"),
        ("camat.tapa", "camat", "75.03.01"),
        ("camat.tapa", "dpmd", "75.03"),
        ("camat.tapa", "operator", HUANGOBOTU),
        ("sekda", "operator", KERAMAT),
        ("siti.keramat", "operator", KERAMAT),
        ("provinsi", "dpmd", "75.03"),
    ],
)
def test_nobody_opens_a_seat_beyond_the_own_scope_or_role(by, role, region):
    before = models.Account.objects.count()
    with pytest.raises(operations.NotYourRole):
        opened(by, role, region)
    assert models.Account.objects.count() == before


@pytest.mark.parametrize("office", ["Dinas PMD Provinsi Gorontalo", "Pemerintah Desa Torosiaje Jaya", "Kecamatan Tapa"])
def test_an_office_of_another_region_gets_no_new_region_by_its_name(office):
    with pytest.raises(operations.OfficeElsewhere):
        opened("rina.dpmd", "operator", KERAMAT, office)
    assert models.Territory.objects.filter(region=KERAMAT).count() == 1


@pytest.mark.parametrize("days", [-400, 400])
def test_a_post_begins_within_a_year(days):
    with pytest.raises(operations.DayTooFar):
        opened("rina.dpmd", "operator", KERAMAT, on=TODAY + dt.timedelta(days=days))


# Handing over and ending


def test_a_post_is_handed_over_on_its_day():
    opened("camat.tapa", "kades", KERAMAT, "Pemerintah Desa Keramat", name="penerus")
    assert operations.hand_over(
        desk=desk("camat.tapa"), account_id=account("siti.keramat"), to="penerus", starts_on=TOMORROW, stamp=stamp()
    )
    assert [role_of("siti.keramat", on=day) for day in (TODAY, TOMORROW)] == [
        ("operator", "Pemerintah Desa Keramat"), None,
    ]  # fmt: skip
    assert role_of("penerus", on=TOMORROW) == ("operator", "Pemerintah Desa Keramat")


@pytest.mark.parametrize("to", ["operator.pohuwato", "operator.huangobotu", "tiada", "siti.keramat", "camat.tapa"])
def test_a_post_goes_only_to_somebody_within_the_scope(to):
    with pytest.raises(operations.NoSuccessor):
        operations.hand_over(
            desk=desk("camat.tapa"), account_id=account("siti.keramat"), to=to, starts_on=TODAY, stamp=stamp()
        )


def test_a_post_that_was_to_end_later_can_end_today():
    siti = account("siti.keramat")
    for day in (TOMORROW, TODAY):
        operations.dismiss(desk=desk("camat.tapa"), account_id=siti, ends_before=day, stamp=stamp())
    assert role_of("siti.keramat") is None
    with pytest.raises(operations.NoPost):
        operations.dismiss(desk=desk("camat.tapa"), account_id=siti, ends_before=TODAY, stamp=stamp())


@pytest.mark.parametrize("name", ["operator.huangobotu", "rina.dpmd", "sekda", "operator.pohuwato", "provinsi"])
def test_a_camat_does_nothing_to_accounts_of_others(name):
    who, by = account(name), desk("camat.tapa")
    verbs = [
        lambda: operations.dismiss(desk=by, account_id=who, ends_before=TODAY, stamp=stamp()),
        lambda: operations.hand_over(desk=by, account_id=who, to="siti.keramat", starts_on=TODAY, stamp=stamp()),
        lambda: operations.new_password(desk=by, account_id=who, password=NEW, stamp=stamp()),
        lambda: operations.reset_factor(desk=by, account_id=who, stamp=stamp()),
        lambda: operations.unlock(desk=by, account_id=who, stamp=stamp()),
    ]
    for verb in verbs:
        with pytest.raises(operations.NotYours):
            verb()
    assert access_queries.password_is(who, offices.PASSWORD)


# With a second person


def test_what_sees_the_regency_waits_for_a_second_person():
    assert opened("rina.dpmd", "bappeda", "75.03") is False
    assert role_of("orang.baru") is None
    (waiting,) = queries.proposals(desk("sekda"), on=TODAY)
    operations.decide(desk=desk("sekda"), proposal_id=waiting.id, approve=True, password="", stamp=stamp())
    assert role_of("orang.baru") == ("bappeda", "Kantor Baru")
    assert queries.proposals(desk("sekda"), on=TODAY) == []


def test_a_refused_proposal_changes_nothing_and_is_not_decided_again():
    waiting = offices.proposed()
    operations.decide(desk=desk("yusuf.dpmd"), proposal_id=waiting.id, approve=False, password="", stamp=stamp())
    assert role_of("baru.dpmd") is None
    with pytest.raises(operations.AlreadyDecided):
        operations.decide(desk=desk("sekda"), proposal_id=waiting.id, approve=True, password="", stamp=stamp())


def test_the_proposer_and_the_proposed_do_not_decide():
    waiting = offices.proposed()
    with pytest.raises(operations.SecondPersonNeeded):
        operations.decide(desk=desk("rina.dpmd"), proposal_id=waiting.id, approve=True, password="", stamp=stamp())
    operations.reset_factor(desk=desk("rina.dpmd"), account_id=account("sekda"), stamp=stamp())
    own = queries.proposals(desk("sekda"), on=TODAY)[0]
    with pytest.raises(operations.SecondPersonNeeded):
        operations.decide(desk=desk("sekda"), proposal_id=own.id, approve=True, password="", stamp=stamp())
    assert models.Decision.objects.count() == 0


@pytest.mark.parametrize("by", ["dpmd.pohuwato", "camat.tapa", "provinsi", "siti.keramat"])
def test_only_who_decides_in_that_regency_finds_the_proposal(by):
    waiting = offices.proposed()
    with pytest.raises(operations.NotYours):
        operations.decide(desk=desk(by), proposal_id=waiting.id, approve=True, password="", stamp=stamp())


def test_a_post_never_begins_before_it_was_agreed_to():
    waiting = offices.proposed()
    week = offices.NOON + dt.timedelta(days=7)
    operations.decide(desk=desk("sekda"), proposal_id=waiting.id, approve=True, password="", stamp=stamp(week))
    assert [role_of("baru.dpmd", on=day) for day in (week.date() - dt.timedelta(days=1), week.date())] == [
        None, ("dpmd", "Dinas PMD Bone Bolango"),
    ]  # fmt: skip


def test_handing_over_a_regencys_post_waits_and_then_does_both():
    operations.hand_over(
        desk=desk("rina.dpmd"), account_id=account("sekda"), to="camat.tapa", starts_on=TODAY, stamp=stamp()
    )
    assert (role_of("sekda"), role_of("camat.tapa")) == (
        ("sekda", "Sekretariat Daerah Bone Bolango"), ("camat", "Kecamatan Tapa"),
    )  # fmt: skip
    (waiting,) = queries.proposals(desk("yusuf.dpmd"), on=TODAY)
    operations.decide(desk=desk("yusuf.dpmd"), proposal_id=waiting.id, approve=True, password="", stamp=stamp())
    assert (role_of("sekda"), role_of("camat.tapa")) == (None, ("sekda", "Sekretariat Daerah Bone Bolango"))


def test_who_could_take_the_seat_of_the_second_person_needs_one_too():
    """Else one person proposes, takes the Sekda's seat by a new password and no factor, and agrees."""
    sekda = account("sekda")
    assert operations.new_password(desk=desk("rina.dpmd"), account_id=sekda, password=NEW, stamp=stamp()) is False
    assert operations.reset_factor(desk=desk("rina.dpmd"), account_id=sekda, stamp=stamp()) is False
    assert access_queries.password_is(sekda, offices.PASSWORD)
    for waiting in queries.proposals(desk("yusuf.dpmd"), on=TODAY):
        operations.decide(desk=desk("yusuf.dpmd"), proposal_id=waiting.id, approve=True, password=NEW, stamp=stamp())
    assert access_queries.password_is(sekda, NEW)
    assert not held.held(sekda)


def test_the_same_is_not_proposed_twice():
    for refused in (False, True):
        if refused:
            with pytest.raises(operations.AlreadyProposed):
                operations.reset_factor(desk=desk("yusuf.dpmd"), account_id=account("sekda"), stamp=stamp())
        else:
            operations.reset_factor(desk=desk("rina.dpmd"), account_id=account("sekda"), stamp=stamp())


# Helping


def test_a_new_password_is_told_and_ends_every_session():
    siti = account("siti.keramat")
    models.Session.objects.create(
        digest="x",
        account_id=siti,
        content_sealed=b"",
        began_at=offices.NOON,
        seen_at=offices.NOON,
        ends_at=offices.NOON,
    )
    assert operations.new_password(desk=desk("camat.tapa"), account_id=siti, password=NEW, stamp=stamp())
    assert models.Session.objects.count() == 0
    assert models.Account.objects.get(pk=siti).told
    assert access_queries.password_is(siti, NEW)


def test_every_act_is_a_line_with_who_did_it():
    by = desk("camat.tapa")
    operations.unlock(desk=by, account_id=account("siti.keramat"), stamp=stamp(by=by.actor))
    operations.new_password(desk=by, account_id=account("siti.keramat"), password=NEW, stamp=stamp(by=by.actor))
    lines = journal.Line.objects.filter(actor="Camat.Tapa").order_by("id")
    assert [line.verb for line in lines] == ["access.unlocked", "access.password_changed"]
    assert {line.office for line in lines} == {"Kecamatan Tapa"}


def test_which_roles_wait_are_all_that_see_a_whole_regency():
    regency_wide = {role for role, level in facts.LEVEL.items() if level == 2}
    assert regency_wide == {"dpmd", "sekda", "bupati", "bpjs", "bappeda", "auditor"}
    for number, role in enumerate(sorted(regency_wide)):
        assert opened("rina.dpmd", role, "75.03", f"Kantor {role}", name=f"orang{number}") is False
