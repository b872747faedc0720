"""What is done to the database of a race beside the site, by a process of its own: made, looked at, prepared.

``python -m tests.races.inside`` reads a line of JSON for each question (a name of ``DO`` and its arguments) and answers
with one.
"""

from __future__ import annotations

import collections
import json
import sys
import time
import uuid
from typing import Any

from django.apps import apps
from django.db import transaction

import lindung.interfaces.cli  # noqa: F401  sets Django up before any table is imported
from lindung.interfaces import store
from lindung.interfaces.web import opening, sessions
from lindung.monitoring import coherence
from lindung.platform.access import models as access
from lindung.platform.access import queries as desks_of
from lindung.platform.access import scope
from lindung.platform.access.administration import operations as administration
from lindung.platform.access.administration import queries as waiting
from lindung.platform.journal import facts as journal
from lindung.platform.journal import models as lines
from lindung.platform.journal import operations as acting
from lindung.registers.enrolment import queries as enrolment
from tests import chronicle
from tests.interfaces.web import desks

CLIENTS = 16
COUNTED = (
    "funding.Receipt", "funding.Budget", "coverage.Cover", "workers.Person", "enrolment.Listing", "intake.Job",
    "access.Account", "access.Decision", "access.Post", "letters.Letter",
)  # fmt: skip


def make() -> None:
    """The example of the tests of the site."""
    desks.tell()


def browsers(role: str) -> list[str]:
    """Sixteen browsers in which someone of that role signed in a while ago: the keys of their sessions."""
    account = access.Account.objects.get(name=role)
    return [_signed_in(account) for _ in range(CLIENTS)]


_AGO = 120  # seconds since it was touched: so long that every request writes to its session that it was


def _signed_in(account: access.Account) -> str:
    session, now = sessions.SessionStore(), int(time.time())
    session["_auth_user_id"] = str(account.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = account.get_session_auth_hash()
    session.update({sessions.BEGAN: now - _AGO, sessions.SEEN: now - _AGO})
    session.save()
    return str(session.session_key)


def propose() -> int:
    """The number of what waits for a second person: a new password for the Bupati."""
    desk = desks_of.desk_of(access.Account.objects.get(name="dpmd").pk, on=desks.DAY)
    assert desk is not None
    if not waiting.proposals(desk, on=desks.DAY):
        stamp = journal.Stamp(desk.actor, chronicle.Chronicle.stamp(desks.DAY).at, uuid.uuid4(), desks.DAY)
        bupati = access.Account.objects.get(name="bupati").pk
        administration.new_password(desk=desk, account_id=bupati, password="", stamp=stamp)
    return waiting.proposals(desk, on=desks.DAY)[0].id


def look() -> dict[str, Any]:
    """How many rows there are, how many names on each list in force, how many lines of each verb, how many deliveries
    wait, how many sessions each account has; and what does not agree."""
    listed = enrolment.in_force(year=desks.DAY.year, known_at=desks.DAY)
    return {
        "rows": {name: apps.get_model(name)._base_manager.count() for name in COUNTED},
        "names": {one.region: len(enrolment.persons_on(one.listing_id)) for one in listed},
        "verbs": collections.Counter(lines.Line.objects.values_list("verb", flat=True)),
        "numbers": _numbers(),
        "waiting": apps.get_model("intake.Job")._base_manager.filter(finished_at__isnull=True).count(),
        "sessions": collections.Counter(access.Session.objects.values_list("account__name", flat=True)),
        "faults": [one.sentence for one in coherence.look().faults],
    }


def _numbers() -> dict[str, list[int]]:
    """The numbers that are taken in each book of letters, in the order in which they were written."""
    found: dict[str, list[int]] = {}
    rows = apps.get_model("letters.Letter")._base_manager.order_by("id")
    for *book, sequence in rows.values_list("issuer_id", "code", "year", "sequence"):
        found.setdefault(" ".join(map(str, book)), []).append(sequence)
    return found


DO = {"make": make, "look": look, "browsers": browsers, "propose": propose}


def main() -> None:
    opening.open_site(store.kept(None))
    for line in sys.stdin:
        what, *rest = json.loads(line)
        with scope.everything("uji"), transaction.atomic():
            if what != "look":
                acting.act(by=chronicle.OFFICER)
            answer = DO[what](*rest)
        print(json.dumps(answer), flush=True)
    store.close()


if __name__ == "__main__":
    main()
