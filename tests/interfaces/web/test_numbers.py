"""One number, one place: a figure is the same on the page, in its list, in every download and in the JSON."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.interfaces import monitor
from lindung.interfaces.reports import document, kinds
from lindung.interfaces.web import days, links
from lindung.interfaces.web.components import districts, finding, followup, listing, sources, tiles
from lindung.monitoring import indicators
from tests import chronicle
from tests.interfaces import regency_day
from tests.interfaces.web import desks

REGENCY = "/wilayah/75.03/"
ON_LADDER = (
    "villages", "target_workers", "reported", "budgeted", "budget_heads", "listed", "enrolled_valid", "declared",
    "submitted", "submitted_people", "registered", "registered_people", "billed", "billed_heads", "paid", "paid_heads",
    "protected_villages",
    "protected", "protected_confirmed", "protected_presumed", "protected_undetermined", "at_quota",
)  # fmt: skip


@pytest.fixture
def sekda(example):
    return desks.seated("sekda")


@pytest.fixture
def told(example) -> dict:
    """What ``lindung monitor --json`` says of the same day."""
    day = monitor.regency_day("75.03", year=2023, on=desks.DAY, known_at=desks.DAY)
    return json.loads(json.dumps(document.as_json(day)))


def shown(page: str, key: str) -> int:
    """The figure on the page, which is a link to its list unless it is nought."""
    found = re.search(rf'href="/wilayah/75\.03/daftar/{key}/">([\d.]+)', page[page.index('class="lad"') :])
    return int(found[1].replace(".", "")) if found else 0


def rows(page: str) -> int:
    return page[page.index("<tbody") : page.index("</tbody>")].count("<tr")


@pytest.mark.parametrize("key", ON_LADDER)
def test_a_figure_is_the_same_on_the_page_and_in_the_json(sekda, told, key):
    assert shown(sekda.get(REGENCY).content.decode(), key) == told[key]


def test_the_example_has_something_to_compare(told):
    assert (told["paid"], told["declared"], told["enrolled_valid"], told["protected"]) == (3, 18, 12, 12)


@pytest.mark.parametrize("key", [one.key for one in indicators.ALL])
def test_a_list_is_as_long_as_its_figure_or_adds_up_to_it_in_every_form(sekda, told, key):
    address = f"{REGENCY}daftar/{key}/"
    page = sekda.get(address).content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(sekda.get(f"{address}?bentuk=xlsx").content)).worksheets[0]
    lines = list(csv.reader(io.StringIO(sekda.get(f"{address}?bentuk=csv").content.decode("utf-8-sig")), delimiter=";"))
    heading, *listed = [line[:-1] for line in lines]  # the last column says whose copy it is
    in_sheet = list(sheet.iter_rows(values_only=True))
    in_sheet = in_sheet[in_sheet.index(tuple(heading)) + 1 :] if listed else []
    assert len(in_sheet) == len(listed)
    if listed and len(listed) <= 200:
        assert rows(page) == len(listed)
    summed = next((at for at, name in enumerate(heading) if name in ("Orang", "Jumlah", "Anggaran")), None)
    unit = indicators.BY_KEY[key].unit
    if unit == "desa" or summed is None:
        assert len(listed) == told[key]
    else:
        of_money = "Jumlah" if "Jumlah" in heading else "Anggaran" if unit == "rupiah" else "Orang"
        at = heading.index(of_money)
        assert sum(int(line[at]) for line in listed) == told[key]
        assert sum(row[at] for row in in_sheet) == told[key]


@pytest.mark.parametrize("status", [state.status for state in kinds.STATES])
def test_the_villages_in_a_state_are_as_many_as_the_page_says(sekda, status):
    page = sekda.get(REGENCY).content.decode()
    listed = sekda.get(f"{REGENCY}daftar/keadaan-{status}/?bentuk=csv").content.decode("utf-8-sig").splitlines()
    found = re.search(rf'<tfoot.*?keadaan-{status}/">([\d.]+)', page, re.DOTALL)
    assert (int(found[1].replace(".", "")) if found else 0) == len(listed) - 1


def test_every_kind_of_finding_leads_to_as_many_findings(sekda):
    page = sekda.get(REGENCY).content.decode()
    linked = dict(re.findall(r'class="n" href="/wilayah/75\.03/temuan/\?jenis=(\w+)"[^>]*>([\d.]+)<', page))
    assert len(linked) >= 3
    for kind, count in linked.items():
        listed = sekda.get(f"{REGENCY}temuan/?jenis={kind}&bentuk=csv").content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(listed), delimiter=";"))) - 1 == int(count.replace(".", "")), kind


def test_the_workbook_of_the_site_says_the_same(sekda, told):
    sheet = openpyxl.load_workbook(io.BytesIO(sekda.get(f"{REGENCY}temuan.xlsx").content))["Ringkasan"]
    figures = {row[0]: row[2] for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert {key: figures[key] for key in ON_LADDER} == {key: told[key] for key in ON_LADDER}


def test_a_district_and_its_villages_add_up_to_the_regency(sekda, told):
    listed = sekda.get(f"{REGENCY}kecamatan/?bentuk=csv").content.decode("utf-8-sig")
    heading, *lines = csv.reader(io.StringIO(listed), delimiter=";")
    for one in indicators.ALL:
        assert sum(int(line[heading.index(one.label)]) for line in lines) == told[one.key], one.key


@pytest.mark.parametrize(
    ("query", "figure"),
    [("", 3), ("?per=13-04-2023", 3), ("?per=2023-03-30", 0), ("?per=2023-04-13&diketahui=2022-12-31", 0)],
)
def test_the_page_answers_for_the_day_asked_about_as_known_on_another(sekda, query, figure):
    page = sekda.get(REGENCY + query).content.decode()
    found = re.search(r'href="/wilayah/75\.03/daftar/paid/[^"]*">(\d+)', page)
    assert (int(found[1]) if found else 0) == figure


@pytest.mark.parametrize("query", ["?per=31-02-2023", "?per=besok", "?tahun=abc", "?diketahui=0001-01-01"])
def test_a_day_that_is_none_is_said_and_not_guessed(sekda, query):
    answer = sekda.get(REGENCY + query)
    assert answer.status_code == 400
    assert "Tulis seperti" in answer.content.decode()


# Whatever is written in a file stays text


@given(name=st.text(st.characters(exclude_categories=("Cs",)), max_size=30).map(lambda s: f"<b>&\"'{s}"))
def test_a_hostile_name_is_escaped_by_every_component(name):
    place = regency_day.place("75.03.02.2001", name, name)
    found = regency_day.regency_day(place, name=name)
    day = days.Day(found, days._figures(found))
    to = links.Links(days.Asked(2023, desks.DAY, desks.DAY, 'per="><script>'), "75.03")
    top = sources.About(name, name, example=False)
    written = [
        tiles.grid(day, to), tiles.chips(day), finding.ladder(day, to), districts.table(day, to),
        followup.todo(day, to), listing.tables.as_html(listing.in_district(day, to, top)),
        finding.headline([(name, True)]),
    ]  # fmt: skip
    for text in written:
        assert "<b>&\"'" not in text
        assert "<script" not in text
    assert html.escape(name) in tiles.grid(day, to)


def test_what_is_counted_apart_for_kelurahan_leads_to_the_kelurahan(example):
    story = chronicle.Chronicle()
    story.paid(chronicle.PAUWO, chronicle.QUARTER_END, heads=7)
    page = desks.seated("sekda").get(REGENCY).content.decode()
    linked = dict(re.findall(r'<a href="(/wilayah/75\.03/daftar/kelurahan-\w+/)">([^<]+)<', page))
    assert linked["/wilayah/75.03/daftar/kelurahan-protected/"] == "7 orang"
    for address in linked:
        assert "Kelurahan Pauwo" in desks.seated("sekda").get(address).content.decode()


def test_the_bars_of_districts_lead_to_as_many_findings(sekda):
    page = sekda.get(REGENCY).content.decode()
    linked = re.findall(r'<b><a href="(/wilayah/75\.03\.\d\d/temuan/\?jenis=\w+)">(\d+)</a></b>', page)
    assert len(linked) >= 4
    for address, count in linked:
        listed = sekda.get(f"{html.unescape(address)}&bentuk=csv").content.decode("utf-8-sig").strip()
        assert len(list(csv.reader(io.StringIO(listed), delimiter=";"))) - 1 == int(count)
