"""Reads one file at a time, alone in a process of its own, for the parent that asks on standard input.

Run as a script (``python -I reader.py``): it imports nothing of Lindung, so that whatever a hostile file does to it
happens here, within limits of memory and time, and not in the process that holds the keys. A request is one line of
JSON ``{"path": ...}``; the answer is eight bytes of length and JSON: ``sheets`` or ``refused`` with a stable word.
Cells are text, number, null, or ``"\\x00" + ISO date``.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import signal
import sys
import zipfile
from typing import Any

import python_calamine

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

MEMORY = 512 * 2**20  # bytes of address space
LARGEST_FILE = 40 * 2**20  # bytes
LARGEST_CONTENT = 400 * 2**20  # bytes of a ZIP when unpacked
LARGEST_RATIO = 400  # unpacked : packed, of a ZIP above 10 MiB; what officers hold stays below 30
MOST_ENTRIES = 5_000
MOST_ROWS = 300_000
LONGEST = 120  # seconds for one file, more than the parent waits: nothing goes on when the parent is gone
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_NOT_TABLES = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"Rar!": "archive",
}


class Refused(Exception):
    """A file that is not read, by one stable word."""


def sheets_of(path: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The sheets of a file and words for what was passed over in it. Raises Refused."""
    with open(path, "rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Refused("too_large")
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("empty")
    for magic, word in _NOT_TABLES.items():
        if content.startswith(magic):
            raise Refused(word)
    if content.startswith(_ZIP):
        return _workbook(content, _checked(content))
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("password")
        return _workbook(content, [])
    return [_text_table(content)], []


def _checked(content: bytes) -> list[str]:
    """Look into the directory of a ZIP before anything is unpacked. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    # zipfile's own words for a broken directory, and (RuntimeError) for one that asks for a newer unpacker
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError) as broken:
        raise Refused("broken") from broken
    names = {entry.filename for entry in entries}
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries) or 1
    too_tight = unpacked > 10 * 2**20 and unpacked / packed > LARGEST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_CONTENT or too_tight:
        raise Refused("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("password")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Refused("document" if "word/document.xml" in names else "archive")
    return ["macro"] if any(name.lower().endswith("vbaproject.bin") for name in names) else []


def _workbook(content: bytes, notes: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.PasswordError as locked:
        raise Refused("password") from locked
    except (python_calamine.CalamineError, OSError, ValueError) as broken:
        raise Refused("broken") from broken
    sheets = []
    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.total_height > MOST_ROWS:
                raise Refused("too_large")
            rows = [_trimmed([_cell(value) for value in row]) for row in sheet.to_python(skip_empty_area=False)]
        except (python_calamine.CalamineError, OSError, ValueError) as broken:
            raise Refused("broken") from broken
        hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        merged = [[*start, *end] for start, end in sheet.merged_cell_ranges or []]
        sheets.append({"name": about.name, "rows": rows, "hidden": hidden, "merged": merged})
    return sheets, notes


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _said(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if math.isfinite(value) else str(value)
    if isinstance(value, dt.datetime | dt.date):
        return "\x00" + value.isoformat()[:10]
    return value if isinstance(value, int) else str(value)


def _said(text: str) -> str | None:
    """Text of a cell; a NUL in it could pass for our own mark of a day."""
    text = text.replace("\x00", "")
    return text if text.strip() else None


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row


def _text_table(content: bytes) -> dict[str, Any]:
    """A table of text: the separator is the one that cuts most lines into equally many pieces."""
    text = _decoded(content)
    if text.lstrip().lower().startswith(("<html", "<!doctype", "<table", "<?xml")):
        raise Refused("web_page")
    if text.lower().startswith("sep="):  # a hint to Excel, which does not show it as a row
        text = text.partition("\n")[2]
    best = max(";,\t|", key=lambda mark: _evenness(text, mark))
    try:
        rows = [_trimmed([_said(cell) for cell in row]) for row in _lines(text, best)]
    except csv.Error as broken:
        raise Refused("broken") from broken
    if len(rows) > MOST_ROWS:
        raise Refused("too_large")
    return {"name": "", "rows": rows, "hidden": False, "merged": []}


def _lines(text: str, mark: str) -> list[list[str]]:
    """The rows; where a stray quotation mark has swallowed whole lines, each line is cut by itself."""
    try:
        rows = list(_cut(text, mark))
        width = max(map(len, rows), default=0)
        swallowed = any(
            line.count(mark) >= width - 1 >= 2
            for row in rows
            for cell in row
            if "\n" in cell
            for line in cell.split("\n")
        )
    except csv.Error:  # a cell beyond any size: lines swallowed as well
        swallowed = True
    if not swallowed:
        return rows
    return [
        next(
            csv.reader([line], delimiter=mark, quoting=csv.QUOTE_NONE if line.count('"') % 2 else csv.QUOTE_MINIMAL), []
        )
        for line in io.StringIO(text, newline=None)
    ]


def _cut(text: str, mark: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def _evenness(text: str, mark: str) -> tuple[int, int]:
    widths: dict[int, int] = {}
    try:
        for number, row in enumerate(_cut(text, mark)):
            if number == 200:
                break
            widths[len(row)] = widths.get(len(row), 0) + 1
    except csv.Error:
        return (0, 0)
    return max(((count * (width - 1), width) for width, count in widths.items() if width > 1), default=(0, 0))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise Refused("broken")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("broken")


def _limit_memory() -> None:
    """Where the system can (not on Windows), no file gets more than ``MEMORY``; an abort stays in this process."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: str) -> dict[str, Any]:
    try:
        sheets, notes = sheets_of(path)
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "too_large"}
    except OSError:
        return {"refused": "not_readable"}
    except Exception as surprise:  # whatever a parser throws at a hostile file, the answer is a refusal
        return {"refused": "broken", "detail": type(surprise).__name__}
    return {"sheets": sheets, "notes": notes}


def main() -> None:
    """Answer requests until standard input closes."""
    csv.field_size_limit(10**6)
    _limit_memory()
    alarm = getattr(signal, "alarm", lambda seconds: 0)  # ends this process; not on Windows
    for line in sys.stdin:
        alarm(LONGEST)
        body = json.dumps(_answer(json.loads(line)["path"]), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        alarm(0)
        sys.stdout.buffer.write(len(body).to_bytes(8, "big") + body)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
