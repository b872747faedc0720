"""Workers' cards on paper: ten on an A4 sheet, each with all that its code says, and the code.

What is printed is read out of the signed text itself, so that paper and code can't differ; only the full BPJS number
stands on paper alone. The card speaks Indonesian, whatever the reader of the site has chosen.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno

from lindung.interfaces.reports.cards import words
from lindung.interfaces.reports.letters import typesetting
from lindung.kernel import language
from lindung.kernel.cards import tokens

CODE_MM = 26
MOST_MODULES = 61
"""Version 11: at 26 mm a module measures 0.42 mm, which a cheap phone still tells apart."""
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A card to be printed: the text of its code, and the BPJS number in full, where it is known."""

    text: str
    membership: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every card of a sheet: the regency, where cards are checked, and within how many hours an accident
    is to be reported."""

    regency: str
    check: str
    hours: int | None


def pdf(papers: Sequence[Paper], sheet: Sheet) -> bytes:
    """These cards, ten on each sheet."""
    return _compiled(papers, sheet, "pdf")[0]


def pictures(papers: Sequence[Paper], sheet: Sheet, *, ppi: int) -> list[bytes]:
    """Each sheet as a PNG."""
    return _compiled(papers, sheet, "png", ppi=ppi)


def _compiled(papers: Sequence[Paper], sheet: Sheet, shape: Any, *, ppi: int | None = None) -> list[bytes]:
    cards = [tokens.of_text(one.text) for one in papers]
    said = {
        "cards": json.dumps(
            [_card(one, card, sheet) for one, card in zip(papers, cards, strict=True)], ensure_ascii=False
        )
    }
    first = max(card.issued_on for card in cards)
    return typesetting.compiled(_template(), shape, said, first, ppi=ppi)


@functools.cache
def _template() -> bytes:
    return importlib.resources.files(__package__).joinpath("kartu.typ").read_bytes()


def _card(paper: Paper, card: tokens.Card, sheet: Sheet) -> dict[str, Any]:
    """A card as the template wants it."""
    last = tokens.day_before(card.ends_before)
    rows = [
        ("Terlindungi", f"{language.day(card.starts_on)} sampai {language.day(last)}"),
        ("Iuran dibayar", f"sampai {_MONTHS[last.month - 1]} {last.year}"),
    ]
    if paper.membership:
        rows.append(("Nomor BPJS", paper.membership))
    if card.full_from is not None:
        rows.append(("Santunan kematian penuh mulai", language.day(card.full_from)))
    if not card.confirmed:
        rows.append(("Catatan", "BPJS belum mengirim daftar namanya"))
    return {
        "regency": sheet.regency,
        "name": card.name,
        "village": card.village,
        "rows": rows,
        "number": words.number(card),
        "issued": language.day(card.issued_on),
        "help": _accident(sheet.hours),
        "check": sheet.check,
        "code": code(paper.text),
    }


def _accident(hours: int | None) -> str:
    soon = f" paling lambat {hours} jam" if hours else ""
    return (
        "Kecelakaan saat kerja: segera ke rumah sakit atau puskesmas, tunjukkan kartu ini dan KTP, kabari kantor desa"
        f"{soon}. Meninggal: keluarga melapor ke kantor desa."
    )


def code(text: str) -> str:
    """The code as a picture: of the better correction where that fits, else of the lower; never of smaller modules. The
    mask is given, as on letters: signed bytes are as if drawn by lot, so that no mask is much better than another."""
    made = segno.make(text, error="m", micro=False, boost_error=False, mask=0)
    if made.symbol_size(border=0)[0] > MOST_MODULES:
        made = segno.make(text, error="l", micro=False, boost_error=False, mask=0)
    return typesetting.drawn(made.matrix)
