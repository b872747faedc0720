"""What a write of a page says about itself: who, when, on which day."""

from __future__ import annotations

import uuid

from django import http

from lindung.interfaces.web import clock
from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal

NOBODY = values.Actor("belum masuk", "situs")


def of(request: http.HttpRequest) -> journal.Stamp:
    """The stamp of whoever is signed in; of nobody before that."""
    desk: access.Desk | None = request.desk
    return journal.Stamp(desk.actor if desk else NOBODY, clock.now(), uuid.uuid4(), clock.today_in_jakarta())
