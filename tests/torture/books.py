"""What every drill that leaves a database asks of it at the end: ``lindung check`` and ``lindung verify``."""

from __future__ import annotations

from django.db import connection

from lindung.interfaces import proof
from lindung.monitoring import coherence
from tests import torture


def hold() -> None:
    """The database that is open is coherent, and what its journal says, and sound. Raises Wrong."""
    faults = coherence.look().faults
    torture.check(not faults, "lindung check: " + "; ".join(map(repr, faults[:5])))
    found = proof.look()
    torture.check(found.holds, "lindung verify: " + (proof.said(found) if not found.holds else ""))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for question, answer in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                cursor.execute(f"PRAGMA {question}")
                rows = cursor.fetchall()
                torture.check(rows == answer, f"{question}: {rows}")
