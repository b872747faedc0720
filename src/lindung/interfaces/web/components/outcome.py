"""What came of a delivery, ready to be shown: problems of one kind together, rows that say the same in one line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import safestring
from django.utils.translation import gettext as _

from lindung.interfaces.intake import problems
from lindung.interfaces.intake.jobs import facts
from lindung.interfaces.reports import charts, kinds, tongue
from lindung.kernel import language
from lindung.monitoring import remarks

_KINDS = problems.ALL | remarks.ALL


@dataclass(frozen=True, slots=True)
class Entry:
    """Rows of a sheet about which the same is to be said."""

    sheet: str
    rows: str
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Group:
    """All of one kind in a file. ``more``: rows beyond those that are kept."""

    title: str
    holds: bool
    count: int
    entries: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A file with its number on the page, what was understood of it in words, and its groups, what holds first."""

    number: int
    file: facts.FileOutcome
    understood: str
    groups: tuple[Group, ...]


def shown(number: int, file: facts.FileOutcome) -> Shown:
    return Shown(number, file, understood(file), tuple(_groups(file)))


def understood(file: facts.FileOutcome) -> str:
    """«100 orang (98 dihitung, 2 ditahan) dan 3 baris anggaran»; what nothing was read from says so."""
    if not file.read:
        return _("tidak dibaca: jenis berkas ini tidak memuat daftar")
    said = []
    if file.people:
        people, counted, held = map(language.number, (file.people, file.counted, file.held))
        words = _("%(people)s orang (%(counted)s dihitung, %(held)s ditahan)") if file.held else _("%(people)s orang")
        said.append(words % {"people": people, "counted": counted, "held": held})
    if file.budgets:
        said.append(_("%(count)s baris anggaran") % {"count": language.number(file.budgets)})
    if file.payments:
        said.append(_("%(count)s baris pembayaran") % {"count": language.number(file.payments)})
    if file.answers:
        said.append(_("%(count)s jawaban BPJS") % {"count": language.number(file.answers)})
    if file.members:
        said.append(_("%(count)s orang pada daftar kode iuran") % {"count": language.number(file.members)})
    if file.bills:
        said.append(_("%(count)s tagihan") % {"count": language.number(file.bills)})
    return _(" dan ").join(said) or _("tidak ada yang tercatat dari berkas ini")


def headline(outcome: facts.Outcome) -> str:
    """The page's title: how much of it is to be mended."""
    held, people, wrong = outcome.total("held"), outcome.total("people"), outcome.total("problems")
    if held:
        return _("%(held)s dari %(people)s orang perlu diperbaiki") % {
            "held": language.number(held),
            "people": language.number(people),
        }
    if wrong:
        return _("%(count)s masalah perlu diperbaiki") % {"count": language.number(wrong)}
    if people:
        return _("%(people)s orang terbaca, tidak ada yang ditahan") % {"people": language.number(people)}
    return _("Kiriman selesai dibaca")


def bar(outcome: facts.Outcome) -> safestring.SafeString:
    """People counted and held, beside each other."""
    counted, held, people = outcome.total("counted"), outcome.total("held"), outcome.total("people")
    says = _("%(counted)s orang dihitung, %(held)s ditahan") % {
        "counted": language.number(counted),
        "held": language.number(held),
    }
    return charts.bar([charts.Part("s4", counted), charts.Part("s1", held)], whole=people, says=says)


def _groups(file: facts.FileOutcome) -> Iterable[Group]:
    by_kind: dict[str, list[facts.Line]] = {kind: [] for kind in file.kinds}
    for line in file.lines:
        by_kind[line.kind].append(line)
    for kind in sorted(by_kind, key=lambda kind: (not _holds(kind), -file.kinds[kind], kind)):
        lines, count = by_kind[kind], file.kinds[kind]
        yield Group(_(kinds.row_title(kind)), _holds(kind), count, tuple(_entries(kind, lines)), count - len(lines))


def _holds(kind: str) -> bool:
    return kind not in _KINDS or _KINDS[kind].holds


def _entries(kind: str, lines: Iterable[facts.Line]) -> Iterable[Entry]:
    alike: dict[tuple[str, str, str], list[int]] = {}
    for line in lines:
        alike.setdefault((line.sheet, line.column, line.message), []).append(line.row)
    for (sheet, column, message), rows in alike.items():
        yield Entry(sheet, runs(rows), column, tongue.sentence(kind, message))


def runs(rows: Iterable[int]) -> str:
    """3–5, 9: the rows as Excel numbers them; nothing where it is about the whole sheet."""
    spans: list[list[int]] = []
    for row in sorted({row for row in rows if row}):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    flat = itertools.starmap(lambda first, last: f"{first}–{last}" if last > first else str(first), spans)
    return ", ".join(flat)
