"""The second person's word about who somebody is, and the funded months that follow from it."""

from __future__ import annotations

from django.db import transaction

from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.coverage import operations as coverage
from lindung.registers.coverage.merging import queries
from lindung.registers.workers.changes import facts
from lindung.registers.workers.changes import operations as changes


@transaction.atomic
def decide(*, change_id: int, approved: bool, account: str, stamp: journal_facts.Stamp) -> facts.Change:
    """Say yes or no to a change of who somebody is. After a merge the months of both are one person's, each once;
    after a split each has their own again.

    Raises what ``changes.decide`` refuses.
    """
    journal.act(by=stamp.by)
    found = changes.decide(change_id=change_id, approved=approved, account=account, stamp=stamp)
    if approved and found.kind != "correct":
        both = [one for one in (found.person, found.other) if one is not None]
        coverage.settle(persons=queries.beside(both), stamp=stamp)
    return found
