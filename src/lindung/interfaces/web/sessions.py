"""Django's sessions in our own table: the browser's key as a digest, the content sealed, no row for who only looks."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import auth
from django.contrib.sessions.backends import base

from lindung.interfaces.web import clock
from lindung.platform.access import queries as access
from lindung.platform.access.sessions import facts, operations, queries

BEGAN, SEEN, ADDRESS, DEVICE = "began", "seen", "address", "device"
PENDING_HOURS = 1 / 6
"""How long a right password waits for its second factor."""


class SessionStore(base.SessionBase):
    """What ``request.session`` is."""

    def load(self) -> dict[str, Any]:
        said = queries.content(self.session_key, at=clock.now()) if self.session_key else None
        if said is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = json.loads(said)
        return found

    def exists(self, session_key: str) -> bool:
        return queries.there(session_key)

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except base.CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        kept = _kept(self._get_session(no_load=must_create))
        if not operations.keep(key=self.session_key, kept=kept, new=must_create):
            raise base.CreateError if must_create else base.UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            operations.end(key=key)

    @classmethod
    def clear_expired(cls) -> None:
        operations.forget_ended(at=clock.now())


def _kept(content: dict[str, Any]) -> facts.Kept:
    """An account's session lasts a working day from signing in, however busy; any other a few minutes."""
    account = content.get(auth.SESSION_KEY)
    began = clock.at(content[BEGAN]) if BEGAN in content else clock.now()
    hours = access.limits().hours if account else PENDING_HOURS
    return facts.Kept(
        account_id=int(account) if account else None,
        content=json.dumps(content),
        address=content.get(ADDRESS, ""),
        device=content.get(DEVICE, ""),
        began_at=began,
        seen_at=clock.at(content[SEEN]) if SEEN in content else began,
        ends_at=began + clock.hours(hours),
    )
