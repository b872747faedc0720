"""Was this person covered on that day: the verdict with its chain of evidence, as one page to be printed."""

from __future__ import annotations

import uuid

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.reports import verdict as words
from lindung.interfaces.web import days, doors, seen
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import values
from lindung.monitoring import facts, verdicts


@doors.door(doors.EVERY_ROLE, region="code")
def verdict(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """The verdict about a person who stands on a list of this village, or for whom its money was received."""
    try:
        asked = days.asked(request, code)
        day = days.of(request, code, asked, whole=True).day
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    found = verdicts.verdict(day, person)
    if found is None or code not in found.villages:
        return instead.missing(request)
    seen.persons(request, "person", "putusan", [person])
    return frame.render(request, "web/verdict.html", _context(found, day, code, asked))


def _context(found: verdicts.Verdict, day: facts.RegencyDay, code: str, asked: days.Asked) -> dict[str, object]:
    names = {str(place.code): kinds.place_title(place) for place in day.places}

    def called(place: str) -> str:
        return f"{names[place]} ({place})" if place in names else place

    return {
        "title": _("Putusan perlindungan"),
        "found": found,
        "village": called(found.village or code),
        "back": f"/wilayah/{code}/pekerja/{found.who.id}/{asked.query}",
        "on": found.on,
        "asked": asked,
        "known": tongue.day(found.known_at),
        "answer": words.answer(found),
        "why": words.why(found),
        "membership": words.membership(found),
        "css": f"d-{found.state}",
        "chains": [list(words.chain(link, called)) for link in found.links],
    }
