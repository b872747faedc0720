"""Who of many people may be one person under two NIK: pairs, each with what speaks for it.

Nothing is decided here. A pair is shown to somebody who looks at both persons' papers. Names are compared as
``language.plain_name`` has them, and besides as they sound, however the last century or a typist spelled them.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lindung.kernel import language, values

NameLikeness = Literal["same", "spelled", "ordered", "one_sign", "shorter", "first"]
"""Two names are written alike; sound alike; are the same words in another order; differ in one sign; one of them is
longer by a word or writes a letter for one; or share no more than how they begin."""
NAME_WEIGHS: dict[NameLikeness, int] = {
    "same": 50, "spelled": 45, "ordered": 40, "one_sign": 30, "shorter": 20, "first": 5,
}  # fmt: skip
NikLikeness = Literal["one_digit", "swapped", ""]
NIK_WEIGHS = 40
_MANY = 60
"""So many people of one birth date are not compared each with each, but with whoever stands near in the order of
sound: a village's list on which everybody is born on 1 July costs no more than another."""
_NEAR = 12
_SPELLED = (
    ("oe", "u"), ("tj", "c"), ("dj", "j"), ("nj", "ny"), ("sj", "sy"), ("ch", "h"), ("kh", "h"), ("dh", "d"),
    ("th", "t"), ("ph", "f"), ("v", "f"), ("q", "k"), ("y", "i"), ("j", "i"),
)  # fmt: skip
"""Also j, which was y before 1972: «Junus» is Yunus."""
_DOUBLED = re.compile(r"(.)\1+")
_OF_FATHER = frozenset(("bin", "binti", "bt", "bte"))
_EVERYBODYS = frozenset(("muhamad", "siti", "abdul", "ahmad", "nur", "sri"))
"""As they sound: these alone say nothing of who it is."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Somebody as stated."""

    key: uuid.UUID
    name: str
    born_on: dt.date
    sex: values.Sex


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one, by their names and birth dates; ``by_nik``: only if their NIK are one slip apart, too."""

    one: uuid.UUID
    other: uuid.UUID
    name: NameLikeness
    same_birth: bool
    by_nik: bool


@functools.lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A word of a plain name as it sounds: «Djoemadi» is Jumadi, «Jusuf» Yusuf; doubled letters and an h at the end
    are not heard."""
    for old, new in _SPELLED:
        word = word.replace(old, new)
    said = _DOUBLED.sub(r"\1", word)
    return said[:-1] if said.endswith("h") and len(said) > 3 else said


def sounds(name: str) -> tuple[str, ...]:
    """A name as it sounds, word by word, without «bin» and «binti»."""
    words = language.plain_name(name).split()
    return tuple(sound(word) for at, word in enumerate(words) if not at or word not in _OF_FATHER)


def nik_likeness(one: values.Nik, other: values.Nik) -> tuple[NikLikeness, int]:
    """Whether two NIK are one slip of a typist apart, and at which digit, counted from one."""
    apart = [at for at in range(16) if one[at] != other[at]] if len(one) == len(other) == 16 else []
    if len(apart) == 1:
        return "one_digit", apart[0] + 1
    if len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] + one[apart[1]] == (
        other[apart[1]] + other[apart[0]]
    ):  # fmt: skip
        return "swapped", apart[0] + 1
    return "", 0


def pairs(people: Iterable[Stated]) -> Iterator[Pair]:
    """Every two of these who may be one. Whoever shares a birth date is compared by name, and whoever shares a name by
    birth date; that is all, so that twice the people cost little more than twice the time."""
    everybody = [(one, sounds(one.name)) for one in people]
    everybody.sort(key=lambda each: (each[1], str(each[0].key)))
    yield from _born_together(everybody)
    yield from _called_alike(everybody)


_Heard = tuple[Stated, tuple[str, ...]]


def _born_together(everybody: Sequence[_Heard]) -> Iterator[Pair]:
    born: dict[dt.date, list[_Heard]] = {}
    for each in everybody:
        born.setdefault(each[0].born_on, []).append(each)
    for those in born.values():
        for one, other in _two_of(those):
            found = name_likeness(one, other)
            if found:
                yield Pair(one[0].key, other[0].key, found, same_birth=True, by_nik=found == "first")


def _two_of(those: Sequence[_Heard]) -> Iterator[tuple[_Heard, _Heard]]:
    if len(those) <= _MANY:
        yield from itertools.combinations(those, 2)
        return
    for at, one in enumerate(those):
        for other in those[at + 1 : at + 1 + _NEAR]:
            yield one, other


def _called_alike(everybody: Sequence[_Heard]) -> Iterator[Pair]:
    """Of one name, with birth dates that one slip in the NIK would make of each other."""
    called: dict[tuple[str, ...], list[_Heard]] = {}
    for each in everybody:
        if len(each[1]) > 1:
            called.setdefault(each[1], []).append(each)
    for those in called.values():
        for one, other in _one_slip_of_birth([each[0] for each in those]):
            same = language.plain_name(one.name) == language.plain_name(other.name)
            yield Pair(one.key, other.key, "same" if same else "spelled", same_birth=False, by_nik=True)


def _one_slip_of_birth(those: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Whoever differs in one of the six digits of a NIK that say birth date and sex, or in two that changed places; the
    century is not said in them. Each digit is left out in turn, so that no two have to be compared who are not alike.
    """
    if len(those) < 2:
        return
    found: set[tuple[int, int]] = set()
    held: dict[tuple[int, str], list[int]] = {}
    for at, one in enumerate(those):
        six = _six(one)
        keys = [(left, six[:left] + six[left + 1 :]) for left in range(6)]
        keys += [(6 + left, six[:left] + "".join(sorted(six[left : left + 2])) + six[left + 2 :]) for left in range(5)]
        for key in keys:
            near = held.setdefault(key, [])
            found |= {(other, at) for other in near[-_NEAR:] if those[other].born_on != one.born_on}
            near.append(at)
    for one_at, other_at in sorted(found):
        yield those[one_at], those[other_at]


def _six(said: Stated) -> str:
    day = said.born_on.day + (40 if said.sex == "P" else 0)
    return f"{day:02d}{said.born_on.month:02d}{said.born_on.year % 100:02d}"


def name_likeness(one: _Heard, other: _Heard) -> NameLikeness | None:
    """How two names are alike that belong to one birth date; None where they are not."""
    here, there = one[1], other[1]
    if not here or not there:
        return None
    if here == there or "".join(here) == "".join(there):
        return "same" if language.plain_name(one[0].name) == language.plain_name(other[0].name) else "spelled"
    if here[0][0] != there[0][0] and sorted(here) != sorted(there) and not _within(here, there):
        return None
    if sorted(here) == sorted(there):
        return "ordered"
    if _one_sign(here, there):
        return "one_sign"
    if _within(here, there):
        return "shorter"
    return "first" if here[0] == there[0] and here[0] not in _EVERYBODYS else None


def _one_sign(here: Sequence[str], there: Sequence[str]) -> bool:
    """One sign more, less, other or swapped, in a word that is long enough to be known by the rest."""
    if len(here) != len(there):
        return len("".join(here)) > 7 and _one_slip("".join(here), "".join(there))
    apart = [(one, other) for one, other in zip(here, there, strict=True) if one != other]
    return len(apart) == 1 and min(map(len, apart[0])) > 3 and _one_slip(*apart[0])


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, there = one[at:], other[at:]
    return rest[1:] == there[1:] or rest[1:] == there or rest == there[1:] or (
        rest[2:] == there[2:] and rest[:2] == there[1::-1]
    )  # fmt: skip


def _within(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether all that one of them says stands in the other, in its order, and says who it is."""
    less, more = sorted((here, there), key=lambda words: (len(words), sum(map(len, words))))
    ahead = iter(more)
    if not all(any(word == other or (len(word) == 1 and other[0] == word) for other in ahead) for word in less):
        return False
    return any(len(word) > 1 and word not in _EVERYBODYS for word in less)
