"""What crosses the door of the rulebook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import law, values

Kind = Literal["rule", "answer", "override"]
"""A new rule with its legal basis; a written answer to what the books leave open; a fund used against its rule."""
Payer = Literal["self", "public", "village"]
"""Out of whose money: own or a donor's, APBN or APBD, APBDes."""
PROPOSES = frozenset({"dpmd", "sekda", "bappeda", "bpjs", "national"})
DECIDES = frozenset({"dpmd", "sekda", "bupati", "national"})
NATION = ""
"""The region of an amendment that holds everywhere."""
ANSWERED = ("fund_rule", "discount_covers_village_money")
"""What a branch or ministry may be asked about."""
OF_CONTRIBUTIONS = frozenset(
    {"jkk_tiers", "jkk_rate", "jkm", "jht_rate", "package", "discount", "discount_covers_village_money"}
)
"""What changes a bill: amended only with a case that says which amount must come out."""


@dataclass(frozen=True, slots=True)
class Case:
    """What must come out: one person's contribution for a month, at a tier (the programme's own where none is said)."""

    month: values.Month
    sector: law.Sector
    money: Payer
    rupiah: int
    tier: int | None = None
    jht: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what came out; None where no rule is in force."""

    case: Case
    before: int | None
    after: int | None

    @property
    def passes(self) -> bool:
        return self.after == self.case.rupiah


@dataclass(frozen=True, slots=True)
class Wish:
    """An amendment that is asked for. ``value`` is written as in the books; ``repeals``: it names what ends, and
    nothing follows. ``cases`` as in the table of tests: ``contribution = [{ month = "2027-01", … }]``."""

    kind: Kind
    region: str
    parameter: str
    value: str
    starts: values.Month
    source: str
    confidence: law.Confidence = "seen"
    ends_before: values.Month | None = None
    repeals: bool = False
    label: str = ""
    note: str = ""
    cases: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment as it was proposed, and what the second person said; ``approved`` None: it waits."""

    id: int
    kind: Kind
    region: str
    parameter: str
    value: str
    starts_on: dt.date
    ends_before: dt.date | None
    repeals: bool
    source: str
    confidence: law.Confidence
    label: str
    note: str
    cases: str
    proposed_by: int
    proposer: str
    proposed_at: dt.datetime
    proposed_on: dt.date
    approved: bool | None = None
    decided_by: int | None = None
    decider: str = ""
    decided_on: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A fund that pays against its rule: for whom, in which year and region, why, and the two who answer for it."""

    id: int
    region: str
    fund: str
    category: law.Category
    year: int
    reason: str
    reference: str
    proposer: str
    decider: str
    decided_on: dt.date


@dataclass(frozen=True, slots=True)
class FundAnswer:
    """What the law says of a fund, and the override that is used where it says no."""

    verdict: law.FundVerdict
    override: Override | None = None

    @property
    def blocked(self) -> bool:
        """Prohibited, and nobody has answered for an exception."""
        return self.verdict.status == "prohibited" and self.override is None
