"""The agenda of a meeting out of a day: the field's own pack, in its order.

Where things stand in each district, who has not budgeted, who paid and who has not, too few or wrong ones, why not,
what each camat is to do by when, and what the programme has paid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lindung.interfaces.reports import kinds
from lindung.kernel import language
from lindung.monitoring import facts, indicators
from lindung.registers.claims import facts as claims
from lindung.registers.followup import facts as followup
from lindung.registers.followup.meetings import facts as meetings

WHOLE = (
    "{region}: {budgeted} dari {villages} desa menganggarkan, {paid} membayar; {protected} dari {target} pekerja "
    "terlindungi."
)  # fmt: skip
DISTRICT = (
    "Kecamatan {district}: {budgeted} dari {villages} desa menganggarkan, {paid} membayar; {protected} dari {target} "
    "pekerja terlindungi."
)
PAID = "{paid} desa sudah membayar untuk {people} orang, seluruhnya {amount}."
TOGETHER = "Kecamatan {district}, {count} desa: {names}."
COUNTED = "{count} desa. Menurut kecamatan: {names}."
OBSTACLE = "{count} tugas terhalang: {why}."
CAMAT = "Camat {district}: {count} tugas, yang paling awal jatuh tempo {day}."
CLAIMS = "Santunan sudah dibayarkan untuk {count} kasus, seluruhnya {amount}."
WHY = {
    "dana_desa": "dana desa belum cair",
    "perdes": "Perdes APBDes belum ditetapkan",
    "kode_iuran": "kode iuran belum terbit",
    "daftar_kembali": "daftar dikembalikan BPJS",
    "penjabat": "kepala desa masih penjabat",
    "lain": "kendala lain",
}
TEMPLATES = (WHOLE, DISTRICT, PAID, TOGETHER, COUNTED, OBSTACLE, CAMAT, CLAIMS)
"""All that the agenda says besides what findings say."""
TITLES = {
    "coverage": "Cakupan per kecamatan",
    "not_budgeted": "Desa yang belum menganggarkan",
    "paid": "Pembayaran",
    "short": "Jumlah dan daftar yang kurang",
    "obstacles": "Kendala",
    "instructions": "Instruksi kepada camat",
    "claims": "Santunan yang diserahkan",
    "other": "Lain-lain",
}
_SECTION: dict[str, meetings.Section] = {
    "milestone_missed": "coverage", "not_reporting": "not_budgeted", "not_budgeted": "not_budgeted",
    "paid_without_budget": "paid", "not_paid": "paid", "registered_not_paid": "paid",
    "budgeted_not_registered": "paid", "payment_unattributed": "paid", "payment_amount": "paid",
    "double_funded": "paid",
}  # fmt: skip
_SETTLED = {"fund_overridden"}
_EACH = 12
"""Up to so many findings of a kind are looked at one by one; more are told district by district."""


def points(
    day: facts.RegencyDay, region: str, duties: Iterable[followup.Duty], cases: Sequence[claims.Case]
) -> tuple[meetings.Point, ...]:
    """The agenda of a meeting of ``region``; ``day`` holds no finding of elsewhere."""
    held = [
        *_coverage(day, region),
        *_paid(day, region),
        *_findings(day, region),
        *_duties(day, region, [one for one in duties if one.state == "open"]),
        *_claims(region, cases),
    ]
    ranks = {section: at for at, section in enumerate(meetings.SECTIONS)}
    return tuple(sorted(held, key=lambda one: ranks[one.section]))


def _coverage(day: facts.RegencyDay, region: str) -> Iterator[meetings.Point]:
    if region == day.code:
        yield meetings.Point("coverage", "agenda", region, _stands(WHOLE, day.villages, region=day.name))
    for code, name in day.districts:
        villages = [place for place in day.of_district(str(code)) if place.is_village]
        if villages and (region == day.code or region == code):
            yield meetings.Point("coverage", "agenda", str(code), _stands(DISTRICT, villages, district=name))


def _stands(sentence: str, places: Sequence[facts.PlaceDay], **name: str) -> str:
    keys = {"villages": "villages", "budgeted": "budgeted", "paid": "paid", "protected": "protected"}
    counted = {name: language.number(indicators.value(key, places)) for name, key in keys.items()}
    return sentence.format(**name, **counted, target=language.number(indicators.value("target_workers", places)))


def _findings(day: facts.RegencyDay, region: str) -> Iterator[meetings.Point]:
    by_kind: dict[str, list[facts.Finding]] = {}
    for one in day.findings:
        if one.kind not in _SETTLED:
            by_kind.setdefault(one.kind, []).append(one)
    for kind, found in by_kind.items():
        section = _SECTION.get(kind, "short")
        if len(found) <= _EACH:
            yield from (meetings.Point(section, kind, one.region, one.sentence) for one in found)
        else:
            yield from _together(day, region, section, kind, found)


def _together(
    day: facts.RegencyDay, region: str, section: meetings.Section, kind: str, found: Iterable[facts.Finding]
) -> Iterator[meetings.Point]:
    """One point for each district with its villages by name; of what falls short, one for the whole regency with the
    count of each district: a hall of camat has no evening for every list."""
    places = {str(place.code): place for place in day.places}
    names = {str(code): name for code, name in day.districts}
    of: dict[str, dict[str, None]] = {}
    for one in found:
        place = places.get(one.region)
        if place is None or place.district is None:
            yield meetings.Point(section, kind, one.region, one.sentence)
        else:
            of.setdefault(str(place.district), {})[place.name] = None
    if section == "short" and region == day.code:
        counts = [f"{names[code]} {language.number(len(villages))}" for code, villages in sorted(of.items())]
        whole = language.number(sum(len(villages) for villages in of.values()))
        yield meetings.Point(section, kind, region, COUNTED.format(count=whole, names=language.listed(counts)))
        return
    for code, villages in sorted(of.items()):
        said = TOGETHER.format(
            district=names[code], count=language.number(len(villages)), names=language.listed([*villages])
        )
        yield meetings.Point(section, kind, code, said)


def _paid(day: facts.RegencyDay, region: str) -> Iterator[meetings.Point]:
    value = {key: indicators.value(key, day.places) for key in ("paid", "paid_heads", "paid_total_rupiah")}
    if value["paid"]:
        said = PAID.format(
            paid=language.number(value["paid"]), people=language.number(value["paid_heads"]),
            amount=language.rupiah(value["paid_total_rupiah"]),
        )  # fmt: skip
        yield meetings.Point("paid", "agenda", region, said)


def _duties(day: facts.RegencyDay, region: str, duties: Sequence[followup.Duty]) -> Iterator[meetings.Point]:
    """What stands in the way, and what each camat has to do by when."""
    obstacles = Counter(one.last_answer.reply.obstacle for one in duties if one.last_answer)
    for obstacle, count in obstacles.most_common():
        if obstacle:
            said = OBSTACLE.format(count=language.number(count), why=WHY[obstacle])
            yield meetings.Point("obstacles", "agenda", region, said)
    for code, name in day.districts:
        own = [one for one in duties if one.office == "camat" and one.region.startswith(str(code))]
        if own:
            first = min(one.due_on for one in own)
            said = CAMAT.format(
                district=name, count=language.number(len(own)), day=language.day_in_words(first)
            )  # fmt: skip
            yield meetings.Point("instructions", "agenda", str(code), said)


def _claims(region: str, cases: Sequence[claims.Case]) -> Iterator[meetings.Point]:
    """How many and how much together: nobody is named in a hall."""
    paid = [one.paid for one in cases if one.paid]
    if paid:
        said = CLAIMS.format(count=language.number(len(paid)), amount=language.rupiah(sum(paid)))
        yield meetings.Point("claims", "agenda", region, said)


def title(point: meetings.Point) -> str:
    """What a point is about, in few words: a finding's kind, else its section."""
    return kinds.finding_title(point.kind) if point.kind in kinds.FINDINGS else TITLES[point.section]
