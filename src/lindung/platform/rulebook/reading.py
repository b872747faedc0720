"""From the files of the law books to one ``law.Book``, or a refusal that names the file and the entry at fault."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import itertools
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from importlib.resources.abc import Traversable
from typing import Any, Literal, NoReturn, get_args

from lindung.kernel import law, values


class BrokenBook(values.Refusal):
    code = "buku-aturan-rusak"
    sentence = "Buku aturan {file}, {entry}: {fault}. Perbaiki berkas itu; sebelum semua sah, tidak satu pun dipakai."


def read(folder: Traversable) -> law.Book:
    """All ``*.toml`` of a folder as one Book; its version is a digest of their texts. Raises BrokenBook."""
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    shelf: Shelf = defaultdict(list)
    digest = hashlib.sha256()
    for file in files:
        text = file.read_text(encoding="utf-8")
        digest.update(f"{file.name}\n{text}\n".encode())
        for placed in _entries(file.name, text):
            shelf[placed.parameter].append(placed)
    return bound(shelf, version=digest.hexdigest()[:12])


def bound(shelf: Shelf, *, version: str) -> law.Book:
    """Entries as one Book, if they agree with each other. Raises BrokenBook, naming the entry that does not."""
    for parameter, placed_entries in shelf.items():
        _refuse_overlaps(parameter, placed_entries)
    for parameter in PARAMETERS:
        if not shelf.get(parameter):
            raise BrokenBook(file="(semua berkas)", entry=f"[[{parameter}]]", fault="tidak ada satu entri pun")
    found = law.Book(
        version=version,
        **{parameter: tuple(placed.dated for placed in shelf[parameter]) for parameter in PARAMETERS},
    )
    _refuse_dangling(found, shelf)
    _refuse_broken_rupiah(found, shelf)
    return found


# --- One entry -----------------------------------------------------------------------------------------------------

_DEMANDED = ("value", "from", "source", "checked_on", "confidence")
_KNOWN = {*_DEMANDED, "until", "dates_confidence", "label", "note"}
"""Any other key is refused: an «unitl» would keep a repealed rule in force for ever."""


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the place where a person can mend it."""

    file: str
    parameter: str
    number: int
    dated: law.Dated[Any]

    def broken(self, fault: str) -> NoReturn:
        raise BrokenBook(file=self.file, entry=_title(self.parameter, self.number), fault=fault)


Shelf = dict[str, list[Placed]]
"""Entries by parameter."""


def _title(parameter: str, number: int) -> str:
    return f"entri ke-{number} [[{parameter}]]"


def _entries(file: str, text: str) -> Iterable[Placed]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenBook(file=file, entry="seluruh berkas", fault=f"bukan TOML yang sah ({error})") from error
    for parameter, rows in tables.items():
        if parameter not in READERS:
            raise BrokenBook(file=file, entry=f"[[{parameter}]]", fault="parameter ini tidak dikenal")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BrokenBook(file=file, entry=f"[[{parameter}]]", fault="tulis sebagai [[…]], satu per masa berlaku")
        for number, row in enumerate(rows, start=1):
            try:
                yield Placed(file, parameter, number, dated(parameter, row))
            except (ValueError, values.Refusal) as error:
                raise BrokenBook(file=file, entry=_title(parameter, number), fault=str(error).rstrip(".")) from error


def dated(parameter: str, row: Mapping[str, Any]) -> law.Dated[Any]:
    """Raises ValueError with the fault in words."""
    for key in _DEMANDED:
        if row.get(key) in (None, ""):
            raise ValueError(f"tidak memuat «{key}»")
    for key in row:
        if key not in _KNOWN:
            raise ValueError(f"kunci «{key}» tidak dikenal")
    confidence = _choice(law.Confidence)(row["confidence"])
    if type(row["checked_on"]) is not dt.date:
        raise ValueError("«checked_on» bukan tanggal; tulis seperti 2026-11-22 tanpa tanda kutip")
    starts_on = None if row["from"] == "unknown" else _day("from", row["from"])
    span = values.Span(starts_on, _day("until", row["until"]) if "until" in row else None)
    if parameter == "fund_rule" and not all(day is None or (day.month, day.day) == (1, 1) for day in _ends(span)):
        raise ValueError("«from» dan «until» aturan dana selalu Januari: yang diatur tahun anggaran")
    return law.Dated(
        value=READERS[parameter](row["value"]),
        span=span,
        source=_text(row["source"]),
        checked_on=row["checked_on"],
        confidence=confidence,
        dates_confidence=_choice(law.Confidence)(row.get("dates_confidence", confidence)),
        label=row.get("label", ""),
        note=row.get("note", ""),
    )


def _day(key: str, written: object) -> dt.date:
    if type(written) is dt.date:
        return written
    if isinstance(written, str) and re.fullmatch(r"\d{4}-\d{2}", written):
        return values.Month.parse(written).first_day
    raise ValueError(f"«{key}» = {written!r} bukan bulan «2015-07» dan bukan tanggal 2015-07-01")


def _ends(span: values.Span) -> tuple[dt.date | None, dt.date | None]:
    return span.starts_on, span.ends_before


# --- What a value may be -------------------------------------------------------------------------------------------

Reader = Callable[[Any], Any]


def _text(written: object) -> str:
    if not isinstance(written, str) or not written.strip():
        raise ValueError(f"{written!r} bukan teks")
    return written


def _whole(written: object) -> int:
    if type(written) is not int or written < 0:
        raise ValueError(f"{written!r} bukan bilangan bulat")
    return written


def _flag(written: object) -> bool:
    if not isinstance(written, bool):
        raise ValueError(f"{written!r} bukan true atau false")
    return written


def _share(written: object) -> Fraction:
    if not isinstance(written, str) or not re.fullmatch(r"\d+(,\d+)? %", written):
        raise ValueError(f"{written!r} bukan persen; tulis seperti «1 %» atau «0,5 %»")
    return Fraction(written.removesuffix(" %").replace(",", ".")) / 100


def _choice(allowed: Any) -> Reader:
    def read_choice(written: object) -> Any:
        if written not in get_args(allowed):
            raise ValueError(f"{written!r} bukan salah satu dari {', '.join(get_args(allowed))}")
        return written

    return read_choice


def _list(reader: Reader) -> Reader:
    def read_list(written: object) -> tuple[Any, ...]:
        if not isinstance(written, list) or not written:
            raise ValueError(f"{written!r} bukan daftar berisi")
        return tuple(reader(item) for item in written)

    return read_list


def _table(kind: type, /, **readers: Reader) -> Reader:
    """A value that is a small table, read into its dataclass; fields with a default may be left out."""
    demanded = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING}

    def read_table(written: object) -> Any:
        if not isinstance(written, dict):
            raise ValueError(f"value {written!r} bukan tabel")
        for key in sorted(demanded - written.keys()):
            raise ValueError(f"value tidak memuat «{key}»")
        for key in sorted(written.keys() - readers.keys()):
            raise ValueError(f"value memuat «{key}» yang tidak dikenal")
        return kind(**{key: readers[key](item) for key, item in written.items()})

    return read_table


def _tiers(written: object) -> tuple[law.Tier, ...]:
    rows = _list(_list(_whole))(written)
    if any(len(row) != 2 for row in rows) or rows[0][0] != 0:
        raise ValueError("tingkat ditulis [penghasilan mulai, dasar iuran], yang pertama mulai dari 0")
    for number, (lower, upper) in enumerate(itertools.pairwise(rows), start=2):
        if not (lower[0] < upper[0] and lower[1] < upper[1]):
            raise ValueError(f"tingkat {number} tidak naik: {lower} lalu {upper}")
    return tuple(law.Tier(number, values.Rupiah(row[0]), values.Rupiah(row[1])) for number, row in enumerate(rows, 1))


def _parts(written: object) -> tuple[tuple[str, values.Rupiah], ...]:
    if not isinstance(written, dict):
        raise ValueError(f"parts {written!r} bukan tabel")
    return tuple((name, values.Rupiah(_whole(amount))) for name, amount in written.items())


def _benefit(written: object) -> law.Benefit:
    found: law.Benefit = _table(
        law.Benefit, programme=_text, total=_whole, parts=_parts, full_after_months=_whole, before_that=_whole
    )(written)
    if found.total is not None and found.parts and sum(amount for _, amount in found.parts) != found.total:
        raise ValueError("jumlah parts tidak sama dengan total")
    return found


def _needs(written: object) -> tuple[tuple[str, str], ...]:
    rows = _list(_list(_text))(written)
    if any(len(row) != 2 for row in rows):
        raise ValueError("bukti ditulis [kunci, nama]")
    return tuple((row[0], row[1]) for row in rows)


def _waiting(written: object) -> law.WaitingOrder:
    groups = _list(_list(_text))(written.get("groups") if isinstance(written, dict) and len(written) == 1 else None)
    if any(len(group) != 2 for group in groups) or len({code for code, _ in groups}) != len(groups):
        raise ValueError("groups ditulis [kode, nama], tiap kode satu kali")
    return law.WaitingOrder(groups)


def _reminders(written: object) -> tuple[int, ...]:
    days = _list(_whole)(written)
    if any(later >= earlier for earlier, later in itertools.pairwise(days)):
        raise ValueError(f"hari pengingat {written!r} harus menurun")
    return days


def _pairs(written: object) -> tuple[tuple[str, str], ...]:
    rows = _list(_list(_text))(written)
    if any(len(row) != 2 for row in rows):
        raise ValueError("ditulis berpasangan: [kantor di samping urutan, langkah di atasnya]")
    return tuple((row[0], row[1]) for row in rows)


def _choices(written: object) -> tuple[tuple[str, str], ...]:
    rows = _needs(written)
    if len(rows) < 2 or len({code for code, _ in rows}) != len(rows):
        raise ValueError("jawaban ditulis [kode, kalimat], paling sedikit dua, tiap kode satu kali")
    return rows


def _days_off(written: object) -> tuple[tuple[dt.date, str], ...]:
    rows = _list(_list(lambda cell: cell))(written)
    if any(len(row) != 2 or type(row[0]) is not dt.date for row in rows):
        raise ValueError('hari libur ditulis [2026-01-01, "nama"], tanggalnya tanpa tanda kutip')
    if len({day for day, _ in rows}) != len(rows):
        raise ValueError("satu hari libur ditulis dua kali")
    return tuple((day, _text(name)) for day, name in rows)


_PROGRAMMES = _list(_choice(law.Programme))
READERS: dict[str, Reader] = {
    "jkk_tiers": _tiers,
    "jkk_rate": _share,
    "jkm": _whole,
    "jht_rate": _share,
    "package": _table(law.Package, tier=_whole, programmes=_PROGRAMMES, optional=_PROGRAMMES),
    "discount": _table(
        law.Discount,
        id=_text,
        programmes=_PROGRAMMES,
        pays=_share,
        sectors=_list(_choice(law.Sector)),
        excludes_public_money=_flag,
    ),
    "discount_covers_village_money": _choice(law.Answer),
    "age_min": _whole,
    "age_below": _whole,
    "grace": _table(law.Grace, months=_whole, then=_text, late_payment=_text, unless=_text),
    "prepay_months": _list(_whole),
    "accident_report_hours": _whole,
    "claim_lapse_years": _whole,
    "kpi_full_weight_months": _whole,
    "report_due_days": _whole,
    "benefit": _benefit,
    "fund": _table(law.Fund, code=_text, name=_text, money=_choice(law.Money)),
    "wadah": _table(law.Wadah, code=_text, name=_text, money=_choice(law.Money)),
    "fund_rule": _table(
        law.FundRule,
        fund=_text,
        category=_choice(law.Category),
        status=_choice(law.FundStatus),
        basis=_choice(law.Basis),
    ),
    "quota": _whole,
    "milestone": _table(law.Milestone, month=_whole, day=_whole, share=_share),
    "budget_due": _table(law.YearlyDay, month=_whole, day=_whole, years_before=_whole),
    "escalation": _table(law.Escalation, line=_list(_text), informed=_list(_text), joins=_pairs),
    "renewal_days": _reminders,
    "waiting_order": _waiting,
    "claim_document": _table(
        law.ClaimDocument, event=_choice(law.Event), code=_text, name=_text, within_hours=_whole, needed=_flag
    ),
    "claim_open_days": _whole,
    "checklist": _table(law.Checklist, payer=_choice(Literal["village", "regency"]), stage=_text, needs=_needs),
    "holidays": _table(law.Holidays, kind=_choice(law.HolidayKind), days=_days_off),
    "duty_term": _table(law.DutyTerm, kind=_text, days=_whole, step_days=_whole),
    "evaluation": _table(law.EvaluationQuestion, code=_text, question=_text, choices=_choices),
    "consent_text": _table(law.ConsentText, version=_text, title=_text, paragraphs=_list(_text)),
    "retention": _table(law.Retention, what=_text, years=_whole, days=_whole),
}

PARAMETERS = tuple(READERS)

# --- What entries may not do to each other -------------------------------------------------------------------------

KEYS: dict[str, Callable[[Any], Iterable[Hashable]]] = {
    "discount": lambda discount: discount.sectors,
    "benefit": lambda benefit: [benefit.programme],
    "fund": lambda fund: [fund.code],
    "wadah": lambda wadah: [wadah.code],
    "fund_rule": lambda rule: [(rule.fund, rule.category)],
    "checklist": lambda checklist: [(checklist.payer, checklist.stage)],
    "milestone": lambda milestone: [(milestone.month, milestone.day)],
    "retention": lambda one: [one.what],
    "claim_document": lambda document: [(document.event, document.code)],
    "holidays": lambda holidays: [holidays.kind],
    "duty_term": lambda term: [term.kind],
    "evaluation": lambda asked: [asked.code],
}
"""What one rule is about, where a parameter holds many side by side."""


def _refuse_overlaps(parameter: str, placed_entries: Iterable[Placed]) -> None:
    lanes: dict[Hashable, list[Placed]] = defaultdict(list)
    for placed in placed_entries:
        for key in KEYS.get(parameter, lambda _: [None])(placed.dated.value):
            lanes[key].append(placed)
    for lane in lanes.values():
        lane.sort(key=lambda placed: placed.dated.span.starts_on or dt.date.min)
        for earlier, later in itertools.pairwise(lane):
            ends, starts = earlier.dated.span.ends_before, later.dated.span.starts_on
            if ends is None or starts is None or starts < ends:
                later.broken(f"masa berlakunya bertindih dengan {_title(parameter, earlier.number)} di {earlier.file}")


def _refuse_dangling(found: law.Book, shelf: Mapping[str, list[Placed]]) -> None:
    codes = {entry.value.code for entry in found.fund}
    for placed in shelf["fund_rule"]:
        if placed.dated.value.fund not in codes:
            placed.broken(f"sumber dana «{placed.dated.value.fund}» tidak ada di [[fund]]")
    most = min(len(entry.value) for entry in found.jkk_tiers)
    for placed in shelf["package"]:
        if not 1 <= placed.dated.value.tier <= most:
            placed.broken(f"tingkat {placed.dated.value.tier} tidak ada di [[jkk_tiers]]")
    for placed in (*shelf["milestone"], *shelf["budget_due"]):
        try:
            dt.date(2001, placed.dated.value.month, placed.dated.value.day)  # a common year: no 29 February
        except ValueError:
            placed.broken(f"tidak ada tanggal {placed.dated.value.day}-{placed.dated.value.month} setiap tahun")


def _refuse_broken_rupiah(found: law.Book, shelf: Mapping[str, list[Placed]]) -> None:
    """Reckon every tier at every change of rate once, so that no bill ever meets half a rupiah."""
    for placed in (one for name in ("jkk_tiers", "jkk_rate", "jkm", "jht_rate", "discount") for one in shelf[name]):
        day = placed.dated.span.starts_on
        if day is None or any(end is not None and end.day != 1 for end in _ends(placed.dated.span)):
            placed.broken("iuran dihitung per bulan: «from» harus diketahui, dan berlakunya mulai dan habis tanggal 1")
        try:
            _reckon_every_tier(found, values.Month.of(day))
        except law.NotWholeRupiah as fault:
            placed.broken(str(fault).rstrip("."))


def _reckon_every_tier(found: law.Book, month: values.Month) -> None:
    floors = next((e.value for e in found.jkk_tiers if month.first_day in e.span), ())
    for row, sector, with_jht in itertools.product(floors, get_args(law.Sector), (False, True)):
        try:
            law.contribution(
                found,
                month=month,
                income=row.from_income,
                sector=sector,
                with_jht=with_jht,
                public_money=False,
                village_money=False,
            )
        except law.NoRule:
            continue  # the parameters needn't all begin in one month
