"""Reading persons."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet, expressions

from lindung.kernel import language, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import queries as journal
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts, models, sealing

_AT_ONCE = 900  # SQLite's oldest limit on the parameters of one statement is 999


class PersonErased(values.Refusal):
    code = "data-orang-dihapus"
    sentence = "Data orang ini sudah dihapus atas permintaannya; NIK dan rinciannya tidak dapat dibuka lagi."


ERASED = "Data dihapus"
"""What stands where the name of an erased person stood."""


def ids_of(niks: Iterable[values.Nik]) -> dict[values.Nik, uuid.UUID]:
    """The id of each of these that belongs to a registered person, or did before it was corrected."""
    wanted = list(niks)
    found = bearers(wanted)
    return former_bearers(nik for nik in wanted if nik not in found) | found


def bearers(niks: Iterable[values.Nik]) -> dict[values.Nik, uuid.UUID]:
    """The id of each of these that a registered person bears, by whichever key of the ring they were indexed."""
    return _indexed(models.Person.objects.all(), "id", niks)


def former_bearers(niks: Iterable[values.Nik]) -> dict[values.Nik, uuid.UUID]:
    """The id of each of these that somebody bore until it was corrected."""
    return _indexed(models.FormerNik.objects.order_by("until_on", "id"), "person_id", niks)


def _indexed(among: QuerySet, person: str, niks: Iterable[values.Nik]) -> dict[values.Nik, uuid.UUID]:
    asked = list(niks)
    if not asked or (len(asked) > 1 and not among.exists()):  # a first file asks of thousands, and nobody is there
        return {}
    wanted, found = {index: nik for nik in asked for index in vault.blind_indexes(nik)}, {}
    indexes = list(wanted)
    for start in range(0, len(indexes), _AT_ONCE):
        rows = among.filter(nik_index__in=indexes[start : start + _AT_ONCE])
        found |= {wanted[bytes(index)]: key for index, key in rows.values_list("nik_index", person)}
    return found


def by_nik(nik: values.Nik) -> facts.Person | None:
    """The person of that NIK, or who bore it until it was corrected; None where nobody ever did."""
    rows = models.Person.objects.filter(id__in=ids_of([nik]).values())
    for key, name, *rest in rows.values_list("id", "name", "born_on", "sex"):
        return facts.Person(key, name or ERASED, *rest)
    return None


SEALED_NIK = ("person_id", "person__key_sealed", "person__nik_sealed")
"""The columns of ``opened_nik``, as a row of another register that points to a person reads them."""


def opened_nik(person_id: uuid.UUID, key_sealed: bytes, nik_sealed: bytes) -> values.Nik | None:
    """The NIK in clear of a row's columns ``SEALED_NIK``; None where they were erased. Raises SealBroken."""
    return sealing.nik(person_id, key_sealed, nik_sealed) if key_sealed else None


PARTICULARS = "person__particulars_sealed"
"""What stood beside a person's name, as a row of another register that points to them reads it."""


def opened_particulars(person_id: uuid.UUID, key_sealed: bytes, particulars_sealed: bytes) -> dict[str, str]:
    """What stood beside the name on the first list, in clear: mother, address, telephone. Raises SealBroken."""
    return sealing.particulars(person_id, key_sealed, particulars_sealed)


def nik_of(person_id: uuid.UUID) -> values.Nik:
    """The NIK in clear. Raises PersonErased; SealBroken; Person.DoesNotExist."""
    key, sealed = models.Person.objects.values_list("key_sealed", "nik_sealed").get(id=person_id)
    if not key:
        raise PersonErased()
    return sealing.nik(person_id, key, sealed)


def identities(person_ids: Iterable[uuid.UUID]) -> list[facts.Identity]:
    """These persons by name, each NIK masked. Raises SealBroken."""
    wanted, found = list(person_ids), []
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Person.objects.filter(id__in=wanted[start : start + _AT_ONCE])
        found += [
            identity(*row) for row in rows.values_list("id", "name", "born_on", "sex", "key_sealed", "nik_sealed")
        ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


IDENTITY = ("person_id", "person__name", "person__born_on", "person__sex", "person__key_sealed", "person__nik_sealed")
"""The columns of ``identity``, as a row of another register that points to a person reads them: whoever may not read
that row does not learn who it is about."""


def identity(
    person_id: uuid.UUID, name: str, born_on: dt.date, sex: values.Sex, key_sealed: bytes, nik_sealed: bytes
) -> facts.Identity:
    """The person of a row's columns ``IDENTITY``. The NIK leaves this function only masked. Raises SealBroken."""
    masked = language.masked_nik(sealing.nik(person_id, key_sealed, nik_sealed)) if key_sealed else _HIDDEN
    return facts.Identity(person_id, name or ERASED, born_on, sex, masked)


_HIDDEN = "•" * 16


def seal_note(person_id: uuid.UUID, text: str, *, about: bytes) -> bytes:
    """What another register keeps in words about a person, under the person's own data key: destroyed with it.

    Nothing to keep about somebody who was erased is nothing. Raises PersonErased; Person.DoesNotExist.
    """
    key = models.Person.objects.values_list("key_sealed", flat=True).get(id=person_id)
    if not key and not text:
        return b""
    if not key:
        raise PersonErased()
    return sealing.note(person_id, key, text, about=about)


def opened_note(person_id: uuid.UUID, key_sealed: bytes, sealed: bytes, *, about: bytes) -> str:
    """Such a note, by the key as a row that points to the person reads it; nothing of who was erased, nor of no note.

    Raises SealBroken.
    """
    return sealing.opened_note(person_id, key_sealed, sealed, about=about) if key_sealed and sealed else ""


def seal_notes(notes: Sequence[tuple[uuid.UUID, str, bytes]]) -> list[bytes]:
    """The same for many (whose, text, about what): their keys are read together. Raises PersonErased."""
    keys: dict[uuid.UUID, bytes] = {}
    wanted = sorted({person for person, _, _ in notes})
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Person.objects.filter(id__in=wanted[start : start + _AT_ONCE])
        keys |= dict(rows.values_list("id", "key_sealed"))
    if not all(keys.values()):
        raise PersonErased()
    return [sealing.note(person, keys[person], text, about=about) for person, text, about in notes]


def names_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The name of each of these persons as registered; nothing for who was erased."""
    wanted, found = sorted(set(person_ids)), {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Person.objects.filter(id__in=wanted[start : start + _AT_ONCE])
        found |= dict(rows.values_list("id", "name"))
    return found


def record_of(person_id: uuid.UUID) -> facts.Record:
    """All that stands in a person's own row, opened. Raises PersonErased; SealBroken; Person.DoesNotExist."""
    nik = nik_of(person_id)
    row = models.Person.objects.get(id=person_id)
    said = sealing.particulars(person_id, row.key_sealed, row.particulars_sealed)
    return facts.Record(person_id, row.name, row.born_on, row.sex, nik, said, row.recorded_at)


def waiting_erasure(erasure_id: int) -> uuid.UUID | None:
    """Whose data an erasure that waits for its second person is about."""
    rows = models.Erasure.objects.filter(pk=erasure_id, decision__isnull=True)
    return rows.values_list("person_id", flat=True).first()


def erasure(erasure_id: int) -> facts.ErasureAsked:
    """One erasure that was brought forward."""
    return facts.ErasureAsked(*models.Erasure.objects.filter(pk=erasure_id).values_list(*_ERASURE).get())


_ERASURE = ("proposed_by", "proposed_at", "reason", "decision__approved", "decision__decided_by")


def erasures_of(person_id: uuid.UUID) -> list[facts.ErasureAsked]:
    """Each time that erasing a person's data was brought forward, and what came of it."""
    rows = models.Erasure.objects.filter(person_id=person_id).order_by("id")
    return [facts.ErasureAsked(*row) for row in rows.values_list(*_ERASURE)]


def as_written() -> list[PersonsWritten]:
    """What ``lindung verify`` weighs line by line; on a server ``weighed_one_by_one`` stands in: it numbers no rows of
    a table that has no numbers, so that it can't be said which of them are a line's."""
    return [PersonsWritten()] if connection.vendor == "sqlite" else []


def weighed_one_by_one() -> journal_facts.Rows:
    """Every person against the seal of their own row, and how many there are against how many the lines tell of.

    A row that was changed, added, or put in another's place does not hold without the person's data key; one that was
    taken away is missed in the count. Which line it belongs to is not said. Raises nothing.
    """
    verbs = PersonsWritten.verbs
    lines, told, last = journal.told_of(verbs)
    decided = models.ErasureDecision.objects.filter(approved=True)
    erased, restated = set(decided.values_list("erasure__person_id", flat=True)), Restated()
    rows = models.Person._base_manager.values_list(*_STATED).iterator()
    there = [as_stated(row, erased) and restated.holds(row) for row in rows]
    strange = there.count(False) + max(0, len(there) - told)
    lost = last if len(there) < told else None
    return journal_facts.Rows(PersonsWritten.table, verbs, 0 if lost else lines, lost, strange)


_STATED = ("id", "key_sealed", "stated_seal", "name", "born_on", "sex", "erased_at")


def as_stated(row: tuple[Any, ...], erased: Collection[uuid.UUID]) -> bool:
    """Whether a person's row is what was first stated; or blank, where somebody was erased by the rules."""
    person_id, key, seal, name, born_on, sex, erased_at = row
    if erased_at is not None:
        return person_id in erased and not name and not key
    try:
        return sealing.holds(person_id, key, seal, (name, born_on, sex))
    except vault.SealBroken:
        return False


class Restated:
    """Of whoever was corrected by the rules: the seal under which they were taken, and the one that should stand."""

    def __init__(self) -> None:
        agreed = models.ChangeDecision.objects.filter(approved=True, change__kind="correct").order_by("id")
        self._first: dict[uuid.UUID, bytes] = {}
        self._last: dict[uuid.UUID, bytes] = {}
        for person, before, after in agreed.values_list("change__person_id", "seal_before", "seal_after"):
            self._first.setdefault(person, bytes(before))
            self._last[person] = bytes(after)

    def holds(self, row: tuple[Any, ...]) -> bool:
        return bytes(row[2]) == self._last.get(row[0], bytes(row[2]))

    def taken(self, row: tuple[Any, ...]) -> bytes:
        """The seal under which the person was taken."""
        return self._first.get(row[0], bytes(row[2]))


class PersonsWritten:
    """The persons in the order in which they were written, each as the journal sealed them. Who was corrected since is
    compared by the seal that they were taken under.

    Who was erased has no name left to be compared; their line is, and so is whether somebody erased them by the rules.
    """

    table, verbs = "workers_person", ("workers.taken",)

    def __init__(self) -> None:
        rows = models.Person._base_manager.values_list(*_STATED)
        self._rows = rows.order_by(expressions.RawSQL("rowid", ())).iterator()
        decided = models.ErasureDecision.objects.filter(approved=True)
        self._erased, self._restated = set(decided.values_list("erasure__person_id", flat=True)), Restated()

    def take(self, verb: str, count: int) -> Iterator[list[tuple[str, ...]]]:
        """As sealed since each person has a data key; then as it was before, names and all."""
        rows = list(itertools.islice(self._rows, count))
        if all(as_stated(row, self._erased) and self._restated.holds(row) for row in rows):
            yield [(row[0].hex, self._restated.taken(row).hex()) for row in rows]
            yield [(row[0].hex, row[3], row[4].isoformat(), row[5]) for row in rows]

    def left(self) -> int:
        return sum(1 for _ in self._rows)


# How long ago


def unerased(*, before: dt.datetime) -> list[uuid.UUID]:
    """Everybody recorded before a moment whose data are still there."""
    rows = models.Person.objects.filter(recorded_at__lt=before, erased_at=None)
    return list(rows.order_by("recorded_at", "id").values_list("id", flat=True))


def erased(person_id: uuid.UUID) -> bool:
    """Whether a person's data are gone."""
    return not models.Person.objects.filter(id=person_id, erased_at=None).exists()


def recorded_days(persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """When each of these was first recorded, or last agreed that their data are processed."""
    found = latest_days(models.Consent.objects.all(), "given_on", persons)
    for start in range(0, len(persons), _AT_ONCE):
        rows = models.Person.objects.filter(id__in=persons[start : start + _AT_ONCE])
        for key, at in rows.values_list("id", "recorded_at"):
            found[key] = max(at.date(), found.get(key, at.date()))
    return found


def latest_days(rows: QuerySet, column: str, persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """Of another register's rows about these persons, the latest day in a column of each."""
    found: dict[uuid.UUID, dt.date] = {}
    for start in range(0, len(persons), _AT_ONCE):
        part = rows.filter(person_id__in=persons[start : start + _AT_ONCE]).order_by()
        found |= dict(part.values_list("person_id").annotate(last=Max(column)))
    return found
