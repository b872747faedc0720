"""What day it is: in an example the day that it is about, else today in the region's own zone."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from lindung.kernel import language, values

_JAKARTA, _JAYAPURA = "Asia/Jakarta", "Asia/Jayapura"


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def today(region: str, example_day: dt.date | None) -> dt.date:
    """The day that a page about ``region`` is about when nobody asks for another."""
    return example_day or dt.datetime.now(zoneinfo.ZoneInfo(language.zone_of(values.RegionCode(region)))).date()


def today_in_jakarta() -> dt.date:
    """The day by which posts begin and end: one for the whole country, or an office over two zones had two answers."""
    return dt.datetime.now(zoneinfo.ZoneInfo(_JAKARTA)).date()


def today_in_the_east() -> dt.date:
    """The latest day that it is anywhere in the country: what was told today is known by it wherever that was."""
    return dt.datetime.now(zoneinfo.ZoneInfo(_JAYAPURA)).date()


def today_began() -> dt.datetime:
    """The moment at which that day began."""
    return dt.datetime.combine(today_in_jakarta(), dt.time.min, zoneinfo.ZoneInfo(_JAKARTA))


def at(seconds: int) -> dt.datetime:
    """The moment that a session notes as whole seconds."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def hours(count: float) -> dt.timedelta:
    return dt.timedelta(hours=count)
