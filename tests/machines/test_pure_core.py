"""100,000 steps of stories told to the pure core, looked at after each against the oracle: see ``docs/decisions``."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from lindung.kernel import values
from lindung.monitoring import cover
from lindung.registers.coverage import facts as coverage
from tests import oracle
from tests.machines import driving, hypothesized, pure
from tests.machines.stories import STARTS, Story
from tests.machines.verbs import VERBS

STEPS, BY_HYPOTHESIS = 100_000, 4_000
PARTS = 4
"""As many tests, so that two workers share them."""
SEED = 20_230_413


def each_verb_often(tally: driving.Tally, *, least: int) -> None:
    rare = {verb: tally.verbs[verb] for verb in VERBS if tally.verbs[verb] < least}
    assert not rare, f"terlalu jarang: {rare}"


@pytest.mark.parametrize("part", range(PARTS))
def test_the_pure_core_says_what_the_oracle_says_after_each_step(part, record_property):
    tally, steps = driving.Tally(), (STEPS - BY_HYPOTHESIS) // PARTS
    driving.drive(pure.World, seed=SEED + part * 1_000_000, steps=steps, tally=tally, retold_to=pure.World)
    print(*tally.lines(), sep="\n")
    assert tally.steps == steps
    each_verb_often(tally, least=250)
    assert len([pair for pair in driving.all_pairs() if tally.pairs[pair]]) >= 0.98 * len(VERBS) ** 2
    record_property("steps", tally.steps)


def test_hypothesis_tells_stories_of_the_same_verbs(record_property):
    tally = driving.Tally()
    drawn = settings(
        max_examples=140, stateful_step_count=50, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(hypothesized.machine(pure.World, tally), settings=drawn)
    print(*tally.lines(), sep="\n")
    assert tally.steps >= BY_HYPOTHESIS
    each_verb_often(tally, least=5)
    record_property("steps", tally.steps)


# The machine itself


class Forgetful(pure.World):
    """Takes nothing back."""

    def reversed(self, key: int, receipt: oracle.Receipt) -> None:
        self._told()


def test_a_world_that_is_wrong_is_found_out_by_its_shortest_story():
    with pytest.raises(driving.StoryFails, match=r"teralokasi \[1\], yang berlaku \[\]") as told:
        driving.drive(Forgetful, seed=1, steps=500, tally=driving.Tally(), retold_to=Forgetful)
    steps = [line for line in str(told.value).splitlines() if "# asked" in line]
    assert len(steps) == 2
    assert steps[0].strip().startswith(("pay", "overpay"))
    assert steps[1].strip().startswith("reverse(")


def test_a_seed_tells_the_same_story_each_time():
    one, other = driving.Tally(), driving.Tally()
    for tally in (one, other):
        driving.drive(pure.World, seed=7, steps=100, tally=tally)
    assert one == other


# What the machines found


def test_money_that_was_approved_for_late_days_and_then_taken_back_leaves_no_grace():
    """The days that a correction covered end where the receipt's own begin: no paid month ends there."""
    may, july, day = dt.date(2023, 5, 10), dt.date(2023, 7, 1), dt.date(2023, 6, 1)
    told = [
        coverage.Fact(1, 2, may, july),
        coverage.Fact(1, 2, dt.date(2023, 1, 1), may),
        coverage.Fact(1, -2, day, july),
    ]
    person = cover.Person(pure.IDS[0], "75.03.01.2004", [cover.Ground("75.03.01.2004", 2, told, [])])
    assert [person.on(one, book=pure.BOOK).state for one in (dt.date(2023, 3, 1), may, day, july)] == [
        "presumed", "presumed", "none", "none",
    ]  # fmt: skip


def test_the_oracle_knows_what_was_asked_for_in_the_months_of_relief():
    receipt = oracle.Receipt("desa", STARTS[1], (2020, 7), 3, 2, 2 * (16_800 + 168 + 168))
    story = Story(pure.World(), STARTS[1])
    story.pay(oracle.Receipt(story.village(0), *_of(receipt)))
    assert story.world.shares()[1] == (34_272, [0, 0, 0], [33_600, 336, 336], 0, 0)
    assert oracle.shares(story.receipts, 1, receipt.rates()[1]) == ([0, 0, 0], [33_600, 336, 336], 0, 0)
    assert values.Rupiah(34_272) == receipt.amount


def _of(receipt: oracle.Receipt) -> tuple[dt.date, oracle.Month, int, int, int]:
    return receipt.paid_on, receipt.first, receipt.months, receipt.heads, receipt.amount
