"""What a village's contributions cost, month by month by the law of that month, and how they are paid."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import days, doors, fields
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import language, law, values
from lindung.monitoring import facts
from lindung.platform.rulebook import queries as rulebook

ASKS = doors.EVERY_ROLE - {"province", "national"}
_MOST_PEOPLE, _MOST_MONTHS = 100_000, 120


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: for how many people, from which month, for how many months."""

    heads: int
    first: values.Month
    months: int


@doors.door(ASKS, region="code")
def quote(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The quote for what is asked, or for the village's valid names up to the end of the year."""
    try:
        asked = days.asked(request, code)
        day = days.of(request, code, asked).day
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    place = next((one for one in day.places if one.code == code and one.code.level == 4), None)
    if place is None:
        return instead.missing(request)
    said = _said(request, place, asked.on)
    wish = _wish(said, asked.year)
    errors = _errors(said, asked.year)
    context = {
        "title": _("Hitung iuran"),
        "village": kinds.place_title(place),
        "place": place,
        "back": f"/wilayah/{code}/{asked.query}",
        "as_of": tongue.day(asked.on),
        "kept": [(name, request.GET[name]) for name in ("per", "diketahui", "tahun") if request.GET.get(name)],
        "fields": fields.filled(_fields(place), said, errors),
    }
    context["summary"] = fields.summary(context["fields"])
    if wish is not None:
        try:
            context |= _quoted(place, wish, asked)
        except (law.NoRule, law.NotWholeRupiah, values.NotAMonth) as refusal:
            context["refused"] = tongue.refusal(refusal)
    return frame.render(request, "web/quote.html", context, status=422 if errors or "refused" in context else 200)


def _said(request: http.HttpRequest, place: facts.PlaceDay, on: dt.date) -> dict[str, str]:
    """What is asked for in the address; else the valid names, from the month after what is covered to December."""
    first = max(values.Month.of(on), values.Month.of(place.cover_ends_before or on))
    default = {"orang": str(place.valid or place.quota), "mulai": str(first), "bulan": str(13 - first.number)}
    return {name: request.GET.get(name, text).strip() for name, text in default.items()}


def _wish(said: dict[str, str], year: int) -> Wish | None:
    """None where anything of it can't be read."""
    heads, first, months = _heads(said["orang"]), cells.months(said["mulai"], year), _months(said["bulan"])
    return None if heads is None or first is None or months is None else Wish(heads, first[0], months)


def _heads(said: str) -> int | None:
    found = cells.leading_whole(said)
    return found if found is not None and 0 <= found <= _MOST_PEOPLE else None


def _months(said: str) -> int | None:
    found = cells.leading_whole(said)
    return found if found is not None and 0 < found <= _MOST_MONTHS else None


def _errors(said: dict[str, str], year: int) -> list[tuple[str, str]]:
    """A message for each field that can't be read."""
    read = {
        "orang": (_heads, _("Tulis banyaknya orang dengan angka, seperti 100.")),
        "mulai": (lambda text: cells.months(text, year), _("Tulis bulan pertama seperti 01-2023.")),
        "bulan": (_months, _("Tulis banyaknya bulan dengan angka, 1 sampai 120.")),
    }
    return [(name, f"«{said[name]}»: {how}") for name, (reader, how) in read.items() if reader(said[name]) is None]


def _fields(place: facts.PlaceDay) -> list[fields.Field]:
    names = _("Nama sah pada daftar desa: %(valid)s.") % {"valid": language.number(place.valid)}
    return [
        fields.Field("orang", _("Jumlah pekerja"), required=True, inputmode="numeric", hint=names),
        fields.Field("mulai", _("Bulan pertama"), "month", required=True, hint=_("Seperti 01-2023.")),
        fields.Field("bulan", _("Jumlah bulan"), required=True, inputmode="numeric", hint=_("Seperti 12.")),
    ]


def _quoted(place: facts.PlaceDay, wish: Wish, asked: days.Asked) -> dict[str, Any]:
    """The bill foretold beside the budget that is left. Raises NoRule, NotWholeRupiah, NotAMonth."""
    book, terms = rulebook.book(place.code, asked.known_at), _terms()
    first, months = wish.first, wish.months
    quoted = law.quote(book, first=first, months=months, heads=wish.heads, **terms)
    left = place.budget_rupiah - place.paid_rupiah
    enough = law.heads_sufficing(book, amount=values.Rupiah(max(left, 0)), first=first, months=months, **terms)
    return {
        "quote": quoted,
        "span": (tongue.month(first), tongue.month(first.plus(months - 1))),
        "months": months,
        "parts": _parts(quoted),
        "budget": place.budget_rupiah,
        "paid": place.paid_rupiah,
        "left": left,
        "after": left - quoted.total,
        "short": quoted.total - left,
        "enough": enough,
        "of_year": first.year == first.plus(months - 1).year == asked.year,
        "year": asked.year,
        "sources": _sources(book, quoted),
    }


def _terms() -> law.Terms:
    """A village pays from its own budget, at the lowest tier and without JHT."""
    return {"sector": "non_transport", "public_money": False, "village_money": True}


def _parts(quoted: law.Quote) -> list[dict[str, Any]]:
    """Each stretch of one rate: its months, the rate, and what it comes to."""
    found, at = [], 0
    for months, each in quoted.parts:
        lines = quoted.lines[at : at + months]
        at += months
        span = tongue.month(lines[0].month) + ("" if months == 1 else f" – {tongue.month(lines[-1].month)}")
        found.append({"span": span, "months": months, "each": each, "rupiah": sum(line.rupiah for line in lines)})
    return found


def _sources(book: law.Book, quoted: law.Quote) -> list[tuple[str, str]]:
    """Label and source of every entry of the law books that these months rest on, each once."""
    held = []
    for line in quoted.lines:
        month, terms = line.month, _terms()
        relief = law.discount(
            book, month=month, sector=terms["sector"], public_money=terms["public_money"],
            village_money=terms["village_money"],
        )  # fmt: skip
        day = month.first_day
        held += [
            law.in_force(book.package, on=day, what="paket program"),
            law.in_force(book.jkk_tiers, on=day, what="tingkat JKK"),
            law.in_force(book.jkk_rate, on=day, what="tarif JKK"),
            law.in_force(book.jkm, on=day, what="iuran JKM"),
            *([relief] if relief else []),
        ]
    return list(dict.fromkeys((_(entry.label), entry.source) for entry in held))
