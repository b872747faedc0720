"""Who sits down, what they see of each of their regions today, and what a list that waits for them is."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django import http

from lindung.interfaces.reports import kinds
from lindung.interfaces.web import clock, days, links, tables
from lindung.interfaces.web.components import sources
from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.registers.followup import facts as followup
from lindung.registers.followup import queries as duties


@dataclass(frozen=True)
class Place:
    """One of the desk's regions on the day that its pages open with."""

    code: str
    name: str
    asked: days.Asked
    day: days.Day

    @property
    def to(self) -> links.Links:
        return links.Links(self.asked, self.code)

    @functools.cached_property
    def duties(self) -> tuple[followup.Duty, ...]:
        return duties.duties(self.code, on=self.asked.on, known_at=self.asked.known_at, state="open")

    @functools.cached_property
    def missing(self) -> dict[str, int]:
        """Workers not protected, of each region of the day."""
        found: dict[str, int] = {}
        for place in self.day.day.villages:
            lacking = max(place.quota - place.protected, 0)
            for code in (str(place.code), str(place.code.at(3)), str(place.code.at(2))):
                found[code] = found.get(code, 0) + lacking
        return found


@dataclass(frozen=True)
class Seat:
    """A desk at its home page: those of its regions of which anything has come in."""

    request: http.HttpRequest
    places: tuple[Place, ...]

    @property
    def desk(self) -> access.Desk:
        return self.request.desk

    @property
    def on(self) -> dt.date:
        return self.places[0].asked.on

    @functools.cached_property
    def about(self) -> sources.About:
        first = self.places[0]
        return sources.about(first.day.day, self.desk.office_name, example=self.request.example_day is not None)

    @functools.cached_property
    def names(self) -> dict[str, str]:
        """What its regions, districts and villages are called."""
        found: dict[str, str] = {}
        for place in self.places:
            day = place.day.day
            found[str(day.code)] = day.name
            found |= {str(code): name for code, name in day.districts}
            found |= {str(one.code): kinds.place_title(one) for one in day.places}
        return found

    def called(self, code: str) -> str:
        return self.names.get(code, code)


@dataclass(frozen=True)
class Item:
    """What waits, in words; ``act``: what the button says. ``urgent``: it is late, or somebody waits for it."""

    key: str
    title: str
    act: str
    table: tables.Table
    urgent: bool = True
    first: str = ""
    """The most urgent of them in words, where that says more than what they are."""

    @property
    def says(self) -> str:
        return self.first or self.table.note

    @property
    def count(self) -> int:
        return len(self.table.rows)

    @property
    def href(self) -> str:
        """Its list; where one thing waits, the thing itself."""
        one = self.table.rows[0].href if self.count == 1 else ""
        return one or f"/untuk-anda/{self.key}/"


Maker = Callable[[Seat], Item]


def sit_down(request: http.HttpRequest) -> Seat | None:
    """The seat of the desk that asks; None where nothing has come in yet of any of its regions, or where it looks at
    provinces: there is nothing of one regency to open with."""
    return Seat(request, found) if (found := tuple(_places(request))) else None


def _places(request: http.HttpRequest) -> Iterator[Place]:
    for code in sorted(request.desk.scope.regions):
        if values.RegionCode(code).level == 1:
            return
        today = clock.today(code, request.example_day)
        asked = days.Asked(today.year, today, today)
        with contextlib.suppress(days.NothingYet, http.Http404):
            day = days.of_region(request, code, asked)
            name = days.name_of(day, code)
            if name and day.day.places:
                yield Place(code, name, asked, day)
