"""What is to be done, and which rows are held, for the page: grouped by kind, with the office and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import safestring

from lindung.interfaces.reports import charts, kinds, words
from lindung.kernel import language
from lindung.monitoring import facts

_OPEN = 10
"""Up to so many lines a group stands open; more unfold when asked for."""
_ROWS = 500
"""A page shows so many rows of a kind; all of them are in the workbook."""
_NAMES = 5
_RANGES = 12


@dataclass(frozen=True, slots=True)
class Task:
    """One finding as a line."""

    code: str
    name: str
    district: str
    sentence: str
    responsible: str
    since: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Tasks:
    """The findings of a kind: who acts, since when, and in short where."""

    kind: str
    css: str
    title: str
    count: str
    who: str
    since: str
    open: bool
    few: tuple[Task, ...]
    left: str
    where: tuple[tuple[str, str, safestring.SafeString, str], ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A problem or warning as a line."""

    file: str
    sheet: str
    row: str
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The problems or warnings of a kind; ``left`` says how many the page leaves to the workbook."""

    anchor: str
    title: str
    count: str
    open: bool
    rows: tuple[Row, ...]
    left: str


def tasks(day: facts.RegencyDay) -> list[Tasks]:
    """Findings by kind, the most urgent first, as they come."""
    by_kind: dict[str, list[facts.Finding]] = {}
    for found in day.findings:
        by_kind.setdefault(found.kind, []).append(found)
    places = {place.code: place for place in day.places}
    return [_tasks(kind, found, places) for kind, found in by_kind.items()]


def _tasks(kind: str, found: Sequence[facts.Finding], places: Mapping[str, facts.PlaceDay]) -> Tasks:
    lines = tuple(_task(one, places.get(one.region)) for one in found)
    since = sorted({one.since for one in found if one.since})
    where = _where(found, places) if len(found) > _NAMES else ()
    few = () if where else lines[:_NAMES]
    return Tasks(
        kind=kind,
        css=kinds.finding_css(kind),
        title=kinds.finding_title(kind),
        count=language.number(len(found)),
        who=_who(found),
        since=language.day_in_words(since[0]) if since else "",
        open=len(found) <= _OPEN,
        few=few,
        left=language.number(len(lines) - _NAMES) if few and len(lines) > _NAMES else "",
        where=where,
        tasks=lines,
    )


def _task(found: facts.Finding, place: facts.PlaceDay | None) -> Task:
    return Task(
        code=found.region,
        name=kinds.place_title(place) if place else found.region_name,
        district=place.district_name if place else "",
        sentence=found.sentence,
        responsible=found.responsible,
        since=language.day(found.since) if found.since else "–",
        evidence=evidence(found.evidence, limit=_RANGES),
    )


def _who(found: Sequence[facts.Finding]) -> str:
    """The offices, a few by name."""
    offices = list(dict.fromkeys(words.office_group(one) for one in found))
    if len(offices) > 3 and all(office.startswith("Camat ") for office in offices):
        return f"{language.number(len(offices))} camat"
    if len(offices) > 3:
        return f"{', '.join(offices[:2])} dan {language.number(len(offices) - 2)} pihak lain"
    return language.listed(offices)


def _where(
    found: Iterable[facts.Finding], places: Mapping[str, facts.PlaceDay]
) -> tuple[tuple[str, str, safestring.SafeString, str], ...]:
    """The districts with most findings of a kind: code, name, bar, count; none where no district stands out."""
    count: dict[tuple[str, str], int] = {}
    for one in found:
        place = places.get(one.region)
        if place is not None and place.district is not None:
            key = (place.district, place.district_name)
            count[key] = count.get(key, 0) + 1
    most = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:4]
    if not most or most[0][1] == 1:
        return ()
    top = most[0][1]
    return tuple(
        (
            code,
            name,
            charts.bar([charts.Part("s2", n)], whole=top, says=f"{name}: {n} temuan", height=8),
            language.number(n),
        )
        for (code, name), n in most
    )


def evidence(rows: Sequence[facts.Evidence], *, limit: int | None = None) -> str:
    """«daftar.xlsx, lembar Peserta, baris 12–14, 25»; at most ``limit`` ranges a sheet, then how many rows more."""
    by_sheet: dict[tuple[str, str], list[int]] = {}
    for one in rows:
        by_sheet.setdefault((one.file, one.sheet), []).append(one.row)
    return "; ".join(
        ", ".join(filter(None, (file, f"lembar {sheet}" if sheet else "", _numbers(numbers, limit))))
        for (file, sheet), numbers in by_sheet.items()
    )


def _numbers(rows: Iterable[int], limit: int | None) -> str:
    ranges: list[list[int]] = []
    for row in sorted({row for row in rows if row}):
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    if not ranges:
        return ""
    left = [] if limit is None else ranges[limit:]
    said = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ranges[:limit])
    more = sum(b - a + 1 for a, b in left)
    return f"baris {said}" + (f" dan {language.number(more)} baris lagi" if more else "")


def rows(name: str, said: Sequence[facts.RowProblem]) -> list[Rows]:
    """Problems or warnings by kind, the most frequent first."""
    by_kind: dict[str, list[facts.RowProblem]] = {}
    for one in said:
        by_kind.setdefault(one.kind, []).append(one)
    ordered = sorted(by_kind.items(), key=lambda pair: -len(pair[1]))
    return [
        Rows(
            anchor=f"{name}-{kind}",
            title=kinds.row_title(kind),
            count=language.number(len(of_kind)),
            open=len(of_kind) <= _OPEN,
            rows=tuple(_row(one) for one in of_kind[:_ROWS]),
            left=language.number(len(of_kind) - _ROWS) if len(of_kind) > _ROWS else "",
        )
        for kind, of_kind in ordered
    ]


def _row(said: facts.RowProblem) -> Row:
    where = said.evidence
    return Row(
        where.file, where.sheet or "–", str(where.row) if where.row else "seluruhnya", said.column or "–", said.message
    )
