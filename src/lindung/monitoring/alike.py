"""Who on the lists of a region may be one human being under two NIK: computed when it is asked for, never stored.

Only the lists that may be read are compared, and only of pairs that names and birth dates bring up are NIK, mother and
telephone opened. What is opened stays here: a pair says that they agree, not what they are.
"""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from dataclasses import dataclass

from lindung.kernel import likeness
from lindung.registers.enrolment.people import facts as people
from lindung.registers.enrolment.people import queries
from lindung.registers.workers import facts as workers
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.changes import queries as identity

AT_MOST = 2_000
"""So many pairs are opened and weighed: a list on which everybody is alike needs another list, not more pairs."""
_SAME_BIRTH, _SAME_MOTHER, _SAME_PHONE = 30, 20, 10
_OTHER_SEX, _OTHER_MOTHER = -20, -40


@dataclass(frozen=True, slots=True)
class Alike:
    """Two persons who may be one, what speaks for it and against it, and what was decided about them so far.

    ``one`` stands on a list of this year. ``nik``: how one slip makes one NIK of the other, ``digit``: at which digit.
    ``mother``, ``phone``: whether both are said and agree; None where one of them is not said.
    """

    one: workers.Identity
    here: tuple[str, ...]
    other: workers.Identity
    there: tuple[str, ...]
    name: likeness.NameLikeness
    same_birth: bool
    nik: likeness.NikLikeness
    digit: int
    mother: bool | None
    phone: bool | None
    weighed: changes.Weighed | None

    @property
    def weight(self) -> int:
        """Orders the list: no probability, only more or less to look at."""
        said = likeness.NAME_WEIGHS[self.name] + (likeness.NIK_WEIGHS if self.nik else 0)
        said += _SAME_BIRTH if self.same_birth else 0
        said += _SAME_PHONE if self.phone else 0
        said += 0 if self.one.sex == self.other.sex else _OTHER_SEX
        return said + (0 if self.mother is None else _SAME_MOTHER if self.mother else _OTHER_MOTHER)


def found(region: str, *, year: int, known_at: dt.date) -> list[Alike]:
    """Every pair in a region, most to look at first; of these at least one stands on a list of the year."""
    listed = {
        one.person: one
        for one in queries.on_lists(
            region, year=year, known_at=known_at, who=identity.everybody(known_at=identity.NOW)
        )
    }  # fmt: skip
    stated = (likeness.Stated(one.person, one.name, one.born_on, one.sex) for one in listed.values())
    brought = (pair for pair in likeness.pairs(stated) if listed[pair.one].now or listed[pair.other].now)
    pairs = list(itertools.islice(brought, AT_MOST))
    persons = {key for pair in pairs for key in (pair.one, pair.other)}
    opened, weighed = queries.opened(persons), identity.about_pairs(persons)
    alike = [
        _alike(pair, listed, opened, weighed) for pair in pairs if pair.one in opened and pair.other in opened
    ]  # fmt: skip
    return sorted(
        (one for one in alike if one is not None), key=lambda one: (-one.weight, one.one.name.casefold(), one.one.id)
    )


def _alike(
    pair: likeness.Pair,
    listed: dict[uuid.UUID, people.OnLists],
    opened: dict[uuid.UUID, people.Opened],
    weighed: dict[frozenset[uuid.UUID], changes.Weighed],
) -> Alike | None:
    one, other = sorted((opened[pair.one], opened[pair.other]), key=lambda each: _first(listed[each.who.id]))
    nik, digit = likeness.nik_likeness(one.nik, other.nik)
    if pair.by_nik and not nik:
        return None
    here, there = listed[one.who.id], listed[other.who.id]
    return Alike(
        one.who, here.now, other.who, there.now or there.before, pair.name, pair.same_birth, nik, digit,
        _agree(likeness.sounds(one.mother), likeness.sounds(other.mother)), _agree(_number(one), _number(other)),
        weighed.get(frozenset((one.who.id, other.who.id))),
    )  # fmt: skip


def _first(said: people.OnLists) -> tuple[bool, tuple[str, ...], str, str]:
    return not said.now, said.now, said.name.casefold(), said.person.hex


def _agree(one: object, other: object) -> bool | None:
    return one == other if one and other else None


def _number(said: people.Opened) -> str:
    """A telephone number without how it begins: 0812…, +62812…"""
    return "".join(sign for sign in said.phone if sign.isdigit())[-9:]
