"""13 April 2023: the regency met to ask who had budgeted, who had paid, and who must act.

The press reported 160 villages, 5 without a budget, 55 that had paid, some for 20 or 40 workers. The demonstration
tells that day through invented files; this story replays it through the command line, as an officer would.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
from typing import Any

import openpyxl
import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent


def lindung(*said: str, keys: pathlib.Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LINDUNG_KEYS": str(keys), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "lindung.interfaces.cli", *said]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> tuple[pathlib.Path, str]:
    """The folder that ``lindung demo`` leaves, and what it said."""
    folder = tmp_path_factory.mktemp("rapat")
    told = lindung("demo", "--no-serve", "--to", str(folder / "contoh"), keys=folder / "kunci" / "kunci.json")
    assert (told.returncode, told.stderr) == (0, "")
    return folder / "contoh", told.stdout


@pytest.fixture(scope="module")
def document(meeting: tuple[pathlib.Path, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((meeting[0] / "temuan.json").read_text("utf-8"))
    return found


def test_the_numbers_of_that_day(document: dict[str, Any]) -> None:
    assert (document["regions"], document["villages"], document["kelurahan"]) == (165, 160, 5)
    assert (document["budgeted"], len(document["not_budgeted"])) == (155, 5)
    assert (document["paid"], document["at_quota"]) == (55, 24)
    assert (document["declared"], document["enrolled_valid"], document["protected"]) == (3450, 3400, 3400)
    assert document["paid_total_rupiah"] == 685_440_000
    assert document["milestones"] == [{"on": "2023-03-31", "share": 1.0, "villages_paid": 40, "villages_at_quota": 17}]
    paying = sorted(document["enrolled_by_village"].values())
    assert paying == [20] * 12 + [40] * 19 + [100] * 24


def test_it_is_said_in_words(meeting: tuple[pathlib.Path, str]) -> None:
    said = meeting[1]
    for words in ("Data contoh", "155 dari 160 desa", "5 belum", "55 desa sudah membayar", "3.400 dari 16.000"):
        assert words in said
    for village in ("Poowo", "Suka Damai", "Moutong", "Cendana Putih", "Mootinelo"):
        assert village in said


def test_each_camat_with_a_village_that_has_not_budgeted_is_named(document: dict[str, Any]) -> None:
    named = {f["responsible"] for f in document["findings"] if f["kind"] == "not_budgeted"}
    assert named == {"Camat Kabila", "Camat Bulango Utara", "Camat Tilongkabila", "Camat Bone", "Camat Bone Raya"}
    assert all(len(f["evidence"]) == 1 for f in document["findings"] if f["kind"] == "not_budgeted")


def test_evidence_leads_to_the_row(meeting: tuple[pathlib.Path, str], document: dict[str, Any]) -> None:
    found = next(f for f in document["findings"] if f["kind"] == "not_budgeted" and f["region"] == "75.03.02.2013")
    (where,) = found["evidence"]
    sheet = openpyxl.load_workbook(meeting[0] / "berkas" / where["file"])[where["sheet"]]
    row = [cell.value for cell in sheet[where["row"]]]
    assert "75.03.02.2013" in row
    assert "belum dianggarkan" in row


def test_every_number_is_the_same_in_json_workbook_and_page(
    meeting: tuple[pathlib.Path, str], document: dict[str, Any]
) -> None:
    sheet = openpyxl.load_workbook(meeting[0] / "temuan.xlsx")["Ringkasan"]
    in_workbook = {row[0]: next(cell for cell in row[1:] if isinstance(cell, int)) for row in sheet.values if _key(row)}
    page = (meeting[0] / "temuan.html").read_text("utf-8")
    compared = 0
    for key, value in in_workbook.items():
        if key in document:
            assert document[key] == value, key
            compared += 1
    assert compared == 26
    for key in ("reported", "budgeted", "listed", "paid", "protected_villages", "at_quota"):
        (said,) = set(re.findall(rf'href="#daftar-{key}"[^>]*>(?:<b>)?([\d.]+)<', page)) or {None}
        assert said == str(document[key]), key
        block = page[page.index(f'id="daftar-{key}"') :]
        assert block[: block.index("</ol>")].count("<li") == document[key], key


def _key(row: tuple[Any, ...]) -> bool:
    return isinstance(row[0], str) and re.fullmatch(r"[a-z_]+", row[0]) is not None and any(type(c) is int for c in row)


def test_running_it_again_on_the_kept_database_says_the_same(meeting: tuple[pathlib.Path, str]) -> None:
    again = lindung("demo", "--no-serve", "--to", str(meeting[0]), keys=meeting[0].parent / "kunci" / "kunci.json")
    assert (again.returncode, again.stdout) == (0, meeting[1])


def test_another_key_is_refused_in_a_sentence(meeting: tuple[pathlib.Path, str]) -> None:
    refused = lindung("demo", "--no-serve", "--to", str(meeting[0]), keys=meeting[0].parent / "lain" / "kunci.json")
    assert refused.returncode == 1
    assert "kunci lain" in refused.stderr
    assert "[kunci-lain]" in refused.stderr


def test_asking_as_known_on_an_earlier_day_finds_nothing_known(
    meeting: tuple[pathlib.Path, str], tmp_path: pathlib.Path
) -> None:
    before = lindung(
        "monitor", str(meeting[0] / "berkas"), "--regency", "75.03", "--year", "2023", "--on", "2023-04-13",
        "--known-at", "2023-04-12", "--json", str(tmp_path / "x.json"), keys=tmp_path / "k.json",
    )  # fmt: skip
    assert before.returncode == 0
    found = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert (found["target_workers"], found["budgeted"], found["paid"], found["declared"]) == (16_000, 0, 0, 0)
    assert (found["problems"], len(found["not_reporting"])) == ([], 160)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("monitor", "/tidak/ada", "--regency", "75.03", "--year", "2023", "--on", "2023-04-13"), "[folder-tidak-ada]"),
        (("monitor", ".", "--regency", "7504", "--year", "2023", "--on", "2023-04-13"), "[kabupaten-tidak-dikenal]"),
        (("monitor", ".", "--regency", "75.03", "--year", "2023", "--on", "kemarin"), "bukan tanggal"),
    ],
)
def test_a_wrong_command_is_answered_in_a_sentence(said: tuple[str, ...], words: str, tmp_path: pathlib.Path) -> None:
    refused = lindung(*said, keys=tmp_path / "k.json")
    assert refused.returncode in (1, 2)
    assert words in refused.stderr
