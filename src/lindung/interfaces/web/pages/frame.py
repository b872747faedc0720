"""The frame around every page: who is signed in, where they can go, and whether the data are an example."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django import http
from django.db import connection
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors, seen
from lindung.platform.access import facts as access
from lindung.registers.followup.meetings import facts as meetings


def render(
    request: http.HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> http.HttpResponse:
    """A page within the frame."""
    return http.HttpResponse(text(request, template, context), status=status)


def text(request: http.HttpRequest, template: str, context: dict[str, Any]) -> str:
    desk: access.Desk | None = request.desk
    framed = {
        "desk": desk,
        "example": request.example_day is not None,
        "path": request.path,
        "overview": summary(desk) if desk else "",
        "may_run": desk is not None and desk.role in doors.ADMINISTERS | doors.DECIDES,
        "may_send": desk is not None and desk.role in doors.SENDS_FILES,
        "may_export": desk is not None and desk.role in doors.EXPORTS,
        "may_meet": desk is not None and desk.role in meetings.READS,
        "may_write": desk is not None and desk.role in doors.SEES_LETTERS,
        "may_report": desk is not None and desk.role in doors.READS_REPORTS,
        "may_trace": desk is not None and desk.role == "auditor",
        "address": request.get_full_path(),
        "for_anyone": [] if desk else _for_anyone(),
    }
    return loader.render_to_string(template, framed | context, request)


def _for_anyone() -> list[tuple[str, str]]:
    """The pages for whoever has not signed in, a line each."""
    return [
        ("/masuk/", _("Masuk")),
        ("/daftar/", _("Daftar sendiri")),
        ("/status/", _("Lihat status")),
        ("/hitung/", _("Hitung iuran")),
        ("/saya/", _("Perlindungan saya")),
        ("/kartu/", _("Periksa kartu")),
        ("/keluhan/", _("Keluhan")),
        ("/terbuka/", _("Data terbuka")),
    ]


def summary(desk: access.Desk) -> str:
    """The page of a desk's one region, or the list of those it has."""
    regions = sorted(desk.scope.regions)
    return f"/wilayah/{regions[0]}/" if len(regions) == 1 and regions[0].count(".") else "/wilayah/"


_AT_MOST = 64
_remembered: OrderedDict[tuple[Any, ...], tuple[bytes, bytes]] = OrderedDict()
_lock = threading.Lock()


def remembered(request: http.HttpRequest, make: Callable[[], str | None]) -> http.HttpResponse:
    """What ``make`` writes, as long as nothing was written to the journal since, for this reader and this address.

    A page that is remembered holds nothing of one request alone: no form, no token. None: there is no such page.
    """
    key = (
        connection.settings_dict["NAME"], request.version, request.get_full_path(), translation.get_language(),
        request.desk, clock.today_in_jakarta(),
    )  # fmt: skip
    with _lock:
        held = _remembered.get(key)
    if held is None:
        said = make()
        if said is None:
            raise http.Http404
        body = said.encode()
        held = (body, gzip.compress(body, 1, mtime=0))
        if seen.anybody(request):  # who looks at persons is recorded each time
            return http.HttpResponse(body)
        with _lock:
            _remembered[key] = held
            while len(_remembered) > _AT_MOST:
                _remembered.popitem(last=False)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return http.HttpResponse(held[0])
    return http.HttpResponse(held[1], headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})
