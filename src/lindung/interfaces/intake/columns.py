"""What a heading means: the vocabulary of ``columns.toml``, and which kinds of table a row of headings makes."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lindung.interfaces.intake import layouts

Kind = Literal["roster", "payment", "budget", "result", "members", "bills", "regency"]
_GROUPS: dict[Kind, tuple[str, ...]] = {
    "roster": ("roster", "place", "money"),
    "payment": ("money", "place"),
    "budget": ("money", "place"),
    "regency": ("regency", "money", "place"),
}
_AMOUNTS: dict[Kind, tuple[str, ...]] = {
    "roster": (),
    "payment": ("paid_amount", "amount"),
    "budget": ("budget_amount", "amount", "paid_amount"),
    "regency": ("budget_amount", "amount"),
}
_OF_BUDGET = re.compile(r"\b(anggaran|pagu|apbdes|dianggarkan)\b")
_OF_PAYMENT = re.compile(r"\b(bayar|pembayaran|dibayar|setor|setoran|disetor|realisasi|lunas)\b")
_COUNTS = re.compile(r"\b(jumlah|jml|jlh|lama|lamanya|banyak|banyaknya|volume|jangka)\b")
_OF_MEMBERS = re.compile(r"\b(kpj|nomor kepesertaan|no kepesertaan)\b")
_SAYS_PAID = re.compile(r"\b(bayar|pembayaran|dibayar|setor|setoran|transaksi|transfer|penerimaan iuran)\b")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind of table that headings make: field → position, and the positions of columns that a second meaning lost.

    ``layout``: that of BPJS's file, which says what its words mean.
    """

    kind: Kind
    columns: dict[str, int]
    passed_over: tuple[int, ...] = ()
    layout: layouts.Layout | None = None


@functools.cache
def _vocabulary() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    source = importlib.resources.files(__package__).joinpath("columns.toml").read_text("utf-8")
    return {
        group: [
            (name, re.compile("|".join(f"(?:{pattern})" for pattern in patterns))) for name, patterns in fields.items()
        ]
        for group, fields in tomllib.loads(source).items()
    }


@functools.cache
def words(group: str) -> dict[str, re.Pattern[str]]:
    """The words that decide in a group of ``words.toml``, one pattern a meaning."""
    source = importlib.resources.files(__package__).joinpath("words.toml").read_text("utf-8")
    found = tomllib.loads(source)
    fields = found[group] if group in found else {name: said for name, said in found.items() if isinstance(said, list)}
    return {name: re.compile("|".join(patterns)) for name, patterns in fields.items()}


@functools.lru_cache(maxsize=4096)
def meaning(heading: str, kind: Kind) -> str | None:
    """The field that a heading names in a table of that kind; a column about someone else is only about them."""
    groups = _GROUPS[kind]
    if kind == "roster" and _vocabulary()["relation"][0][1].search(heading):
        groups = ("others",)
    found = (name for group in groups for name, pattern in _vocabulary()[group] if pattern.fullmatch(heading))
    name = next(found, None)
    if name == "amount":  # «jumlah (Rp)» below «Anggaran» or below «Pembayaran»
        return "budget_amount" if _OF_BUDGET.search(heading) else "paid_amount" if _OF_PAYMENT.search(heading) else name
    return name


def means_something(heading: str, known: Sequence[layouts.Layout]) -> bool:
    of_bpjs = any(heading in headings for layout in known for headings in layout.columns.values())
    return of_bpjs or any(meaning(heading, kind) for kind in _GROUPS)


def _columns(headings: list[str], kind: Kind, *, both: bool = False) -> Meaning:
    """Field → position; the first column of a meaning holds it. In a table of both, each side keeps its own columns."""
    other = _OF_BUDGET if kind == "payment" else _OF_PAYMENT
    columns: dict[str, int] = {}
    twice = []
    for position, said in enumerate(headings):
        name = meaning(said, kind) if said and not (both and other.search(said)) else None
        if name == "date" and kind != "roster":
            name = "paid_on" if kind == "payment" else "decided_on"
        if (
            name == "months"
            and name in columns
            and "period" not in columns
            and not _COUNTS.search(headings[columns[name]])
        ):
            columns["period"] = columns.pop("months")  # «Bulan Iuran» beside «Jumlah Bulan»
        if name and name not in columns:
            columns[name] = position
        elif name in ("nik", "paid_on", "paid_amount", "budget_amount"):
            twice.append(position)
    description = columns.pop("description", None)
    if description is not None and not columns.keys() & {"village", "village_code", "group"}:
        columns["village"] = description
    if kind != "roster":
        _without_transfer(columns)
        twice += _choose_amount(columns, kind)
    return Meaning(kind, columns, tuple(twice))


def _without_transfer(columns: dict[str, int]) -> None:
    """A number of a transfer is the kode iuran where no other column is; its amount the payment's, likewise."""
    for name, else_ in (("transfer", "code"), ("transfer_amount", "paid_amount")):
        known = {"paid_amount", "amount"} if else_ == "paid_amount" else {else_}
        if name in columns and not known & columns.keys():
            columns[else_] = columns.pop(name)


def _choose_amount(columns: dict[str, int], kind: Kind) -> list[int]:
    """Let the best of the columns of rupiah be the amount; returns the positions of money that is then not read."""
    offered = [name for name in _AMOUNTS[kind] if name in columns]
    held = {name: columns.pop(name) for name in ("budget_amount", "paid_amount", "amount") if name in columns}
    if not offered:
        return []
    columns["amount"] = held[offered[0]]
    if offered[0] != "amount" and "amount" in held:
        columns["other_amount"] = held["amount"]
    lost = "paid_amount" if kind == "budget" else "budget_amount"
    return [held[lost]] if lost in held and lost != offered[0] else []


def kinds(headings: list[str], above: list[str], known: Sequence[layouts.Layout], row: int) -> list[Meaning]:
    """The kinds of table that these headings make: what BPJS sends back by one of the layouts ``known``, a roster, a
    recap, or a recap of budgets and payments at once. ``row``: the one that Excel shows for the first of them."""
    for layout in known:
        columns = layout.found(headings, above, row)
        if columns is not None:
            return [Meaning(layout.kind, columns, layout=layout)]
    roster = _columns(headings, "roster")
    if {"nik", "name"} <= roster.columns.keys():
        return [] if _is_unknown_layout(roster, headings) else [roster]
    named = {meaning(said, "payment") for said in headings if said}
    of_regency = _columns(headings, "regency")
    if {"dpa", "amount"} <= of_regency.columns.keys() and not named & {"village", "village_code", "group"}:
        return [of_regency]
    if not named & {"village", "village_code", "group", "description"}:
        return []
    both = "budget_amount" in named and "paid_amount" in named
    payment, budget = _columns(headings, "payment", both=both), _columns(headings, "budget", both=both)
    paid, budgeted = _is_payment(payment, headings, above), _is_budget(budget, "budget_amount" in named)
    if paid and budgeted and both:
        lost = {payment.columns["amount"], budget.columns["amount"]}
        return [
            Meaning(one.kind, one.columns, tuple(p for p in one.passed_over if p not in lost))
            for one in (budget, payment)
        ]
    chosen, other = (payment, budget) if paid else (budget, payment)
    if not paid and not budgeted:
        return []
    lost = [other.columns["amount"]] if both and "amount" in other.columns else []
    return [Meaning(chosen.kind, chosen.columns, tuple(dict.fromkeys([*chosen.passed_over, *lost])))]


def _is_unknown_layout(roster: Meaning, headings: list[str]) -> bool:
    """Membership numbers beside names, and nothing that a village says of its people: BPJS's file in an unknown layout.

    Taken as a roster, it would replace the village's list.
    """
    return any(map(_OF_MEMBERS.search, headings)) and not roster.columns.keys() & {"occupation", "sex", "address"}


def _is_payment(found: Meaning, headings: list[str], above: list[str]) -> bool:
    columns = found.columns
    if "amount" not in columns or len(columns) < 3:
        return False
    if columns.keys() & {"code", "group_number", "group"}:
        return True
    of_budget = columns.keys() & {"fund", "reference", "stage"} or any(map(_OF_BUDGET.search, headings))
    if "paid_on" in columns and any(map(_SAYS_PAID.search, headings)):
        return True
    title = " ".join(above).lower()
    titled_budget = _OF_BUDGET.search(title) and "period" not in columns  # «Rekap anggaran pembayaran iuran»
    return bool(not of_budget and not titled_budget and _SAYS_PAID.search(title))


def _is_budget(found: Meaning, by_name: bool) -> bool:
    return len(found.columns) >= (2 if by_name else 3) and bool(found.columns.keys() & {"amount", "fund", "stage"})
