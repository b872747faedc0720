"""The workbook: text stays text, numbers are numbers, and each sheet holds what the finding holds."""

from __future__ import annotations

import pathlib

import openpyxl
import pytest
from openpyxl.workbook import workbook as openpyxl_workbook

from lindung.interfaces.reports import workbook
from tests.interfaces import regency_day


@pytest.fixture
def book(tmp_path: pathlib.Path) -> openpyxl_workbook.Workbook:
    workbook.write(regency_day.regency_day(), tmp_path / "x.xlsx", example=True)
    assert [path.name for path in tmp_path.iterdir()] == ["x.xlsx"]
    return openpyxl.load_workbook(tmp_path / "x.xlsx")


def test_the_sheets(book: openpyxl_workbook.Workbook) -> None:
    assert book.sheetnames == ["Ringkasan", "Kecamatan", "Desa", "Tindak lanjut", "Masalah", "Peringatan"]
    for sheet in book:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows is not None
        assert "DATA CONTOH" in str(sheet["A2"].value)


def test_no_cell_runs(book: openpyxl_workbook.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = {cell.value: cell.data_type for cell in cells}
    for hostile in (regency_day.HOSTILE, regency_day.FORMULA, "+1", "+NIK"):
        assert texts[hostile] == "s"
    assert not any(cell.hyperlink for cell in cells)


def test_the_figures(book: openpyxl_workbook.Workbook) -> None:
    rows = {row[0]: row for row in book["Ringkasan"].values}
    assert rows["villages"][2:5] == (5, "desa", 1)
    assert rows["budgeted"][2] == 3
    assert rows["paid"][2:5] == (2, "desa", 1)
    assert rows["protected"][2:5] == (161, "orang", 7)
    assert rows["at_quota"][2] == 1
    assert rows["milestone_paid"][2] == 1
    assert len(list(book["Masalah"].values)) == 4 + 3
