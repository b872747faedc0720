"""Whose copy a file is: its number, the account, the office, the moment, and what was asked for."""

from __future__ import annotations

import uuid
import zoneinfo

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import sheets
from lindung.interfaces.web import clock, seen
from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.access import queries as accounts

_OF_A_FILE = ("tabel", "hal", "bentuk")
_LONGEST = 200


def of(
    request: http.HttpRequest, number: uuid.UUID, what: str, rows: int, *more: tuple[str, str], chosen: str = ""
) -> sheets.Mark:
    """The mark of a file that answers ``request``; ``chosen``: which part of the data it is, where the address does not
    say so; ``more``: what else is to be said of it."""
    desk: access.Desk = request.desk
    short, chosen = number.hex[:12], chosen or _chosen(request)
    account, moment = accounts.person(desk.account_id).name, _moment(desk)
    said = {"number": short, "account": account, "office": desk.office_name, "moment": moment, "chosen": chosen}
    line = _("Unduhan %(number)s · akun %(account)s · %(office)s · %(moment)s · saringan: %(chosen)s") % said
    facts = (
        (_("Nomor unduhan"), short),
        (_("Akun"), f"{account} ({desk.person_name})"),
        (_("Kantor"), desk.office_name),
        (_("Saat"), moment),
        (_("Daftar"), what),
        (_("Saringan"), chosen),
        (_("Baris"), language.number(rows)),
        *more,
        (_("Tercatat"), _("Siapa yang mengunduh tercatat; berkas yang bocor menuntun kepada pengunduhnya.")),
    )
    return sheets.Mark(short, line, _("Tentang unduhan"), facts)


def _chosen(request: http.HttpRequest) -> str:
    """What the address asks for: the region, and whatever narrows it."""
    asked = [f"{name}={value}" for name, value in request.GET.items() if name not in _OF_A_FILE and value]
    return ", ".join(filter(None, (seen.about(request), *asked)))[:_LONGEST] or _("tidak ada")


def _moment(desk: access.Desk) -> str:
    """13-04-2023 09.30 WITA, in the zone of the office's first region."""
    zone = language.zone_of(values.RegionCode(min(desk.scope.regions))) if desk.scope.regions else "Asia/Jakarta"
    return f"{clock.now().astimezone(zoneinfo.ZoneInfo(zone)):%d-%m-%Y %H.%M} {language.ZONES[zone]}"
