"""The same stories told to the registers, on the engine of this run; ``make torture`` tells 20,000 steps of them."""

from __future__ import annotations

import pytest

from tests.machines import driving, registers

pytestmark = pytest.mark.django_db

SMALL = "32.79"
"""A regency of 25 places: its pages cost a sixth of those of Bone Bolango."""
STEPS = 200


def test_the_registers_say_what_the_oracle_says_after_each_step(record_property):
    worlds, tally = registers.worlds(registers.Deliveries(SMALL, quota=None)), driving.Tally()
    driving.drive(lambda: next(worlds), seed=75_03, steps=STEPS, tally=tally)
    print(*tally.lines(), sep="\n")
    assert tally.steps == STEPS
    record_property("database_steps", tally.steps)
