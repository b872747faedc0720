"""Checking a card, for anybody: the page, the same as a file to be kept, the public keys, the list of revoked cards."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import OrderedDict
from typing import Any

from django import http
from django.db import connection
from django.template import loader
from django.utils.translation import gettext as _

from lindung.interfaces.reports.cards import keys, listing
from lindung.interfaces.web import clock, doors
from lindung.interfaces.web.components import checking
from lindung.interfaces.web.pages import frame
from lindung.platform.vault.cards import queries as vault


@doors.door(doors.ANYONE)
def page(request: http.HttpRequest) -> http.HttpResponse:
    """The page, which fetches the latest list itself."""
    answer = frame.render(request, "web/card_check.html", _said(request, site=True))
    answer["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
    return answer


@doors.door(doors.ANYONE)
def file(request: http.HttpRequest) -> http.HttpResponse:
    """The page as one file with keys and list in it: it works from a phone's memory."""
    context = _said(request, site=False)
    context |= {"script": checking.script(), "style": checking.style(), "policy": checking.policy()}
    answer = http.HttpResponse(loader.render_to_string("web/card_check_file.html", context, request))
    answer["Content-Disposition"] = 'attachment; filename="periksa-kartu.html"'
    return answer


def _said(request: http.HttpRequest, *, site: bool) -> dict[str, Any]:
    example = request.example_day
    data = {
        "keys": json.loads(keys.text(vault.published())), "list": checking.inside(_list(request)), "fetch": site,
        "on": example.isoformat() if example else "",
    }  # fmt: skip
    return {"title": _("Periksa kartu pekerja"), "site": site, "data": data} | checking.said()


@doors.door(doors.ANYONE)
def public_keys(request: http.HttpRequest) -> http.HttpResponse:
    """The public keys of cards."""
    return http.HttpResponse(keys.text(vault.published()), content_type="application/json")


@doors.door(doors.ANYONE)
def revoked(request: http.HttpRequest) -> http.HttpResponse:
    """The list of revoked cards, as a signed file."""
    answer = http.HttpResponse(_list(request), content_type="application/cwt")
    answer["Content-Disposition"] = 'attachment; filename="kartu-dicabut"'
    return answer


_held: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()
_lock = threading.Lock()


def _list(request: http.HttpRequest) -> bytes:
    """Signed once for each line of the journal and hour: whoever asks often costs nothing."""
    now = clock.now() if request.example_day is None else _noon(request.example_day)
    key = (
        connection.settings_dict["NAME"],
        request.version,
        vault.signer(),
        now.replace(minute=0, second=0, microsecond=0),
    )
    with _lock:
        found = _held.get(key)
    if found is None:
        found = listing.made(at=now, on=request.example_day or clock.today_in_jakarta())
        with _lock:
            _held.clear()
            _held[key] = found
    return found


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)
