"""A regency's own budget beside what it paid itself: apart from the villages' money, and never one per cent of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lindung.kernel import law, values
from lindung.monitoring import budgeting
from lindung.registers.funding import facts as funding
from lindung.registers.funding.regency import facts as regency

_WHOLE_YEAR = 12


def heads(book: law.Book, line: regency.KnownLine, *, year: int) -> int:
    """For how many a line is enough over its months, at the rate of public money."""
    return law.heads_sufficing(
        book, amount=values.Rupiah(line.amount), first=values.Month(year, 1), months=line.months or _WHOLE_YEAR,
        sector="non_transport", public_money=True, village_money=False,
    )  # fmt: skip


def realised(
    book: law.Book, *, lines: Sequence[regency.KnownLine], receipts: Iterable[funding.KnownReceipt]
) -> list[budgeting.Realised]:
    """Budgeted and paid per fund. A receipt names no fund: it is that of the only one, and only where its group at BPJS
    is one of public money; else it stands apart, for money of villages that nothing names lies there too."""
    budgeted: dict[str, int] = {}
    for line in lines:
        budgeted[line.fund] = budgeted.get(line.fund, 0) + line.amount
    paid: dict[str, int] = dict.fromkeys(budgeted, 0)
    for receipt in receipts:
        group = receipt.group_number[:2].upper()
        monies = {e.value.money for e in book.wadah if e.value.code == group and receipt.paid_on in e.span}
        fund = next(iter(budgeted)) if len(budgeted) == 1 and monies == {"public"} else ""
        paid[fund] = paid.get(fund, 0) + receipt.amount
    return [budgeting.Realised(fund, budgeted.get(fund, 0), amount) for fund, amount in paid.items()]
