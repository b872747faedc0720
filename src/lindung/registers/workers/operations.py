"""Writing persons."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts, models, queries, sealing


@transaction.atomic
def take(*, people: Sequence[facts.Claimed], stamp: journal_facts.Stamp) -> dict[str, uuid.UUID]:
    """The id of each person by NIK; those not yet known are added, those known stay as they were first stated.

    One journal line for all. New rows are written in the order of their blind index, which keeps its tree compact.
    """
    claimed = {person.nik: person for person in reversed(people)}
    ids = queries.ids_of(claimed)
    new = sorted((vault.blind_index(nik), nik) for nik in claimed if nik not in ids)
    ids |= {nik: uuid.uuid4() for _, nik in new}
    if new:
        said = [
            (ids[nik].hex, one.name, one.born_on.isoformat(), one.sex)
            for one, nik in ((claimed[nik], nik) for _, nik in new)
        ]
        journal.record(verb="workers.taken", about=f"{len(new)} orang", rows=said, stamp=stamp)
        _insert([(ids[nik], index, claimed[nik]) for index, nik in new], stamp)
    return {nik: ids[nik] for nik in claimed}


def _insert(new: list[tuple[uuid.UUID, bytes, facts.Claimed]], stamp: journal_facts.Stamp) -> None:
    columns = (
        "id", "key_sealed", "nik_sealed", "particulars_sealed", "nik_index", "index_key", "name", "born_on", "sex",
        "recorded_at", "erased_at",
    )  # fmt: skip
    by_key = vault.current()
    rows.insert(
        models.Person,
        columns,
        [
            (
                key, *sealing.sealed(key, person.nik, person.particulars), index, by_key,
                person.name, person.born_on, person.sex, stamp.at, None,
            )
            for key, index, person in new
        ],
    )  # fmt: skip
