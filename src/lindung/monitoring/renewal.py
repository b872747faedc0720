"""The renewal calendar: 60, 30 and 7 days before each village's own last paid day, with a message that is ready.

It follows from what the village itself has paid, not from the calendar year: terms of 4, 6, 8 and 12 months exist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lindung.kernel import language, law, values
from lindung.monitoring import facts
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import queries as coverage


@dataclass(frozen=True, slots=True)
class Renewal:
    """A village whose cover runs out: its last covered day, which reminder is due, and what the next month costs."""

    place: facts.PlaceDay
    last_on: dt.date
    days_left: int
    step: int
    heads: int
    monthly_rupiah: int | None
    message: str


def calendar(day: facts.RegencyDay, *, within: str = "") -> tuple[Renewal, ...]:
    """The villages (and kelurahan) in ``within`` that are to be reminded on the day, the most urgent first."""
    book = rulebook.book(day.code, day.known_at)
    steps = law.in_force(book.renewal_days, on=day.on, what="hari pengingat perpanjangan").value
    soon = day.on + dt.timedelta(days=max(steps) + 1)
    found = []
    for place in day.places:
        here = place.code.level == 4 and (not within or place.code.within(within))
        if not (here and place.protected and place.cover_ends_before and place.cover_ends_before <= soon):
            continue
        paid = coverage.facts_of(place.code, on=day.on, known_at=day.known_at)
        last_on = paid_to(paid, on=day.on)
        left = (last_on - day.on).days
        due = [step for step in steps if left <= step]
        if due:
            found.append(_renewal(book, day, place, last_on, min(due), heads_on(paid, last_on)))
    return tuple(sorted(found, key=lambda one: (one.last_on, one.place.code)))


def heads_on(paid: Iterable[coverage_facts.Fact], day: dt.date) -> int:
    """Heads covered on a day."""
    return sum(fact.heads for fact in paid if fact.starts_on <= day < fact.ends_before)


def paid_to(paid: Iterable[coverage_facts.Fact], *, on: dt.date) -> dt.date:
    """The last day of the unbroken cover that ``on`` lies in; what was already paid for afterwards is joined to it."""
    known = list(paid)
    day = on
    while heads_on(known, day) > 0:
        day = min(end for fact in known for end in (fact.starts_on, fact.ends_before) if end > day)
    return day - dt.timedelta(days=1)


def _renewal(
    book: law.Book, day: facts.RegencyDay, place: facts.PlaceDay, last_on: dt.date, step: int, heads: int
) -> Renewal:
    first = values.Month.of(last_on + dt.timedelta(days=1))
    try:
        quote = law.quote(
            book, first=first, months=1, heads=heads, sector="non_transport", public_money=True, village_money=False
        )
        rupiah: int | None = quote.total
    except law.NoRule:
        rupiah = None
    left = (last_on - day.on).days
    return Renewal(place, last_on, left, step, heads, rupiah, _message(book, day, place, last_on, heads, rupiah))


def _message(
    book: law.Book, day: facts.RegencyDay, place: facts.PlaceDay, last_on: dt.date, heads: int, rupiah: int | None
) -> str:
    """What is sent to the head of the village, in Indonesian whoever reads the page."""
    title, name = ("Lurah", "Kelurahan") if place.kind == "kelurahan" else ("Kepala Desa", "Desa")
    grace = law.grace_ends_before(book, cover_ends_before=last_on + dt.timedelta(days=1)) - dt.timedelta(days=1)
    return _MESSAGE.format(
        head=title, kind=name, name=place.name, district=place.district_name, heads=language.number(heads),
        last=language.day_in_words(last_on), left=(last_on - day.on).days,
        cost=_COST.format(rupiah=language.rupiah(rupiah)) if rupiah else "", grace=language.day_in_words(grace),
        on=language.day_in_words(day.on),
    )  # fmt: skip


_MESSAGE = (
    "Yth. {head} {name}, Kecamatan {district}. Iuran BPJS Ketenagakerjaan {heads} pekerja {kind} {name} dibayar sampai "
    "{last} ({left} hari lagi). Mohon bulan berikutnya dibayar sebelum hari itu agar perlindungan tidak terputus."
    "{cost} Sesudah hari itu perlindungan belum pasti, dan sesudah {grace} kepesertaan berakhir. Keadaan per {on}; "
    "bila sudah dibayar, kirimkan bukti bayarnya kepada Dinas PMD."
)
_COST = " Iuran sebulan untuk jumlah itu {rupiah} menurut tarif yang berlaku."
