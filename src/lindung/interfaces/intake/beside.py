"""A typed row beside what the registers hold: what no single row shows, said before it is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from lindung.interfaces.intake import gathering, money, problems, rosters, typed
from lindung.kernel import language, law
from lindung.monitoring import amounts, rolls, standing
from lindung.monitoring import facts as monitoring
from lindung.platform.journal import facts as journal_facts
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.names import queries as names
from lindung.registers.funding import facts as funding
from lindung.registers.funding import operations as funding_operations
from lindung.registers.funding import queries as funding_queries
from lindung.registers.workers import queries as workers

_COPIED = "disalin dari "


def weigh(form: typed.Form, judged: typed.Judged) -> None:
    """Add to ``judged`` what the registers know against it, or would have its typist look at again."""
    for claim in judged.delivery.people:
        judged.faults += _age(form, claim)
        judged.warnings += _called_otherwise(form, claim)
    for paid in judged.delivery.payments:
        judged.faults += _recorded(paid)
        judged.warnings += _of_payment(form, paid)
    for budget in judged.delivery.budgets:
        judged.faults += _fund_barred(form, budget)
        judged.warnings += _of_budget(budget)
    _beside_other_lines(form, judged)


# People


def _age(form: typed.Form, claim: gathering.Claim[rosters.PersonRow]) -> Iterator[typed.Remark]:
    """The age gate of the law, on the day of the village's first payment or else on the day of typing."""
    if claim.row.person is None:
        return
    receipts = [r for r in funding_queries.receipts(claim.region, known_at=form.on) if r.region == claim.region]
    paid_on = standing.first_paid({claim.region: receipts}, on=form.on).get(claim.region)
    fault = rolls.age_fault(
        rulebook.book(claim.region), claim.row.person.born_on, paid_on or form.on, paid_on is not None
    )
    if fault:
        yield typed.Remark("nik", *fault)


def _called_otherwise(form: typed.Form, claim: gathering.Claim[rosters.PersonRow]) -> Iterator[typed.Remark]:
    """The register has another name: said only of whom this village alone had listed before, or whoever tries NIK would
    learn that somebody bears one."""
    person = workers.by_nik(claim.row.person.nik) if claim.row.person else None
    if claim.row.person is None or person is None:
        return
    if claim.region in enrolment.villages_listing(person.id, year=claim.year, known_at=form.on):
        return  # refused: whoever stands on the list is not added to it
    if names.own([(claim.region, person.id)], batch=form.id) and language.plain_name(
        person.name
    ) != language.plain_name(claim.row.person.name):
        yield typed.Remark("name", "name_differs", problems.sentence("name_differs"))


def also_listed(judged: typed.Judged, *, known_at: dt.date) -> list[str]:
    """The other villages on whose list the typed person stands. Nothing for money."""
    found: set[str] = set()
    for claim in judged.delivery.people:
        person = workers.by_nik(claim.row.person.nik) if claim.row.person else None
        if person is not None:
            found |= set(enrolment.villages_listing(person.id, year=claim.year, known_at=known_at)) - {claim.region}
    return sorted(found)


# Payments


def _receipt(claim: gathering.Claim[money.PaymentRow]) -> funding.Receipt | None:
    row = claim.row
    if row.paid_on is None or row.first_month is None or not (row.months and row.heads and row.amount):
        return None
    return funding.Receipt(
        claim.region, row.code, row.group_number, row.group_name, row.paid_on, row.first_month, row.months, row.heads,
        row.amount, journal_facts.Place(0, "", row.number),
    )  # fmt: skip


def _recorded(claim: gathering.Claim[money.PaymentRow]) -> Iterator[typed.Remark]:
    """The same payment again: a file's would be left out; whoever types it is told."""
    receipt = _receipt(claim)
    key = funding_operations.receipt_key(receipt) if receipt else ""
    recorded = funding_queries.known_since([key]).get(key)
    if recorded:
        yield typed.Remark(
            "code", "payment_recorded",
            problems.typed_sentence("payment_recorded", day=language.day(recorded[1])),
        )  # fmt: skip


def _of_payment(form: typed.Form, claim: gathering.Claim[money.PaymentRow]) -> Iterator[typed.Remark]:
    receipt = _receipt(claim)
    if receipt is None:
        return
    said = funding.KnownReceipt(
        0, receipt.region, receipt.code, "", receipt.paid_on, receipt.first_month, receipt.months, receipt.heads,
        receipt.amount, None, "", "", claim.row.number,
    )  # fmt: skip
    yield from _remarked(amounts.of_payment(rulebook.book(claim.region), said))
    earlier = [one for one in funding_queries.receipts(claim.region, known_at=form.on) if one.code == receipt.code]
    if earlier:
        last = earlier[-1]
        yield typed.Remark(
            "code", "code_used",
            problems.typed_sentence(
                "code_used",
                day=language.day(last.paid_on),
                heads=language.number(last.heads),
                amount=language.rupiah(last.amount),
            ),
        )  # fmt: skip


# Budgets


def _of_budget(claim: gathering.Claim[money.BudgetRow]) -> Iterator[typed.Remark]:
    row = claim.row
    if row.stage not in funding.DECIDED:
        return
    said = funding.KnownBudget(
        claim.region, row.stage, row.fund, row.heads, row.months, row.amount, row.reference, row.decided_on, "", "", "",
        row.number,
    )  # fmt: skip
    yield from _remarked(amounts.of_budget(rulebook.book(claim.region), claim.year, said))


def _fund_barred(form: typed.Form, claim: gathering.Claim[money.BudgetRow]) -> Iterator[typed.Remark]:
    """A fund that the law bars is not recorded by hand without an override; what a file says is, and is a finding."""
    code = _fund(claim.row.fund, claim.region)
    found = rulebook.fund_answer(
        claim.region, fund=code, category="vulnerable_worker", year=claim.year, known_at=form.on
    )
    if claim.row.amount and found.blocked:
        said = {"fund": claim.row.fund, "year": claim.year, "source": found.verdict.source}
        yield typed.Remark("fund", "fund_barred", problems.typed_sentence("fund_barred", **said))


_FIELDS = {"payment_amount": "amount", "budget_amount": "amount", "perdes_missing": "reference"}


def _remarked(found: Iterable[monitoring.RowProblem]) -> Iterator[typed.Remark]:
    return (typed.Remark(_FIELDS[one.kind], one.kind, one.message) for one in found)


def _beside_other_lines(form: typed.Form, judged: typed.Judged) -> None:
    """A decided line would push out the lines of other funds: whoever types it says whether they stand."""
    lines = _other_lines(judged, on=form.on)
    if not lines or form.text("others") == "replace":
        return
    if form.text("others") == "keep":
        _keep(judged, lines)
        return
    judged.faults.append(
        typed.Remark(
            "others",
            "others_unsaid",
            problems.typed_sentence("others_unsaid", lines=language.listed([_line(one) for one in lines])),
        )
    )


def _line(known: funding.KnownBudget) -> str:
    amount = language.rupiah(known.amount)
    return f"{known.fund} {amount}" if known.fund else problems.WITHOUT_FUND.format(amount=amount)


def _other_lines(judged: typed.Judged, *, on: dt.date) -> list[funding.KnownBudget]:
    """The lines of other funds in the village's budget in force."""
    found: list[funding.KnownBudget] = []
    for claim in judged.delivery.budgets:
        if claim.row.stage in funding.DECIDED:
            known = funding_queries.budgets(claim.region, year=claim.year, known_at=on).get(claim.region, [])
            lines = funding_queries.in_force(known, on=on)
            found += [
                line
                for line in lines
                if line.amount and _fund(line.fund, claim.region) != _fund(claim.row.fund, claim.region)
            ]
    return found


def _fund(said: str, region: str) -> str:
    """A fund by its code, whichever way the law book's name or code is written."""
    known = said.strip().upper()
    book: law.Book = rulebook.book(region)
    return next((e.value.code for e in book.fund if known in (e.value.code, e.value.name.upper())), known)


def _keep(judged: typed.Judged, lines: Iterable[funding.KnownBudget]) -> None:
    """Let these lines stand beside the typed one: said again with it, each still naming where it stood.

    A batch speaks of a village as a whole. Beside an amendment they are of that amendment; beside a Perdes they are of
    the Perdes, with the amount last decided, or an amendment of them alone would push the typed line out.
    """
    (claim,) = judged.delivery.budgets
    typed_row = claim.row
    for line in lines:
        decided_on = typed_row.decided_on if typed_row.stage == "perubahan" else line.decided_on
        row = money.BudgetRow(
            line.row, {}, typed_row.stage, line.fund, line.heads, line.months, line.amount, line.reference, decided_on,
            blank=False, unreadable="",
        )  # fmt: skip
        judged.delivery.budgets.append(gathering.Claim(0, _copied_from(line), claim.region, claim.year, row))


def _copied_from(line: funding.KnownBudget) -> str:
    if line.sheet.startswith(_COPIED):
        return line.sheet
    return f"{_COPIED}{line.file}" + (f", lembar {line.sheet}" if line.sheet else "")
