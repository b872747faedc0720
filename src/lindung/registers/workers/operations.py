"""Writing persons."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence

from django.db import transaction

from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts, models, queries

_encode = json.JSONEncoder(ensure_ascii=False).encode


@transaction.atomic
def take(*, people: Sequence[facts.Claimed], stamp: journal_facts.Stamp) -> dict[str, uuid.UUID]:
    """The id of each person by NIK; those not yet known are added, those known stay as they were first stated.

    One journal line for all. New rows are written in the order of their blind index, which keeps its tree compact.
    """
    journal.act(by=stamp.by)
    claimed = {vault.blind_index(person.nik): person for person in reversed(people)}
    ids = queries.ids_by_index(claimed)
    new = sorted(index for index in claimed if index not in ids)
    ids |= {index: uuid.uuid4() for index in new}
    if new:
        people_said = [(ids[index].hex, claimed[index]) for index in new]
        said = [(key, person.name, person.born_on.isoformat(), person.sex) for key, person in people_said]
        journal.record(verb="workers.taken", about=f"{len(new)} orang", rows=said, stamp=stamp)
        _insert([(ids[index], index, claimed[index]) for index in new], stamp)
    return {person.nik: ids[index] for index, person in claimed.items()}


def _insert(new: list[tuple[uuid.UUID, bytes, facts.Claimed]], stamp: journal_facts.Stamp) -> None:
    columns = ("id", "nik_sealed", "nik_index", "name", "born_on", "sex", "particulars_sealed", "recorded_at")
    rows.insert(
        models.Person,
        columns,
        [
            (
                key,
                vault.seal(person.nik, about=b"nik" + key.bytes),
                index,
                person.name,
                person.born_on,
                person.sex,
                vault.seal(_encode(dict(person.particulars)), about=b"particulars" + key.bytes),
                stamp.at,
            )
            for key, index, person in new
        ],
    )
