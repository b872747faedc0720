"""On whose behalf a connection writes, for as long as its transaction lasts; the guards of every table ask for it.

Who acts stands in Django's own list of what is to be done at commit, because that list forgets exactly as the database
does: with the commit, with a rollback, and with the rollback of a savepoint in which it was said.
"""

from __future__ import annotations

from typing import Any

from lindung.kernel import values


class Acting:
    """Who acts; ``alone``: whether this transaction keeps other writers out until it ends."""

    __slots__ = ("alone", "by")

    def __init__(self, by: values.Actor, *, alone: bool) -> None:
        self.by, self.alone = by, alone

    def __call__(self) -> None:
        """Nothing is left to do at commit."""


def of(connection: Any) -> Acting | None:
    """Who acts on this connection at this moment, or None."""
    for _, hook, _ in reversed(connection.run_on_commit):
        if isinstance(hook, Acting):
            return hook
    return None


def make_known(sender: object, connection: Any, **kwargs: object) -> None:
    """Give SQLite's guards the function that they ask. Whoever opens the file with another program has none."""
    if connection.vendor == "sqlite":

        def name() -> str | None:
            held = of(connection)
            return held.by.name if held else None

        connection.connection.create_function("lindung_actor", 0, name)
