"""From a folder of files to claims: each row with its file, sheet, number and village, and notes on all the rest."""

from __future__ import annotations

import datetime as dt
import hashlib
import pathlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from lindung.interfaces.intake import (
    answers,
    billed,
    cells,
    columns,
    dpa,
    layouts,
    money,
    places,
    problems,
    reading,
    rosters,
    tables,
)
from lindung.kernel import law
from lindung.platform.rulebook import queries as rulebook

RowT = TypeVar("RowT")

_NOT_OURS = frozenset({".json", ".html", ".htm", ".md", ".log", ".ini", ".db", ".sqlite3", ".py", ".css", ".js"})
_LEFTOVERS = ("~$", ".~lock", ".", "thumbs.db", "desktop.ini")
_MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class File:
    """A file of the delivery: its path from the folder, what makes it this file, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a file, sheet or row that an officer should know; ``row`` 0 means the whole file."""

    file: int
    sheet: str
    row: int
    kind: str
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Claim(Generic[RowT]):
    """A row that speaks of a region and a year, and where it stands."""

    file: int
    sheet: str
    region: str
    year: int
    row: RowT


@dataclass(slots=True)
class Delivery:
    """All that a folder says, believed or not."""

    files: list[File] = field(default_factory=list)
    budgets: list[Claim[money.BudgetRow]] = field(default_factory=list)
    payments: list[Claim[money.PaymentRow]] = field(default_factory=list)
    people: list[Claim[rosters.PersonRow]] = field(default_factory=list)
    answers: list[Claim[answers.AnswerRow]] = field(default_factory=list)
    members: list[Claim[answers.MemberRow]] = field(default_factory=list)
    bills: list[Claim[billed.BillRow]] = field(default_factory=list)
    own_budgets: list[Claim[dpa.Row]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, file: int, sheet: str, row: int, kind: str, column: str = "", **said: object) -> None:
        self.notes.append(Note(file, sheet, row, kind, column, problems.sentence(kind, **said)))


def files_in(folder: pathlib.Path) -> list[pathlib.Path]:
    """The files of a folder and below, by their path, but for those that no office sends (pages, logs, databases)."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() not in _NOT_OURS]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def gather(
    folder: pathlib.Path,
    *,
    gazetteer: places.Gazetteer,
    year: int,
    on: dt.date,
    reader: reading.Reader,
    progress: Callable[[list[pathlib.Path]], Iterator[pathlib.Path]] = iter,
) -> Delivery:
    """Read every file of ``folder``. Nothing is recorded; nothing in a file stops the others from being read.

    Raises LayoutUnusable and NoSuchFolder, where a layout of BPJS's files can't be used.
    """
    delivery, known = Delivery(), layouts.in_force()
    seen: dict[str, str] = {}
    for path in progress(files_in(folder)):
        name = path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode()
        content = hashlib.sha256()
        size, unopened = 0, False
        try:
            with path.open("rb") as file:
                while block := file.read(2**20):
                    content.update(block)
                    size += len(block)
        except OSError:
            unopened = True
        at = len(delivery.files)
        delivery.files.append(File(name, content.hexdigest(), size))
        if unopened:
            delivery.note(at, "", 0, "unreadable_file", text=problems.REFUSALS["not_readable"])
        elif path.name.lower().startswith(_LEFTOVERS):
            delivery.note(at, "", 0, "file_ignored", text=problems.LEFTOVER)
        elif content.hexdigest() in seen:
            delivery.note(at, "", 0, "file_duplicate", first=seen[content.hexdigest()])
        else:
            seen[content.hexdigest()] = name
            _File(delivery, at, gazetteer, year, on, known).take(reader.read(path))
    return delivery


class _File:
    """One file being turned into claims."""

    def __init__(
        self,
        delivery: Delivery,
        at: int,
        gazetteer: places.Gazetteer,
        year: int,
        on: dt.date,
        known: Sequence[layouts.Layout],
    ) -> None:
        self._layouts = known
        self._delivery, self._at, self._gazetteer, self._year, self._on = delivery, at, gazetteer, year, on
        self._name = delivery.files[at].name
        self._last_list: tuple[str, str] | None = None

    def take(self, read: reading.Reading) -> None:
        if read.refused:
            kind = "file_ignored" if read.refused in problems.PASSED_OVER else "unreadable_file"
            self._note("", 0, kind, text=problems.REFUSALS[read.refused])
            return
        for note in read.notes:
            self._note("", 0, f"{note}_ignored")
        for sheet in read.sheets:
            found = list(tables.find(sheet, self._gazetteer.alone, self._layouts))
            if sheet.hidden:
                if found:
                    self._note(sheet.name, 0, "sheet_hidden", name=sheet.name)
                continue
            if not found and any(sheet.rows):
                self._note(sheet.name, 0, "sheet_unknown")
            for table in found:
                self._table(table)

    def _note(self, sheet: str, row: int, kind: str, column: str = "", **said: object) -> None:
        self._delivery.note(self._at, sheet, row, kind, column, **said)

    def _table(self, table: tables.Table) -> None:
        year = _stated_year(table, self._year)
        if year != self._year and table.kind in ("roster", "budget"):
            self._note(table.sheet, 0, "other_year", year=year, asked=self._year)
        if table.passed_over and table.rows:
            passed = ", ".join(f"«{heading}»" for heading in table.passed_over)
            self._note(table.sheet, table.number, "column_ignored", headings=passed)
        if table.kind == "roster":
            self._roster(table, year)
        elif table.kind == "budget":
            self._budget(table, year)
        elif table.kind == "regency":
            self._own_budget(table, year)
        elif table.layout is None:
            self._payment(table)
        else:
            self._of_bpjs(table, table.layout, year)

    # --- rosters

    def _roster(self, table: tables.Table, year: int) -> None:
        people = list(rosters.people(table, on=self._on))
        context = self._context(table)
        by_column = table.columns.keys() & {"village", "village_code"}
        if by_column:
            regions = self._regions_by_column(table, people, context)
        else:
            whole = self._gazetteer.resolve(context, bare_is_enough=False)
            village = whole.village.code if whole.village else self._continued(table, context)
            if not village:
                if people:
                    self._note(table.sheet, 0, whole.kind, **whole.said)
                return
            self._last_list = (table.sheet, village)
            regions = [village] * len(people)
        for person, region in zip(people, regions, strict=True):
            if region:
                self._delivery.people.append(Claim(self._at, table.sheet, region, year, person))
                for remark in person.remarks:
                    self._delivery.notes.append(
                        Note(self._at, table.sheet, person.number, remark.kind, remark.column, remark.message)
                    )
        total = rosters.stated_total(table, people)
        if total and total[1] != len(people):
            self._note(table.sheet, total[0], "total_mismatch", said=total[1], read=len(people))

    def _continued(self, table: tables.Table, context: list[places.Mention]) -> str:
        """The village of the list before, where nothing names one and the table goes on below it, or by hamlet."""
        named = any(m.codes or m.named or m.name or m.elsewhere or m.foreign_district for m in context)
        said = " ".join([table.sheet, *table.above]).lower()
        shape = columns.words("row")
        if named or self._last_list is None or any(shape["village"].search(one.lower()) for one in table.above):
            return ""
        sheet, village = self._last_list
        return village if shape["goes_on"].search(said) or (sheet == table.sheet and not table.above) else ""

    def _context(self, table: tables.Table) -> list[places.Mention]:
        """What is said of the village around a table, strongest first: above, sheet, file, folder, below."""
        path = pathlib.PurePosixPath(self._name)
        said = [*table.above, table.sheet, path.stem, *reversed(path.parts[:-1]), *table.below]
        return [self._gazetteer.mention(one) for one in said if one]

    def _regions_by_column(
        self, table: tables.Table, people: list[rosters.PersonRow], context: list[places.Mention]
    ) -> list[str]:
        """The village of each row by its own cells; an empty cell repeats the one above where most cells are empty."""
        stated = [
            tuple(cells.text(p.cells.get(name)) for name in ("village", "village_code", "district")) for p in people
        ]
        empty = sum(not (village or code) for village, code, _ in stated)
        resolved: dict[tuple[str, ...], places.Resolution] = {}
        regions, last = [], ("", "", "")
        for person, said in zip(people, stated, strict=True):
            if not (said[0] or said[1]) and empty * 2 > len(people):
                said = last
            last = said
            if said not in resolved:
                resolved[said] = self._row_village(said, context)
            found = resolved[said]
            regions.append(found.village.code if found.village else "")
            if found.village is None:
                column = table.headings.get("village", table.headings.get("village_code", ""))
                self._note(table.sheet, person.number, found.kind, column, **found.said)
        return regions

    def _row_village(self, said: tuple[str, ...], context: list[places.Mention]) -> places.Resolution:
        village, code, district = said
        if not (village or code):
            return self._gazetteer.resolve(context, bare_is_enough=False)
        mention = self._gazetteer.cell(village, code, district)
        around = [places.Mention(districts=one.districts) for one in context] if not district else []
        return self._gazetteer.resolve([mention, *around], bare_is_enough=True)

    # --- money

    def _money_village(self, table: tables.Table, row_cells: dict[str, object]) -> places.Resolution:
        village, code, district, group = (
            cells.text(row_cells.get(name)) for name in ("village", "village_code", "district", "group")
        )
        mentions = [self._gazetteer.cell(village, code, district)]
        if group:
            mentions.append(self._gazetteer.mention(group))
        if not district:
            mentions += [places.Mention(districts=self._gazetteer.mention(said).districts) for said in table.above]
        return self._gazetteer.resolve(mentions, bare_is_enough=True)

    def _check_name(self, table: tables.Table, number: int, found: places.Resolution, written: str) -> None:
        village = found.village
        if village and written and cells.squeezed(village.name) not in cells.squeezed(written):
            right = self._gazetteer.titled(village.code)
            self._note(
                table.sheet, number, "village_name_mismatch", table.headings.get("village", ""),
                code=village.code, right=right, written=written,
            )  # fmt: skip

    def _budget(self, table: tables.Table, year: int) -> None:
        for row in money.budgets(table):
            found = self._money_village(table, row.cells)
            column = table.headings.get("village_code", table.headings.get("village", ""))
            if found.village is None:
                self._note(table.sheet, row.number, found.kind, column, **found.said)
                continue
            if "village_code" in table.columns:
                self._check_name(table, row.number, found, cells.text(row.cells.get("village")))
            if row.unreadable:
                self._note(table.sheet, row.number, "budget_incomplete", table.headings["amount"], text=row.unreadable)
            elif row.blank:
                self._note(table.sheet, row.number, "budget_blank", table.headings.get("amount", ""))
            else:
                self._delivery.budgets.append(Claim(self._at, table.sheet, found.village.code, year, row))

    def _own_budget(self, table: tables.Table, year: int) -> None:
        village = self._gazetteer.resolve(self._context(table), bare_is_enough=False).village
        for row in dpa.rows(table, year):
            if village is not None:
                self._note(table.sheet, row.number, "own_budget_of_village", village=village.titled)
            elif row.unreadable:
                self._note(table.sheet, row.number, "budget_incomplete", table.headings["amount"], text=row.unreadable)
            else:
                region = self._gazetteer.regency.code
                self._delivery.own_budgets.append(Claim(self._at, table.sheet, region, row.year, row))

    def _payment(self, table: tables.Table) -> None:
        for row in money.payments(table, year=self._year):
            found = self._money_village(table, row.cells)
            column = table.headings.get("village_code", table.headings.get("village", table.headings.get("group", "")))
            region = found.village.code if found.village else self._gazetteer.regency.code
            if found.village is None:
                elsewhere = self._gazetteer.cell("", cells.text(row.cells.get("village_code")), "").elsewhere
                ours = not elsewhere or elsewhere.startswith(self._gazetteer.regency.code)
                message = problems.sentence(found.kind, **found.said) + (
                    problems.COUNTED_AT_REGENCY if ours else problems.NOT_RECORDED
                )
                self._delivery.notes.append(Note(self._at, table.sheet, row.number, found.kind, column, message))
                if not ours:
                    continue
            elif "village_code" in table.columns:
                self._check_name(
                    table, row.number, found, cells.text(row.cells.get("group") or row.cells.get("village"))
                )
            if row.not_made:
                self._note(table.sheet, row.number, "payment_not_made", text=row.not_made)
                continue
            self._delivery.payments.append(Claim(self._at, table.sheet, region, self._year, row))

    # --- what BPJS sends back

    def _of_bpjs(self, table: tables.Table, layout: layouts.Layout, year: int) -> None:
        """The answers about people, or the people behind a kode iuran. A row whose village is not said has none yet."""

        def note(row: int, kind: str, column: str = "", message: str = "", **said: object) -> None:
            text = message or problems.sentence(kind, **said)
            self._delivery.notes.append(Note(self._at, table.sheet, row, kind, column, text))

        if layout.kind == "result":
            for answer in answers.answers(table, layout, on=self._on, note=note):
                region = self._village_said(table, answer.cells, answer.number)
                if region is not None:
                    self._delivery.answers.append(Claim(self._at, table.sheet, region, year, answer))
        elif layout.kind == "bills":
            for bill in billed.bills(table, layout, year=year, on=self._on, note=note):
                region = self._village_said(table, bill.cells, bill.number)
                if region is not None:
                    region = region or self._gazetteer.regency.code
                    self._delivery.bills.append(Claim(self._at, table.sheet, region, year, bill))
        else:
            for member in answers.members(table, layout, on=self._on, note=note):
                region = self._village_said(table, member.cells, member.number)
                if region is not None:
                    self._delivery.members.append(Claim(self._at, table.sheet, region, year, member))

    def _village_said(self, table: tables.Table, row_cells: dict[str, object], number: int) -> str | None:
        """By the row's own cells, else by what stands around the table; «» where nothing says, None where it is unclear
        (and noted)."""
        if any(cells.text(row_cells.get(name)) for name in ("village", "village_code", "group")):
            found = self._money_village(table, row_cells)
            if found.village is None and not cells.text(row_cells.get("village_code") or row_cells.get("village")):
                return ""  # the group's name names no village: it may be that of a whole regency
            if found.village is None:
                column = table.headings.get("village_code", table.headings.get("village", ""))
                self._note(table.sheet, number, found.kind, column, **found.said)
                return None
            return found.village.code
        around = self._gazetteer.resolve(self._context(table), bare_is_enough=False)
        return around.village.code if around.village else ""


_LAW = re.compile(r"\b(?:nomor|nomer|no|perdes|perbup|perda|sk|instruksi|peraturan)\b[\s.:]*[\w./-]*\s+tahun\s+20\d\d")
_OF_BUDGET_YEAR = re.compile(r"\bapb ?des(?:a)?\W+(?:(?:tahun|ta|t\.a\.|anggaran)\W+)*(20\d\d)\b")
_OF_YEAR = re.compile(r"\b(?:tahun|t\s?\.?\s?a)\b[\s.]*(?:anggaran)?[\s.:]*(20\d\d)\b")


def _stated_year(table: tables.Table, asked: int) -> int:
    """The one year that the title names as the budget or programme year; else the year asked about."""
    said = _LAW.sub(" ", " ".join([*table.above, table.sheet]).lower())
    years = {int(year) for year in _OF_BUDGET_YEAR.findall(said) or _OF_YEAR.findall(said)}
    return years.pop() if len(years) == 1 else asked


def months_paid(row: money.PaymentRow) -> int | None:
    """How many months an amount pays for, where the recap does not say: exactly one number fits, or None."""
    if row.amount is None or row.first_month is None or not row.heads:
        return None
    book = rulebook.book()
    fits = [
        months
        for months in range(1, _MOST_MONTHS + 1)
        if law.explains_amount(book, amount=abs(row.amount), heads=row.heads, first=row.first_month, months=months)
    ]
    return fits[0] if len(fits) == 1 else None
