"""The sheet on which people sign in at an event, as a PDF to be printed: set by Typst from data, as letters are."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import json
from collections.abc import Sequence
from dataclasses import dataclass

from lindung.interfaces.reports.letters import typesetting
from lindung.kernel import language

LINES = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it: the village and what it lies in, the day, who holds it, and where people register."""

    places: Sequence[str]
    on: dt.date
    begins: str
    campaign: str
    office: str
    consent: str
    address: str
    code: str


def pdf(sheet: Sheet) -> bytes:
    """Two pages of empty lines, in Indonesian: it is for the village."""
    day = language.day_in_words(sheet.on)
    said = {
        "title": sheet.campaign or "Penyuluhan perlindungan pekerja",
        "place": ", ".join(sheet.places),
        "when": f"{day}, pukul {sheet.begins}" if sheet.begins else day,
        "office": sheet.office,
        "consent": sheet.consent,
        "qr": typesetting.qr(sheet.address),
        "address": sheet.address,
        "code": sheet.code,
        "lines": LINES,
    }
    template = importlib.resources.files(__package__).joinpath("hadir.typ").read_bytes()
    return typesetting.compiled(template, "pdf", {"sheet": json.dumps(said, ensure_ascii=False)}, sheet.on)[0]
