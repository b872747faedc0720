"""Whether the registers' rows are still what the lines sealed: each line's rows are read again and sealed again.

A model says by ``SEALED_BY`` which verbs write its rows, with which columns. Rows of one table are written in the order
of the lines that tell of them, both in one transaction, so the rows of a line are the next ``row_count`` of its table.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from django.db import DatabaseError, connection, models
from django.db.models import expressions

from lindung.platform.journal import facts
from lindung.platform.journal import models as tables
from lindung.platform.vault import queries as vault

SEALED_ANEW = "journal.sealed_anew"
"""A line that tells of every row of a table at once, because an upgrade changed how they are sealed: they are weighed
by it, and by the lines that follow; those before it are of the chain only."""


class Written(Protocol):
    """What was written, to be read in the order in which it was."""

    table: str
    verbs: tuple[str, ...]

    def take(self, verb: str, count: int) -> Iterable[Sequence[Sequence[Any]]]:
        """The rows of the next line, of this verb and so many; where it can't be known which, each possibility."""

    def left(self) -> int:
        """How many are left."""


class InOrder:
    """The rows of one table in the order in which they were written."""

    def __init__(self, model: type[models.Model]) -> None:
        self.table, self._sealed = model._meta.db_table, model.SEALED_BY  # type: ignore[attr-defined]
        self.verbs = tuple(self._sealed)
        (columns,) = set(self._sealed.values())
        rows = model._base_manager.values_list(*columns)
        numbered = isinstance(model._meta.pk, models.AutoField)
        order = model._meta.pk.name if numbered else expressions.RawSQL("rowid", ())
        self._rows: Iterator[tuple[Any, ...]] = rows.order_by(order).iterator()

    def take(self, verb: str, count: int) -> Iterable[Sequence[Sequence[Any]]]:
        return [list(itertools.islice(self._rows, count))]

    def left(self) -> int:
        return sum(1 for _ in self._rows)


def in_order(models_: Iterable[type[models.Model]]) -> list[InOrder]:
    """Every table that says what seals it. One without numbers can only be read in order where SQLite numbers it."""
    sealed = [model for model in models_ if hasattr(model, "SEALED_BY")]
    return [
        InOrder(model)
        for model in sealed
        if connection.vendor == "sqlite" or isinstance(model._meta.pk, models.AutoField)
    ]


def compare(written: Written) -> facts.Rows:
    """The lines of these verbs against what is there now, up to the first that does not agree. One that tells of no
    rows is asked too: a list may come in empty, and is a list all the same."""
    lines = tables.Line.objects.filter(verb__in=written.verbs).order_by("id")
    anew = tables.Line.objects.filter(verb=SEALED_ANEW, about=written.table).order_by("id").last()
    if anew is not None:
        lines = (lines.filter(id__gt=anew.pk) | tables.Line.objects.filter(pk=anew.pk)).order_by("id")
    read = 0
    for line_id, verb, count, root in lines.values_list("id", "verb", "row_count", "rows_root"):
        if not _agrees(written, verb, count, root):
            return facts.Rows(written.table, written.verbs, read, line_id)
        read += 1
    return facts.Rows(written.table, written.verbs, read, None, written.left())


def _agrees(written: Written, verb: str, count: int, root: str) -> bool:
    try:
        return any(vault.rows_seal(list(map(_plain, rows))) == root for rows in written.take(verb, count))
    except (DatabaseError, ValueError, TypeError):  # what stands there is no day, no number, or no text any more
        return False


def _plain(row: Sequence[Any]) -> list[Any]:
    return [in_a_line(cell) for cell in row]


def in_a_line(cell: Any) -> Any:
    """A cell as lines seal it: what is sealed already by what stands there, not by what it opens to."""
    if isinstance(cell, uuid.UUID):
        return cell.hex
    return bytes(cell).hex() if isinstance(cell, bytes | memoryview) else cell


def empty_lines_differ() -> int | None:
    """The first line that tells of no rows and whose seal is not that of nothing."""
    empty = tables.Line.objects.filter(row_count=0).exclude(rows_root=vault.rows_seal([])).order_by("id")
    return empty.values_list("id", flat=True).first()


def unread(verbs: Iterable[str]) -> dict[str, int]:
    """Verbs whose rows can't be read again, with their lines: they ended something, or it is gone since."""
    lines = tables.Line.objects.filter(row_count__gt=0).exclude(verb__in=[*verbs, SEALED_ANEW])
    return dict(lines.order_by("verb").values_list("verb").annotate(models.Count("id")))
