"""The page: what it leads to, that it stands alone, and that what files say stays text."""

from __future__ import annotations

import dataclasses
import html.parser
import re

import pytest

from lindung.interfaces.reports import page
from lindung.monitoring import facts
from tests.interfaces import regency_day

DAY = regency_day.regency_day()
HTML = page.html(DAY, example=False)
FULL_ONLY = regency_day.regency_day(regency_day.FULL, findings=(), problems=())


class _Reader(html.parser.HTMLParser):
    """Every element id, every link inside the page, every tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]


def _list(anchor: str) -> list[str]:
    """The names in the list that an anchor leads to."""
    block = HTML[HTML.index(f'id="{anchor}"') :]
    return re.findall(r'<li><a href="#d[0-9.]+">(.*?)</a>', block[: block.index("</ol>")])


@pytest.mark.parametrize(
    ("anchor", "count"),
    [
        ("daftar-villages", 5),
        ("daftar-reported", 4),
        ("daftar-budgeted", 3),
        ("daftar-listed", 2),
        ("daftar-paid", 2),
        ("daftar-protected_villages", 2),
        ("daftar-at_quota", 1),
        ("keadaan-not_reporting", 1),
        ("keadaan-not_budgeted", 1),
        ("keadaan-unpaid", 1),
        ("keadaan-short", 1),
    ],
)
def test_a_number_of_villages_leads_to_a_list_of_as_many(anchor: str, count: int) -> None:
    assert f'<a href="#{anchor}">{count}</a>' in HTML or f'href="#{anchor}" aria-label="{count} desa' in HTML
    assert len(_list(anchor)) == count


@pytest.mark.parametrize(
    ("anchor", "number", "places"),
    [
        ("daftar-target_workers", "500", 5),
        ("daftar-budget_heads", "320", 3),
        ("daftar-declared", "162", 2),
        ("daftar-enrolled_valid", "160", 2),
        ("daftar-other_bpu", "3", 1),
        ("daftar-paid_heads", "160", 2),
        ("daftar-protected", "161", 3),
        ("daftar-protected_presumed", "150", 2),
        ("daftar-protected_undetermined", "10", 1),
    ],
)
def test_a_number_of_people_leads_to_the_places_it_comes_from(anchor: str, number: str, places: int) -> None:
    assert f'<a href="#{anchor}">{number}</a>' in HTML
    assert len(_list(anchor)) == places


def test_every_link_leads_somewhere_on_the_page_and_no_id_is_there_twice() -> None:
    for text in (HTML, page.html(FULL_ONLY, example=True)):
        read = _Reader(text)
        assert [link for link in read.links if not link.startswith("#")] == []
        assert {link[1:] for link in read.links} <= set(read.ids)
        assert len(read.ids) == len(set(read.ids))


def test_the_page_stands_alone() -> None:
    read = _Reader(HTML)
    assert not read.tags & {"script", "img", "iframe", "link", "object", "embed", "form"}
    assert re.search(r"https?://(?!x)", HTML) is None
    assert re.search(r"\sstyle=|\son\w+=|@import|url\(", HTML) is None
    assert "default-src 'none'" in HTML
    assert '<html lang="id">' in HTML


def test_what_files_say_stays_text() -> None:
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in HTML
    assert "=HYPERLINK(&quot;http://x&quot;)" in HTML


def test_a_tile_says_its_state_in_words() -> None:
    assert "Desa Keramat, Tapa: belum menganggarkan, 0 dari kuota 100 orang terlindungi" in HTML
    assert "Desa Poowo, Kabila: sudah membayar, belum mencapai kuota, 40 dari kuota 100 orang terlindungi" in HTML
    assert "Kelurahan Padengo, Kabila: dihitung terpisah, 7 orang terlindungi" in HTML


def test_evidence_is_a_file_a_sheet_and_ranges_of_rows() -> None:
    assert "daftar.xlsx, lembar Peserta, baris 12–13, 20" in HTML


def test_the_worst_district_comes_first_and_shares_have_both_parts() -> None:
    table = HTML[HTML.index('class="cards"') :]
    assert table.index(">Tapa<") < table.index(">Kabila<")
    assert '0<small>/300</small></td><td role="cell" class="r p">0%' in table
    assert '160<small>/200</small></td><td role="cell" class="r p">80%' in table
    assert '161<small>/500</small></td><td role="cell" class="r p">32,2%' in table


def test_kelurahan_are_apart() -> None:
    assert "5 desa + 1 kelurahan = 6 wilayah" in HTML
    assert "1 kelurahan, dihitung terpisah" in HTML


def test_a_surplus_is_not_cut_at_the_quota() -> None:
    text = page.html(FULL_ONLY, example=False)
    assert "<b>120 orang</b> terlindungi, lebih dari sasaran 100." in text
    assert "120%" in text


def test_nothing_found_and_nothing_wrong_is_said() -> None:
    text = page.html(FULL_ONLY, example=False)
    assert "Tidak ada temuan" in text
    assert "Baris dan berkas bermasalah (0)" in text


def test_a_city_without_villages_has_no_ladder() -> None:
    city = regency_day.regency_day(regency_day.KELURAHAN, name="Kota Gorontalo", findings=(), problems=())
    text = page.html(city, example=False)
    assert "Kota Gorontalo tidak mempunyai desa" in text
    assert "<b>7 orang</b> terlindungi" in text
    assert 'class="lad"' not in text
    assert "Kecamatan, dari yang paling tertinggal" not in text


def test_nothing_paid() -> None:
    text = page.html(regency_day.regency_day(regency_day.WITHOUT, regency_day.UNPAID), example=False)
    assert "<b>Belum satu pun dari 2 desa</b> membayar iuran 2023" in text


def test_a_long_list_of_problems_says_what_it_leaves_to_the_workbook() -> None:
    many = tuple(
        facts.RowProblem(facts.Evidence("a.xlsx", "A", row), "nik_length", "NIK", "x") for row in range(1, 601)
    )
    text = page.html(dataclasses.replace(DAY, problems=many), example=False)
    assert "100 baris lagi ada pada buku kerja (XLSX)." in text


def test_an_unnamed_kind_is_still_shown() -> None:
    strange = dataclasses.replace(regency_day.FINDINGS[1], kind="brand_new")
    assert "Brand new" in page.html(dataclasses.replace(DAY, findings=(strange,)), example=False)


def test_only_an_example_says_so() -> None:
    assert "Data contoh" in page.html(DAY, example=True)
    assert "Data contoh" not in HTML
