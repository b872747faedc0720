"""Giving a worker the code to their own cover."""

from __future__ import annotations

import secrets
import uuid

from django.db import transaction

from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.workers import models
from lindung.registers.workers.codes import queries


@transaction.atomic
def give(*, person: uuid.UUID, region: str, account: str, stamp: journal_facts.Stamp) -> str:
    """A new code, told once; the one before opens nothing from now on. Of two, the later holds."""
    journal.act(by=stamp.by)
    code = "".join(secrets.choice(queries.LETTERS) for _ in range(queries.LENGTH))
    digest = queries.digest(code)
    row = (region, person.hex, digest, account, stamp.received_on)
    journal.record(verb="workers.code_given", about=region, rows=[row], stamp=stamp)
    models.OwnCode.objects.create(
        region_id=region, person_id=person, digest=digest, given_by=account, received_on=stamp.received_on,
        recorded_at=stamp.at,
    )  # fmt: skip
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
