"""The table of ASVS 5.0 leaves no requirement out, says one of five things of each, and names tests that there are."""

from __future__ import annotations

import collections
import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text("utf-8")
REQUIRED = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3
6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4 10.1.1-2
10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1 12.1.1-3
12.2.1-2 12.3.1-4 13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1-1
16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1-1 17.2.1-4 17.3.1-2
"""
"""What ASVS 5.0.0 counts to its levels 1 and 2, section by section."""
STATES = ("met", "partly", "not met", "outside", "not here")


def rows() -> list[tuple[list[str], str, str]]:
    """The numbers of each row, its state, and what is said to it."""
    found = re.findall(r"^\| (\d[^|]*) \| [^|]+ \| ([^|]+) \| (.*) \|$", PAGE, re.MULTILINE)
    return [(numbers(said), state.strip(), proof) for said, state, proof in found]


def numbers(said: str) -> list[str]:
    """«3.4.4–3.4.6, 3.5.1» one by one."""
    found = []
    for part in said.split(","):
        first, _, last = part.strip().partition("–")
        section, _, number = first.rpartition(".")
        end = int((last or first).rpartition(".")[2])
        found += [f"{section}.{one}" for one in range(int(number), end + 1)]
    return found


def required() -> list[str]:
    found = []
    for said in REQUIRED.split():
        section, _, last = said.partition("-")
        found += numbers(f"{section}–{section.rpartition('.')[0]}.{last}")
    return found


def test_no_requirement_is_left_out_and_none_stands_twice():
    assert len(required()) == 253
    assert sorted(one for said, *_ in rows() for one in said) == sorted(required())


def test_each_is_one_of_five_things_and_the_sums_are_right():
    assert {state for _, state, _ in rows()} <= set(STATES)
    counted = collections.Counter(state for said, state, _ in rows() for _ in said)
    assert ", ".join(f"{counted[state]} {state}" for state in STATES) in PAGE


def test_every_test_that_a_page_names_is_there():
    for name in ("docs/asvs.md", "SECURITY.md"):
        named = re.findall(r"`((?:[\w/]+/)?\w+\.py)(?:::(\w+))?`", (ROOT / name).read_text("utf-8"))
        missing = [f"{path}::{test}" for path, test in named if not there(path, test)]
        assert missing == [], name
        assert any(test for _, test in named), name


def there(path: str, test: str) -> bool:
    """Whether exactly one file ends so (below tests or src), and holds that test."""
    ending = f"/{path}"
    found = [one for top in ("tests", "src") for one in (ROOT / top).rglob("*.py") if str(one).endswith(ending)]
    return len(found) == 1 and (not test or f"def {test}(" in found[0].read_text("utf-8"))


def test_what_is_met_names_a_test_a_document_or_a_rule_or_says_that_it_has_no_test():
    shown = re.compile(r"`[\w/]+\.py::test_|docs/|SECURITY\.md|ruff's S\d|limits\.py|sandi-setempat\.txt|; no test$")
    assert [said for said, state, proof in rows() if state == "met" and not shown.search(proof)] == []
    assert [said for said, _, proof in rows() if not proof.strip()] == []
