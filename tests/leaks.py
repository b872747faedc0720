"""Whether a run of the tests left a NIK in clear: in databases and their journals, logs, temporary files, workbooks.

Looked for is every NIK that the tests' generators made (they say so here) and every one that stands in an input. An
input is what an officer hands over, and nothing else: a file below a folder of one of the names in ``INPUTS``. Looked
at is everything else below the folder that the run had as its TMPDIR, but for what is handed to a person themselves.
"""

from __future__ import annotations

import binascii
import datetime as dt
import io
import os
import pathlib
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lindung.kernel import values

INPUTS = frozenset({"berkas", "daftar", "masuk"})
"""Folders of files as they come in; whoever writes a roster in a test puts it there."""
_ON = dt.date(2023, 4, 13)
HANDED_OVER = "serah"
"""The folder for what is handed out with a NIK in clear: to the person whose own it is, or as two officers agreed."""
MADE: set[str] = set()
"""The NIKs that this process made."""


def made(nik: str) -> str:
    """Say that a test made this NIK."""
    MADE.add(nik)
    return nik


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Where a NIK stands, and in which form."""

    path: str
    form: str
    nik: str

    def __str__(self) -> str:
        return f"{self.path}: {self.nik[:6]}••••••{self.nik[12:]} ({self.form})"


_GROUPED = re.compile(rb"\d(?:[ .,_/-]?\d){15,63}")
_UTF16 = re.compile(rb"\d(?:\0\d){15,}")
_HEX = re.compile(rb"(?:3\d){16,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{20,}")
_DIGITS = re.compile(rb"\d{14,}")


def niks_in(content: bytes) -> Iterator[tuple[str, str]]:
    """Every row of sixteen digits in any form, with the form: most are no NIK."""
    for found in _GROUPED.finditer(content):
        yield from _windows(re.sub(rb"\D", b"", found[0]), "angka")
    for found in _UTF16.finditer(content):
        yield from _windows(found[0].replace(b"\0", b""), "UTF-16")
    for found in _HEX.finditer(content):
        yield from _windows(bytes(found[0][1::2]), "heksadesimal")
    for found in _BASE64.finditer(content):
        if _MAYBE.search(found[0]):
            yield from _decoded(found[0].translate(_URL_SAFE))


_MAYBE = re.compile(rb"(?:[MNO][A-Za-z0-9+/_-]{3}){4}")
"""Three digits make four letters of base64, the first of which is one of these, whatever stands before."""
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def _windows(digits: bytes, form: str) -> Iterator[tuple[str, str]]:
    for at in range(len(digits) - 15):
        yield digits[at : at + 16].decode(), form


def _decoded(text: bytes) -> Iterator[tuple[str, str]]:
    for at in range(4):
        part = text[at : len(text) - ((len(text) - at) % 4 == 1)]
        said = binascii.a2b_base64(part + b"=" * (-len(part) % 4))
        for found in _DIGITS.finditer(said):
            yield from _windows(found[0], "base64")


def leaks(path: str, content: bytes, known: Collection[str], depth: int = 0) -> Iterator[Leak]:
    """Where a file holds one of the known NIKs; what is packed into it is unpacked."""
    for nik, form in niks_in(content):
        if nik in known:
            yield Leak(path, form, nik)
    if depth < 4:
        for name, inside in _unpacked(content):
            yield from leaks(f"{path}!{name}", inside, known, depth + 1)


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for entry in archive.infolist():
                    if entry.file_size < 100_000_000:
                        yield entry.filename, archive.read(entry)
        # what tests of hostile files break on purpose: cut short, or (RuntimeError) locked or packed in a way that
        # zipfile does not know; the bytes have been searched as they stand
        except (zipfile.BadZipFile, RuntimeError, zlib.error, OSError):
            return
    elif content[:4] == b"%PDF":
        for at, found in enumerate(re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)):
            yield from _inflated(f"stream {at}", found[1])
    elif content[:2] == b"\x1f\x8b":
        yield from _inflated("gzip", content)


def _inflated(name: str, packed: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield name, zlib.decompressobj(47).decompress(packed, 100_000_000)
    except zlib.error:
        return


def cells_of(path: pathlib.Path) -> Iterator[tuple[str, bytes]]:
    """Every cell of a SQLite file that is a text or a blob, whole: a long one lies scattered over the file's pages."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            database.text_factory = bytes
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                name = table.decode()
                for row in database.execute(f'SELECT * FROM "{name}"'):
                    for cell in row:
                        if isinstance(cell, bytes) and len(cell) > 400:
                            yield name, cell
    except sqlite3.Error:
        return


def inputs(root: pathlib.Path) -> Iterator[pathlib.Path]:
    return (path for path in _files(root) if _is_input(path, root))


def _is_input(path: pathlib.Path, root: pathlib.Path) -> bool:
    return bool(INPUTS & set(path.relative_to(root).parts[:-1]))


def _files(root: pathlib.Path) -> Iterator[pathlib.Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def known_from(root: pathlib.Path, known: Collection[str] = ()) -> set[str]:
    """The given NIKs, and those that are of the right shape in the inputs."""
    found = set(known)
    for path in inputs(root):
        content = path.read_bytes()
        for part in (content, *(inside for _, inside in _unpacked(content))):
            found |= {nik for nik, form in niks_in(part) if not values.Nik.fault(nik, _ON)}
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search."""

    files: int
    size: int
    known: frozenset[str]
    leaks: tuple[Leak, ...]

    def __str__(self) -> str:
        head = f"{len(self.known)} NIK looked for in {self.files} files ({self.size // 10**6} MB) of this run: "
        return head + ("none in clear" if not self.leaks else "IN CLEAR\n" + "\n".join(map(str, self.leaks[:40])))


def search(root: pathlib.Path, known: Collection[str]) -> Found:
    """Look at everything below ``root`` that is no input."""
    wanted, found, files, size = known_from(root, known), set(), 0, 0
    for path in _files(root):
        if _is_input(path, root) or path.parent.name == HANDED_OVER:
            continue
        content, name = path.read_bytes(), str(path.relative_to(root))
        files, size = files + 1, size + len(content)
        found |= set(leaks(name, content, wanted))
        if content[:15] == b"SQLite format 3":
            for table, cell in cells_of(path):
                found |= set(leaks(f"{name}!{table}", cell, wanted))
    return Found(files, size, frozenset(wanted), tuple(sorted(found)))


def hand_on(known: Collection[str]) -> None:
    """Tell whoever started this run, and looks at what its server left, which NIKs were looked for here."""
    where = os.environ.get(HANDED_ON)
    if where:
        with pathlib.Path(where).open("a", encoding="ascii") as told:
            told.writelines(f"{nik}\n" for nik in sorted(known))


HANDED_ON = "LINDUNG_UJI_NIK"
"""The setting that names the file for it."""
