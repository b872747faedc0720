"""A table is page, workbook and CSV at once: the same cells, and nothing in any of them that runs."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from html import parser

import openpyxl
import pytest
from django import test
from hypothesis import given, settings
from hypothesis import strategies as st

from lindung.interfaces.reports import sheets
from lindung.interfaces.web import marks, tables
from lindung.kernel import values

HOSTILE = '<script>alert("x")</script>'
COLUMNS = (
    tables.Column("Nama"),
    tables.Column("Kode", "code"),
    tables.Column("Orang", "number"),
    tables.Column("Iuran", "rupiah"),
    tables.Column("Dibayar", "day"),
    tables.Column("Bulan", "month"),
)
PAID = dt.date(2023, 4, 13)
FULL = tables.Row(("Aminah", "75.03", 1234, 20_160_000, PAID, values.Month(2023, 4)), "/orang/1/")
EMPTY = tables.Row(("Idrus", None, None, None, None, None))
FIRST_ROW = 5  # after title, day, source, a blank line and the heading


def table(*rows: tables.Row, columns: tuple[tables.Column, ...] = COLUMNS, **said: str) -> tables.Table:
    said = {"key": "pekerja", "title": "Pekerja", "about": "Desa Keramat, 13 April 2023", "note": "Dari daftar"} | said
    return tables.Table(**said, columns=columns, rows=rows)


def one_column(*texts: str) -> tables.Table:
    return table(*(tables.Row((text,)) for text in texts), columns=(tables.Column("Nama"),))


def sheet(of: tables.Table):
    return openpyxl.load_workbook(io.BytesIO(tables.as_xlsx(of))).worksheets[0]


def lines(of: tables.Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tables.as_csv(of).decode("utf-8-sig"), newline=""), delimiter=";"))


def asked(**query: str):
    return test.RequestFactory().get("/wilayah/75.03/", query)


@pytest.fixture
def sekda(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are taken by somebody; who that is has tests of its own."""
    monkeypatch.setattr(marks, "of", lambda *said: MARK)


MARK = sheets.Mark("0123456789ab", "Unduhan 0123456789ab", "Tentang unduhan", (("Kantor", "=1+1"),))


# Page


class Seen(parser.HTMLParser):
    """Tags and texts as a browser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def seen(markup: str) -> Seen:
    found = Seen()
    found.feed(markup)
    return found


def test_cells_are_written_as_officers_write_them():
    texts = seen(tables.as_html(table(FULL, EMPTY))).texts
    assert texts[7:] == ["Aminah", "75.03", "1.234", "Rp20.160.000", "13-04-2023", "April 2023", "Idrus"]


def test_every_element_keeps_its_role_when_rows_become_cards():
    tags = seen(tables.as_html(table(FULL))).tags
    roles = {tag: {attrs.get("role") for name, attrs in tags if name == tag} for tag, _ in tags}
    assert roles["table"] == {"table"}
    assert roles["thead"] == roles["tbody"] == {"rowgroup"}
    assert (roles["tr"], roles["td"], roles["th"]) == ({"row"}, {"cell"}, {"columnheader", "rowheader"})
    labels = [attrs["data-l"] for tag, attrs in tags if tag == "td"]
    assert labels == ["Kode", "Orang", "Iuran", "Dibayar", "Bulan"]


@given(texts=st.lists(st.text(), min_size=1, max_size=4), title=st.text())
def test_no_text_becomes_markup(texts, title):
    columns = (tables.Column(title), tables.Column(title, "code"))
    markup = tables.as_html(table(*(tables.Row((text, text), "/x/") for text in texts), columns=columns, title=title))
    found = seen(markup)
    assert [tag for tag, _ in found.tags].count("td") == len(texts)
    assert {tag for tag, _ in found.tags} <= {"table", "caption", "thead", "tr", "th", "tbody", "td", "a"}
    cells = re.findall(r'<td role="cell" class="c nw" data-l="[^"]*">([^<]*)</td>', markup)
    assert [html.unescape(cell) for cell in cells] == [html.unescape(html.escape(t.replace("\0", ""))) for t in texts]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//jahat.example/", "/\\jahat.example", "https://x.example/"])
def test_a_row_leads_only_within_the_site(href):
    assert not any(tag == "a" for tag, _ in seen(tables.as_html(table(tables.Row(FULL.cells, href)))).tags)


def test_a_row_leads_where_it_says():
    (link,) = [attrs for tag, attrs in seen(tables.as_html(table(FULL))).tags if tag == "a"]
    assert link["href"] == "/orang/1/"


def test_a_title_with_a_percent_sign_is_a_title():
    assert 'data-l="Cakupan %s 100%"' in tables.as_html(
        table(tables.Row(("a", "b")), columns=(tables.Column("A"), tables.Column("Cakupan %s 100%")))
    )


def test_a_column_for_files_is_not_on_the_page():
    columns = (tables.Column("Nama"), tables.Column("Berkas", in_files=True), tables.Column("Baris", "number"))
    both = table(tables.Row(("Aminah", "daftar.xlsx", 5)), columns=columns)
    assert seen(tables.as_html(both)).texts == ["Pekerja", "Nama", "Baris", "Aminah", "5"]
    assert lines(both) == [["Nama", "Berkas", "Baris"], ["Aminah", "daftar.xlsx", "5"]]
    assert [cell.value for cell in sheet(both)[FIRST_ROW + 1]] == ["Aminah", "daftar.xlsx", 5]


def rows_shown(markup: str) -> int:
    return markup.count('<th role="rowheader"')


def test_more_than_200_rows_come_in_pages_and_files_are_whole():
    long = one_column(*(f"orang {number}" for number in range(450)))
    first, last = tables.block(asked(per="2023-04-13"), long), tables.block(asked(hal="3"), long)
    assert (rows_shown(first), rows_shown(last)) == (200, 50)
    assert "Baris 1–200 dari 450" in first
    assert 'href="?per=2023-04-13&amp;tabel=pekerja&amp;hal=2" rel="next"' in first
    assert 'rel="next"' not in last
    assert (len(lines(long)), sheet(long).max_row) == (451, 450 + FIRST_ROW)


@pytest.mark.parametrize(("hal", "first"), [("0", 0), ("-1", 0), ("99", 400), ("x", 0), ("²", 0), ("9" * 5000, 0)])
def test_a_page_that_is_none_is_the_nearest(hal, first):
    long = one_column(*(f"orang {number}" for number in range(450)))
    assert f">orang {first}<" in tables.block(asked(hal=hal), long)


def test_a_page_asked_of_one_table_leaves_the_others_where_they_are():
    long = one_column(*(f"orang {number}" for number in range(450)))
    assert ">orang 0<" in tables.block(asked(tabel="iuran", hal="2"), long)


def test_an_empty_table_says_so():
    markup = tables.block(asked(), table())
    assert "Tidak ada." in markup
    assert "<table" not in markup


# Workbook


def test_each_cell_has_its_type_in_the_workbook():
    found = sheet(table(FULL, EMPTY))
    assert [found.cell(row, 1).value for row in (1, 2, 3)] == ["Pekerja", "Desa Keramat, 13 April 2023", "Dari daftar"]
    cells = found[FIRST_ROW + 1]
    assert [cell.value for cell in cells] == [
        "Aminah", "75.03", 1234, 20_160_000, dt.datetime(2023, 4, 13), dt.datetime(2023, 4, 1),
    ]  # fmt: skip
    assert [cell.number_format for cell in cells] == ["@", "@", "#,##0", '"Rp"#,##0', "dd-mm-yyyy", "mmm yyyy"]
    assert [cell.value for cell in found[FIRST_ROW + 2]] == ["Idrus", None, None, None, None, None]
    assert found.freeze_panes == f"A{FIRST_ROW + 1}"
    assert found.auto_filter.ref == f"A{FIRST_ROW}:F{FIRST_ROW + 2}"


HOSTILE_TEXT = st.one_of(
    st.text(),
    st.tuples(st.sampled_from(["=", "+", "-", "@", "\t", "{=", "https://", "＝", "'", "1e5", "007"]), st.text()).map(
        "".join
    ),
)


@settings(deadline=None, max_examples=60)
@given(text=HOSTILE_TEXT)
def test_any_text_comes_back_from_the_workbook_as_text_and_never_runs(text):
    found = sheet(one_column(text, "akhir")).cell(FIRST_ROW + 1, 1)
    assert (found.value or "") == sheets.plain(text)
    assert found.data_type in ("s", "n")
    assert found.value is None or isinstance(found.value, str)
    assert found.hyperlink is None


@settings(deadline=None, max_examples=60)
@given(text=HOSTILE_TEXT)
def test_any_title_is_a_sheet(text):
    assert sheet(table(FULL, title=text)).cell(FIRST_ROW, 1).value == "Nama"


def test_what_excel_would_round_is_text():
    found = sheet(table(tables.Row((9_007_199_254_740_993,)), columns=(tables.Column("Orang", "number"),)))
    assert found.cell(FIRST_ROW + 1, 1).value == "9007199254740993"


def test_a_text_longer_than_a_cell_is_cut_and_not_lost():
    value = sheet(one_column("a" * 40_000)).cell(FIRST_ROW + 1, 1).value
    assert (len(value), value[-2:]) == (32_767, "a…")


@given(text=st.text())
def test_plain_text_is_left_as_it_is(text):
    kept = sheets.plain(text)
    assert sheets.plain(kept) == kept
    assert kept == text or re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", text)


# CSV


def test_csv_is_what_excel_in_indonesian_opens():
    assert tables.as_csv(table(FULL, EMPTY)).decode("utf-8") == (
        "\ufeffNama;Kode;Orang;Iuran;Dibayar;Bulan\r\n"
        "Aminah;75.03;1234;20160000;13-04-2023;04-2023\r\n"
        "Idrus;;;;;\r\n"
    )  # fmt: skip


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_text_that_could_run_begins_with_an_apostrophe_and_a_number_below_nought_does_not(mark):
    assert lines(one_column(f"{mark}1+1"))[1] == [f"'{mark}1+1"]
    assert lines(table(tables.Row((-5,)), columns=(tables.Column("Selisih", "rupiah"),)))[1] == ["-5"]
    assert lines(table(tables.Row(("a",)), columns=(tables.Column(f"{mark}1"),)))[0] == [f"'{mark}1"]


@given(texts=st.lists(HOSTILE_TEXT, min_size=1, max_size=5))
def test_any_text_comes_back_from_csv(texts):
    found = [line[0] if line else "" for line in lines(one_column(*texts))[1:]]
    assert [text.removeprefix("'") for text in found] == [sheets.plain(text).removeprefix("'") for text in texts]
    assert not any(text[:1] in set("=+-@\t\r\n＝＋－＠") for text in found)


# Which of them


def test_the_address_chooses_table_and_shape(sekda):
    own, other = table(FULL), table(EMPTY, key="iuran")
    assert tables.response(asked(), own, other) is None
    assert tables.response(asked(bentuk="exe"), own) is None
    assert tables.response(asked(bentuk="csv", tabel="tiada"), own) is None
    assert tables.response(asked(bentuk="csv"), own, other).content == tables.as_csv(own, MARK)
    assert tables.response(asked(bentuk="csv", tabel="iuran"), own, other).content == tables.as_csv(other, MARK)
    answer = tables.response(asked(bentuk="xlsx", tabel="pekerja"), own, name="75.03.01.2004 2023-04-13")
    assert answer["Content-Disposition"] == 'attachment; filename="pekerja-75.03.01.2004-2023-04-13-0123456789ab.xlsx"'
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


@pytest.mark.parametrize("name", ['x"; filename="jahat.exe', "../../etc", "a\r\nSet-Cookie: b=c", "Desa Ulantha – ñ"])
def test_a_files_name_is_harmless(sekda, name):
    answer = tables.response(asked(bentuk="csv"), table(FULL), name=name)
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9.-]+\.csv"', answer["Content-Disposition"])
    assert "/" not in answer["Content-Disposition"]
