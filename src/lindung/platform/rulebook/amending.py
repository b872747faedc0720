"""A Book with one entry closed and one added; and whether the cases come out. Pure: reads no table."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import tomllib
from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction
from typing import Any

from lindung.kernel import law, values
from lindung.platform.rulebook import facts, reading


class AmendmentBroken(values.Refusal):
    code = "usulan-aturan-tidak-sah"
    sentence = "Usulan aturan «{parameter}» tidak dapat dipakai: {fault}. Perbaiki isinya, lalu usulkan lagi."


class CasesBroken(values.Refusal):
    code = "kasus-uji-tidak-terbaca"
    sentence = (
        "Kasus uji tidak dapat dibaca: {fault}. Tulis bulan, sektor, uang dan rupiah yang harus keluar bagi tiap kasus."
    )


Said = facts.Wish | facts.Amendment


def dated(said: Said, *, checked_on: dt.date) -> law.Dated[Any]:
    """The entry that an amendment adds. Raises AmendmentBroken."""
    if said.parameter not in reading.PARAMETERS:
        raise AmendmentBroken(parameter=said.parameter, fault="parameter ini tidak dikenal")
    starts = said.starts.first_day if isinstance(said, facts.Wish) else said.starts_on
    ends = said.ends_before.first_day if isinstance(said.ends_before, values.Month) else said.ends_before
    try:
        row: dict[str, Any] = tomllib.loads(f"value = {said.value}")
        if set(row) != {"value"}:
            raise ValueError("hanya satu nilai yang dapat diusulkan")
        row |= {"from": starts, "source": said.source, "checked_on": checked_on, "confidence": said.confidence}
        row |= {"label": said.label, "note": said.note} | ({"until": ends} if ends else {})
        return reading.dated(said.parameter, row)
    except tomllib.TOMLDecodeError as error:
        raise AmendmentBroken(parameter=said.parameter, fault="nilainya tidak tertulis seperti di buku") from error
    except (ValueError, values.Refusal) as error:
        raise AmendmentBroken(parameter=said.parameter, fault=str(error).rstrip(".")) from error


def amended(book: law.Book, said: Said, *, checked_on: dt.date) -> law.Book:
    """The Book in which what this amendment is about ends as it begins. Its version follows from both.

    Without an end of its own it stands until the next entry that is already there. Raises AmendmentBroken.
    """
    new = dated(said, checked_on=checked_on)
    shelf: reading.Shelf = {name: _placed(name, getattr(book, name)) for name in reading.PARAMETERS}
    shelf[said.parameter] = _placed(said.parameter, _followed(said, getattr(book, said.parameter), new))
    try:
        return reading.bound(shelf, version=_version(book, said, new))
    except reading.BrokenBook as broken:
        fault = f"{broken.facts['entry']}: {broken.facts['fault']}"
        raise AmendmentBroken(parameter=said.parameter, fault=fault) from broken


def _placed(parameter: str, entries: Iterable[law.Dated[Any]]) -> list[reading.Placed]:
    return [reading.Placed("", parameter, number, entry) for number, entry in enumerate(entries, 1)]


def _version(book: law.Book, said: Said, new: law.Dated[Any]) -> str:
    text = repr((book.version, said.parameter, said.value, new.span, said.repeals, said.source))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _lanes(parameter: str, value: Any) -> set[Hashable]:
    return set(reading.KEYS.get(parameter, lambda _: [None])(value))


def _followed(said: Said, entries: tuple[law.Dated[Any], ...], new: law.Dated[Any]) -> list[law.Dated[Any]]:
    lanes = _lanes(said.parameter, new.value)
    about = [entry for entry in entries if _lanes(said.parameter, entry.value) & lanes]
    new = dataclasses.replace(new, span=_until_the_next(new.span, about))
    before = [entry for entry in about if _overlaps(entry.span, new.span)]
    if said.repeals and not before:
        raise AmendmentBroken(parameter=said.parameter, fault="tidak ada aturan yang berlaku untuk dicabut")
    if any(_lanes(said.parameter, entry.value) - lanes for entry in before):
        raise AmendmentBroken(
            parameter=said.parameter, fault="entri yang digantikan mengatur lebih dari itu; sebut semua"
        )
    label = new.label or next((entry.label for entry in reversed(before)), "") or said.parameter
    found: list[law.Dated[Any]] = []
    for entry in entries:
        found += _beside(entry, new.span) if any(entry is one for one in before) else [entry]
    return found if said.repeals else [*found, dataclasses.replace(new, label=label)]


def _until_the_next(span: values.Span, about: Iterable[law.Dated[Any]]) -> values.Span:
    starts = span.starts_on or dt.date.min
    later = [one.span.starts_on for one in about if one.span.starts_on and one.span.starts_on > starts]
    return values.Span(span.starts_on, span.ends_before or min(later, default=None))


def _overlaps(one: values.Span, other: values.Span) -> bool:
    begin = max(one.starts_on or dt.date.min, other.starts_on or dt.date.min)
    return begin < min(one.ends_before or dt.date.max, other.ends_before or dt.date.max)


def _beside(entry: law.Dated[Any], taken: values.Span) -> Iterator[law.Dated[Any]]:
    """What is left of an entry before and after the span that another takes."""
    starts, ends = entry.span.starts_on, entry.span.ends_before
    if taken.starts_on and (starts is None or starts < taken.starts_on):
        yield dataclasses.replace(entry, span=values.Span(starts, taken.starts_on))
    if taken.ends_before and (ends is None or ends > taken.ends_before):
        yield dataclasses.replace(entry, span=values.Span(taken.ends_before, ends))


# Cases

_CASE = {"month", "sector", "money", "rupiah", "tier", "jht"}
_MONEY = ("self", "public", "village")


def cases(text: str) -> tuple[facts.Case, ...]:
    """The table of cases that is attached to an amendment. Raises CasesBroken."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CasesBroken(fault="tabelnya tidak tertulis seperti contoh") from error
    rows = said.get("contribution", [])
    if set(said) - {"contribution"} or not isinstance(rows, list):
        raise CasesBroken(fault="hanya tabel «contribution» yang dikenal")
    return tuple(_case(number, row) for number, row in enumerate(rows, 1))


def _case(number: int, row: Any) -> facts.Case:
    if not isinstance(row, dict) or set(row) - _CASE or not {"month", "sector", "money", "rupiah"} <= set(row):
        raise CasesBroken(fault=f"kasus ke-{number} tidak lengkap atau memuat kata lain")
    tier = row.get("tier")
    whole = [row["rupiah"], *([tier] if tier is not None else [])]
    if any(type(one) is not int or one < 0 for one in whole) or not isinstance(row["month"], str):
        raise CasesBroken(fault=f"kasus ke-{number} memuat angka yang bukan bilangan bulat")
    if row["sector"] not in ("transport", "non_transport") or row["money"] not in _MONEY:
        raise CasesBroken(fault=f"kasus ke-{number} menyebut sektor atau uang yang tidak dikenal")
    try:
        month = values.Month.parse(row["month"])
    except values.NotAMonth as error:
        raise CasesBroken(fault=f"kasus ke-{number}: {str(error).rstrip('.')}") from error
    return facts.Case(month, row["sector"], row["money"], row["rupiah"], tier, bool(row.get("jht", False)))


def written(said: Iterable[facts.Case]) -> str:
    """Cases as the table that ``cases`` reads."""
    rows = []
    for one in said:
        more = (f", tier = {one.tier}" if one.tier else "") + (", jht = true" if one.jht else "")
        rows.append(
            f'    {{ month = "{one.month}", sector = "{one.sector}", money = "{one.money}"{more}, '
            f"rupiah = {one.rupiah} }},\n"
        )
    return f"contribution = [\n{''.join(rows)}]\n" if rows else ""


def due(book: law.Book, case: facts.Case) -> int | None:
    """What comes out of a case; None where no rule is in force or no whole rupiah comes out."""
    try:
        earned = _floor(book, case)
        return law.contribution(
            book, month=case.month, sector=case.sector, public_money=case.money == "public",
            village_money=case.money == "village", income=earned, with_jht=case.jht,
        )  # fmt: skip
    except (law.NoRule, law.NotWholeRupiah):
        return None


def _floor(book: law.Book, case: facts.Case) -> values.Rupiah | None:
    if case.tier is None:
        return None
    tiers = law.in_force(book.jkk_tiers, on=case.month.first_day, what="tingkat JKK").value
    found = [row.from_income for row in tiers if row.number == case.tier]
    if not found:
        raise law.NoRule(what=f"tingkat JKK {case.tier}", when=case.month)
    return found[0]


def outcomes(before: law.Book, after: law.Book, said: Iterable[facts.Case]) -> tuple[facts.Outcome, ...]:
    return tuple(facts.Outcome(one, due(before, one), due(after, one)) for one in said)


def compared(before: law.Book, after: law.Book, *, starts: values.Month) -> tuple[facts.Outcome, ...]:
    """The month before, the first one and a year later, for each payer and sector, by both books: nothing is expected,
    it is for the eyes of whoever decides."""
    months = (starts.plus(-1), starts, starts.plus(11))
    asked = [
        facts.Case(month, sector, money, 0)
        for money in _MONEY
        for sector in ("non_transport", "transport")
        for month in months
    ]  # type: ignore[arg-type]
    return outcomes(before, after, asked)


# A value as the books write it


def as_written(value: Any) -> str:
    """A value as it is typed into a book, so that whoever amends it changes only what changes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        share = value * 100
        said = f"{share.numerator}" if share.denominator == 1 else f"{float(share):g}".replace(".", ",")
        return f'"{said} %"'
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, law.Tier):
        return f"[{value.from_income:_}, {value.base:_}]"
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_written, value))}]"
    said = [f"{one.name} = {_field(one.name, getattr(value, one.name))}" for one in _filled(value)]
    return f"{{ {', '.join(said)} }}"


def _filled(value: Any) -> Iterator[Any]:
    return (one for one in dataclasses.fields(value) if getattr(value, one.name) not in (None, ()))


def _field(name: str, value: Any) -> str:
    if name == "parts":
        return f"{{ {', '.join(f'{key} = {amount:_}' for key, amount in value)} }}"
    return as_written(value)
