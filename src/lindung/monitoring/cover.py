"""Who is covered on which day: one rule for the heads of a village, and what it says of one person.

Money is in months; cover is in half-open days. A village's heads are told apart on a day by ``told_apart``; a person's
year is that rule on every day, folded into spans. Pure: the same facts give the same spans.
"""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lindung.kernel import law, values
from lindung.registers.coverage import facts as coverage

State = Literal["confirmed", "presumed", "undetermined", "grace", "ended", "none"]
"""``grace``: «belum pasti», never shown as protected; ``ended``: the membership is over; ``none``: there was none."""
COVERED: tuple[State, ...] = ("confirmed", "presumed", "undetermined")


@dataclass(frozen=True, slots=True)
class Split:
    """The heads of a village on a day, told apart."""

    heads: int
    confirmed: int
    presumed: int
    undetermined: int


def told_apart(*, heads: int, valid: int, on_bpjs_list: int) -> Split:
    """Of ``heads`` paid for: confirmed by BPJS's list; the other valid names are presumed where the heads suffice for
    every valid name; the rest is undetermined.
    """
    confirmed = min(on_bpjs_list, heads)
    presumed = max(valid - confirmed, 0) if heads >= valid else 0
    return Split(heads, confirmed, presumed, heads - confirmed - presumed)


class NotJudged(Exception):
    """Heads are to be told apart and nobody has said how many names of the village count."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the cover of one village rests on: its facts, whom BPJS lists for its receipts, how many names count.

    ``valid`` count on every day; of each name that came or left, ``stays`` has the days on which it counts. ``valid``
    None: not judged; then members and stays may be those of one person only, who is told of them and of no other.
    """

    region: str
    valid: int | None
    facts: Sequence[coverage.Fact]
    members: Sequence[coverage.Membership]
    stays: Sequence[Sequence[values.Span]] = ()

    def _moving(self, day: dt.date) -> int:
        """How many of those who came or left count on a day."""
        return sum(any(day in span for span in stay) for stay in self.stays)

    def live(self, day: dt.date) -> frozenset[int]:
        """The receipts that cover anybody on a day."""
        heads: dict[int, int] = {}
        for fact in self.facts:
            if fact.starts_on <= day < fact.ends_before:
                heads[fact.receipt_id] = heads.get(fact.receipt_id, 0) + fact.heads
        return frozenset(receipt for receipt, left in heads.items() if left > 0)

    def split(self, day: dt.date) -> Split:
        """The village's heads on a day. Raises NotJudged where there are any and it matters how many names count."""
        heads = sum(fact.heads for fact in self.facts if fact.starts_on <= day < fact.ends_before)
        if heads <= 0:
            return Split(0, 0, 0, 0)
        if self.valid is None:
            raise NotJudged()
        live = self.live(day)
        listed = {one.person for one in self.members if one.starts_on <= day and one.receipt_id in live}
        return told_apart(heads=heads, valid=self.valid + self._moving(day), on_bpjs_list=len(listed))

    def turns(self) -> set[dt.date]:
        """The days on which anything about this cover may change."""
        days = {day for fact in self.facts for day in (fact.starts_on, fact.ends_before)}
        moved = {day for stay in self.stays for span in stay for day in (span.starts_on, span.ends_before) if day}
        return days | moved | {one.starts_on for one in self.members}


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a person on a day, and the receipts that it rests on."""

    state: State
    receipts: frozenset[int] = frozenset()


_NEVER = Told("none")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same is told of a person."""

    span: values.Span
    told: Told


@dataclass(frozen=True, slots=True)
class Person:
    """A person, the village in whose names they count (if in any), and the villages that their cover may rest on.

    ``stays``: of a village whose list they left or joined, the days on which they count there.
    """

    id: uuid.UUID
    counts_in: str | None
    grounds: Sequence[Ground]
    stays: Mapping[str, Sequence[values.Span]] = field(default_factory=dict)

    def on(self, day: dt.date, *, book: law.Book) -> Told:
        """What is told of the person on a day."""
        covered = self._covered(day)
        if covered.state != "none":
            return covered
        ended, left = self._ended_by(day), self._left_by(day)
        if left is not None and (ended is None or ended[0] <= left[0]):
            return left[1]
        if ended is None:
            return _NEVER
        last_day, receipts = ended
        grace = law.grace_ends_before(book, cover_ends_before=last_day)
        return Told("grace" if day < grace else "ended", receipts)

    def stretches(self, first: dt.date, ends_before: dt.date, *, book: law.Book) -> list[Stretch]:
        """The days from ``first`` up to ``ends_before`` in order: half-open, each day in exactly one."""
        turns = {first}.union(*(ground.turns() for ground in self.grounds))
        turns |= {law.grace_ends_before(book, cover_ends_before=day) for day in self._ends()}
        days = [*sorted(day for day in turns if first <= day < ends_before), ends_before]
        told = [self.on(day, book=book) for day in days[:-1]]
        found: list[Stretch] = []
        for what, of_turn in itertools.groupby(
            zip(itertools.pairwise(days), told, strict=True), key=lambda one: one[1]
        ):
            spans = [span for span, _ in of_turn]
            found.append(Stretch(values.Span(spans[0][0], spans[-1][1]), what))
        return found

    def _covered(self, day: dt.date) -> Told:
        listing = frozenset(
            one.receipt_id
            for ground in self.grounds
            for one in ground.members
            if one.person == self.id and one.starts_on <= day and one.receipt_id in ground.live(day)
        )
        if listing:
            return Told("confirmed", listing)
        for ground in self.grounds:
            if self._counts(ground.region, day):
                split = ground.split(day)
                if split.presumed:
                    return Told("presumed", ground.live(day))
                if split.undetermined:
                    return Told("undetermined", ground.live(day))
        return _NEVER

    def _counts(self, region: str, day: dt.date) -> bool:
        stay = self.stays.get(region)
        return region == self.counts_in if stay is None else any(day in span for span in stay)

    def _left_by(self, day: dt.date) -> tuple[dt.date, Told] | None:
        """When the person's name last stopped counting by ``day`` while it was covered: the membership in that group is
        over, without a grace, because nothing is owed. None where they never left, or count elsewhere since.
        """
        if any(self._counts(ground.region, day) for ground in self.grounds):
            return None
        ends = [span.ends_before for stay in self.stays.values() for span in stay if span.ends_before]
        end = max((one for one in ends if one <= day), default=None)
        if end is None:
            return None
        before = self._covered(end - dt.timedelta(days=1))
        return (end, Told("ended", before.receipts)) if before.state in ("presumed", "undetermined") else None

    def _ended_by(self, day: dt.date) -> tuple[dt.date, frozenset[int]] | None:
        """The latest end of paid months by ``day`` up to which the person was covered, and the receipts that ended.

        Cover that was taken back by a reversal has no end of this kind, so no grace; nor have the days before a late
        receipt that a correction covers, which end where its own begin.
        """
        ends: dict[int, dt.date] = {}
        for fact in (fact for ground in self.grounds for fact in ground.facts):
            ends[fact.receipt_id] = max(fact.ends_before, ends.get(fact.receipt_id, fact.ends_before))
        for end in sorted({end for end in self._ends() if end <= day}, reverse=True):
            last = end - dt.timedelta(days=1)
            rests_on = self._covered(last).receipts
            ending = frozenset(one for one in rests_on if ends[one] == end)
            if ending:
                return end, ending
        return None

    def _ends(self) -> Iterable[dt.date]:
        return {fact.ends_before for ground in self.grounds for fact in ground.facts}
