"""What is not as it should be: each kind with its sentence, the office that answers, since when, and its rows."""

from __future__ import annotations

import ast
import datetime as dt
import pathlib
from types import SimpleNamespace

import pytest

from lindung.monitoring import facts, findings, twice
from tests import chronicle
from tests.chronicle import DUNGGALA, HUANGOBOTU, MONITORING_DAY, PAUWO, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db

FOR_100 = 20_160_000
YEAR_START = dt.date(2023, 1, 1)
APRIL = dt.date(2023, 4, 1)
"""The day after the first quarter's milestone."""

KINDS = {
    "milestone_missed", "not_reporting", "not_budgeted", "paid_without_budget", "cover_lapsed", "not_paid",
    "membership_ended", "registered_not_paid", "budgeted_not_registered",
    "paid_short", "cover_lapsing", "list_missing", "list_short", "list_problems", "budget_short", "payment_amount",
    "fund_prohibited", "fund_needs_musdes", "fund_unknown", "fund_overridden", "payment_unattributed",
    "person_in_two_villages", "accepted_elsewhere", "rejected_by_bpjs", "double_funded",
}  # fmt: skip


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def found(regency, kind: str, region: str = TALUMOPATU, on: dt.date = MONITORING_DAY) -> facts.Finding | None:
    """The one finding of that kind about a region on a day."""
    fitting = [one for one in regency.day(on).findings if (one.kind, one.region) == (kind, region)]
    assert len(fitting) <= 1
    return fitting[0] if fitting else None


def rows(finding: facts.Finding) -> list[tuple[str, int]]:
    return [(evidence.file, evidence.row) for evidence in finding.evidence]


def assert_found(finding, *words: str, office: str, since: dt.date | None, region_name: str = "Talumopatu") -> None:
    assert finding is not None
    for word in words:
        assert word in finding.sentence
    assert (finding.responsible, finding.since, finding.region_name) == (office, since, region_name)


def test_every_kind_that_can_be_found_has_a_test_here():
    """By the source: every word given as a kind, and the three answers of the fund rules."""
    trees = [ast.parse(pathlib.Path(module.__file__).read_text("utf-8")) for module in (findings, twice)]
    said = set()
    for call in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in {
            "_finding", "Finding",
        }:  # fmt: skip
            said |= {argument.value for argument in call.args[:2] if isinstance(argument, ast.Constant)}
    assert said | {"fund_prohibited", "fund_needs_musdes", "fund_unknown", "fund_overridden"} == KINDS
    files = pathlib.Path(__file__).parent.glob("test_findings*.py")
    tests = "".join(path.read_text("utf-8") for path in files)
    assert [kind for kind in KINDS if tests.count(f'"{kind}"') < 2] == []


def test_the_guide_tells_of_every_kind_and_who_answers():
    guide = (pathlib.Path(__file__).parents[2] / "docs" / "panduan.md").read_text("utf-8")
    assert [kind for kind in sorted(KINDS) if f"`{kind}`" not in guide] == []


# The regency


def test_a_missed_milestone_is_the_sekdas_from_the_day_after(regency):
    regency.paid(TALUMOPATU, QUARTER_END)
    missed = found(regency, "milestone_missed", "75.03")
    assert_found(
        missed,
        "31 Maret 2023",
        "100% dari 160 desa",
        "yang membayar 1",
        office="Sekretaris Daerah Kabupaten Bone Bolango",
        since=APRIL,
        region_name="Kabupaten Bone Bolango",
    )
    assert found(regency, "milestone_missed", "75.03", on=dt.date(2023, 3, 30)) is None


@pytest.mark.parametrize(("per_mille", "enough"), [(25, 4), (12, 2), (31, 5)])
def test_a_milestone_of_a_share_is_met_by_that_many_villages_to_the_village(regency, per_mille, enough):
    regency.target(100, milestones=[(QUARTER_END, per_mille)], received_on=QUARTER_END)
    villages = [place.code for place in regency.day().villages[:enough]]
    for village in villages[:-1]:
        regency.paid(village, QUARTER_END)
    assert f"yang membayar {enough - 1}" in found(regency, "milestone_missed", "75.03").sentence
    regency.paid(villages[-1], QUARTER_END)
    assert found(regency, "milestone_missed", "75.03") is None


def test_a_share_is_not_missed_by_a_hair_of_a_fraction():
    """7 % of a hundred villages are seven: 0.07 × 100 is 7.000000000000001."""
    hundred = chronicle.Chronicle().day().villages[:100]
    day = facts.MilestoneDay(QUARTER_END, 0.07, "Instruksi", 7, 0)
    known = SimpleNamespace(on=MONITORING_DAY)
    assert list(findings._milestones(known, hundred, [day])) == []


def test_money_for_no_village_that_can_be_named_is_dpmds(regency):
    regency.paid("75.03", dt.date(2023, 4, 2), heads=5, received_on=MONITORING_DAY)
    finding = found(regency, "payment_unattributed", "75.03")
    assert_found(
        finding,
        "Rp1.008.000",
        "tidak dapat ditentukan",
        office="Dinas PMD Kabupaten Bone Bolango",
        since=dt.date(2023, 4, 2),
        region_name="Kabupaten Bone Bolango",
    )
    assert rows(finding) == [("pembayaran.xlsx", 5)]


# Budgets


def test_silence_is_the_camats(regency):
    finding = found(regency, "not_reporting")
    assert_found(finding, "Talumopatu", "belum melaporkan", office="Camat Tapa", since=YEAR_START)
    assert finding.evidence == ()
    assert found(regency, "not_budgeted") is None


def test_a_declaration_of_nothing_is_not_budgeted(regency):
    regency.no_budget(TALUMOPATU)
    finding = found(regency, "not_budgeted")
    assert_found(finding, "belum menganggarkan iuran untuk 100 pekerja rentan", office="Camat Tapa", since=YEAR_START)
    assert rows(finding) == [("anggaran.xlsx", 5)]
    assert found(regency, "not_reporting") is None


def test_a_plan_says_how_much_and_that_no_perdes_holds_it(regency):
    regency.budget(TALUMOPATU, stage="rapbdes")
    assert_found(
        found(regency, "not_budgeted"),
        "baru merencanakan Rp20.160.000",
        "Perdes",
        office="Camat Tapa",
        since=YEAR_START,
    )


def test_a_budget_for_40_of_100_is_short_by_60(regency):
    regency.budget(TALUMOPATU, ("DD", 8_064_000))
    finding = found(regency, "budget_short")
    assert_found(
        finding,
        "Rp8.064.000 cukup untuk 40 orang",
        "kurang 60 dari kuota 100",
        office="Kepala Desa Talumopatu, Kec. Tapa",
        since=YEAR_START,
    )
    assert rows(finding) == [("anggaran.xlsx", 5)]
    regency.budget(TALUMOPATU, received_on=QUARTER_END)
    assert found(regency, "budget_short") is None


@pytest.mark.parametrize(
    ("year", "fund", "kind", "word"),
    [
        (2024, "DD", "fund_prohibited", "dilarang"),
        (2024, "Dana Desa", "fund_prohibited", "4/PRI.00/I/2024"),
        (2026, "dd", "fund_needs_musdes", "musdes"),
        (2025, "DD", "fund_unknown", "Minta jawaban tertulis"),
        (2023, "SILPA", "fund_unknown", "Minta jawaban tertulis"),
    ],
)
def test_a_fund_that_may_not_pay_or_of_which_nobody_knows_is_dpmds(year, fund, kind, word):
    regency = chronicle.Chronicle(year=year)
    regency.budget(TALUMOPATU, (fund, FOR_100))
    finding = found(regency, kind, on=dt.date(year, 4, 13))
    assert_found(
        finding,
        word,
        fund,
        str(year),
        office="Dinas PMD Kabupaten Bone Bolango",
        since=dt.date(year, 1, 1),
    )
    assert rows(finding) == [("anggaran.xlsx", 5)]


@pytest.mark.parametrize("fund", ["DD", "ADD", "Alokasi Dana Desa", "APBD"])
def test_a_fund_that_may_pay_is_no_finding(regency, fund):
    regency.budget(TALUMOPATU, (fund, FOR_100))
    assert not [one for one in regency.day().findings if one.kind.startswith("fund_")]


# Payments


def test_a_budget_that_pays_nothing_is_the_kades_once_the_milestone_has_passed(regency):
    regency.budget(TALUMOPATU)
    finding = found(regency, "not_paid")
    assert_found(
        finding,
        "Rp20.160.000 tetapi belum membayar iuran 2023",
        office="Kepala Desa Talumopatu, Kec. Tapa",
        since=APRIL,
    )
    assert rows(finding) == [("anggaran.xlsx", 5)]
    assert found(regency, "not_paid", on=QUARTER_END).since is None
    regency.paid(TALUMOPATU, MONITORING_DAY)
    assert found(regency, "not_paid") is None


def test_paid_for_40_of_100_is_short_by_60(regency):
    regency.paid(TALUMOPATU, QUARTER_END, heads=40)
    finding = found(regency, "paid_short")
    assert_found(
        finding,
        "membayar untuk 40 orang, kurang 60 dari kuota 100",
        office="Kepala Desa Talumopatu, Kec. Tapa",
        since=APRIL,
    )
    assert rows(finding) == [("pembayaran.xlsx", 5)]


def test_paying_without_a_budget_is_the_camats_since_the_first_receipt_of_the_year(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 2, 1), first="2022-12", months=1)
    regency.paid(TALUMOPATU, dt.date(2023, 3, 5))
    regency.no_budget(TALUMOPATU)
    finding = found(regency, "paid_without_budget")
    assert_found(finding, "membayar Rp20.160.000 tanpa anggaran", office="Camat Tapa", since=dt.date(2023, 3, 5))
    assert rows(finding) == [("anggaran.xlsx", 5), ("pembayaran.xlsx", 5)]


def test_an_amount_that_no_rate_makes_is_bpjs_own(regency):
    regency.paid(TALUMOPATU, QUARTER_END, heads=20, amount=4_082_000)
    finding = found(regency, "payment_amount")
    assert_found(
        finding,
        "Rp4.082.000",
        "20 orang × 12 bulan (Rp4.032.000)",
        "selisih Rp50.000",
        office="BPJS Ketenagakerjaan",
        since=QUARTER_END,
    )
    (warning,) = regency.day().warnings
    assert (warning.kind, warning.column, warning.evidence.row) == ("payment_amount", "Nominal", 5)


# Cover


def test_cover_that_ends_within_a_month_is_said_beforehand(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=4, heads=40)
    finding = found(regency, "cover_lapsing")
    assert_found(
        finding,
        "Perlindungan 40 orang",
        "berakhir 30 April 2023",
        "bayar masa berikutnya",
        office="Kepala Desa Talumopatu, Kec. Tapa",
        since=None,
    )
    assert [found(regency, "cover_lapsing", on=day) is not None for day in (QUARTER_END, APRIL)] == [False, True]


def test_cover_that_goes_on_is_not_lapsing(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=4, heads=40)
    regency.paid(TALUMOPATU, dt.date(2023, 4, 10), first="2023-05", months=8, heads=40)
    assert found(regency, "cover_lapsing") is None


def test_cover_that_has_ended_is_in_grace_for_three_months(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3)
    finding = found(regency, "cover_lapsed")
    assert_found(
        finding,
        "berakhir 31 Maret 2023",
        "masa tenggang sampai sebelum 1 Juli 2023",
        office="Kepala Desa Talumopatu, Kec. Tapa",
        since=APRIL,
    )
    assert found(regency, "cover_lapsed", on=QUARTER_END) is None


def test_after_the_grace_a_payment_starts_a_new_membership(regency):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3)
    last_day, after = dt.date(2023, 6, 30), dt.date(2023, 7, 1)
    assert "sampai sebelum" in found(regency, "cover_lapsed", on=last_day).sentence
    assert found(regency, "membership_ended", on=last_day) is None
    ended = found(regency, "membership_ended", on=after)
    assert_found(ended, "masa tenggang sudah lewat", office="Kepala Desa Talumopatu, Kec. Tapa", since=after)
    assert found(regency, "cover_lapsed", on=after) is None


# Lists


def test_paid_without_a_list_leaves_unknown_who_is_protected(regency):
    regency.paid(TALUMOPATU, QUARTER_END)
    finding = found(regency, "list_missing")
    assert_found(
        finding, "daftar pekerjanya belum diterima", office="Kepala Desa Talumopatu, Kec. Tapa", since=QUARTER_END
    )
    regency.listed(TALUMOPATU, chronicle.people(1))
    assert found(regency, "list_missing") is None


def test_fewer_valid_names_than_heads_is_a_short_list(regency):
    regency.paid(TALUMOPATU, QUARTER_END, heads=3)
    regency.listed(TALUMOPATU, chronicle.people(1), held=[("nik_length", "7503")])
    finding = found(regency, "list_short")
    assert_found(
        finding,
        "memuat 1 nama sah",
        "yang dibayar 3 orang",
        office="Kepala Desa Talumopatu, Kec. Tapa",
        since=MONITORING_DAY,
    )
    regency.listed(TALUMOPATU, chronicle.people(3))
    assert found(regency, "list_short") is None


def test_rows_with_problems_are_counted_and_shown(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah, chronicle.someone(), aminah], held=[("nik_length", "7503")])
    finding = found(regency, "list_problems")
    assert_found(
        finding, "2 baris bermasalah dari 4 nama", office="Kepala Desa Talumopatu, Kec. Tapa", since=MONITORING_DAY
    )
    assert rows(finding) == [(f"daftar {TALUMOPATU}.xlsx", 8), (f"daftar {TALUMOPATU}.xlsx", 7)]


@pytest.mark.parametrize(
    ("other", "office"), [(DUNGGALA, "Camat Tapa"), (HUANGOBOTU, "Dinas PMD Kabupaten Bone Bolango")]
)
def test_a_person_in_two_villages_is_for_the_camat_or_across_districts_for_dpmd(regency, other, office):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah], received_on=QUARTER_END)
    regency.listed(other, [aminah], received_on=dt.date(2023, 4, 3))
    finding = found(regency, "person_in_two_villages", other)
    assert "sementara dihitung di Desa Talumopatu" in finding.sentence
    assert (finding.responsible, finding.since) == (office, dt.date(2023, 4, 3))
    assert rows(finding) == [(f"daftar {other}.xlsx", 5), (f"daftar {TALUMOPATU}.xlsx", 5)]
    assert aminah.nik not in finding.sentence


# Order, and who is left alone


def test_a_village_that_did_everything_is_left_alone(regency):
    regency.target(3, region=TALUMOPATU)
    regency.budget(TALUMOPATU, heads=3)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), heads=3)
    regency.listed(TALUMOPATU, chronicle.people(3))
    assert [one for one in regency.day().findings if one.region == TALUMOPATU] == []


def test_a_kelurahan_is_asked_for_no_budget(regency):
    assert [one for one in regency.day().findings if one.region == PAUWO] == []


def test_the_most_urgent_kind_comes_first_then_village_by_village(regency):
    regency.no_budget(HUANGOBOTU)
    regency.no_budget(TALUMOPATU)
    regency.paid(TALUMOPATU, QUARTER_END, heads=40)
    order = [one.kind for one in regency.day().findings]
    assert list(dict.fromkeys(order)) == [
        "milestone_missed", "not_reporting", "not_budgeted", "paid_without_budget", "paid_short", "list_missing",
    ]  # fmt: skip
    assert [one.region for one in regency.day().findings if one.kind == "not_budgeted"] == [TALUMOPATU, HUANGOBOTU]


# What BPJS answered


def test_whom_bpjs_rejected_are_a_finding_of_their_village_with_their_rows(regency):
    people = chronicle.people(5)
    regency.listed(TALUMOPATU, people, name="daftar.xlsx")
    regency.answered(TALUMOPATU, people[2:], [(one, "NIK tidak ditemukan") for one in people[:2]])
    finding = found(regency, "rejected_by_bpjs")
    assert_found(finding, "menolak 2 orang", office="Kepala Desa Talumopatu, Kec. Tapa", since=None)
    assert rows(finding) == [("daftar.xlsx", 5), ("daftar.xlsx", 6)]
    assert found(regency, "list_problems") is None
    regency.answered(TALUMOPATU, people[:2])
    assert found(regency, "rejected_by_bpjs") is None
