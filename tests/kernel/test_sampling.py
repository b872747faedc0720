"""A sample that follows from its seed alone, and the interval around a share."""

from __future__ import annotations

import hashlib
import math
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lindung.kernel import sampling

HEAD = "a" * 64
SEED = "2ae9e3ad16b2ff1e9a2a9ac38f4ad3a1f9ab4ad2ff4e49ddf8a07a3ee3f4a5d0"
PEOPLE = [uuid.UUID(int=number) for number in range(1, 201)]


def test_the_seed_is_the_digest_of_head_and_day():
    assert sampling.seed(HEAD, "2023-04-13") == hashlib.sha256(f"{HEAD} 2023-04-13".encode()).hexdigest()
    assert sampling.seed(HEAD, "2023-04-14") != sampling.seed(HEAD, "2023-04-13")


@pytest.mark.parametrize(
    ("people", "drawn"), [(0, 0), (1, 1), (20, 1), (21, 2), (40, 2), (100, 5), (101, 6), (200, 10)]
)
def test_five_of_a_hundred_rounded_up_so_that_each_village_gives_one(people, drawn):
    found = sampling.drawn({"75.03.01.2028": PEOPLE[:people]}, seed=SEED, per_hundred=5)
    assert len(found) == drawn == len(set(found))


@given(st.randoms(), st.integers(1, 60))
def test_anybody_who_draws_again_gets_the_same_in_whatever_order_the_people_come(shuffle, count):
    strata = {"b": PEOPLE[:count], "a": PEOPLE[count : 2 * count]}
    mixed = {name: shuffle.sample(people, len(people)) for name, people in reversed(strata.items())}
    first = sampling.drawn(strata, seed=SEED, per_hundred=5)
    assert first == sampling.drawn(mixed, seed=SEED, per_hundred=5)
    assert {name for name, _ in first} == {"a", "b"}
    assert all(one in strata[name] for name, one in first)


def test_every_one_of_a_village_is_drawn_about_as_often():
    """Of 20 people one each time: over 2,000 seeds about a hundred times each."""
    times = dict.fromkeys(PEOPLE[:20], 0)
    for number in range(2_000):
        ((_, one),) = sampling.drawn({"a": PEOPLE[:20]}, seed=str(number), per_hundred=5)
        times[one] += 1
    assert 60 < min(times.values()) <= max(times.values()) < 145


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (48, 50, 0.8654, 0.9890),
     (81, 263, 0.2553, 0.3662)],
)  # fmt: skip
def test_wilson_as_printed_in_the_books(hits, of, low, high):
    """81 of 263 is Newcombe's (1998) example."""
    found = sampling.wilson(hits, of)
    assert all(math.isclose(one, said, abs_tol=5e-5) for one, said in zip(found, (low, high), strict=True))
