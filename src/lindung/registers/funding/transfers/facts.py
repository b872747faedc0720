"""What crosses the door of transfers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lindung.platform.journal import facts as journal_facts


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that went out in one sum on a day, by the bank's reference."""

    region: str
    bank: str
    reference: str
    paid_on: dt.date
    amount: int
    place: journal_facts.Place

    @property
    def issuer(self) -> str:
        """Who vouches for the reference: the bank, however it is written; where none is said, the payer."""
        words = "".join(sign if sign.isalnum() else " " for sign in self.bank.casefold()).split()
        return " ".join(word for word in words if word not in ("bank", "pt", "tbk", "persero")) or self.region

    @property
    def proof(self) -> str:
        """The reference without what a bank's clerk puts between its signs."""
        return "".join(sign for sign in self.reference.casefold() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Part:
    """A kode iuran's share of a transfer: its receipt, and whether that was taken back."""

    receipt_id: int
    code: str
    region: str
    amount: int
    reversed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class KnownTransfer:
    """A transfer as known."""

    transfer_id: int
    region: str
    bank: str
    reference: str
    paid_on: dt.date
    amount: int
    parts: tuple[Part, ...]
    file: str
    sheet: str
    row: int

    @property
    def standing(self) -> tuple[Part, ...]:
        """The parts that were not taken back."""
        return tuple(part for part in self.parts if part.reversed_on is None)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Parts of a transfer that are taken back on a day: those of these receipts, or (None) all that stand."""

    transfer_id: int
    reversed_on: dt.date
    reason: str
    place: journal_facts.Place
    receipts: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """A transfer whose parts do not come to it."""

    transfer_id: int
    amount: int
    parts: int
