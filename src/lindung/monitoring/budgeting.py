"""Whether a budget is enough and for how many, and what of it BPJS has received: per line, per fund, to the rupiah."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lindung.kernel import law, values
from lindung.monitoring import standing
from lindung.registers.funding import facts as funding

_WHOLE_YEAR = 12


@dataclass(frozen=True, slots=True)
class Sufficing:
    """A line of a budget: «cukup untuk 40 dari 100 orang selama 12 bulan»; ``lacking``: rupiah short of the quota."""

    line: funding.KnownBudget
    heads: int
    quota: int
    months: int
    due: int

    @property
    def enough(self) -> bool:
        return self.line.amount >= self.due

    @property
    def lacking(self) -> int:
        return max(self.due - self.line.amount, 0)


@dataclass(frozen=True, slots=True)
class Realised:
    """A fund's budget beside what BPJS received from it. ``fund`` empty: receipts that no fund of the budget can be
    told from, or of money that is none of the budget's."""

    fund: str
    budgeted: int
    received: int

    @property
    def left(self) -> int:
        return self.budgeted - self.received


def sufficing(book: law.Book, *, year: int, lines: Iterable[funding.KnownBudget], quota: int) -> list[Sufficing]:
    """Each line of a budget in force against quota × rate × months, the rate being that of each month."""
    found = []
    for line in lines:
        if line.amount:
            months = line.months or _WHOLE_YEAR
            due = law.quote(
                book, first=values.Month(year, 1), months=months, heads=quota, sector="non_transport",
                public_money=False, village_money=True,
            ).total  # fmt: skip
            found.append(Sufficing(line, standing.heads_sufficing(book, year, [line]), quota, months, due))
    return found


def realised(
    book: law.Book, *, lines: Sequence[funding.KnownBudget], receipts: Iterable[funding.KnownReceipt]
) -> list[Realised]:
    """Budgeted and received per fund. A receipt names no fund: it is that of the only fund of the budget, or of the
    only one whose money its group at BPJS takes; else it stands apart: the sum is always what was received."""
    budgeted: dict[str, int] = {}
    for line in lines:
        if line.amount:
            fund = _code(book, line.fund)
            budgeted[fund] = budgeted.get(fund, 0) + line.amount
    received: dict[str, int] = dict.fromkeys(budgeted, 0)
    for receipt in receipts:
        fits = [fund for fund in budgeted if _takes(book, receipt, fund)]
        fund = fits[0] if len(fits) == 1 else ""
        received[fund] = received.get(fund, 0) + receipt.amount
    return [Realised(fund, budgeted.get(fund, 0), amount) for fund, amount in received.items()]


def _code(book: law.Book, said: str) -> str:
    known = said.strip().upper()
    return next((e.value.code for e in book.fund if known in (e.value.code, e.value.name.upper())), known)


def _takes(book: law.Book, receipt: funding.KnownReceipt, fund: str) -> bool:
    """Whether a group at BPJS may be paid from a fund; what the books do not know rules nothing out."""
    group = receipt.group_number[:2].upper()
    groups = {e.value.money for e in book.wadah if e.value.code == group and receipt.paid_on in e.span}
    monies = {e.value.money for e in book.fund if e.value.code == fund and receipt.paid_on in e.span}
    return not groups or not monies or "any" in groups or bool(groups & monies)
