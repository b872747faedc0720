"""Opening the site over a database: keys first, then the checks that every opening makes."""

from __future__ import annotations

from django.conf import settings

from lindung.interfaces import store
from lindung.platform.vault import queries as vault


def open_site(database: store.Place) -> None:
    """Ready this process to serve ``database``. Raises what ``store.open_kept`` refuses."""
    store.open_kept(database)
    settings.SECRET_KEY = vault.site_secret()  # signs sessions' cookies; in no file of its own, never the same twice
    settings.SECRET_KEY_FALLBACKS = vault.earlier_site_secrets()
