"""The law against tables a civil servant can read (``law_cases.toml``), then what must hold for every bill."""

import dataclasses
import datetime as dt
import pathlib
import tomllib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.kernel import law, values
from lindung.platform.rulebook import queries as rulebook

BOOK = rulebook.shipped()
CASES = tomllib.loads(pathlib.Path(__file__).with_name("law_cases.toml").read_text(encoding="utf-8"))
SELF = {"sector": "non_transport", "public_money": False, "village_money": False}


def table(name):
    return pytest.mark.parametrize("case", CASES[name], ids=lambda case: " ".join(str(v) for v in case.values()))


def terms(case):
    return {
        "sector": case.get("sector", "non_transport"),
        "public_money": case["money"] == "public",
        "village_money": case["money"] == "village",
        "with_jht": case.get("jht", False),
        "income": case.get("income"),
    }


@table("contribution")
def test_contribution(case):
    assert law.contribution(BOOK, month=values.Month.parse(case["month"]), **terms(case)) == case["rupiah"]


@table("quote")
def test_quote(case):
    first = values.Month.parse(case["first"])
    quote = law.quote(BOOK, first=first, months=case["months"], heads=case["heads"], **terms(case))
    assert quote.total == case["rupiah"]
    assert [list(part) for part in quote.parts] == case["parts"]
    assert quote.book_version == BOOK.version


@table("heads_sufficing")
def test_heads_sufficing(case):
    first = values.Month.parse(case["first"])
    heads = law.heads_sufficing(BOOK, amount=case["rupiah"], first=first, months=case["months"], **terms(case))
    assert heads == case["heads"]


@table("explains")
def test_explains_amount(case):
    first = values.Month.parse(case["first"])
    rate = law.explains_amount(BOOK, amount=case["rupiah"], heads=case["heads"], first=first, months=case["months"])
    assert rate == case.get("rate")


@table("age")
def test_age_verdict(case):
    continuing = case.get("continuing", False)
    assert law.age_verdict(BOOK, born_on=case["born"], on=case["on"], continuing=continuing) == case.get("fault")


@table("whole_years")
def test_whole_years(case):
    assert law.whole_years(born_on=case["born"], on=case["on"]) == case["years"]


@table("fund")
def test_fund_verdict(case):
    verdict = law.fund_verdict(BOOK, fund=case["fund"], category=case["category"], year=case["year"])
    assert (verdict.status, verdict.basis, verdict.confidence) == (case["status"], case["basis"], case["confidence"])


@table("standing")
def test_standing(case):
    spell = {"cover_starts_on": dt.date(2022, 1, 1), "cover_ends_before": dt.date(2023, 1, 1)}
    assert law.standing(BOOK, **spell, on=case["on"]) == case["standing"]


@table("grace")
def test_grace(case):
    ends_before = law.grace_ends_before(BOOK, cover_ends_before=case["cover_ends_before"])
    assert ends_before == case["ends_before"]


@table("benefit")
def test_benefit(case):
    found = law.benefit(BOOK, programme=case["programme"], on=case["on"]).value
    assert (found.total, found.before_that) == (case["total"], case.get("before_that"))


@table("full_benefit_from")
def test_full_benefit_from(case):
    full_from = law.full_benefit_from(BOOK, programme="JKM", member_since=case["member_since"])
    assert full_from == case.get("full_from")


@table("defaults")
def test_programme_defaults(case):
    assert law.quota(BOOK, year=case["year"]).value == case["quota"]
    expected = [(day, Fraction(share)) for day, share in case["milestones"]]
    assert list(law.milestones(BOOK, year=case["year"])) == expected
    assert law.budget_due(BOOK, year=case["year"]) == case["budget_due"]


# --- All 33 tiers --------------------------------------------------------------------------------------------------

TIERS = BOOK.jkk_tiers[0].value
NORMAL, HALVED = values.Month(2023, 1), values.Month(2026, 5)


def test_the_annex_has_33_tiers_each_with_its_contribution():
    jkm = law.in_force(BOOK.jkm, on=NORMAL.first_day, what="JKM").value
    found = [
        [row.from_income, law.contribution(BOOK, month=NORMAL, income=row.from_income, **SELF) - jkm] for row in TIERS
    ]
    assert found == CASES["tiers"]
    assert len(found) == 33


@pytest.mark.parametrize("row", TIERS, ids=lambda row: str(row.number))
def test_a_tier_reaches_to_the_next_floor_and_halves_to_whole_rupiah(row):
    assert law.tier(BOOK, month=NORMAL, income=row.from_income) == row
    if row.number > 1:
        assert law.tier(BOOK, month=NORMAL, income=row.from_income - 1).number == row.number - 1
    full = law.contribution(BOOK, month=NORMAL, income=row.from_income, **SELF)
    assert law.contribution(BOOK, month=HALVED, income=row.from_income, **SELF) * 2 == full


# --- The switch, the unknown, the refusals -------------------------------------------------------------------------


def answered(answer):
    entry = dataclasses.replace(BOOK.discount_covers_village_money[0], value=answer)
    return dataclasses.replace(BOOK, discount_covers_village_money=(entry,))


@pytest.mark.parametrize(("answer", "rupiah"), [("yes", 8_400), ("no", 16_800), ("unknown", 16_800)])
def test_village_money_gets_the_discount_only_after_a_yes(answer, rupiah):
    village = {**SELF, "village_money": True}
    assert law.contribution(answered(answer), month=HALVED, **village) == rupiah


@pytest.mark.parametrize(("answer", "rate"), [("yes", "jkk_jkm_discounted"), ("no", None)])
def test_a_halved_payment_is_explained_unless_the_switch_says_no(answer, rate):
    book = answered(answer)
    assert law.explains_amount(book, amount=840_000, heads=100, first=HALVED, months=1) == rate


def test_public_money_stays_full_whatever_the_switch_says():
    assert law.contribution(answered("yes"), month=HALVED, **{**SELF, "public_money": True}) == 16_800


def test_money_of_two_kinds_at_once_counts_as_public():
    both = {**SELF, "public_money": True, "village_money": True}
    assert law.contribution(answered("yes"), month=HALVED, **both) == 16_800


def test_an_amended_book_changes_the_new_month_and_leaves_the_old():
    old, january = BOOK.jkm[0], values.Month(2028, 1)
    closed = dataclasses.replace(old, span=values.Span(old.span.starts_on, january.first_day))
    new = dataclasses.replace(old, value=7_000, span=values.Span(january.first_day), source="PP 1/2027")
    amended = dataclasses.replace(BOOK, jkm=(closed, new))
    assert law.contribution(amended, month=january, **SELF) == 17_000
    assert law.contribution(amended, month=january.plus(-1), **SELF) == 16_800
    assert law.contribution(BOOK, month=january, **SELF) == 16_800


def test_a_discount_that_breaks_a_rupiah_is_refused_not_rounded():
    entry = BOOK.discount[0]
    third = dataclasses.replace(entry, value=dataclasses.replace(entry.value, pays=Fraction(1, 3)))
    book = dataclasses.replace(BOOK, discount=(third,))
    with pytest.raises(law.NotWholeRupiah, match="tidak bulat"):
        law.contribution(book, month=values.Month(2020, 9), **SELF)


def test_before_the_law_there_is_no_rate():
    assert law.contribution(BOOK, month=values.Month(2015, 7), **SELF) == 16_800
    with pytest.raises(law.NoRule, match="2015-06-01"):
        law.contribution(BOOK, month=values.Month(2015, 6), **SELF)
    with pytest.raises(law.NoRule, match="kuota"):
        law.quota(BOOK, year=2021)
    with pytest.raises(law.NoRule, match="penghasilan Rp-1"):
        law.tier(BOOK, month=NORMAL, income=-1)


def test_jht_only_where_the_package_offers_it():
    plain = dataclasses.replace(BOOK.package[0].value, optional=())
    book = dataclasses.replace(BOOK, package=(dataclasses.replace(BOOK.package[0], value=plain),))
    with pytest.raises(law.NoRule, match="JHT"):
        law.contribution(book, month=NORMAL, with_jht=True, **SELF)


def test_no_bill_for_no_month_fewer_than_no_heads_or_less_than_nothing():
    with pytest.raises(law.NotABill, match="0 bulan"):
        law.quote(BOOK, first=NORMAL, months=0, heads=1, **SELF)
    with pytest.raises(law.NotABill, match="-1 orang"):
        law.quote(BOOK, first=NORMAL, months=1, heads=-1, **SELF)
    with pytest.raises(law.NotABill, match="Rp-1"):
        law.heads_sufficing(BOOK, amount=-1, first=NORMAL, months=1, **SELF)


def test_where_nothing_is_due_an_amount_has_no_heads():
    entry = BOOK.discount[0]
    free = dataclasses.replace(entry, value=dataclasses.replace(entry.value, pays=Fraction(0)))
    with pytest.raises(law.NotABill, match="nol"):
        book = dataclasses.replace(BOOK, discount=(free,))
        law.heads_sufficing(book, amount=1, first=values.Month(2020, 9), months=1, **SELF)


def test_silence_of_the_book_carries_no_source_but_a_researched_unknown_says_where_to_ask():
    assert law.fund_verdict(BOOK, fund="DD", category="vulnerable_worker", year=2031).source is None
    assert "tertulis" in law.fund_verdict(BOOK, fund="DD", category="vulnerable_worker", year=2025).source
    assert "4/PRI.00/I/2024" in law.fund_verdict(BOOK, fund="DD", category="vulnerable_worker", year=2024).source


def test_whose_money_a_fund_and_a_wadah_are():
    day = dt.date(2023, 4, 13)
    assert {code: law.fund(BOOK, code=code, on=day).value.money for code in ("DD", "ADD", "APBD", "MANDIRI")} == {
        "DD": "village",
        "ADD": "village",
        "APBD": "public",
        "MANDIRI": "private",
    }
    assert [law.wadah(BOOK, code=code, on=day).value.money for code in ("SD", "SA", "SL")] == [
        "village",
        "public",
        "any",
    ]
    with pytest.raises(law.NoRule, match="«XX»"):
        law.fund(BOOK, code="XX", on=day)


# --- What holds for every bill -------------------------------------------------------------------------------------

month = st.builds(values.Month, st.integers(2018, 2027), st.integers(1, 12))
bill = st.fixed_dictionaries(
    {
        "first": month,
        "months": st.integers(1, 24),
        "sector": st.sampled_from(["transport", "non_transport"]),
        "public_money": st.booleans(),
        "village_money": st.booleans(),
        "with_jht": st.booleans(),
        "income": st.none() | st.integers(0, 30_000_000),
    }
)


@given(bill, st.integers(0, 1_000))
def test_the_split_adds_up(bill, heads):
    quote = law.quote(BOOK, heads=heads, **bill)
    each = {key: value for key, value in bill.items() if key not in ("first", "months")}
    assert [line.month for line in quote.lines] == list(bill["first"].until(bill["months"]))
    assert all(line.each == law.contribution(BOOK, month=line.month, **each) for line in quote.lines)
    assert quote.total == heads * sum(months * rate for months, rate in quote.parts)
    assert sum(months for months, _ in quote.parts) == bill["months"]


@given(bill, st.integers(1, 23))
def test_two_bills_cost_what_one_costs(bill, cut):
    if cut < bill["months"]:
        early = law.quote(BOOK, heads=7, **{**bill, "months": cut})
        late_terms = {**bill, "first": bill["first"].plus(cut), "months": bill["months"] - cut}
        assert early.total + law.quote(BOOK, heads=7, **late_terms).total == law.quote(BOOK, heads=7, **bill).total


@given(bill, st.integers(0, 500))
def test_heads_sufficing_undoes_a_quote(bill, heads):
    total = law.quote(BOOK, heads=heads, **bill).total
    assert law.heads_sufficing(BOOK, amount=total, **bill) == heads
    if heads:
        assert law.heads_sufficing(BOOK, amount=total - 1, **bill) == heads - 1


@given(bill, st.integers(0, 10**10))
def test_heads_sufficing_never_overspends_and_never_leaves_a_head_out(bill, amount):
    heads = law.heads_sufficing(BOOK, amount=amount, **bill)
    assert law.quote(BOOK, heads=heads, **bill).total <= amount < law.quote(BOOK, heads=heads + 1, **bill).total


@given(month, st.integers(1, 12), st.integers(1, 500), st.booleans(), st.booleans())
def test_every_bill_of_the_lowest_tier_explains_itself(first, months, heads, public_money, with_jht):
    money = {**SELF, "public_money": public_money, "with_jht": with_jht}
    total = law.quote(BOOK, first=first, months=months, heads=heads, **money).total
    rate = law.explains_amount(BOOK, amount=total, heads=heads, first=first, months=months)
    assert rate is not None
    assert ("jht" in rate) == with_jht
    assert not (public_money and rate.endswith("discounted"))


@given(st.dates(dt.date(1930, 1, 1), dt.date(2020, 1, 1)), st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)))
def test_a_year_more_of_life_for_every_birthday_passed(born_on, on):
    birthdays = 0
    for year in range(born_on.year + 1, on.year + 1):
        try:
            birthday = dt.date(year, born_on.month, born_on.day)
        except ValueError:
            birthday = dt.date(year, 3, 1)
        birthdays += birthday <= on
    if born_on <= on:
        assert law.whole_years(born_on=born_on, on=on) == birthdays
