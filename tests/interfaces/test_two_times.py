"""What was known when: in a database that is kept, whatever the order in which folders are loaded."""

from __future__ import annotations

import datetime as dt
import pathlib
from typing import Any

import pytest

from lindung.interfaces import monitor
from lindung.interfaces.reports import document
from tests.conftest import MORNING, OFFICER

pytestmark = pytest.mark.django_db
MARCH, APRIL = dt.date(2023, 3, 31), dt.date(2023, 4, 13)
HEAD = "Kode Desa;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal;Ket\n"
TAMBOO = "75.03.04.2003;111;12-01-2023;01-2023;12;40;8.064.000;\n"
TONGO = "75.03.04.2012;222;05-02-2023;01-2023;12;100;20.160.000;\n"
TONGO_BACK = "75.03.04.2012;222;20-02-2023;01-2023;12;100;-20.160.000;PEMBATALAN\n"
BILUNGALA = "75.03.04.2004;333;11-04-2023;01-2023;12;20;4.032.000;\n"


def folder(path: pathlib.Path, **files: str) -> pathlib.Path:
    path.mkdir()
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def load(path: pathlib.Path, *, on: dt.date, received_on: dt.date | None = None) -> dt.date:
    return monitor.take(
        path, regency="75.03", year=2023, quota=None, on=on, received_on=received_on, by=OFFICER, at=MORNING
    ).received_on


def figures(*, on: dt.date, known_at: dt.date) -> tuple[Any, ...]:
    found = document.as_json(monitor.regency_day("75.03", year=2023, on=on, known_at=known_at))
    return found["paid"], found["paid_total_rupiah"], found["protected"]


def test_march_loaded_after_april_is_still_known_in_march(tmp_path: pathlib.Path) -> None:
    april = folder(tmp_path / "april", bayar=HEAD + TAMBOO + TONGO + TONGO_BACK + BILUNGALA)
    march = folder(tmp_path / "maret", bayar=HEAD + TAMBOO + TONGO + TONGO_BACK)
    load(april, on=APRIL, received_on=APRIL)
    assert figures(on=MARCH, known_at=MARCH) == (0, 0, 0)
    load(march, on=MARCH, received_on=MARCH)
    assert figures(on=MARCH, known_at=MARCH) == (1, 8_064_000, 40)
    assert figures(on=APRIL, known_at=APRIL) == (2, 12_096_000, 60)


def test_a_reversal_that_was_not_yet_known_does_not_count_as_known(tmp_path: pathlib.Path) -> None:
    march = folder(tmp_path / "maret", bayar=HEAD + TONGO)
    april = folder(tmp_path / "april", bayar=HEAD + TONGO + TONGO_BACK)
    load(march, on=MARCH, received_on=MARCH)
    load(april, on=APRIL, received_on=APRIL)
    assert figures(on=APRIL, known_at=MARCH) == (1, 20_160_000, 100)
    assert figures(on=APRIL, known_at=APRIL) == (0, 0, 0)


def test_asking_for_an_earlier_day_later_needs_no_flag(tmp_path: pathlib.Path) -> None:
    """The same files asked as of 31 March after they were loaded for 13 April: they stay as received on 13 April."""
    files = folder(tmp_path / "berkas", bayar=HEAD + TAMBOO + BILUNGALA)
    assert load(files, on=APRIL) == APRIL
    assert load(files, on=MARCH) == APRIL
    assert figures(on=MARCH, known_at=APRIL) == (1, 8_064_000, 40)


def test_a_new_file_beside_known_ones_came_in_no_earlier_than_they(tmp_path: pathlib.Path) -> None:
    files = folder(tmp_path / "berkas", bayar=HEAD + TAMBOO)
    load(files, on=APRIL)
    (files / "susulan.csv").write_text(HEAD + TONGO, encoding="utf-8")
    assert load(files, on=MARCH) == APRIL
    assert figures(on=APRIL, known_at=APRIL) == (2, 28_224_000, 140)


def test_an_empty_folder_asks_what_the_database_already_knows(tmp_path: pathlib.Path) -> None:
    empty = folder(tmp_path / "kosong")
    with pytest.raises(monitor.FolderEmpty):
        load(empty, on=APRIL)
    load(folder(tmp_path / "berkas", bayar=HEAD + TAMBOO), on=MARCH)
    assert load(empty, on=APRIL) == APRIL
    assert figures(on=APRIL, known_at=APRIL) == (1, 8_064_000, 40)
