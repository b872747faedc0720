"""Anybody asks what they would pay, against what they would be protected, and what their family would receive."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors, fields
from lindung.interfaces.web.components import estimate
from lindung.interfaces.web.pages import frame
from lindung.kernel import language, law, values
from lindung.platform.rulebook import queries as rulebook

_SECTORS: dict[str, law.Sector] = {"lain": "non_transport", "angkutan": "transport"}
_AHEAD = 13


@doors.door(doors.ANYONE)
def ask(request: http.HttpRequest) -> http.HttpResponse:
    """The form and its answer; for the lowest income and a year from next month where nothing was asked."""
    today = request.example_day or clock.today_in_jakarta()
    book = rulebook.book(known_at=today)
    said = _said(request, today)
    errors = _errors(said, today)
    context: dict[str, Any] = {
        "title": _("Hitung iuran sendiri"),
        "as_of": tongue.day(today),
        "fields": fields.filled(_fields(book, said, today), said, errors),
    }
    context["summary"] = fields.summary(context["fields"])
    if not errors:
        try:
            context |= _answer(book, _wish(said, today))
        except (law.NoRule, values.NotAMonth):  # its own sentence asks for an entry in the book: not of a visitor
            context["refused"] = _("Bulan itu belum dapat dihitung. Pilih bulan pertama dari daftar, lalu hitung lagi.")
        except law.NotWholeRupiah as refusal:
            context["refused"] = tongue.refusal(refusal)
    status = 422 if errors or "refused" in context else 200
    return frame.render(request, "web/estimate.html", context, status=status)


def _said(request: http.HttpRequest, today: dt.date) -> dict[str, str]:
    first = str(values.Month.of(today).plus(1))
    default = {"penghasilan": "0", "kerja": "lain", "mulai": first, "bulan": "12", "jht": "tidak"}
    return {name: request.GET.get(name, text).strip() for name, text in default.items()}


def _wish(said: dict[str, str], today: dt.date) -> estimate.Wish:
    """Of words that ``_errors`` found nothing wrong with."""
    first = cells.months(said["mulai"], today.year)
    assert first is not None  # noqa: S101
    income, months = values.Rupiah(int(said["penghasilan"])), int(said["bulan"])
    return estimate.Wish(income, _SECTORS[said["kerja"]], first[0], months, with_jht=said["jht"] == "ya")


def _whole(said: str, most: int) -> bool:
    return said.isascii() and said.isdigit() and len(said) <= 12 and int(said) <= most


def _errors(said: dict[str, str], today: dt.date) -> list[tuple[str, str]]:
    """A message for each field that can't be read."""
    most = {"most": estimate.MOST_MONTHS}
    wrong = {
        "penghasilan": (not _whole(said["penghasilan"], 10**10), _("Pilih penghasilan sebulan dari daftar.")),
        "kerja": (said["kerja"] not in _SECTORS, _("Pilih pekerjaan.")),
        "mulai": (cells.months(said["mulai"], today.year) is None, _("Pilih bulan pertama dari daftar.")),
        "bulan": (
            not _whole(said["bulan"], estimate.MOST_MONTHS) or int(said["bulan"]) == 0,
            _("Tulis banyaknya bulan dengan angka, 1 sampai %(most)s.") % most,
        ),
        "jht": (said["jht"] not in ("ya", "tidak"), _("Pilih ya atau tidak.")),
    }
    return [(name, how) for name, (is_wrong, how) in wrong.items() if is_wrong]


def _fields(book: law.Book, said: dict[str, str], today: dt.date) -> list[fields.Field]:
    work = (
        ("lain", _("Petani, nelayan, pedagang, tukang, dan lainnya")),
        ("angkutan", _("Ojek, bentor, sopir, kurir")),
    )
    saving = (("tidak", _("Tidak")), ("ya", _("Ya, ditambah tabungan hari tua (JHT)")))
    return [
        fields.Field(
            "penghasilan", _("Penghasilan Anda sebulan"), "select", required=True, choices=_incomes(book, today)
        ),
        fields.Field("kerja", _("Pekerjaan Anda"), "radio", required=True, choices=work),
        fields.Field("mulai", _("Mulai bulan"), "select", required=True, choices=_months(said, today)),
        fields.Field("bulan", _("Berapa bulan"), required=True, inputmode="numeric", hint=_("Seperti 12.")),
        fields.Field("jht", _("Menabung juga?"), "radio", required=True, choices=saving),
    ]


def _incomes(book: law.Book, today: dt.date) -> tuple[tuple[str, str], ...]:
    """What each tier reaches from and to, as the annex has it on the day."""
    tiers = law.in_force(book.jkk_tiers, on=today, what="tingkat JKK").value
    floors = [one.from_income for one in tiers]
    found = [("0", _("kurang dari %(rupiah)s") % {"rupiah": language.rupiah(floors[1])})]
    for floor, after in zip(floors[1:], [*floors[2:], None], strict=True):
        low = language.rupiah(floor)
        high = language.rupiah(after - 1) if after else ""
        words = _("%(low)s sampai %(high)s") if after else _("%(low)s ke atas")
        found.append((str(floor), words % {"low": low, "high": high}))
    return tuple(found)


def _months(said: dict[str, str], today: dt.date) -> tuple[tuple[str, str], ...]:
    """This month and a year on; and the one that was asked for."""
    found = list(values.Month.of(today).until(_AHEAD))
    asked = cells.months(said["mulai"], today.year)
    if asked and asked[0] not in found:
        found = sorted([*found, asked[0]], key=lambda one: one.index)
    if asked:
        said["mulai"] = str(asked[0])
    return tuple((str(one), tongue.month(one)) for one in found)


# The answer


def _answer(book: law.Book, wish: estimate.Wish) -> dict[str, Any]:
    """Raises NoRule, NotWholeRupiah, NotAMonth."""
    parts = estimate.parts(book, wish)
    starts, ends = wish.cover
    last = ends - dt.timedelta(days=1)
    return {
        "asked": True,
        "total": sum(part.rupiah for part in parts),
        "months": wish.months,
        "cover": (tongue.day(starts), tongue.day(last)),
        "over": tongue.day(law.grace_ends_before(book, cover_ends_before=ends)),
        "parts": [_part(part) for part in parts],
        "with_jht": wish.with_jht,
        "family": [*_death(estimate.death(book, wish)), *_others(book, wish)],
        "sources": [(_(label), source) for label, source in [*estimate.sources(book, wish), *_ages(book, starts)]],
        "ages": tuple(
            law.in_force(ages, on=starts, what=what).value
            for ages, what in ((book.age_min, "umur paling muda"), (book.age_below, "batas umur"))
        ),
    }


def _part(part: estimate.Part) -> dict[str, Any]:
    span = tongue.month(part.first) + ("" if part.months == 1 else f" – {tongue.month(part.last)}")
    relief = _(part.relief.label) if part.relief else ""
    return {"span": span, "months": part.months, "each": part.each, "rupiah": part.rupiah, "relief": relief}


def _ages(book: law.Book, on: dt.date) -> list[tuple[str, str]]:
    held = [law.in_force(one, on=on, what="umur") for one in (book.age_min, book.age_below, book.grace)]
    return [(entry.label, entry.source) for entry in held]


def _death(found: estimate.Death) -> list[dict[str, str]]:
    """A line for each stretch of days, each with the day on which it begins; never the whole before its day."""
    event = _("Meninggal karena sakit, usia, atau sebab lain")
    rows = []
    for one in found.sums:
        days = _("%(first)s sampai %(last)s") % {"first": tongue.day(one.first), "last": tongue.day(one.last)}
        what = _("Keluarga menerima %(rupiah)s.") if one.whole else _("Hanya %(rupiah)s%(named)s.")
        named = " " + _("biaya pemakaman") if one.named == "pemakaman" else ""
        said = what % {"rupiah": language.rupiah(one.rupiah), "named": named}
        rows.append({"event": event, "when": days, "said": said, "source": one.version.source})
    if found.later and found.whole:
        words = _("Mulai %(day)s menjadi %(rupiah)s, hanya bila iuran terus dibayar sampai hari itu.")
        said = words % {"day": tongue.day(found.later), "rupiah": language.rupiah(found.whole)}
        rows[-1]["more"] = said
    return rows


def _others(book: law.Book, wish: estimate.Wish) -> list[dict[str, str]]:
    lowest = law.tier(book, month=wish.first, income=wish.income).number == law.tier(book, month=wish.first).number
    more = "" if lowest else _("Ini pada penghasilan terendah; untuk penghasilan Anda tanyakan kepada BPJS.")
    rows = []
    for name, entry in estimate.other_sums(book, wish):
        event, words = _words()[name]
        sums = [entry.value.total or 0, *(rupiah for _name, rupiah in entry.value.parts)]
        said = words % {f"at{at}": language.rupiah(rupiah) for at, rupiah in enumerate(sums)}
        note = _(entry.note) if name == "BEASISWA" else more
        rows.append({"event": event, "when": "", "said": said, "more": note, "source": entry.source})
    return rows


def _words() -> dict[str, tuple[str, str]]:
    """Event and sum of each benefit: ``at0`` is its total, the others its parts in the order of the book."""
    return {
        "JKK_MENINGGAL": (
            _("Meninggal karena kecelakaan kerja"), _("Keluarga menerima %(at0)s, sejak hari pertama."),
        ),
        "JKK_CACAT_TOTAL": (_("Cacat total karena kecelakaan kerja"), _("Paling banyak %(at0)s.")),
        "JKK_STMB": (
            _("Belum bisa bekerja sesudah kecelakaan kerja"),
            _("%(at1)s sebulan pada tahun pertama, sesudahnya %(at2)s sebulan."),
        ),
        "BEASISWA": (_("Sekolah dua anak"), _("Paling banyak %(at0)s untuk dua anak.")),
    }  # fmt: skip
