"""Reading persons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from lindung.kernel import values
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
    return values.Nik(vault.opened(sealed, about=b"nik" + person_id.bytes))
