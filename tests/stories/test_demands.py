"""What a domain expert demands of money and protection, each proved by a test that bears its number, or named here.

Demands 1, 2, 4, 7, 12 and 17 are told below. ``PROVED`` says which tests elsewhere prove a demand, so that none is told
twice; a name in it that no longer stands there fails.
"""

from __future__ import annotations

import ast
import datetime as dt
import functools
import pathlib

import pytest

from lindung.kernel import law, values
from lindung.monitoring import coherence, reconciliation
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import operations as funding
from lindung.registers.funding import queries as receipts
from lindung.registers.funding.transfers import operations as transfers
from tests import chronicle
from tests.chronicle import MONITORING_DAY, TALUMOPATU

TESTS = pathlib.Path(__file__).parent.parent
DEMANDS = (1, 2, 3, 4, 5, 6, 7, 12, 17, 19, 20)
PROVED: dict[int, dict[str, tuple[str, ...]]] = {
    1: {"kernel/test_law.py": ("test_contribution", "test_the_annex_has_33_tiers_each_with_its_contribution")},
    2: {"kernel/test_law.py": ("test_quote",)},
    3: {
        "platform/test_amendments.py": (
            "test_demand_03_a_new_rule_takes_effect_from_its_month_with_two_people_and_no_deployment",
            "test_demand_03_old_bills_are_unchanged_and_reckoned_again_by_the_version_that_they_keep",
        ),
        "interfaces/web/test_rules.py": (
            "test_demand_03_a_rule_is_proposed_seen_before_and_after_and_approved_on_the_pages",
        ),
    },
    4: {
        "platform/test_amendments.py": (
            "test_demand_04_village_funds_are_blocked_for_vulnerable_workers_in_2024_and_pass_with_an_override",
        ),
        "interfaces/test_overrides.py": (
            "test_demand_04_an_override_is_printed_in_every_report_that_rests_on_it",
            "test_demand_04_a_barred_fund_is_not_typed_without_an_override",
        ),
    },
    5: {"monitoring/test_verdicts.py": ("test_demand_05_the_answer_of_an_earlier_day_stays_what_was_known_then",)},
    6: {
        "kernel/test_law.py": ("test_standing", "test_grace"),
        "kernel/test_ledger.py": (
            "test_demand_06_a_payment_in_april_for_a_year_that_ended_in_december_starts_a_new_membership",
        ),
        "monitoring/test_verdicts.py": (
            "test_demand_06_after_the_last_paid_month_come_grace_and_then_the_end",
            "test_demand_06_and_07_a_new_membership_starts_the_clock_and_a_correction_lets_the_old_one_run_on",
        ),
    },
    7: {"kernel/test_law.py": ("test_full_benefit_from",)},
    12: {
        "monitoring/test_reconciliation.py": (
            "test_a_worker_whom_two_villages_pay_for_is_paid_once_with_both_payers_named",
            "test_the_regency_and_a_village_paying_for_the_same_worker_are_both_named",
            "test_who_sees_one_village_is_not_told_which_other_pays",
        ),
        "monitoring/test_findings_of_two_payers.py": ("test_a_month_that_another_had_paid_for_names_both_payers",),
        "registers/test_funded_months.py": ("test_the_database_itself_refuses_a_second_payer",),
    },
    17: {
        "kernel/test_ledger.py": ("test_received_is_allocated_and_unallocated_to_the_rupiah",),
        "monitoring/test_reconciliation.py": (
            "test_too_much_and_too_little_are_seen_apart",
            "test_the_classes_add_up_to_the_rupiah_and_to_the_head_month",
        ),
        "registers/test_transfers.py": ("test_one_transfer_pays_two_kode_iuran",),
    },
    19: {
        "registers/test_movements.py": (
            "test_demand_19_a_leaver_stands_on_the_list_up_to_the_last_day_and_an_entrant_from_their_own",
            "test_demand_19_whoever_is_let_in_leaves_no_funded_day_with_more_names_than_heads",
        ),
        "monitoring/test_movements.py": (
            "test_demand_19_the_prepaid_months_of_a_leaver_are_listed_at_the_rate_of_each_month",
        ),
    },
    20: {
        "registers/test_claims.py": (
            "test_demand_20_a_report_on_a_covered_day_opens_a_case_that_shows_the_standing",
            "test_demand_20_days_open_run_from_the_report_until_bpjs_decides",
            "test_demand_20_the_checklist_is_ticked_paper_by_paper",
        ),
        "kernel/test_claims.py": ("test_demand_20_the_potential_benefit_is_that_of_the_events_day",),
    },
}  # fmt: skip


@functools.cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("number", DEMANDS)
def test_every_demand_has_its_tests_and_each_of_them_stands_where_it_is_said(number):
    assert PROVED[number]
    assert [name for file, names in PROVED[number].items() for name in names if name not in names_in(file)] == []


@pytest.mark.parametrize("number", DEMANDS)
def test_some_test_bears_the_number_of_every_demand(number):
    files = (pathlib.Path(__file__).relative_to(TESTS).as_posix(), *PROVED[number])
    bearing = [name for file in files for name in names_in(file) if f"demand_{number:02d}_" in name]
    assert bearing


# 1, 2, 4, 7: the law that is in force in the regency


@pytest.fixture
def book(db) -> law.Book:
    return rulebook.book("75.03")


@pytest.mark.parametrize(
    ("month", "sector", "public", "rupiah"),
    [
        ("2019-05", "non_transport", False, 16_800),
        ("2020-09", "non_transport", False, 168),
        ("2026-05", "non_transport", False, 8_400),
        ("2026-05", "non_transport", True, 16_800),
        ("2027-01", "transport", False, 8_400),
        ("2027-01", "non_transport", False, 16_800),
    ],
)
@pytest.mark.django_db
def test_demand_01_the_quote_of_a_month_is_that_of_its_day_sector_and_payer(book, month, sector, public, rupiah):
    said = {"sector": sector, "public_money": public, "village_money": False}
    assert law.quote(book, first=values.Month.parse(month), months=1, heads=1, **said).total == rupiah


@pytest.mark.django_db
def test_demand_02_a_prepayment_over_a_change_of_rate_is_split_by_month(book):
    said = {"sector": "non_transport", "public_money": False, "village_money": False}
    found = law.quote(book, first=values.Month(2026, 11), months=6, heads=1, **said)
    assert (found.total, [list(part) for part in found.parts]) == (84_000, [[2, 8_400], [4, 16_800]])


@pytest.mark.parametrize(
    ("fund", "category", "year", "status"),
    [
        ("DD", "vulnerable_worker", 2024, "prohibited"),
        ("ADD", "vulnerable_worker", 2024, "allowed"),
        ("DD", "pu", 2026, "prohibited"),
        ("DD", "vulnerable_worker", 2025, "unknown"),
    ],
)
@pytest.mark.django_db
def test_demand_04_a_fund_may_pay_or_not_by_category_and_year_and_unknown_stays_unknown(
    book, fund, category, year, status
):
    assert law.fund_verdict(book, fund=fund, category=category, year=year).status == status


@pytest.mark.parametrize(
    ("since", "full_from"),
    [
        (dt.date(2025, 2, 23), None),
        (dt.date(2025, 2, 24), dt.date(2025, 5, 24)),
        (dt.date(2026, 1, 1), dt.date(2026, 4, 1)),
    ],
)
@pytest.mark.django_db
def test_demand_07_full_death_benefit_begins_three_months_after_the_start_and_only_since_2025(book, since, full_from):
    assert law.full_benefit_from(book, programme="JKM", member_since=since) == full_from


# 12 and 17: two payers, and money


@pytest.mark.django_db
def test_demand_12_only_the_months_that_two_funders_share_are_double_and_both_are_named():
    """The regency pays January to June, the village June to December: June is offered twice, the rest once."""
    story = chronicle.Chronicle()
    (aminah,) = chronicle.people(1)
    story.listed(TALUMOPATU, [aminah])
    by_regency = story.paid("75.03", dt.date(2023, 1, 5), heads=1, months=6)
    by_village = story.paid(TALUMOPATU, dt.date(2023, 2, 5), first="2023-06", heads=1, months=7)
    for code in (by_regency, by_village):
        story.confirmed(code, [aminah])
    (one,) = reconciliation.of_regency(story.day(MONITORING_DAY)).doubled
    assert (one.here.region, one.there.region) == (TALUMOPATU, "75.03")
    assert ([str(month) for month in one.months], one.rupiah) == (["2023-06"], 16_800)


@pytest.mark.django_db
def test_demand_17_whatever_happens_to_money_its_shares_come_to_what_was_received():
    """Too little for one group, too much for another, both in one transfer; then the first is taken back, once."""
    story = chronicle.Chronicle()
    story.listed(TALUMOPATU, chronicle.people(3))
    farmers = story.paid(TALUMOPATU, MONITORING_DAY, heads=2, amount=400_000)
    fishers = story.paid(TALUMOPATU, MONITORING_DAY, heads=1, amount=250_000)
    with pytest.raises(transfers.PartsDiffer):
        story.transferred(TALUMOPATU, MONITORING_DAY, [farmers, fishers], amount=650_001)
    story.transferred(TALUMOPATU, MONITORING_DAY, [farmers, fishers])
    with pytest.raises(transfers.PartTaken):
        story.transferred(TALUMOPATU, MONITORING_DAY, [farmers], reference="FT2")
    assert coherence.look().faults == ()
    story.reversed(farmers, dt.date(2023, 5, 2), amount=400_000)
    with pytest.raises(funding.AlreadyReversed):
        story.reversed(farmers, dt.date(2023, 5, 3), amount=400_000)
    standing = [
        one.amount for one in receipts.receipts(TALUMOPATU, known_at=dt.date(2023, 5, 3)) if not one.reversed_on
    ]
    assert (standing, coherence.look().faults) == ([250_000], ())
