"""What a source calls a person."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Literal

from lindung.platform.journal import facts as journal_facts

Source = Literal["bpjs", "daftar"]
"""Who wrote the name: BPJS, in its answer or its list behind a kode iuran; or the village, in its list."""


@dataclass(frozen=True, slots=True)
class Called:
    """A row gives a person of a place this name."""

    region: str
    person: uuid.UUID
    source: Source
    name: str
    place: journal_facts.Place


@dataclass(frozen=True, slots=True)
class Otherwise:
    """BPJS has another name for a person than the village's list; both as written, and the row that says BPJS's."""

    on_list: str = field(repr=False)
    by_bpjs: str = field(repr=False)
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that a source gave a person of a place, and where it stands."""

    region: str
    source: Source
    name: str = field(repr=False)
    file: str
    sheet: str
    row: int
    received_on: dt.date
