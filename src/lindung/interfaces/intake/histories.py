"""Years as another book tells them: one table in a CSV or XLSX file, a year a row, each with its source."""

from __future__ import annotations

import datetime as dt
import pathlib
import re

from lindung.interfaces.intake import cells, reading
from lindung.kernel import values
from lindung.platform.journal import facts as journal
from lindung.platform.regions import queries as regions
from lindung.registers.reporting import facts, operations


class NotAHistory(values.Refusal):
    code = "bukan-riwayat-tahunan"
    sentence = (
        "{file} bukan riwayat tahunan: {why}. Baris judulnya: Tahun; Orang terlindungi; Desa membayar; Anggaran; "
        "Sumber."
    )


class NotAHistoryRow(values.Refusal):
    code = "baris-riwayat-salah"
    sentence = "{file}, baris {row}: {why}. Perbaiki barisnya lalu muat lagi; belum ada yang disimpan."


class NoSuchRegency(values.Refusal):
    code = "kabupaten-riwayat-tidak-dikenal"
    sentence = "Kabupaten {code} belum dikenal di sini, jadi riwayatnya tidak dimuat. Muat dulu berkas pemantauannya."


_HEADS = {
    "year": ("tahun",),
    "people": ("orang", "pekerja", "peserta"),
    "villages": ("desa",),
    "budget": ("anggaran", "dana", "rupiah"),
    "source": ("sumber", "asal"),
}
"""A heading begins with one of these words, however it goes on."""
_FIRST = 2000


def take(path: pathlib.Path, *, region: str, stamp: journal.Stamp) -> int:
    """Take a file of years; taken again, it changes nothing. Returns how many lines are new.

    Raises NotAHistory, NotAHistoryRow, NoSuchRegency.
    """
    if not any(one.code == region for one in regions.taken()):
        raise NoSuchRegency(code=region)
    with reading.Reader() as reader:
        found = reader.read(path)
    if found.refused or not found.sheets:
        raise NotAHistory(file=path.name, why=found.refused or "tidak memuat lembar")
    years = _years(path.name, found.sheets[0].rows, before=stamp.received_on)
    return operations.take_history(region=region, years=years, stamp=stamp)


def _years(file: str, rows: list[list[object]], *, before: dt.date) -> list[facts.Year]:
    top, at = _heading(file, rows)
    found: dict[int, facts.Year] = {}
    for number, row in enumerate(rows[top + 1 :], top + 2):
        if not any(str(cell or "").strip() for cell in row):
            continue
        one = _year(file, number, {name: row[column] if column < len(row) else None for name, column in at.items()})
        if one.year in found or not _FIRST <= one.year <= before.year:
            why = f"tahun {one.year} tertulis dua kali" if one.year in found else f"{one.year} bukan tahun yang lalu"
            raise NotAHistoryRow(file=file, row=number, why=why)
        found[one.year] = one
    if not found:
        raise NotAHistory(file=file, why="tidak memuat satu tahun pun")
    return [found[year] for year in sorted(found)]


def _heading(file: str, rows: list[list[object]]) -> tuple[int, dict[str, int]]:
    """The first row that names year and source, and where each column stands."""
    for number, row in enumerate(rows[:_HEADING_WITHIN]):
        words = [re.sub(r"\W+", " ", str(cell or "")).strip().casefold() for cell in row]
        at = {
            name: column
            for name, starts in _HEADS.items()
            for column, word in reversed(list(enumerate(words)))
            if word.startswith(starts)
        }
        if {"year", "source"} <= at.keys():
            return number, at
    raise NotAHistory(file=file, why="judul kolom Tahun dan Sumber tidak ditemukan")


_HEADING_WITHIN = 20


def _year(file: str, number: int, said: dict[str, object]) -> facts.Year:
    """Raises NotAHistoryRow."""
    source = " ".join(str(said.get("source") or "").split())[:300]
    if not source:
        raise NotAHistoryRow(file=file, row=number, why="sumbernya kosong; angka tanpa sumber tidak dimuat")
    counts = {name: _count(file, number, said.get(name)) for name in ("year", "people", "villages", "budget")}
    year = counts.pop("year")
    if year is None:
        raise NotAHistoryRow(file=file, row=number, why="tahunnya kosong")
    return facts.Year(year, counts["people"], counts["villages"], counts["budget"], source)


def _count(file: str, number: int, cell: object) -> int | None:
    """A whole number, as Excel keeps it or as officers write it; None: the book is silent."""
    text = "" if cell is None else str(cell).strip()
    if text in ("", "-", "–"):
        return None
    whole = cells.whole(cell)
    if whole is None or whole < 0:
        raise NotAHistoryRow(file=file, row=number, why=f"«{text[:30]}» bukan bilangan bulat")
    return whole
