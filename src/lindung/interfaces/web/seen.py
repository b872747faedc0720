"""Who saw whom: pages say which persons they show, and the doorkeeper records it once, when the answer is made.

A page that shows nobody leaves nothing; a file is recorded whatever it holds. If it can't be recorded, it is not shown.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django import http
from django.db import connection

from lindung.interfaces.web import clock, visitors
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations


@dataclass(slots=True)
class _Noted:
    """What an answer shows, as its parts are put together."""

    kind: journal.Kind
    what: str
    about: str = ""
    persons: set[uuid.UUID] = field(default_factory=set)
    count: int = 0
    export: uuid.UUID | None = None
    reason: str = ""


def persons(request: http.HttpRequest, kind: journal.Kind, what: str, ids: Iterable[uuid.UUID | None]) -> None:
    """The answer to ``request`` shows these persons. Said by several parts of a page, they are one view, of the first
    kind that was said."""
    found = {one for one in ids if one is not None}
    if found:
        _noted(request, kind, what).persons |= found


def rows(request: http.HttpRequest, kind: journal.Kind, about: str, what: str, count: int) -> None:
    """The answer shows so many rows about people of a region who have no id, because they could not be taken."""
    if count:
        noted = _noted(request, kind, what)
        noted.about, noted.count = about, noted.count + count


def _noted(request: http.HttpRequest, kind: journal.Kind, what: str) -> _Noted:
    noted: _Noted | None = getattr(request, "seen", None)
    if noted is None:
        noted = request.seen = _Noted(kind, what)
    return noted


def export(request: http.HttpRequest, what: str, *, about: str = "") -> uuid.UUID:
    """The answer leaves as a file, whether it names anybody or not: its number, by which it leads to who took it.
    ``about``: the region, where the address names none."""
    noted, number = _noted(request, "export", what), uuid.uuid4()
    noted.kind, noted.what, noted.export, noted.about = "export", what, number, about or noted.about
    return number


def in_clear(request: http.HttpRequest, number: uuid.UUID, about: str, reason: str) -> None:
    """The file that was numbered so holds NIK in clear, of people of that region, wanted for that reason."""
    noted = _noted(request, "export_nik", "")
    noted.kind, noted.export, noted.about, noted.reason = "export_nik", number, about, reason


def anybody(request: http.HttpRequest) -> bool:
    """Whether the answer shows persons, as far as it is put together."""
    return getattr(request, "seen", None) is not None


def record(request: http.HttpRequest, desk: access.Desk, status: int) -> None:
    """Write down what the answer to ``request`` showed, or that it was refused."""
    region = about(request)
    noted: _Noted | None = getattr(request, "seen", None)
    if status in _REFUSED:
        reason = "form" if getattr(request, "forged", False) else _REFUSED[status]
        what = f"{reason}:{getattr(request.resolver_match, 'url_name', '')}"
        times = _again(desk, what)
        if times & (times - 1):  # the first, second, fourth, eighth … of an hour: a crawler can't fill the disk
            return
        _write(request, desk, journal.Seen("refused", region, what, times=times))
    elif noted is not None and request.method != "HEAD":
        found = journal.Seen(
            noted.kind, region or noted.about, noted.what, frozenset(noted.persons), noted.count, noted.export,
            reason=noted.reason,
        )  # fmt: skip
        _write(request, desk, found)


def entered(request: http.HttpRequest, desk: access.Desk, *, proven: bool) -> None:
    """Write down that somebody signed in, and with what. A try that failed is a line of the journal."""
    _write(request, desk, journal.Seen("entered", "", "faktor" if proven else "sandi"))


_REFUSED = {403: "office", 404: "region", 429: "limit"}
"""Another office's task; a region or thing out of reach, or none: the two are recorded alike, as they look alike; and
more than an account may open in a day."""


def about(request: http.HttpRequest) -> str:
    """The region that stands in the address."""
    return str(request.resolver_match.kwargs.get("code", "")) if request.resolver_match else ""


def _write(request: http.HttpRequest, desk: access.Desk, seen: journal.Seen) -> None:
    operations.record_view(seen=seen, by=reader(request, desk), at=clock.now())


def reader(request: http.HttpRequest, desk: access.Desk) -> journal.Reader:
    """Who looks."""
    return journal.Reader(desk.account_id, desk.person_name, desk.office_name, desk.role, visitors.address(request))


_counted: OrderedDict[tuple[str, int, str, int], int] = OrderedDict()
_AT_MOST = 4096
_lock = threading.Lock()


def _again(desk: access.Desk, what: str) -> int:
    """How often this account was refused the same within this hour, this time included."""
    key = (str(connection.settings_dict["NAME"]), desk.account_id, what, int(clock.now().timestamp()) // 3600)
    with _lock:
        _counted[key] = times = _counted.get(key, 0) + 1
        _counted.move_to_end(key)
        while len(_counted) > _AT_MOST:
            _counted.popitem(last=False)
    return times
