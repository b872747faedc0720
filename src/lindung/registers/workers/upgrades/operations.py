"""Sealing, within an upgrade, what was written about people in clear."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lindung.kernel import values
from lindung.platform.journal.resealing import operations as resealing
from lindung.registers.workers import sealing

Texts = Callable[[Any], Mapping[str, tuple[str, bytes]]]
"""Of a row: each sealed column with the text that belongs there and what it is bound to."""
_SYSTEM = values.Actor("lindung", "sistem")


def seal_texts(
    *, apps: Any, schema_editor: Any, model: str, person: Callable[[Any], Any], texts: Texts, told: Sequence[str]
) -> None:
    """Seal what stands in clear under the data key of whom it is about; of who was erased it is blanked. ``told``: what
    of a row the journal seals, from then on by one line for all that are there."""
    table = apps.get_model(model)
    connection = schema_editor.connection
    rows = list(table.objects.using(connection.alias).order_by("pk"))
    if not rows:
        return
    resealing.lift_guard(connection=connection, table=table._meta.db_table)
    for row in rows:
        whose = person(row)
        key = bytes(whose.key_sealed)
        for column, (text, about) in texts(row).items():
            setattr(row, column, sealing.note(whose.id, key, text, about=about) if key else b"")
        row.save(using=connection.alias)
    resealing.seal_anew(model=table, columns=told, by=_SYSTEM, why="keterangan tentang orang disegel")
