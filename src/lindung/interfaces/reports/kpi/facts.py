"""A quarter's report as values, and as the bytes in which it is frozen: JSON, the same from the same values."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from lindung.kernel import values
from lindung.monitoring import comparison
from lindung.monitoring import facts as monitoring
from lindung.registers.reporting import facts as reporting

FORM = 1
"""Of the bytes. A later form reads this one too."""


class NotAReport(values.Refusal):
    code = "bukan-laporan-triwulan"
    sentence = "Ini bukan laporan triwulan Lindung, atau dari versi yang lebih baru: {why}."


@dataclass(frozen=True, slots=True)
class Duty:
    """By when the report must be with the Bupati, and what says so."""

    due_on: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class Weight:
    """Heads as BPJS weighs them: per place worker-months that weigh, of which ``whole`` make one person."""

    whole: int
    source: str
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The approved report that this one is compared with."""

    year: int
    quarter: int
    on: dt.date
    known_at: dt.date
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says. ``day`` holds no rows: problems and warnings of lists are counted by kind.

    ``rests_on``: versions of what made it. ``earlier`` None: there is none, and so no ``changes``.
    """

    form: int
    quarter: int
    day: monitoring.RegencyDay
    problems: Mapping[str, int]
    warnings: Mapping[str, int]
    weight: Weight
    duty: Duty
    history: tuple[reporting.Year, ...]
    rests_on: Mapping[str, str]
    example: bool
    earlier: Earlier | None = None
    changes: tuple[comparison.Change, ...] = ()

    @property
    def year(self) -> int:
        return self.day.year


def without_rows(day: monitoring.RegencyDay) -> monitoring.RegencyDay:
    """The day as a report keeps it: figures and sentences of offices, no row of any file, nothing that leads to a
    person."""
    findings = tuple(dataclasses.replace(found, evidence=()) for found in day.findings)
    return dataclasses.replace(day, findings=findings, problems=(), warnings=(), doubled=(), moved=())


def counted(rows: Iterable[monitoring.RowProblem]) -> dict[str, int]:
    return dict(sorted(Counter(row.kind for row in rows).items()))


def frozen(report: Report) -> bytes:
    """The same bytes from the same values."""
    return _encoder().encode(report)


def read(said: bytes) -> Report:
    """Raises NotAReport."""
    try:
        report = _decoder().decode(said)
    except (msgspec.DecodeError, values.Refusal) as error:
        raise NotAReport(why=error) from None
    if report.form != FORM:
        raise NotAReport(why=f"bentuk {report.form}")
    return report


@functools.cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=str, order="deterministic")


@functools.cache
def _decoder() -> msgspec.json.Decoder:
    return msgspec.json.Decoder(Report, dec_hook=_code)


def _code(kind: type, said: str) -> Any:
    return values.RegionCode(said)
