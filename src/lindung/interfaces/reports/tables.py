"""Tiles and tables of places for the page: by district, worst first, and every figure of every place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import safestring

from lindung.interfaces.reports import charts, kinds
from lindung.kernel import language
from lindung.monitoring import facts, indicators

_ORDER = {state.status: rank for rank, state in enumerate(kinds.STATES)}


@dataclass(frozen=True, slots=True)
class Tile:
    """One village: number, mark, colour and the same in words."""

    code: str
    css: str
    number: str
    says: str


@dataclass(frozen=True, slots=True)
class Block:
    """The tiles of a district, worst first; kelurahan last."""

    code: str
    name: str
    share: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district, or the whole regency: its villages by state, and its people."""

    code: str
    name: str
    holds: str
    bar: safestring.SafeString | str
    counts: tuple[tuple[str, str], ...]
    protected: str
    target: str
    share: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Every figure of a place, as text."""

    code: str
    name: str
    css: str
    state: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The places of a district in the table of all places."""

    code: str
    name: str
    rows: tuple[PlaceRow, ...]


def blocks(day: facts.RegencyDay) -> list[Block]:
    """All villages as tiles, district by district in the order of the codes."""
    found = []
    for code, name in day.districts:
        places = sorted(day.of_district(code), key=lambda p: (not p.is_village, _ORDER[p.status], p.protected, p.name))
        found.append(Block(code, name, _share(places), tuple(_tile(place) for place in places)))
    return [block for block in found if block.tiles]


def _tile(place: facts.PlaceDay) -> Tile:
    where = f"{kinds.place_title(place)}, {place.district_name}"
    people = language.number(place.protected)
    if not place.is_village:
        return Tile(place.code, "s5", people, f"{where}: dihitung terpisah, {people} orang terlindungi")
    state = kinds.BY_STATUS[place.status]
    of_quota = f"{people} dari kuota {language.number(place.quota)} orang terlindungi"
    return Tile(place.code, state.css, people, f"{where}: {state.sentence}, {of_quota}")


def _share(places: Sequence[facts.PlaceDay]) -> str:
    """Protected of target; nothing where there is no target."""
    target = indicators.value("target_workers", places)
    if not target:
        return ""
    return f"{language.number(indicators.value('protected', places))}/{language.number(target)}"


def states(day: facts.RegencyDay) -> list[tuple[kinds.State, str]]:
    """How many villages are in each state, those that occur."""
    counts = [(state, _of_state(day.villages, state)) for state in kinds.STATES]
    return [(state, language.number(count)) for state, count in counts if count]


def _of_state(places: Sequence[facts.PlaceDay], state: kinds.State) -> int:
    return len([place for place in places if place.is_village and place.status == state.status])


def districts(day: facts.RegencyDay) -> list[DistrictRow]:
    """Districts with villages, those that are furthest from their target first."""
    rows = []
    for code, name in day.districts:
        places = day.of_district(code)
        target = indicators.value("target_workers", places)
        if indicators.value("villages", places):
            reached = indicators.value("protected", places) / target if target else 0
            lacking = _of_state(places, kinds.STATES[0]) + _of_state(places, kinds.STATES[1])
            rows.append(((reached, -lacking, code), _district(code, name, places)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def regency(day: facts.RegencyDay) -> DistrictRow:
    """The total, money and people received for the regency itself among it."""
    return _district("", day.name, day.places)


def _district(code: str, name: str, places: Sequence[facts.PlaceDay]) -> DistrictRow:
    counts = [(state, _of_state(places, state)) for state in kinds.STATES]
    protected, target = (indicators.value(key, places) for key in ("protected", "target_workers"))
    said = ", ".join(f"{language.number(n)} {kinds.lower_first(state.title)}" for state, n in counts if n)
    return DistrictRow(
        code=code,
        name=name,
        holds=_holds(places),
        bar=charts.bar(
            [charts.Part(state.css, count) for state, count in reversed(counts)],
            whole=indicators.value("villages", places),
            says=f"{name}: {said} desa",
            height=14,
        ),
        counts=tuple((state.title, language.number(n) if n else "–") for state, n in counts),
        protected=language.number(protected),
        target=language.number(target),
        share=language.share(protected, target),
    )


def _holds(places: Sequence[facts.PlaceDay]) -> str:
    """«7 desa + 5 kelurahan»."""
    apart = indicators.apart("villages", places)
    villages = f"{language.number(indicators.value('villages', places))} desa"
    return f"{villages} + {language.number(apart)} kelurahan" if apart else villages


def places(day: facts.RegencyDay) -> list[PlaceGroup]:
    """Every place with every figure, by district; last what was received for the regency itself, if anything was."""
    groups = [
        PlaceGroup(code, f"Kecamatan {name}", tuple(_place(place) for place in day.of_district(code)))
        for code, name in day.districts
    ]
    beside = [p for p in day.places if p.district is None and (p.paid_rupiah or p.protected or p.arrears_rupiah)]
    if beside:
        groups.append(PlaceGroup("", "Belum jelas desanya", tuple(_place(place) for place in beside)))
    return [group for group in groups if group.rows]


def _place(place: facts.PlaceDay) -> PlaceRow:
    state = kinds.BY_STATUS[place.status]
    css, said = (state.css, state.title) if place.is_village else ("s5", "Terpisah")
    return PlaceRow(place.code, kinds.place_title(place), css, said, tuple(cells(place).items()))


def cells(place: facts.PlaceDay) -> dict[str, str]:
    """The figures of a place by the heading of their column."""
    ends = place.cover_ends_before
    return {
        "Kuota": _number(place.quota),
        "Melapor": "ya" if place.reported else "–",
        "Anggaran": language.rupiah(place.budget_rupiah) if place.budgeted else "–",
        "Cukup untuk": _number(place.budget_heads),
        "Sumber dana": ", ".join(place.funds) or "–",
        "Daftar": "ada" if place.listed else "–",
        "Didaftarkan": _number(place.declared),
        "Sah": _number(place.valid),
        "BPU lain": _number(place.other_bpu),
        "Dibayar": language.rupiah(place.paid_rupiah) if place.paid else "–",
        "Orang dibayar": _number(place.paid_heads),
        "Tunggakan tahun lalu": language.rupiah(place.arrears_rupiah) if place.arrears_rupiah else "–",
        "Jumlah": _number(place.protected),
        "Pasti": _number(place.confirmed),
        "Diduga": _number(place.presumed),
        "Belum ditentukan": _number(place.undetermined),
        "Sampai sebelum": language.day(ends) if ends else "–",
    }


HEADINGS = (
    ("Anggaran", ("Melapor", "Anggaran", "Cukup untuk", "Sumber dana")),
    ("Daftar pekerja", ("Daftar", "Didaftarkan", "Sah", "BPU lain")),
    ("Pembayaran", ("Dibayar", "Orang dibayar", "Tunggakan tahun lalu")),
    ("Terlindungi", ("Jumlah", "Pasti", "Diduga", "Belum ditentukan", "Sampai sebelum")),
)
"""The columns after the quota, under what they are about."""


def _number(amount: int) -> str:
    return language.number(amount) if amount else "–"


def kelurahan(day: facts.RegencyDay) -> list[tuple[str, str]]:
    """What is counted apart for kelurahan: each figure that is not zero, in its unit."""
    apart = [(one, indicators.apart(one.key, day.places)) for one in indicators.ALL if one.key != "villages"]
    return [(one.label, amount(one, value)) for one, value in apart if value]


def amount(indicator: indicators.Indicator, value: int) -> str:
    """A figure with its unit; a kelurahan is not a desa."""
    if indicator.unit == "rupiah":
        return language.rupiah(value)
    return f"{language.number(value)} {'kelurahan' if indicator.unit == 'desa' else indicator.unit}"
