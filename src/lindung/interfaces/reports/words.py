"""The finding in sentences: all of it for the terminal, its headline also for the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
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
        exceptions(day),
        _offices(day.findings),
        _rows("BARIS DAN BERKAS BERMASALAH", "masalah; barisnya tidak dihitung sebagai nama sah", day.problems),
        _rows("PERINGATAN", "peringatan; tetap dihitung", day.warnings),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def as_of(day: facts.RegencyDay) -> str:
    """The day of the figures and the day of knowledge, with the zone that both days end in."""
    return _("Data per %(day)s · diketahui sampai %(known_at)s, %(zone)s") % {
        "day": tongue.day(day.on), "known_at": tongue.day(day.known_at), "zone": day.zone,
    }  # fmt: skip


def quota(day: facts.RegencyDay) -> str:
    """«kuota 100», or without a figure where villages have different ones."""
    if len({p.quota for p in day.villages}) == 1:
        return _("kuota %(quota)s") % {"quota": language.number(day.quota)}
    return _("kuota")


def headline(day: facts.RegencyDay) -> list[Piece]:
    """The finding in one breath."""
    villages, paid = indicators.value("villages", day.places), indicators.value("paid", day.places)
    at_quota, target = indicators.value("at_quota", day.places), indicators.value("target_workers", day.places)
    protected = _people(indicators.value("protected", day.places), target)
    if not villages:
        return _without_villages(day)
    late = _late(day)
    missed = _("Target %(day)s belum tercapai. ") if late and paid < villages else ""
    start = _pieces(missed, day=tongue.day(late.on)) if late and missed else []
    if at_quota == villages:
        reached = _("**Semua %(villages)s desa** mencapai %(quota)s: ")
    elif not paid:
        reached = _("**Belum satu pun dari %(villages)s desa** membayar iuran %(year)s; ")
    elif paid == villages:
        reached = _("Semua %(villages)s desa sudah membayar, tetapi **baru %(at_quota)s desa mencapai %(quota)s**; ")
    else:
        reached = _("Baru **%(paid)s dari %(villages)s desa** membayar iuran %(year)s; ")
    counted = {"villages": villages, "paid": paid, "at_quota": at_quota}
    figures = {name: language.number(count) for name, count in counted.items()}
    return [*start, *_pieces(reached, **figures, quota=quota(day), year=str(day.year)), *protected]


def _pieces(sentence: str, **facts: str) -> list[Piece]:
    """A sentence with its facts; what stands between «**» is strong. A fact can't make anything strong."""
    parts = enumerate(sentence.split("**"))
    return [Piece(part % facts, bool(at % 2)) for at, part in parts if part]


def _without_villages(day: facts.RegencyDay) -> list[Piece]:
    if not day.kelurahan:
        return _pieces(_("Tidak ada desa maupun kelurahan yang dikenal di %(region)s."), region=day.name)
    apart = indicators.apart("protected", day.places)
    start = _(
        "%(region)s tidak mempunyai desa. Di **%(count)s kelurahan**, yang dihitung terpisah dan tidak berkuota, "
    )
    end = _("**%(people)s orang** terlindungi.") if apart else _("**belum ada orang yang** terlindungi.")
    count = language.number(len(day.kelurahan))
    return [*_pieces(start, region=day.name, count=count), *_pieces(end, people=language.number(apart))]


def _people(protected: int, target: int) -> list[Piece]:
    if not protected:
        sentence = _("**belum ada** dari %(target)s pekerja sasaran yang terlindungi.")
    elif protected > target:
        sentence = _("**%(people)s orang** terlindungi, lebih dari sasaran %(target)s.")
    else:
        sentence = _("**%(people)s dari %(target)s pekerja** terlindungi.")
    return _pieces(sentence, people=language.number(protected), target=language.number(target))


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
    counts, worst = by_state(day), hold_up(day)
    sentences = [_stuck(counts, worst)] if worst else []
    return sentences + [milestone_sentence(day, milestone) for milestone in day.milestones if day.villages]


def _stuck(counts: dict[facts.Status, int], worst: kinds.State) -> str:
    """Most villages here, the others there."""
    others = [
        _("%(count)s desa %(state)s") % {"count": language.number(counts[state.status]), "state": _(state.sentence)}
        for state in kinds.STATES
        if state.status != "quota" and state is not worst and counts[state.status]
    ]
    most = _("Hambatan terbesar: %(count)s desa %(state)s.") % {
        "count": language.number(counts[worst.status]), "state": _(worst.sentence),
    }  # fmt: skip
    return most + (" " + _("Selain itu %(others)s.") % {"others": tongue.listed(others)} if others else "")


def milestone_sentence(day: facts.RegencyDay, milestone: facts.MilestoneDay) -> str:
    """What had been reached on a milestone's day, beside what was due."""
    return _(
        "Pada %(day)s (tonggak: %(due)s dari %(villages)s desa membayar) %(paid)s desa sudah membayar, %(at_quota)s "
        "mencapai %(quota)s."
    ) % {
        "day": tongue.day(milestone.on),
        "due": language.share(round(milestone.share * 1000), 1000),
        "villages": language.number(indicators.value("villages", day.places)),
        "paid": language.number(milestone.villages_paid),
        "at_quota": language.number(milestone.villages_at_quota),
        "quota": quota(day),
    }


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


def exceptions(day: facts.RegencyDay) -> list[str]:
    """Every override that a budget rests on, as its finding says it: whoever reads the figures has to see it."""
    said = [f"- {found.sentence}" for found in day.findings if found.kind == "fund_overridden"]
    return ["PENGECUALIAN SUMBER DANA", *said] if said else []


def office_group(found: facts.Finding) -> str:
    """The office as a group to speak to: village heads together, any other by its name."""
    return _("Kepala desa") if found.responsible.startswith(_KADES) else tongue.office(found.responsible)


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
    title = kinds.lower_first(_(kinds.finding_title(kind)))
    regions = list({one.region: one.region_name for one in found if one.region.count(".") > 1}.values())
    if not regions:
        return title
    if len(regions) > _FEW:
        return _("%(title)s (%(count)s desa)") % {"title": title, "count": language.number(len(regions))}
    return f"{title} ({tongue.listed(regions)})"


def _rows(title: str, word: str, rows: Sequence[facts.RowProblem]) -> list[str]:
    by_kind: dict[str, int] = {}
    for row in rows:
        by_kind[row.kind] = by_kind.get(row.kind, 0) + 1
    ordered = sorted(by_kind.items(), key=lambda pair: -pair[1])
    lines = [f"- {kinds.row_title(kind)}: {language.number(count)}" for kind, count in ordered]
    return [f"{title}: {language.number(len(rows))} {word}", *lines] if rows else []
