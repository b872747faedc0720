"""A roster's rows: which are people, and what is wrong with each. Reads; records nothing."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lindung.interfaces.intake import cells, columns, problems, tables
from lindung.kernel import language, values
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.workers import facts as workers

_EXCEL_EXACT = 2**53  # above this a spreadsheet's number can't hold every whole number
_ZERO_SHARE = 60  # per cent of numeric NIK that end in 0 in an intact column: about 10
_SCIENTIFIC = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)
_TEXT_SHARE, _FEW = 90, 10  # text keeps no trace of having been a number: nearly all of many must end in 0
_NEARLY_NIK = 10  # as many digits are no serial number and no count
_PARTICULARS = ("birthplace", "address", "income", "phone", "mother", "heir", "household", "note")
_SIDE = ("birth", "sex", "occupation", "address", "mother", "phone")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row that is a person: believed (``person``) or held (``faults``); ``remarks`` hold nothing back."""

    number: int
    cells: dict[str, Any]
    person: workers.Claimed | None
    category: enrolment.Category
    occupation: str
    faults: tuple[enrolment.Problem, ...]
    remarks: tuple[enrolment.Problem, ...]


def people(table: tables.Table, *, on: dt.date) -> Iterator[PersonRow]:
    """The people of a roster, judged as of ``on`` (which century a birth year belongs to)."""
    rows = [row for row in table.rows if is_person(row.cells)]
    damage = damaged([row.cells.get("nik") for row in rows])
    for row in rows:
        if damage:
            fault = _problem(table, "nik", "nik_damaged_by_excel", zeros=damage[0], count=damage[1])
            yield PersonRow(row.number, row.cells, None, "rentan", "", (fault,), ())
        else:
            yield judged(table, row, on)


def is_person(row: dict[str, Any]) -> bool:
    """Whether a row speaks of a person: not a total, not a signature, not a heading between groups."""
    nik, name = cells.text(row.get("nik")), cells.text(row.get("name"))
    number = cells.text(row.get("number"))
    shape = columns.words("row")
    first = number or cells.text(next((cell for cell in row.values() if cell is not None), None))
    if not first[:1].isdigit() and (shape["total"].search(first.lower()) or shape["total"].search(name.lower())):
        return False
    if len(nik) >= _NEARLY_NIK and nik.isdigit():
        return True
    if any(shape["footer"].search(said.lower()) for said in (first, nik, name)):
        return False
    typed = sum(map(str.isdigit, nik))
    if typed >= _NEARLY_NIK or (typed and name):
        return True
    beside = sum(1 for name_of in _SIDE if cells.text(row.get(name_of)))
    return bool(name) and (number.rstrip(".").isdigit() or beside >= 2)


def damaged(niks: list[Any]) -> tuple[int, int] | None:
    """Zeros and count, when a column of NIK went through a spreadsheet's numbers and lost its last digits."""
    numeric = [int(nik) for nik in niks if isinstance(nik, int | float) and math.isfinite(nik)]
    zeros = sum(number % 10 == 0 for number in numeric)
    if numeric and (zeros * 100 >= _ZERO_SHARE * len(numeric) or max(numeric) >= _EXCEL_EXACT):
        return zeros, len(numeric)
    typed = [cells.digits(nik) for nik in niks if isinstance(nik, str)]
    rounded = [nik for nik in typed if _SCIENTIFIC.fullmatch(nik)]
    if rounded:
        return len(rounded), len(typed)
    ending = sum(nik.endswith("0") for nik in typed if len(nik) == 16)
    if len(typed) >= _FEW and ending * 100 >= _TEXT_SHARE * len(typed):
        return ending, len(typed)
    return None


def _problem(table: tables.Table, column: str, kind: str, **said: object) -> enrolment.Problem:
    return enrolment.Problem(kind, table.headings.get(column, column), problems.sentence(kind, **said))


def judged(table: tables.Table, row: tables.Row, on: dt.date) -> PersonRow:
    """One row about a person, believed or held with every fault that it has."""
    faults: list[enrolment.Problem] = []
    remarks: list[enrolment.Problem] = []
    nik = cells.digits(row.cells.get("nik"))
    name = cells.without_nik(cells.text(row.cells.get("name")))
    occupation = cells.without_nik(cells.text(row.cells.get("occupation")))
    faults += nik_faults(table, nik, on)
    if not name:
        faults.append(_problem(table, "name", "name_missing"))
    category, refused = _category(table, occupation, cells.text(row.cells.get("category")))
    faults += refused
    person = None
    if not faults or all(fault.kind not in _NIK_KINDS for fault in faults):
        read = values.Nik(nik)
        born_on = read.born_on(on)
        if born_on is not None:
            faults += _birth_faults(table, row.cells.get("birth"), born_on, remarks)
            remarks += _sex_remark(table, cells.text(row.cells.get("sex")), read.sex)
            particulars = {key: cells.text(row.cells[key]) for key in _PARTICULARS if row.cells.get(key) is not None}
            person = workers.Claimed(read, name, born_on, read.sex, particulars)
    return PersonRow(
        row.number, row.cells, None if faults else person, category, occupation, tuple(faults), tuple(remarks)
    )


_NIK_KINDS = frozenset({"nik_missing", "nik_length", "nik_characters", "nik_region", "nik_date", "nik_serial"})


def nik_faults(table: tables.Table, nik: str, on: dt.date) -> list[enrolment.Problem]:
    """What is wrong with a NIK as it was typed."""
    if not any(sign.isdigit() for sign in nik):
        return [_problem(table, "nik", "nik_missing")]
    kind = values.Nik.fault(nik, on)
    if kind is None:
        return []
    signs = "".join(sorted({sign for sign in nik if not (sign.isascii() and sign.isdigit())}))
    said = {"count": len(nik), "signs": signs, "region": nik[:2], "date": nik[6:12]}
    return [_problem(table, "nik", kind, **said)]


def _birth_faults(
    table: tables.Table, cell: Any, by_nik: dt.date, remarks: list[enrolment.Problem]
) -> list[enrolment.Problem]:
    read = cells.day(cell)
    if read == by_nik:
        return []
    written = cells.text(cell)
    if not any(sign.isdigit() for sign in written):
        return []
    if read is not None and cells.two_digit_year(cell) and read.year % 100 == by_nik.year % 100:
        read = cells.made(by_nik.year, read.month, read.day)
    if read == by_nik:
        return []
    said = {"written": language.day(read) if read else written, "by_nik": language.day(by_nik)}
    backwards = cells.day_read_backwards(cell)
    if backwards is not None and (backwards.month, backwards.day, backwards.year % 100) == (
        by_nik.month, by_nik.day, by_nik.year % 100,
    ):  # fmt: skip
        return [_problem(table, "birth", "birth_date_swapped", **said)]
    if read is None:
        remarks.append(_problem(table, "birth", "birth_date_unreadable", **said))
        return []
    return [_problem(table, "birth", "birth_date_mismatch", **said)]


def _sex_remark(table: tables.Table, written: str, by_nik: values.Sex) -> list[enrolment.Problem]:
    said = written[:1].upper()
    stated = {"L": "L", "P": "P", "W": "P"}.get(said, "")
    if not stated or written.lower().startswith("pria"):
        stated = "L" if written.lower().startswith("pria") else ""
    if not stated or stated == by_nik:
        return []
    return [_problem(table, "sex", "sex_mismatch", written=written, by_nik=problems.SEXES[by_nik])]


def _category(table: tables.Table, occupation: str, stated: str) -> tuple[enrolment.Category, list[enrolment.Problem]]:
    """In which category an occupation puts a person, and the problem where it may not be on this list."""
    for column, words in (("occupation", occupation), ("category", stated)):
        category, refused = _category_of(words)
        if refused:
            return "rentan", [_problem(table, column, refused, words=words)]
        if category != "rentan":
            return category, []
    return "rentan", []


@functools.lru_cache(maxsize=4096)
def _category_of(words: str) -> tuple[enrolment.Category, str]:
    """The category that words for an occupation mean, and the kind of problem where they are refused."""
    shape = columns.words("")
    said = re.sub(r"[^a-z0-9]+", " ", words.lower()).strip()
    if not said or shape["not_in_office"].search(said):
        return "rentan", ""
    refused = next((kind for kind in ("category_state", "category_pu") if shape[kind].search(said)), "")
    return "bpu_lain" if not refused and shape["other_bpu"].search(said) else "rentan", refused


def stated_total(table: tables.Table, people: list[PersonRow]) -> tuple[int, int] | None:
    """Row and number of the one «JUMLAH» row of a roster, where it says a count."""
    found = []
    persons = {person.number for person in people}
    for row in table.rows:
        if row.number in persons:
            continue
        said = [cells.text(cell) for cell in row.cells.values() if cell is not None]
        if said and columns.words("row")["total"].search(said[0].lower()):
            counts = [cells.leading_whole(cell) for cell in row.cells.values()]
            found += [(row.number, count) for count in counts if count is not None and count < 100_000][:1]
    return found[0] if len(found) == 1 else None
