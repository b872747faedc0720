"""Stories drawn from a seed, told and looked at step by step; what goes wrong is said by its shortest story."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.machines import looking
from tests.machines.stories import STARTS, Story, World
from tests.machines.verbs import VERBS

STEPS = 30
"""Of one story; every tenth is four times as long."""
MOST_RETELLINGS = 300


@dataclass(frozen=True)
class Step:
    """A verb with what it says, and where is looked after it."""

    verb: str
    says: dict[str, int]
    looks: dict[str, int]

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.says.items())
        seen = ", ".join(f"{name}={value}" for name, value in self.looks.items())
        return f"{self.verb}({said})  # {seen}"


@dataclass
class Tally:
    """What the stories were made of: generator coverage."""

    stories: int = 0
    verbs: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    last: str = ""

    def begin(self) -> None:
        self.stories, self.last = self.stories + 1, ""

    def count(self, verb: str) -> None:
        self.verbs[verb] += 1
        if self.last:
            self.pairs[self.last, verb] += 1
        self.last = verb

    def add(self, other: Tally) -> None:
        self.stories += other.stories
        self.verbs.update(other.verbs)
        self.pairs.update(other.pairs)

    @property
    def steps(self) -> int:
        return self.verbs.total()

    def rarest(self) -> tuple[tuple[str, str], int]:
        """The pair of verbs, of all that there could be, that came least often."""
        return min(((pair, self.pairs[pair]) for pair in all_pairs()), key=lambda one: one[1])

    def lines(self) -> list[str]:
        verbs = ", ".join(f"{verb} {self.verbs[verb]}" for verb in VERBS)
        (first, second), times = self.rarest()
        met = sum(1 for pair in all_pairs() if self.pairs[pair])
        return [
            f"{self.steps} langkah, {self.stories} cerita: {verbs}",
            f"pasangan {met} dari {len(VERBS) ** 2}, paling jarang {first} → {second}: {times}",
        ]


def all_pairs() -> Iterator[tuple[str, str]]:
    return ((first, second) for first in VERBS for second in VERBS)


class StoryFails(AssertionError):
    """Something is not as the oracle says: the seed of the story, the shortest story that shows it, and what."""

    def __init__(self, seed: int, start: dt.date, told: Sequence[Step], why: Exception) -> None:
        said = "\n".join(f"    {step}" for step in told)
        super().__init__(f"benih {seed}, mulai {start}, {len(told)} langkah\n    {why!r}\n{said}"[:6000])
        self.seed = seed


def drive(
    worlds: Callable[[], World],
    *,
    seed: int,
    steps: int,
    tally: Tally,
    retold_to: Callable[[], World] | None = None,
    goes_on: Callable[[], bool] = lambda: True,
) -> None:
    """So many steps, in stories that begin with ``seed``, while it ``goes_on``. Raises StoryFails: with the
    shortest story where there are worlds to which it may be told again and again."""
    ends = tally.steps + steps
    while tally.steps < ends and goes_on():
        tell_one(worlds, seed, tally, most=ends - tally.steps, retold_to=retold_to)
        seed += 1


def tell_one(
    worlds: Callable[[], World], seed: int, tally: Tally, *, most: int, retold_to: Callable[[], World] | None
) -> None:  # fmt: skip
    """The story of a seed. Raises StoryFails."""
    draw = random.Random(f"cerita {seed}")
    start, length = draw.choice(STARTS), draw.choice((STEPS,) * 9 + (4 * STEPS,))
    story, told = Story(worlds(), start), list[Step]()
    tally.begin()
    try:
        for _ in range(min(length, most)):
            told.append(_drawn(draw, story))
            tally.count(told[-1].verb)
            take(story, told[-1])
        looking.look_back(story, draw.choice(range(6)))
    except Exception as error:
        why, shortest = shortened(retold_to, start, told, error) if retold_to else (error, told)
        raise StoryFails(seed, start, shortest, why) from error


def take(story: Story, step: Step) -> None:
    """Tell one step, and look."""
    VERBS[step.verb].tell(story, **step.says)
    story.steps += 1
    looking.look(story, **step.looks)


def _drawn(draw: random.Random, story: Story) -> Step:
    verb = draw.choice([name for name, one in VERBS.items() if one.may(story)])
    said = {name: draw.randint(*bounds) for name, bounds in VERBS[verb].says.items()}
    return Step(verb, said, {name: draw.randint(*bounds) for name, bounds in looking.ASKED.items()})


def shortened(
    worlds: Callable[[], World], start: object, told: Sequence[Step], error: Exception
) -> tuple[Exception, list[Step]]:
    """The story with every step left out without which it still fails; and how it then fails."""
    kept, tries, piece = list(told), 0, 16
    while tries < MOST_RETELLINGS:
        before = len(kept)
        for at in reversed(range(0, len(kept), piece)):
            shorter = kept[:at] + kept[at + piece :]
            found, tries = _retold(worlds, start, shorter), tries + 1
            if found is not None:
                error, kept = found, shorter
        if len(kept) == before and piece == 1:
            break
        piece = max(1, piece // 4)
    return error, kept


def _retold(worlds: Callable[[], World], start: object, told: Sequence[Step]) -> Exception | None:
    """How a story fails, None where it doesn't. A step that can't be taken any more is left out."""
    story = Story(worlds(), start)
    try:
        for step in told:
            if VERBS[step.verb].may(story):
                take(story, step)
        for person in range(6):
            looking.look_back(story, person)
    except Exception as error:
        return error
    return None
