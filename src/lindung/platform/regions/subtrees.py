"""``code__within="75.03"`` in a query: the region itself and all below it, found by index on both engines."""

from __future__ import annotations

from typing import Any

from django.db import models


@models.CharField.register_lookup
class Within(models.Lookup):
    """A code that is the one asked for, or goes on from it with a dot."""

    lookup_name = "within"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """PostgreSQL orders text by language, so a range of codes would not be one; Django makes it an index for LIKE
        beside each of codes."""
        column, before = self.process_lhs(compiler, connection)
        return f"({column} = %s OR {column} LIKE %s)", [*before, self.rhs, *before, f"{self.rhs}.%"]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """SQLite finds no LIKE by index, and orders text byte by byte: «/» is what comes after «.», and what stands
        before «.» is in no code."""
        column, before = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*before, self.rhs, *before, f"{self.rhs}/"]
