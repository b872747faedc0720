"""Before something sealed is opened: the sign-in, or the own password, must be of a moment ago. A PC may have been
left."""

from __future__ import annotations

from django import http

from lindung.interfaces.disclosure import limits
from lindung.interfaces.web import clock, sessions
from lindung.interfaces.web.pages import own

_CONFIRMED = "confirmed"
"""In a session: when the own password was last typed for this."""


def owed(request: http.HttpRequest) -> bool:
    """Whether the own password is asked for besides."""
    last = max(request.session.get(name, 0) for name in (sessions.BEGAN, _CONFIRMED))
    return clock.now() - clock.at(last) > limits.FRESH


def problem(request: http.HttpRequest) -> str:
    """Why it is not opened yet; empty where the sign-in is fresh or the password that was typed is right."""
    if not owed(request):
        return ""
    said = own.own_password(request)
    if not said:
        request.session[_CONFIRMED] = int(clock.now().timestamp())
    return said
