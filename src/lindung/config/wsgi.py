"""The site as a WSGI application; ``lindung serve`` says by environment which database and which keys."""

from __future__ import annotations

import gc
import os

import django
from django.core.handlers import wsgi
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lindung.config.settings")
django.setup()

from lindung.interfaces import store  # noqa: E402
from lindung.interfaces.web import opening  # noqa: E402  tables exist once Django is set up


def site() -> wsgi.WSGIHandler:
    """Open the database that ``LINDUNG_DATABASE`` names and answer for it. Raises what the opening refuses."""
    opening.open_site(store.place(os.environ["LINDUNG_DATABASE"]))
    application = get_wsgi_application()
    gc.freeze()  # what was imported stays; the collector need not look at it with every page
    gc.set_threshold(50_000, 20, 20)
    return application
