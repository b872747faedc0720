"""One table that is a page, an Excel sheet and a CSV at once: the three are written from the same typed cells."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import html
import io
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import xlsxwriter
from django import http
from django.utils import http as addresses
from django.utils import safestring
from django.utils.translation import gettext as _

from lindung.interfaces.disclosure import facts as disclosure
from lindung.interfaces.reports import plainbook, sheets, tongue
from lindung.interfaces.web import marks, seen
from lindung.kernel import language, values

Kind = Literal["text", "code", "number", "rupiah", "day", "month"]
Cell = sheets.Cell
PER_PAGE = 200
_RIGHT: tuple[Kind, ...] = ("number", "rupiah")


@dataclass(frozen=True, slots=True)
class Column:
    """``wide``: sentences, which take a line of their own on a phone. ``in_files``: too much for a page that says the
    same once for all rows; a row of a file has to stand for itself. ``nik``: masked, but in a file that was granted.
    """

    title: str
    kind: Kind = "text"
    wide: bool = False
    in_files: bool = False
    nik: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells as they are, not as they look; ``href`` is where the first of them leads; ``person`` whom it names."""

    cells: tuple[Cell, ...]
    href: str = ""
    person: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` names it in the address and as a file; ``about`` says whose figures, of which day, known when; ``note``
    what the rows are and where they come from.
    """

    key: str
    title: str
    about: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


# As a page


def as_html(table: Table, *, page: int = 1) -> safestring.SafeString:
    """The table, or one page of a long one. On phones each row becomes a card; the roles keep it a table there too."""
    rows = table.rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    heads = "".join(
        f'<th role="columnheader" scope="col"{_class(column.kind in _RIGHT and "r")}>{html.escape(column.title)}</th>'
        for column in table.columns
        if not column.in_files
    )
    return safestring.mark_safe(  # noqa: S308  every text in it was escaped
        f'<table role="table" class="cards"><caption class="vh">{html.escape(table.title)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{_body(table.columns, rows)}</tbody></table>'
    )


def _body(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Column by column into text, then row by row into one pattern: escaping a column at once costs a tenth."""
    if not rows:
        return ""
    texts = [
        _texts(column.kind, [row.cells[at] for row in rows]) for at, column in enumerate(columns) if not column.in_files
    ]
    texts[0] = [_linked(text, row.href) for text, row in zip(texts[0], rows, strict=True)]
    pattern = _pattern(tuple(column for column in columns if not column.in_files))
    return "".join([pattern % cells for cells in zip(*texts, strict=True)])


@functools.lru_cache(maxsize=64)
def _pattern(columns: tuple[Column, ...]) -> str:
    cells = [f'<th role="rowheader" scope="row"{_class(columns[0].kind in _RIGHT and "r")}>%s</th>']
    for column in columns[1:]:
        label = html.escape(column.title).replace("%", "%%")
        names = _class("c", column.kind in _RIGHT and "r", column.wide and "x", column.kind != "text" and "nw")
        cells.append(f'<td role="cell"{names} data-l="{label}">%s</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def _class(*names: str | bool) -> str:
    said = " ".join(name for name in names if isinstance(name, str) and name)
    return f' class="{said}"' if said else ""


def _linked(text: str, href: str) -> str:
    """Only to an address of this site."""
    if not href.startswith(("/", "?", "#")) or href.startswith(("//", "/\\")):
        return text
    return f'<a href="{html.escape(href)}">{text or "–"}</a>'


def _texts(kind: Kind, cells: Sequence[Cell]) -> list[str]:
    """As officers write it, escaped."""
    if kind in ("text", "code"):
        said = ["" if cell is None else str(cell) for cell in cells]
        joined = html.escape("\0".join(said)).split("\0")
        return joined if len(joined) == len(said) else [html.escape(text.replace("\0", "")) for text in said]
    write = _WRITTEN[kind]
    return [
        html.escape(cell) if isinstance(cell, str) else "" if cell is None else write(cell) for cell in cells
    ]  # a word stands where a number may not be told


@functools.lru_cache(maxsize=4096)
def _day(cell: dt.date) -> str:
    return language.day(cell)


_WRITTEN: dict[Kind, Callable[[Any], str]] = {
    "number": language.number,
    "rupiah": language.rupiah,
    "day": _day,
    "month": tongue.month,
}


def block(request: http.HttpRequest, table: Table) -> safestring.SafeString:
    """The table with its note, its downloads and, where it is long, its pages."""
    if not table.rows:
        return safestring.mark_safe(  # noqa: S308
            f'<p class="sub">{html.escape(table.note)}</p><p class="none">{_("Tidak ada.")}</p>'
        )
    page, pages = _asked_page(request, table), -(-len(table.rows) // PER_PAGE)
    page = min(max(page, 1), pages)
    shown = table.rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    seen.persons(request, "roster" if table.key == "pekerja" else "list", table.key, (row.person for row in shown))
    files = _granted(request, table) + " · ".join(
        f'<a href="{_address(request, tabel=table.key, bentuk=shape)}" aria-label="{says} {html.escape(table.title)}"'
        f" download>{name}</a>"
        for shape, name, says in (("xlsx", "Excel", _("Unduh Excel:")), ("csv", "CSV", _("Unduh CSV:")))
    )
    return safestring.mark_safe(  # noqa: S308  every text in it was escaped
        f'<div class="mh"><p class="sub">{html.escape(table.note)}</p><p class="files">{_("Unduh")}: {files}</p></div>'
        f'<div class="box" tabindex="0" role="region" aria-label="{_("Tabel")}: {html.escape(table.title)}">'
        f"{as_html(table, page=page)}</div>{_pages(request, table, page, pages)}"
    )


def _granted(request: http.HttpRequest, table: Table) -> str:
    """The way to the same list with full NIK, for those who may ask for it."""
    desk, code = getattr(request, "desk", None), seen.about(request)
    if desk is None or desk.role not in disclosure.ASKS or not any(column.nik for column in table.columns):
        return ""
    day = {name: value for name, value in request.GET.items() if name in ("per", "diketahui", "tahun")}
    href = html.escape(f"/wilayah/{code}/ekspor/?" + addresses.urlencode({"daftar": table.key} | day))
    return f'<a href="{href}">{_("Minta NIK penuh")}</a> · '


def _asked_page(request: http.HttpRequest, table: Table) -> int:
    """``?hal=`` is about the table that ``?tabel=`` names."""
    said = request.GET.get("hal", "") if request.GET.get("tabel", table.key) == table.key else ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1


def _pages(request: http.HttpRequest, table: Table, page: int, pages: int) -> str:
    if pages == 1:
        return ""
    first, last = (page - 1) * PER_PAGE + 1, min(page * PER_PAGE, len(table.rows))
    said = _("Baris %(first)s–%(last)s dari %(all)s") % {
        "first": language.number(first), "last": language.number(last), "all": language.number(len(table.rows)),
    }  # fmt: skip
    links = [
        f'<a href="{_address(request, tabel=table.key, hal=to)}" rel="{rel}">{name}</a>'
        for to, rel, name in ((page - 1, "prev", _("Sebelumnya")), (page + 1, "next", _("Berikutnya")))
        if 1 <= to <= pages
    ]
    return f'<p class="pages">{said} · {" · ".join(links)}</p>'


def _address(request: http.HttpRequest, **more: object) -> str:
    """The page's own address with what is asked for besides; the day asked about stays."""
    kept = {name: value for name, value in request.GET.items() if name not in ("tabel", "hal", "bentuk")}
    return html.escape("?" + addresses.urlencode(kept | more))


# As files


def in_clear(table: Table, niks: Mapping[uuid.UUID, str], note: str) -> Table:
    """The table with these NIK in place of the masked ones."""
    at = [number for number, column in enumerate(table.columns) if column.nik]
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        if row.person in niks:
            for number in at:
                cells[number] = str(niks[row.person])
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows), note=note)


def as_xlsx(table: Table, mark: sheets.Mark | None = None) -> bytes:
    """One sheet, the whole table: title, day and source above a frozen heading with a filter; another one that says
    whose copy it is."""
    if len(table.rows) >= plainbook.FROM:
        return _plain_xlsx(table, mark)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, sheets.SAFE)
    book.set_properties({"title": sheets.plain(table.title), "company": "", "author": "Lindung"})
    money = [column.kind == "rupiah" for column in table.columns]
    rows = [
        [
            sheets.Money(cell) if at and isinstance(cell, int) else cell
            for cell, at in zip(row.cells, money, strict=True)
        ]
        for row in table.rows
    ]
    pages = sheets.Sheets(book, table.title, table.about, table.note, mark=mark)
    pages.add(_sheet_name(table.title), [column.title for column in table.columns], rows)
    pages.add_mark()
    book.close()
    return file.getvalue()


def _plain_xlsx(table: Table, mark: sheets.Mark | None) -> bytes:
    """The same of very many rows, without the looks; whose copy it is stands beside each row, as in a CSV."""
    said = [table.title, table.about, table.note, *(f"{name}: {text}" for name, text in (mark.facts if mark else ()))]
    heading, beside = ([mark.line], (mark.number,)) if mark else ([], ())
    headings = [*(column.title for column in table.columns), *heading]
    rows = ((*row.cells, *beside) for row in table.rows)
    return plainbook.written(_sheet_name(table.title), headings, rows, (_("Keterangan"), said))


def _sheet_name(title: str) -> str:
    """What Excel accepts: at most 31 of its characters, none of []:*?/\\ and no apostrophe at either end."""
    said = re.sub(r"[\[\]:*?/\\]", " ", sheets.plain(title)).replace("\n", " ").strip("' \t")
    said = sheets.cut(said, 31).strip("' \t")
    return "Tabel" if said.casefold() in ("", "history") else said


_RUNS = re.compile(r'[\s"\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]*[\t\r\n=+\-@＝＋－＠−]')
"""What a spreadsheet may take for the beginning of a formula, also behind signs that it skips or nobody sees."""


def as_csv(table: Table, mark: sheets.Mark | None = None) -> bytes:
    """For Excel in Indonesian: semicolons, a mark that it is UTF-8; text that could run begins with an apostrophe.

    Whose copy it is stands as one more heading, with its number in each row: as many rows as before, and a part that is
    cut out of it still leads to whoever took it.
    """
    said = io.StringIO()
    lines = csv.writer(said, delimiter=";", lineterminator="\r\n")
    heading, beside = ([mark.line], [mark.number]) if mark else ([], [])
    lines.writerow([_harmless(title) for title in (*(column.title for column in table.columns), *heading)])
    lines.writerows([_csv(cell) for cell in (*row.cells, *beside)] for row in table.rows)
    return said.getvalue().encode("utf-8-sig")


def _csv(cell: Cell) -> str | int:
    if isinstance(cell, str):
        return _harmless(cell)
    if isinstance(cell, values.Month):
        return f"{cell.number:02d}-{cell.year}"
    if isinstance(cell, dt.date):
        return language.day(cell)
    return "" if cell is None else int(cell)


def _harmless(text: str) -> str:
    text = sheets.plain(text)
    return f"'{text}" if _RUNS.match(text) else text


SHAPES: dict[str, tuple[Callable[[Table, sheets.Mark | None], bytes], str]] = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


def response(request: http.HttpRequest, *tables: Table, name: str = "") -> http.HttpResponse | None:
    """The file that ``?bentuk=`` asks for, of the table that ``?tabel=`` names (else the first); None: show the page.

    ``name`` goes before the table's key in the file's name: whose figures, of which day.
    """
    shape = request.GET.get("bentuk", "")
    asked = request.GET.get("tabel", tables[0].key if tables else "")
    table = next((one for one in tables if one.key == asked), None)
    if shape not in SHAPES or table is None:
        return None
    seen.persons(request, "export", table.key, (row.person for row in table.rows))
    number = seen.export(request, f"{table.key}.{shape}")
    return file(table, shape, marks.of(request, number, table.title, len(table.rows)), name)


def file(table: Table, shape: str, mark: sheets.Mark, name: str) -> http.HttpResponse:
    """A table as a file that says whose copy it is, in itself and in its name."""
    write, kind = SHAPES[shape]
    stem = re.sub(r"[^A-Za-z0-9.]+", "-", f"{table.key}-{name}" if name else table.key).strip("-.")[:66]
    answer = http.HttpResponse(write(table, mark), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{stem or "tabel"}-{mark.number}.{shape}"'
    return answer
