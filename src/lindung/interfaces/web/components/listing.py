"""The lists behind the numbers: each has as many rows as its figure counts, or parts that add up to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import days, links, tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language
from lindung.monitoring import facts, indicators, persons
from lindung.registers.coverage import queries as coverage
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import queries as funding

Column = tables.Column
Lister = Callable[[days.Day, links.Links, sources.About], tables.Table]


def of(key: str) -> Lister | None:
    """What lists the figure ``key``; None where no figure bears that name."""
    if key in _PEOPLE:
        return lambda day, to, top: people(key, day, to, top)
    if key in _MONEY:
        return _MONEY[key]
    if key in indicators.BY_KEY:
        return lambda day, to, top: places(key, day, to, top)
    apart = key.removeprefix("kelurahan-")
    if apart != key and apart in indicators.BY_KEY:
        return lambda day, to, top: kelurahan(apart, day, to, top)
    status = key.removeprefix("keadaan-")
    if status in kinds.BY_STATUS:
        return lambda day, to, top: in_state(kinds.BY_STATUS[status], day, to, top)
    milestone = _milestone(key)
    return (lambda day, to, top: paid_by(milestone, day, to, top)) if milestone else None


def _milestone(key: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(key.removeprefix("tonggak-")) if key.startswith("tonggak-") else None
    except ValueError:
        return None


# Villages


def _place_columns(*more: tables.Column) -> tuple[tables.Column, ...]:
    return (Column(_("Wilayah")), Column(_("Kode"), "code"), Column(_("Kecamatan")), Column(_("Keadaan")), *more)


def _state(place: facts.PlaceDay) -> str:
    return _(kinds.BY_STATUS[place.status].title) if place.is_village else _("Dihitung terpisah")


def _place_row(place: facts.PlaceDay, to: links.Links, *more: tables.Cell) -> tables.Row:
    named = (kinds.place_title(place), str(place.code), place.district_name or None, _state(place))
    return tables.Row((*named, *more), to.to(place.code) if place.district else "")


def places(key: str, day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """The places that a figure counts: a row each for a figure of villages, else with their part of the whole."""
    indicator = indicators.BY_KEY[key]
    counted = indicators.counted(key, day.day.places)
    total = indicators.value(key, day.day.places)
    if indicator.unit == "desa":
        return tables.Table(
            key, _(indicator.label), top.line, _counted(indicator, total), _place_columns(),
            tuple(_place_row(place, to) for place in counted),
        )  # fmt: skip
    part = Column(_("Orang"), "number") if indicator.unit == "orang" else Column(_("Jumlah"), "rupiah")
    rows = tuple(_place_row(place, to, indicator.of(place)) for place in counted)
    return tables.Table(key, _(indicator.label), top.line, _counted(indicator, total), _place_columns(part), rows)


def kelurahan(key: str, day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """What a figure comes to in the kelurahan, which are shown apart."""
    indicator = indicators.BY_KEY[key]
    kind = "rupiah" if indicator.unit == "rupiah" else "number"
    columns = _place_columns(Column(_("Jumlah"), kind))
    found = [place for place in day.day.kelurahan if indicator.of(place)]
    rows = tuple(_place_row(place, to, indicator.of(place)) for place in found)
    title = _("%(figure)s di kelurahan") % {"figure": _(indicator.label)}
    return tables.Table(f"kelurahan-{key}", title, top.line, _(indicator.how), columns, rows)


def _counted(indicator: indicators.Indicator, total: int) -> str:
    """«3.400 orang. How it is counted. Source.»"""
    amount = language.rupiah(total) if indicator.unit == "rupiah" else f"{language.number(total)} {_(indicator.unit)}"
    return f"{amount}. {_(indicator.how)} {_('Sumber')}: {_(indicator.source)}."


def in_state(state: kinds.State, day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """The villages that have come exactly so far."""
    found = [place for place in day.day.villages if place.status == state.status]
    note = _("%(count)s desa. Setiap desa ada pada tepat satu keadaan.") % {"count": language.number(len(found))}
    columns = _place_columns(
        Column(_("Anggaran"), "rupiah"), Column(_("Nama sah"), "number"), Column(_("Dibayar"), "rupiah"),
        Column(_("Terlindungi"), "number"),
    )  # fmt: skip
    rows = tuple(
        _place_row(one, to, one.budget_rupiah or None, one.valid or None, one.paid_rupiah or None, one.protected)
        for one in found
    )
    return tables.Table(f"keadaan-{state.status}", _(state.title), top.line, note, columns, rows)


_BEHIND = {state.status: rank for rank, state in enumerate(kinds.STATES)}


def in_district(day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """The villages and kelurahan of a district, those furthest behind first."""
    found = sorted(day.day.places, key=lambda p: (not p.is_village, _BEHIND[p.status], p.protected, p.name))
    columns = (
        Column(_("Desa")), Column(_("Keadaan")), Column(_("Anggaran"), "rupiah"), Column(_("Nama sah"), "number"),
        Column(_("Dibayar"), "rupiah"), Column(_("Terlindungi"), "number"), Column(_("Kuota"), "number"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                kinds.place_title(one), _state(one),
                one.budget_rupiah or None, one.valid or None, one.paid_rupiah or None, one.protected, one.quota or None,
            ),
            to.to(one.code),
        )
        for one in found
    )  # fmt: skip
    note = _("Tiap desa membuka halamannya: langkah berikutnya, daftar, pembayaran dan masalahnya.")
    return tables.Table("desa", _("Desa"), top.line, note, columns, rows)


def paid_by(milestone: dt.date, day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """The villages that had paid on the day of a milestone, by the receipts known on the day of knowledge."""
    receipts = funding.receipts(str(day.day.code), known_at=day.day.known_at)
    paid = {one.region for one in receipts if one.stands_on(milestone) and one.touches(day.day.year)}
    found = [place for place in day.day.villages if place.code in paid]
    title = _("Membayar pada %(day)s") % {"day": tongue.day(milestone)}
    note = _("%(count)s desa dengan pembayaran bertanggal sampai hari itu.") % {"count": language.number(len(found))}
    rows = tuple(_place_row(place, to) for place in found)
    return tables.Table(f"tonggak-{milestone}", title, top.line, note, _place_columns(), rows)


def all_places(day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """Every place with every figure."""
    shown = [one for one in indicators.ALL if one.key != "villages"]
    columns = _place_columns(*(Column(_(one.label), "rupiah" if one.unit == "rupiah" else "number") for one in shown))
    rows = tuple(_place_row(place, to, *(one.of(place) for one in shown)) for place in day.day.places)
    note = _("Satu baris satu wilayah; pada kolom yang menghitung desa, 1 berarti ya.")
    return tables.Table("desa", _("Semua wilayah, semua angka"), top.line, note, columns, rows)


def all_districts(day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """Every district with every figure."""
    columns = (
        Column(_("Kecamatan")), Column(_("Kode"), "code"),
        *(Column(_(one.label), "rupiah" if one.unit == "rupiah" else "number") for one in indicators.ALL),
    )  # fmt: skip
    rows = tuple(
        tables.Row((name, str(code), *day.figures[str(code)]), to.to(code)) for code, name in day.day.districts
    )
    note = _("Jumlah desa, orang dan rupiah tiap kecamatan; kelurahan tidak termasuk.")
    return tables.Table("kecamatan", _("Semua kecamatan, semua angka"), top.line, note, columns, rows)


# People


def lists_people(key: str) -> bool:
    """Whether a row of the list ``key`` is a person."""
    return key in _PEOPLE


def people(key: str, day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """A row a person: as many as the figure counts."""
    indicator = indicators.BY_KEY[key]
    columns = (
        Column(_("Nama")), Column(_("NIK"), "code", nik=True), Column(_("Desa")), Column(_("Kecamatan")),
        Column(_("Pekerjaan")), Column(_("Keadaan")), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(row for place in indicators.counted(key, day.day.places) for row in _PEOPLE[key](day.day, place))
    note = _counted(indicator, indicators.value(key, day.day.places))
    return tables.Table(key, _(indicator.label), top.line, f"{note} {_('NIK disamarkan.')}", columns, rows)


def _names(
    day: facts.RegencyDay, place: facts.PlaceDay, counts: Callable[[persons.ListedName], bool]
) -> Iterator[tables.Row]:
    for one in persons.roster(day, str(place.code)).names:
        if counts(one):
            state = _(kinds.row_title(one.fault.kind)) if one.fault else _("Dihitung")
            yield _person(place, one, state)


def _person(place: facts.PlaceDay, one: persons.ListedName, state: str) -> tables.Row:
    who, row = one.row.person, one.row
    cells = (who.name, who.masked_nik, kinds.place_title(place), place.district_name, row.occupation or None, state)
    return tables.Row(
        (*cells, sources.where(row.file, row.sheet, row.row)), f"/wilayah/{place.code}/pekerja/{who.id}/", who.id
    )


def _declared(day: facts.RegencyDay, place: facts.PlaceDay) -> Iterator[tables.Row]:
    yield from _names(day, place, lambda one: True)
    for held in persons.roster(day, str(place.code)).held:
        state = ", ".join(_(kinds.row_title(problem.kind)) for problem in held.problems)
        cells = (_("(baris ditahan)"), None, kinds.place_title(place), place.district_name, None, state)
        yield tables.Row((*cells, sources.where(held.file, held.sheet, held.row)))


def _valid(day: facts.RegencyDay, place: facts.PlaceDay) -> Iterator[tables.Row]:
    return _names(day, place, lambda one: one.fault is None)


def _other(day: facts.RegencyDay, place: facts.PlaceDay) -> Iterator[tables.Row]:
    return _names(day, place, lambda one: one.fault is None and one.row.category == "bpu_lain")


def _presumed(day: facts.RegencyDay, place: facts.PlaceDay) -> Iterator[tables.Row]:
    """The valid names that BPJS has not yet been heard of."""
    known = coverage.members_in(str(place.code), known_at=day.known_at)
    confirmed = {one.person for one in known if one.starts_on <= day.on} if place.confirmed else set()
    return _names(day, place, lambda one: one.fault is None and one.row.person.id not in confirmed)


_PEOPLE: dict[str, Callable[[facts.RegencyDay, facts.PlaceDay], Iterator[tables.Row]]] = {
    "declared": _declared,
    "enrolled_valid": _valid,
    "other_bpu": _other,
    "protected_presumed": _presumed,
}


# Money


def _budgets(day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """The budget lines in force, which add up to the figure."""
    found = day.day
    said = funding.budgets(str(found.code), year=found.year, known_at=found.known_at)
    columns = _place_columns(
        Column(_("Sumber dana")), Column(_("Anggaran"), "rupiah"), Column(_("Orang"), "number"),
        Column(pgettext("banyaknya", "Bulan"), "number"), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        _place_row(
            place, to, one.fund or None, one.amount, one.heads, one.months,
            sources.where(one.file, one.sheet, one.row),
        )
        for place in indicators.counted("budget_total_rupiah", found.places)
        for one in funding.in_force(said.get(str(place.code), []), on=found.on)
        if one.amount
    )  # fmt: skip
    key = "budget_total_rupiah"
    note = _counted(indicators.BY_KEY[key], indicators.value(key, found.places))
    return tables.Table(key, _(indicators.BY_KEY[key].label), top.line, note, columns, rows)


def _receipts(key: str, belongs: Callable[[funding_facts.KnownReceipt, facts.RegencyDay], bool]) -> Lister:
    def listed(day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
        """The receipts that add up to the figure."""
        found = day.day
        counted = {str(place.code): place for place in indicators.counted(key, found.places)}
        columns = _place_columns(
            Column(_("Kode iuran"), "code"), Column(pgettext("uang", "Diterima BPJS"), "day"),
            Column(_("Masa"), "code"), Column(_("Orang"), "number"), Column(_("Jumlah"), "rupiah"),
            Column(_("Asal"), wide=True),
        )  # fmt: skip
        rows = tuple(
            _place_row(
                counted[one.region], to, one.code or None, one.paid_on, sources.months_of(one), one.heads, one.amount,
                sources.where(one.file, one.sheet, one.row),
            )
            for one in funding.receipts(str(found.code), known_at=found.known_at)
            if one.region in counted and one.stands_on(found.on) and belongs(one, found)
        )  # fmt: skip
        note = _counted(indicators.BY_KEY[key], indicators.value(key, found.places))
        return tables.Table(key, _(indicators.BY_KEY[key].label), top.line, note, columns, rows)

    return listed


def _of_year(one: funding_facts.KnownReceipt, day: facts.RegencyDay) -> bool:
    return one.touches(day.year)


def _arrears(one: funding_facts.KnownReceipt, day: facts.RegencyDay) -> bool:
    return one.first_month.plus(one.months - 1).year < day.year


_MONEY: dict[str, Lister] = {
    "budget_total_rupiah": _budgets,
    "paid_total_rupiah": _receipts("paid_total_rupiah", _of_year),
    "arrears_rupiah": _receipts("arrears_rupiah", _arrears),
}


# Findings and rows


def duties(found: Sequence[facts.Finding], day: days.Day, to: links.Links, top: sources.About) -> tables.Table:
    """What is not as it should be, with the place, the office that answers for it and where it stands."""
    named = {str(place.code): place for place in day.day.places}
    columns = (
        Column(_("Wilayah")), Column(_("Kecamatan")), Column(_("Temuan")), Column(_("Penanggung jawab")),
        Column(_("Sejak"), "day"), Column(_("Keterangan"), wide=True),
        Column(_("Bukti"), wide=True, in_files=len(found) > 20),
    )  # fmt: skip
    rows = []
    for one in found:
        place = named.get(one.region)
        name = kinds.place_title(place) if place else one.region_name
        href = to.to(one.region) if place and place.district else ""
        cells = (name, (place.district_name if place else "") or None, _(kinds.finding_title(one.kind)))
        rows.append(
            tables.Row(
                (
                    *cells, tongue.office(one.responsible), one.since, tongue.sentence(one.kind, one.sentence),
                    _evidence(one.evidence) or None,
                ),
                href,
            )
        )  # fmt: skip
    note = _("%(count)s temuan. Yang belum sebagaimana mestinya, dan kantor yang harus bertindak.") % {
        "count": language.number(len(rows)),
    }  # fmt: skip
    return tables.Table("temuan", _("Tindak lanjut"), top.line, note, columns, tuple(rows))


def _evidence(rows: Iterable[facts.Evidence]) -> str:
    """«daftar.xlsx, DAFTAR, baris 5, 8»: the rows of a sheet together."""
    by_sheet: dict[tuple[str, str], list[int]] = {}
    for one in rows:
        by_sheet.setdefault((one.file, one.sheet), []).append(one.row)
    said = []
    for (file, sheet), numbers in by_sheet.items():
        where = ", ".join(str(number) for number in sorted(numbers) if number)
        named = ", ".join(filter(None, (file, sheet)))
        said.append(f"{named}, {_('baris')} {where}" if where else named)
    return "; ".join(said)


# Several regencies

_GLANCE = ("villages", "reported", "budgeted", "paid", "at_quota", "target_workers", "protected", "paid_total_rupiah")


def regencies(found: Sequence[days.Glance], example: bool, title: str) -> tables.Table:
    """A regency a row, as of the day last kept of it."""
    shown = [indicators.BY_KEY[key] for key in _GLANCE]
    columns = (
        Column(_("Kabupaten atau kota")), Column(_("Kode"), "code"), Column(_("Data per"), "day"),
        *(Column(_(one.label), "rupiah" if one.unit == "rupiah" else "number") for one in shown),
        Column(_("Cakupan"), "code"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.name, one.code, one.on, *(one.figures[key] for key in _GLANCE),
                language.share(one.figures["protected"], one.figures["target_workers"]),
            ),
            f"/wilayah/{one.code}/",
        )
        for one in found
    )  # fmt: skip
    about = sources.About(title, "", example)
    note = _("Kabupaten dan kota yang berkasnya sudah diterima; yang belum mengirim tidak ada di sini, bukan nol.")
    return tables.Table("kabupaten", title, about.line, note, columns, rows)
