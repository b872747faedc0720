"""Who is who, as known on a day; and what was asked and decided about it.

Who is one with whom is no region's secret, and decides whose a month is wherever it was paid: it is read over all
regions, and names nobody who was not asked about.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from lindung.kernel import language, values
from lindung.platform.access import scope
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts as worker_facts
from lindung.registers.workers import models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts

NOW = dt.date.max
"""As known now: whatever is recorded."""
_WHY = "satu orang tetap satu orang, di mana pun ia tercatat"
_AT_ONCE = 400  # twice as many parameters in one statement


@dataclass(frozen=True, slots=True)
class _Agreed:
    id: int
    kind: facts.Kind
    person: uuid.UUID
    other: uuid.UUID | None
    undoes: int | None
    on: dt.date
    born_on: dt.date


_AGREED = ("id", "kind", "person_id", "other_id", "undoes_id", "decision__received_on", "person__born_on")


def who(persons: Iterable[uuid.UUID], *, known_at: dt.date) -> facts.Who:
    """Who these persons are: with whom each was one by a day, and what was then stated of them. One look where nobody
    ever changed anything about them."""
    with scope.everything(_WHY):
        found: dict[int, _Agreed] = {}
        asked: set[uuid.UUID] = set()
        ahead = set(persons)
        while ahead:
            new = {one.id: one for one in _touching(ahead)}
            found |= new
            asked |= ahead
            ahead = {key for one in new.values() for key in (one.person, one.other) if key is not None} - asked
        return _who(found.values(), known_at) if found else facts.NOBODY_ELSE


def everybody(*, known_at: dt.date) -> facts.Who:
    """The same of everybody about whom anything was ever changed: merges by that day, corrections after it."""
    with scope.everything(_WHY):
        rows = models.Change.objects.filter(decision__approved=True)
        rows = rows.filter(~Q(kind="correct") | Q(decision__received_on__gt=known_at))
        found = [_Agreed(*row) for row in rows.order_by("decision__id").values_list(*_AGREED)]
        return _who(found, known_at) if found else facts.NOBODY_ELSE


def given(
    known: facts.Who | None, *, known_at: dt.date, persons: Iterable[uuid.UUID] | None = None
) -> facts.Who:  # fmt: skip
    """Who these persons (None: all) are: as it is known to the asker already, else looked up."""
    if known is not None:
        return known
    return everybody(known_at=known_at) if persons is None else who(persons, known_at=known_at)


def _touching(persons: Collection[uuid.UUID]) -> Iterator[_Agreed]:
    wanted = sorted(persons)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        rows = models.Change.objects.filter(Q(person_id__in=part) | Q(other_id__in=part), decision__approved=True)
        yield from (_Agreed(*row) for row in rows.values_list(*_AGREED))


def _who(agreed: Collection[_Agreed], known_at: dt.date) -> facts.Who:
    known = [one for one in agreed if one.on <= known_at]
    undone = {one.undoes for one in known if one.kind == "split"}
    into = {one.other: one.person for one in known if one.kind == "merge" and one.id not in undone and one.other}
    survivor = {one: facts.root(one, into) for one in into}
    earlier = _earlier([one for one in agreed if one.kind == "correct" and one.on > known_at])
    kept = set(survivor.values())
    born = {one.person: one.born_on for one in known if one.person in kept}
    born |= {person: one.born_on for person, one in earlier.items()}
    later = any(one.kind != "correct" and one.on > known_at for one in agreed)
    return facts.Who(survivor, born, lambda: _stated(kept) | earlier, later)


def _stated(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, worker_facts.Identity]:
    with scope.everything(_WHY):
        return {one.id: one for one in workers.identities(persons)} if persons else {}


def _earlier(later: Iterable[_Agreed]) -> dict[uuid.UUID, worker_facts.Identity]:
    """What stood before the first of the corrections that came later."""
    first: dict[uuid.UUID, int] = {}
    for one in sorted(later, key=lambda one: (one.on, one.id)):
        first.setdefault(one.person, one.id)
    found = {}
    for start in range(0, len(first), _AT_ONCE):
        part = list(first.values())[start : start + _AT_ONCE]
        for one in _changes(models.Change.objects.filter(id__in=part)):
            if one.before is not None:
                was = one.before
                masked = language.masked_nik(was.nik)
                found[one.person] = worker_facts.Identity(one.person, was.name, was.born_on, was.sex, masked)
    return found


# What was asked and decided

_SAID = (
    "id", "kind", "region_id", "person_id", "other_id", "parts", "undoes_id", "proposed_by", "received_on", "key",
    "person__key_sealed", "said_sealed", "reason_sealed", "decision__approved", "decision__decided_by",
    "decision__received_on", "decision__before_sealed",
)  # fmt: skip


def changes(region: str, *, known_at: dt.date) -> list[facts.Change]:
    """Every change that was asked for in a region, the latest first."""
    rows = models.Change.objects.filter(region__code__within=region, received_on__lte=known_at)
    return list(_changes(rows.order_by("-id"), known_at))


def change(number: int) -> facts.Change | None:
    """One of them, where it may be read."""
    return next(_changes(models.Change.objects.filter(pk=number)), None)


def about(persons: Collection[uuid.UUID], *, known_at: dt.date) -> list[facts.Change]:
    """Every change that was asked for about any of these persons, as far as it may be read, in order."""
    rows = models.Change.objects.filter(Q(person_id__in=persons) | Q(other_id__in=persons))
    return list(_changes(rows.filter(received_on__lte=known_at).order_by("id"), known_at))


def waiting(persons: Collection[uuid.UUID]) -> int | None:
    """The number of a change about any of these persons that waits for its second person."""
    rows = models.Change.objects.filter(Q(person_id__in=persons) | Q(other_id__in=persons), decision__isnull=True)
    return rows.values_list("id", flat=True).first()


def about_pairs(persons: Collection[uuid.UUID]) -> dict[frozenset[uuid.UUID], facts.Weighed]:
    """Of every two of these who were ever brought forward to be merged, and are not one now: what came of it last.

    Whoever sees both may know that somebody looked at them, from however far above.
    """
    with scope.everything(_WHY):
        wanted, found = sorted(persons), {}
        for start in range(0, len(wanted), _AT_ONCE):
            rows = models.Change.objects.filter(person_id__in=wanted[start : start + _AT_ONCE], kind="merge")
            splits = models.ChangeDecision.objects.filter(change__undoes__in=rows, approved=True)
            undone = dict(splits.values_list("change__undoes_id", "received_on"))
            for number, region, one, other, approved, on in rows.order_by("id").values_list(*_WEIGHED):
                said: facts.Outcome = "waiting" if on is None else "split" if number in undone else "denied"
                if not approved or number in undone:
                    found[frozenset((one, other))] = facts.Weighed(number, region, said, undone.get(number, on))
        return {pair: one for pair, one in found.items() if pair <= set(wanted)}


_WEIGHED = ("id", "region_id", "person_id", "other_id", "decision__approved", "decision__received_on")


def _changes(rows: QuerySet[models.Change], known_at: dt.date = NOW) -> Iterator[facts.Change]:
    found = [dict(zip(_SAID, row, strict=True)) for row in rows.values_list(*_SAID)]
    splits = models.Change.objects.filter(
        undoes_id__in=[one["id"] for one in found if one["kind"] == "merge"], decision__approved=True,
        decision__received_on__lte=known_at,
    )  # fmt: skip
    undone = dict(splits.values_list("undoes_id", "decision__received_on")) if found else {}
    for one in found:
        yield _change(one, undone.get(one["id"]), known_at)


def _change(said: dict[str, Any], undone_on: dt.date | None, known_at: dt.date) -> facts.Change:
    person, key, held = said["person_id"], said["key"], said["person__key_sealed"]

    def opened(column: str) -> Any:
        sealed = said[column]
        text = workers.opened_note(person, held, sealed, about=bound(key, column.partition("__")[2] or column))
        return json.loads(text) if text else None

    decided_on = said["decision__received_on"]
    decided = decided_on is not None and decided_on <= known_at
    why, before = opened("reason_sealed"), opened("decision__before_sealed") if decided else None
    statement = opened("said_sealed")
    return facts.Change(
        id=said["id"], kind=said["kind"], region=said["region_id"], person=person, other=said["other_id"],
        parts=tuple(part for part in facts.PARTS if part in said["parts"].split(",")),
        said=_statement(statement), grounds=facts.Grounds(*why) if why else None, undoes=said["undoes_id"],
        proposed_by=said["proposed_by"], proposed_on=said["received_on"],
        approved=said["decision__approved"] if decided else None,
        decided_by=said["decision__decided_by"] if decided else "", decided_on=decided_on if decided else None,
        before=_statement(before), undone_on=undone_on,
    )  # fmt: skip


def bound(key: uuid.UUID, column: str) -> bytes:
    """What a sealed column of a change is bound to."""
    return f"change {column} ".encode() + key.bytes


def _statement(said: list[Any] | None) -> facts.Statement | None:
    if not said:
        return None
    nik, name, born_on, sex = said
    return facts.Statement(values.Nik(nik), name, dt.date.fromisoformat(born_on), sex)


def written(said: facts.Statement) -> str:
    """A statement as it is sealed."""
    return json.dumps([said.nik, said.name, said.born_on.isoformat(), said.sex], ensure_ascii=False)


def stands(person: uuid.UUID) -> facts.Statement:
    """What is stated of a person now. Raises PersonErased; Person.DoesNotExist."""
    nik = workers.nik_of(person)
    name, born_on, sex = models.Person.objects.values_list("name", "born_on", "sex").get(id=person)
    return facts.Statement(nik, name, born_on, sex)


def stands_here(person: uuid.UUID) -> facts.Statement:
    """The same of somebody to whom a row leads that may be read."""
    with scope.everything(_WHY):
        return stands(person)


def renamed(region: str, *, known_at: dt.date) -> dict[uuid.UUID, dt.date]:
    """Of whoever's name was corrected in a region by a day: when, the last time."""
    rows = models.ChangeDecision.objects.filter(
        approved=True, change__kind="correct", change__parts__contains="name", received_on__lte=known_at,
        change__region__code__within=region,
    )  # fmt: skip
    return dict(rows.order_by("received_on", "id").values_list("change__person_id", "received_on"))


def niks(
    asked: Iterable[uuid.UUID], found: Mapping[uuid.UUID, values.Nik], who: facts.Who
) -> dict[uuid.UUID, values.Nik]:
    """Of those of whom a row was found that may be read, by whichever of their rows: the NIK that they bear."""
    there = {who.of(one) for one in found}
    with scope.everything(_WHY):
        borne = {one: found[one] if one in found else workers.nik_of(one) for one in there}
    return {one: borne[who.of(one)] for one in asked if who.of(one) in there}


def corrected_nik(nik: values.Nik) -> dt.date | None:
    """Since when nobody bears this NIK any more, because it was corrected; None for one that is borne, or never was."""
    indexes = vault.blind_indexes(nik)
    if models.Person.objects.filter(nik_index__in=indexes).exists():
        return None
    rows = models.FormerNik.objects.filter(nik_index__in=indexes).order_by("-until_on", "-id")
    return rows.values_list("until_on", flat=True).first()


def names_known(person: uuid.UUID) -> set[str]:
    """Every name that a person bore or bears, written plainly."""
    rows = _changes(models.Change.objects.filter(person_id=person, kind="correct", decision__approved=True))
    named = {one.before.name for one in rows if one.before}
    return {language.plain_name(name) for name in named | set(workers.names_of([person]).values())}
