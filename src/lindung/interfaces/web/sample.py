"""An invented regency for the gallery: a village in each state, a kelurahan, a finding of several kinds.

Its codes begin with 00, which no province has, so that no link of it leads to anyone's data.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext as _

from lindung.interfaces.intake import problems
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import days, fields, links, tables
from lindung.kernel import values
from lindung.monitoring import cover, facts, persons, sentences
from lindung.platform.regions import facts as regions

ON = dt.date(2023, 4, 13)
_REGENCY = values.RegionCode("00.01")
_HILL, _COAST = values.RegionCode("00.01.01"), values.RegionCode("00.01.02")
_DISTRICTS = ((_HILL, "Bukit Contoh"), (_COAST, "Pesisir Contoh yang Bernama Panjang"))
_NAMES = dict(_DISTRICTS)


def _place(code: str, name: str, *, heads: int = 0, paid: int = 0, reported: bool = True) -> facts.PlaceDay:
    """``heads`` budgeted, ``paid`` of them paid, listed and protected; half of these confirmed."""
    kind: values.RegionKind = "desa" if code[9] == "2" else "kelurahan"
    return facts.PlaceDay(
        code=values.RegionCode(code), name=name, kind=kind, district=values.RegionCode(code[:8]),
        district_name=_NAMES[values.RegionCode(code[:8])], quota=100 if kind == "desa" else 0, reported=reported,
        budget_rupiah=heads * 200_000, budget_heads=heads, funds=("ADD",) if heads else (),
        declared=paid + 2 * bool(paid),
        valid=paid, other_bpu=0, listed=paid > 0, submitted=paid, registered=paid // 2, paid=paid > 0,
        paid_rupiah=paid * 200_000,
        paid_heads=paid, protected=paid, confirmed=paid // 2, presumed=paid - paid // 2 - paid // 10,
        undetermined=paid // 10, cover_ends_before=dt.date(2024, 1, 1) if paid else None, arrears_rupiah=0,
    )  # fmt: skip


PLACES = (
    _place("00.01.01.2001", "Belum Melapor", reported=False),
    _place("00.01.01.2002", "Belum Menganggarkan"),
    _place("00.01.01.2003", "Belum Membayar", heads=100),
    _place("00.01.02.2001", "Di Bawah Kuota", heads=100, paid=40),
    _place("00.01.02.2002", "Mencapai Kuota", heads=120, paid=120),
    _place("00.01.02.1001", "Kelurahan Contoh", heads=10, paid=7),
)


def _found(kind: str, place: facts.PlaceDay, since: dt.date | None = None) -> facts.Finding:
    return facts.Finding(
        kind,
        place.code,
        place.name,
        f"Desa {place.name}.",
        sentences.CAMAT.format(district=place.district_name),
        since,
        (),
    )


_MISSED = facts.Finding(
    "milestone_missed", _REGENCY, "Kabupaten Contoh",
    sentences.MILESTONE_MISSED.format(day="31 Maret 2023", share="100%", villages=5, paid=1),
    sentences.SEKDA.format(regency="Kabupaten Contoh"), dt.date(2023, 4, 1), (),
)  # fmt: skip
FINDINGS = (
    _MISSED,
    _found("not_reporting", PLACES[0]),
    _found("not_budgeted", PLACES[1]),
    *(_found("not_paid", place, dt.date(2023, 4, 1)) for place in PLACES[:3] * 3),
    _found("paid_short", PLACES[3]),
    _found("list_short", PLACES[3]),
    _found("list_problems", PLACES[3]),
    _found("cover_lapsing", PLACES[4], dt.date(2023, 4, 10)),
)


def day() -> days.Day:
    """The regency on 13 April 2023, with three earlier years."""
    whole = facts.RegencyDay(
        code=_REGENCY, name="Kabupaten Contoh", province_name="Contoh", zone="WITA", year=ON.year, quota=100, on=ON,
        known_at=ON, places=PLACES, districts=_DISTRICTS,
        milestones=(facts.MilestoneDay(dt.date(2023, 3, 31), 1.0, "Instruksi Bupati Contoh", 1, 1),),
        findings=FINDINGS, problems=(), warnings=(),
    )  # fmt: skip
    return days.added_up(whole, ((2020, 0, 500), (2021, 90, 500), (2022, 260, 500)))


def empty_day() -> days.Day:
    """The same regency before anything came in: no place, no finding."""
    return days.added_up(dataclasses.replace(day().day, places=(), districts=(), findings=(), milestones=()))


def to() -> links.Links:
    return links.Links(days.Asked(ON.year, ON, ON), _REGENCY)


# A village, a person, a map


def months() -> list[persons.MonthCover]:
    """A village's year: four months paid for forty, the rest still to come."""
    found = []
    for number in range(1, 13):
        heads = 40 if number <= 8 else 0
        split = cover.Split(heads=heads, confirmed=heads // 2, presumed=heads // 4, undetermined=heads // 4)
        month = values.Month(ON.year, number)
        found.append(persons.MonthCover(month, month.first_day, number > ON.month, heads, split, ()))
    return found


def days_of_a_person() -> list[persons.PersonDays]:
    """A year in which everything happens that can be told of a person."""
    starts = (dt.date(2023, 1, 1), dt.date(2023, 2, 10), dt.date(2023, 5, 1), dt.date(2023, 7, 1), dt.date(2023, 9, 1),
              dt.date(2023, 11, 1), dt.date(2024, 1, 1))  # fmt: skip
    states: tuple[cover.State, ...] = ("none", "presumed", "confirmed", "undetermined", "grace", "ended")
    spans = zip(states, starts, starts[1:], strict=False)
    return [persons.PersonDays(values.Span(first, end), state, (), None) for state, first, end in spans]


def outlines() -> regions.Outlines:
    """Each place a square of a tenth of a degree, three beside each other."""
    side = 1000
    found = {}
    for at, place in enumerate(PLACES):
        x, y = 1_230_000 + at % 3 * side, -5_000 + at // 3 * side
        found[str(place.code)] = regions.Outline(
            x=x, y=y, path=f"h{side}v{side}h-{side}z", left=x, top=y, right=x + side, bottom=y + side,
            middle=(x + side // 2, y + side // 2), area=side * side,
        )  # fmt: skip
    return regions.Outlines(found, None, "contoh")


def table() -> tables.Table:
    """A cell of each kind, and text that must stay text."""
    columns = (
        tables.Column(_("Nama")), tables.Column(_("Kode"), "code"), tables.Column(_("Orang"), "number"),
        tables.Column(_("Jumlah"), "rupiah"), tables.Column(_("Pada hari"), "day"),
        tables.Column(_("Keterangan"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row((f"Desa Contoh {number}", f"00.01.01.2{number:03d}", number, number * 200_000, ON, "=1+1 <b>"))
        for number in range(1, 3)
    )
    return tables.Table("contoh", _("Tabel contoh"), "Kabupaten Contoh", _("Setiap jenis sel."), columns, rows)


def empty_table() -> tables.Table:
    return dataclasses.replace(table(), key="kosong", title=_("Tabel kosong"), note=_("Belum ada baris."), rows=())


def asked() -> list[fields.Field]:
    """A question of each shape; then the same with what may be wrong with the answers."""
    year = fields.Field("tahun", _("Tahun"), required=True, inputmode="numeric", value="2023")
    nik = fields.Field("nik", _("NIK"), required=True, hint=_("16 angka dari KTP atau KK."), digits=16)
    month = fields.Field("bulan", _("Bulan pertama"), "month", hint=_("Seperti 01-2023."))
    funds = (("ADD", _("Alokasi dari kabupaten")), ("PAD", _("Pendapatan asli desa")))
    fund = fields.Field("dana", _("Sumber dana"), suggested=funds)
    stages = (("", _("Pilih")), ("perdes", _("Perdes APBDes")))
    stage = fields.Field("tahap", _("Tahap"), "select", choices=stages, required=True)
    answers = (("keep", _("Tetap berlaku di samping baris ini")), ("replace", _("Diganti seluruhnya oleh baris ini")))
    others = fields.Field("lain", _("Sumber dana lain yang sudah tercatat"), "radio", choices=answers)
    return [year, nik, month, fund, stage, others]


def wrongly_answered() -> list[fields.Field]:
    said = {"tahun": "23", "nik": "7503011306780", "bulan": "tiga", "dana": "Kas", "tahap": "", "lain": ""}
    unread = problems.typed_sentence("unreadable", written="tiga", how=problems.LIKE_A_MONTH)
    wrong = [(one.name, tongue.sentence("unreadable", unread)) for one in asked()]
    named = [dataclasses.replace(one, name=f"{one.name}-salah") for one in asked()]
    answered = {f"{name}-salah": value for name, value in said.items()}
    return fields.filled(named, answered, [(f"{name}-salah", message) for name, message in wrong])
