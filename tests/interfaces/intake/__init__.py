"""Intake, from a cell to a folder. Here: how a test says a sheet or a folder, and what intake makes of it."""

from __future__ import annotations

import datetime as dt
import functools
import pathlib
from typing import Any

from lindung.interfaces.intake import gathering, places, reading, tables
from lindung.platform.regions import catalogue
from lindung.platform.regions import queries as regions

DAY = dt.date(2023, 4, 13)
HEADING = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "JK", "PEKERJAAN"]
"""A roster's heading, as villages write it; ``person`` fills it."""


@functools.cache
def gazetteer(regency: str = "75.03") -> places.Gazetteer:
    districts = catalogue.children(regency)
    villages = [village for district in districts for village in catalogue.children(district.code)]
    return places.Gazetteer([catalogue.region(regency), *districts, *villages], regions.namesakes)


def person(
    number: Any = 1,
    nik: Any = "7503041306780003",
    name: Any = "Abdul Podungge",
    born: Any = "13-06-1978",
    sex: Any = "L",
    work: Any = "Petani",
) -> list[Any]:
    """A sound row below HEADING; say what is different about it."""
    return [number, nik, name, born, sex, work]


def tables_in(
    rows: list[list[Any]], *, name: str = "Sheet1", merged: list[tuple[int, int, int, int]] | None = None
) -> list[tables.Table]:
    return list(tables.find(reading.Sheet(name, rows, hidden=False, merged=merged or [])))


def csv(*rows: list[Any]) -> str:
    return "".join(";".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def gathered(folder: pathlib.Path, regency: str = "75.03", year: int = 2023, **files: str) -> gathering.Delivery:
    """What a folder of these text files (name without «.csv») says."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    with reading.Reader() as reader:
        return gathering.gather(folder, gazetteer=gazetteer(regency), year=year, on=DAY, reader=reader)


def notes_of(delivery: gathering.Delivery) -> list[tuple[str, int, str]]:
    """File, row that Excel shows, kind."""
    return [(delivery.files[note.file].name, note.row, note.kind) for note in delivery.notes]
