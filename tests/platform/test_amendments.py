"""Law that changes without a deployment: proposed by one, approved by another, from its month on; old bills stay."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lindung.kernel import law, values
from lindung.platform.access import operations as access
from lindung.platform.journal import models as journal
from lindung.platform.journal import queries as journal_queries
from lindung.platform.rulebook import amending, facts, models, operations
from lindung.platform.rulebook import queries as rulebook
from tests import offices
from tests.offices import TODAY, desk, stamp

pytestmark = pytest.mark.django_db
PAID = {"sector": "non_transport", "public_money": False, "village_money": True}
JANUARY = values.Month(2027, 1)
JKM = offices.JKM_OF_2027
CASE = JKM.cases


@pytest.fixture(autouse=True)
def _told(db) -> None:
    offices.tell()


def proposed(wish: facts.Wish = JKM, *, by: str = "rina.dpmd", on: dt.date = TODAY) -> int:
    return operations.propose(desk=desk(by), wish=wish, stamp=_on(on))


def decided(number: int, by: str, *, approve: bool = True, reason: str = "", on: dt.date = TODAY) -> None:
    operations.decide(desk=desk(by), amendment_id=number, approve=approve, reason=reason, stamp=_on(on))


def _on(day: dt.date):
    return dataclasses.replace(stamp(), received_on=day)


def rate(month: str, region: str = "75.03", known_at: dt.date | None = None) -> int:
    return law.contribution(rulebook.book(region, known_at), month=values.Month.parse(month), **PAID)


# A new rule


def test_demand_03_a_new_rule_takes_effect_from_its_month_with_two_people_and_no_deployment():
    before = law.quote(rulebook.book("75.03"), first=values.Month(2026, 11), months=4, heads=100, **PAID)
    number = proposed()
    assert rate("2027-01") == 16_800
    decided(number, "sekda")
    assert (rate("2026-12"), rate("2027-01")) == (16_800, 18_000)
    after = law.quote(rulebook.book("75.03"), first=values.Month(2026, 11), months=4, heads=100, **PAID)
    assert after.parts == ((2, 16_800), (2, 18_000))
    assert (before.total, after.total) == (6_720_000, 6_960_000)


def test_demand_03_old_bills_are_unchanged_and_reckoned_again_by_the_version_that_they_keep():
    bill = law.quote(rulebook.book("75.03"), first=values.Month(2027, 1), months=2, heads=10, **PAID)
    offices.amended()
    offices.amended(dataclasses.replace(JKM, value="9_000", cases=CASE.replace("18_000", "19_000")))
    assert rulebook.book("75.03").version != bill.book_version
    then = rulebook.of_version(bill.book_version, "75.03")
    assert law.quote(then, first=values.Month(2027, 1), months=2, heads=10, **PAID) == bill
    with pytest.raises(rulebook.NoSuchVersion):
        rulebook.of_version("0" * 12, "75.03")


def test_what_was_known_before_the_decision_stays_as_it_was_known():
    offices.amended(on=dt.date(2026, 8, 3))
    assert rate("2027-01", known_at=dt.date(2026, 8, 2)) == 16_800
    assert rate("2027-01", known_at=dt.date(2026, 8, 3)) == 18_000


def test_a_regencys_amendment_is_not_its_neighbours_law():
    offices.amended()
    assert (rate("2027-01", "75.03"), rate("2027-01", "75.04"), rate("2027-01", "75.03.01.2028")) == (
        18_000, 16_800, 18_000,
    )  # fmt: skip
    assert rulebook.book() is rulebook.shipped()


def test_the_same_amendments_give_the_very_same_book():
    assert rulebook.book("75.03") is rulebook.shipped()
    offices.amended()
    assert rulebook.book("75.03") is rulebook.book("75.03")


def test_an_entry_that_follows_later_already_is_where_the_new_one_ends():
    offices.amended(dataclasses.replace(JKM, starts=values.Month(2028, 1), cases=CASE.replace("2027-01", "2028-01")))
    offices.amended(dataclasses.replace(JKM, value="7_000", cases=CASE.replace("18_000", "17_000")))
    assert [rate(month) for month in ("2026-12", "2027-01", "2027-12", "2028-01")] == [16_800, 17_000, 17_000, 18_000]


def test_a_rule_for_a_time_gives_back_what_stood_before():
    offices.amended(dataclasses.replace(JKM, ends_before=values.Month(2027, 3)))
    assert [rate(month) for month in ("2027-01", "2027-02", "2027-03")] == [18_000, 18_000, 16_800]


def test_a_discount_is_repealed_from_a_month_on():
    value = (
        '{ id = "PP 50/2025", programmes = ["JKK", "JKM"], pays = "50 %", sectors = ["transport"], '
        "excludes_public_money = true }"
    )
    cases = 'contribution = [{ month = "2026-10", sector = "transport", money = "self", rupiah = 16_800 }]'
    offices.amended(
        facts.Wish("rule", "75.03", "discount", value, values.Month(2026, 10), "PP 9/2026", repeals=True, cases=cases)
    )
    own = {"sector": "transport", "public_money": False, "village_money": False}
    book = rulebook.book("75.03")
    assert [law.contribution(book, month=values.Month(2026, month), **own) for month in (9, 10)] == [8_400, 16_800]


@pytest.mark.parametrize(
    ("parameter", "value", "asked"),
    [
        ("age_below", "60", lambda book: law.age_verdict(book, born_on=dt.date(1966, 1, 1), on=dt.date(2027, 1, 2))),
        ("quota", "120", lambda book: law.quota(book, year=2027).value),
        (
            "grace",
            '{ months = 6, then = "berakhir", late_payment = "kepesertaan baru", unless = "koreksi" }',
            lambda book: law.grace_ends_before(book, cover_ends_before=dt.date(2027, 2, 1)),
        ),
    ],
)
def test_age_quota_and_grace_are_amended_alike(parameter, value, asked):
    before = asked(rulebook.book("75.03"))
    offices.amended(facts.Wish("rule", "75.03", parameter, value, JANUARY, "Perbup 5/2026"))
    assert (before, asked(rulebook.book("75.03"))) == {
        "age_below": (None, "age_over"), "quota": (100, 120), "grace": (dt.date(2027, 5, 1), dt.date(2027, 8, 1)),
    }[parameter]  # fmt: skip


# Two people


def test_nobody_approves_their_own_amendment():
    number = proposed()
    with pytest.raises(operations.AmendmentNeedsSecond):
        decided(number, "rina.dpmd")
    assert rate("2027-01") == 16_800


@pytest.mark.parametrize("by", ["camat.tapa", "siti.keramat", "provinsi", "dpmd.pohuwato"])
def test_who_does_not_answer_for_the_regency_neither_proposes_nor_decides(by):
    with pytest.raises(operations.NotYourLaw):
        proposed(by=by)
    number = proposed()
    with pytest.raises(operations.NoAmendment):
        decided(number, by)


def test_what_holds_everywhere_is_the_nations_to_propose():
    with pytest.raises(operations.NotYourLaw):
        proposed(dataclasses.replace(JKM, region=facts.NATION))
    for name in ("nasional.satu", "nasional.dua"):
        account = access.open_account(
            name=name, person_name=name, password=offices.PASSWORD, example=False, stamp=stamp()
        )
        office = access.open_office(name=name, regions=["75"], starts_on=offices.SINCE, stamp=stamp())
        access.appoint(
            account_id=account, office_id=office, role="national", starts_on=offices.SINCE, stamp=stamp()
        )  # fmt: skip
    offices.amended(dataclasses.replace(JKM, region=facts.NATION), by="nasional.satu", second="nasional.dua")
    assert (rate("2027-01", "75.03"), rate("2027-01", "75.04"), rate("2027-01", "")) == (18_000, 18_000, 18_000)


def test_a_decision_falls_once_and_a_no_says_why():
    number = proposed()
    with pytest.raises(operations.RejectionUnexplained):
        decided(number, "sekda", approve=False)
    decided(number, "sekda", approve=False, reason="Pasalnya salah")
    with pytest.raises(operations.AmendmentDecided):
        decided(number, "sekda")
    assert rate("2027-01") == 16_800
    (one,) = rulebook.amendments("75.03")
    assert (one.approved, one.decider, one.reason) == (False, "Sekda", "Pasalnya salah")


# What can't be proposed


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (dataclasses.replace(JKM, source=" "), operations.SourceMissing),
        (dataclasses.replace(JKM, cases=""), operations.CasesMissing),
        (dataclasses.replace(JKM, value="8_002"), operations.CasesFail),
        (dataclasses.replace(JKM, value='"banyak"'), amending.AmendmentBroken),
        (dataclasses.replace(JKM, value="8_000\nfrom = 2020-01-01"), amending.AmendmentBroken),
        (dataclasses.replace(JKM, parameter="apa_saja"), amending.AmendmentBroken),
        (dataclasses.replace(JKM, parameter="jkk_rate", value='"0,3333 %"'), amending.AmendmentBroken),
        (dataclasses.replace(JKM, cases="contribution = [{ month = 3 }]"), amending.CasesBroken),
        (dataclasses.replace(JKM, kind="answer"), amending.AmendmentBroken),
        (dataclasses.replace(JKM, region="75.03.01"), operations.NotYourLaw),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_can_not_become_law_is_refused_when_it_is_proposed(wish, refusal):
    with pytest.raises(refusal):
        proposed(wish)
    assert not models.Amendment.objects.exists()


def test_a_case_that_another_amendment_broke_since_stops_the_approval():
    number = proposed()
    half = 'contribution = [{ month = "2027-01", sector = "non_transport", money = "village", rupiah = 11_800 }]'
    offices.amended(dataclasses.replace(JKM, parameter="jkk_rate", value='"0,5 %"', cases=half))
    with pytest.raises(operations.CasesFail, match=r"seharusnya Rp18\.000, yang keluar Rp13\.000"):
        decided(number, "sekda")


def test_the_second_person_sees_before_and_after():
    one = rulebook.amendment(proposed())
    cases, months = rulebook.weighed(one)
    assert [(outcome.before, outcome.after, outcome.passes) for outcome in cases] == [(16_800, 18_000, True)]
    shown = {(str(o.case.month), o.case.money, o.case.sector): (o.before, o.after) for o in months}
    assert shown[("2026-12", "village", "non_transport")] == (16_800, 16_800)
    assert shown[("2027-01", "self", "transport")] == (8_400, 9_000)


def test_cases_are_written_as_they_are_read():
    said = (facts.Case(JANUARY, "transport", "self", 8_400), facts.Case(JANUARY, "non_transport", "public", 1, 3, True))
    assert amending.cases(amending.written(said)) == said


# The record


def test_both_acts_stand_in_the_journal_and_nothing_is_changed_afterwards():
    number = offices.amended()
    lines = journal.Line.objects.filter(verb__startswith="rulebook.").order_by("id")
    told = f'{{"jenis": "rule", "nomor": {number}, "pokok": "jkm"}}'
    assert [(line.verb, line.about, line.details) for line in lines] == [
        ("rulebook.proposed", "75.03", told), ("rulebook.decided", "75.03", told),
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Amendment.objects.update(value="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.AmendmentDecision.objects.update(approved=False)
    read = {one.table: one for one in journal_queries.agreement()}
    for table in ("rulebook_amendment", "rulebook_amendmentdecision"):
        assert (read[table].read, read[table].differs, read[table].loose) == (1, None, 0)


# Answers and overrides


def answered(status: law.FundStatus, *, fund: str = "DD", year: int = 2025, on: dt.date = TODAY) -> int:
    number = operations.propose_answer(
        desk=desk("rina.dpmd"), region="75.03", fund=fund, category="vulnerable_worker", year=year, status=status,
        letter="Surat BPJS Gorontalo B/123/112026, 3 Agustus 2026", stamp=_on(on),
    )  # fmt: skip
    decided(number, "sekda", on=on)
    return number


def asked(fund: str, category: law.Category, year: int, *, region: str = "75.03.01.2028") -> facts.FundAnswer:
    return rulebook.fund_answer(region, fund=fund, category=category, year=year, known_at=TODAY)


def test_a_letter_of_the_branch_turns_unknown_into_an_answer_for_that_regency_and_year():
    assert asked("DD", "vulnerable_worker", 2025).verdict.status == "unknown"
    answered("allowed")
    found = asked("DD", "vulnerable_worker", 2025).verdict
    assert (found.status, found.basis, found.confidence) == ("allowed", "letter", "seen")
    assert found.source == "Surat BPJS Gorontalo B/123/112026, 3 Agustus 2026"
    assert asked("DD", "vulnerable_worker", 2025, region="75.04").verdict.status == "unknown"
    assert asked("DD", "vulnerable_worker", 2027).verdict.status == "unknown"


def test_a_letter_says_whether_the_discount_covers_village_money():
    offices.amended(
        facts.Wish("answer", "75.03", "discount_covers_village_money", '"yes"', values.Month(2026, 4), "Surat B/7/2026")
    )
    assert (rate("2026-03"), rate("2026-05"), rate("2026-05", "75.04")) == (16_800, 8_400, 16_800)


def test_demand_04_village_funds_are_blocked_for_vulnerable_workers_in_2024_and_pass_with_an_override():
    assert asked("DD", "vulnerable_worker", 2024).blocked
    assert not asked("ADD", "vulnerable_worker", 2024).blocked
    assert asked("DD", "pu", 2026).blocked
    number = operations.propose_override(
        desk=desk("rina.dpmd"), region="75.03.01.2028", fund="DD", category="vulnerable_worker", year=2024,
        reason="Dibayar sebelum surat edaran diterima desa", reference="BA 1/2024", stamp=stamp(),
    )  # fmt: skip
    assert asked("DD", "vulnerable_worker", 2024).blocked
    decided(number, "sekda")
    found = asked("DD", "vulnerable_worker", 2024)
    assert (found.verdict.status, found.blocked) == ("prohibited", False)
    assert (found.override.reason, found.override.proposer, found.override.decider) == (
        "Dibayar sebelum surat edaran diterima desa", "Rina.Dpmd", "Sekda",
    )  # fmt: skip
    assert asked("DD", "vulnerable_worker", 2024, region="75.03.01.2029").blocked


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"reason": " "}, operations.OverrideReasonMissing),
        ({"fund": "ADD"}, operations.NothingToOverride),
        ({"fund": "TIDAK ADA"}, law.NoRule),
        ({"region": "75.04"}, operations.NotYourLaw),
    ],
)
def test_an_override_needs_a_reason_a_known_fund_and_a_rule_that_says_no(said, refusal):
    words = {"region": "75.03", "fund": "DD", "reason": "Alasan", "year": 2024} | said
    with pytest.raises(refusal):
        operations.propose_override(
            desk=desk("rina.dpmd"), category="vulnerable_worker", reference="", stamp=stamp(), **words
        )
