"""Reading the journal: does the chain hold, and are the tables guarded."""

from __future__ import annotations

import datetime as dt
import uuid

from django.apps import apps
from django.db import connection

from lindung.platform.journal import chain, facts, guards, models


def first_break() -> facts.Break | None:
    """The first line that was edited, or before which one was removed or moved; None while the chain holds."""
    expected = chain.START
    for line in models.Line.objects.order_by("id").values().iterator():
        if line["previous"] != expected:
            return facts.Break(line["id"], "baris sebelumnya hilang atau dipindah")
        if line["digest"] != chain.digest(line):
            return facts.Break(line["id"], "isi baris berubah")
        expected = line["digest"]
    return None


def head() -> str:
    """The digest of the last line: printed in a report, it fixes all that came before."""
    return models.Line.objects.order_by("-id").values_list("digest", flat=True).first() or chain.START


def last_line() -> int:
    """The number of the last line: whatever was written since shows by it. Asked by every page, hence plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM journal_line")
        return cursor.fetchone()[0] or 0


def last_moment() -> dt.datetime | None:
    """When the last line was written, by the clock of then."""
    return models.Line.objects.order_by("-id").values_list("at", flat=True).first()


def lines_about(about: str) -> list[facts.Deed]:
    """What was done about one thing or person, in order."""
    rows = models.Line.objects.filter(about=about).order_by("id")
    return [facts.Deed(*row) for row in rows.values_list("at", "actor", "office", "verb")]


def unguarded() -> list[str]:
    """Tables whose guards are not as they should be (a migration that remakes a table drops its triggers), and triggers
    or views that are none of ours."""
    return guards.broken(connection.alias, apps)


def opened_with() -> str | None:
    """The fingerprint of the key that this database was made with."""
    return models.Line.objects.filter(verb="vault.opened").values_list("about", flat=True).first()


def documents(*, received_by: dt.date) -> dict[tuple[str, str], int]:
    """Documents by name and digest; of one name the one that came in last, so that going back to an earlier content
    is something new."""
    rows = models.Document.objects.filter(received_on__lte=received_by).order_by("received_on", "id")
    latest = {name: (sha256, pk) for pk, name, sha256 in rows.values_list("id", "name", "sha256")}
    return {(name, sha256): pk for name, (sha256, pk) in latest.items()}


def latest_documents(*, known_at: dt.date) -> set[int]:
    """Of the documents of one name, the one that came in last by ``known_at``."""
    rows = models.Document.objects.filter(received_on__lte=known_at).order_by("received_on", "id")
    return set(dict(rows.values_list("name", "id")).values())


def received_days(files: set[tuple[str, str]]) -> list[dt.date]:
    """For each of these files (name, digest) that came in before: the first day it did."""
    rows = models.Document.objects.filter(name__in={name for name, _ in files}).order_by("-received_on")
    first = {(name, sha256): day for name, sha256, day in rows.values_list("name", "sha256", "received_on")}
    return [day for file, day in first.items() if file in files]


def digests_in(batch: uuid.UUID) -> set[str]:
    """What came in with a batch, by digest; nothing where there was no such batch."""
    return set(models.Document.objects.filter(batch=batch).values_list("sha256", flat=True))


def name_of(document_id: int) -> str:
    return models.Document.objects.values_list("name", flat=True).get(pk=document_id)


def anything_received() -> bool:
    """Whether any document has come in yet."""
    return models.Document.objects.exists()
