"""Reading the journal: does the chain hold, and are the tables guarded."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Collection, Iterable, Iterator

from django.apps import apps
from django.db import connection
from django.db.models import Max

from lindung.platform.journal import agreement as agreements
from lindung.platform.journal import chain, facts, guards, models


def breaks() -> Iterator[facts.Break]:
    """Every line that was edited, or before which one was removed or moved; nothing while the chain holds."""
    return chain.breaks("journal_line", chain.FIELDS)


def first_break() -> facts.Break | None:
    """The first of them; None while the chain holds."""
    return next(breaks(), None)


def view_breaks() -> Iterator[facts.Break]:
    """The same for the record of views; a set of persons that is not the one that was shown breaks its view too."""
    yield from chain.breaks("journal_view", chain.VIEW_FIELDS)
    for digest, persons in models.Shown.objects.values_list("digest", "persons").iterator():
        if hashlib.sha256(bytes(persons)).hexdigest() != digest:
            first = models.View.objects.filter(shown_id=digest).order_by("id").values_list("id", flat=True).first()
            yield facts.Break(first or 0, "daftar orang yang dilihat berubah")


def lines() -> int:
    """How many lines there are."""
    return models.Line.objects.count()


def find_head(digest: str) -> facts.Head | None:
    """The line that a digest printed earlier belongs to; None where no line has it: the chain is not that one."""
    if digest == chain.START:
        return facts.Head(0, None, lines())
    if not digest:
        return None
    found = models.Line.objects.filter(digest=digest)
    number = found.values_list("id", flat=True).first()
    if number is None:
        return None
    try:
        at = found.values_list("at", flat=True).first()
    except (ValueError, TypeError, AttributeError):  # the line was tampered with; that it is there is asked, no more
        at = None
    return facts.Head(number, at, models.Line.objects.filter(id__gt=number).count())


def exported() -> Iterator[dict[str, str | int]]:
    """Each line as plain text, fit to be checked by anyone: what its digest is computed from, in that order."""
    for line in models.Line.objects.order_by("id").values().iterator():
        said: dict[str, str | int] = {"id": line["id"]}
        for name in chain.FIELDS:
            said[name] = "" if line[name] is None else str(line[name])
        said["at"] = line["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
        yield said | {"digest": line["digest"]}


def agreement(more: Iterable[agreements.Written] = ()) -> list[facts.Rows]:
    """Each table's rows against what the lines sealed; ``more``: those that take more than one table to read."""
    return [agreements.compare(one) for one in (*agreements.in_order(apps.get_models()), *more)]


def unread(read: Iterable[facts.Rows]) -> dict[str, int]:
    """The verbs whose rows can't be read again, with how many lines they have."""
    return agreements.unread(verb for one in read for verb in one.verbs)


def told_of(verbs: Collection[str]) -> tuple[int, int, int | None]:
    """How many lines there are of these verbs, of how many rows they tell, and the last of them."""
    lines = models.Line.objects.filter(verb__in=verbs)
    return lines.count(), sum(lines.values_list("row_count", flat=True)), lines.aggregate(last=Max("id"))["last"]


def empty_lines_differ() -> int | None:
    """The first line that tells of no rows and was sealed with some."""
    return agreements.empty_lines_differ()


# Who saw what


def count_views() -> int:
    return models.View.objects.count()


_VIEW = (
    "id", "at", "account", "actor", "office", "role", "address", "kind", "about", "what", "persons", "export", "times",
    "reason", "shown_id",
)  # fmt: skip


def views(*, since: dt.datetime, before: dt.datetime, account: int | None = None, export: str = "") -> list[facts.View]:
    """What was seen and refused in that span, the latest first; ``export``: the beginning of a file's number."""
    found = models.View.objects.filter(at__gte=since, at__lt=before).order_by("-id")
    if account is not None:
        found = found.filter(account=account)
    seen = [facts.View(*row) for row in found.values_list(*_VIEW)]
    return [one for one in seen if not export or (one.export and one.export.hex.startswith(export))]


def persons_shown(digests: Iterable[str]) -> dict[str, frozenset[uuid.UUID]]:
    """The persons of each set that was shown."""
    found = models.Shown.objects.filter(digest__in=list(digests)).values_list("digest", "persons")
    return {digest: frozenset(_ids(bytes(persons))) for digest, persons in found}


def views_of(person: uuid.UUID) -> list[facts.View]:
    """Every look at a person's data, the earliest first. Looks into every set that was ever shown."""
    sets = models.Shown.objects.values_list("digest", "persons").iterator()
    shown = [digest for digest, packed in sets if person in set(_ids(bytes(packed)))]
    found = []
    for start in range(0, len(shown), _AT_ONCE):
        rows = models.View.objects.filter(shown_id__in=shown[start : start + _AT_ONCE])
        found += [facts.View(*row) for row in rows.values_list(*_VIEW)]
    return sorted(found, key=lambda one: one.view_id)


_AT_ONCE = 900


def _ids(packed: bytes) -> Iterator[uuid.UUID]:
    return (uuid.UUID(bytes=packed[at : at + 16]) for at in range(0, len(packed), 16))


def told(*, since: dt.datetime, before: dt.datetime) -> list[facts.Line]:
    """The journal's lines of that span, the latest first."""
    found = models.Line.objects.filter(at__gte=since, at__lt=before).order_by("-id")
    rows = found.values_list("id", "at", "actor", "office", "verb", "about", "why", "row_count", "details")
    return [facts.Line(*row, details=json.loads(details)) for *row, details in rows]


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


def received_on(document_ids: set[int]) -> dict[int, dt.date]:
    """The day on which each of these documents came in."""
    return dict(models.Document.objects.filter(pk__in=document_ids).values_list("id", "received_on"))


def digests_in(batch: uuid.UUID) -> set[str]:
    """What came in with a batch, by digest; nothing where there was no such batch."""
    return set(models.Document.objects.filter(batch=batch).values_list("sha256", flat=True))


def name_of(document_id: int) -> str:
    return models.Document.objects.values_list("name", flat=True).get(pk=document_id)


def anything_received() -> bool:
    """Whether any document has come in yet."""
    return models.Document.objects.exists()
