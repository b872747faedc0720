"""Letters as a PDF: set by Typst from data, with the fonts of its wheel alone, the same bytes from the same letters.

What a letter says is handed over as JSON and set as text: nothing of it is ever read as Typst. All letters of one act
are one compilation, because fonts and template are read once.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import json
import pathlib
from collections.abc import Sequence
from typing import Any

import segno
import typst

from lindung.interfaces.reports.letters import words
from lindung.kernel import language
from lindung.registers.letters import facts, queries

_TITLE = "Surat"
MOST_IN_A_MESSAGE = 600


def pdf(letters: Sequence[facts.Letter]) -> bytes:
    """These letters, each from a page of its own on."""
    return _compiled(letters, "pdf")[0]


def pictures(letters: Sequence[facts.Letter], *, ppi: int) -> list[bytes]:
    """Each page as a PNG, for the preview."""
    return _compiled(letters, "png", ppi=ppi)


def _compiled(letters: Sequence[facts.Letter], shape: Any, *, ppi: int | None = None) -> list[bytes]:
    said = {"letters": json.dumps([_page(one) for one in letters], ensure_ascii=False), "title": _title(letters)}
    return compiled(_template(), shape, said, letters[0].dated_on, ppi=ppi)


def compiled(
    template: bytes, shape: Any, said: dict[str, str], on: dt.date, *, ppi: int | None = None
) -> list[bytes]:  # fmt: skip
    """Pages of a template of ours from data, dated on a day: the same bytes from the same data."""
    made = typst.Compiler(root=_room(), font_paths=fonts()).compile(
        input=template, format=shape, ppi=ppi, sys_inputs=said,
        timestamp=dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC),
    )  # fmt: skip
    return list(made) if isinstance(made, list) else [made or b""]


@functools.cache
def _template() -> bytes:
    return importlib.resources.files(__package__).joinpath("surat.typ").read_bytes()


@functools.cache
def fonts() -> typst.Fonts:
    """Those that the wheel brings along: the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@functools.cache
def _room() -> pathlib.Path:
    """The only folder that Typst may read from; the template reads nothing."""
    return pathlib.Path(__file__).parent


def _title(letters: Sequence[facts.Letter]) -> str:
    return f"{words.KINDS[letters[0].kind]} {letters[0].number}" if len(letters) == 1 else _TITLE


def _page(letter: facts.Letter) -> dict[str, Any]:
    """A letter as the template wants it."""
    said = letter.content
    reference = [
        ("Nomor", letter.number),
        ("Sifat", said.nature),
        ("Lampiran", said.enclosures),
        ("Perihal", said.subject),
    ]
    day = language.day_in_words(letter.dated_on)
    address = f"{said.check}{letter.check_code}/"
    return {
        "head": said.head,
        "address": said.address,
        "title": said.title,
        "subject": said.subject,
        "reference": [one for one in reference if one[1]],
        "dated": f"{letter.place}, {day}" if letter.place else day,
        "to": said.to,
        "parts": said.parts,
        "plain": bool(said.title),
        "signers": [{"above": one.above, "name": one.name, "below": one.below} for one in said.signers],
        "copies": said.copies,
        "qr": qr(address),
        "checked_at": address,
        "proof": [
            f"Surat {letter.number}, {day}. Keasliannya dapat diperiksa siapa pun: pindai kode ini, atau buka",
            said.check,
            f"dan ketik {queries.shown_code(letter.check_code)}. Sidik isi {letter.digest[:12]}.",
        ],
        "void": f"DICABUT {language.day_in_words(letter.withdrawn_on)}" if letter.withdrawn_on else "",
    }


def qr(address: str) -> str:
    """The code. The mask is given: to weigh all eight of them costs five times as much."""
    return drawn(segno.make(address, error="m", micro=False, boost_error=False, mask=0).matrix)


def drawn(rows: Sequence[Sequence[int]]) -> str:
    """The modules of a code as a picture of one path."""
    found = []
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            run = across
            while run < len(row) and row[run]:
                run += 1
            if run > across:
                found.append(f"M{across} {down}h{run - across}v1h-{run - across}z")
            across = run + 1
    size, path = len(rows), "".join(found)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def message(letter: facts.Letter) -> str:
    """What may be sent by WhatsApp: which letter, about what, where it is checked; no person, no NIK, 600 signs."""
    end = (
        f" Surat {letter.number}, {language.day_in_words(letter.dated_on)}. {letter.content.check}{letter.check_code}/"
    )
    said, most = letter.content.message, MOST_IN_A_MESSAGE - len(end)
    return (said if len(said) <= most else said[: most - 1].rstrip() + "…") + end
