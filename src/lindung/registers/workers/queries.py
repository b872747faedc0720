"""Reading persons."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from lindung.kernel import language, values
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts, models

_AT_ONCE = 900  # SQLite's oldest limit on the parameters of one statement is 999


def ids_by_index(indexes: Iterable[bytes]) -> dict[bytes, uuid.UUID]:
    """Which of these blind indexes belong to a registered person."""
    wanted, found = list(indexes), {}
    if not models.Person.objects.exists():
        return {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Person.objects.filter(nik_index__in=wanted[start : start + _AT_ONCE])
        found |= {bytes(index): key for index, key in rows.values_list("nik_index", "id")}
    return found


def by_nik(nik: values.Nik) -> facts.Person | None:
    """The person of that NIK, or None."""
    row = models.Person.objects.filter(nik_index=vault.blind_index(nik)).values_list("id", "name", "born_on", "sex")
    return next((facts.Person(*found) for found in row), None)


def nik_of(person_id: uuid.UUID) -> values.Nik:
    """The NIK in clear. Raises SealBroken; Person.DoesNotExist."""
    sealed = models.Person.objects.values_list("nik_sealed", flat=True).get(id=person_id)
    return _opened(person_id, sealed)


def identities(person_ids: Iterable[uuid.UUID]) -> list[facts.Identity]:
    """These persons by name, each NIK masked. Raises SealBroken."""
    wanted, found = list(person_ids), []
    for start in range(0, len(wanted), _AT_ONCE):
        rows = models.Person.objects.filter(id__in=wanted[start : start + _AT_ONCE])
        found += [identity(*row) for row in rows.values_list("id", "name", "born_on", "sex", "nik_sealed")]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


IDENTITY = ("person_id", "person__name", "person__born_on", "person__sex", "person__nik_sealed")
"""The columns of ``identity``, as a row of another register that points to a person reads them: whoever may not read
that row does not learn who it is about."""


def identity(person_id: uuid.UUID, name: str, born_on: dt.date, sex: values.Sex, nik_sealed: bytes) -> facts.Identity:
    """The person of a row's columns ``IDENTITY``. The NIK leaves this function only masked. Raises SealBroken."""
    return facts.Identity(person_id, name, born_on, sex, language.masked_nik(_opened(person_id, nik_sealed)))


def _opened(person_id: uuid.UUID, nik_sealed: bytes) -> values.Nik:
    return values.Nik(vault.opened(nik_sealed, about=b"nik" + person_id.bytes))
