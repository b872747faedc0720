"""Reading the notes on what was received, as known on a day."""

from __future__ import annotations

import datetime as dt

from lindung.interfaces.intake import models, problems
from lindung.monitoring import facts as monitoring
from lindung.platform.journal import queries as journal


def notes(
    regency: str, *, known_at: dt.date
) -> tuple[tuple[monitoring.RowProblem, ...], tuple[monitoring.RowProblem, ...]]:
    """Problems and warnings on files about ``regency``, each file as it was last received by ``known_at``."""
    latest = journal.latest_documents(known_at=known_at)
    rows = models.Note.objects.filter(region__code__within=regency, document__received_on__lte=known_at).order_by(
        "document__name", "sheet", "row", "id"
    )
    held, warned = [], []
    for document, region, name, sheet, row, kind, column, message in rows.values_list(
        "document_id", "region_id", "document__name", "sheet", "row", "kind", "column", "message"
    ):
        if document in latest:
            found = monitoring.RowProblem(monitoring.Evidence(name, sheet, row), kind, column, message, region)
            (held if problems.ALL[kind].holds else warned).append(found)
    return tuple(held), tuple(warned)
