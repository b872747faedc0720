"""What anybody may read of a regency: the signed-in pages' figures, and no count of fewer than five by any sum."""

from __future__ import annotations

import csv
import dataclasses
import html
import io
import random
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lindung.interfaces.web import days, operations, published, queries
from lindung.kernel import values
from lindung.monitoring import facts, indicators
from tests.interfaces.web import desks

ASKED = days.Asked(2023, desks.DAY, desks.DAY)


def village(number: int, heads: int, *, quota: int = 100, paid: int | None = None) -> facts.PlaceDay:
    """A village with so many protected, each paid for three months, all of them on its list."""
    paid = heads if paid is None else paid
    return facts.PlaceDay(
        code=values.RegionCode(f"75.03.01.{2000 + number}"), name=f"Desa {number}", kind="desa",
        district=values.RegionCode("75.03.01"), district_name="Tapa", quota=quota, reported=True,
        budget_rupiah=20_160_000, budget_heads=100, funds=("ADD",), declared=heads, valid=heads, other_bpu=0,
        listed=True, submitted=0, registered=0, paid=paid > 0, paid_rupiah=paid * 50_400, paid_heads=paid,
        protected=heads, confirmed=0, presumed=heads, undetermined=0, cover_ends_before=None, arrears_rupiah=0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def empty(django_db_setup, django_db_blocker) -> facts.RegencyDay:
    code = values.RegionCode("75.03")
    return facts.RegencyDay(
        code, "Bone Bolango", "Gorontalo", "WITA", 2023, 100, desks.DAY, desks.DAY, (), (), (), (), (), ()
    )


def told(day: facts.RegencyDay, *heads: int) -> published.Published:
    places = tuple(village(at, count) for at, count in enumerate(heads))
    return published.of(dataclasses.replace(day, places=places))


def test_without_small_counts_everything_is_told(empty):
    found = told(empty, 100, 40, 0, 5)
    assert [one.protected for one in found.places] == [100, 40, 0, 5]
    assert [one.paid for one in found.places] == [5_040_000, 2_016_000, 0, 252_000]
    assert (found.protected, found.paid, found.at_least) == (145, 7_308_000, False)


def test_a_small_count_is_in_no_total_and_hides_nothing_else(empty):
    found = told(empty, 100, 40, 3, 30, 8, 60)
    assert [one.protected for one in found.places] == [100, 40, None, 30, 8, 60]
    assert [one.few for one in found.places] == [False, False, True, False, False, False]
    assert [one.paid for one in found.places] == [5_040_000, 2_016_000, None, 1_512_000, 403_200, 3_024_000]
    assert (found.protected, found.paid, found.at_least) == (238, 11_995_200, True)


def test_few_who_were_paid_for_are_hidden_though_nobody_is_protected_today(empty):
    day = dataclasses.replace(empty, places=(village(0, 0, paid=3), village(1, 40), village(2, 50)))
    found = published.of(day)
    assert [one.protected for one in found.places] == [0, 40, 50]
    assert [one.paid for one in found.places] == [None, 2_016_000, 2_520_000]
    assert (found.protected, found.paid, found.at_least) == (90, 4_536_000, True)


def test_whatever_a_small_count_is_the_same_is_told(empty):
    """So nothing tells of it: no sum, no other page of that day, no file of another day that is laid beside."""
    chance = random.Random(20230413)
    for _ in range(100):
        heads = [chance.choice((0, 1, 2, 3, 4, 5, 6, 9, 30, 99, 100, 120)) for _ in range(chance.randint(1, 12))]
        others = [chance.randint(1, 4) if 0 < count < 5 else count for count in heads]
        assert told(empty, *heads) == told(empty, *others)


# The page


@pytest.fixture
def kept(example):
    operations.keep(regency="75.03", on=desks.DAY)
    return example


def text(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", answer.content.decode().partition("<main")[2])))


def test_the_figures_are_those_of_the_signed_in_pages(kept):
    (found,) = (one for one in queries.published() if one.code == "75.03")
    day = days.computed("75.03", ASKED)
    assert found.counts == {key: day.figure(key) for key in published.COUNTED}
    assert (found.quota, found.budget) == (day.figure("target_workers"), day.figure("budget_total_rupiah"))
    assert {one.code: one.budget for one in found.places if one.budget} == {
        place.code: place.budget_rupiah for place in day.day.places if place.budget_rupiah
    }
    page = text(desks.Visitor().get("/terbuka/"))
    assert "Data terbuka Kabupaten Bone Bolango" in page
    assert "keadaan pada 13 April 2023" in page
    assert f"Desa sasaran {indicators.value('villages', day.day.places)}" in page


def test_counts_below_five_are_on_no_page_and_in_no_file(kept):
    """The example has three, four and five people in three villages."""
    page = desks.Visitor().get("/terbuka/").content.decode()
    rows = list(csv.DictReader(io.StringIO(data().decode("utf-8-sig")), delimiter=";"))
    of = {row["kode_wilayah"]: (row["terlindungi"], row["dibayar_rupiah"]) for row in rows}
    assert (of[desks.VILLAGE], of[desks.NEIGHBOUR]) == (("<5", "*"), ("<5", "*"))
    assert of[desks.ELSEWHERE][0] == "5"
    assert len(rows) == 165
    assert "&lt;5" in page
    assert "sedikitnya 5</dd>" in page


def data() -> bytes:
    answer = desks.Visitor().get("/terbuka/desa.csv")
    assert answer.status_code == 200
    return answer.content


def test_the_dictionary_names_every_column_of_the_data(kept):
    columns = next(csv.reader(io.StringIO(data().decode("utf-8-sig")), delimiter=";"))
    said = desks.Visitor().get("/terbuka/kamus.csv").content.decode("utf-8-sig")
    assert [row["Kolom"] for row in csv.DictReader(io.StringIO(said), delimiter=";")] == columns


def test_nobody_on_any_list_is_named(kept):
    assert b"Aminah" not in desks.Visitor().get("/terbuka/").content + data()


def test_a_visitor_reads_what_was_kept_and_computes_nothing(kept, monkeypatch):
    monkeypatch.setattr(days, "computed", None)
    with CaptureQueriesContext(connection) as asked:
        answer = desks.Visitor().get("/terbuka/")
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert len(asked) <= 6


def test_of_several_regencies_one_is_chosen_and_before_any_is_kept_that_is_said(example):
    assert "Belum ada angka" in text(desks.Visitor().get("/terbuka/"))
    operations.keep_all(example_day=desks.DAY)
    assert "Pilih kabupaten Kabupaten Bone Bolango Kabupaten Pohuwato" in text(desks.Visitor().get("/terbuka/"))
    assert desks.Visitor().get("/terbuka/?wilayah=75.04").status_code == 200
    assert desks.Visitor().get("/terbuka/?wilayah=75.05").status_code == 404
    assert desks.Visitor().get("/terbuka/desa.csv?wilayah=75.05").status_code == 404
    assert desks.Visitor().get("/terbuka/desa.csv").status_code == 302
