"""The reconciliation of a region, narrowed to what the office may see; kept as long as nothing is written."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from django import http
from django.db import connection

from lindung.interfaces.web import days
from lindung.monitoring import facts, reconciliation
from lindung.platform.access import facts as access
from lindung.platform.access import scope

_remembered: OrderedDict[tuple[Any, ...], reconciliation.Reconciled] = OrderedDict()
_AT_MOST = 4
_lock = threading.Lock()


def of(request: http.HttpRequest, code: str, asked: days.Asked, day: facts.RegencyDay) -> reconciliation.Reconciled:
    """What lies in ``code``. Who else pays is named to who sees that other place, whatever the page is about."""
    key = (
        connection.settings_dict["NAME"], request.version, str(day.code), asked.year, asked.on, asked.known_at,
    )  # fmt: skip
    with _lock:
        whole = _remembered.get(key)
    if whole is None:
        with scope.everything("rekonsiliasi kabupaten: siapa lagi yang membayar hanya terlihat dari semua wilayah"):
            whole = reconciliation.of_regency(day)
        with _lock:
            _remembered[key] = whole
            while len(_remembered) > _AT_MOST:
                _remembered.popitem(last=False)
    told = reconciliation.seen_by(whole, request.desk.scope.covers)
    here = access.Scope(frozenset({code}))
    return reconciliation.only(told, here.covers)
