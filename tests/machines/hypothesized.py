"""The verbs as a state machine of Hypothesis, which draws them, keeps what failed, and makes it small."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import stateful
from hypothesis import strategies as st

from tests.machines import looking
from tests.machines.driving import Step, Tally, take
from tests.machines.stories import STARTS, Story, World
from tests.machines.verbs import VERBS, Bounds, Verb


def machine(worlds: Callable[[], World], tally: Tally) -> type[stateful.RuleBasedStateMachine]:
    """A machine that tells its story to a new world each time."""

    def told_from(self: stateful.RuleBasedStateMachine, start: int) -> None:
        self.story = Story(worlds(), STARTS[start])
        tally.begin()

    def teardown(self: stateful.RuleBasedStateMachine) -> None:
        if hasattr(self, "story"):
            looking.look_back(self.story, 0)

    rules = {name: _rule(name, verb, tally) for name, verb in VERBS.items()}
    begin = stateful.initialize(start=st.integers(0, len(STARTS) - 1))(told_from)
    return type("Story", (stateful.RuleBasedStateMachine,), {"told_from": begin, "teardown": teardown, **rules})


def _rule(name: str, verb: Verb, tally: Tally) -> Callable[..., None]:
    def step(self: stateful.RuleBasedStateMachine, **drawn: int) -> None:
        tally.count(name)
        said = {word: drawn[word] for word in verb.says}
        take(self.story, Step(name, said, {word: drawn[word] for word in looking.ASKED}))

    step.__name__ = name
    told = stateful.rule(**_strategies(verb.says), **_strategies(looking.ASKED))(step)
    return stateful.precondition(lambda self: hasattr(self, "story") and verb.may(self.story))(told)


def _strategies(bounds: Bounds) -> dict[str, st.SearchStrategy[int]]:
    return {name: st.integers(*between) for name, between in bounds.items()}
