"""What is not as it should be on the day: each a sentence, the office that answers for it, since when, and the rows.

Computed, never stored. The order is that of urgency; who answers follows the line of escalation, whose next step a
duty will take when the first does not act.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from lindung.kernel import language, law, values
from lindung.monitoring import amounts, facts, indicators, sentences, standing, twice
from lindung.platform.regions import facts as regions
from lindung.platform.rulebook import facts as rulebook_facts
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.funding import facts as funding

_SOON = dt.timedelta(days=30)  # a camat can still gather the village before cover ends (dossier, renewal calendar)
_Found = Iterator[facts.Finding]
_Answers = tuple[facts.Office, str]  # an office, and what it is called there


def all_of(
    known: standing.Known, places: Sequence[facts.PlaceDay], milestones: Sequence[facts.MilestoneDay]
) -> tuple[facts.Finding, ...]:
    """Every finding of a regency on the day, most urgent kind first, then by village."""
    found = list(_milestones(known, places, milestones))
    villages = [place for place in places if place.is_village]
    for rule in _BY_VILLAGE:
        for place in villages:
            found += rule(known, place)
    found += _money_without_village(known)
    found += _two_villages(known)
    found += _accepted_elsewhere(known)
    found += twice.found(known)
    return tuple(found)


def _evidence(
    rows: Iterable[funding.KnownBudget | funding.KnownReceipt | enrolment.HeldName | enrolment.Name],
) -> tuple[facts.Evidence, ...]:
    return tuple(facts.Evidence(row.file, row.sheet, row.row) for row in rows)


def _finding(
    place: facts.PlaceDay,
    kind: str,
    sentence: str,
    answers: _Answers,
    since: dt.date | None,
    evidence: tuple[facts.Evidence, ...] = (),
) -> facts.Finding:
    office, responsible = answers
    return facts.Finding(kind, place.code, place.name, sentence, responsible, since, evidence, office=office)


def _camat(place: facts.PlaceDay) -> _Answers:
    return "camat", sentences.CAMAT.format(district=place.district_name)


def _kades(place: facts.PlaceDay) -> _Answers:
    """With the district: villages of one regency share names."""
    return "kades", sentences.KADES.format(village=place.name, district=place.district_name)


def _dpmd(known: standing.Known) -> _Answers:
    return "dpmd", sentences.DPMD.format(regency=known.regency.titled)


def _year_start(known: standing.Known) -> dt.date:
    return law.budget_due(known.book, year=known.year) + dt.timedelta(days=1)


def _overdue_since(known: standing.Known) -> dt.date | None:
    """The day after the last milestone that has passed; None while none has."""
    passed = [day for day in known.due_days if day < known.on]
    return max(passed) + dt.timedelta(days=1) if passed else None


def _milestones(
    known: standing.Known, places: Sequence[facts.PlaceDay], milestones: Sequence[facts.MilestoneDay]
) -> _Found:
    villages = indicators.value("villages", places)
    for milestone in milestones:
        per_mille = round(milestone.share * 1000)  # whole numbers: 0.07 × 100 villages is a hair more than 7
        if milestone.on <= known.on and milestone.villages_paid * 1000 < per_mille * villages:
            sentence = sentences.MILESTONE_MISSED.format(
                day=language.day_in_words(milestone.on),
                share=language.share(per_mille, 1000),
                villages=villages,
                paid=milestone.villages_paid,
            )
            sekda = sentences.SEKDA.format(regency=known.regency.titled)
            yield facts.Finding(
                "milestone_missed", known.regency.code, known.regency.name, sentence, sekda,
                milestone.on + dt.timedelta(days=1), (), office="sekda",
            )  # fmt: skip


def _not_reporting(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if not place.reported:
        sentence = sentences.NOT_REPORTING.format(village=place.name)
        yield _finding(place, "not_reporting", sentence, _camat(place), _year_start(known))


def _not_budgeted(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if not place.reported or place.budgeted:
        return
    said = known.budgets[place.code]
    planned = max((budget.amount for budget in said if budget.stage not in funding.DECIDED), default=0)
    template = sentences.ONLY_PLANNED if planned else sentences.NOT_BUDGETED
    sentence = template.format(village=place.name, people=place.quota, amount=language.rupiah(planned))
    yield _finding(place, "not_budgeted", sentence, _camat(place), _year_start(known), _evidence(said))


def _paid_without_budget(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if place.paid and not place.budgeted:
        sentence = sentences.PAID_WITHOUT_BUDGET.format(village=place.name, amount=language.rupiah(place.paid_rupiah))
        receipts = known.receipts_of_year(place.code)
        rows = [*known.budgets.get(place.code, ()), *receipts]
        yield _finding(place, "paid_without_budget", sentence, _camat(place), receipts[0].paid_on, _evidence(rows))


def _cover_lapsed(known: standing.Known, place: facts.PlaceDay) -> _Found:
    ended = place.cover_ends_before
    if place.protected or ended is None or ended > known.on:
        return
    membership_ends = law.grace_ends_before(known.book, cover_ends_before=ended)
    last_day = language.day_in_words(ended - dt.timedelta(days=1))
    in_grace = membership_ends > known.on
    template = sentences.COVER_IN_GRACE if in_grace else sentences.COVER_LAPSED
    sentence = template.format(
        village=place.name, last_day=last_day, membership_ends=language.day_in_words(membership_ends)
    )
    rows = _evidence(known.standing_receipts(place.code))
    if in_grace:
        yield _finding(place, "cover_lapsed", sentence, _kades(place), ended, rows)
    else:
        yield _finding(place, "membership_ended", sentence, _kades(place), membership_ends, rows)


def _registered_not_paid(known: standing.Known, place: facts.PlaceDay) -> _Found:
    """Accepted, and no month was ever paid: whoever was covered before is said to have lapsed instead."""
    if _never_paid(place):
        sentence, rows = sentences.REGISTERED_NOT_PAID, _evidence(known.in_force(place.code))
        sentence = sentence.format(village=place.name, people=place.registered)
        yield _finding(place, "registered_not_paid", sentence, _kades(place), _overdue_since(known), rows)


def _never_paid(place: facts.PlaceDay) -> bool:
    return place.registered > 0 and not place.paid and place.cover_ends_before is None


def _budgeted_not_registered(known: standing.Known, place: facts.PlaceDay) -> _Found:
    """Only where lists go to BPJS through here: elsewhere who is registered is not known, which is not nobody."""
    if known.submitted and place.budgeted and not place.paid and not place.registered:
        amount, rows = language.rupiah(place.budget_rupiah), _evidence(known.in_force(place.code))
        sentence = sentences.BUDGETED_NOT_REGISTERED.format(village=place.name, amount=amount)
        yield _finding(place, "budgeted_not_registered", sentence, _kades(place), None, rows)


def _not_paid(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if place.budgeted and not place.paid and not _never_paid(place):
        sentence = sentences.NOT_PAID.format(
            village=place.name, amount=language.rupiah(place.budget_rupiah), year=known.year
        )
        rows = known.in_force(place.code)
        yield _finding(place, "not_paid", sentence, _kades(place), _overdue_since(known), _evidence(rows))


def _paid_short(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if place.paid and 0 < place.protected < place.quota:
        sentence = sentences.PAID_SHORT.format(
            village=place.name, people=place.protected, lacking=place.quota - place.protected, quota=place.quota
        )
        rows = known.standing_receipts(place.code)
        yield _finding(place, "paid_short", sentence, _kades(place), _overdue_since(known), _evidence(rows))


def _budget_short(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if place.budgeted and place.budget_heads < place.quota:
        sentence = sentences.BUDGET_SHORT.format(
            village=place.name,
            amount=language.rupiah(place.budget_rupiah),
            people=place.budget_heads,
            lacking=place.quota - place.budget_heads,
            quota=place.quota,
        )
        yield _finding(
            place, "budget_short", sentence, _kades(place), _year_start(known), _evidence(known.in_force(place.code))
        )


def _list_missing(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if place.paid and not place.listed:
        sentence = sentences.LIST_MISSING.format(village=place.name)
        rows = known.receipts_of_year(place.code)
        yield _finding(place, "list_missing", sentence, _kades(place), rows[0].paid_on, _evidence(rows))


def _list_short(known: standing.Known, place: facts.PlaceDay) -> _Found:
    if place.listed and place.valid < max(place.protected, 1):
        sentence = sentences.LIST_SHORT.format(village=place.name, valid=place.valid, people=place.protected)
        listed = known.lists[place.code]
        yield _finding(
            place, "list_short", sentence, _kades(place), listed.received_on, _held_evidence(known, place.code)
        )


def _list_problems(known: standing.Known, place: facts.PlaceDay) -> _Found:
    rows = _held_evidence(known, place.code)
    if rows:
        sentence = sentences.LIST_PROBLEMS.format(village=place.name, rows=len(rows), declared=place.declared)
        since = known.lists[place.code].received_on
        yield _finding(place, "list_problems", sentence, _kades(place), since, rows)


def _held_evidence(known: standing.Known, code: str) -> tuple[facts.Evidence, ...]:
    """What is to be mended on the list; what BPJS rejected is a finding of its own."""
    faults = [
        fault.name for fault in known.roll.faults if fault.name.region == code and fault.kind != "rejected_by_bpjs"
    ]
    return _evidence([*known.held.get(code, ()), *faults])


def _rejected(known: standing.Known, place: facts.PlaceDay) -> _Found:
    rows = [f.name for f in known.roll.faults if f.name.region == place.code and f.kind == "rejected_by_bpjs"]
    if rows:
        sentence = sentences.REJECTED_BY_BPJS.format(village=place.name, rows=len(rows))
        yield _finding(place, "rejected_by_bpjs", sentence, _kades(place), None, _evidence(rows))


def _cover_lapsing(known: standing.Known, place: facts.PlaceDay) -> _Found:
    ends = place.cover_ends_before
    if place.protected and ends is not None and ends <= known.on + _SOON and not _goes_on(known, place, ends):
        last_day = language.day_in_words(ends - dt.timedelta(days=1))
        sentence = sentences.COVER_LAPSING.format(people=place.protected, village=place.name, last_day=last_day)
        yield _finding(
            place, "cover_lapsing", sentence, _kades(place), None, _evidence(known.standing_receipts(place.code))
        )


def _goes_on(known: standing.Known, place: facts.PlaceDay, ends: dt.date) -> bool:
    """Whether the months from ``ends`` on are paid for already."""
    return any(ends in values.Span.of_months(r.first_month, r.months) for r in known.standing_receipts(place.code))


def _fund(known: standing.Known, place: facts.PlaceDay) -> _Found:
    for budget in known.in_force(place.code):
        code = budget.fund.upper().strip()
        if not budget.amount or not code:
            continue
        fund = _fund_code(known, code)
        verdict = law.fund_verdict(known.book, fund=fund, category="vulnerable_worker", year=known.year)
        source = f" ({verdict.source})" if verdict.source else ""
        template = _FUND.get(verdict.status)
        if template is None:
            continue
        override = rulebook.used_for(known.overrides, region=place.code, fund=fund, category="vulnerable_worker")
        if override is not None:
            sentence = _overridden(place, budget, override, verdict.status)
            yield _finding(place, "fund_overridden", sentence, _dpmd(known), override.decided_on, _evidence([budget]))
            continue
        sentence = template.format(village=place.name, fund=budget.fund, year=known.year, source=source)
        yield _finding(place, f"fund_{verdict.status}", sentence, _dpmd(known), _year_start(known), _evidence([budget]))


def _overridden(
    place: facts.PlaceDay,
    budget: funding.KnownBudget,
    override: rulebook_facts.Override,
    status: law.FundStatus,
) -> str:
    return sentences.FUND_OVERRIDDEN.format(
        village=place.name,
        amount=language.rupiah(budget.amount),
        fund=budget.fund,
        number=override.id,
        year=override.year,
        reason=override.reason.rstrip("."),
        reference=override.reference.rstrip("."),
        proposer=override.proposer,
        decider=override.decider,
        day=language.day_in_words(override.decided_on),
        rule=sentences.FUND_RULES[("prohibited", "needs_musdes", "unknown").index(status)],
    )


_FUND = {
    "prohibited": sentences.FUND_PROHIBITED,
    "needs_musdes": sentences.FUND_NEEDS_MUSDES,
    "unknown": sentences.FUND_UNKNOWN,
}


def _fund_code(known: standing.Known, said: str) -> str:
    """The code of a fund by its code or its name."""
    return next((e.value.code for e in known.book.fund if said in (e.value.code, e.value.name.upper())), said)


def _payment_amount(known: standing.Known, place: facts.PlaceDay) -> _Found:
    for receipt in known.standing_receipts(place.code):
        if not amounts.explained(known.book, receipt):
            should = amounts.due(known.book, heads=receipt.heads, first=receipt.first_month, months=receipt.months)
            sentence = sentences.PAYMENT_AMOUNT.format(
                village=place.name,
                amount=language.rupiah(receipt.amount),
                people=receipt.heads,
                months=receipt.months,
                due=language.rupiah(should),
                difference=language.rupiah(receipt.amount - should),
            )
            yield _finding(
                place, "payment_amount", sentence, ("bpjs", sentences.BPJS), receipt.paid_on, _evidence([receipt])
            )


_BY_VILLAGE: tuple[Callable[[standing.Known, facts.PlaceDay], _Found], ...] = (
    _not_reporting,
    _not_budgeted,
    _paid_without_budget,
    _cover_lapsed,
    _registered_not_paid,
    _not_paid,
    _paid_short,
    _cover_lapsing,
    _budgeted_not_registered,
    _list_missing,
    _list_short,
    _rejected,
    _list_problems,
    _budget_short,
    _payment_amount,
    _fund,
)


def _money_without_village(known: standing.Known) -> _Found:
    receipts = [one for one in known.standing_receipts(known.regency.code) if not _regency_pays(known, one)]
    if receipts:
        total = sum(receipt.amount for receipt in receipts)
        sentence = sentences.PAYMENT_UNATTRIBUTED.format(amount=language.rupiah(total))
        yield facts.Finding(
            "payment_unattributed", known.regency.code, known.regency.name, sentence, _dpmd(known)[1],
            receipts[0].paid_on, _evidence(receipts), office="dpmd",
        )  # fmt: skip


def _regency_pays(known: standing.Known, receipt: funding.KnownReceipt) -> bool:
    """Whether a receipt is the regency's own as a funder: its group at BPJS is one that is paid from public money."""
    code = receipt.group_number[:2].upper()
    return any(
        e.value.code == code and e.value.money == "public" for e in known.book.wadah if receipt.paid_on in e.span
    )


def _two_villages(known: standing.Known) -> _Found:
    """A person on two villages' lists: both disputed until the camat (or, across districts, DPMD) decides."""
    for name, first, here, there in _elsewhere(known, "duplicate_other_village"):
        same = here.code.at(3) == there.code.at(3)
        camat = sentences.CAMAT.format(district=known.places[here.code.at(3)].name)
        office, responsible = ("camat", camat) if same else _dpmd(known)
        sentence = sentences.IN_TWO_VILLAGES.format(here=here.titled, there=there.titled, counted=there.titled)
        since, evidence = known.lists[here.code].received_on, _evidence([name, first])
        yield facts.Finding(
            "person_in_two_villages", here.code, here.name, sentence, responsible, since, evidence, there.code,
            office=office,
        )  # fmt: skip


def _accepted_elsewhere(known: standing.Known) -> _Found:
    """A person whom BPJS has accepted from another village: nothing is disputed, this one has to name somebody else."""
    for name, first, here, there in _elsewhere(known, "accepted_other_village"):
        kades = sentences.KADES.format(village=here.name, district=known.places[here.code.at(3)].name)
        sentence = sentences.ACCEPTED_ELSEWHERE.format(here=here.titled, there=there.titled)
        since, evidence = known.lists[here.code].received_on, _evidence([name, first])
        yield facts.Finding(
            "accepted_elsewhere", here.code, here.name, sentence, kades, since, evidence, there.code, office="kades"
        )


def _elsewhere(
    known: standing.Known, kind: str
) -> Iterator[tuple[enrolment.Name, enrolment.Name, regions.Region, regions.Region]]:
    """Of each fault of that kind: the name, the one that counts instead, and their villages."""
    for fault in known.roll.faults:
        if fault.kind == kind and fault.first is not None:
            yield fault.name, fault.first, known.places[fault.name.region], known.places[fault.first.region]


def told_to(found: facts.Finding, covers: Callable[[str], bool]) -> facts.Finding:
    """The finding for someone who sees only what ``covers`` says: another village is neither named nor its files."""
    if not found.other or covers(found.other):
        return found
    template = sentences.ACCEPTED_IN_ANOTHER if found.kind == "accepted_elsewhere" else sentences.IN_ANOTHER_VILLAGE
    sentence = found.discreet or template.format(village=found.region_name, office=found.responsible)
    return dataclasses.replace(found, sentence=sentence, evidence=found.evidence[:1], other="", discreet="")
