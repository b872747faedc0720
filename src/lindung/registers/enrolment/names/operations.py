"""Keeping what the sources call people."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.enrolment import models
from lindung.registers.enrolment.names import facts, queries
from lindung.registers.workers import queries as workers


@transaction.atomic
def call(*, names: Sequence[facts.Called], stamp: journal_facts.Stamp) -> int:
    """Keep the names that say something new, in one journal line that holds none of them; returns how many.

    New is what differs from the name that this source gave the person of this place last; a list's first name, from
    the name that the register has. Each is sealed under the person's own data key, so that an erasure takes it along;
    of whoever was erased nothing is kept.
    """
    journal.act(by=stamp.by)
    said = {(one.region, one.person, one.source): one for one in names if one.name.strip()}
    before = queries.last_said({one.person for one in said.values()}, known_at=stamp.received_on)
    registered = workers.names_of({one.person for one in said.values()})
    new = [
        one
        for key, one in said.items()
        if registered.get(one.person)
        and one.name != before.get(key, registered[one.person] if one.source == "daftar" else "")
    ]
    if not new:
        return 0
    keys = [uuid.uuid4() for _ in new]
    sealed = workers.seal_notes(
        [(one.person, one.name, queries.about(key)) for key, one in zip(keys, new, strict=True)]
    )  # fmt: skip
    told = [
        (
            key.hex, one.region, one.person.hex, one.source, one.place.document_id, one.place.sheet, one.place.row,
        )
        for key, one in zip(keys, new, strict=True)
    ]  # fmt: skip
    journal.record(verb="enrolment.called", about=f"{len(new)} nama", rows=told, stamp=stamp)
    columns = ("key", "region", "person", "source", "document", "sheet", "row", "name_sealed")
    written = [
        (key, one.region, one.person, one.source, one.place.document_id, one.place.sheet, one.place.row, name)
        for key, one, name in zip(keys, new, sealed, strict=True)
    ]
    rows.insert(models.CalledName, columns, written)
    return len(new)
