"""Where outreach is missing, what followed on it, and whether the interval around it holds what it claims."""

from __future__ import annotations

import datetime as dt
import random
import statistics

import pytest

from lindung.monitoring import outreach

ON = dt.date(2023, 4, 13)
VISIT = dt.date(2023, 1, 16)


def place(code: str, protected: int, target: int = 100) -> outreach.Place:
    return outreach.Place(code, code[:8], target, protected)


def village(code: str, *entered: tuple[dt.date, int], visits: tuple[dt.date, ...] = ()) -> outreach.Village:
    """``entered``: so many on a day."""
    days = sorted(day for day, count in entered for _ in range(count))
    return outreach.Village(code, code[:8], 100, tuple(days), visits)


# Where it is missing


def test_never_visited_come_first_then_gap_times_days_and_last_who_lacks_nobody():
    places = [place("a", 100), place("b", 90), place("c", 40), place("d", 0), place("e", 60), place("f", 0, target=0)]
    visits = {"b": [dt.date(2022, 1, 1), dt.date(2022, 12, 4)], "c": [dt.date(2023, 4, 3)], "d": [dt.date(2023, 5, 1)]}
    found = outreach.gaps(places, visits, {"e": dt.date(2023, 4, 20)}, on=ON)
    assert [(one.place.code, one.missing, one.days, one.weight) for one in found] == [
        ("d", 100, None, 0),  # planned in May: nobody has been there yet
        ("e", 40, None, 0),
        ("b", 10, 130, 1300),
        ("c", 60, 10, 600),
        ("a", 0, None, 0),
        ("f", 0, None, 0),
    ]
    assert [one.next for one in found][:2] == [None, dt.date(2023, 4, 20)]


# What followed


def told(pairs: int, *, more: int = 3) -> list[outreach.Village]:
    """Pairs in districts of their own: ten before; one visited, after which ``more`` entered than in the other."""
    before, after, late = dt.date(2022, 12, 1), dt.date(2023, 1, 20), dt.date(2023, 3, 1)
    found = []
    for at in range(pairs):
        found.append(village(f"75.03.{at:02d}.1", (before, 10), (after, at + more), (late, 5), visits=(VISIT,)))
        found.append(village(f"75.03.{at:02d}.2", (before, 10 + at), (after, at)))
    return found


def test_a_visited_village_is_compared_with_its_neighbour_in_the_same_days():
    found = outreach.effect(told(7), days=30, on=ON)
    assert [(one.came, one.came_beside) for one in found.pairs] == [(at + 3, at) for at in range(7)]
    assert [one.beside for one in found.pairs][:2] == ["75.03.00.2", "75.03.01.2"]
    assert (found.verdict, found.mean, found.low, found.high) == ("judged", 3.0, 3.0, 3.0)
    assert (found.open, found.alone, found.seed) == (0, 0, None)


def test_the_window_of_90_days_is_not_over_on_its_last_day():
    last = VISIT + dt.timedelta(days=90)
    assert outreach.effect(told(7), days=90, on=last).verdict == "window_open"
    found = outreach.effect(told(7), days=90, on=last + dt.timedelta(days=1))
    assert (found.verdict, found.mean) == ("judged", 8.0)  # the five of March stand in the longer window


def test_what_comes_after_the_window_and_before_the_visit_does_not_count():
    entered = ((VISIT - dt.timedelta(days=1), 1), (VISIT, 2), (VISIT + dt.timedelta(days=30), 4))
    one = village("a", *entered, (VISIT + dt.timedelta(days=31), 8))
    assert (one.before(VISIT), one.within(VISIT, 30), one.share(VISIT)) == (1, 6, 1.0)


def test_too_few_pairs_or_no_visit_is_said_and_nothing_is_judged():
    few = outreach.effect(told(5), days=30, on=ON)
    assert (few.verdict, few.mean, few.low, len(few.pairs)) == ("too_few", None, None, 5)
    assert outreach.effect([village("a")], days=30, on=ON).verdict == "no_visits"
    assert outreach.effect(told(7), days=30, on=VISIT - dt.timedelta(days=1)).verdict == "no_visits"


def test_a_village_too_unlike_all_others_is_left_alone_and_counted():
    full = village("75.03.01.1", (dt.date(2022, 12, 1), 60), visits=(VISIT,))
    found = outreach.effect([full, village("75.03.01.2", (dt.date(2022, 12, 1), 39))], days=30, on=ON)
    assert (found.pairs, found.alone) == ((), 1)
    near = outreach.effect([full, village("75.03.01.2", (dt.date(2022, 12, 1), 40))], days=30, on=ON)
    assert [one.beside for one in near.pairs] == ["75.03.01.2"]


def test_nobody_stands_beside_two_and_who_was_visited_meanwhile_beside_none():
    visited = [village(f"75.03.0{at}.1", visits=(VISIT,)) for at in (1, 2)]
    soon = village("75.03.01.2", visits=(VISIT + dt.timedelta(days=30),))
    later = village("75.03.02.2", visits=(dt.date(2023, 4, 10),))
    found = outreach.effect([*visited, soon, later], days=30, on=ON)
    assert [(one.visited, one.beside) for one in found.pairs] == [("75.03.01.1", "75.03.02.2")]
    assert found.alone == 2  # the second of January, and the one of February, for which nobody is left
    assert found.open == 1


def test_the_interval_is_that_of_a_plain_computation():
    differences = [4, -1, 7, 2, 0, 3, 5]
    means = []
    for subset in range(1, 128):
        chosen = [value for at, value in enumerate(differences) if subset & (1 << at)]
        means.append(sum(chosen) / len(chosen))
    means.sort()  # 127 means make 128 parts; three of them on each side hold 2.34 %
    low, high, level, seed = outreach.interval(differences)
    assert (low, high) == (pytest.approx(means[2]), pytest.approx(means[124]))
    assert (level, seed) == (1 - 6 / 128, None)
    assert outreach.interval([3, 9, 1, 4, 1, 5])[:2] == (1.0, 9.0)


def test_many_differences_are_drawn_from_by_a_fixed_seed():
    draw = random.Random(11)
    differences = [draw.gauss(4, 6) for _ in range(40)]
    first = outreach.interval(differences)
    assert first == outreach.interval(differences)
    assert first[3] == 7503
    half = 1.96 * statistics.stdev(differences) / 40**0.5
    middle = statistics.fmean(differences)
    assert first[0] == pytest.approx(middle - half, abs=0.5)
    assert first[1] == pytest.approx(middle + half, abs=0.5)


@pytest.mark.parametrize(("pairs", "seed"), [(6, 1), (8, 2), (10, 3)])
def test_the_interval_covers_the_truth_about_as_often_as_it_claims(pairs, seed):
    """Regencies where which of two like villages is visited is a coin's flip, villages differ, and a visit brings five
    people: how often does the interval hold five?"""
    draw, covered, runs = random.Random(seed), 0, 400
    for _ in range(runs):
        found = []
        for at in range(pairs):
            busy = draw.choice((0, 0, 4, 20))  # some districts send a whole list in those days
            usual = [busy + draw.randint(0, 12), busy + draw.randint(0, 12)]
            draw.shuffle(usual)
            after = VISIT + dt.timedelta(days=9)
            found.append(village(f"75.03.{at:02d}.1", (after, usual[0] + 5), visits=(VISIT,)))
            found.append(village(f"75.03.{at:02d}.2", (after, usual[1])))
        said = outreach.effect(found, days=30, on=ON)
        assert said.verdict == "judged"
        covered += said.low <= 5 <= said.high
    spread = 3 * (said.level * (1 - said.level) / runs) ** 0.5
    assert said.level >= 0.95
    assert said.level - spread <= covered / runs <= min(said.level + spread, 1) + 0.02, f"seed {seed}"
