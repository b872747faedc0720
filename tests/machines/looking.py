"""What must hold after each step: the world says what the oracle says, on a drawn day of a drawn person and village."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests import oracle
from tests.machines.stories import Known, Story

ASKED = {"asked": (0, 5), "place": (0, 2), "later": (-200, 260)}
"""What every step draws beside its own words: who, where and on which day (from today) is looked."""


def look(story: Story, *, asked: int, place: int, later: int) -> None:
    """Whoever turned out to be another one is asked about by either."""
    on, village, known = story.today + dt.timedelta(days=later), story.village(place), story.as_known()
    _months_have_one_payer(story, known, asked, savings=later % 4 == 0)
    _each_rupiah_is_somewhere(story, known, later)
    _heads_are_told_apart(story, known, village, on)
    state = _state(story, known, asked, on)
    found = story.world.told(asked, on)
    assert found == state, f"orang {asked} pada {on}: {found}, seharusnya {state}"
    story.world.coherent(ended=False)


def look_back(story: Story, person: int) -> None:
    """At the end of a story: the memberships of a person, by a walk over every day."""
    months = story.months()
    if months:
        first, after = dt.date(*months[0], 1), dt.date(*oracle.months_from(months[-1], 2)[-1], 1)
        days = (first + dt.timedelta(days=number) for number in range((after - first).days))
        known, human = story.as_known(), story.human(person)
        receipts, counts = list(known[0].values()), _counts(story, known, person)
        due = oracle.spells({one for one in days if oracle.rests_on(receipts, human, one, **counts)[0] != "none"})
        found = story.world.memberships(person, first, after)
        assert found == due, f"keanggotaan orang {person}: {found}, seharusnya {due}"
    story.world.coherent(ended=True)


def _months_have_one_payer(story: Story, known: Known, person: int, *, savings: bool) -> None:
    for both in (False, True) if savings else (False,):
        buys = {key: one for key, one in known[0].items() if not both or one.rates()[0]}
        payers = oracle.payers(buys, story.human(person), story.months())
        due = {month: (key, away) for month, (key, away) in payers.items() if key is not None}
        found = story.world.owners(person, savings=both)
        assert found == due, f"bulan orang {person} ({'JHT' if both else 'JKK, JKM'}): {found}, seharusnya {due}"


def _each_rupiah_is_somewhere(story: Story, known: Known, drawn: int) -> None:
    found = story.world.shares()
    standing = [key for key, one in story.receipts.items() if one.reversed_on is None]
    assert sorted(found) == standing, f"teralokasi {sorted(found)}, yang berlaku {standing}"
    for key, (received, persons, heads, left, _) in found.items():
        assert received == story.receipts[key].amount == sum(persons) + sum(heads) + left, f"rupiah penerimaan {key}"
        assert min(left, *persons, *heads) >= 0, f"rupiah penerimaan {key} di bawah nol"
    if standing:
        key = standing[drawn % len(standing)]
        due = oracle.shares(known[0], key, story.receipts[key].rates()[1])
        assert found[key][1:] == due, f"pembagian penerimaan {key}: {found[key][1:]}, seharusnya {due}"


def _heads_are_told_apart(story: Story, known: Known, village: str, on: dt.date) -> None:
    receipts, lists = known
    valid = oracle.valid_names(lists, list(receipts.values()), village, story.today)
    due = oracle.split_on(receipts.values(), village, on, valid=valid)
    found = story.world.split(village, on)
    assert found == due, f"{village} pada {on}: {found}, seharusnya {due}"


def _state(story: Story, known: Known, person: int, on: dt.date) -> str:
    counts = _counts(story, known, person)
    return oracle.state_on(list(known[0].values()), story.human(person), on, **counts)


def _counts(story: Story, known: Known, person: int) -> dict[str, Any]:
    """Where the person's name counts, and how many count there."""
    receipts, lists = list(known[0].values()), known[1]
    where = oracle.counts_in(lists, receipts, story.human(person), story.today)
    return {"counts_in": where, "valid": oracle.valid_names(lists, receipts, where, story.today) if where else 0}
