"""Whether amounts agree with what they say they pay for. A difference is shown; the money counts as received."""

from __future__ import annotations

from collections.abc import Iterator

from lindung.kernel import language, law, values
from lindung.monitoring import facts, remarks, standing
from lindung.registers.funding import facts as funding

_LABELS = {"heads": "Jumlah orang", "amount": "Nominal", "reference": "Perdes"}


def due(book: law.Book, *, heads: int, first: values.Month, months: int) -> int:
    """What so many people cost for these months at the lowest tier, from public money."""
    quote = law.quote(
        book,
        first=first,
        months=months,
        heads=heads,
        sector="non_transport",
        public_money=True,
        village_money=False,
    )
    return quote.total


def explained(book: law.Book, receipt: funding.KnownReceipt) -> bool:
    """Whether a rate of the programme makes this amount; not judged for unknown heads or before the law books."""
    if not receipt.heads:
        return True
    try:
        rate = law.explains_amount(
            book,
            amount=values.Rupiah(receipt.amount),
            heads=receipt.heads,
            first=receipt.first_month,
            months=receipt.months,
        )
    except law.NoRule:
        return True
    if rate in ("jkk_jkm_discounted", "jkk_jkm_jht_discounted"):  # a village may have it only where the book says so
        return law.village_money_answer(book, month=receipt.first_month) == "yes"
    return rate is not None


def payment_warnings(known: standing.Known) -> Iterator[facts.RowProblem]:
    """Receipts dated by the day whose amount no rate explains."""
    for code in sorted(known.receipts):
        for receipt in known.standing_receipts(code):
            yield from of_payment(known.book, receipt)


def of_payment(book: law.Book, receipt: funding.KnownReceipt) -> Iterator[facts.RowProblem]:
    """What one receipt's amount gives to remark on."""
    if explained(book, receipt):
        return
    should = due(book, heads=receipt.heads, first=receipt.first_month, months=receipt.months)
    message = remarks.WARNED["payment_amount"].sentence.format(
        paid=language.rupiah(receipt.amount),
        heads=language.number(receipt.heads),
        months=receipt.months,
        due=language.rupiah(should),
        difference=language.rupiah(receipt.amount - should),
    )
    yield _remark(receipt, "payment_amount", "amount", message)


def budget_warnings(known: standing.Known) -> Iterator[facts.RowProblem]:
    """Budgets in force whose amount is not heads × months × rate, or that name no Perdes."""
    for code in sorted(known.budgets):
        for budget in known.in_force(code):
            yield from of_budget(known.book, known.year, budget)


def of_budget(book: law.Book, year: int, budget: funding.KnownBudget) -> Iterator[facts.RowProblem]:
    """What one line of a decided budget gives to remark on."""
    if budget.amount and not budget.reference and budget.decided_on is None:
        yield _remark(budget, "perdes_missing", "reference", remarks.WARNED["perdes_missing"].sentence)
    if not (budget.amount and budget.heads and budget.months):
        return
    should = due(book, heads=budget.heads, first=values.Month(year, 1), months=budget.months)
    if should != budget.amount:
        message = remarks.WARNED["budget_amount"].sentence.format(
            amount=language.rupiah(budget.amount),
            heads=budget.heads,
            months=budget.months,
            due=language.rupiah(should),
            enough=standing.heads_sufficing(book, year, [budget]),
        )
        yield _remark(budget, "budget_amount", "amount", message)


def _remark(fact: funding.KnownReceipt | funding.KnownBudget, kind: str, column: str, message: str) -> facts.RowProblem:
    return facts.RowProblem(
        facts.Evidence(fact.file, fact.sheet, fact.row), kind, _LABELS[column], message, fact.region
    )
