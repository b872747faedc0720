"""The tables of a report: typed cells, written once, for the page, the PDF, the workbook, CSV and JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lindung.interfaces.reports import kinds, tongue, words
from lindung.interfaces.reports.kpi import facts
from lindung.kernel import language
from lindung.monitoring import facts as monitoring
from lindung.monitoring import indicators

Kind = Literal["text", "code", "number", "rupiah", "day", "share", "weighed"]
Cell = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """``note``: what the rows are and where they come from."""

    key: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


ROMAN = ("", "I", "II", "III", "IV")


def title(report: facts.Report) -> str:
    return _("Laporan Triwulan %(quarter)s %(year)s") % {"quarter": ROMAN[report.quarter], "year": report.year}


def every(report: facts.Report) -> list[Table]:
    """All tables of a report in their order; those that would be empty and mean nothing then are left out."""
    whole = [
        headline(report), districts(report), offices(report), late(report), changes(report), restated(report),
        history(report), overrides(report), places(report), kelurahan(report), definitions(report),
    ]  # fmt: skip
    return [one for one in whole if one.rows]


def text(kind: Kind, cell: Cell, whole: int = 1) -> str:
    """A cell as officers write it; ``whole``: how many parts weigh one person."""
    if cell is None:
        return "–"
    if isinstance(cell, dt.date):
        return language.day(cell)
    if isinstance(cell, str):
        return cell
    return {"rupiah": language.rupiah, "share": _tenths, "weighed": lambda n: weighed(n, whole)}.get(
        kind, language.number
    )(cell)  # fmt: skip


def _tenths(per_mille: int) -> str:
    return language.share(per_mille, 1000)


def per_mille(numerator: int, denominator: int) -> int | None:
    """A share as a whole number, cut and never clamped."""
    return numerator * 1000 // denominator if denominator else None


def weighed(parts: int, whole: int) -> str:
    """Persons with one decimal, cut: 3.350 parts of six are 558,3."""
    tenths = parts * 10 // whole
    return language.number(tenths // 10) + (f",{tenths % 10}" if tenths % 10 else "")


def parts(report: facts.Report, of: Iterable[monitoring.PlaceDay]) -> int:
    """Weighed worker-months of places, kelurahan apart as everywhere."""
    return sum(report.weight.parts.get(place.code, 0) for place in of if place.kind != "kelurahan")


# The figures

_HEADLINE = (
    ("reported", "villages"), ("budgeted", "villages"), ("listed", "villages"), ("submitted", "villages"),
    ("registered", "villages"), ("billed", "villages"), ("paid", "villages"), ("protected_villages", "villages"),
    ("at_quota", "villages"), ("budget_total_rupiah", ""), ("paid_total_rupiah", "budget_total_rupiah"),
    ("arrears_rupiah", ""), ("budget_heads", "target_workers"), ("declared", "target_workers"),
    ("enrolled_valid", "target_workers"), ("other_bpu", ""), ("submitted_people", "target_workers"),
    ("registered_people", "target_workers"), ("billed_heads", "target_workers"), ("paid_heads", "target_workers"),
    ("protected", "target_workers"), ("protected_confirmed", "protected"), ("protected_presumed", "protected"),
    ("protected_undetermined", "protected"),
)  # fmt: skip
"""Each figure with what it is measured against."""


def headline(report: facts.Report) -> Table:
    """Every figure: actual, what it is measured against, share, and the kelurahan apart."""
    columns = (
        Column(_("Kunci"), "code"), Column(_("Angka")), Column(_("Capaian"), "number"), Column(_("Satuan")),
        Column(_("Dari"), "number"), Column(_("Pembanding")), Column(_("Bagian"), "share"),
        Column(_("Kelurahan"), "number"),
    )  # fmt: skip
    rows = [_figure(report, key, against) for key, against in _HEADLINE]
    whole = report.weight.whole
    heads = parts(report, report.day.places)
    target = indicators.value("target_workers", report.day.places)
    rows.append(
        ("weighted", _(_WEIGHED), heads // whole, _("orang"), target, _("Sasaran pekerja"),
         per_mille(heads, target * whole), None)
    )  # fmt: skip
    note = _("Desa dihitung terpisah dari orang; kelurahan tidak berkuota dan tidak dijumlahkan.")
    return Table("pokok", _("Angka pokok"), note, columns, tuple(rows))


def _figure(report: facts.Report, key: str, against: str) -> tuple[Cell, ...]:
    places, indicator = report.day.places, indicators.BY_KEY[key]
    actual, of = indicators.value(key, places), indicators.value(against, places) if against else None
    label = _(indicators.BY_KEY[against].label) if against else ""
    share = per_mille(actual, of) if of is not None else None
    return (key, _(indicator.label), actual, _(indicator.unit), of, label, share, indicators.apart(key, places))


DISTRICT = ("reported", "budgeted", "paid", "at_quota", "target_workers", "paid_heads", "protected")


def districts(report: facts.Report) -> Table:
    """One row per camat, and the regency's total."""
    columns = (
        Column(_("Kode"), "code"), Column(_("Kecamatan")), Column(_("Desa"), "number"),
        *(Column(_(_SHORT.get(key, indicators.BY_KEY[key].label)), "number") for key in DISTRICT),
        Column(_("Capaian"), "share"), Column(_("Bobot BPJS"), "weighed"), Column(_("Iuran dibayar"), "rupiah"),
    )  # fmt: skip
    day = report.day
    rows = [
        _district(report, code, name, day.of_district(code))
        for code, name in day.districts
        if indicators.value("villages", day.of_district(code))
    ]
    rows.append(_district(report, day.code, day.name, day.places))
    note = _(
        "Target dan capaian setiap camat pada triwulan ini; baris terakhir kabupaten, termasuk uang untuk kabupaten."
    )
    return Table("kecamatan", _("Capaian per kecamatan"), note, columns, tuple(rows))


_SHORT = {
    "reported": gettext_noop("Melapor"), "budgeted": gettext_noop("Menganggarkan"), "paid": gettext_noop("Membayar"),
    "target_workers": gettext_noop("Sasaran"), "at_quota": gettext_noop("Kuota"),
    "protected": gettext_noop("Terlindungi"),
}  # fmt: skip
"""A narrow column has no room for the whole label."""
_WEIGHED = gettext_noop("Orang menurut bobot BPJS")


def _district(
    report: facts.Report, code: str, name: str, of: Sequence[monitoring.PlaceDay]
) -> tuple[Cell, ...]:  # fmt: skip
    figures = {key: indicators.value(key, of) for key in DISTRICT}
    reached = per_mille(figures["protected"], figures["target_workers"])
    rupiah = indicators.value("paid_total_rupiah", of)
    return (
        str(code), name, indicators.value("villages", of), *figures.values(), reached, parts(report, of), rupiah,
    )  # fmt: skip


def offices(report: facts.Report) -> Table:
    """What waits for whom: open findings by office and kind."""
    counts: dict[tuple[str, str], int] = {}
    since: dict[tuple[str, str], dt.date] = {}
    for found in report.day.findings:
        key = (words.office_group(found), found.kind)
        counts[key] = counts.get(key, 0) + 1
        if found.since is not None:
            since[key] = min(found.since, since.get(key, found.since))
    rows = [
        (office, _(kinds.finding_title(kind)), count, since.get((office, kind)))
        for (office, kind), count in sorted(counts.items(), key=lambda pair: (_rank(pair[0][0]), pair[0]))
    ]
    columns = (Column(_("Kantor")), Column(_("Temuan")), Column(_("Banyaknya"), "number"), Column(_("Sejak"), "day"))
    return Table(
        "kantor", _("Yang menunggu, per kantor"), _("Temuan yang terbuka pada hari itu."), columns, tuple(rows)
    )


def _rank(office: str) -> int:
    return 0 if office.startswith("Sekretaris") else 1 if office.startswith("Dinas") else 2


_LATE: dict[monitoring.Status, str] = {
    "not_reporting": gettext_noop("belum melaporkan anggaran"), "not_budgeted": gettext_noop("belum menganggarkan"),
    "unpaid": gettext_noop("belum membayar"),
}  # fmt: skip


def due_day(report: facts.Report) -> dt.date | None:
    """The last milestone that had come by the day: what a village that has not paid is late for."""
    return max((one.on for one in report.day.milestones), default=None)


def late(report: facts.Report) -> Table:
    """The villages that are late for the quarter: what they owe first, since which milestone."""
    due = due_day(report)
    columns = (
        Column(_("Kode"), "code"), Column(_("Desa")), Column(_("Kecamatan")), Column(_("Yang belum")),
        Column(_("Batas"), "day"), Column(_("Hari lewat"), "number"),
    )  # fmt: skip
    days = (report.day.on - due).days if due else None
    rows = [
        (str(place.code), place.name, place.district_name, _(_LATE[place.status]), due, days)
        for status in _LATE
        for place in report.day.villages
        if place.status == status and due is not None
    ]
    note = _("Desa yang belum membayar ketika tonggak lewat, menurut langkah terendah yang belum diambilnya.")
    return Table("terlambat", _("Desa yang terlambat"), note, columns, tuple(rows))


# Against the quarter before


def changes(report: facts.Report) -> Table:
    columns = (
        Column(_("Kunci"), "code"), Column(_("Angka")), Column(_("Laporan lalu"), "number"),
        Column(_("Fakta terlambat"), "number"),
        Column(_("Koreksi"), "number"), Column(_("Fakta baru"), "number"), Column(_("Sekarang"), "number"),
        Column(_("Satuan")),
    )  # fmt: skip
    rows = tuple(
        (one.key, _(indicators.BY_KEY[one.key].label), one.before, one.late, one.corrected, one.new, one.after,
         _(indicators.BY_KEY[one.key].unit))
        for one in report.changes
        if one.before or one.late or one.corrected or one.new
    )  # fmt: skip
    return Table("perubahan", _("Perubahan sejak laporan lalu, dan sebabnya"), _why(report), columns, rows)


def _why(report: facts.Report) -> str:
    if report.earlier is None:
        return _("Belum ada laporan triwulan yang disetujui sebelum ini.")
    return _(
        "Dibandingkan dengan Laporan Triwulan %(quarter)s %(year)s per %(day)s. Keadaan hari itu dihitung ulang "
        "menurut yang diketahui sekarang: yang bertambah datang terlambat, yang berkurang dikoreksi (pembatalan, "
        "koreksi, aturan yang diubah); sisanya fakta baru. Lalu + terlambat + koreksi + baru = sekarang."
    ) % {
        "quarter": ROMAN[report.earlier.quarter], "year": report.earlier.year, "day": tongue.day(report.earlier.on),
    }  # fmt: skip


def restated(report: facts.Report) -> Table:
    """Where the figures of the earlier day are others by now."""
    columns = (
        Column(_("Angka")),
        Column(_("Kode"), "code"),
        Column(_("Tempat")),
        Column(_("Beda"), "number"),
        Column(_("Satuan")),
    )
    rows = tuple(
        (_(indicators.BY_KEY[one.key].label), str(place.code), place.name, place.restated,
         _(indicators.BY_KEY[one.key].unit))
        for one in report.changes
        for place in one.places
    )  # fmt: skip
    note = _("Tempat yang angkanya pada hari laporan lalu sekarang lain: fakta terlambat (+) atau koreksi (-).")
    return Table("susulan", _("Rincian fakta terlambat dan koreksi"), note, columns, rows)


def history(report: facts.Report) -> Table:
    """Years as other books tell them, each with its source, and this one."""
    columns = (
        Column(_("Tahun"), "code"), Column(_("Orang terlindungi"), "number"), Column(_("Desa membayar"), "number"),
        Column(_("Anggaran"), "rupiah"), Column(_("Sumber")),
    )  # fmt: skip
    rows = [(str(one.year), one.people, one.villages, one.budget, one.source) for one in report.history]
    if rows:
        of = report.day.places
        ours = tuple(indicators.value(key, of) for key in ("protected", "paid", "budget_total_rupiah"))
        rows.append((str(report.year), *ours, _("Lindung, per %(day)s") % {"day": language.day(report.day.on)}))
    note = _("Tahun sebelumnya menurut buku lain; definisinya dapat berbeda, jadi dibaca berdampingan.")
    return Table("riwayat", _("Tahun demi tahun"), note, columns, tuple(rows))


# The annex


def overrides(report: facts.Report) -> Table:
    rows = tuple(
        (one.region, one.region_name, tongue.sentence(one.kind, one.sentence))
        for one in report.day.findings
        if one.kind in OVERRIDDEN
    )
    columns = (Column(_("Kode"), "code"), Column(_("Wilayah")), Column(_("Pengecualian")))
    note = _("Laporan ini bersandar pada pengecualian berikut; aturannya tetap.")
    return Table("pengecualian", _("Pengecualian"), note, columns, rows)


OVERRIDDEN = ("fund_overridden",)

PLACE = (
    "budget_total_rupiah", "budget_heads", "declared", "enrolled_valid", "paid_total_rupiah", "paid_heads", "protected",
)  # fmt: skip


def places(report: facts.Report) -> Table:
    return _places(report, "desa", _("Semua desa"), lambda place: place.is_village)


def kelurahan(report: facts.Report) -> Table:
    return _places(report, "kelurahan", _("Kelurahan, dihitung terpisah"), lambda place: place.kind == "kelurahan")


def _places(
    report: facts.Report, key: str, title: str, among: Callable[[monitoring.PlaceDay], bool]
) -> Table:  # fmt: skip
    unit: dict[str, Kind] = {"rupiah": "rupiah"}
    columns = (
        Column(_("Kode"), "code"), Column(_("Nama")), Column(_("Kecamatan")), Column(_("Keadaan")),
        Column(_("Kuota"), "number"),
        *(Column(_(indicators.BY_KEY[one].label), unit.get(indicators.BY_KEY[one].unit, "number")) for one in PLACE),
        Column(_("Bobot BPJS"), "weighed"),
    )  # fmt: skip
    rows = tuple(_place(report, place) for place in report.day.places if among(place))
    note = _("Keadaan: langkah terendah yang belum diambil desa.") if key == "desa" else _("Tidak berkuota.")
    return Table(key, title, note, columns, rows)


def _place(report: facts.Report, place: monitoring.PlaceDay) -> tuple[Cell, ...]:
    state = _(kinds.BY_STATUS[place.status].title) if place.is_village else _("terpisah")
    figures = (indicators.BY_KEY[one].of(place) for one in PLACE)
    weight = report.weight.parts.get(place.code, 0)
    return (str(place.code), place.name, place.district_name, state, place.quota, *figures, weight)


def definitions(report: facts.Report) -> Table:
    """Every figure: what it counts, over what it is divided, from which source, of which day."""
    columns = (
        Column(_("Angka")), Column(_("Yang dihitung (pembilang)")), Column(_("Dibagi")), Column(_("Sumber")),
        Column(_("Hari"), "day"),
    )  # fmt: skip
    return Table(
        "definisi", _("Definisi, pembilang, penyebut, sumber"), _(_LADDER), columns, tuple(_definitions(report))
    )  # fmt: skip


_LADDER = gettext_noop(
    "Tidak ada persen tanpa pembilang, penyebut, sumber dan hari. Kuota adalah batas bawah, jadi tidak dipotong."
)


def _definitions(report: facts.Report) -> Iterator[tuple[Cell, ...]]:
    on = report.day.on
    against = dict(_HEADLINE)
    for one in indicators.ALL:
        divisor = against.get(one.key, "")
        over = _(indicators.BY_KEY[divisor].label) if divisor else "–"
        yield _(one.label), _(one.how), over, _(one.source), on
    how = _(
        "Tiap orang dihitung sebanyak bulan yang dibayar dalam tahun ini, penuh mulai %(whole)s bulan: orang × min(1, "
        "bulan ÷ %(whole)s)."
    ) % {"whole": report.weight.whole}
    yield _(_WEIGHED), how, _(indicators.BY_KEY["target_workers"].label), report.weight.source, on
