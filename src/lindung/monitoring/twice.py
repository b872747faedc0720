"""Worker-months that two payments offered, as findings: both payers, and whoever the money can be moved by."""

from __future__ import annotations

from collections.abc import Iterator

from lindung.kernel import language, values
from lindung.monitoring import facts, sentences, standing


def found(known: standing.Known) -> Iterator[facts.Finding]:
    """Months that another payment had paid for, a finding for each pair of payments: whoever the money can be moved by;
    and those that one payment pays twice, because two who stand on its list turned out to be one.

    Of one village's own money its head answers; between villages of a district the camat; else DPMD.
    """
    pairs: dict[tuple[int, int], list[facts.Doubled]] = {}
    for one in known.doubled:
        if one.there is not None:
            pairs.setdefault((one.here.receipt_id, one.there.receipt_id), []).append(one)
    for said in pairs.values():
        here, there = said[0].here, said[0].there
        assert there is not None  # noqa: S101  it was asked above
        told = {
            "people": len({one.person for one in said}),
            "months": sum(len(one.months) for one in said),
            "amount": language.rupiah(sum(one.rupiah for one in said)),
            "here": _called(known, here.region),
            "paid_by": here.code or sentences.WITHOUT_CODE,
        }
        office, responsible = _between(known, here.region, there.region)
        if here.receipt_id == there.receipt_id:
            yield facts.Finding(
                "double_funded", here.region, known.places[here.region].name, sentences.DOUBLE_DATA.format(**told),
                responsible, here.paid_on, (here.evidence,), office=office,
            )  # fmt: skip
            continue
        sentence = sentences.DOUBLE_FUNDED.format(
            **told, there=_called(known, there.region), held_by=there.code or sentences.WITHOUT_CODE
        )
        yield facts.Finding(
            "double_funded", here.region, known.places[here.region].name, sentence, responsible,
            max(here.paid_on, there.paid_on), (here.evidence, there.evidence), there.region,
            sentences.DOUBLE_FUNDED_ELSEWHERE.format(**told), office,
        )  # fmt: skip


def _called(known: standing.Known, region: str) -> str:
    """A place of another regency by its code alone."""
    return f"{known.places[region].titled} ({region})" if region in known.places else region


def _between(known: standing.Known, here: str, there: str) -> tuple[facts.Office, str]:
    one, other = values.RegionCode(here), values.RegionCode(there)
    if min(one.level, other.level) < 4 or one.at(3) != other.at(3):
        return "dpmd", sentences.DPMD.format(regency=known.regency.titled)
    district = known.places[one.at(3)].name
    if one == other:
        return "kades", sentences.KADES.format(village=known.places[one].name, district=district)
    return "camat", sentences.CAMAT.format(district=district)
