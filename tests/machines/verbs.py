"""What can happen, in the domain's words. Each verb draws whole numbers between bounds, so that a step can be written
down, drawn by Hypothesis or by a seed, and left out of a story that is made shorter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tests import oracle
from tests.machines.stories import PERSONS, Story

Bounds = dict[str, tuple[int, int]]
MANY = 11
"""For «one of those there are»: taken modulo how many there are."""
VILLAGE, WHO, WHICH = (0, 2), (0, len(PERSONS) - 1), (0, MANY)


@dataclass(frozen=True)
class Verb:
    tell: Callable[..., None]
    says: Bounds
    may: Callable[[Story], bool]


VERBS: dict[str, Verb] = {}


def verb(*, may: Callable[[Story], bool] = lambda story: True, **says: tuple[int, int]):
    def known(tell: Callable[..., None]) -> Callable[..., None]:
        VERBS[tell.__name__] = Verb(tell, says, may)
        return tell

    return known


def some_listed(story: Story) -> bool:
    return any(story.lists.values())


def some_paid(story: Story) -> bool:
    return bool(story.receipts)


# Lists


@verb(village=VILLAGE, who=WHO)
def enrol(story: Story, village: int, who: int) -> None:
    """A village sends its list again with one more name; where nobody is left to name, the same list."""
    here = story.village(village)
    names = story.lists[here]
    others = [person for person in PERSONS if person not in names]
    story.send_list(here, [*names, others[who % len(others)]] if others else list(names))


@verb(may=some_listed, village=VILLAGE, who=WHO)
def list_in_a_second_village(story: Story, village: int, who: int) -> None:
    """A village names somebody who is on a list already, perhaps its own."""
    here, somebody = story.village(village), story.named_somewhere()
    person = somebody[who % len(somebody)]
    story.send_list(here, [*(one for one in story.lists[here] if one != person), person])


@verb(may=some_listed, village=VILLAGE, who=WHO)
def move(story: Story, village: int, who: int) -> None:
    """Somebody is gone from every list but that of the village they moved to."""
    to, somebody = story.village(village), story.named_somewhere()
    person = somebody[who % len(somebody)]
    for here, names in story.lists.items():
        if person in names and here != to:
            story.send_list(here, [one for one in names if one != person])
    if person not in story.lists[to]:
        story.send_list(to, [*story.lists[to], person])


@verb(may=some_listed, who=WHO)
def die(story: Story, who: int) -> None:
    """Somebody is on no list any more."""
    somebody = story.named_somewhere()
    person = somebody[who % len(somebody)]
    for here, names in story.lists.items():
        if person in names:
            story.send_list(here, [one for one in names if one != person])


# Money

AHEAD, LENGTH, SAVINGS = (0, 2), (1, 6), (0, 4)


def paid(
    story: Story, village: int, ahead: int, months: int, heads: int, savings: int = 1, less: int = 0, more: int = 0,
    on: dt.date | None = None,
) -> None:  # fmt: skip
    """The exact amount, ``less`` per cent of it gone, ``more`` rupiah beside it. Every fifth buys savings too."""
    first = oracle.months_from(oracle.month_of(story.today), ahead + 1)[-1] if ahead >= 0 else back(story, -ahead)
    one = oracle.Receipt(story.village(village), on or story.today, first, months, heads, 0)
    due = heads * sum(oracle.rate(month, savings=savings == 0) for month in one.paid)
    one.amount = max(1, due * (100 - less) // 100 + more)
    story.pay(one)


def back(story: Story, months: int) -> oracle.Month:
    year, number = oracle.month_of(story.today)
    index = year * 12 + number - 1 - months
    return index // 12, index % 12 + 1


def names_of(story: Story, village: int) -> int:
    return len(story.lists[story.village(village)])


@verb(village=VILLAGE, ahead=AHEAD, months=LENGTH, savings=SAVINGS)
def pay(story: Story, village: int, ahead: int, months: int, savings: int) -> None:
    """A village pays for all whom it lists."""
    paid(story, village, ahead, months, max(1, names_of(story, village)), savings)


@verb(village=VILLAGE, ahead=AHEAD, months=LENGTH, heads=(1, 5))
def pay_for_fewer(story: Story, village: int, ahead: int, months: int, heads: int) -> None:
    paid(story, village, ahead, months, max(1, min(heads, names_of(story, village) - 1)))


@verb(village=VILLAGE, ahead=AHEAD, months=LENGTH, less=(1, 99))
def pay_too_little(story: Story, village: int, ahead: int, months: int, less: int) -> None:
    paid(story, village, ahead, months, max(1, names_of(story, village)), less=less)


@verb(village=VILLAGE, ahead=AHEAD, months=LENGTH, more=(1, 200_000))
def overpay(story: Story, village: int, ahead: int, months: int, more: int) -> None:
    paid(story, village, ahead, months, max(1, names_of(story, village)), more=more)


@verb(village=VILLAGE, ahead=AHEAD, months=LENGTH, heads=(1, 3))
def pay_for_more(story: Story, village: int, ahead: int, months: int, heads: int) -> None:
    """For more heads than names."""
    paid(story, village, ahead, months, names_of(story, village) + heads)


@verb(village=VILLAGE, ago=(1, 5), months=LENGTH, savings=SAVINGS)
def pay_late(story: Story, village: int, ago: int, months: int, savings: int) -> None:
    """For months that have begun, or are over."""
    paid(story, village, -ago, months, max(1, names_of(story, village)), savings)


@verb(village=VILLAGE, ahead=AHEAD, months=LENGTH, ago=(1, 60))
def pay_and_tell_later(story: Story, village: int, ahead: int, months: int, ago: int) -> None:
    """What was paid some days ago comes to be known today."""
    paid(story, village, ahead, months, max(1, names_of(story, village)), on=story.today - dt.timedelta(days=ago))


@verb(may=lambda story: any(one.reversed_on is None for one in story.receipts.values()), which=WHICH, ago=(-30, 30))
def reverse(story: Story, which: int, ago: int) -> None:
    """A receipt is taken back, half of the time on an earlier day than it comes to be known."""
    standing = sorted((key for key, one in story.receipts.items() if one.reversed_on is None), reverse=True)
    key = standing[which % len(standing)]
    one = story.receipts[key]
    one.reversed_on = max(one.paid_on, story.today - dt.timedelta(days=max(0, ago)))
    story.world.reversed(key, one)


# BPJS


def start_of(story: Story, key: int, starts: int) -> dt.date:
    """The day that BPJS records: the first paid, today, some day of the second month, or before all of it."""
    first = dt.date(*story.receipts[key].first, 1)
    return (first, story.today, first + dt.timedelta(days=45), first - dt.timedelta(days=40))[starts]


@verb(may=some_paid, which=WHICH, who=(1, 2 ** len(PERSONS) - 1), starts=(0, 3))
def bpjs_list(story: Story, which: int, who: int, starts: int) -> None:
    """BPJS names some persons, whoever they are, for a receipt, whatever became of it."""
    key = story.key(which)
    story.name(key, [person for person in PERSONS if who >> person & 1], start_of(story, key, starts))


@verb(may=some_paid, which=WHICH, half=(0, 1), starts=(0, 3))
def bpjs_list_in_halves(story: Story, which: int, half: int, starts: int) -> None:
    """Half of the village's names; the other half comes when this is told again."""
    key = story.key(which)
    names = story.lists[story.receipts[key].village][half::2]
    story.name(key, names, start_of(story, key, starts))


@verb(may=some_paid, which=WHICH, starts=(0, 3))
def import_again(story: Story, which: int, starts: int) -> None:
    """A receipt and BPJS's list for it come in a second time; that list as if others had to start on another day."""
    key = story.key(which)
    one = story.receipts[key]
    story.world.paid(key, one)
    story.send_list(one.village, list(story.lists[one.village]))
    again = [(number, person, start_of(story, key, starts)) for number, person, _ in one.listed]
    if again:
        story.world.named(key, again)


def correctable(story: Story) -> list[int]:
    return [key for key in sorted(story.receipts) if story.may_correct(key)]


@verb(may=lambda story: bool(correctable(story)), which=WHICH)
def ask_correction(story: Story, which: int) -> None:
    found = correctable(story)
    key = found[which % len(found)]
    story.waiting.append(key)
    story.world.correction_asked(key)


@verb(may=lambda story: bool(story.waiting), which=WHICH)
def approve_correction(story: Story, which: int) -> None:
    """BPJS says yes; about money that was taken back meanwhile nothing can be approved."""
    key = story.waiting.pop(which % len(story.waiting))
    stands = story.receipts[key].reversed_on is None
    story.receipts[key].corrected = stands
    story.world.correction_decided(key, approved=True)


@verb(may=lambda story: bool(story.waiting), which=WHICH)
def refuse_correction(story: Story, which: int) -> None:
    key = story.waiting.pop(which % len(story.waiting))
    story.world.correction_decided(key, approved=False)


# Persons


def may_merge(story: Story) -> bool:
    return len(story.humans()) > 2 and len(story.became) < 2


@verb(may=may_merge, who=WHO, other=WHO)
def merge(story: Story, who: int, other: int) -> None:
    """Two persons turn out to be one human being."""
    there = story.humans()
    kept = there[who % len(there)]
    others = [one for one in there if one != kept]
    gone = others[other % len(others)]
    story.became[gone] = kept
    story.world.merged(kept, gone)


@verb(may=lambda story: bool(story.became), which=WHICH)
def unmerge(story: Story, which: int) -> None:
    """They turn out to be two after all."""
    gone = sorted(story.became)[which % len(story.became)]
    del story.became[gone]
    story.world.unmerged(gone)


# The calendar


@verb(days=(1, 27))
def days_pass(story: Story, days: int) -> None:
    story.today += dt.timedelta(days=days)
    story.world.today(story.today)


@verb(months=(1, 3), day=(1, 28))
def month_passes(story: Story, months: int, day: int) -> None:
    """The month is closed, and another day is today."""
    story.world.month_closed()
    year, number = oracle.months_from(oracle.month_of(story.today), months + 1)[-1]
    story.today = dt.date(year, number, day)
    story.world.today(story.today)
