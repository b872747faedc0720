"""The finding in sentences: all of it for the terminal, its headline also for the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lindung.interfaces.reports import kinds
from lindung.kernel import language
from lindung.monitoring import facts, indicators

EXAMPLE = "Data contoh: nama wilayah nyata; orang, uang dan keadaan tiap desa rekaan."
_NAMES = 10  # a list of villages is read aloud up to here
_OFFICES = 12
_FEW = 3
_KADES = "Kepala Desa "


class Piece(NamedTuple):
    """Part of a sentence; ``strong`` parts are the figures that it is about."""

    text: str
    strong: bool = False


def finding(day: facts.RegencyDay, example: bool = False) -> str:
    """The finding for the terminal, one sentence or entry a line, so that it can be searched and copied."""
    parts = [
        [EXAMPLE] if example else [],
        [f"{day.name}, {day.province_name}: 1 Desa 100 Pekerja Rentan, tahun {day.year}", as_of(day)],
        ["TEMUAN", *_ladder(day)],
        _offices(day.findings),
        _rows("BARIS DAN BERKAS BERMASALAH", "masalah; barisnya tidak dihitung sebagai nama sah", day.problems),
        _rows("PERINGATAN", "peringatan; tetap dihitung", day.warnings),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def as_of(day: facts.RegencyDay) -> str:
    """The day of the figures and the day of knowledge, with the zone that both days end in."""
    return (
        f"Data per {language.day_in_words(day.on)} · diketahui sampai {language.day_in_words(day.known_at)}, {day.zone}"
    )


def quota(day: facts.RegencyDay) -> str:
    """«kuota 100», or without a figure where villages have different ones."""
    return f"kuota {language.number(day.quota)}" if len({p.quota for p in day.villages}) == 1 else "kuota"


def headline(day: facts.RegencyDay) -> list[Piece]:
    """The finding in one breath."""
    villages, paid = indicators.value("villages", day.places), indicators.value("paid", day.places)
    at_quota, target = indicators.value("at_quota", day.places), indicators.value("target_workers", day.places)
    protected = _people(indicators.value("protected", day.places), target)
    if not villages:
        return _without_villages(day)
    if at_quota == villages:
        return [Piece(f"Semua {language.number(villages)} desa", True), Piece(f" mencapai {quota(day)}: "), *protected]
    late = _late(day)
    start = [Piece(f"Target {language.day_in_words(late.on)} belum tercapai. ")] if late and paid < villages else []
    if not paid:
        whom = Piece(f"Belum satu pun dari {language.number(villages)} desa", True)
        return [*start, whom, Piece(f" membayar iuran {day.year}; "), *protected]
    if paid == villages:
        few = Piece(f"baru {language.number(at_quota)} desa mencapai {quota(day)}", True)
        return [Piece(f"Semua {language.number(villages)} desa sudah membayar, tetapi "), few, Piece("; "), *protected]
    some = Piece(f"{language.number(paid)} dari {language.number(villages)} desa", True)
    return [*start, Piece("Baru "), some, Piece(f" membayar iuran {day.year}; "), *protected]


def _without_villages(day: facts.RegencyDay) -> list[Piece]:
    if not day.kelurahan:
        return [Piece(f"Tidak ada desa maupun kelurahan yang dikenal di {day.name}.")]
    apart = indicators.apart("protected", day.places)
    count = f"{language.number(len(day.kelurahan))} kelurahan"
    return [
        Piece(f"{day.name} tidak mempunyai desa. Di "),
        Piece(count, True),
        Piece(", yang dihitung terpisah dan tidak berkuota, "),
        Piece(f"{language.number(apart)} orang" if apart else "belum ada orang yang", True),
        Piece(" terlindungi."),
    ]


def _people(protected: int, target: int) -> list[Piece]:
    if not protected:
        return [Piece("belum ada", True), Piece(f" dari {language.number(target)} pekerja sasaran yang terlindungi.")]
    if protected > target:
        above = f"{language.number(protected)} orang"
        return [Piece(above, True), Piece(f" terlindungi, lebih dari sasaran {language.number(target)}.")]
    share = f"{language.number(protected)} dari {language.number(target)} pekerja"
    return [Piece(share, True), Piece(" terlindungi.")]


def _late(day: facts.RegencyDay) -> facts.MilestoneDay | None:
    """The last milestone that a finding says was missed."""
    missed = {found.since for found in day.findings if found.kind == "milestone_missed"}
    late = [milestone for milestone in day.milestones if milestone.on + dt.timedelta(days=1) in missed]
    return max(late, key=lambda milestone: milestone.on, default=None)


def stopped(day: facts.RegencyDay, status: facts.Status) -> tuple[facts.PlaceDay, ...]:
    """The villages that have come exactly so far."""
    return tuple(place for place in day.villages if place.status == status)


def by_state(day: facts.RegencyDay) -> dict[facts.Status, int]:
    """How many villages have come exactly so far."""
    counts: dict[facts.Status, int] = {state.status: 0 for state in kinds.STATES}
    for place in day.villages:
        counts[place.status] += 1
    return counts


def hold_up(day: facts.RegencyDay, counted: dict[facts.Status, int] | None = None) -> kinds.State | None:
    """The state, short of the quota, that most villages are in; None when all have come further."""
    stuck = by_state(day) if counted is None else counted
    counts = [(stuck[state.status], state) for state in kinds.STATES if state.status != "quota"]
    most = max(counts, key=lambda pair: pair[0])
    return most[1] if most[0] else None


def explanation(day: facts.RegencyDay) -> list[str]:
    """Where it sticks, and what had been reached on each milestone's day."""
    said = []
    counts = by_state(day)
    worst = hold_up(day, counts)
    if worst:
        others = [
            f"{language.number(counts[state.status])} desa {state.sentence}"
            for state in kinds.STATES
            if state.status != "quota" and state is not worst and counts[state.status]
        ]
        rest = f" Selain itu {language.listed(others)}." if others else ""
        many = language.number(counts[worst.status])
        said.append(f"Hambatan terbesar: {many} desa {worst.sentence}.{rest}")
    return said + [milestone_sentence(day, milestone) for milestone in day.milestones if day.villages]


def milestone_sentence(day: facts.RegencyDay, milestone: facts.MilestoneDay) -> str:
    due = language.share(round(milestone.share * 1000), 1000)
    villages = language.number(indicators.value("villages", day.places))
    return (
        f"Pada {language.day_in_words(milestone.on)} (tonggak: {due} dari {villages} desa membayar) "
        f"{language.number(milestone.villages_paid)} desa sudah membayar, "
        f"{language.number(milestone.villages_at_quota)} mencapai {quota(day)}."
    )


def _ladder(day: facts.RegencyDay) -> list[str]:
    if not day.villages:
        return ["".join(piece.text for piece in headline(day)), *_money(day)]
    return [
        *_budgets(day),
        _payments(day),
        _protection(day),
        *(milestone_sentence(day, milestone) for milestone in day.milestones),
        *_kelurahan(day),
        *_money(day),
    ]


def _budgets(day: facts.RegencyDay) -> list[str]:
    budgeted = language.number(indicators.value("budgeted", day.places))
    villages = language.number(indicators.value("villages", day.places))
    start = f"Pada {language.day_in_words(day.on)}, {budgeted} dari {villages} desa di {day.name} sudah menganggarkan"
    silent = [place for place in day.villages if not place.reported]
    without = [place for place in day.villages if place.reported and not place.budgeted]
    said = [f"{start}; {language.number(len(without))} belum: {_named(without)}." if without else f"{start}."]
    if silent:
        said.append(f"{language.number(len(silent))} desa belum melapor: {_named(silent)}.")
    return said


def _payments(day: facts.RegencyDay) -> str:
    paid, at_quota = indicators.value("paid", day.places), indicators.value("at_quota", day.places)
    if not paid:
        return "Belum ada desa yang membayar."
    only = "" if at_quota == paid else "baru "
    return f"{language.number(paid)} desa sudah membayar, {only}{language.number(at_quota)} mencapai {quota(day)}."


def _protection(day: facts.RegencyDay) -> str:
    protected, target = indicators.value("protected", day.places), indicators.value("target_workers", day.places)
    sure, presumed, unknown = (
        language.number(indicators.value(f"protected_{how}", day.places))
        for how in ("confirmed", "presumed", "undetermined")
    )
    return (
        f"{language.number(protected)} dari {language.number(target)} pekerja sasaran terlindungi "
        f"({language.share(protected, target)}): {sure} pasti, {presumed} diduga, {unknown} belum dapat ditentukan."
    )


def _kelurahan(day: facts.RegencyDay) -> list[str]:
    if not day.kelurahan:
        return []
    apart = language.number(indicators.apart("protected", day.places))
    villages, others = language.number(len(day.villages)), language.number(len(day.kelurahan))
    everything = language.number(len(day.villages) + len(day.kelurahan))
    return [
        f"{others} kelurahan dihitung terpisah: {apart} orang terlindungi. "
        f"{villages} desa + {others} kelurahan = {everything} wilayah."
    ]


def _money(day: facts.RegencyDay) -> list[str]:
    said = []
    paid, planned = (indicators.value(f"{which}_total_rupiah", day.places) for which in ("paid", "budget"))
    if paid or planned:
        said.append(f"Iuran dibayar {language.rupiah(paid)}; anggaran {language.rupiah(planned)}.")
    arrears = indicators.value("arrears_rupiah", day.places)
    if arrears:
        said.append(f"Tunggakan tahun lalu yang dibayar {language.rupiah(arrears)}, dihitung terpisah.")
    return said


def _named(places: Sequence[facts.PlaceDay]) -> str:
    names = [f"{kinds.place_title(p)} (Kec. {p.district_name})" for p in places]
    return _some(names, _NAMES)


def _some(names: Sequence[str], limit: int) -> str:
    """Up to ``limit`` names, then how many more."""
    if len(names) <= limit:
        return language.listed(list(names))
    return f"{', '.join(names[:limit])}, dan {language.number(len(names) - limit)} lagi"


def office_group(found: facts.Finding) -> str:
    """The office as a group to speak to: village heads together, any other by its name."""
    return "Kepala desa" if found.responsible.startswith(_KADES) else found.responsible


def offices(findings: Iterable[facts.Finding]) -> list[tuple[str, list[str]]]:
    """Who has to act, and on what: the office with the most urgent finding first."""
    by_office: dict[str, dict[str, list[facts.Finding]]] = {}
    for found in findings:
        by_office.setdefault(office_group(found), {}).setdefault(found.kind, []).append(found)
    return [(office, [_kind(kind, found) for kind, found in work.items()]) for office, work in by_office.items()]


def _offices(findings: Iterable[facts.Finding]) -> list[str]:
    lines = [f"- {office}: {'; '.join(work)}" for office, work in offices(findings)]
    if len(lines) > _OFFICES:
        lines[_OFFICES:] = [f"- dan {language.number(len(lines) - _OFFICES)} pihak lain"]
    return ["SIAPA HARUS BERTINDAK", *lines] if lines else []


def _kind(kind: str, found: Sequence[facts.Finding]) -> str:
    title = kinds.lower_first(kinds.finding_title(kind))
    regions = list({one.region: one.region_name for one in found if one.region.count(".") > 1}.values())
    if not regions:
        return title
    if len(regions) > _FEW:
        return f"{title} ({language.number(len(regions))} desa)"
    return f"{title} ({language.listed(regions)})"


def _rows(title: str, word: str, rows: Sequence[facts.RowProblem]) -> list[str]:
    by_kind: dict[str, int] = {}
    for row in rows:
        by_kind[row.kind] = by_kind.get(row.kind, 0) + 1
    ordered = sorted(by_kind.items(), key=lambda pair: -pair[1])
    lines = [f"- {kinds.row_title(kind)}: {language.number(count)}" for kind, count in ordered]
    return [f"{title}: {language.number(len(rows))} {word}", *lines] if rows else []
