"""Roster ↔ payment ↔ what BPJS said, for a programme year: every rupiah, head-month and person in exactly one class.

The money of a receipt is shared out as the ledger does it; a class says what is to be done about its part. A person is
weighed in each village that lists them, pays for them, or was answered about them. Pure but for ``of_regency``.
"""

from __future__ import annotations

import dataclasses
import functools
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from lindung.kernel import law, ledger, values
from lindung.monitoring import allocation, facts, offers, three_sources
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment.names import facts as name_facts
from lindung.registers.funding import facts as funding_facts

MoneyClass = Literal[
    "agreed", "misnamed", "unlisted", "heads", "double", "twin", "outside", "over", "headless", "short", "refunded",
]  # fmt: skip
"""``agreed``: with persons on the roster whom BPJS lists; ``misnamed``: whom it lists by another name; ``unlisted``:
with persons whom no roster here names; ``heads``: with a village's months, not yet by name; ``double``: for months that
another payment holds; ``twin``: for months that the same payment pays already, its list naming one human being under
two NIK; ``outside``: for months of another year; ``over``: left when everything stated is paid;
``headless``: for nobody knows how many; ``short``: head-months that were stated and not reached, of no rupiah;
``refunded``: taken back."""
MONEY: tuple[MoneyClass, ...] = get_args(MoneyClass)

PersonClass = Literal[
    "agreed", "misnamed", "double", "twin", "paid_unlisted", "without_month", "rejected", "by_heads", "unpaid",
    "paid_unaccepted", "accepted_unlisted", "roster_only",
]  # fmt: skip
"""``agreed``: on the roster, accepted, paid for by name; ``misnamed``: the same, or accepted and by heads, but BPJS has
another name for the NIK than the roster; ``double``: another payment pays for months of theirs;
``twin``: one payment pays twice for months of theirs, under two NIK;
``paid_unlisted``: paid for, on no roster here; ``without_month``: on BPJS's list for a payment that pays no month of
theirs (the list is longer than the heads, or they start later); ``rejected``: by BPJS; ``by_heads``: accepted, and the
village paid for heads that nobody has named; ``unpaid``: accepted and not paid for; ``paid_unaccepted``: the village
paid, BPJS has not accepted them; ``accepted_unlisted``: accepted, on no roster here; ``roster_only``: neither paid for
nor accepted."""
PERSONS: tuple[PersonClass, ...] = get_args(PersonClass)


@dataclass(frozen=True, slots=True)
class Part:
    """So many head-months and so many rupiah."""

    months: int = 0
    rupiah: int = 0

    def __add__(self, other: Part) -> Part:
        return Part(self.months + other.months, self.rupiah + other.rupiah)


@dataclass(frozen=True, slots=True)
class Money:
    """A receipt and where its money is: the rupiah of the parts are its amount, their months heads × months.

    ``lacking``: what the head-months that were not reached would cost.
    """

    receipt: funding_facts.KnownReceipt
    parts: Mapping[MoneyClass, Part]
    lacking: int


@dataclass(frozen=True, slots=True)
class Said:
    """What the three sources say of a person in a place. ``held``: months of the year that its payments pay for them;
    ``turned``: those that another payment holds; ``twin``: those that one payment pays twice; ``heads``: the place paid
    for heads without names."""

    on_roster: bool = False
    accepted: bool = False
    reason: str | None = None
    behind_code: bool = False
    held: int = 0
    turned: int = 0
    twin: int = 0
    heads: bool = False
    misnamed: bool = False


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a place, their class, and the row that names them. ``reason``: BPJS's, for whom it rejected;
    ``otherwise``: the two names, in whatever class they are."""

    region: str
    person: uuid.UUID
    kind: PersonClass
    months: int
    reason: str
    evidence: facts.Evidence
    otherwise: name_facts.Otherwise | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Everything of a regency's year, sorted into classes."""

    money: tuple[Money, ...]
    persons: tuple[PersonLine, ...]
    doubled: tuple[facts.Doubled, ...]

    def total(self, kind: MoneyClass) -> Part:
        return sum((one.parts.get(kind, Part()) for one in self.money), Part())

    @property
    def received(self) -> int:
        """What the classes add up to."""
        return sum(one.receipt.amount for one in self.money)

    def count(self, kind: PersonClass) -> int:
        return sum(one.kind == kind for one in self.persons)


# The rules


@dataclass(frozen=True, slots=True)
class Marked:
    """Of a receipt's heads in a month: those held by persons on a roster, by other persons, and those turned away;
    those on a roster under another name than BPJS's; and those of whoever holds one already."""

    listed: int = 0
    unlisted: int = 0
    turned: int = 0
    misnamed: int = 0
    twin: int = 0

    @property
    def held(self) -> int:
        return self.listed + self.misnamed + self.unlisted


_NOBODY = Marked()


def parts_of(
    payment: ledger.Payment, marked: Mapping[values.Month, Marked], *, year: int, book: law.Book
) -> tuple[dict[MoneyClass, Part], int]:
    """The classes of a receipt's money, and what the head-months that it does not reach would cost.

    Where a month's money does not reach everybody named, it goes to those on a roster before the others, and of those
    to whom BPJS names alike first. What was offered for months that are held is looked for in what is left, the earlier
    months first.
    """
    found: dict[MoneyClass, Part] = {}
    add = functools.partial(_add, found)
    if payment.reversed_on is not None:
        add("refunded", payment.heads * payment.months, payment.amount)
        return found, 0
    months, rates = list(payment.first_month.until(payment.months)), _rates(payment, book)
    marks = [marked.get(month, _NOBODY) for month in months]
    held, away = [mark.held for mark in marks], [mark.turned + mark.twin for mark in marks]
    share = ledger.allocate(payment, rates=rates, held=held, turned_away=away)
    left, lacking = int(share.unallocated), 0
    for month, rate, mark, persons, heads in zip(months, rates, marks, share.to_persons, share.to_heads, strict=True):
        unnamed = payment.heads - mark.held - mark.turned - mark.twin
        named = persons // rate if rate else mark.held
        by_heads = heads // rate if rate else unnamed
        turned = min(left, mark.turned * rate)
        twin = min(left - turned, mark.twin * rate)
        left -= turned + twin
        add("short", missed := mark.held - named + unnamed - by_heads, 0)
        lacking += missed * rate
        if month.year != year:
            add("outside", named + by_heads + mark.turned + mark.twin, persons + heads + turned + twin)
            continue
        _add_named(found, mark, named, rate)
        add("heads", by_heads, heads)
        add("double", mark.turned, turned)
        add("twin", mark.twin, twin)
    add("over" if payment.heads else "headless", 0, left)
    return found, lacking


def _add_named(found: dict[MoneyClass, Part], mark: Marked, named: int, rate: int) -> None:
    listed = min(mark.listed, named)
    misnamed = min(mark.misnamed, named - listed)
    for kind, heads in (("agreed", listed), ("misnamed", misnamed), ("unlisted", named - listed - misnamed)):
        _add(found, kind, heads, heads * rate)  # type: ignore[arg-type]


def _add(found: dict[MoneyClass, Part], kind: MoneyClass, months: int, rupiah: int) -> None:
    if months or rupiah:
        found[kind] = found.get(kind, Part()) + Part(months, rupiah)


def _rates(payment: ledger.Payment, book: law.Book) -> tuple[values.Rupiah, ...]:
    try:
        return allocation.rates(payment, book=book)
    except law.NoRule:  # before the law books: nobody can say what a month cost
        return (values.Rupiah(0),) * payment.months


def class_of(said: Said) -> PersonClass:
    """The one class of a person in a place."""
    if said.turned:
        return "double"
    if said.twin:
        return "twin"
    if said.held:
        return "paid_unlisted" if not said.on_roster else "misnamed" if said.misnamed else "agreed"
    if said.behind_code:
        return "without_month"
    if not said.accepted and said.reason is not None:
        return "rejected"
    if not said.on_roster:
        return "accepted_unlisted"
    if not said.accepted:
        return "paid_unaccepted" if said.heads else "roster_only"
    if not said.heads:
        return "unpaid"
    return "misnamed" if said.misnamed else "by_heads"


def reconcile(known: three_sources.Known, *, book: law.Book) -> Reconciled:
    """Every rupiah of the receipts and every person of the three sources, in one class each."""
    homes: dict[uuid.UUID, list[str]] = {}
    for region, person in sorted(known.roster):
        homes.setdefault(person, []).append(region)
    claims = known.offers.claims()
    money = tuple(_money(known, claims, homes, book))
    doubled = offers.of_claims(known.offers, claims, region=known.region, year=known.year, book=book)
    persons = tuple(_persons(known, claims, homes, money))
    return Reconciled(money, persons, doubled)


def _home(region: str, person: uuid.UUID, homes: Mapping[uuid.UUID, list[str]]) -> str:
    """Where a person is weighed whom the money of ``region`` is for: in the village there that lists them, if any."""
    return next((one for one in homes.get(person, ()) if f"{one}.".startswith(f"{region}.")), region)


def _money(
    known: three_sources.Known,
    claims: Iterable[ledger.Claim[uuid.UUID]],
    homes: Mapping[uuid.UUID, list[str]],
    book: law.Book,
) -> Iterator[Money]:
    listed: Counter[tuple[int, values.Month]] = Counter()
    unlisted: Counter[tuple[int, values.Month]] = Counter()
    misnamed: Counter[tuple[int, values.Month]] = Counter()
    turned: Counter[tuple[int, values.Month]] = Counter()
    twin: Counter[tuple[int, values.Month]] = Counter()
    for claim in claims:
        key = (_home(known.offers.receipts[claim.payment].region, claim.person, homes), claim.person)
        counts = unlisted if key not in known.roster else misnamed if key in known.otherwise else listed
        counts[claim.payment, claim.month] += 1
        for other in claim.turned_away:
            (twin if other == claim.payment else turned)[other, claim.month] += 1
    for one in known.receipts:
        keys = {month: (one.receipt_id, month) for month in one.first_month.until(one.months)}
        marked = {
            month: Marked(listed[key], unlisted[key], turned[key], misnamed[key], twin[key])
            for month, key in keys.items()
        }
        yield Money(one, *parts_of(one.weighed(known.offers.on), marked, year=known.year, book=book))


def _months(
    known: three_sources.Known, claims: Iterable[ledger.Claim[uuid.UUID]], homes: Mapping[uuid.UUID, list[str]]
) -> tuple[Counter[three_sources.Key], Counter[three_sources.Key], Counter[three_sources.Key]]:
    """Months of the year that payments of a place pay for a person, those that another payment holds, and those that
    the same pays again."""
    held: Counter[three_sources.Key] = Counter()
    turned: Counter[three_sources.Key] = Counter()
    twin: Counter[three_sources.Key] = Counter()
    for claim in claims:
        if claim.month.year == known.year:
            elsewhere = [one for one in claim.turned_away if one != claim.payment]
            again = [one for one in claim.turned_away if one == claim.payment]
            for counts, receipts in ((held, (claim.payment,)), (turned, elsewhere), (twin, again)):
                for receipt in receipts:
                    region = known.offers.receipts[receipt].region
                    counts[_home(region, claim.person, homes), claim.person] += 1
    return held, turned, twin


def _persons(
    known: three_sources.Known,
    claims: Iterable[ledger.Claim[uuid.UUID]],
    homes: Mapping[uuid.UUID, list[str]],
    money: Iterable[Money],
) -> Iterator[PersonLine]:
    held, turned, twin = _months(known, claims, homes)
    by_heads = {one.receipt.region for one in money if "heads" in one.parts}
    paid_by = {receipt: one.region for receipt, one in known.offers.receipts.items()}
    codes = {
        (_home(paid_by[receipt], person, homes), person): row for (receipt, person), row in known.behind_codes.items()
    }
    accepted = {(_home(place, person, homes), person): where for (place, person), where in known.accepted.items()}
    rejected = {(_home(place, person, homes), person): why for (place, person), why in known.rejected.items()}
    for key in sorted(known.roster.keys() | codes.keys() | accepted.keys() | rejected.keys()):
        region, person = key
        said = Said(
            on_roster=key in known.roster,
            accepted=key in accepted or key in codes,
            reason=rejected[key][0] if key in rejected else None,
            behind_code=key in codes,
            held=held[key],
            turned=turned[key],
            twin=twin[key],
            heads=region in by_heads,
            misnamed=key in known.otherwise,
        )
        rows = (known.roster.get(key), codes.get(key), accepted.get(key), *rejected.get(key, ())[1:])
        where = next(filter(None, rows))
        told = known.otherwise.get(key) if said.on_roster else None
        yield PersonLine(region, person, class_of(said), said.held, said.reason or "", where, told)


def of_regency(day: facts.RegencyDay) -> Reconciled:
    """The year of a regency as of its day. Everything must be in scope, for who else pays is weighed too."""
    known = three_sources.known_of(str(day.code), year=day.year, on=day.on, known_at=day.known_at)
    return reconcile(known, book=rulebook.book(day.code, day.known_at))


def seen_by(found: Reconciled, covers: Callable[[str], bool]) -> Reconciled:
    """For someone who sees only what ``covers`` says: who else pays is named to who covers both."""
    seen = only(found, covers)
    return dataclasses.replace(seen, doubled=offers.seen_by(found.doubled, covers))


def only(found: Reconciled, covers: Callable[[str], bool]) -> Reconciled:
    """The part of it that is about places that ``covers`` says."""
    return Reconciled(
        tuple(one for one in found.money if covers(one.receipt.region)),
        tuple(one for one in found.persons if covers(one.region)),
        tuple(one for one in found.doubled if covers(one.here.region)),
    )
