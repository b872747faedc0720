"""The words of the book: one dated entry, the values entries hold, and the Book that holds them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from lindung.kernel import values

Confidence = Literal["seen", "secondary", "memory", "inference", "none"]
"""seen = source read, secondary = only through another, memory = unchecked, inference = ours, none = nothing found."""
Programme = Literal["JKK", "JKM", "JHT"]
Sector = Literal["transport", "non_transport"]
Money = Literal["village", "public", "private", "any"]
"""village = APBDes, public = APBN or APBD, private = neither; ``any`` only for a wadah that takes all of them."""
Category = Literal["vulnerable_worker", "other_bpu", "pu", "state"]
FundStatus = Literal["allowed", "prohibited", "needs_musdes", "unknown"]
Basis = Literal["law", "practice", "letter", "none"]
"""practice = seen to be done, without a written rule found that allows it; letter = a written answer to a question."""
Answer = Literal["yes", "no", "unknown"]
Event = Literal["death", "accident", "work_death"]
"""What happened to a worker: death (JKM), an accident at work (JKK), death by an accident at work (JKK)."""
HolidayKind = Literal["nasional", "cuti_bersama", "daerah"]

V = TypeVar("V")


class NoRule(values.Refusal):
    code = "aturan-tidak-ada"
    sentence = "Buku aturan tidak memuat {what} untuk {when}. Tambahkan entri bertanggal dengan dasar hukumnya."


@dataclass(frozen=True, slots=True)
class Dated(Generic[V]):
    """One entry of a book: a value, the days it is in force, and why we believe it."""

    value: V
    span: values.Span
    source: str
    checked_on: dt.date
    confidence: Confidence
    dates_confidence: Confidence
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of the JKK annex, in rupiah; it reaches up to the next row's floor, so the printed gaps don't matter."""

    number: int
    from_income: values.Rupiah
    base: values.Rupiah


@dataclass(frozen=True, slots=True)
class Package:
    """What the programme buys: the tier by its number, the programmes always bought, those one may add."""

    tier: int
    programmes: tuple[Programme, ...]
    optional: tuple[Programme, ...] = ()


@dataclass(frozen=True, slots=True)
class Discount:
    """``pays`` is the share still due, not the share forgiven."""

    id: str
    programmes: tuple[Programme, ...]
    pays: Fraction
    sectors: tuple[Sector, ...]
    excludes_public_money: bool


@dataclass(frozen=True, slots=True)
class Grace:
    months: int
    then: str
    late_payment: str
    unless: str


@dataclass(frozen=True, slots=True)
class Benefit:
    """Rupiah that BPJS pays. Before ``full_after_months`` of membership only ``before_that``; None means no waiting."""

    programme: str
    total: values.Rupiah | None = None
    parts: tuple[tuple[str, values.Rupiah], ...] = ()
    full_after_months: int | None = None
    before_that: values.Rupiah | None = None


@dataclass(frozen=True, slots=True)
class Fund:
    """A source of money (DD, ADD, APBD, …) and whose money it is, which decides about discounts."""

    code: str
    name: str
    money: Money


@dataclass(frozen=True, slots=True)
class Wadah:
    """A BPJS group type (SD, SA, SL, …) and the money it is meant for."""

    code: str
    name: str
    money: Money


@dataclass(frozen=True, slots=True)
class FundRule:
    fund: str
    category: Category
    status: FundStatus
    basis: Basis


@dataclass(frozen=True, slots=True)
class Milestone:
    """``share`` of the quota that is paid for on that day of the programme year."""

    month: int
    day: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class YearlyDay:
    month: int
    day: int
    years_before: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """What proves a stage of a budget: (kind, name) of each document. ``payer``: a village, or the regency as one."""

    payer: Literal["village", "regency"]
    stage: str
    needs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is asked next when an office does not act. ``joins``: an office beside the line, and the step above it."""

    line: tuple[str, ...]
    informed: tuple[str, ...]
    joins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DutyTerm:
    """Working days to settle a kind of finding, and those of each further step. ``kind`` «lainnya»: any other."""

    kind: str
    days: int
    step_days: int


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days on which no office works, each with its name. ``kind``: the nation's, joint leave, or a region's own."""

    kind: HolidayKind
    days: tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """What a camat says of a village each quarter. ``choices``: code and words, the best first."""

    code: str
    question: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimDocument:
    """A paper that BPJS asks for; ``within_hours``: of the event; not ``needed``: only where it applies."""

    event: Event
    code: str
    name: str
    within_hours: int | None = None
    needed: bool = True


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """Groups of people in the order in which a free place goes to them: code and name."""

    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What a person is read before agreeing that their data are processed; ``version`` is what a consent keeps."""

    version: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """How long one kind of thing is kept: years and days after what ended it."""

    what: str
    years: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """All law books read together. Compared by identity, so that answers can be remembered per book cheaply.

    ``version`` names the text it was read from; a bill keeps it.
    """

    version: str
    jkk_tiers: tuple[Dated[tuple[Tier, ...]], ...]
    jkk_rate: tuple[Dated[Fraction], ...]
    jkm: tuple[Dated[values.Rupiah], ...]
    jht_rate: tuple[Dated[Fraction], ...]
    package: tuple[Dated[Package], ...]
    discount: tuple[Dated[Discount], ...]
    discount_covers_village_money: tuple[Dated[Answer], ...]
    age_min: tuple[Dated[int], ...]
    age_below: tuple[Dated[int], ...]
    grace: tuple[Dated[Grace], ...]
    prepay_months: tuple[Dated[tuple[int, ...]], ...]
    accident_report_hours: tuple[Dated[int], ...]
    claim_lapse_years: tuple[Dated[int], ...]
    kpi_full_weight_months: tuple[Dated[int], ...]
    benefit: tuple[Dated[Benefit], ...]
    fund: tuple[Dated[Fund], ...]
    wadah: tuple[Dated[Wadah], ...]
    fund_rule: tuple[Dated[FundRule], ...]
    quota: tuple[Dated[int], ...]
    milestone: tuple[Dated[Milestone], ...]
    budget_due: tuple[Dated[YearlyDay], ...]
    report_due_days: tuple[Dated[int], ...]
    escalation: tuple[Dated[Escalation], ...]
    renewal_days: tuple[Dated[tuple[int, ...]], ...]
    waiting_order: tuple[Dated[WaitingOrder], ...]
    claim_document: tuple[Dated[ClaimDocument], ...]
    claim_open_days: tuple[Dated[int], ...]
    checklist: tuple[Dated[Checklist], ...]
    holidays: tuple[Dated[Holidays], ...]
    duty_term: tuple[Dated[DutyTerm], ...]
    evaluation: tuple[Dated[EvaluationQuestion], ...]
    consent_text: tuple[Dated[ConsentText], ...]
    retention: tuple[Dated[Retention], ...]


def in_force(entries: Iterable[Dated[V]], *, on: dt.date, what: str) -> Dated[V]:
    """The first entry in force on a day. ``what`` names the parameter for the refusal. Raises NoRule."""
    for entry in entries:
        if on in entry.span:
            return entry
    raise NoRule(what=what, when=on)
